"""Footnotes: `[^name]` in a text of a slide, and the text for each name under `footnotes`.

They are numbered through their slide, in the order in which an audience meets them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from deckgen.outline.element import Inline, Words
from deckgen.outline.slide import Slide
from deckgen.outline.walk import with_words, words_in


def marks_in(thing: object) -> Iterator[tuple[str, Words]]:
    """The name of each footnote that texts refer to, with the text."""
    for words in words_in(thing):
        if "[^" in words.raw:
            yield from ((run.note, words) for run in words.runs if run.note is not None)


def numbered(slide: Slide) -> Slide:
    """The slide with numbers for the names of its footnotes, and those that are referred to in their order.

    Without `footnotes`, texts stay as typed, and so do marks of footnotes that the slide does not have.
    """
    if not slide.footnotes:
        return slide
    names = dict.fromkeys(name for name, _ in marks_in(tuple(_in_order(slide))) if name in slide.footnotes)
    numbers = {name: str(number) for number, name in enumerate(names, 1)}

    def change(words: Words) -> Words:
        if "[^" not in words.raw:
            return words
        return replace(words, runs=tuple(_numbered(run, numbers) for run in words.runs))

    footnotes = {numbers[name]: slide.footnotes[name] for name in names}
    return replace(with_words(slide.changed(footnotes={}, for_={}), change), footnotes=footnotes)


def _in_order(slide: Slide) -> Iterable[object]:
    """What is on a slide, from its title to its source, and at last what only the speaker sees."""
    footnotes = tuple(slide.footnotes.values())
    return (slide.title, slide.subtitle, *map(slide.value, slide.order), slide.source, footnotes, slide.notes)


def _numbered(run: Inline, numbers: dict[str, str]) -> Inline:
    if run.note not in numbers:
        return run
    return replace(run, text=numbers[run.note], script="raised")
