"""Annotations around the boxes of a figure: texts and braces beside its panels, axes along its sides, its legend.

Each annotation reserves room before the figure is solved, is drawn afterwards, and reports text that does not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, error
from deckgen.geometry import Point, Rect, pt, union
from deckgen.layout.animation import FigureClicks, at_click
from deckgen.layout.colour_key import Legend
from deckgen.layout.figure.model import Cell, Margins, walk
from deckgen.layout.figure.solve import Solution
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.locale import Descriptions
from deckgen.outline.element import Words
from deckgen.outline.figure import Axis, Brace
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import Box, Connector, Item, Shape, TextBox
from deckgen.scene.text import Paragraph, TextBody
from deckgen.text.measure import line_height


class Solved(Struct, frozen=True):
    """A solved figure: its whole area, its solution, and the rectangle around all its boxes.

    `shown` are the indexes of the cells that are drawn.
    """

    area: Rect
    solution: Solution
    boxes: Rect
    shown: Set[int]
    clicks: FigureClicks


class Annotation(Struct, frozen=True):
    """An annotation around boxes, which takes room from the figure."""

    def reserve(self, width: int) -> Margins:
        """The room that it takes around the boxes, which are `width` EMU wide."""
        raise NotImplementedError

    def draw(self, solved: Solved) -> Iterator[Item]:
        """The items of the annotation, each with its click."""
        raise NotImplementedError

    def check(self, solved: Solved) -> Iterator[Diagnostic]:
        """An error for text that does not fit."""
        raise NotImplementedError


class FigureLegend(Annotation, frozen=True):
    """The legend, below everything else."""

    legend: Legend

    def reserve(self, width: int) -> Margins:
        return Margins(bottom=self.legend.height(width))

    def draw(self, solved: Solved) -> Iterator[Item]:
        yield from self.legend.draw(solved.area)

    def check(self, solved: Solved) -> Iterator[Diagnostic]:
        label = self.legend.too_wide(solved.area.width)
        if label:
            message = f"the legend has no room for `{label.plain}`"
            yield error(Code.FIGURE_TOO_FULL, message, label.place, "shorten the label of the role")


_AXIS_GAP = pt(12)
_TEXT_GAP = pt(8)
_AXIS_LINE = pt(2.25)
_AXIS_MOST = pt(110)
_LEAST = pt(20)
"""The length of the shortest arrow."""


class Axes(Annotation, frozen=True):
    """Arrows along the sides of a figure, at most one on each side."""

    typesetter: Typesetter
    says: Descriptions
    axes: Sequence[Axis]

    def reserve(self, width: int) -> Margins:  # noqa: ARG002
        room = {axis.side: self._thickness(axis) + _AXIS_GAP for axis in self.axes}
        return Margins(room.get("left", 0), room.get("top", 0), room.get("right", 0), room.get("bottom", 0))

    def draw(self, solved: Solved) -> Iterator[Item]:
        """The axes, as long as the boxes and outside all other annotations of the panels."""
        boxes, inner = solved.boxes, solved.solution.area
        for axis in self.axes:
            if axis.side in ("left", "right"):
                yield from self._upright(axis, Rect(inner.x, boxes.y, inner.width, boxes.height))
            else:
                yield from self._level(axis, boxes)

    def check(self, solved: Solved) -> Iterator[Diagnostic]:
        crowded = next((axis for axis in self.axes if self._is_crowded(axis, solved.boxes)), None)
        words = (crowded.label or crowded.start or crowded.end) if crowded else None
        if words:
            message = f"`{words.plain}` is longer than its axis"
            yield error(Code.FIGURE_TOO_FULL, message, words.place, "shorten it, or give the figure more room")

    def _is_crowded(self, axis: Axis, boxes: Rect) -> bool:
        """True if the texts of an axis are longer than the axis along `boxes`."""
        upright = axis.side in ("left", "right")
        room = boxes.height if upright else boxes.width
        for words in (axis.start, axis.end):
            if words:
                room -= _TEXT_GAP + self._along(words, self._thickness(axis) if upright else None)
        needed = self._along(axis.label, None) if axis.label else _LEAST
        return needed > room or (axis.label is not None and "\n" in axis.label.plain)

    def _along(self, words: Words, thickness: int | None) -> int:
        """The length of a text along the axis: its height at the width `thickness`, or its width without one."""
        if thickness is None:
            return self.typesetter.natural_width(words, self._style)
        return height_of([self.typesetter.set(words, thickness, self._style)])

    @property
    def _style(self) -> Style:
        return Style(
            self.typesetter.theme.sizes.note[2], self.typesetter.theme.palette.muted, bold=True, align="centre"
        )

    def _thickness(self, axis: Axis) -> int:
        line = height_of([self.typesetter.set("x", _AXIS_MOST, self._style)])
        if axis.side in ("top", "bottom"):
            return 2 * line if axis.label and (axis.start or axis.end) else line + (pt(6) if axis.label else 0)
        ends = [self._width(words) for words in (axis.start, axis.end) if words]
        return max([line + _TEXT_GAP if axis.label else pt(10), *ends])

    def _width(self, words: Words) -> int:
        natural = self.typesetter.natural_width(words, self._style)
        return min(natural, max(_AXIS_MOST, self.typesetter.min_content(words, self._style)))

    def _upright(self, axis: Axis, around: Rect) -> Iterator[Item]:
        """An axis from top to bottom: the texts of its ends above and below, its label turned beside it."""
        thickness = self._thickness(axis)
        x = around.x - _AXIS_GAP - thickness if axis.side == "left" else around.right + _AXIS_GAP
        top, bottom = around.y, around.bottom
        start, end = (axis.end, axis.start) if axis.back else (axis.start, axis.end)
        for words, at_top in ((start, True), (end, False)):
            if words:
                paragraph = self.typesetter.set(words, thickness, self._style)
                height = height_of([paragraph])
                y = top if at_top else bottom - height
                yield TextBox(words.plain, Rect(x, y, thickness, height), TextBody((paragraph,), "middle"))
                top, bottom = (top + height + _TEXT_GAP, bottom) if at_top else (top, bottom - height - _TEXT_GAP)
        line = x + thickness // 2
        if axis.label:
            outer, inner = x + pt(2), x + thickness - pt(2)
            line = inner if axis.side == "left" else outer
            width = thickness - _TEXT_GAP
            paragraph = self.typesetter.set(axis.label, bottom - top, self._style)
            text = Rect(x if axis.side == "left" else x + _TEXT_GAP, top, width, bottom - top)
            yield TextBox(axis.label.plain, text, TextBody((paragraph,), "middle", rotated=True))
        yield self._arrow(axis, Point(line, top), Point(line, bottom))

    def _level(self, axis: Axis, around: Rect) -> Iterator[Item]:
        """An axis from left to right between the texts of its ends, with its label above it."""
        thickness = self._thickness(axis)
        y = around.y - _AXIS_GAP - thickness if axis.side == "top" else around.bottom + _AXIS_GAP
        left, right = around.x, around.right
        line_height = height_of([self.typesetter.set("x", _AXIS_MOST, self._style)])
        start, end = (axis.end, axis.start) if axis.back else (axis.start, axis.end)
        for words, at_left in ((start, True), (end, False)):
            if words:
                width = self.typesetter.natural_width(words, self._style)
                paragraph = self.typesetter.set(words, width, self._style)
                x = left if at_left else right - width
                rect = Rect(x, y + thickness - line_height, width, line_height)
                yield TextBox(words.plain, rect, TextBody((paragraph,), "middle"))
                left, right = (left + width + _TEXT_GAP, right) if at_left else (left, right - width - _TEXT_GAP)
        line = y + thickness - line_height // 2
        if axis.label:
            line = y + thickness - pt(3) if not (axis.start or axis.end) else line
            width = self.typesetter.natural_width(axis.label, self._style)
            paragraph = self.typesetter.set(axis.label, width, self._style)
            centre = (left + right) // 2
            text = Rect(centre - width // 2, y, width, line_height)
            yield TextBox(axis.label.plain, text, TextBody((paragraph,), "middle"))
        yield self._arrow(axis, Point(left, line), Point(right, line))

    def _arrow(self, axis: Axis, first: Point, last: Point) -> Connector:
        ends = (last, first) if axis.back else (first, last)
        alt = describe_axis(axis, self.says)
        return Connector(alt, ends, Stroke(self.typesetter.theme.palette.muted, _AXIS_LINE), end_head=True, alt=alt)


def describe_axis(axis: Axis, says: Descriptions) -> str:
    """The alt text of an axis."""
    upright = axis.side in ("left", "right")
    way = ("up" if axis.back else "down") if upright else ("left" if axis.back else "right")
    text = says.axis[way].format(side=says.side[axis.side])
    if axis.label:
        text = says.labelled.format(what=text, label=axis.label.plain)
    if axis.start:
        text += says.axis_from.format(start=axis.start.plain)
    return text + says.axis_to.format(end=axis.end.plain) if axis.end else text


_GAP = pt(12)
_MOST = pt(130)
_LINE = pt(1.5)

Side = Literal["left", "right"]
SIDES: tuple[Side, ...] = ("left", "right")


class TextsBeside(Annotation, frozen=True):
    """The texts beside the boxes of one panel, or beside the layers below all panels."""

    typesetter: Typesetter
    root: Cell
    size: int

    def reserve(self, width: int) -> Margins:  # noqa: ARG002
        return Margins(left=self._room("left"), right=self._room("right"))

    def _room(self, side: Side) -> int:
        widths = [self._width(words, side) for _, words in _texts(self.root, side)]
        return max(widths) + _GAP if widths else 0

    def check(self, solved: Solved) -> Iterator[Diagnostic]:
        words = self._crowded(solved.solution.rects, solved.area)
        if words:
            message = f"`{words.plain}` has no room beside the figure, because other text is there"
            hint = "shorten it, or give the whole row one text: `{left: …, across: […]}`"
            yield error(Code.FIGURE_TOO_FULL, message, words.place, hint)

    def _crowded(self, rects: Mapping[int, Rect], area: Rect) -> Words | None:
        """The first text that would overlap another one, or None."""
        for side in SIDES:
            texts = _texts(self.root, side)
            taken = [(words, self._strip(words, side, rects[cell.index], area)) for cell, words in texts]
            for (_, first), (words, second) in pairwise(sorted(taken, key=lambda each: each[1].y)):
                if first.overlaps(second):
                    return words
        return None

    def _strip(self, words: Words, side: Side, rect: Rect, area: Rect) -> Rect:
        """The rectangle of a text beside `rect`, no higher or lower than `area`, where a panel begins at 0."""
        width = self._width(words, side)
        height = height_of([self.typesetter.set(words, width, self._style(side))])
        top = min(max(rect.centre.y - height // 2, area.y), area.bottom - height)
        return Rect(0, top, width, height)

    def draw(self, solved: Solved) -> Iterator[Item]:
        """The texts, centred vertically on their boxes; a thin line leads to a box that is not at the edge."""
        panel, rects = solved.solution.area_of(self.root), solved.solution.sides
        for side in SIDES:
            for cell, words in _texts(self.root, side):
                if cell.index in solved.shown:
                    rect = rects[cell.index]
                    strip = self._strip(words, side, rect, solved.area)
                    yield from at_click(self._text(words, side, panel, (rect, strip)), solved.clicks.of(cell))

    def _text(self, words: Words, side: Side, panel: Rect, beside: tuple[Rect, Rect]) -> Iterator[Item]:
        """The text in its strip beside a box, and the line between them."""
        rect, strip = beside
        width = strip.width
        paragraph = self.typesetter.set(words, width, self._style(side))
        x = panel.x - _GAP - width if side == "left" else panel.right + _GAP
        edge, box = (panel.x, rect.x) if side == "left" else (panel.right, rect.right)
        y = rect.centre.y
        if abs(box - edge) > pt(1):
            end = edge - _GAP // 2 if side == "left" else edge + _GAP // 2
            stroke = Stroke(self.typesetter.theme.palette.muted, _LINE)
            yield Connector(f"Line: {words.plain}", (Point(box, y), Point(end, y)), stroke, decorative=True)
        yield TextBox(words.plain, Rect(x, strip.y, width, strip.height), TextBody((paragraph,), "middle"))

    def _style(self, side: Side) -> Style:
        palette = self.typesetter.theme.palette
        return Style(self.size, palette.muted, bold=True, align="right" if side == "left" else "left")

    def _width(self, words: Words, side: Side) -> int:
        style = self._style(side)
        most = max(_MOST, self.typesetter.min_content(words, style))
        natural = self.typesetter.natural_width(words, style)
        return natural if natural <= most else self.typesetter.balanced_width(words, most, style)


def _texts(root: Cell, side: Side) -> list[tuple[Cell, Words]]:
    """The cells with a text on one side."""
    beside = ((cell, cell.box.left if side == "left" else cell.box.right) for cell in walk([root]))
    return [(cell, words) for cell, words in beside if words]


_BRACE_GAP = pt(9)
_WIDTH = pt(14)
_LABEL_MOST = pt(120)
_BRACE_LINE = pt(2)
_TURNED_LINES = 2
"""The number of lines that a turned label may take."""


class PlacedBrace(Struct, frozen=True):
    """A brace with the cells it spans, its colour, and its lane; lane 0 is next to the boxes."""

    brace: Brace
    cells: tuple[Cell, ...]
    hue: Colour
    lane: int = 0


class Braces(Annotation, frozen=True):
    """The braces beside one panel, with labels of one size; `inner` is the room for annotations nearer to the boxes.

    A brace over boxes that are not drawn is not drawn either, but keeps its room.
    """

    typesetter: Typesetter
    says: Descriptions
    root: Cell
    braces: Sequence[PlacedBrace]
    size: int
    inner: Margins
    all_level: bool = False
    """True if no label is turned, however long it is."""

    def reserve(self, width: int) -> Margins:  # noqa: ARG002
        return Margins(left=self._gutter(self.braces, "left"), right=self._gutter(self.braces, "right"))

    def check(self, solved: Solved) -> Iterator[Diagnostic]:
        area = solved.solution.area
        for placed in self._shown(solved):
            spanned = self._spanned(placed, solved.solution)
            label = self._label(placed, 0, spanned, area)
            if self._is_cut(placed, spanned.height) or label.rect.height > area.height:
                words = placed.brace.label
                message = f"the label `{words.plain}` is longer than its brace"
                yield error(
                    Code.FIGURE_TOO_FULL, message, words.place, "shorten it, or let the brace span more boxes"
                )

    def draw(self, solved: Solved) -> Iterator[Item]:
        """Each brace beside the panel, outside those of lower lanes."""
        shown = self._shown(solved)
        for placed in shown:
            click = solved.clicks.of_name(placed.brace.label.plain, placed.cells)
            before = [each for each in shown if each.lane < placed.lane]
            yield from at_click(self._brace(placed, before, solved.solution), click)

    def _shown(self, solved: Solved) -> list[PlacedBrace]:
        return [each for each in self.braces if all(cell.index in solved.shown for cell in each.cells)]

    def _style(self, placed: PlacedBrace) -> Style:
        """Bold text in the colour of the brace, aligned towards it."""
        return Style(self.size, placed.hue, bold=True, align="left" if placed.brace.side == "right" else "right")

    def _is_turned(self, placed: PlacedBrace) -> bool:
        """True if the label is long enough to be turned and read from bottom to top."""
        return not self.all_level and self._natural(placed) > 2 * _LABEL_MOST

    def _label_width(self, placed: PlacedBrace) -> int:
        """The width of a label, wrapped to a few short lines."""
        if self._is_turned(placed):
            return _TURNED_LINES * line_height(self.size)
        label, style = placed.brace.label, self._style(placed)
        most = max(self.typesetter.min_content(label, style), _LABEL_MOST)
        natural = self._natural(placed)
        return natural if natural <= most else self.typesetter.balanced_width(label, most, style)

    def _gutter(self, braces: Sequence[PlacedBrace], side: str) -> int:
        """The room beside a panel for braces at `side`; lanes are side by side."""
        lanes: dict[int, int] = {}
        for placed in braces:
            if placed.brace.side == side:
                lanes[placed.lane] = max(lanes.get(placed.lane, 0), self._label_width(placed))
        return sum(_BRACE_GAP + _WIDTH + _BRACE_GAP + width for width in lanes.values())

    def _brace(self, placed: PlacedBrace, before: Sequence[PlacedBrace], solution: Solution) -> Iterator[Item]:
        """The brace and its label beside the panel."""
        side, panel = placed.brace.side, solution.area_of(self.root)
        offset = (self.inner.left if side == "left" else self.inner.right) + self._gutter(before, side)
        spanned = self._spanned(placed, solution)
        label_width = self._label_width(placed)
        if placed.brace.side == "right":
            x = panel.right + offset + _BRACE_GAP
            label_x = x + _WIDTH + _BRACE_GAP
        else:
            x = panel.x - offset - _BRACE_GAP - _WIDTH
            label_x = x - _BRACE_GAP - label_width
        name = placed.brace.label.plain
        names = self.says.listed(dict.fromkeys(cell.name for cell in placed.cells))
        shape: Shape = "right-brace" if placed.brace.side == "right" else "left-brace"
        rect = Rect(x, spanned.y, _WIDTH, spanned.height)
        stroke = Stroke(placed.hue, _BRACE_LINE)
        alt = self.says.brace.format(boxes=names, label=name)
        yield Box(f"Brace: {name}", rect, shape, line=stroke, alt=alt)
        yield self._label(placed, label_x, spanned, solution.area)

    def _spanned(self, placed: PlacedBrace, solution: Solution) -> Rect:
        return union([solution.rects[cell.index] for cell in placed.cells])

    def _label(self, placed: PlacedBrace, x: int, spanned: Rect, area: Rect) -> TextBox:
        """The label at the middle of its brace, or as near to that as the figure has room."""
        words, width = placed.brace.label, self._label_width(placed)
        if self._is_turned(placed):
            paragraph = self._turned(placed, spanned.height)
            rect = Rect(x, spanned.y, width, spanned.height)
            return TextBox(words.plain, rect, TextBody((paragraph,), "middle", rotated=True))
        paragraph = self.typesetter.set(words, width, self._style(placed))
        height = height_of([paragraph])
        top = max(min(spanned.centre.y - height // 2, area.bottom - height), area.y)
        return TextBox(words.plain, Rect(x, top, width, height), TextBody((paragraph,), "middle"))

    def _is_cut(self, placed: PlacedBrace, height: int) -> bool:
        """True if a turned label has no room along a brace of this height."""
        if not self._is_turned(placed):
            return False
        paragraph = self._turned(placed, height)
        return bool(paragraph.cut) or len(paragraph.lines) > _TURNED_LINES

    def _turned(self, placed: PlacedBrace, height: int) -> Paragraph:
        return self.typesetter.set(placed.brace.label, height, replace(self._style(placed), align="centre"))

    def _natural(self, placed: PlacedBrace) -> int:
        return self.typesetter.natural_width(placed.brace.label, self._style(placed))


def with_lanes(braces: Sequence[PlacedBrace], root: Cell) -> list[PlacedBrace]:
    """The braces beside a panel, each in the first lane in which it overlaps no other; the shortest come first."""
    extents = dict(_extents(root, 0, 1))
    spans = [
        (min(extents[cell.index][0] for cell in placed.cells), max(extents[cell.index][1] for cell in placed.cells))
        for placed in braces
    ]
    taken: list[tuple[Side, float, float, int]] = []
    result = []
    for placed, (top, bottom) in sorted(zip(braces, spans, strict=True), key=lambda each: each[1][1] - each[1][0]):
        side = placed.brace.side
        blocked = {lane for other, a, b, lane in taken if other == side and a < bottom and top < b}
        lane = next(n for n in range(len(braces)) if n not in blocked)
        taken.append((side, top, bottom, lane))
        result.append(PlacedBrace(placed.brace, placed.cells, placed.hue, lane))
    return result


def _extents(cell: Cell, top: float, bottom: float) -> Iterator[tuple[int, tuple[float, float]]]:
    """Where a cell and those in it begin and end, by their indexes, if all rows of a list were equally high."""
    yield cell.index, (top, bottom)
    height = 0 if cell.across else (bottom - top) / max(1, len(cell.parts))
    for number, part in enumerate(cell.parts):
        first = top + number * height
        yield from _extents(part, first, bottom if cell.across else first + height)
