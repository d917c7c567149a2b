"""Trees: things that are made of, or lead to, others, which deckgen places itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, Self

from msgspec import Meta
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Sink
from deckgen.outline.build import BuildOrder
from deckgen.outline.desugar import has, items_of, list_of, with_field, written
from deckgen.outline.drawn import Drawn
from deckgen.outline.element import Selectable, Words
from deckgen.outline.forms import NAME, TYPED, JsonSchema, any_of, array_of, mapping_of, ref
from deckgen.outline.graph import MOST, key_of
from deckgen.source import Entry, ListNode, MapNode, Node, TextNode

EXAMPLE = "tree:\n  Memory:\n    Volatile: [Cache, RAM]\n    Lasting: [Flash, Disk]"
_LONG = "tree:\n  of: {Memory: [Cache, {Disk: {role: hardware}}]}\n  "


class Branch(Selectable, frozen=True):
    """A node of a tree with the branches under it. Written short: `name`, or `name: [branch, branch]`."""

    noun: ClassVar[str] = "a branch of a tree"

    name: Annotated[Words, Meta(description="The text of the node.", examples=[EXAMPLE])]
    role: Annotated[
        str | None,
        Meta(
            description="The name of a role, which gives the node its colour; nodes named like a role have it.",
            examples=[_LONG + "direction: down"],
        ),
    ] = None
    parts: Annotated[
        tuple[Branch, ...],
        Meta(
            description="The branches under it.",
            examples=["tree:\n  Memory: {role: hardware, parts: [Cache, Disk]}"],
        ),
    ] = ()

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        """The branches of a list, or of a mapping from names to what is under them."""
        if isinstance(node, MapNode) and not has(node, "name"):
            return tuple(MapNode((entry,), entry.key.place) for entry in node.entries)
        return tuple(branch for item in items_of(node) for branch in _branches(item))

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case TextNode() if not node.is_null:
                return written(node.place, name=node)
            case MapNode() if has(node, "name"):
                return node
            case MapNode(entries=(only,)) if isinstance(only.value, MapNode) and has(only.value, "role", "parts"):
                return with_field("name", only.key, only.value)
            case MapNode(entries=(Entry(key=name, value=ListNode(items=())),)):
                hint = "write what is under it, or its name alone"
                sink.error(Code.EMPTY_VALUE, f"there is nothing under the branch `{name.text}`", name.place, hint)
                return None
            case MapNode(entries=(only,)):
                below = only.value
                is_leaf = isinstance(below, TextNode) and below.is_null
                return written(only.key.place, name=only.key, parts=None if is_leaf else below)
        sink.wrong(node, "a branch is `name`, or `name: [branch, branch]`", "write its name, and what is under it")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, mapping_of(any_of(TYPED, array_of(ref(Branch)), {"type": "object"}), only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(any_of(TYPED, array_of(ref(Branch)), {"type": "object"}))

    @property
    def depth(self) -> int:
        """The number of levels, its own among them."""
        return 1 + max((part.depth for part in self.parts), default=0)


def _branches(node: Node) -> Iterator[Node]:
    """The branches in an item of a list: a mapping with several names is several branches."""
    if isinstance(node, MapNode) and not has(node, "name") and len(node.entries) > 1:
        yield from (MapNode((entry,), entry.key.place) for entry in node.entries)
    else:
        yield node


class Tree(Drawn, frozen=True):
    """A tree of boxes: an organisation, a taxonomy, a syntax tree. Written short: nested names."""

    noun: ClassVar[str] = "a tree"

    of: Annotated[
        tuple[Branch, ...],
        Meta(description="The root, with all branches under it.", examples=[_LONG + "direction: across"]),
    ]
    direction: Annotated[
        Literal["across", "down"] | None,
        Meta(
            description="Where the branches go: `down` or `across`. Without it, whichever allows the larger text.",
            examples=[_LONG + "direction: across"],
        ),
    ] = None
    highlight: Annotated[
        tuple[Words, ...],
        Meta(description="The nodes that the slide is about, in full colour.", examples=[_LONG + "highlight: Disk"]),
    ] = ()

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case MapNode() if has(node, "of") and not isinstance(node.get("of"), type(None)):
                return node
            case MapNode(entries=()) | ListNode(items=()):
                pass
            case MapNode() | ListNode():
                return written(node.place, of=list_of(Branch.items(node), node.place))
            case TextNode() if not node.is_null:
                return written(node.place, of=node)
        hint = "write its root, and the branches under it"
        sink.error(Code.EMPTY_VALUE, "this tree is empty", node.place, hint)
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, array_of(ref(Branch)), mapping_of(any_of(TYPED, array_of(ref(Branch)), {"type": "object"}))]

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        super().finish(element, node, sink)
        if not element.of and node.get("of") is not None and not sink.has_errors:
            hint = "write its root, and the branches under it"
            sink.error(Code.EMPTY_VALUE, "this tree is empty", element.place, hint)

        elif (count := sum(1 for _ in element.walk())) > MOST:
            message = f"this tree has {count} nodes, but no slide has room for more than {MOST}"
            sink.error(Code.FIGURE_TOO_FULL, message, element.place, "make several trees of it")

    def walk(self) -> Iterator[Branch]:
        """All branches, each before those under it."""
        waiting = list(reversed(self.of))
        while waiting:
            branch = waiting.pop()
            yield branch
            waiting += reversed(branch.parts)

    @property
    def part_names(self) -> frozenset[str]:
        """The names of its nodes, in lower case."""
        return frozenset(key_of(branch.name.plain) for branch in self.walk())

    def clicks(self, order: BuildOrder) -> int:  # noqa: ARG002
        """The number of clicks until all is shown, one for each level."""
        return max((branch.depth for branch in self.of), default=1)

    def pruned(self) -> Self | None:
        if not self.of:
            return None
        there = self.part_names
        return replace(self, highlight=tuple(name for name in self.highlight if key_of(name.plain) in there))
