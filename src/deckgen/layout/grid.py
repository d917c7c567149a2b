"""Tables: column widths from their content, generous rows, and a header that goes along when a table goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.geometry import Rect, pt
from deckgen.layout.block import Block
from deckgen.layout.grid_builds import THIN, in_columns, in_rows
from deckgen.layout.grid_winners import behind
from deckgen.layout.lines import GROUP_PADDING, SIDE, Body, Entry, Kind, Line, Setting, Texts, padded
from deckgen.layout.shares import spread
from deckgen.layout.turns import Turn
from deckgen.layout.typeset import NO_INDENT, Indent, Style, Typesetter, height_of
from deckgen.outline.element import Words
from deckgen.paint import Stroke
from deckgen.scene.items import Cell, Grid, GridRow, Item
from deckgen.scene.text import Align, Bullet, Insets, TextBody
from deckgen.text.measure import line_height

_LEAST_PADDING = pt(7)
_MOST_PADDING = pt(17)
_HANGING = 0.8
"""How far the bullet of a point in a cell hangs in front of it, in em."""


class GridBlock(Struct, frozen=True, dict=True):
    """A table with a header row; `aligns` says how the text of each column stands.

    The columns `later` are still empty where the table is `veiled`, and nothing is marked yet.
    """

    header: tuple[Entry, ...]
    rows: tuple[Body, ...]
    aligns: tuple[Align, ...]
    place: Place
    setter: Typesetter
    alt: str
    later: frozenset[int] = frozenset()
    veiled: bool = False
    turn: Turn | None = None

    @cached_property
    def _settings(self) -> dict[tuple[int, int], Setting]:
        return {}

    @property
    def pinned(self) -> bool:
        return False

    def height(self, width: int, step: int) -> int:
        return sum(padded(line, _LEAST_PADDING) for line in self._lines(self._setting(width, step)))

    def most(self, width: int, step: int) -> int:
        return sum(padded(line, _MOST_PADDING) for line in self._lines(self._setting(width, step)))

    def draw(self, area: Rect, step: int) -> tuple[Item, ...]:
        setting = self._setting(area.width, step)
        lines = self._lines(setting)
        open_lines = sum(1 for line in lines if line.kind != "group")
        spare = max(area.height - self.height(area.width, step), 0) // (2 * open_lines)
        padding = min(_LEAST_PADDING + spare, _MOST_PADDING)
        grid_rows = tuple(
            GridRow(
                padded(line, padding),
                tuple(self._cells(line, setting.widths, padding, step)),
                self._rule(lines[number + 1 :]),
            )
            for number, line in enumerate(lines)
        )
        rect = Rect(area.x, area.y, area.width, sum(row.height for row in grid_rows))
        grid = Grid("Table", rect, setting.widths, grid_rows, True, True, self.alt)
        return self._in_turn(grid, lines, step)

    def _in_turn(self, grid: Grid, lines: Sequence[Line], step: int) -> tuple[Item, ...]:
        match self.turn:
            case None:
                return (grid,)
            case Turn(way="column by column"):
                return in_columns(grid, self.turn)
            case Turn(way="winners last"):
                size = self.setter.theme.sizes.table[step]
                return (*behind(grid, lines, self.turn, self.setter, size), grid)
            case _:
                return in_rows(grid, lines, self.turn, Stroke(self.setter.theme.palette.rule, THIN))

    def split(self, width: int, height: int, step: int) -> tuple[Block, Block] | None:
        """As many rows as fit under the header, and the rest under the same header, in columns of the same width.

        Headings go along with the rows under them, and a total is never alone.
        """
        setting = self._setting(width, step)
        used, cut = padded(setting.header, _LEAST_PADDING), 0
        for number in range(len(self.rows)):
            used += sum(padded(line, _LEAST_PADDING) for line in self._lines_of(setting, number))
            if used > height:
                break
            cut = number + 1
        cut = min(cut, len(self.rows) - (2 if self.rows[-1].total else 1))
        if cut < 1:
            return None
        first, rest = replace(self, rows=self.rows[:cut]), replace(self, rows=self.rows[cut:])
        first._settings[width, step] = setting.part(0, cut)
        rest._settings[width, step] = setting.part(cut, len(self.rows))
        return first, rest

    def widest(self, step: int) -> int:
        """The width in EMU at which nothing in it wraps at `step`."""
        return sum(self._column_widths(self.setter.natural_width, step))

    def with_veil(self) -> GridBlock:
        """The same table before the columns are filled that come later, in columns of the same width."""
        veiled = replace(self, veiled=True, turn=None)
        veiled._settings.update(self._settings)
        return veiled

    def _lines(self, setting: Setting) -> list[Line]:
        """Header, headings and rows from top to bottom."""
        rows = (line for number in range(len(self.rows)) for line in self._lines_of(setting, number))
        return [setting.header, *rows]

    def _lines_of(self, setting: Setting, number: int) -> list[Line]:
        """A row, under its heading where that is not the one of the row above."""
        group = self.rows[number].group
        above = self.rows[number - 1].group if number else None
        heading = setting.groups[number]
        if heading is None or group is None or (above is not None and above.plain == group.plain):
            return [setting.rows[number]]
        return [heading, setting.rows[number]]

    def _rule(self, below: Sequence[Line]) -> Stroke | None:
        """A total is set apart by a rule in ink; all other rules are the table style's."""
        theme = self.setter.theme
        return Stroke(theme.palette.ink, theme.space.line) if below and below[0].kind == "total" else None

    def _style(self, entry: Entry, column: int, step: int) -> Style:
        theme = self.setter.theme
        return Style(theme.sizes.table[step], theme.palette.ink, entry.bold, align=self.aligns[column])

    def _setting(self, width: int, step: int) -> Setting:
        if (width, step) not in self._settings:
            self._settings[width, step] = self._set(width, step)
        return self._settings[width, step]

    def _set(self, width: int, step: int) -> Setting:
        settings = [self._set_in(widths, step) for widths in self._widths(width, step)]
        return min(settings, key=lambda setting: sum(line.height for line in self._lines(setting)))

    def _set_in(self, widths: tuple[int, ...], step: int) -> Setting:
        width = sum(widths)
        groups: dict[str, Line] = {}
        for row in self.rows:
            if row.group and row.group.plain not in groups:
                heading = Entry((row.group,), bold=True)
                groups[row.group.plain] = self._line(
                    "group", (heading,), widths[:1] if self._parted else (width,), step
                )
        return Setting(
            widths,
            self._line("header", self.header, widths, step),
            tuple(self._line("total" if row.total else "row", row.entries, widths, step) for row in self.rows),
            tuple(groups[row.group.plain] if row.group else None for row in self.rows),
        )

    def _line(self, kind: Kind, entries: tuple[Entry, ...], widths: tuple[int, ...], step: int) -> Line:
        texts = tuple(
            self._text(self._drawn(entry), room - self._reserved(entry, step), column, step)
            for column, (entry, room) in enumerate(zip(entries, widths, strict=True))
        )
        # A row without any text is as high as a line all the same: PowerPoint repairs lower ones.
        empty = line_height(self.setter.theme.sizes.table[step])
        return Line(kind, entries, texts, max(height_of(text) for text in texts) or empty)

    def _widths(self, width: int, step: int) -> list[tuple[int, ...]]:
        """As wide as the content wants; too little room is taken from those that can wrap, too much is shared.

        Where some have to wrap there are two ways, the better one first: short columns are left whole, or all give
        in proportion, which makes a table with much text lower.
        """
        natural = self._column_widths(self.setter.natural_width, step)
        if sum(natural) <= width:
            return [tuple(spread(width, natural, natural))]
        words = self._column_widths(self.setter.widest_word, step)
        # A number stays on a line with its unit, unless there is no room for that.
        numbers = [n if align == "right" else w for n, w, align in zip(natural, words, self.aligns, strict=True)]
        least = numbers if sum(numbers) <= width else words
        fair = width // len(natural)
        whole = [max(need, min(wish, fair)) for need, wish in zip(least, natural, strict=True)]
        wishes = [min(wish, width // 2) for wish in natural]
        return [tuple(spread(width, each, wishes)) for each in (whole, least) if sum(each) <= width or each is least]

    def _column_widths(self, measure: Callable[[Words | str, Style], int], step: int) -> list[int]:
        lines = (self.header, *(row.entries for row in self.rows))
        return [
            max(self._entry_width(entries[column], column, measure, step) for entries in lines) + 2 * SIDE
            for column in range(len(self.header))
        ]

    def _entry_width(self, entry: Entry, column: int, measure: Callable[[Words | str, Style], int], step: int) -> int:
        reserved, entry = self._reserved(entry, step), self._drawn(entry)
        style = self._style(entry, column, step)
        points = [measure(_marked(words, entry.mark), style) for words in entry.points]
        remark = measure(entry.remark, self._remark_style(column)) if entry.remark else 0
        return max(*points, remark) + self._indent(entry, style).text + reserved

    def _remark_style(self, column: int) -> Style:
        theme = self.setter.theme
        return Style(theme.sizes.table[-1], theme.palette.ink, align=self.aligns[column])

    def _text(self, entry: Entry, width: int, column: int, step: int) -> Texts:
        room = width - 2 * SIDE
        style = self._style(entry, column, step)
        texts = []
        for words in entry.points:
            runs = self.setter.runs(words, style)
            if entry.mark:
                sign = replace(style, bold=True, colour=entry.hue or style.colour)
                runs = (*self.setter.runs(f"{entry.mark} ", sign), *runs)
            texts.append(self.setter.paragraph(runs, room, style, indent=self._indent(entry, style)))
        if entry.remark:
            texts.append(self.setter.set(entry.remark, room, self._remark_style(column)))
        return tuple(texts)

    @property
    def _parted(self) -> bool:
        """Whether the columns are tables of their own, over which no heading can span."""
        return self.turn is not None and self.turn.way == "column by column"

    def _drawn(self, entry: Entry) -> Entry:
        """The entry as the table itself shows it."""
        return entry.before if self._winners_last and entry.before else entry

    @property
    def _winners_last(self) -> bool:
        return self.turn is not None and self.turn.way == "winners last"

    def _reserved(self, entry: Entry, step: int) -> int:
        """The room that a winner leaves at its right for the tick to come."""
        if self._drawn(entry) is entry or not entry.tick:
            return 0
        style = Style(self.setter.theme.sizes.table[step], self.setter.theme.palette.ink, bold=True)
        return self.setter.natural_width(f"{entry.tick} ", style)

    def _indent(self, entry: Entry, style: Style) -> Indent:
        """The points of a list hang; a text by itself does not."""
        if len(entry.points) < 2:
            return NO_INDENT
        hanging = pt(style.size * _HANGING)
        return Indent(hanging, hanging, Bullet("•", self.setter.theme.palette.accent))

    def _cells(self, line: Line, widths: tuple[int, ...], padding: int, step: int) -> Iterator[Cell]:
        if line.kind == "group":
            insets = Insets(SIDE, GROUP_PADDING, SIDE, GROUP_PADDING)
            body = TextBody(line.texts[0], "middle", insets)
            surface = None if self._winners_last else self.setter.theme.palette.surface
            columns = len(self.header)
            yield Cell(body, surface, span=1 if self._parted else columns)
            for _ in range(columns - 1 if self._parted else 0):
                yield Cell(TextBody((self.setter.set("", pt(1), self._style(self.header[0], 0, step)),)), surface)
            return
        for column, (entry, text) in enumerate(zip(line.entries, line.texts, strict=True)):
            shown, seen = self._drawn(entry), text
            insets = Insets(SIDE, padding, SIDE + self._reserved(entry, step), padding)
            if self.veiled and column and line.kind != "header":
                shown = entry.plain() if column not in self.later else Entry((Words(""),))
                seen = self._text(shown, widths[column], column, step)
            fill = self.setter.theme.palette.pale_of(self.setter.theme.palette.good) if shown.tinted else None
            yield Cell(TextBody(seen, "middle", insets), fill)


def _marked(words: Words, mark: str) -> Words:
    """The words of an entry with its mark, for measuring."""
    if not mark or not words.runs:
        return words
    first, *rest = words.runs
    return replace(words, runs=(replace(first, text=f"{mark} {first.text}"), *rest))
