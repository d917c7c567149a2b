"""Arrows between boxes: how they look, and the room that they need between boxes and beside them."""

from __future__ import annotations

from msgspec import Struct

from deckgen.geometry import pt
from deckgen.layout.colour_key import ColourKey
from deckgen.layout.figure.labels import CROSS
from deckgen.layout.figure.model import Cell
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.figure import Arrow

_PLAIN_GAP = pt(30)
_CROSSED_GAP = pt(58)
_LANE = pt(18)
"""The room of an arrow that goes round something."""
_LABEL_MOST = pt(130)
LABEL_GAP = pt(8)
ON_LINE = pt(4)
"""The room round a label that interrupts its arrow."""
FAT_GAP = pt(68)
"""The gap between two panels that leaves room for a fat arrow."""


class PlacedArrow(Struct, frozen=True):
    """An arrow with the cells at its ends."""

    arrow: Arrow
    start: Cell
    end: Cell


class ArrowSetter(Struct, frozen=True):
    """Measures and draws the arrows of one figure."""

    typesetter: Typesetter
    book: ColourKey

    def gap(self, arrow: Arrow, upright: bool) -> int:
        """The gap between two neighbours that leaves room for an arrow and its label."""
        least = _CROSSED_GAP if arrow.crossed else _PLAIN_GAP
        if not arrow.label:
            return least
        width = self.label_width(arrow)
        if upright:
            return max(least, height_of([self.typesetter.set(arrow.label, width, self.style(arrow))]) + pt(8))
        return max(least, width + 2 * LABEL_GAP)

    def detour(self, arrow: Arrow, *, aside: bool) -> int:
        """The room for an arrow that goes round what is between its boxes, `aside` or below, with what is on it."""
        room = CROSS + pt(8) if arrow.crossed else _LANE
        if not arrow.label:
            return room
        width = self.label_width(arrow)
        if aside:
            return max(room, width + 2 * ON_LINE)
        return max(room, height_of([self.typesetter.set(arrow.label, width, self.style(arrow))]) + 2 * ON_LINE)

    def girths(self, arrow: Arrow) -> tuple[int, int]:
        """Half of the room of an arrow that goes round something, aside and below."""
        return self.detour(arrow, aside=True) // 2, self.detour(arrow, aside=False) // 2

    def style(self, arrow: Arrow) -> Style:
        """How the label looks; the line has its colour."""
        palette = self.typesetter.theme.palette
        size = self.typesetter.theme.sizes.note[2]
        if arrow.crossed:
            return Style(size, palette.bad, bold=True)
        return Style(size, self.book.hue(arrow.role) if arrow.role else palette.muted, bold=True)

    def label_width(self, arrow: Arrow) -> int:
        """The width in which the label of an arrow is set."""
        if not arrow.label:
            return 0
        style = self.style(arrow)
        most = max(_LABEL_MOST, self.typesetter.min_content(arrow.label, style))
        natural = self.typesetter.natural_width(arrow.label, style)
        return natural if natural <= most else self.typesetter.balanced_width(arrow.label, most, style)


def what_it_is(arrow: Arrow) -> str:
    """An arrow in words."""
    return "Crossed-out arrow" if arrow.crossed else "Arrow both ways" if arrow.both else "Arrow"
