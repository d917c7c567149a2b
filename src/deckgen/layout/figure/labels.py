"""The text in the boxes of a figure: its style, its lines, and the room it takes."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from deckgen.geometry import pt
from deckgen.layout.badge import badge_width
from deckgen.layout.figure.model import Cell
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.element import Words
from deckgen.paint import Colour
from deckgen.scene.text import Insets, Paragraph

SIDE = pt(7)
"""Space between a box's edge and its label, left and right."""
BADGE = pt(24)
"""The height of a badge, and the width of a short one."""
_BADGE_SIZE = 14
CROSS = pt(28)
"""The side of the cross for something impossible."""
PILE = pt(8)
"""The distance by which the cards behind a pile protrude, at the top and at the right."""
_TITLE_SIDE = pt(4)
_TITLE_LEFT = pt(96)
"""The width of titles at the left of their frames."""
_SHORT_LINE = pt(180)
"""The width up to which the text beside a line is not wrapped."""
_LEAST_WIDTH = pt(24)
_CROWDED = 16
"""Labels of this size and smaller are set more tightly."""
_TURNED_MOST = pt(170)
"""A longer turned label is broken into two lines."""


def note_size(typesetter: Typesetter, size: int) -> int:
    """The size of notes beside labels of `size` points."""
    notes = typesetter.theme.sizes.note
    return min(max(size - 4, notes[-1]), notes[0])


class Labels(Struct, frozen=True, dict=True):
    """A typesetter with the label size of one figure."""

    typesetter: Typesetter
    size: int

    @cached_property
    def _texts(self) -> dict[tuple[int, int], tuple[Paragraph, ...]]:
        return {}

    @property
    def note_size(self) -> int:
        """The size of notes and of the titles of frames, a little smaller than labels."""
        return note_size(self.typesetter, self.size)

    @property
    def crowded(self) -> bool:
        """True if the figure holds so much that it needs narrow gaps."""
        return self.size <= _CROWDED

    @property
    def above(self) -> int:
        """Space between a box's edge and its label, above and below."""
        return pt(3) if self.crowded else pt(6)

    @property
    def gap(self) -> int:
        """The gap between two boxes."""
        return self._closer(self.typesetter.theme.space.box_gap)

    @property
    def padding(self) -> int:
        """Space between a frame's edge and its contents."""
        return self._closer(self.typesetter.theme.space.frame_padding)

    def _closer(self, room: int) -> int:
        return room * 5 // 8 if self.crowded else room

    def style(self, cell: Cell) -> Style:
        """Bold for labels; smaller and paler for the title of a frame."""
        palette = self.typesetter.theme.palette
        if cell.look == "full":
            colour = palette.paper
        elif (cell.framed and cell.look != "tint") or cell.look in ("ghost", "ruled-out", "bare"):
            colour = palette.muted
        else:
            colour = palette.ink
        return Style(self.note_size if cell.framed else self.size, colour, bold=True, align="centre")

    def insets(self, cell: Cell) -> Insets:
        """The space between a box's edges and its text."""
        pile = self._pile(cell)
        if cell.framed:
            return Insets(_TITLE_SIDE, self._title_room + pile, _TITLE_SIDE + pile, self._title_room)
        if cell.box.turned:
            end = self.above + (CROSS if cell.look == "ruled-out" else 0)
            return Insets(pt(3), end + pile, pt(3) + pile, end)
        left = SIDE + (self.badge_width(cell.box.badge) + pt(4) if cell.box.badge else 0)
        crossed = CROSS if cell.look == "ruled-out" else 0
        return Insets(left, self.above + pile, SIDE + pile + crossed, self.above)

    def text(self, cell: Cell, width: int, height: int = 0) -> tuple[Paragraph, ...]:
        """The label and the note of a cell, typeset for a box of `width`; a turned label for one of `height`."""
        insets = self.insets(cell)
        if cell.framed and cell.box.title == "left":
            width = self.title_width(cell)
        if cell.framed and cell.box.title == "turned":
            room = self._title_length(cell)
        elif cell.box.turned and not cell.framed:
            room = height - insets.top - insets.bottom if height else self._turned_length(cell)
        else:
            room = width - insets.left - insets.right
        if (cell.index, room) not in self._texts:
            self._texts[cell.index, room] = self._set(cell, room)
        return self._texts[cell.index, room]

    def lines(self, cell: Cell, width: int) -> int:
        """The number of lines of the label alone."""
        text = self.text(cell, width)
        return len(text[0].lines) if text else 0

    def least_width(self, cell: Cell) -> int:
        """The min-content width of a cell: the narrowest width at which no word is cut."""
        if cell.box.line:
            return max((self._least_beside(text) for text in self._line_texts(cell)), default=0)
        insets = self.insets(cell)
        sides = insets.left + insets.right
        if cell.box.turned and not cell.framed:
            least = CROSS if cell.look == "ruled-out" else 0
            return max(height_of(self._set(cell, self._turned_length(cell))), least) + sides
        widest = max((self.typesetter.min_content(words, style) for words, style in self._words(cell)), default=0)
        return max(widest + sides, _LEAST_WIDTH) if cell.label else 0

    def own_height(self, cell: Cell, width: int) -> int:
        """The least height of a cell's own text, not counting its contents."""
        if cell.parts:
            is_beside = cell.framed and cell.box.title in ("left", "turned")
            return self.title_height(cell, width) if is_beside else 0
        return self.least_height(cell, width)

    def badge_style(self, colour: Colour) -> Style:
        """Bold, in one size in all figures."""
        return Style(_BADGE_SIZE, colour, bold=True, align="centre")

    def badge_width(self, badge: Words) -> int:
        style = self.badge_style(self.typesetter.theme.palette.paper)
        return badge_width(badge, BADGE, style, self.typesetter)

    def least_height(self, cell: Cell, width: int) -> int:
        """The least height at which the text of a box `width` EMU wide fits."""
        insets = self.insets(cell)
        if cell.box.line:
            return max((2 * height_of([text]) for text in self.beside_line(cell, width)), default=0) + pt(4)
        if not cell.label:
            return 0
        if cell.box.turned:
            return self._turned_length(cell) + insets.top + insets.bottom
        least = CROSS + pt(4) if cell.look == "ruled-out" else pt(22) if self.crowded else pt(28)
        least = max(least, BADGE if cell.box.badge else 0)
        return max(height_of(self.text(cell, width)) + insets.top + insets.bottom, least)

    @staticmethod
    def _pile(cell: Cell) -> int:
        """The room for the cards behind a pile; none for a frame with a tab."""
        is_tab = cell.framed and cell.box.title == "tab"
        return PILE if cell.box.style == "pile" and not is_tab else 0

    @property
    def _title_room(self) -> int:
        return pt(2) if self.crowded else pt(5)

    def title_height(self, cell: Cell, width: int) -> int:
        """The height of a frame's title with the space around it; 0 for everything else."""
        insets = self.insets(cell)
        if cell.framed and cell.box.title == "turned":
            return self._title_length(cell) + insets.top + insets.bottom
        return height_of(self.text(cell, width)) + insets.top + insets.bottom if cell.framed else 0

    def title_width(self, cell: Cell) -> int:
        """The width of a title at the left of its frame, turned or not; 0 for everything else."""
        if cell.framed and cell.box.title == "turned":
            return height_of(self._set(cell, self._title_length(cell))) + 2 * _TITLE_SIDE + self._pile(cell)
        if not cell.framed or cell.box.title != "left":
            return 0
        widest = max(self.typesetter.min_content(words, style) for words, style in self._words(cell))
        return max(widest + 2 * _TITLE_SIDE + self._pile(cell), _TITLE_LEFT)

    def around_across(self, cell: Cell) -> tuple[int, int]:
        """The room that a frame takes at the left and at the right of its contents."""
        if not cell.framed:
            return 0, 0
        return self.title_width(cell) or self.padding, self.padding + self._pile(cell)

    def around_down(self, cell: Cell, width: int) -> tuple[int, int]:
        """The room that a frame `width` EMU wide takes above and below its contents."""
        if not cell.framed:
            return 0, 0
        title = self.title_height(cell, width)
        match cell.box.title:
            case "left" | "turned":
                return self.padding + self._pile(cell), self.padding
            case "bottom":
                return self.padding + self._pile(cell), title
            case "tab":
                return title + self.padding, self.padding
            case _:
                return title, self.padding

    @property
    def line_style(self) -> Style:
        """The style of the texts beside a line."""
        return Style(self.typesetter.theme.sizes.note[2], self.typesetter.theme.palette.muted, bold=True)

    def beside_line(self, cell: Cell, width: int) -> tuple[Paragraph, ...]:
        """The texts above and below a line that is `width` EMU long; empty for everything else."""
        style = self.line_style
        widths = ((text, self.typesetter.natural_width(text, style)) for text in self._line_texts(cell))
        return tuple(self.typesetter.set(text, min(natural, width), style) for text, natural in widths)

    def _least_beside(self, text: str) -> int:
        """The width that a text beside a line needs: a short one stays on one line."""
        natural, least = (
            measure(text, self.line_style) for measure in (self.typesetter.natural_width, self.typesetter.min_content)
        )
        return max(min(natural, _SHORT_LINE), least)

    @staticmethod
    def _line_texts(cell: Cell) -> list[str]:
        if cell.box.line is None or cell.box.is_bare_line:
            return []
        return [part.strip() for part in cell.box.line.plain.split(" | ")]

    def _title_length(self, cell: Cell) -> int:
        """The length of a turned title, on one line for its label and one for its note."""
        return max(self.typesetter.natural_width(text, style) for text, style in self._words(cell))

    def _turned_length(self, cell: Cell) -> int:
        words = self._words(cell)
        natural = max(self.typesetter.natural_width(text, style) for text, style in words)
        widest = max(self.typesetter.min_content(text, style) for text, style in words)
        return natural if natural <= _TURNED_MOST else max(widest, natural * 11 // 20 + pt(8))

    def _set(self, cell: Cell, room: int) -> tuple[Paragraph, ...]:
        return tuple(self.typesetter.set(words, room, style) for words, style in self._words(cell))

    def _words(self, cell: Cell) -> list[tuple[Words, Style]]:
        style = self.style(cell)
        note = Style(self.note_size, style.colour, align="centre")
        words = ((cell.box.label, style), (cell.box.note, note))
        return [(text, look) for text, look in words if text]
