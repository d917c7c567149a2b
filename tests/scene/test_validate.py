"""Soundness finds each kind of fault and leaves a good scene alone."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from deckgen.geometry import Point, Rect, pt
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import (
    Box,
    Cell,
    Connector,
    Glue,
    Grid,
    GridRow,
    Group,
    Item,
    Picture,
    Placeholder,
    TextBox,
)
from deckgen.scene.slide import Scene, Section, SlideScene
from deckgen.scene.text import Line, Paragraph, Run, SlideLink, TextBody
from deckgen.scene.validate import violations
from deckgen.theme.builtin import CLASSROOM
from tests.writers.pptx.pieces import png
from tests.writers.pptx.samples import sample

RECT = Rect(0, 0, pt(10), pt(10))
INK = Colour("dk1")
LINE = Stroke(INK, pt(1))


def words(text: str, *lines: str) -> TextBody:
    return TextBody((Paragraph((Run(text, 20, INK),), tuple(Line(line) for line in lines or (text,))),))


def line(end: Point, *, glue: Glue | None = None) -> Connector:
    return Connector("Line", (Point(0, 0), end), LINE, end_glue=glue, decorative=True)


CELL = Cell(words("x"))
UNSOUND: list[tuple[str, tuple[Item, ...]]] = [
    ("lies off the slide", (Box("Box", Rect(-1, 0, pt(10), pt(10)), decorative=True),)),
    ("lies off the slide", (line(Point(0, pt(5000))),)),
    ("is -1 by 10", (Box("Box", Rect(0, 0, -1, 10), decorative=True),)),
    ("2 items are called 'Box'", (Box("Box", RECT, decorative=True), Box("Box", RECT, decorative=True))),
    ("1 items are called ''", (Box("", RECT, decorative=True),)),
    ("has no alternative text", (Box("Box", RECT),)),
    ("has no alternative text", (Connector("Line", (Point(0, 0), Point(0, 0)), LINE),)),
    ("has no alternative text", (Picture("Picture", RECT, png()),)),
    ("has no alternative text", (Group("Group", RECT, (Box("Box", RECT, decorative=True),)),)),
    ("glued to 'Nobody'", (line(Point(0, 0), glue=Glue("Nobody", "top")),)),
    (
        "glued to the right",
        (Box("Brace", RECT, "left-brace", decorative=True), line(Point(0, 0), glue=Glue("Brace", "right"))),
    ),
    ("has columns of 5", (Grid("Grid", RECT, (5,), (GridRow(pt(10), (CELL,)),), alt="A"),)),
    ("has rows of 7", (Grid("Grid", RECT, (pt(10),), (GridRow(7, (CELL,)),), alt="A"),)),
    ("has 2 cells in row 1", (Grid("Grid", RECT, (pt(10),), (GridRow(pt(10), (CELL, CELL)),), alt="A"),)),
    (
        "spans more rows",
        (Grid("Grid", RECT, (pt(10),), (GridRow(pt(10), (Cell(words("x"), row_span=2),)),), alt="A"),),
    ),
    ("is not the union", (Group("Group", Rect(0, 0, 1, 1), (Box("Box", RECT, decorative=True),), alt="A"),)),
    (
        "was measured as",
        (
            TextBox(
                "Text",
                RECT,
                words("two words", "two"),
            ),
        ),
    ),
    ("breaks a word or a number: pand|oc", (TextBox("Text", RECT, words("pandoc", "pand", "oc")),)),
    ("breaks a word or a number: 1,2|30", (TextBox("Text", RECT, words("1,230", "1,2", "30")),)),
    ("breaks a word or a number: 1,|230", (TextBox("Text", RECT, words("1,230", "1,", "230")),)),
    (
        "links to slide 9 of 1",
        (Box("Box", RECT, body=words("x"), link=SlideLink(8)),),
    ),
    (
        "placeholder 1 is filled 2 times",
        tuple(TextBox(name, RECT, words("x"), Placeholder("content", 1)) for name in ("One", "Two")),
    ),
]


def found(*slides: SlideScene, sections: tuple[Section, ...] | None = None) -> list[str]:
    whole = (Section("All", 0, len(slides)),) if sections is None else sections
    return violations(Scene("Deck", "", "", "en-GB", slides, whole), CLASSROOM.slide)


def test_a_sound_scene_has_no_faults() -> None:
    assert violations(sample(), CLASSROOM.slide) == []


@pytest.mark.parametrize(("fault", "items"), UNSOUND)
def test_a_fault_is_named_with_its_slide(fault: str, items: tuple[Item, ...]) -> None:
    [only] = found(SlideScene("Only", "blank", items))
    assert only.startswith("slide 1: ")
    assert fault in only


@pytest.mark.parametrize(
    ("text", "lines"),
    [("two words", ["two", "words"]), ("a/\u200bb", ["a/", "b"]), ("so-so", ["so-", "so"]), ("日本", ["日", "本"])],
)
def test_a_line_may_end_at_spaces_behind_hyphens_and_between_ideographs(text: str, lines: list[str]) -> None:
    assert found(SlideScene("Only", "blank", (TextBox("Text", RECT, words(text, *lines)),))) == []


@pytest.mark.parametrize(("text", "lines"), [("a/b", ["a/", "b"]), ("one", ["o", "ne"]), ("1,5", ["1,", "5"])])
def test_a_line_cannot_end_where_other_programs_would_not_end_it(text: str, lines: list[str]) -> None:
    (fault,) = found(SlideScene("Only", "blank", (TextBox("Text", RECT, words(text, *lines)),)))
    assert "breaks a word or a number" in fault


def test_a_group_speaks_for_what_is_in_it() -> None:
    assert found(SlideScene("Only", "blank", (Group("Group", RECT, (Box("Box", RECT),), alt="A box"),))) == []


def test_two_slides_cannot_have_one_title() -> None:
    slide = SlideScene("Same", "blank", ())
    assert found(slide, slide) == ["2 slides have the title 'Same'"]


@pytest.mark.parametrize(
    "sections", [(), (Section("One", 0, 1),), (Section("One", 1, 1),), (Section("One", 0, 1), Section("Two", 0, 2))]
)
def test_sections_hold_every_slide_once_and_in_order(sections: tuple[Section, ...]) -> None:
    slide = SlideScene("One", "blank", ())
    assert found(slide, replace(slide, title="Two"), sections=sections)


def test_a_deck_shows_at_least_one_slide() -> None:
    assert found(SlideScene("Only", "blank", (), hidden=True)) == ["all slides are hidden"]
