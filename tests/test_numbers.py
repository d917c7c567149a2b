"""The numbers in the documents are those that commands make, on the same content for all that is compared."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from pptx import Presentation

from deckgen.deck import Deck
from deckgen.pipeline import build
from tests.benchmarks.peers.lecture import markdown_of
from tests.fuzz.run import Results
from tests.numbers import ROOT, counted, judged, table, written
from tests.words import leaves, text_frames, words

ROW = re.compile(r"^\| (.+) \| ([\d,]+) \|$", re.MULTILINE)


def test_what_is_counted_is_as_many_as_the_document_says() -> None:
    for row in counted():
        assert table([row]).splitlines()[-1] in written().splitlines()


def test_the_document_has_every_number_and_no_promise_is_broken() -> None:
    wanted = [numberless(row.what) for row in judged(Results(), 0)]
    found = {numberless(what): int(number.replace(",", "")) for what, number in ROW.findall(written())}
    assert [what for what in wanted if what not in found] == []
    tried = [found[what] for what in wanted if "outlines" in what or "decks built" in what]
    assert min(tried) >= 100
    assert [found[what] for what in wanted].count(0) == len(wanted) - len(tried)


def test_pandoc_gets_every_word_that_the_slides_and_notes_of_the_lecture_have(tmp_path: Path) -> None:
    """The times in docs/architecture.md compare the same content."""
    lecture = build((ROOT / "slides.yaml").read_bytes(), ROOT)
    assert isinstance(lecture, Deck)
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(lecture.content)
    shown: Counter[str] = Counter()
    for slide in Presentation(str(deck)).slides:
        for shape in leaves(slide.shapes):
            for frame in text_frames(shape):
                shown += words(frame.text)
        if slide.has_notes_slide:
            shown += words(slide.notes_slide.notes_text_frame.text)
    assert shown
    assert shown - words(markdown_of(deck)) == Counter()


def numberless(text: str) -> str:
    return re.sub(r"[\d,]+", "N", text)
