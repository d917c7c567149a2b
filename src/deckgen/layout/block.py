"""The base of all blocks of a slide, and how blocks share an area: one under the other, or beside each other.

All blocks of a slide shrink together, so that a slide never mixes sizes by accident. The `scale` of a slide is an
index into the theme's type scales: 0 is for slides with little on them, the next has the usual sizes with more air
between paragraphs, SCALES - 1 is the floor.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from deckgen.diagnostics import Diagnostic, Place
from deckgen.geometry import Rect, columns
from deckgen.layout.animation import BuildSequence, Cue, Order
from deckgen.layout.colour_key import ColourKey
from deckgen.layout.typeset import ENDLESS, Typesetter
from deckgen.locale import Descriptions, Locale, SlideWords
from deckgen.media.files import Files
from deckgen.outline.slide import Column
from deckgen.scene.items import Box, Item

SCALES = 6
AIRY = 1
"""The last scale with air between paragraphs, and the first for slides that are not sparse."""
COMFORTABLE = 3
"""The scale at which content is split that does not fit at any: splitting at the floor would crowd the pages."""
LEGIBLE = 3
"""The last scale at which code and tables go beside other blocks; smaller ones have the whole width."""


class Block(Struct, frozen=True, kw_only=True):
    """Something that can be drawn in a rectangle; `cue` says when it appears. Lengths are in EMU."""

    cue: Cue = Cue()

    @property
    def place(self) -> Place:
        """Its place in the outline."""
        raise NotImplementedError

    @property
    def pinned(self) -> bool:
        """True if it does not go on to the next page without what it follows."""
        return False

    def height(self, width: int, scale: int) -> int:
        """The height that it needs at `width` and `scale`."""
        raise NotImplementedError

    def max_height(self, width: int, scale: int) -> int:
        """The height up to which it makes good use of room: ENDLESS for figures and pictures."""
        return self.height(width, scale)

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        """Its items, within `area`, in reading order, each with its click among those of the block."""
        raise NotImplementedError

    def placed(self, area: Rect, scale: int) -> Iterator[Placed]:  # noqa: ARG002
        """The blocks in it that are drawn, each in its area; for most that is the block itself."""
        yield Placed(self, area, self.cue)

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:  # noqa: ARG002
        """As much of it as fits in `height`, and the rest; None where it cannot be parted there."""
        return None

    def built(self, sequence: BuildSequence) -> Block:  # noqa: ARG002
        """The block as it appears by `sequence`: as a whole, where it has no parts that come one by one."""
        return self.as_a_whole()

    def as_a_whole(self) -> Self:
        """The block with all of it that is not built by itself appearing at one click."""
        return replace(self, cue=replace(self.cue, appears=self.cue.order))

    def at(self, *order: int) -> Self:
        """The block in its place in the order in which blocks are built."""
        return replace(self, cue=Cue(order))

    def still(self) -> Self:
        """The block with all of it there from the start, however it is built."""
        return replace(self, cue=replace(self.cue, still=True))

    def is_answer(self, click: int) -> bool:  # noqa: ARG002
        """True if a click of the block answers the class: it waits until all else is visible."""
        return False

    def stages(self) -> tuple[Block, ...]:
        """The block as it is on one slide after the other; mostly itself alone, the same object."""
        return (self,)

    def is_one_line(self, width: int) -> bool:  # noqa: ARG002
        """True for text of one line, which can lead in to a figure."""
        return False

    def fits_beside(self, width: int) -> bool:  # noqa: ARG002
        """True if it is legible enough beside other blocks, in `width`."""
        return False

    def filled_width(self, width: int, height: int) -> int | None:  # noqa: ARG002
        """The part of `width` that it fills where it is `height` high; None for blocks of no fixed proportions."""
        return None

    def is_half_way_down(self, width: int, height: int) -> bool:
        """True for a block that is half way down its area, where points beside it are, too."""
        return self.filled_width(width, height) is not None

    def alone(self) -> Block:
        """The block where it has the slide for itself, but for callouts."""
        return self

    def unpinned(self) -> Block:
        """The block where it goes on like the others."""
        return self

    def under_others(self) -> Block:
        """The block as it follows others in a column."""
        return self

    def in_place_of_figure(self) -> Block:
        """The block beside points, where figures are."""
        return self.at_half_height()

    def at_half_height(self) -> Block:
        """The block half way down its area, as beside a figure."""
        return Stack((self,), 0, centred=True)


class SequencedBlock(Block, frozen=True, kw_only=True):
    """A block with parts that appear one by one, as `build` says; None shows them from the start."""

    build: BuildSequence | None = None

    def built(self, sequence: BuildSequence) -> Block:
        return self.as_a_whole() if sequence.order == "at once" else replace(self, build=sequence)


class Placed(Struct, frozen=True):
    """A block in its area, with its cue among all blocks of the slide."""

    block: Block
    area: Rect
    cue: Cue

    def order(self, click: int) -> Order | None:
        """The place of a click of the block in the order of the slide; None for what is there from the start."""
        return self.cue.at(click, is_answer=self.block.is_answer(click))


class Container(Block, frozen=True):
    """Blocks that share an area."""

    blocks: tuple[Block, ...]

    @property
    def place(self) -> Place:
        return self.blocks[0].place

    def rooms(self, area: Rect, scale: int) -> Iterator[Rect]:
        """The area of each block."""
        raise NotImplementedError

    def placed(self, area: Rect, scale: int) -> Iterator[Placed]:
        for block, room in zip(self.blocks, self.rooms(area, scale), strict=True):
            for each in block.placed(room, scale):
                yield replace(each, cue=each.cue.within(self.cue))

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        return tuple(item for each in self.placed(area, scale) for item in each.block.draw(each.area, scale))

    def stages(self) -> tuple[Block, ...]:
        each = [block.stages() for block in self.blocks]
        count = max(map(len, each), default=1)
        if count == 1:
            return (self,)
        return tuple(
            replace(self, blocks=tuple(stages[min(number, len(stages) - 1)] for stages in each))
            for number in range(count)
        )


def walk_blocks(block: Block) -> Iterator[Block]:
    """The block and all blocks in it."""
    yield block
    if isinstance(block, Container):
        for inner in block.blocks:
            yield from walk_blocks(inner)


class Stack(Container, frozen=True):
    """Blocks under each other, `gap` apart. What is left over goes to those that make good use of it.

    If they are `kept_whole`, one that has no room on a page goes to the next, unless it is the first.
    """

    gap: int
    centred: bool = False
    kept_whole: bool = False

    def at_half_height(self) -> Block:
        return replace(self, centred=True)

    def height(self, width: int, scale: int) -> int:
        return sum(block.height(width, scale) for block in self.blocks) + self.gap * (len(self.blocks) - 1)

    def max_height(self, width: int, scale: int) -> int:
        return sum(block.max_height(width, scale) for block in self.blocks) + self.gap * (len(self.blocks) - 1)

    def rooms(self, area: Rect, scale: int) -> Iterator[Rect]:
        heights = self._heights(area, scale)
        spare = area.height - sum(heights) - self.gap * (len(heights) - 1)
        y = area.y + (max(spare, 0) // 2 if self.centred else 0)
        for height in heights:
            yield Rect(area.x, y, area.width, height)
            y += height + self.gap

    def _heights(self, area: Rect, scale: int) -> list[int]:
        """Needed heights, grown in equal shares by what is left over, none beyond its greatest."""
        heights = [block.height(area.width, scale) for block in self.blocks]
        greatest = [block.max_height(area.width, scale) for block in self.blocks]
        spare = area.height - sum(heights) - self.gap * (len(heights) - 1)
        growing = sorted(range(len(heights)), key=lambda index: greatest[index] - heights[index])
        for position, index in enumerate(growing):
            if spare > 0:
                grown = min(spare // (len(growing) - position), greatest[index] - heights[index])
                heights[index] += grown
                spare -= grown
        return heights

    def built(self, sequence: BuildSequence) -> Block:
        """The blocks one after the other, each in turn as `sequence` says."""
        if sequence.order == "at once":
            return self.as_a_whole()
        return replace(
            self, blocks=tuple(block.at(number).built(sequence) for number, block in enumerate(self.blocks))
        )

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        """Blocks in front of the cut go first, those behind it later; the block at the cut is parted itself."""
        left = height
        for index, block in enumerate(self.blocks):
            needed = block.height(width, scale)
            if needed > left:
                if self.kept_whole and index:
                    return self._cut(index, None)
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
            return replace(self, blocks=(*before, halves[0])), replace(self, blocks=(halves[1], *after))
        return (replace(self, blocks=before), replace(self, blocks=self.blocks[index:])) if before else None


class Empty(Block, frozen=True):
    """Room that stays empty: as much as `room` would take."""

    place: Place
    room: Block | None = None

    def height(self, width: int, scale: int) -> int:
        return self.room.height(width, scale) if self.room else 0

    def max_height(self, width: int, scale: int) -> int:
        return self.room.max_height(width, scale) if self.room else 0

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:  # noqa: ARG002
        return ()


class Beside(Container, frozen=True, dict=True):
    """Blocks beside each other, as wide as their weights say; in several rows if some would be too narrow.

    When one has to be parted, figures are on every part, and so is the one at the index `kept`, which the others
    speak about; other text is never said twice.
    """

    weights: tuple[float, ...]
    gap: int
    kept: int | None = None

    @cached_property
    def _turned(self) -> dict[tuple[int, int], Stack | None]:
        return {}

    def _widths(self, width: int) -> list[int]:
        return [column.width for column in columns(Rect(0, 0, width, 0), self.weights, self.gap)]

    def height(self, width: int, scale: int) -> int:
        in_rows = self._in_rows(width, scale)
        return in_rows.height(width, scale) if in_rows else self._height(width, scale)

    def _height(self, width: int, scale: int) -> int:
        """The height of all blocks in one row; ENDLESS if one of them has no room."""
        widths = self._widths(width)
        if min(widths) <= 0:
            return ENDLESS
        return max(b.height(w, scale) for b, w in zip(self.blocks, widths, strict=True))

    def max_height(self, width: int, scale: int) -> int:
        if in_rows := self._in_rows(width, scale):
            return in_rows.max_height(width, scale)
        return max(b.max_height(w, scale) for b, w in zip(self.blocks, self._widths(width), strict=True))

    def rooms(self, area: Rect, scale: int) -> Iterator[Rect]:  # noqa: ARG002
        yield from columns(area, self.weights, self.gap)

    def placed(self, area: Rect, scale: int) -> Iterator[Placed]:
        in_rows = self._in_rows(area.width, scale)
        yield from in_rows.placed(area, scale) if in_rows else super().placed(area, scale)

    def built(self, sequence: BuildSequence) -> Block:
        """Column by column, each as a whole."""
        if sequence.order == "at once":
            return self.as_a_whole()
        return replace(self, blocks=tuple(block.as_a_whole() for block in self.blocks))

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        if in_rows := self._in_rows(width, scale):
            return in_rows.split(width, height, scale)
        first: list[Block] = []
        rest: list[Block] = []
        parted = False
        for index, (block, column) in enumerate(zip(self.blocks, self._widths(width), strict=True)):
            halves: tuple[Block, Block] | None
            if block.height(column, scale) > height:
                halves, parted = block.split(column, height, scale), True
            else:
                # What the page before has shown already does not appear once more.
                repeated = index == self.kept or block.max_height(column, scale) >= ENDLESS
                halves = (block, block.still() if repeated else Empty(block.place))
            if halves is None:
                return None
            first.append(halves[0])
            rest.append(halves[1])
        return (replace(self, blocks=tuple(first)), replace(self, blocks=tuple(rest))) if parted else None

    def _in_rows(self, width: int, scale: int) -> Stack | None:
        """The blocks in as few rows as give each of them room at `scale`.

        None if one row does, if a smaller size does, and if no number of rows does.
        """
        if (width, scale) not in self._turned:
            is_too_narrow = all(self._height(width, each) >= ENDLESS for each in (scale, SCALES - 1))
            self._turned[width, scale] = self._turn(width, scale) if is_too_narrow else None
        return self._turned[width, scale]

    def _turn(self, width: int, scale: int) -> Stack | None:
        # What has room has room in more rows too, so half of the numbers of rows are passed over at a time.
        counts = range(2, len(self.blocks) + 1)
        fewest = bisect_left(counts, True, key=lambda count: self._has_room(self._rows(count), width, scale))
        if fewest == len(counts):
            return None
        return Stack(self._rows(counts[fewest]), self.gap, cue=self.cue)

    @staticmethod
    def _has_room(rows: Sequence[Beside], width: int, scale: int) -> bool:
        return all(row._height(width, scale) < ENDLESS for row in rows)

    def _rows(self, count: int) -> tuple[Beside, ...]:
        """The blocks in `count` rows, every row full; what the last one lacks is empty."""
        across = -(-len(self.blocks) // count)
        missing = across * count - len(self.blocks)
        blocks = (*self.blocks, *(Empty(self.place) for _ in range(missing)))
        weights = (*self.weights, *(sum(self.weights) / len(self.weights) for _ in range(missing)))
        edges = range(0, len(blocks), across)
        return tuple(
            Beside(blocks[first : first + across], weights[first : first + across], self.gap) for first in edges
        )


class Ground(Block, frozen=True):
    """The background of a panel; it takes no room of its own."""

    place: Place
    typesetter: Typesetter

    def height(self, width: int, scale: int) -> int:  # noqa: ARG002
        return 0

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:  # noqa: ARG002
        theme = self.typesetter.theme
        fill, corner = theme.palette.surface, theme.space.corner
        return (Box("Panel", area, "rounded", fill, None, corner, decorative=True),)


class Panel(Container, frozen=True):
    """A background and the content on it, with `padding` around that."""

    padding: int

    def height(self, width: int, scale: int) -> int:
        return self._content.height(width - 2 * self.padding, scale) + 2 * self.padding

    def rooms(self, area: Rect, scale: int) -> Iterator[Rect]:  # noqa: ARG002
        yield area
        yield area.inset(self.padding)

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        halves = self._content.split(width - 2 * self.padding, height - 2 * self.padding, scale)
        if halves is None:
            return None
        first, rest = (replace(self, blocks=(self.blocks[0], half)) for half in halves)
        return first, rest

    @property
    def _content(self) -> Block:
        return self.blocks[1]


_ROOMY = 1.4
"""The height up to which panels fill a slide, as a multiple of what they need."""


class Panels(Beside, frozen=True):
    """Panels beside each other, all equally high."""

    def max_height(self, width: int, scale: int) -> int:
        return round(self.height(width, scale) * _ROOMY)

    def rooms(self, area: Rect, scale: int) -> Iterator[Rect]:
        height = min(area.height, self.max_height(area.width, scale))
        yield from super().rooms(replace(area, height=height), scale)


class Headed(Container, frozen=True):
    """A head and its content: the subtitle of a slide, or the title of a column, is on every part of the content."""

    gap: int

    def height(self, width: int, scale: int) -> int:
        return self._above(width, scale) + self._content.height(width, scale)

    def max_height(self, width: int, scale: int) -> int:
        return self._above(width, scale) + self._content.max_height(width, scale)

    def rooms(self, area: Rect, scale: int) -> Iterator[Rect]:
        above = self._above(area.width, scale)
        yield replace(area, height=above - self.gap)
        yield Rect(area.x, area.y + above, area.width, area.height - above)

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        halves = self._content.split(width, height - self._above(width, scale), scale)
        if halves is None:
            return None
        first, rest = (replace(self, blocks=(self.blocks[0], half)) for half in halves)
        return first, rest

    @property
    def _content(self) -> Block:
        return self.blocks[1]

    def _above(self, width: int, scale: int) -> int:
        return self.blocks[0].height(width, scale) + self.gap


def fitting_scale(block: Block, area: Rect, *, first: int = 0) -> int | None:
    """The first scale at which `block` fits in `area`; None where it does not fit at any."""
    for scale in range(first, SCALES):
        if block.height(area.width, scale) <= area.height:
            return scale
    return None


LITTLE = 0.56
"""The part of its room up to which content is little, and a little over the middle; content that fills more of it
begins at the top, as a reader expects.
"""
ABOVE = 2 / 5
"""The part of the empty room that is above it: a little less than half, which looks like half."""


class Balanced(Container, frozen=True):
    """One block that takes all room there is, and is about half way down where it fills little of it."""

    def height(self, width: int, scale: int) -> int:
        return self._block.height(width, scale)

    def max_height(self, width: int, scale: int) -> int:  # noqa: ARG002
        return ENDLESS

    def rooms(self, area: Rect, scale: int) -> Iterator[Rect]:
        filled = self._block.max_height(area.width, scale)
        if filled > area.height * LITTLE:
            yield area
        else:
            yield Rect(area.x, area.y + round((area.height - filled) * ABOVE), area.width, filled)

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        """Parts that begin at the top: what goes on goes on in the same place."""
        return self._block.split(width, height, scale)

    @property
    def _block(self) -> Block:
        return self.blocks[0]


class LayoutContext(Struct, frozen=True):
    """The typesetter, files, roles and locale of a deck. Diagnostics go to `report`."""

    typesetter: Typesetter
    files: Files
    colour_key: ColourKey
    locale: Locale
    language: str
    report: Callable[[Diagnostic], None]
    builds: bool = True
    """True if slides are built click by click, False if they show everything from the start."""
    title: str = ""
    """The title of the slide, for blocks without words of their own."""
    columns: tuple[Column, ...] = ()
    """The columns of the slide, for blocks in one of them."""

    @property
    def slide_words(self) -> SlideWords:
        """The texts that deckgen itself writes on slides, in the language of the deck."""
        return self.locale.slides

    @property
    def says(self) -> Descriptions:
        """The words of alt texts, in the language of the deck."""
        return self.locale.descriptions
