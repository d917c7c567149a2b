"""Which way each arrow of a figure takes: straight where it can, else round what is in between.

Of all ways the shortest with the fewest bends is taken among those that touch nothing; where every way touches
something, the one that touches least. Arrows that begin or end together may share a part of their ways.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from deckgen.geometry import Point, Rect, pt
from deckgen.layout.figure.ways import CLEAR, Lane, Route, direct, elbows, straights

_BEND = pt(60)
"""The length that one bend less is worth."""
_CROSSING = pt(400)
"""The length that it is worth not to meet another arrow."""
_TOUCH = 10 * _CROSSING
"""The length that it is worth not to run through a box or a text."""
_ROUNDS = 2
"""How often all ways are looked for: in the second round each knows those of all the others."""


class Trip(Struct, frozen=True):
    """An arrow that needs a way: the two boxes, what it is to go round, a number for each end, and its colour.

    Trips that begin or end at the same number, in the same colour, may lie on each other. `girths` are half of what
    stands on the arrow if it turns back, where that runs down and where it runs across.
    """

    start: Rect
    end: Rect
    obstacles: Sequence[Rect]
    ends: tuple[int, int]
    colour: str | None
    girths: tuple[int, int]

    def shares_an_end(self, other: Trip) -> bool:
        return self.colour == other.colour and (self.ends[0] == other.ends[0] or self.ends[1] == other.ends[1])


def routes(trips: Sequence[Trip], area: Rect) -> list[Route]:
    """The best way for each of the trips, all of them together in `area`."""
    lanes = [_lane(trips, index) for index in range(len(trips))]
    found: list[Route | None] = [None] * len(trips)
    for _ in range(_ROUNDS if len(trips) > 1 else 1):
        for index, trip in enumerate(trips):
            ways = [
                strip
                for other, way in zip(trips, found, strict=True)
                if way and other is not trip and not trip.shares_an_end(other)
                for strip in way.strips
            ]
            found[index] = route(trip, area, ways, lanes[index])
    return [way for way in found if way]


def route(trip: Trip, area: Rect, ways: Sequence[Rect], lane: Lane) -> Route:
    """The best way for a trip within `area`, rather not along other `ways`."""
    start, end = trip.start, trip.end
    obstacles = [*trip.obstacles, *(rect.inset(2 * CLEAR) for rect in (start, end))]
    simple = [*straights(start, end, lane)] or [direct(start, end)]
    for way in simple:
        if not way.touches([*obstacles, *ways]):
            return way

    def cost(way: Route) -> int:
        meets = way.touches(ways) + 2 * way.runs_along(ways)
        shape = way.length + way.aside + _BEND * len(way.points)
        return shape + _TOUCH * way.harm(obstacles) + _CROSSING * meets

    bent = elbows(start, end, obstacles, trip.girths)
    return min([*simple, *(way for way in bent if all(_inside(p, area) for p in way.points))], key=cost)


def _lane(trips: Sequence[Trip], index: int) -> Lane:
    """The place of a trip among those that join the same two boxes."""
    same = [number for number, trip in enumerate(trips) if set(trip.ends) == set(trips[index].ends)]
    return Lane(same.index(index), len(same))


def _inside(point: Point, area: Rect) -> bool:
    return area.x <= point.x <= area.right and area.y <= point.y <= area.bottom
