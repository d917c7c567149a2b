"""A proof shows every kind of slide and block in a template, and tells what was understood and what does not fit."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pptx import Presentation

from deckgen.outline.registry import BLOCKS
from deckgen.pipeline import Lecture, read_lecture
from deckgen.proof.deck import FOLDER, Proof, proof
from deckgen.template.reading import understand
from tests.template.templates import TEMPLATES, default, place, saved, university


def proved(content: bytes) -> Proof:
    understood = understand(content, "design.potx").value
    assert understood is not None
    found = proof(understood, "design.potx")
    assert isinstance(found, Proof)
    return found


def slides_of(found: Proof) -> dict[str, Any]:
    """The slides by their titles."""
    deck: Any = Presentation(io.BytesIO(found.deck.content))
    return {slide.shapes.title.text: slide for slide in deck.slides}


def notes_of(slide: Any) -> list[str]:
    lines: list[str] = slide.notes_slide.notes_text_frame.text.split("\n")
    return lines


def test_it_shows_every_block_of_the_language() -> None:
    lecture = read_lecture((FOLDER / "outline.yaml").read_bytes(), FOLDER)
    assert isinstance(lecture, Lecture)
    slides = lecture.outline.slides
    shown = {key for slide in slides for blocks in slide.blocks for key in blocks.order}
    assert shown == {*BLOCKS}
    assert sum(slide.section is not None for slide in slides) == 3
    assert lecture.findings.diagnostics == ()


@pytest.mark.parametrize("name", TEMPLATES)
def test_there_is_a_proof_of_every_template(name: str) -> None:
    found = proved(TEMPLATES[name]())
    assert {*slides_of(found)} >= {"Bullets", "Layers", "A comparison", "A chart", "References"}
    assert found.problems == ()


def test_the_notes_tell_what_was_understood_of_each_layout() -> None:
    slides = slides_of(proved(university()))
    opening, bullets, section = (slides[name] for name in ("How a lecture looks in this template", "Bullets", "Text"))
    assert notes_of(opening)[0] == (
        "design.potx: slides of 10 × 5.625 in, dark text on a light ground, Cambria and Arial"
    )
    assert "title-only Nur Titel" in notes_of(opening)
    assert notes_of(bullets) == [
        "layout: Titel und Inhalt, for text",
        "title: a placeholder, 7.40 × 0.70 in at 0.60, 0.50, 24 pt, #00305D",
        *notes_of(bullets)[2:-2],
        "ground: #FFFFFF",
        "fonts: Cambria for headings, Arial for text, Courier New for code",
    ]
    assert notes_of(section)[0] == "layout: Kapitel, for sections"
    assert "ground: #00305D" in notes_of(section)


def low_content() -> bytes:
    """A template whose content area is so low that figures do not fit into it."""
    presentation: Any = Presentation(io.BytesIO(default()))
    for sheet in (presentation.slide_master, *presentation.slide_layouts):
        for shape in sheet.placeholders:
            if shape.placeholder_format.type in (1, 3):
                place(shape, 0.5, 0.3, 9, 5.0)
            elif shape.placeholder_format.type in (2, 7):
                place(shape, 0.5, 5.4, 9, 1.3)
    return saved(presentation)


def test_what_does_not_fit_is_told_on_its_slide_and_refuses_nothing() -> None:
    found = proved(low_content())
    (problem,) = (problem for title, problem in found.problems if title == "Two stacks of layers")
    slide = slides_of(found)["Two stacks of layers"]
    words = [shape.text_frame.text.replace("\u00a0", " ") for shape in slide.shapes if shape.has_text_frame]
    shown = problem.replace("'", "’")
    assert any(text.startswith("This does not fit in the template: ") and shown in text for text in words)
    assert notes_of(slide)[0] == f"problem: {problem}"
