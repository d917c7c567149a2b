"""`{{name}}` in a text, and what stands for it. Code says what it says: there, braces are braces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from deckgen.outline.element import Inline, Words

NAME = re.compile(r"\{\{ *([^\W\d][\w-]*) *\}\}|%7B%7B(?:%20)*([^\W\d][\w-]*)(?:%20)*%7D%7D")
"""A name in double braces, also as it stands in the address of a link."""


def names_in(words: Words) -> Iterator[str]:
    """The names that are filled in this text."""
    if "{{" in words.raw:
        for run in words.runs:
            for found in NAME.finditer("" if run.code else run.text + " " + (run.link or "")):
                yield found[1] or found[2]


def filled(words: Words, values: Mapping[str, Words]) -> Words:
    """The text with the value of each name in its place; the same object where there is none."""
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
