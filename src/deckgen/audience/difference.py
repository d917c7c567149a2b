"""The differences between two lectures: slide by slide, word by word.

In: the slides that two audiences see, or those of two versions of an outline. Slides are the same if they have the
same place in the same file, or else the same title. Of the remaining slides between them, two are paired if more than
half of their words agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from deckgen.audience.fit import title_of
from deckgen.outline.slide import Slide
from deckgen.outline.walk import words_in

ALIKE = 0.5
Kind = Literal["same", "removed", "added", "changed"]
Sign = Literal["=", "-", "+"]


class Piece(Struct, frozen=True):
    """Words in both texts, only in the first (`-`), or only in the second (`+`)."""

    sign: Sign
    text: str


class Change(Struct, frozen=True):
    """The change of a slide between two lectures; its numbers count from 1, None if a lecture lacks it.

    `lines` are the texts in which a changed slide differs.
    """

    kind: Kind
    title: str
    first: int | None
    second: int | None
    lines: tuple[tuple[Piece, ...], ...] = ()


def differences(first: Sequence[Slide], second: Sequence[Slide], *, by_place: bool) -> Iterator[Change]:
    """Every slide of either lecture, in order; `by_place` if both come from one outline."""
    one, other = ([str(slide.place) if by_place else title_of(slide) for slide in each] for each in (first, second))
    for tag, i, i_end, j, j_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            for offset in range(i_end - i):
                yield _pair(first, second, i + offset, j + offset)
        else:
            yield from _unequal(first, second, range(i, i_end), range(j, j_end), may_pair=not by_place)


def _unequal(
    first: Sequence[Slide], second: Sequence[Slide], here: range, there: range, *, may_pair: bool
) -> Iterator[Change]:
    begin = there.start
    for i in here:
        near = [j for j in range(begin, there.stop) if may_pair and _alike(first[i], second[j]) > ALIKE]
        if not near:
            yield Change("removed", title_of(first[i]), i + 1, None)
            continue
        best = max(near, key=lambda j: _alike(first[i], second[j]))
        yield from (Change("added", title_of(second[j]), None, j + 1) for j in range(begin, best))
        yield _pair(first, second, i, best)
        begin = best + 1
    yield from (Change("added", title_of(second[j]), None, j + 1) for j in range(begin, there.stop))


def _alike(one: Slide, other: Slide) -> float:
    before, after = (" ".join(_lines(slide)).split() for slide in (one, other))
    return SequenceMatcher(None, before, after, autojunk=False).ratio()


def _pair(first: Sequence[Slide], second: Sequence[Slide], i: int, j: int) -> Change:
    lines = tuple(_differing(_lines(first[i]), _lines(second[j])))
    return Change("changed" if lines else "same", title_of(second[j]), i + 1, j + 1, lines)


def _lines(slide: Slide) -> list[str]:
    """The texts of a slide in reading order, its notes last."""
    parts = [slide.section, slide.title, slide.subtitle, *(slide.value(name) for name in slide.order), slide.notes]
    return [words.plain for part in parts for words in words_in(part)]


def _differing(before: list[str], after: list[str]) -> Iterator[tuple[Piece, ...]]:
    for tag, i, i_end, j, j_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        paired = min(i_end - i, j_end - j)
        for offset in range(paired):
            yield tuple(_word_by_word(before[i + offset], after[j + offset]))
        yield from ((Piece("-", text),) for text in before[i + paired : i_end])
        yield from ((Piece("+", text),) for text in after[j + paired : j_end])


def _word_by_word(before: str, after: str) -> Iterator[Piece]:
    old, new = (re.findall(r"\S+", text) for text in (before, after))
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("=", " ".join(old[i:i_end]))
        else:
            if i < i_end:
                yield Piece("-", " ".join(old[i:i_end]))
            if j < j_end:
                yield Piece("+", " ".join(new[j:j_end]))
