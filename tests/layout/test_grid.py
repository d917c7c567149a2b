"""How wide the columns of a table are, with letters half an em wide.

The table is 873.6 pt wide. At 22 pt a letter is 11 pt, 2 % stay free, and 15 pt at each side.
"""

from __future__ import annotations

from deckgen.geometry import EMU_PER_POINT
from deckgen.scene.items import Grid
from tests.layout.decks import deck


def table(*rows: str) -> Grid:
    """The table of the only slide."""
    lines = "".join(f"      - [{row}]\n" for row in rows)
    [grid] = (
        item
        for item in deck(f"  - title: Slide\n    table:\n{lines}").value.slides[1].items
        if isinstance(item, Grid)
    )
    return grid


def lines_of(grid: Grid) -> list[list[int]]:
    """How many lines each cell takes."""
    return [[sum(len(p.lines) for p in cell.body.paragraphs) for cell in row.cells] for row in grid.rows]


def test_a_short_column_is_left_whole_beside_long_ones() -> None:
    long = "word " * 14
    grid = table("Thing, What, Why", f"Thing 1, {long}, {long}")
    assert [cells[0] for cells in lines_of(grid)] == [1, 1]


def test_columns_that_need_no_wrapping_share_what_is_left_over() -> None:
    widths = [round(width / EMU_PER_POINT, 1) for width in table("Name, Size", "xxxx, yyyy").widths]
    assert widths == [436.8, 436.8]
