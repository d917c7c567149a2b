"""Graphs: nodes joined by arrows, which deckgen places itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal, Self

from msgspec import Meta, Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Sink
from deckgen.outline.build import BuildOrder
from deckgen.outline.desugar import has, one_by_one, with_field, written
from deckgen.outline.drawn import FromMermaid
from deckgen.outline.element import Inline, NeverEmpty, Selectable, Words
from deckgen.outline.figure import Arrow
from deckgen.outline.forms import NAME, TYPED, JsonSchema, Without, any_of, array_of, mapping_of, ref
from deckgen.source import ListNode, MapNode, Node, TextNode

EXAMPLE = "graph:\n  - Source -> Compiler -> Program\n  - 'Compiler -> Messages: mistakes'"
_NODES = "graph:\n  edges: [Parse -> Build, 'Build -> Deck: done', 'Build -> Report: mistakes']\n  "

NodeShape = Literal["box", "round", "decision", "start", "end", "choice"]
MOST = 200
"""The edges, and the nodes, that a graph may have: far more than fit, but few enough to be placed in no time."""
MARKS = ("start", "end")
"""The names of nodes that are marks without a text."""


class GraphNode(Selectable, frozen=True):
    """A node of a graph: its shape and its role. Written short: `name: shape`."""

    noun: ClassVar[str] = "a node of a graph"

    name: Annotated[
        Words,
        Meta(
            description="The text of the node, as its edges name it.",
            examples=[_NODES + "nodes:\n    - {name: Build, shape: round}"],
        ),
    ]
    id: Annotated[
        str | None,
        NeverEmpty,
        Meta(
            description="A name for edges, groups, highlights and builds, which tells it from nodes with the same "
            "text; it is not shown.",
            examples=[
                "graph:\n  edges: [web -> data]\n  nodes:\n    - {name: Server, id: web}\n"
                "    - {name: Server, id: data}"
            ],
        ),
    ] = None
    shape: Annotated[
        NodeShape | None,
        Meta(
            description="The shape: `box`, `round` (a state), `decision` (a diamond), or a mark without its text: "
            "`start`, `end`, `choice` (a small diamond). Without it, a name that ends with a question mark is a "
            "decision, the names `start` and `end` are marks, "
            "and the nodes of a graph with such marks are round.",
            examples=[_NODES + "nodes: {Build: round}"],
        ),
    ] = None
    role: Annotated[
        str | None,
        Meta(
            description="The name of a role, which gives the node its colour; nodes named like a role have it.",
            examples=[_NODES + "nodes:\n    Build: {role: kernel}"],
        ),
    ] = None

    @property
    def key(self) -> str:
        """What edges that mean it have in common: its id, or else its text."""
        return key_of(self.id or self.name.plain)

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        return one_by_one(node) if isinstance(node, MapNode) and not has(node, "name") else super().items(node)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case TextNode():
                return written(node.place, name=node)
            case MapNode() if has(node, "name"):
                return node
            case MapNode(entries=(only,)) if isinstance(only.value, MapNode):
                return with_field("name", only.key, only.value)
            case MapNode(entries=(only,)) if isinstance(only.value, TextNode):
                return written(only.key.place, name=only.key, shape=only.value)
        sink.wrong(node, "a node is `name: shape`", "write `name: round`, or `name: {shape: round, role: …}`")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, mapping_of(any_of(TYPED, Without(GraphNode, "name")), only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(any_of(TYPED, Without(GraphNode, "name")))


class NodeGroup(Selectable, frozen=True):
    """Nodes that belong together, in a frame with a name. Written short: `name: [node, node]`."""

    noun: ClassVar[str] = "a group of nodes"

    name: Annotated[
        Words, Meta(description="The text of the frame.", examples=[_NODES + "groups: {Checks: [Parse, Build]}"])
    ]
    nodes: Annotated[
        tuple[Words, ...],
        Meta(
            description="The nodes in the frame; a node is in one group at most.",
            examples=[_NODES + "groups:\n    - {name: Checks, nodes: [Parse, Build]}"],
        ),
    ]
    role: Annotated[
        str | None,
        Meta(
            description="The name of a role, which gives the frame its colour, and those nodes in it that have none; "
            "groups named like a role have it.",
            examples=[_NODES + "groups:\n    Checks: {nodes: [Parse, Build], role: kernel}"],
        ),
    ] = None

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        return one_by_one(node) if isinstance(node, MapNode) and not has(node, "name") else super().items(node)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case MapNode() if has(node, "name"):
                return node
            case MapNode(entries=(only,)) if isinstance(only.value, MapNode):
                return with_field("name", only.key, only.value)
            case MapNode(entries=(only,)):
                return written(only.key.place, name=only.key, nodes=only.value)
        sink.wrong(node, "a group is `name: [node, node]`", "write the name of its frame, and the nodes in it")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [mapping_of(any_of(TYPED, array_of(NAME), Without(NodeGroup, "name")), only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(any_of(TYPED, array_of(NAME), Without(NodeGroup, "name")))


class Joint(Struct, frozen=True):
    """A node as it is drawn: its text, its shape, and the role that it was given."""

    name: Words
    shape: NodeShape
    role: str | None


class Ranked(Struct, frozen=True):
    """The nodes of a graph in layers: the number of the layer of each node, and the edges that lead back."""

    layers: tuple[int, ...]
    back: frozenset[int]


class Framed(Struct, frozen=True):
    """A group as it is drawn: with its name, which can be those of several, and the numbers of its nodes."""

    group: NodeGroup
    name: Words
    nodes: tuple[int, ...]


class Graph(FromMermaid, frozen=True):
    """Nodes joined by arrows, placed in layers along the direction of the arrows. Written short: a list of edges."""

    noun: ClassVar[str] = "a graph"
    key: ClassVar[str] = "graph"

    edges: Annotated[
        tuple[Arrow, ...],
        Meta(
            description="The arrows: `A -> B`, `A -> B: label`, several in a row `A -> B -> C`, both ways `A <-> B`, "
            "crossed out `A -x-> B`. Their names make the nodes.",
            examples=[EXAMPLE],
        ),
    ] = ()
    nodes: Annotated[
        tuple[GraphNode, ...],
        Meta(
            description="Nodes with a shape or a role of their own, or without any edge: `name: shape`.",
            examples=[_NODES + "nodes: {Build: round}"],
        ),
    ] = ()
    groups: Annotated[
        tuple[NodeGroup, ...],
        Meta(
            description="Frames around nodes that belong together: `name: [node, node]`.",
            examples=[_NODES + "groups: {Checks: [Parse, Build]}"],
        ),
    ] = ()
    direction: Annotated[
        Literal["across", "down"] | None,
        Meta(
            description="Where the arrows lead: `down` or `across`. Without it, whichever allows the larger text.",
            examples=[_NODES + "direction: across"],
        ),
    ] = None
    highlight: Annotated[
        tuple[Words, ...],
        Meta(
            description="The nodes that the slide is about, in full colour.",
            examples=[_NODES + "highlight: Build"],
        ),
    ] = ()

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case TextNode() | MapNode() if cls.is_mermaid(node):
                return cls.from_mermaid(node, sink)
            case MapNode() if has(node, *cls.field_names()):
                return node
            case MapNode() | ListNode():
                return written(node.place, edges=node)
            case TextNode() if not node.is_null:
                return written(node.place, edges=node)
        sink.error(Code.EMPTY_VALUE, "this graph is empty", node.place, "write its edges, such as `A -> B`")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, array_of(ref(Arrow)), mapping_of(TYPED)]

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        super().finish(element, node, sink)
        if node.get("edges") is None and node.get("nodes") is None:
            sink.error(Code.EMPTY_VALUE, "this graph is empty", element.place, "write its edges, such as `A -> B`")
        many = max((len(element.edges), "edges"), (len(element.nodes), "nodes"))
        if many[0] > MOST:
            message = f"this graph has {many[0]} {many[1]}, but no slide has room for more than {MOST}"
            sink.error(Code.FIGURE_TOO_FULL, message, element.place, "make several graphs of it")

    @property
    def joints(self) -> tuple[Joint, ...]:
        """The nodes in the order in which they are first named."""
        return _joints(self)

    def number_of(self, name: str) -> int | None:
        """The number of the node with this name, None if there is none."""
        return _numbers(self).get(key_of(name))

    @property
    def ends(self) -> tuple[tuple[int, int], ...]:
        """The numbers of the nodes at the ends of each edge."""
        numbers = _numbers(self)
        return tuple((numbers[key_of(edge.start.plain)], numbers[key_of(edge.end.plain)]) for edge in self.edges)

    @property
    def ranked(self) -> Ranked:
        return ranked(len(self.joints), self.ends)

    @property
    def framed(self) -> tuple[Framed, ...]:
        """The groups as they are drawn, each node in one of them.

        A node that is in different groups for different people is in the first one for those who see both. A group
        that has no other nodes gives its name to that one: `VM / Container`.
        """
        home: dict[int, int] = {}
        found: list[Framed] = []
        named: list[set[str]] = []
        for group in self.groups:
            numbers = [number for name in group.nodes if (number := self.number_of(name.plain)) is not None]
            own = tuple(number for number in dict.fromkeys(numbers) if number not in home)
            if own:
                home |= dict.fromkeys(own, len(found))
                found.append(Framed(group, group.name, own))
                named.append({key_of(group.name.plain)})
            elif numbers and key_of(group.name.plain) not in named[home[numbers[0]]]:
                first = found[home[numbers[0]]]
                named[home[numbers[0]]].add(key_of(group.name.plain))
                both = replace(first.name, runs=(*first.name.runs, Inline(" / "), *group.name.runs))
                found[home[numbers[0]]] = replace(first, name=both)
        return tuple(found)

    @property
    def part_names(self) -> frozenset[str]:
        """The names of its nodes and groups, in lower case."""
        return frozenset(_numbers(self)) | {key_of(group.name.plain) for group in self.groups}

    def clicks(self, order: BuildOrder) -> int:
        """The number of clicks until all is shown in this order."""
        if order == "top down":
            return max(self.ranked.layers, default=0) + 1
        return max(len(self.edges), 1)

    def pruned(self) -> Self | None:
        if not self.edges and not self.nodes:
            return None
        nodes = _numbers(self)
        left = (
            replace(group, nodes=tuple(name for name in group.nodes if key_of(name.plain) in nodes))
            for group in self.groups
        )
        graph = replace(self, groups=tuple(group for group in left if group.nodes))
        there = graph.part_names
        return replace(graph, highlight=tuple(name for name in self.highlight if key_of(name.plain) in there))


def key_of(name: str) -> str:
    """What two names of the same node have in common."""
    return " ".join(name.casefold().split())


def _numbers(graph: Graph) -> dict[str, int]:
    numbers = {key: number for number, key in enumerate(_named(graph))}
    # A node with an id can be called by its text too, unless that is the name of another one.
    return {name: numbers[key] for name, key in _texts(graph).items()} | numbers


def _texts(graph: Graph) -> dict[str, str]:
    """The texts of nodes that have an id, each with the key of the first node with this text."""
    found: dict[str, str] = {}
    for node in graph.nodes:
        if node.id:
            found.setdefault(key_of(node.name.plain), node.key)
    return found


def _named(graph: Graph) -> dict[str, Words]:
    """The texts of the nodes by their keys, in the order in which they are first named."""
    named: dict[str, Words] = {}
    ids = {node.key: node.name for node in graph.nodes if node.id}
    texts = _texts(graph)
    for name in (name for edge in graph.edges for name in (edge.start, edge.end)):
        key = key_of(name.plain)
        key = key if key in ids else texts.get(key, key)
        named.setdefault(key, ids.get(key, name))
    for node in graph.nodes:
        named.setdefault(node.key, node.name)
    return named


def _joints(graph: Graph) -> tuple[Joint, ...]:
    named = _named(graph)
    given = {node.key: node for node in graph.nodes}
    usual: NodeShape = "round" if any(mark in named for mark in MARKS) else "box"
    return tuple(
        Joint(words, _shape(words.plain, given.get(key), usual), given[key].role if key in given else None)
        for key, words in named.items()
    )


def _shape(name: str, node: GraphNode | None, usual: NodeShape) -> NodeShape:
    if node is not None and node.shape is not None:
        return node.shape
    if name in MARKS:
        return "start" if name == "start" else "end"
    return "decision" if name.rstrip().endswith(("?", "？", "؟")) else usual


@lru_cache(maxsize=256)
def ranked(count: int, edges: Sequence[tuple[int, int]]) -> Ranked:
    """Layers in which every edge leads at least one layer on, apart from those that close a cycle and lead back.

    Nodes are visited in the order in which they are named, first those to which no edge leads. A node is in the
    layer after the longest way to it; one to which no edge leads is next to the first node that follows it.
    """
    leaving: list[list[int]] = [[] for _ in range(count)]
    for number, (start, end) in enumerate(edges):
        if start != end:
            leaving[start].append(number)
    reached = {end for start, end in edges if start != end}
    order, back = _visited([*(n for n in range(count) if n not in reached), *reached], leaving, edges)
    layers = [0] * count
    for start in order:
        for number in leaving[start]:
            if number not in back:
                end = edges[number][1]
                layers[end] = max(layers[end], layers[start] + 1)
    for start in reversed(order):
        ahead = [layers[edges[number][1]] for number in leaving[start] if number not in back]
        if ahead and start not in reached:
            layers[start] = min(ahead) - 1
    return Ranked(tuple(layers), frozenset(back))


def _visited(
    starts: Sequence[int], leaving: Sequence[Sequence[int]], edges: Sequence[tuple[int, int]]
) -> tuple[list[int], set[int]]:
    """The nodes such that edges lead on, and the edges that do not: those to a node from which one came."""
    done: list[int] = []
    state: dict[int, bool] = {}
    back: set[int] = set()
    for first in starts:
        if first in state:
            continue
        state[first] = False
        path = [(first, iter(leaving[first]))]
        while path:
            node, rest = path[-1]
            number = next(rest, None)
            if number is None:
                state[node] = True
                done.append(node)
                path.pop()
                continue
            end = edges[number][1]
            if end not in state:
                state[end] = False
                path.append((end, iter(leaving[end])))
            elif not state[end]:
                back.add(number)
    return done[::-1], back
