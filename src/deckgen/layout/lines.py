"""The lines of a table: what their cells say, before and after it has been set at a width."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import pt
from deckgen.outline.element import Words
from deckgen.paint import Colour
from deckgen.scene.text import Paragraph

SIDE = pt(15)
"""Room at the left and the right of what a cell says."""
GROUP_PADDING = pt(5)
"""Room above and below a heading of rows; that of rows depends on the room there is."""


class Entry(Struct, frozen=True):
    """The points of a cell, with a mark in front of it, a remark under it and a tint where it stands out."""

    points: tuple[Words, ...]
    bold: bool = False
    mark: str = ""
    hue: Colour | None = None
    tinted: bool = False
    remark: str = ""
    before: Entry | None = None
    """The same cell as long as it is not known that it wins, None where it does not."""

    @property
    def plain_text(self) -> str:
        return ", ".join(words.plain for words in self.points)

    @property
    def tick(self) -> str:
        """What is added once it is known that it wins: a tick, where there is no mark in it already."""
        return "" if self.before is None or self.before.mark else self.mark

    def plain(self) -> Entry:
        """The same text, as if nothing were known about it yet."""
        return replace(self, bold=self.bold and not self.tinted, mark="", hue=None, tinted=False, remark="")


class Body(Struct, frozen=True):
    """A row of a table: its entries, the heading it stands under, and whether it adds up those above it."""

    entries: tuple[Entry, ...]
    group: Words | None = None
    total: bool = False


Texts = tuple[Paragraph, ...]
Kind = Literal["header", "group", "row", "total"]


class Line(Struct, frozen=True):
    """A line of a table, set: the names of the columns, a heading of rows, a row, or the total.

    `height` is that of its text in EMU, without padding.
    """

    kind: Kind
    entries: tuple[Entry, ...]
    texts: tuple[Texts, ...]
    height: int


class Setting(Struct, frozen=True):
    """A table set at a width and a step: column widths in EMU, the header, and each row with its heading."""

    widths: tuple[int, ...]
    header: Line
    rows: tuple[Line, ...]
    groups: tuple[Line | None, ...]

    def part(self, first: int, after: int) -> Setting:
        """The header and the rows from `first` up to `after`, in columns of the same width."""
        return replace(self, rows=self.rows[first:after], groups=self.groups[first:after])


def padded(line: Line, padding: int) -> int:
    """The height of a line with the room above and below its text."""
    return line.height + 2 * (GROUP_PADDING if line.kind == "group" else padding)
