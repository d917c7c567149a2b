"""`deckgen template`, and building with `--theme`."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation

from tests.cli.desk import Desk
from tests.template.templates import coloured, default, university, without_layouts_for_much
from tests.text.fonts import font


def test_it_shows_layouts_areas_and_colours(desk: Desk) -> None:
    (desk.folder / "university.potx").write_bytes(university())
    run = desk.run("template", "university.potx")
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines()[:9] == [
        "university.potx: slides of 10 × 5.625 in, dark text on a light ground, Cambria and Arial",
        "",
        "layouts",
        "  title        Titelfolie",
        "  section      Kapitel",
        "  content      Titel und Inhalt",
        "  two-content  Zwei Inhalte",
        "  comparison   Vergleich",
        "  title-only   Nur Titel",
    ]
    assert "  slide number    8.40  5.25  1.00  0.20   12 pt\n" in run.out
    assert "  teal        #006E92  accent3, 30 % darker\n" in run.out
    assert run.out.endswith("next: write `theme: university.potx` in the head of an outline beside it\n")


def test_it_says_what_is_missing(desk: Desk) -> None:
    (desk.folder / "plain.pptx").write_bytes(without_layouts_for_much())
    run = desk.run("template", "plain.pptx")
    assert "note: there is no layout for sections, so sections look like the title slide\n" in run.out


def test_a_file_that_is_no_template_is_refused(desk: Desk) -> None:
    desk.write("slides.yaml")
    run = desk.run("template", "slides.yaml")
    assert (run.code, run.out) == (2, "")
    assert run.err == "error: `slides.yaml` is no PowerPoint file\nhint: templates are .pptx or .potx files\n"


def test_build_takes_a_template_from_anywhere(desk: Desk) -> None:
    (desk.folder / "designs").mkdir()
    (desk.folder / "designs" / "plain.pptx").write_bytes(default())
    desk.write("lectures.yaml")
    run = desk.run("build", "lectures.yaml", "--theme", "designs/plain.pptx")
    assert (run.code, run.err) == (0, "")
    deck = Presentation(io.BytesIO((desk.folder / "lectures.pptx").read_bytes()))
    assert deck.slides[0].slide_layout.name == "Title Slide"
    assert deck.slide_width == 9_144_000


def test_build_takes_a_built_in_theme_by_name(desk: Desk) -> None:
    desk.write("slides.yaml")
    assert desk.run("build").code == 0
    light = (desk.folder / "slides.pptx").read_bytes()
    assert desk.run("build", "--theme", "dark").code == 0
    assert (desk.folder / "slides.pptx").read_bytes() != light


def test_a_template_that_is_not_there_is_not_invented(desk: Desk) -> None:
    desk.write("slides.yaml")
    run = desk.run("build", "--theme", "drak")
    assert (run.code, run.err) == (2, "error: there is no template `drak`\nhint: did you mean `dark`?\n")
    assert desk.files() == {"slides.yaml"}


def test_a_proof_is_a_deck_beside_the_template(desk: Desk) -> None:
    (desk.folder / "university.potx").write_bytes(university())
    run = desk.run("template", "university.potx", "--proof")
    assert (run.code, run.err) == (0, "")
    assert run.out == "university-proof.pptx: 35 slides, no problems; the notes say what was understood\n"
    assert desk.files() == {"university.potx", "university-proof.pptx"}
    assert desk.run("template", "university.potx", "--proof", "-o", "proofs/").code == 0
    made = (desk.folder / "proofs" / "university-proof.pptx").read_bytes()
    assert made == (desk.folder / "university-proof.pptx").read_bytes()


def test_two_versions_of_a_template_are_compared(desk: Desk) -> None:
    (desk.folder / "old.potx").write_bytes(university())
    (desk.folder / "new.pptx").write_bytes(default())
    run = desk.run("template", "old.potx", "new.pptx")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("with new.pptx in place of old.potx:\n  slides of 10 × 7.5 in")
    assert "\n  sections: the layout is `Section Header`, and was `Kapitel`\n" in run.out
    same = desk.run("template", "old.potx", "old.potx")
    assert (same.code, same.out) == (0, "decks look the same with old.potx as with old.potx\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("new.potx", "--proof"),
            "error: a proof is of one template\nhint: leave out `--proof`, or one of the two files\n",
        ),
        (("-o", "x.pptx"), "error: `-o` is for a proof\nhint: add `--proof`, or leave out `-o`\n"),
    ],
)
def test_a_proof_and_a_comparison_are_two_things(desk: Desk, arguments: tuple[str, ...], said: str) -> None:
    run = desk.run("template", "old.potx", *arguments)
    assert (run.code, run.out, run.err) == (2, "", said)


def test_it_says_which_font_was_measured_where(desk: Desk) -> None:
    design = coloured(default(), {}, {"major": "Corporate S", "minor": "Arial"})
    (desk.folder / "design.pptx").write_bytes(design)
    estimated = desk.run("template", "design.pptx", HOME=str(desk.folder)).out
    assert "fonts\n  Corporate S: widths estimated\n  Arial: widths known\n" in estimated
    assert "note: how wide the letters of Corporate S are is not known, so they are taken to be" in estimated
    installed = desk.folder / ".fonts" / "c.ttf"
    installed.parent.mkdir()
    installed.write_bytes(font("Corporate S", 700))
    measured = desk.run("template", "design.pptx", HOME=str(desk.folder)).out
    assert f"\n  Corporate S: measured in {installed}, installed on this machine\n" in measured
    assert "note: decks can differ on machines without Corporate S; put its files into a folder" in measured


def test_a_theme_file_is_taken_from_anywhere_and_its_mistakes_are_reported(desk: Desk) -> None:
    desk.write("slides.yaml", "title: T\nslides:\n  - {title: A, text: a}\n")
    (desk.folder / "designs").mkdir()
    desk.write("designs/ours.yaml", "like: folio\n")
    assert desk.run("build", "--theme", "designs/ours.yaml").code == 0
    desk.write("designs/ours.yaml", "like: foliio\n")
    run = desk.run("build", "--theme", "designs/ours.yaml")
    assert run.code == 2
    assert " --> designs/ours.yaml:1:7\n" in run.err
    assert "error: no theme can be made of `designs/ours.yaml`\n" in run.err
