"""Slides from other files: they stand where they are included, and messages name their own file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.audience.select import Viewer, select
from deckgen.decode.outline import Parsed, parse
from deckgen.report import render

HEAD = "title: Docker\nslides:\n"


def parsed(folder: Path, files: dict[str, str], slides: str) -> Parsed:
    """The outline with `slides`, beside `files`."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return parse((HEAD + slides).encode(), folder)


def titles(found: Parsed) -> list[str]:
    assert found.value is not None, found.diagnostics
    return [words.plain for slide in found.value.slides for words in (slide.section, slide.title) if words]


SHAPES = {
    "a list of slides": "- section: A\n- title: B\n",
    "an outline": "title: Not taken\nslides:\n  - section: A\n  - title: B\n",
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_slides_take_the_place_of_their_include(tmp_path: Path, text: str) -> None:
    found = parsed(tmp_path, {"a.yaml": text}, "  - title: 1\n  - include: a.yaml\n  - title: 2\n")
    assert titles(found) == ["1", "A", "B", "2"]


def test_one_slide_can_be_a_file(tmp_path: Path) -> None:
    assert titles(parsed(tmp_path, {"a.yaml": "title: A\n"}, "  - include: a.yaml\n")) == ["A"]


def test_names_are_relative_to_the_file_they_stand_in(tmp_path: Path) -> None:
    files = {"shared/a.yaml": "- include: b.yaml\n- include: ../c.yaml\n", "shared/b.yaml": "- title: B\n",
             "c.yaml": "- title: C\n"}  # fmt: skip
    assert titles(parsed(tmp_path, files, "  - include: shared/a.yaml\n")) == ["B", "C"]


def test_a_message_names_file_line_and_column(tmp_path: Path) -> None:
    files = {"shared/a.yaml": "- title: A\n  bulets: [a]\n"}
    found = parsed(tmp_path, files, "  - title: 1\n    tex: a\n  - include: shared/a.yaml\n")
    report = render(found.diagnostics, "talks/week1.yaml", found.text, found.included)
    assert " --> talks/week1.yaml:4:5\n  |\n4 |     tex: a\n" in report
    assert " --> talks/shared/a.yaml:2:3\n  |\n2 |   bulets: [a]\n" in report


def test_what_yaml_complains_of_is_in_the_included_file(tmp_path: Path) -> None:
    found = parsed(tmp_path, {"a.yaml": "- title: 'A\n"}, "  - include: a.yaml\n")
    assert found.value is None
    assert [item.place.file for item in found.diagnostics if item.place] == ["a.yaml"]


def codes(found: Parsed) -> list[str]:
    return [item.code for item in found.diagnostics]


def test_a_file_that_includes_itself_is_refused_with_the_way_round(tmp_path: Path) -> None:
    files = {"a.yaml": "- include: b.yaml\n", "b.yaml": "- include: a.yaml\n"}
    found = parsed(tmp_path, files, "  - include: a.yaml\n")
    assert codes(found) == ["include-cycle"]
    assert found.diagnostics[0].message == "this file includes itself: `a.yaml` → `b.yaml` → `a.yaml`"


def test_nothing_outside_of_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("- title: Secret\n")
    inside = tmp_path / "talk"
    inside.mkdir()
    for name in ("../secret.yaml", str(tmp_path / "secret.yaml")):
        assert codes(parsed(inside, {}, f"  - include: {name}\n")) == ["file-outside"]


def test_includes_cannot_make_small_files_large(tmp_path: Path) -> None:
    files = {f"{n}.yaml": f"- include: {n + 1}.yaml\n- include: {n + 1}.yaml\n" for n in range(20)}
    found = parsed(tmp_path, {**files, "20.yaml": "- title: A\n"}, "  - include: 0.yaml\n")
    assert codes(found) == ["too-many-includes"]


def test_a_file_without_slides_is_said(tmp_path: Path) -> None:
    assert codes(parsed(tmp_path, {"a.yaml": "just text\n"}, "  - include: a.yaml\n")) == ["no-slides"]


BESIDE = {
    "only": ("only: a", ["1", "both", "mine"], ["1"]),
    "except": ("except: [a]", ["1"], ["1", "both", "theirs"]),
}


@pytest.mark.parametrize(("condition", "mine", "theirs"), BESIDE.values(), ids=BESIDE)
def test_what_is_for_some_of_those_an_include_is_for_is_for_these(
    tmp_path: Path, condition: str, mine: list[str], theirs: list[str]
) -> None:
    shared = "- title: both\n- title: mine\n  only: a\n- title: theirs\n  only: b\n"
    (tmp_path / "shared.yaml").write_text(shared, "utf-8")
    slides = f"  - title: '1'\n  - include: shared.yaml\n    {condition}\n"
    found = parse(f"title: T\naudiences: [a, b]\nslides:\n{slides}".encode(), tmp_path)
    assert found.value is not None, found.diagnostics
    seen = [[slide.title.plain for slide in select(found.value, Viewer(name)).slides if slide.title] for name in "ab"]
    assert seen == [mine, theirs]
    everything = select(found.value, Viewer()).slides
    assert [slide.title.plain for slide in everything if slide.title] == [
        "1",
        *dict.fromkeys([*mine[1:], *theirs[1:]]),
    ]


def test_an_unknown_audience_beside_an_include_is_told_once(tmp_path: Path) -> None:
    found = parsed(tmp_path, {"a.yaml": "- title: A\n- title: B\n"}, "  - include: a.yaml\n    only: nobody\n")
    assert [(item.code, item.place and item.place.line) for item in found.diagnostics] == [("unknown-audience", 3)]


def test_an_outline_that_includes_itself_is_refused(tmp_path: Path) -> None:
    content = HEAD + "  - title: A\n  - include: talk.yaml\n"
    (tmp_path / "talk.yaml").write_text(content, "utf-8")
    found = parse(content.encode(), tmp_path)
    assert [item.message for item in found.diagnostics] == ["`talk.yaml` is the outline that is being built"]


def test_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    files = {"a.yaml": "- title: A\n  bulets: [a]\n"}
    slides = "  - include: a.yaml\n  - include: b.yaml\n  - title: C\n    tex: a\n"
    assert codes(parsed(tmp_path, files, slides)) == ["missing-file", "unknown-field", "unknown-field"]
