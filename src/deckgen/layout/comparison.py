"""Tables and comparisons as grids: headings, numbers, and the winner of each row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import error
from deckgen.layout.block import Block, Empty, LayoutContext, Stack
from deckgen.layout.callout import CalloutBlock
from deckgen.layout.table import Body, Emphasis, Entry, GridBlock
from deckgen.locale import Descriptions, SlideWords
from deckgen.outline.box import Box
from deckgen.outline.element import Inline, Words, verbatim
from deckgen.outline.figure import Layers, everything
from deckgen.outline.highlight import Highlight, unknown_in_table
from deckgen.outline.merging import ABOVE, LEFT, Cell, firsts, mark_of, marked, remaining, spans
from deckgen.outline.tables import (
    ColumnName,
    Compare,
    CompareRow,
    Table,
    TableCell,
    apart,
    cells_of,
    heads_of,
    names_of,
    near,
    summed,
    wrong_widths,
)
from deckgen.outline.tables import Row as TableRow
from deckgen.regex import regex
from deckgen.scene.text import Align

if TYPE_CHECKING:
    from deckgen.media.rows import Merge


class Winner(Struct, frozen=True):
    """The column of the best cell, counted from 0, and the remark under it."""

    column: int
    remark: str = ""


def winner_of(row: CompareRow, compare: Compare, language: str) -> Winner | None:
    """The winner of a row; None if no cell is better than all the others, or a number is left blank."""
    named = compare.best.get(row.name.raw)
    if named is not None:
        return next((Winner(n) for n, thing in enumerate(compare.of) if thing.plain == named.plain), None)
    better = compare.better.get(row.name.raw)
    if better is None:
        return None
    from deckgen.outline.quantity import quantities, times  # noqa: PLC0415  (few tables hold numbers that matter)

    own = [(column, cell) for column, cell in enumerate(row.cells) if not mark_of(cell.points)]
    filled = [(column, cell.plain) for column, cell in own if cell.plain.strip()]
    numbers = quantities([text for _, text in filled], language)
    found = [(number.amount, column) for (column, _), number in zip(filled, numbers, strict=True) if number]
    ranked = sorted(found, key=lambda each: each[0], reverse=better == "higher")
    if len(ranked) < max(2, len(filled)) or ranked[0][0] == ranked[1][0]:
        return None
    (first, column), (second, _) = ranked[:2]
    word = compare.ratio.get(row.name.raw)
    if word is None or min(first, second) <= 0:
        return Winner(column)
    return Winner(column, f"{times(max(first, second), min(first, second), language)} × {word.plain}")


Row = tuple[Words, tuple[Words, ...]]


def shared_layers(stacks: Layers, slide_words: SlideWords, says: Descriptions) -> tuple[tuple[Words, ...], list[Row]]:
    """The names of the stacks, and for each layer of any stack a row with its counterpart in every stack."""
    panels = stacks.panels
    found = [{_key(box.label): box for box in _outer(panel.boxes) if box.label} for panel in panels]
    order = _merged([list(boxes) for boxes in found])
    names = tuple(panel.caption or Words("", panel.place) for panel in panels)
    rows: list[Row] = []
    for key in order:
        home = next(boxes[key] for boxes in found if key in boxes)
        assert home.label is not None
        rows.append((home.label, tuple(_said(boxes.get(key), home, slide_words, says) for boxes in found)))
    return names, rows


def _outer(boxes: Sequence[Box]) -> list[Box]:
    """The labelled boxes of a stack; a bare list is replaced by its contents."""
    return [inner for box in boxes for inner in ([box] if box.label else _outer(box.inside))]


def _said(box: Box | None, home: Box, slide_words: SlideWords, says: Descriptions) -> Words:
    """The text of a cell about a layer: no, what is said of it, or simply yes."""
    if box is None:
        return _words(slide_words.no[0], home)
    parts = says.comma.join(dict.fromkeys(_told(part) for part in everything(box.inside) if part.label))
    detail = parts
    if box.note and not (parts or box.style == "ghost"):
        return box.note
    if box.note:
        detail = says.labelled.format(what=box.note.plain, label=parts) if parts else box.note.plain
    if box.style == "ghost":
        no = slide_words.no[0]
        return _words(says.labelled.format(what=no, label=detail) if detail else no, box)
    return _words(detail or slide_words.yes[0], box)


def _told(part: Box) -> str:
    """The name of a part of a layer, with its note."""
    label = part.label.plain if part.label else ""
    return f"{label} ({part.note.plain})" if part.note else label


def _words(text: str, box: Box) -> Words:
    return Words(text, box.place, (Inline(text),))


def _key(label: Words) -> str:
    return label.plain.casefold()


def _merged(orders: list[list[str]]) -> list[str]:
    """Merge the stacks' layers into one order that keeps each stack's own order."""
    merged: list[str] = []
    for order in orders:
        place = 0
        for key in order:
            if key in merged:
                place = merged.index(key) + 1
            else:
                merged.insert(place, key)
                place += 1
    return merged


_NUMBER = regex(r"[-–−+±≈~<>]?\s*(?:[$€£¥]\s*)?\d[\d.,   ]*(?:[-–]\s*\d[\d.,]*)?\s*([%‰$€£¥]|[a-zA-Zµ°/²³]{0,5})")


_DASHES = ("-", "–", "—")
"""What says that there is nothing in a cell."""
_LONGEST_REMARK = 20
"""The most letters of what may stand among numbers, such as `not measured`."""


def table_block(table: Table, context: LayoutContext) -> Block:
    """A plain table; columns of numbers are right-aligned."""
    if table.file is not None:
        found = _filled(table, table.file, context)
        if found is None:
            return Empty(table.place)
        table = found
        for diagnostic in table.unknown_highlights():
            context.report(diagnostic)
    names_rows = table.header in ("both", "column")
    rows = _spanning([_row(row.cells, names_rows) for row in table.rows], apart(table.rows))
    bodies = [Body(entries, row.group) for entries, row in zip(rows, table.rows, strict=True)]
    if table.total:
        bodies.append(Body(_spanning([_total(table, context.language)])[0], total=True))
    aligns: list[Align] = []
    for column in range(len(table.columns)):
        cells = [row[column].plain_text for row in rows if row[column].columns == 1 and not row[column].covered]
        may_be_right = column > 0 or not names_rows
        aligns.append("right" if may_be_right and _are_numbers(cells) else "left")
    names = [names_of([column]) for column in table.columns]
    return GridBlock(
        _heads(table.columns),
        tuple(_emphasised(bodies, names, table.highlight)),
        tuple(aligns),
        table.place,
        context.typesetter,
        context.says,
        _alt(table, context.says),
        _later(table.later, names),
        names_columns=table.header in ("both", "row"),
        names_rows=names_rows,
        is_tight=table.fit == "one slide",
        weights=table.widths,
    )


def _heads(columns: Sequence[ColumnName]) -> tuple[tuple[Entry, ...], ...]:
    """The rows of the header."""
    return tuple(_spanning([tuple(Entry(words, bold=True) for words in row) for row in heads_of(columns)]))


def _spanning(rows: list[tuple[Entry, ...]], apart: Collection[int] = ()) -> list[tuple[Entry, ...]]:
    """The rows in which the first of merged cells covers the others, which say what it says."""
    cells = [[entry.points for entry in row] for row in rows]
    if not any(mark_of(cell) for row in cells for cell in row):
        return rows
    first_cells = firsts(cells, apart)
    covers = spans(first_cells)

    def entry(number: int, column: int) -> Entry:
        down, right = covers.get((number, column), (0, 0))
        if down:
            return replace(rows[number][column], rows=down, columns=right)
        first, left = first_cells[number][column]
        return Entry(rows[first][left].points, covered=True)

    return [tuple(entry(number, column) for column in range(len(row))) for number, row in enumerate(rows)]


def _alt(table: Table, says: Descriptions) -> str:
    count = len(table.rows)
    if table.header in ("column", "none"):
        return says.table_without_names.format(count=count, columns=len(table.columns))
    pattern = says.table_of_one if count == 1 else says.table
    return pattern.format(count=count, columns=says.listed(_paths(table.columns)))


def _paths(columns: Sequence[ColumnName]) -> list[str]:
    """The names of columns as they are read aloud, each with the heading over it."""
    return [column.path for column in columns if not mark_of((column.name,))]


def _filled(table: Table, file: Words, context: LayoutContext) -> Table | None:
    """The table with the names and rows of its file; None if that holds none, which is reported."""
    from deckgen.media.rows import Extract, rows_of  # noqa: PLC0415  (few tables come from files)

    extract = Extract(table.sheet, table.range, round(table.skip))
    found = rows_of(context.files.table(file), file, extract)
    for diagnostic in found.diagnostics:
        context.report(diagnostic)
    if found.value is None:
        return None
    names = list(found.value.names)
    unknown = [column for column in table.columns if column.plain not in names]
    for column in unknown:
        message, hint = f"`{file.raw}` has no column `{column.plain}`", near(column.plain, names)
        context.report(error(Code.UNKNOWN_COLUMN, message, column.name.place, hint))
    if unknown:
        return None
    chosen = [names.index(column.plain) for column in table.columns] or range(len(names))
    if table.widths and len(table.widths) != len(chosen):
        context.report(wrong_widths(table, len(chosen)))
        return None

    def words(text: str) -> Words:
        is_mark = text.strip() in (ABOVE, LEFT)  # in a file they are signs like others
        return Words(f"\\{text}" if is_mark else text, file.place, verbatim(text.strip()))

    def cells(texts: Sequence[str], merged: Sequence[Merge]) -> list[Cell]:
        marks = [_SIGNS.get(merge) for merge in merged] or [None] * len(texts)
        pairs = zip(texts, marks, strict=True)
        return [(words(text),) if mark is None else marked(mark, file.place) for text, mark in pairs]

    heads = [name for (name,) in cells(names, found.value.merged)]
    columns = table.columns or tuple(ColumnName(column=name, place=file.place) for name in heads)
    shown = _chosen([cells(row.cells, row.merged) for row in found.value.rows], chosen)
    rows = tuple(TableRow(cells=tuple(TableCell(points=cell) for cell in row), place=file.place) for row in shown)
    return replace(table, columns=columns, rows=rows)


_SIGNS: Mapping[Merge, str] = {"above": ABOVE, "left": LEFT}


def _chosen(rows: Sequence[Sequence[Cell]], columns: Sequence[int]) -> list[list[Cell]]:
    """The cells of some columns. In another order than in the file, no cell is one with another."""
    if list(columns) == sorted(columns):
        return remaining(rows, (range(len(rows)), columns))
    first = firsts(rows)
    return [
        [rows[first[number][column][0]][first[number][column][1]] for column in columns]
        for number in range(len(rows))
    ]


def compare_block(compare: Compare, context: LayoutContext) -> Block:
    """A comparison: the best cell of a row is marked, and the verdict goes under the table."""
    typesetter, slide_words = context.typesetter, context.slide_words
    columns = list(compare.of)
    rows = _compare_rows(compare, context)
    if compare.stacks:
        things, found = shared_layers(compare.stacks, slide_words, context.says)
        columns = [ColumnName(column=words) for words in things]
        layers, stacks = [name.plain for name, _ in found], [words.plain for words in things]
        for diagnostic in unknown_in_table(compare.highlight, layers, stacks):
            context.report(diagnostic)
        rows = [Body((Entry((name,), bold=True), *(_entry((w,), None, slide_words) for w in c))) for name, c in found]
    columns = [ColumnName(column=Words("", compare.place)), *columns]
    aligns: tuple[Align, ...] = tuple("left" for _ in columns)
    rows = _emphasised(rows, [names_of([column]) for column in columns], compare.highlight)
    says = context.says
    criteria = says.listed([row.entries[0].points[0].plain for row in rows])
    alt = says.comparison.format(things=says.listed(_paths(columns[1:])), names=criteria)
    later = _later(compare.later, [names_of([column]) for column in columns])
    grid = GridBlock(_heads(columns), tuple(rows), aligns, compare.place, typesetter, says, alt, later, is_even=True)
    if not compare.verdict:
        return grid
    emphasis = typesetter.theme.palette.emphasis
    verdict = CalloutBlock(
        slide_words.verdict, compare.verdict, emphasis, typesetter, pinned=False, follows=bool(later)
    )
    return Stack((grid, verdict), typesetter.theme.space.block_gap)


def _later(later: Sequence[Words], columns: Sequence[Sequence[str]]) -> frozenset[int]:
    """The numbers of the columns that appear later; each column has the names in its part of `columns`."""
    wanted = {words.bare for words in later}
    return frozenset(number for number, names in enumerate(columns) if not wanted.isdisjoint(names))


def _row(cells: Sequence[TableCell], names_rows: bool) -> tuple[Entry, ...]:
    return tuple(
        Entry(cell.points if names_rows and column == 0 else _dashed(cell.points), bold=names_rows and column == 0)
        for column, cell in enumerate(cells)
    )


def _dashed(points: tuple[Words, ...]) -> tuple[Words, ...]:
    """The points of a cell; a hyphen alone, which says that it is empty, is a dash."""
    if len(points) == 1 and points[0].plain.strip() == "-":
        return (replace(points[0], runs=(Inline("–"),)),)
    return points


def _total(table: Table, language: str) -> tuple[Entry, ...]:
    """The cells of the total as typed, or the sums of the columns whose numbers can be added up."""
    if len(table.total) > 1:
        return tuple(Entry(cell.points, bold=True) for cell in table.total)
    from deckgen.outline.quantity import added  # noqa: PLC0415  (few tables hold numbers that matter)

    sums = [summed(table, column, language) for column in range(1, len(table.columns))]
    texts = [added(numbers) if numbers else "" for numbers in sums]
    place = table.total[0].place
    cells = (Words(text, place, (Inline(text),) if text else ()) for text in texts)
    return (Entry(table.total[0].points, bold=True), *(Entry((words,), bold=True) for words in cells))


def _compare_rows(compare: Compare, context: LayoutContext) -> list[Body]:
    """The rows of a comparison, in which a winner that is one cell with others is their first one."""
    away = apart(compare.rows)
    first_cells = firsts(cells_of(compare.rows), away)
    winners: dict[tuple[int, int], Winner] = {}
    for number, row in enumerate(compare.rows):
        if winner := winner_of(row, compare, context.language):
            winners.setdefault(first_cells[number][winner.column], winner)
    found = [
        (
            Entry((row.name,), bold=True),
            *(
                _entry(cell.points, winners.get((number, column)), context.slide_words)
                for column, cell in enumerate(row.cells)
            ),
        )
        for number, row in enumerate(compare.rows)
    ]
    return [Body(entries, row.group) for entries, row in zip(_spanning(found, away), compare.rows, strict=True)]


def _entry(points: tuple[Words, ...], winner: Winner | None, slide_words: SlideWords) -> Entry:
    wins = winner is not None
    before = replace(_entry(points, None, slide_words), remark=winner.remark) if winner else None
    answer = points[0].plain.strip().lower() if len(points) == 1 else ""
    if answer in slide_words.yes:
        return Entry(points, wins, "✓", wins, before=before)
    if answer in slide_words.no:
        return Entry(points, wins, "✗", wins, before=before)
    if answer in slide_words.partly:
        return Entry(points, wins, "◐", wins, before=before)
    if winner is None:
        return Entry(_dashed(points))
    return Entry(points, True, "", True, winner.remark, before)


def _emphasised(rows: list[Body], columns: Sequence[Sequence[str]], highlight: Sequence[Highlight]) -> list[Body]:
    """The rows with what is highlighted, and the rest muted; as they are if an audience sees nothing of it.

    Each column has the names in its part of `columns`. A cell over several rows or columns is highlighted with all of
    them, so that what is highlighted is a rectangle; with some of them it is muted, as what is beside it.
    """

    def changed(entry: Entry, number: int, column: int) -> Entry:
        row_names = [row.entries[0].bare for row in rows[number : number + entry.rows]]
        of_columns = [names or [""] for names in columns[column : column + entry.columns]]

        def is_covered(row: str, names: Sequence[str], wanted: Sequence[Highlight]) -> bool:
            return any(each.covers(row, name) for each in wanted for name in names)

        lit = [is_covered(row, names, highlight) for row in row_names for names in of_columns]
        is_named = any(is_covered(row, names, by_cell) for row in row_names for names in of_columns)
        emphasis: Emphasis = "lit" if all(lit) or is_named else "muted"
        before = replace(entry.before, emphasis="usual" if emphasis == "lit" else "muted") if entry.before else None
        return replace(entry, emphasis=emphasis, before=before)

    if not highlight:
        return rows
    by_cell = [each for each in highlight if each.is_cell]
    changed_rows = []
    for number, row in enumerate(rows):
        entries = tuple(changed(entry, number, column) for column, entry in enumerate(row.entries))
        changed_rows.append(replace(row, entries=entries))
    is_seen = any(entry.emphasis != "muted" for row in changed_rows for entry in row.entries)
    return changed_rows if is_seen else rows


def _are_numbers(cells: Iterable[str]) -> bool:
    """True if a column is one of numbers: most of what it holds, beside a few words such as `k. A.` where one is
    missing.
    """
    filled = [text for cell in cells if (text := cell.strip()) and text not in _DASHES]
    numbers = sum(_NUMBER.fullmatch(text) is not None for text in filled)
    return 2 * numbers > len(filled) and all(
        len(text) <= _LONGEST_REMARK or _NUMBER.fullmatch(text) is not None for text in filled
    )
