"""Where the content of a slide stands that leaves most of it empty: about half way down, not under the title."""

from __future__ import annotations

from msgspec import Struct

from deckgen.diagnostics import Place
from deckgen.geometry import Rect
from deckgen.layout.block import ENDLESS, Block
from deckgen.scene.items import Item

_LITTLE = 0.36
"""The part of its room up to which content is little; more of it stands at the top, as a reader expects."""
_ABOVE = 2 / 5
"""The part of the empty room that is above it: a little less than half, which looks like half."""


class Settled(Struct, frozen=True):
    """A block that takes all room there is, and stands about half way down where it fills little of it."""

    block: Block

    @property
    def place(self) -> Place:
        return self.block.place

    @property
    def pinned(self) -> bool:
        return False

    def height(self, width: int, step: int) -> int:
        return self.block.height(width, step)

    def most(self, width: int, step: int) -> int:  # noqa: ARG002
        return ENDLESS

    def draw(self, area: Rect, step: int) -> tuple[Item, ...]:
        filled = self.block.most(area.width, step)
        if filled > area.height * _LITTLE:
            return self.block.draw(area, step)
        top = area.y + round((area.height - filled) * _ABOVE)
        return self.block.draw(Rect(area.x, top, area.width, filled), step)

    def split(self, width: int, height: int, step: int) -> tuple[Block, Block] | None:
        """Parts that stand at the top: what goes on goes on in the same place."""
        return self.block.split(width, height, step)
