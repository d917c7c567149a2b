"""Arrows between boxes: the room they need, their connectors, and the labels and crosses on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, error, warning
from deckgen.geometry import Point, Rect, Size, pt, union
from deckgen.layout.colour_key import ColourKey
from deckgen.layout.figure.boxes import cross
from deckgen.layout.figure.labels import CROSS
from deckgen.layout.figure.lines import LOOP, Port, cornered, port_at
from deckgen.layout.figure.model import Cell, holds, walk
from deckgen.layout.figure.routing import (
    Edge,
    Lane,
    Route,
    edges_of,
    hits,
    loop,
    offset_of,
    others_of,
    routed,
)
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.locale import Descriptions
from deckgen.outline.element import Inline, Words
from deckgen.outline.figure import Arrow
from deckgen.paint import Stroke
from deckgen.regex import regex
from deckgen.scene.items import Box, Connector, Glue, Item, Shape, Site, TextBox
from deckgen.scene.text import Insets, TextBody

_PLAIN_GAP = pt(30)
_CROSSED_GAP = pt(58)
_DETOUR = pt(18)
"""The room for an arrow that goes around something."""
PASSAGE = pt(20)
"""The gap through which an arrow comes from between two rows to the side of their list."""
_LABEL_MOST = pt(130)
LABEL_GAP = pt(8)
ON_LINE = pt(4)
"""The clear space around a label that interrupts its arrow."""
_ON_A_BOX = 4
"""A text on a box or on another text is as bad as one on so many lines."""
FAT_GAP = pt(68)
"""The gap between two panels with room for a fat arrow."""


class PlacedArrow(Struct, frozen=True):
    """An arrow with the cells at its ends; of those that one line of the outline means, the first has its label.

    `line` is the number of that line among the arrows of the figure, `said` are the names of its ends in alt texts.
    """

    arrow: Arrow
    start: Cell
    end: Cell
    said: tuple[str, str]
    line: int = 0

    @property
    def is_loop(self) -> bool:
        """True for an arrow from a box to itself."""
        return self.start is self.end


class ArrowTypesetter(Struct, frozen=True):
    """Measures and draws the arrows of one figure."""

    typesetter: Typesetter
    says: Descriptions
    colour_key: ColourKey

    def gap(self, arrow: Arrow, upright: bool) -> int:
        """The gap between two neighbours that leaves room for an arrow and its texts."""
        least = _CROSSED_GAP if arrow.crossed else _PLAIN_GAP
        sizes = [self.size(words, arrow) for words in texts_of(arrow)]
        if upright:
            return max(least, sum(size.height for size in sizes) + pt(8)) if sizes else least
        return max(least, sum(size.width + LABEL_GAP for size in sizes) + LABEL_GAP)

    def detour(self, arrow: Arrow, *, aside: bool) -> int:
        """The room for an arrow that goes around the boxes between its ends, `aside` or below, with its texts.

        Half of it is a whole number, as the arrow is in its middle.
        """
        sizes = [self.size(words, arrow) for words in texts_of(arrow)]
        widest = max((size.width if aside else size.height for size in sizes), default=0)
        room = CROSS + pt(8) if arrow.crossed else _DETOUR
        return max(room, widest + widest % 2 + 2 * ON_LINE) if sizes else room

    def passage(self, arrow: Arrow) -> int:
        """The gap through which an arrow comes from within a list to its side, with its cross."""
        return CROSS + pt(8) if arrow.crossed else PASSAGE

    def loop(self, arrow: Arrow, *, aside: bool) -> int:
        """The room for an arrow from a box to itself, at the right of the box if `aside`, and else above it."""
        sizes = [self.size(words, arrow) for words in texts_of(arrow)]
        outer = max((size.width if aside else size.height for size in sizes), default=0)
        return LOOP + (outer + 2 * LABEL_GAP if sizes else pt(4)) + (CROSS // 2 if arrow.crossed else 0)

    def loop_side(self, arrow: Arrow, *, aside: bool) -> int:
        """The length of the side of a box that it takes, where several loops are at one."""
        sizes = [self.size(words, arrow) for words in texts_of(arrow)]
        longest = max((size.height if aside else size.width for size in sizes), default=0)
        return max(longest, CROSS if arrow.crossed else 0, LOOP) + LABEL_GAP

    def size(self, words: Words, arrow: Arrow) -> Size:
        """The size of one of the texts of an arrow."""
        width = self.width(words, arrow)
        return Size(width, height_of([self.typesetter.set(words, width, self.style(arrow))]))

    def style(self, arrow: Arrow) -> Style:
        """The style of the label, which has the colour of the line."""
        palette = self.typesetter.theme.palette
        size = self.typesetter.theme.sizes.note[2]
        if arrow.crossed:
            return Style(size, palette.bad, bold=True)
        return Style(size, self.colour_key.hue(arrow.role) if arrow.role else palette.muted, bold=True)

    def width(self, words: Words, arrow: Arrow) -> int:
        """The width at which a text of an arrow is typeset."""
        style = self.style(arrow)
        most = max(_LABEL_MOST, self.typesetter.min_content(words, style))
        natural = self.typesetter.natural_width(words, style)
        return natural if natural <= most else self.typesetter.balanced_width(words, most, style)


_BOTH_ENDS = regex(r"(\S+) : (\S+)")


def texts_of(arrow: Arrow) -> tuple[Words, ...]:
    """The texts on an arrow: none, its label, or, unless it is a loop, those at its start and at its end, `1 : n`."""
    if arrow.label is None:
        return ()
    both = _BOTH_ENDS.fullmatch(arrow.label.plain)
    if both is None or arrow.start.plain == arrow.end.plain:
        return (arrow.label,)
    return tuple(Words(text, arrow.label.place, (Inline(text),)) for text in both.groups())


def describe_arrow(arrow: Arrow, says: Descriptions, ends: tuple[str, str] | None = None) -> str:
    """The alt text of an arrow, without its label, or of several between the boxes at both `ends`."""
    start, end = ends or (arrow.start.plain, arrow.end.plain)
    if start == end:
        return (says.arrow_loop_crossed if arrow.crossed else says.arrow_loop).format(start=start)
    pattern = says.arrow_both if arrow.both else says.arrow
    pattern = says.arrow_crossed if arrow.crossed else pattern
    return pattern.format(start=start, end=end)


_LINE = pt(2.25)
_FAT = (pt(44), pt(36))
_DOT = pt(3)
_GRAZE = pt(0.5)
"""What shares less than this with a box only touches it."""
_STUB = pt(8)
"""The least length of a line before its cross, and behind the label after that."""


class ArrowDrawing(Struct, frozen=True, dict=True):
    """Draws the arrows of a solved figure. `taken` are texts that nothing may run through, `lines` may be crossed by
    arrows but not touched by labels, and `titles` are the labels of frames, by the index of the frame.
    """

    arrows: ArrowTypesetter
    placed: Sequence[PlacedArrow]
    roots: Sequence[Cell]
    rects: Mapping[int, Rect]
    titles: Mapping[int, Rect]
    names: Mapping[int, str]
    area: Rect
    taken: list[Rect]
    lines: Sequence[Rect]
    troubles: list[Diagnostic] = field(default_factory=list)

    def draw(self) -> Iterator[tuple[PlacedArrow, list[Item]]]:
        """Every arrow with its items."""
        for placed, route in zip(self.placed, self._routes, strict=True):
            yield placed, list(self._arrow(placed, route))

    @property
    def blocked(self) -> list[PlacedArrow]:
        """The arrows that run through a box or a text."""
        routes = (
            (placed, route) for placed, route in zip(self.placed, self._routes, strict=True) if not placed.is_loop
        )
        return [
            placed for placed, route in routes if route.touches(edges_of([*self._obstacles(placed), *self.taken]))
        ]

    def _arrow(self, placed: PlacedArrow, route: Route) -> Iterator[Item]:
        """The connector, glued to its boxes, with its cross and its label."""
        arrow, obstacles = placed.arrow, [*self._obstacles(placed), *([] if placed.is_loop else self.taken)]
        name = f"{arrow.start.plain} to {arrow.end.plain}"
        what = "Crossed-out arrow" if arrow.crossed else "Arrow both ways" if arrow.both else "Arrow"
        if route.touches(edges_of(obstacles)):
            self.troubles.append(_blocked(arrow))
        self._check_along(placed, route)
        start, end = self._ends(placed)
        stroke = Stroke(self.arrows.style(arrow).colour, _LINE, dashed=arrow.crossed)
        line = Connector(
            f"{what}: {name}",
            route.points,
            stroke,
            start_head=arrow.both,
            end_head=True,
            start_glue=_glue(self.names[placed.start.index], start, route.points[0], route.start_site),
            end_glue=_glue(self.names[placed.end.index], end, route.points[-1], route.end_site),
            alt=describe_arrow(arrow, self.arrows.says, placed.said),
        )
        if route.aside or (route.chained and route.clearance):
            yield from self._jointed(line, route, placed)
            return
        yield from self._line(line, route)
        marks = [self._marked(placed, route)] if arrow.crossed else []
        yield from marks
        yield from self._loop_texts[id(placed)] if placed.is_loop else self._texts(placed, route, marks)

    def _marked(self, placed: PlacedArrow, route: Route) -> Box:
        """The cross, where from now on nothing else can be."""
        mark = self._cross(placed, route)
        if not placed.is_loop and any(hits(mark.rect.inset(_GRAZE), edges_of(self._in_the_way(placed, route)))):
            self.troubles.append(_covered(placed.arrow))
        self.taken.append(mark.rect)
        return mark

    def _cross(self, placed: PlacedArrow, route: Route) -> Box:
        """The cross where it touches no box, text and other line, and hides no end and no bend if it can.

        That of a loop leaves room for its label.
        """
        name = f"{placed.arrow.start.plain} to {placed.arrow.end.plain}"
        centres = [
            _at(part, _length(part) * share // 100) for part in _best_first(placed, route) for share in _SHARES
        ]
        if placed.is_loop:
            return cross(centres[0], name, self.arrows.typesetter)
        solid, bends = edges_of(self._in_the_way(placed, route)), route.points

        def cost(centre: Point) -> tuple[int, int]:
            ends = sum(abs(centre.x - p.x) + abs(centre.y - p.y) < CROSS // 2 + _STUB for p in bends)
            return sum(hits(_around(centre, CROSS).inset(_GRAZE), solid)), ends

        return cross(min(centres, key=cost), name, self.arrows.typesetter)

    def _in_the_way(self, placed: PlacedArrow, route: Route) -> list[Rect]:
        """The boxes, the texts and the other lines, where no cross and no label on the arrow can be."""
        solid = [*self._obstacles(placed), *self._ends(placed), *self.taken]
        return [*solid, *self.lines, *self._other_lines(route)]

    def _check_along(self, placed: PlacedArrow, route: Route) -> None:
        """A warning for an arrow that runs along one of those before it, unless they share an end and a line."""
        for other, way in zip(self.placed, self._routes, strict=True):
            if other is placed:
                return
            ends = {placed.start.index, placed.end.index} & {other.start.index, other.end.index}
            are_together = (ends and placed.line == other.line) or _twice(placed, other)
            if not are_together and _bare(route).runs_along(others_of(_bare(way).strips)):
                self.troubles.append(_along(placed.arrow, other.arrow))
                return

    def _texts(self, placed: PlacedArrow, route: Route, on_it: Iterable[Box | TextBox]) -> Iterator[TextBox]:
        """The label beside the route, or the texts at both of its ends; they avoid what is on it."""
        texts, marks = texts_of(placed.arrow), [mark.rect for mark in on_it]
        if len(texts) == 2:
            (a, b), (c, d) = route.parts[0], route.parts[-1]
            yield self._text(
                placed, route, texts[0], (_near((a, b), self.arrows.size(texts[0], placed.arrow)), marks)
            )
            yield self._text(
                placed, route, texts[1], (_near((d, c), self.arrows.size(texts[1], placed.arrow)), marks)
            )
        elif texts:
            size, aside = self.arrows.size(texts[0], placed.arrow), CROSS // 2 if placed.arrow.crossed else 0
            parts = _best_first(placed, route)
            places = [(part, place) for part in parts for place in _beside(part, size, aside)]
            places += [(part, place) for part in parts for place in _beside(part, size, 0) if aside]
            # A loop has its label before other arrows find their ways.
            others = edges_of([] if placed.is_loop else self._other_lines(route))
            behind = {place for part, place in places if any(hits(_from_line(part, place), others))}
            every = [*(place for _, place in places), *_over(route, size)]
            yield self._text(placed, route, texts[0], (every, marks), behind)

    @staticmethod
    def _line(line: Connector, route: Route) -> Iterator[Item]:
        """The connector, or a chain of straight ones with joints at its corners."""
        if not route.chained or line.start_glue is None or line.end_glue is None:
            yield line
            return
        first, last = Port(route.points[0], line.start_glue), Port(route.points[-1], line.end_glue)
        yield from cornered(line, first, route.points[1:-1], last)

    def _jointed(self, line: Connector, route: Route, placed: PlacedArrow) -> Iterator[Item]:
        """An arrow as two lines with one bend each, glued to what is on it: its cross, its label, both, or a dot.

        LibreOffice draws the bends of a line with two bends half-way between its ends, wherever they should be.
        """
        joints, sites = self._joints(line, route, placed), route.middle_sites
        first, last = port_at(joints[0], sites[0]), port_at(joints[-1], sites[1])
        start, before, behind, end = route.points
        line = replace(line, end_head=False)
        onward = replace(
            line, name=f"{line.name}, to its end", start_head=False, end_head=True, alt="", decorative=True
        )
        if route.chained and line.start_glue and line.end_glue:
            yield from cornered(line, Port(start, line.start_glue), [before], first)
            yield from cornered(onward, last, [behind], Port(end, line.end_glue))
        else:
            yield replace(line, points=(start, before, first.point), end_glue=first.glue)
            yield replace(onward, points=(last.point, behind, end), start_glue=last.glue)
        yield from joints
        if isinstance(joints[-1], TextBox):
            return
        marks = [self._marked(placed, route)] if placed.arrow.crossed and not joints[0].body else []
        yield from marks
        yield from self._texts(placed, route, [*joints, *marks])

    def _joints(self, line: Connector, route: Route, placed: PlacedArrow) -> tuple[Box | TextBox, ...]:
        """The shapes in the middle of an arrow that interrupt it, in its direction; away from what else is there."""
        part, arrow = route.parts[1], placed.arrow
        length, texts = _length(part), texts_of(arrow)
        words = texts[0] if len(texts) == 1 and route.clearance else None
        size = self.arrows.size(words, arrow) if words else Size(0, 0)
        along = size.height if part[0].x == part[1].x else size.width + 2 * ON_LINE
        if arrow.crossed and words and length < CROSS + along + 2 * _STUB:
            words, along = None, 0
        if not arrow.crossed and words is None:
            return (_dot(line, _middle(part)),)
        mark = CROSS if arrow.crossed else 0
        ways: list[tuple[Box | TextBox, ...]] = []
        for share in (*_SHARES, 0, 100):
            start = _STUB + (length - mark - along - 2 * _STUB) * share // 100
            cross_at, text_at = _at(part, start + mark // 2), _at(part, start + mark + along // 2)
            crosses = [cross(cross_at, line.name, self.arrows.typesetter)] if mark else []
            ways.append((*crosses, *([self._on_line(words, arrow, text_at)] if words else [])))
        solid = edges_of(self._in_the_way(placed, route))
        best = min(ways, key=lambda way: sum(sum(hits(each.rect.inset(_GRAZE), solid)) for each in way))
        is_hit = any(any(hits(each.rect.inset(_GRAZE), solid)) for each in best)
        if words is None and is_hit and not any(hits(self._cross(placed, route).rect.inset(_GRAZE), solid)):
            return (_dot(line, _middle(part)),)
        if is_hit:
            self.troubles.append(_crowded(arrow, words) if words else _covered(arrow))
        self.taken.extend(each.rect for each in best)
        return best

    def _on_line(self, words: Words, arrow: Arrow, centre: Point) -> TextBox:
        """A label that interrupts its arrow."""
        size = self.arrows.size(words, arrow)
        rect = Rect(centre.x - size.width // 2, centre.y - size.height // 2, size.width, size.height)
        style = replace(self.arrows.style(arrow), align="centre")
        paragraph = self.arrows.typesetter.set(words, size.width, style)
        body = TextBody((paragraph,), "middle", Insets(ON_LINE, 0, ON_LINE, 0))
        return TextBox(words.plain, rect.inset(-ON_LINE, 0), body)

    @cached_property
    def _routes(self) -> list[Route]:
        """The route of every arrow; all are found together, so that they keep apart."""
        for placed in (placed for placed in self.placed if placed.is_loop):
            # No other line passes between a loop and its label.
            texts = [text.rect for text in self._loop_texts[id(placed)]]
            self.taken.append(union([*self._loops[id(placed)].strips, *texts]))
        others = iter(routed([self._edge(placed) for placed in self.placed if not placed.is_loop], self.area))
        return [self._loops[id(placed)] if placed.is_loop else next(others) for placed in self.placed]

    @cached_property
    def _loops(self) -> dict[int, Route]:
        """The routes from boxes to themselves, by the identity of their arrows; several at a box share its side."""
        loops = [placed for placed in self.placed if placed.is_loop]
        at_box = {each.start.index: [one for one in loops if one.start is each.start] for each in loops}
        return {
            id(placed): self._loop(placed, Lane(number, len(together)))
            for together in at_box.values()
            for number, placed in enumerate(together)
        }

    def _loop(self, placed: PlacedArrow, lane: Lane) -> Route:
        """The route from a box to itself: above a box in a row, and else at its right."""
        in_row = any(cell.across and placed.start in cell.parts for cell in walk(self.roots))
        return loop(self.rects[placed.start.index], "top" if in_row else "right", LOOP, lane)

    @cached_property
    def _loop_texts(self) -> dict[int, list[TextBox]]:
        """The labels of loops, which have their places before any other arrow finds its way."""
        loops = (placed for placed in self.placed if placed.is_loop)
        return {id(placed): list(self._beside_loop(placed, self._loops[id(placed)])) for placed in loops}

    def _beside_loop(self, placed: PlacedArrow, route: Route) -> Iterator[TextBox]:
        return self._texts(placed, route, [self._cross(placed, route)] if placed.arrow.crossed else [])

    @cached_property
    def _strips(self) -> list[tuple[Route, list[Rect]]]:
        return [(route, route.strips) for route in self._routes]

    def _other_strips(self, route: Route) -> list[Rect]:
        """The lines of all other arrows, with the room that they need; for a loop, those of all other loops."""
        if any(route is each for each in self._loops.values()):
            return [strip for each in self._loops.values() if each is not route for strip in each.strips]
        return [strip for each, strips in self._strips if each is not route for strip in strips]

    def _other_lines(self, route: Route) -> list[Rect]:
        """The lines of all other arrows, without any width."""
        parts = [part for each in self._routes if each is not route for part in each.parts]
        return [Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)) for a, b in parts]

    def _edge(self, placed: PlacedArrow) -> Edge:
        aside, below = (self.arrows.detour(placed.arrow, aside=aside) // 2 for aside in (True, False))
        return Edge(
            *self._ends(placed),
            [*self._obstacles(placed), *self.taken],
            (placed.start.index, placed.end.index),
            placed.line,
            (aside, below),
            [self.rects[cell.index] for cell in self._frames(placed)],
            placed.arrow.both,
        )

    def _ends(self, placed: PlacedArrow) -> tuple[Rect, Rect]:
        return self.rects[placed.start.index], self.rects[placed.end.index]

    def _obstacles(self, placed: PlacedArrow) -> list[Rect]:
        """All boxes except the two ends and their contents; of the frames around the ends, only the titles."""
        around = [cell for cell in walk(self.roots) if holds(cell, placed.start) or holds(cell, placed.end)]
        free = {cell.index for cell in (*around, *walk([placed.start, placed.end]))}
        titles = [self.titles[cell.index] for cell in self._frames(placed)]
        return [self.rects[cell.index] for cell in walk(self.roots) if cell.label and cell.index not in free] + titles

    def _text(
        self,
        placed: PlacedArrow,
        route: Route,
        words: Words,
        where: tuple[Iterable[Rect], Sequence[Rect]],
        behind: Set[Rect] = frozenset(),
    ) -> TextBox:
        """A text in the first of some places where it touches nothing, including marks and the borders of frames.

        In a place `behind` the line of another arrow, it would be the text of that.
        """
        arrow, (places, marks) = placed.arrow, where
        others = self._other_strips(route)
        edges = [edge for cell in self._frames(placed) for edge in _edges(self.rects[cell.index])]
        paragraph = self.arrows.typesetter.set(words, self.arrows.width(words, arrow), self.arrows.style(arrow))
        solid = edges_of([*self._obstacles(placed), *self.taken, *marks, *self._ends(placed)])
        thin = edges_of([*others, *self.lines, *edges, *route.strips])

        def cost(place: Rect) -> int:
            room = place.inset(-pt(2))
            touched = _ON_A_BOX * sum(hits(room, solid)) + sum(hits(room, thin)) + (place in behind)
            return touched + 9 * (not self.area.contains(place))

        best = min(places, key=cost)
        if not self.area.contains(best):
            self.troubles.append(_off(arrow, words))
        elif cost(best):
            self.troubles.append(_crowded(arrow, words))
        self.taken.append(best)
        return TextBox(words.plain, best, TextBody((paragraph,), "middle"))

    def _frames(self, placed: PlacedArrow) -> list[Cell]:
        """The frames around the ends of an arrow."""
        around = (cell for cell in walk(self.roots) if holds(cell, placed.start) or holds(cell, placed.end))
        return [cell for cell in around if cell.framed and cell not in (placed.start, placed.end)]


def fat_arrow(arrow: Arrow, panels: tuple[Rect, Rect], middle: int, arrows: ArrowTypesetter) -> Iterator[Item]:
    """A block arrow in the gap between two panels, centred on the height `middle`."""
    start, end = panels
    width, height = _FAT
    forward = start.x < end.x
    first, last = (start, end) if forward else (end, start)
    x = (first.right + last.x - width) // 2
    rect = Rect(x, middle - height // 2, width, height)
    colour, alt = arrows.typesetter.theme.palette.muted, describe_arrow(arrow, arrows.says)
    shape: Shape = "right-arrow" if forward else "left-arrow"
    yield Box(f"Arrow: {arrow.start.plain} to {arrow.end.plain}", rect, shape, colour, alt=alt)


def _dot(line: Connector, centre: Point) -> Box:
    """What joins the two halves of an arrow that has nothing on it."""
    return Box(f"{line.name}, dot", _around(centre, _DOT), "ellipse", line.stroke.colour, decorative=True)


def _around(centre: Point, extent: int) -> Rect:
    """The square around a point."""
    return Rect(centre.x - extent // 2, centre.y - extent // 2, extent, extent)


def _edges(rect: Rect) -> Iterator[Rect]:
    yield Rect(rect.x, rect.y, rect.width, 0)
    yield Rect(rect.x, rect.bottom, rect.width, 0)
    yield Rect(rect.x, rect.y, 0, rect.height)
    yield Rect(rect.right, rect.y, 0, rect.height)


def _glue(name: str, rect: Rect, point: Point, site: Site) -> Glue:
    return Glue(name, site, offset_of(point, rect, site))


Part = tuple[Point, Point]
"""A straight part of a route."""
_SHARES = (50, 35, 65, 25, 75, 15, 85, 45, 55, 40, 60, 30, 70, 20, 80)
"""Where on a part its label or cross can be, in hundredths of its length, the best first."""


def _best_first(placed: PlacedArrow, route: Route) -> list[Part]:
    """The parts of a route, the best for a cross or a label first: the longest, but of a loop the one in the middle.

    Its ends are at the box, where a cross would hide them, and a label would be beside another box.
    """
    if placed.is_loop:
        start, middle, end = route.parts
        return [middle, start, end]
    return sorted(route.parts, key=lambda part: -_length(part))


def _middle(part: Part) -> Point:
    return _at(part, _length(part) // 2)


def _length(part: Part) -> int:
    a, b = part
    return abs(a.x - b.x) + abs(a.y - b.y)


def _at(part: Part, distance: int) -> Point:
    """The point of a part at a distance from its beginning."""
    a, b = part
    length = max(_length(part), 1)
    return Point(a.x + (b.x - a.x) * distance // length, a.y + (b.y - a.y) * distance // length)


def _beside(part: Part, size: Size, aside: int) -> Iterator[Rect]:
    """Positions for a label: right or left of a vertical part, above or below a horizontal one; its middle first."""
    (a, b), width, height = part, size.width, size.height
    for share in _SHARES:
        x, y = a.x + (b.x - a.x) * share // 100, a.y + (b.y - a.y) * share // 100
        if a.x == b.x:
            gap = LABEL_GAP + aside
            yield Rect(x + gap, y - height // 2, width, height)
            yield Rect(x - gap - width, y - height // 2, width, height)
        else:
            gap = pt(5) + aside
            yield Rect(x - width // 2, y - gap - height, width, height)
            yield Rect(x - width // 2, y + gap, width, height)


def _from_line(part: Part, place: Rect) -> Rect:
    """A place beside a part of a route with all that is between the two."""
    (a, b) = part
    return union([place, Rect(a.x, place.y, 0, place.height) if a.x == b.x else Rect(place.x, a.y, place.width, 0)])


def _near(part: Part, size: Size) -> Iterator[Rect]:
    """Positions for a text beside the beginning of a part of a route, the nearest first."""
    (a, b), width, height = part, size.width, size.height
    for off in (pt(3), pt(6), pt(10), pt(16), pt(24)):
        if a.x == b.x:
            y = a.y + off if b.y > a.y else a.y - off - height
            yield Rect(a.x + LABEL_GAP, y, width, height)
            yield Rect(a.x - LABEL_GAP - width, y, width, height)
        else:
            x = a.x + off if b.x > a.x else a.x - off - width
            yield Rect(x, a.y - pt(5) - height, width, height)
            yield Rect(x, a.y + pt(5), width, height)


def _over(route: Route, size: Size) -> Iterator[Rect]:
    """Positions for a label above and below all of a route with bends, in its middle."""
    xs, ys = [point.x for point in route.points], [point.y for point in route.points]
    width, height = size.width, size.height
    x, gap = (min(xs) + max(xs)) // 2 - width // 2, pt(5)
    yield Rect(x, min(ys) - gap - height, width, height)
    yield Rect(x, max(ys) + gap, width, height)


def _crowded(arrow: Arrow, words: Words) -> Diagnostic:
    message = f"the label `{words.plain}` has no room beside the arrow from `{arrow.start.plain}`"
    hint = "shorten it, leave it out, or put its boxes further apart"
    return warning(Code.ARROW_LABEL_WITHOUT_ROOM, message, words.place, hint)


def _covered(arrow: Arrow) -> Diagnostic:
    message = f"the cross on the arrow from `{arrow.start.plain}` to `{arrow.end.plain}` has no room"
    hint = "draw fewer arrows on one slide, or put its boxes next to each other"
    return warning(Code.ARROW_LABEL_WITHOUT_ROOM, message, arrow.place, hint)


def _off(arrow: Arrow, words: Words) -> Diagnostic:
    message = f"the label `{words.plain}` of the arrow from `{arrow.start.plain}` has no room on the slide"
    return error(Code.FIGURE_TOO_FULL, message, words.place, "shorten it, or put its boxes further apart")


def _bare(route: Route) -> Route:
    """The route without the shape on it."""
    return replace(route, clearance=0)


def _twice(placed: PlacedArrow, other: PlacedArrow) -> bool:
    """True for loops at one box, which have their own places."""
    return placed.is_loop and other.is_loop and placed.start is other.start


def _along(arrow: Arrow, other: Arrow) -> Diagnostic:
    lead = f"from `{arrow.start.plain}` to `{arrow.end.plain}`"
    message = f"the arrow {lead} runs along the one from `{other.start.plain}` to `{other.end.plain}`"
    hint = "put their boxes in another order, or draw fewer arrows on one slide"
    return warning(Code.ARROW_ALONG_ANOTHER, message, arrow.place, hint).related_to(other.place, "the other one")


def _blocked(arrow: Arrow) -> Diagnostic:
    message = f"the arrow from `{arrow.start.plain}` to `{arrow.end.plain}` runs through another box or text"
    hint = "put its boxes next to each other, or take away what lies between them"
    return warning(Code.ARROW_THROUGH_A_BOX, message, arrow.place, hint)
