"""What graphs, trees and sequences have in common: roles of their own, and a legend of the colours in them."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from msgspec import Meta, field

from deckgen.codes import Code
from deckgen.diagnostics import Sink, error
from deckgen.outline.desugar import with_conditions, without_conditions
from deckgen.outline.element import Sourced
from deckgen.outline.role import Role
from deckgen.source import Entry, MapNode, Node, TextNode

_GRAPH = "graph:\n  edges: [Browser -> Server]\n  nodes: {Browser: {role: mine}}\n  "


class Drawn(Sourced, frozen=True, kw_only=True):
    """A drawing that deckgen places itself."""

    beside: ClassVar[tuple[str, ...]] = ("highlight", "legend", "roles")
    """The fields that may also be typed beside it on the slide, as those of a figure of layers are."""

    roles: Annotated[
        dict[str, Role],
        Meta(
            description="Roles of this drawing alone, beside those of the lecture, and instead of those with the "
            "same key.",
            examples=[_GRAPH + "roles: {mine: What you write}\n  legend: true"],
        ),
    ] = field(default_factory=dict)
    legend: Annotated[
        bool,
        Meta(
            description="Whether the legend is shown, which explains the colours of the drawing.",
            examples=[_GRAPH + "roles: {mine: What you write}\n  legend: true"],
        ),
    ] = False

    @classmethod
    def takes(cls, key: str) -> bool:
        """True if a field typed beside it belongs to it."""
        return key in cls.beside and key in cls.field_names()

    @classmethod
    def with_beside(cls, node: Node, entries: tuple[Entry, ...]) -> Node:
        """What was typed for it, with fields that were typed beside it; a mistake in it is reported elsewhere."""
        short, conditions = without_conditions(node)
        long = with_conditions(cls.desugar(short, Sink()), conditions)
        if long is None:
            return node
        return MapNode((*long.entries, *entries), long.place)

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        super().finish(element, node, sink)
        keys: dict[str, TextNode] = {}
        for entry in node.entries:
            first = keys.setdefault(entry.key.text, entry.key)
            if first is not entry.key:
                message = f"`{first.text}` is in {cls.noun.replace('a ', 'this ', 1)}, and beside it too"
                found = error(Code.DUPLICATE_KEY, message, entry.key.place, "remove one of the two")
                sink.add(found.related_to(first.place, "first here"))
