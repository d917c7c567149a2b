"""The block of a graph: its nodes in layers, and its edges between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import chain, islice
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Rect, Size
from deckgen.layout.animation import BuildSequence, at_click
from deckgen.layout.block import LayoutContext
from deckgen.layout.colour_key import local_key
from deckgen.layout.figure.arrows import describe_arrow
from deckgen.layout.graph.drawing import (
    Direction,
    DrawnBlock,
    Moving,
    Plan,
    alike,
    gaps_at,
    moved,
    named_clicks,
    told_apart,
    turned,
)
from deckgen.layout.graph.edges import Course, EdgeTypesetter, Placed
from deckgen.layout.graph.folding import Folded, folded
from deckgen.layout.graph.groups import GroupTypesetter
from deckgen.layout.graph.layered import Extent, Frame, Gaps, Layers
from deckgen.layout.graph.nodes import Node, NodeTypesetter, coloured
from deckgen.outline.drawn import Drawn
from deckgen.outline.element import Inline, Words
from deckgen.outline.figure import Arrow
from deckgen.outline.graph import Graph, key_of
from deckgen.scene.items import Item

_CROSSED = 4
"""The points by which texts have to be larger for each edge more that crosses another."""

_TRIED = 80
"""The plans of a folded graph that are tried with larger texts than the smallest: twice as many as usual."""

_Rooms = tuple[list[Extent], list[Extent], Gaps, list[Frame]]


class _Way(Struct, frozen=True):
    """A way to draw a graph: its layers, and whether they are beside each other."""

    fold: Folded
    across: bool


class GraphBlock(DrawnBlock[Plan], frozen=True, dict=True):
    """A graph of native shapes, and connectors that are glued to them."""

    line_name: ClassVar[str] = "Arrow: {} to {}"

    graph: Graph

    @property
    def drawn(self) -> Drawn:
        return self.graph

    @property
    def noun(self) -> str:
        return "graph"

    @property
    def directions(self) -> Sequence[Direction]:
        """Decisions are read downwards, all else like a line of text, unless the author says more."""
        if self.graph.direction is not None:
            return (self.graph.direction,)
        has_decisions = any(node.shape in ("decision", "choice") for node in self.nodes)
        return ("down", "across") if has_decisions else ("across", "down")

    @property
    def turned_freely(self) -> GraphBlock | None:
        return replace(self, graph=replace(self.graph, direction=None)) if self.graph.direction else None

    def least(self, size: int, *, across: bool) -> Size:
        return _turned_back(self._order(self._unfolded).least(*self._all_rooms(size, across=across)), across=across)

    def planned(self, size: int, *, across: bool) -> Plan:
        return self.in_layers(size, _Way(self._unfolded, across))

    def closer(self, area: Size) -> Plan | None:
        return self._folding.largest(area)

    def closest(self, width: int) -> int | None:
        return self._folding.lowest(width)

    @cached_property
    def _folding(self) -> _Folding:
        """The graph in fewer layers."""
        folds = folded(self._layers, self.graph.ends, self.graph.ranked.back, self._foldable)
        return _Folding(self, [_Way(fold, direction == "across") for fold in folds for direction in self.directions])

    @property
    def _foldable(self) -> Sequence[int]:
        """The edges that may run along a layer. Edges to itself take the sides of a node; frames stay as they are;
        along a layer is no room for both a cross and a label.
        """
        home = {node: number for number, framed in enumerate(self.graph.framed) for node in framed.nodes}
        return [
            number
            for number, (arrow, (start, end)) in enumerate(self._arrows)
            if home.get(start) == home.get(end)
            and not {start, end} & self._loops.keys()
            and not (arrow.crossed and arrow.label is not None)
        ]

    def smallest(self, size: int, way: _Way) -> Size:
        """Less than the size of a plan, which takes hardly any time to find."""
        rooms = self._all_rooms(size, across=way.across)
        return _turned_back(self._order(way.fold).smallest(*rooms), across=way.across)

    def crossings(self, way: _Way) -> int:
        """How many pairs of edges cross in a plan."""
        return self._order(way.fold).crossings

    def in_layers(self, size: int, way: _Way) -> Plan:
        """The plan in these layers."""
        found = self._order(way.fold).placed(*self._all_rooms(size, across=way.across))
        places = (found.nodes, found.bends, found.labels, found.breadth, found.depth, found.frames)
        extents = tuple(self._extents(size, across=way.across))
        return Plan(size, way.across, way.fold.layers, extents, *places)

    def _all_rooms(self, size: int, *, across: bool) -> _Rooms:
        """The room for all nodes and labels, the gaps between them, and the room in frames."""
        key = (size, across)
        if key not in self._kept_rooms:
            nodes, labels = self._rooms(size, across=across)
            self._kept_rooms[key] = (
                nodes,
                labels,
                self._gaps(size, across=across),
                self._frames(nodes, size, across=across),
            )
        return self._kept_rooms[key]

    @cached_property
    def _kept_rooms(self) -> dict[tuple[int, bool], _Rooms]:
        return {}

    def _gaps(self, size: int, *, across: bool) -> Gaps:  # noqa: ARG002
        return gaps_at(size)

    def _frames(self, nodes: Sequence[Extent], size: int, *, across: bool) -> list[Frame]:
        """The room in the frame of each group; the nodes have these extents."""
        groups = self._groups(size, across=across)
        return [groups.frame(framed, max(nodes[each].depth for each in framed.nodes)) for framed in self.graph.framed]

    def _groups(self, size: int, *, across: bool) -> GroupTypesetter:
        return GroupTypesetter(self.typesetter, self.colour_key, size, across)

    def _extents(self, size: int, *, across: bool) -> list[Size]:
        edges, extents = self._edges(size, across=across), self._sizes_of_nodes(size, across=across)
        for number, loops in self._loops.items():
            if self.nodes[number].is_mark and len(loops) == 1:
                continue
            # The side of a node has to be long enough for all of its edges to itself.
            side, (width, height) = edges.loops_side(loops), (extents[number].width, extents[number].height)
            extents[number] = Size(max(width, side), height) if across else Size(width, max(height, side))
        return extents

    def _sizes_of_nodes(self, size: int, *, across: bool) -> list[Size]:  # noqa: ARG002
        """The size of each node with texts of `size` points, without its edges to itself."""
        typesetter = NodeTypesetter(self.typesetter, size)
        return alike([typesetter.extent(node) for node in self.nodes], self.nodes)

    @cached_property
    def _loops(self) -> dict[int, list[Arrow]]:
        """The edges from a node to itself, by its number."""
        found: dict[int, list[Arrow]] = {}
        for arrow, (start, end) in self._arrows:
            if start == end:
                found.setdefault(start, []).append(arrow)
        return found

    def _rooms(self, size: int, *, across: bool) -> tuple[list[Extent], list[Extent]]:
        """The room for each node, with its edges to itself, and for the label of each other edge."""
        edges = self._edges(size, across=across)
        nodes = [turned(each, across=across) for each in self._extents(size, across=across)]
        # Labels are half-way between layers of nodes.
        labels, gap = [], self._gaps(size, across=across).layers // 2
        for arrow, (start, end) in self._arrows:
            if start != end:
                labels.append(turned(edges.label_room(arrow, gap), across=across))
        for number, loops in self._loops.items():
            reach, node = edges.loops_reach(loops), nodes[number]
            if across:
                nodes[number] = Extent(node.breadth, max(node.depth, edges.loops_side(loops)), front=reach)
            else:
                # The label of a loop can be higher than a small node.
                highest = max(edges.label_size(arrow).height for arrow in loops)
                nodes[number] = Extent(node.breadth, max(node.depth, highest), behind=reach)
        return nodes, labels

    @cached_property
    def _unfolded(self) -> Folded:
        return Folded(self._layers)

    @cached_property
    def _orders(self) -> dict[tuple[int, ...], Layers]:
        return {}

    def _order(self, fold: Folded) -> Layers:
        """The order of the nodes in these layers, which is the same in every size."""
        if fold.layers not in self._orders:
            ends = [ends for _, ends in self._arrows if ends[0] != ends[1]]
            self._orders[fold.layers] = Layers(fold.layers, ends, [framed.nodes for framed in self.graph.framed])
        return self._orders[fold.layers]

    def items(self, plan: Plan, area: Rect) -> Iterator[Item]:
        move = moved(plan, area)
        nodes, draw = self._placed(move), self._drawing(move.plan.size)
        groups = self._groups(move.plan.size, across=move.plan.across)
        for framed, frame in zip(self.graph.framed, move.plan.frames, strict=True):
            # A frame appears with the first of its nodes.
            first = min(self._clicks[node] for node in framed.nodes)
            yield from at_click([groups.draw(framed, move.rect(frame))], first)
        for number, node in enumerate(self.nodes):
            yield from at_click(draw(node, nodes[number].name, nodes[number].rect), self._clicks[number])
        edges = self._edges(move.plan.size, across=move.plan.across)
        drawn = edges.draw(list(self._courses(move)), nodes)
        for number, items in enumerate(drawn):
            yield from at_click(items, self._click_of_edge(number))

    def _placed(self, move: Moving) -> dict[int, Placed]:
        """The nodes in their places."""
        typesetter, found = NodeTypesetter(self.typesetter, move.plan.size), {}
        for number, node in enumerate(self.nodes):
            rect = move.rects[number]
            corner = typesetter.corner(node, rect) if node.is_box else 0
            found[number] = Placed(rect, self._names[number], node.shape, corner)
        return found

    def _drawing(self, size: int) -> Callable[[Node, str, Rect], Iterable[Item]]:
        """What draws a node with texts of `size` points, under a name, in a rectangle."""
        return NodeTypesetter(self.typesetter, size).draw

    def _edges(self, size: int, *, across: bool) -> EdgeTypesetter:
        return EdgeTypesetter(self.typesetter, self.says, self.colour_key, size, across)

    def _courses(self, move: Moving) -> Iterator[Course]:
        places = iter(zip(move.plan.bends, move.plan.labels, strict=True))
        named = self._names[-2 * len(self._arrows) :]
        for number, (arrow, (start, end)) in enumerate(self._arrows):
            both = named[number], named[number + len(self._arrows)]
            if start == end:
                yield Course(arrow, start, end, (), -1, move.plan.across, (), *both)
                continue
            bends, label = next(places)
            points = tuple(map(move.bend, bends))
            ahead = move.plan.layers[end] - move.plan.layers[start]
            if ahead < 0:
                points, label = points[::-1], len(points) - 1 - label
            if arrow.label is None and not arrow.crossed:
                label = -1
            groups = zip(self.graph.framed, move.plan.frames, strict=True)
            frames = tuple(move.rect(frame) for framed, frame in groups if not {start, end} & {*framed.nodes})
            yield Course(arrow, start, end, points, label, move.plan.across == bool(ahead), frames, *both)

    @cached_property
    def _names(self) -> list[str]:
        """The names of the nodes, the frames, the arrows and their labels, to which lines are glued by name."""
        nodes = self._told_apart
        frames = [framed.name.plain for framed in self.graph.framed]
        arrows = [self.line_name.format(nodes[start], nodes[end]) for _, (start, end) in self._arrows]
        labels = [arrow.label.plain if arrow.label else "" for arrow, _ in self._arrows]
        return told_apart([*nodes, *frames, *arrows, *labels])

    @cached_property
    def _told_apart(self) -> list[str]:
        """The texts of the nodes, with a number behind one that another node has too."""
        return told_apart([node.name.plain for node in self.nodes])

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        graph = self.graph
        wanted = {key_of(name.plain) for name in graph.highlight}
        lit = {graph.number_of(name) for name in wanted}
        roles: dict[int, str | None] = {}
        groups = self._groups(self._sizes[0], across=False)
        for framed in graph.framed:
            roles |= dict.fromkeys(framed.nodes, groups.role_of(framed.group))
        for group in graph.groups:
            named = key_of(group.name.plain) in wanted
            lit |= {graph.number_of(name.plain) for name in group.nodes} if named else set()
        return tuple(
            coloured(joint, self.colour_key, lit=number in lit, inherited=roles.get(number))
            for number, joint in enumerate(graph.joints)
        )

    @property
    def line_roles(self) -> Iterator[str]:
        return (edge.role for edge in self.graph.edges if edge.role and not edge.crossed)

    @cached_property
    def _arrows(self) -> tuple[tuple[Arrow, tuple[int, int]], ...]:
        """The edges between the texts of their nodes, each with the numbers of these."""
        names = [Words(name, runs=(Inline(name),)) for name in self._told_apart]
        return tuple(
            (replace(edge, start=names[start], end=names[end]), (start, end))
            for edge, (start, end) in zip(self.graph.edges, self.graph.ends, strict=True)
        )

    @cached_property
    def _layers(self) -> tuple[int, ...]:
        return self.graph.ranked.layers

    @cached_property
    def _clicks(self) -> tuple[int, ...]:
        """The click of each node: that of its layer, or that of the first edge that names it."""
        if self.build is None:
            return (0,) * len(self.nodes)
        if self.build.boxes:
            named = self._named_clicks(self.build)
            return tuple(click or self._group_clicks.get(number, 0) for number, click in enumerate(named))
        if self.build.order == "top down":
            return tuple(layer + 1 for layer in self._layers)
        clicks = [1] * len(self.nodes)
        for click, (_, ends) in reversed(list(enumerate(self._arrows, 1))):
            for end in ends:
                clicks[end] = click
        return tuple(clicks)

    def _named_clicks(self, build: BuildSequence) -> list[int]:
        """The click of each node at which a build names it, by its text or its id; 0 if it does not."""
        clicks = {self.graph.number_of(name): click for click, names in enumerate(build.boxes, 1) for name in names}
        return [clicks.get(number, 0) for number in range(len(self.nodes))]

    @cached_property
    def _group_clicks(self) -> dict[int, int]:
        """The click at which a build names the group of a node, by the number of the node."""
        assert self.build is not None
        clicks = named_clicks(self.build, [group.name.plain for group in self.graph.groups])
        pairs = zip(clicks, self.graph.groups, strict=True)
        named = [(self.graph.number_of(name.plain), click) for click, group in pairs if click for name in group.nodes]
        return {number: click for number, click in reversed(named) if number is not None}

    def _click_of_edge(self, number: int) -> int:
        if self.build is None:
            return 0
        if not self.build.boxes and self.build.order != "top down":
            return number + 1
        return max(self._clicks[end] for end in self._arrows[number][1])

    @property
    def alt(self) -> str:
        nodes = self.says.listed(self._told_apart)
        said = (self.says.stated(self._said(arrow)) for arrow, _ in self._arrows)
        return " ".join([self.says.graph.format(nodes=nodes), *self._said_of_groups(), *said])

    def _said_of_groups(self) -> Iterator[str]:
        for framed in self.graph.framed:
            parts = self.says.listed([self._told_apart[number] for number in framed.nodes])
            yield self.says.stated(self.says.made_of.format(box=framed.name.plain, parts=parts))

    def _said(self, arrow: Arrow) -> str:
        text = describe_arrow(arrow, self.says)
        return self.says.labelled.format(what=text, label=arrow.label.plain) if arrow.label else text


class _Folding:
    """The plans of a graph some of whose edges run along layers, each made once."""

    def __init__(self, graph: GraphBlock, ways: Sequence[_Way]) -> None:
        self._graph = graph
        self._ways = ways
        self._sizes = graph.typesetter.theme.sizes.label
        self._plans: dict[tuple[int, _Way], Plan] = {}
        self._largest: dict[Size, Plan | None] = {}
        self._lowest: dict[int, int | None] = {}

    def largest(self, area: Size) -> Plan | None:
        """The plan with the largest texts that fits, where few edges cross; None if none fits.

        If many do not fit that seemed to, it is the lowest plan with the smallest texts.
        """
        if area not in self._largest:
            plans = chain(islice(self._by_size(area), _TRIED), self._by_height())
            self._largest[area] = next((plan for plan in plans if plan.fits(area)), None)
        return self._largest[area]

    def lowest(self, width: int) -> int | None:
        """The least height of a plan of this width; None if all are too wide."""
        if width not in self._lowest:
            heights = (plan.needs.height for plan in self._by_height() if plan.needs.width <= width)
            self._lowest[width] = next(heights, None)
        return self._lowest[width]

    def _by_size(self, area: Size) -> Iterator[Plan]:
        """The plans that may fit, the best ones first.

        To count crossings takes most of the time, so it is done when it would be a plan's turn if it had none.
        """
        waiting = [
            (-size, len(way.fold.flat), number, size)
            for number, way in enumerate(self._ways)
            for size in self._likely(way, area)
        ]
        heapify(waiting)
        while waiting:
            cost, flat, number, size = heappop(waiting)
            real = _CROSSED * self._graph.crossings(self._ways[number]) - size
            if real > cost:
                heappush(waiting, (real, flat, number, size))
            else:
                yield self._plan(size, self._ways[number])

    def _by_height(self) -> Iterator[Plan]:
        """The plans with the smallest texts, the lowest ones first."""
        size = self._sizes[-1]
        waiting = [(self._graph.smallest(size, way).height, number) for number, way in enumerate(self._ways)]
        heapify(waiting)
        while waiting:
            height, number = heappop(waiting)
            plan = self._plan(size, self._ways[number])
            if plan.needs.height > height:
                heappush(waiting, (plan.needs.height, number))
            else:
                yield plan

    def _likely(self, way: _Way, area: Size) -> Iterator[int]:
        """The text sizes with which a plan may fit, the smallest one first."""
        for size in reversed(self._sizes):
            smallest = self._graph.smallest(size, way)
            if smallest.width > area.width or smallest.height > area.height:
                return
            yield size

    def _plan(self, size: int, way: _Way) -> Plan:
        if (size, way) not in self._plans:
            self._plans[size, way] = self._graph.in_layers(size, way)
        return self._plans[size, way]


def _turned_back(extent: Extent, *, across: bool) -> Size:
    return Size(extent.depth, extent.breadth) if across else Size(extent.breadth, extent.depth)


def graph_block(graph: Graph, context: LayoutContext) -> GraphBlock:
    """The block of a graph."""
    return GraphBlock(
        graph=graph,
        colour_key=local_key(context.colour_key, graph.roles, context.typesetter.theme),
        typesetter=context.typesetter,
        says=context.says,
        report=context.report,
    )
