"""Links lead where the outline says, hidden slides are hidden, and backups are behind the end."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pptx import Presentation

from deckgen.cli.office import pdf_of
from deckgen.deck import Deck
from deckgen.pipeline import build
from tests.case import FOLDER, read
from tests.words import leaves

CASE = read(FOLDER / "slides" / "backups-and-ways-between-slides.case")


@pytest.fixture(scope="module")
def built() -> Deck:
    result = build(CASE.content, CASE.folder)
    assert isinstance(result, Deck)
    return result


@pytest.fixture(scope="module")
def slides(built: Deck) -> list[Any]:
    return list(Presentation(io.BytesIO(built.content)).slides)


def title(slide: Any) -> str:
    return str(slide.shapes.title.text_frame.text)


def ways(slides: list[Any], name: str) -> dict[str, str]:
    """What is written on the links of the slide called `name`, and the titles of the slides where they lead."""
    slide = next(slide for slide in slides if title(slide) == name)
    shapes = [shape for shape in leaves(slide.shapes) if not shape.is_placeholder]
    targets = [(shape.text_frame.text, shape.click_action.target_slide) for shape in shapes if shape.has_text_frame]
    return {text: title(target) for text, target in targets if target is not None}


def test_a_slide_leads_to_what_it_sees(slides: list[Any]) -> None:
    assert ways(slides, "Containers are processes") == {
        "How namespaces work ›": "How namespaces work",
        "Who invented them ›": "Who invented them",
    }


def test_a_backup_leads_back_to_every_slide_that_sees_it(slides: list[Any]) -> None:
    assert ways(slides, "How namespaces work") == {
        "‹ Containers are processes": "Containers are processes",
        "‹ Virtual machines have kernels": "Virtual machines have kernels",
        "‹ Who invented them": "Who invented them",
    }


def test_the_agenda_leads_to_the_sections_and_they_lead_back(slides: list[Any]) -> None:
    assert ways(slides, "Two parts") == {"Containers": "Containers", "Virtual machines": "Virtual machines"}
    assert ways(slides, "Containers")["‹ Agenda"] == "Two parts"
    assert ways(slides, "Virtual machines")["‹ Agenda"] == "Two parts"


def test_hidden_slides_and_backups_are_passed_over(slides: list[Any]) -> None:
    hidden = [title(slide) for slide in slides if slide._element.get("show") == "0"]
    assert hidden == ["Numbers of last year", "How namespaces work", "Who invented them"]


def test_the_progress_line_is_full_on_the_last_slide_that_is_shown(slides: list[Any]) -> None:
    lengths = {title(slide): shape.width for slide in slides for shape in slide.shapes if shape.name == "Progress"}
    full = 12_192_000
    assert lengths == {
        "Two parts": full // 3,
        "Containers are processes": full * 2 // 3,
        "Numbers of last year": full * 2 // 3,
        "Virtual machines have kernels": full,
    }


@pytest.mark.usefixtures("libreoffice")
def test_pages_of_a_pdf_have_the_numbers_of_slides(built: Deck) -> None:
    assert (built.slides, built.hidden) == (6, 3)
    assert len(pypdfium2.PdfDocument(pdf_of(built.content))) == 9


def test_libreoffice_shows_nothing_that_is_hidden(built: Deck, tmp_path: Path, libreoffice: Path) -> None:
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(built.content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    arguments = [str(libreoffice), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*arguments, str(deck)], check=True, capture_output=True, timeout=300)
    assert len(pypdfium2.PdfDocument(deck.with_suffix(".pdf"))) == 6
