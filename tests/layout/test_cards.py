"""Numbered cards: how many stand on one slide, which has 375.1 pt for them.

At the floor a card is 30.6 pt for its number and 5 pt for padding: nine with gaps are 9 × 35.6 + 8 × 6 = 368.4 pt.
"""

from __future__ import annotations

import pytest

from deckgen.geometry import pt
from deckgen.layout.typeset import height_of
from deckgen.scene.items import Box, TextBox
from deckgen.theme.builtin import CLASSROOM, THEMES
from deckgen.theme.tokens import Theme
from tests.layout.decks import FIXED, deck, laid_out
from tests.layout.promises import all_broken


@pytest.mark.parametrize(("count", "slides"), [(6, 1), (9, 1), (10, 2)])
def test_nine_short_steps_stand_on_one_slide(count: int, slides: int) -> None:
    laid = deck(f"  - title: Slide\n    steps: [{', '.join('ABCDEFGHIJ'[:count])}]\n")
    assert len(laid.value.slides) == 1 + slides


def test_a_quiz_of_six_choices_has_room_for_the_time_and_a_reason() -> None:
    choices = ", ".join(["answer: Right", *(f"Choice {number}" for number in range(5))])
    laid = deck(f"  - title: Which?\n    quiz: {{choices: [{choices}], seconds: 30, explanation: Short reason.}}\n")
    assert laid.diagnostics == ()


def test_a_quiz_of_five_choices_has_room_for_the_time_and_a_long_reason_under_a_title_of_two_lines() -> None:
    choices = ", ".join([f"answer: {'Right ' * 7}", *(f"Choice {number}" for number in range(4))])
    reason = "It is the first one, because all of the others were made up. " * 2
    quiz = f"{{choices: [{choices}], seconds: 90, explanation: '{reason}'}}"
    laid = laid_out(
        f"title: A\nslides:\n  - title: {'Which? ' * 8}\n    quiz: {quiz}\n".encode(), None, THEMES["signal"]
    )
    assert not [found for found in laid.diagnostics if found.severity == "error"]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_six_choices_with_a_long_reason_are_in_two_columns_of_equal_cards(theme: Theme) -> None:
    choices = ["Alpha", "answer: Beta", "Gamma", "Delta", "Epsilon", "Zeta"]
    quiz = f"{{choices: [{', '.join(choices)}], seconds: 30, explanation: '{'It is the first one. ' * 5}'}}"
    laid = laid_out(f"title: A\nslides:\n  - title: Which?\n    quiz: {quiz}\n".encode(), None, theme)
    assert laid.diagnostics == ()
    found = {item.name: item.rect for item in laid.value.slides[1].items if isinstance(item, Box)}
    cards = [found[name] for name in ("Alpha", "Card B", "Gamma", "Delta", "Epsilon", "Zeta")]
    assert len({(card.width, card.height) for card in cards}) == 1
    assert [card.x for card in cards] == [cards[0].x, cards[1].x] * 3
    assert [card.y for card in cards] == sorted(card.y for card in cards)
    assert len({card.y for card in cards}) == 3
    assert found["Answer B"] == found["Card B"]
    assert found["Explanation"].width == theme.body.width
    assert cards[-1].bottom < found["Explanation"].y <= found["Explanation"].bottom <= theme.body.bottom


def test_six_choices_with_a_short_reason_stay_in_one_column() -> None:
    for theme in THEMES.values():
        quiz = (
            "{choices: [A, answer: B, C, D, E, F], seconds: 30, explanation: 'It is the one that comes after all A.'}"
        )
        laid = laid_out(f"title: A\nslides:\n  - title: Which?\n    quiz: {quiz}\n".encode(), None, theme)
        assert laid.diagnostics == ()
        cards = [
            item.rect for item in laid.value.slides[1].items if isinstance(item, Box) and item.name in tuple("ACDEF")
        ]
        assert len({card.x for card in cards}) == 1


def test_a_reason_in_the_card_of_the_answer_keeps_clear_of_its_edges() -> None:
    reason = "One two three four five six seven eight nine ten, " * 3
    slide = deck(f"  - title: Which?\n    quiz: {{choices: [A, answer: B], explanation: '{reason}'}}\n").value.slides[
        1
    ]
    (explained,) = (item for item in slide.items if isinstance(item, TextBox) and item.name == "Explanation")
    cards = [item.rect for item in slide.items if isinstance(item, Box) and item.rect.contains(explained.rect)]
    assert cards
    assert all(card.height - height_of(explained.body.paragraphs) >= pt(12) for card in cards)


def test_an_agenda_of_nine_sections_stands_on_one_slide() -> None:
    sections = "".join(f"  - section: {name}\n  - title: About {name}\n    text: One.\n" for name in "ABCDEFGHI")
    slide = deck(f"  - title: Today\n    agenda: true\n{sections}").value.slides[1]
    cards = [item for item in slide.items if isinstance(item, Box) and item.link is not None]
    assert [card.name for card in cards] == list("ABCDEFGHI")


def test_what_explains_several_answers_is_said_once_below_them() -> None:
    slide = deck(
        "  - title: Which?\n    allow: {several-answers: both are right}\n"
        "    quiz: {choices: [answer: A, answer: A longer answer, C], explanation: Why}\n"
    ).value.slides[1]
    explained = [item for item in slide.items if item.name.startswith("Explanation")]
    cards = [item.rect for item in slide.items if isinstance(item, Box) and item.name in ("Card A", "Card B", "C")]
    assert len(explained) == 1
    assert isinstance(explained[0], Box)
    assert max(card.bottom for card in cards) < explained[0].rect.y


def test_the_number_of_a_section_has_room_in_an_agenda_below_other_content() -> None:
    laid = deck("""
      - chart: {values: {Virtualization: 100}}
        formula: '\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}'
        agenda: true
      - section: One
      - title: A
        text: b
    """)
    assert laid.diagnostics == ()
    assert all_broken(laid.value, CLASSROOM, FIXED) == []
