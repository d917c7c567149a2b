"""Tables that appear in parts. PowerPoint animates a table as a whole only, so a built table is several tables.

They stand edge to edge, with the same columns and row heights, and look like one to the room. Each is a table that
can be edited, each word stands in one place only, and printed pages show all of it: covers in front of one table, or
one slide for each state, would have to be changed again with every word. The price is that a column is added to each.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from msgspec.structs import replace

from deckgen.geometry import Rect, pt
from deckgen.layout.lines import Line
from deckgen.layout.turns import Turn
from deckgen.paint import Stroke
from deckgen.scene.items import Grid

THIN = pt(0.75)
"""The rule between the rows in the theme's table style."""


def in_rows(grid: Grid, lines: Sequence[Line], turn: Turn, rule: Stroke) -> tuple[Grid, ...]:
    """The header, and each row as a table of its own that appears one click later, with `rule` under it; a heading
    appears with the first row under it.

    The pieces say that they have a header row, because PowerPoint's accessibility checker wants one in every table;
    so what the table style gives to headers, the rule and the weight, is stated otherwise for them.
    """
    head, *rows = grid.rows
    area = grid.rect
    pieces = [replace(grid, rect=replace(area, height=head.height), rows=(head,))]
    y = area.y + head.height
    click = turn.start + 1
    for number, (row, line) in enumerate(zip(rows, lines[1:], strict=True), 1):
        name = row.cells[0].body.text or str(number)
        rect, alt = Rect(area.x, y, area.width, row.height), f"Row {number} of {len(rows)}: {name}"
        ruled = replace(row, rule=row.rule or rule)
        pieces.append(replace(grid, name=f"Row: {name}", rect=rect, rows=(ruled,), alt=alt, step=click))
        click += line.kind != "group"
        y += row.height
    return tuple(pieces)


def in_columns(grid: Grid, turn: Turn) -> tuple[Grid, ...]:
    """The names of the rows, and each further column as a table of its own that appears one click later."""
    area = grid.rect
    edges = list(accumulate(grid.widths, initial=area.x))
    pieces = []
    for number, width in enumerate(grid.widths):
        rows = tuple(replace(row, cells=(row.cells[number],)) for row in grid.rows)
        piece = replace(grid, rect=Rect(edges[number], area.y, width, area.height), widths=(width,), rows=rows)
        if number:
            name = rows[0].cells[0].body.text or str(number)
            alt = f"Column {number} of {len(grid.widths) - 1}: {name}"
            piece = replace(piece, name=f"Column: {name}", first_column=False, alt=alt, step=turn.start + number)
        pieces.append(piece)
    return tuple(pieces)


def cell_rect(grid: Grid, row: int, column: int) -> Rect:
    """Where a cell stands; rows and columns are counted from 0, the header included."""
    x = grid.rect.x + sum(grid.widths[:column])
    y = grid.rect.y + sum(each.height for each in grid.rows[:row])
    return Rect(x, y, grid.widths[column], grid.rows[row].height)
