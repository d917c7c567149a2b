"""The check for texts that LibreOffice draws outside their boxes sees them, and knows what it does to rows."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from deckgen.cli.office import pdf_of
from deckgen.geometry import pt
from deckgen.scene.items import Grid, TextBox
from deckgen.scene.slide import Scene
from deckgen.text.measure import FontMeasurer
from deckgen.theme.builtin import CLASSROOM
from deckgen.writers.pptx.deck import write
from tests.layout.decks import laid_out
from tests.overflow import overflowing

pytestmark = pytest.mark.usefixtures("libreoffice")

HEADINGS = """title: Deck
slides:
  - title: Table
    table:
      columns:
        - pneumonoultramicroscopicsilicovolcanoconiosis: [java.util.concurrent.TimeUnit]
        - Memory of each of the cores of all the other machines without a Betriebssystemvirtualisierung
      rows: {iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii: [Linux, Windows]}
    text: Below.
"""


def scene_of(content: str) -> Scene:
    laid = laid_out(content.encode(), measurer=FontMeasurer())
    assert laid.value is not None
    return laid.value


def test_a_row_that_libreoffice_makes_higher_is_no_overflow() -> None:
    scene = scene_of(HEADINGS)
    grid = next(item for item in scene.slides[1].items if isinstance(item, Grid))
    assert [cell.row_span for cell in grid.rows[0].cells] == [2, 1, 2]
    assert max(len(paragraph.lines) for paragraph in grid.rows[0].cells[2].body.paragraphs) == 4
    assert overflowing(scene, pdf_of(write(scene, CLASSROOM))) == []


def test_a_text_outside_its_box_is_seen() -> None:
    scene = scene_of("title: Deck\nslides: [{title: Slide, text: Some words.}]\n")
    pdf = pdf_of(write(scene, CLASSROOM))
    assert overflowing(scene, pdf) == []
    first, slide = scene.slides
    moved = tuple(
        replace(item, rect=replace(item.rect, y=item.rect.y + pt(200)))
        if isinstance(item, TextBox) and item.name == "Text"
        else item
        for item in slide.items
    )
    elsewhere = replace(scene, slides=(first, replace(slide, items=moved)))
    (found,) = overflowing(elsewhere, pdf)
    assert found.startswith("slide 2: 'Somewords' is outside its box")
