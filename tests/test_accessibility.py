"""The lecture can be read by everyone, and the check that says so finds what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.cli.office import pdf_of
from deckgen.deck import Deck
from deckgen.geometry import Rect, pt
from deckgen.paint import Colour
from deckgen.pipeline import BuildRequest, build
from deckgen.scene.items import Box
from deckgen.scene.slide import Scene, Section, SlideScene
from deckgen.scene.text import Line, Paragraph, Run, TextBody
from deckgen.theme.builtin import CLASSROOM
from deckgen.writers.pptx.deck import write
from tests.accessibility import contrast, findings
from tests.writers.pptx.reading import changed

ROOT = Path(__file__).parents[1]
FIRST = "ppt/slides/slide1.xml"


@pytest.mark.usefixtures("libreoffice")
def test_the_lecture_has_no_finding() -> None:
    """Choices of a quiz that a click fades are not meant to be read any more; without builds none is faded."""
    built = build((ROOT / "slides.yaml").read_bytes(), ROOT, BuildRequest(builds=False))
    assert isinstance(built, Deck)
    assert findings(built.content, pdf_of(built.content)) == []


@pytest.mark.usefixtures("libreoffice")
def test_what_is_wrong_is_found() -> None:
    grey = Run("faint", 20, Colour("lt1", shade=10))
    body = TextBody((Paragraph((grey,), (Line("faint"),)),))
    low, high = Rect(pt(50), pt(300), pt(200), pt(40)), Rect(pt(50), pt(100), pt(200), pt(40))
    items = (Box("Low", low, body=body), Box("Mute", high, fill=Colour("accent1")))
    slide = SlideScene("Only", "blank", items)
    deck = write(Scene("Deck", "", "", "en-GB", (slide,), (Section("All", 0, 1),)), CLASSROOM)
    deck = changed(deck, FIRST, lambda text: text.replace('lang="en-GB"', ""))
    assert [finding.split(":", 1)[1].split(" in (")[0].strip() for finding in findings(deck, pdf_of(deck))] == [
        "it has no title",
        "Mute is not described",
        "Low says 'faint' in no language",
        "Low is read before Mute, which stands above it",
        "'f'",
    ]


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast((0, 0, 0), (255, 255, 255)), 2) == 21
    assert round(contrast((119, 119, 119), (255, 255, 255)), 2) == 4.48
