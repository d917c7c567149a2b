"""The speaker's notes: in parts that follow the clicks, numbered by them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from deckgen.diagnostics import Diagnostic, warning
from deckgen.layout.clock import Marks
from deckgen.layout.passage import paragraphs_of
from deckgen.layout.phrases import Phrases
from deckgen.outline.element import Words
from deckgen.outline.slide import Slide
from deckgen.scene.text import Note, NoteRun


@dataclass(slots=True)
class Speech:
    """The notes of one slide after the other; a page takes the parts that the pages before it have left."""

    phrases: Phrases
    report: Callable[[Diagnostic], None]
    numbered: bool = True
    """Whether the parts after the first are numbered; without builds there are no clicks to number."""
    _left: list[list[Words]] = field(default_factory=list)
    _marks: tuple[str, ...] = ()

    def begin(self, slide: Slide, marks: Marks) -> None:
        """Go on to the notes of the next slide of the outline; where the clock should stand comes first.

        A note for some audiences only is no part of its own, so that everybody has the same clicks.
        """
        self._marks = marks.get(id(slide), ())
        self._left = []
        for note in slide.notes:
            if self._left and (note.only or note.except_):
                self._left[-1].append(note.text)
            else:
                self._left.append([note.text])

    def next_page(self, clicks: int, *, last: bool = True) -> tuple[Note, ...]:
        """The notes for a page that takes `clicks` clicks: a part for its beginning, and one for each click."""
        count = len(self._left) if last or not self.numbered else 1 + clicks
        parts, self._left = self._left[:count], self._left[count:]
        if self.numbered and len(parts) > 1 + clicks:
            self._report_too_many(parts, clicks)
        notes: list[Note] = [(NoteRun(mark),) for mark in self._marks]
        self._marks = ()
        for number, part in enumerate(parts):
            paragraphs = [_note(words) for text in part for words in paragraphs_of(text)]
            if number and self.numbered and paragraphs:
                lead = NoteRun(f"{self.phrases.click.format(number=number)} ", bold=True)
                paragraphs[0] = (lead, *paragraphs[0])
            notes += paragraphs
        return tuple(notes)

    def _report_too_many(self, parts: list[list[Words]], clicks: int) -> None:
        there = {0: "no clicks", 1: "one click"}.get(clicks, f"{clicks} clicks")
        message = f"these notes have {len(parts)} parts, one for the beginning and {len(parts) - 1} for clicks"
        self.report(
            warning(
                "too-many-notes",
                f"{message}, but the slide has {there}",
                parts[1 + clicks][0].place,
                "add a `build`, or join the parts",
            )
        )


def _note(words: Words) -> Note:
    return tuple(NoteRun(run.text, run.bold, run.italic, run.code, run.link) for run in words.runs)
