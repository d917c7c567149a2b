"""The question mark in the place of what the class is to predict, and what covers it at its click."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from deckgen.geometry import Rect, pt
from deckgen.paint import Stroke
from deckgen.scene.items import Box, Item
from deckgen.theme.tokens import Theme

_MOST_MARK = pt(72)


def question(name: str, rect: Rect, theme: Theme) -> Iterator[Box]:
    """The placeholder of a box until the box covers it. The mark is a shape, so that no text is covered."""
    yield dashed(unknown(name), rect, theme)
    side = min(rect.height, rect.width, _MOST_MARK)
    x, y = rect.x + (rect.width - side) // 2, rect.y + (rect.height - side) // 2
    mark = Rect(x, y, side, side)
    yield Box(f"{name} question mark", mark, "question-mark", theme.palette.paper, decorative=True)


def dashed(name: str, rect: Rect, theme: Theme) -> Box:
    """An empty box with a dashed line."""
    line = Stroke(theme.palette.edge_of(theme.palette.hues["slate"]), theme.space.line, dashed=True)
    return Box(name, rect, "rounded", theme.palette.paper, line, theme.space.corner, decorative=True)


def covering(items: Iterable[Item], theme: Theme) -> Iterator[Item]:
    """The items of a box with a background that hides the question."""
    drawn = tuple(items)
    has_ground = any(isinstance(item, Box) and item.fill for item in drawn)
    for item in drawn:
        yield replace(item, fill=theme.palette.paper) if isinstance(item, Box) and not has_ground else item


def unknown(name: str) -> str:
    """The name of the blank box in the place of the box `name`."""
    return f"{name} unknown"
