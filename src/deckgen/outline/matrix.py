"""Matrices of who does what: rows × columns of cells that are coloured by their content."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Self

from msgspec import Meta
from msgspec.structs import replace

from deckgen.diagnostics import Sink
from deckgen.outline.build import BuildOrder
from deckgen.outline.desugar import items_of, list_of, part_of, written
from deckgen.outline.element import Element, Selectable, Sourced, Words
from deckgen.outline.forms import CELLS, TYPED, JsonSchema, mapping_of
from deckgen.outline.tables import ColumnName, at, named_row, rows_of, still_there
from deckgen.source import Entry, ListNode, MapNode, Node, TextNode

EXAMPLE = (
    "matrix:\n  columns: [IaaS, SaaS]\n  rows:\n    Applications: [you, provider]\n    Data: [you, you + provider]"
)
AXIS = "control -> convenience"
SIGN = "->"
PLUS = " + "


class MatrixCell(Element, frozen=True):
    """A cell of a matrix: one word, or several that share the cell: `you + provider`."""

    noun: ClassVar[str] = "a cell of a matrix"
    has_long_form: ClassVar[bool] = False

    parts: Annotated[
        tuple[Words, ...],
        Meta(
            description="The text of the cell; a role's name or label gives it the role's colour, and `yes`, `no` "
            "and `partly` have marks.",
            examples=[EXAMPLE],
        ),
    ] = ()

    @property
    def plain(self) -> str:
        return PLUS.join(part.plain for part in self.parts)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case TextNode() if not node.text.strip() or node.is_null:
                return written(node.place)
            case TextNode():
                return written(node.place, parts=list_of(_split(node, PLUS), node.place))
        sink.wrong(node, "a cell is text", "write `you`, or `you + provider` for a cell that is shared")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [TYPED]


class MatrixRow(Selectable, frozen=True):
    """A row of a matrix: `name: [cell, cell]`, with one cell for each column."""

    noun: ClassVar[str] = "a row of a matrix"

    name: Annotated[Words, Meta(description="The name of the row.", examples=[EXAMPLE])]
    cells: Annotated[
        tuple[MatrixCell, ...],
        Meta(description="A cell for each column; an empty one is not drawn.", examples=[EXAMPLE]),
    ]

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [mapping_of(CELLS, only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(CELLS)


class Matrix(Sourced, frozen=True):
    """Rows × columns of boxes, coloured by their content.

    A cell takes the colour of the role that its text names, by key or label; other texts get colours of their own.
    `you + provider` splits a cell.
    """

    noun: ClassVar[str] = "a matrix"

    columns: Annotated[tuple[ColumnName, ...], Meta(description="The names of the columns.", examples=[EXAMPLE])]
    rows: Annotated[
        tuple[MatrixRow, ...],
        Meta(description="The rows: `name: [cell, cell]`, or `name: {column: cell}`.", examples=[EXAMPLE]),
    ]
    axis: Annotated[
        tuple[Words, ...],
        Meta(
            description="The quantity that increases from the left column to the right one, as an arrow below "
            "the columns.",
            examples=[f"{EXAMPLE}\n  axis: {AXIS}"],
        ),
    ] = ()
    legend: Annotated[
        bool,
        Meta(
            description="`false` hides the legend of the colours, which is there if it says more than the cells.",
            examples=[f"{EXAMPLE}\n  legend: false"],
        ),
    ] = True

    @property
    def names(self) -> tuple[Words, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def clicks(self, order: BuildOrder) -> int:
        """The number of clicks until all is shown in this order."""
        return len(self.columns if order == "column by column" else self.rows)

    def narrowed(self, before: Self) -> Self:
        left = still_there(before.columns, self.columns)
        rows = tuple(replace(row, cells=at(left, row.cells)) for row in self.rows)
        return replace(self, rows=rows)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        if not isinstance(node, MapNode):
            hint = "write `columns: [name, name]` and `rows:` with `name: [cell, cell]`"
            sink.wrong(node, "a matrix has columns and rows", hint)
            return None
        of, rows = node.get("columns"), node.get("rows")
        columns = items_of(of) if of is not None else None
        long = None if rows is None else [named_row(row, columns, "a matrix", sink) for row in rows_of(rows)]
        if long and not any(long):
            return None
        entries = []
        for entry in node.entries:
            value: Node = entry.value
            if entry.key.text == "rows" and long:
                value = list_of([row for row in long if row is not None], value.place)
            elif entry.key.text == "axis" and isinstance(value, TextNode) and SIGN in value.text:
                value = list_of(_split(value, SIGN), value.place)
            entries.append(Entry(entry.key, value))
        return MapNode(tuple(entries), node.place)

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        axis = node.get("axis")
        if element.axis and axis is not None and not (isinstance(axis, ListNode) and len(element.axis) == 2):
            sink.wrong(axis, f"an axis has two ends: `{AXIS}`", "write both, with `->` between them")


def _split(node: TextNode, sign: str) -> list[Node]:
    """The pieces of a text separated by `sign`, each with its place."""
    pieces: list[Node] = []
    start = 0
    for text in node.text.split(sign):
        pieces.append(part_of(node, start, start + len(text)))
        start += len(text) + len(sign)
    return pieces
