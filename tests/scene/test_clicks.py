"""The clicks of a slide are counted, and those that no presenter could follow are found."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from deckgen.geometry import Rect, pt
from deckgen.paint import Colour
from deckgen.scene.dump import dump_slide
from deckgen.scene.items import Box, Cell, Grid, GridRow, Group, Item, TextBox
from deckgen.scene.slide import SlideScene
from deckgen.scene.text import Line, Paragraph, Run, TextBody
from deckgen.scene.validate import click_violations, clicks

RECT = Rect(0, 0, pt(10), pt(10))


def box(click: int) -> Box:
    return Box(f"Box {click}", RECT, decorative=True, click=click)


def points(*clicks: int, click: int = 0) -> TextBox:
    paragraphs = tuple(Paragraph((Run("x", 20, Colour("dk1")),), (Line("x"),), click=each) for each in clicks)
    return TextBox("Points", RECT, TextBody(paragraphs), click=click)


def test_a_slide_without_clicks_takes_no_click() -> None:
    assert clicks((box(0), points(0))) == 0


def test_items_and_paragraphs_share_the_clicks_of_a_slide() -> None:
    items = (box(0), box(1), points(2, 2, 3))
    assert clicks(items) == 3
    assert list(click_violations(items)) == []


def test_a_group_appears_as_one() -> None:
    assert list(click_violations((Group("Group", RECT, (box(0),), "A box", click=1),))) == []


CELL = Cell(points(1).body)
FAULTS: list[tuple[str, tuple[Item, ...]]] = [
    ("its clicks are [2], not 1 to 1", (box(2),)),
    ("its clicks are [1, 3], not 1 to 2", (box(1), points(3))),
    ("Group: holds clicks", (Group("Group", RECT, (box(1),), "A box"),)),
    ("Points: appears at a click, and so do paragraphs", (points(2, click=1),)),
    ("Table: holds clicks", (Grid("Table", RECT, (pt(10),), (GridRow(pt(10), (CELL,)),)),)),
]


@pytest.mark.parametrize(("fault", "items"), FAULTS)
def test_a_fault_of_the_clicks_is_named(fault: str, items: tuple[Item, ...]) -> None:
    [only] = click_violations(items)
    assert only.startswith(fault)


def test_a_dump_shows_the_clicks_of_items_and_paragraphs() -> None:
    lines = dump_slide(SlideScene("Only", "blank", (replace(box(1), name="Bar"), points(0, 2))), 1)
    assert lines[1:] == [
        '  rectangle "Bar" @0,0 10×10 decorative step 1',
        '  text "Points" @0,0 10×10',
        '    - 20 dk1 "x"',
        '    - step 2 20 dk1 "x"',
    ]
