"""Tables, and tables that compare."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar

from msgspec import Meta, field
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, Sink, error
from deckgen.outline.build import BuildOrder
from deckgen.outline.desugar import also_under, has, items_of, list_of, with_conditions, without_conditions, written
from deckgen.outline.element import Element, Outside, Selectable, Sourced, Words, listed, one_of
from deckgen.outline.figure import Layers, everything
from deckgen.outline.forms import CELL, CELLS, NAME, TYPED, JsonSchema, any_of, array_of, mapping_of, ref
from deckgen.outline.highlight import Highlight, unknown_in_table
from deckgen.outline.merging import (
    ABOVE,
    LEFT,
    Cell,
    columns_together,
    mark_of,
    marked,
    remaining,
    together,
    wrong_merges,
)
from deckgen.outline.walk import words_in
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

    @property
    def bare(self) -> str:
        return self.name.bare

    @property
    def path(self) -> str:
        """What tells it apart from the others; empty if it is one with another."""
        return self.plain

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
    group: Annotated[
        Words | None,
        Meta(
            description="The heading over the columns it belongs to: `heading: [column, column]`.",
            examples=["table:\n  - [Image, Memory: [idle, busy]]\n  - [alpine, 4 MB, 90 MB]"],
        ),
    ] = None

    @property
    def name(self) -> Words:
        return self.column

    @property
    def path(self) -> str:
        name = "" if mark_of((self.name,)) else self.plain
        return f"{self.group.plain}: {name}" if self.group else name

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [TYPED, mapping_of(array_of(any_of(TYPED, ref(cls))), only_one=True)]


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
    column: Annotated[
        Words | None,
        Outside,
        Meta(
            description="The column of the file that holds its numbers, if that has another name.",
            examples=["chart:\n  file: times.csv\n  series:\n    - {series: Virtual machine, column: vm_seconds}"],
        ),
    ] = None

    @property
    def name(self) -> Words:
        return self.series

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME]


def name_of(node: Node) -> str:
    """The name of a column in a node, short or long; empty without one."""
    name = node.get(ColumnName.key) if isinstance(node, MapNode) else node
    return name.text if isinstance(name, TextNode) else ""


def columns_of(columns: Node) -> tuple[Node, ...]:
    """The names of columns one by one, each with the heading over it if it has one: `heading: [name, name]`.

    The audiences of a heading apply to the columns under it.
    """
    found: list[Node] = []
    for item in items_of(columns):
        inner, conditions = without_conditions(item)
        match inner:
            case MapNode(entries=(Entry(key=heading, value=ListNode(items=(_, *_)) as names),)):
                longs = (
                    written(name.place, column=name) if isinstance(name, TextNode) else name for name in names.items
                )
                found += [
                    in_group(heading, also_under(long, conditions)) if isinstance(long, MapNode) else long
                    for long in longs
                ]
            case _:
                found.append(item)
    return tuple(found)


def heads_of(columns: Sequence[ColumnName]) -> list[list[Cell]]:
    """The rows with the names of the columns: those of headings over several of them, if there are any, first.

    A name without a heading is one cell with the place above it.
    """
    names: list[Cell] = [(column.name,) for column in columns]
    if not any(column.group for column in columns):
        return [names]
    above: list[Cell] = []
    before = ""
    for column in columns:
        goes_on = column.group is not None and column.group.plain == before
        above.append(marked(LEFT, column.group.place) if goes_on and column.group else (column.group or column.name,))
        before = column.group.plain if column.group else ""
    own = [
        name if column.group else marked(ABOVE, column.name.place)
        for name, column in zip(names, columns, strict=True)
    ]
    return [above, own]


def apart(rows: Sequence[Any]) -> set[int]:
    """The numbers of the rows under another heading than the row above them."""
    groups = [row.group.plain if row.group else "" for row in rows]
    return {number for number, (above, own) in enumerate(pairwise(groups), 1) if above != own}


def cells_of(rows: Sequence[Any]) -> list[list[Cell]]:
    """What the cells of these rows hold."""
    return [[cell.points for cell in row.cells] for row in rows]


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


def grouped(
    given: Node, columns: list[str], are_rows: Callable[[Node, list[str]], bool] | None = None
) -> list[tuple[TextNode | None, Node]]:
    """The rows one by one, each with the heading over it: `heading: {name: [cells]}`.

    The audiences of a heading apply to the rows under it. `are_rows` tells rows with a heading from cells.
    """
    are_rows = are_rows or _are_rows
    found: list[tuple[TextNode | None, Node]] = []
    for typed in rows_of(given):
        item, conditions = without_conditions(typed)
        match item:
            case MapNode(entries=(Entry(key=heading, value=inner),)) if are_rows(inner, columns):
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


def wrong_widths(table: Any, columns: int) -> Diagnostic:
    """The error for a table with another number of widths than of columns."""
    message = f"the number of widths is {len(table.widths)}, but that of columns is {columns}"
    hint = "write a number for each column: `widths: [2, 1, 1]`"
    return error(Code.ROW_LENGTH, message, table.place_of("widths"), hint)


_OF_FILES = ("skip", "sheet", "range")
_OF_ROWS_TYPED = ("rows", "total", "later")


def check_source(table: Any, node: MapNode, sink: Sink) -> None:
    """Report what is said of a file where there is none, and of rows where there is a file."""
    has_file = has(node, "file")
    for key in _OF_ROWS_TYPED if has_file else _OF_FILES:
        if (value := node.get(key)) is not None:
            other = "rows typed here, but this table has a `file`" if has_file else "a file, but this table has none"
            hint = (
                f"remove `{key}`, or write the rows yourself" if has_file else f"remove `{key}`, or name the `file`"
            )
            sink.error(Code.CLASHING_FIELDS, f"`{key}` is about {other}", value.place, hint)
    if table.header in ("column", "none") and (has_file or any(name.plain for name in table.columns)):
        message = f"`header: {table.header}` has no names of columns, but this table has them"
        sink.error(Code.CLASHING_FIELDS, message, table.place_of("header"), "write `header: row`, or `rows` alone")


def _unnamed(rows: Node) -> ListNode | None:
    """Empty names for the columns of rows without names, as many as the first row has cells."""
    first = next(iter(rows_of(rows)), None)
    match first:
        case ListNode():
            count = len(first.items)
        case MapNode(entries=(only,)):
            count = 1 + len(items_of(only.value))
        case _:
            return None
    return list_of([TextNode("", rows.place, '"')] * count, rows.place)


TABLE_HINT = "write a list of rows, each a list of cells; the first row names the columns"


def desugar_table(node: Node, sink: Sink) -> MapNode | None:
    """The long form of a table, each row a mapping with `cells`."""
    if isinstance(node, MapNode) and has(node, "file") and not (has(node, "columns") and has(node, "rows")):
        return _with_columns(node)
    parts = _parts(node, sink)
    if parts is None:
        return None
    columns, rows = parts
    names = columns_of(columns)
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
    others = node.entries if isinstance(node, MapNode) else ()
    rest = tuple(entry for entry in others if entry.key.text not in ("columns", "rows"))
    return replace(long, entries=long.entries + rest) if cells else None


def _parts(node: Node, sink: Sink) -> tuple[Node, Node] | None:
    """The names of the columns of a table, and its rows; None where one is missing, which is reported."""
    match node:
        case ListNode(items=(ListNode() as first, *rest)) if rest:
            return first, list_of(rest, node.place)
        case MapNode() if (columns := node.get("columns")) is not None and (rows := node.get("rows")) is not None:
            return columns, rows
        case MapNode() if _has_no_names(node) and (rows := node.get("rows")) is not None:
            unnamed = _unnamed(rows)
            if unnamed is not None:
                return unnamed, rows
            wrong = next(iter(rows_of(rows)), rows)
            sink.wrong(wrong, "a row without names of columns is a list of cells", "put its cells in brackets")
        case MapNode() if has(node, "columns", "rows"):
            lacks = "rows" if has(node, "columns") else "columns"
            sink.error(Code.MISSING_FIELD, f"a table needs `{lacks}`", node.place, f"add `{lacks}: …`")
        case ListNode(items=(ListNode(),)):
            sink.error(Code.MISSING_FIELD, "this table has a row of names but no others", node.place, TABLE_HINT)
        case _:
            sink.wrong(node, "a table is a list of rows", TABLE_HINT)
    return None


def _with_columns(node: MapNode, key: str = "columns") -> MapNode:
    """The mapping with the names of its columns one by one."""
    entries = (
        replace(entry, value=list_of(columns_of(entry.value), entry.value.place)) if entry.key.text == key else entry
        for entry in node.entries
    )
    return replace(node, entries=tuple(entries))


def _has_no_names(node: MapNode) -> bool:
    """True for a table that is to have no row of names."""
    header = node.get("header")
    return isinstance(header, TextNode) and header.text in ("column", "none") and not has(node, "columns", "file")


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
    if not _fits(cells, columns, node.place, sink):
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
        elif names.count(entry.key.text) > 1:
            message = f"{names.count(entry.key.text)} columns have the name `{entry.key.text}`"
            sink.error(Code.UNKNOWN_COLUMN, message, entry.key.place, "write the cells in order: `[cell, cell]`")
            sound = False
    if not sound:
        return None
    return [node.get(name) or TextNode("", node.place) for name in names]


def desugar_compare(node: MapNode, sink: Sink) -> MapNode | None:
    """The long form of a comparison, each row a mapping with `name` and `cells`; None without a valid row."""
    node = _with_columns(node, "of")
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
    elif columns is not None and not _fits(items_of(value), columns, node.place, sink):
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


def _fits(row: tuple[Node, ...], columns: tuple[Node, ...], place: Place, sink: Sink) -> bool:
    """True if a row has a cell for each column; reported otherwise."""
    count, wanted = len(row), len(columns)
    if count == wanted:
        return True
    cells = "1 cell" if count == 1 else f"{count} cells"
    message = f"this row has {cells}, but there {'is 1 column' if wanted == 1 else f'are {wanted} columns'}"
    hint = 'put cells that contain a comma in quotes; leave a cell empty with ""'
    if row and isinstance(row[-1], ListNode) and all(isinstance(cell, ListNode) for cell in row[1:]):
        hint = "write rows under a heading with their names: `heading: {name: [cells]}`"
    sink.error(Code.ROW_LENGTH, message, place, hint)
    return False


def _texts(nodes: tuple[Node, ...]) -> list[str]:
    return [name_of(node) for node in nodes]


def near(name: str, names: list[str]) -> str:
    """A hint with the nearest of the names, or with all of them, if there are any."""
    found = closest(name, names)
    return f"did you mean `{found}`?" if found else f"write {one_of(names)}" if names else "remove it"


_OF_ROWS = ("of", "rows", "best", "better", "ratio")


def check_comparison(compare: Any, node: MapNode, sink: Sink) -> None:
    """Report missing and clashing fields, and rows whose best cell cannot be found."""
    if has(node, "stacks"):
        others = [entry.key for entry in node.entries if entry.key.text in _OF_ROWS]
        if others:
            names = listed([key.text for key in others])
            hint = f"remove {names}, or write the rows yourself without `stacks`"
            sink.error(
                Code.CLASHING_FIELDS, f"`stacks` makes the table, so there is no {names}", others[0].place, hint
            )
        elif compare.stacks is not None and not all(panel.caption for panel in compare.stacks.panels):
            hint = "write `stacks:` and below it `name: [layer, layer]` in a line for each"
            sink.wrong(node.get("stacks") or node, "`stacks` names each stack", hint)
        elif compare.stacks is not None:
            check_later(compare.later, [panel.caption for panel in compare.stacks.panels], "comparison", sink)
            _check_stacks(compare.stacks.panels, sink)
        return
    for name in ("of", "rows"):
        if compare.is_sound and not has(node, name):
            sink.error(Code.MISSING_FIELD, f"a comparison needs `{name}`", node.place, f"add `{name}: …`")
    if compare.is_sound and compare.of and compare.rows:
        check_later(compare.later, compare.of, "comparison", sink)
        sink.add(*wrong_merges(heads_of(compare.of)))
        sink.add(*wrong_merges(cells_of(compare.rows), apart(compare.rows)))
        rows = [row.name.bare for row in compare.rows]
        sink.add(*unknown_in_table(compare.highlight, rows, names_of(compare.of), "comparison"))
        _check_better(compare, node, sink)


def _check_stacks(panels: Sequence[Any], sink: Sink) -> None:
    """Report what is across, under and beside the stacks of a comparison, whose words a table could not show."""
    for note in (panel.note for panel in panels if panel.note is not None):
        hint = "say it in a row of its own, or draw the stacks under `layers` instead"
        sink.error(Code.CLASHING_FIELDS, "`stacks` makes a table, which has no notes under it", note.place, hint)
    for box in chain.from_iterable(everything(panel.boxes) for panel in panels):
        if box.line:
            hint = "leave the line out, or draw the stacks under `layers` instead"
            sink.error(Code.CLASHING_FIELDS, "`stacks` makes a table, which has no lines across it", box.place, hint)
        for name in ("left", "right", "badge"):
            words = getattr(box, name)
            if words is not None:
                message = f"`stacks` makes a table, which has no `{name}` of a layer"
                hint = "say it in the `note` of the layer, or draw the stacks under `layers` instead"
                sink.error(Code.CLASHING_FIELDS, message, words.place, hint)


def names_of(columns: Sequence[ColumnName]) -> list[str]:
    """The names of columns and those of the headings over them."""
    found = (words for column in columns for words in (column.group, column.name) if words is not None)
    return list(dict.fromkeys(words.bare for words in found if not mark_of((words,))))


def check_later(later: Sequence[Words], columns: Sequence[ColumnName | Words], home: str, sink: Sink) -> None:
    """Report names in `later` that are not columns."""
    names = [name for each in columns for name in (names_of([each]) if isinstance(each, ColumnName) else [each.bare])]
    for words in later:
        if words.bare not in names:
            message = f"there is no column `{words.bare}` in this {home}"
            sink.error(Code.UNKNOWN_COLUMN, message, words.place, near(words.bare, names))


def _check_names_stay(table: Any, sink: Sink) -> None:
    """Report the first column in `later`: it names the rows, which would be empty."""
    first = names_of(table.columns[:1])
    for words in table.later:
        if words.bare in first:
            message = f"`{words.bare}` names the rows of this table, so it cannot come later"
            others = [name for name in names_of(table.columns[1:]) if name not in first]
            hint = f"write {one_of(others)}" if others else "remove it"
            sink.error(Code.UNKNOWN_COLUMN, message, words.place, hint)


def check_total(table: Any, sink: Sink) -> None:
    """Check that a total has one cell, its name, or one for each column; a name alone needs a column of numbers."""
    columns, place = len(table.columns), table.total[0].place
    if len(table.total) not in (1, columns):
        message = f"this total has {len(table.total)} cells, but there are {columns} columns"
        sink.error(Code.ROW_LENGTH, message, place, "write its name alone, or a cell for each column")
    elif len(table.total) == 1 and not any(summed(table, column) for column in range(1, columns)):
        hint = "write all cells of the total yourself: `total: [name, cell]`"
        sink.error(
            Code.NOT_A_NUMBER,
            "no column of this table holds only numbers of one unit, each in a cell of its own",
            place,
            hint,
        )


def summed(table: Any, column: int, language: str = "") -> list[Any]:
    """The numbers of a column that can be added up; empty if one of them cannot, or counts for several rows or
    columns. The language decides what they are, not whether they can be added up.
    """
    from deckgen.outline.quantity import quantities  # noqa: PLC0415  (few tables hold numbers that matter)

    cells = [row.cells[column : column + 2] for row in table.rows]
    if any(mark_of(own.points) or any(mark_of(each.points) == LEFT for each in beside) for own, *beside in cells):
        return []
    found = quantities([text for row in table.rows if (text := row.cells[column].plain.strip())], language)
    numbers = [each for each in found if each is not None]
    return numbers if len(numbers) == len(found) and len({each.unit for each in numbers}) == 1 else []


def _check_better(compare: Any, node: MapNode, sink: Sink) -> None:
    better, names = node.get("better"), [row.name.raw for row in compare.rows]
    for name in ("better", "ratio"):
        for key in _keys(node, name):
            if key.text not in names:
                message = f"there is no row `{key.text}` in this comparison"
                sink.error(Code.UNKNOWN_ROW, message, key.place, near(key.text, names))
            elif name == "better" and key.text in compare.best:
                message = f"`best` names the winner of `{key.text}` already"
                sink.error(Code.CLASHING_FIELDS, message, key.place, "remove it from `best` or from `better`")
            elif name == "ratio" and key.text not in compare.better:
                hint = f"add `better: {{{key.text}: lower}}`, or `higher`"
                sink.error(
                    Code.MISSING_FIELD, f"a ratio needs to know what is better in `{key.text}`", key.place, hint
                )
    if better is not None:
        for row in compare.rows:
            if row.name.raw in compare.better:
                _check_numbers(row, sink)


def _check_numbers(row: Any, sink: Sink) -> None:
    """Check that all cells of a row are numbers of the same kind of quantity."""
    from deckgen.outline.quantity import KNOWN, quantity  # noqa: PLC0415  (few tables hold numbers that matter)

    kinds: dict[str, Any] = {}
    for cell in row.cells:
        if mark_of(cell.points):
            continue
        found = quantity(cell.plain)
        if found is None and cell.plain.strip():
            hint = "write a number with a unit, or name the winner of the row in `best`"
            message = f"`{cell.plain}` is no number, so the best of `{row.name.plain}` cannot be found"
            sink.error(Code.NOT_A_NUMBER, message, cell.place, hint)
            return
        if found is not None:
            kinds.setdefault(found.kind, cell)
    if len(kinds) > 1:
        first, second, *_ = kinds.values()
        message = f"`{first.plain}` and `{second.plain}` are not of the same unit"
        unknown = [unit for unit in kinds if unit and unit not in KNOWN]
        known = f"write both in the same unit; `{unknown[0]}` is none that deckgen can convert" if unknown else None
        sink.error(Code.CLASHING_UNITS, message, second.place, known or "write both in the same unit")


def _keys(node: MapNode, field: str) -> list[TextNode]:
    value = node.get(field)
    return [entry.key for entry in value.entries] if isinstance(value, MapNode) else []


COMPARED = "compare:\n  of: [Docker, Virtual machine]\n  rows:\n    Start: [a second, a minute]"
MEASURED = "compare:\n  of: [Docker, Virtual machine]\n  rows:\n    Image: [50 MB, 20 GB]\n  better: {Image: lower}"
TABLE = "table:\n  columns: [Name, Size]\n  rows:\n    - [alpine, 8 MB]\n    - [debian, 120 MB]"
GROUPED = "table:\n  columns: [Image, Size]\n  rows:\n    Small: {alpine: [8 MB]}\n    Large: {debian: [120 MB]}"


class TableCell(Element, frozen=True):
    """A cell of a table: a text, or a list of points. Written short: the text, or the list."""

    noun: ClassVar[str] = "a cell of a table"
    has_long_form: ClassVar[bool] = False

    points: Annotated[
        tuple[Words, ...],
        Meta(
            description="The content of the cell: one text, or several points under each other. `^` makes it one "
            "with the cell above, `<` with the cell at its left.",
            examples=[
                "table:\n  - [Image, Holds]\n  - [alpine, [a shell, a package manager]]",
                "table:\n  - [Image, Tag, Size]\n  - [alpine, '3.20', 8 MB]\n  - [^, '3.19', 7 MB]",
            ],
        ),
    ]

    @property
    def plain(self) -> str:
        return ", ".join(point.plain for point in self.points)

    @property
    def bare(self) -> str:
        return ", ".join(point.bare for point in self.points)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case ListNode(items=(_, *_)):
                return written(node.place, points=node)
            case TextNode() | ListNode():
                text = node if isinstance(node, TextNode) else TextNode("", node.place)
                return written(node.place, points=list_of([text], node.place))
        hint = "write one text, or a list of points in brackets"
        sink.wrong(node, "a cell is text", hint)
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [CELL]


class Row(Selectable, frozen=True):
    """A row of a table: its cells from left to right, the name of the row first."""

    noun: ClassVar[str] = "a row"
    has_long_form: ClassVar[bool] = False

    cells: Annotated[
        tuple[TableCell, ...],
        Meta(
            description="The cells from left to right, the name of the row first.",
            examples=["table:\n  - [Name, Size]\n  - [alpine, 8 MB]"],
        ),
    ]
    group: Annotated[
        Words | None,
        Meta(description="The heading of the rows it belongs to: `heading: {name: [cells]}`.", examples=[GROUPED]),
    ] = None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [array_of(CELL), mapping_of(CELLS)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(CELLS)


class Table(Sourced, frozen=True):
    """A table. Written short: a list of rows, the first of which names the columns."""

    noun: ClassVar[str] = "a table"

    columns: Annotated[
        tuple[ColumnName, ...],
        Meta(
            description="The names of the columns; those of a file that are to be shown. `heading: [name, name]` is "
            "a heading over several.",
            examples=[
                "table:\n  columns: [Name, Size]\n  rows:\n    - [alpine, 8 MB]",
                "table:\n  columns: [Image, Memory: [idle, busy]]\n  rows:\n    - [alpine, 4 MB, 90 MB]",
            ],
        ),
    ] = ()
    rows: Annotated[
        tuple[Row, ...],
        Meta(
            description="The rows: lists of cells, or `name: [cells]`; `heading: {name: [cells]}` groups rows. A "
            "cell `^` is one with the cell above, `<` with the cell at its left.",
            examples=[
                "table:\n  columns: [Name, Size]\n  rows:\n    alpine: 8 MB\n    debian: 120 MB",
                "table:\n  - [Image, Tag, Size]\n  - [alpine, '3.20', 8 MB]\n  - [^, '3.19', 7 MB]",
            ],
        ),
    ] = ()
    file: Annotated[
        Words | None,
        Outside,
        Meta(
            description="A CSV or Excel file beside the outline with the names of the columns in its first row. "
            "`columns` chooses some of them.",
            examples=["table: {file: sizes.csv}", "table: {file: sizes.csv, columns: [Name, Size]}"],
        ),
    ] = None
    skip: Annotated[
        float,
        Meta(
            gt=0,
            description="The number of lines at the beginning of the file that are not part of the table.",
            examples=["table: {file: sizes.csv, skip: 2}"],
        ),
    ] = 0
    sheet: Annotated[
        Words | None,
        Outside,
        Meta(
            description="The sheet of an Excel file, if it has several.",
            examples=["table: {file: sizes.xlsx, sheet: Results}"],
        ),
    ] = None
    range: Annotated[
        Words | None,
        Outside,
        Meta(
            description="The cells of an Excel file that hold the table, from the first to the last.",
            examples=["table: {file: sizes.xlsx, range: 'B2:D12'}"],
        ),
    ] = None
    header: Annotated[
        Literal["both", "row", "column", "none"],
        Meta(
            description="What names something: the first `row`, the first `column`, `both` or `none`. Without a "
            "row of names, there are `rows` alone, and PowerPoint's accessibility checker asks for such a row.",
            examples=[TABLE + "\n  header: row", "table: {header: column, rows: {Name: [alpine, debian]}}"],
        ),
    ] = "both"
    fit: Annotated[
        Literal["one slide", "pages"],
        Meta(
            description="`one slide` keeps a long table together, with its rows closer to each other; `pages` lets "
            "it go on on further slides.",
            examples=[TABLE + "\n  fit: one slide"],
        ),
    ] = "pages"
    widths: Annotated[
        tuple[float, ...],
        Meta(
            description="How wide the columns are in proportion to each other, if not as their texts need it.",
            examples=[TABLE + "\n  widths: [1, 2]"],
        ),
    ] = ()
    total: Annotated[
        tuple[TableCell, ...],
        Meta(
            description="A last row, set apart: either its name alone, to add up the columns of numbers, or all"
            " of its cells.",
            examples=[TABLE + "\n  total: Both together", TABLE + "\n  total: [Both, 128 MB]"],
        ),
    ] = ()
    later: Annotated[
        tuple[Words, ...],
        Meta(
            description="Columns that stay empty at first and are filled on a slide that follows.",
            examples=[TABLE + "\n  later: Size"],
        ),
    ] = ()

    highlight: Annotated[
        tuple[Highlight, ...],
        Meta(
            description="What stands out: names of rows and columns, or `row: column` for a cell. The rest is muted.",
            examples=[TABLE + "\n  highlight: alpine", TABLE + "\n  highlight: {debian: Size}"],
        ),
    ] = ()

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        return desugar_table(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [
            array_of(array_of(any_of(CELL, ref(ColumnName)))),
            array_of(any_of(ref(Row), array_of(ref(ColumnName)))),
        ]

    def names_outside(self) -> Iterator[Words]:
        yield from super().names_outside()
        if self.file is not None:
            headings = {each.group.bare for each in self.columns if each.group is not None}
            yield from (each.column for each in self.columns)
            yield from (words for words in words_in(self.highlight) if words.bare not in headings)

    def clicks(self, order: BuildOrder) -> int:
        """The number of clicks until all is shown in this order."""
        if self.file is not None:
            return 1
        cells, total = cells_of(self.rows), [[cell.points for cell in self.total]]
        if order == "column by column":
            return len(self.columns) - 1 - len(columns_together(heads_of(self.columns), cells, total))
        return len(self.rows) - len(together(cells, apart(self.rows))[0]) + bool(self.total)

    def narrowed(self, before: Self) -> Self:
        left = still_there(before.columns, self.columns)
        total = self.total
        if len(total) == len(before.columns):
            total = _with_cells(at(left, total), remaining([[cell.points for cell in total]], ([0], left))[0])
        widths = at(left, self.widths) if len(self.widths) == len(before.columns) else self.widths
        file = self.file if left or not before.columns else None
        columns = _narrowed_names(before.columns, left)
        return replace(
            self, columns=columns, **_narrowed_rows(self, before, left), total=total, widths=widths, file=file
        )

    def pruned(self) -> Self | None:
        return self if self.file is not None or (self.columns and self.rows) else None

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        check_source(element, node, sink)
        if element.is_sound and element.widths and element.columns and len(element.widths) != len(element.columns):
            sink.add(wrong_widths(element, len(element.columns)))
        if element.file is None and not has(node, "file"):
            check_later(element.later, element.columns, "table", sink)
            if element.is_sound and element.header in ("column", "both"):
                _check_names_stay(element, sink)
            if element.is_sound and element.total:
                check_total(element, sink)
            if element.is_sound:
                sink.add(*element.unknown_highlights())
                sink.add(*wrong_merges(heads_of(element.columns)))
                sink.add(*wrong_merges(cells_of(element.rows), apart(element.rows)))
                sink.add(*wrong_merges([[cell.points for cell in element.total]]))

    def unknown_highlights(self) -> Iterable[Diagnostic]:
        """Errors for highlights of what is not in the table."""
        cells = [cells[0] for cells in (*(row.cells for row in self.rows), self.total) if cells]
        rows = [cell.bare for cell in cells if not mark_of(cell.points)]
        return unknown_in_table(self.highlight, rows, names_of(self.columns))


def _narrowed_rows(table: Any, before: Any, left: list[int]) -> dict[str, object]:
    """The rows of a table with only the remaining columns, and the remaining columns that come later."""
    names = names_of(getattr(table, "columns", ()) or getattr(table, "of", ()))
    kept = still_there(before.rows, table.rows)
    cells = remaining(cells_of(before.rows), (kept, left), apart(before.rows))
    rows = tuple(
        replace(row, cells=_with_cells(at(left, row.cells), own)) for row, own in zip(table.rows, cells, strict=True)
    )
    if isinstance(table, Table) and table.header in ("column", "both"):
        names = names[len(names_of(table.columns[:1])) :]  # the first column names the rows
    return {"rows": rows, "later": tuple(words for words in table.later if words.bare in names)}


def _narrowed_names(before: Sequence[ColumnName], left: list[int]) -> tuple[ColumnName, ...]:
    """The remaining names of columns; one that was one with a name that is gone has that name."""
    names = remaining([[(column.name,) for column in before]], ([0], left))[0]
    columns = (before[number] for number in left)
    return tuple(
        column if column.column == name else replace(column, column=name)
        for column, (name,) in zip(columns, names, strict=True)
    )


def _with_cells(cells: Sequence[TableCell], held: Sequence[Cell]) -> tuple[TableCell, ...]:
    """The cells with what they hold now."""
    return tuple(
        cell if cell.points == points else replace(cell, points=points)
        for cell, points in zip(cells, held, strict=True)
    )


class CompareRow(Selectable, frozen=True):
    """A row of a comparison, with a cell for each thing: `name: [cell, cell]`."""

    noun: ClassVar[str] = "a row of a comparison"

    name: Annotated[Words, Meta(description="The criterion of the row.", examples=[COMPARED])]
    cells: Annotated[
        tuple[TableCell, ...],
        Meta(
            description="A cell for each thing, in the order of `of`; `yes`, `no` and `partly` become marks.",
            examples=["compare:\n  of: [Docker, Virtual machine]\n  rows:\n    Runs a guest of any OS: [no, yes]"],
        ),
    ]
    group: Annotated[
        Words | None,
        Meta(
            description="The heading of the rows it belongs to: `heading: {name: [cell, cell]}`.",
            examples=[
                "compare:\n  of: [Docker, VM]\n  rows:\n    Size: {Image: [small, large], Memory: [small, large]}"
            ],
        ),
    ] = None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [mapping_of(CELLS, only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(CELLS)


class Compare(Sourced, frozen=True):
    """A comparison: the columns are the things compared, the rows are the criteria.

    `best` gives, for a row's name, the column that wins it; `better` finds the winner if the cells are numbers.
    """

    noun: ClassVar[str] = "a comparison"

    of: Annotated[
        tuple[ColumnName, ...], Meta(description="The things compared: the columns.", examples=[COMPARED])
    ] = ()
    rows: Annotated[
        tuple[CompareRow, ...],
        Meta(
            description="The criteria: `name: [cell, cell]`, or `name: {thing: cell}`; `heading: {name: [cell, "
            "cell]}` groups rows.",
            examples=[
                "compare:\n  of: [Docker, Virtual machine]\n  rows:\n"
                "    Start: {Docker: short, Virtual machine: long}"
            ],
        ),
    ] = ()
    stacks: Annotated[
        Layers | None,
        Meta(
            description="Stacks of layers; the table shows which layers each stack has.",
            examples=[
                "compare:\n  stacks:\n    Docker: [App, Docker Engine, Host OS]\n    VM: [App, Guest OS, Host OS]"
            ],
        ),
    ] = None
    best: Annotated[
        dict[str, Words],
        Meta(
            description="For the name of a row, the thing that wins it.",
            examples=[COMPARED + "\n  best: {Start: Docker}"],
        ),
    ] = field(default_factory=dict)
    better: Annotated[
        dict[str, Literal["lower", "higher"]],
        Meta(
            description="For a row of numbers, `lower` or `higher`: the number that wins it. Numbers are read as in "
            "the language of the deck: `1.500` is a thousand and a half in German.",
            examples=[MEASURED],
        ),
    ] = field(default_factory=dict)
    ratio: Annotated[
        dict[str, Words],
        Meta(
            description="For a row in `better`, the word for the winner's lead: `400 × smaller` than the next best.",
            examples=[MEASURED + "\n  ratio: {Image: smaller}"],
        ),
    ] = field(default_factory=dict)
    highlight: Annotated[
        tuple[Highlight, ...],
        Meta(
            description="What stands out: names of rows and things, or `row: thing` for a cell. The rest is muted.",
            examples=[COMPARED + "\n  highlight: Docker"],
        ),
    ] = ()
    verdict: Annotated[
        Words | None,
        Meta(
            description="The conclusion, in a line below the table.",
            examples=[COMPARED + "\n  verdict: Choose Docker unless you need another kernel"],
        ),
    ] = None
    later: Annotated[
        tuple[Words, ...],
        Meta(
            description="Things whose column stays empty at first and is filled on a slide that follows.",
            examples=[COMPARED + "\n  later: Docker"],
        ),
    ] = ()

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        expanded = super().desugar(node, sink)
        return desugar_compare(expanded, sink) if expanded is not None else None

    def clicks(self, order: BuildOrder) -> int:
        """The number of clicks until all is shown in this order; the verdict has one of its own."""
        return self._clicks(order) + (self.verdict is not None)

    def _clicks(self, order: BuildOrder) -> int:
        if order == "column by column":
            columns = self.of or (self.stacks.panels if self.stacks else ())
            return len(columns) - len(columns_together(heads_of(self.of), cells_of(self.rows)))
        if order == "winners last":
            return len(self.best) + len(self.better)
        if self.stacks is None:
            return len(self.rows) - len(together(cells_of(self.rows), apart(self.rows))[0])
        boxes = chain.from_iterable(panel.boxes for panel in self.stacks.panels)
        return len({box.label.plain.casefold() for box in boxes if box.label})

    def narrowed(self, before: Self) -> Self:
        things = {thing.plain for thing in self.of}
        best = {row: winner for row, winner in self.best.items() if winner.plain in things}
        left = still_there(before.of, self.of)
        return replace(self, of=_narrowed_names(before.of, left), **_narrowed_rows(self, before, left), best=best)

    def pruned(self) -> Self | None:
        return self if (self.of and self.rows) or self.stacks else None

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        check_comparison(element, node, sink)
