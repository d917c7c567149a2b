"""Boxes that the class is to predict: blank, with a question mark, until a click shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Rect, pt
from deckgen.layout.figure.building import Turns
from deckgen.layout.figure.cells import Cell, walk
from deckgen.layout.turns import ANSWERS
from deckgen.outline.element import Words
from deckgen.paint import Stroke
from deckgen.scene.items import Box, Item
from deckgen.theme.tokens import Theme

_MOST_MARK = pt(72)


class Predicted(Struct, frozen=True):
    """The turns at which boxes to be predicted appear, with what is in them, by identity.

    `blank` are those of them in whose place a question mark stands until then.
    """

    answers: Mapping[int, int]
    blank: frozenset[int]

    def ends(self, names: Mapping[int, str]) -> dict[int, str]:
        """The names of the shapes that arrows are glued to: where a question mark stands, that of the blank box."""
        return {number: _unknown(name) if number in self.blank else name for number, name in names.items()}

    def turn_of(self, cell: Cell, turns: Turns) -> int:
        """The turn at which there is something in the place of a box: itself, or a question mark."""
        return turns.of(cell) if id(cell) in self.blank else self.answers.get(id(cell), turns.of(cell))

    def answer(self, cell: Cell, turns: Turns) -> int:
        """The turn at which a box itself appears."""
        return self.answers.get(id(cell), turns.of(cell))


NOTHING_PREDICTED = Predicted({}, frozenset())


def predicted(names: Iterable[Words], find: Callable[[str], Sequence[Cell]]) -> Predicted:
    """What is to be predicted: one click for each name; `find` gives the cells that it means."""
    answers: dict[int, int] = {}
    blank: set[int] = set()
    for number, words in enumerate(names):
        cells = find(words.plain)
        blank |= {id(cell) for cell in cells}
        answers |= {id(inner): ANSWERS + number for inner in walk(cells)}
    return Predicted(answers, frozenset(blank))


def question(name: str, rect: Rect, theme: Theme) -> Iterator[Box]:
    """What stands in the place of a box until it covers it. The mark is a shape, so that no text is covered."""
    line = Stroke(theme.palette.edge_of(theme.palette.hues["slate"]), theme.space.line, dashed=True)
    paper = theme.palette.paper
    yield Box(_unknown(name), rect, "rounded", paper, line, theme.space.corner, decorative=True)
    side = min(rect.height, rect.width, _MOST_MARK)
    x, y = rect.x + (rect.width - side) // 2, rect.y + (rect.height - side) // 2
    yield Box(f"{name} question mark", Rect(x, y, side, side), "question-mark", paper, decorative=True)


def covering(items: Iterable[Item], theme: Theme) -> Iterator[Item]:
    """The items of a box with a ground, so that it hides the question."""
    drawn = tuple(items)
    has_ground = any(isinstance(item, Box) and item.fill for item in drawn)
    for item in drawn:
        yield replace(item, fill=theme.palette.paper) if isinstance(item, Box) and not has_ground else item


def _unknown(name: str) -> str:
    """The name of the blank box in the place of the box `name`."""
    return f"{name} unknown"
