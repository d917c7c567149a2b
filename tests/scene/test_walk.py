"""Items in groups in groups are all met, and all changed; cells know the rectangle of all columns they span."""

from __future__ import annotations

from msgspec.structs import replace

from deckgen.geometry import Rect
from deckgen.scene.items import Box, Cell, Grid, GridRow, Group, Item, cells, map_items, walk
from deckgen.scene.text import TextBody

RECT = Rect(0, 0, 10, 10)


def box(name: str) -> Box:
    return Box(name, RECT, decorative=True)


ITEMS = (box("a"), Group("outer", RECT, (box("b"), Group("inner", RECT, (box("c"),)))), box("d"))


def names(items: tuple[Item, ...]) -> str:
    return " ".join(item.name for item in walk(items))


def test_a_group_comes_before_what_is_in_it() -> None:
    assert names(ITEMS) == "a outer b inner c d"


def test_every_item_is_changed_in_whatever_group_it_is() -> None:
    loud = map_items(ITEMS, lambda item: replace(item, name=item.name.upper()))
    assert names(loud) == "A OUTER B INNER C D"


def test_a_group_is_changed_when_its_items_have_been() -> None:
    def named_after_its_items(item: Item) -> Item:
        if isinstance(item, Group):
            return replace(item, name="+".join(inner.name for inner in item.items))
        return replace(item, name=item.name * 2)

    assert names(map_items(ITEMS, named_after_its_items)) == "aa bb+cc bb cc cc dd"


def test_a_cell_that_spans_rows_has_their_height_and_the_cells_below_stand_beside_it() -> None:
    text = TextBody(())
    rows = (GridRow(10, (Cell(text), Cell(text, span=2, row_span=2))), GridRow(30, (Cell(text),)))
    grid = Grid("Table", Rect(100, 200, 60, 40), (10, 20, 30), rows)
    assert [rect for _, rect in cells(grid)] == [
        Rect(100, 200, 10, 10),
        Rect(110, 200, 50, 40),
        Rect(100, 210, 10, 30),
    ]


def test_a_cell_that_spans_columns_has_their_width() -> None:
    text = TextBody(())
    rows = (GridRow(10, (Cell(text, span=2), Cell(text))), GridRow(30, (Cell(text), Cell(text, span=2))))
    grid = Grid("Table", Rect(100, 200, 60, 40), (10, 20, 30), rows)
    assert [rect for _, rect in cells(grid)] == [
        Rect(100, 200, 30, 10),
        Rect(130, 200, 30, 10),
        Rect(100, 210, 10, 30),
        Rect(110, 210, 50, 30),
    ]
