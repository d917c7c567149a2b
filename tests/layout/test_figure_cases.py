"""Figures as outlines and the scenes that come of them: one file is one figure.

`DECKGEN_UPDATE=1 pytest tests/layout/test_figure_cases.py` writes the scenes anew; look at what changed, and at the
pictures that `python -m tests.gallery` draws.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest

from deckgen.build import Rejected, build
from deckgen.layout.deck import Laid, arrange
from deckgen.outline.files import Files
from deckgen.outline.parse import parse
from deckgen.scene.dump import dump
from deckgen.scene.validate import faults
from deckgen.text.measure import FontMeasurer
from deckgen.theme.builtin import CLASSROOM
from tests.tools import Validator, ooxml_validator

CASES = sorted((Path(__file__).parents[1] / "cases" / "figures").glob("*.yaml"))


def laid(case: Path) -> Laid:
    parsed = parse(case.read_bytes())
    assert parsed.outline is not None, parsed.diagnostics
    return arrange(parsed.outline, Files({}, {}), CLASSROOM, FontMeasurer())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_figure_becomes_this_scene(case: Path) -> None:
    expected_in = case.with_suffix(".txt")
    found = dump(laid(case).scene)
    if os.environ.get("DECKGEN_UPDATE"):
        expected_in.write_text(found, "utf-8")
    expected = expected_in.read_text("utf-8") if expected_in.exists() else ""
    diff = "\n".join(
        difflib.unified_diff(expected.splitlines(), found.splitlines(), "expected", "found", lineterm="")
    )
    assert found == expected, f"{case.name}\n{diff}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_figure_is_sound_and_has_nothing_to_be_told(case: Path) -> None:
    result = laid(case)
    assert result.diagnostics == ()
    assert faults(result.scene, CLASSROOM.slide) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_powerpoint_opens_the_figure(case: Path) -> None:
    validator = Validator(Path(ooxml_validator()))
    result = build(case.read_bytes(), case.parent)
    assert not isinstance(result, Rejected)
    assert validator.faults(result.deck) == []
