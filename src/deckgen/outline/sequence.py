"""Sequences: the messages that participants send each other, from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from msgspec import Meta, field
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Sink
from deckgen.outline.build import BuildOrder
from deckgen.outline.desugar import has, items_of, one_by_one, part_of, with_field, written
from deckgen.outline.drawn import FromMermaid
from deckgen.outline.element import Selectable, Words
from deckgen.outline.figure import arrow_hint
from deckgen.outline.forms import NAME, TYPED, JsonSchema, Without, any_of, array_of, mapping_of, ref
from deckgen.outline.graph import key_of
from deckgen.regex import regex
from deckgen.source import ListNode, MapNode, Node, TextNode

EXAMPLE = "sequence:\n  - 'Client -> Server: request'\n  - 'Server --> Client: answer'"
_STEPS = "sequence:\n  steps: ['Client -> Server: request', 'Server --> Client: answer']\n  "

GroupKind = Literal["alt", "loop", "opt", "par"]
GROUPS: tuple[GroupKind, ...] = get_args(GroupKind)
_SIGN = regex(r"-x->|(?<![-<])--?>(?!>)")
_LONG_SIGN = regex(r"-{3,}>|-->>")
_BOTH = regex(r"<[-=]+>")
_EXPECTED = "a step of a sequence is a message, a note or a group"
_HINT = "write `A -> B: text`, `A --> B: text` for an answer, `note: text`, or `loop: {while what: [steps]}`"
_EMPTY = (
    ("from", "this message has no sender", "write who sends it: `A -> B`"),
    ("to", "this message has no receiver", "write who gets it: `A -> B`"),
    ("note", "this note is empty", "write its text, or remove it"),
)
"""What a step needs if it has the key at all, with the message and the hint where that is empty."""


class Participant(Selectable, frozen=True):
    """Somebody or something that sends messages. Written short: its name, or `name: role`."""

    noun: ClassVar[str] = "a participant"

    name: Annotated[
        Words,
        Meta(description="Its name, as the messages have it.", examples=[_STEPS + "participants: [Client, Server]"]),
    ]
    role: Annotated[
        str | None,
        Meta(
            description="The name of a role, which gives it its colour; participants named like a role have it.",
            examples=[_STEPS + "participants: {Client: app, Server: kernel}"],
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
        sink.wrong(node, "a participant is a name, or `name: role`", "write its name, as the messages have it")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, mapping_of(any_of(TYPED, Without(Participant, "name")), only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(any_of(TYPED, Without(Participant, "name")))


class SequencePart(Selectable, frozen=True, kw_only=True):
    """Steps under a condition. Written short: `condition: [steps]`."""

    noun: ClassVar[str] = "a part of a group"

    when: Annotated[
        Words | None,
        Meta(
            description="The condition under which the steps happen, or how often they do.",
            examples=["sequence:\n  - loop: {until it answers: ['Client -> Server: ping']}"],
        ),
    ] = None
    steps: Annotated[
        tuple[SequenceStep, ...],
        Meta(
            description="The steps that belong together.",
            examples=["sequence:\n  - opt: {when: it is busy, steps: ['Server --> Client: later']}"],
        ),
    ]

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        if isinstance(node, MapNode) and not has(node, "when", "steps"):
            return one_by_one(node)
        return items_of(node) if isinstance(node, ListNode) and all(map(_is_part, node.items)) else (node,)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case MapNode() if has(node, "when", "steps"):
                return node
            case MapNode(entries=(only,)):
                return written(only.key.place, when=only.key, steps=only.value)
            case ListNode():
                return written(node.place, steps=node)
        sink.wrong(node, "a group has steps", "write `condition: [steps]`, or the steps as a list")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        steps = any_of(TYPED, array_of(ref(SequenceStep)), {"type": "object"})
        return [mapping_of(steps, only_one=True), array_of(ref(SequenceStep))]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return any_of(
            mapping_of(any_of(TYPED, array_of(ref(SequenceStep)), {"type": "object"})), array_of(ref(SequenceStep))
        )


def _is_part(node: Node) -> bool:
    """True for a part of a group in a list of them, as opposed to a step."""
    return isinstance(node, MapNode) and has(node, "steps")


_GROUP = "The group `{}`, {}: `condition: [steps]`."


class SequenceStep(Selectable, frozen=True):
    """A message, a note or a group. Written short: `A -> B: text`, an answer: `A --> B: text`, lost: `A -x-> B`."""

    noun: ClassVar[str] = "a step of a sequence"

    start: Annotated[
        Words | None,
        Meta(
            description="The participant that sends the message.",
            examples=["sequence:\n  - {from: Client, to: Server, label: request}"],
        ),
    ] = field(default=None, name="from")
    end: Annotated[
        Words | None,
        Meta(
            description="The participant that gets it; the same one for a message to itself.",
            examples=["sequence:\n  - {from: Client, to: Client, label: starts its timer}"],
        ),
    ] = field(default=None, name="to")
    label: Annotated[Words | None, Meta(description="The text of the message.", examples=[EXAMPLE])] = None
    reply: Annotated[
        bool,
        Meta(
            description="`true` for an answer, drawn as a dashed line: `A --> B`. The one who was asked is active "
            "until then.",
            examples=[EXAMPLE],
        ),
    ] = False
    crossed: Annotated[
        bool,
        Meta(
            description="`true` for a message that is lost: `A -x-> B`.",
            examples=["sequence:\n  - 'Client -x-> Server: request'"],
        ),
    ] = False
    role: Annotated[
        str | None,
        Meta(
            description="The name of a role, which gives the message its colour.",
            examples=["sequence:\n  - {from: Client, to: Server, label: SYN, role: kernel}"],
        ),
    ] = None
    note: Annotated[
        Words | None,
        Meta(
            description="A note between the messages, over all participants, or over those named in `over`.",
            examples=["sequence:\n  - 'Client -> Server: SYN'\n  - {note: waits, over: Server}"],
        ),
    ] = None
    over: Annotated[
        tuple[Words, ...],
        Meta(
            description="The participants over which a note is.",
            examples=["sequence:\n  - 'Client -> Server: SYN'\n  - {note: connected, over: [Client, Server]}"],
        ),
    ] = ()
    alt: Annotated[
        tuple[SequencePart, ...],
        Meta(
            description=_GROUP.format("alt", "one of several courses"),
            examples=[
                "sequence:\n  - 'A -> B: question'\n"
                "  - alt: {known: ['B --> A: answer'], unknown: ['B --> A: error']}"
            ],
        ),
    ] = ()
    loop: Annotated[
        tuple[SequencePart, ...],
        Meta(
            description=_GROUP.format("loop", "steps that are repeated"),
            examples=["sequence:\n  - loop: {every second: ['Client -> Server: ping']}"],
        ),
    ] = ()
    opt: Annotated[
        tuple[SequencePart, ...],
        Meta(
            description=_GROUP.format("opt", "steps that may be left out"),
            examples=["sequence:\n  - opt: {if it is busy: ['Server --> Client: later']}"],
        ),
    ] = ()
    par: Annotated[
        tuple[SequencePart, ...],
        Meta(
            description=_GROUP.format("par", "steps at the same time"),
            examples=["sequence:\n  - par: {one: ['A -> B: work'], other: ['A -> C: work']}"],
        ),
    ] = ()

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case MapNode() if has(node, *cls.field_names()):
                return node
            case MapNode(entries=(only,)) if isinstance(only.value, TextNode):
                return _message(only.key, len(only.key.text), only.value, sink)
            case TextNode():
                sign = _SIGN.search(node.text)
                colon = node.text.find(": ", sign.end()) if sign else -1
                stop = len(node.text) if colon < 0 else colon
                label = part_of(node, stop + 1, len(node.text)) if colon >= 0 else None
                return _message(node, stop, label, sink)
        sink.wrong(node, _EXPECTED, _HINT)
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, mapping_of(TYPED, only_one=True)]

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        super().finish(element, node, sink)
        typed = [
            *(["from` and `to"] if has(node, "from", "to") else []),
            *(key for key in ("note", *GROUPS) if has(node, key)),
        ]
        if len(typed) > 1:
            message = f"a step of a sequence is one thing, but this has `{typed[0]}` and `{typed[1]}`"
            sink.error(Code.CLASHING_FIELDS, message, element.place, "make two steps of it")
        elif has(node, "from", "to") and not (has(node, "from") and has(node, "to")):
            lacks = "to" if has(node, "from") else "from"
            hint = f"add `{lacks}: …`"
            sink.error(Code.MISSING_FIELD, f"this message needs a field `{lacks}`", element.place, hint)
        elif not typed:
            sink.error(Code.MISSING_FIELD, "this step says nothing", element.place, _HINT)
        for key, message, hint in _EMPTY:
            entry = next((entry for entry in node.entries if entry.key.text == key), None)
            if entry is not None and isinstance(entry.value, TextNode) and entry.value.is_blank:
                sink.error(Code.EMPTY_VALUE, message, entry.key.place, hint)

    @property
    def group(self) -> tuple[GroupKind, tuple[SequencePart, ...]] | None:
        """The kind of a group with its parts; None for a message or a note."""
        named: tuple[tuple[GroupKind, tuple[SequencePart, ...]], ...] = (
            ("alt", self.alt), ("loop", self.loop), ("opt", self.opt), ("par", self.par),
        )  # fmt: skip
        return next(((kind, parts) for kind, parts in named if parts), None)

    @property
    def names(self) -> Iterator[Words]:
        """The participants that it names, those of the steps in it too."""
        yield from (name for name in (self.start, self.end) if name is not None)
        for step in self.inside:
            yield from step.names

    @property
    def inside(self) -> Iterator[SequenceStep]:
        """The steps in a group."""
        if self.group:
            for part in self.group[1]:
                yield from part.steps

    def walk(self) -> Iterator[SequenceStep]:
        """The messages and notes of it, in their order."""
        if self.group:
            for step in self.inside:
                yield from step.walk()
        else:
            yield self

    def pruned(self) -> Self | None:
        return self if self.group or self.note is not None or self.start is not None else None


def _message(ends: TextNode, stop: int, label: TextNode | None, sink: Sink) -> MapNode | None:
    """The long form of a message, whose ends are in the first `stop` characters of a text."""
    signs = list(_SIGN.finditer(ends.text, 0, stop))
    if len(signs) != 1:
        hint = "write one message for each arrow" if signs else _hint(ends.text[:stop])
        sink.wrong(ends, "a message leads from one participant to another" if signs else _EXPECTED, hint)
        return None
    (sign,) = signs
    true = TextNode("true", ends.place)
    fields: dict[str, Node | None] = {
        "from": part_of(ends, 0, sign.start()),
        "to": part_of(ends, sign.end(), stop),
        "label": label,
        "reply": true if sign[0] == "-->" else None,
        "crossed": true if sign[0] == "-x->" else None,
    }
    return written(ends.place, **fields)


def _hint(text: str) -> str:
    """The hint for a step without an arrow that a sequence knows."""
    if _BOTH.search(text):
        return "write a message for each direction"
    meant = _LONG_SIGN.sub("-->", text)
    return f"write `{meant.strip()}`" if meant != text else arrow_hint(text, _HINT)


class Sequence(FromMermaid, frozen=True):
    """Messages between participants, from top to bottom. Written short: a list of messages."""

    noun: ClassVar[str] = "a sequence"
    key: ClassVar[str] = "sequence"

    steps: Annotated[
        tuple[SequenceStep, ...],
        Meta(
            description="The messages `A -> B: text`, answers `A --> B: text`, notes and groups, in their order.",
            examples=[EXAMPLE],
        ),
    ]
    participants: Annotated[
        tuple[Participant, ...],
        Meta(
            description="The participants from left to right, if not in the order in which messages name them.",
            examples=[_STEPS + "participants: [Server, Client]"],
        ),
    ] = ()
    activation: Annotated[
        bool,
        Meta(
            description="`false` leaves out the bars that show who is at work, from a message to the answer.",
            examples=[_STEPS + "activation: false"],
        ),
    ] = True
    highlight: Annotated[
        tuple[Words, ...],
        Meta(
            description="The participants that the slide is about, in full colour.",
            examples=[_STEPS + "highlight: Server"],
        ),
    ] = ()

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case TextNode() | MapNode() if cls.is_mermaid(node):
                return cls.from_mermaid(node, sink)
            case MapNode() if has(node, *cls.field_names()):
                return node
            case MapNode(entries=()) | ListNode(items=()):
                pass
            case MapNode() if not has(node, *SequenceStep.field_names()):
                return written(node.place, steps=ListNode(one_by_one(node), node.place))
            case MapNode() | ListNode():
                return written(node.place, steps=node)
            case TextNode() if not node.is_null:
                return written(node.place, steps=node)
        sink.error(
            Code.EMPTY_VALUE, "this sequence is empty", node.place, "write its messages, such as `A -> B: text`"
        )
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, array_of(ref(SequenceStep)), ref(SequenceStep), mapping_of(TYPED)]

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        super().finish(element, node, sink)
        if element.steps and not element.speakers and not sink.has_errors:
            hint = "write a message, such as `A -> B: text`, or `participants: [A, B]`"
            sink.error(Code.EMPTY_VALUE, "this sequence has no participants", element.place, hint)

    @property
    def speakers(self) -> tuple[Participant, ...]:
        """All participants from left to right: those listed, then the others as they are named."""
        found = {key_of(each.name.plain): each for each in self.participants}
        for step in self.steps:
            for name in step.names:
                found.setdefault(key_of(name.plain), Participant(name=name, place=name.place))
        return tuple(found.values())

    def walk(self) -> Iterator[SequenceStep]:
        """All messages and notes in their order."""
        for step in self.steps:
            yield from step.walk()

    @property
    def part_names(self) -> frozenset[str]:
        """The names of its participants, in lower case."""
        return frozenset(key_of(each.name.plain) for each in self.speakers)

    def clicks(self, order: BuildOrder) -> int:  # noqa: ARG002
        """The number of clicks until all is shown, one for each message and note."""
        return sum(1 for _ in self.walk())

    def pruned(self) -> Self | None:
        if not self.steps or not self.speakers:
            return None
        there = self.part_names

        def kept(step: SequenceStep) -> SequenceStep:
            over = tuple(name for name in step.over if key_of(name.plain) in there)
            parts = {
                kind: tuple(replace(part, steps=tuple(map(kept, part.steps))) for part in getattr(step, kind))
                for kind in GROUPS
            }
            return replace(step, over=over, **parts)

        lit = tuple(name for name in self.highlight if key_of(name.plain) in there)
        return replace(self, steps=tuple(map(kept, self.steps)), highlight=lit)
