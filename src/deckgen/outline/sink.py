"""Where the mistakes of an outline are collected while it is decoded."""

from __future__ import annotations

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error
from deckgen.source import ListNode, MapNode, Node, TextNode


class Sink:
    """The mistakes found so far. Decoding goes on after each, so that all are reported at once."""

    __slots__ = ("diagnostics",)

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def error(self, code: Code, message: str, place: Place, hint: str | None = None) -> None:
        self.diagnostics.append(error(code, message, place, hint))

    def wrong(self, node: Node, expected: str, hint: str | None = None) -> None:
        """Something else was expected than `node`."""
        self.error(Code.WRONG_TYPE, f"{expected}, but this is {named(node)}", node.place, hint)


def named(node: Node) -> str:
    """What a node is, in a message."""
    match node:
        case ListNode():
            return "a list"
        case MapNode():
            return "a mapping" if node.entries else "an empty mapping"
        case TextNode():
            if node.is_null:
                return "empty"
            first = node.text.strip().split("\n", 1)[0]
            return f"`{first if len(first) <= 40 else first[:39] + '…'}`"
