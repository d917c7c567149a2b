"""Builds: which turn each block of a slide has, and blocks that appear as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.geometry import Rect
from deckgen.layout.animation import ROOM, Sequenced, Turn, at_turn, later
from deckgen.layout.block import Beside, Block, Stack
from deckgen.layout.cards import Cards
from deckgen.layout.figure.block import FigureBlock
from deckgen.layout.flow import StepsBlock
from deckgen.layout.formula import FormulaBlock
from deckgen.layout.table import GridBlock
from deckgen.layout.text import Passage
from deckgen.outline.clicks import is_for
from deckgen.outline.contents import BlockName, Blocks
from deckgen.outline.slide import Slide
from deckgen.scene.items import Item

_COLUMN = 100 * ROOM
"""The turns that a column has for its blocks."""
_BLOCK = 100 * _COLUMN
"""The turns that a block of a slide has, which may be one of columns."""


class Appearing(Struct, frozen=True):
    """A block that appears at one turn, and what is built in it, later.

    Unless it is `whole`, only the latter: the rest is there from the start.
    """

    block: Block
    turn: int
    whole: bool = True

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
        items = self.block.draw(area, scale)
        return at_turn(items, self.turn) if self.whole else tuple(later(item, self.turn) for item in items)

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        halves = self.block.split(width, height, scale)
        return (replace(self, block=halves[0]), replace(self, block=halves[1])) if halves else None


def turns_of(blocks: Blocks) -> dict[BlockName, Turn]:
    """The turns of every block that is built, in the order in which they are built."""
    room = _BLOCK if isinstance(blocks, Slide) else ROOM
    found: dict[BlockName, Turn] = {}
    for build in blocks.build:
        for name in blocks.order:
            if build.way != "none" and name not in found and is_for(build, name):
                boxes = tuple(tuple(words.plain for words in together.names) for together in build.boxes)
                found[name] = Turn(len(found) * room, build.way, boxes)
    return found


def built(block: Block, turn: Turn | None) -> Block:
    """`block` with its turns; those that have no parts to show one by one appear as a whole."""
    if turn is None:
        return block
    if turn.way != "at once":
        match block:
            case Passage() | Cards() | StepsBlock() | GridBlock() | FigureBlock() | FormulaBlock():
                return replace(block, turn=turn)
            case Stack(blocks=(table, *others)):
                # A table and its verdict, which comes when all rows are there.
                rest = (Appearing(other, turn.last) for other in others)
                return replace(block, blocks=(built(table, turn), *rest))
            case Beside(blocks=columns):
                return replace(block, blocks=_one_after_the_other(columns, turn.start))
            case _ if isinstance(block, Sequenced):
                return block.in_turns(turn)
    return Appearing(block, turn.last)


def built_inside(columns: Beside, turns: Mapping[BlockName, Turn]) -> Beside:
    """Columns that are there from the start; what is built in them comes column by column, after all `turns`."""
    return replace(columns, blocks=_one_after_the_other(columns.blocks, len(turns) * _BLOCK, whole=False))


def _one_after_the_other(columns: Sequence[Block], start: int, *, whole: bool = True) -> tuple[Block, ...]:
    return tuple(Appearing(column, start + number * _COLUMN, whole) for number, column in enumerate(columns, 1))
