"""What the owner of a template drew behind the placeholders of a layout, as SVG.

In: a theme from a template, whose masters and layouts come with it as parts. Out: for each layout the elements in
points of the deck's slides: its background, then the shapes of the master and of the layout that are no placeholders.
PowerPoint draws all of this by itself, so that only other formats need it. Shadows and other effects are left out,
and so is what no browser can draw, with a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Outcome, warning
from deckgen.geometry import EMU_PER_POINT, Rect
from deckgen.template.brushes import Brush, Brushes, Palette
from deckgen.template.canvas import Box, Space, fill_in
from deckgen.template.colours import scheme_of
from deckgen.template.lettering import Writer, lettered
from deckgen.template.opening import A, Master, P, Sheet, Tree, parsed
from deckgen.template.outlines import DEGREE, number, outlines, rectangle
from deckgen.theme.tokens import Artwork, ArtworkByLayout, Carried, Holder, LayoutName, PlacedArt, Template

_SHAPES: Final = tuple(f"{P}{kind}" for kind in ("sp", "pic", "grpSp", "cxnSp", "graphicFrame"))
_CHOICES: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_POINTS: Final = Space(0, 0, 1 / EMU_PER_POINT, 1 / EMU_PER_POINT)
_MARK: Final = f"./*/{P}nvPr/{P}ph"
_PREFIX: Final = "\ufdd1"
"""What names begin with until the content is known from which the artwork has its name."""
_YES: Final = ("1", "true")
_TITLES: Final = ("title", "ctrTitle")
_FURNITURE: Final = ("dt", "ftr", "sldNum")


def artwork(template: Template, names: Iterable[LayoutName], *, drawings: bool) -> Outcome[ArtworkByLayout]:
    """The artwork of these layouts, with a warning for each of them on which something cannot be drawn.

    A picture that has a drawing as well is that in programs that take `drawings` within a drawing.
    """
    drawn: dict[LayoutName, Artwork] = {}
    lost: dict[str, Diagnostic] = {}
    for name in dict.fromkeys(names):
        artist = _Artist(template, name, drawings=drawings)
        drawn[name] = artist.artwork()
        lost = {part: _left_out(artist.layout.name, kind) for part, kind in artist.undrawn.items()} | lost
    return Outcome(drawn, tuple(lost.values()))


def _left_out(layout: str, kind: str) -> Diagnostic:
    message = f"the layout `{layout}` shows {kind} that only PowerPoint can draw, so it is left out"
    hint = "replace it in the template by a picture as PNG or SVG"
    return warning(Code.UNDRAWN_PICTURE, message, None, hint)


class _Artist:
    """Draws one layout with its master."""

    def __init__(self, template: Template, name: LayoutName, *, drawings: bool) -> None:
        parts = {part.name: part for part in template.parts}

        def led_to(part: str, kind: str) -> str:
            return next(each.target for each in parts[part].relations if each.kind.endswith(f"/{kind}"))

        own = template.layouts[name]
        master = led_to(own.part, "slideMaster")
        theme = led_to(master, "theme")
        above, self.layout = _sheet(parts[master]), _sheet(parts[own.part])
        self._master = Master(above, (), parsed(parts[theme].content))
        self._holders, self._size = own.holders, _size(template)
        scheme = scheme_of(self._master.theme, above, self.layout)
        palette = Palette(scheme, self._master.theme, theme, parts)
        self._brushes = Brushes(palette, _PREFIX, drawings=drawings)
        self._writer = Writer(palette, tuple(_styles(template, above)))
        self._letters: dict[tuple[str, bool, bool], str] = {}
        self._numbered: list[str] = []

    @property
    def undrawn(self) -> Mapping[str, str]:
        """What cannot be drawn, in words, by the name of its part."""
        return self._brushes.undrawn

    def artwork(self) -> Artwork:
        """Everything that slides on the layout show behind their own content."""
        shows_master = self.layout.tree.get("showMasterSp") not in ("0", "false")
        sheets = [self._master.sheet, self.layout] if shows_master else [self.layout]
        drawn = self._ground()
        for sheet in sheets:
            drawn += self._all(sheet.tree.find(f"{P}cSld/{P}spTree"), _POINTS, sheet.part, None)
        holders = {index: art for index, holder in self._holders.items() if (art := self._holder(holder)) is not None}
        scheme = self._brushes.palette.scheme.colours
        # A name made from the content: layouts that show the same have the same artwork, and no others share a name.
        everything = "".join((drawn, *self._numbered, *(art.drawn for art in holders.values())))
        name = f"artwork-{sha256(everything.encode()).hexdigest()[:8]}"
        named = {index: replace(art, drawn=art.drawn.replace(_PREFIX, name)) for index, art in holders.items()}
        return Artwork(name, drawn.replace(_PREFIX, name), "".join(self._numbered), scheme, self._letters, named)

    def _ground(self) -> str:
        width, height = self._size
        path = rectangle((0, 0, width, height))
        brushes = (self._ground_of(sheet) for sheet in (self.layout, self._master.sheet))
        brush = next((brush for brush in brushes if brush is not None), None)
        paper = f'<path d="{path}" fill="#{self._brushes.palette.scheme.colours["lt1"]}"/>'
        if brush is None:
            return paper
        return paper + self._tried(partial(self._brushes.filled, path, (0, 0, width, height), brush))

    def _ground_of(self, sheet: Sheet) -> Brush | None:
        """The background that a sheet states: a style of the theme, or the colour of that, or a fill."""
        back = sheet.tree.find(f"{P}cSld/{P}bg")
        reference = None if back is None else back.find(f"{P}bgRef")
        if reference is not None:
            return self._brushes.palette.styled(reference) or Brush(reference, sheet.part)
        fill = None if back is None else fill_in(back.find(f"{P}bgPr"))
        return None if fill is None else Brush(fill, sheet.part)

    def _all(self, tree: Tree, space: Space, part: str, around: Tree | None) -> str:
        """The shapes of a tree that are no placeholders, in order; `around` is the fill of the group."""
        return "".join(self._tried(partial(self._shape, shape, space, part, around)) for shape in _shapes(tree))

    def _tried(self, draw: Callable[[], str]) -> str:
        """What `draw` makes; nothing of what is damaged, which PowerPoint may still show."""
        try:
            return draw()
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
            self._brushes.undrawn["damaged"] = "a damaged shape"
            return ""

    def _shape(self, shape: Tree, space: Space, part: str, around: Tree | None) -> str:
        identity = shape.find(f".//{P}cNvPr")
        if identity.get("hidden") in _YES or shape.find(_MARK) is not None:
            return ""
        if shape.tag == f"{P}graphicFrame":
            return self._frame(shape, space, part)
        is_group = shape.tag == f"{P}grpSp"
        properties = shape.find(f"{P}grpSpPr" if is_group else f"{P}spPr")
        place = None if properties is None else properties.find(f"{A}xfrm")
        if place is None or place.find(f"{A}off") is None or place.find(f"{A}ext") is None:
            return self._all(shape, space, part, around) if is_group else ""
        box = space.box(place)
        if is_group:
            fill = fill_in(properties)
            inside = self._all(shape, space.inside(place), part, around if fill is None else fill)
            return _turned(inside, place, box)
        drawn = _turned(self._drawn(self._look(shape, part, around), box), place, box)
        return drawn + self._text(shape, place, box)

    def _frame(self, shape: Tree, space: Space, part: str) -> str:
        """The picture of an object; tables, charts and diagrams have none."""
        picture = next(shape.iter(f"{P}pic"), None)
        if picture is not None:
            return self._shape(picture, space, part, None)
        self._brushes.undrawn[f"{part} {shape.find(f'.//{P}cNvPr').get('id')}"] = "a table, a chart or a diagram"
        return ""

    def _look(self, shape: Tree, part: str, around: Tree | None = None) -> _Look:
        """What a shape says of its fills and its line, itself or by its style; `around` is the fill of its group."""
        properties = shape.find(f"{P}spPr")
        found = fill_in(properties)
        own = around if found is not None and found.tag == f"{A}grpFill" else found
        style = shape.find(f"{P}style/{A}fillRef")
        brushes = []
        if own is not None:
            brushes.append(Brush(own, part))
        elif found is None and style is not None and shape.tag == f"{P}sp":
            brushes += filter(None, [self._brushes.palette.styled(style)])
        picture = shape.find(f"{P}blipFill")
        if picture is not None:
            brushes.append(Brush(picture, part))
        return _Look(properties, tuple(brushes), properties.find(f"{A}ln"), shape.find(f"{P}style/{A}lnRef"))

    def _drawn(self, look: _Look, box: Box) -> str:
        """The fills and the line of a shape in its box."""
        drawn = ""
        for outline in outlines(look.properties, box):
            if outline.is_filled:
                drawn += "".join(self._brushes.filled(outline.path, box, brush) for brush in look.brushes)
            if outline.is_stroked:
                drawn += self._brushes.stroked(outline.path, look.line, look.line_style)
        return drawn

    def _text(self, shape: Tree, place: Tree, box: Box) -> str:
        """The text of a shape; one with the number of the slide is kept apart, because it differs."""
        found = lettered(shape, box, self._writer) if shape.tag == f"{P}sp" else None
        if found is None:
            return ""
        for style, letters in found.letters.items():
            self._letters[style] = self._letters.get(style, "") + letters
        drawn = _turned(found.drawn, place, box, is_text=True)
        if not found.is_numbered:
            return drawn
        self._numbered.append(drawn)
        return ""

    def _holder(self, holder: Holder) -> PlacedArt | None:
        """The fill and the line of a placeholder, its own or those of the master's, which slides show behind text."""
        kind = holder.mark.get("type", "obj")
        wanted = "title" if kind in _TITLES else kind if kind in _FURNITURE else "body"
        found = (_held(self.layout, holder.mark), _held(self._master.sheet, {"type": wanted}))
        sheets = (self.layout, self._master.sheet)
        looks = [self._look(each, sheet.part) for each, sheet in zip(found, sheets, strict=True) if each is not None]
        place = next((each for look in looks for each in look.properties.iterfind(f"{A}xfrm")), None)
        if place is None:
            return None
        drawn = self._tried(partial(self._drawn, _merged(looks), _POINTS.box(place)))
        offset, extent = place.find(f"{A}off"), place.find(f"{A}ext")
        sides = (offset.get("x"), offset.get("y"), extent.get("cx"), extent.get("cy"))
        return PlacedArt(Rect(*map(int, sides)), _turned(drawn, place, _POINTS.box(place))) if drawn else None


class _Look(Struct, frozen=True):
    """The properties with the outline of a shape, its fills from back to front, its line, and the style of that."""

    properties: Tree
    brushes: tuple[Brush, ...]
    line: Tree | None
    line_style: Tree | None


def _merged(looks: Sequence[_Look]) -> _Look:
    """The look of a placeholder: each of its parts is the first that is stated, its own before the master's."""
    shaped = (
        look for look in looks for kind in ("custGeom", "prstGeom") if look.properties.find(f"{A}{kind}") is not None
    )
    return _Look(
        next(shaped, looks[0]).properties,
        next((look.brushes for look in looks if look.brushes), ()),
        next((look.line for look in looks if look.line is not None), None),
        next((look.line_style for look in looks if look.line_style is not None), None),
    )


def _size(template: Template) -> tuple[float, float]:
    """Width and height of the template's slides in points."""
    size = parsed(template.slide_size.encode())
    return int(size.get("cx")) / EMU_PER_POINT, int(size.get("cy")) / EMU_PER_POINT


def _styles(template: Template, master: Sheet) -> Iterator[Tree]:
    """The list styles of texts that are in no placeholder."""
    yield from master.tree.iterfind(f"{P}txStyles/{P}otherStyle")
    if template.default_text:
        yield parsed(template.default_text.encode())


def _sheet(part: Carried) -> Sheet:
    tree = parsed(part.content)
    return Sheet(tree.find(f"{P}cSld").get("name", ""), tree, (), part.name)


def _shapes(tree: Tree) -> Iterator[Tree]:
    """The shapes of a tree; of alternatives, the first that holds any."""
    for shape in tree.iterchildren(*_SHAPES, _CHOICES):
        if shape.tag == _CHOICES:
            yield from next((found for branch in shape if (found := list(_shapes(branch)))), [])
        else:
            yield shape


def _held(sheet: Sheet, mark: Mapping[str, str]) -> Tree | None:
    """The placeholder with these attributes."""
    for shape in sheet.tree.find(f"{P}cSld/{P}spTree").iterchildren(f"{P}sp", f"{P}pic"):
        found = shape.find(_MARK)
        if found is not None and all(found.get(key) == value for key, value in mark.items()):
            return shape
    return None


def _turned(drawn: str, place: Tree, box: Box, *, is_text: bool = False) -> str:
    """What is drawn in a box, flipped and turned about its middle; text is not mirrored."""
    angle = int(place.get("rot", "0")) / DEGREE
    across, down = (-1 if place.get(key) in _YES else 1 for key in ("flipH", "flipV"))
    if is_text:
        angle, across, down = angle + (180 if down < 0 else 0), 1, 1
    if not drawn or (angle % 360 == 0 and across == down == 1):
        return drawn
    middle = f"{number(box[0] + box[2] / 2)} {number(box[1] + box[3] / 2)}"
    back = f"{number(-box[0] - box[2] / 2)} {number(-box[1] - box[3] / 2)}"
    flip = f" scale({across} {down})" if (across, down) != (1, 1) else ""
    return f'<g transform="translate({middle}) rotate({number(angle)}){flip} translate({back})">{drawn}</g>'
