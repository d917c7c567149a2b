"""The README keeps its word: its examples build, its commands and files exist."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from deckgen.cli.group import COMMANDS
from deckgen.deck import Deck
from deckgen.pipeline import build
from tests.cli.desk import Desk

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def outline_of(example: str) -> str:
    """An example as a whole outline: it is one already, or it is a list of slides."""
    if example.startswith("- "):
        return "title: An example\nslides:\n" + textwrap.indent(example, "  ")
    return example


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_builds_without_a_warning(example: str) -> None:
    result = build(outline_of(example).encode(), ROOT)
    assert isinstance(result, Deck), result.findings.diagnostics
    assert result.findings.diagnostics == ()


def test_it_shows_a_message_as_it_is_shown(tmp_path: Path) -> None:
    (tmp_path / "slides.yaml").write_text(EXAMPLES[0].replace("bullets:", "bulets:"), encoding="utf-8")
    run = Desk(tmp_path).run("build")
    assert f"$ deckgen build\n{run.err}```" in README


def test_it_begins_with_the_two_commands() -> None:
    commands = re.findall(r"^    (\S.*)$", README, re.MULTILINE)[:2]
    assert commands == [
        "python3 -m pip install . && python3 -m deckgen build",
        'python3 -m pip install -e ".[dev]" && python3 -m pytest',
    ]


def test_it_names_every_command() -> None:
    assert all(f"| `deckgen {command}" in README for command in COMMANDS)


def test_every_file_it_links_to_is_there() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert [link for link in links if not (ROOT / link).is_file()] == []


def test_it_shows_a_plan_as_it_is_shown(tmp_path: Path) -> None:
    lecture = next(example for example in EXAMPLES if "{{course}}" in example)
    (tmp_path / "slides.yaml").write_text(lecture, encoding="utf-8")
    assert f"$ deckgen plan\n{Desk(tmp_path).run('plan').out}```" in README
