"""Routing of arrows between two boxes: straight, or with one or two bends.

A straight arrow ends anywhere on the sides that face each other; one with bends ends at the midpoints of sides,
because LibreOffice draws it wrongly anywhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from deckgen.geometry import Point, Rect, pt
from deckgen.scene.items import Site

_STUB = pt(7)
"""The least length of the first and the last segment of a route."""
CLEAR = pt(2)
"""The least distance of a route from anything beside it."""
_CORNER = pt(9)
"""The least distance of a straight route from the corner of a box."""
_LANE = pt(24)
"""The distance between arrows that join the same two boxes, if there is room for it."""
_SITES: tuple[Site, ...] = ("bottom", "right", "top", "left")
_OUT: dict[Site, tuple[int, int]] = {"top": (0, -1), "left": (-1, 0), "bottom": (0, 1), "right": (1, 0)}


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

    @property
    def bend(self) -> int | None:
        """The position of the middle segment of three; None for routes without one."""
        if len(self.points) != 4:
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

    def harm(self, obstacles: Sequence[Edges]) -> int:
        """The cost of running through these obstacles: their number first, then that of the touching segments."""
        by_strip = [hits(strip, obstacles) for strip in self.strips]
        return 10 * sum(map(any, zip(*by_strip, strict=True))) + sum(map(sum, by_strip))

    def meets(self, others: Others) -> int:
        """The cost of meeting other routes: to run along one costs three times as much as to cross it."""
        cost = 0
        for strip in self.strips:
            level, upright = sum(hits(strip, others.level)), sum(hits(strip, others.upright))
            cost += level + upright + 2 * (level if strip.width > strip.height else upright)
        return cost


Edges = tuple[int, int, int, int]
"""Left, top, right and bottom of a rectangle, which is much faster to compare in large numbers."""


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
    across, down = _OUT[site]
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
    across, down = _OUT[site]
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
_TOUCH = 10 * _CROSSING
"""Running through a box or a text costs as much as this length."""
_ENDLESS = 1 << 62
_ROUNDS = 2
"""The number of passes over all routes: in the second pass, each takes all the others into account."""


class Edge(Struct, frozen=True):
    """An arrow to be routed: the two boxes, the obstacles, a number for each end, and its colour.

    Edges that begin or end at the same number, in the same colour, may overlap. `clearances` are half the extent of
    the shape on the arrow if it turns back: for a vertical, and for a horizontal middle segment.
    """

    start: Rect
    end: Rect
    obstacles: Sequence[Rect]
    ends: tuple[int, int]
    colour: str | None
    clearances: tuple[int, int]

    def shares_an_end(self, other: Edge) -> bool:
        return self.colour == other.colour and (self.ends[0] == other.ends[0] or self.ends[1] == other.ends[1])


def routed(edges: Sequence[Edge], area: Rect) -> list[Route]:
    """The best route for each of the edges, found together in `area`."""
    lanes = _lanes(edges)
    found: list[Route | None] = [None] * len(edges)
    strips: list[list[Rect]] = [[] for _ in edges]
    for _ in range(_ROUNDS if len(edges) > 1 else 1):
        for index, edge in enumerate(edges):
            others = [
                strip
                for other, theirs in zip(edges, strips, strict=True)
                if theirs and other is not edge and not edge.shares_an_end(other)
                for strip in theirs
            ]
            found[index] = route = _best(edge, area, others_of(others), lanes[index])
            strips[index] = route.strips
    return [route for route in found if route]


def _best(edge: Edge, area: Rect, others: Others, lane: Lane) -> Route:
    """The best route for an edge within `area`, preferably not along the segments of `others`."""
    start, end = edge.start, edge.end
    rects = [*edge.obstacles, *(rect.inset(2 * CLEAR) for rect in (start, end))]
    obstacles = edges_of(rects)
    simple = [*straights(start, end, lane)] or [direct(start, end)]
    for route in simple:
        if not route.touches(obstacles) and not route.meets(others):
            return route
    bent = elbows(start, end, rects, edge.clearances)
    best, least = simple[0], _ENDLESS
    for route in (*simple, *(route for route in bent if all(_inside(p, area) for p in route.points))):
        cost = route.length + route.aside + _BEND * len(route.points)
        # Most routes are longer than the best one so far, and what they touch need not be counted.
        cost += _TOUCH * route.harm(obstacles) if cost < least else 0
        cost += _CROSSING * route.meets(others) if cost < least else 0
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
