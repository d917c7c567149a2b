"""Tracks: the rules by which cells share one direction, across or down, the same for widths and for heights.

A list along the direction divides its length among its parts; a list across it gives its full length to each. Sister
lists whose spans (`wide` or `tall`) have the same whole sum share tracks: their borders line up, and a part may span
several tracks. All lengths are EMU.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise

from msgspec import Struct

from deckgen.geometry import spread
from deckgen.layout.figure.model import Cell

_LINE_WEIGHT = 0.01
"""A line takes the height of its texts and almost nothing of the surplus."""

_DOTS_WEIGHT = 0.4

Span = tuple[int, int]
"""The start of something, and its length."""


class Tracks(Struct, frozen=True):
    """The least lengths and the weights of the tracks of a list, and the gaps between them."""

    least: list[int]
    weights: list[float]
    gaps: list[int]

    @property
    def total(self) -> int:
        """The least length of all tracks with their gaps."""
        return sum(self.least) + sum(self.gaps)

    def length(self, unit: float) -> int:
        """The length of all tracks if a track of weight 1 is `unit` long."""
        lengths = (max(least, round(weight * unit)) for least, weight in zip(self.least, self.weights, strict=True))
        return sum(lengths) + sum(self.gaps)

    def edges(self, start: int, length: int) -> tuple[list[int], list[int]]:
        """The starts and the ends of all tracks."""
        lengths = spread(length - sum(self.gaps), self.least, self.weights)
        ends = [start + end for end in accumulate(a + b for a, b in zip(lengths, [0, *self.gaps], strict=True))]
        return [end - long for end, long in zip(ends, lengths, strict=True)], ends


class Direction(Struct, frozen=True, dict=True):
    """Measures and places cells in one direction, `across` or down.

    `own` is the least length of a cell's own text, `around` the room that a frame takes before and behind its parts.
    `gaps` widens the gap behind the cells with these indexes.
    """

    across: bool
    gap: int
    own: Callable[[Cell], int]
    around: Callable[[Cell], Span]
    extra: Callable[[Cell], float]
    """The amount that a frame adds to the weight of its parts."""
    gaps: Mapping[int, int]
    sisters: Mapping[int, Sequence[Cell]]

    @cached_property
    def _least(self) -> dict[int, int]:
        return {}

    @cached_property
    def _tracks(self) -> dict[int, Tracks]:
        return {}

    def least(self, cell: Cell) -> int:
        """The least length at which everything in the cell fits."""
        if cell.index not in self._least:
            self._least[cell.index] = self._measured(cell)
        return self._least[cell.index]

    def weight(self, cell: Cell) -> float:
        """The preferred length of a cell relative to a plain box, which is 1, without its own span."""
        if cell.box.line:
            return _LINE_WEIGHT
        if not cell.parts:
            return _DOTS_WEIGHT if cell.box.is_dots else 1
        if cell.across == self.across:
            inner = sum(self.tracks(cell).weights)
        else:
            inner = max(self.weight(part) * self.span(part) for part in cell.parts)
        return inner + self.extra(cell)

    def span(self, cell: Cell) -> float:
        """The span that the author gave the cell in this direction."""
        return cell.box.wide if self.across else cell.box.tall

    def tracks(self, cell: Cell) -> Tracks:
        """The tracks of a list along this direction, shared with its sisters."""
        if cell.index not in self._tracks:
            sisters = self.sisters.get(cell.index)
            found = self._shared(sisters) if sisters else self._single(cell)
            for sister in sisters or (cell,):
                self._tracks[sister.index] = found
        return self._tracks[cell.index]

    def place(self, cell: Cell, span: Span, spans: dict[int, Span]) -> None:
        """Enter the start and the length of the cell and of everything in it into `spans`, by their indexes."""
        spans[cell.index] = span
        if not cell.parts:
            return
        before, behind = self.around(cell)
        start, length = span[0] + before, span[1] - before - behind
        if cell.across != self.across:
            for part in cell.parts:
                self.place(part, (start, length), spans)
            return
        starts, ends = self.tracks(cell).edges(start, length)
        for part, first, last in self._positions(cell):
            self.place(part, (starts[first], ends[last] - starts[first]), spans)

    def _measured(self, cell: Cell) -> int:
        own = self.own(cell)
        if not cell.parts:
            return own
        along = cell.across == self.across
        inner = self.tracks(cell).total if along else max(self.least(part) for part in cell.parts)
        return max(own, inner + sum(self.around(cell)))

    def _gap_behind(self, cell: Cell) -> int:
        return self.gaps.get(cell.index, self.gap)

    def _single(self, cell: Cell) -> Tracks:
        """One track for each part; across, spans given by the author take precedence over weights."""
        spans = [self.span(part) for part in cell.parts]
        given = self.across and any(span != 1 for span in spans)
        return Tracks(
            [self.least(part) for part in cell.parts],
            spans if given else [self.weight(part) * self.span(part) for part in cell.parts],
            [self._gap_behind(part) for part in cell.parts[:-1]],
        )

    def _shared(self, sisters: Sequence[Cell]) -> Tracks:
        """Tracks in which all parts of all sisters fit; a part that spans several tracks only needs their sum."""
        count = columns(sisters[0], self.across)
        assert count is not None
        found = Tracks([0] * count, [1.0] * count, [self.gap] * (count - 1))
        positions = sorted(
            (position for sister in sisters for position in self._positions(sister)), key=lambda p: p[2] - p[1]
        )
        lines: set[int] = set()
        boxes: set[int] = set()
        for part, first, last in positions:
            span = last - first + 1
            if last + 1 < count:
                found.gaps[last] = max(found.gaps[last], self._gap_behind(part))
            if span == 1:
                found.weights[first] = max(found.weights[first], self.weight(part))
            if span == 1 and part.box.line:
                lines.add(first)
            elif span == 1:
                boxes.add(first)
            missing = self.least(part) - sum(found.least[first : last + 1]) - sum(found.gaps[first:last])
            for track in range(first, last + 1):
                found.least[track] += max(0, -(-missing // span))
        for track in lines - boxes:
            found.weights[track] = _LINE_WEIGHT
        return found

    def _positions(self, cell: Cell) -> Iterator[tuple[Cell, int, int]]:
        """Every part with its first and its last track."""
        first = 0
        for part in cell.parts:
            last = first + (int(self.span(part)) if cell.index in self.sisters else 1) - 1
            yield part, first, last
            first = last + 1


def columns(cell: Cell, across: bool) -> int | None:
    """The number of tracks of a list by its spans; None unless it is a whole number of at least 2."""
    spans = [part.box.wide if across else part.box.tall for part in cell.parts]
    if not spans or cell.across != across or not all(span.is_integer() for span in map(float, spans)):
        return None
    return int(sum(spans)) if sum(spans) > 1 else None


def sisters_of(cells: Sequence[Cell], across: bool) -> dict[int, Sequence[Cell]]:
    """The lists that share tracks in a direction, by their indexes: sisters with the same whole sum of spans."""
    found: dict[int, Sequence[Cell]] = {}
    for cell in cells:
        if cell.across != across:
            found |= grouped(cell.parts, across)
        found |= sisters_of(cell.parts, across)
    return found


def grouped(cells: Sequence[Cell], across: bool) -> dict[int, Sequence[Cell]]:
    """The cells that share tracks, by their indexes, each with its group."""
    groups: dict[tuple[bool, int], list[Cell]] = {}
    for cell in cells:
        count = columns(cell, across)
        if count is not None:
            groups.setdefault((cell.framed, count), []).append(cell)
    return {cell.index: group for group in groups.values() if len(group) > 1 for cell in group}


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
