"""Iteration over every item of a slide and every cell of a table, written once for all who read or change them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from deckgen.geometry import Rect
from deckgen.scene.items import Cell, Grid, Group, Item


def walk(items: Iterable[Item]) -> Iterator[Item]:
    """All items in reading order; a group comes before the items in it."""
    for item in items:
        yield item
        if isinstance(item, Group):
            yield from walk(item.items)


def map_items(items: Iterable[Item], change: Callable[[Item], Item]) -> tuple[Item, ...]:
    """The items, each as `change` returns it. The items of a group are changed first, then the group."""
    return tuple(
        change(replace(item, items=map_items(item.items, change)) if isinstance(item, Group) else item)
        for item in items
    )


def cells(grid: Grid) -> Iterator[tuple[Cell, Rect]]:
    """The cells of a table, row by row from the left, each with the rectangle of all columns that it spans."""
    y = grid.rect.y
    for row in grid.rows:
        x, column = grid.rect.x, 0
        for cell in row.cells:
            width = sum(grid.widths[column : column + cell.span])
            yield cell, Rect(x, y, width, row.height)
            x, column = x + width, column + cell.span
        y += row.height
