"""Quadrants: a field in four parts between two axes, with texts in the parts and points among them."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Self

from msgspec import Meta
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Sink
from deckgen.outline.build import BuildOrder
from deckgen.outline.desugar import has, is_bare, list_of, one_by_one, part_of, with_field, written
from deckgen.outline.drawn import Drawn
from deckgen.outline.element import Element, Position, Selectable, Words, listed
from deckgen.outline.figure import LONG_SIGN
from deckgen.outline.forms import NAME, TYPED, JsonSchema, Without, any_of, array_of, mapping_of, ref
from deckgen.outline.graph import MOST, key_of
from deckgen.source import Entry, ListNode, MapNode, Node, TextNode

EXAMPLE = (
    "quadrants:\n  across: little effort -> much effort\n  up: little value -> much value\n"
    "  points:\n    Caching: [20%, 80%]\n    Rewrite: [90%, 60%]"
)
_LONG = "quadrants:\n  of: [Quick wins, Large projects, Fillers, Time sinks]\n  "
_AXES = _LONG + "across: little effort -> much effort\n  up: little value -> much value\n  "
COUNT = 4
_SIGN = "->"
_ENDS = 2


class Quadrant(Element, frozen=True):
    """One of the four parts. Written short: its name, or `name: [text, text]`."""

    noun: ClassVar[str] = "a quadrant"

    name: Annotated[Words, Meta(description="The name of the quadrant.", examples=[_LONG + "highlight: Quick wins"])]
    parts: Annotated[
        tuple[Words, ...],
        Meta(
            description="Texts in the quadrant, under its name.",
            examples=[
                "quadrants:\n  - Strengths: [small images, fast start]\n  - Weaknesses: one kernel for all\n"
                "  - Opportunities: edge devices\n  - Threats: kernel exploits"
            ],
        ),
    ] = ()
    role: Annotated[
        str | None,
        Meta(
            description="The name of a role, which gives the quadrant its colour; those named like a role have it.",
            examples=[
                "quadrants:\n  of:\n    - {name: Quick wins, role: kernel}\n    - Large projects\n"
                "    - Fillers\n    - Time sinks"
            ],
        ),
    ] = None

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        return one_by_one(node) if isinstance(node, MapNode) and not has(node, "name") else super().items(node)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case TextNode():
                return written(node.place, name=node)
            case MapNode() if has(node, "name"):
                return node
            case MapNode(entries=(only,)) if isinstance(only.value, MapNode):
                return with_field("name", only.key, only.value)
            case MapNode(entries=(only,)):
                return written(only.key.place, name=only.key, parts=None if is_bare(only.value) else only.value)
        sink.wrong(node, "a quadrant is a name, or `name: [text, text]`", "write its name, and the texts in it")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, mapping_of(any_of(TYPED, array_of(TYPED), Without(Quadrant, "name")), only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(any_of(TYPED, array_of(TYPED), Without(Quadrant, "name")))


class PlacedPoint(Selectable, frozen=True):
    """A point between the axes. Written short: `name: [20%, 80%]`."""

    noun: ClassVar[str] = "a point between axes"

    name: Annotated[Words, Meta(description="The text beside the point.", examples=[EXAMPLE])]
    at: Annotated[
        Position,
        Meta(
            description="How far across and how far up it is, in percent or from 0 to 1.",
            examples=[_AXES + "points:\n    - {name: Caching, at: [20%, 80%]}"],
        ),
    ]
    role: Annotated[
        str | None,
        Meta(
            description="The name of a role, which gives the point its colour; points named like a role have it.",
            examples=[_AXES + "points:\n    Caching: {at: [0.2, 0.8], role: kernel}"],
        ),
    ] = None

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        return one_by_one(node) if isinstance(node, MapNode) and not has(node, "name") else super().items(node)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case MapNode() if has(node, "name"):
                return node
            case MapNode(entries=(only,)) if isinstance(only.value, MapNode):
                return with_field("name", only.key, only.value)
            case MapNode(entries=(only,)) if not isinstance(only.value, TextNode) or not only.value.is_blank:
                return written(only.key.place, name=only.key, at=only.value)
            case MapNode(entries=(only,)):
                message, hint = f"the point `{only.key.text}` has no place", f"write `{only.key.text}: [20%, 80%]`"
                sink.error(Code.EMPTY_VALUE, message, only.key.place, hint)
                return None
        hint = "write its name, how far across it is, and how far up"
        sink.wrong(node, "a point is `name: [20%, 80%]`", hint)
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [mapping_of(any_of(TYPED, array_of(NAME), Without(PlacedPoint, "name")), only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(any_of(TYPED, array_of(NAME), Without(PlacedPoint, "name")))


class Quadrants(Drawn, frozen=True):
    """Four parts between two axes, with texts in them or points among them. Written short: a list of four names."""

    noun: ClassVar[str] = "a quadrant chart"

    of: Annotated[
        tuple[Quadrant, ...],
        Meta(
            description="The four, from the upper left to the lower right. Without them, they have no names.",
            examples=[_LONG.rstrip()],
        ),
    ] = ()
    across: Annotated[
        tuple[Words, ...],
        Meta(
            description="The ends of the axis that runs across, `low -> high`; or one name for all of it.",
            examples=[EXAMPLE],
        ),
    ] = ()
    up: Annotated[
        tuple[Words, ...],
        Meta(
            description="The ends of the axis that runs up, `low -> high`; or one name for all of it.",
            examples=[EXAMPLE],
        ),
    ] = ()
    points: Annotated[
        tuple[PlacedPoint, ...],
        Meta(
            description="The points, each with how far across and how far up it is: `name: [20%, 80%]`.",
            examples=[EXAMPLE],
        ),
    ] = ()
    highlight: Annotated[
        tuple[Words, ...],
        Meta(
            description="The quadrants that the slide is about, in full colour, and the points, in bold letters.",
            examples=[_LONG + "highlight: Quick wins"],
        ),
    ] = ()

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case MapNode() if has(node, *cls.field_names()):
                if (beside := _quadrants_beside(node)) is not None:
                    message = f"the quadrants {listed(beside)} are beside the other fields"
                    sink.error(Code.WRONG_TYPE, message, node.place, f"put them under `of`: `of: {{{beside[0]}: …}}`")
                    return None
                return replace(node, entries=tuple(map(_with_ends, node.entries)))
            case MapNode(entries=()) | ListNode(items=()):
                pass
            case MapNode() | ListNode():
                return written(node.place, of=node)
            case TextNode() if not node.is_blank:
                return written(node.place, of=node)
        hint = "write the four quadrants as a list, or the points between two axes"
        sink.error(Code.EMPTY_VALUE, "this quadrant chart is empty", node.place, hint)
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [array_of(ref(Quadrant)), mapping_of(any_of(TYPED, array_of(TYPED), Without(Quadrant, "name")))]

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        super().finish(element, node, sink)
        if node.get("of") is None and node.get("points") is None:
            hint = "write the four quadrants under `of`, or points under `points`"
            sink.error(Code.EMPTY_VALUE, "this quadrant chart is empty", element.place, hint)
        count = len(element.of)
        if element.is_sound and count not in (0, COUNT):
            hint = "write a `table`, or a `matrix`" if count > COUNT else "write all four, from the upper left on"
            message = f"there are four quadrants, not {count}"
            sink.error(Code.QUADRANT_COUNT, message, element.of[0].place, hint)
        for key in ("across", "up"):
            axis = node.get(key)
            if isinstance(axis, TextNode) and LONG_SIGN.search(axis.text):
                sink.wrong(axis, "an axis has two ends: `low -> high`", "write both, with `->` between them")
            elif axis is not None and len(getattr(element, key)) > _ENDS:
                message = f"an axis has two ends, not {len(getattr(element, key))}"
                sink.error(Code.WRONG_TYPE, message, axis.place, f"write both, `{key}: low -> high`")
        if len(element.points) > MOST:
            message = f"there are {len(element.points)} points, but no slide has room for more than {MOST}"
            sink.error(Code.FIGURE_TOO_FULL, message, element.place, "draw them as a scatter `chart`")

    @property
    def part_names(self) -> frozenset[str]:
        """The names of its quadrants and of its points, in lower case."""
        return frozenset(key_of(name.plain) for name in self.names)

    @property
    def names(self) -> tuple[Words, ...]:
        """The names of its quadrants and of its points."""
        return (*(part.name for part in self.of), *(point.name for point in self.points))

    def clicks(self, order: BuildOrder) -> int:  # noqa: ARG002
        """The number of clicks until all is shown: one for each point, or else for each quadrant."""
        return len(self.points) or len(self.of)

    def pruned(self) -> Self | None:
        if not self.of and not self.points:
            return None
        there = self.part_names
        return replace(self, highlight=tuple(name for name in self.highlight if key_of(name.plain) in there))


def _quadrants_beside(node: MapNode) -> list[str] | None:
    """The names of four quadrants that are typed beside the fields, where none are under `of`."""
    names = [entry.key.text for entry in node.entries if entry.key.text not in Quadrants.field_names()]
    return names if len(names) == COUNT and not has(node, "of") else None


def _with_ends(entry: Entry) -> Entry:
    """A field, with both ends of an axis that is written `low -> high`."""
    value = entry.value
    if (
        entry.key.text not in ("across", "up")
        or not isinstance(value, TextNode)
        or LONG_SIGN.search(value.text)
        or _SIGN not in value.text
    ):
        return entry
    ends, start = [], 0
    for text in value.text.split(_SIGN):
        ends.append(part_of(value, start, start + len(text)))
        start += len(text) + len(_SIGN)
    return Entry(entry.key, list_of(ends, value.place))
