"""A block for tests: rows of a height that depends on the scale only, drawn as one box."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.geometry import Rect
from deckgen.layout.block import SCALES, Block
from deckgen.outline.element import NOWHERE
from deckgen.scene.items import Box, Item


class Slab(Block, frozen=True):
    """`rows` rows; `heights` has the height of a row at each scale. It makes use of `room` more than it needs."""

    name: str
    rows: int = 1
    heights: tuple[int, ...] = (10,) * SCALES
    room: int = 0
    pinned: bool = False
    whole: bool = False
    place: Place = NOWHERE

    def height(self, width: int, scale: int) -> int:  # noqa: ARG002
        return self.rows * self.heights[scale]

    def max_height(self, width: int, scale: int) -> int:
        return self.height(width, scale) + self.room

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:  # noqa: ARG002
        return (Box(self.name, area, decorative=True),)

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:  # noqa: ARG002
        count = height // self.heights[scale]
        if self.whole or not 0 < count < self.rows:
            return None
        return replace(self, rows=count), replace(self, rows=self.rows - count)


def drawn(items: Sequence[Item]) -> dict[str, tuple[int, int, int, int]]:
    """Left, top, width and height of each box, by its name."""
    rects = {item.name: item.rect for item in items if isinstance(item, Box)}
    return {name: (rect.x, rect.y, rect.width, rect.height) for name, rect in rects.items()}
