"""A hint names what was meant, or lists what there is; a wrong hint is worse than none."""

from __future__ import annotations

import pytest

from deckgen.decode.outline import parse
from deckgen.suggest import closest
from tests.outline.outlines import HEAD

NAMES = ["bullets", "title", "chart", "section", "columns", "code", "transition", "OS kernel", "Applications"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("bulets", "bullets"), ("titel", "title"), ("Titles", "title"), ("colums", "columns"), ("column", "columns"),
     ("transtion", "transition"), ("kernel", "OS kernel"), ("os-kernel", "OS kernel"),
     ("aplications", "Applications")],
)  # fmt: skip
def test_a_slip_is_recognized(typed: str, meant: str) -> None:
    assert closest(typed, NAMES) == meant


@pytest.mark.parametrize("typed", ["flowchart", "caption", "source", "table", "cod liver oil", "kernels 2"])
def test_another_word_is_no_slip(typed: str) -> None:
    assert closest(typed, NAMES) is None


def hints(body: str) -> list[str | None]:
    """The hints on a slide with `body`."""
    return [item.hint for item in parse(f"{HEAD}slides:\n  - title: A\n    {body}\n".encode()).diagnostics]


@pytest.mark.parametrize("field", ["flowchart", "source", "caption"])
def test_an_unknown_field_is_not_taken_for_one_that_says_something_else(field: str) -> None:
    (hint,) = hints(f"{field}: A")
    assert hint is not None
    assert "did you mean" not in hint


@pytest.mark.parametrize(
    ("body", "choices"),
    [
        ("keep: maybe", "`must`, `should` or `could`"),
        ("build: 7", "`one by one`, `at once`, `none`"),
        ("transition: swirl", "`none`, `fade`, `push` or `morph`"),
        ("layers: [{box: a, style: red}]", "`solid`, `dashed`, `ghost`"),
        ("chart: {kind: radar, values: {a: 1}}", "`column`, `bar`, `line`, `pie` or `scatter`"),
        ("callout: {hint: a}", "`tip`, `note`, `warning` or `question`"),
    ],
)
def test_a_wrong_choice_gets_a_list_of_all(body: str, choices: str) -> None:
    found = hints(body)
    assert any(hint is not None and hint.startswith("write ") and choices in hint for hint in found), found


@pytest.mark.parametrize(
    ("head", "choices"),
    [
        ("roles: {a: {label: b, colour: pink}}", "write `blue`, `teal`, `slate`, `violet`, `amber` or `red`"),
        ("theme: neon", "write `classroom` or `dark`, or `neon.pptx`"),
        ("transition: swirl", "write `none`, `fade`, `push` or `morph`"),
    ],
)
def test_a_wrong_choice_in_the_head_gets_a_list_of_all(head: str, choices: str) -> None:
    (found,) = parse(f"title: T\n{head}\nslides: [title: A]\n".encode()).diagnostics
    assert found.hint == choices


LANGUAGES = {
    "englisch": "write `en`",
    "English": "write `en`",
    "Deutsch": "write `de`",
    "germn": "write `de`",
    "en_US": "write `en-US`",
    "français": "write `fr`",
    "Klingon": "write the tag of one language, such as `en`, `de-CH` or `ar`",
    "de, en": "write the tag of one language, such as `en`, `de-CH` or `ar`",
}


@pytest.mark.parametrize("typed", LANGUAGES)
@pytest.mark.parametrize("where", ["language: {}", "audiences: {{a: {{language: '{}'}}}}"])
def test_a_language_is_a_tag(typed: str, where: str) -> None:
    (found,) = parse(f"title: T\n{where.format(typed)}\nslides: [title: A]\n".encode()).diagnostics
    assert (found.code, found.line) == ("unknown-value", 2)
    assert found.message == f"the tag of a language is expected here, but this is `{typed}`"
    assert found.hint == LANGUAGES[typed]


@pytest.mark.parametrize("tag", ["en", "de-CH", "ar-SA", "zh-Hans-CN", "EN-gb", "haw", "es-419", "de-1996"])
def test_tags_of_languages_are_taken_as_they_are(tag: str) -> None:
    parsed = parse(f"title: T\nlanguage: {tag}\nslides: [title: A]\n".encode())
    assert parsed.diagnostics == ()


TWICE = {
    "table:\n      - [Name, Size, size]\n      - [a, 1, 2]": ("two columns have the name `size`", 6),
    "table:\n      columns: [Name, Size, Size]\n      rows: [[a, 1, 2]]": ("two columns have the name `Size`", 6),
    "compare: {of: [A, B, A], rows: {Start: [1, 2, 3]}}": ("two columns have the name `A`", 5),
    "chart: {series: [A, A], values: {x: [1, 2]}}": ("two series have the name `A`", 5),
}


@pytest.mark.parametrize("body", TWICE)
def test_a_name_that_is_given_to_two_columns_is_reported(body: str) -> None:
    (found,) = parse(f"title: T\nslides:\n  - title: A\n    # x\n    {body}\n".encode()).diagnostics
    assert (found.severity, found.code) == ("warning", "name-twice")
    assert (found.message, found.line) == TWICE[body]
    assert found.related[0].message == "first here"


def test_two_columns_that_nobody_sees_together_can_share_a_name() -> None:
    for condition, reported in {"": True, ", except: managers": True, ", only: managers": False,
                                ", except: beginners": False}.items():  # fmt: skip
        columns = f"[Name, {{column: Size, only: beginners}}, {{column: Size{condition}}}]"
        assert bool(hints(f"table: {{columns: {columns}, rows: [[a, 1, 2]]}}")) == reported


def test_two_columns_may_have_no_name() -> None:
    assert hints('table: {columns: ["", ""], rows: [[a, 1]]}') == []


def test_a_second_answer_is_reported_with_the_first() -> None:
    text = f"{HEAD}slides:\n  - title: A\n    quiz:\n      - answer: One\n      - Two\n      - answer: Three\n"
    (found,) = parse(text.encode()).diagnostics
    assert (found.severity, found.code, found.line) == ("warning", "several-answers", 9)
    assert found.message == "a second choice is the answer, beside `One`"
    assert found.related[0].place.line == 6
    both = "[{choice: One, answer: true, only: beginners}, Two, {choice: Three, answer: true, only: managers}]"
    assert hints(f"quiz: {both}") == []
