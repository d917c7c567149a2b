"""The tokens of a theme: the decisions that a designer makes once and every slide follows.

Layout asks a theme for sizes, colours and areas; the package writer makes master and layouts from the same numbers,
so that PowerPoint shows what was measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from msgspec import Struct

from deckgen.geometry import Rect, Size, pt
from deckgen.paint import Colour, Slot, Stroke

Margins = tuple[int, int, int, int]
"""Left, top, right and bottom, in EMU."""


class Relation(Struct, frozen=True):
    """A relationship of a carried part, under the id that the part itself uses; `target` is a part or an address."""

    number: str
    kind: str
    target: str
    outside: bool = False


class Carried(Struct, frozen=True):
    """A part that is taken over: its name without a leading slash, its type, its bytes and its relationships.

    `stored` are the bytes that the template itself holds; None if they are the same.
    """

    name: str
    content_type: str
    content: bytes
    relations: tuple[Relation, ...] = ()
    stored: bytes | None = None


class TextLevel(Struct, frozen=True):
    """The formatting that a level of a placeholder's text inherits. None means that it is unknown; slides then state
    it.

    `space_before`, `indent` and `hanging` are in EMU, `line_spacing` is in percent.
    """

    size: int | None
    colour: Colour | None
    bold: bool
    align: Literal["left", "centre", "right"] | None
    line_spacing: int | None
    space_before: int | None
    has_space_after: bool
    from_right: bool
    indent: int
    hanging: int
    mark: Literal["none", "sign", "number"]
    """What stands before a paragraph."""
    face: Literal["heading", "body"] | None


class Fonts(Struct, frozen=True):
    """The typefaces of headings, body text and code."""

    heading: str
    body: str
    code: str


class Holder(Struct, frozen=True):
    """A placeholder of a layout, as slides need it: the attributes of p:ph, margins, and the levels of its text."""

    mark: Mapping[str, str]
    margins: Margins
    levels: tuple[TextLevel, ...]


class EmbeddedFont(Struct, frozen=True):
    """A face of a font that the template embeds, as stored."""

    family: str
    bold: bool
    italic: bool
    content: bytes


class LayoutPart(Struct, frozen=True):
    """A layout that slides use: its part, its placeholders by our indices, and its own colour map, if any."""

    part: str
    holders: Mapping[int, Holder]
    colour_map: str = ""


class Template(Struct, frozen=True):
    """All that a deck takes over. The texts are elements of the presentation part, "" if it has none.

    `masters`, `notes_master` and `handout_master` are names of parts; `fonts` holds the embedded fonts in use, with
    their relationships.
    """

    parts: tuple[Carried, ...]
    layouts: Mapping[str, LayoutPart]
    masters: tuple[tuple[str, str], ...]
    """The id of each master and its part."""
    theme: str
    notes_master: str | None
    handout_master: str | None
    slide_size: str
    notes_size: str
    default_text: str
    fonts: str
    font_relations: tuple[Relation, ...]
    table_styles: Mapping[str, str]
    """The XML of the table styles, by their ids."""
    usual_table_style: str | None
    embedded: tuple[EmbeddedFont, ...]
    faces: Fonts
    """The typefaces as slides name them, where +mj-lt and +mn-lt are those of the theme."""
    free: tuple[TextLevel, ...]
    """The levels of text outside placeholders."""
    scale: float
    """The height of the template's slides, divided by the height of those on which layout works."""


LayoutName = Literal["title", "section", "content", "two-content", "comparison", "title-only", "blank"]
TITLE_INDEX, SUBTITLE_INDEX, CONTENT_INDEX, FOOTER_INDEX, NUMBER_INDEX = 0, 1, 1, 11, 12
EYEBROW_INDEX = 13
"""The index of the placeholder above the title."""
PICTURE_INDEX = 14
"""The index of a template's placeholder for a picture on the title slide."""
_MOST_DEPTH = 18

AreaKind = Literal["title", "centred-title", "subtitle", "body", "content", "footer", "slide-number", "picture"]
Hue = Literal["blue", "teal", "slate", "violet", "amber", "red"]

Standing = Literal["inherited", "own-place", "free"]
"""The position of a text: in a placeholder where the layout has it, in one that the slide moves, or in a text box."""


class TypeScale(Struct, frozen=True):
    """Sizes in whole points. A range runs from the largest down to the smallest that is allowed.

    `body`, `second_level`, `table`, `code` and `callout` have one size for each step of fitting, so that all blocks
    of a slide shrink together; the first step is for slides with little content.
    """

    deck_title: tuple[int, ...]
    section_title: tuple[int, ...]
    title: tuple[int, ...]
    subtitle: tuple[int, ...]
    body: tuple[int, ...]
    second_level: tuple[int, ...]
    label: tuple[int, ...]
    note: tuple[int, ...]
    caption: tuple[int, ...]
    table: tuple[int, ...]
    callout: tuple[int, ...]
    code: tuple[int, ...]
    few_points: int | None
    """The size of a few points that are alone on a slide; None for that of other points."""
    eyebrow: int
    footer: int


class Spacing(Struct, frozen=True):
    """Distances in EMU. All others are multiples of `unit`."""

    unit: int
    margin: int
    box_gap: int
    frame_padding: int
    panel_gap: int
    block_gap: int
    corner: int
    line: int
    column_padding: int = 0
    """The space around the text in columns, which are on panels then; 0 for columns without panels."""


class Area(Struct, frozen=True):
    """A placeholder of a layout: its kind, its index, which ties slides to it, its rectangle and the look of its
    text.

    `half` tells PowerPoint that the placeholder is one of two side by side.
    """

    kind: AreaKind
    index: int
    name: str
    rect: Rect
    size: int
    colour: Colour
    bold: bool = False
    anchor: Literal["top", "middle", "bottom"] = "top"
    align: Literal["left", "centre", "right"] = "left"
    line_spacing: int = 100
    half: bool = False
    standing: Standing = "inherited"
    capitals: bool = False
    """True if the layout shows its text in capitals, however it was typed."""
    small: Colour | None = None
    """The colour of small letters, where `colour` can only be read in large ones."""
    ground: Colour | None = None
    """What lies behind its text, such as a band; None for the ground of the layout."""
    family: str | None = None
    """The typeface of its text; None for that of the theme's headings or body text."""
    indent: int = 0
    """The distance of its text from the edge where lines begin, in EMU."""
    room: Rect | None = None
    """The larger rectangle in which text finds a place that does not fit; None if nothing around it is free."""


class Ornament(Struct, frozen=True):
    """A decorative shape that a layout draws behind its placeholders."""

    rect: Rect
    fill: Colour | None
    line: Stroke | None = None
    corner: int = 0


class SlideLayout(Struct, frozen=True):
    """One slide layout: its placeholders in reading order, its background and its ornaments."""

    name: LayoutName
    label: str
    ground: Colour
    areas: tuple[Area, ...]
    ornaments: tuple[Ornament, ...] = ()
    is_flowing: bool = False
    """True if content moves up or down with the last line of the title, however many lines it has."""
    has_numeral: bool = False
    """True if the text above the title of a section is the number of the part alone."""

    def area(self, index: int) -> Area:
        """The placeholder with this index; KeyError if the layout has none."""
        found = self.find(index)
        if found is None:
            raise KeyError(index)
        return found

    @property
    def names_section(self) -> bool:
        """True if a slide names its section above the content: in a placeholder, or because no footer names it."""
        has_footer = any(area.kind == "footer" for area in self.areas)
        return not has_footer or self.area(EYEBROW_INDEX).standing != "free"

    def find(self, index: int) -> Area | None:
        """The placeholder with this index, or None."""
        return next((area for area in self.areas if area.index == index), None)


Letters = Mapping[tuple[str, bool, bool], str]
"""Letters by their typeface, and whether they are bold and italic."""
NUMBER_SIGN: Final = "\ufdd0"
"""What stands for the number of a slide in the artwork of its layout: a code that no letter of any font has."""


class PlacedArt(Struct, frozen=True):
    """What is drawn in a rectangle, which is in EMU, as SVG in points."""

    rect: Rect
    drawn: str


class Artwork(Struct, frozen=True):
    """What the owner of a template drew behind the slides of a layout, as SVG in points of the deck's slides.

    `name` is made from the content, and all names in it begin with that. `numbered` are the texts with the number of
    the slide. The slides have the colours of `scheme`, and the artwork shows `letters`. `holders` are the fills and
    lines of placeholders, by our indices.
    """

    name: str
    drawn: str
    numbered: str
    scheme: Mapping[Slot, str]
    letters: Letters
    holders: Mapping[int, PlacedArt]


ArtworkByLayout = Mapping[LayoutName, Artwork]
NO_ARTWORK: Final[ArtworkByLayout] = MappingProxyType({})


class Tone(Struct, frozen=True):
    """The way to mute a full colour: lighter on light backgrounds, darker on dark ones, in percent as in Colour."""

    tint: int = 0
    shade: int = 0
    saturation: int = 100

    def of(self, colour: Colour, *, less: int = 0) -> Colour:
        """`colour` muted, by `less` percent less than usual."""
        tint, shade = max(self.tint - less, 0), max(self.shade - less, 0)
        return Colour(colour.slot, tint, shade, self.saturation, colour.turn, colour.added)


class Palette(Struct, frozen=True):
    """Colours by their purpose. Each is a slot of the scheme or made from one."""

    ink: Colour
    muted: Colour
    rule: Colour
    track: Colour
    surface: Colour
    paper: Colour
    accent: Colour
    emphasis: Colour
    """The hue of the tint of verdicts: that of the accent, unless its tint is pink or muddy."""
    section_ground: Colour
    on_dark: Colour
    on_dark_muted: Colour
    on_dark_accent: Colour
    on_dark_rule: Colour
    good: Colour
    bad: Colour
    hues: Mapping[Hue, Colour]
    """The full colour for each name of a colour."""
    well: Colour
    """The background of a letter or number that is not highlighted."""
    mat: Colour | None
    """The background of pictures, most of which are made for white paper; None if the slide itself is as white."""
    pale: Tone
    edge: Tone
    quiet: Tone
    depth: Tone
    """By how much a frame inside another frame differs from it."""
    pales: Mapping[Slot, Tone] = {}
    edges: Mapping[Slot, Tone] = {}
    """The tones of slots that are themselves so light or dark that usual ones would be lost on the slide."""

    def pale_of(self, colour: Colour, depth: int = 0) -> Colour:
        """The pale fill of a box that is context, a little stronger inside `depth` other boxes."""
        return self.pales.get(colour.slot, self.pale).of(colour, less=min(6 * depth, _MOST_DEPTH))

    def edge_of(self, colour: Colour) -> Colour:
        """The middle tone for the outline of a pale box."""
        return self.edges.get(colour.slot, self.edge).of(colour)

    def surface_at(self, depth: int) -> Colour:
        """The background of a frame inside `depth` others."""
        tint, shade = (min(step * depth, _MOST_DEPTH) for step in (self.depth.tint, self.depth.shade))
        return Colour(self.surface.slot, self.surface.tint + tint, self.surface.shade + shade)


class TableLook(Struct, frozen=True):
    """The look of tables in a template's own style. None stands for what tables have without one.

    `header_fill` is behind the names of the columns, `header_ink` is the colour of these. `row_fill` is behind the
    other rows, and `band_fill` behind every second of them, beginning with the first.
    """

    header_fill: Colour | None = None
    header_ink: Colour | None = None
    header_rule: Stroke | None = None
    row_rule: Stroke | None = None
    row_fill: Colour | None = None
    band_fill: Colour | None = None


class Theme(Struct, frozen=True):
    """A complete look: `scheme` gives each slot its colour as RRGGBB."""

    name: str
    slide: Size
    fonts: Fonts
    scheme: Mapping[Slot, str]
    palette: Palette
    sizes: TypeScale
    space: Spacing
    body: Rect
    """The area for the content of a slide, between title and footer."""
    progress: Rect | None
    """The track of the progress line at the bottom of content slides, if they have one."""
    links: Rect | None
    """The row at the foot of content slides for links to other slides; None puts them above the title."""
    section_strip: Rect | None
    """The area in which section slides list all sections, if there is room for that."""
    layouts: Mapping[LayoutName, SlideLayout]
    is_dark: bool = False
    """True if text is light and the background dark."""
    from_right: bool = False
    """True if text in the areas is read from right to left."""
    table: TableLook = TableLook()
    template: Template | None = None
    """The parts that decks take over from a user's template; None makes masters and layouts from the other fields."""

    @property
    def families(self) -> tuple[str, ...]:
        """The typefaces of headings, of body text, and of areas that have others."""
        areas = (area for layout in self.layouts.values() for area in layout.areas)
        own = (area.family for area in areas if area.family is not None)
        return tuple(dict.fromkeys((self.fonts.heading, self.fonts.body, *own)))

    @property
    def page(self) -> Size:
        """The size of the deck's slides, which are as large as those of its template."""
        scale = self.template.scale if self.template is not None else 1
        return Size(round(self.slide.width * scale), round(self.slide.height * scale))

    @property
    def header_rule(self) -> Stroke:
        """The line under the header of a table."""
        return self.table.header_rule or Stroke(self.palette.accent, 2 * self.space.line)

    @property
    def row_rule(self) -> Stroke:
        """The line under the other rows of a table."""
        return self.table.row_rule or Stroke(self.palette.rule, pt(0.75))
