"""Arrows between boxes: the gap they need, the way they take, and what they are drawn with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from deckgen.diagnostics import Diagnostic, warning
from deckgen.geometry import Point, Rect, pt
from deckgen.layout.figure.cells import Cell, walk
from deckgen.layout.figure.draw import cross
from deckgen.layout.figure.labels import CROSS
from deckgen.layout.figure.roles import RoleBook
from deckgen.layout.figure.routes import Route, Surroundings, route
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.element import Words
from deckgen.outline.figure import Arrow
from deckgen.paint import Stroke
from deckgen.scene.items import Box, Connector, Glue, Item, Shape, TextBox
from deckgen.scene.text import TextBody

_LINE = pt(2.25)
_PLAIN_GAP = pt(30)
_CROSSED_GAP = pt(58)
_LABEL_MOST = pt(130)
_LABEL_GAP = pt(8)
_FAT = (pt(44), pt(36))
FAT_GAP = pt(68)
"""The gap between two panels that leaves room for a fat arrow."""


@dataclass(frozen=True, slots=True)
class PlacedArrow:
    """An arrow with the cells at its ends."""

    arrow: Arrow
    start: Cell
    end: Cell


@dataclass(frozen=True, slots=True)
class ArrowSetter:
    """Measures and draws the arrows of one figure."""

    setter: Typesetter
    book: RoleBook

    def gap(self, arrow: Arrow, upright: bool) -> int:
        """The gap between two neighbours that leaves room for an arrow and its label."""
        least = _CROSSED_GAP if arrow.crossed else _PLAIN_GAP
        if not arrow.label:
            return least
        width = self.label_width(arrow)
        if upright:
            return max(least, height_of([self.setter.set(arrow.label, width, self.style(arrow))]) + pt(8))
        return max(least, width + 2 * _LABEL_GAP)

    def style(self, arrow: Arrow) -> Style:
        """How the label looks; the line has its colour."""
        palette = self.setter.theme.palette
        size = self.setter.theme.sizes.note[2]
        if arrow.crossed:
            return Style(size, palette.bad, bold=True)
        return Style(size, self.book.hue(arrow.role) if arrow.role else palette.muted, bold=True)

    def label_width(self, arrow: Arrow) -> int:
        """The width in which the label of an arrow is set."""
        if not arrow.label:
            return 0
        style = self.style(arrow)
        return min(
            self.setter.natural_width(arrow.label, style),
            max(_LABEL_MOST, self.setter.widest_word(arrow.label, style)),
        )


@dataclass(frozen=True, slots=True)
class ArrowDrawing:
    """Draws the arrows of a planned figure. `taken` is where texts stand that nothing may run
    through, `lines` what arrows may cross but labels may not touch.
    """

    arrows: ArrowSetter
    roots: Sequence[Cell]
    rects: Mapping[int, Rect]
    names: Mapping[int, str]
    area: Rect
    taken: list[Rect]
    lines: Sequence[Rect]
    ways: list[Route] = field(default_factory=list)
    troubles: list[Diagnostic] = field(default_factory=list)

    def draw(self, placed: PlacedArrow) -> Iterator[Item]:
        """The connector, glued to its boxes, with its cross and its label."""
        arrow, obstacles = placed.arrow, [*self._obstacles(placed), *self.taken]
        ways = [strip for way in self.ways for strip in way.strips]
        way = route(*self._ends(placed), Surroundings(self.area, obstacles, ways))
        name, what = f"{arrow.start.plain} to {arrow.end.plain}", what_it_is(arrow)
        self.ways.append(way)
        if way.touches(obstacles):
            self.troubles.append(_blocked(arrow))
        yield Connector(
            f"{what}: {name}",
            way.points[0],
            way.points[-1],
            Stroke(self.arrows.style(arrow).colour, _LINE, dashed=arrow.crossed),
            elbow=len(way.points) > 2,
            bend=way.bend,
            start_head=arrow.both,
            end_head=True,
            start_glue=Glue(self.names[id(placed.start)], way.start_site),
            end_glue=Glue(self.names[id(placed.end)], way.end_site),
            alt=f"{what} from {arrow.start.plain} to {arrow.end.plain}",
        )
        marks = []
        if arrow.crossed:
            mark = cross(_middle(way), name, self.arrows.setter)
            marks.append(mark.rect)
            yield mark
        if arrow.label:
            yield self._label(arrow, arrow.label, way, [*obstacles, *ways, *self.lines, *marks, *self._ends(placed)])

    def _ends(self, placed: PlacedArrow) -> tuple[Rect, Rect]:
        return self.rects[id(placed.start)], self.rects[id(placed.end)]

    def _obstacles(self, placed: PlacedArrow) -> list[Rect]:
        """All boxes but the two ends, what is in them, and the frames around them."""
        around = [cell for cell in walk(self.roots) if _holds(cell, placed.start) or _holds(cell, placed.end)]
        free = {id(cell) for cell in (*around, *walk([placed.start, placed.end]))}
        return [self.rects[id(cell)] for cell in walk(self.roots) if cell.label and id(cell) not in free]

    def _label(self, arrow: Arrow, words: Words, way: Route, obstacles: Sequence[Rect]) -> TextBox:
        """The label beside the way, where it touches nothing."""
        width = self.arrows.label_width(arrow)
        paragraph = self.arrows.setter.set(words, width, self.arrows.style(arrow))
        height = height_of([paragraph])
        aside = CROSS // 2 if arrow.crossed else 0
        places = [place for part in _longest_first(way) for place in _beside(part, width, height, aside)]

        def cost(place: Rect) -> int:
            clear = place.inset(-pt(2))
            return sum(clear.overlaps(each) for each in (*obstacles, *way.strips)) + 9 * (
                not self.area.contains(place)
            )

        best = min(places, key=cost)
        if cost(best):
            self.troubles.append(_crowded(arrow, words))
        self.taken.append(best)
        return TextBox(words.plain, best, TextBody((paragraph,), "middle"))


def fat_arrow(arrow: Arrow, start: Rect, end: Rect, middle: int, setter: Typesetter) -> Iterator[Item]:
    """A block arrow in the gap between two panels, with its middle at the height `middle`."""
    width, height = _FAT
    forward = start.x < end.x
    first, last = (start, end) if forward else (end, start)
    x = (first.right + last.x - width) // 2
    rect = Rect(x, middle - height // 2, width, height)
    alt = f"Arrow from {arrow.start.plain} to {arrow.end.plain}"
    shape: Shape = "right-arrow" if forward else "left-arrow"
    yield Box(f"Arrow: {arrow.start.plain} to {arrow.end.plain}", rect, shape, setter.theme.palette.muted, alt=alt)


def what_it_is(arrow: Arrow) -> str:
    """An arrow in words."""
    return "Crossed-out arrow" if arrow.crossed else "Arrow both ways" if arrow.both else "Arrow"


def neighbours(rows: Sequence[Cell], start: Cell, end: Cell) -> tuple[Cell, bool] | None:
    """The first of two neighbouring cells that hold the ends of an arrow, and whether they are under each other.

    `rows` run down. None where no list has the two ends in neighbouring cells.
    """
    return _neighbours(rows, False, start, end)


def _neighbours(cells: Sequence[Cell], across: bool, start: Cell, end: Cell) -> tuple[Cell, bool] | None:
    holding = [[index for index, cell in enumerate(cells) if _holds(cell, target)] for target in (start, end)]
    if not holding[0] or not holding[1]:
        return None
    first, second = sorted((holding[0][0], holding[1][0]))
    if first == second:
        return _neighbours(cells[first].parts, cells[first].across, start, end)
    return (cells[first], not across) if second == first + 1 else None


def _holds(cell: Cell, target: Cell) -> bool:
    return cell is target or any(_holds(part, target) for part in cell.parts)


def _longest_first(way: Route) -> list[tuple[Point, Point]]:
    return sorted(way.parts, key=lambda part: -abs(part[0].x - part[1].x) - abs(part[0].y - part[1].y))


def _middle(way: Route) -> Point:
    a, b = _longest_first(way)[0]
    return Point((a.x + b.x) // 2, (a.y + b.y) // 2)


def _beside(part: tuple[Point, Point], width: int, height: int, aside: int) -> Iterator[Rect]:
    """Places for a label: right or left of an upright part, above or below a level one; first at its middle."""
    a, b = part
    for share in (50, 35, 65, 25, 75, 15, 85):
        x, y = a.x + (b.x - a.x) * share // 100, a.y + (b.y - a.y) * share // 100
        if a.x == b.x:
            gap = _LABEL_GAP + aside
            yield Rect(x + gap, y - height // 2, width, height)
            yield Rect(x - gap - width, y - height // 2, width, height)
        else:
            gap = pt(5) + aside
            yield Rect(x - width // 2, y - gap - height, width, height)
            yield Rect(x - width // 2, y + gap, width, height)


def _crowded(arrow: Arrow, words: Words) -> Diagnostic:
    message = f"the label `{words.plain}` has no room beside the arrow from `{arrow.start.plain}`"
    hint = "shorten it, leave it out, or put its boxes further apart"
    return warning("arrow-label-without-room", message, words.place, hint)


def _blocked(arrow: Arrow) -> Diagnostic:
    message = f"the arrow from `{arrow.start.plain}` to `{arrow.end.plain}` runs through another box or text"
    hint = "put its boxes next to each other, or take away what lies between them"
    return warning("arrow-through-a-box", message, arrow.place, hint)
