"""The lecture on paper: every slide and every word of the notes, in order, on white."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from deckgen.deck import Deck
from deckgen.handout import HandoutOptions, build_handout
from deckgen.pipeline import BuildRequest, Lecture, read_lecture
from deckgen.themes import GivenTheme
from deckgen.writers.pdf.handout import PerPage
from tests.words import words
from tests.writers.pdf import reading
from tests.writers.pdf.test_lecture import of_lecture
from tests.writers.svg.test_slides import ROOT


def handout(content: bytes, options: HandoutOptions | None = None, request: BuildRequest | None = None) -> bytes:
    lecture = read_lecture(content, ROOT)
    assert isinstance(lecture, Lecture)
    deck = build_handout(lecture, request or BuildRequest(), options or HandoutOptions())
    assert isinstance(deck, Deck)
    return deck.content


LECTURE = (ROOT / "slides.yaml").read_bytes()


def test_the_notes_stand_beside_their_slides_in_the_order_of_reading(tmp_path: Path) -> None:
    done, _ = of_lecture()
    content = handout(LECTURE)
    read = "".join(reading.words(content, tmp_path).split())
    place = 0
    for slide in done.scene.slides:
        title = "".join(slide.title.split())
        place = read.index(title, place)
        for note in slide.notes:
            said = "".join("".join(run.text for run in note).split())
            if said.startswith("At"):  # the mark of the clock, which stands in the margin
                continue
            place = read.index(said, place)


def test_sections_are_headings_and_take_no_place_of_a_slide() -> None:
    done, _ = of_lecture()
    content = handout(LECTURE, HandoutOptions(per_page=1))
    with reading.opened(content) as pdf:
        tree = reading.tags(pdf)
        sections = [" ".join(tag.title.split()) for tag in tree.all("H1")]
        slides = [" ".join(tag.title.split()) for tag in tree.all("H2")]
        assert reading.faults(pdf) == []
        assert len(pdf.pages) == len(slides)
    assert sections == [section.name for section in done.scene.sections]
    named = {"title", "section"}
    assert slides == [slide.title for slide in done.scene.slides if slide.layout not in named]


@pytest.mark.parametrize("per_page", [2, 3, 4, 6, 9])
def test_no_page_has_more_slides_than_it_should(per_page: PerPage) -> None:
    outline = "title: T\nslides:\n" + "".join(f"  - {{title: Slide {n}, text: a}}\n" for n in range(30))
    content = handout(outline.encode(), HandoutOptions(per_page=per_page))
    pages = pypdfium2.PdfDocument(content)
    found = [page.get_textpage().get_text_bounded().count("Slide ") for page in pages]
    assert sum(found) == 30
    assert found[1] == per_page
    assert max(found) == per_page


@pytest.mark.parametrize("per_page", [2, 4, 6, 9])
def test_the_first_page_is_as_full_as_the_others_below_the_title_and_a_section(per_page: PerPage) -> None:
    outline = "title: T\nsubtitle: S\nauthor: Ada\nslides:\n  - section: Part\n"
    outline += "".join(f"  - {{title: Slide {n}, text: a}}\n" for n in range(10))
    pages = pypdfium2.PdfDocument(handout(outline.encode(), HandoutOptions(per_page=per_page)))
    assert pages[0].get_textpage().get_text_bounded().count("Slide ") == per_page


def test_notes_longer_than_a_page_go_on_on_the_next_without_a_word_lost(tmp_path: Path) -> None:
    long = " ".join(f"word{number}" for number in range(3000))
    outline = f"title: T\nslides:\n  - {{title: A, text: a, notes: {long}}}\n  - {{title: B, text: b, notes: last}}\n"
    content = handout(outline.encode())
    read = reading.words(content, tmp_path)
    assert not words(f"{long} last") - words(read)
    with reading.opened(content) as pdf:
        assert 4 < len(pdf.pages) < 9


@pytest.mark.parametrize(("given", "is_dark"), [(None, False), (GivenTheme("dark"), True)])
def test_dark_slides_are_printed_on_white_unless_it_is_asked_for(given: GivenTheme | None, is_dark: bool) -> None:
    outline = b"title: T\ntheme: dark\nslides:\n  - {title: A, text: a}\n"
    page = pypdfium2.PdfDocument(handout(outline, request=BuildRequest(theme=given)))[0]
    grey = page.render(scale=0.5).to_pil().convert("L").histogram()
    assert (sum(grey[:100]) > 0.05 * sum(grey)) == is_dark


def test_the_number_and_the_minute_stand_beside_a_slide(tmp_path: Path) -> None:
    outline = (
        b"title: T\nauthor: Ada\ndate: 2026-03-04\nminutes: 10\nslides:\n"
        b"  - {title: A, minutes: 2, text: a, notes: n}\n  - {title: B, minutes: 3.5, text: b, notes: m}\n"
    )
    said = reading.words(handout(outline), tmp_path).split()
    assert {"0:00", "2:00", "2", "3"} <= set(said)
    assert "At" not in said
    assert {"Ada", "2026-03-04"} <= set(said)
