"""The documents keep their word: their examples build and run, their commands exist, their links lead somewhere."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from deckgen.cli import COMMANDS
from deckgen.deck import Deck
from deckgen.pipeline import build
from tests.cli.desk import Desk
from tests.reference import FILE, reference

ROOT = Path(__file__).parents[1]
DOCUMENTS = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))
}
README, GUIDE = DOCUMENTS["README.md"], DOCUMENTS["docs/guide.md"]
WORDS_OF_README = 700


def examples(language: str) -> list[ParameterSet]:
    """The examples in a language, by document and number; those of the reference are parts, built where they are."""
    fence = re.compile(rf"^```{language}\n(.*?)^```", re.DOTALL | re.MULTILINE)
    return [
        pytest.param(example, id=f"{name}-{number}")
        for name, text in DOCUMENTS.items()
        if name != "docs/reference.md"
        for number, example in enumerate(fence.findall(text), 1)
    ]


def text_of(example: ParameterSet) -> str:
    return str(example.values[0])


def outline_of(example: str) -> str:
    """An example as a whole outline: it is one already, or it is a list of slides."""
    if example.startswith("- "):
        return "title: An example\nslides:\n" + textwrap.indent(example, "  ")
    return example


@pytest.mark.parametrize("example", examples("yaml"))
def test_every_outline_builds_without_a_warning(example: str) -> None:
    result = build(outline_of(example).encode(), ROOT)
    assert isinstance(result, Deck), str(result.findings)
    assert str(result.findings) == ""


@pytest.mark.parametrize("example", examples("python"))
def test_every_script_runs(
    example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    outline = "title: Containers\nminutes: 20\naudiences: [beginners]\nslides:\n  - title: One\n    text: Two.\n"
    (tmp_path / "lectures").mkdir()
    for name in ("slides.yaml", "lectures/week1.yaml", "lectures/week2.yaml"):
        (tmp_path / name).write_text(outline, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "example", "exec"), {})
    saved = sorted(path.name for path in tmp_path.rglob("*.pptx"))
    said = capsys.readouterr().out
    assert saved or "error unknown-field 5 " in said
    assert saved in ([], ["slides.pptx"], ["week1.pptx", "week2.pptx"])


def test_the_first_steps_are_what_a_terminal_shows(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    shown = f"$ deckgen new\n{desk.run('new').out}$ deckgen build\n{desk.run('build').out}```"
    seconds = re.compile(r"\(\d+\.\d\d s\)")
    assert seconds.sub("", shown) in seconds.sub("", README)


def test_the_readme_shows_a_message_as_it_is(tmp_path: Path) -> None:
    first = next(text_of(each) for each in examples("yaml") if each.id == "README.md-1")
    (tmp_path / "slides.yaml").write_text(first.replace("bullets:", "bulets:"), encoding="utf-8")
    assert f"$ deckgen build\n{Desk(tmp_path).run('build').err}```" in README


def test_the_guide_shows_a_plan_as_it_is(tmp_path: Path) -> None:
    lecture = next(text_of(each) for each in examples("yaml") if "{{course}}" in text_of(each))
    (tmp_path / "slides.yaml").write_text(lecture, encoding="utf-8")
    assert f"$ deckgen plan\n{Desk(tmp_path).run('plan').out}```" in GUIDE


def test_the_readme_begins_with_the_two_commands_and_is_short() -> None:
    commands = re.findall(r"^    (\S.*)$", README, re.MULTILINE)[:2]
    assert commands == [
        "python3 -m pip install . && python3 -m deckgen build",
        'python3 -m pip install -e ".[dev]" && python3 -m pytest',
    ]
    assert len(README.split()) <= WORDS_OF_README


def test_the_reference_is_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == reference(), "`python3 -m tests.reference` writes it anew"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_that_is_named_exists(name: str) -> None:
    named = set(re.findall(r"(?:`|^\$ )deckgen\s([a-z]\w*)", DOCUMENTS[name], re.MULTILINE))
    assert named <= set(COMMANDS)
    modules = set(re.findall(r"python3? -m tests\.([\w.]+)", DOCUMENTS[name]))
    assert {each for each in modules if not _is_program(ROOT.joinpath("tests", *each.split(".")))} == set()


def _is_program(path: Path) -> bool:
    return path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()


def test_the_guide_or_the_readme_names_every_command() -> None:
    words = " ".join((README + GUIDE).split())
    assert [command for command in COMMANDS if f"deckgen {command}" not in words] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_to_a_file_or_a_heading(name: str) -> None:
    text = re.sub(r"`[^`]*`", "", _without_code(DOCUMENTS[name]))
    links = [(path, anchor) for path, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)#?([^)\s]*)\)", text)]
    assert links or name in ("CHANGELOG.md",)
    lost = [(path, anchor) for path, anchor in links if not _is_there((ROOT / name), path, anchor)]
    assert lost == []


def _is_there(document: Path, path: str, anchor: str) -> bool:
    target = (document.parent / path).resolve() if path else document
    if not anchor:
        return target.exists()
    return anchor in _anchors(target.read_text(encoding="utf-8"))


def _anchors(text: str) -> set[str]:
    """The names that GitHub gives to headings."""
    headings = re.findall(r"^#+ (.+)$", _without_code(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _without_code(text: str) -> str:
    return re.sub(r"^ *```.*?^ *```", "", text, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_that_is_named_is_there(name: str) -> None:
    paths = re.findall(r"`((?:src|tests|docs|assets)/[\w./-]+)`", DOCUMENTS[name])
    assert [path for path in paths if not (ROOT / path).exists()] == []
