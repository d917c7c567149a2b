"""Cycles: steps in a ring, the last of which leads to the first again."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Self

from msgspec import Meta
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Sink
from deckgen.outline.build import BuildOrder
from deckgen.outline.desugar import has, one_by_one, with_field, written
from deckgen.outline.drawn import Drawn
from deckgen.outline.element import Selectable, Words
from deckgen.outline.forms import NAME, TYPED, JsonSchema, Without, any_of, array_of, mapping_of, ref
from deckgen.outline.graph import key_of
from deckgen.source import Entry, ListNode, MapNode, Node, TextNode

EXAMPLE = "cycle: [Plan, Do, Check, Act]"
_LONG = "cycle:\n  of: [Plan, Do, Check, Act]\n  "
FEWEST, MOST = 3, 8


class CycleStep(Selectable, frozen=True):
    """A step of a cycle. Written short: its name, or `name: role`."""

    noun: ClassVar[str] = "a step of a cycle"

    name: Annotated[Words, Meta(description="The text of the step.", examples=[EXAMPLE])]
    role: Annotated[
        str | None,
        Meta(
            description="The name of a role, which gives the step its colour; steps named like a role have it.",
            examples=["cycle:\n  - Write\n  - {name: Build, role: kernel}\n  - Test"],
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
            case MapNode(entries=(only,)) if isinstance(only.value, TextNode):
                role = None if only.value.is_null else only.value
                return written(only.key.place, name=only.key, role=role)
        sink.wrong(node, "a step of a cycle is a name, or `name: role`", "write its name")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, mapping_of(any_of(TYPED, Without(CycleStep, "name")), only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(any_of(TYPED, Without(CycleStep, "name")))


class Cycle(Drawn, frozen=True):
    """Steps in a ring, clockwise from the top, an arrow from each to the next. Written short: a list of names."""

    noun: ClassVar[str] = "a cycle"

    of: Annotated[
        tuple[CycleStep, ...],
        Meta(description="The steps, three to eight, in their order.", examples=[_LONG + "middle: Quality"]),
    ]
    middle: Annotated[
        Words | None,
        Meta(description="A text in the middle of the ring.", examples=[_LONG + "middle: Quality"]),
    ] = None
    highlight: Annotated[
        tuple[Words, ...],
        Meta(description="The steps that the slide is about, in full colour.", examples=[_LONG + "highlight: Check"]),
    ] = ()

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case MapNode() if has(node, "of"):
                return node
            case MapNode(entries=()) | ListNode(items=()):
                pass
            case MapNode() if (entry := _list_in(node)) is not None:
                hint = "write the steps under `of`, or `cycle: [Plan, Do, Check]`"
                sink.error(Code.UNKNOWN_FIELD, f"a cycle has no field `{entry.key.text}`", entry.key.place, hint)
                return None
            case MapNode() | ListNode():
                return written(node.place, of=node)
            case TextNode() if not node.is_blank:
                return written(node.place, of=node)
        sink.error(Code.EMPTY_VALUE, "this cycle is empty", node.place, "write its steps as a list")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, array_of(ref(CycleStep)), mapping_of(any_of(TYPED, Without(CycleStep, "name")))]

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        super().finish(element, node, sink)
        count = len(element.of)
        if element.is_sound and not FEWEST <= count <= MOST:
            message = f"a cycle has {FEWEST} to {MOST} steps, not {count}"
            hint = "write them as `steps` or as a `graph`" if count < FEWEST else "join some of them"
            sink.error(Code.CYCLE_LENGTH, message, element.place, hint)

    @property
    def part_names(self) -> frozenset[str]:
        """The names of its steps, in lower case."""
        return frozenset(key_of(step.name.plain) for step in self.of)

    def clicks(self, order: BuildOrder) -> int:  # noqa: ARG002
        """The number of clicks until all is shown, one for each step."""
        return len(self.of)

    def pruned(self) -> Self | None:
        if not self.of:
            return None
        there = self.part_names
        return replace(self, highlight=tuple(name for name in self.highlight if key_of(name.plain) in there))


def _list_in(node: MapNode) -> Entry | None:
    """The first list among what was typed for steps; no step is a list."""
    return next((entry for entry in node.entries if isinstance(entry.value, ListNode)), None)
