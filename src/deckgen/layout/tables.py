"""Tables and comparisons, as grids: what is a heading, what is a number, what wins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from deckgen.layout.block import Block, Stack
from deckgen.layout.grid import GridBlock
from deckgen.layout.lines import Body, Entry
from deckgen.layout.phrases import Phrases
from deckgen.layout.stacks import shared_layers
from deckgen.layout.strip import Strip
from deckgen.layout.typeset import Typesetter
from deckgen.layout.winners import Winner, winner_of
from deckgen.outline.compared import summed
from deckgen.outline.element import Inline, Words
from deckgen.outline.tables import Compare, CompareRow, Table, TableCell
from deckgen.scene.text import Align

_NUMBER = re.compile(r"[-–+±≈~<>]?\s*[$€£]?\s*\d[\d.,   ]*\s*(%|[a-zA-Zµ°/²³]{0,5})")
_WINNER = "✓"


def table_block(table: Table, setter: Typesetter) -> Block:
    """A plain table; columns that hold only numbers stand at the right."""
    header = tuple(Entry((column.name,), bold=True) for column in table.columns)
    rows = [Body(_row(row.cells), row.group) for row in table.rows]
    if table.total:
        rows.append(Body(_total(table), total=True))
    aligns: list[Align] = []
    for column in range(len(table.columns)):
        cells = [row.cells[column].plain for row in table.rows]
        aligns.append("right" if column and _are_numbers(cells) else "left")
    names = [column.plain for column in table.columns]
    alt = f"Table with {len(table.rows)} rows. Columns: {_listed(names)}."
    later = _later(table.later, names, 0)
    return GridBlock(header, tuple(rows), tuple(aligns), table.place, setter, alt, later)


def compare_block(compare: Compare, setter: Typesetter, phrases: Phrases) -> Block:
    """A comparison: the best of a row is marked, and the verdict stands under the table."""
    things: Sequence[Words] = [thing.name for thing in compare.of]
    rows = [_compare_row(row, compare, setter, phrases) for row in compare.rows]
    if compare.stacks:
        things, found = shared_layers(compare.stacks, phrases)
        rows = [
            Body((Entry((name,), bold=True), *(_entry((w,), None, setter, phrases) for w in c))) for name, c in found
        ]
    header = (Entry((Words("", compare.place),), bold=True), *(Entry((words,), bold=True) for words in things))
    aligns: tuple[Align, ...] = tuple("left" for _ in header)
    names = [row.entries[0].points[0].plain for row in rows]
    alt = f"Comparison of {_listed([words.plain for words in things])} by {_listed(names)}."
    later = _later(compare.later, [words.plain for words in things], 1)
    grid = GridBlock(header, tuple(rows), aligns, compare.place, setter, alt, later)
    if not compare.verdict:
        return grid
    verdict = Strip(phrases.verdict, compare.verdict, setter.theme.palette.accent, setter, pinned=False, follows=True)
    return Stack((grid, verdict), setter.theme.space.block_gap)


def _later(later: Sequence[Words], columns: Sequence[str], first: int) -> frozenset[int]:
    """The numbers of the columns that come later."""
    names = {words.plain for words in later}
    return frozenset(number for number, column in enumerate(columns, first) if column in names)


def _row(cells: Sequence[TableCell]) -> tuple[Entry, ...]:
    return tuple(Entry(cell.points, bold=column == 0) for column, cell in enumerate(cells))


def _total(table: Table) -> tuple[Entry, ...]:
    """The cells of the total as they were typed, or the sums of the columns that can be added up."""
    if len(table.total) > 1:
        return tuple(Entry(cell.points, bold=True) for cell in table.total)
    from deckgen.outline.quantity import added  # noqa: PLC0415  (few tables hold numbers that matter)

    sums = [summed(table, column) for column in range(1, len(table.columns))]
    texts = [added(numbers) if numbers else "" for numbers in sums]
    place = table.total[0].place
    cells = (Words(text, place, (Inline(text),) if text else ()) for text in texts)
    return (Entry(table.total[0].points, bold=True), *(Entry((words,), bold=True) for words in cells))


def _compare_row(row: CompareRow, compare: Compare, setter: Typesetter, phrases: Phrases) -> Body:
    winner = winner_of(row, compare)
    entries = [Entry((row.name,), bold=True)]
    for column, cell in enumerate(row.cells):
        wins = winner if winner is not None and column == winner.column else None
        entries.append(_entry(cell.points, wins, setter, phrases))
    return Body(tuple(entries), row.group)


def _entry(points: tuple[Words, ...], winner: Winner | None, setter: Typesetter, phrases: Phrases) -> Entry:
    palette = setter.theme.palette
    wins = winner is not None
    before = replace(_entry(points, None, setter, phrases), remark=winner.remark) if winner else None
    answer = points[0].plain.strip().lower() if len(points) == 1 else ""
    if answer in phrases.yes:
        return Entry(points, wins, "✓", palette.good, wins, before=before)
    if answer in phrases.no:
        return Entry(points, wins, "✗", palette.good if wins else palette.bad, wins, before=before)
    if answer in phrases.partly:
        return Entry(points, wins, "◐", palette.good if wins else palette.hues["amber"], wins, before=before)
    if winner is None:
        return Entry(points)
    return Entry(points, True, _WINNER if len(points) == 1 else "", palette.good, True, winner.remark, before)


def _are_numbers(cells: Iterable[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and all(_NUMBER.fullmatch(cell) for cell in filled)


def _listed(names: list[str]) -> str:
    """The names as English lists them: `a`, `a and b`, `a, b and c`."""
    named = [name for name in names if name]
    return " and ".join(filter(None, (", ".join(named[:-1]), named[-1] if named else "")))
