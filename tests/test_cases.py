"""Every case of `tests/cases` gives what it expects, and keeps the promises that hold for all outlines.

`python -m tests.expected` rewrites the expected parts.
"""

from __future__ import annotations

import difflib
import json
import re
from functools import cache

import pytest
import yaml

from deckgen.deck import Deck
from deckgen.decode.outline import Parsed, parse
from deckgen.diagnostics import Outcome
from deckgen.layout.deck import arrange
from deckgen.media.files import read_files
from deckgen.outline.head import named_files
from deckgen.pipeline import build
from deckgen.report import FORMATS, capped, render
from deckgen.scene.slide import Scene
from deckgen.scene.validate import violations
from deckgen.source import read
from deckgen.source.syntax import lines_of
from deckgen.theme.builtin import CLASSROOM
from deckgen.theme.tokens import Theme
from tests.case import Case, cases
from tests.expected import FONTS, NAME, report, said, text_of
from tests.fuzz.drawn import together
from tests.layout.decks import errors
from tests.layout.narrow import NARROW
from tests.layout.promises import all_broken, cut_words, lost_words
from tests.tools import Validator
from tests.words import words_of_outline

CASES = cases()
every_case = pytest.mark.parametrize("case", CASES, ids=str)
OUTLINES = [case for case in CASES if case.outline is not None]


@every_case
def test_a_case_gives_what_it_expects(case: Case) -> None:
    assert case.expected
    for part in case.expected:
        found = text_of(part, case)
        diff = difflib.unified_diff(part.text.splitlines(), found.splitlines(), "expected", "found", lineterm="")
        assert found == part.text, "\n".join((f"{case}, {part.kind}", *diff))
    assert case.outline is None or "report" in case.kinds or report(case) == ""


def test_each_case_says_its_promise_first() -> None:
    assert [str(case) for case in CASES if not re.match(r"# .*\.$", case.promise)] == []


@cache
def read_once(case: Case) -> Parsed:
    return parse(case.content)


def test_findings_are_the_same_every_time_and_point_into_the_outline() -> None:
    for case in OUTLINES:
        parsed = parse(case.content)
        assert parsed == read_once(case), case
        lines = lines_of(parsed.text or "")
        for item in parsed.diagnostics:
            assert item.place is None or 0 <= item.place.line <= len(lines), case
            assert item.message[:1] == item.message[:1].lower() or item.message.startswith("`"), case
            assert not item.message.endswith("."), case
        places = [item.place for item in parsed.diagnostics if item.place is not None]
        assert len(places) == len(set(places)), case


def test_both_yaml_loaders_say_the_same() -> None:
    for case in OUTLINES:
        assert read(case.content, yaml.SafeLoader).diagnostics == read(case.content).diagnostics, case


def test_findings_can_be_written_in_every_format() -> None:
    """Twenty of a kind are shown, so there may be fewer in a report than there are."""
    for case in cases("messages"):
        found, text = said(case)
        shown, more = capped(found)
        assert bool(render(found, NAME, text, colour=True)) == bool(found), case
        assert len(json.loads(FORMATS["json"](found, NAME))["findings"]) == len(shown), case
        assert len(json.loads(FORMATS["sarif"](found, NAME))["runs"][0]["results"]) == len(shown), case
        assert len(FORMATS["github"](found, NAME).splitlines()) == len(shown) + len(more), case


@pytest.mark.parametrize("case", OUTLINES, ids=str)
def test_slides_keep_their_promises_at_any_width(case: Case) -> None:
    for theme in (CLASSROOM, NARROW):
        laid = drawn(case, theme)
        if laid is not None:
            keeps_promises(laid, case, theme)


def keeps_promises(laid: Outcome[Scene], case: Case, theme: Theme) -> None:
    if errors(laid):
        assert all(item.place is not None for item in errors(laid))
        assert theme is NARROW or not case.kinds & {"scene", "clicks"}
        return
    assert violations(laid.value, theme.slide) == []
    assert len({laid.value.slides}) == 1  # the preview keeps what it has drawn of a slide
    assert dict(lost_words(laid.value, words_of_outline(case.content.decode()))) == {}
    assert all_broken(laid.value, theme, FONTS) == []
    assert cut_words(laid.value) == []


def drawn(case: Case, theme: Theme) -> Outcome[Scene] | None:
    """The slides of an outline, or None if it is refused before any is laid out."""
    outline = read_once(case).value
    if outline is None:
        return None
    files = read_files(named_files(outline), case.folder)
    return None if files.diagnostics else arrange(outline, files.value, theme, FONTS)


@pytest.mark.parametrize("case", cases("figures"), ids=str)
def test_nothing_is_to_be_said_of_a_figure_of_the_gallery(case: Case) -> None:
    built = build(case.content, case.folder)
    assert built.findings.diagnostics == ()


def test_the_open_xml_sdk_finds_nothing_in_the_figures(validator: Validator) -> None:
    several = [yaml.safe_load(case.content) for case in cases("figures")]
    result = build(json.dumps(together(several)).encode(), CASES[0].folder)
    assert isinstance(result, Deck)
    assert result.slides == 1 + sum(len(outline["slides"]) for outline in several)
    assert validator.faults(result.content) == []
