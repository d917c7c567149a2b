"""Pyramids: stacks of plain boxes that get narrower towards the top, each of them a trapezoid.

The sides of the whole are straight, so all boxes are equally high. The rectangle of a box is what lies between its
upper corners, where its label has room; its shape leans out at both sides of that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from deckgen.geometry import Rect
from deckgen.layout.figure.cells import Cell
from deckgen.layout.figure.tracks import Span

_TIP = 0.24
"""How wide the top is, compared with the ground."""


def share_of(stack: Cell, box: Cell) -> float:
    """How wide the upper edge of a box is at least, compared with the ground of its stack."""
    index = next(number for number, part in enumerate(stack.parts) if part is box)
    return _TIP + (1 - _TIP) * index / len(stack.parts)


def narrowed(stack: Cell, spans: Mapping[int, Span]) -> Iterator[tuple[int, Span]]:
    """Where the upper edges of the boxes begin and how long they are at least, by identity."""
    for part in stack.parts:
        start, width = spans[id(part)]
        upper = round(width * share_of(stack, part))
        yield id(part), (start + (width - upper) // 2, upper)


def sloped(stack: Cell, ground: Rect, rects: Mapping[int, Rect]) -> Iterator[tuple[int, Rect, int]]:
    """Every box of a stack that stands in `ground`, by identity: its rectangle, and how far its shape leans out."""
    top = rects[id(stack.parts[0])].y

    def width_at(y: int) -> int:
        return round(ground.width * (_TIP + (1 - _TIP) * (y - top) / (ground.bottom - top)))

    for part in stack.parts:
        row = rects[id(part)]
        upper, lower = width_at(row.y), width_at(row.bottom)
        yield id(part), Rect(ground.centre.x - upper // 2, row.y, upper, row.height), (lower - upper) // 2
