"""Located plain data: the text, lists and mappings of YAML, before they have a meaning.

Scalars keep the text that was typed (`no`, `1.10`, `12:30`): only the schema knows whether a number or true/false is
wanted.
"""

from __future__ import annotations

from msgspec import Struct

from deckgen.diagnostics import Place

NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class TextNode(Struct, frozen=True):
    """A scalar. `style` is YAML's: `''` plain, `'` or `"` quoted, `|` or `>` a block of lines.

    `margin` is the column at which the lines of a block begin.
    """

    text: str
    place: Place
    style: str = ""
    margin: int = 0

    @property
    def is_null(self) -> bool:
        """True if this means "nothing": empty, `~` or `null`, without quotes."""
        return self.style == "" and self.text in NULLS

    @property
    def is_blank(self) -> bool:
        """True if there is nothing to read, in quotes or not."""
        return self.is_null or not self.text.strip()

    @property
    def described(self) -> str:
        """The node as messages name it."""
        if self.is_null:
            return "empty"
        first = self.text.strip().split("\n", 1)[0]
        return f"`{first if len(first) <= 40 else first[:39] + '…'}`"


class ListNode(Struct, frozen=True):
    """A list; `place` is its first dash or its brackets."""

    items: tuple[Node, ...]
    place: Place

    @property
    def described(self) -> str:
        """The node as messages name it."""
        return "a list"


class Entry(Struct, frozen=True):
    """A key of a mapping and its value."""

    key: TextNode
    value: Node


class MapNode(Struct, frozen=True):
    """A mapping without duplicate keys; `place` is its first key or its braces."""

    entries: tuple[Entry, ...]
    place: Place

    @property
    def described(self) -> str:
        """The node as messages name it."""
        return "a mapping" if self.entries else "an empty mapping"

    def get(self, key: str) -> Node | None:
        """The value of `key`, or None."""
        return next((entry.value for entry in self.entries if entry.key.text == key), None)


Node = TextNode | ListNode | MapNode
