"""The best way with right angles around rectangles, if there is any, on a grid of the lines between them.

After Wybrow, Marriott and Stuckey, "Orthogonal Connector Routing" (2009): the shortest path in a graph of positions
and directions, where a corner costs a length of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import heappop, heappush
from itertools import pairwise, product

from msgspec import Struct

from deckgen.geometry import Point, Rect, pt
from deckgen.scene.items import Site

Edges = tuple[int, int, int, int]
"""Left, top, right and bottom of a rectangle, which is much faster to compare in large numbers."""
Direction = tuple[int, int]
"""A step across, and one down: one of them is 1 or -1, the other 0."""

OUT: dict[Site, Direction] = {"top": (0, -1), "left": (-1, 0), "bottom": (0, 1), "right": (1, 0)}
"""The direction in which a line leaves a side."""
_STUB = pt(9)
"""The least length of a part of a way with the head of an arrow, which has a little line behind it."""
_TAIL = pt(4)
"""The same at an end without a head."""
_APART = pt(10)
"""The distance between ways beside each other."""
_NEAR = pt(5)
"""Ways that are nearer than this to a line or the border of a frame look squeezed in, too."""
_OFF_LINE = pt(3)
"""Ways keep at least this far from other lines that they run along."""
_OFF_BLOCK = pt(4)
"""Ways that are nearer to a block than this and the least distance together look squeezed in."""
_SQUEEZED = 3
"""How many times as much a squeezed part of a way costs."""
_SHARED = 4
"""How many times less a part of a way costs on a line that it shares."""
_BEND = pt(60)
"""One bend costs as much as this length."""
_CROSSING = pt(300)
"""Crossing another line costs as much as this length."""
_ASIDE = pt(12)
"""Beginning or ending elsewhere than in the middle of a side costs as much as this length."""


class Gate(Struct, frozen=True):
    """A point at the side of a box where a way can begin or end; `is_middle` if it is in the middle of the side."""

    point: Point
    site: Site
    is_middle: bool = True
    has_head: bool = True

    @property
    def outside(self) -> Point:
        """The point before the gate where a way can turn, behind the head of the arrow if it has one there."""
        across, down = OUT[self.site]
        stub = _STUB if self.has_head else _TAIL
        return Point(self.point.x + across * stub, self.point.y + down * stub)

    @property
    def cost(self) -> int:
        return 0 if self.is_middle else _ASIDE


class Terrain(Struct, frozen=True, dict=True):
    """What a way has to avoid in `area`: blocks, by `clear`, and to run along other lines or the borders of frames,
    which it may cross, and along the `sides` of the boxes that it joins. It runs on `shared` lines where it can.
    """

    area: Rect
    blocks: Sequence[Edges]
    lines: Sequence[Edges]
    borders: Sequence[Edges]
    sides: Sequence[Edges]
    shared: Sequence[Edges]
    clear: int

    def cost(self, a: Point, b: Point) -> int | None:
        """The cost of a straight part of a way without its last point; None where there is no way."""
        left, right, top, bottom = min(a.x, b.x), max(a.x, b.x), min(a.y, b.y), max(a.y, b.y)
        x, y, end, low = left - self.clear, top - self.clear, right + self.clear, bottom + self.clear
        if any(x < three and one < end and y < four and two < low for one, two, three, four in self.blocks):
            return None
        level = top == bottom
        at, first, last = (top, left, right) if level else (left, top, bottom)
        lines = self._lines_along[level]
        if any(along[level].is_along(at, first, last, _OFF_LINE) for along in (self._lines_along, self._sides_along)):
            return None
        length = last - first
        if self._shared_along[level].holds(at, first, last):
            length //= _SHARED
        x, y, end, low = x - _OFF_BLOCK, y - _OFF_BLOCK, end + _OFF_BLOCK, low + _OFF_BLOCK
        if any(x < three and one < end and y < four and two < low for one, two, three, four in self.blocks):
            length *= _SQUEEZED
        if lines.is_along(at, first, last, _NEAR) or self._borders_along[level].is_along(at, first, last, _NEAR):
            length *= _SQUEEZED
        return length + _CROSSING * self._lines_along[not level].crossings(at, first, last)

    @cached_property
    def _lines_along(self) -> tuple[_Parallels, _Parallels]:
        return _upright_and_level(self.lines)

    @cached_property
    def _sides_along(self) -> tuple[_Parallels, _Parallels]:
        return _upright_and_level(self.sides)

    @cached_property
    def _shared_along(self) -> tuple[_Parallels, _Parallels]:
        return _upright_and_level(self.shared)

    @cached_property
    def _borders_along(self) -> tuple[_Parallels, _Parallels]:
        return _upright_and_level(self.borders)


class _Parallels(Struct, frozen=True):
    """Lines of one direction, by where they are across it, each with where it begins and ends along it."""

    places: Sequence[int]
    spans: Sequence[tuple[int, int]]

    def is_along(self, at: int, first: int, last: int, near: int) -> bool:
        """True if a part of their direction, from `first` to `last`, is nearer than `near` to one of them."""
        found = slice(bisect_right(self.places, at - near), bisect_left(self.places, at + near))
        return any(first < end + near and begin - near < last for begin, end in self.spans[found])

    def holds(self, at: int, first: int, last: int) -> bool:
        """True if a part of their direction, from `first` to `last`, is on one of them."""
        found = slice(bisect_left(self.places, at), bisect_right(self.places, at))
        return any(begin <= first and last <= end for begin, end in self.spans[found])

    def crossings(self, at: int, first: int, last: int) -> int:
        """How many of them a part across their direction crosses, from `first` up to `last`."""
        found = slice(bisect_left(self.places, first), bisect_left(self.places, last))
        return sum(begin <= at <= end for begin, end in self.spans[found])


def _upright_and_level(lines: Iterable[Edges]) -> tuple[_Parallels, _Parallels]:
    upright = sorted((left, (top, low)) for left, top, right, low in lines if left == right)
    level = sorted((top, (left, right)) for left, top, right, low in lines if top == low)
    return (
        _Parallels([at for at, _ in upright], [span for _, span in upright]),
        _Parallels([at for at, _ in level], [span for _, span in level]),
    )


Way = tuple[tuple[Point, ...], Gate, Gate]
"""The corners of a way with its ends, and the gates where it begins and ends."""


def best_way(starts: Sequence[Gate], ends: Sequence[Gate], terrain: Terrain, patience: int) -> Way | None:
    """The best way from one of the starts to one of the ends.

    None if there is none, or if it is not found among the first places of a grid, as many as `patience` says.
    """
    straight = [
        (cost + start.cost + end.cost, number, (start, end))
        for number, (start, end) in enumerate(product(starts, ends))
        if _faces(start, end) and (cost := terrain.cost(start.point, end.point)) is not None
    ]
    if straight:
        _, _, (start, end) = min(straight)
        return (start.point, end.point), start, end
    return _Grid(starts, ends, terrain).best_way(patience)


def _faces(start: Gate, end: Gate) -> bool:
    """True if a straight line leads out of one gate and into the other."""
    across, down = OUT[start.site]
    if OUT[end.site] != (-across, -down):
        return False
    right, below = end.point.x - start.point.x, end.point.y - start.point.y
    return (right * across > 0 and not below) if across else (below * down > 0 and not right)


Node = tuple[int, int, Direction]
"""A column and a row of the grid, and the direction of the way there."""


class _Grid:
    """The lines half-way between the sides of blocks, through the gates, and beside other lines."""

    def __init__(self, starts: Sequence[Gate], ends: Sequence[Gate], terrain: Terrain) -> None:
        self._terrain = terrain
        self._costs: dict[tuple[tuple[int, int], tuple[int, int]], int | None] = {}
        self._starts, self._ends = ([gate for gate in gates if self._is_open(gate)] for gates in (starts, ends))
        outside = [gate.outside for gate in (*self._starts, *self._ends)]
        area, lines = terrain.area, terrain.lines
        sides = [*terrain.blocks, *terrain.borders]
        shared = [line[0] for line in terrain.shared], [line[1] for line in terrain.shared]
        self._xs = _positions(
            [area.x, area.right, *(x for side in sides for x in (side[0], side[2]))],
            [*(point.x for point in outside), *_beside((line[0], line[2]) for line in lines), *shared[0]],
        )
        self._ys = _positions(
            [area.y, area.bottom, *(y for side in sides for y in (side[1], side[3]))],
            [*(point.y for point in outside), *_beside((line[1], line[3]) for line in lines), *shared[1]],
        )

    def best_way(self, patience: int) -> Way | None:
        columns, rows = ({at: number for number, at in enumerate(each)} for each in (self._xs, self._ys))
        places = {gate: (columns[gate.outside.x], rows[gate.outside.y]) for gate in (*self._starts, *self._ends)}
        # The number of each entry decides between equals, so that the same way is found each time.
        queue: list[tuple[int, int, Node | Gate, Node | Gate | None]] = []
        for gate in self._starts:
            heappush(queue, (gate.cost, len(queue), (*places[gate], OUT[gate.site]), gate))
        goals: dict[tuple[int, int], list[Gate]] = {}
        for gate in self._ends:
            goals.setdefault(places[gate], []).append(gate)
        before: dict[Node | Gate, Node | Gate | None] = {}
        count = len(queue)
        while queue and len(before) < patience:
            cost, _, node, origin = heappop(queue)
            if node in before:
                continue
            before[node] = origin
            if isinstance(node, Gate):
                return self._traced(node, before)
            following: list[tuple[int, Node | Gate]] = [*self._arrivals(node, goals), *self._steps(node)]
            for price, to in following:
                count += 1
                heappush(queue, (cost + price, count, to, node))
        return None

    def _is_open(self, gate: Gate) -> bool:
        point, area = gate.outside, self._terrain.area
        inside = area.x <= point.x <= area.right and area.y <= point.y <= area.bottom
        return inside and self._terrain.cost(gate.point, point) is not None

    @staticmethod
    def _arrivals(node: Node, goals: Mapping[tuple[int, int], Sequence[Gate]]) -> Iterator[tuple[int, Gate]]:
        column, row, (across, down) = node
        for gate in goals.get((column, row), ()):
            out = OUT[gate.site]
            if out != (across, down):
                yield gate.cost + (0 if out == (-across, -down) else _BEND), gate

    def _steps(self, node: Node) -> Iterator[tuple[int, Node]]:
        column, row, came = node
        for across, down in OUT.values():
            to = column + across, row + down
            if (-across, -down) == came or not (0 <= to[0] < len(self._xs) and 0 <= to[1] < len(self._ys)):
                continue
            cost = self._cost(min((column, row), to), max((column, row), to))
            if cost is not None:
                yield cost + (0 if came == (across, down) else _BEND), (*to, (across, down))

    def _cost(self, a: tuple[int, int], b: tuple[int, int]) -> int | None:
        """The cost of the part between two neighbours in the grid, which several directions lead to."""
        if (a, b) not in self._costs:
            one, other = (Point(self._xs[column], self._ys[row]) for column, row in (a, b))
            self._costs[a, b] = self._terrain.cost(one, other)
        return self._costs[a, b]

    def _traced(self, end: Gate, before: Mapping[Node | Gate, Node | Gate | None]) -> Way:
        points, node = [end.point], before[end]
        while isinstance(node, tuple):
            points.append(Point(self._xs[node[0]], self._ys[node[1]]))
            node = before[node]
        assert isinstance(node, Gate)
        return tuple(_corners([node.point, *reversed(points)])), node, end


def _positions(edges: Sequence[int], others: Sequence[int]) -> list[int]:
    """The positions of lines half-way between neighbouring `edges`, and `others` between the outermost edges."""
    middles = {(one + other) // 2 for one, other in pairwise(sorted(set(edges)))}
    return sorted(middles | {at for at in others if min(edges) <= at <= max(edges)})


def _beside(lines: Iterable[tuple[int, int]]) -> Iterator[int]:
    """The positions beside lines, on both sides of each."""
    for low, high in lines:
        if low == high:
            yield from (low - _APART, low + _APART)


def _corners(points: Sequence[Point]) -> Iterator[Point]:
    """The points without those between two others on one line."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and (kept[-2].x == kept[-1].x == point.x or kept[-2].y == kept[-1].y == point.y):
            kept.pop()
        kept.append(point)
    yield from kept
