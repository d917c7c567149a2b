"""What is wrong with an outline, as values: collected, never raised, turned into words by `report`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from deckgen.codes import Code

Severity = Literal["error", "warning"]


class Place(Struct, frozen=True):
    """Where something stands in the outline: line and column counted from 0, and how many characters it takes.

    `file` is the path of an included file from the outline's folder, nothing in the outline itself.
    """

    line: int
    column: int
    length: int = 1
    file: str = ""


class Diagnostic(Struct, frozen=True):
    """One mistake or risk.

    `code` is stable; `message` says what is wrong in the author's words, in lower case
    and without a full stop; `hint` says what to do. `place` is None only where no line is to blame.
    """

    severity: Severity
    code: Code
    message: str
    place: Place | None = None
    hint: str | None = None

    @property
    def line(self) -> int | None:
        """The line in the outline, counted from 1 as editors do; None without a place."""
        return self.place.line + 1 if self.place is not None else None

    @property
    def column(self) -> int | None:
        """The column in that line, counted from 1."""
        return self.place.column + 1 if self.place is not None else None


def error(code: Code, message: str, place: Place | None = None, hint: str | None = None) -> Diagnostic:
    """A mistake that keeps the deck from being built."""
    return Diagnostic("error", code, message, place, hint)


def warning(code: Code, message: str, place: Place | None = None, hint: str | None = None) -> Diagnostic:
    """A risk worth mending; the deck is built all the same."""
    return Diagnostic("warning", code, message, place, hint)


class BrokenDeck(Exception):  # noqa: N818  (it is named for what there is, not for what it does)
    """A deck that PowerPoint would repair or reject, so nobody gets it; `defects` say why, one line each."""

    def __init__(self, defects: Sequence[str]) -> None:
        super().__init__(list(defects))
        self.defects = tuple(defects)
