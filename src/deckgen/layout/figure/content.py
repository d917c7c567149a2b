"""What takes room in a figure: panels with their gutters, and the layers below all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from deckgen.layout.figure.model import Cell
from deckgen.layout.figure.tracks import columns
from deckgen.outline.element import Words


class Gutters(Struct, frozen=True):
    """Room in EMU beside something, at its left and at its right."""

    left: int = 0
    right: int = 0


class Panel(Struct, frozen=True, eq=False):
    """A panel: its caption, its cells, the room it needs beside them, and the gap to the next panel."""

    caption: Words | None
    root: Cell
    gutters: Gutters
    gap: int


class Content(Struct, frozen=True):
    """Everything that takes room in a figure.

    By the indexes of cells, `gaps` widens the gap behind cells, and `detours` the room at both sides of lists (EMU).
    `beside_below` is the room beside the layers below all panels; without texts there, they fill the whole width.
    """

    panels: tuple[Panel, ...]
    below: Cell
    gaps: Mapping[int, int]
    detours: Mapping[int, tuple[int, int]]
    beside_below: Gutters = Gutters()
    pyramid: bool = False
    """Whether the panels get narrower towards the top."""

    def stack_of(self, cell: Cell) -> Cell | None:
        """The panel of a pyramid that has the cell as one of its boxes, or None."""
        stacks = (panel.root for panel in self.panels if self.pyramid)
        return next((stack for stack in stacks if any(part is cell for part in stack.parts)), None)

    def around(self, cell: Cell, across: bool, own: tuple[int, int]) -> tuple[int, int]:
        """What a cell takes before and behind its parts, when its frame takes `own`; across the figure, or down."""
        before, behind = self.detours.get(cell.index, (0, 0)) if cell.across != across else (0, 0)
        return own[0] + before, own[1] + behind

    @property
    def roots(self) -> list[Cell]:
        """The cells of the panels, then those below."""
        return [*(panel.root for panel in self.panels), self.below]


def has_common_rows(panels: Sequence[Panel]) -> bool:
    """Whether several panels have the same number of rows, and levels of one name in the same row."""
    counts = {columns(panel.root, across=False) for panel in panels}
    if len(panels) < 2 or len(counts) > 1 or None in counts:
        return False
    where: dict[str, set[float]] = {}
    for panel in panels:
        row = 0.0
        for part in panel.root.parts:
            where.setdefault(level_name(part), set()).add(row)
            row += part.box.tall
    return all(len(rows) == 1 for key, rows in where.items() if key)


def sides(panel: Panel) -> int:
    """The room that a panel needs at both sides of it."""
    return panel.gutters.left + panel.gutters.right


def level_name(cell: Cell) -> str:
    """What a level is called; a bare list is called after all its boxes."""
    if cell.label:
        return cell.name.casefold()
    if cell.box.line:
        return cell.box.line.plain.casefold()
    return " | ".join(part.name.casefold() for part in cell.parts)
