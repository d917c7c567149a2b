"""The formatting that text in a placeholder inherits, looked up from the layout to the presentation.

ECMA-376 does not define the order in one place. For each property by itself, PowerPoint looks at the layout's
placeholder, the master's placeholder, the master's text styles, and the presentation's default text style.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import EMU_PER_POINT
from deckgen.paint import Colour
from deckgen.template.canvas import fill_in
from deckgen.template.colours import Paint, Scheme
from deckgen.template.opening import A, P, PlaceholderShape, Sheet, Tree
from deckgen.theme.design import SIZES
from deckgen.theme.tokens import Margins, TextLevel, TypeScale

Anchor = Literal["top", "middle", "bottom"]
Face = Literal["heading", "body"] | None
Mark = Literal["none", "sign", "number"]

_USUAL_MARGINS: Final = {"lIns": 91_440, "tIns": 45_720, "rIns": 91_440, "bIns": 45_720}
_ANCHORS: Final[dict[str, Anchor]] = {"t": "top", "ctr": "middle", "b": "bottom"}
_ALIGNS: Final[dict[str, Literal["left", "centre", "right"]]] = {"l": "left", "ctr": "centre", "r": "right"}
_MARKS: Final[Mapping[str, Mark]] = {"buNone": "none", "buChar": "sign", "buBlip": "sign", "buAutoNum": "number"}
_FURNITURE = ("dt", "ftr", "sldNum")
_TITLES = ("title", "ctrTitle")
_DEPTH = 9
_USUAL_SIZE = 18
_UNCHOSEN: Final = (24, 32)
"""The sizes of text and of titles in templates that leave them to PowerPoint's 18 points."""


class Looks(Struct, frozen=True):
    """The formatting of a placeholder's text. `family` is the name of a typeface, or +mj-lt or +mn-lt for the
    theme's.

    `size`, `colour` and `bold` are those of the first level, as the template shows it. A footer for which nobody has
    chosen a size would have that of text, and is made small; such titles and texts are made large.
    """

    levels: tuple[TextLevel, ...]
    size: int
    colour: Colour | None
    bold: bool
    anchor: Anchor
    margins: Margins
    family: str
    is_capitals: bool


class Styles(Struct, frozen=True, dict=True):
    """A lookup of text formatting for a layout's placeholders, in the colours of that layout."""

    presentation: Tree
    master: Sheet
    scheme: Scheme

    @cached_property
    def _known(self) -> dict[int, Looks]:
        return {}

    def looks(self, shape: PlaceholderShape) -> Looks:
        """The formatting of a placeholder, cached."""
        if id(shape) not in self._known:
            self._known[id(shape)] = self._looked_up(shape)
        return self._known[id(shape)]

    @property
    def free(self) -> tuple[TextLevel, ...]:
        """The levels of text outside placeholders."""
        usual = self.presentation.find(f"{P}defaultTextStyle")
        lists = [] if usual is None else [usual]
        latin = None if usual is None else usual.find(f"{A}lvl1pPr/{A}defRPr/{A}latin")
        face: Face = "body" if latin is None or latin.get("typeface") == "+mn-lt" else None
        return tuple(self._level(lists, number, face) for number in range(1, _DEPTH + 1))

    def _looked_up(self, shape: PlaceholderShape) -> Looks:
        above = self.above(shape)
        bodies = [
            tree for held in filter(None, (shape, above)) if (tree := held.tree.find(f".//{A}bodyPr")) is not None
        ]
        lists = [
            tree for held in filter(None, (shape, above)) if (tree := held.tree.find(f".//{A}lstStyle")) is not None
        ]
        own = len(lists)
        style = self._style(shape)
        lists += [] if style is None else [style]
        chosen = lists[:own] if shape.kind in _FURNITURE else list(lists)
        prompt = _prompt(held for held in (shape, above) if held is not None)
        usual = self.presentation.find(f"{P}defaultTextStyle")
        if usual is not None and (prompt is None or prompt.get("sz") is None):
            lists.append(usual)
        # LibreOffice falls back to a serif face in footers whose layout has no text, so slides state theirs.
        face: Face = None if shape.kind in _FURNITURE else "heading" if shape.kind in _TITLES else "body"
        every = lists if usual is None or usual in lists else [*lists, usual]
        levels = tuple(self._level(lists, number, face, every) for number in range(1, _DEPTH + 1))
        first = [tree for each in lists if (tree := each.find(f"{A}lvl1pPr")) is not None]
        latin = next((tree.get("typeface", "") for tree in _found(first, f"{A}defRPr/{A}latin")), "+mn-lt")
        capitals = next((value for value in _values(first, "cap", "defRPr")), "none")
        anchor = next((value for tree in bodies if (value := tree.get("anchor"))), "t")
        size, colour, bold = self._shown(levels[0], prompt)
        if prompt is None and not any(_values([level for each in chosen for level in each], "sz", "defRPr")):
            size = SIZES.footer if shape.kind in _FURNITURE else _UNCHOSEN[shape.kind in _TITLES]
        margins, stands = _margins(bodies), _ANCHORS.get(anchor, "top")
        return Looks(levels, size, colour, bold, stands, margins, latin, capitals == "all")

    def _shown(self, level: TextLevel, prompt: Tree | None) -> tuple[int, Colour | None, bool]:
        """Size, colour and weight of the first level. LibreOffice writes them to prompts, which pass on nothing."""
        size, colour, bold = level.size, level.colour, level.bold
        if prompt is not None and size is None and prompt.get("sz") is not None:
            paint = None if (fill := prompt.find(f"{A}solidFill")) is None else self.scheme.paint(fill)
            size = round(int(prompt.get("sz")) / 100)
            colour, bold = paint.colour if paint else colour, bold or prompt.get("b") in ("1", "true")
        return size or _USUAL_SIZE, colour, bold

    def above(self, shape: PlaceholderShape) -> PlaceholderShape | None:
        """The placeholder of the master from which a layout's placeholder inherits."""
        wanted = shape.kind if shape.kind in _FURNITURE else "title" if shape.kind in _TITLES else "body"
        return next((other for other in self.master.placeholders if other.kind == wanted), None)

    def _style(self, shape: PlaceholderShape) -> Tree | None:
        """The master's text style for the kind of the placeholder."""
        style = "otherStyle" if shape.kind in _FURNITURE else "titleStyle" if shape.kind in _TITLES else "bodyStyle"
        return self.master.tree.find(f"{P}txStyles/{P}{style}")

    def _level(
        self, lists: Sequence[Tree], number: int, face: Face, beneath: Sequence[Tree] | None = None
    ) -> TextLevel:
        """A level as `lists` have it, the first before the others; its direction is looked up in `beneath`."""
        found = [tree for each in lists if (tree := each.find(f"{A}lvl{number}pPr")) is not None]
        directed = [tree for each in beneath or lists if (tree := each.find(f"{A}lvl{number}pPr")) is not None]
        paint = self._paint(found)
        size = next(_values(found, "sz", "defRPr"), None)
        indent = next(_values(found, "indent"), "0")
        return TextLevel(
            size=round(int(size) / 100) if size else None,
            colour=paint.colour if paint else None,
            bold=next(_values(found, "b", "defRPr"), "0") in ("1", "true"),
            align=_ALIGNS.get(next(_values(directed, "algn"), "l")),
            line_spacing=_percent(found),
            space_before=_distance(found, "spcBef"),
            has_space_after=_distance(found, "spcAft") != 0,
            from_right=next(_values(directed, "rtl"), "0") in ("1", "true"),
            indent=int(next(_values(found, "marL"), "0")),
            hanging=-int(indent),
            mark=_mark(found),
            face=face,
        )

    def _paint(self, levels: Sequence[Tree]) -> Paint | None:
        """The colour of text that the first level with a fill states; of a gradient, the average."""
        runs = (run for tree in levels if (run := tree.find(f"{A}defRPr")) is not None)
        fill = next((fill for run in runs if (fill := fill_in(run)) is not None), None)
        if fill is None:
            return None
        return self.scheme.blend(fill) if fill.tag == f"{A}gradFill" else self.scheme.paint(fill)


def _prompt(shapes: Iterable[PlaceholderShape]) -> Tree | None:
    """The run properties of the first run of a prompt that states any."""
    runs = (run for shape in shapes for run in shape.tree.iter(f"{A}rPr") if run.get("sz") is not None)
    return next(runs, None)


def _values(levels: Sequence[Tree], attribute: str, inner: str = "") -> Iterator[str]:
    """The values of an attribute, on the level itself or on a child element; the first one counts."""
    for tree in levels:
        element = tree.find(f"{A}{inner}") if inner else tree
        if element is not None and element.get(attribute) is not None:
            yield element.get(attribute)


def _found(levels: Sequence[Tree], path: str) -> Iterator[Tree]:
    return (element for tree in levels if (element := tree.find(path)) is not None)


def _margins(bodies: Sequence[Tree]) -> Margins:
    values = [
        next((int(value) for tree in bodies if (value := tree.get(name)) is not None), usual)
        for name, usual in _USUAL_MARGINS.items()
    ]
    return values[0], values[1], values[2], values[3]


def _percent(levels: Sequence[Tree]) -> int | None:
    """The line spacing in percent; None if it is a fixed distance."""
    spacing = next(_found(levels, f"{A}lnSpc"), None)
    if spacing is None:
        return 100
    percent = spacing.find(f"{A}spcPct")
    return None if percent is None else round(_thousandths(percent.get("val")))


def _thousandths(value: str) -> float:
    """A percentage, written in thousandths or with a percent sign."""
    return float(value.rstrip("%")) if value.endswith("%") else int(value) / 1000


def _distance(levels: Sequence[Tree], kind: str) -> int | None:
    """The space before or after a paragraph in EMU; None if it depends on the text size."""
    spacing = next(_found(levels, f"{A}{kind}"), None)
    if spacing is None:
        return 0
    points = spacing.find(f"{A}spcPts")
    if points is not None:
        return round(int(points.get("val")) * EMU_PER_POINT / 100)
    return 0 if _thousandths(spacing.find(f"{A}spcPct").get("val")) == 0 else None


def _mark(levels: Sequence[Tree]) -> Mark:
    for tree in levels:
        for name, mark in _MARKS.items():
            if tree.find(f"{A}{name}") is not None:
                return mark
    return "none"


FLOOR: Final = 18
"""The minimum size of body text, whatever the template has."""
_LEAST_TITLE: Final = 24
_SHRINK: Final = 0.64
"""The smallest size of a title as a share of the template's size: 44 points may become 28."""


def scale_of(titles: tuple[int, int, int], subtitle: int, body: tuple[int, int], footer: int) -> TypeScale:
    """The type scale for titles of these sizes: of the deck, of sections, of slides. Body text has two levels."""
    deck, section, title = titles
    first, second = (max(size, FLOOR) for size in body)
    return replace(
        SIZES,
        deck_title=shrinking(deck),
        section_title=shrinking(section),
        title=shrinking(title),
        subtitle=_at_most(SIZES.subtitle, max(subtitle, FLOOR)),
        body=_at_most(SIZES.body, first),
        second_level=_at_most(SIZES.second_level, min(first, second)),
        table=_at_most(SIZES.table, first),
        callout=_at_most(SIZES.callout, first),
        few_points=None,
        footer=min(SIZES.footer, footer),
    )


def shrinking(size: int) -> tuple[int, ...]:
    """`size` and the smaller sizes in which a title may be set if it does not fit."""
    least = max(_LEAST_TITLE, round(size * _SHRINK))
    step = 4 if size > 36 else 2
    return tuple(range(size, least - 1, -step)) or (size,)


def _at_most(sizes: tuple[int, ...], most: int) -> tuple[int, ...]:
    return tuple(min(size, most) for size in sizes)
