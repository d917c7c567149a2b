"""What python-pptx reads back from a written deck is what the scene says."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from pptx import Presentation

from deckgen.theme.builtin import CLASSROOM
from deckgen.writers.pptx.deck import write
from tests.writers.pptx.pieces import png
from tests.writers.pptx.samples import grid_slide, sample

MODIFIED = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def opened() -> Any:
    return Presentation(io.BytesIO(write(sample(), CLASSROOM, modified=MODIFIED)))


def shape(opened: Any, slide: int, name: str) -> Any:
    return next(each for each in opened.slides[slide - 1].shapes if each.name == name)


def test_every_slide_stands_on_the_layout_it_names(opened: Any) -> None:
    assert [slide.slide_layout.name for slide in opened.slides] == [
        "Title Slide",
        "Section Header",
        "Title and Content",
        "Title Only",
        "Title Only",
        "Two Content",
        "Comparison",
        "Title Only",
        "Blank",
    ]


def test_all_seven_layouts_are_there(opened: Any) -> None:
    assert len(opened.slide_layouts) == 7


def test_titles_are_title_placeholders(opened: Any) -> None:
    titles = [slide.shapes.title.text if slide.shapes.title else None for slide in opened.slides]
    assert titles[:3] == [
        "Docker vs Virtual Machine",
        "What each one virtualizes",
        "An image needs a kernel that fits",
    ]
    assert titles[8] is None


def test_a_placeholder_inherits_its_place_from_the_layout(opened: Any) -> None:
    title = opened.slides[0].shapes.title
    rect = CLASSROOM.layouts["title"].area(0).rect
    assert (title.left, title.top, title.width, title.height) == (rect.x, rect.y, rect.width, rect.height)


def test_text_is_read_back_with_line_breaks_and_odd_characters(opened: Any) -> None:
    lines = shape(opened, 3, "Content").text_frame.text.split("\n")
    assert lines[4] == "Fourth: docker run <image>"
    assert lines[6] == "Back to the title, line one\vline two \ufffd"


def test_a_table_is_read_back_cell_by_cell(opened: Any) -> None:
    table = shape(opened, 5, "Comparison").table
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[1] == ["Image size", "✓ tens of megabytes", "gigabytes"]
    assert cells[4] == ["Both", "need a host & hardware", ""]
    assert table.cell(4, 1).span_width == 2
    assert [column.width for column in table.columns] == list(grid_slide().items[4].widths)  # type: ignore[union-attr]
    assert table.first_row
    assert table.first_col
    assert not table.horz_banding


def test_notes_are_read_back_by_slide(opened: Any) -> None:
    assert opened.slides[0].notes_slide.notes_text_frame.text == (
        "Welcome everyone.\nAsk who has used Docker.\vCount hands & remember < 5."
    )
    assert [slide.has_notes_slide for slide in opened.slides] == [True, False, True, False, True] + [False] * 4


def test_links_lead_outside_and_to_slides(opened: Any) -> None:
    runs = [run for paragraph in shape(opened, 3, "Content").text_frame.paragraphs for run in paragraph.runs]
    addresses = [run.hyperlink.address for run in runs if run.hyperlink.address]
    assert addresses[0] == "https://docs.docker.com/a%20b?x=1&y=%C3%A9"
    assert shape(opened, 4, "Side note").click_action.target_slide == opened.slides[1]


def test_equal_pictures_are_stored_once(opened: Any) -> None:
    first, again = shape(opened, 4, "Photo"), shape(opened, 4, "Again")
    assert first.image.blob == png().content
    assert first.part.related_part(first._element.blip_rId) is again.part.related_part(again._element.blip_rId)


def test_a_group_keeps_its_shapes_where_they_are(opened: Any) -> None:
    group = shape(opened, 4, "Hardware")
    assert [(each.name, each.text_frame.text) for each in group.shapes] == [("CPU", "CPU"), ("Disk", "Disk")]
    assert group.left == group.shapes[0].left


def test_the_slide_number_is_a_field_with_the_number_in_it(opened: Any) -> None:
    number = shape(opened, 3, "Slide number")
    assert number._element.xpath(".//a:fld/@type") == ["slidenum"]
    assert number._element.xpath(".//a:fld/a:t/text()") == ["3"]


def test_the_properties_name_title_author_and_date(opened: Any) -> None:
    core = opened.core_properties
    assert (core.title, core.subject, core.author, core.language) == (
        "Docker vs Virtual Machine",
        "What each one virtualizes",
        "A. Lecturer",
        "en-GB",
    )
    assert core.modified == core.created == MODIFIED.replace(tzinfo=None)
