"""The content of a slide on as many pages as it needs: shrunk a little first, then split evenly."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from deckgen.geometry import Rect
from deckgen.layout.block import AIRY, STEPS, Beside, Block, Headed, Stack, fitting_step
from deckgen.layout.settled import Settled
from deckgen.scene.items import Item

COMFORTABLE = 3
"""The step at which content is split that does not fit at any: splitting at the floor would crowd the pages."""
_SPARSE = 0.85
"""How much of the area may be filled for text to grow beyond its normal size."""
_MOST_PAGES = 500


class Page(Struct, frozen=True, dict=True):
    """What stands on one page, where, and the step at which it is drawn."""

    block: Block
    area: Rect
    step: int

    def draw(self) -> tuple[Item, ...]:
        """Its items, which are drawn once."""
        return self._items

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        return self.block.draw(self.area, self.step)


def paginate(block: Block, area: Rect) -> list[Page] | None:
    """The pages of `block`; None where something in it does not fit on a page of its own."""
    if not _has_columns(block) and block.height(area.width, 0) <= area.height * _SPARSE:
        return [Page(block, area, 0)]
    step = fitting_step(block, area, first=AIRY)
    if step is not None:
        return [Page(block, area, step)]
    for attempt in range(COMFORTABLE, STEPS):
        parts = _split(block, area, area.height, attempt)
        if parts:
            even = _split(block, area, _even_height(block, area, attempt, len(parts)), attempt) or parts
            return [Page(part, area, attempt) for part in even]
    return None


def _has_columns(block: Block) -> bool:
    """Whether blocks stand beside each other, in columns that are too narrow for large text."""
    match block:
        case Stack():
            return any(map(_has_columns, block.blocks))
        case Headed():
            return _has_columns(block.content)
        case Settled():
            return _has_columns(block.block)
        case _:
            return isinstance(block, Beside)


def _split(block: Block, area: Rect, height: int, step: int) -> list[Block] | None:
    """Parts that are at most `height` high each, in order."""
    parts: list[Block] = []
    rest = block
    while rest.height(area.width, step) > height:
        halves = rest.split(area.width, height, step)
        if halves is None or len(parts) == _MOST_PAGES or halves[0].height(area.width, step) > area.height:
            return None
        parts.append(halves[0])
        rest = halves[1]
    return [*parts, rest]


def _even_height(block: Block, area: Rect, step: int, pages: int) -> int:
    """The lowest height at which the content still takes no more than `pages` pages."""
    low, high = 0, area.height
    for _ in range(10):
        middle = (low + high) // 2
        parts = _split(block, area, middle, step)
        low, high = (low, middle) if parts and len(parts) <= pages else (middle, high)
    return high
