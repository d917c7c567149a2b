"""The boxes of a figure as a tree of cells: direction, role and emphasis settled, nothing measured yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Literal

from msgspec import Struct

from deckgen.layout.colour_key import ColourKey
from deckgen.outline.box import Box
from deckgen.outline.element import Words

Look = Literal["tint", "full", "paper", "frame", "ghost", "ruled-out", "bare"]


class Cell(Struct, frozen=True, eq=False):
    """A box and what is in it. `across` is the direction of its parts; a cell without a label is a bare list.

    `look` is how the box is filled: tint (context), full (what the slide is about), paper (a part of a frame
    with a role), frame (a frame without a role), ghost (something absent), ruled-out (crossed out), bare (only
    its text). `depth` counts the frames around it. `index` is the number of its box in the figure; the bare list of
    a panel, which is no box, has a negative one.
    """

    index: int
    box: Box
    parts: tuple[Cell, ...]
    across: bool
    role: str | None
    look: Look
    depth: int = 0

    @property
    def label(self) -> Words | None:
        return self.box.label

    @property
    def framed(self) -> bool:
        """Whether it is a frame around its parts."""
        return self.box.label is not None and bool(self.parts)

    @property
    def name(self) -> str:
        return self.box.label.plain if self.box.label else ""


def roots_of(stacks: Sequence[Sequence[Box]], book: ColourKey, lit: frozenset[int]) -> tuple[Cell, ...]:
    """A bare list of cells for each stack of boxes; `lit` are the numbers of the highlighted boxes."""
    maker = _CellMaker(book, lit, count())
    return tuple(maker.root(boxes, -1 - number) for number, boxes in enumerate(stacks))


class _CellMaker(Struct, frozen=True):
    """Turns boxes into cells, each with the next of the `numbers`."""

    book: ColourKey
    lit: frozenset[int]
    numbers: Iterator[int]

    def root(self, boxes: Sequence[Box], index: int) -> Cell:
        """Boxes above each other, as a bare list that belongs to nobody."""
        return Cell(index, Box(), tuple(self._cell(box, False, None, 0) for box in boxes), False, None, "bare")

    def _cell(self, box: Box, across: bool, inherited: str | None, depth: int) -> Cell:
        """The cell of `box`, which stands in a list that runs across or down."""
        index = next(self.numbers)
        parts_across = bool(box.across) or (not box.down and not across)
        own = self.book.role_of(box)
        role = own or inherited
        deeper = depth + (box.label is not None)
        parts = tuple(self._cell(part, parts_across, role, deeper) for part in box.inside)
        look = self._look(box, own, inherited, is_lit=index in self.lit)
        return Cell(index, box, parts, parts_across, role, look, depth)

    @staticmethod
    def _look(box: Box, own: str | None, inherited: str | None, *, is_lit: bool) -> Look:
        looks: dict[str, Look] = {"ghost": "ghost", "strong": "full", "crossed": "ruled-out"}
        if box.is_dots:
            return "bare"
        if box.style in looks:
            return looks[box.style]
        if is_lit:
            return "full"
        if box.inside:
            return "tint" if own or inherited else "frame"
        return "paper" if own is None and inherited is not None else "tint"


def walk(cells: Sequence[Cell]) -> Iterator[Cell]:
    """The cells and everything in them, in reading order."""
    for cell in cells:
        yield cell
        yield from walk(cell.parts)


def holds(cell: Cell, target: Cell) -> bool:
    """Whether `target` is the cell, or somewhere in it."""
    return cell is target or any(holds(part, target) for part in cell.parts)
