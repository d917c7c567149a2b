"""What can be for some audiences only: the two fields, written beside whatever else an element says."""

from __future__ import annotations

from dataclasses import replace

from pydantic import Field

from deckgen.outline.element import Element
from deckgen.source import Entry, MapNode, Node

CONDITIONS = ("only", "except")


class Selectable(Element):
    """Something that not every audience has to see."""

    only: tuple[str, ...] = Field(
        (),
        description="The audiences that see this; nobody else does. `students` is the edition for students.",
        examples=["bullets:\n  - Small and fast\n  - {bullet: Namespaces and cgroups, only: developers}"],
    )
    except_: tuple[str, ...] = Field(
        (),
        alias="except",
        description="The audiences that do not see this. `students` is the edition for students.",
        examples=["bullets:\n  - Small and fast\n  - {bullet: Namespaces and cgroups, except: [managers]}"],
    )


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


def with_conditions(node: MapNode | None, conditions: tuple[Entry, ...]) -> MapNode | None:
    """A long form with the conditions that its short form had."""
    return replace(node, entries=(*node.entries, *conditions)) if node is not None and conditions else node
