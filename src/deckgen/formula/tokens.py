"""LaTeX as tokens that know their place, at which a mistake in them is reported."""

from __future__ import annotations

import re
from typing import NoReturn

from msgspec import Struct

from deckgen.regex import regex

_TOKEN = regex(
    r"\\(?:operatorname|tag|hspace)\*|\\[A-Za-z]+|\\[\s\S]|_{6,}|[0-9]+(?:\.[0-9]+)?|(?<![0-9\\])%[^\n]*|\s+|.",
    re.DOTALL,
)


class Mistake(Struct, frozen=True):
    """The reason why a text is no formula: its offset, counted from 0, its length, the problem, and the remedy."""

    start: int
    length: int
    message: str
    hint: str


class Unreadable(Exception):  # noqa: N818
    """Raised at the first mistake in a formula."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.message)
        self.mistake = mistake


class Token(Struct, frozen=True):
    """A command with its backslash, a number, white space or one character; `start` and `length` are those of what
    the author typed for it.
    """

    text: str
    start: int
    length: int

    @property
    def is_space(self) -> bool:
        return self.text.isspace()

    def fail(self, message: str, hint: str) -> NoReturn:
        raise Unreadable(Mistake(self.start, self.length, message, hint))


def tokens_of(latex: str) -> list[Token]:
    """The tokens of a text; comments are left out."""
    found = (Token(match[0], match.start(), len(match[0])) for match in _TOKEN.finditer(latex))
    return [token for token in found if not token.text.startswith("%") or token.text == "%"]


def taken(owner: Token, waiting: list[Token], need: str = "this needs something") -> str:
    """The text of the next argument of a command, taken from the end of `waiting`."""
    while waiting and waiting[-1].is_space:
        waiting.pop()
    if not waiting or waiting[-1].text == "}":
        owner.fail(f"{need} in braces behind it", f"write `{owner.text}{{…}}`")
    opened = waiting.pop()
    if opened.text != "{":
        return opened.text
    text, depth = "", 1
    while (depth := depth + {"{": 1, "}": -1}.get(waiting[-1].text if waiting else "", 0)) > 0:
        if not waiting or not waiting[-1].text:
            opened.fail("this `{` is never closed", "add `}` where it ends")
        text += waiting.pop().text
    waiting.pop()
    return text
