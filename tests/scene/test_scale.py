"""A scene on smaller slides: what touches still touches, what fits still fits."""

from __future__ import annotations

from deckgen.geometry import Point, Rect, pt
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import Box, Cell, Connector, Grid, GridRow, Group, Item, TextBox
from deckgen.scene.scale import scaled
from deckgen.scene.slide import Scene, SlideScene
from deckgen.scene.text import Insets, Line, Paragraph, Run, TextBody
from tests.writers.pptx.samples import sample

INK = Colour("dk1")


def three_quarters(*items: Item) -> tuple[Item, ...]:
    scene = Scene("", "", "", "en", (SlideScene("A", "blank", items),), ())
    return scaled(scene, 0.75).slides[0].items


def body(size: int) -> TextBody:
    run = Run("Kernel", size, INK)
    return TextBody((Paragraph((run,), (Line("Kernel"),), indent=400, space_before=80),), insets=Insets(4, 8, 12, 16))


def test_boxes_that_touch_still_touch() -> None:
    left, right = three_quarters(Box("A", Rect(1, 0, 5, 10)), Box("B", Rect(6, 0, 5, 10)))
    assert isinstance(left, Box)
    assert isinstance(right, Box)
    assert left.rect.right == right.rect.x


def test_sizes_of_text_are_rounded_down_and_lengths_with_them() -> None:
    (box,) = three_quarters(TextBox("A", Rect(0, 0, 400, 400), body(18)))
    assert isinstance(box, TextBox)
    (paragraph,) = box.body.paragraphs
    assert (paragraph.runs[0].size, paragraph.indent, paragraph.space_before) == (13, 300, 60)
    assert box.body.insets == Insets(3, 6, 9, 12)


def test_columns_and_rows_still_add_up_to_the_table() -> None:
    rows = tuple(GridRow(height, (Cell(body(20)),) * 3, Stroke(INK, 8)) for height in (101, 101, 101))
    (grid,) = three_quarters(Grid("T", Rect(7, 7, 303, 303), (101, 101, 101), rows))
    assert isinstance(grid, Grid)
    assert sum(grid.widths) == grid.rect.width
    assert sum(row.height for row in grid.rows) == grid.rect.height
    assert grid.rows[0].rule == Stroke(INK, 6)


def test_lines_and_groups_become_smaller_whole() -> None:
    line = Connector("L", (Point(0, 100), Point(100, 100), Point(100, 300), Point(200, 300)), Stroke(INK, pt(2)))
    (group,) = three_quarters(Group("G", Rect(0, 100, 200, 200), (line,)))
    assert isinstance(group, Group)
    (inner,) = group.items
    assert isinstance(inner, Connector)
    assert inner.points == (Point(0, 75), Point(75, 75), Point(75, 225), Point(150, 225))
    assert (group.rect, inner.stroke.width) == (Rect(0, 75, 150, 150), pt(1.5))


def test_a_scene_of_the_same_size_stays_as_it_is() -> None:
    scene = sample()
    assert scaled(scene, 1.0) is scene
