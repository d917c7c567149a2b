"""`deckgen render`: through LibreOffice when it is there, with a clear word when it is not."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from deckgen.cli import office
from deckgen.deck import Deck
from deckgen.pipeline import build
from tests import tools
from tests.cli.desk import OUTLINE, Desk


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere LibreOffice is found in its usual folder too")
def test_without_libreoffice_it_says_what_to_install(desk: Desk) -> None:
    desk.write("slides.yaml")
    desk.run("build")
    run = desk.run("render", "slides.pptx", PATH="")
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        "error: rendering needs LibreOffice, which is not installed\n"
        "hint: install it with `sudo apt install libreoffice-impress`\n"
    )
    assert desk.files() == {"slides.yaml", "slides.pptx"}


def test_it_makes_a_pdf_of_an_outline_alone_and_leaves_nothing_else(desk: Desk) -> None:
    desk.write("slides.yaml")
    run = desk.run("render", PATH="")
    assert (run.code, run.out, run.err) == (0, "wrote slides.pdf\n", "")
    assert (desk.folder / "slides.pdf").read_bytes().startswith(b"%PDF")
    assert desk.files() == {"slides.yaml", "slides.pdf"}


@pytest.mark.usefixtures("libreoffice")
def test_it_makes_a_pdf_of_a_deck(desk: Desk) -> None:
    desk.write("slides.yaml")
    desk.run("build")
    run = desk.run("render", "slides.pptx")
    assert (run.code, run.out, run.err) == (0, "wrote slides.pdf\n", "")
    assert (desk.folder / "slides.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.usefixtures("libreoffice")
def test_it_makes_a_picture_of_each_slide_of_a_deck(desk: Desk) -> None:
    desk.write("slides.yaml")
    desk.run("build")
    old = desk.folder / "pictures" / "slide-07.png"
    old.parent.mkdir()
    old.write_bytes(b"from an earlier render")
    run = desk.run("render", "slides.pptx", "--pictures", "-o", "pictures")
    assert (run.code, run.out, run.err) == (0, "wrote 2 pictures to pictures\n", "")
    assert {path.name for path in (desk.folder / "pictures").iterdir()} == {"slide-01.png", "slide-02.png"}


def test_poppler_makes_pictures_where_pdfium_is_missing(libreoffice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert libreoffice
    assert tools.pdftoppm()
    pdf = office.pdf_of(_deck())
    by_pdfium = office.pictures_of(pdf)
    monkeypatch.setattr(office, "find_spec", lambda _: None)
    assert (
        [png[:8] for png in office.pictures_of(pdf)] == [png[:8] for png in by_pdfium] == [b"\x89PNG\r\n\x1a\n"] * 2
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a shell script")
def test_an_interruption_ends_libreoffice_and_leaves_nothing_behind(desk: Desk) -> None:
    office_that_hangs = desk.folder / "soffice"
    office_that_hangs.write_text(f"#!/bin/sh\necho $$ > {desk.folder}/started\nexec sleep 600\n", encoding="utf-8")
    office_that_hangs.chmod(0o755)
    desk.write("slides.yaml")
    desk.run("build")
    before = desk.files()
    run = desk.start("render", "slides.pptx", PATH=f"{desk.folder}:{os.environ['PATH']}")
    started = desk.folder / "started"
    while not (started.exists() and started.read_text(encoding="utf-8")):
        assert run.poll() is None
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    assert run.wait(60) == 130
    with pytest.raises(ProcessLookupError):
        os.kill(int(started.read_text(encoding="utf-8")), 0)
    assert desk.files() == before | {"started"}


def test_a_deck_that_is_not_there_is_said(desk: Desk) -> None:
    run = desk.run("render", "slides.pptx")
    assert run.code == 2
    assert run.err == "error: there is no deck `slides.pptx`\nhint: `deckgen build` makes one from an outline\n"


@pytest.mark.parametrize(("content", "said"), [("", "is empty"), ("secret", "is not a PowerPoint deck")])
def test_what_is_no_deck_is_not_rendered_as_an_empty_page(desk: Desk, content: str, said: str) -> None:
    desk.write("slides.pptx", content)
    run = desk.run("render", "slides.pptx")
    assert run.code == 2
    assert run.err.startswith(f"error: `slides.pptx` {said}\nhint: ")
    assert desk.files() == {"slides.pptx"}


def test_an_outline_with_mistakes_is_not_rendered(desk: Desk) -> None:
    desk.write("slides.yaml", "title: Nothing\n")
    run = desk.run("render")
    assert (run.code, run.out) == (1, "")
    assert run.err.endswith("nothing was rendered\n")


def _deck() -> bytes:
    result = build(OUTLINE.encode(), Path())
    assert isinstance(result, Deck)
    return result.content


def test_pictures_of_an_outline_need_no_libreoffice(desk: Desk) -> None:
    desk.write("slides.yaml")
    run = desk.run("render", "--pictures", PATH=str(desk.folder))
    assert (run.code, run.out, run.err) == (0, "wrote 2 pictures to slides-pictures\n", "")
    for number in (1, 2):
        assert (desk.folder / f"slides-pictures/slide-0{number}.png").read_bytes().startswith(b"\x89PNG")
