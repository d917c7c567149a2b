"""Matrices of who does what: rows × columns of cells that are coloured by their content."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Annotated, Any, ClassVar, Self

from msgspec import Meta
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Sink, error
from deckgen.outline.build import BuildOrder
from deckgen.outline.desugar import CONDITIONS, items_of, list_of, part_of, written
from deckgen.outline.element import Element, Inline, Selectable, Sourced, Words, meet
from deckgen.outline.figure import LONG_SIGN, Brace, spans_more
from deckgen.outline.forms import TYPED, JsonSchema, any_of, array_of, mapping_of
from deckgen.outline.highlight import Highlight, unknown_in_table
from deckgen.outline.tables import (
    ColumnName,
    at,
    columns_of,
    grouped,
    in_group,
    named_row,
    names_of,
    near,
    still_there,
)
from deckgen.outline.walk import SHORTEST
from deckgen.source import Entry, ListNode, MapNode, Node, TextNode

EXAMPLE = (
    "matrix:\n  columns: [IaaS, SaaS]\n  rows:\n    Applications: [you, provider]\n    Data: [you, you + provider]"
)
GROUPED = (
    "matrix:\n  columns: [IaaS, SaaS]\n  rows:\n    Software: {Applications: [you, provider]}\n"
    "    Machines: {Servers: [provider, provider]}"
)
AXIS = "control -> convenience"
SIGN = "->"
PLUS = " + "


_CELL = any_of(TYPED, mapping_of(TYPED, only_one=True))
_ROW = any_of(TYPED, array_of(_CELL), mapping_of(_CELL))
_ROWS = any_of(_ROW, mapping_of(_ROW), array_of(mapping_of(_ROW)))


class MatrixCell(Element, frozen=True):
    """A cell of a matrix: one word, or several that share the cell: `you + provider`; `word: note` adds a note."""

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
    note: Annotated[
        Words | None,
        Meta(
            description="A second, smaller line in the cell: `word: note`.",
            examples=["matrix:\n  columns: [IaaS, SaaS]\n  rows:\n    Data: [you: and your backups, provider]"],
        ),
    ] = None

    @property
    def plain(self) -> str:
        return PLUS.join(part.plain for part in self.parts)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case MapNode(entries=(Entry(key=word, value=TextNode() as note),)):
                parts = _split(word, PLUS)
                if len(parts) > 1 and not note.is_blank:
                    hint = "write the note in a cell of one word, or into the notes"
                    sink.wrong(note, "a cell that is shared has no room for a note", hint)
                    return None
                return written(node.place, parts=list_of(parts, word.place), note=None if note.is_blank else note)
            case TextNode() if not node.text.strip() or node.is_null:
                return written(node.place)
            case TextNode():
                return written(node.place, parts=list_of(_split(node, PLUS), node.place))
        sink.wrong(node, "a cell is text", "write `you`, or `you + provider` for a cell that is shared")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [_CELL]


class Prediction(Highlight, frozen=True):
    """What the class predicts. Written short: the name of a row or of a column, or `row: column` for a cell."""

    noun: ClassVar[str] = "a prediction"


class MatrixRow(Selectable, frozen=True):
    """A row of a matrix: `name: [cell, cell]`, with one cell for each column."""

    noun: ClassVar[str] = "a row of a matrix"

    name: Annotated[Words, Meta(description="The name of the row.", examples=[EXAMPLE])]
    cells: Annotated[
        tuple[MatrixCell, ...],
        Meta(description="A cell for each column; an empty one is not drawn.", examples=[EXAMPLE]),
    ]
    group: Annotated[
        Words | None,
        Meta(description="The heading of the rows it belongs to: `heading: {name: [cells]}`.", examples=[GROUPED]),
    ] = None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [mapping_of(_ROWS, only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(_ROWS)


class Matrix(Sourced, frozen=True):
    """Rows × columns of boxes, coloured by their content.

    A cell takes the colour of the role that its text names, by key or label; other texts get colours of their own.
    `you + provider` splits a cell.
    """

    noun: ClassVar[str] = "a matrix"

    columns: Annotated[tuple[ColumnName, ...], Meta(description="The names of the columns.", examples=[EXAMPLE])]
    rows: Annotated[
        tuple[MatrixRow, ...],
        Meta(
            description="The rows: `name: [cell, cell]`, or `name: {column: cell}`; `heading: {name: [cells]}` "
            "groups rows.",
            examples=[EXAMPLE, GROUPED],
        ),
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

    braces: Annotated[
        tuple[Brace, ...],
        Meta(
            description="Braces beside the rows: `label: [row, row]`.",
            examples=[f"{EXAMPLE}\n  braces: {{yours to back up: [Applications, Data]}}"],
        ),
    ] = ()
    predict: Annotated[
        tuple[Prediction, ...],
        Meta(
            description="What the class predicts: names of rows and columns, or `row: column` for a cell. A question "
            "mark is in its place until its click.",
            examples=[f"{EXAMPLE}\n  predict: {{Data: SaaS}}"],
        ),
    ] = ()

    @property
    def names(self) -> tuple[Words, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def predicted(self, row: int, column: int) -> int | None:
        """Which prediction a cell is part of, counted from 0; None if it is part of none."""
        names = names_of(self.columns[column : column + 1])
        asked = (
            number
            for number, each in enumerate(self.predict)
            if any(each.covers(self.rows[row].name.bare, name) for name in names)
        )
        return next(asked, None)

    def unanswered(self) -> Self:
        """The matrix with a line to write on in each cell that is to be predicted."""
        line = Words("_" * SHORTEST, self.place, (Inline("_" * SHORTEST),))

        def cell(row: int, column: int, given: MatrixCell) -> MatrixCell:
            is_asked = given.parts and self.predicted(row, column) is not None
            return replace(given, parts=(line,), note=None) if is_asked else given

        rows = (
            replace(row, cells=tuple(cell(number, column, each) for column, each in enumerate(row.cells)))
            for number, row in enumerate(self.rows)
        )
        return replace(self, rows=tuple(rows), predict=())

    def clicks(self, order: BuildOrder) -> int:
        """The number of clicks until all is shown in this order."""
        return len(self.columns if order == "column by column" else self.rows)

    def narrowed(self, before: Self) -> Self:
        left = still_there(before.columns, self.columns)
        rows = tuple(replace(row, cells=at(left, row.cells)) for row in self.rows)
        names = {row.name.bare for row in rows}
        braces = (
            replace(brace, over=tuple(name for name in brace.over if name.bare in names)) for brace in self.braces
        )
        return replace(self, rows=rows, braces=tuple(brace for brace in braces if brace.over))

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        if not isinstance(node, MapNode):
            hint = "write `columns: [name, name]` and `rows:` with `name: [cell, cell]`"
            sink.wrong(node, "a matrix has columns and rows", hint)
            return None
        of, rows = node.get("columns"), node.get("rows")
        columns = columns_of(of) if of is not None else None
        names = [name.text for name in columns or () if isinstance(name, TextNode)]
        by_heading = grouped(rows, names, _are_rows) if rows is not None else []
        long = [
            in_group(group, row)
            for group, item in by_heading
            if (row := named_row(item, columns, "a matrix", sink)) is not None
        ]
        if by_heading and not long:
            return None
        entries = []
        for entry in node.entries:
            value: Node = entry.value
            if entry.key.text == "columns" and columns is not None:
                value = list_of(columns, value.place)
            elif entry.key.text == "rows" and long:
                value = list_of(long, value.place)
            elif (
                entry.key.text == "axis"
                and isinstance(value, TextNode)
                and SIGN in value.text
                and not LONG_SIGN.search(value.text)
            ):
                value = list_of(_split(value, SIGN), value.place)
            entries.append(Entry(entry.key, value))
        return MapNode(tuple(entries), node.place)

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        axis = node.get("axis")
        if element.axis and axis is not None and not (isinstance(axis, ListNode) and len(element.axis) == 2):
            sink.wrong(axis, f"an axis has two ends: `{AXIS}`", "write both, with `->` between them")
        if element.is_sound:
            rows = [row.name.bare for row in element.rows]
            sink.add(*unknown_in_table(element.predict, rows, names_of(element.columns), "matrix"))
            for brace in element.braces:
                sink.add(*_brace_mistakes(brace, element.rows))


def _brace_mistakes(brace: Brace, rows: Sequence[MatrixRow]) -> list[Diagnostic]:
    """What is wrong with the rows of a brace: names of none or of several, or others between those that it names."""
    found: list[Diagnostic] = []
    at: list[int] = []
    for words in brace.over:
        named = [number for number, row in enumerate(rows) if row.name.bare == words.bare]
        at += named
        if not named:
            message, hint = (
                f"there is no row `{words.plain}` in this matrix",
                near(words.plain, [row.name.bare for row in rows]),
            )
            found.append(error(Code.UNKNOWN_ROW, message, words.place, hint))
        elif any(meet(rows[one], rows[other]) for one, other in combinations(named, 2)):
            message, hint = (
                f"`{words.plain}` names {len(named)} rows of this matrix",
                "give each row a name of its own",
            )
            found.append(error(Code.AMBIGUOUS_BOX, message, words.place, hint))
    if found or not at:
        return found
    between = [rows[number] for number in range(min(at), max(at)) if number not in at]
    others = [row.name.plain for row in between if all(meet(row, rows[number]) for number in at)]
    return [spans_more(brace, others)] if others else []


def _are_rows(node: Node, columns: list[str]) -> bool:
    """True if a mapping or a list holds rows by name, not cells by column or with notes."""
    entries = [entry for item in items_of(node) if isinstance(item, MapNode) for entry in item.entries]
    return bool(entries) and all(
        entry.key.text not in columns and isinstance(entry.value, ListNode | MapNode)
        for entry in entries
        if entry.key.text not in CONDITIONS
    )


def _split(node: TextNode, sign: str) -> list[Node]:
    """The pieces of a text separated by `sign`, each with its place."""
    pieces: list[Node] = []
    start = 0
    for text in node.text.split(sign):
        pieces.append(part_of(node, start, start + len(text)))
        start += len(text) + len(sign)
    return pieces
