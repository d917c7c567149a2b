"""The differences between two lectures: slide by slide, word by word.

In: the lectures that two audiences see, or two versions of an outline. Everything that can be seen, heard or clicked
is compared, settings included. Slides are paired if they have the same place in the same file, or else the same
title; of the remaining ones between them, those of which more than half of the words agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Literal

from msgspec import Struct

from deckgen.audience.fit import title_of
from deckgen.audience.plan import numbers_of
from deckgen.diagnostics import Place
from deckgen.outline.contents import Blocks
from deckgen.outline.element import Element, Words, declared_fields
from deckgen.outline.head import Outline, files_of_head, files_on
from deckgen.outline.slide import Slide
from deckgen.outline.walk import words_in

ALIKE = 0.5
Kind = Literal["deck", "same", "removed", "added", "changed"]
Sign = Literal["=", "-", "+"]


class Piece(Struct, frozen=True):
    """Words in both texts, only in the first (`-`), or only in the second (`+`)."""

    sign: Sign
    text: str


class Change(Struct, frozen=True):
    """The change of a slide between two lectures; its numbers are those on the slides, None if a lecture lacks it.
    A change of the `deck` is one of the look of all slides.

    `lines` are the texts and settings in which a changed slide differs; it goes on for `pages` slides of the deck.
    """

    kind: Kind
    title: str
    first: int | None
    second: int | None
    lines: tuple[tuple[Piece, ...], ...] = ()
    pages: int = 1


class _Shown(Struct, frozen=True):
    """A slide as it is compared: its `name` is the same in both lectures, `words` are those of its texts."""

    name: str
    title: str
    number: int
    lines: list[str]
    words: list[str]
    pages: int = 1


class Seen(Struct, frozen=True):
    """A lecture as an audience sees it.

    `pages` are the numbers of slides that slides become, if it is more than one; `contents` are digests of the files
    that they name.
    """

    outline: Outline
    pages: Mapping[Place, int] = {}
    contents: Mapping[str, str] = {}


def differences(first: Seen, second: Seen, *, by_place: bool) -> Iterator[Change]:
    """What changes on all slides, then every slide of either lecture, in order, the title slide first; `by_place` if
    both come from one outline.
    """
    if whole := tuple(_differing(*(_lines(each.outline, apart=True, only=_OF_ALL) for each in (first, second)))):
        yield Change("deck", second.outline.title.plain, None, None, whole)
    before, after = (list(_shown(each, by_place)) for each in (first, second))
    names, others = ([slide.name for slide in each] for each in (before, after))
    for tag, i, i_end, j, j_end in SequenceMatcher(None, names, others, autojunk=False).get_opcodes():
        if tag == "equal":
            for one, other in zip(before[i:i_end], after[j:j_end], strict=True):
                yield _pair(one, other)
        else:
            yield from _unequal(before[i:i_end], after[j:j_end], may_pair=not by_place)


def _shown(seen: Seen, by_place: bool) -> Iterator[_Shown]:
    outline = seen.outline
    own = frozenset(spec.key for spec in declared_fields(Outline)) - _OF_ALL
    lines = [*_lines(outline, apart=True, only=own), *_contents(seen, files_of_head(outline))]
    yield _Shown("", outline.title.plain, 1, lines, [])
    for slide, number in zip(outline.slides, numbers_of(outline.slides, seen.pages), strict=True):
        title = title_of(slide)
        words = " ".join(words.plain for words in words_in(slide)).split()
        lines = [*_lines(slide, apart=True), *_contents(seen, files_on(slide))]
        yield _Shown(
            str(slide.place) if by_place else title, title, number, lines, words, seen.pages.get(slide.place, 1)
        )


def _contents(seen: Seen, files: Iterable[tuple[Words, str]]) -> Iterator[str]:
    """A line about the content of each of the files that could be read."""
    for name, _ in files:
        if name.raw in seen.contents:
            yield f"content of {name.raw}: {seen.contents[name.raw]}"


def _unequal(before: Sequence[_Shown], after: Sequence[_Shown], *, may_pair: bool) -> Iterator[Change]:
    begin = 0
    for one in before:
        near = [j for j in range(begin, len(after)) if may_pair and _alike(one, after[j]) > ALIKE]
        if not near:
            yield Change("removed", one.title, one.number, None, pages=one.pages)
            continue
        best = max(near, key=lambda j: _alike(one, after[j]))
        yield from map(_added, after[begin:best])
        yield _pair(one, after[best])
        begin = best + 1
    yield from map(_added, after[begin:])


def _added(slide: _Shown) -> Change:
    return Change("added", slide.title, None, slide.number, pages=slide.pages)


def _alike(one: _Shown, other: _Shown) -> float:
    return SequenceMatcher(None, one.words, other.words, autojunk=False).ratio()


def _pair(one: _Shown, other: _Shown) -> Change:
    lines = tuple(_differing(one.lines, other.lines))
    return Change("changed" if lines else "same", other.title, one.number, other.number, lines, other.pages)


_UNSEEN: Mapping[type[Element], frozenset[str]] = {
    Outline: frozenset(("allow", "audiences", "values", "figures", "slides")),
    Slide: frozenset(("allow", "for")),
}
"""Fields that are not compared. Nobody sees what is allowed; `audiences`, `values` and `for` have been applied
before, and `figures` copied to where they are shown; `slides` are compared one by one.
"""
_OF_ALL = frozenset(("language", "theme", "fonts", "transition", "room", "legible_from", "macros", "roles", "logo"))
"""The fields of an outline on which the look of every slide depends; the others are on the title slide."""


def _lines(element: Element, *, apart: bool = False, only: frozenset[str] | None = None) -> list[str]:
    """Everything in an element that can be seen, heard or clicked: its texts as typed, with its settings in brackets
    behind the first, or `apart`; then the elements in it, under the names of their fields, of which `only` some may
    count.
    """
    texts: list[str] = []
    settings: list[str] = []
    inside: list[str] = []
    for key, value, default in _fields(element):
        if value is None or value == default or (only is not None and key not in only):
            continue
        if isinstance(value, Words):
            texts.append(f"{key}: {value.raw}" if texts or only is _OF_ALL else value.raw)
        elif isinstance(value, (str, int, float)):
            settings.append(f"{key}: {_setting(value)}")
        else:
            inside += [f"{key}:", *_inside(value)]
    lines = [line for text in texts for line in text.split("\n")]
    if apart:
        return [*lines, *settings, *inside]
    if settings:
        lines[:1] = [" ".join([*lines[:1], f"({', '.join(settings)})"])]
    return [*lines, *inside]


def _fields(element: Element) -> Iterator[tuple[str, Any, Any]]:
    """The fields with their values and defaults, first the blocks of a slide in the order in which they are typed."""
    if isinstance(element, Blocks):
        yield from ((key, element.content[key], None) for key in element.order if key in element.content)
    unseen = _UNSEEN.get(type(element), ())
    for spec in declared_fields(type(element)):
        if spec.key not in unseen:
            yield spec.key, getattr(element, spec.name), spec.default


def _inside(value: Any) -> Iterator[str]:
    """The lines of the values of a field."""
    if isinstance(value, Element):
        yield from _lines(value)
    elif isinstance(value, Words):
        yield from value.raw.split("\n")
    elif isinstance(value, tuple):
        for item in value:
            yield from _inside(item)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield f"{name}:"
            yield from _inside(item)
    else:
        yield _setting(value)


def _setting(value: str | float) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value).lower() if isinstance(value, bool) else str(value)


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
    if old == new:  # only the spaces differ
        yield from (Piece("-", before), Piece("+", after))
        return
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("=", " ".join(old[i:i_end]))
        else:
            if i < i_end:
                yield Piece("-", " ".join(old[i:i_end]))
            if j < j_end:
                yield Piece("+", " ".join(new[j:j_end]))
