"""Names and answers that nobody can tell apart: reported, unless nobody sees both."""

from __future__ import annotations

import pytest

import deckgen

HEAD = "title: Docker\naudiences: {beginners: {minutes: 5}, managers: {minutes: 5}}\n"


def told(body: str) -> list[str]:
    """The codes of the findings on a slide with `body`."""
    return [item.code for item in deckgen.check(f"{HEAD}slides:\n  - title: A\n    {body}\n")]


TWICE = {
    "table:\n      - [Name, Size, size]\n      - [a, 1, 2]": ("two columns have the name `size`", 6),
    "table:\n      columns: [Name, Size, Size]\n      rows: [[a, 1, 2]]": ("two columns have the name `Size`", 6),
    "compare: {of: [A, B, A], rows: {Start: [1, 2, 3]}}": ("two columns have the name `A`", 5),
    "chart: {series: [A, A], values: {x: [1, 2]}}": ("two series have the name `A`", 5),
}


@pytest.mark.parametrize("body", TWICE)
def test_a_name_that_is_given_to_two_columns_is_reported(body: str) -> None:
    (found,) = deckgen.check(f"title: T\nslides:\n  - title: A\n    # x\n    {body}\n")
    assert (found.severity, found.code) == ("warning", "name-twice")
    assert (found.message, found.line) == TWICE[body]
    assert found.related[0].message == "first here"


def test_two_columns_that_nobody_sees_together_can_share_a_name() -> None:
    for condition, reported in {"": True, ", except: managers": True, ", only: managers": False,
                                ", except: beginners": False}.items():  # fmt: skip
        columns = f"[Name, {{column: Size, only: beginners}}, {{column: Size{condition}}}]"
        assert bool(told(f"table: {{columns: {columns}, rows: [[a, 1, 2]]}}")) == reported


def test_two_columns_may_have_no_name() -> None:
    assert told('table: {columns: ["", ""], rows: [[a, 1]]}') == []


def test_a_second_answer_is_reported_with_the_first() -> None:
    text = f"{HEAD}slides:\n  - title: A\n    quiz:\n      - answer: One\n      - Two\n      - answer: Three\n"
    (found,) = deckgen.check(text)
    assert (found.severity, found.code, found.line) == ("warning", "several-answers", 8)
    assert found.message == "a second choice is the answer, beside `One`"
    assert found.related[0].place.line == 5
    both = "[{choice: One, answer: true, only: beginners}, Two, {choice: Three, answer: true, only: managers}]"
    assert told(f"quiz: {both}") == []
