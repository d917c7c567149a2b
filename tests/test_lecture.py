"""The lecture of this repository: everything that must be true of a deck that is shown tomorrow morning."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import openxml_audit
import pypdfium2
import pytest
from pptx import Presentation

from deckgen.cli.office import pdf_of
from deckgen.deck import Deck
from deckgen.pipeline import BuildRequest, build
from deckgen.writers.preflight import defects
from tests.tools import Validator
from tests.words import leaves, size_of, text_frames, words_of_deck, words_of_outline

ROOT = Path(__file__).parents[1]
OUTLINE = (ROOT / "slides.yaml").read_bytes()


@pytest.fixture(scope="module")
def lecture() -> Deck:
    result = build(OUTLINE, ROOT)
    assert isinstance(result, Deck)
    return result


@pytest.fixture(scope="module")
def slides(lecture: Deck) -> list[Any]:
    return list(Presentation(BytesIO(lecture.content)).slides)


def test_it_builds_without_a_warning(lecture: Deck) -> None:
    assert lecture.findings.diagnostics == ()


def test_it_has_slides_for_a_lecture(lecture: Deck, slides: list[Any]) -> None:
    assert lecture.minutes == 45
    assert (lecture.slides + lecture.hidden, lecture.hidden) == (len(slides), 5)


@pytest.mark.parametrize("audience", [None, "developers"])
def test_its_45_minutes_have_20_to_28_slides(audience: str | None) -> None:
    result = build(OUTLINE, ROOT, BuildRequest(audience))
    assert isinstance(result, Deck)
    assert result.minutes == 45
    assert 20 <= result.slides <= 28


@pytest.mark.parametrize("audience", [None, "beginners", "developers", "managers"])
def test_it_fits_its_slot_with_nothing_left_out(audience: str | None) -> None:
    result = build(OUTLINE, ROOT, BuildRequest(audience))
    assert isinstance(result, Deck)
    (part,) = result.parts
    assert part.minutes is not None
    assert part.takes <= part.minutes
    assert part.omitted == ()


def test_its_notes_begin_slides_before_the_end_of_the_slot(lecture: Deck) -> None:
    marks = [re.fullmatch(r"At (\d+):\d\d of 45:00", notes[0]) for notes in lecture.notes if notes]
    starts = [int(mark[1]) for mark in marks if mark is not None]
    assert len(starts) > 20
    assert max(starts) < 45


def test_it_is_the_same_bytes_every_time(lecture: Deck) -> None:
    assert build(OUTLINE, ROOT) == lecture


def test_no_word_of_the_outline_is_lost(lecture: Deck) -> None:
    assert words_of_outline(OUTLINE.decode()) - words_of_deck(lecture.content) == Counter()


def test_every_slide_has_a_title_of_its_own(slides: list[Any]) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert all(titles)
    assert [title for title, count in Counter(titles).items() if count > 1] == []


def test_every_slide_but_the_sections_has_notes(slides: list[Any]) -> None:
    silent = [slide.shapes.title.text_frame.text for slide in slides if not slide.has_notes_slide]
    assert len(silent) <= 5, silent


def test_no_text_is_under_the_floor(slides: list[Any]) -> None:
    """12 pt in footers and links beside them, 14 pt in labels, 16 pt in code, 18 pt in body text and tables."""
    small = []
    for number, slide in enumerate(slides, 1):
        for shape in leaves(slide.shapes):
            floor = _floor(shape)
            for frame in text_frames(shape):
                for run in (run for paragraph in frame.paragraphs for run in paragraph.runs):
                    least = 16 if run.font.name == "Consolas" and floor > 16 else floor
                    size = size_of(run)
                    if size is not None and size < least:
                        small.append(f"slide {number}: {run.text!r} is {size} pt, at least {least} are needed")
    assert small == []


def _floor(shape: Any) -> int:
    if shape.is_placeholder:
        kind = str(shape.placeholder_format.type)
        if "FOOTER" in kind or "SLIDE_NUMBER" in kind:
            return 12
        return 18 if shape.placeholder_format.idx < 10 else 14
    if shape.name.startswith(("See ", "Back to ")):
        return 12
    return 18 if getattr(shape, "has_table", False) else 14


def test_everything_that_is_no_text_is_described_or_decoration(slides: list[Any]) -> None:
    mute = []
    for number, slide in enumerate(slides, 1):
        for shape in leaves(slide.shapes):
            if any(frame.text.strip() for frame in text_frames(shape)):
                continue
            properties = shape._element._nvXxPr.cNvPr
            if not properties.get("descr") and "decorative" not in _xml(properties):
                mute.append(f"slide {number}: {shape.name}")
    assert mute == []


def _xml(element: Any) -> str:
    return "".join(child.tag + str(dict(child.attrib)) for child in element.iter())


def test_preflight_finds_no_defect(lecture: Deck) -> None:
    assert list(defects(lecture.content)) == []


def test_openxml_audit_finds_no_fault(lecture: Deck, tmp_path: Path) -> None:
    deck = tmp_path / "lecture.pptx"
    deck.write_bytes(lecture.content)
    assert openxml_audit.validate_pptx(str(deck)).errors == []


def test_the_open_xml_sdk_finds_no_fault(lecture: Deck, validator: Validator) -> None:
    assert validator.faults(lecture.content) == []


@pytest.mark.usefixtures("libreoffice")
def test_libreoffice_draws_every_slide(lecture: Deck, slides: list[Any]) -> None:
    assert len(pypdfium2.PdfDocument(pdf_of(lecture.content))) == len(slides)


def test_it_has_two_quizzes_and_five_backups(slides: list[Any]) -> None:
    names = [shape.name for slide in slides for shape in leaves(slide.shapes)]
    assert sum(name.startswith("Tick ") for name in names) == 2
    assert [slide.shapes.title.text_frame.text for slide in slides if slide._element.get("show") == "0"] == [
        "Each namespace hides one kind of thing",
        "A hypervisor stands on the hardware or on a system",
        "A virtual machine asks two kernels, a container one",
        "An image brings an applications layer, no kernel",
        "Docker Toolbox packed five tools into one installer",
    ]
