"""Rows and columns of tables, comparisons, matrices and charts: their short forms, and names for some audiences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, TypeVar

from msgspec import Meta
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Place, Sink
from deckgen.outline.desugar import also_under, has, items_of, list_of, with_conditions, without_conditions, written
from deckgen.outline.element import Element, Selectable, Words, one_of
from deckgen.source import Entry, ListNode, MapNode, Node, TextNode
from deckgen.suggest import closest

T_ = TypeVar("T_")
NO_NAME = Words("")
"""The empty heading over the names of rows."""


class Named(Selectable, frozen=True):
    """A name in the head of something with rows. Written short: the name itself."""

    key: ClassVar[str] = "name"

    @property
    def name(self) -> Words:
        """The name itself."""
        raise NotImplementedError

    @property
    def plain(self) -> str:
        return self.name.plain

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        if isinstance(node, TextNode):
            return written(node.place, **{cls.key: node})
        if isinstance(node, MapNode) and has(node, cls.key):
            return node
        sink.wrong(node, f"{cls.noun} is text", f"write the name alone, or `{{{cls.key}: name, only: audience}}`")
        return None


class ColumnName(Named, frozen=True):
    """The name of a column. Written short: the name itself."""

    noun: ClassVar[str] = "the name of a column"
    key: ClassVar[str] = "column"

    column: Annotated[
        Words,
        Meta(
            description="The name itself. With `only` or `except`, the cells below are for the same audiences.",
            examples=["table:\n  - [Name, Size, {column: Licence, only: managers}]\n  - [alpine, 8 MB, MIT]"],
        ),
    ] = NO_NAME

    @property
    def name(self) -> Words:
        return self.column


class SeriesName(Named, frozen=True):
    """The name of a series. Written short: the name itself."""

    noun: ClassVar[str] = "the name of a series"
    key: ClassVar[str] = "series"

    series: Annotated[
        Words,
        Meta(
            description="The name itself. With `only` or `except`, its numbers are for the same audiences.",
            examples=[
                "chart:\n  series: [Docker, {series: Virtual machine, except: managers}]\n  values: {Start: [1, 60]}"
            ],
        ),
    ] = NO_NAME

    @property
    def name(self) -> Words:
        return self.series


def name_of(node: Node) -> str:
    """The name of a column in a node, short or long; empty without one."""
    name = node.get(ColumnName.key) if isinstance(node, MapNode) else node
    return name.text if isinstance(name, TextNode) else ""


def still_there(before: Sequence[Element], after: Sequence[Element]) -> list[int]:
    """The positions, from 0, of the names `before` that are still among those `after`, as the same objects."""
    left = set(map(id, after))
    return [number for number, name in enumerate(before) if id(name) in left]


def at(numbers: Sequence[int], cells: tuple[T_, ...]) -> tuple[T_, ...]:
    """The cells with these numbers."""
    return tuple(cells[number] for number in numbers)


CONTENTS = ("cells", "numbers")
"""The fields with the contents of a row, beside its name and its audiences."""


def rows_of(rows: Node) -> tuple[Node, ...]:
    """The rows one by one, including those typed as a mapping from their names."""
    return tuple(_lifted(entry) for entry in rows.entries) if isinstance(rows, MapNode) else items_of(rows)


def _lifted(entry: Entry) -> MapNode:
    """A row of a mapping; audiences typed in it, `name: {cells: [cell], only: somebody}`, move up beside the name."""
    inner, conditions = without_conditions(entry.value)
    if isinstance(inner, MapNode) and len(inner.entries) == 1 and inner.entries[0].key.text in CONTENTS:
        inner = inner.entries[0].value if conditions else inner
    return MapNode((replace(entry, value=inner), *conditions), entry.key.place)


def grouped(given: Node, columns: list[str]) -> list[tuple[TextNode | None, Node]]:
    """The rows one by one, each with the heading over it: `heading: {name: [cells]}`.

    The audiences of a heading apply to the rows under it.
    """
    found: list[tuple[TextNode | None, Node]] = []
    for typed in rows_of(given):
        item, conditions = without_conditions(typed)
        match item:
            case MapNode(entries=(Entry(key=heading, value=inner),)) if _are_rows(inner, columns):
                rows = (also_under(row, conditions) if isinstance(row, MapNode) else row for row in rows_of(inner))
                found += [(heading, row) for row in rows]
            case _:
                found.append((None, typed))
    return found


def _are_rows(node: Node, columns: list[str]) -> bool:
    """True if a mapping holds rows by name, not cells by column; a list of mappings holds rows."""
    if isinstance(node, ListNode):
        return bool(node.items) and all(isinstance(item, MapNode) for item in node.items)
    return isinstance(node, MapNode) and all(
        entry.key.text not in columns and isinstance(entry.value, ListNode | MapNode) for entry in node.entries
    )


def in_group(group: TextNode | None, row: MapNode) -> MapNode:
    """A long row with the heading over it."""
    return (
        row if group is None else replace(row, entries=(*row.entries, Entry(TextNode("group", group.place), group)))
    )


TABLE_HINT = "write a list of rows, each a list of cells; the first row names the columns"


def desugar_table(node: Node, sink: Sink) -> MapNode | None:
    """The long form of a table, each row a mapping with `cells`."""
    match node:
        case ListNode(items=(ListNode() as first, *rest)) if rest:
            columns: Node = first
            rows: Node = list_of(rest, node.place)
            rest_of: tuple[Entry, ...] = ()
        case MapNode() if (found := node.get("columns")) is not None and (given := node.get("rows")) is not None:
            columns, rows = found, given
            rest_of = tuple(entry for entry in node.entries if entry.key.text not in ("columns", "rows"))
        case MapNode() if has(node, "columns", "rows"):
            return node
        case ListNode(items=(ListNode(),)):
            sink.error(Code.MISSING_FIELD, "this table has a row of names but no others", node.place, TABLE_HINT)
            return None
        case _:
            sink.wrong(node, "a table is a list of rows", TABLE_HINT)
            return None
    names = items_of(columns)
    if not names or not rows_of(rows):
        sink.error(Code.EMPTY_VALUE, "this table is empty", node.place, TABLE_HINT)
        return None
    by_heading = grouped(rows, _texts(names))
    named = _are_named([row for _, row in by_heading], len(names))
    if named:
        names = (TextNode("", columns.place, '"'), *names)
    long_rows = ((group, _row(item, names, named, sink)) for group, item in by_heading)
    cells = [in_group(group, row) for group, row in long_rows if row is not None]
    long = written(node.place, columns=list_of(names, columns.place), rows=list_of(cells, rows.place))
    return replace(long, entries=long.entries + rest_of) if cells else None


def _are_named(items: list[Node], columns: int) -> bool:
    """True if all rows are `name: [cells]` with one cell for each column, so that the names form one more column."""
    return bool(items) and all(
        isinstance(item, MapNode)
        and len(item.entries) == 1
        and isinstance(item.entries[0].value, ListNode)
        and len(item.entries[0].value.items) == columns
        for item, _ in map(without_conditions, items)
    )


def _row(node: Node, columns: tuple[Node, ...], named: bool, sink: Sink) -> MapNode | None:
    row, conditions = without_conditions(node)
    return with_conditions(_row_for_all(row, columns, named, sink), conditions)


def _row_for_all(node: Node, columns: tuple[Node, ...], named: bool, sink: Sink) -> MapNode | None:
    match node:
        case ListNode():
            cells = node.items
        case MapNode(entries=(only,)) if isinstance(only.value, ListNode) or (
            isinstance(only.value, TextNode) and only.key.text not in _texts(columns)
        ):
            cells = (only.key, *items_of(only.value))
        case MapNode() if named is False:
            return _by_column(node, columns, sink)
        case _:
            sink.wrong(node, "a row is a list of cells", "put the cells in brackets: `[cell, cell]`")
            return None
    if not _fits(len(cells), columns, node.place, sink):
        return None
    return written(node.place, cells=list_of(cells, node.place))


def _by_column(node: MapNode, columns: tuple[Node, ...], sink: Sink) -> MapNode | None:
    """A row whose cells are typed by the names of their columns."""
    cells = _ordered(node, columns, sink)
    return None if cells is None else written(node.place, cells=list_of(cells, node.place))


def _ordered(node: MapNode, columns: tuple[Node, ...], sink: Sink) -> list[Node] | None:
    names = _texts(columns)
    sound = True
    for entry in node.entries:
        if entry.key.text not in names:
            sink.error(
                Code.UNKNOWN_COLUMN,
                f"there is no column `{entry.key.text}`",
                entry.key.place,
                near(entry.key.text, names),
            )
            sound = False
    if not sound:
        return None
    return [node.get(name) or TextNode("", node.place) for name in names]


def desugar_compare(node: MapNode, sink: Sink) -> MapNode | None:
    """The long form of a comparison, each row a mapping with `name` and `cells`; None without a valid row."""
    of, rows = node.get("of"), node.get("rows")
    if rows is None:
        return node
    columns = items_of(of) if of is not None else None
    by_heading = grouped(rows, _texts(columns or ()))
    items = tuple(item for _, item in by_heading)
    long = [
        in_group(group, row)
        for group, item in by_heading
        if (row := named_row(item, columns, "a comparison", sink)) is not None
    ]
    if columns is not None:
        _check_best(node.get("best"), _row_names(items), _texts(columns), sink)
    if items and not long:
        return None
    entries = (
        replace(entry, value=list_of(long, rows.place)) if entry.key.text == "rows" else entry
        for entry in node.entries
    )
    return replace(node, entries=tuple(entries))


def named_row(node: Node, columns: tuple[Node, ...] | None, home: str, sink: Sink) -> MapNode | None:
    """The long form of a row `name: [cells]` of `home`, with as many cells as there are columns."""
    row, conditions = without_conditions(node)
    return with_conditions(_named_row_for_all(row, columns, home, sink), conditions)


def _named_row_for_all(node: Node, columns: tuple[Node, ...] | None, home: str, sink: Sink) -> MapNode | None:
    others: tuple[Entry, ...] = ()
    match node:
        case MapNode() if has(node, "name") and has(node, "cells"):
            name, value = node.get("name"), node.get("cells")
            others = tuple(entry for entry in node.entries if entry.key.text not in ("name", "cells"))
        case MapNode(entries=(only,)):
            name, value = only.key, only.value
        case _:
            sink.wrong(
                node,
                f"a row of {home} is `name: [cell, cell]`",
                "write its name, `: ` and a cell for each column",
            )
            return None
    assert value is not None
    cells: list[Node] | None = list(items_of(value))
    if columns is not None and isinstance(value, MapNode):
        cells = _ordered(value, columns, sink)
    elif columns is not None and not _fits(len(items_of(value)), columns, node.place, sink):
        cells = None
    if cells is None:
        return None
    row = written(node.place, name=name, cells=list_of(cells, value.place))
    return replace(row, entries=row.entries + others)


def _row_names(items: tuple[Node, ...]) -> list[str]:
    names = []
    for typed in items:
        item, _ = without_conditions(typed)
        if isinstance(item, MapNode) and item.entries:
            name = item.get("name") if has(item, "cells") else item.entries[0].key
            names.append(name.text if isinstance(name, TextNode) else "")
    return names


def _check_best(best: Node | None, rows: list[str], columns: list[str], sink: Sink) -> None:
    for entry in best.entries if isinstance(best, MapNode) else ():
        row, value = entry.key, entry.value
        if row.text not in rows:
            sink.error(
                Code.UNKNOWN_ROW, f"there is no row `{row.text}` in this comparison", row.place, near(row.text, rows)
            )
        if isinstance(value, TextNode) and value.text not in columns:
            message = f"there is no column `{value.text}` in this comparison"
            sink.error(Code.UNKNOWN_COLUMN, message, value.place, near(value.text, columns))


def _fits(count: int, columns: tuple[Node, ...], place: Place, sink: Sink) -> bool:
    wanted = len(columns)
    if count == wanted:
        return True
    cells = "1 cell" if count == 1 else f"{count} cells"
    message = f"this row has {cells}, but there {'is 1 column' if wanted == 1 else f'are {wanted} columns'}"
    hint = 'put cells that contain a comma in quotes; leave a cell empty with ""'
    sink.error(Code.ROW_LENGTH, message, place, hint)
    return False


def _texts(nodes: tuple[Node, ...]) -> list[str]:
    return [name_of(node) for node in nodes]


def near(name: str, names: list[str]) -> str:
    """A hint with the nearest of the names, or with all of them."""
    found = closest(name, names)
    return f"did you mean `{found}`?" if found else f"write {one_of(names)}"
