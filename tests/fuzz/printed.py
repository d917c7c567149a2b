"""What a PDF and a handout of an outline have lost, as poppler reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unicodedata import normalize

from deckgen.deck import Deck
from deckgen.handout import HandoutOptions, build_handout
from deckgen.pipeline import BuildRequest, Finished, Lecture, deck_of, finish_lecture, read_lecture
from deckgen.scene.items import TextBox, walk
from deckgen.scene.validate import bodies
from tests.fuzz.typed import FOLDER, typed
from tests.writers.pdf.reading import faults, opened, words

PAPER = BuildRequest(form="pdf")


def lost(outline: Any) -> Iterator[str]:
    """The letters of an outline's slides and notes that its PDF and its handout lack, and faults of their tags."""
    lecture = read_lecture(typed(outline).text.encode(), FOLDER)
    done = finish_lecture(lecture, PAPER) if isinstance(lecture, Lecture) else None
    if not isinstance(lecture, Lecture) or not isinstance(done, Finished):
        return
    slides = [slide for slide in done.scene.slides if slide.layout != "section"]
    # The cover is not printed, and so is not whose picture it is.
    parts = [
        item for slide in slides for item in walk(slide.items) if slide is not slides[0] or isinstance(item, TextBox)
    ]
    shown = [body.text for item in parts for body in bodies(item)]
    notes = [run.text for slide in done.scene.slides for note in slide.notes for run in note]
    paper = build_handout(lecture, PAPER, HandoutOptions())
    assert isinstance(paper, Deck)
    yield from (f"PDF: {said}" for said in _lacks(deck_of(done, PAPER).content, shown))
    yield from (f"handout: {said}" for said in _lacks(paper.content, [*shown[1:], *notes]))


def _lacks(content: bytes, texts: list[str]) -> Iterator[str]:
    with opened(content) as pdf:
        yield from faults(pdf)
    with TemporaryDirectory(prefix="deckgen-fuzz-") as folder:
        missing = _letters(" ".join(texts)) - _letters(words(content, Path(folder)))
    if missing:
        yield f"lost {dict(missing)}"


def _letters(text: str) -> Counter[str]:
    """Letters and digits as often as they are there; what raises or joins them is not counted."""
    return Counter(letter for letter in normalize("NFKD", text).casefold() if letter.isalnum())
