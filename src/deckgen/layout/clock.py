"""Where the clock should stand: marks for the notes, such as `At 12:00 of 45:00`."""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.layout.phrases import phrases_of
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide
from deckgen.outline.time import clock, starts

Marks = Mapping[int, tuple[str, ...]]
"""The marks of a slide, by the identity of the slide."""


def marks_of(outline: Outline) -> Marks:
    """The mark of every slide that has notes, where the lecture has a slot."""
    if outline.minutes is None:
        return {}
    return {
        id(slide): (_mark(outline, start),)
        for slide, start in zip(outline.slides, starts(outline.slides), strict=True)
        if slide.notes and slide.is_shown
    }


def marks_of_all(outlines: Mapping[str, Outline]) -> Marks:
    """The same for a deck of several audiences: a slide has a mark for each audience that sees it just so."""
    said: list[tuple[Slide, str]] = []
    for name, outline in outlines.items():
        if outline.minutes is not None:
            for slide, start in zip(outline.slides, starts(outline.slides), strict=True):
                said.append((slide, f"{_mark(outline, start)} ({name})"))
    by_place: dict[object, list[tuple[Slide, str]]] = {}
    for slide, mark in said:
        by_place.setdefault(slide.place, []).append((slide, mark))
    return {
        id(slide): tuple(mark for other, mark in by_place[slide.place] if other is slide or other == slide)
        for slide, _ in said
        if slide.notes and slide.is_shown
    }


def _mark(outline: Outline, start: float) -> str:
    pattern = phrases_of(outline.language).clock
    return pattern.format(at=clock(start), slot=clock(outline.minutes or 0))
