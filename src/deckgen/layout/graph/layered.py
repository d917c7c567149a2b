"""Where the nodes of a graph go: in layers, along the direction of its edges, with few crossings and straight edges.

The method is that of Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system structures"
(1981). Within the layers, nodes are ordered by the barycentres of their neighbours, and placed by least squares: each
layer in turn exactly, by pooling adjacent violators (Ayer et al. 1955), with the weights for long edges of Gansner et
al., "A technique for drawing directed graphs" (1993).

A group of nodes has a frame, which is a column through all layers from its first to its last: its left and its right
edge are in each of these layers, with its own nodes between them and all else outside, after Sander, "Layout of
compound directed graphs" (1996).

Layers are below each other here. `breadth` is a length along a layer, `depth` one across the layers; both in EMU.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from deckgen.geometry import Point, Rect
from deckgen.layout.figure.lines import JOINT

_SWEEPS = 24
"""The sweeps after which orders hardly ever get better."""
_SETTLED = 20
_WEIGHTS = (1, 2, 8)
"""The weights of an edge by the number of its ends that are bends."""

_ALONE = 6
"""How much more an edge weighs that is the only one at both of its ends: it is straight."""


_TURNED = (frozenset((True,)), frozenset((False,)), frozenset((True, False)))
"""The further ways to order things with the same middle."""


class Extent(Struct, frozen=True):
    """The size of a node, or of the label of an edge; nothing for an edge without a label.

    `front` and `behind` are further room along its layer, for edges from a node to itself.
    """

    breadth: int = 0
    depth: int = 0
    front: int = 0
    behind: int = 0

    @property
    def low(self) -> float:
        """The room from its centre to the beginning of its layer."""
        return self.breadth / 2 + self.front

    @property
    def high(self) -> float:
        """The room from its centre to the end of its layer."""
        return self.breadth / 2 + self.behind


class Bend(Struct, frozen=True):
    """A point at which an edge can bend, and the room around it that is nobody else's."""

    point: Point
    room: Rect

    def moved(self, by: Point) -> Bend:
        """The bend and its room moved by a distance."""
        room = self.room
        return Bend(
            Point(self.point.x + by.x, self.point.y + by.y),
            Rect(room.x + by.x, room.y + by.y, room.width, room.height),
        )


class Layered(Struct, frozen=True):
    """The centres of the nodes, and the bends of each edge, from its upper end to its lower one; `labels` has the
    number of the bend that has the label of the edge, if there is one. `frames` are those of the groups.
    """

    nodes: tuple[Point, ...]
    bends: tuple[tuple[Bend, ...], ...]
    labels: tuple[int, ...]
    breadth: int
    depth: int
    frames: tuple[Rect, ...] = ()


class Frame(Struct, frozen=True):
    """The room in the frame of a group: in front of its nodes in a layer and behind them, and before its first layer
    and after its last one.
    """

    front: int
    behind: int
    before: int
    after: int


class Gaps(Struct, frozen=True):
    """The least distances: between nodes of a layer, between an edge and what is beside it, and between layers."""

    nodes: int
    edges: int
    layers: int


class Layers:
    """The nodes of a graph and the bends of its edges in layers, in order; that is the same in every size.

    Between two layers of nodes is one for bends, in which labels are, near the start of their edges. `ends` are the
    numbers of the nodes that each edge joins; those of one layer are side by side, with a bend between them for the
    label. `groups` has the nodes of each group.
    """

    def __init__(
        self, ranks: Sequence[int], ends: Sequence[tuple[int, int]], groups: Sequence[Sequence[int]] = ()
    ) -> None:
        self.count = len(ranks)
        self.group = {node: number for number, nodes in enumerate(groups) for node in nodes}
        self.layer = [2 * (rank - min(ranks)) for rank in ranks]
        self.spans = [range(*self._span(nodes)) for nodes in groups]
        self.chains = [self._chain(start, end) for start, end in ends]
        self.flat = [chain for chain in self.chains if self.layer[chain[0]] == self.layer[chain[-1]]]
        """The edges along layers, each with its one bend."""
        self.line = self._lines()
        self.labels = [
            1 if chain[0] == start else len(chain) - 2 for chain, (start, _) in zip(self.chains, ends, strict=True)
        ]
        self.above: list[list[int]] = [[] for _ in self.layer]
        self.below: list[list[int]] = [[] for _ in self.layer]
        for chain in self.chains:
            for upper, lower in pairwise(chain if self.layer[chain[0]] < self.layer[chain[-1]] else ()):
                self.below[upper].append(lower)
                self.above[lower].append(upper)
        self.edges = [[self._edge(span), self._edge(span)] for span in self.spans]
        """The left and the right edge of the frame of each group, each as one thing in every layer of it."""
        self.is_edge = frozenset(thing for pair in self.edges for edge in pair for thing in edge)

    @cached_property
    def rows(self) -> list[list[int]]:
        """The things of each layer in order."""
        return self._ordered()

    @cached_property
    def crossings(self) -> int:
        """How often edges cross, lines along layers apart."""
        return self._crossings(self.rows)

    def smallest(
        self, nodes: Sequence[Extent], labels: Sequence[Extent], gaps: Gaps, frames: Sequence[Frame] = ()
    ) -> Extent:
        """Less than the least room for all in any order, which takes hardly any time to find."""
        placing = _Placing(self, nodes, labels, gaps, frames)
        return Extent(round(placing.smallest_breadth), placing.depth)

    def least(
        self, nodes: Sequence[Extent], labels: Sequence[Extent], gaps: Gaps, frames: Sequence[Frame] = ()
    ) -> Extent:
        """The least room for all, if no node were pushed aside by those of another layer."""
        placing = _Placing(self, nodes, labels, gaps, frames)
        return Extent(round(placing.least_breadth), placing.depth)

    def placed(
        self, nodes: Sequence[Extent], labels: Sequence[Extent], gaps: Gaps, frames: Sequence[Frame] = ()
    ) -> Layered:
        """The places of nodes and bends, where the nodes and the labels of the edges have these extents."""
        return _Placing(self, nodes, labels, gaps, frames).placed()

    def _span(self, nodes: Sequence[int]) -> tuple[int, int]:
        """The first layer of some nodes, and that behind their last one."""
        layers = [self.layer[node] for node in nodes]
        return min(layers), max(layers) + 1

    def _edge(self, span: range) -> list[int]:
        """An edge of a frame through these layers."""
        things = list(range(len(self.layer), len(self.layer) + len(span)))
        self.layer += span
        self.above += [[], *([thing] for thing in things[:-1])]
        self.below += [*([thing] for thing in things[1:]), []]
        return things

    def _chain(self, start: int, end: int) -> list[int]:
        """An edge from its upper node over its bends to its lower one."""
        upper, lower = sorted((start, end), key=lambda node: self.layer[node])
        between = range(self.layer[upper] + 1, self.layer[lower]) or (self.layer[upper],)
        first = len(self.layer)
        self.layer += between
        self._enter(range(first, len(self.layer)), upper, lower)
        return [upper, *range(first, first + len(between)), lower]

    def _lines(self) -> dict[int, list[int]]:
        """The nodes and bends in a line along their layer, by each of these things."""
        found: dict[int, list[int]] = {}
        for start, bend, end in self.flat:
            one, other = found.get(start, [start]), found.get(end, [end])
            line = [*(one if one[-1] == start else one[::-1]), bend, *(other if other[0] == end else other[::-1])]
            found |= dict.fromkeys(line, line)
        return found

    def _enter(self, bends: Sequence[int], upper: int, lower: int) -> None:
        """Let an edge bend in the frames of its ends: it leaves one behind the last layer, and not at its side."""
        homes = {self.group[end] for end in (upper, lower) if end in self.group}
        for bend in bends:
            around = [home for home in homes if self.layer[bend] in self.spans[home]]
            if len(around) == 1:
                self.group[bend] = around[0]

    def _ordered(self) -> list[list[int]]:
        best, fewest = self._swept(frozenset())
        for turned in _TURNED:
            if fewest:
                other, crossings = self._swept(turned)
                best, fewest = (other, crossings) if crossings < fewest else (best, fewest)
        return self._exchanged(best) if self.line and not self.spans else best

    def _swept(self, turned: frozenset[bool]) -> tuple[list[list[int]], int]:
        """The best of the orders that follow from the first one, layer by layer to and fro, and its crossings.

        Things with the same middle keep their order, or turn it round on each way down, `True`, or up, if that is
        in `turned` (Gansner et al. 1993, 3).
        """
        best = self._first_order()
        rows, fewest = [list(row) for row in best], self._crossings(best)
        for sweep in range(_SWEEPS):
            if not fewest:
                break
            downwards, places = sweep % 2 == 0, self._places_of_groups(rows)
            for number in range(1, len(rows)) if downwards else range(len(rows) - 2, -1, -1):
                near, beside = (self.above, number - 1) if downwards else (self.below, number + 1)
                centres = self._barycentres(rows[number], rows[beside], near)
                order = list(reversed(centres)) if downwards in turned else list(centres)
                rows[number] = self._gathered(number, sorted(order, key=centres.__getitem__), centres, places)
            crossings = self._crossings(rows)
            if crossings < fewest:
                fewest, best = crossings, [list(row) for row in rows]
        return best, fewest

    def _exchanged(self, rows: list[list[int]]) -> list[list[int]]:
        """The order after all exchanges of neighbours, and turns of lines, with which fewer edges cross, or as many
        edges lead less far aside.
        """
        is_better = True
        while is_better:
            is_better = False
            for number, row in enumerate(rows):
                before, after = rows[max(number - 1, 0) : number], rows[number + 1 : number + 2]
                now = self._crossings([*before, row, *after]), self._aside(rows)
                for other in self._exchanges(row):
                    crossings = self._crossings([*before, other, *after])
                    if crossings > now[0]:
                        continue
                    if (crossings, self._aside([*rows[:number], other, *rows[number + 1 :]])) < now:
                        rows[number], is_better = other, True
                        break
        # It is read from the node that is named first.
        named = rows[0].index(min(rows[0]))
        return [row[::-1] for row in rows] if 2 * named + 1 > len(rows[0]) else rows

    def _aside(self, rows: Sequence[Sequence[int]]) -> float:
        """How far edges lead aside, in all, where each layer is 1 wide."""
        place = {node: (at + 0.5) / len(row) for row in rows for at, node in enumerate(row)}
        return round(sum(abs(place[chain[0]] - place[chain[-1]]) for chain in self.chains), 6)

    def _exchanges(self, row: Sequence[int]) -> Iterator[list[int]]:
        """The layer with two neighbours exchanged, or with a line turned round."""
        units: list[list[int]] = []
        for thing in row:
            if units and units[-1][-1] in self.line.get(thing, ()):
                units[-1].append(thing)
            else:
                units.append([thing])
        for at, unit in enumerate(units):
            around = units[:at], units[at + 1 :]
            if len(unit) > 1:
                yield [thing for each in (*around[0], unit[::-1], *around[1]) for thing in each]
            for to in range(at):
                moved = [*units[:to], unit, *units[to:at], *around[1]]
                yield [thing for each in moved for thing in each]

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
        places = self._places_of_groups(rows)
        return [
            self._gathered(number, row, {node: at for at, node in enumerate(row)}, places)
            for number, row in enumerate(rows)
        ]

    def _places_of_groups(self, rows: Sequence[Sequence[int]]) -> list[float]:
        """How far behind in its layers each group is, from 0 to 1."""
        found: list[list[float]] = [[] for _ in self.spans]
        for row in rows:
            for at, node in enumerate(row):
                if node in self.group:
                    found[self.group[node]].append((at + 0.5) / len(row))
        return [sum(places) / len(places) for places in found]

    def _gathered(
        self, number: int, row: Sequence[int], centres: Mapping[int, float], places: Sequence[float]
    ) -> list[int]:
        """A layer in this order, but with the things of each group side by side between the edges of its frame.

        The frames are in the same order in all layers.
        """
        row, centres = self._in_lines(row, centres)
        there = [group for group, span in enumerate(self.spans) if number in span]
        if not there:
            return row
        inside: dict[int, list[int]] = {group: [] for group in there}
        units: list[tuple[float, int, list[int]]] = []
        for node in row:
            if self.group.get(node) in inside:
                inside[self.group[node]].append(node)
            else:
                units.append((centres[node], -1, [node]))
        for group, nodes in inside.items():
            middle = sum(centres[node] for node in nodes) / len(nodes) if nodes else places[group] * len(row)
            left, right = (edge[number - self.spans[group].start] for edge in self.edges[group])
            units.append((middle, group, [left, *nodes, right]))
        units.sort(key=lambda unit: unit[0])
        frames = iter(sorted((unit for unit in units if unit[1] >= 0), key=lambda unit: (places[unit[1]], unit[1])))
        ordered = [unit if unit[1] < 0 else next(frames) for unit in units]
        return [thing for unit in ordered for thing in unit[2]]

    def _in_lines(self, row: Sequence[int], centres: Mapping[int, float]) -> tuple[list[int], Mapping[int, float]]:
        """A layer with the things of each line side by side, and the same centre for all of them."""
        if not any(thing in self.line for thing in row):
            return list(row), centres
        lines: dict[int, list[int]] = {}
        for thing in row:
            line = self.line.get(thing, [thing])
            lines.setdefault(min(line), line if centres[line[0]] <= centres[line[-1]] else line[::-1])
        middle = {first: sum(centres[each] for each in line[::2]) / len(line[::2]) for first, line in lines.items()}
        ordered = sorted(lines, key=middle.__getitem__)
        return [each for first in ordered for each in lines[first]], {
            each: middle[first] for first in ordered for each in lines[first]
        }

    def _barycentres(
        self, row: Sequence[int], beside: Sequence[int], near: Sequence[Sequence[int]]
    ) -> dict[int, float]:
        """The middle of the neighbours of each thing of a layer in the one `beside` it.

        Edges of frames have none, and neither have the bends of edges along the layer.
        """
        place = {node: number for number, node in enumerate(beside)}
        row = [node for node in row if node not in self.is_edge and (node < self.count or node not in self.line)]

        def centre(at: int, node: int) -> float:
            found = [place[other] for other in near[node]]
            return sum(found) / len(found) if found else at * len(beside) / len(row)

        return {node: centre(at, node) for at, node in enumerate(row)}

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

    def __init__(
        self,
        layers: Layers,
        nodes: Sequence[Extent],
        labels: Sequence[Extent],
        gaps: Gaps,
        frames: Sequence[Frame] = (),
    ) -> None:
        self.layers = layers
        self.frames = frames
        self.extents = [*nodes, *(Extent() for _ in layers.layer[len(nodes) :])]
        for chain, at, label in zip(layers.chains, layers.labels, labels, strict=True):
            self.extents[chain[at]] = label
        self.gaps = gaps
        self.lefts, self.rights = (
            {thing: group for group, pair in enumerate(layers.edges) for thing in pair[side]} for side in (0, 1)
        )
        self.things: list[list[int]] = [[] for _ in range(max(layers.layer, default=0) + 1)]
        for thing, layer in enumerate(layers.layer):
            self.things[layer].append(thing)
        self.tops = self._tops()

    @cached_property
    def offsets(self) -> list[list[float]]:
        """The places of the centres in each layer when nothing is further apart than it has to be."""
        return [self._offsets(row) for row in self.layers.rows]

    @property
    def least_breadth(self) -> float:
        ends = (
            (row[0], row[-1], offsets[-1]) for row, offsets in zip(self.layers.rows, self.offsets, strict=True) if row
        )
        return max(self.extents[one].low + last + self.extents[other].high for one, other, last in ends)

    @property
    def smallest_breadth(self) -> float:
        gap, free = min(self.gaps.edges, self.gaps.nodes), self.layers.is_edge
        rows = ([self.extents[thing] for thing in row if thing not in free] for row in self.things)
        return max(sum(each.low + each.high for each in row) + gap * (len(row) - 1) for row in rows)

    def placed(self) -> Layered:
        layers, across = self.layers, self._with_straight_frames(self._across())
        left = min(x - max(self.extents[node].low, self._joint(node)) for node, x in across.items())
        right = max(x + max(self.extents[node].high, self._joint(node)) for node, x in across.items())
        places = {node: round(x - left) for node, x in across.items()}
        rooms = dict(self._rooms(places, round(right - left)))
        points = [Point(places[node], rooms[node].centre.y) for node in range(len(self.extents))]
        return Layered(
            tuple(points[: layers.count]),
            tuple(tuple(Bend(points[node], rooms[node]) for node in chain[1:-1]) for chain in layers.chains),
            tuple(at - 1 for at in layers.labels),
            round(right - left),
            self.depth,
            tuple(self._frame(group, places) for group in range(len(self.frames))),
        )

    def _joint(self, node: int) -> int:
        """Half of what is drawn at a bend even without a label; nothing at a node or at the edge of a frame."""
        return 0 if node < self.layers.count or node in self.layers.is_edge else JOINT // 2

    @property
    def depth(self) -> int:
        return self.tops[-1]

    def _frame(self, group: int, places: Mapping[int, int]) -> Rect:
        """The frame of a group, which is the same in all of its layers."""
        layers, frame = self.layers, self.frames[group]
        span, (left, right) = layers.spans[group], (places[edge[0]] for edge in layers.edges[group])
        top = self.tops[span.start] - frame.before
        bottom = self.tops[span.stop - 1] + self._depth(layers.rows[span.stop - 1]) + frame.after
        return Rect(left, top, right - left, bottom - top)

    def _with_straight_frames(self, places: dict[int, float]) -> dict[int, float]:
        """The places with straight edges of frames.

        What is in the way is pushed right in one solution and left in another; half-way, all distances are kept too.
        """
        if not self.frames:
            return places
        edges = [edge for pair in self.layers.edges for edge in pair]
        line = {thing: edge[0] for edge in edges for thing in edge}
        wanted = {thing: place for thing, place in places.items() if line.get(thing, thing) == thing}
        wanted |= {edge[0]: sum(places[thing] for thing in edge) / len(edge) for edge in edges}
        behind: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for row in self.layers.rows:
            for one, other in pairwise(row):
                behind[line.get(one, one)].append((line.get(other, other), self._apart(one, other)))
        order = _in_order(wanted, behind)
        right, left = dict(wanted), dict(wanted)
        for thing in order:
            for other, apart in behind[thing]:
                right[other] = max(right[other], right[thing] + apart)
        for thing in reversed(order):
            left[thing] = min([left[thing], *(left[other] - apart for other, apart in behind[thing])])
        middle = {thing: (right[thing] + left[thing]) / 2 for thing in wanted}
        return self._tight({thing: middle[line.get(thing, thing)] for thing in places})

    def _tight(self, places: dict[int, float]) -> dict[int, float]:
        """The places with the edges of frames as near to what is inside as may be."""
        near: dict[int, float] = {}
        for row in self.layers.rows:
            for one, other in pairwise(row):
                apart = self._apart(one, other)
                if one in self.lefts and other not in self.rights:
                    first = self.layers.edges[self.lefts[one]][0][0]
                    near[first] = min(near.get(first, places[other]), places[other] - apart)
                if other in self.rights and one not in self.lefts:
                    first = self.layers.edges[self.rights[other]][1][0]
                    near[first] = max(near.get(first, places[one]), places[one] + apart)
        edges = [edge for pair in self.layers.edges for edge in pair]
        return places | {thing: near[edge[0]] for edge in edges for thing in edge}

    def _rooms(self, places: Mapping[int, int], breadth: int) -> Iterator[tuple[int, Rect]]:
        """The room of each node and bend: half of the way to its neighbours in the layer, as deep as the layer."""
        for top, row in zip(self.tops, self.layers.rows, strict=False):
            depth, edges = self._depth(row), [-breadth]
            for one, other in pairwise(row):
                end, beginning = places[one] + self.extents[one].high, places[other] - self.extents[other].low
                edges.append(int(end + beginning) // 2)
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
        found = [[(self._weight(node, other), other) for other in others] for node, others in enumerate(near)]
        for start, bend, end in self.layers.flat:
            found[bend] = [(1, start), (1, end)]
        return found

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
            found.append(found[-1] + self._apart(one, other))
        return found

    def _apart(self, one: int, other: int) -> float:
        """The least distance between the centres of two things beside each other."""
        both = self.extents[one].high + self.extents[other].low
        if one in self.lefts:
            return both + self.frames[self.lefts[one]].front
        if other in self.rights:
            return both + self.frames[self.rights[other]].behind
        if other in self.layers.line.get(one, ()):
            return both + self.gaps.layers // 2
        is_narrow = [not self.extents[thing].breadth and thing not in self.layers.is_edge for thing in (one, other)]
        return both + (self.gaps.edges if any(is_narrow) else self.gaps.nodes)

    def _tops(self) -> list[int]:
        """The beginning of each layer, and the end of all."""
        tops, edge, half = [], 0, self.gaps.layers // 2
        before, after = defaultdict[int, int](int), defaultdict[int, int](int)
        for frame, span in zip(self.frames, self.layers.spans, strict=True):
            before[span.start] = max(before[span.start], frame.before)
            after[span.stop - 1] = max(after[span.stop - 1], frame.after)
        for number, row in enumerate(self.things):
            # A frame keeps clear of the labels that are in the layers in front of it and behind it.
            room = [
                side[at] + self.gaps.edges // 2 for side, at in ((after, number - 1), (before, number)) if side[at]
            ]
            edge += max(half, *room, 0) if number else before[number]
            tops.append(edge)
            edge += self._depth(row)
        return [*tops, edge + after[len(tops) - 1]]

    def _depth(self, row: Sequence[int]) -> int:
        return max((self.extents[node].depth for node in row), default=0)


def _in_order(things: Mapping[int, float], behind: Mapping[int, Sequence[tuple[int, float]]]) -> list[int]:
    """The things, each before all that are behind it."""
    waiting = dict.fromkeys(things, 0)
    for others in behind.values():
        for other, _ in others:
            waiting[other] += 1
    order = [thing for thing, count in waiting.items() if not count]
    for thing in order:
        for other, _ in behind.get(thing, ()):
            waiting[other] -= 1
            if not waiting[other]:
                order.append(other)
    return order
