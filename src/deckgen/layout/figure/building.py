"""The turns of a figure: which boxes, captions, braces and arrows appear together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from msgspec import Struct

from deckgen.layout.animation import Turn
from deckgen.layout.figure.content import Content
from deckgen.layout.figure.model import Cell


class Turns(Struct, frozen=True):
    """The turns of the parts of one figure: cells by identity, captions and braces by their text.

    What is not in them is there from the start.
    """

    cells: Mapping[int, int]
    named: Mapping[str, int]

    def of(self, cell: Cell) -> int:
        return self.cells.get(id(cell), 0)

    def of_name(self, name: str, cells: Iterable[Cell] = ()) -> int:
        """The turn of a caption or a brace: its own, or that of the last of the `cells` that it belongs to."""
        return self.named.get(name, max(map(self.of, cells), default=0))


NO_TURNS = Turns({}, {})


def turns_of(turn: Turn | None, content: Content, find: Callable[[str], Sequence[Cell]]) -> Turns:
    """The turns of a figure that is built as `turn` says; `find` gives the cells that a name means."""
    if turn is None:
        return NO_TURNS
    named: dict[str, int] = {}
    groups: list[list[Cell]] = []
    if turn.boxes:
        captions = {panel.caption.plain: panel for panel in content.panels if panel.caption}
        for number, names in enumerate(turn.boxes, 1):
            panels = [captions[name] for name in names if name in captions and not find(name)]
            named |= {name: turn.start + number for name in names if not find(name)}
            groups.append([cell for name in names for cell in find(name)])
            groups[-1] += [cell for panel in panels for cell in panel.root.parts]
    elif turn.way == "by panel":
        for number, panel in enumerate(content.panels, 1):
            groups.append(list(panel.root.parts))
            if panel.caption:
                named[panel.caption.plain] = turn.start + number
    else:
        groups = list(_levels(content))
        if turn.way == "top down":
            groups.reverse()
    own = {id(cell): turn.start + number for number, cells in enumerate(groups, 1) for cell in cells}
    tops = [cell for panel in content.panels for cell in panel.root.parts] + list(content.below.parts)
    return Turns(dict(_inherited(tops, own, 0)), named)


def _levels(content: Content) -> Iterator[list[Cell]]:
    """The layers from the ground up; panels beside each other grow together."""
    for cell in reversed(content.below.parts):
        yield [cell]
    for level in zip_longest(*(reversed(panel.root.parts) for panel in content.panels)):
        yield [cell for cell in level if cell is not None]


def _inherited(cells: Iterable[Cell], own: Mapping[int, int], above: int) -> Iterator[tuple[int, int]]:
    """Every cell with its turn, which is that of its frame unless it has its own."""
    for cell in cells:
        turn = own.get(id(cell), above)
        yield id(cell), turn
        yield from _inherited(cell.parts, own, turn)
