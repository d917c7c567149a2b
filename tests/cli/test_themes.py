"""`deckgen themes`: the built-in themes in a list, a picture and decks, and as the beginning of a theme file."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from pptx import Presentation

from deckgen.pipeline import build
from deckgen.showcase.sheet import FOLDER, SHOWN, deck_of, picture_of
from deckgen.theme.builtin import THEMES
from tests.cli.desk import Desk


def test_the_list_says_how_each_looks(desk: Desk) -> None:
    run = desk.run("themes")
    assert [line.split()[0] for line in run.out.splitlines()] == list(THEMES)
    assert desk.run("themes", "folio").out == "folio  like a book, with serifs and dark red on ivory\n"


def test_one_picture_has_a_row_for_each_theme(desk: Desk) -> None:
    assert desk.run("themes", "-o", "themes.png").out == "wrote themes.png\n"
    with Image.open(desk.folder / "themes.png") as picture:
        assert picture.size == (SHOWN * 492 + 12, len(THEMES) * 282 + 12)
        for row, theme in enumerate(THEMES.values()):
            x, y = 2 * 492 + 12 + 470, 282 * row + 12 + 200
            paper = picture.convert("RGB").crop((x, y, x + 1, y + 1)).tobytes()
            assert paper.hex().upper() == theme.scheme["lt1"]


def test_one_deck_shows_each_theme_on_a_slide() -> None:
    slides = list(Presentation(BytesIO(deck_of(["folio", "board"], "pptx").content)).slides)
    titles = [slide.shapes.title.text_frame.text for slide in slides[1:]]
    assert titles == [
        "folio: like a book, with serifs and dark red on ivory",
        "board: light on dark green with yellow, for large dark halls",
    ]


def test_a_deck_of_one_theme_is_in_that_theme(desk: Desk) -> None:
    assert desk.run("themes", "folio", "-o", "folio.pptx").code == 0
    deck = Presentation(str(desk.folder / "folio.pptx"))
    theme = deck.slide_master.part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    )
    assert b'<a:latin typeface="Cambria"/>' in theme.blob


def test_a_deck_has_the_form_of_its_name(desk: Desk) -> None:
    assert desk.run("themes", "signal", "-o", "signal.html").code == 0
    assert (desk.folder / "signal.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_the_pictures_are_the_same_again() -> None:
    assert picture_of(["folio"]) == picture_of(["folio"])


def test_the_slides_that_are_shown_have_no_findings() -> None:
    assert str(build((FOLDER / "outline.yaml").read_bytes(), FOLDER).findings) == ""


def test_a_theme_file_begins_as_a_theme_and_is_never_overwritten(desk: Desk) -> None:
    run = desk.run("themes", "board", "-o", "ours.yaml")
    assert run.out.endswith("next: write `theme: ours.yaml` in the head of an outline beside it\n")
    desk.write("slides.yaml", "title: T\ntheme: ours.yaml\nslides:\n  - {title: A, text: a}\n")
    assert desk.run("build").code == 0
    again = desk.run("themes", "board", "-o", "ours.yaml")
    assert again.code == 2
    assert "error: `ours.yaml` is already there, and deckgen never overwrites a theme file\n" in again.err


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        (("boord",), "there is no built-in theme `boord`", "did you mean `board`?"),
        (("-o", "x.yaml"), "a theme file begins with one of the themes", "type `deckgen themes classroom -o x.yaml`"),
        (("-o", "x.doc"), "themes are not shown in `x.doc`", "name a file that ends in .pptx, .html"),
    ],
)
def test_what_cannot_be_done_is_said(typed: tuple[str, ...], message: str, hint: str, desk: Desk) -> None:
    run = desk.run("themes", *typed)
    assert run.code == 2
    assert f"error: {message}\nhint: {hint}" in run.err
