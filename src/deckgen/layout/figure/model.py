"""The model of a figure: its boxes as a tree of cells, in panels, before anything is measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Literal

from msgspec import Struct

from deckgen.geometry import Rect
from deckgen.layout.colour_key import ColourKey
from deckgen.outline.box import Box
from deckgen.outline.element import Words

Look = Literal["tint", "full", "paper", "frame", "ghost", "ruled-out", "bare", "plain"]


class Cell(Struct, frozen=True, eq=False):
    """A box and its contents. `across` is the direction of its parts; a cell without a label is a bare list.

    `look` is the fill of the box: tint (context), full (the subject of the slide), paper (a part of a frame with a
    role), frame (a frame without a role), ghost (something absent), ruled-out (crossed out), bare (only its text),
    plain (without a role where slate means one).
    `depth` counts the frames around it. `index` is the number of its box in the figure; the bare list of a panel,
    which is not a box, has a negative one.
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
        """True for a frame around parts."""
        return self.box.label is not None and bool(self.parts)

    @property
    def name(self) -> str:
        return self.box.label.plain if self.box.label else ""


def roots_of(stacks: Sequence[Sequence[Box]], colour_key: ColourKey, lit: frozenset[int]) -> tuple[Cell, ...]:
    """A bare list of cells for each stack of boxes; `lit` are the numbers of the highlighted boxes."""
    maker = _CellMaker(colour_key, lit, count())
    return tuple(maker.root(boxes, -1 - number) for number, boxes in enumerate(stacks))


class _CellMaker(Struct, frozen=True):
    """Turns boxes into cells; each takes the next of the `numbers`."""

    colour_key: ColourKey
    lit: frozenset[int]
    numbers: Iterator[int]

    def root(self, boxes: Sequence[Box], index: int) -> Cell:
        """Boxes above each other, as a bare list without a box of its own."""
        return Cell(index, Box(), tuple(self._cell(box, False, None, 0) for box in boxes), False, None, "bare")

    def _cell(self, box: Box, across: bool, inherited: str | None, depth: int) -> Cell:
        """The cell of `box`, in a list that runs across or down."""
        index = next(self.numbers)
        parts_across = bool(box.across) or (not box.down and not across)
        own = self.colour_key.role_of(box)
        role = own or inherited
        deeper = depth + (box.label is not None)
        parts = tuple(self._cell(part, parts_across, role, deeper) for part in box.inside)
        look = self._look(box, own, inherited, is_lit=index in self.lit)
        return Cell(index, box, parts, parts_across, role, look, depth)

    def _look(self, box: Box, own: str | None, inherited: str | None, *, is_lit: bool) -> Look:
        looks: dict[str, Look] = {"ghost": "ghost", "strong": "full", "crossed": "ruled-out"}
        if box.is_dots and box.style == "solid" and not box.role:
            return "bare"
        if box.style in looks:
            return looks[box.style]
        if is_lit or (self.colour_key.is_strong(own) and not box.inside):
            return "full"
        if box.inside:
            return "tint" if own or inherited else "frame"
        if own is None and inherited is None and self.colour_key.has_slate:
            return "plain"
        return "paper" if inherited is not None and own in (None, inherited) else "tint"


def walk(cells: Sequence[Cell]) -> Iterator[Cell]:
    """The cells and their contents, in reading order."""
    for cell in cells:
        yield cell
        yield from walk(cell.parts)


def holds(cell: Cell, target: Cell) -> bool:
    """True if `target` is the cell, or somewhere in it."""
    return cell is target or any(holds(part, target) for part in cell.parts)


class Margins(Struct, frozen=True):
    """Room in EMU around something."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0

    def __add__(self, other: Margins) -> Margins:
        left, right = self.left + other.left, self.right + other.right
        return Margins(left, self.top + other.top, right, self.bottom + other.bottom)

    def within(self, area: Rect) -> Rect:
        """The rectangle that the margins leave of `area`."""
        return area.inset(self.left, self.top, self.right, self.bottom)


class Panel(Struct, frozen=True, eq=False):
    """A panel: its caption and the note under it, its cells, the room beside them, and the gap to the next panel."""

    caption: Words | None
    note: Words | None
    root: Cell
    gutters: Margins
    gap: int

    @property
    def sides(self) -> int:
        """The room at both sides together."""
        return self.gutters.left + self.gutters.right


class Content(Struct, frozen=True):
    """Everything that takes room in a figure.

    By the indexes of cells, `gaps` widens the gap behind cells, and `detours` the room at both sides of lists, and
    `sides` has the least width and height of some of them (EMU).
    `gap_above_below` is the least gap between the panels and the layers below them all.
    `beside_below` is the room beside the layers below all panels; without texts there, they fill the whole width.
    """

    panels: tuple[Panel, ...]
    below: Cell
    gap_above_below: int
    gaps: Mapping[int, int]
    detours: Mapping[int, tuple[int, int]]
    sides: Mapping[int, tuple[int, int]]
    beside_below: Margins = Margins()
    pyramid: bool = False
    """True if the panels get narrower towards the top."""
    captions_on_top: bool = False
    aligned: bool = False
    """True if the rows of panels with equally many line up, whatever their names are."""

    def stack_of(self, cell: Cell) -> Cell | None:
        """The panel of a pyramid that has the cell as one of its boxes, or None."""
        stacks = (panel.root for panel in self.panels if self.pyramid)
        return next((stack for stack in stacks if any(part is cell for part in stack.parts)), None)

    def around(self, cell: Cell, across: bool, own: tuple[int, int]) -> tuple[int, int]:
        """The room that a cell takes before and behind its parts, across or down, if its frame takes `own`."""
        before, behind = self.detours.get(cell.index, (0, 0)) if cell.across != across else (0, 0)
        return own[0] + before, own[1] + behind

    @property
    def roots(self) -> list[Cell]:
        """The cells of the panels, then the layers below."""
        return [*(panel.root for panel in self.panels), self.below]
