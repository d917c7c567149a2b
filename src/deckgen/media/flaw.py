"""The reason to refuse a drawing."""

from __future__ import annotations

from msgspec import Struct

from deckgen.codes import Code


class Flaw(Struct, frozen=True):
    """The reason to refuse a drawing, which follows its name; `line` counts from 1, None means the whole drawing."""

    code: Code
    what: str
    line: int | None
    hint: str

    def said_of(self, name: str) -> str:
        """The complete message."""
        return f"`{name}` {self.what}" + ("" if self.line is None else f" in line {self.line}")


class Refused(Exception):  # noqa: N818
    """Raised at the first reason to refuse a drawing."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.what)
        self.flaw = flaw


PLAIN = "save it as plain SVG, which most programs offer, or as PNG"
