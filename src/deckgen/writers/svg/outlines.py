"""The outlines of shapes as paths, after the preset shapes of PowerPoint (ECMA-376, presetShapeDefinitions)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import assert_never

from deckgen.geometry import EMU_PER_POINT, Point, Rect
from deckgen.scene.items import POINT_PERCENT, Connector, MarkerShape, Shape, Slice
from deckgen.writers.svg.pen import points

_BRACE_CURL = 0.4
"""The radius of the curls of a brace as a share of its width."""
_HEAD = 3
"""The length and the width of an arrowhead, in widths of its line, as PowerPoint draws medium ones."""
_LEAST_HEADED = 2 * EMU_PER_POINT
"""The heads of thinner lines are as large as those of a line of this width."""


def outline(shape: Shape, rect: Rect, corner: int) -> str:
    """The element for the outline of a shape, without its end, so that attributes can follow."""
    match shape:
        case "rectangle" | "rounded" | "question-mark":
            radius = f' rx="{points(min(corner, rect.width // 2, rect.height // 2))}"' if shape == "rounded" else ""
            return (
                f'<rect x="{points(rect.x)}" y="{points(rect.y)}" width="{points(rect.width)}"'
                f' height="{points(rect.height)}"{radius}'
            )
        case "ellipse":
            centre = rect.centre
            return (
                f'<ellipse cx="{points(centre.x)}" cy="{points(centre.y)}"'
                f' rx="{points(rect.width / 2)}" ry="{points(rect.height / 2)}"'
            )
        case "left-brace" | "right-brace":
            return f'<path d="{_brace(rect, opens_right=shape == "left-brace")}"'
        case _:
            return f'<path d="{polygon(_corners(shape, rect, corner))}"'


def polygon(corners: Iterable[tuple[float, float]]) -> str:
    """A closed path through points in EMU."""
    return f"M{' L'.join(f'{points(x)} {points(y)}' for x, y in corners)} Z"


def _corners(shape: Shape, rect: Rect, corner: int) -> list[tuple[float, float]]:
    left, top, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    middle, shorter = rect.y + rect.height / 2, min(rect.width, rect.height)
    point = shorter * POINT_PERCENT / 100
    match shape:
        case "chevron":
            inner = right - point
            return [
                (left, top),
                (inner, top),
                (right, middle),
                (inner, bottom),
                (left, bottom),
                (left + point, middle),
            ]
        case "pentagon":
            inner = right - point
            return [(left, top), (inner, top), (right, middle), (inner, bottom), (left, bottom)]
        case "trapezoid":
            return [(left + corner, top), (right - corner, top), (right, bottom), (left, bottom)]
        case "diamond":
            centre = left + rect.width / 2
            return [(centre, top), (right, middle), (centre, bottom), (left, middle)]
        case "right-arrow":
            return _arrow(rect, left, right - shorter / 2, right)
        case "left-arrow":
            return _arrow(rect, right, left + shorter / 2, left)
        case "rectangle" | "rounded" | "question-mark" | "ellipse" | "left-brace" | "right-brace":
            raise ValueError(f"a {shape} has no corners")
        case _:
            assert_never(shape)


def _arrow(rect: Rect, tail: float, neck: float, tip: float) -> list[tuple[float, float]]:
    quarter, middle = rect.height / 4, rect.y + rect.height / 2
    high, low = rect.y + quarter, rect.bottom - quarter
    return [(tail, high), (neck, high), (neck, rect.y), (tip, middle), (neck, rect.bottom), (neck, low), (tail, low)]


def _brace(rect: Rect, *, opens_right: bool) -> str:
    """The path of a brace from its lower end to its upper one, in four quarters of ellipses."""
    half, middle = rect.width / 2, rect.y + rect.height / 2
    curl = min(min(rect.width, rect.height) * _BRACE_CURL, rect.height / 4)
    open_, spine, tip = (rect.right, rect.x + half, rect.x) if opens_right else (rect.x, rect.x + half, rect.right)
    outward, inward = (1, 0) if opens_right else (0, 1)

    def arc(sweep: int, x: float, y: float) -> str:
        return f"A{points(half)} {points(curl)} 0 0 {sweep} {points(x)} {points(y)}"

    def line(y: float) -> str:
        return f"L{points(spine)} {points(y)}"

    return " ".join(
        (
            f"M{points(open_)} {points(rect.bottom)}", arc(outward, spine, rect.bottom - curl),
            line(middle + curl), arc(inward, tip, middle), arc(inward, spine, middle - curl),
            line(rect.y + curl), arc(outward, open_, rect.y),
        )
    )  # fmt: skip


def line_path(ends: Iterable[tuple[float, float]]) -> str:
    """An open path through points in EMU."""
    return f"M{' L'.join(f'{points(x)} {points(y)}' for x, y in ends)}"


def connector_paths(thing: Connector) -> tuple[str, list[str]]:
    """The path of a connector, which ends where its heads begin, and those of its heads."""
    ends = [(float(point.x), float(point.y)) for point in thing.points]
    heads = []
    size = _HEAD * max(thing.stroke.width, _LEAST_HEADED)
    if thing.end_head:
        ends[-1], head = _head(ends[-2], ends[-1], size)
        heads.append(head)
    if thing.start_head:
        ends[0], head = _head(ends[1], ends[0], size)
        heads.append(head)
    return line_path(ends), heads


def _head(before: tuple[float, float], tip: tuple[float, float], size: float) -> tuple[tuple[float, float], str]:
    """Where a line ends whose head is at `tip`, and the path of the head."""
    across, down = tip[0] - before[0], tip[1] - before[1]
    length = math.hypot(across, down) or 1.0
    along = (across / length * size, down / length * size)
    base = (tip[0] - along[0], tip[1] - along[1])
    left = (base[0] - along[1] / 2, base[1] + along[0] / 2)
    right = (base[0] + along[1] / 2, base[1] - along[0] / 2)
    return base, polygon((tip, left, right))


def slice_path(thing: Slice) -> str:
    """The path of a slice of a pie; two halves for a whole circle, because one arc cannot end where it begins."""
    radius = points(thing.radius)

    def at(angle: float) -> str:
        turn = math.radians(angle)
        x = thing.centre.x + thing.radius * math.sin(turn)
        y = thing.centre.y - thing.radius * math.cos(turn)
        return f"{points(x)} {points(y)}"

    end = thing.start + thing.sweep
    if thing.sweep >= 360:
        half = thing.start + 180
        return f"M{at(thing.start)} A{radius} {radius} 0 1 1 {at(half)} A{radius} {radius} 0 1 1 {at(end)} Z"
    centre = f"{points(thing.centre.x)} {points(thing.centre.y)}"
    large = int(thing.sweep > 180)
    return f"M{centre} L{at(thing.start)} A{radius} {radius} 0 {large} 1 {at(end)} Z"


def marker_outline(shape: MarkerShape, centre: Point, size: int) -> str:
    """The element for a marker of a chart, without its end."""
    half = size / 2
    x, y = centre.x, centre.y
    match shape:
        case "circle":
            return f'<circle cx="{points(x)}" cy="{points(y)}" r="{points(half)}"'
        case "square":
            corners = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
        case "diamond":
            corners = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
        case "triangle":
            corners = [(x, y - half), (x + half, y + half), (x - half, y + half)]
        case _:
            assert_never(shape)
    return f'<path d="{polygon(corners)}"'
