"""What YAML takes for a text without a word, though its author cannot have meant it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from deckgen.diagnostics import Diagnostic, Place, error
from deckgen.source.characters import oddity

_SWALLOWED = re.compile(r"[ \t\xa0]*(- \S.*)")
_MARKED = re.compile(r"(?:[•‣▪◦●·–—]|\d{1,2}[.)]) *(?=\S)")
"""Bullets, dashes and numbers that word processors put before the points of a list."""


def is_remarkable(text: str, style: str, place: Place) -> bool:
    """Whether there may be anything to say about a text: it is not plain letters on one line."""
    return not text.isprintable() or (style == "" and place.length > len(text))


def about_text(text: str, style: str, place: Place, lines: Sequence[str]) -> Iterator[Diagnostic]:
    """What is odd about a text in the outline whose `lines` are given, if anything is."""
    if not text.isprintable():
        odd = oddity(text)
        if odd is not None:
            yield odd.at(_place_of(text[odd.index], place, lines))
    if style == "" and place.length > len(text):
        if " - " in text:
            yield from _swallowed(text, place, lines)
        elif _MARKED.match(text):
            yield from _without_dashes(place, lines)


def _without_dashes(place: Place, lines: Sequence[str]) -> Iterator[Diagnostic]:
    """Several lines that begin with bullets or numbers of a word processor: YAML joins them."""
    first, second = lines[place.line][place.column :].rstrip(), lines[place.line + 1].strip()
    found = _MARKED.match(second)
    if found is not None:
        mark = second[: found.end()].strip()
        message = f"`{mark}` begins no item of a list, so these lines are one text"
        hint = f"write `- ` before each item: `- {_MARKED.sub('', first, count=1)}`"
        yield error("no-dash", message, Place(place.line, place.column, len(first)), hint)


def is_margin(text: str, place: Place, lines: Sequence[str]) -> bool:
    """Whether a text begins with the spaces of its line, as no-break spaces look like the others and do not count."""
    return text[:1].isspace() and not lines[place.line][: place.column].strip()


def margin_of(first: int, lines: Sequence[str]) -> int:
    """The column at which a block begins whose first line is number `first`; blank lines do not count."""
    for number in range(first, len(lines)):
        if lines[number].strip():
            return len(lines[number]) - len(lines[number].lstrip(" "))
    return 0


def _place_of(sign: str, place: Place, lines: Sequence[str]) -> Place:
    """Where the character stands as it is; where it is written as an escape, the place of the whole text."""
    for number in range(place.line, min(len(lines), place.line + place.length)):
        column = lines[number].find(sign, place.column if number == place.line else 0)
        if column >= 0:
            return Place(number, column)
        if number - place.line > place.length:
            break
    return place


def _swallowed(text: str, place: Place, lines: Sequence[str]) -> Iterator[Diagnostic]:
    """A point that is deeper than the one above it goes on with that one's text."""
    for number in range(place.line + 1, min(len(lines), place.line + place.length)):
        found = _SWALLOWED.fullmatch(lines[number].rstrip())
        if found is not None and found.group(1) in text:
            point = found.group(1)
            above = lines[place.line][place.column :].rstrip()
            shown = above if len(above) <= 30 else above[:29] + "…"
            message = f"`{point}` counts as the end of the text above it, because it is indented deeper"
            hint = f"to put points under a point, write `:` after it: `{shown}:`; or indent both alike"
            yield error("indentation", message, Place(number, found.start(1), len(point)), hint)
            return
