"""Rows under headings: `heading: {name: [cells]}`, or a list of rows after the heading."""

from __future__ import annotations

from msgspec.structs import replace

from deckgen.outline.selectable import also_under, without_conditions
from deckgen.outline.short import items_of
from deckgen.source import Entry, ListNode, MapNode, Node, TextNode

CONTENTS = ("cells", "numbers")
"""What a row holds, where its name and its audiences stand beside that."""


def rows_of(rows: Node) -> tuple[Node, ...]:
    """The rows one by one, also where they were typed as a mapping from their names."""
    return tuple(_lifted(entry) for entry in rows.entries) if isinstance(rows, MapNode) else items_of(rows)


def _lifted(entry: Entry) -> MapNode:
    """A row of a mapping; audiences that stand in it, `name: {cells: [cell], only: somebody}`, stand beside it."""
    inner, conditions = without_conditions(entry.value)
    if isinstance(inner, MapNode) and len(inner.entries) == 1 and inner.entries[0].key.text in CONTENTS:
        inner = inner.entries[0].value if conditions else inner
    return MapNode((replace(entry, value=inner), *conditions), entry.key.place)


def grouped(given: Node, columns: list[str]) -> list[tuple[TextNode | None, Node]]:
    """The rows one by one, each with the heading it stands under: `heading: {name: [cells]}`.

    What is true of the audiences of a heading is true of the rows under it.
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
    """Whether a mapping holds rows by name, and not cells by column; a list of mappings holds rows."""
    if isinstance(node, ListNode):
        return bool(node.items) and all(isinstance(item, MapNode) for item in node.items)
    return isinstance(node, MapNode) and all(
        entry.key.text not in columns and isinstance(entry.value, ListNode | MapNode) for entry in node.entries
    )


def in_group(group: TextNode | None, row: MapNode) -> MapNode:
    """A long row with the heading it stands under."""
    return (
        row if group is None else replace(row, entries=(*row.entries, Entry(TextNode("group", group.place), group)))
    )
