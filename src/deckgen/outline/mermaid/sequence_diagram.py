"""Sequence diagrams in Mermaid, written out as sequences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.codes import Code
from deckgen.diagnostics import Place, Sink, error
from deckgen.outline.desugar import list_of, written
from deckgen.outline.mermaid.statements import Statement, called_twice
from deckgen.regex import regex
from deckgen.source import MapNode, Node, TextNode

_ID = r"[^\s:,+>;-]+(?:[ -][^\s:,+>;-]+)*?"
_MESSAGE = regex(
    rf"\s*(?P<start>{_ID})\s*(?P<sign><<-?->>|-?->>|--?>|--?x|--?\))\s*(?P<bar>[+-])?\s*(?P<end>{_ID})\s*(?::(?P<label>.*))?$"
)
_PARTICIPANT = regex(r"\s*(?:participant|actor)\s+(?P<id>.+?)(?:\s+as\s+(?P<text>.*))?\s*$")
_NOTE = regex(r"\s*[Nn]ote\s+(?:over|left of|right of)\s+(?P<over>[^:]+?)\s*:(?P<text>.*)$")
_GROUPS = ("alt", "loop", "opt", "par")
_LOOKS = ("autonumber", "title", "title:", "accTitle:", "accDescr:", "links", "link", "properties", "details")
_MORE = {"else": "alt", "and": "par"}


class _Group:
    """A group that is open: its kind, and its parts with their steps; without a kind, it has no frame.

    It is `refused` if it has been reported, so that nothing more is said of its parts.
    """

    def __init__(self, kind: str, place: Place, *, refused: bool = False) -> None:
        self.refused = refused
        self.kind = kind
        self.place = place
        self.parts: list[tuple[TextNode | None, list[Node]]] = []


class _Maker:
    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.names: dict[str, TextNode] = {}
        self.order: list[TextNode] = []
        self.steps: list[Node] = []
        self.open: list[_Group] = []
        self.has_bars = False

    def add(self, step: Node) -> None:
        """Put a step into the innermost group that is open."""
        framed = [group for group in self.open if group.kind]
        (framed[-1].parts[-1][1] if framed else self.steps).append(step)

    def name(self, typed: TextNode) -> TextNode:
        """The text of a participant, by which a sequence calls it."""
        return TextNode(self.names[typed.text].text if typed.text in self.names else typed.text, typed.place, '"')

    def close(self, statement: Statement) -> None:
        if not self.open:
            statement.refuse(self.sink, "remove it: no group is open here")
            return
        group = self.open.pop()
        if not group.kind:
            return
        parts = [
            written(
                group.place, when=when if when is not None and when.text else None, steps=list_of(steps, group.place)
            )
            for when, steps in group.parts
        ]
        self.add(written(group.place, **{group.kind: list_of(parts, group.place)}))


def sequence_diagram(found: Iterator[Statement], place: Place, sink: Sink) -> MapNode:
    """The sequence of a diagram whose statements these are."""
    maker = _Maker(sink)
    for statement in found:
        _read(statement, maker)
    for group in maker.open:
        message = f"`{group.kind or 'box'}` is not closed"
        sink.add(error(Code.MERMAID_NOT_DRAWN, message, group.place, "close it with `end`"))
    return written(
        place,
        participants=list_of(maker.order, place) if maker.order else None,
        steps=list_of(maker.steps, place),
        activation=None if maker.has_bars else TextNode("false", place),
    )


def _read(statement: Statement, maker: _Maker) -> None:
    first, *rest = statement.text.split(None, 1)
    behind = statement.text.index(first) + len(first)
    match first:
        case "participant" | "actor" if (named := _PARTICIPANT.match(statement.text)) is not None:
            name = statement.piece(*named.span("id"))
            text = statement.shown(*named.span("text" if named["text"] else "id"))
            known = maker.names.setdefault(name.text, text)
            if known.text == text.text:
                maker.order.append(text)
            else:
                maker.sink.add(called_twice(name.text, known, text))
        case "activate" | "deactivate":
            maker.has_bars = True
        case "alt" | "loop" | "opt" | "par":
            group = _Group(first, statement.piece(0, behind).place)
            group.parts.append((statement.shown(behind) if rest else None, []))
            maker.open.append(group)
        case "else" | "and":
            _part(statement, behind, maker, _MORE[first])
        case "rect" | "box":
            statement.ignore(maker.sink)
            maker.open.append(_Group("", statement.piece().place))
        case "critical" | "break":
            statement.refuse(maker.sink, "write `opt`, or `alt` and `else`")
            maker.open.append(_Group("", statement.piece().place, refused=True))
        case "option" if any(group.refused for group in maker.open):
            pass
        case "end" if not rest:
            maker.close(statement)
        case _ if first in _LOOKS:
            hint = "remove it; type the numbers into the messages" if first == "autonumber" else None
            statement.ignore(maker.sink, hint)
        case _:
            _message(statement, maker)


def _part(statement: Statement, behind: int, maker: _Maker, kind: str) -> None:
    """A further part of a group."""
    if not maker.open or maker.open[-1].kind != kind:
        statement.refuse(maker.sink, f"write it between `{kind}` and `end`")
        return
    maker.open[-1].parts.append((statement.shown(behind) if statement.text[behind:].strip() else None, []))


def _message(statement: Statement, maker: _Maker) -> None:
    """A message or a note; anything else is reported."""
    if (note := _NOTE.match(statement.text)) is not None:
        start = note.start("over")
        over = [
            maker.name(statement.piece(start + each.start(), start + each.end()))
            for each in re.finditer(r"[^,]+", note["over"])
        ]
        place = statement.piece().place
        maker.add(written(place, note=statement.shown(*note.span("text")), over=list_of(over, place)))
        return
    match = _MESSAGE.match(statement.text)
    if match is None or match["sign"].startswith("<<"):
        statement.refuse(maker.sink, "write it like `A->>B: text` or `A-->>B: text`")
        return
    maker.has_bars = maker.has_bars or match["bar"] is not None
    true = TextNode("true", statement.piece().place)
    label = statement.shown(*match.span("label")) if match["label"] and match["label"].strip() else None
    fields: dict[str, Node | None] = {
        "from": maker.name(statement.piece(*match.span("start"))),
        "to": maker.name(statement.piece(*match.span("end"))),
        "label": label,
        "reply": true if match["sign"].startswith("--") else None,
        "crossed": true if match["sign"].endswith("x") else None,
    }
    maker.add(written(true.place, **fields))
