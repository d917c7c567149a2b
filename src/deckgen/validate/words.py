"""Texts that are probably read in another way than they were meant: Markdown for more than a line, and commas.

What a text shows as it is typed although it means a list in other programs, and points of a list that read as the
parts of one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, warning
from deckgen.outline.blocks import Bullet, Step
from deckgen.outline.contents import Blocks
from deckgen.outline.element import Words
from deckgen.outline.slide import SlideParts
from deckgen.outline.walk import elements_in, words_in

_ITEMS = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,2}[.)])[ \t]+\S", re.MULTILINE)
_NUMBERED = re.compile(r"^[ \t]*\d", re.MULTILINE)
_BLOCKS = (
    (re.compile(r"^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$", re.MULTILINE), "a table",
     "write it as a `table`"),
    (re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE), "code", "write it as `code`"),
    (re.compile(r"^#{1,6} \S", re.MULTILINE), "a heading", "make it the `title` of a slide or of a column"),
)  # fmt: skip
_FOOTNOTE = re.compile(r"\[\^[\w-]+\]")


def check_words(slides: Iterable[SlideParts], blocks: Iterable[Blocks]) -> Iterator[Diagnostic]:
    """Warnings for texts on slides, but not in notes, that show signs of Markdown, and for parts of a sentence that
    are points.
    """
    for slide in slides:
        for words in words_in(slide.changed(notes=())):
            is_verbatim = len(words.runs) == 1 and words.runs[0].code and words.runs[0].text == words.raw
            if not is_verbatim and ("\n" in words.raw or "[^" in words.raw):
                yield from _about_markdown(words)
    for each in blocks:
        yield from _about_commas([bullet.text for bullet in each.find_all(Bullet)])
        for element in elements_in(each.find_all(Bullet)):
            if isinstance(element, Bullet):
                yield from _about_commas([bullet.text for bullet in element.bullets])
        yield from _about_commas([step.text for step in elements_in(each) if isinstance(step, Step)])


def _about_markdown(words: Words) -> Iterator[Diagnostic]:
    items = _ITEMS.findall(words.raw)
    what, hint = "", ""
    if len(items) > 1:
        is_numbered = all(_NUMBERED.match(item) for item in items)
        what, hint = "a list", f"write its points under `{'steps' if is_numbered else 'bullets'}`, each after `- `"
    elif _FOOTNOTE.search(words.raw):
        what, hint = "a footnote", "name the source under `references`, or in the `notes`"
    else:
        what, hint = next(((what, hint) for sign, what, hint in _BLOCKS if sign.search(words.raw)), ("", ""))
    if what:
        message = f"{what} of Markdown is shown here with all its signs, as it is typed"
        yield warning(Code.MARKDOWN_BLOCK, message, words.place, hint)


_SENTENCE = 4
"""Points between brackets are mostly single words; parts of at least this many words may be those of a sentence."""
_ACRONYM = re.compile(r"[^\W\d_a-z]{2}|\w*\d")
"""The beginning of a word that has its capitals in the middle of a sentence too."""


def _about_commas(points: Sequence[Words]) -> Iterator[Diagnostic]:
    """A warning for neighbours in one line of which the first begins as a sentence and the next may go on: it begins
    with a small letter, or both are as long as sentences and it begins with an acronym.
    """
    for point, following in pairwise(points):
        if _is_bare(point) and _is_bare(following) and point.place.line == following.place.line:
            words = len(point.raw.split()), len(following.raw.split())
            goes_on = words[0] > 2 and not point.raw[0].islower() and words[1] > 1 and following.raw[0].islower()
            if goes_on or (min(words) >= _SENTENCE and _ACRONYM.match(following.raw)):
                message = f"the comma ends a point here: `{following.raw}` is one of its own"
                hint = (
                    f'put one sentence in quotes, "{point.raw}, {following.raw}"; or each point in a line after `- `'
                )
                yield warning(Code.SPLIT_AT_COMMA, message, following.place, hint)


def _is_bare(words: Words) -> bool:
    """True for a text of one line without quotes."""
    return bool(words.raw) and words.place.length == len(words.raw)
