"""Which face a piece of text is set in. In: what a theme says; out: the key under which widths are looked up."""

from __future__ import annotations

from msgspec import Struct


class Font(Struct, frozen=True):
    """A face of a family, by the name PowerPoint knows it under."""

    family: str
    bold: bool = False
    italic: bool = False
