"""The statements of a Mermaid text, each with its place in the outline or in a file; comments are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, get_args

from msgspec import Struct

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Sink, error, warning
from deckgen.outline.desugar import within
from deckgen.regex import regex
from deckgen.source import TextNode

Kind = Literal["flowchart", "stateDiagram", "sequenceDiagram"]
HOMES: dict[Kind, str] = {"flowchart": "graph", "stateDiagram": "graph", "sequenceDiagram": "sequence"}
"""The keys under which each kind of diagram belongs."""
_KINDS: dict[str, Kind] = {
    "graph": "flowchart",
    "stateDiagram-v2": "stateDiagram",
    **{kind: kind for kind in get_args(Kind)},
}
_OF_ENTITIES = ("erDiagram", "classDiagram")
_HEADER = regex(r"([\w-]+)\s*(.*)")
_STATEMENT = regex(r'(?:"[^"\n]*"|[^;\n"]|"|;(?=[^\n]*"[^"\n]*$))+')
_MARKDOWN = regex(r"([\\`*_\[\]$~^<&])")
_BREAK = regex(r"\\n|<br\s*/?>")


class Statement(Struct, frozen=True):
    """A statement: its text, and where that begins in the whole text of `node`."""

    node: TextNode
    start: int
    text: str

    def piece(self, start: int = 0, stop: int | None = None) -> TextNode:
        """The characters between two, without the spaces around them, with their place."""
        text = self.text[start:stop]
        begin = self.start + start + len(text) - len(text.lstrip())
        text = text.strip()
        return TextNode(text, within(self.node, begin, max(len(text), 1)), '"')

    def shown(self, start: int, stop: int | None = None) -> TextNode:
        """A text that is shown, in which nothing is Markdown; without the quotes that may be around it."""
        found = self.piece(start, stop)
        text = found.text
        if len(text) > 1 and text[0] == text[-1] == '"':
            text = text[1:-1].strip()
        parts = [_MARKDOWN.sub(r"\\\1", part.strip()) for part in _BREAK.split(text.strip("`"))]
        return TextNode("<br>".join(parts), found.place, '"')

    def refuse(self, sink: Sink, hint: str, start: int = 0, stop: int | None = None) -> None:
        """Report something that says more than can be drawn."""
        piece = self.piece(start, stop)
        message = f"`{piece.text}` is Mermaid that deckgen cannot draw"
        sink.add(error(Code.MERMAID_NOT_DRAWN, message, piece.place, hint))

    def change(self, sink: Sink, drawn: str, hint: str, start: int, stop: int | None) -> None:
        """Warn of a line or a shape that is drawn as another one."""
        piece = self.piece(start, stop)
        sink.add(warning(Code.MERMAID_LOOK, f"`{piece.text}` is drawn as {drawn}", piece.place, hint))

    def ignore(self, sink: Sink, hint: str | None = None, start: int = 0, stop: int | None = None) -> None:
        """Warn of something that changes nothing, usually the look of a diagram, which is that of the theme here."""
        piece = self.piece(start, stop)
        hint = hint or "remove it; colours come from `roles`, all else from the theme"
        sink.add(warning(Code.MERMAID_LOOK, f"`{piece.text}` changes nothing here", piece.place, hint))


def statements(node: TextNode, sink: Sink) -> Iterator[Statement]:
    """The statements of a Mermaid text. Notes about it, between lines of `---`, are left out, and so are comments."""
    start = 0
    if node.text.lstrip().startswith("---"):
        stop = node.text.find("\n---", node.text.index("---") + 3)
        start = stop + 4 if stop >= 0 else 0
    for line in re.compile(r"[^\n]+").finditer(node.text, start):
        text = line[0].strip()
        if text.startswith("%%{"):
            Statement(node, line.start(), line[0]).ignore(sink)
        elif not text.startswith("%%"):
            for found in _STATEMENT.finditer(node.text, *line.span()):
                if found[0].strip():
                    yield Statement(node, found.start(), found[0].rstrip())


def header(found: Iterator[Statement], node: TextNode, sink: Sink) -> tuple[Kind, TextNode, TextNode] | None:
    """The kind of a diagram, the word for it, and what is behind that; None if it is none that can be read."""
    first = next(found, None)
    if first is None:
        # The place of a file is the line in front of its first one.
        empty = within(node, 0, 1) if node.place.line < 0 else node.place
        sink.error(Code.EMPTY_VALUE, "there is no diagram in this text", empty, "begin with `flowchart LR`")
        return None
    start = len(first.text) - len(first.text.lstrip())
    match = _HEADER.match(first.text, start)
    kind = _KINDS.get(match[1]) if match else None
    if match is None or kind is None:
        hint = "begin with `flowchart LR`, `stateDiagram-v2` or `sequenceDiagram`"
        if match is not None and match[1].startswith(_OF_ENTITIES):
            hint = "write `entities` instead, with `A: [attribute]` for each, and `relations: [A 1:n B]`"
        place = first.piece(0, match.end(1) if match else None)
        sink.add(
            error(Code.MERMAID_NOT_DRAWN, f"`{place.text}` is no diagram that deckgen can draw", place.place, hint)
        )
        return None
    return kind, first.piece(*match.span(1)), first.piece(match.start(2))


def called_twice(name: str, first: TextNode, second: TextNode) -> Diagnostic:
    """The error for a thing that is given a second text, of which only one could be drawn."""
    message = f"`{name}` is called `{second.text}` here, and `{first.text}` before"
    found = error(Code.MERMAID_NOT_DRAWN, message, second.place, "write one of the two")
    return found.related_to(first.place, "called so before")
