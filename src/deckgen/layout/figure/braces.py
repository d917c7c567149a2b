"""Braces beside the boxes of a panel: how much room they need, and what they are drawn with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Rect, pt, union
from deckgen.layout.figure.cells import Cell
from deckgen.layout.figure.outside import Side
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.figure import Brace
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import Box, Item, Shape, TextBox
from deckgen.scene.text import Paragraph, TextBody
from deckgen.text.measure import line_height

_GAP = pt(9)
_WIDTH = pt(14)
_LABEL_MOST = pt(120)
_LINE = pt(2)
_TURNED_LINES = 2
"""Lines that a turned label may take."""


class PlacedBrace(Struct, frozen=True):
    """A brace with the cells it embraces, its colour, and its lane: 0 is next to the boxes."""

    brace: Brace
    cells: tuple[Cell, ...]
    hue: Colour
    lane: int = 0


class BraceSetter(Struct, frozen=True):
    """Measures and draws the braces of one figure with labels of one size."""

    setter: Typesetter
    size: int

    def style(self, placed: PlacedBrace) -> Style:
        """Bold, in the colour of the brace, turned towards it."""
        return Style(self.size, placed.hue, bold=True, align="left" if placed.brace.side == "right" else "right")

    def turned(self, placed: PlacedBrace) -> bool:
        """Whether the label is so long that it is turned, to be read from bottom to top."""
        return self._natural(placed) > 2 * _LABEL_MOST

    def lane_width(self, placed: PlacedBrace) -> int:
        """What one brace needs beside the boxes: a gap, itself, and its label wrapped to a few short lines."""
        if self.turned(placed):
            return _GAP + _WIDTH + _GAP + _TURNED_LINES * line_height(self.size)
        label, style = placed.brace.label, self.style(placed)
        most = max(self.setter.widest_word(label, style), _LABEL_MOST)
        natural = self._natural(placed)
        width = natural if natural <= most else self.setter.balanced_width(label, most, style)
        return _GAP + _WIDTH + _GAP + width

    def gutter(self, braces: Sequence[PlacedBrace], side: str) -> int:
        """The room beside a panel for its braces at `side`; braces in different lanes stand beside each other."""
        lanes: dict[int, int] = {}
        for placed in braces:
            if placed.brace.side == side:
                lanes[placed.lane] = max(lanes.get(placed.lane, 0), self.lane_width(placed))
        return sum(lanes.values())

    def is_crowded(self, placed: PlacedBrace, rects: Mapping[int, Rect]) -> bool:
        """Whether a turned label has no room beside its brace."""
        height = union([rects[id(cell)] for cell in placed.cells]).height
        return self.turned(placed) and len(self._turned(placed, height).lines) > _TURNED_LINES

    def draw(
        self,
        placed: PlacedBrace,
        braces: Sequence[PlacedBrace],
        panel: Rect,
        rects: Mapping[int, Rect],
        offsets: Mapping[Side, int],
    ) -> Iterator[Item]:
        """A brace beside `panel`, behind those of the lanes before it; `offsets` is what is nearer still."""
        side = placed.brace.side
        inner = [each for each in braces if each.lane < placed.lane]
        yield from self._draw(placed, panel, rects, offsets[side] + self.gutter(inner, side))

    def _draw(self, placed: PlacedBrace, panel: Rect, rects: Mapping[int, Rect], offset: int) -> Iterator[Item]:
        """The brace and its label beside `panel`, `offset` EMU away from the boxes."""
        spanned = union([rects[id(cell)] for cell in placed.cells])
        label_width = self.lane_width(placed) - _GAP - _WIDTH - _GAP
        if placed.brace.side == "right":
            x = panel.right + offset + _GAP
            label_x = x + _WIDTH + _GAP
        else:
            x = panel.x - offset - _GAP - _WIDTH
            label_x = x - _GAP - label_width
        name = placed.brace.label.plain
        names = ", ".join(cell.name for cell in placed.cells)
        shape: Shape = "right-brace" if placed.brace.side == "right" else "left-brace"
        rect = Rect(x, spanned.y, _WIDTH, spanned.height)
        stroke = Stroke(placed.hue, _LINE)
        yield Box(f"Brace: {name}", rect, shape, line=stroke, alt=f"Brace over {names}: {name}")
        yield self._label(placed, label_x, label_width, spanned)

    def _label(self, placed: PlacedBrace, x: int, width: int, spanned: Rect) -> TextBox:
        words = placed.brace.label
        if self.turned(placed):
            paragraph = self._turned(placed, spanned.height)
            rect = Rect(x, spanned.y, width, spanned.height)
            return TextBox(words.plain, rect, TextBody((paragraph,), "middle", rotated=True))
        paragraph = self.setter.set(words, width, self.style(placed))
        height = height_of([paragraph])
        rect = Rect(x, spanned.centre.y - height // 2, width, height)
        return TextBox(words.plain, rect, TextBody((paragraph,), "middle"))

    def _turned(self, placed: PlacedBrace, height: int) -> Paragraph:
        return self.setter.set(placed.brace.label, height, replace(self.style(placed), align="centre"))

    def _natural(self, placed: PlacedBrace) -> int:
        return self.setter.natural_width(placed.brace.label, self.style(placed))


def with_lanes(braces: Sequence[PlacedBrace], order: dict[int, int]) -> list[PlacedBrace]:
    """The braces with lanes, so that those whose ranges overlap do not cross; `order` numbers cells top to bottom."""
    taken: list[tuple[str, int, int, int]] = []
    result = []
    for placed in sorted(braces, key=lambda b: len(b.cells)):
        first = min(order[id(cell)] for cell in placed.cells)
        last = max(order[id(cell)] for cell in placed.cells)
        side = placed.brace.side
        blocked = {lane for s, a, b, lane in taken if s == side and a <= last and first <= b}
        lane = next(n for n in range(len(braces)) if n not in blocked)
        taken.append((side, first, last, lane))
        result.append(PlacedBrace(placed.brace, placed.cells, placed.hue, lane))
    return result
