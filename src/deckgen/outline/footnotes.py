"""Footnotes: `[^name]` in a text of a slide, and the text for each name under `footnotes`.

They are numbered through their slide, in the order in which an audience meets them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from deckgen.outline.element import Element, Inline, Words
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide
from deckgen.outline.walk import with_words, words_in

E_ = TypeVar("E_", bound=Element)


def marks_in(thing: object) -> Iterator[tuple[str, Words]]:
    """The name of each footnote that texts refer to, with the text."""
    for words in words_in(thing):
        if "[^" in words.raw:
            yield from ((run.note, words) for run in words.runs if run.note is not None)


def with_marks_apart(outline: Outline) -> Outline:
    """The outline, in which the marks of footnotes that slides have are no part of the plain text around them.

    So a box with a mark has the name that is typed in arrows and builds.
    """
    every = frozenset(name for slide in outline.slides for name in _names(slide))
    if not every:
        return outline

    def apart(thing: E_, known: frozenset[str]) -> E_:
        def change(words: Words) -> Words:
            if "[^" not in words.raw:
                return words
            runs = (replace(run, script="raised") if run.note in known else run for run in words.runs)
            return replace(words, runs=tuple(runs))

        return with_words(thing, change) if known else thing

    slides = tuple(apart(slide, _names(slide)) for slide in outline.slides)
    figures = {name: apart(figure, every) for name, figure in outline.figures.items()}
    return outline.changed(slides=slides, figures=figures)


def _names(slide: Slide) -> frozenset[str]:
    """The names of all footnotes of a slide, those for single audiences among them."""
    return frozenset(name for parts in (slide, *slide.for_.values()) for name in parts.footnotes)


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


def without_notes(words: Words) -> Words:
    """The text without marks of footnotes, where it is said once more on another slide."""
    if "[^" not in words.raw:
        return words
    return replace(words, runs=tuple(run for run in words.runs if run.note is None or run.script == "none"))


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def in_one_look(words: Words) -> str:
    """The text where it has to be in one look, as in a chart: with raised digits for the marks of footnotes."""
    return "".join(run.text.translate(_RAISED) if run.is_mark else run.plain for run in words.runs)


def notes_in(texts: Iterable[Words]) -> Iterator[int]:
    """The numbers of the footnotes to which texts refer."""
    yield from (int(run.text) for words in texts for run in words.runs if run.is_mark)
