"""Characters that a text should not contain: those that XML cannot carry, and those that hide or disguise words.

YAML refuses them where they are typed, but admits them as escapes such as `"\\x07"`, and it ignores direction.
Right-to-left text needs no control characters. Isolates and embeddings are fine if each is closed again, but an
override shows letters in an order other than their own, which is how names are forged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from msgspec import Struct

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error, warning
from deckgen.regex import regex

_FORBIDDEN = regex(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_DIRECTIONS = regex("[\u202a-\u202e\u2066-\u2069]")
_HIDDEN = regex("[\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\U000e0001-\U000e007f]")
_FILLERS = ("\u3164", "\uffa0")
"""Those of the hidden ones that are letters for Unicode, and therefore for `str.isprintable`."""
_ODD = regex("|".join(part.pattern for part in (_FORBIDDEN, _DIRECTIONS, _HIDDEN)))
_OVERRIDE = regex("[\u202d\u202e]")
_OVERRIDDEN = regex(f"{_OVERRIDE.pattern}[^\u202c\n]*\u202c?")
"""An override, with what it turns and the character that closes it."""
_CLOSED_BY = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
_BLACK_FLAG = "\U0001f3f4"
"""The base of the flags of regions, which continue with signs that count as hidden elsewhere."""


class Oddity(Struct, frozen=True):
    """A character that should not be there, its offset in the text, and whether it makes the text unusable."""

    index: int
    code: Code
    message: str
    hint: str
    forbidden: bool

    def at(self, place: Place) -> Diagnostic:
        """The diagnostic for a character at `place`."""
        return (error if self.forbidden else warning)(self.code, self.message, place, self.hint)


def may_be_odd(text: str) -> bool:
    """False for nearly every text without oddities, in less time than looking for them takes."""
    return not text.isprintable() or (not text.isascii() and any(filler in text for filler in _FILLERS))


def oddities(text: str) -> Iterator[Oddity]:
    """The characters that should not be in the text: only the forbidden ones if there are any."""
    if _ODD.search(text) is None:
        return
    forbidden = [_forbidden(match) for match in _FORBIDDEN.finditer(text)]
    yield from forbidden or chain(_misdirected(text), _hidden(text))


def _forbidden(match: re.Match[str]) -> Oddity:
    message = f"an invisible control character ({_named(match.group())}) is here"
    return Oddity(match.start(), Code.CONTROL_CHARACTER, message, "delete it and type the text again", forbidden=True)


def _misdirected(text: str) -> Iterator[Oddity]:
    """All overrides, and the first character of each line that changes the direction for good."""
    start = 0
    for line in text.splitlines(keepends=True):
        for match in _OVERRIDE.finditer(line):
            message = (
                f"an invisible character ({_named(match.group())}) is here and shows what follows in another order"
            )
            yield Oddity(start + match.start(), Code.TEXT_DIRECTION, message, _HINT, forbidden=False)
        unclosed = _unclosed(line)
        if unclosed is not None:
            what = f"an invisible character ({_named(line[unclosed])}) is here"
            message = f"{what} and turns the direction of the text for good"
            yield Oddity(start + unclosed, Code.TEXT_DIRECTION, message, _HINT, forbidden=False)
        start += len(line)


def _unclosed(line: str) -> int | None:
    """The index of the first isolate or embedding that is not closed, or that closes nothing; overrides aside."""
    waiting: list[tuple[int, str]] = []
    for match in _DIRECTIONS.finditer(_OVERRIDDEN.sub(lambda found: " " * len(found.group()), line)):
        sign = match.group()
        if sign in _CLOSED_BY:
            waiting.append((match.start(), _CLOSED_BY[sign]))
        elif not waiting or waiting.pop()[1] != sign:
            return match.start()
    return waiting[0][0] if waiting else None


_HINT = "delete it; right-to-left letters need no such character"


def _hidden(text: str) -> Iterator[Oddity]:
    for match in _HIDDEN.finditer(text):
        if match.group() < "\U000e0001" or _BLACK_FLAG not in text:
            message = f"an invisible character ({_named(match.group())}) is here"
            hint = "delete it; names and searches do not find words that hold one"
            yield Oddity(match.start(), Code.INVISIBLE_CHARACTER, message, hint, forbidden=False)


def _named(sign: str) -> str:
    return f"U+{ord(sign):04X}"
