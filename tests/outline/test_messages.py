"""Bad outlines and the whole report that each gets: one file is one mistake, named for what went wrong.

`DECKGEN_UPDATE=1 pytest tests/outline/test_messages.py` writes the reports anew; look at what changed.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest
import yaml

from deckgen.outline.parse import parse
from deckgen.report import render
from deckgen.source import read
from deckgen.source.syntax import lines_of

CASES = sorted((Path(__file__).parent.parent / "cases" / "messages").glob("*.yaml"))


def report(content: bytes) -> str:
    parsed = parse(content)
    return render(parsed.diagnostics, "slides.yaml", parsed.text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_bad_outline_gets_this_report(case: Path) -> None:
    expected_in = case.with_suffix(".txt")
    found = report(case.read_bytes())
    if os.environ.get("DECKGEN_UPDATE"):
        expected_in.write_text(found, "utf-8")
    expected = expected_in.read_text("utf-8") if expected_in.exists() else ""
    diff = "\n".join(
        difflib.unified_diff(expected.splitlines(), found.splitlines(), "expected", "found", lineterm="")
    )
    assert found == expected, f"{case.name}\n{diff}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_report_is_the_same_every_time_and_points_into_the_file(case: Path) -> None:
    content = case.read_bytes()
    parsed = parse(content)
    assert parsed == parse(content)
    lines = lines_of(parsed.text or "")
    for item in parsed.diagnostics:
        assert item.place is None or 0 <= item.place.line <= len(lines)
        assert item.message[:1] == item.message[:1].lower() or item.message.startswith("`")
        assert not item.message.endswith(".")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_both_yaml_loaders_say_the_same(case: Path) -> None:
    content = case.read_bytes()
    assert read(content, yaml.SafeLoader).diagnostics == read(content).diagnostics


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_one_place_is_reported_once(case: Path) -> None:
    places = [item.place for item in parse(case.read_bytes()).diagnostics if item.place is not None]
    assert len(places) == len(set(places))
