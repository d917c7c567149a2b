"""Tables, and tables that compare."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

from msgspec import Meta, field
from msgspec.structs import replace

from deckgen.outline.columns import ColumnName, at, still_there
from deckgen.outline.compared import check_comparison, check_later, check_total
from deckgen.outline.element import Element, Words
from deckgen.outline.figure import Layers
from deckgen.outline.reading import Reading
from deckgen.outline.rows import expand_compare, expand_table
from deckgen.outline.selectable import Selectable
from deckgen.outline.short import list_of, written
from deckgen.source import ListNode, MapNode, Node, TextNode

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
            description="What the cell says: one text, or several points under each other.",
            examples=["table:\n  - [Image, Holds]\n  - [alpine, [a shell, a package manager]]"],
        ),
    ]

    @property
    def plain(self) -> str:
        return ", ".join(point.plain for point in self.points)

    @classmethod
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        match node:
            case ListNode(items=(_, *_)):
                return written(node.place, points=node)
            case TextNode() | ListNode():
                text = node if isinstance(node, TextNode) else TextNode("", node.place)
                return written(node.place, points=list_of([text], node.place))
        hint = "write one text, or a list of points in brackets"
        reading.wrong(node, "a cell is text", hint)
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
    """A table. Written short: a list of rows, of which the first names the columns."""

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
            description="A last row, set apart: its name alone adds up the columns of numbers; or all of its cells.",
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
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        return expand_table(node, reading)

    def narrowed(self, before: Self) -> Self:
        left = still_there(before.columns, self.columns)
        total = at(left, self.total) if len(self.total) == len(before.columns) else self.total
        return replace(self, **_narrowed_rows(self, left), total=total)

    @classmethod
    def finish(cls, element: Any, node: MapNode, reading: Reading) -> None:  # noqa: ARG003
        check_later(element.later, element.columns, "table", reading)
        if element.is_sound and element.total:
            check_total(element, reading)


def _narrowed_rows(table: Any, left: list[int]) -> dict[str, object]:
    """The rows of a table with the cells of the columns that are left, and those columns that come later."""
    names = {name.plain for name in getattr(table, "columns", ()) or getattr(table, "of", ())}
    rows = tuple(replace(row, cells=at(left, row.cells)) for row in table.rows)
    return {"rows": rows, "later": tuple(words for words in table.later if words.plain in names)}


class CompareRow(Selectable, frozen=True):
    """What one row of a comparison says of each thing: `name: [cell, cell]`."""

    noun: ClassVar[str] = "a row of a comparison"

    name: Annotated[Words, Meta(description="What the things are compared by.", examples=[COMPARED])]
    cells: Annotated[
        tuple[TableCell, ...],
        Meta(
            description="What is true of each thing, in the order of `of`; `yes`, `no` and `partly` become marks.",
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
    """A comparison: the things compared are the columns, what they are compared by are the rows.

    `best` gives, for a row's name, the column that wins it; `better` finds it where the cells are numbers.
    """

    noun: ClassVar[str] = "a comparison"

    of: Annotated[
        tuple[ColumnName, ...], Meta(description="The things compared: the columns.", examples=[COMPARED])
    ] = ()
    rows: Annotated[
        tuple[CompareRow, ...],
        Meta(
            description="What they are compared by: `name: [cell, cell]`, or `name: {thing: cell}`; `heading: "
            "{name: [cell, cell]}` groups rows.",
            examples=[
                "compare:\n  of: [Docker, Virtual machine]\n  rows:\n"
                "    Start: {Docker: short, Virtual machine: long}"
            ],
        ),
    ] = ()
    stacks: Annotated[
        Layers | None,
        Meta(
            description="Stacks of layers, of which the table shows which layers each of them has.",
            examples=[
                "compare:\n  stacks:\n    Docker: [App, Docker Engine, Host OS]\n    VM: [App, Guest OS, Host OS]"
            ],
        ),
    ] = None
    best: Annotated[
        dict[str, Words],
        Meta(
            description="For a row's name, the thing that wins it.", examples=[COMPARED + "\n  best: {Start: Docker}"]
        ),
    ] = field(default_factory=dict)
    better: Annotated[
        dict[str, Literal["lower", "higher"]],
        Meta(description="For a row of numbers, whether the lower or the higher one wins it.", examples=[MEASURED]),
    ] = field(default_factory=dict)
    ratio: Annotated[
        dict[str, Words],
        Meta(
            description="For a row in `better`, the word for how the winner differs: `400 × smaller` than the "
            "next best.",
            examples=[MEASURED + "\n  ratio: {Image: smaller}"],
        ),
    ] = field(default_factory=dict)
    verdict: Annotated[
        Words | None,
        Meta(
            description="What follows from it all, in a line below the table.",
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
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        expanded = super().expand(node, reading)
        return expand_compare(expanded, reading) if expanded is not None else None

    def narrowed(self, before: Self) -> Self:
        things = {thing.plain for thing in self.of}
        best = {row: winner for row, winner in self.best.items() if winner.plain in things}
        return replace(self, **_narrowed_rows(self, still_there(before.of, self.of)), best=best)

    def settled(self) -> Self | None:
        return self if (self.of and self.rows) or self.stacks else None

    @classmethod
    def finish(cls, element: Any, node: MapNode, reading: Reading) -> None:
        check_comparison(element, node, reading)
