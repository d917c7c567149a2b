"""What every block of a slide can do, and how blocks share an area: one under the other, or beside each other.

All blocks of a slide shrink together, so that a slide never mixes sizes by accident. The `scale` of a slide is an
index into the theme's type scales: 0 is for slides with little on them, the next has the usual sizes with more air
between paragraphs, SCALES - 1 is the floor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.geometry import Rect, columns, inch, shares
from deckgen.layout.animation import still
from deckgen.scene.items import Item, TextBox

SCALES = 6
AIRY = 1
"""The last scale with air between paragraphs, and the first for slides that are not sparse."""
ENDLESS = inch(1000)


class Block(Protocol):
    """Something that can be drawn in a rectangle."""

    @property
    def place(self) -> Place:
        """Where it stands in the outline."""
        ...

    @property
    def pinned(self) -> bool:
        """Whether it stands at the bottom of the slide when there is room to spare."""
        ...

    def height(self, width: int, scale: int) -> int:
        """The height in EMU that it needs at `width` and `scale`."""
        ...

    def most(self, width: int, scale: int) -> int:
        """The height up to which it makes good use of room: ENDLESS for figures and pictures."""
        ...

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        """Its items, within `area`, in reading order."""
        ...

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        """As much of it as fits in `height`, and the rest; None where it cannot be parted there."""
        ...


class Stack(Struct, frozen=True):
    """Blocks under each other, `gap` apart. What is left over goes to those that make good use of it."""

    blocks: tuple[Block, ...]
    gap: int
    centred: bool = False

    @property
    def place(self) -> Place:
        return self.blocks[0].place

    @property
    def pinned(self) -> bool:
        return False

    def height(self, width: int, scale: int) -> int:
        return sum(block.height(width, scale) for block in self.blocks) + self.gap * (len(self.blocks) - 1)

    def most(self, width: int, scale: int) -> int:
        return sum(block.most(width, scale) for block in self.blocks) + self.gap * (len(self.blocks) - 1)

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        heights = self._heights(area, scale)
        spare = area.height - sum(heights) - self.gap * (len(heights) - 1)
        items: list[Item] = []
        y = area.y + (max(spare, 0) // 2 if self.centred else 0)
        for block, height in zip(self.blocks, heights, strict=True):
            pinned = block.pinned and not self.centred and block is self.blocks[-1]
            top = max(area.bottom - height, y) if pinned else y
            items += block.draw(Rect(area.x, top, area.width, height), scale)
            y += height + self.gap
        return tuple(items)

    def _heights(self, area: Rect, scale: int) -> list[int]:
        """Needed heights, grown in equal shares by what is left over, none beyond its most."""
        heights = [block.height(area.width, scale) for block in self.blocks]
        most = [block.most(area.width, scale) for block in self.blocks]
        spare = area.height - sum(heights) - self.gap * (len(heights) - 1)
        growing = sorted(range(len(heights)), key=lambda index: most[index] - heights[index])
        for position, index in enumerate(growing):
            if spare > 0:
                grown = min(spare // (len(growing) - position), most[index] - heights[index])
                heights[index] += grown
                spare -= grown
        return heights

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        """Blocks in front of the cut go first, those behind it later; the block at the cut is parted itself."""
        left = height
        for index, block in enumerate(self.blocks):
            needed = block.height(width, scale)
            if needed > left:
                if block.pinned and index:
                    # A strip at the bottom does not go to the next slide alone: it takes a part of what it follows.
                    above = self.blocks[index - 1]
                    return self._cut(index - 1, above.split(width, above.height(width, scale) - 1, scale))
                return self._cut(index, block.split(width, left, scale))
            left -= needed + self.gap
        return None

    def _cut(self, index: int, halves: tuple[Block, Block] | None) -> tuple[Block, Block] | None:
        before, after = self.blocks[:index], self.blocks[index + 1 :]
        if halves:
            return self._with((*before, halves[0])), self._with((halves[1], *after))
        return (self._with(before), self._with(self.blocks[index:])) if before else None

    def _with(self, blocks: tuple[Block, ...]) -> Stack:
        return Stack(blocks, self.gap, self.centred)


class Empty(Struct, frozen=True):
    """Room that stays empty: as much as `room` would take."""

    place: Place
    pinned: bool = False
    room: Block | None = None

    def height(self, width: int, scale: int) -> int:
        return self.room.height(width, scale) if self.room else 0

    def most(self, width: int, scale: int) -> int:
        return self.room.most(width, scale) if self.room else 0

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:  # noqa: ARG002
        return ()

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:  # noqa: ARG002
        return None


class Again(Struct, frozen=True):
    """A block that the page before has shown already: however it was built there, here it is there from the start."""

    block: Block

    @property
    def place(self) -> Place:
        return self.block.place

    @property
    def pinned(self) -> bool:
        return self.block.pinned

    def height(self, width: int, scale: int) -> int:
        return self.block.height(width, scale)

    def most(self, width: int, scale: int) -> int:
        return self.block.most(width, scale)

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        return tuple(still(item) for item in self.block.draw(area, scale))

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        return self.block.split(width, height, scale)


class Beside(Struct, frozen=True):
    """Blocks beside each other, as wide as their weights say.

    When one has to be parted, figures stand on every part, and so does the one at the index `kept`, which the others
    speak about; other text is never said twice.
    """

    blocks: tuple[Block, ...]
    weights: tuple[float, ...]
    gap: int
    kept: int | None = None

    @property
    def place(self) -> Place:
        return self.blocks[0].place

    @property
    def pinned(self) -> bool:
        return False

    def _widths(self, width: int) -> list[int]:
        return [strip.width for strip in columns(Rect(0, 0, width, 0), self.weights, self.gap)]

    def height(self, width: int, scale: int) -> int:
        return max(b.height(w, scale) for b, w in zip(self.blocks, self._widths(width), strict=True))

    def most(self, width: int, scale: int) -> int:
        return max(b.most(w, scale) for b, w in zip(self.blocks, self._widths(width), strict=True))

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        items: list[Item] = []
        for block, strip in zip(self.blocks, columns(area, self.weights, self.gap), strict=True):
            items += block.draw(strip, scale)
        return tuple(items)

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        first: list[Block] = []
        rest: list[Block] = []
        parted = False
        for index, (block, strip) in enumerate(zip(self.blocks, self._widths(width), strict=True)):
            halves: tuple[Block, Block] | None
            if block.height(strip, scale) > height:
                halves, parted = block.split(strip, height, scale), True
            else:
                repeated = index == self.kept or block.most(strip, scale) >= ENDLESS
                halves = (block, Again(block) if repeated else Empty(block.place))
            if halves is None:
                return None
            first.append(halves[0])
            rest.append(halves[1])
        return (self._with(first), self._with(rest)) if parted else None

    def _with(self, blocks: Sequence[Block]) -> Beside:
        return replace(self, blocks=tuple(blocks))


class Headed(Struct, frozen=True):
    """Content under a head that stands on every part: what belongs to the slide's title, or the title of a column."""

    head: Block
    content: Block
    gap: int

    @property
    def place(self) -> Place:
        return self.head.place

    @property
    def pinned(self) -> bool:
        return False

    def height(self, width: int, scale: int) -> int:
        return self._above(width, scale) + self.content.height(width, scale)

    def most(self, width: int, scale: int) -> int:
        return self._above(width, scale) + self.content.most(width, scale)

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        above = self._above(area.width, scale)
        head = self.head.draw(replace(area, height=above - self.gap), scale)
        room = Rect(area.x, area.y + above, area.width, area.height - above)
        return (*map(_without_content, head), *self.content.draw(room, scale))

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        halves = self.content.split(width, height - self._above(width, scale), scale)
        return (replace(self, content=halves[0]), replace(self, content=halves[1])) if halves else None

    def _above(self, width: int, scale: int) -> int:
        return self.head.height(width, scale) + self.gap


def _without_content(item: Item) -> Item:
    """A head does not fill the placeholder of the layout that is for the content."""
    if isinstance(item, TextBox) and item.placeholder and item.placeholder.kind == "content":
        return replace(item, placeholder=None)
    return item


def fitting_scale(block: Block, area: Rect, *, first: int = 0) -> int | None:
    """The first scale at which `block` fits in `area`; None where it does not fit at any."""
    for scale in range(first, SCALES):
        if block.height(area.width, scale) <= area.height:
            return scale
    return None


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

    def height(self, width: int, scale: int) -> int:
        return self.block.height(width, scale)

    def most(self, width: int, scale: int) -> int:  # noqa: ARG002
        return ENDLESS

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        filled = self.block.most(area.width, scale)
        if filled > area.height * _LITTLE:
            return self.block.draw(area, scale)
        top = area.y + round((area.height - filled) * _ABOVE)
        return self.block.draw(Rect(area.x, top, area.width, filled), scale)

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        """Parts that stand at the top: what goes on goes on in the same place."""
        return self.block.split(width, height, scale)


def spread(total: int, least: Sequence[int], weights: Sequence[float]) -> list[int]:
    """`total` in proportion to `weights`, but to nobody less than `least`; the sum is `total` where that can be.

    Those whose share would be too small get their least; the others share what is left, again by weight.
    Where even the least amounts are too much, everybody gets the same part of their least.
    """
    if sum(least) > total:
        return shares(total, [max(amount, 1) for amount in least])
    result = list(least)
    open_ = set(range(len(least)))
    left = total
    while open_:
        whole = sum(weights[index] for index in open_)
        small = {index for index in open_ if least[index] * whole > left * weights[index]}
        if not small:
            break
        left -= sum(least[index] for index in small)
        open_ -= small
    order = sorted(open_)
    for index, share in zip(order, shares(left, [weights[index] for index in order]) if order else [], strict=True):
        result[index] = share
    return result
