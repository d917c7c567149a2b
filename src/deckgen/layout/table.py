"""Tables: column widths from their content, generous rows, and a header that repeats when a table continues."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.geometry import Rect, pt, shares, spread
from deckgen.layout.animation import in_columns, in_rows
from deckgen.layout.block import LEGIBLE, SCALES, Block, Placed, SequencedBlock, Stack
from deckgen.layout.typeset import NO_INDENT, Indent, Style, Typesetter, height_of
from deckgen.locale import Descriptions
from deckgen.numerals import decimal_signs, signs_in
from deckgen.outline.element import Words
from deckgen.paint import Colour, Stroke
from deckgen.regex import regex
from deckgen.scene.items import Box, Cell, Grid, GridRow, Item
from deckgen.scene.text import Align, Anchor, Bullet, Insets, Paragraph, TextBody
from deckgen.text.measure import line_height

SIDE = pt(15)
"""Space at the left and the right of the text of a cell."""
_MOST_APART = pt(30)
"""The most space that is added at the right of a column of numbers where the next one begins at its left."""
GROUP_PADDING = pt(5)
"""Space above and below a heading of rows; for ordinary rows it depends on the available height."""


Emphasis = Literal["usual", "lit", "muted"]
"""How a cell is seen beside the others of its table."""


class Entry(Struct, frozen=True):
    """The points of a cell, with a mark before them, a remark under them and a tint for a highlighted cell."""

    points: tuple[Words, ...]
    bold: bool = False
    mark: str = ""
    tinted: bool = False
    remark: str = ""
    before: Entry | None = None
    """The same cell before the winner is revealed; None unless it wins."""
    emphasis: Emphasis = "usual"
    names_column: bool = False
    """True in the header, which can have a ground and ink of its own."""
    rows: int = 1
    columns: int = 1
    """How many columns it covers."""
    covered: bool = False
    """True if another cell covers it."""

    @property
    def plain_text(self) -> str:
        return ", ".join(words.plain for words in self.points)

    @property
    def bare(self) -> str:
        """The plain text without marks of footnotes."""
        return ", ".join(words.bare for words in self.points)

    @property
    def is_lit(self) -> bool:
        """True for a cell in the full colour of what is highlighted; the best of a row has a tint of its own."""
        return self.emphasis == "lit" and not self.tinted

    @property
    def tick(self) -> str:
        """The tick that the reveal adds; none if the cell has a mark already."""
        return "" if self.before is None or self.before.mark else self.mark

    def plain(self) -> Entry:
        """The same text before anything is revealed."""
        bold = self.bold and not self.tinted
        return replace(self, bold=bold, mark="", tinted=False, remark="", emphasis="usual")


class Body(Struct, frozen=True):
    """A row of a table: its entries, the heading above it, and whether it is a total."""

    entries: tuple[Entry, ...]
    group: Words | None = None
    total: bool = False


Texts = tuple[Paragraph, ...]
Kind = Literal["header", "group", "row", "total"]


class Line(Struct, frozen=True):
    """A typeset line of a table: the names of the columns, a heading of rows, a row, or the total.

    `height` is that of its text in EMU, without padding. A cell over several rows counts for none of them.
    """

    kind: Kind
    entries: tuple[Entry, ...]
    texts: tuple[Texts, ...]
    height: int


class Setting(Struct, frozen=True):
    """A table typeset at a width and a scale: column widths in EMU, the header, and each row with its heading."""

    widths: tuple[int, ...]
    heads: tuple[Line, ...]
    rows: tuple[Line, ...]
    groups: tuple[Line | None, ...]

    def part(self, first: int, after: int) -> Setting:
        """The header and the rows from `first` up to `after`, in columns of the same width."""
        return replace(self, rows=self.rows[first:after], groups=self.groups[first:after])


def padded(line: Line, padding: int) -> int:
    """The height of a line, including `padding` above and below its text."""
    return line.height + 2 * (GROUP_PADDING if line.kind == "group" else padding)


def cell_rect(grid: Grid, row: int, column: int, entry: Entry | None = None) -> Rect:
    """The rectangle of a cell, with all that `entry` covers; rows and columns are counted from 0, including the
    header.
    """
    down, right = (entry.rows, entry.columns) if entry else (1, 1)
    x = grid.rect.x + sum(grid.widths[:column])
    y = grid.rect.y + sum(each.height for each in grid.rows[:row])
    height = sum(each.height for each in grid.rows[row : row + down])
    return Rect(x, y, sum(grid.widths[column : column + right]), height)


def _compact(grid: Grid) -> Grid:
    """The same table in which each row without a cell of its own is part of the row above it.

    LibreOffice draws such rows at the wrong place.
    """
    if all(row.cells for row in grid.rows):
        return grid
    kept: list[GridRow] = []
    for number, row in enumerate(grid.rows):
        if row.cells:
            after = range(number, len(grid.rows))
            shorter = (
                replace(cell, row_span=sum(1 for at in after[: cell.row_span] if grid.rows[at].cells))
                for cell in row.cells
            )
            kept.append(replace(row, cells=tuple(shorter)))
        else:
            kept[-1] = replace(kept[-1], height=kept[-1].height + row.height, rule=row.rule)
    return replace(grid, rows=tuple(kept), header=sum(1 for row in grid.rows[: grid.header] if row.cells))


_INSIDE = pt(3)


def behind(grid: Grid, lines: Sequence[Line], typesetter: Typesetter, size: int, says: Descriptions) -> Iterator[Box]:
    """The shapes behind `grid`, whose `lines` begin with its header; `size` is its text size in points."""
    names = lines[grid.header - 1].entries
    for number, line in enumerate(lines):
        if line.kind == "group":
            yield _band(line, replace(cell_rect(grid, number, 0), width=grid.rect.width), typesetter)
            continue
        for column, entry in enumerate(line.entries):
            if entry.before is None:
                continue
            rect = cell_rect(grid, number, column, entry).inset(_INSIDE)
            thing, name = names[column].plain_text, line.entries[0].plain_text
            shape = replace(_winner(entry.tick, rect, typesetter, size), alt=says.wins.format(thing=thing, name=name))
            yield replace(shape, name=f"Winner: {name}, {thing}", click=number + 1 - grid.header)


def _band(line: Line, rect: Rect, typesetter: Typesetter) -> Box:
    name = f"Heading: {line.entries[0].plain_text}"
    return Box(name, rect, fill=typesetter.theme.palette.surface, decorative=True)


def _winner(tick: str, rect: Rect, typesetter: Typesetter, size: int) -> Box:
    """A tinted shape, with the tick at its right if it has one."""
    good, space = typesetter.theme.palette.good, typesetter.theme.space
    text = typesetter.set(tick, rect.width, Style(size, typesetter.theme.palette.ink, bold=True, align="right"))
    body = TextBody((text,), "middle", Insets(0, 0, SIDE - _INSIDE, 0)) if tick else None
    pale = typesetter.theme.palette.pale_of(good)
    return Box("Winner", rect, "rounded", pale, Stroke(good, space.line), space.corner, body)


_LEAST_PADDING, _TIGHT_PADDING = pt(7), pt(2)
_MOST_PADDING = pt(17)
_SPARE = pt(4)
"""The height of a row that is neither text nor inset. Calibri's lines are 1.22 em high in PowerPoint, and LibreOffice
counts lowered letters too: without it, rows would grow and meet what is below them.
"""
_HANGING = 0.8
"""The hanging indent of a point in a cell, in em."""


_LAST = regex(r"(\d+(?:[.,]\d+)*)(\D*)$")
"""The last number of a text, and what follows it."""


class GridBlock(SequencedBlock, frozen=True, dict=True):
    """A table with a header row; `aligns` gives the alignment of each column.

    Before the reveal, the `later` columns are empty, and nothing is marked. If it `is_even`, all columns but the
    first are equally wide where their content leaves the choice; `weights` are the author's own proportions. If it
    `is_tight`, rows are as close as need be to stay on one page.
    """

    heads: tuple[tuple[Entry, ...], ...]
    """The rows of the header; the names of the columns are in the last one."""
    rows: tuple[Body, ...]
    aligns: tuple[Align, ...]
    place: Place
    typesetter: Typesetter
    says: Descriptions
    alt: str
    later: frozenset[int] = frozenset()
    revealed: bool = True
    is_even: bool = False
    names_columns: bool = True
    """True if it shows its header; without one, the names in that are empty."""
    names_rows: bool = True
    is_tight: bool = False
    weights: tuple[float, ...] = ()

    @cached_property
    def _settings(self) -> dict[tuple[int, int], Setting]:
        return {}

    @cached_property
    def _after_signs(self) -> dict[tuple[int, int], int]:
        return {}

    @cached_property
    def _signs(self) -> dict[int, str]:
        return {}

    @cached_property
    def _naturals(self) -> dict[int, list[int]]:
        return {}

    @cached_property
    def _parted_columns(self) -> dict[tuple[int, int], Stack | None]:
        return {}

    def height(self, width: int, scale: int) -> int:
        if parts := self._by_columns(width, scale):
            return parts.height(width, scale)
        return sum(padded(line, self._least_padding) for line in self._lines(self._setting(width, scale)))

    @property
    def _least_padding(self) -> int:
        return _TIGHT_PADDING if self.is_tight else _LEAST_PADDING

    def max_height(self, width: int, scale: int) -> int:
        if parts := self._by_columns(width, scale):
            return parts.max_height(width, scale)
        return sum(padded(line, _MOST_PADDING) for line in self._lines(self._setting(width, scale)))

    def placed(self, area: Rect, scale: int) -> Iterator[Placed]:
        parts = self._by_columns(area.width, scale)
        yield from parts.placed(area, scale) if parts else super().placed(area, scale)

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        setting = self._setting(area.width, scale)
        lines = self._lines(setting)
        open_lines = sum(1 for line in lines if line.kind != "group")
        spare = max(area.height - self.height(area.width, scale), 0) // (2 * open_lines)
        padding = min(self._least_padding + spare, _MOST_PADDING)
        grid_rows = tuple(
            GridRow(
                padded(line, padding),
                tuple(self._cells(line, setting.widths, padding, scale, fill)),
                self._rule(lines, number),
            )
            for number, (line, fill) in enumerate(zip(lines, self._fills(lines), strict=True))
        )
        rect = Rect(area.x, area.y, area.width, sum(row.height for row in grid_rows))
        heads = len(self.heads) if self.names_columns else 0
        grid = Grid("Table", rect, setting.widths, grid_rows, heads, self.names_rows, self.alt)
        return self._in_parts(grid, lines, scale)

    def _in_parts(self, grid: Grid, lines: Sequence[Line], scale: int) -> tuple[Item, ...]:
        if self.build is None:
            return (_compact(grid),)
        if self._winners_last:
            size = self.typesetter.theme.sizes.table[scale]
            return (*behind(grid, lines, self.typesetter, size, self.says), _compact(grid))
        if self._parted:
            return tuple(map(_compact, in_columns(grid, self.says)))
        headings = [line.kind == "group" for line in lines[grid.header :]]
        return tuple(map(_compact, in_rows(grid, headings, self.typesetter.theme.row_rule, self.says)))

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        """Split the table: as many rows as fit under the header, and the rest under the same header and column
        widths.

        Headings stay with the rows under them, rows with a common cell together, and a total is never alone.
        """
        if parts := self._by_columns(width, scale):
            return parts.split(width, height, scale)
        if self.is_tight:
            return None
        setting = self._setting(width, scale)
        heads = setting.heads if self.names_columns else ()
        used, cut = sum(padded(line, _LEAST_PADDING) for line in heads), 0
        for number in range(len(self.rows)):
            used += sum(padded(line, _LEAST_PADDING) for line in self._lines_of(setting, number))
            if used > height:
                break
            cut = number + 1
        cut = min(cut, len(self.rows) - (2 if self.rows[-1].total else 1))
        cut = next(number for number in range(cut, -1, -1) if number not in self._held_rows)
        if cut < 1:
            return None
        first, rest = replace(self, rows=self.rows[:cut]), replace(self, rows=self.rows[cut:])
        first._parted_columns[width, scale] = rest._parted_columns[width, scale] = None
        first._settings[width, scale] = setting.part(0, cut)
        rest._settings[width, scale] = setting.part(cut, len(self.rows))
        return first, rest

    def fits_beside(self, width: int) -> bool:
        return self.max_content(LEGIBLE) <= width

    def max_content(self, scale: int) -> int:
        """The max-content width in EMU at `scale`."""
        return sum(self._natural_widths(scale))

    def stages(self) -> tuple[Block, ...]:
        """The table before the `later` columns are filled, with the same column widths, and after that."""
        if not self.later:
            return (self,)
        before = replace(self, revealed=False, build=None)
        before._settings.update(self._settings)
        return (before, self)

    def _by_columns(self, width: int, scale: int) -> Stack | None:
        """Tables under each other of some of the columns each, with the first column in all of them.

        None if all columns have room in `width`, at `scale` or a smaller one, and if not even two have room.
        """
        if (width, scale) not in self._parted_columns:
            self._parted_columns[width, scale] = (
                self._parts(width, scale) if self._is_too_wide(width, scale) else None
            )
        return self._parted_columns[width, scale]

    def _is_too_wide(self, width: int, scale: int) -> bool:
        """True if the table is wider than `width` however its words are wrapped, at the smallest scale too."""
        is_wide = sum(self._natural_widths(scale)) > width
        return is_wide and sum(self._column_widths(self.typesetter.min_content, SCALES - 1)) > width

    def _parts(self, width: int, scale: int) -> Stack | None:
        """The fewest tables, with equal numbers of columns, that have room in `width`."""
        name, *least = self._column_widths(self.typesetter.min_content, scale)
        edges_of = [column for column in range(1, len(least) + 2) if column not in self._held_columns]
        units = len(edges_of) - 1
        for count in range(2, units + 1 if edges_of[0] == 1 else 0):
            edges = [edges_of[units * number // count] for number in range(count + 1)]
            if all(name + sum(least[first - 1 : after - 1]) <= width for first, after in pairwise(edges)):
                parts = (self._of_columns(*each).at(number) for number, each in enumerate(pairwise(edges)))
                gap = self.typesetter.theme.space.block_gap
                return Stack(tuple(parts), gap, kept_whole=True, cue=self.cue)
        return None

    def _of_columns(self, first: int, after: int) -> GridBlock:
        """The table of its first column and those from `first` up to `after`."""

        def of(cells: tuple[Entry, ...]) -> tuple[Entry, ...]:
            return (cells[0], *cells[first:after])

        later = frozenset(column - first + 1 for column in self.later if first <= column < after)
        return replace(
            self,
            heads=tuple(map(of, self.heads)),
            rows=tuple(replace(row, entries=of(row.entries)) for row in self.rows),
            aligns=(self.aligns[0], *self.aligns[first:after]),
            weights=(self.weights[0], *self.weights[first:after]) if self.weights else (),
            later=later | (self.later & {0}),
        )

    def _lines(self, setting: Setting) -> list[Line]:
        """Header, headings and rows from top to bottom."""
        rows = (line for number in range(len(self.rows)) for line in self._lines_of(setting, number))
        return [*setting.heads, *rows] if self.names_columns else list(rows)

    @cached_property
    def _held_rows(self) -> set[int]:
        """The numbers of the rows that have a cell in common with the row above them."""
        spans = [(number, entry.rows) for number, row in enumerate(self.rows) for entry in row.entries]
        return {number + below for number, rows in spans for below in range(1, rows)}

    @cached_property
    def _held_columns(self) -> set[int]:
        """The numbers of the columns that have a cell in common with the one at their left."""
        lines = (*self.heads, *(row.entries for row in self.rows))
        spans = [(column, entry.columns) for line in lines for column, entry in enumerate(line)]
        return {column + beside for column, columns in spans for beside in range(1, columns)}

    def _lines_of(self, setting: Setting, number: int) -> list[Line]:
        """A row, with its heading if that differs from the one of the row above."""
        group = self.rows[number].group
        above = self.rows[number - 1].group if number else None
        heading = setting.groups[number]
        if heading is None or group is None or (above is not None and above.plain == group.plain):
            return [setting.rows[number]]
        return [heading, setting.rows[number]]

    def _rule(self, lines: Sequence[Line], number: int) -> Stroke | None:
        """The rule in ink that sets a total apart, and all rules of a table with two rows of names, because a table
        style knows only one; None for other rows, whose rules come from the style.

        LibreOffice draws a rule above a cell below it too unless that has one of its own.
        """
        theme = self.typesetter.theme
        if number + 1 < len(lines) and lines[number + 1].kind == "total":
            return Stroke(theme.palette.ink, theme.space.line)
        if lines[0].kind == "header" and len(self.heads) > 1:
            return theme.header_rule if number + 1 == len(self.heads) else theme.row_rule
        return None

    def _style(self, entry: Entry, column: int, scale: int) -> Style:
        theme = self.typesetter.theme
        bold = entry.bold or entry.emphasis == "lit"
        return Style(theme.sizes.table[scale], self._ink(entry), bold, align=self._align(entry, column))

    def _align(self, entry: Entry, column: int) -> Align:
        """The alignment of a cell: that of its column, or in the middle of several."""
        return "centre" if entry.columns > 1 else self.aligns[column]

    def _ink(self, entry: Entry) -> Colour:
        theme = self.typesetter.theme
        if entry.is_lit:
            return theme.palette.paper
        ink = theme.palette.muted if entry.emphasis == "muted" else theme.palette.ink
        return (theme.table.header_ink if entry.names_column else None) or ink

    def _setting(self, width: int, scale: int) -> Setting:
        if (width, scale) not in self._settings:
            self._settings[width, scale] = self._set(width, scale)
        return self._settings[width, scale]

    def _set(self, width: int, scale: int) -> Setting:
        settings = [self._set_in(widths, scale) for widths in self._widths(width, scale)]
        return min(settings, key=lambda setting: sum(line.height for line in self._lines(setting)))

    def _set_in(self, widths: tuple[int, ...], scale: int) -> Setting:
        width = sum(widths)
        groups: dict[str, Line] = {}
        for row in self.rows:
            if row.group and row.group.plain not in groups:
                heading = Entry((row.group,), bold=True)
                groups[row.group.plain] = self._line(
                    "group", (heading,), widths[:1] if self._parted else (width,), scale
                )
        return Setting(
            widths,
            self._heightened([self._line("header", head, widths, scale) for head in self.heads]),
            self._heightened(
                [self._line("total" if row.total else "row", row.entries, widths, scale) for row in self.rows]
            ),
            tuple(groups[row.group.plain] if row.group else None for row in self.rows),
        )

    def _heightened(self, lines: list[Line]) -> tuple[Line, ...]:
        """The lines, higher where a cell over several of them needs it."""
        for number, line in enumerate(lines):
            for entry, text in zip(line.entries, line.texts, strict=False):
                if entry.rows > 1:
                    below = lines[number : number + entry.rows]
                    room = sum(each.height for each in below) + 2 * self._least_padding * (entry.rows - 1)
                    more = spread(max(height_of(text) - room, 0), [0] * entry.rows, [1] * entry.rows)
                    for at, each, added in zip(range(number, number + entry.rows), below, more, strict=True):
                        lines[at] = replace(each, height=each.height + added)
        return tuple(lines)

    def _line(self, kind: Kind, entries: tuple[Entry, ...], widths: tuple[int, ...], scale: int) -> Line:
        if kind == "header":
            entries = tuple(replace(entry, names_column=True) for entry in entries)
        texts = tuple(
            self._text(
                self._drawn(entry),
                sum(widths[column : column + entry.columns]) - self._reserved(entry, scale),
                column,
                scale,
            )
            if not entry.covered
            else ()
            for column, entry in enumerate(entries)
        )
        heights = [height_of(text) for entry, text in zip(entries, texts, strict=True) if entry.rows == 1]
        # A row without text is still one line high: PowerPoint repairs lower ones.
        return Line(
            kind, entries, texts, max(heights, default=0) or line_height(self.typesetter.theme.sizes.table[scale])
        )

    def _widths(self, width: int, scale: int) -> list[tuple[int, ...]]:
        """Column widths that follow the content; a shortage is taken from columns that can wrap, a surplus is shared.

        If some columns have to wrap there are two candidates, the better one first: short columns keep their width,
        or all shrink in proportion, which makes a table with much text lower.
        """
        if self.weights:
            least = self._column_widths(self.typesetter.min_content, scale)
            wished = tuple(shares(width, self.weights))
            is_wide = all(wish >= need for wish, need in zip(wished, least, strict=True))
            return [wished if is_wide else tuple(spread(width, least, wished))]
        natural = self._natural_widths(scale)
        if sum(natural) <= width:
            shared = tuple(spread(width, natural, natural))
            return [self._evened(shared, natural) if self.is_even else shared]
        words = self._column_widths(self.typesetter.min_content, scale)
        # A number stays on one line with its unit, unless the width does not allow it.
        numbers = [n if align == "right" else w for n, w, align in zip(natural, words, self.aligns, strict=True)]
        least = numbers if sum(numbers) <= width else words
        fair = width // len(natural)
        whole = [max(need, min(wish, fair)) for need, wish in zip(least, natural, strict=True)]
        wishes = [min(wish, width // 2) for wish in natural]
        return [tuple(spread(width, each, wishes)) for each in (whole, least) if sum(each) <= width or each is least]

    @staticmethod
    def _evened(widths: tuple[int, ...], natural: Sequence[int]) -> tuple[int, ...]:
        """The widths with all columns but the first equally wide, if each still has its natural width."""
        first, *others = widths
        width, count = sum(widths), len(others)
        first = min(first, width - count * max(natural[1:], default=0))
        if first < natural[0]:
            return widths
        return first, *spread(width - first, [0] * count, [1] * count)

    def _natural_widths(self, scale: int) -> list[int]:
        """The max-content widths of the columns."""
        if scale not in self._naturals:
            self._naturals[scale] = self._column_widths(self.typesetter.natural_width, scale)
        return self._naturals[scale]

    def _column_widths(self, measure: Callable[[Words | str, Style], int], scale: int) -> list[int]:
        lines = (*self.heads, *(row.entries for row in self.rows))
        widths, wide = [2 * SIDE] * len(self.heads[0]), []
        for column, entry in ((column, entry) for line in lines for column, entry in enumerate(line)):
            if not entry.covered:
                needed = self._entry_width(entry, column, measure, scale) + 2 * SIDE
                if entry.columns > 1:
                    wide.append((column, entry.columns, needed))
                else:
                    widths[column] = max(widths[column], needed)
        for column, count, needed in wide:
            own = widths[column : column + count]
            widths[column : column + count] = spread(max(needed, sum(own)), own, [1] * count)
        return widths

    def _pad(self, entry: Entry, column: int, scale: int) -> int:
        """The space at the right of a number that puts its decimal sign under those of its column."""
        after = self._after(entry, column, scale)
        return self._most_after(column, scale) - after if after is not None else 0

    def _apart(self, column: int, widths: tuple[int, ...], scale: int) -> int:
        """The space at the right of what ends where the next column begins, of what the column has to spare."""
        if self.aligns[column : column + 2] != ("right", "left"):
            return 0
        return min(max(widths[column] - self._natural_widths(scale)[column], 0) // 2, _MOST_APART)

    def _after(self, entry: Entry, column: int, scale: int) -> int | None:
        """The width of a number from its decimal sign on, or of what follows it; None for other cells."""
        is_plain = len(entry.points) == 1 and not entry.mark and not entry.remark
        if self._align(entry, column) != "right" or entry.names_column or entry.covered or not is_plain:
            return None
        found = _LAST.search(entry.points[0].plain.strip())
        if found is None:
            return None
        _, sign = signs_in(found[1], self._decimal_signs(column))
        fraction = sign + found[1].rpartition(sign)[2] if sign else ""
        return self.typesetter.natural_width(fraction + found[2], self._style(entry, column, scale))

    def _decimal_signs(self, column: int) -> str:
        """The signs that are decimal in the numbers of a column."""
        if column not in self._signs:
            texts = [words.plain for row in self.rows for words in row.entries[column].points]
            self._signs[column] = decimal_signs(texts, self.typesetter.language)
        return self._signs[column]

    def _most_after(self, column: int, scale: int) -> int:
        """The greatest of these widths in a column, 0 unless the decimal signs of its numbers differ in place."""
        if (column, scale) not in self._after_signs:
            found = [self._after(row.entries[column], column, scale) for row in self.rows]
            self._after_signs[column, scale] = max((each for each in found if each is not None), default=0)
        return self._after_signs[column, scale]

    def _entry_width(
        self, entry: Entry, column: int, measure: Callable[[Words | str, Style], int], scale: int
    ) -> int:
        reserved, entry = self._reserved(entry, scale), self._drawn(entry)
        style = self._style(entry, column, scale)
        points = [measure(_marked(words, entry.mark), style) for words in entry.points]
        remark = measure(entry.remark, self._remark_style(entry, column)) if entry.remark else 0
        return max(*points, remark) + self._indent(entry, style).text + reserved + self._pad(entry, column, scale)

    def _remark_style(self, entry: Entry, column: int) -> Style:
        return Style(self.typesetter.theme.sizes.table[-1], self._ink(entry), align=self._align(entry, column))

    def _text(self, entry: Entry, width: int, column: int, scale: int) -> Texts:
        room = width - 2 * SIDE
        style = self._style(entry, column, scale)
        texts = []
        for words in entry.points:
            runs = self.typesetter.runs(words, style)
            if entry.mark:
                runs = (*self.typesetter.runs(f"{entry.mark} ", replace(style, bold=True)), *runs)
            texts.append(self.typesetter.paragraph(runs, room, style, indent=self._indent(entry, style)))
        if entry.remark:
            texts.append(self.typesetter.set(entry.remark, room, self._remark_style(entry, column)))
        return tuple(texts)

    @property
    def _parted(self) -> bool:
        """True if the columns are tables of their own, which no heading can span."""
        return self.build is not None and self.build.order == "column by column"

    def _drawn(self, entry: Entry) -> Entry:
        """The entry as the table itself shows it, without what shapes behind it draw."""
        return entry.before if self._winners_last and entry.before else entry

    @property
    def _winners_last(self) -> bool:
        return self.build is not None and self.build.order == "winners last"

    def _reserved(self, entry: Entry, scale: int) -> int:
        """The width at the right of a winner that is reserved for the tick."""
        if self._drawn(entry) is entry or not entry.tick:
            return 0
        style = Style(self.typesetter.theme.sizes.table[scale], self.typesetter.theme.palette.ink, bold=True)
        return self.typesetter.natural_width(f"{entry.tick} ", style)

    def _indent(self, entry: Entry, style: Style) -> Indent:
        """The hanging indent of the points of a list; none for a text by itself."""
        if len(entry.points) < 2:
            return NO_INDENT
        hanging = pt(style.size * _HANGING)
        palette = self.typesetter.theme.palette
        return Indent(hanging, hanging, Bullet("•", palette.paper if entry.is_lit else palette.accent))

    def _fills(self, lines: Sequence[Line]) -> Iterator[Colour | None]:
        """What is behind each line in the style of the owner's tables; a group begins the bands anew."""
        look = self.typesetter.theme.table
        is_band = True
        for line in lines:
            if line.kind in ("header", "group"):
                is_band = True
                yield look.header_fill if line.kind == "header" else None
            else:
                yield look.band_fill or look.row_fill if is_band else look.row_fill
                is_band = not is_band

    def _cells(
        self, line: Line, widths: tuple[int, ...], padding: int, scale: int, fill: Colour | None
    ) -> Iterator[Cell]:
        if line.kind == "group":
            yield from self._heading(line, scale)
            return
        # First lines are on one level, also beside a cell that needs several.
        own = [text for entry, text in zip(line.entries, line.texts, strict=True) if text and entry.rows == 1]
        is_wrapped = any(len(text) > 1 or len(text[0].lines) > 1 for text in own)
        for column, (entry, text) in enumerate(zip(line.entries, line.texts, strict=True)):
            if entry.covered:
                continue
            shown, seen = self._drawn(entry), text
            covers = range(column, column + entry.columns)
            width = sum(widths[at] for at in covers)
            pad = self._pad(entry, column, scale)
            is_roomy = text[0].lines[0].width + pad <= width - 2 * SIDE
            apart = self._apart(column, widths, scale) if self._align(entry, column) == "right" else 0
            right = SIDE + apart + self._reserved(entry, scale) + (pad if is_roomy else 0)
            anchor = self._anchor(line, entry, is_wrapped)
            above, below = _beside_spare(padding, anchor)
            insets = Insets(SIDE, above, right, below)
            if not self.revealed and column and line.kind != "header":
                shown = (
                    entry.plain() if self.later.isdisjoint(covers) else replace(entry.plain(), points=(Words(""),))
                )
                seen = self._text(shown, width, column, scale)
            palette = self.typesetter.theme.palette
            behind_it = palette.accent if shown.is_lit else palette.pale_of(palette.good) if shown.tinted else fill
            yield Cell(TextBody(seen, anchor, insets), behind_it, entry.columns, entry.rows)

    def _heading(self, line: Line, scale: int) -> Iterator[Cell]:
        """The heading of a group of rows: one cell over all columns, or one in each if they appear one by one."""
        surface = None if self._winners_last else self.typesetter.theme.palette.surface
        columns = len(self.heads[0])
        above, below = _beside_spare(GROUP_PADDING, "middle")
        body = TextBody(line.texts[0], "middle", Insets(SIDE, above, SIDE, below))
        yield Cell(body, surface, span=1 if self._parted else columns)
        nothing = self.typesetter.set("", pt(1), self._style(self.heads[0][0], 0, scale))
        yield from [Cell(TextBody((nothing,)), surface)] * (columns - 1 if self._parted else 0)

    def _anchor(self, line: Line, entry: Entry, is_wrapped: bool) -> Anchor:
        if line.kind == "header":
            return "bottom" if len(self.heads) > 1 else "middle"
        return "top" if is_wrapped and entry.rows == 1 else "middle"


def _beside_spare(padding: int, anchor: Anchor) -> tuple[int, int]:
    """The insets above and below the text of a cell, which stays where it is."""
    spare = min(_SPARE, padding)
    over, under = {"top": (0, spare), "middle": (spare // 2, spare // 2), "bottom": (spare, 0)}[anchor]
    return padding - over, padding - under


def _marked(words: Words, mark: str) -> Words:
    """The words of an entry with its mark, for measuring."""
    if not mark or not words.runs:
        return words
    first, *rest = words.runs
    return replace(words, runs=(replace(first, text=f"{mark} {first.text}"), *rest))
