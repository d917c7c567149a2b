"""Merged cells: `^` is one with the cell above it, `<` is one with the cell at its left.

In: the rows of a table as they were typed; out: which cell each of them belongs to. Layout draws the first cell of
these over all of them, and what an audience does not see is taken out of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, product
from typing import TypeVar

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error
from deckgen.outline.element import Inline, Words

ABOVE, LEFT = "^", "<"

Cell = tuple[Words, ...]
"""What a cell holds."""
At = tuple[int, int]
"""A row and a column, counted from 0."""
C_ = TypeVar("C_")


def mark_of(cell: Cell) -> str:
    """`^` or `<` if a cell holds nothing else, empty for a cell of its own; `\\^` and `\\<` are signs to be shown."""
    return cell[0].raw if len(cell) == 1 and cell[0].raw in (ABOVE, LEFT) else ""


def marked(mark: str, place: Place) -> Cell:
    """What a cell holds that is one with another."""
    return (Words(mark, place, (Inline(mark),)),)


def firsts(rows: Sequence[Sequence[Cell]], apart: Collection[int] = ()) -> list[list[At]]:
    """For each cell the first one, at the top left, of those that it is merged with: itself if with none.

    The rows `apart` are set off from the rows above them, by a heading or as a total.
    """
    found: list[list[At]] = []
    for number, row in enumerate(rows):
        found.append([])
        for column, cell in enumerate(row):
            mark = mark_of(cell)
            if mark == ABOVE and number and number not in apart:
                found[number].append(found[number - 1][column])
            elif mark == LEFT and column:
                found[number].append(found[number][column - 1])
            else:
                found[number].append((number, column))
    return found


def spans(first_cells: Sequence[Sequence[At]]) -> dict[At, tuple[int, int]]:
    """For each first cell, how many rows and columns it covers."""
    last: dict[At, At] = {}
    for number, row in enumerate(first_cells):
        for column, first in enumerate(row):
            down, right = last.get(first, first)
            last[first] = max(down, number), max(right, column)
    return {
        (number, column): (down - number + 1, right - column + 1) for (number, column), (down, right) in last.items()
    }


def wrong_merges(rows: Sequence[Sequence[Cell]], apart: Collection[int] = ()) -> Iterator[Diagnostic]:
    """The errors for marks with nothing to join, and for merged cells that form no rectangle."""
    first_cells = firsts(rows, apart)
    alone = [(number, column) for number, column in _all(rows) if first_cells[number][column] == (number, column)]
    for number, column in alone:
        if mark := mark_of(rows[number][column]):
            where = "above it" if mark == ABOVE else "at its left"
            message = f"`{mark}` is one cell with the cell {where}, but there is none that it could join"
            hint = f"write the text of the cell, or `\\{mark}` to show the sign itself"
            yield error(Code.CELLS_NOT_MERGEABLE, message, rows[number][column][0].place, hint)
    for (number, column), (down, right) in spans(first_cells).items():
        inside = list(product(range(number, number + down), range(column, column + right)))
        if stray := next((at for at in inside if first_cells[at[0]][at[1]] != (number, column)), None):
            text = ", ".join(words.plain for words in rows[number][column])
            message = f"the cells that are one with `{text}` form no rectangle"
            hint = f"it covers {down} rows and {right} columns if you write `^` or `<` here too"
            yield error(Code.CELLS_NOT_MERGEABLE, message, rows[stray[0]][stray[1]][0].place, hint)


def _all(rows: Sequence[Sequence[Cell]]) -> Iterator[At]:
    return ((number, column) for number, row in enumerate(rows) for column in range(len(row)))


def remaining(
    rows: Sequence[Sequence[Cell]], left: tuple[Sequence[int], Sequence[int]], apart: Collection[int] = ()
) -> list[list[Cell]]:
    """The cells of the rows and columns with the numbers `left`; what stood in one that is gone stands in the first
    one that is left of those merged with it.
    """
    first_cells = firsts(rows, apart)
    seen: set[tuple[At, str, int]] = set()
    result = []
    for number, column in product(*left):
        first = first_cells[number][column]
        if (first, "column", column) in seen:
            cell = marked(ABOVE, rows[number][column][0].place)
        elif (first, "row", number) in seen:
            cell = marked(LEFT, rows[number][column][0].place)
        else:
            cell = rows[first[0]][first[1]]
        seen |= {(first, "column", column), (first, "row", number)}
        result.append(cell)
    width = len(left[1])
    return (
        [result[start : start + width] for start in range(0, len(result), width)] if width else [[] for _ in left[0]]
    )


def together(rows: Sequence[Sequence[Cell]], apart: Collection[int] = ()) -> tuple[set[int], set[int]]:
    """The rows that are merged with the row above them, and the columns that are with the one at their left."""
    first_cells = firsts(rows, apart)
    below, beside = set(), set()
    for (number, column), (down, right) in spans(first_cells).items():
        below |= set(range(number + 1, number + down))
        beside |= set(range(column + 1, column + right))
    return below, beside


def columns_together(*parts: Sequence[Sequence[Cell]]) -> set[int]:
    """The columns that are merged with the one at their left, in any of these rows."""
    return set(chain.from_iterable(together(rows)[1] for rows in parts))
