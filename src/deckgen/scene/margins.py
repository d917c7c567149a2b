"""The room that a shape's outline takes from its text, by the text rectangles of ECMA-376's preset shapes.

Layout must not ask for smaller insets than these: in PowerPoint no text comes nearer to the edge.
"""

from __future__ import annotations

from typing import assert_never

from deckgen.geometry import Rect
from deckgen.scene.items import Shape
from deckgen.scene.text import Insets

POINT_PERCENT = 30
"""How far the point of a chevron or pentagon reaches in, in percent of the shorter side."""
_DIAGONAL = 0.29289
"""1 - cos 45°: how far the corner of a square in a circle stays from the circle's bounding box, per radius."""


def least_insets(shape: Shape, rect: Rect, corner: int = 0) -> Insets:
    """The smallest insets that text in `shape` can have when it fills `rect`, in EMU."""
    shorter = min(rect.width, rect.height)
    match shape:
        case "rectangle" | "left-brace" | "right-brace" | "question-mark":
            return Insets()
        case "rounded":
            edge = round(min(corner, shorter / 2) * _DIAGONAL)
            return Insets(edge, edge, edge, edge)
        case "ellipse":
            side, top = round(rect.width / 2 * _DIAGONAL), round(rect.height / 2 * _DIAGONAL)
            return Insets(side, top, side, top)
        case "chevron":
            point = shorter * POINT_PERCENT // 100
            return Insets(point, 0, point, 0)
        case "pentagon":
            return Insets(0, 0, shorter * POINT_PERCENT // 200, 0)
        case "trapezoid":
            side, top = 2 * corner // 3, 2 * corner * rect.height // (3 * max(rect.width, 1))
            return Insets(side, top, side, 0)
        case "right-arrow":
            return Insets(0, rect.height // 4, shorter // 4, rect.height // 4)
        case "left-arrow":
            return Insets(shorter // 4, rect.height // 4, 0, rect.height // 4)
        case _:
            assert_never(shape)
