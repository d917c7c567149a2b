"""Tables, and tables that compare."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Annotated, Any, ClassVar, Literal, Self

from msgspec import Meta, field
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Sink
from deckgen.outline.build import BuildOrder
from deckgen.outline.desugar import has, list_of, written
from deckgen.outline.element import Element, Selectable, Words, listed
from deckgen.outline.figure import Layers
from deckgen.outline.rows import ColumnName, at, desugar_compare, desugar_table, near, still_there
from deckgen.source import ListNode, MapNode, Node, TextNode

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
        return
    for name in ("of", "rows"):
        if compare.is_sound and not has(node, name):
            sink.error(Code.MISSING_FIELD, f"a comparison needs `{name}`", node.place, f"add `{name}: …`")
    if compare.is_sound and compare.of and compare.rows:
        check_later(compare.later, compare.of, "comparison", sink)
        _check_better(compare, node, sink)


def check_later(later: Sequence[Words], columns: Sequence[Words], home: str, sink: Sink) -> None:
    """Report names in `later` that are not columns."""
    names = [words.plain for words in columns]
    for words in later:
        if words.plain not in names:
            message = f"there is no column `{words.plain}` in this {home}"
            sink.error(Code.UNKNOWN_COLUMN, message, words.place, near(words.plain, names))


def check_total(table: Any, sink: Sink) -> None:
    """Check that a total has one cell, its name, or one for each column; a name alone needs a column of numbers."""
    columns, place = len(table.columns), table.total[0].place
    if len(table.total) not in (1, columns):
        message = f"this total has {len(table.total)} cells, but there are {columns} columns"
        sink.error(Code.ROW_LENGTH, message, place, "write its name alone, or a cell for each column")
    elif len(table.total) == 1 and not any(summed(table, column) for column in range(1, columns)):
        hint = "write all cells of the total yourself: `total: [name, cell]`"
        sink.error(Code.NOT_A_NUMBER, "no column of this table holds only numbers of one unit", place, hint)


def summed(table: Any, column: int) -> list[Any]:
    """The numbers of a column that can be added up; empty if one of them cannot."""
    from deckgen.outline.quantity import quantity  # noqa: PLC0415  (few tables hold numbers that matter)

    found = [quantity(cell) for row in table.rows if (cell := row.cells[column].plain.strip())]
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
    from deckgen.outline.quantity import quantity  # noqa: PLC0415  (few tables hold numbers that matter)

    kinds: dict[str, Any] = {}
    for cell in row.cells:
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
        sink.error(Code.CLASHING_UNITS, message, second.place, "write both in the same unit")


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

    points: Annotated[
        tuple[Words, ...],
        Meta(
            description="The content of the cell: one text, or several points under each other.",
            examples=["table:\n  - [Image, Holds]\n  - [alpine, [a shell, a package manager]]"],
        ),
    ]

    @property
    def plain(self) -> str:
        return ", ".join(point.plain for point in self.points)

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


class Row(Selectable, frozen=True):
    """A row of a table: its cells from left to right, the name of the row first."""

    noun: ClassVar[str] = "a row"

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


class Table(Selectable, frozen=True):
    """A table. Written short: a list of rows, the first of which names the columns."""

    noun: ClassVar[str] = "a table"

    columns: Annotated[
        tuple[ColumnName, ...],
        Meta(
            description="The names of the columns.",
            examples=["table:\n  columns: [Name, Size]\n  rows:\n    - [alpine, 8 MB]"],
        ),
    ]
    rows: Annotated[
        tuple[Row, ...],
        Meta(
            description="The rows: lists of cells, or `name: [cells]`; `heading: {name: [cells]}` groups rows.",
            examples=["table:\n  columns: [Name, Size]\n  rows:\n    alpine: 8 MB\n    debian: 120 MB"],
        ),
    ]
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

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        return desugar_table(node, sink)

    def clicks(self, order: BuildOrder) -> int:
        """The number of clicks until all is shown in this order."""
        return len(self.columns) - 1 if order == "column by column" else len(self.rows) + bool(self.total)

    def narrowed(self, before: Self) -> Self:
        left = still_there(before.columns, self.columns)
        total = at(left, self.total) if len(self.total) == len(before.columns) else self.total
        return replace(self, **_narrowed_rows(self, left), total=total)

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:  # noqa: ARG003
        check_later(element.later, element.columns, "table", sink)
        if element.is_sound and element.total:
            check_total(element, sink)


def _narrowed_rows(table: Any, left: list[int]) -> dict[str, object]:
    """The rows of a table with only the remaining columns, and the remaining columns that come later."""
    names = {name.plain for name in getattr(table, "columns", ()) or getattr(table, "of", ())}
    rows = tuple(replace(row, cells=at(left, row.cells)) for row in table.rows)
    return {"rows": rows, "later": tuple(words for words in table.later if words.plain in names)}


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


class Compare(Selectable, frozen=True):
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
        Meta(description="For a row of numbers, `lower` or `higher`: the number that wins it.", examples=[MEASURED]),
    ] = field(default_factory=dict)
    ratio: Annotated[
        dict[str, Words],
        Meta(
            description="For a row in `better`, the word for the winner's lead: `400 × smaller` than the next best.",
            examples=[MEASURED + "\n  ratio: {Image: smaller}"],
        ),
    ] = field(default_factory=dict)
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
            return len(self.of or (self.stacks.panels if self.stacks else ()))
        if order == "winners last":
            return len(self.best) + len(self.better)
        if self.stacks is None:
            return len(self.rows)
        boxes = chain.from_iterable(panel.boxes for panel in self.stacks.panels)
        return len({box.label.plain.casefold() for box in boxes if box.label})

    def narrowed(self, before: Self) -> Self:
        things = {thing.plain for thing in self.of}
        best = {row: winner for row, winner in self.best.items() if winner.plain in things}
        return replace(self, **_narrowed_rows(self, still_there(before.of, self.of)), best=best)

    def pruned(self) -> Self | None:
        return self if (self.of and self.rows) or self.stacks else None

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        check_comparison(element, node, sink)
