"""Builds: the parts of a slide that appear at each click."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, get_args

from msgspec import Meta

from deckgen.diagnostics import Sink
from deckgen.outline.desugar import has, one_by_one, written
from deckgen.outline.element import Element, Words, listed
from deckgen.outline.forms import NAME, TYPED, JsonSchema, array_of, mapping_of, ref
from deckgen.source import ListNode, MapNode, Node, TextNode

BuildOrder = Literal[
    "one by one", "at once", "none", "bottom up", "top down", "by panel", "row by row", "column by column",
    "winners last", "by series", "by category",
]  # fmt: skip
ALWAYS: tuple[BuildOrder, ...] = ("one by one", "at once", "none")
"""The orders that every block supports."""
_SPOKEN = {"yes": "true", "on": "true", "no": "false", "off": "false"}
_SHORT = {"true": "one by one", "false": "none"}
_LAYERS = "layers: [Applications, OS kernel, Hardware]\n"
_TABLE = "table:\n  - [Name, Size]\n  - [alpine, 8 MB]\n  - [debian, 120 MB]\n"


class Together(Element, frozen=True):
    """The boxes that appear at one click. Written short: a name, or a list of names."""

    noun: ClassVar[str] = "a click"

    names: Annotated[
        tuple[Words, ...],
        Meta(
            description="The boxes, braces and captions that appear together.",
            examples=[_LAYERS + "build:\n  - Hardware\n  - [OS kernel, Applications]"],
        ),
    ]

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:  # noqa: ARG003
        return node if isinstance(node, MapNode) and has(node, "names") else written(node.place, names=node)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, array_of(TYPED)]


class Build(Element, frozen=True):
    """The order in which a block appears, click by click.

    Written short: `true`, `false`, an order such as `bottom up`, or a list of the names of boxes. It applies to every
    block of the slide that supports the order; with `block: order`, one on each line, it applies to the named blocks,
    in this order of clicks.
    """

    noun: ClassVar[str] = "a build"

    block: Annotated[
        str | None,
        Meta(
            description="The block that is built, by its key. Without it, every block of the slide that "
            "supports the order.",
            examples=[_LAYERS + "bullets: [Many, One, None]\nbuild: {layers: bottom up, bullets: at once}"],
        ),
    ] = None
    way: Annotated[
        BuildOrder,
        Meta(
            description="The order in which its parts appear. `true` is `one by one`: points, steps, events, "
            "columns and rows one after the other, layers bottom up, charts by series or, with only"
            " one series, by category, all else at once.",
            examples=[_TABLE + "build: row by row"],
        ),
    ] = "one by one"
    boxes: Annotated[
        tuple[Together, ...],
        Meta(
            description="The boxes of a figure, graph or tree in the order in which they appear; boxes in one list "
            "appear together, and boxes that are not named are visible from the start.",
            examples=[_LAYERS + "build: [Hardware, Applications, OS kernel]"],
        ),
    ] = ()

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        if isinstance(node, ListNode) and any(isinstance(item, MapNode) for item in node.items):
            return node.items
        return one_by_one(node) if isinstance(node, MapNode) and not has(node, *cls.field_names()) else (node,)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case TextNode() if node.text.lower() in _SPOKEN:
                hint = f"write `{_SPOKEN[node.text.lower()]}`"
                sink.wrong(node, "a build is true, false, a way or a list of boxes", hint)
                return None
            case TextNode():
                return written(node.place, way=_way(node))
            case ListNode():
                return written(node.place, boxes=node)
            case MapNode() if has(node, *cls.field_names()):
                return node
            case MapNode(entries=(only,)) if isinstance(only.value, TextNode):
                return written(only.key.place, block=only.key, way=_way(only.value))
            case MapNode(entries=(only,)) if isinstance(only.value, ListNode):
                return written(only.key.place, block=only.key, boxes=only.value)
        sink.wrong(node, "a build is a way, or a list of boxes", f"write {listed(list(get_args(BuildOrder)), 'or')}")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [{"enum": [*get_args(BuildOrder), True, False]}, array_of(ref(Together))]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(ref(Build))


def _way(node: TextNode) -> TextNode:
    return TextNode(_SHORT[node.text], node.place) if node.text in _SHORT else node
