"""Gaps to fill in: the words that a slide's `blank` names, replaced by lines of about their length."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from deckgen.outline.element import Inline, Words

SHORTEST = 6


def gap(text: str) -> str:
    """A line to write `text` on: handwriting needs more room than type."""
    return "_" * max(SHORTEST, round(len(text) * 1.3))


def pattern_of(texts: Iterable[str]) -> re.Pattern[str]:
    """Finds the texts as whole words; of two that begin alike, the longer one."""
    longest_first = sorted(texts, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in longest_first))


def blanked(words: Words, pattern: re.Pattern[str]) -> Words:
    """The text with a gap for each of the texts that `pattern` finds; the same object where there is none."""
    if not pattern.search(words.raw) and not pattern.search(words.plain):
        return words
    return replace(words, raw=_gaps(words.raw, pattern), runs=tuple(_run(run, pattern) for run in words.runs))


def _run(run: Inline, pattern: re.Pattern[str]) -> Inline:
    return replace(run, text=_gaps(run.text, pattern))


def _gaps(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda found: gap(found[0]), text)
