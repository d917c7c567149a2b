"""Tracks: the rules by which cells share one direction, across or down, the same for widths and for heights.

A list along the direction divides its length among its parts; a list across it gives its full length to each. Sister
lists whose spans (`wide` or `tall`) have the same whole sum share tracks: their borders line up, and a part may span
several tracks. All lengths are EMU.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

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
        for part, first, last in positions:
            span = last - first + 1
            if last + 1 < count:
                found.gaps[last] = max(found.gaps[last], self._gap_behind(part))
            if span == 1:
                found.weights[first] = max(found.weights[first], self.weight(part))
            missing = self.least(part) - sum(found.least[first : last + 1]) - sum(found.gaps[first:last])
            for track in range(first, last + 1):
                found.least[track] += max(0, -(-missing // span))
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
