"""Texts that YAML cuts off at ` #`: what follows is a comment, and `Issue #12` would silently become `Issue`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.diagnostics import Diagnostic, Place, warning
from deckgen.source.nodes import ListNode, MapNode, Node, TextNode
from deckgen.source.syntax import lines_of, quoted

SIGN = re.compile(r"\S #[^\s#]")


def cut_off(root: Node, text: str) -> Iterator[Diagnostic]:
    """A warning for each text that is followed by a single space and a `#` that touches a word."""
    if SIGN.search(text) is None:
        return
    lines = lines_of(text)
    for node in _plain(root):
        end = node.place.column + node.place.length
        line = lines[node.place.line] if node.place.line < len(lines) else ""
        if SIGN.match(line, end - 1):
            rest = line[end + 1 :].rstrip()
            whole = f"{node.text} {rest}"
            message = f"`{rest}` is left out: a `#` after a space begins a comment"
            hint = f"put the text in quotes: {quoted(whole)}; or write a space after `#` if it is a comment"
            yield warning("comment", message, Place(node.place.line, end + 1, len(rest)), hint)


def _plain(node: Node) -> Iterator[TextNode]:
    """Every text without quotes that is written in one line."""
    match node:
        case TextNode(style="") if node.text and node.place.length == len(node.text):
            yield node
        case ListNode():
            for item in node.items:
                yield from _plain(item)
        case MapNode():
            for entry in node.entries:
                yield from _plain(entry.value)
