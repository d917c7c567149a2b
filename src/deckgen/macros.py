"""The author's own commands in formulas, which the head of an outline defines for all formulas below it."""

from __future__ import annotations

from msgspec import Struct


class Macro(Struct, frozen=True):
    """A command of the author: the number of its arguments, and what it means, with `#1` for the first of them."""

    arguments: int
    meaning: str


Macros = tuple[tuple[str, Macro], ...]
"""The author's commands, with their names without backslashes."""
