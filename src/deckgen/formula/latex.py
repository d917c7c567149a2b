"""LaTeX to the tree of a formula, or the first mistake in it with its place.

What lectures need of LaTeX's mathematics is read, and everything else is a mistake with a hint. Brackets that
belong together become fences, and large operators and named functions take what they are applied to, because that
is how PowerPoint wants them.

The parser is deckgen's own and not latex2mathml: that one takes unknown commands for letters, says nothing of where
a mistake is, and is slow to import, while most outlines only hold a few formulas in running text.
"""

from __future__ import annotations

from functools import lru_cache

from deckgen.formula.parser import Parser
from deckgen.formula.reader import Reader, Unreadable
from deckgen.formula.structures import STRUCTURES
from deckgen.formula.tree import Mistake, Node


@lru_cache(maxsize=1024)
def formula_of(latex: str) -> Node | Mistake:
    """The formula that `latex` says; lines of it are parted by `\\\\` or by line ends."""
    try:
        return Parser(Reader(latex), STRUCTURES).whole()
    except Unreadable as unreadable:
        return unreadable.mistake
