"""Where a line may end. In: text without new-lines; out: its pieces, each with the spaces that hang behind it.

The rules are those seen in PowerPoint and LibreOffice: after spaces, after a hyphen or dash between two letters,
between East Asian characters except where that would start a line with closing or end one with opening
punctuation. Letters in front of a zero width space may be parted from those behind it; a no-break space never
parts anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

SPACES = " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000"
"""Characters that may be broken after and hang beyond the end of a line; the zero width space is one of them."""

_CLOSING = (
    "、。，．・：；？！‼⁇⁈⁉゛゜ヽヾゝゞ々ー）］｝〕〉》」』】〙〗〟’”»›)]}.,:;!?%‰°℃…‥"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
)
_OPENING = "（［｛〔〈《「『【〘〖〝‘“«‹([{$£¥＄￡￥"
_EAST_ASIAN = (
    "\u2e80-\u2fff\u3001-\u30ff\u3100-\u31ff\u3200-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003ffff"
)
_FIRST_EAST_ASIAN = "\u2e80"
_GLUE = "\u00a0\u202f\u2007\u2060\ufeff"
_MARKS = "\u0300-\u036f\u200d\u3099\u309a\ufe00-\ufe0f"

_WITH_SPACES = re.compile(f"[^{SPACES}]*[{SPACES}]*")
_AFTER_HYPHEN = re.compile(r"(?<=[^\W\d_][-\u2010–—])(?=[^\W\d_])")


class Piece(NamedTuple):
    """Text between two places where a line may end: where it starts, where its spaces start, where it ends."""

    start: int
    word_end: int
    end: int


@lru_cache(maxsize=8192)
def pieces_of(text: str) -> tuple[Piece, ...]:
    """The pieces of `text` in order; only the first may lack a word, and only that of an empty text is empty."""
    plain = text.isascii() and "-" not in text
    pieces, start = [], 0
    for found in _WITH_SPACES.findall(text):
        for part in (found,) if plain else _parts(found):
            end = start + len(part)
            if end > start:
                pieces.append(Piece(start, start + len(part.rstrip(SPACES)), end))
            start = end
    return tuple(pieces) or (Piece(0, 0, 0),)


def _parts(word: str) -> Iterator[str]:
    for part in _AFTER_HYPHEN.split(word):
        if part.isascii() or max(part) < _FIRST_EAST_ASIAN:
            yield part
        else:
            yield from _by_east_asian().split(part)


@cache
def _by_east_asian() -> re.Pattern[str]:
    """The places beside an East Asian character where a line may end; compiled when there is one, which is slow."""
    return re.compile(
        f"(?:(?<=[{_EAST_ASIAN}])|(?=[{_EAST_ASIAN}]))"
        f"(?<![{re.escape(_OPENING + _GLUE)}])(?![{re.escape(_CLOSING + _GLUE + SPACES)}{_MARKS}])"
    )


def cut_place(text: str, start: int, end: int, wanted: int) -> int:
    """Where to cut the word from `start` to `end`: at `wanted` or before, but behind at least one character.

    Marks stay with the character they stand on, and so do the parts of an emoji.
    """
    place = wanted
    while place > start and _belongs_to_previous(text, place):
        place -= 1
    if place > start:
        return place
    place = start + 1
    while place < end and _belongs_to_previous(text, place):
        place += 1
    return place


def _belongs_to_previous(text: str, index: int) -> bool:
    character = text[index]
    if character.isascii():
        return False
    joined = "\u200d" in (character, text[index - 1])
    toned = 0x1F3FB <= ord(character) <= 0x1F3FF
    return joined or toned or unicodedata.category(character) in ("Mn", "Me", "Mc")
