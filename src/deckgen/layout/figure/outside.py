"""What stands beside the boxes of a panel: the texts at the left and right of a box, nearer than any brace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from deckgen.geometry import Point, Rect, pt
from deckgen.layout.figure.building import Turns
from deckgen.layout.figure.cells import Cell, walk
from deckgen.layout.turns import at_turn
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.element import Words
from deckgen.paint import Stroke
from deckgen.scene.items import Connector, Item, TextBox
from deckgen.scene.text import TextBody

_GAP = pt(12)
_MOST = pt(130)
_LINE = pt(1.5)

Side = Literal["left", "right"]
SIDES: tuple[Side, ...] = ("left", "right")


class OutsideSetter(Struct, frozen=True):
    """Measures and draws the texts beside the boxes of one figure."""

    setter: Typesetter
    size: int

    def room(self, root: Cell, side: Side) -> int:
        """The room that the texts beside a panel need at one side."""
        widths = [self._width(words, side) for _, words in _texts(root, side)]
        return max(widths) + _GAP if widths else 0

    def crowded(self, root: Cell, rects: Mapping[int, Rect]) -> Words | None:
        """The first text that would stand on another one, or None."""
        for side in SIDES:
            taken = [(words, self._strip(words, side, rects[id(cell)])) for cell, words in _texts(root, side)]
            for (_, first), (words, second) in pairwise(sorted(taken, key=lambda each: each[1].y)):
                if first.overlaps(second):
                    return words
        return None

    def _strip(self, words: Words, side: Side, rect: Rect) -> Rect:
        """Where a text stands, but for its distance from the panel."""
        width = self._width(words, side)
        height = height_of([self.setter.set(words, width, self._style(side))])
        return Rect(0, rect.centre.y - height // 2, width, height)

    def draw(
        self, root: Cell, panel: Rect, rects: Mapping[int, Rect], drawn: Set[int], turns: Turns
    ) -> Iterator[Item]:
        """The texts, at half the height of their boxes; a thin line leads to a box that is not at the edge."""
        for side in SIDES:
            for cell, words in _texts(root, side):
                if id(cell) in drawn:
                    yield from at_turn(self._text(words, side, panel, rects[id(cell)]), turns.of(cell))

    def _text(self, words: Words, side: Side, panel: Rect, rect: Rect) -> Iterator[Item]:
        width = self._width(words, side)
        paragraph = self.setter.set(words, width, self._style(side))
        strip = self._strip(words, side, rect)
        x = panel.x - _GAP - width if side == "left" else panel.right + _GAP
        edge, box = (panel.x, rect.x) if side == "left" else (panel.right, rect.right)
        y = rect.centre.y
        if abs(box - edge) > pt(1):
            end = edge - _GAP // 2 if side == "left" else edge + _GAP // 2
            stroke = Stroke(self.setter.theme.palette.muted, _LINE)
            yield Connector(f"Line: {words.plain}", Point(box, y), Point(end, y), stroke, decorative=True)
        yield TextBox(words.plain, Rect(x, strip.y, width, strip.height), TextBody((paragraph,), "middle"))

    def _style(self, side: Side) -> Style:
        palette = self.setter.theme.palette
        return Style(self.size, palette.muted, bold=True, align="right" if side == "left" else "left")

    def _width(self, words: Words, side: Side) -> int:
        style = self._style(side)
        most = max(_MOST, self.setter.widest_word(words, style))
        natural = self.setter.natural_width(words, style)
        return natural if natural <= most else self.setter.balanced_width(words, most, style)


def _texts(root: Cell, side: Side) -> list[tuple[Cell, Words]]:
    """The cells with a text at one side of them."""
    beside = ((cell, cell.box.left if side == "left" else cell.box.right) for cell in walk([root]))
    return [(cell, words) for cell, words in beside if words]
