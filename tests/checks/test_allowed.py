"""What an author has looked at may stay, with a reason; nobody is allowed anything by accident."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.codes import explanations
from deckgen.deck import Deck, Rejected
from deckgen.pipeline import BuildRequest, build

TWICE = """\
title: A lecture
{head}slides:
  - title: What is a kernel?
    text: A
  - title: Between
    text: B
  - title: What is a kernel?
    text: C
{slide}"""
REASON = "write it behind the code, as in `title-too-long: a quotation, it must stay whole`"
WHOLE = BuildRequest()
ALLOW = "    allow: {title-twice: asked again at the end}\n"


def codes(outline: str, options: BuildRequest = WHOLE) -> list[str]:
    result = build(outline.encode(), Path(), options)
    assert isinstance(result, Deck), result.findings.diagnostics
    return [item.code for item in result.findings.diagnostics]


def mistakes(outline: str) -> list[tuple[str, str | None]]:
    result = build(outline.encode(), Path())
    assert isinstance(result, Rejected)
    return [(item.code, item.hint) for item in result.findings.diagnostics]


def test_a_warning_is_allowed_on_its_slide() -> None:
    assert codes(TWICE.format(head="", slide="")) == ["title-twice"]
    assert codes(TWICE.format(head="", slide=ALLOW)) == []


def test_it_is_allowed_nowhere_else() -> None:
    other = "  - title: Another\n    text: D\n"
    assert codes(TWICE.format(head="", slide=other + ALLOW)) == ["title-twice", "nothing-to-allow"]


def test_the_head_allows_it_everywhere() -> None:
    assert codes(TWICE.format(head="allow: {title-twice: it is a quiz}\n", slide="")) == []


def test_every_warning_can_be_allowed() -> None:
    every = explanations()["warning"]
    head = "allow:\n" + "".join(f"  {code}: because\n" for code in every)
    assert "title-twice" in every
    assert set(codes(TWICE.format(head=head, slide=""))) == {"nothing-to-allow"}


def test_a_slide_counts_before_the_head() -> None:
    head = "allow: {title-twice: it is a quiz}\n"
    assert codes(TWICE.format(head=head, slide=ALLOW)) == ["nothing-to-allow"]


def test_what_is_allowed_needlessly_is_told_of_the_whole_lecture_only() -> None:
    needless = "title: A lecture\nslides:\n  - title: One\n    allow: {too-many-clicks: because}\n"
    assert codes(needless) == ["nothing-to-allow"]
    assert codes(needless, BuildRequest(builds=False)) == []


def test_an_error_is_not_allowed_by_the_code_of_a_warning() -> None:
    long = "word " * 80
    outline = f"title: A lecture\nslides:\n  - title: {long}\n    allow: {{title-too-long: a quotation}}\n"
    assert [code for code, _ in mistakes(outline)] == ["title-too-long"]


@pytest.mark.parametrize(
    ("allow", "code", "hint"),
    [
        ("{title-twise: because}", "unknown-code", "did you mean `title-twice`?"),
        ("{zzz: because}", "unknown-code", "a warning has its code in brackets: `warning[code]`"),
        ("{missing-title: because}", "not-allowable", "`deckgen explain missing-title` says what to do about it"),
        ("{slide-id-twice: because}", "not-allowable", "`deckgen explain slide-id-twice` says what to do about it"),
        ("title-twice", "missing-reason", REASON),
        ("{title-twice: ' '}", "missing-reason", REASON),
        ("{title-twice: }", "missing-reason", REASON),
    ],
)  # fmt: skip
def test_a_wrong_permission_is_a_mistake(allow: str, code: str, hint: str) -> None:
    assert mistakes(f"title: A lecture\nallow: {allow}\nslides: [title: One]\n") == [(code, hint)]


ALLOWED = {
    "found while reading": "code: {language: no, text: A}\n    allow: {unknown-language: it is meant}\n",
    "found while laying out": "text: A\n    notes: [B, C]\n    allow: {too-many-notes: it is meant}\n",
}
ERRORS = {
    "while reading": ("unknown-field", "  - titel: C\n"),
    "in a name": ("unknown-slide", "  - title: C\n    see: Nowhere\n"),
    "in a file": ("missing-file", "  - title: C\n    image: no.png\n"),
    "while laying out": ("slide-too-full", f"  - title: C\n    quote: {'long words ' * 700}\n"),
}


@pytest.mark.parametrize("slide", ALLOWED.values(), ids=ALLOWED)
@pytest.mark.parametrize(("code", "other"), ERRORS.values(), ids=ERRORS)
def test_what_is_allowed_stays_allowed_where_another_slide_has_an_error(slide: str, code: str, other: str) -> None:
    outline = f"title: A lecture\nslides:\n  - title: One\n    {slide}"
    assert codes(outline) == []
    assert [found for found, _ in mistakes(outline + other)] == [code]
    unallowed = outline.replace("    allow:", "    # allow:")
    assert len(codes(unallowed)) == 1
