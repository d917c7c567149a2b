"""What stands below a matrix: an arrow from one end of its columns to the other, and what its colours mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter

from msgspec import Struct

from deckgen.diagnostics import Place
from deckgen.geometry import Point, Rect, pt
from deckgen.layout.meanings import Meaning
from deckgen.layout.typeset import Style, Typesetter
from deckgen.outline.element import Inline, Words
from deckgen.paint import Stroke
from deckgen.scene.items import Box, Connector, Item, TextBox
from deckgen.scene.text import TextBody

_LINE = pt(22)
_ABOVE = pt(7)
_SIZE = 16
_SIDE = pt(7)
_SWATCH = pt(16)
_SIGN_GAP = pt(8)
_ENTRY_GAP = pt(26)
_LEAST_ARROW = pt(40)
"""The arrow of an axis between its words, with the room before and behind it."""


class Foot(Struct, frozen=True):
    """The axis, of two words or none, in one line, and the legend in as many lines as its width asks for."""

    setter: Typesetter
    axis: Sequence[Words]
    legend: Sequence[Meaning]
    place: Place

    def height(self, width: int) -> int:
        """The room it takes, that above it included."""
        axis = _ABOVE + _LINE if self.axis else 0
        lines = len(self._lines(width))
        return axis + (_ABOVE + lines * _LINE if lines else 0)

    def crowded(self, width: int) -> Words | None:
        """A text that has no room on one line, or None."""
        widths = [self.setter.natural_width(words, self._axis_style) for words in self.axis]
        parted = (words for words in self.axis if "\n" in words.plain)
        if (words := next(parted, None)) is not None:
            return words
        if widths and sum(widths) + _LEAST_ARROW > width:
            return max(zip(widths, self.axis, strict=True), key=itemgetter(0))[1]
        wide = (meaning.label for meaning in self.legend if self._width(meaning) > width)
        return next((Words(label, self.place, (Inline(label),)) for label in wide), None)

    def draw(self, area: Rect) -> Iterator[Item]:
        """Axis and legend, from the top of `area` down."""
        y = area.y + _ABOVE
        if self.axis:
            yield from self._arrow(Rect(area.x, y, area.width, _LINE))
            y += _LINE + _ABOVE
        for line in self._lines(area.width):
            x = area.x
            for meaning in line:
                yield from self._entry(meaning, Rect(x, y, self._width(meaning), _LINE))
                x += self._width(meaning) + _ENTRY_GAP
            y += _LINE

    def _arrow(self, room: Rect) -> Iterator[Item]:
        """An arrow from the word at the left to the word at the right."""
        style = self._axis_style
        start, end = self.axis
        widths = [self.setter.natural_width(words, style) for words in (start, end)]
        left = Rect(room.x, room.y, widths[0], room.height)
        right = Rect(room.right - widths[1], room.y, widths[1], room.height)
        yield TextBox(f"Axis: {start.plain}", left, TextBody((self.setter.set(start, left.width, style),), "middle"))
        middle = room.y + room.height // 2
        ends = Point(left.right + _SIDE, middle), Point(right.x - _SIDE, middle)
        yield Connector("Axis", *ends, Stroke(style.colour, pt(2)), end_head=True, decorative=True)
        yield TextBox(f"Axis: {end.plain}", right, TextBody((self.setter.set(end, right.width, style),), "middle"))

    def _entry(self, meaning: Meaning, room: Rect) -> Iterator[Item]:
        swatch = Rect(room.x, room.y + (room.height - _SWATCH) // 2, _SWATCH, _SWATCH)
        yield Box(f"Legend: {meaning.label}", swatch, "rounded", meaning.hue, None, pt(3), decorative=True)
        rect = room.inset(_SWATCH + _SIGN_GAP, 0, 0, 0)
        text = TextBody((self.setter.set(_in_one_line(meaning), rect.width, self._legend_style),), "middle")
        yield TextBox(f"Legend {meaning.label}", rect, text)

    def _lines(self, width: int) -> list[list[Meaning]]:
        """The entries of the legend, as many in a line as `width` has room for."""
        lines: list[list[Meaning]] = []
        x = width
        for meaning in self.legend:
            x += _ENTRY_GAP + self._width(meaning)
            if x > width:
                lines.append([])
                x = self._width(meaning)
            lines[-1].append(meaning)
        return lines

    def _width(self, meaning: Meaning) -> int:
        return _SWATCH + _SIGN_GAP + self.setter.natural_width(_in_one_line(meaning), self._legend_style)

    @property
    def _axis_style(self) -> Style:
        return Style(_SIZE, self.setter.theme.palette.muted, bold=True)

    @property
    def _legend_style(self) -> Style:
        return Style(_SIZE, self.setter.theme.palette.muted)


def _in_one_line(meaning: Meaning) -> str:
    """The label of a meaning, also where its text has several lines in the cells."""
    return " ".join(meaning.label.split())
