"""What can be for some audiences only: the two fields, written beside whatever else an element says."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field
from msgspec.structs import replace

from deckgen.outline.element import Element
from deckgen.outline.short import items_of, list_of
from deckgen.source import Entry, MapNode, Node, TextNode

CONDITIONS = ("only", "except")


class Selectable(Element, frozen=True, kw_only=True):
    """Something that not every audience has to see."""

    only: Annotated[
        tuple[str, ...],
        Meta(
            description="The audiences that see this; nobody else does. `students` is the edition for students.",
            examples=["bullets:\n  - Small and fast\n  - {bullet: Namespaces and cgroups, only: developers}"],
        ),
    ] = ()
    except_: Annotated[
        tuple[str, ...],
        Meta(
            description="The audiences that do not see this. `students` is the edition for students.",
            examples=["bullets:\n  - Small and fast\n  - {bullet: Namespaces and cgroups, except: [managers]}"],
        ),
    ] = field(default=(), name="except")


def without_conditions(node: Node) -> tuple[Node, tuple[Entry, ...]]:
    """A mapping as it would stand there for everybody, and its `only` and `except`.

    So every short form that is a mapping can have them too: `{tip: text, only: developers}`. A mapping that
    holds nothing else is left as it is: its `only` is the author's own word.
    """
    if not isinstance(node, MapNode):
        return node, ()
    conditions = tuple(entry for entry in node.entries if entry.key.text in CONDITIONS)
    if not conditions or len(conditions) == len(node.entries):
        return node, ()
    rest = tuple(entry for entry in node.entries if entry.key.text not in CONDITIONS)
    return replace(node, entries=rest), conditions


def also_under(node: MapNode, conditions: tuple[Entry, ...]) -> MapNode:
    """What stands under something with `conditions` of its own: it is for those that both are for.

    Every name that was typed stays, so that each can be looked up: who is in one `only` alone, is left out as well.
    """
    rest = tuple(entry for entry in node.entries if entry.key.text not in CONDITIONS)
    own = MapNode(tuple(entry for entry in node.entries if entry.key.text in CONDITIONS), node.place)
    outer = MapNode(conditions, node.place)
    for_some = [_names(own, "only"), _names(outer, "only")]
    left_out = [*_names(own, "except"), *_names(outer, "except")]
    if all(for_some):
        mine, theirs = ({name.text for name in names} for names in for_some)
        left_out += [name for names in for_some for name in names if name.text in mine ^ theirs]
    both = {"only": [*for_some[0], *for_some[1]], "except": left_out}
    given = (Entry(TextNode(key, node.place), list_of(names, node.place)) for key, names in both.items() if names)
    return replace(node, entries=(*rest, *given))


def _names(node: MapNode, key: str) -> list[TextNode]:
    value = node.get(key)
    return [name for name in items_of(value) if isinstance(name, TextNode)] if value is not None else []


def with_conditions(node: MapNode | None, conditions: tuple[Entry, ...]) -> MapNode | None:
    """A long form with the conditions that its short form had."""
    return replace(node, entries=(*node.entries, *conditions)) if node is not None and conditions else node
