"""Routing of arrows between two boxes: straight, or with one or two bends, or else on any way round.

A straight arrow ends anywhere on the sides that face each other; one with one or two bends ends at the midpoints of
sides, because LibreOffice draws it wrongly anywhere else. An arrow for which that is not enough is a chain of
straight lines, and ends anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Point, Rect, pt
from deckgen.layout.figure.orthogonal import OUT, Edges, Gate, Terrain, best_way
from deckgen.scene.items import Site

_STUB = pt(7)
"""The least length of the first and the last segment of a route."""
CLEAR = pt(2)
"""The least distance of a route from anything beside it."""
_CLOSE = pt(4)
"""A line that is nearer than this and the least distance together to something looks squeezed in."""
_CORNER = pt(9)
"""The least distance of a straight route from the corner of a box."""
_HALF_LOOP = pt(20)
"""Half the length of the side of a loop that is farthest from its box."""
_LANE = pt(24)
"""The distance between arrows that join the same two boxes, if there is room for it."""
_SITES: tuple[Site, ...] = ("bottom", "right", "top", "left")


class Lane(Struct, frozen=True):
    """The place of an arrow among those that join the same two boxes."""

    index: int = 0
    count: int = 1


class Route(Struct, frozen=True):
    """The corners of a route, including its ends, and the sides of the boxes where it begins and ends."""

    points: tuple[Point, ...]
    start_site: Site
    end_site: Site
    clearance: int = 0
    """Half the extent of the label or cross on the middle segment of a route that turns back."""
    chained: bool = False
    """True for a chain of straight lines."""

    @property
    def bend(self) -> int | None:
        """The position of the middle segment of three; None for routes without one."""
        if len(self.points) != 4 or self.chained:
            return None
        return self.points[1].x if _is_level(self.start_site) else self.points[1].y

    @property
    def aside(self) -> int:
        """The distance of the middle segment from half-way between the ends."""
        if self.bend is None:
            return 0
        a, b = self.points[0], self.points[-1]
        return abs(self.bend - ((a.x + b.x) // 2 if _is_level(self.start_site) else (a.y + b.y) // 2))

    @property
    def parts(self) -> list[tuple[Point, Point]]:
        """The straight segments, from start to end."""
        return list(pairwise(self.points))

    @property
    def strips(self) -> list[Rect]:
        """The rectangles of the segments, including the clearance beside them."""
        strips = [_strip(a, b) for a, b in self.parts]
        if self.clearance:
            across, down = (
                (0, self.clearance - CLEAR) if _is_level(self.middle_sites[0]) else (self.clearance - CLEAR, 0)
            )
            strips[1] = strips[1].inset(-across, -down)
        return strips

    @property
    def middle_sites(self) -> tuple[Site, Site]:
        """The sides at which the middle segment enters and leaves the shape on it."""
        first, last = self.parts[1]
        if first.x == last.x:
            return ("top", "bottom") if first.y < last.y else ("bottom", "top")
        return ("left", "right") if first.x < last.x else ("right", "left")

    @property
    def length(self) -> int:
        return sum(abs(a.x - b.x) + abs(a.y - b.y) for a, b in self.parts)

    def touches(self, obstacles: Sequence[Edges]) -> int:
        """The number of touches: an obstacle counts once for each segment that touches it."""
        return sum(sum(hits(strip, obstacles)) for strip in self.strips)

    def squeezes(self, obstacles: Sequence[Edges]) -> int:
        """The number of times that the middle segment of three runs close beside an obstacle."""
        return sum(hits(self.strips[1].inset(-_CLOSE), obstacles)) if len(self.points) == 4 else 0

    def harm(self, obstacles: Sequence[Edges]) -> int:
        """The cost of running through these obstacles: their number first, then that of the touching segments."""
        by_strip = [hits(strip, obstacles) for strip in self.strips]
        return 10 * sum(map(any, zip(*by_strip, strict=True))) + sum(map(sum, by_strip))

    def runs_along(self, others: Others) -> bool:
        """True if a segment runs along one of another route."""
        return any(any(hits(s, others.level if s.width > s.height else others.upright)) for s in self.strips)

    def meets(self, others: Others) -> int:
        """The cost of meeting other routes: to run along one costs three times as much as to cross it."""
        cost = 0
        for strip in self.strips:
            level, upright = sum(hits(strip, others.level)), sum(hits(strip, others.upright))
            cost += level + upright + 2 * (level if strip.width > strip.height else upright)
        return cost


def edges_of(rects: Iterable[Rect]) -> list[Edges]:
    """The edges of each rectangle."""
    return [(rect.x, rect.y, rect.right, rect.bottom) for rect in rects]


def hits(rect: Rect, others: Sequence[Edges]) -> list[bool]:
    """For each of the others, whether it shares any area with `rect`."""
    x, y, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    return [x < r and left < right and y < b and top < bottom for left, top, r, b in others]


class Others(Struct, frozen=True):
    """The segments of other routes, by their direction."""

    level: list[Edges]
    upright: list[Edges]


def others_of(strips: Sequence[Rect]) -> Others:
    """The segments by their direction."""
    is_level = [strip.width > strip.height for strip in strips]
    pairs = list(zip(edges_of(strips), is_level, strict=True))
    return Others([edges for edges, level in pairs if level], [edges for edges, level in pairs if not level])


def straights(start: Rect, end: Rect, lane: Lane) -> Iterator[Route]:
    """The straight routes between two boxes, the best first; none if the boxes do not face each other."""
    sites = facing(start, end)
    level = _is_level(sites[0])
    sides = [(rect.y, rect.bottom) if level else (rect.x, rect.right) for rect in (start, end)]
    low, high = max(side[0] for side in sides) + _CORNER, min(side[1] for side in sides) - _CORNER
    if low > high:
        return
    shorter, longer = sorted(sides, key=lambda side: side[1] - side[0])
    middles = [sum(side) // 2 for side in (shorter, longer)]
    if lane.count > 1:
        step = min(_LANE, (high - low) // (lane.count - 1))
        least = low + step * (lane.count - 1) // 2
        centre = min(max(middles[0], least), high - (least - low))
        places = [centre + (2 * lane.index - lane.count + 1) * step // 2]
    else:
        places = [*middles, *(low + (high - low) * share // 100 for share in (50, 30, 70, 15, 85, 0, 100))]
    for place in places:
        if low <= place <= high:
            yield _straight(start, end, sites, place)


def loop(rect: Rect, site: Site, out: int, lane: Lane) -> Route:
    """The route from a box out at its top or at its right, by `out`, and back; several are beside each other."""
    length, start = (rect.width, rect.x) if site == "top" else (rect.height, rect.y)
    half, middle = (
        min(length // (4 * lane.count), _HALF_LOOP),
        start + length * (2 * lane.index + 1) // (2 * lane.count),
    )
    if site == "top":
        corners = [(middle - half, rect.y - out), (middle + half, rect.y - out)]
        ends = [Point(x, rect.y) for x, _ in corners]
    else:
        corners = [(rect.right + out, middle - half), (rect.right + out, middle + half)]
        ends = [Point(rect.right, y) for _, y in corners]
    return Route((ends[0], *(Point(x, y) for x, y in corners), ends[1]), site, site, chained=True)


def direct(start: Rect, end: Rect) -> Route:
    """The route from the midpoint of one facing side to that of the other, with a bend half-way."""
    sites = facing(start, end)
    a, b = site_of(start, sites[0]), site_of(end, sites[1])
    if _is_level(sites[0]):
        middle = (a.x + b.x) // 2
        corners = [] if a.y == b.y else [Point(middle, a.y), Point(middle, b.y)]
    else:
        middle = (a.y + b.y) // 2
        corners = [] if a.x == b.x else [Point(a.x, middle), Point(b.x, middle)]
    return Route((a, *corners, b), *sites)


def elbows(start: Rect, end: Rect, obstacles: Sequence[Rect], clearances: tuple[int, int]) -> Iterator[Route]:
    """The routes with one or two bends that run beside one of the rectangles, or between the two boxes.

    `clearances` are half the extent of the shape on a route that turns back: for a vertical, and for a horizontal
    middle segment.
    """
    rects = [start, end, *obstacles]
    for first in _SITES:
        for last in _SITES:
            a, b = site_of(start, first), site_of(end, last)
            if first == last:
                bends = _back(a, b, first, (rects, clearances[0] if _is_level(first) else clearances[1]))
            elif _is_level(first) and _is_level(last):
                xs = {x for rect in rects for x in _beside(rect.x, rect.right)} | _between(a.x, b.x)
                bends = [(Point(x, a.y), Point(x, b.y)) for x in sorted(xs)]
            elif not _is_level(first) and not _is_level(last):
                ys = {y for rect in rects for y in _beside(rect.y, rect.bottom)} | _between(a.y, b.y)
                bends = [(Point(a.x, y), Point(b.x, y)) for y in sorted(ys)]
            else:
                corner = Point(b.x, a.y) if _is_level(first) else Point(a.x, b.y)
                bends = [(corner, corner)]
            clearance = 0 if first != last else clearances[0] if _is_level(first) else clearances[1]
            for near, far in bends:
                if _leaves(a, near, first) and _leaves(b, far, last):
                    corners = (near,) if near == far else (near, far)
                    yield Route((a, *corners, b), first, last, clearance)


def _back(a: Point, b: Point, site: Site, beside: tuple[Sequence[Rect], int]) -> list[tuple[Point, Point]]:
    """The possible bends of routes that turn back: at their clearance from a box, or beyond another such route."""
    rects, clearance = beside
    level = _is_level(site)
    sides = {side for rect in rects for side in ((rect.x, rect.right) if level else (rect.y, rect.bottom))}
    places = sorted({side + sign * clearance * times for side in sides for sign in (-1, 1) for times in (1, 3)})
    return [(Point(p, a.y), Point(p, b.y)) if level else (Point(a.x, p), Point(b.x, p)) for p in places]


def facing(start: Rect, end: Rect) -> tuple[Site, Site]:
    """The sides of two boxes that face each other."""
    if start.bottom <= end.y:
        return "bottom", "top"
    if end.bottom <= start.y:
        return "top", "bottom"
    return ("right", "left") if start.right <= end.x else ("left", "right")


def site_of(rect: Rect, site: Site) -> Point:
    """The midpoint of a side."""
    across, down = OUT[site]
    return Point(
        rect.centre.x if not across else (rect.right if across > 0 else rect.x),
        rect.centre.y if not down else (rect.bottom if down > 0 else rect.y),
    )


def offset_of(point: Point, rect: Rect, site: Site) -> int | None:
    """The offset of a point along its side, from the left or the top; None for the midpoint."""
    if point == site_of(rect, site):
        return None
    return point.y - rect.y if _is_level(site) else point.x - rect.x


def _straight(start: Rect, end: Rect, sites: tuple[Site, Site], place: int) -> Route:
    a, b = site_of(start, sites[0]), site_of(end, sites[1])
    if _is_level(sites[0]):
        return Route((Point(a.x, place), Point(b.x, place)), *sites)
    return Route((Point(place, a.y), Point(place, b.y)), *sites)


def _beside(low: int, high: int) -> tuple[int, ...]:
    return low - pt(4), high + pt(4), low - pt(9), high + pt(9)


def _between(first: int, last: int) -> set[int]:
    return {first + (last - first) * share // 12 for share in (2, 4, 6, 8, 10)}


def _leaves(point: Point, corner: Point, site: Site) -> bool:
    """True if the route to the corner leaves the box at this side."""
    across, down = OUT[site]
    return (corner.x - point.x) * across + (corner.y - point.y) * down >= _STUB


def _is_level(site: Site) -> bool:
    return site in ("left", "right")


def _strip(a: Point, b: Point) -> Rect:
    left, top = min(a.x, b.x) - CLEAR, min(a.y, b.y) - CLEAR
    return Rect(left, top, abs(a.x - b.x) + 2 * CLEAR, abs(a.y - b.y) + 2 * CLEAR)


_BEND = pt(60)
"""One bend costs as much as this length."""
_CROSSING = pt(400)
"""Meeting another arrow costs as much as this length."""
_TIGHT = pt(20)
"""Running close beside something costs as much as this length."""
_TOUCH = 10 * _CROSSING
"""Running through a box or a text costs as much as this length."""
_ENDLESS = 1 << 62
_FAN = pt(14)
"""Arrows that touch a side nearer to each other than this are spread along it."""
_PATIENCE = 30_000
"""The places that are looked at for all ways round in a figure: about ten times as many as usual figures need."""
_ROUNDS = 2
"""The number of passes over all routes: in the second pass, each takes all the others into account."""


class Edge(Struct, frozen=True):
    """An arrow to be routed: the two boxes, the obstacles, a number for each end, and the line that it is from.

    Edges of one line, such as those of `each`, may overlap. `clearances` are half the extent of the shape on the
    arrow if it turns back: for a vertical, and for a horizontal middle segment. `frames` are around the ends.
    """

    start: Rect
    end: Rect
    obstacles: Sequence[Rect]
    ends: tuple[int, int]
    line: int
    clearances: tuple[int, int]
    frames: Sequence[Rect] = ()
    both: bool = False
    """True if the arrow has a head at both ends."""

    @property
    def borders(self) -> list[Edges]:
        """The sides of the frames, which the route may cross but hardly run along."""
        return _sides(self.frames)

    @property
    def sides(self) -> list[Edges]:
        """The sides of both boxes, which the route must not run along."""
        return _sides([self.start, self.end])

    @property
    def rects(self) -> list[Rect]:
        """Everything that the route must not run through, a little of both boxes excepted."""
        return [*self.obstacles, *(rect.inset(2 * CLEAR) for rect in (self.start, self.end))]


def _sides(rects: Sequence[Rect]) -> list[Edges]:
    edges = edges_of(rects)
    level = [(x, y, right, y) for x, top, right, low in edges for y in (top, low)]
    return level + [(x, top, x, low) for left, top, right, low in edges for x in (left, right)]


class _Turn(Struct, frozen=True):
    """A route that leaves a box and comes to another at sides that look the same way, with its edge."""

    edge: Edge
    route: Route

    @property
    def out(self) -> int:
        """How far out its middle segment is, in the direction in which the sides look."""
        return self._out(self.route.points[1])

    @property
    def half(self) -> int:
        """Half the extent of what is on its middle segment."""
        return self.edge.clearances[0 if _is_level(self.route.start_site) else 1]

    @property
    def span(self) -> tuple[int, int]:
        """Where its middle segment begins and ends."""
        (a, b) = self.route.parts[1]
        return (min(a.y, b.y), max(a.y, b.y)) if _is_level(self.route.start_site) else (min(a.x, b.x), max(a.x, b.x))

    @property
    def boxes(self) -> Iterator[tuple[int, int, int]]:
        """Where each box beside its way begins and ends, and how far out it is."""
        level = _is_level(self.route.start_site)
        for rect in (self.edge.start, self.edge.end, *self.edge.obstacles):
            ends = (rect.y, rect.bottom) if level else (rect.x, rect.right)
            yield *ends, self._out(site_of(rect, self.route.start_site))

    def reaches(self, low: int, high: int) -> bool:
        """True if its middle segment passes something between these places."""
        first, last = self.span
        return first < high and low < last

    def is_with(self, other: _Turn) -> bool:
        """True for arrows of one line that begin or end at one box."""
        return _are_together(self.edge, other.edge)

    def moved(self, out: int) -> _Turn:
        """The same way with its middle segment this far out."""
        first, a, b, last = self.route.points
        across, down = OUT[self.route.start_site]
        a, b = (Point(across * out, p.y) if across else Point(p.x, down * out) for p in (a, b))
        return replace(self, route=replace(self.route, points=(first, a, b, last), clearance=self.half))

    def is_free(self, area: Rect) -> bool:
        """True if it is within the area and touches no box, with what is on it."""
        strip = self.route.strips[1]
        return area.contains(strip) and not self.route.touches(edges_of(self.edge.rects))

    def _out(self, point: Point) -> int:
        across, down = OUT[self.route.start_site]
        return point.x * across + point.y * down


def _is_turn(route: Route, site: Site) -> bool:
    return route.start_site == route.end_site == site and len(route.points) == 4


Slots = dict[tuple[int, bool], Gate]
"""Where edges have to begin (False) or end (True), by the numbers of the edges."""


def routed(edges: Sequence[Edge], area: Rect) -> list[Route]:
    """The best route for each of the edges, found together in `area`."""
    return _Routing(edges, area).routes()


class _Routing:
    """The routes of all arrows of a figure, which keep apart."""

    def __init__(self, edges: Sequence[Edge], area: Rect) -> None:
        self._edges, self._area = edges, area
        self._lanes = _lanes(edges)
        self._found: dict[int, Route] = {}

    def routes(self) -> list[Route]:
        for _ in range(_ROUNDS if len(self._edges) > 1 else 1):
            for index, edge in enumerate(self._edges):
                self._found[index] = _simple(edge, self._area, self._in_the_way(index), self._lanes[index])
        for index, route in self._found.items():
            if self._is_wrong(index, route):
                self._found[index] = self._through(index, {}) or route
        slots = self._slots()
        # Of arrows of one line, the longest ones come first, and the others join them.
        self._settle(sorted({index for index, _ in slots}, key=self._rank), slots)
        for site in _SITES:
            self._found |= self._apart(site)
        return [self._found[index] for index in range(len(self._edges))]

    def _apart(self, site: Site) -> dict[int, Route]:
        """The routes that turn back at these sides of boxes, each beyond those inside it with room for what is on
        both; all but one if there is no such room for all, and none if the simple ones are enough.
        """
        turned = {
            index: _Turn(self._edges[index], route) for index, route in self._found.items() if _is_turn(route, site)
        }
        if not any(turn.route.chained for turn in turned.values()):
            return {}
        in_order = dict(sorted(turned.items(), key=lambda each: each[1].out))
        ways = (self._moved(in_order, kept) for kept in (None, *in_order))
        return next(filter(None, ways), {})

    def _moved(self, turned: Mapping[int, _Turn], kept: int | None) -> dict[int, Route]:
        """These routes, from the innermost, with their room, except for one that stays; none if some have no room."""
        rest = [route for index, route in self._found.items() if index not in turned]
        others = others_of([strip for route in rest for strip in route.strips])
        moved: dict[int, _Turn] = {}
        for index, turn in turned.items():
            inside = [out for low, high, out in turn.boxes if turn.reaches(low, high) and out <= turn.out]
            before = [each for each in moved.values() if turn.reaches(*each.span)]
            inside += [each.out + (each.route.clearance or CLEAR) for each in before if not turn.is_with(each)]
            together = [each.out for each in moved.values() if turn.is_with(each)]
            moved[index] = turn if index == kept else turn.moved(max([max(inside) + turn.half, *together]))
            if index == kept:
                has_room = turn.out - CLEAR >= max(inside)
            else:
                is_met = moved[index].route.meets(others) > turn.route.meets(others)
                has_room = moved[index].is_free(self._area) and not is_met
            if not has_room:
                return {}
        return {index: turn.route for index, turn in moved.items()}

    def _settle(self, spread: list[int], slots: Slots) -> None:
        """Route the edges `spread` through their slots, in two orders unless they keep apart in the first: then the
        last one that is in the way of others comes first. Of the two, that in which they meet least is kept.
        """
        before, found = self._found, []
        for _ in range(_ROUNDS):
            self._found = {index: route for index, route in before.items() if index not in spread}
            for index in spread:
                self._found[index] = self._through(index, slots) or before[index]
            met = {index: self._found[index].meets(self._in_the_way(index)) for index in spread}
            shared = [index for index in spread if self._found[index].runs_along(self._in_the_way(index))]
            found.append((len(shared), sum(met.values()), self._found))
            last = next(iter([*shared[::-1], *(index for index in spread[::-1] if met[index])]), None)
            if last is None:
                break
            spread = [last, *(index for index in spread if index != last)]
        *_, self._found = min(found, key=itemgetter(0, 1))

    def _rank(self, index: int) -> tuple[int, int, int]:
        edge = self._edges[index]
        one, other = edge.start.centre, edge.end.centre
        return edge.line, -abs(one.x - other.x) - abs(one.y - other.y), index

    def _in_the_way(self, index: int) -> Others:
        """The lines of other arrows, wide enough that this one does not run close beside them."""
        return others_of([strip.inset(-_CLOSE) for route in self._others(index) for strip in route.strips])

    def _is_wrong(self, index: int, route: Route) -> bool:
        """True if a simple route is not enough: it runs through something, or along another arrow."""
        if route.touches(edges_of(self._edges[index].rects)):
            return True
        return self._lanes[index].count == 1 and route.runs_along(self._in_the_way(index))

    def _others(self, index: int) -> list[Route]:
        """The routes found so far that this edge must not run along."""
        edge = self._edges[index]
        return [
            route
            for other, route in self._found.items()
            if other != index and not _are_together(edge, self._edges[other])
        ]

    def _through(self, index: int, slots: Slots) -> Route | None:
        """The best route on any way round, through the slots of the edge; None if there is none."""
        edge = self._edges[index]
        gates = [
            [slots[index, is_end]] if (index, is_end) in slots else gates_of(rect, other)
            for is_end, rect, other in ((False, edge.start, edge.end), (True, edge.end, edge.start))
        ]
        gates[0] = [replace(gate, has_head=edge.both) for gate in gates[0]]
        for gate, number in ((slots.get((index, False)), 1), (slots.get((index, True)), 0)):
            if gate is not None and (index, number == 1) not in slots:
                gates[number] += _opposite(gate, (edge.start, edge.end)[number])
        others = self._others(index)
        lines = [_line(a, b) for route in others for a, b in route.parts]
        shared = [
            _line(a, b)
            for other, route in self._found.items()
            if other != index and all(route is not each for each in others)
            for a, b in route.parts
        ]
        # An arrow runs along another one, rather than through a box.
        for avoided in (lines, []):
            terrain = Terrain(self._area, edges_of(edge.rects), avoided, edge.borders, edge.sides, shared, CLEAR)
            found = best_way(gates[0], gates[1], terrain, _PATIENCE // len(self._edges))
            if found is not None:
                points, start, end = found
                return Route(points, start.site, end.site, chained=len(points) > 2)
        return None

    def _slots(self) -> Slots:
        """Even places at the sides where arrows would begin or end on top of each other."""
        touching: dict[tuple[int, Site], list[tuple[int, bool]]] = {}
        bundled = self._bundled()
        for index, route in self._found.items():
            for is_end, site in ((False, route.start_site), (True, route.end_site)):
                box = self._edges[index].ends[is_end]
                touching.setdefault((box, bundled.get((index, is_end), site)), []).append((index, is_end))
        slots: Slots = {}
        for (_, site), ends in touching.items():
            if any(end in bundled for end in ends) or self._is_crowded(ends, site):
                slots |= self._spread(ends, site)
            else:
                slots |= self._in_order(ends, site)
        return slots

    def _bundled(self) -> dict[tuple[int, bool], Site]:
        """The sides at which arrows of one line that begin or end at one box come together: those that they face.

        Those that are all straight, or come together already, stay so; those of boxes all around come from all sides.
        """
        together: dict[tuple[int, int, bool], list[int]] = {}
        for index, edge in enumerate(self._edges):
            for is_end in (False, True):
                together.setdefault((edge.line, edge.ends[is_end], is_end), []).append(index)
        bundled: dict[tuple[int, bool], Site] = {}
        for (_, _, is_end), indexes in together.items():
            ends = [(index, is_end) for index in indexes]
            sites = {facing(self._edges[index].start, self._edges[index].end)[is_end] for index in indexes}
            are_straight = all(len(self._found[index].points) == 2 for index in indexes)
            if len(sites) == 1 < len({self._point(end) for end in ends}) and not are_straight:
                bundled |= dict.fromkeys(ends, *sites)
        return bundled

    def _is_crowded(self, ends: Sequence[tuple[int, bool]], site: Site) -> bool:
        """True if arrows of different lines touch a side at almost the same point, or come there by ways round."""
        if len({self._edges[index].line for index, _ in ends}) < 2:
            return False
        if any(self._found[index].chained for index, _ in ends):
            return True
        level = _is_level(site)
        places = sorted((self._point(end).y if level else self._point(end).x, end[0]) for end in ends)
        return any(
            abs(other - place) < _FAN and not _are_together(self._edges[one], self._edges[two])
            for (place, one), (other, two) in pairwise(places)
        )

    def _point(self, end: tuple[int, bool]) -> Point:
        return self._found[end[0]].points[-1 if end[1] else 0]

    def _in_order(self, ends: Sequence[tuple[int, bool]], site: Site) -> Slots:
        """Places beside the straight arrows at a side for those with bends, if these cross them for nothing."""
        index, is_end = ends[0]
        rect = self._edges[index].end if is_end else self._edges[index].start
        length, first = (rect.height, rect.y) if _is_level(site) else (rect.width, rect.x)
        in_order = sorted(ends, key=lambda end: self._aim(end, site))
        places = [self._point(end).y if _is_level(site) else self._point(end).x for end in in_order]
        if places == sorted(places):
            return {}
        slots: Slots = {}
        low, waiting = first, list[tuple[int, bool]]()
        for end, place in [*zip(in_order, places, strict=True), (None, first + length)]:
            if end is not None and len(self._found[end[0]].points) > 2:
                waiting.append(end)
                continue
            if place - low < _FAN * (len(waiting) + 1):
                return {}
            between = _places(low, place - low, len(waiting), None)
            slots |= {each: _gate(rect, site, at) for each, at in zip(waiting, between, strict=True)}
            low, waiting = place, []
        return slots

    def _aim(self, end: tuple[int, bool], site: Site) -> tuple[bool, int, int, int]:
        """What the places of arrows at a side are in the order of: where the boxes at their other ends are."""
        edge, route = self._edges[end[0]], self._found[end[0]]
        own, other = (edge.end, edge.start) if end[1] else (edge.start, edge.end)
        here, there = own.centre, other.centre
        at, middle, far = (there.y, here.y, there.x) if _is_level(site) else (there.x, here.x, there.y)
        # Of ways that turn back, those to nearer boxes are inside the others, and the first of several to one.
        if route.start_site == route.end_site:
            return at > middle, -at, far, -end[0] if at > middle else end[0]
        # Of two ways round a corner, the one that begins nearer to the corner ends nearer to it.
        is_turned = not _is_level(site) and {route.start_site, route.end_site} in (
            {"right", "top"},
            {"left", "bottom"},
        )
        return at > middle, at, far, -end[0] if is_turned else end[0]

    def _spread(self, ends: Sequence[tuple[int, bool]], site: Site) -> Slots:
        """Places at equal distances, in the order of the boxes at the other ends; arrows of one line share one."""
        level = _is_level(site)
        index, is_end = ends[0]
        rect = self._edges[index].end if is_end else self._edges[index].start
        lines: dict[int, list[tuple[int, bool]]] = {}
        for end in sorted(ends, key=lambda end: self._aim(end, site)):
            lines.setdefault(self._edges[end[0]].line, []).append(end)
        groups = list(lines.values())
        # A route that turns back with a label on it stays in the middle; LibreOffice draws it wrongly elsewhere.
        fixed = [number for number, group in enumerate(groups) if any(self._found[end].clearance for end, _ in group)]
        length, first = (rect.height, rect.y) if level else (rect.width, rect.x)
        places = _places(first, length, len(groups), fixed[0] if len(fixed) == 1 else None)
        slots: Slots = {}
        for number, (group, at) in enumerate(zip(groups, places, strict=True)):
            if fixed != [number]:
                slots |= dict.fromkeys(group, _gate(rect, site, at))
        return slots


def _places(first: int, length: int, count: int, middle: int | None) -> list[int]:
    """Even places along a side; the one with the number `middle` is half-way, and the others on both sides of it."""
    if middle is None:
        return [first + length * number // (count + 1) for number in range(1, count + 1)]
    half, after = length // 2, count - middle - 1
    before = [first + half * number // (middle + 1) for number in range(1, middle + 1)]
    return [*before, first + half, *(first + half + half * number // (after + 1) for number in range(1, after + 1))]


def _are_together(edge: Edge, other: Edge) -> bool:
    """True for arrows of one line that begin or end at one box."""
    return edge.line == other.line and (edge.ends[0] == other.ends[0] or edge.ends[1] == other.ends[1])


def gates_of(rect: Rect, other: Rect) -> list[Gate]:
    """The points of all sides where an arrow to `other` can begin: the middle, straight across, and others."""
    gates = []
    for site in _SITES:
        level = _is_level(site)
        low, high = (rect.y, rect.bottom) if level else (rect.x, rect.right)
        aim = other.centre.y if level else other.centre.x
        places = [low + (high - low) * share // 100 for share in (50, 25, 75, 12, 88)]
        for at in dict.fromkeys([*places, *([aim] if low + _CORNER <= aim <= high - _CORNER else [])]):
            gates.append(_gate(rect, site, at))
    return gates


def _gate(rect: Rect, site: Site, at: int) -> Gate:
    middle = site_of(rect, site)
    point = Point(middle.x, at) if _is_level(site) else Point(at, middle.y)
    return Gate(point, site, point == middle)


def _opposite(gate: Gate, rect: Rect) -> list[Gate]:
    """The point straight across from a gate at the facing side of a box, if there is one."""
    sites: dict[Site, Site] = {"top": "bottom", "bottom": "top", "left": "right", "right": "left"}
    level = _is_level(gate.site)
    at, low, high = (gate.point.y, rect.y, rect.bottom) if level else (gate.point.x, rect.x, rect.right)
    return [_gate(rect, sites[gate.site], at)] if low + _CORNER <= at <= high - _CORNER else []


def _line(a: Point, b: Point) -> Edges:
    return min(a.x, b.x), min(a.y, b.y), max(a.x, b.x), max(a.y, b.y)


def _simple(edge: Edge, area: Rect, others: Others, lane: Lane) -> Route:
    """The best route for an edge that is straight or has one or two bends."""
    rects = edge.rects
    obstacles = edges_of(rects)
    simple = [*straights(edge.start, edge.end, lane)] or [direct(edge.start, edge.end)]
    for route in simple:
        if not (route.touches(obstacles) or route.meets(others) or route.squeezes(obstacles)):
            return route
    bent = elbows(edge.start, edge.end, rects, edge.clearances)
    best, least = simple[0], _ENDLESS
    for route in (*simple, *(route for route in bent if all(_inside(p, area) for p in route.points))):
        cost = route.length + route.aside + _BEND * len(route.points)
        # Most routes are longer than the best one so far, and what they touch need not be counted.
        cost += _TOUCH * route.harm(obstacles) if cost < least else 0
        cost += _CROSSING * route.meets(others) if cost < least else 0
        cost += _TIGHT * route.squeezes(obstacles) if cost < least else 0
        if cost < least:
            best, least = route, cost
    return best


def _lanes(edges: Sequence[Edge]) -> list[Lane]:
    """The place of each edge among those that join the same two boxes."""
    pairs = [frozenset(edge.ends) for edge in edges]
    counts, met = Counter(pairs), Counter[frozenset[int]]()
    lanes = []
    for pair in pairs:
        lanes.append(Lane(met[pair], counts[pair]))
        met[pair] += 1
    return lanes


def _inside(point: Point, area: Rect) -> bool:
    return area.x <= point.x <= area.right and area.y <= point.y <= area.bottom
