"""Outlines and the scenes that are made of them: one file is one promise, which its first comment says.

`DECKGEN_UPDATE=1 pytest tests/layout/test_cases.py` writes the expected scenes anew; look at what changed.
Scenes are measured with letters half an em wide, so that lines can be counted: 10 letters at 20 pt are 100 pt.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest

from deckgen.layout.deck import Laid
from deckgen.report import render
from deckgen.scene.dump import dump
from deckgen.scene.validate import faults
from deckgen.text.measure import FixedMeasurer, FontMeasurer, Measurer
from deckgen.theme.builtin import CLASSROOM
from deckgen.theme.tokens import Theme
from tests.layout.decks import errors, laid_out
from tests.layout.narrow import NARROW
from tests.layout.promises import all_broken, cut_words, lost_words
from tests.words import words_of_outline

FOLDER = Path(__file__).parent.parent / "cases" / "slides"
CASES = sorted(FOLDER.glob("*.yaml"))
MEASURERS = {"fixed": FixedMeasurer(), "font": FontMeasurer()}
THEMES = {"normal": CLASSROOM, "narrow": NARROW}

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
every_size = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
every_measurer = pytest.mark.parametrize("measurer", MEASURERS.values(), ids=MEASURERS)


def shown(laid: Laid, case: Path) -> str:
    """The report, if there is something to say, and the scene, if there is a deck."""
    report = render(laid.diagnostics, case.name, case.read_text("utf-8"))
    return report if errors(laid) else "\n".join(filter(None, (report, dump(laid.scene))))


@every_case
def test_an_outline_gives_this_scene(case: Path) -> None:
    expected_in = case.with_suffix(".scene")
    found = shown(laid_out(case.read_bytes(), FOLDER), case)
    if os.environ.get("DECKGEN_UPDATE"):
        expected_in.write_text(found, "utf-8")
    expected = expected_in.read_text("utf-8") if expected_in.exists() else ""
    diff = difflib.unified_diff(expected.splitlines(), found.splitlines(), "expected", "found", lineterm="")
    assert found == expected, "\n".join((case.name, *diff))


@every_case
def test_a_case_says_its_promise_first(case: Path) -> None:
    first = case.read_text("utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert first.endswith(".")


@every_measurer
@every_size
@every_case
def test_a_deck_keeps_its_promises_at_any_width(case: Path, theme: Theme, measurer: Measurer) -> None:
    laid = laid_out(case.read_bytes(), FOLDER, theme, measurer)
    assert laid_out(case.read_bytes(), FOLDER, theme, measurer) == laid
    if errors(laid):
        assert all(item.place is not None for item in errors(laid))
        assert theme is NARROW or case.with_suffix(".scene").read_text("utf-8").startswith("error")
        return
    assert faults(laid.scene, theme.slide) == []
    assert dict(lost_words(laid.scene, words_of_outline(case.read_text("utf-8")))) == {}
    assert all_broken(laid.scene, theme, measurer) == []


@every_measurer
@every_case
def test_no_word_is_cut(case: Path, measurer: Measurer) -> None:
    laid = laid_out(case.read_bytes(), FOLDER, CLASSROOM, measurer)
    assert errors(laid) or cut_words(laid.scene) == []
