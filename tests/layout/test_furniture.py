"""The footer: which lecture, which section, which slide of how many."""

from __future__ import annotations

import pytest

from deckgen.scene.items import TextBox
from deckgen.scene.slide import SlideScene
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


def test_the_footer_tells_the_section_and_the_slide_of_how_many() -> None:
    slides = laid_out(LECTURE.encode()).value.slides
    assert {slide.title: footer(slide) for slide in slides} == {
        "Docker": [],
        "Welcome": ["Docker", "2 / 6"],
        "Kernels": [],
        "One kernel": ["Docker  ·  Kernels", "4 / 6"],
        "Kept for the archive": ["Docker  ·  Kernels", "5 / 6"],
        "Does it boot?": ["Docker  ·  Kernels", "6 / 6"],
        "Namespaces": ["Docker  ·  Backup", "7"],
    }


# The measurer makes a letter of 12 pt 6 pt wide, and the footer is 648 pt wide, less 2 %: 105 letters.
WIDTHS = {
    "both: 77 + 5 + 23": ("L" * 77, "S" * 23, "L" * 77 + "  ·  " + "S" * 23),
    "one letter more, and only the section": ("L" * 77, "S" * 24, "S" * 24),
    "neither, so the lecture, on two lines": ("L" * 54 + " " + "L" * 54, "S" * 109, "L" * 54 + " " + "L" * 54),
    "neither, and of a word of the lecture three quarters of 109 letters": ("L" * 109, "S" * 109, "L" * 81 + "…"),
}


@pytest.mark.parametrize(("lecture", "section", "said"), WIDTHS.values(), ids=WIDTHS)
def test_a_footer_of_one_line_says_as_much_as_it_has_room_for(lecture: str, section: str, said: str) -> None:
    content = f"title: {lecture}\nslides:\n  - section: {section}\n  - {{title: One, text: a}}\n"
    assert footer(laid_out(content.encode()).value.slides[-1])[0] == said
