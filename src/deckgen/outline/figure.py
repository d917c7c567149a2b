"""Diagrams of layers: panels beside each other, and the braces and arrows round their boxes."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from deckgen.outline.arrows import expand_arrow
from deckgen.outline.box import Box
from deckgen.outline.element import Words
from deckgen.outline.reading import Reading
from deckgen.outline.selectable import Selectable
from deckgen.outline.short import has, items_of, list_of, one_by_one, with_field, written
from deckgen.source import ListNode, MapNode, Node, TextNode


class Panel(Selectable):
    """One stack of layers, top to bottom; panels stand beside each other, each over its caption."""

    noun: ClassVar[str] = "a panel"

    caption: Words | None = Field(
        None,
        description="The name of a panel, which stands below it, or above where there are layers `below` the panels.",
        examples=["layers:\n  Docker: [App, Kernel]\n  Virtual machine: [App, Guest OS, Kernel]"],
    )
    boxes: tuple[Box, ...] = Field(
        alias="layers",
        description="The layers of a panel, top to bottom.",
        examples=["layers:\n  Docker: [App, Kernel]\n  VM: {layers: [App, Guest OS, Kernel], except: beginners}"],
    )


class Layers(Selectable):
    """A diagram of layers: one panel without a caption, or several with captions.

    `{layers: …, only: developers}` is for some audiences only.
    """

    noun: ClassVar[str] = "a figure of layers"

    panels: tuple[Panel, ...] = Field(
        description="Stacks of layers beside each other, each under its caption.",
        examples=["layers:\n  Docker: [App, Kernel]\n  Virtual machine: [App, Guest OS, Kernel]"],
    )

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


class Brace(Selectable):
    """A brace beside a range of boxes of one panel, with a label. Written short: `label: [box, box]`."""

    noun: ClassVar[str] = "a brace"

    label: Words = Field(
        description="What the boxes have in common.",
        examples=["layers: [Applications, Guest OS, Hypervisor]\nbraces: {virtualized: [Applications, Guest OS]}"],
    )
    over: tuple[Words, ...] = Field(
        description="The boxes that the brace spans, of one panel.",
        examples=["layers: [App, Guest OS, Hypervisor]\nbraces:\n  - {label: virtualized, over: [App, Guest OS]}"],
    )
    side: Literal["left", "right"] = Field(
        "right",
        description="The side on which the brace stands.",
        examples=[
            "layers: [App, Guest OS, Hypervisor]\nbraces:\n  - {label: virtualized, over: Guest OS, side: left}"
        ],
    )

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


class Arrow(Selectable):
    """An arrow between two boxes. Written short: `A -> B: label`, `A <-> B`, or crossed out: `A -x-> B`."""

    noun: ClassVar[str] = "an arrow"

    start: Words = Field(
        alias="from",
        description="The box where the arrow begins.",
        examples=["layers: [Client, Engine]\narrows:\n  - {from: Client, to: Engine}"],
    )
    end: Words = Field(
        alias="to",
        description="The box where the arrow ends.",
        examples=["layers: [Client, Engine]\narrows:\n  - {from: Client, to: Engine}"],
    )
    label: Words | None = Field(
        None,
        description="What goes along the arrow.",
        examples=['layers: [Client, Engine]\narrows:\n  - "Client -> Engine: API call"'],
    )
    both: bool = Field(
        False,
        description="Whether the arrow has a head at both ends: `A <-> B`.",
        examples=["layers: [Client, Engine]\narrows: [Client <-> Engine]"],
    )
    crossed: bool = Field(
        False,
        description="Whether the arrow is crossed out, for what is impossible: `A -x-> B`.",
        examples=["layers: [Linux image, Windows kernel]\narrows: [Linux image -x-> Windows kernel]"],
    )

    role: str | None = Field(
        None,
        description="The name of a role, which gives the arrow its colour and the legend a line for it.",
        examples=["layers: [Client, Engine]\narrows:\n  - {from: Client, to: Engine, role: kernel}"],
    )

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        return one_by_one(node) if isinstance(node, MapNode) and not has(node, "from", "to") else items_of(node)

    @classmethod
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        return node if isinstance(node, MapNode) and has(node, "from", "to") else expand_arrow(node, reading)


class Axis(Selectable):
    """An arrow along a side of the whole figure, with a text at each of its ends or beside it."""

    noun: ClassVar[str] = "an axis"

    side: Literal["left", "right", "top", "bottom"] = Field(
        description="The side of the figure along which it runs, from left to right or from top to bottom.",
        examples=["layers: [Application, Transport]\naxes:\n  - {side: left, label: sending}"],
    )
    start: Words | None = Field(
        None,
        alias="from",
        description="What stands where the axis begins.",
        examples=["layers:\n  - [IaaS, PaaS, SaaS]\naxes:\n  - {side: bottom, from: control, to: convenience}"],
    )
    end: Words | None = Field(
        None,
        alias="to",
        description="What stands where the axis ends.",
        examples=["layers:\n  - [IaaS, PaaS, SaaS]\naxes:\n  - {side: bottom, from: control, to: convenience}"],
    )
    label: Words | None = Field(
        None,
        description="What stands along the axis.",
        examples=["layers: [Application, Transport]\naxes:\n  - {side: left, label: sending}"],
    )
    back: bool = Field(
        False,
        description="Whether it runs the other way: from right to left, or from bottom to top.",
        examples=["layers: [Application, Transport]\naxes:\n  - {side: right, label: receiving, back: true}"],
    )
