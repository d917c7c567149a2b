"""Edges along layers: a graph with a long way from its first node to its last is drawn in fewer layers.

Such edges, which join neighbours in a layer, are the flat edges of Gansner et al., "A technique for drawing directed
graphs" (1993). They are chosen here, as many as save layers; each node has one at most on either side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

_MOST = 24
"""A graph of more edges has no room on a slide in any number of layers."""
_WAYS, _PAIRS = 12, 3_000
"""The ways into each number of layers that are looked at: so many, fewer for graphs with more pairs of edges."""


class Folded(Struct, frozen=True):
    """The layer of each node, and the numbers of the edges along layers."""

    layers: tuple[int, ...]
    flat: frozenset[int] = frozenset()

    @property
    def count(self) -> int:
        return max(self.layers, default=0) + 1


def folded(
    layers: Sequence[int], ends: Sequence[tuple[int, int]], back: frozenset[int], foldable: Sequence[int]
) -> Iterator[Folded]:
    """The graph in fewer and fewer layers, in the ways with the shortest edges.

    `back` has the edges that lead back, and only `foldable` ones may be along a layer. For each layer less there is
    one of them more, or two.
    """
    search = _Search(len(layers), ends, back, frozenset(foldable))
    best, ways = [Folded(tuple(layers))], min(_PAIRS // max(len(foldable), 1) ** 2, _WAYS)
    while best and len(ends) <= _MOST:
        found = {each.flat: each for now in best for each in search.fewer(now)}
        best = sorted(found.values(), key=search.cost)[:ways]
        yield from best


class _Search(Struct, frozen=True):
    """A graph of so many nodes, with the edges between them: those that lead back, and those that may be flat."""

    count: int
    ends: Sequence[tuple[int, int]]
    back: frozenset[int]
    foldable: frozenset[int]

    def fewer(self, now: Folded) -> Iterator[Folded]:
        """The graphs in one layer less."""
        critical = self._critical(now)
        others = sorted(self.foldable - now.flat)
        for steps in dict.fromkeys(frozenset((one, other)) for one in critical for other in others):
            found = self._layered(now.flat | steps)
            if found is not None and found.count == now.count - 1:
                yield found

    def cost(self, graph: Folded) -> tuple[int, int]:
        """The layers through which edges run and the edges along layers, and the nodes in the fullest layer."""
        longer = sum(abs(graph.layers[start] - graph.layers[end]) for start, end in self.ends)
        return longer + len(graph.flat), max(graph.layers.count(layer) for layer in range(graph.count))

    def _critical(self, now: Folded) -> list[int]:
        """The edges on the longest ways, one of which at least has to be along a layer."""
        unit = self._units(now.flat)
        assert unit is not None
        onwards = {
            number: (unit[start], unit[end])
            for number, (start, end) in enumerate(self.ends)
            if number not in self.back and unit[start] != unit[end]
        }
        before = _steps({*unit}, [*onwards.values()])
        after = _steps({*unit}, [(end, start) for start, end in onwards.values()])
        assert before is not None
        assert after is not None
        return [
            number
            for number, (start, end) in onwards.items()
            if number in self.foldable and before[start] + 1 + after[end] == now.count - 1
        ]

    def _layered(self, flat: frozenset[int]) -> Folded | None:
        """The layers with these edges along them; None if they cannot be."""
        unit = self._units(flat)
        if unit is None:
            return None
        onwards: list[tuple[int, int]] = []
        for number, (start, end) in enumerate(self.ends):
            if number in flat or start == end:
                continue
            one, other = unit[start], unit[end]
            if one == other:
                return None
            if number not in self.back:
                onwards.append((one, other))
        steps = _steps({*unit}, onwards)
        if steps is None:
            return None
        reached = {end for _, end in onwards}
        for node in steps.keys() - reached:
            steps[node] = min((steps[end] for start, end in onwards if start == node), default=1) - 1
        return Folded(tuple(steps[each] for each in unit), flat)

    def _units(self, flat: frozenset[int]) -> list[int] | None:
        """The first of the nodes in a line with each node; None if there is a node in the middle of three lines."""
        unit, touched = [*range(self.count)], [0] * self.count
        for number in sorted(flat):
            start, end = self.ends[number]
            one, other = sorted((unit[start], unit[end]))
            touched[start] += 1
            touched[end] += 1
            if one == other or max(touched[start], touched[end]) > 2:
                return None
            unit = [one if each == other else each for each in unit]
        return unit


def _steps(nodes: set[int], edges: Sequence[tuple[int, int]]) -> dict[int, int] | None:
    """The number of edges on the longest way to each node; None if there is a cycle."""
    waiting, ahead = dict.fromkeys(nodes, 0), {node: list[int]() for node in nodes}
    for start, end in edges:
        waiting[end] += 1
        ahead[start].append(end)
    order = [node for node, count in waiting.items() if not count]
    steps = dict.fromkeys(nodes, 0)
    for node in order:
        for end in ahead[node]:
            steps[end] = max(steps[end], steps[node] + 1)
            waiting[end] -= 1
            if not waiting[end]:
                order.append(end)
    return steps if len(order) == len(nodes) else None
