"""Boxes that are drawn several times: copies of what was typed once, each with the place of the original."""

from __future__ import annotations

from deckgen.outline.selectable import CONDITIONS, with_conditions, without_conditions
from deckgen.outline.short import with_field, without_field, written
from deckgen.source import Entry, ListNode, MapNode, Node, TextNode

FEWEST, MOST = 2, 12
_DOTS = ("…", "...")


def repeated(node: Node) -> tuple[Node, ...]:
    """The copies of a box with `times`; the box itself where it has none, or one that makes no sense."""
    inner = _long(node)
    times = inner.get("times") if inner is not None else None
    if inner is None or times is None:
        return (node,)
    names = _names(times)
    if not FEWEST <= len(names) <= MOST:
        return (node,)
    return tuple(_copy(inner, name) for name in names)


def _long(node: Node) -> MapNode | None:
    """The long form of a box that has `times`: `{box: VM, times: 3}` or `VM: {times: 3}`."""
    if isinstance(node, MapNode) and node.get("box") is not None:
        return node
    match without_conditions(node):
        case MapNode(entries=(only,)), conditions if isinstance(only.value, MapNode) and only.value.get("times"):
            return with_conditions(with_field("box", only.key, only.value), conditions)
    return None


def _names(times: Node) -> list[TextNode | None]:
    """What stands behind the label of each copy; None where nothing does."""
    match times:
        case TextNode() if times.text.isascii() and times.text.isdigit() and int(times.text) <= MOST:
            return [None] * int(times.text)
        case ListNode() if all(isinstance(item, TextNode) and not item.is_null for item in times.items):
            return [item for item in times.items if isinstance(item, TextNode)]
    return []


def _copy(box: MapNode, name: TextNode | None) -> Node:
    label = box.get("box")
    if name is None or not isinstance(label, TextNode):
        return without_field("times", box)
    if name.text in _DOTS:
        conditions = tuple(entry for entry in box.entries if entry.key.text in CONDITIONS)
        return with_conditions(written(name.place, box=TextNode("…", name.place, '"')), conditions) or name
    long = TextNode(f"{label.text} {name.text}", label.place, label.style)
    entries = (Entry(entry.key, long if entry.key.text == "box" else entry.value) for entry in box.entries)
    return without_field("times", MapNode(tuple(entries), box.place))
