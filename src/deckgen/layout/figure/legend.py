"""The legend of a figure: a swatch for every role of a box, a line for every role of an arrow, and their labels.

It takes as many lines as its width asks for.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from deckgen.geometry import Point, Rect, pt
from deckgen.layout.roles import RoleBook
from deckgen.layout.typeset import Style, Typesetter
from deckgen.outline.element import Words
from deckgen.paint import Stroke
from deckgen.scene.items import Box, Connector, Item, TextBox
from deckgen.scene.text import TextBody

_ROOM = pt(14)
"""Between a figure and its legend."""
_LINE_HEIGHT = pt(24)
_SWATCH = pt(16)
_ARROW = pt(28)
_SIGN_GAP = pt(8)
_ENTRY_GAP = pt(26)


class Entry(Struct, frozen=True):
    """A role, of boxes or of arrows; `full` says that all its boxes have the full colour."""

    role: str
    of_arrows: bool
    full: bool = False

    @property
    def sign(self) -> int:
        """The width of its sign."""
        return _ARROW if self.of_arrows else _SWATCH


class Legend(Struct, frozen=True):
    """What a figure explains; without any entries it needs no room."""

    typesetter: Typesetter
    book: RoleBook
    entries: tuple[Entry, ...]

    def too_wide(self, width: int) -> Words | None:
        """The first label that has no room on one line of `width`, or None."""
        labels = ((self._label(entry), self._width(entry)) for entry in self.entries)
        return next((label for label, needed in labels if needed > width or "\n" in label.plain), None)

    def height(self, width: int) -> int:
        """The room it takes from a figure that is `width` EMU wide; 0 without entries."""
        lines = len(self._lines(width))
        return _LINE_HEIGHT * lines + _ROOM if lines else 0

    def draw(self, area: Rect) -> Iterator[Item]:
        """Signs and labels, line by line, at the bottom of `area`."""
        lines = self._lines(area.width)
        y = area.bottom - _LINE_HEIGHT * len(lines)
        for line in lines:
            x = area.x
            for entry in line:
                words = self._label(entry)
                yield self._sign(entry, Rect(x, y, entry.sign, _LINE_HEIGHT))
                width = self._width(entry) - entry.sign - _SIGN_GAP
                text = Rect(x + entry.sign + _SIGN_GAP, y, width, _LINE_HEIGHT)
                body = TextBody((self.typesetter.set(words, width, self._style),), "middle")
                yield TextBox(f"Legend {words.plain}", text, body)
                x = text.right + _ENTRY_GAP
            y += _LINE_HEIGHT

    def _sign(self, entry: Entry, room: Rect) -> Item:
        name, hue = f"Legend: {self._label(entry).plain}", self.book.hue(entry.role)
        if entry.of_arrows:
            start, end = Point(room.x, room.centre.y), Point(room.right, room.centre.y)
            return Connector(f"{name} arrow", (start, end), Stroke(hue, pt(2.25)), end_head=True, decorative=True)
        rect = Rect(room.x, room.centre.y - _SWATCH // 2, _SWATCH, _SWATCH)
        palette = self.typesetter.theme.palette
        fill, edge = (hue, hue) if entry.full else (palette.pale_of(hue), palette.edge_of(hue))
        return Box(
            name, rect, "rounded", fill, Stroke(edge, self.typesetter.theme.space.line), pt(3), decorative=True
        )

    def _lines(self, width: int) -> list[list[Entry]]:
        lines: list[list[Entry]] = []
        x = width
        for entry in self.entries:
            x += _ENTRY_GAP + self._width(entry)
            if x > width:
                lines.append([])
                x = self._width(entry)
            lines[-1].append(entry)
        return lines

    def _width(self, entry: Entry) -> int:
        return entry.sign + _SIGN_GAP + self.typesetter.natural_width(self._label(entry), self._style)

    def _label(self, entry: Entry) -> Words:
        return self.book.roles[entry.role].label

    @property
    def _style(self) -> Style:
        return Style(self.typesetter.theme.sizes.note[2], self.typesetter.theme.palette.muted)
