"""Row alignment: rows with the same name in neighbouring panels are lined up, and all panels share a ground line.

Rows that every panel has are anchors. Between two anchors, and between the lowest anchor and the ground, panels with
fewer rows stretch them. Above the highest anchor, only panels of equal total weight stretch, so that a panel with
fewer layers is lower than its neighbour, but a layer of `tall: 3` is as tall as three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

_EXACT = 0.25
"""EMU: units that differ by less than this almost always give the same whole heights."""
_EXACT_WEIGHT = 0.001

Anchor = tuple[int, ...]
"""The number of the anchor's row in each panel."""


class Row(Struct, frozen=True):
    """A row of a panel: its name, its least height, its weight, and the gap under it (EMU)."""

    key: str
    least: int
    weight: float
    gap: int

    def height(self, unit: float) -> int:
        """The height if a plain box is `unit` EMU high."""
        return max(self.least, round(self.weight * unit))


Panels = Sequence[Sequence[Row]]


def anchors_of(panels: Panels) -> list[Anchor]:
    """The rows that all panels have in common, from top to bottom, as far as they can be lined up."""
    if len(panels) < 2:
        return []
    common = [
        tuple(_keys(panel).index(row.key) for panel in panels)
        for row in panels[0]
        if row.key and all(_keys(panel).count(row.key) == 1 for panel in panels)
    ]
    kept: list[Anchor] = []
    ground = tuple(len(panel) for panel in panels)
    for anchor in reversed(common):
        below = kept[0] if kept else ground
        rows_between = [lower - upper - 1 for upper, lower in zip(anchor, below, strict=True)]
        crossed = any(count < 0 for count in rows_between)
        if not crossed and (all(rows_between) or not any(rows_between)):
            kept.insert(0, anchor)
    return kept


def total_height(panels: Panels, anchors: Sequence[Anchor]) -> Callable[[float], int]:
    """The height of the highest panel as a function of the height of a plain box (both in EMU)."""
    segments = [
        [
            ([(row.least, row.weight) for row in rows], sum(row.gap for row in rows[:-1]) + gap)
            for rows, gap in segment
        ]
        for segment in _segments(panels, anchors)
    ]

    def total(unit: float) -> int:
        return sum(
            max(sum(max(least, round(weight * unit)) for least, weight in rows) + gaps for rows, gaps in segment)
            for segment in segments
        )

    return total


def _segments(panels: Panels, anchors: Sequence[Anchor]) -> Iterator[list[tuple[Sequence[Row], int]]]:
    """The rows of each panel down to an anchor, then the anchor, and so on, each with the gap below."""
    ground = tuple(len(panel) for panel in panels)
    above = tuple(-1 for _ in panels)
    for anchor in [*anchors, ground]:
        spans = [panel[upper + 1 : lower] for panel, upper, lower in zip(panels, above, anchor, strict=True)]
        is_last = anchor is ground
        yield [(span, span[-1].gap if span and not is_last else 0) for span in spans]
        if not is_last:
            rows = [panel[row : row + 1] for panel, row in zip(panels, anchor, strict=True)]
            gap = _gap(panels, anchor) if _goes_on(panels, anchor) else 0
            yield [(row, gap) for row in rows]
        above = anchor


def arrange(panels: Panels, anchors: Sequence[Anchor], height: int) -> list[list[tuple[int, int]]]:
    """The top and bottom of every row of every panel, in EMU; the highest panel fills `height` exactly."""
    unit = largest_unit(total_height(panels, anchors), height)
    edges = _edges(panels, anchors, unit)
    used = max((bottom for panel in edges for _, bottom in panel), default=0)
    return [[(top + height - used, bottom + height - used) for top, bottom in panel] for panel in edges]


def largest_unit(total: Callable[[float], int], height: int) -> float:
    """The largest height of a plain box at which `total` is at most `height`; 0 if even that is too high."""
    low, high = 0.0, float(height)
    if total(high) <= height:
        return high
    while high - low > _EXACT:
        middle = (low + high) / 2
        low, high = (middle, high) if total(middle) <= height else (low, middle)
    return low


def _keys(panel: Sequence[Row]) -> list[str]:
    return [row.key for row in panel]


def _edges(panels: Panels, anchors: Sequence[Anchor], unit: float) -> list[list[tuple[int, int]]]:
    """The top and bottom of every row, measured from the top of the highest panel."""
    ground = tuple(len(panel) for panel in panels)
    start = tuple(-1 for _ in panels)
    edges: list[list[tuple[int, int]]] = [[(0, 0)] * len(panel) for panel in panels]
    y = 0
    for upper, lower in pairwise([start, *anchors, ground]):
        spans = [range(a + 1, b) for a, b in zip(upper, lower, strict=True)]
        # Above an anchor every panel keeps its own gap: an arrow in one panel moves nothing in the others.
        is_last = lower is ground
        heights = [
            _span_height(panel, span, unit) + (panel[span[-1]].gap if span and not is_last else 0)
            for panel, span in zip(panels, spans, strict=True)
        ]
        tallest = max(heights)
        weights = [sum(panel[row].weight for row in span) for panel, span in zip(panels, spans, strict=True)]
        wanted = weights[heights.index(tallest)]
        for index, (panel, span) in enumerate(zip(panels, spans, strict=True)):
            is_lower = upper is start and weights[index] < wanted - _EXACT_WEIGHT
            extra = 0 if is_lower else tallest - heights[index]
            top = y + (tallest - heights[index] if is_lower else 0)
            _enter(edges[index], panel, span, unit, (top, extra))
        y += tallest
        if not is_last:
            high = max(panel[row].height(unit) for panel, row in zip(panels, lower, strict=True))
            for index, row in enumerate(lower):
                edges[index][row] = (y, y + high)
            y += high
            y += _gap(panels, lower) if _goes_on(panels, lower) else 0
    return edges


def _span_height(panel: Sequence[Row], span: range, unit: float) -> int:
    gaps = sum(panel[row].gap for row in span[:-1])
    return sum(panel[row].height(unit) for row in span) + gaps


def _enter(
    edges: list[tuple[int, int]], panel: Sequence[Row], span: range, unit: float, room: tuple[int, int]
) -> None:
    """Place the rows of one span under each other from a given top, sharing surplus height by weight."""
    y, extra = room
    whole = sum(panel[row].weight for row in span)
    given, running = 0, 0.0
    for row in span:
        running += panel[row].weight
        share = round(extra * running / whole) - given
        given += share
        bottom = y + panel[row].height(unit) + share
        edges[row] = (y, bottom)
        y = bottom + panel[row].gap


def _goes_on(panels: Panels, anchor: Anchor) -> bool:
    """True if any panel has rows under the anchor."""
    return any(row + 1 < len(panel) for panel, row in zip(panels, anchor, strict=True))


def _gap(panels: Panels, rows: Sequence[int]) -> int:
    """The widest gap under the given row of each panel; row -1 means that there is nothing above."""
    return max((panel[row].gap for panel, row in zip(panels, rows, strict=True) if row >= 0), default=0)
