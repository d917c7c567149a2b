"""The block of a graph: its nodes in layers, and its edges between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from deckgen.diagnostics import Place
from deckgen.layout.animation import at_click
from deckgen.layout.block import LayoutContext
from deckgen.layout.figure.arrows import describe_arrow
from deckgen.layout.graph.drawing import Direction, DrawnBlock, Moving, Plan, alike, gaps_at, turned
from deckgen.layout.graph.edges import LOOP, Course, EdgeTypesetter
from deckgen.layout.graph.layered import Extent, Link, layered
from deckgen.layout.graph.nodes import Node, NodeTypesetter, node_hue
from deckgen.outline.figure import Arrow
from deckgen.outline.graph import Graph
from deckgen.scene.items import Item


class GraphBlock(DrawnBlock, frozen=True, dict=True):
    """A graph of native shapes, and connectors that are glued to them."""

    graph: Graph

    @property
    def place(self) -> Place:
        return self.graph.place

    @property
    def noun(self) -> str:
        return "graph"

    @property
    def directions(self) -> Sequence[Direction]:
        """Decisions are read downwards, all else like a line of text, unless the author says more."""
        if self.graph.direction is not None:
            return (self.graph.direction,)
        has_decisions = any(node.shape == "decision" for node in self._nodes)
        return ("down", "across") if has_decisions else ("across", "down")

    def planned(self, size: int, *, across: bool) -> Plan:
        nodes, edges = NodeTypesetter(self.typesetter, size), self._edges(size, across=across)
        extents = alike([nodes.extent(node) for node in self._nodes], self._nodes)
        rooms = [turned(each, across=across) for each in extents]
        links = []
        for arrow, (start, end) in self._arrows:
            label = edges.label_size(arrow)
            if start != end:
                links.append(Link(start, end, turned(label, across=across)))
            elif across:
                rooms[start] = Extent(rooms[start].breadth, rooms[start].depth + 2 * (LOOP + label.width))
            else:
                rooms[start] = Extent(rooms[start].breadth + 2 * (LOOP + label.width), rooms[start].depth)
        found = layered(rooms, self._layers, links, gaps_at(size))
        return Plan(size, across, tuple(extents), found.nodes, found.bends, found.labels, found.breadth, found.depth)

    def items(self, move: Moving) -> Iterator[Item]:
        typesetter, rects = NodeTypesetter(self.typesetter, move.plan.size), move.rects
        names = {number: node.name.plain for number, node in enumerate(self._nodes)}
        for number, node in enumerate(self._nodes):
            yield from at_click(typesetter.draw(node, names[number], rects[number]), self._clicks[number])
        pointed = frozenset(number for number, node in enumerate(self._nodes) if not node.is_box)
        edges = self._edges(move.plan.size, across=move.plan.across)
        drawn = edges.draw(list(self._courses(move)), rects, names, pointed)
        for number, items in enumerate(drawn):
            yield from at_click(items, self._click_of_edge(number))

    def _edges(self, size: int, *, across: bool) -> EdgeTypesetter:
        return EdgeTypesetter(self.typesetter, self.says, self.colour_key, size, across)

    def _courses(self, move: Moving) -> Iterator[Course]:
        places = iter(zip(move.plan.bends, move.plan.labels, strict=True))
        for arrow, (start, end) in self._arrows:
            if start == end:
                yield Course(arrow, start, end, (), -1)
                continue
            bends, label = next(places)
            points = tuple(map(move.bend, bends))
            if self._layers[start] > self._layers[end]:
                points, label = points[::-1], len(points) - 1 - label
            if arrow.label is None and not arrow.crossed:
                label = -1
            yield Course(arrow, start, end, points, label)

    @cached_property
    def _nodes(self) -> tuple[Node, ...]:
        strong = {self.graph.number_of(name.plain) for name in self.graph.highlight}
        return tuple(
            Node(joint.name, joint.shape, node_hue(joint.name, joint.role, self.colour_key), number in strong)
            for number, joint in enumerate(self.graph.joints)
        )

    @cached_property
    def _arrows(self) -> tuple[tuple[Arrow, tuple[int, int]], ...]:
        """The edges, each with the numbers of its nodes."""
        return tuple(zip(self.graph.edges, self.graph.ends, strict=True))

    @cached_property
    def _layers(self) -> tuple[int, ...]:
        return self.graph.ranked.layers

    @cached_property
    def _clicks(self) -> tuple[int, ...]:
        """The click of each node: that of its layer, or that of the first edge that names it."""
        if self.build is None:
            return (0,) * len(self._nodes)
        if self.build.order == "top down":
            return tuple(layer + 1 for layer in self._layers)
        clicks = [1] * len(self._nodes)
        for click, (_, ends) in reversed(list(enumerate(self._arrows, 1))):
            for end in ends:
                clicks[end] = click
        return tuple(clicks)

    def _click_of_edge(self, number: int) -> int:
        if self.build is None:
            return 0
        start, end = self._arrows[number][1]
        return max(self._clicks[start], self._clicks[end]) if self.build.order == "top down" else number + 1

    @property
    def alt(self) -> str:
        nodes = self.says.listed([node.name.plain for node in self._nodes])
        said = (self.says.sentence.format(text=self._said(arrow)) for arrow, _ in self._arrows)
        return " ".join([self.says.graph.format(nodes=nodes), *said])

    def _said(self, arrow: Arrow) -> str:
        text = describe_arrow(arrow, self.says)
        return self.says.labelled.format(what=text, label=arrow.label.plain) if arrow.label else text


def graph_block(graph: Graph, context: LayoutContext) -> GraphBlock:
    """The block of a graph."""
    return GraphBlock(
        graph=graph,
        colour_key=context.colour_key,
        typesetter=context.typesetter,
        says=context.says,
        report=context.report,
    )
