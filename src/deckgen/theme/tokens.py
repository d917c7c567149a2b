"""The tokens of a theme: what a designer decides once and every slide obeys.

Layout asks a theme for sizes, colours and areas; the package writer makes master and layouts from the same
numbers, so that what was measured is what PowerPoint shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from deckgen.geometry import Rect, Size
from deckgen.paint import Colour, Slot, Stroke
from deckgen.theme.carried import Template

LayoutName = Literal["title", "section", "content", "two-content", "comparison", "title-only", "blank"]
TITLE_INDEX, SUBTITLE_INDEX, CONTENT_INDEX, FOOTER_INDEX, NUMBER_INDEX = 0, 1, 1, 11, 12
EYEBROW_INDEX = 13
"""The index of the placeholder above the title."""
_MOST_DEPTH = 18

AreaKind = Literal["title", "centred-title", "subtitle", "body", "content", "footer", "slide-number"]
Hue = Literal["blue", "teal", "slate", "violet", "amber", "red"]

Standing = Literal["inherited", "own-place", "free"]
"""How text stands in an area: in a placeholder where the layout has it, in one that is moved there, or in none."""


class Fonts(Struct, frozen=True):
    """The typefaces of headings, body text and code."""

    heading: str
    body: str
    code: str


class TypeScale(Struct, frozen=True):
    """Sizes in whole points. A range runs from the largest down to the smallest that is allowed.

    `body`, `second_level`, `table`, `code` and `callout` have one size for each step of fitting, so that the
    blocks of a slide shrink together; the first step is for slides with little on them.
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
    eyebrow: int
    footer: int


class Spacing(Struct, frozen=True):
    """Distances in EMU. `unit` is the step that everything else is a multiple of."""

    unit: int
    margin: int
    box_gap: int
    frame_padding: int
    panel_gap: int
    block_gap: int
    corner: int
    line: int


class Area(Struct, frozen=True):
    """A placeholder of a layout: its kind, the number that ties slides to it, where it stands and how its text looks.

    `half` marks a placeholder that PowerPoint should know to be one of two beside each other.
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
    """Whether the layout shows its text in capitals, whatever was typed."""


class Ornament(Struct, frozen=True):
    """A decorative shape that a layout draws behind its placeholders."""

    rect: Rect
    fill: Colour | None
    line: Stroke | None = None
    corner: int = 0


class SlideLayout(Struct, frozen=True):
    """One slide layout: its placeholders in reading order, its ground and its ornaments."""

    name: LayoutName
    label: str
    ground: Colour
    areas: tuple[Area, ...]
    ornaments: tuple[Ornament, ...] = ()
    is_flowing: bool = False
    """Whether what stands under its title follows the last line of the title, however many there are."""

    def area(self, index: int) -> Area:
        """The placeholder numbered `index`; KeyError where the layout has none."""
        found = self.find(index)
        if found is None:
            raise KeyError(index)
        return found

    @property
    def names_section(self) -> bool:
        """Whether a slide says its section above the content: in a placeholder, or where no footer says it."""
        has_footer = any(area.kind == "footer" for area in self.areas)
        return not has_footer or self.area(EYEBROW_INDEX).standing != "free"

    def find(self, index: int) -> Area | None:
        """The placeholder numbered `index`, if the layout has one."""
        return next((area for area in self.areas if area.index == index), None)


class Tone(Struct, frozen=True):
    """How a full colour is made quieter: lighter on a light ground, darker on a dark one, in percent as in Colour."""

    tint: int = 0
    shade: int = 0
    saturation: int = 100

    def of(self, colour: Colour, *, less: int = 0) -> Colour:
        """The quiet `colour`, `less` percent less so."""
        return Colour(colour.slot, max(self.tint - less, 0), max(self.shade - less, 0), self.saturation)


class Palette(Struct, frozen=True):
    """Colours by what they are for. Each is a slot of the scheme or made from one."""

    ink: Colour
    muted: Colour
    rule: Colour
    track: Colour
    surface: Colour
    paper: Colour
    accent: Colour
    dark_ground: Colour
    on_dark: Colour
    on_dark_muted: Colour
    on_dark_accent: Colour
    on_dark_edge: Colour
    on_dark_rule: Colour
    good: Colour
    bad: Colour
    hues: Mapping[Hue, Colour]
    """The full colour of each role."""
    well: Colour
    """The ground of a letter or number that is not lit."""
    mat: Colour | None
    """The ground of pictures, most of which are made for white paper; None where the slide itself is as white."""
    pale: Tone
    edge: Tone
    quiet: Tone
    depth: Tone
    """By how much a frame inside another one stands out from it."""

    def pale_of(self, colour: Colour, depth: int = 0) -> Colour:
        """The pale fill of a box that is context, a little stronger inside `depth` other boxes."""
        return self.pale.of(colour, less=min(6 * depth, _MOST_DEPTH))

    def edge_of(self, colour: Colour) -> Colour:
        """The middle tone that outlines a pale box."""
        return self.edge.of(colour)

    def surface_at(self, depth: int) -> Colour:
        """The ground of a frame inside `depth` others."""
        tint, shade = (min(step * depth, _MOST_DEPTH) for step in (self.depth.tint, self.depth.shade))
        return Colour(self.surface.slot, self.surface.tint + tint, self.surface.shade + shade)


class Theme(Struct, frozen=True):
    """A look, complete: `scheme` gives each slot its colour as RRGGBB."""

    name: str
    slide: Size
    fonts: Fonts
    scheme: Mapping[Slot, str]
    palette: Palette
    sizes: TypeScale
    space: Spacing
    body: Rect
    """Where the content of a slide goes, between title and footer."""
    progress: Rect | None
    """The track of the progress line at the bottom of content slides, if they have one."""
    section_strip: Rect | None
    """Where section slides list all sections, if they have room for that."""
    layouts: Mapping[LayoutName, SlideLayout]
    is_dark: bool = False
    """Whether text is light and the ground dark."""
    from_right: bool = False
    """Whether text in the areas is read from right to left."""
    template: Template | None = None
    """What decks take over from a user's template; without it, masters and layouts are made from the rest."""
