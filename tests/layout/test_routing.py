"""Routes of arrows: straight where two boxes face each other, apart from each other, and round what is between."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappush
from itertools import count, product
from typing import Any

import pytest
from msgspec.structs import replace

from deckgen.geometry import Point, Rect, pt
from deckgen.layout.figure import orthogonal
from deckgen.layout.figure.routing import Edge, Route, routed
from deckgen.scene.items import Site

AREA = Rect(0, 0, pt(900), pt(400))


def box(x: int, y: int, width: int = 100, height: int = 60) -> Rect:
    return Rect(pt(x), pt(y), pt(width), pt(height))


LINES = count()


def edge(start: Rect, end: Rect, *obstacles: Rect, line: int | None = None) -> Edge:
    """An arrow of a line of its own, unless another is given."""
    own = next(LINES) if line is None else line
    return Edge(start, end, obstacles, (start.x + start.y, end.x + end.y), own, (pt(9), pt(9)))


def corners(route: Route) -> list[tuple[float, float]]:
    return [(point.x / pt(1), point.y / pt(1)) for point in route.points]


def test_an_arrow_to_a_lower_neighbour_is_straight_at_the_height_of_the_lower_one() -> None:
    (route,) = routed([edge(box(0, 0, height=200), box(200, 120))], AREA)
    assert corners(route) == [(100, 150), (200, 150)]


def test_boxes_that_face_each_other_with_their_corners_only_get_an_elbow() -> None:
    (route,) = routed([edge(box(0, 0), box(200, 50))], AREA)
    assert corners(route) == [(100, 30), (150, 30), (150, 80), (200, 80)]


def test_there_and_back_are_two_lines_with_the_middle_between_them() -> None:
    left, right = box(0, 0), box(200, 0)
    there, back = routed([edge(left, right), edge(right, left)], AREA)
    assert corners(there) == [(100, 18), (200, 18)]
    assert corners(back) == [(200, 42), (100, 42)]


def test_an_arrow_past_a_box_turns_back_beside_it() -> None:
    first, between, last = box(0, 0), box(200, 0), box(400, 0)
    (route,) = routed([edge(last, first, between)], AREA)
    assert corners(route) == [(450, 60), (450, 69), (50, 69), (50, 60)]


def pairs(one: Route, other: Route) -> Iterator[tuple[Rect, Rect]]:
    """The segments of both routes, each with each."""
    return product(one.strips, other.strips)


def test_arrows_that_cross_do_not_run_along_each_other() -> None:
    boxes = [box(0, 0), box(0, 200), box(300, 0), box(300, 200)]
    down, up = routed(
        [edge(boxes[0], boxes[3], *boxes[1:3]), edge(boxes[1], boxes[2], boxes[0], boxes[3])],
        AREA,
    )
    assert down.bend != up.bend
    along = [
        (one.width > one.height) == (two.width > two.height) for one, two in pairs(down, up) if one.overlaps(two)
    ]
    assert not any(along)


def test_arrows_of_one_line_share_their_beginning() -> None:
    start, left, right = box(150, 0), box(0, 200), box(300, 200)
    first, second = routed([edge(start, left, line=-1), edge(start, right, line=-1)], AREA)
    assert corners(first)[:2] == corners(second)[:2] == [(200, 60), (200, 130)]


def test_an_arrow_without_a_simple_way_is_a_chain_round_everything() -> None:
    """The way out of a yard with one exit, at the left, to a box beyond its right wall."""
    yard = [box(100, 40, 260, 20), box(100, 240, 260, 20), box(340, 60, 20, 180)]
    (route,) = routed([edge(box(180, 100), box(500, 120), *yard)], AREA)
    assert route.chained
    assert not any(strip.overlaps(wall) for strip in route.strips for wall in yard)


def test_a_place_is_waited_for_again_only_if_a_way_there_is_cheaper(monkeypatch: pytest.MonkeyPatch) -> None:
    costs: dict[object, list[int]] = {}

    def push(queue: list[Any], entry: Any) -> None:
        costs.setdefault(entry[2], []).append(entry[0])
        heappush(queue, entry)

    monkeypatch.setattr(orthogonal, "heappush", push)
    way = orthogonal.best_way([gate(100, 150, "right")], [gate(500, 150, "left")], WALL, 10_000)
    assert way is not None
    assert [point.y for point in way[0]] == [pt(150), pt(150), pt(25), pt(25), pt(150), pt(150)]
    assert len(costs) > 20
    assert all(given == sorted(set(given), reverse=True) for given in costs.values())


def test_what_closes_a_line_across_the_area_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[tuple[int, ...]] = []

    def noted(terrain: orthogonal.Terrain, *line: int) -> orthogonal.Track:
        met.append(line)
        return look(terrain, *line)

    look = orthogonal.Terrain._met
    monkeypatch.setattr(orthogonal.Terrain, "_met", noted)
    terrain = replace(WALL)
    for left in range(20):
        assert terrain.cost(Point(pt(left), pt(40)), Point(pt(left + 1), pt(40))) == pt(1)
    assert terrain.cost(Point(pt(250), pt(100)), Point(pt(350), pt(100))) is None
    assert len(met) == 2


WALL = orthogonal.Terrain(
    Rect(0, 0, pt(600), pt(400)), [(pt(290), pt(50), pt(310), pt(380))], [], [], [], [], clear=pt(2)
)
"""A wall between left and right, with more room above it than below."""


def gate(x: int, y: int, site: Site) -> orthogonal.Gate:
    return orthogonal.Gate(Point(pt(x), pt(y)), site)
