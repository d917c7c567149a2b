"""What must hold between the fields of a table or a comparison: names of columns and rows, numbers, totals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from deckgen.outline.element import Words, listed
from deckgen.outline.reading import Reading
from deckgen.outline.rows import near
from deckgen.outline.short import has
from deckgen.source import MapNode, TextNode

_OF_ROWS = ("of", "rows", "best", "better", "ratio")


def check_comparison(compare: Any, node: MapNode, reading: Reading) -> None:
    """Report what is missing, what clashes, and rows of which the best cannot be found."""
    if has(node, "stacks"):
        others = [entry.key for entry in node.entries if entry.key.text in _OF_ROWS]
        if others:
            names = listed([key.text for key in others])
            hint = f"remove {names}, or write the rows yourself without `stacks`"
            reading.error(
                "clashing-fields", f"`stacks` makes the table, so there is no {names}", others[0].place, hint
            )
        elif compare.stacks is not None and not all(panel.caption for panel in compare.stacks.panels):
            hint = "write `stacks:` and below it `name: [layer, layer]` in a line for each"
            reading.wrong(node.get("stacks") or node, "`stacks` names each stack", hint)
        elif compare.stacks is not None:
            check_later(compare.later, [panel.caption for panel in compare.stacks.panels], "comparison", reading)
        return
    for field in ("of", "rows"):
        if compare.is_sound and not has(node, field):
            reading.error("missing-field", f"a comparison needs `{field}`", node.place, f"add `{field}: …`")
    if compare.is_sound and compare.of and compare.rows:
        check_later(compare.later, compare.of, "comparison", reading)
        _check_better(compare, node, reading)


def check_later(later: Sequence[Words], columns: Sequence[Words], home: str, reading: Reading) -> None:
    """Report names in `later` that are no columns."""
    names = [words.plain for words in columns]
    for words in later:
        if words.plain not in names:
            message = f"there is no column `{words.plain}` in this {home}"
            reading.error("unknown-column", message, words.place, near(words.plain, names))


def check_total(table: Any, reading: Reading) -> None:
    """A total has one cell, its name, or one for each column; a name alone needs a column of numbers."""
    columns, place = len(table.columns), table.total[0].place
    if len(table.total) not in (1, columns):
        message = f"this total has {len(table.total)} cells, but there are {columns} columns"
        reading.error("row-length", message, place, "write its name alone, or a cell for each column")
    elif len(table.total) == 1 and not any(summed(table, column) for column in range(1, columns)):
        hint = "write all cells of the total yourself: `total: [name, cell]`"
        reading.error("not-a-number", "no column of this table holds only numbers of one unit", place, hint)


def summed(table: Any, column: int) -> list[Any]:
    """The numbers of a column that can be added up; none where one of them cannot."""
    from deckgen.outline.quantity import quantity  # noqa: PLC0415  (few tables hold numbers that matter)

    found = [quantity(cell) for row in table.rows if (cell := row.cells[column].plain.strip())]
    numbers = [each for each in found if each is not None]
    return numbers if len(numbers) == len(found) and len({each.unit for each in numbers}) == 1 else []


def _check_better(compare: Any, node: MapNode, reading: Reading) -> None:
    better, names = node.get("better"), [row.name.raw for row in compare.rows]
    for field in ("better", "ratio"):
        for key in _keys(node, field):
            if key.text not in names:
                message = f"there is no row `{key.text}` in this comparison"
                reading.error("unknown-row", message, key.place, near(key.text, names))
            elif field == "better" and key.text in compare.best:
                message = f"`best` names the winner of `{key.text}` already"
                reading.error("clashing-fields", message, key.place, "remove it from `best` or from `better`")
            elif field == "ratio" and key.text not in compare.better:
                hint = f"add `better: {{{key.text}: lower}}`, or `higher`"
                reading.error(
                    "missing-field", f"a ratio needs to know what is better in `{key.text}`", key.place, hint
                )
    if better is not None:
        for row in compare.rows:
            if row.name.raw in compare.better:
                _check_numbers(row, reading)


def _check_numbers(row: Any, reading: Reading) -> None:
    """All cells of a row are numbers, of what is the same."""
    from deckgen.outline.quantity import quantity  # noqa: PLC0415  (few tables hold numbers that matter)

    kinds: dict[str, Any] = {}
    for cell in row.cells:
        found = quantity(cell.plain)
        if found is None and cell.plain.strip():
            hint = "write a number with a unit, or name the winner of the row in `best`"
            message = f"`{cell.plain}` is no number, so the best of `{row.name.plain}` cannot be found"
            reading.error("not-a-number", message, cell.place, hint)
            return
        if found is not None:
            kinds.setdefault(found.kind, cell)
    if len(kinds) > 1:
        first, second, *_ = kinds.values()
        message = f"`{first.plain}` and `{second.plain}` are not of the same unit"
        reading.error("clashing-units", message, second.place, "write both in the same unit")


def _keys(node: MapNode, field: str) -> list[TextNode]:
    value = node.get(field)
    return [entry.key for entry in value.entries] if isinstance(value, MapNode) else []
