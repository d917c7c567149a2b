"""The way of an arrow between two boxes: straight or with up to two bends, round what is in between.

Arrows end in the middle of sides, where PowerPoint can glue them. Of all ways the shortest with the fewest bends
is taken among those that touch nothing; where every way touches something, the one that touches least.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from deckgen.geometry import Point, Rect, pt
from deckgen.scene.items import Site

_STUB = pt(7)
"""The least length of the first and the last part of a way."""
_CLEAR = pt(2)
"""How near a way may come to what is beside it."""
_BEND = pt(60)
"""The length that one bend less is worth."""
_CROSSING = pt(400)
"""The length that it is worth not to meet another arrow."""
_TOUCH = 10 * _CROSSING
"""The length that it is worth not to run through a box or a text."""
_SITES: tuple[Site, ...] = ("bottom", "right", "top", "left")
_OUT: dict[Site, tuple[int, int]] = {"top": (0, -1), "left": (-1, 0), "bottom": (0, 1), "right": (1, 0)}


@dataclass(frozen=True, slots=True)
class Route:
    """The corners of a way, its ends included, and the sides of the boxes where it begins and ends."""

    points: tuple[Point, ...]
    start_site: Site
    end_site: Site

    @property
    def bend(self) -> int | None:
        """Where the middle one of three parts lies; None for ways without one."""
        if len(self.points) != 4:
            return None
        return self.points[1].x if _is_level(self.start_site) else self.points[1].y

    @property
    def parts(self) -> list[tuple[Point, Point]]:
        """The straight parts, from start to end."""
        return list(pairwise(self.points))

    @property
    def strips(self) -> list[Rect]:
        """The room that the parts take, with what must stay clear beside them."""
        return [_strip(a, b) for a, b in self.parts]

    @property
    def length(self) -> int:
        return sum(abs(a.x - b.x) + abs(a.y - b.y) for a, b in self.parts)

    def touches(self, obstacles: Sequence[Rect]) -> int:
        """How many obstacles the way touches, those that several of its parts touch counted for each."""
        return sum(strip.overlaps(obstacle) for strip in self.strips for obstacle in obstacles)

    def harm(self, obstacles: Sequence[Rect]) -> int:
        """How bad it is to run through these: the number of obstacles counts first, then that of the parts."""
        touched = [obstacle for obstacle in obstacles if any(strip.overlaps(obstacle) for strip in self.strips)]
        return 10 * len(touched) + self.touches(touched)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a way may run: within `area`, round the obstacles, and rather not along other ways."""

    area: Rect
    obstacles: Sequence[Rect]
    ways: Sequence[Rect]


def route(start: Rect, end: Rect, surroundings: Surroundings) -> Route:
    """The best way from one box to the other."""
    direct = _direct(start, end)
    ends = [rect.inset(2 * _CLEAR) for rect in (start, end)]
    obstacles, crossed = [*surroundings.obstacles, *ends], surroundings.ways
    if not direct.touches([*obstacles, *crossed]):
        return direct

    def cost(way: Route) -> int:
        bends = _BEND * len(way.points)
        return way.length + bends + _TOUCH * way.harm(obstacles) + _CROSSING * way.touches(crossed)

    ways = _ways(start, end, obstacles)
    return min([direct, *(way for way in ways if all(_inside(p, surroundings.area) for p in way.points))], key=cost)


def _direct(start: Rect, end: Rect) -> Route:
    """From the facing side of one box to the facing side of the other."""
    if start.bottom <= end.y:
        sites: tuple[Site, Site] = ("bottom", "top")
    elif end.bottom <= start.y:
        sites = ("top", "bottom")
    else:
        sites = ("right", "left") if start.right <= end.x else ("left", "right")
    a, b = site_of(start, sites[0]), site_of(end, sites[1])
    if _is_level(sites[0]):
        middle = (a.x + b.x) // 2
        corners = [] if a.y == b.y else [Point(middle, a.y), Point(middle, b.y)]
    else:
        middle = (a.y + b.y) // 2
        corners = [] if a.x == b.x else [Point(a.x, middle), Point(b.x, middle)]
    return Route((a, *corners, b), *sites)


def _ways(start: Rect, end: Rect, obstacles: Sequence[Rect]) -> Iterator[Route]:
    rects = [start, end, *obstacles]
    xs = sorted(
        {x for rect in rects for x in (rect.x - pt(4), rect.right + pt(4), rect.x - pt(9), rect.right + pt(9))}
    )
    ys = sorted({y for rect in rects for y in (rect.y - pt(4), rect.bottom + pt(4))})
    for first in _SITES:
        for last in _SITES:
            a, b = site_of(start, first), site_of(end, last)
            if _is_level(first) and _is_level(last):
                bends = [((Point(x, a.y), Point(x, b.y))) for x in xs]
            elif not _is_level(first) and not _is_level(last):
                bends = [((Point(a.x, y), Point(b.x, y))) for y in ys]
            else:
                corner = Point(b.x, a.y) if _is_level(first) else Point(a.x, b.y)
                bends = [(corner, corner)]
            for near, far in bends:
                if _leaves(a, near, first) and _leaves(b, far, last):
                    corners = (near,) if near == far else (near, far)
                    yield Route((a, *corners, b), first, last)


def _leaves(point: Point, corner: Point, site: Site) -> bool:
    """Whether the way to the corner leaves the box at this side."""
    across, down = _OUT[site]
    return (corner.x - point.x) * across + (corner.y - point.y) * down >= _STUB


def site_of(rect: Rect, site: Site) -> Point:
    """The middle of a side."""
    across, down = _OUT[site]
    return Point(
        rect.centre.x if not across else (rect.right if across > 0 else rect.x),
        rect.centre.y if not down else (rect.bottom if down > 0 else rect.y),
    )


def _is_level(site: Site) -> bool:
    return site in ("left", "right")


def _strip(a: Point, b: Point) -> Rect:
    left, top = min(a.x, b.x) - _CLEAR, min(a.y, b.y) - _CLEAR
    return Rect(left, top, abs(a.x - b.x) + 2 * _CLEAR, abs(a.y - b.y) + 2 * _CLEAR)


def _inside(point: Point, area: Rect) -> bool:
    return area.x <= point.x <= area.right and area.y <= point.y <= area.bottom
