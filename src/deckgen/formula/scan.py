"""LaTeX to tokens that know where they stand, and which brackets belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from deckgen.formula.symbols import CLOSING, OPENING, PARTNERS

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\[\s\S]|\n|_{6,}|[0-9]+(?:\.[0-9]+)?|[^\s]|[^\S\n]+")
_STARRED = frozenset(("\\operatorname*",))
END = ""
"""The token behind the last one."""
_INNER = {"{": "}", "\\left": "\\right", "\\begin": "\\end"}
_BREAKS = ("&", "\\\\", "\n")


class Token(Struct, frozen=True):
    """A command with its backslash, a number, or one character, and where it begins."""

    text: str
    start: int

    @property
    def length(self) -> int:
        return max(len(self.text), 1)


def tokens_of(latex: str) -> list[Token]:
    """The tokens of a text without white space between them; line ends are tokens, and END comes last."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(latex):
        text = found[0]
        if text.endswith("*") and len(text) > 2 and text not in _STARRED:
            tokens += [Token(text[:-1], found.start()), Token("*", found.end() - 1)]
        elif text == "\n" or not text.isspace():
            tokens.append(Token(text, found.start()))
    return [*tokens, Token(END, len(latex))]


def bracket(text: str) -> tuple[str, bool] | None:
    """The delimiter that a token is, and whether it opens; None where it is no bracket."""
    if text in ("(", "["):
        return text, True
    if text in (")", "]"):
        return text, False
    name = text[1:] if text.startswith("\\") else None
    if name in OPENING:
        return OPENING[name], True
    return (CLOSING[name], False) if name in CLOSING else None


class _Scope:
    """A stretch of tokens in which brackets may belong together: what is in braces, in a cell, on a line."""

    def __init__(self) -> None:
        self.opened: list[tuple[int, str]] = []


def partners_of(tokens: Sequence[Token]) -> dict[int, int]:
    """For each bracket that has a partner, the place of the closing one by that of the opening one."""
    found: dict[int, int] = {}
    scopes = [_Scope()]
    for index, token in enumerate(tokens):
        if token.text in _INNER:
            scopes.append(_Scope())
        elif token.text in _INNER.values():
            if len(scopes) > 1:
                scopes.pop()
        elif token.text in _BREAKS:
            if token.text != "\n" or len(scopes) == 1:
                scopes[-1].opened.clear()
        elif (sign := bracket(token.text)) is not None and tokens[index - 1].text not in _SIZED:
            _pair(index, *sign, scopes[-1].opened, found)
    return found


_SIZED = ("\\left", "\\right", "\\middle")


def _pair(index: int, sign: str, opens: bool, opened: list[tuple[int, str]], found: dict[int, int]) -> None:
    if opens:
        opened.append((index, sign))
        return
    for depth in range(len(opened) - 1, -1, -1):
        start, left = opened[depth]
        if sign in PARTNERS[left]:
            # Brackets between the two that have no partner stay single.
            del opened[depth:]
            found[start] = index
            return
