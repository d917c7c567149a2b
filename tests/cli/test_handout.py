"""`deckgen handout`: the lecture on paper, by deckgen alone."""

from __future__ import annotations

import pikepdf
import pytest

from tests.cli.desk import Desk
from tests.writers.pdf.reading import faults, words

LECTURE = """\
title: Two layers
author: Ada
date: 2026-03-04
minutes: 10
slides:
  - section: Part
  - {title: First, text: shown, notes: Say it.}
  - title: Which one?
    quiz: {choices: [this, {answer: that}], explanation: because}
  - {title: Gap, text: the kernel decides, blank: [kernel]}
"""


@pytest.mark.parametrize(
    ("arguments", "name", "said"),
    [
        ((), "slides-handout.pdf", "with notes"),
        (("--students",), "slides-students-handout.pdf", "with lines to write on"),
        (("--per-page", "3"), "slides-handout.pdf", "with lines to write on"),
        (("--per-page", "6"), "slides-handout.pdf", "6 on a page"),
        (("--students", "--per-page", "1"), "slides-students-handout.pdf", "with lines to write on"),
    ],
)
def test_a_handout_needs_no_other_program_and_is_sound(
    desk: Desk, arguments: tuple[str, ...], name: str, said: str
) -> None:
    desk.write("slides.yaml", LECTURE)
    run = desk.run("handout", *arguments, PATH="")
    assert (run.code, run.err) == (0, "")
    assert run.out == f"wrote {name}: 5 slides, {said}\n"
    with pikepdf.open(desk.folder / name) as pdf:
        assert faults(pdf) == []
        assert [round(float(length)) for length in pdf.pages[0].MediaBox[2:]] == [595, 842]


@pytest.mark.parametrize(
    ("arguments", "size"),
    [
        (("--paper", "letter"), [612, 792]),
        (("--paper", "letter", "--per-page", "9"), [792, 612]),
        (("--per-page", "4"), [842, 595]),
    ],
)
def test_pages_have_the_size_of_the_paper(desk: Desk, arguments: tuple[str, ...], size: list[int]) -> None:
    desk.write("slides.yaml", LECTURE)
    assert desk.run("handout", *arguments).code == 0
    with pikepdf.open(desk.folder / "slides-handout.pdf") as pdf:
        assert {tuple(round(float(length)) for length in page.MediaBox[2:]) for page in pdf.pages} == {tuple(size)}


def test_answers_follow_the_slides_for_students_that_lack_them(desk: Desk) -> None:
    desk.write("slides.yaml", LECTURE)
    assert desk.run("handout", "--students").code == 0
    without = words((desk.folder / "slides-students-handout.pdf").read_bytes(), desk.folder)
    assert "because" not in without
    assert "kernel" not in without
    assert desk.run("handout", "--students", "--answers").code == 0
    *slides, answers = words((desk.folder / "slides-students-handout.pdf").read_bytes(), desk.folder).split("Answers")
    assert "because" not in "".join(slides)
    assert "because" in answers
    assert "the kernel decides" in answers
    assert "shown" not in answers


def test_answers_are_for_students(desk: Desk) -> None:
    desk.write("slides.yaml", LECTURE)
    run = desk.run("handout", "--answers")
    assert run.code == 2
    assert run.err == (
        "error: `--answers` is for the edition for students; all others show them\nhint: add `--students`\n"
    )
    assert desk.files() == {"slides.yaml"}


def test_an_outline_with_mistakes_is_not_printed(desk: Desk) -> None:
    desk.write("slides.yaml", "title: T\n")
    run = desk.run("handout")
    assert (run.code, run.out) == (1, "")
    assert run.err.endswith("no handout was written\n")
    assert desk.files() == {"slides.yaml"}


def test_a_handout_is_the_same_bytes(desk: Desk) -> None:
    desk.write("slides.yaml", LECTURE)
    for name in ("1", "2"):
        assert desk.run("handout", "-o", f"{name}.pdf", PYTHONHASHSEED=name).code == 0
    assert (desk.folder / "1.pdf").read_bytes() == (desk.folder / "2.pdf").read_bytes()
