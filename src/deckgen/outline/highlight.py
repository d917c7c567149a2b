"""What is highlighted in a table: rows, columns and cells, by their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, ClassVar

from msgspec import Meta

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Sink, error
from deckgen.outline.desugar import has, one_by_one, written
from deckgen.outline.element import Element, Words, one_of
from deckgen.outline.forms import NAME, JsonSchema, mapping_of
from deckgen.source import ListNode, MapNode, Node, TextNode
from deckgen.suggest import closest

_TABLE = "table:\n  columns: [Name, Size]\n  rows:\n    - [alpine, 8 MB]\n    - [debian, 120 MB]\n"


class Highlight(Element, frozen=True):
    """A part of a table that stands out. Written short: the name of a row or of a column, or `row: column`."""

    noun: ClassVar[str] = "a highlight"

    name: Annotated[
        Words | None,
        Meta(description="The name of a row or of a column.", examples=[_TABLE + "  highlight: [{name: alpine}]"]),
    ] = None
    row: Annotated[
        Words | None,
        Meta(
            description="The name of a row, or with a `column` that of a cell's row.",
            examples=[_TABLE + "  highlight: [{row: alpine}]"],
        ),
    ] = None
    column: Annotated[
        Words | None,
        Meta(
            description="The name of a column, or with a `row` that of a cell's column.",
            examples=[_TABLE + "  highlight: [{row: alpine, column: Size}]"],
        ),
    ] = None

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        is_short = isinstance(node, MapNode) and not has(node, *cls.field_names())
        return one_by_one(node) if isinstance(node, MapNode) and is_short else super().items(node)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case TextNode() if not node.is_null:
                return written(node.place, name=node)
            case MapNode() if has(node, *cls.field_names()):
                return node
            case MapNode(entries=(only,)):
                return written(only.key.place, row=only.key, column=only.value)
        hint = "write `name`, or `row: column` for a cell"
        match node:
            case ListNode(items=(TextNode(text=one), TextNode(text=other))):
                hint = f"write a cell as `row: column`, the row first: `{one}: {other}` or `{other}: {one}`"
        sink.wrong(node, "a highlight is the name of a row or a column", hint)
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, mapping_of(NAME, only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(NAME)

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        named = element.row or element.column
        if element.name is not None and named is not None:
            message = f"`{element.name.plain}` and `{named.plain}` are two highlights"
            sink.error(Code.CLASHING_FIELDS, message, named.place, "write each after a `- ` of its own")
        elif element.is_sound and element.name is None and named is None:
            hint = "write the name of a row or a column"
            sink.error(Code.MISSING_FIELD, "a highlight needs a name", node.place, hint)

    @property
    def is_cell(self) -> bool:
        """True for a single cell."""
        return self.row is not None and self.column is not None

    def covers(self, row: str, column: str) -> bool:
        """True for a cell of what it names."""
        if self.name is not None:
            return self.name.bare in (row, column)
        fits_row = self.row is None or self.row.bare == row
        return fits_row and (self.column is None or self.column.bare == column)


def unknown_in_table(
    given: Iterable[Highlight], rows: Sequence[str], columns: Sequence[str], home: str = "table"
) -> Iterable[Diagnostic]:
    """Errors for names that neither a row nor a column has."""
    for each in given:
        if each.row and each.column and each.row.bare in columns and each.column.bare in rows:
            message = f"`{each.row.bare}` is a column of this {home}, and `{each.column.bare}` a row"
            hint = f"write the row first: `{each.column.bare}: {each.row.bare}`"
            yield error(Code.UNKNOWN_HIGHLIGHT, message, each.row.place, hint)
            continue
        if each.name and (found := _quoted_cell(each.name, rows, columns)):
            yield found
            continue
        wanted = ((each.name, [*rows, *columns]), (each.row, rows), (each.column, columns))
        for words, names in wanted:
            if words is not None and words.bare not in names:
                yield unknown_highlight(words, names, home)


def _quoted_cell(words: Words, rows: Sequence[str], columns: Sequence[str]) -> Diagnostic | None:
    """The error for a cell, `row: column`, that is one text because of its quotes."""
    row, colon, column = words.bare.partition(": ")
    if words.bare in (*rows, *columns) or not colon or row not in rows or column not in columns:
        return None
    message = f"`{words.bare}` in quotes is a name, and nothing is called so"
    return error(Code.UNKNOWN_HIGHLIGHT, message, words.place, f"write it without quotes: `{row}: {column}`")


def unknown_highlight(words: Words, names: Sequence[str], home: str) -> Diagnostic:
    """The error for a name that nothing in a table or chart has."""
    there = list(dict.fromkeys(name for name in names if name.strip()))
    near = closest(words.bare, there)
    hint = f"did you mean `{near}`?" if near else f"write {one_of(there)}" if there else "remove it"
    message = f"nothing in this {home} is called `{words.bare}`"
    return error(Code.UNKNOWN_HIGHLIGHT, message, words.place, hint)
