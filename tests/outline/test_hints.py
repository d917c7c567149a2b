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


@pytest.mark.parametrize("field", ["flowchart", "caption"])
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
        ("theme: neon", "write `classroom`, `dark`, `folio`, `signal` or `board`, or `neon.yaml` or `neon.pptx`"),
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
