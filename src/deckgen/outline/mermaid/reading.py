"""The long form of a graph or a sequence whose text is in Mermaid."""

from __future__ import annotations

from deckgen.codes import Code
from deckgen.diagnostics import Sink, error
from deckgen.outline.mermaid.flowchart import flowchart, state_diagram
from deckgen.outline.mermaid.sequence_diagram import sequence_diagram
from deckgen.outline.mermaid.statements import HOMES, header, statements
from deckgen.source import MapNode, TextNode

_BROUGHT = ("edges", "nodes", "groups", "steps", "participants", "file")


def written_out(node: MapNode, home: str, sink: Sink) -> MapNode | None:
    """The long form of what is typed under the key `home`, with the other fields beside `mermaid` as they are."""
    text = node.get("mermaid")
    clashing = next((entry.key for entry in node.entries if entry.key.text in _BROUGHT), None)
    if not isinstance(text, TextNode):
        hint = "write `mermaid: |`, and the diagram in the lines below it"
        sink.wrong(text or node, "a diagram in Mermaid is a text", hint)
    elif clashing is not None:
        message = f"`mermaid` brings all of this drawing, so `{clashing.text}` cannot be beside it"
        sink.error(Code.CLASHING_FIELDS, message, clashing.place, "remove one of the two")
    else:
        before = len(sink.diagnostics)
        drawing = _drawing(text, home, sink)
        if drawing is not None and not sink.has_errors_since(before):
            rest = tuple(entry for entry in node.entries if entry.key.text != "mermaid")
            typed = {entry.key.text for entry in rest}
            return MapNode((*(entry for entry in drawing.entries if entry.key.text not in typed), *rest), node.place)
    return None


def _drawing(text: TextNode, home: str, sink: Sink) -> MapNode | None:
    found = statements(text, sink)
    head = header(found, text, sink)
    if head is None:
        return None
    kind, word, rest = head
    if HOMES[kind] != home:
        message = f"a `{kind}` belongs to `{HOMES[kind]}`, not to `{home}`"
        sink.add(error(Code.MERMAID_NOT_DRAWN, message, word.place, f"put it under `{HOMES[kind]}`"))
        return None
    if kind == "flowchart":
        return flowchart(found, rest, text.place, sink)
    return (
        state_diagram(found, text.place, sink)
        if kind == "stateDiagram"
        else sequence_diagram(found, text.place, sink)
    )
