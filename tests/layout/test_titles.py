"""Sizes of titles, and names that come only once. The area of a title is 873.6 pt wide and 65.5 pt high.

Of that 856.1 pt count; with letters half an em wide a line holds 50 at 34 pt, 53 at 32 and 57 at 30.
"""

from __future__ import annotations

import pytest

from deckgen.geometry import EMU_PER_POINT
from deckgen.layout.furniture import shorter_by
from deckgen.layout.titles import UniqueTitles
from deckgen.scene.items import TextBox
from tests.layout.decks import deck


def title(text: str) -> tuple[int, int]:
    """The size of a slide's title, and how many lines it takes."""
    box = deck(f"  - title: {text}\n    text: One.\n").value.slides[1].items[0]
    assert isinstance(box, TextBox)
    [paragraph] = box.body.paragraphs
    return paragraph.runs[0].size, len(paragraph.lines)


def of_letters(*words: int) -> str:
    """Words of so many letters each."""
    return " ".join("x" * letters for letters in words)


@pytest.mark.parametrize(
    ("letters", "size"),
    [(50, 34), (51, 32), (53, 32), (54, 30), (57, 30)],
)
def test_a_title_shrinks_to_stay_on_one_line(letters: int, size: int) -> None:
    assert title(of_letters(letters - 11, 10)) == (size, 1)


def test_a_title_that_needs_two_lines_is_as_large_as_two_lines_can_be() -> None:
    # Two lines at 34 pt and 90 % are 73.4 pt, at 32 pt 69.1 and at 30 pt 64.8: only the last fits in 65.5.
    assert title(of_letters(50, 40)) == (30, 2)


@pytest.mark.parametrize(("text", "severity"), [(of_letters(60, 58), "warning"), (of_letters(90, 90, 90), "error")])
def test_a_title_that_does_not_fit_is_reported_at_its_place(text: str, severity: str) -> None:
    [found] = deck(f"  - title: {text}\n    text: One.\n").diagnostics
    assert (found.severity, found.code) == (severity, "title-too-long")
    assert found.place is not None
    assert (found.place.line, found.place.column) == (2, 9)


@pytest.mark.parametrize(("letters", "expected"), [(1, "1 character"), (2, "2 characters"), (14, "14 characters")])
def test_the_hint_to_a_long_text_counts_characters(letters: int, expected: str) -> None:
    assert shorter_by(letters) == f"shorten it by about {expected}"


def test_a_title_that_comes_again_gets_a_number() -> None:
    titles = UniqueTitles()
    assert [titles.claim("Docker") for _ in range(3)] == ["Docker", "Docker (2)", "Docker (3)"]


def test_a_number_that_the_author_typed_is_not_given_again() -> None:
    titles = UniqueTitles()
    assert [titles.claim(name) for name in ("A", "A (2)", "A")] == ["A", "A (2)", "A (3)"]


def test_case_does_not_tell_titles_apart() -> None:
    titles = UniqueTitles()
    assert [titles.claim(name) for name in ("Docker", "DOCKER")] == ["Docker", "DOCKER (2)"]


def test_content_stands_clear_of_a_title_of_two_lines() -> None:
    """The title starts at 44 pt: two lines at 30 pt × 1.2 × 90 % are 64.8 pt, and 20 pt are free under them."""
    laid = deck(
        f"  - title: {'word ' * 22}\n    bullets: [{', '.join('ABCDEF')}]\n  - title: Short\n    bullets: [A, B, C]\n"
    )
    tops = [
        round(item.rect.y / EMU_PER_POINT)
        for slide in laid.value.slides[1:]
        for item in slide.items
        if item.name == "Text" and isinstance(item, TextBox)
    ]
    assert tops == [129, 135]
