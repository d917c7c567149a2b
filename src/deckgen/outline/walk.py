"""Walks over everything in an element, and finds and changes its texts: the one walk that all stages use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

from msgspec.structs import replace

from deckgen.outline.element import Element, Inline, Words, verbatim
from deckgen.regex import regex

WORDLESS = frozenset((str, int, float, bool, type(None)))
"""Types without texts; a plain string is a name."""
LEAVES = WORDLESS | {Words}
"""Types without elements."""

E_ = TypeVar("E_", bound=Element)


def elements_in(thing: object) -> Sequence[Element]:
    """The element and all elements in it, in the order of their fields."""
    found: list[Element] = []
    _add_elements(thing, found)
    return found


def _add_elements(thing: object, found: list[Element]) -> None:
    kind = thing.__class__
    if kind in LEAVES:
        return
    if kind is tuple:
        for item in cast(tuple[object, ...], thing):
            _add_elements(item, found)
    elif isinstance(thing, Element):
        found.extend(thing.kept(_elements_of))
    elif isinstance(thing, dict):
        for item in thing.values():
            _add_elements(item, found)


def _elements_of(element: Element) -> Sequence[Element]:
    found = [element]
    for value in element.values_in_order:
        if value or isinstance(value, Element):  # an element can be false
            _add_elements(value, found)
    return found


def words_in(thing: object) -> Sequence[Words]:
    """All texts in an element, in the order of its fields."""
    found: list[Words] = []
    _add_words(thing, found)
    return found


def _add_words(thing: object, found: list[Words]) -> None:
    # Asked for most fields of all elements: the most usual classes come first.
    kind = thing.__class__
    if kind in WORDLESS:
        return
    if isinstance(thing, Words):
        found.append(thing)
    elif kind is tuple:
        for item in cast(tuple[object, ...], thing):
            _add_words(item, found)
    elif isinstance(thing, Element):
        found.extend(thing.kept(_words_of))
    elif isinstance(thing, dict):
        for item in thing.values():
            _add_words(item, found)


def _words_of(element: Element) -> Sequence[Words]:
    found: list[Words] = []
    for value in element.values_in_order:
        if value or isinstance(value, Element):  # an element can be false
            _add_words(value, found)
    return found


def with_words(element: E_, change: Callable[[Words], Words]) -> E_:
    """The element with every text in it changed; parts that do not change stay the same object."""
    changes = {}
    for name, value in element.named_values():
        if value and (new := _changed(value, change)) is not value:
            changes[name] = new
    return element.changed(**changes) if changes else element


def _changed(value: Any, change: Callable[[Words], Words]) -> Any:
    if isinstance(value, Words):
        return change(value)
    if isinstance(value, Element):
        return with_words(value, change)
    if isinstance(value, tuple):
        items = tuple(_changed(item, change) for item in value)
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if isinstance(value, dict):
        return {_key(name, change): _changed(item, change) for name, item in value.items()}
    return value


def _key(name: str, change: Callable[[Words], Words]) -> str:
    """A key that the author chose, changed in the same way as the text that it names."""
    return change(Words(name, runs=verbatim(name))).raw


NAME = regex(r"\{\{ *([^\W\d][\w-]*) *\}\}|%7B%7B(?:%20)*([^\W\d][\w-]*)(?:%20)*%7D%7D")
"""A name in double braces, also in the form that links escape it to."""


def names_in(words: Words) -> Iterator[str]:
    """The names to be filled in in this text."""
    if "{{" in words.raw:
        for run in words.runs:
            for found in NAME.finditer("" if run.code else run.text + " " + (run.link or "")):
                yield found[1] or found[2]


def filled(words: Words, values: Mapping[str, Words]) -> Words:
    """The text with each name replaced by its value; the same object without any names."""
    if "{{" not in words.raw or not any(name in values for name in names_in(words)):
        return words
    runs = tuple(run if run.code else _filled_run(run, values) for run in words.runs)
    return replace(words, raw=_with_values(words.raw, values), runs=runs)


def _filled_run(run: Inline, values: Mapping[str, Words]) -> Inline:
    link = None if run.link is None else _with_values(run.link, values)
    return replace(run, text=_with_values(run.text, values), link=link)


def _with_values(text: str, values: Mapping[str, Words]) -> str:
    def value(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        return values[name].plain if name in values else found[0]

    return NAME.sub(value, text)


SHORTEST = 6


def gap(text: str) -> str:
    """A line to write `text` on: handwriting needs more space than type."""
    return "_" * max(SHORTEST, round(len(text) * 1.3))


def pattern_of(texts: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds the texts as whole words and numbers; of two with the same beginning, the longer one."""
    return re.compile("|".join(map(_whole, sorted(texts, key=len, reverse=True))))


def _whole(text: str) -> str:
    """What finds a text, but neither `CPU` in `CPUs` nor `5` in `0.5`; numbers in `{1,2}` are whole ones."""
    before = r"(?<!\d\.)" if text[:1].isdigit() else ""
    behind = r"(?!\.\d)(?!,\d{3}(?!\d))" if text[-1:].isdigit() else ""
    thousands = r"(?<!\d,)" if re.match(r"\d{3}(?!\d)", text) else ""
    return rf"(?<!\w){before}{thousands}{re.escape(text)}(?!\w){behind}"


_NUMBER = regex(r"[+\-−]?\d[\d.,'’\s]*\d")
"""A number alone, with whatever parts its digits."""


def blanked(words: Words, pattern: re.Pattern[str]) -> Words:
    """The text with a gap for each text that `pattern` finds, in a number alone only for all of it; the same object
    without any.
    """
    if _NUMBER.fullmatch(words.plain.strip()) and not pattern.fullmatch(words.plain.strip()):
        return words
    if not pattern.search(words.raw) and not pattern.search(words.plain):
        return words
    return replace(words, raw=_gaps(words.raw, pattern), runs=tuple(_run(run, pattern) for run in words.runs))


def _run(run: Inline, pattern: re.Pattern[str]) -> Inline:
    return replace(run, text=_gaps(run.text, pattern))


def _gaps(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda found: gap(found[0]), text)
