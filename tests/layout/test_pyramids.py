"""The boxes of a pyramid get wider from its top to its base, and their labels are set for that."""

from __future__ import annotations

import pytest

from deckgen.geometry import Rect, pt
from deckgen.layout.figure.model import Cell
from deckgen.layout.figure.solve import narrowed, share_of, sloped
from deckgen.outline.box import Box

GROUND = Rect(pt(50), pt(100), pt(400), pt(300))
NEAR = 10


def cell(index: int, *parts: Cell) -> Cell:
    return Cell(index, Box(label=None), parts, across=False, role=None, look="tint")


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_a_label_has_the_width_of_the_upper_edge_that_is_drawn(count: int) -> None:
    boxes = [cell(index) for index in range(count)]
    stack = cell(-1, *boxes)
    height = GROUND.height // count
    rows = {at: Rect(GROUND.x, GROUND.y + at * height, GROUND.width, height) for at in range(count)}
    upper = dict(narrowed(stack, dict.fromkeys(rows, (GROUND.x, GROUND.width))))
    for index, rect, overhang in sloped(stack, GROUND, rows):
        assert upper[index] == pytest.approx((rect.x, rect.width), abs=NEAR)
        assert rect.width == pytest.approx(share_of(stack, boxes[index]) * GROUND.width, abs=NEAR)
        below = rows[index].bottom - GROUND.y
        assert rect.width + 2 * overhang == pytest.approx(
            (0.24 + 0.76 * below / GROUND.height) * GROUND.width, abs=NEAR
        )
