"""Scene to package: a complete .pptx as bytes, with native shapes, tables and notes.

Dull on purpose: it measures nothing and decides nothing. XML is written as strings in one pass, because a deck of
a thousand slides must take less time than importing a library for it would.
"""

from __future__ import annotations

from deckgen.pptx.deck import write

__all__ = ["write"]
