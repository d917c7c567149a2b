"""The best way with right angles around rectangles, if there is any, on a grid of the lines between them.

After Wybrow, Marriott and Stuckey, "Orthogonal Connector Routing" (2009): the shortest path in a graph of positions
and directions, where a corner costs a length of its own.
"""

from __future__ import annotations

from bisect import bisect_left
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
        if a.y == b.y:
            return self.track(a.y, is_level=True).cost(min(a.x, b.x), max(a.x, b.x))
        return self.track(a.x, is_level=False).cost(min(a.y, b.y), max(a.y, b.y))

    def track(self, at: int, *, is_level: bool) -> Track:
        """What the parts of ways meet that are at this place across their direction."""
        if (at, is_level) not in self._tracks:
            self._tracks[at, is_level] = self._met(at, *((1, 0) if is_level else (0, 1)))
        return self._tracks[at, is_level]

    @cached_property
    def _tracks(self) -> dict[tuple[int, bool], Track]:
        return {}

    def _met(self, at: int, across: int, along: int) -> Track:
        """The same, by the numbers of the coordinates across the direction and along it."""

        def near(things: Iterable[Edges], distance: int) -> list[Span]:
            met = (thing for thing in things if thing[across] - distance < at < thing[across + 2] + distance)
            return [(thing[along] - distance, thing[along + 2] + distance) for thing in met]

        lines, borders, sides, shared = (parallels[along] for parallels in self._parallels)
        beside = [line for line in lines if abs(line[across] - at) < _NEAR]
        around = [b for b in self.blocks if b[across] < at + self.clear + _OFF_BLOCK]
        return Track(
            [*near(around, self.clear), *near(beside, _OFF_LINE), *near(sides, _OFF_LINE)],
            near(around, self.clear + _OFF_BLOCK),
            [*near(beside, _NEAR), *near(borders, _NEAR)],
            [(each[along], each[along + 2]) for each in shared if each[across] == at],
            sorted(line[along] for line in self._parallels[0][across] if line[across] <= at <= line[across + 2]),
        )

    @cached_property
    def _parallels(self) -> list[tuple[list[Edges], list[Edges]]]:
        """The lines that are level, and those that are upright, of each kind: lines, borders, sides, shared ones."""
        kinds = (self.lines, self.borders, self.sides, self.shared)
        return [([e for e in kind if e[1] == e[3]], [e for e in kind if e[0] == e[2]]) for kind in kinds]


Span = tuple[int, int]
"""Where something begins and ends in the direction of a way."""


class Track(Struct, frozen=True):
    """What is met on one line across the area: what closes it, what squeezes it, once or by lines and borders, shared
    lines, and the places of crossings.
    """

    closed: Sequence[Span]
    tight: Sequence[Span]
    close: Sequence[Span]
    shared: Sequence[Span]
    crossings: Sequence[int]

    def cost(self, first: int, last: int) -> int | None:
        """The cost of the part from `first` up to `last`; None if it is closed."""
        for begin, end in self.closed:
            if first < end and begin < last:
                return None
        length = last - first
        if self.shared and any(begin <= first and last <= end for begin, end in self.shared):
            length //= _SHARED
        for squeezing in (self.tight, self.close):
            if squeezing and any(first < end and begin < last for begin, end in squeezing):
                length *= _SQUEEZED
        crossed = bisect_left(self.crossings, last) - bisect_left(self.crossings, first) if self.crossings else 0
        return length + _CROSSING * crossed


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


Node = int
"""A place in the grid, counted along its rows, times four, and the number of the direction of the way there."""
_NUMBERS = {direction: number for number, direction in enumerate(OUT.values())}
"""The numbers of directions; those of opposite ones differ by two."""
_UNKNOWN = -1


class _Grid:
    """The lines half-way between the sides of blocks, through the gates, and beside other lines."""

    def __init__(self, starts: Sequence[Gate], ends: Sequence[Gate], terrain: Terrain) -> None:
        self._terrain = terrain
        self._costs: dict[int, int | None] = {}
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
        gates = (*self._starts, *self._ends)
        places = {gate: rows[gate.outside.y] * len(columns) + columns[gate.outside.x] for gate in gates}
        # The number of each entry decides between equals, so that the same way is found each time.
        queue: list[tuple[int, int, Node | Gate, Node | Gate | None]] = []
        for gate in self._starts:
            heappush(queue, (gate.cost, len(queue), 4 * places[gate] + _NUMBERS[OUT[gate.site]], gate))
        goals: dict[int, list[Gate]] = {}
        for gate in self._ends:
            goals.setdefault(places[gate], []).append(gate)
        before: dict[Node | Gate, Node | Gate | None] = {}
        least: dict[Node | Gate, int] = {}
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
                if to not in least or cost + price < least[to]:
                    least[to] = cost + price
                    count += 1
                    heappush(queue, (cost + price, count, to, node))
        return None

    def _is_open(self, gate: Gate) -> bool:
        point, area = gate.outside, self._terrain.area
        inside = area.x <= point.x <= area.right and area.y <= point.y <= area.bottom
        return inside and self._terrain.cost(gate.point, point) is not None

    @staticmethod
    def _arrivals(node: Node, goals: Mapping[int, Sequence[Gate]]) -> Iterator[tuple[int, Gate]]:
        place, came = divmod(node, 4)
        for gate in goals.get(place, ()):
            turn = abs(_NUMBERS[OUT[gate.site]] - came)
            if turn:
                yield gate.cost + (0 if turn == 2 else _BEND), gate

    def _steps(self, node: Node) -> list[tuple[int, Node]]:
        """The places next to a node with what it costs to go on there, but for the one that the way comes from."""
        place, came = divmod(node, 4)
        costs, found = self._costs, []
        for part, step, bend in self._ways[came]:
            cost = costs.get(2 * place + part, _UNKNOWN)
            if cost == _UNKNOWN:
                cost = costs[2 * place + part] = self._cost(2 * place + part)
            if cost is not None:
                found.append((cost + bend, 4 * place + step))
        return found

    @cached_property
    def _ways(self) -> list[list[tuple[int, int, int]]]:
        """The ways on, for each direction of the way so far: from the number of the part at the right of a place to
        that of the part on the way, from the place to the node there, and the cost of the bend.
        """
        width = len(self._xs)
        parts = (1 - 2 * width, -2, 1, 0)
        nodes = (4 * (across + down * width) + number for (across, down), number in _NUMBERS.items())
        ways = list(enumerate(zip(parts, nodes, strict=True)))
        return [
            [(part, step, 0 if number == came else _BEND) for number, (part, step) in ways if abs(number - came) != 2]
            for came in range(4)
        ]

    def _cost(self, part: int) -> int | None:
        """The cost of a part, which several ways have: from a place to the right, or down if its number is odd. None
        where there is no way, as at the edges of the grid.
        """
        place, is_upright = divmod(part, 2)
        row, column = divmod(place, len(self._xs))
        if row < 0 or row + is_upright == len(self._ys) or column + 1 - is_upright == len(self._xs):
            return None
        if is_upright:
            return self._terrain.track(self._xs[column], is_level=False).cost(self._ys[row], self._ys[row + 1])
        return self._terrain.track(self._ys[row], is_level=True).cost(self._xs[column], self._xs[column + 1])

    def _traced(self, end: Gate, before: Mapping[Node | Gate, Node | Gate | None]) -> Way:
        points, node = [end.point], before[end]
        while isinstance(node, Node):
            row, column = divmod(node // 4, len(self._xs))
            points.append(Point(self._xs[column], self._ys[row]))
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
