"""What is true of every outline: it is built or refused in words, and the deck that is built keeps its promises.

A broken promise is a sentence that begins with its name and a colon, so that those of one kind can be told.
"""

from __future__ import annotations

import signal
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

from deckgen.combined import build_combined
from deckgen.deck import Deck, Rejected
from deckgen.diagnostics import Outcome
from deckgen.geometry import inch
from deckgen.layout.deck import LayoutOptions, arrange
from deckgen.layout.speaker_notes import marks_of
from deckgen.media.files import read_files
from deckgen.outline.head import Outline, named_files
from deckgen.pipeline import BuildRequest, Lecture, build_lecture, fitted_for, laid_out, read_lecture
from deckgen.report import render
from deckgen.scene.slide import Scene
from deckgen.scene.validate import violations
from deckgen.text.measure import FontMeasurer
from deckgen.theme.tokens import Theme
from deckgen.themes import chosen_theme
from deckgen.writers.preflight import defects
from tests.fuzz.shown import words_in, words_to_show
from tests.layout.narrow import narrowed
from tests.layout.promises import all_broken, spelled, texts_there
from tests.words import leaves, text_frames

REFUSALS = {
    "slide-too-full", "figure-too-full", "text-too-long", "title-too-long", "slot-too-short", "no-slides",
    "no-audiences", "labels-too-wide", "formula-too-wide", "word-too-wide", "unknown-highlight",
}  # fmt: skip
"""Why an outline without a mistake may still not become a deck."""
WITHOUT_A_PLACE = {"slot-too-short", "no-slides", "no-audiences"}
ENDS = ("needs", "was measured as", "over those of", "at least", "not within the body", "lies off")
"""By these words the sentences of tests.layout.promises are told apart."""
TOLD = {"arrow-label-without-room", "arrow-through-a-box"}
"""Warnings that texts of a figure touch each other."""
A_MINUTE = 60
"""Seconds that all decks of an outline may take together; each may take 10."""
NARROW = inch(4)
"""The width of an absurdly narrow body."""
MEASURER = FontMeasurer()
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHOICE = f"{_MARKUP}AlternateContent/{_MARKUP}Choice"


@dataclass
class Tally:
    """What came of the outlines so far."""

    outlines: int = 0
    decks: int = 0
    slides: int = 0
    refused: Counter[str] = field(default_factory=Counter)


def broken(
    content: bytes, folder: Path, tally: Tally, on_deck: Callable[[bytes], None] = lambda _: None
) -> list[str]:
    """The promises that an outline breaks, for everybody, for each audience, for students, and in one file."""
    found: list[str] = []
    try:
        with within(A_MINUTE):
            found += _broken(content, folder, tally, on_deck)
    except Exception as problem:  # whatever it is, it is what we are looking for
        found.append(raised(problem))
    return found


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Stop what takes longer than these seconds of processor with a TimeoutError, in the midst of it."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {seconds} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def kind_of(sentence: str) -> str:
    """What sentences about the same bug have in common: their first words, without names, numbers and audiences."""
    said, _, about = sentence.partition(":")
    if said.startswith(("scene", "unsound")):
        ends = [end for end in ENDS if end in about]
        return f"{said}: {ends[0] if ends else about.rsplit(':', 1)[-1].split('[')[0].strip()}"
    return said


def raised(problem: Exception) -> str:
    """Where an exception comes from, in a sentence that is the same for each of its kind."""
    frames = [frame for frame in traceback.extract_tb(problem.__traceback__) if "deckgen" in frame.filename]
    where = f"{Path(frames[-1].filename).name} {frames[-1].name}" if frames else "outside"
    return f"raised {type(problem).__name__} in {where}: {problem}"


def _broken(content: bytes, folder: Path, tally: Tally, on_deck: Callable[[bytes], None]) -> Iterator[str]:
    tally.outlines += 1
    lecture = read_lecture(content, folder)
    render(lecture.findings.diagnostics, "slides.yaml", lecture.findings.text, lecture.findings.included)
    if isinstance(lecture, Rejected):
        yield from _unexplained(lecture, tally, REFUSALS)
        return
    everyone = [None, *lecture.outline.audiences]
    requests = [*(BuildRequest(name) for name in everyone), BuildRequest(students=True), BuildRequest(builds=False)]
    for options in requests:
        for sentence in _broken_for(lecture, options, tally, on_deck):
            yield f"{sentence} [{options.audience or 'all'}{' students' if options.students else ''}]"
    if lecture.outline.audiences:
        built = build_combined(lecture, BuildRequest(), next(iter(lecture.outline.audiences)))
        if isinstance(built, Deck):
            yield from _of_deck(built, build_combined(lecture, BuildRequest(), next(iter(lecture.outline.audiences))))
            _counted(built, tally, on_deck)
        else:
            yield from _unexplained(built, tally, REFUSALS)


def _unexplained(refused: Rejected, tally: Tally, allowed: set[str]) -> Iterator[str]:
    for item in refused.findings.diagnostics:
        if item.severity != "error":
            continue
        tally.refused[item.code] += 1
        if item.code not in allowed:
            yield f"refused with {item.code}: {item.message}"
        elif item.place is None and item.code not in WITHOUT_A_PLACE:
            yield f"refused without a place, {item.code}: {item.message}"


def _counted(built: Deck, tally: Tally, on_deck: Callable[[bytes], None]) -> None:
    tally.decks += 1
    tally.slides += built.slides + built.hidden
    on_deck(built.content)


def _broken_for(
    lecture: Lecture, options: BuildRequest, tally: Tally, on_deck: Callable[[bytes], None]
) -> Iterator[str]:
    built = build_lecture(lecture, options)
    render(built.findings.diagnostics, "slides.yaml", built.findings.text, built.findings.included)
    if isinstance(built, Rejected):
        yield from _unexplained(built, tally, REFUSALS)
        return
    _counted(built, tally, on_deck)
    yield from _of_deck(built, build_lecture(lecture, options))
    fitted = fitted_for(lecture.outline, options)
    assert fitted.value is not None
    outline = fitted.value.outline
    chosen = chosen_theme(outline.theme, (lecture.folder, lecture.limits))
    assert chosen.value is not None
    theme = chosen.value
    narrow_theme = narrowed(theme, NARROW)
    laid = laid_out(outline, lecture, theme, LayoutOptions(marks_of(outline), options.builds))
    assert laid.value is not None
    yield from _of_scene(laid, outline, theme, "normal")
    seen: Counter[str] = Counter()
    for text in texts_there(laid.value, marks=True):
        seen += words_in(text)
    for word, count in (seen - words_of(built.content)).items():
        yield f"lost on the way into the file: {word!r} {count} times"
    files = read_files(named_files(outline), lecture.folder).value
    narrow = arrange(outline, files, narrow_theme, MEASURER)
    if any(item.severity == "error" for item in narrow.diagnostics):
        return
    yield from _of_scene(narrow, outline, narrow_theme, "narrow")


def _of_scene(laid: Outcome[Scene | None], outline: Outline, theme: Theme, width: str) -> Iterator[str]:
    """Broken promises of a scene; where a label has no room beside its arrow, the author has been told so."""
    assert laid.value is not None
    scene, warned = laid.value, any(item.code in TOLD for item in laid.diagnostics)
    for fault in violations(scene, theme.slide):
        yield f"unsound scene, {width}: {fault}"
    for sentence in all_broken(scene, theme, MEASURER):
        if not (warned and "are over those of" in sentence):
            yield f"scene, {width}: {sentence}"
    there: Counter[str] = Counter()
    for text in texts_there(scene):
        there += words_in(text)
    lost = spelled(words_to_show(outline)) - spelled(there)
    # Where a word is wider than its line, a page may end within it.
    letters = Counter("".join(lost.elements())) - Counter("".join((there - words_to_show(outline)).elements()))
    lost = lost if letters else Counter()
    for word, count in lost.items():
        yield f"lost word, {width}: {word!r} {count} times"


def _of_deck(built: Deck, again: Deck | Rejected) -> Iterator[str]:
    if not isinstance(again, Deck) or again.content != built.content:
        yield "other bytes: built again, it is another deck"
    for defect in defects(built.content):
        yield f"preflight, {defect.code}: {defect}"


def words_of(deck: bytes) -> Counter[str]:
    """Every word that python-pptx finds on the slides, in charts, notes and alternative texts.

    It passes over equations, because of the pictures in their stead.
    """
    total: Counter[str] = Counter()
    for slide in Presentation(BytesIO(deck)).slides:
        for name in slide.shapes._spTree.iterfind(f"{_CHOICE}//{qn('p:cNvPr')}"):
            total += words_in(name.get("descr") or "")
        for shape in leaves(slide.shapes):
            total += words_in(shape._element._nvXxPr.cNvPr.get("descr") or "")
            for frame in text_frames(shape):
                total += words_in(frame.text)
            if getattr(shape, "has_chart", False):
                total += words_in(" ".join(_charted(shape.chart)))
        if slide.has_notes_slide:
            total += words_in(slide.notes_slide.notes_text_frame.text)
    return total


def _charted(chart: Any) -> Iterator[str]:
    """The texts and numbers of a chart, as it keeps them to be drawn."""
    space = chart._chartSpace
    for value in space.iter(qn("c:v"), qn("a:t")):
        yield value.text or ""
