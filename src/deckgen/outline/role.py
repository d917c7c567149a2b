"""Roles: colours with a meaning, for a whole lecture or for one figure."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from itertools import chain
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from deckgen.diagnostics import Sink
from deckgen.outline.desugar import written
from deckgen.outline.element import Element, Words
from deckgen.outline.forms import NAME, JsonSchema
from deckgen.outline.theme_file import Hue
from deckgen.source import MapNode, Node, TextNode


class Role(Element, frozen=True):
    """The meaning of a colour. Boxes named like the role's label or key, or matching a pattern, have the role.

    Written short: the label. Without a colour, roles take the hues in their order.
    """

    noun: ClassVar[str] = "a role"

    label: Annotated[
        Words,
        Meta(
            description="The meaning of the colour, as the legend shows it.", examples=["roles:\n  kernel: OS kernel"]
        ),
    ]
    colour: Annotated[
        Hue | None,
        Meta(
            description="The hue. Without it, roles take the hues in their order.",
            examples=["roles:\n  kernel: {label: OS kernel, colour: teal}"],
        ),
    ] = None
    matches: Annotated[
        tuple[str, ...],
        Meta(
            description="Labels of boxes that also have this role; `*` matches any characters.",
            examples=['roles:\n  kernel: {label: OS kernel, matches: ["* kernel", Linux]}'],
        ),
    ] = ()

    fill: Annotated[
        Literal["tint", "strong"],
        Meta(
            description="The fill of boxes with this role: a `tint` of its colour, or the `strong` colour itself.",
            examples=["roles:\n  kernel: {label: OS kernel, fill: strong}"],
        ),
    ] = "tint"

    match: Annotated[
        Literal["exact", "asked"],
        Meta(
            description="The boxes that have this role: `exact` means all whose whole label is its label or key, or "
            "fits a pattern in `matches`; `asked` only those that name it with `role`.",
            examples=["roles:\n  drivers: {label: Drivers, match: asked}"],
        ),
    ] = "exact"

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        return written(node.place, label=node) if isinstance(node, TextNode) else super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME]


def role_named(word: str, roles: Mapping[str, Role]) -> str | None:
    """The role that a word on a slide names: by label, as legends show it, then by key, then by pattern."""
    wanted = word.casefold()
    roles = {key: role for key, role in roles.items() if role.match == "exact"}
    labels = (key for key, role in roles.items() if role.label.plain.casefold() == wanted)
    keys = (key for key in roles if key.casefold() == wanted)
    patterns = (key for key, role in roles.items() if any(fnmatchcase(wanted, p.casefold()) for p in role.matches))
    return next(chain(labels, keys, patterns), None)
