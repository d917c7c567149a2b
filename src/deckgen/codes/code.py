"""What there is to say of one code, at more length than a message has room for."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Kind = Literal["error", "warning", "defect"]


class Code(Struct, frozen=True):
    """A code of the program. An `error` keeps a deck from being built, a `warning` does not, and a `defect` is a
    fault of deckgen's own that its gate has stopped.

    `meaning` says what it is, `reason` why it matters or where a threshold comes from, `remedy` what to do.
    """

    name: str
    kind: Kind
    meaning: str
    reason: str
    remedy: str


Row = tuple[str, str, str, str]


def table(kind: Kind, *rows: Row) -> tuple[Code, ...]:
    """Codes of one kind, each written as its name, meaning, reason and remedy."""
    return tuple(Code(name, kind, meaning, reason, remedy) for name, meaning, reason, remedy in rows)
