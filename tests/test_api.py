"""`import deckgen`: what a script can do with it, and what happens when it is wrong."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pptx import Presentation

import deckgen
from tests.cli.desk import Desk

OUTLINE = """\
title: Layers
audiences: {beginners: {minutes: 10}, experts: {}}
slides:
  - title: An operating system has two layers
    layers: [Applications, OS kernel, Hardware]
  - title: Namespaces limit what a process sees
    text: Each has its own.
    only: experts
"""


def titles(deck: deckgen.Deck) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(deck.content)).slides]


@pytest.mark.parametrize("kind", [str, Path])
def test_a_path_is_a_file(tmp_path: Path, kind: type[str | Path]) -> None:
    (tmp_path / "slides.yaml").write_text(OUTLINE, encoding="utf-8")
    deck = deckgen.build(kind(tmp_path / "slides.yaml"))
    assert (deck.slides, deck.hidden, deck.title, len(deck.findings)) == (3, 0, "Layers", 0)
    assert titles(deck) == [
        "Layers",
        "An operating system has two layers",
        "Namespaces limit what a process sees",
    ]


def test_a_string_of_several_lines_is_the_outline_itself() -> None:
    assert deckgen.build(OUTLINE).slides == 3


def test_an_empty_string_is_an_outline_without_content() -> None:
    assert [each.code for each in deckgen.check("")] == ["empty-outline"]
    with pytest.raises(deckgen.OutlineError, match="this outline is empty"):
        deckgen.build("")


def test_the_same_outline_gives_the_deck_that_the_command_writes(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.write("slides.yaml", OUTLINE)
    assert desk.run("build", "--audience", "beginners").code == 0
    deck = deckgen.build(desk.folder / "slides.yaml", audience="beginners")
    assert deck.content == (desk.folder / "slides-beginners.pptx").read_bytes()


def test_the_options_are_those_of_the_command() -> None:
    assert titles(deckgen.build(OUTLINE, audience="beginners")) == ["Layers", "An operating system has two layers"]
    assert deckgen.build(OUTLINE, minutes=5).minutes == 5
    built = OUTLINE.replace("    only:", "    notes: Mine.\n    only:")
    assert any(map(len, deckgen.build(built).notes))
    assert not any(map(len, deckgen.build(built, students=True).notes))
    assert deckgen.build(OUTLINE, theme="dark").content != deckgen.build(OUTLINE).content
    stepwise = OUTLINE.replace("Hardware]\n", "Hardware]\n    build: true\n")
    assert deckgen.build(stepwise, builds=False).content == deckgen.build(OUTLINE, builds=False).content


def test_a_template_is_a_path(tmp_path: Path) -> None:
    deckgen.build(OUTLINE, theme="dark").save(tmp_path / "university.pptx")
    assert titles(deckgen.build(OUTLINE, theme=tmp_path / "university.pptx"))[0] == "Layers"


def test_files_are_looked_for_beside_the_outline_or_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "hello.py").write_text("print('Hello')\n", encoding="utf-8")
    outline = "title: Code\nslides:\n  - include: more.yaml\n"
    (tmp_path / "more.yaml").write_text("- title: One\n  text: 1\n", encoding="utf-8")
    (tmp_path / "slides.yaml").write_text(outline, encoding="utf-8")
    assert deckgen.build(tmp_path / "slides.yaml").slides == 2
    assert deckgen.build(outline, folder=tmp_path).slides == 2
    with pytest.raises(deckgen.OutlineError, match=r"more\.yaml"):
        deckgen.build(outline, folder=tmp_path / "elsewhere")


def test_an_outline_with_errors_raises_all_of_them_with_their_report(tmp_path: Path) -> None:
    path = tmp_path / "slides.yaml"
    path.write_text(OUTLINE.replace("layers:", "layer:").replace("text:", "txt:"), encoding="utf-8")
    with pytest.raises(deckgen.OutlineError) as raised:
        deckgen.build(path)
    found = [(each.severity, each.code, each.line, each.column) for each in raised.value.findings]
    assert found == [("error", "unknown-field", 5, 5), ("error", "unknown-field", 7, 5)]
    assert f"--> {path}:5:5\n" in str(raised.value)
    assert str(raised.value) == deckgen.check(path).report()


def test_a_check_returns_errors_and_warnings_alike() -> None:
    assert not deckgen.check(OUTLINE)
    found = deckgen.check(OUTLINE.replace("audiences", "audience"))
    assert found.has_errors
    assert found.diagnostics[0].hint == "did you mean `audiences`?"
    warned = deckgen.check(f"{OUTLINE}  - title: An operating system has two layers\n    text: Again.\n")
    assert not warned.has_errors
    assert [each.code for each in warned] == ["title-twice"]


def test_an_audience_that_is_not_there_is_an_error_of_the_outline() -> None:
    with pytest.raises(deckgen.OutlineError, match="beginner"):
        deckgen.build(OUTLINE, audience="beginer")


def test_what_cannot_be_read_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        deckgen.build(tmp_path / "slides.yaml")
    with pytest.raises(FileNotFoundError):
        deckgen.build(OUTLINE, theme="university.pptx")
    with pytest.raises(ValueError, match="above 0"):
        deckgen.build(OUTLINE, minutes=0)


def test_a_deck_is_saved_whole_or_not_at_all(tmp_path: Path) -> None:
    deck = deckgen.build(OUTLINE)
    deck.save(tmp_path / "a.pptx")
    deck.save(str(tmp_path / "a.pptx"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.pptx"]
    assert (tmp_path / "a.pptx").read_bytes() == deck.content
    with pytest.raises(FileNotFoundError):
        deck.save(tmp_path / "no" / "a.pptx")


def test_importing_it_loads_nothing_and_using_it_everything() -> None:
    program = (
        "import sys, deckgen; before = {name for name in sys.modules if name.startswith('deckgen')}; "
        "assert before == {'deckgen', 'deckgen.version'}, before; "
        "assert set(deckgen.__all__) == set(dir(deckgen)); [getattr(deckgen, name) for name in deckgen.__all__]; "
        "from deckgen import build, Deck; assert callable(deckgen.build) and callable(deckgen.check)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_name_that_it_has_not_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute `biuld`"):
        getattr(deckgen, "biuld")  # noqa: B009  (a type checker would object)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="this is a pipe, not a file"):
        deckgen.build(tmp_path / "pipe")
    with pytest.raises(OSError, match="this is a pipe, not a file"):
        deckgen.build("title: T\nslides: [title: One]\n", theme=tmp_path / "pipe")
