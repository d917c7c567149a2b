"""Arrows along the sides of a figure: the room that they take from it, and what they are drawn with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from deckgen.geometry import Point, Rect, pt
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.element import Words
from deckgen.outline.figure import Axis
from deckgen.paint import Stroke
from deckgen.scene.items import Connector, Item, TextBox
from deckgen.scene.text import TextBody

_GAP = pt(12)
_TEXT_GAP = pt(8)
_LINE = pt(2.25)
_MOST = pt(110)
_LEAST = pt(20)
"""The shortest arrow."""


class AxisSetter(Struct, frozen=True):
    """Measures and draws the axes of one figure; one at each side at most."""

    setter: Typesetter
    axes: Sequence[Axis]

    def inner(self, area: Rect) -> Rect:
        """What the axes leave of `area`."""
        room = {axis.side: self._thickness(axis) + _GAP for axis in self.axes}
        sides = (room.get("left", 0), room.get("top", 0), room.get("right", 0), room.get("bottom", 0))
        return area.inset(*sides)

    def draw(self, boxes: Rect, inner: Rect) -> Iterator[Item]:
        """The axes as long as `boxes`, beside everything else, which is in `inner`."""
        for axis in self.axes:
            if axis.side in ("left", "right"):
                yield from self._upright(axis, Rect(inner.x, boxes.y, inner.width, boxes.height))
            else:
                yield from self._level(axis, boxes)

    def crowded(self, boxes: Rect) -> Words | None:
        """The text of an axis that is longer than the axis along `boxes`, or None."""
        for axis in self.axes:
            upright = axis.side in ("left", "right")
            room = boxes.height if upright else boxes.width
            for words in (axis.start, axis.end):
                if words:
                    room -= _TEXT_GAP + self._along(words, self._thickness(axis) if upright else None)
            needed = self._along(axis.label, None) if axis.label else _LEAST
            if needed > room or (axis.label and "\n" in axis.label.plain):
                return axis.label or axis.start or axis.end
        return None

    def _along(self, words: Words, thickness: int | None) -> int:
        """What a text takes of the axis: its lines where it is set in a `thickness`, else its width."""
        if thickness is None:
            return self.setter.natural_width(words, self._style)
        return height_of([self.setter.set(words, thickness, self._style)])

    @property
    def _style(self) -> Style:
        return Style(self.setter.theme.sizes.note[2], self.setter.theme.palette.muted, bold=True, align="centre")

    def _thickness(self, axis: Axis) -> int:
        line = height_of([self.setter.set("x", _MOST, self._style)])
        if axis.side in ("top", "bottom"):
            return 2 * line if axis.label and (axis.start or axis.end) else line + (pt(6) if axis.label else 0)
        ends = [self._width(words) for words in (axis.start, axis.end) if words]
        return max([line + _TEXT_GAP if axis.label else pt(10), *ends])

    def _width(self, words: Words) -> int:
        natural = self.setter.natural_width(words, self._style)
        return min(natural, max(_MOST, self.setter.widest_word(words, self._style)))

    def _upright(self, axis: Axis, around: Rect) -> Iterator[Item]:
        """From top to bottom, with its ends' texts above and below, and its label turned beside it."""
        thickness = self._thickness(axis)
        x = around.x - _GAP - thickness if axis.side == "left" else around.right + _GAP
        top, bottom = around.y, around.bottom
        start, end = (axis.end, axis.start) if axis.back else (axis.start, axis.end)
        for words, at_top in ((start, True), (end, False)):
            if words:
                paragraph = self.setter.set(words, thickness, self._style)
                height = height_of([paragraph])
                y = top if at_top else bottom - height
                yield TextBox(words.plain, Rect(x, y, thickness, height), TextBody((paragraph,), "middle"))
                top, bottom = (top + height + _TEXT_GAP, bottom) if at_top else (top, bottom - height - _TEXT_GAP)
        line = x + thickness // 2
        if axis.label:
            outer, inner = x + pt(2), x + thickness - pt(2)
            line = inner if axis.side == "left" else outer
            width = thickness - _TEXT_GAP
            paragraph = self.setter.set(axis.label, bottom - top, self._style)
            text = Rect(x if axis.side == "left" else x + _TEXT_GAP, top, width, bottom - top)
            yield TextBox(axis.label.plain, text, TextBody((paragraph,), "middle", rotated=True))
        yield self._arrow(axis, Point(line, top), Point(line, bottom))

    def _level(self, axis: Axis, around: Rect) -> Iterator[Item]:
        """From left to right between its ends' texts, with its label above it."""
        thickness = self._thickness(axis)
        y = around.y - _GAP - thickness if axis.side == "top" else around.bottom + _GAP
        left, right = around.x, around.right
        line_height = height_of([self.setter.set("x", _MOST, self._style)])
        start, end = (axis.end, axis.start) if axis.back else (axis.start, axis.end)
        for words, at_left in ((start, True), (end, False)):
            if words:
                width = self.setter.natural_width(words, self._style)
                paragraph = self.setter.set(words, width, self._style)
                x = left if at_left else right - width
                rect = Rect(x, y + thickness - line_height, width, line_height)
                yield TextBox(words.plain, rect, TextBody((paragraph,), "middle"))
                left, right = (left + width + _TEXT_GAP, right) if at_left else (left, right - width - _TEXT_GAP)
        line = y + thickness - line_height // 2
        if axis.label:
            line = y + thickness - pt(3) if not (axis.start or axis.end) else line
            width = self.setter.natural_width(axis.label, self._style)
            paragraph = self.setter.set(axis.label, width, self._style)
            centre = (left + right) // 2
            text = Rect(centre - width // 2, y, width, line_height)
            yield TextBox(axis.label.plain, text, TextBody((paragraph,), "middle"))
        yield self._arrow(axis, Point(left, line), Point(right, line))

    def _arrow(self, axis: Axis, first: Point, last: Point) -> Connector:
        ends = (last, first) if axis.back else (first, last)
        alt = describe_axis(axis)
        return Connector(alt, *ends, Stroke(self.setter.theme.palette.muted, _LINE), end_head=True, alt=alt)


def describe_axis(axis: Axis) -> str:
    """An axis in words."""
    way = {"left": "down", "right": "down"}.get(axis.side, "to the right")
    if axis.back:
        way = {"down": "up", "to the right": "to the left"}[way]
    label = f": {axis.label.plain}" if axis.label else ""
    start = f" from {axis.start.plain}" if axis.start else ""
    end = f" to {axis.end.plain}" if axis.end else ""
    return f"Axis {way} at the {axis.side}{label}{start}{end}"
