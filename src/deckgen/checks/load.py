"""More than a slide or a slot can bear: words, clicks, minutes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deckgen.checks.subject import Subject
from deckgen.checks.texts import Text
from deckgen.diagnostics import Diagnostic, warning
from deckgen.outline.time import total
from deckgen.scene.steps import clicks

MOST_WORDS = 100
MOST_CLICKS = 12
LISTS = {"references", "agenda", "matrix"}
"""Blocks that are looked up or glanced at, and not read word by word."""


def load_findings(subject: Subject) -> Iterator[Diagnostic]:
    """Slides with too many words or clicks, and a lecture that is too long."""
    for shown, texts in subject.pages:
        slide = subject.slide_of(shown)
        if slide is None or slide.section is not None:
            continue
        place = subject.place_of(shown)
        words = 0 if LISTS & set(slide.order) else words_in(texts)
        if words > MOST_WORDS:
            message = f"this slide has {words} words, which take {round(words / 4)} seconds to read"
            hint = f"say some of it instead, in `notes`, or make two slides of it; {MOST_WORDS} words are the most"
            yield warning("too-many-words", message, place, hint)
        needed = clicks(shown.items)
        if needed > MOST_CLICKS:
            message = f"this slide takes {needed} clicks, more than {MOST_CLICKS}"
            yield warning("too-many-clicks", message, place, "let some things appear together, or make two slides")
    yield from _overrun(subject)


def _overrun(subject: Subject) -> Iterator[Diagnostic]:
    """That a lecture is longer than its slot; which of its audiences hear all of it, deckgen cannot tell."""
    takes, slot = total(subject.seen.slides), subject.seen.minutes
    if slot is None or takes <= slot or subject.whole.audiences:
        return
    message = f"these slides take {takes:g} minutes, {takes - slot:g} more than the slot of {slot:g}"
    hint = f"`deckgen plan` shows the times, and `deckgen build --minutes {slot:g}` leaves out what can go"
    yield warning("over-time", message, subject.whole.place_of("minutes"), hint)


def words_in(texts: Iterable[Text]) -> int:
    """The words to be read on a slide: its content and its title, but no code and nothing that surrounds it."""
    return sum(
        len("".join([run.text for run in paragraph.runs if run.face != "code"]).split())
        for text in texts
        if not text.is_frame
        for paragraph in text.body.paragraphs
    )
