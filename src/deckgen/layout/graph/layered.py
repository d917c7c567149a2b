"""Where the nodes of a graph go: in layers, along the direction of its edges, with few crossings and straight edges.

The method is that of Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system structures"
(1981). Within the layers, nodes are ordered by the barycentres of their neighbours, and placed by least squares: each
layer in turn exactly, by pooling adjacent violators (Ayer et al. 1955), with the weights for long edges of Gansner et
al., "A technique for drawing directed graphs" (1993).

Layers are below each other here. `breadth` is a length along a layer, `depth` one across the layers; both in EMU.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from deckgen.geometry import Point, Rect

_SWEEPS = 24
"""The sweeps after which orders hardly ever get better."""
_SETTLED = 20
_WEIGHTS = (1, 2, 8)
"""The weights of an edge by the number of its ends that are bends."""

_ALONE = 6
"""How much more an edge weighs that is the only one at both of its ends: it is straight."""


class Extent(Struct, frozen=True):
    """The size of a node, or of the label of an edge; nothing for an edge without a label."""

    breadth: int = 0
    depth: int = 0


class Bend(Struct, frozen=True):
    """A point at which an edge can bend, and the room around it that is nobody else's."""

    point: Point
    room: Rect


class Layered(Struct, frozen=True):
    """The centres of the nodes, and the bends of each edge, from its upper end to its lower one; `labels` has the
    number of the bend that has the label of the edge, if there is one.
    """

    nodes: tuple[Point, ...]
    bends: tuple[tuple[Bend, ...], ...]
    labels: tuple[int, ...]
    breadth: int
    depth: int


class Gaps(Struct, frozen=True):
    """The least distances: between nodes of a layer, between an edge and what is beside it, and between layers."""

    nodes: int
    edges: int
    layers: int


class Layers:
    """The nodes of a graph and the bends of its edges in layers, in order; that is the same in every size.

    Between two layers of nodes is one for bends, in which labels are, near the start of their edges. `ends` are the
    numbers of the nodes that each edge joins, which are in different layers.
    """

    def __init__(self, ranks: Sequence[int], ends: Sequence[tuple[int, int]]) -> None:
        self.count = len(ranks)
        self.layer = [2 * (rank - min(ranks)) for rank in ranks]
        self.chains = [self._chain(start, end) for start, end in ends]
        self.labels = [
            1 if chain[0] == start else len(chain) - 2 for chain, (start, _) in zip(self.chains, ends, strict=True)
        ]
        self.above: list[list[int]] = [[] for _ in self.layer]
        self.below: list[list[int]] = [[] for _ in self.layer]
        for chain in self.chains:
            for upper, lower in pairwise(chain):
                self.below[upper].append(lower)
                self.above[lower].append(upper)
        self.rows = self._ordered()

    def least(self, nodes: Sequence[Extent], labels: Sequence[Extent], gaps: Gaps) -> Extent:
        """The least room for all, if no node were pushed aside by those of another layer."""
        placing = _Placing(self, nodes, labels, gaps)
        return Extent(round(placing.least_breadth), placing.tops[-1])

    def placed(self, nodes: Sequence[Extent], labels: Sequence[Extent], gaps: Gaps) -> Layered:
        """The places of nodes and bends, where the nodes and the labels of the edges have these extents."""
        return _Placing(self, nodes, labels, gaps).placed()

    def _chain(self, start: int, end: int) -> list[int]:
        """An edge from its upper node over its bends to its lower one."""
        upper, lower = sorted((start, end), key=lambda node: self.layer[node])
        between = range(self.layer[upper] + 1, self.layer[lower])
        first = len(self.layer)
        self.layer += between
        return [upper, *range(first, first + len(between)), lower]

    def _ordered(self) -> list[list[int]]:
        best = self._first_order()
        fewest, rows = self._crossings(best), [list(row) for row in best]
        for sweep in range(_SWEEPS):
            if not fewest:
                break
            downwards = sweep % 2 == 0
            for number in range(1, len(rows)) if downwards else range(len(rows) - 2, -1, -1):
                near, beside = (self.above, number - 1) if downwards else (self.below, number + 1)
                rows[number] = self._by_barycentre(rows[number], rows[beside], near)
            crossings = self._crossings(rows)
            if crossings < fewest:
                fewest, best = crossings, [list(row) for row in rows]
        return best

    def _first_order(self) -> list[list[int]]:
        """The nodes as they are reached from the first ones along the edges, depth first."""
        rows: list[list[int]] = [[] for _ in range(max(self.layer, default=0) + 1)]
        seen: set[int] = set()
        starts = sorted(range(self.count), key=lambda node: (bool(self.above[node]), node))
        for first in starts:
            waiting = [first]
            while waiting:
                node = waiting.pop()
                if node not in seen:
                    seen.add(node)
                    rows[self.layer[node]].append(node)
                    waiting += reversed(self.below[node])
        return rows

    @staticmethod
    def _by_barycentre(row: list[int], beside: list[int], near: Sequence[Sequence[int]]) -> list[int]:
        place = {node: number for number, node in enumerate(beside)}

        def centre(at: int, node: int) -> float:
            found = [place[other] for other in near[node]]
            return sum(found) / len(found) if found else at * len(beside) / len(row)

        centres = {node: centre(at, node) for at, node in enumerate(row)}
        return sorted(row, key=centres.__getitem__)

    def _crossings(self, rows: Sequence[Sequence[int]]) -> int:
        total = 0
        for upper, lower in pairwise(rows):
            place = {node: number for number, node in enumerate(lower)}
            ends = [place[below] for node in upper for below in sorted(self.below[node], key=place.__getitem__)]
            earlier: list[int] = []
            for end in ends:
                total += len(earlier) - bisect_right(earlier, end)
                insort(earlier, end)
        return total


class _Placing:
    """The places of nodes and bends in their layers, for things of some extents."""

    def __init__(self, layers: Layers, nodes: Sequence[Extent], labels: Sequence[Extent], gaps: Gaps) -> None:
        self.layers = layers
        self.extents = [*nodes, *(Extent() for _ in layers.layer[len(nodes) :])]
        for chain, at, label in zip(layers.chains, layers.labels, labels, strict=True):
            self.extents[chain[at]] = label
        self.gaps = gaps
        self.offsets = [self._offsets(row) for row in layers.rows]
        self.tops = self._tops()

    @property
    def least_breadth(self) -> float:
        ends = (
            (row[0], row[-1], offsets[-1]) for row, offsets in zip(self.layers.rows, self.offsets, strict=True) if row
        )
        return max(
            self.extents[one].breadth / 2 + last + self.extents[other].breadth / 2 for one, other, last in ends
        )

    def placed(self) -> Layered:
        layers, across = self.layers, self._across()
        left = min(x - self.extents[node].breadth / 2 for node, x in across.items())
        right = max(x + self.extents[node].breadth / 2 for node, x in across.items())
        places = {node: round(x - left) for node, x in across.items()}
        rooms = dict(self._rooms(places, round(right - left)))
        points = [Point(places[node], rooms[node].centre.y) for node in range(len(self.extents))]
        return Layered(
            tuple(points[: layers.count]),
            tuple(tuple(Bend(points[node], rooms[node]) for node in chain[1:-1]) for chain in layers.chains),
            tuple(at - 1 for at in layers.labels),
            round(right - left),
            self.tops[-1],
        )

    def _rooms(self, places: Mapping[int, int], breadth: int) -> Iterator[tuple[int, Rect]]:
        """The room of each node and bend: half of the way to its neighbours in the layer, as deep as the layer."""
        for top, row in zip(self.tops, self.layers.rows, strict=False):
            halves, depth = [self.extents[node].breadth // 2 for node in row], self._depth(row)
            edges = [-breadth]
            for (one, half), (other, half_of_other) in pairwise(zip(row, halves, strict=True)):
                edges.append((places[one] + half + places[other] - half_of_other) // 2)
            for node, (low, high) in zip(row, pairwise([*edges, 2 * breadth]), strict=True):
                yield node, Rect(low, top, high - low, depth)

    def _across(self) -> dict[int, float]:
        rows = self.layers.rows
        above, below = (self._weighted(near) for near in (self.layers.above, self.layers.below))
        both = [[*one, *other] for one, other in zip(above, below, strict=True)]
        places: dict[int, float] = {}
        for row, offsets in zip(rows, self.offsets, strict=True):
            places |= zip(row, offsets, strict=True)
        for _ in range(_SETTLED):
            for number in (*range(len(rows)), *range(len(rows) - 2, 0, -1)):
                self._settle(number, places, both)
        for number in range(1, len(rows)):
            self._settle(number, places, above)
        return places

    def _weighted(self, near: Sequence[Sequence[int]]) -> list[list[tuple[int, int]]]:
        """The neighbours of each node in the layers on one side, each with the weight of the edge to it."""
        return [[(self._weight(node, other), other) for other in others] for node, others in enumerate(near)]

    def _weight(self, one: int, other: int) -> int:
        layers = self.layers
        upper, lower = sorted((one, other), key=layers.layer.__getitem__)
        is_alone = len(layers.below[upper]) == len(layers.above[lower]) == 1
        return _WEIGHTS[(one >= layers.count) + (other >= layers.count)] * (_ALONE if is_alone else 1)

    def _settle(self, number: int, places: dict[int, float], near: Sequence[Sequence[tuple[int, int]]]) -> None:
        """Move a layer as near to its neighbours in others as its order and the gaps in it allow."""
        row, offsets = self.layers.rows[number], self.offsets[number]
        blocks: list[tuple[float, float, int]] = []
        for node, offset in zip(row, offsets, strict=True):
            weight, wanted = 0.01, 0.01 * places[node]
            for each, other in near[node]:
                weight += each
                wanted += each * places[other]
            block = (wanted / weight - offset, weight, 1)
            while blocks and blocks[-1][0] > block[0]:
                place, heavy, count = blocks.pop()
                total = heavy + block[1]
                block = ((place * heavy + block[0] * block[1]) / total, total, count + block[2])
            blocks.append(block)
        at = 0
        for place, _, count in blocks:
            for node, offset in zip(row[at : at + count], offsets[at : at + count], strict=True):
                places[node] = place + offset
            at += count

    def _offsets(self, row: Sequence[int]) -> list[float]:
        """The places of the centres of a row when nothing is further apart than it has to be."""
        found = [0.0] * min(len(row), 1)
        for one, other in pairwise(row):
            is_bend = not self.extents[one].breadth or not self.extents[other].breadth
            gap = self.gaps.edges if is_bend else self.gaps.nodes
            found.append(found[-1] + (self.extents[one].breadth + self.extents[other].breadth) / 2 + gap)
        return found

    def _tops(self) -> list[int]:
        """The beginning of each layer, and the end of the last."""
        tops, edge = [], 0
        for number, row in enumerate(self.layers.rows):
            edge += self.gaps.layers // 2 if number else 0
            tops.append(edge)
            edge += self._depth(row)
        return [*tops, edge]

    def _depth(self, row: Sequence[int]) -> int:
        return max((self.extents[node].depth for node in row), default=0)
