"""A chart on a slide: its numbers and its looks. How the bars and lines are drawn is left to who shows the deck."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from deckgen.geometry import Rect
from deckgen.paint import Colour

ChartKind = Literal["column", "bar", "line", "pie", "scatter"]


class Plotted(Struct, frozen=True):
    """A series: its name, and a number for each category; None is a gap."""

    name: str
    numbers: tuple[float | None, ...]


class ChartParts(Struct, frozen=True):
    """What of a chart appears at clicks of its own: its series, or what all of them say of a category.

    `steps` has the click of each, in order. Axes, grid and legend appear with the frame.
    """

    by: Literal["series", "category"]
    steps: tuple[int, ...]


class ChartFrame(Struct, frozen=True):
    """A chart. `hues` are those of the series, in a pie those of the categories; `size` is that of all letters.

    `unit` stands behind the numbers; `axes` are titles of the level and the upright axis, or nothing; `labelled`
    says that each number stands at its bar. The categories of a scatter chart are the numbers along its level axis.
    """

    name: str
    rect: Rect
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Plotted, ...]
    hues: tuple[Colour, ...]
    size: int
    ink: Colour
    rule: Colour
    paper: Colour
    unit: str = ""
    axes: tuple[str, ...] = ()
    legend: bool = False
    labelled: bool = False
    alt: str = ""
    step: int = 0
    """The click at which it appears, without its parts where these have clicks of their own."""
    parts: ChartParts | None = None
