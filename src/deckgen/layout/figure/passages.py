"""Where the two ends of an arrow come together, and what is between them there."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from deckgen.layout.figure.cells import Cell, holds


class Meeting(Struct, frozen=True):
    """The innermost list that has both ends, in its parts `first` and `last`, counted from 0."""

    list: Cell
    first: int
    last: int

    @property
    def adjacent(self) -> bool:
        """Whether nothing is between the two parts."""
        return self.last == self.first + 1

    @property
    def blocked(self) -> bool:
        """Whether an arrow has to go round something."""
        return any(cell.label or cell.parts for cell in self.list.parts[self.first + 1 : self.last])

    def way_round(self, *ends: Cell) -> Literal["before", "behind"] | None:
        """At which side of the list an arrow between the ends goes round; None where they stand at opposite sides.

        Before a list that runs down is at its left, before one that runs across above it.
        """
        outer = (self.list.parts[self.first], self.list.parts[self.last])
        places = {_place(part, end) for part in outer for end in ends if holds(part, end)} - {"between"}
        if places == {"before", "behind"}:
            return None
        return "before" if "before" in places else "behind"


def meeting(root: Cell, start: Cell, end: Cell) -> Meeting | None:
    """Where the ends come together in `root`; None where one is inside the other."""
    holding = [[index for index, part in enumerate(root.parts) if holds(part, target)] for target in (start, end)]
    if not holding[0] or not holding[1]:
        return None
    first, last = sorted((holding[0][0], holding[1][0]))
    return meeting(root.parts[first], start, end) if first == last else Meeting(root, first, last)


def _place(part: Cell, end: Cell) -> Literal["before", "behind", "between"]:
    """Where in the list that a part is `end` stands: at its beginning, at its end, or in between or all along."""
    if part is end or len(part.parts) < 2:
        return "between"
    index = next(number for number, inner in enumerate(part.parts) if holds(inner, end))
    return "before" if index == 0 else "behind" if index == len(part.parts) - 1 else "between"
