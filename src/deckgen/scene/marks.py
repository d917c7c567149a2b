"""What a chart draws: bars, slices, lines, markers and labels in their places.

PowerPoint draws charts from their numbers; other writers draw these marks. Each appears at its `click`, as items do.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from deckgen.geometry import Point, Rect
from deckgen.paint import Colour, Stroke
from deckgen.scene.text import TextBody

MarkerShape = Literal["circle", "square", "diamond", "triangle"]


class Bar(Struct, frozen=True):
    """A bar of a column or bar chart, or the key of a series in a legend."""

    rect: Rect
    fill: Colour
    click: int = 0


class Slice(Struct, frozen=True):
    """A slice of a pie. Angles are in degrees, clockwise from the top."""

    centre: Point
    radius: int
    start: float
    sweep: float
    fill: Colour
    edge: Stroke
    click: int = 0


class Polyline(Struct, frozen=True):
    """A line through points: an axis, a grid line, or a series without gaps."""

    points: tuple[Point, ...]
    stroke: Stroke
    click: int = 0


class Marker(Struct, frozen=True):
    """The point of a series; `size` is its width and its height."""

    centre: Point
    shape: MarkerShape
    size: int
    fill: Colour
    click: int = 0


class Label(Struct, frozen=True):
    """Text of a chart, in the rectangle that it was measured for."""

    rect: Rect
    body: TextBody
    click: int = 0


Mark = Bar | Slice | Polyline | Marker | Label
