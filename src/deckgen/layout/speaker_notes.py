"""Speaker notes, in parts that follow the clicks and carry their numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from deckgen.address import address
from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, warning
from deckgen.layout.text import paragraphs_of
from deckgen.locale import SlideWords, locale_of
from deckgen.outline.blocks import Note as Spoken
from deckgen.outline.element import Words
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide
from deckgen.outline.time import clock, starts, total
from deckgen.regex import regex
from deckgen.scene.text import Note, NoteRun

Marks = Sequence[tuple[str, ...]]
"""The marks of every slide of an outline: the minute that the clock should show; empty for slides without notes."""


def marks_of(outline: Outline) -> Marks:
    """The mark of every slide with notes, if the lecture has a time slot and fits it."""
    if outline.minutes is None or total(outline.slides) > outline.minutes:
        return ()
    return [
        (_mark(outline, start),) if slide.notes and slide.is_shown else ()
        for slide, start in zip(outline.slides, starts(outline.slides), strict=True)
    ]


def marks_of_all(outlines: Mapping[str, Outline]) -> Mapping[str, Marks]:
    """The same for a deck of several audiences: a slide has a mark for each audience that sees this version of it."""
    said: list[tuple[Slide, str]] = []
    for name, outline in outlines.items():
        if outline.minutes is not None:
            for slide, start in zip(outline.slides, starts(outline.slides), strict=True):
                said.append((slide, f"{_mark(outline, start)} ({name})"))
    by_place: dict[object, list[tuple[Slide, str]]] = {}
    for slide, mark in said:
        by_place.setdefault(slide.place, []).append((slide, mark))

    def marks(slide: Slide) -> tuple[str, ...]:
        if not (slide.notes and slide.is_shown):
            return ()
        return tuple(mark for other, mark in by_place.get(slide.place, ()) if other is slide or other == slide)

    return {name: [marks(slide) for slide in outline.slides] for name, outline in outlines.items()}


def _mark(outline: Outline, start: float) -> str:
    pattern = locale_of(outline.language).slides.clock
    return pattern.format(at=clock(start), slot=clock(outline.minutes or 0))


class SpeakerNotes:
    """The notes, one slide after the other; each page takes the parts that earlier pages have left."""

    def __init__(self, slide_words: SlideWords, report: Callable[[Diagnostic], None], numbered: bool = True) -> None:
        self.slide_words = slide_words
        self.report = report
        self.numbered = numbered
        """Parts after the first are numbered; without builds there are no clicks to number."""
        self._left: list[list[Spoken]] = []
        self._marks: tuple[str, ...] = ()

    def begin(self, slide: Slide, marks: tuple[str, ...]) -> None:
        """Go on to the notes of the next slide of the outline, led by its time mark.

        A question is not a part of its own, nor is a note for some audiences only, so that the clicks are the same
        for everybody.
        """
        self._marks = marks
        self._left = []
        for note in slide.notes:
            if self._left and note.goes_on:
                self._left[-1].append(note)
            else:
                self._left.append([note])

    def next_page(self, clicks: int, *, last: bool = True) -> tuple[Note, ...]:
        """The notes for a page with `clicks` clicks: a part for its beginning, and one for each click."""
        count = len(self._left) if last or not self.numbered else 1 + clicks
        parts, self._left = self._left[:count], self._left[count:]
        if self.numbered and len(parts) > 1 + clicks:
            self._report_too_many(parts, clicks)
        notes: list[Note] = [(NoteRun(mark),) for mark in self._marks]
        self._marks = ()
        for number, part in enumerate(parts):
            paragraphs = [paragraph for spoken in part for paragraph in self._paragraphs(spoken)]
            if number and self.numbered:
                paragraphs = _led(self.slide_words.click.format(number=number), paragraphs)
            notes += paragraphs
        return tuple(notes)

    def _paragraphs(self, spoken: Spoken) -> list[Note]:
        paragraphs = [_note(words) for words in paragraphs_of(spoken.text)]
        return _led(self.slide_words.ask, paragraphs) if spoken.ask else paragraphs

    def _report_too_many(self, parts: list[list[Spoken]], clicks: int) -> None:
        there = {0: "no clicks", 1: "one click"}.get(clicks, f"{clicks} clicks")
        message = f"these notes have {len(parts)} parts, one for the beginning and {len(parts) - 1} for clicks"
        self.report(
            warning(
                Code.TOO_MANY_NOTES,
                f"{message}, but the slide has {there}",
                parts[1 + clicks][0].text.place,
                "add a `build`, or join the parts",
            )
        )


def _led(lead: str, paragraphs: list[Note]) -> list[Note]:
    """The paragraphs with `lead` in bold before the first."""
    return [(NoteRun(f"{lead} ", bold=True), *first) for first in paragraphs[:1]] + paragraphs[1:]


def footnotes_of(slide: Slide, seen: frozenset[int]) -> tuple[Note, ...]:
    """The footnotes that only the notes of a slide refer to, with their numbers."""
    unseen = ((number, words) for number, words in slide.footnotes.items() if int(number) not in seen)
    return tuple((NoteRun(number, script="raised"), NoteRun("\u00a0"), *_note(words)) for number, words in unseen)


_LINE_END = regex(r"\n(?!\s*(?:[-*+•]|\d{1,2}[.)])\s)")
"""The end of a line that goes on in the next one; in notes, many people type lines of some eighty letters."""


def _note(words: Words) -> Note:
    """A paragraph of notes; of its lines, only those that begin as the items of a list stay."""
    return tuple(
        NoteRun(
            _LINE_END.sub(" ", run.text),
            run.bold,
            run.italic,
            run.code,
            address(run.link or ""),
            run.script,
            struck=run.struck,
        )
        for run in words.runs
    )
