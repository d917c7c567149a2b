"""Short forms written out as long ones: nodes made from nodes, each with the place where it was typed."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.regex import regex
from deckgen.source import Entry, ListNode, MapNode, Node, TextNode

CONDITIONS = ("only", "except")


def written(place: Place, **fields: Node | None) -> MapNode:
    """A long form with these fields; None omits a field."""
    entries = (Entry(TextNode(name, place), value) for name, value in fields.items() if value is not None)
    return MapNode(tuple(entries), place)


def only_entry(node: MapNode) -> Entry | None:
    """The entry of a mapping with exactly one entry, else None."""
    return node.entries[0] if len(node.entries) == 1 else None


def has(node: MapNode, *names: str) -> bool:
    """True if a mapping has one of these keys."""
    return any(entry.key.text in names for entry in node.entries)


def is_bare(node: Node) -> bool:
    """True if there is nothing behind a name: no text, or an empty list."""
    return node.is_null if isinstance(node, TextNode) else isinstance(node, ListNode) and not node.items


def with_field(name: str, value: Node, node: MapNode) -> MapNode:
    """The mapping `node` with one more field, first."""
    return MapNode((Entry(TextNode(name, value.place), value), *node.entries), value.place)


def without_field(name: str, node: MapNode) -> MapNode:
    """The mapping `node` without one of its fields."""
    return MapNode(tuple(entry for entry in node.entries if entry.key.text != name), node.place)


def as_typed(entry: Entry) -> TextNode | None:
    """The text that YAML took for a mapping because of its `: `, or None if no text follows it."""
    key, value = entry.key, entry.value
    if not isinstance(value, TextNode):
        return None
    text = f"{key.text}: {value.text.rstrip()}".rstrip()
    length = key.place.length
    if value.place.line == key.place.line:
        length = value.place.column + value.place.length - key.place.column
    return TextNode(text, replace(key.place, length=length))


def items_of(node: Node) -> tuple[Node, ...]:
    """The items of a list; a bare value is a list of one."""
    return node.items if isinstance(node, ListNode) else (node,)


def one_by_one(node: MapNode) -> tuple[Node, ...]:
    """A mapping as the list of its entries."""
    return tuple(MapNode((entry,), entry.key.place) for entry in node.entries)


def list_of(items: Iterable[Node], place: Place) -> ListNode:
    """A list that was not typed."""
    return ListNode(tuple(items), place)


def within(node: TextNode, start: int, length: int) -> Place:
    """The place of a piece of a text, or of the whole text if the piece cannot be found."""
    place = node.place
    if node.style == "|":
        before = node.text[:start].split("\n")
        return replace(place, line=place.line + len(before), column=node.margin + len(before[-1]), length=length)
    # Double quotes allow escapes, single quotes are doubled inside, a text of several lines has lost its line ends.
    doubled = node.text.count("'") if node.style == "'" else 0
    if "\n" in node.text or place.length != len(node.text) + 2 * len(node.style) + doubled:
        return place
    shift = node.text[:start].count("'") if doubled else 0
    return replace(place, column=place.column + len(node.style) + start + shift, length=length)


def part_of(node: TextNode, start: int, end: int) -> TextNode:
    """A piece of a text, with the place of the piece if it can be found."""
    text = node.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    place = node.place
    if "\n" not in node.text and node.style not in {"|", ">"}:
        place = replace(place, column=place.column + len(node.style) + start, length=len(text))
    return TextNode(text, place, '"')


NAME_AND_TEXT = regex(r"\s*([\w-]+):(?:\s+|$)")


def parted(node: Node) -> Node:
    """A text `name: text`, or a list of such texts, as the mapping that it would be without quotes; else the node."""
    pairs = [(item, NAME_AND_TEXT.match(item.text)) for item in items_of(node) if isinstance(item, TextNode)]
    entries = tuple(
        Entry(part_of(item, *found.span(1)), part_of(item, found.end(), len(item.text)))
        for item, found in pairs
        if found
    )
    return MapNode(entries, node.place) if entries and len(entries) == len(items_of(node)) else node


def without_conditions(node: Node) -> tuple[Node, tuple[Entry, ...]]:
    """A mapping without its `only` and `except`, and these two.

    Every short form that is a mapping can have them: `{tip: text, only: developers}`. A mapping that holds nothing
    else is left as it is: its `only` is the author's own word.
    """
    if not isinstance(node, MapNode):
        return node, ()
    conditions = tuple(entry for entry in node.entries if entry.key.text in CONDITIONS)
    if not conditions or len(conditions) == len(node.entries):
        return node, ()
    rest = tuple(entry for entry in node.entries if entry.key.text not in CONDITIONS)
    return replace(node, entries=rest), conditions


def also_under(node: MapNode, conditions: tuple[Entry, ...]) -> MapNode:
    """A mapping below an element with `conditions` of its own; both have to be met.

    Every name that was typed is kept, so that each can be checked; audiences that are in only one `only` are
    excluded.
    """
    rest = tuple(entry for entry in node.entries if entry.key.text not in CONDITIONS)
    own = MapNode(tuple(entry for entry in node.entries if entry.key.text in CONDITIONS), node.place)
    outer = MapNode(conditions, node.place)
    for_some = [_names_under(own, "only"), _names_under(outer, "only")]
    left_out = [*_names_under(own, "except"), *_names_under(outer, "except")]
    if all(for_some):
        mine, theirs = ({name.text for name in names} for names in for_some)
        left_out += [name for names in for_some for name in names if name.text in mine ^ theirs]
    both = {"only": [*for_some[0], *for_some[1]], "except": left_out}
    given = (Entry(TextNode(key, node.place), list_of(names, node.place)) for key, names in both.items() if names)
    return replace(node, entries=(*rest, *given))


def _names_under(node: MapNode, key: str) -> list[TextNode]:
    value = node.get(key)
    return [name for name in items_of(value) if isinstance(name, TextNode)] if value is not None else []


def with_conditions(node: MapNode | None, conditions: tuple[Entry, ...]) -> MapNode | None:
    """A long form with the conditions of its short form."""
    return replace(node, entries=(*node.entries, *conditions)) if node is not None and conditions else node
