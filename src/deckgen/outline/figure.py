"""Diagrams of layers: panels beside each other, and the braces and arrows round their boxes."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta, field

from deckgen.outline.arrows import expand_arrow
from deckgen.outline.box import Box
from deckgen.outline.element import Words
from deckgen.outline.reading import Reading
from deckgen.outline.selectable import Selectable
from deckgen.outline.short import has, items_of, list_of, one_by_one, with_field, written
from deckgen.source import ListNode, MapNode, Node, TextNode


class Panel(Selectable, frozen=True, kw_only=True):
    """One stack of layers, top to bottom; panels stand beside each other, each over its caption."""

    noun: ClassVar[str] = "a panel"

    caption: Annotated[
        Words | None,
        Meta(
            description="The name of a panel, which stands below it, or above where there are layers `below` the "
            "panels.",
            examples=["layers:\n  Docker: [App, Kernel]\n  Virtual machine: [App, Guest OS, Kernel]"],
        ),
    ] = None
    boxes: Annotated[
        tuple[Box, ...],
        Meta(
            description="The layers of a panel, top to bottom.",
            examples=["layers:\n  Docker: [App, Kernel]\n  VM: {layers: [App, Guest OS, Kernel], except: beginners}"],
        ),
    ] = field(name="layers")


class Layers(Selectable, frozen=True):
    """A diagram of layers: one panel without a caption, or several with captions.

    `{layers: …, only: developers}` is for some audiences only.
    """

    noun: ClassVar[str] = "a figure of layers"

    panels: Annotated[
        tuple[Panel, ...],
        Meta(
            description="Stacks of layers beside each other, each under its caption.",
            examples=["layers:\n  Docker: [App, Kernel]\n  Virtual machine: [App, Guest OS, Kernel]"],
        ),
    ]

    @classmethod
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        if isinstance(node, MapNode) and len(node.entries) == 1 and has(node, "layers"):
            node = node.entries[0].value
        if not isinstance(node, MapNode) or has(node, "box"):
            panels: list[Node] = [written(node.place, layers=list_of(items_of(node), node.place))]
            return written(node.place, panels=list_of(panels, node.place))
        panels = []
        for entry in node.entries:
            if isinstance(entry.value, ListNode) and entry.value.items:
                panels.append(written(entry.key.place, caption=entry.key, layers=entry.value))
            elif isinstance(entry.value, MapNode) and has(entry.value, "layers"):
                panels.append(with_field("caption", entry.key, entry.value))
            else:
                hint = "put `- ` before each layer, also below a caption"
                reading.wrong(entry.value, f"`{entry.key.text}` is a caption with a list of layers below it", hint)
        return written(node.place, panels=list_of(panels, node.place)) if panels else None


class Brace(Selectable, frozen=True):
    """A brace beside a range of boxes of one panel, with a label. Written short: `label: [box, box]`."""

    noun: ClassVar[str] = "a brace"

    label: Annotated[
        Words,
        Meta(
            description="What the boxes have in common.",
            examples=[
                "layers: [Applications, Guest OS, Hypervisor]\nbraces: {virtualized: [Applications, Guest OS]}"
            ],
        ),
    ]
    over: Annotated[
        tuple[Words, ...],
        Meta(
            description="The boxes that the brace spans, of one panel.",
            examples=[
                "layers: [App, Guest OS, Hypervisor]\nbraces:\n  - {label: virtualized, over: [App, Guest OS]}"
            ],
        ),
    ]
    side: Annotated[
        Literal["left", "right"],
        Meta(
            description="The side on which the brace stands.",
            examples=[
                "layers: [App, Guest OS, Hypervisor]\nbraces:\n  - {label: virtualized, over: Guest OS, side: left}"
            ],
        ),
    ] = "right"

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        return one_by_one(node) if isinstance(node, MapNode) and not has(node, "label") else items_of(node)

    @classmethod
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        match node:
            case MapNode() if has(node, "label"):
                return node
            case MapNode(entries=(only,)) if isinstance(only.value, MapNode):
                return with_field("label", only.key, only.value)
            case MapNode(entries=(only,)) if isinstance(only.value, TextNode) and only.value.is_null:
                hint = "write the labels of the boxes in brackets after it"
                reading.error("empty-value", f"the brace `{only.key.text}` spans no boxes", only.key.place, hint)
                return None
            case MapNode(entries=(only,)):
                return written(only.key.place, label=only.key, over=only.value)
        reading.wrong(
            node, "a brace is `label: [box, box]`", "write the label of the brace, `: ` and the boxes in brackets"
        )
        return None


class Arrow(Selectable, frozen=True):
    """An arrow between two boxes. Written short: `A -> B: label`, `A <-> B`, or crossed out: `A -x-> B`."""

    noun: ClassVar[str] = "an arrow"

    start: Annotated[
        Words,
        Meta(
            description="The box where the arrow begins.",
            examples=["layers: [Client, Engine]\narrows:\n  - {from: Client, to: Engine}"],
        ),
    ] = field(name="from")
    end: Annotated[
        Words,
        Meta(
            description="The box where the arrow ends.",
            examples=["layers: [Client, Engine]\narrows:\n  - {from: Client, to: Engine}"],
        ),
    ] = field(name="to")
    label: Annotated[
        Words | None,
        Meta(
            description="What goes along the arrow.",
            examples=['layers: [Client, Engine]\narrows:\n  - "Client -> Engine: API call"'],
        ),
    ] = None
    both: Annotated[
        bool,
        Meta(
            description="Whether the arrow has a head at both ends: `A <-> B`.",
            examples=["layers: [Client, Engine]\narrows: [Client <-> Engine]"],
        ),
    ] = False
    crossed: Annotated[
        bool,
        Meta(
            description="Whether the arrow is crossed out, for what is impossible: `A -x-> B`.",
            examples=["layers: [Linux image, Windows kernel]\narrows: [Linux image -x-> Windows kernel]"],
        ),
    ] = False

    role: Annotated[
        str | None,
        Meta(
            description="The name of a role, which gives the arrow its colour and the legend a line for it.",
            examples=["layers: [Client, Engine]\narrows:\n  - {from: Client, to: Engine, role: kernel}"],
        ),
    ] = None

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        return one_by_one(node) if isinstance(node, MapNode) and not has(node, "from", "to") else items_of(node)

    @classmethod
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        return node if isinstance(node, MapNode) and has(node, "from", "to") else expand_arrow(node, reading)


class Axis(Selectable, frozen=True):
    """An arrow along a side of the whole figure, with a text at each of its ends or beside it."""

    noun: ClassVar[str] = "an axis"

    side: Annotated[
        Literal["left", "right", "top", "bottom"],
        Meta(
            description="The side of the figure along which it runs, from left to right or from top to bottom.",
            examples=["layers: [Application, Transport]\naxes:\n  - {side: left, label: sending}"],
        ),
    ]
    start: Annotated[
        Words | None,
        Meta(
            description="What stands where the axis begins.",
            examples=["layers:\n  - [IaaS, PaaS, SaaS]\naxes:\n  - {side: bottom, from: control, to: convenience}"],
        ),
    ] = field(default=None, name="from")
    end: Annotated[
        Words | None,
        Meta(
            description="What stands where the axis ends.",
            examples=["layers:\n  - [IaaS, PaaS, SaaS]\naxes:\n  - {side: bottom, from: control, to: convenience}"],
        ),
    ] = field(default=None, name="to")
    label: Annotated[
        Words | None,
        Meta(
            description="What stands along the axis.",
            examples=["layers: [Application, Transport]\naxes:\n  - {side: left, label: sending}"],
        ),
    ] = None
    back: Annotated[
        bool,
        Meta(
            description="Whether it runs the other way: from right to left, or from bottom to top.",
            examples=["layers: [Application, Transport]\naxes:\n  - {side: right, label: receiving, back: true}"],
        ),
    ] = False
