"""What graphs, trees and sequences have in common: roles of their own, and a legend of the colours in them."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from msgspec import Meta, field

from deckgen.codes import Code
from deckgen.diagnostics import Sink, error
from deckgen.outline.desugar import has, with_conditions, without_conditions
from deckgen.outline.element import Outside, Sourced, Verbatim, Words
from deckgen.outline.role import Role
from deckgen.regex import regex
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
    def this(cls) -> str:
        """Its name in messages about the one that is meant: `this graph`."""
        return f"this {cls.noun.partition(' ')[2]}"

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
                message = f"`{first.text}` is in {cls.this()}, and beside it too"
                found = error(Code.DUPLICATE_KEY, message, entry.key.place, "remove one of the two")
                sink.add(found.related_to(first.place, "first here"))


class FromMermaid(Drawn, frozen=True, kw_only=True):
    """A drawing that can also be written in Mermaid; its fields then come from that text."""

    key: ClassVar[str]
    """The key under which it is typed."""

    mermaid: Annotated[
        Words | None,
        Verbatim,
        Meta(
            description="The drawing in Mermaid: a `flowchart` or a `stateDiagram` for a graph, a `sequenceDiagram` "
            "for a sequence.",
            examples=["graph:\n  mermaid: |\n    flowchart LR\n      A[Source] --> B(Program)"],
        ),
    ] = None
    file: Annotated[
        Words | None,
        Outside,
        Meta(
            description="A file with the drawing in Mermaid, `.mmd`, relative to the outline; short: its name.",
            examples=["graph:\n  file: flow.mmd", "graph: flow.mmd"],
        ),
    ] = None

    @classmethod
    def from_mermaid(cls, node: Node, sink: Sink) -> MapNode | None:
        """The long form of a drawing that is in Mermaid, or None if a mistake in it has been reported."""
        if isinstance(node, MapNode) and has(node, "mermaid"):
            from deckgen.outline.mermaid.reading import written_out  # noqa: PLC0415  (few outlines hold Mermaid)

            return written_out(node, cls.key, sink)
        if isinstance(node, TextNode) and _is_diagram(node.text):
            hint = "write `mermaid: |`, and the diagram in the lines below it"
            sink.error(Code.WRONG_TYPE, f"a diagram in Mermaid belongs to `mermaid` in `{cls.key}`", node.place, hint)
            return None
        hint = "give the file the ending `.mmd`"
        name = node.get("file") if isinstance(node, MapNode) else node
        sink.wrong(name or node, "the name of a file in Mermaid is expected here", hint)
        return None

    @classmethod
    def is_mermaid(cls, node: Node) -> bool:
        """True if a drawing is in Mermaid, at its place or not, or in a file."""
        if isinstance(node, TextNode):
            return is_file(node.text) or _is_diagram(node.text)
        return isinstance(node, MapNode) and has(node, "mermaid", "file")


def is_file(name: str) -> bool:
    """True if a text is the name of a file with a drawing in Mermaid."""
    return name.lower().endswith((".mmd", ".mermaid")) and "\n" not in name and "->" not in name


_DIAGRAM = regex(
    r"\s*(?:(?:%%|```)[^\n]*\n\s*|---\n(?:[^\n]*\n)*?---\s*\n\s*)*"
    r"(?:flowchart\b|graph(?:\s+(?:TB|TD|BT|RL|LR))?\s*[\n;]|stateDiagram|sequenceDiagram)(?:[^\n>]*[\n;])?"
)


def _is_diagram(text: str) -> bool:
    """True if a text begins like a diagram in Mermaid."""
    return _DIAGRAM.match(text) is not None
