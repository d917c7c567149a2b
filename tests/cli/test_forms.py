"""What a build writes follows from the name: a deck, a page, a PDF, or a picture of each slide."""

from __future__ import annotations

import pikepdf
import pytest
from pptx import Presentation

from deckgen.cli import wanted
from deckgen.cli.terminal import UsageError
from tests.cli.desk import Desk

AUDIENCES = """\
title: T
audiences: [some, others]
slides:
  - {title: A, text: a}
  - {title: B, text: b, only: others}
"""


def test_a_name_with_html_becomes_a_page(desk: Desk) -> None:
    desk.write("slides.yaml")
    run = desk.run("build", "-o", "lecture.html")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("lecture.html: 2 slides for 10 minutes, no warnings (")
    assert (desk.folder / "lecture.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_name_with_pdf_becomes_a_pdf_without_another_program(desk: Desk) -> None:
    desk.write("slides.yaml")
    run = desk.run("build", "-o", "lecture.pdf", PATH="")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("lecture.pdf: 2 slides for 10 minutes, no warnings (")
    with pikepdf.open(desk.folder / "lecture.pdf") as pdf:
        assert len(pdf.pages) == 2
        assert [float(length) for length in pdf.pages[0].MediaBox] == [0, 0, 960, 540]
        assert str(pdf.docinfo.Title) == "Two layers"


def test_a_pdf_says_when_it_was_made_only_if_it_is_told_to(desk: Desk) -> None:
    desk.write("slides.yaml")
    assert desk.run("build", "-o", "a.pdf").code == 0
    assert desk.run("build", "-o", "b.pdf", SOURCE_DATE_EPOCH="1700000000").code == 0
    with pikepdf.open(desk.folder / "a.pdf") as never, pikepdf.open(desk.folder / "b.pdf") as told:
        assert "/CreationDate" not in never.docinfo
        assert str(told.docinfo.CreationDate).startswith("D:20231114221320")


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wanted, "find_spec", lambda _: None)
    with pytest.raises(UsageError) as found:
        wanted.Wanted().request(form="pdf")
    assert found.value.message == "a PDF needs the package `typst`, which is not installed"
    assert found.value.hint == "install it with `pip install 'deckgen[pdf]'`"


@pytest.mark.parametrize(("ending", "start"), [("svg", b"<svg "), ("png", b"\x89PNG")])
def test_each_slide_becomes_a_picture_with_its_number_in_a_folder_that_is_made(
    desk: Desk, ending: str, start: bytes
) -> None:
    desk.write("slides.yaml")
    run = desk.run("build", "-o", f"out/{{number}}.{ending}")
    assert run.code == 0
    assert desk.files() == {"slides.yaml", f"out/01.{ending}", f"out/02.{ending}"}
    assert (desk.folder / f"out/02.{ending}").read_bytes().startswith(start)


def test_pictures_of_slides_that_are_gone_are_removed_and_nothing_else(desk: Desk) -> None:
    desk.write("slides.yaml")
    (desk.folder / "out").mkdir()
    for name in ("slide-09.svg", "slide-09.txt", "slide-x.svg"):
        (desk.folder / "out" / name).write_text("old")
    desk.run("build", "-o", "out/slide-{number}.svg")
    assert desk.files() == {
        "slides.yaml", "out/slide-01.svg", "out/slide-02.svg", "out/slide-09.txt", "out/slide-x.svg",
    }  # fmt: skip


def test_every_audience_gets_a_page_or_its_pictures(desk: Desk) -> None:
    desk.write("slides.yaml", AUDIENCES)
    assert desk.run("build", "--all", "-o", "{audience}.html").code == 0
    assert desk.run("build", "--all", "-o", "{audience}/{number}.svg").code == 0
    assert desk.run("build", "--all", "-o", "{audience}.pdf").code == 0
    assert desk.files() == {
        "slides.yaml", "some.html", "others.html", "some.pdf", "others.pdf", "some/01.svg", "some/02.svg",
        "others/01.svg", "others/02.svg", "others/03.svg",
    }  # fmt: skip


def test_one_page_can_hold_the_shows_of_all_audiences(desk: Desk) -> None:
    desk.write("slides.yaml", AUDIENCES)
    run = desk.run("build", "--one-file", "-o", "all.html")
    assert run.code == 0
    assert '"shows":[{"name":"some","slides":[0,1]},{"name":"others","slides":[0,1,2]}]' in (
        desk.folder / "all.html"
    ).read_text(encoding="utf-8")


def test_the_same_lecture_is_the_same_page_and_the_same_pictures(desk: Desk) -> None:
    desk.write("slides.yaml")
    for folder in ("a", "b"):
        desk.run("build", "-o", f"{folder}/{{number}}.png", PYTHONHASHSEED="1" if folder == "a" else "2")
        desk.run("build", "-o", f"{folder}/page.html", PYTHONHASHSEED="3" if folder == "a" else "4")
        desk.run("build", "-o", f"{folder}/page.pdf", PYTHONHASHSEED="5" if folder == "a" else "6")
    for name in ("01.png", "02.png", "page.html", "page.pdf"):
        assert (desk.folder / "a" / name).read_bytes() == (desk.folder / "b" / name).read_bytes()


@pytest.mark.parametrize("name", ["page.html", "page.pdf", "{number}.svg", "{number}.png"])
def test_slides_in_a_template_are_written_in_every_form(desk: Desk, name: str) -> None:
    Presentation().save(str(desk.folder / "uni.pptx"))
    desk.write("slides.yaml", "title: T\ntheme: uni.pptx\nslides:\n  - {title: A, text: a}\n")
    assert desk.run("build", "-o", name).code == 0
    assert desk.files() > {"slides.yaml", "uni.pptx"}


def test_one_page_for_all_audiences_shows_the_template(desk: Desk) -> None:
    Presentation().save(str(desk.folder / "uni.pptx"))
    desk.write("slides.yaml", AUDIENCES + "theme: uni.pptx\n")
    assert desk.run("build", "--one-file", "-o", "all.html").code == 0
    page = (desk.folder / "all.html").read_text(encoding="utf-8")
    assert '<svg class="artwork" aria-hidden="true"><g id="artwork-' in page
    assert page.count('<use href="#artwork-') == 3


def test_presenting_writes_the_page_and_opens_it(desk: Desk) -> None:
    desk.write("slides.yaml")
    browser = desk.folder / "browser"
    browser.write_text('#!/bin/sh\necho "$1" > opened\n')
    browser.chmod(0o755)
    run = desk.run("present", BROWSER=f"{browser} %s")
    assert (run.code, run.out, run.err) == (0, "wrote slides.html: 2 slides\n", "")
    assert (desk.folder / "opened").read_text().strip() == (desk.folder / "slides.html").as_uri()


def test_an_outline_with_mistakes_is_not_presented(desk: Desk) -> None:
    desk.write("slides.yaml", "title: T\n")
    run = desk.run("present", BROWSER="false")
    assert run.code == 1
    assert run.err.endswith("no page was written\n")
    assert not (desk.folder / "slides.html").exists()


def test_nothing_is_written_where_the_name_does_not_fit(desk: Desk) -> None:
    desk.write("slides.yaml")
    run = desk.run("build", "-o", "picture.png")
    assert run.err == (
        "error: `picture.png` is one file, and each slide becomes one\nhint: type `-o 'picture-{number}.png'`\n"
    )
    run = desk.run("build", "--backup", "-o", "a.html")
    assert run.err == "error: `--backup` keeps decks, and this is none\nhint: leave it out\n"
    assert desk.files() == {"slides.yaml"}
