"""Lengths and rectangles in whole EMU.

English Metric Units (914,400 to the inch, 12,700 to the point) are the unit of the file format. Because every length
is a whole number of them, shares always add up, and rounding never differs between runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

from msgspec import Struct

EMU_PER_POINT = 12_700
EMU_PER_INCH = 914_400


def pt(points: float) -> int:
    """`points` in EMU, rounded to whole EMU."""
    return round(points * EMU_PER_POINT)


def inch(inches: float) -> int:
    """`inches` in EMU, rounded to whole EMU."""
    return round(inches * EMU_PER_INCH)


def inches(needed: int, there: int) -> tuple[str, str]:
    """What is needed and what is there in inches, rounded up and down to tenths, so that they never look the same."""
    tenth = EMU_PER_INCH // 10
    return f"{-(-needed // tenth) / 10:.1f}", f"{there // tenth / 10:.1f}"


class Size(Struct, frozen=True):
    """A width and a height in EMU."""

    width: int
    height: int


class Point(Struct, frozen=True):
    """A place on the slide, in EMU from its top left corner."""

    x: int
    y: int


class Rect(Struct, frozen=True):
    """A rectangle on the slide: its top left corner and its extent, in EMU."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def centre(self) -> Point:
        return Point(self.x + self.width // 2, self.y + self.height // 2)

    def inset(self, left: int, top: int | None = None, right: int | None = None, bottom: int | None = None) -> Rect:
        """The rectangle inside the margins. By default right equals left, top equals left, and bottom equals top."""
        top = left if top is None else top
        right = left if right is None else right
        bottom = top if bottom is None else bottom
        return Rect(self.x + left, self.y + top, self.width - left - right, self.height - top - bottom)

    def contains(self, other: Rect) -> bool:
        """True if `other` is inside this rectangle; edges may touch."""
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom

    def overlaps(self, other: Rect) -> bool:
        """True if the two share any area; touching edges do not count."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def within(self, other: Rect) -> Rect:
        """The part of this rectangle that is inside `other`; without any extent if there is none."""
        left, top = min(max(self.x, other.x), other.right), min(max(self.y, other.y), other.bottom)
        right, bottom = max(min(self.right, other.right), left), max(min(self.bottom, other.bottom), top)
        return Rect(left, top, right - left, bottom - top)


def union(rects: Sequence[Rect]) -> Rect:
    """The smallest rectangle around all of `rects`, which must not be empty."""
    left, top = min(r.x for r in rects), min(r.y for r in rects)
    right, bottom = max(r.right for r in rects), max(r.bottom for r in rects)
    return Rect(left, top, right - left, bottom - top)


def inset_at(offset: int, length: int, corner: int) -> int:
    """How far the outline of a rounded rectangle is from the side of its bounds, `offset` from an end of that side.

    The side is `length` long, and `corner` is the radius.
    """
    into = max(corner - offset, corner - length + offset, 0)
    return round(corner - sqrt(corner**2 - into**2))


def meets(line: tuple[Point, Point], rect: Rect) -> bool:
    """True if a line comes through a rectangle, or touches it."""
    start, end = line
    first, last = 0.0, 1.0
    for begin, change, low, high in (
        (start.x, end.x - start.x, rect.x, rect.right),
        (start.y, end.y - start.y, rect.y, rect.bottom),
    ):
        if not change:
            if not low <= begin <= high:
                return False
            continue
        times = sorted(((low - begin) / change, (high - begin) / change))
        first, last = max(first, times[0]), min(last, times[1])
    return first <= last


def shares(total: int, weights: Sequence[float]) -> list[int]:
    """`total` divided in proportion to `weights`, as whole numbers whose sum is exactly `total`."""
    whole = sum(weights)
    edges, running = [0], 0.0
    for weight in weights:
        running += weight
        edges.append(round(total * running / whole))
    return [after - before for before, after in pairwise(edges)]


def columns(area: Rect, weights: Sequence[float], gap: int) -> list[Rect]:
    """`area` cut into vertical strips from left to right, `gap` apart, with widths in proportion to `weights`."""
    widths, x, strips = shares(area.width - gap * (len(weights) - 1), weights), area.x, []
    for width in widths:
        strips.append(Rect(x, area.y, width, area.height))
        x += width + gap
    return strips


def rows(area: Rect, weights: Sequence[float], gap: int) -> list[Rect]:
    """`area` cut into horizontal strips from top to bottom, `gap` apart, with heights in proportion to `weights`."""
    heights, y, strips = shares(area.height - gap * (len(weights) - 1), weights), area.y, []
    for height in heights:
        strips.append(Rect(area.x, y, area.width, height))
        y += height + gap
    return strips


def spread(total: int, least: Sequence[int], weights: Sequence[float]) -> list[int]:
    """`total` in proportion to `weights`, with at least `least` for each; the sum is `total` if that is possible.

    Shares that would be too small are raised to their minimum; the others divide the rest, again by weight. If even
    the minimums exceed `total`, each is reduced by the same factor.
    """
    if sum(least) > total:
        return shares(total, [max(amount, 1) for amount in least])
    result = list(least)
    open_ = set(range(len(least)))
    left = total
    while open_:
        whole = sum(weights[index] for index in open_)
        small = {index for index in open_ if least[index] * whole > left * weights[index]}
        if not small:
            break
        left -= sum(least[index] for index in small)
        open_ -= small
    order = sorted(open_)
    for index, share in zip(order, shares(left, [weights[index] for index in order]) if order else [], strict=True):
        result[index] = share
    return result
