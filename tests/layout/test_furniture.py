"""The footer: which lecture, which slide, and where nothing else names it, which section."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from deckgen.layout.furniture import Whereabouts, footers
from deckgen.layout.typeset import Typesetter
from deckgen.outline.element import Inline, Words
from deckgen.scene.items import TextBox
from deckgen.scene.slide import SlideScene
from deckgen.text.measure import FixedMeasurer
from deckgen.theme.builtin import CLASSROOM
from deckgen.theme.tokens import EYEBROW_INDEX
from tests.layout.decks import laid_out


def footer(slide: SlideScene) -> list[str]:
    """The texts of the footer and of the slide number."""
    kinds = ("footer", "slide-number")
    boxes = (item for item in slide.items if isinstance(item, TextBox))
    return [box.body.text for box in boxes if box.placeholder and box.placeholder.kind in kinds]


LECTURE = """
title: Docker
slides:
  - {title: Welcome, text: a}
  - section: Kernels
  - {title: One kernel, text: a}
  - {title: Kept for the archive, text: a, hidden: true}
  - {title: Does it boot?, quiz: [It does, answer: It does not]}
  - {title: Namespaces, text: a, backup: true}
"""


def test_the_footer_tells_the_lecture_and_the_number_of_the_slide() -> None:
    slides = laid_out(LECTURE.encode()).value.slides
    assert {slide.title: footer(slide) for slide in slides} == {
        "Docker": [],
        "Welcome": ["Docker", "2"],
        "Kernels": [],
        "One kernel": ["Docker", "4"],
        "Kept for the archive": ["Docker", "5"],
        "Does it boot?": ["Docker", "6"],
        "Namespaces": ["Docker", "7"],
    }


# The measurer makes a letter of 12 pt 6 pt wide, and the footer is 400 pt wide, less 2 %: 65 letters.
WIDTHS = {
    "both: 37 + 5 + 23": ("L" * 37, "S" * 23, "L" * 37 + "  ·  " + "S" * 23),
    "one letter more, and only the section": ("L" * 37, "S" * 24, "S" * 24),
    "neither, so the lecture, on two lines": ("L" * 34 + " " + "L" * 34, "S" * 69, "L" * 34 + " " + "L" * 34),
    "neither, and of a word of the lecture three quarters of 69 letters": ("L" * 69, "S" * 69, "L" * 51 + "…"),
}


@pytest.mark.parametrize(("lecture", "section", "said"), WIDTHS.values(), ids=WIDTHS)
def test_a_footer_that_names_the_section_says_as_much_as_it_has_room_for(
    lecture: str, section: str, said: str
) -> None:
    usual = CLASSROOM.layouts["content"]
    areas = (replace(area, standing="free") if area.index == EYEBROW_INDEX else area for area in usual.areas)
    where = Whereabouts(Words(lecture, runs=(Inline(lecture),)), Words(section, runs=(Inline(section),)), 3)
    footer, number = footers(replace(usual, areas=tuple(areas)), Typesetter(CLASSROOM, FixedMeasurer()), where)
    assert isinstance(footer, TextBox)
    assert isinstance(number, TextBox)
    assert (footer.body.text, number.body.text) == (said, "3")


@pytest.mark.parametrize(
    ("institution", "lines"),
    [
        ("Uni", ["IT 1  ·  Uni  ·  a@b-c.example"]),
        ("Faculty " * 9, [f"IT 1  ·  {'Faculty ' * 9}".rstrip(), "a@b-c.example"]),
    ],
)
def test_how_to_reach_the_speaker_is_on_a_line_of_its_own_where_one_is_too_short(
    institution: str, lines: list[str]
) -> None:
    head = f"title: T\ncourse: IT 1\ninstitution: {institution}\ncontact: a@b-c.example\n"
    slide = laid_out(f"{head}slides:\n  - title: End\n    text: Questions\n".encode()).value.slides[-1]
    (details,) = (item for item in slide.items if item.name == "Details")
    assert isinstance(details, TextBox)
    assert [line.text for paragraph in details.body.paragraphs for line in paragraph.lines] == lines
