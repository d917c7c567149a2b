"""Entities: boxes of attributes and operations, and the relations between them, with how many of each there are."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

from msgspec import Meta, field
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Sink
from deckgen.outline.build import BuildOrder
from deckgen.outline.desugar import as_typed, has, is_bare, list_of, one_by_one, part_of, with_field, written
from deckgen.outline.drawn import Drawn
from deckgen.outline.element import Selectable, Words
from deckgen.outline.figure import arrow_hint
from deckgen.outline.forms import NAME, TYPED, JsonSchema, Without, any_of, array_of, mapping_of, ref
from deckgen.outline.graph import MOST, key_of
from deckgen.regex import regex
from deckgen.source import Entry, ListNode, MapNode, Node, TextNode

EXAMPLE = (
    "entities:\n  Student: [number key, name, email]\n  Course: [code key, title]\n"
    "  relations: ['Student n:m Course: attends']"
)
_LONG = (
    "entities:\n  of:\n    - Student: [number key, name]\n    - {name: Course, attributes: [code key], role: app}\n"
)
_RELATED = _LONG + "  relations: ['Student n:m Course']\n"

RelationKind = Literal["association", "arrow", "is a"]
_COUNT = r"(?:\d{1,3}|[nmNM*])"
_RANGE = rf"{_COUNT}(?:\.\.{_COUNT})?"
_CARDINALITY = regex(rf"({_RANGE})\s*:\s*({_RANGE})")
_SIGN = regex(rf"(?<!\S)(?:{_RANGE}\s*:\s*{_RANGE}|is an?|->|--)(?!\S)")
_INHERITS = regex(r"--?\|>|<\|--?|\bextends\b|\binherits( from)?\b")
_CROW = regex(r"[|}][|o](?:--|\.\.)[|o][|{]")
"""How Mermaid writes the ends of a relation."""
_OF_MERMAID = {"|o": "0..1", "o|": "0..1", "||": "1", "}o": "0..n", "o{": "0..n", "}|": "1..n", "|{": "1..n"}
_OTHER_ARROW = regex(r"<-+>|-x-+>")
"""Arrows of figures that a relation does not have."""
_EXPECTED = "a relation is `A 1:n B`, `A is a B` or `A -> B`"
_HINT = "write the names of two entities, and between them how many of each: `A 1:n B: label`"


class Attribute(Selectable, frozen=True):
    """An attribute of an entity, or an operation of a class. Written short: its text, `name: type`."""

    noun: ClassVar[str] = "an attribute"

    attribute: Annotated[
        Words,
        Meta(
            description="Its text: `name`, or `name: type`; `key`, `PK` or `FK` at the end marks a key.",
            examples=["entities:\n  Student:\n    - number: int PK\n    - name: text\n    - email"],
        ),
    ]

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        return one_by_one(node) if isinstance(node, MapNode) and not has(node, "attribute") else super().items(node)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case TextNode(is_blank=False):
                return written(node.place, attribute=node)
            case MapNode() if has(node, "attribute"):
                return node
            case MapNode(entries=(Entry(key=name, value=TextNode(is_null=True)),)):
                return written(name.place, attribute=name)
            case MapNode(entries=(only,)) if (typed := as_typed(only)) is not None:
                return written(only.key.place, attribute=typed)
        sink.wrong(node, "an attribute is a text, or `name: type`", "write each after a `- ` or a comma of its own")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, mapping_of(TYPED, only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(TYPED)


class Entity(Selectable, frozen=True):
    """An entity or a class. Written short: `name: [attribute, attribute]`."""

    noun: ClassVar[str] = "an entity"

    name: Annotated[Words, Meta(description="Its name, at the top of its box.", examples=[EXAMPLE])]
    attributes: Annotated[
        tuple[Attribute, ...],
        Meta(
            description="Its attributes: `name`, or `name: type`; `key`, `PK` or `FK` at the end marks a key.",
            examples=["entities:\n  Student:\n    - number: int PK\n    - name: text\n    - email"],
        ),
    ] = ()
    operations: Annotated[
        tuple[Attribute, ...],
        Meta(
            description="What a class can do, in a part of its own under the attributes.",
            examples=["entities:\n  Stack: {attributes: [size], operations: [push(item), pop()]}"],
        ),
    ] = ()
    role: Annotated[
        str | None,
        Meta(
            description="The name of a role, which gives it its colour; entities named like a role have it.",
            examples=[_LONG.rstrip()],
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
            case MapNode(entries=(only,)) if isinstance(only.value, MapNode) and (
                has(only.value, *_COMPARTMENTS, "role") or _has_lists(only.value)
            ):
                return with_field("name", only.key, only.value)
            case MapNode(entries=(only,)):
                return written(only.key.place, name=only.key, attributes=None if is_bare(only.value) else only.value)
        sink.wrong(node, "an entity is a name, or `name: [attribute, attribute]`", "write its name, and what it has")
        return None

    @property
    def compartments(self) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
        """The texts of its attributes, and those of its operations."""
        return tuple(each.attribute for each in self.attributes), tuple(each.attribute for each in self.operations)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, mapping_of(any_of(_ATTRIBUTES, Without(Entity, "name")), only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(any_of(_ATTRIBUTES, Without(Entity, "name")))


_COMPARTMENTS = ("attributes", "operations")
_ATTRIBUTES = any_of(TYPED, array_of(ref(Attribute)), mapping_of(TYPED))


def _has_lists(node: MapNode) -> bool:
    """True if there are lists in it, which an author may have given other names than those of the fields."""
    return any(isinstance(entry.value, ListNode) for entry in node.entries)


class Relation(Selectable, frozen=True):
    """A relation between two entities. Written short: `A 1:n B: label`, `A is a B`, `A -> B` or `A -- B`."""

    noun: ClassVar[str] = "a relation"

    start: Annotated[
        Words,
        Meta(description="The first entity.", examples=[_LONG + "  relations:\n    - {from: Student, to: Course}"]),
    ] = field(name="from")
    end: Annotated[
        Words,
        Meta(description="The other one.", examples=[_LONG + "  relations:\n    - {from: Student, to: Course}"]),
    ] = field(name="to")
    cardinality: Annotated[
        str | None,
        Meta(
            description="How many of the first there are for one of the other, and the other way round: `1:n`, "
            "`n:m`, `0..1:n`, `1:1..n`. They are drawn as bars, rings and crow's feet.",
            examples=[_LONG + "  relations:\n    - {from: Student, to: Course, cardinality: 'n:m'}"],
        ),
    ] = None
    label: Annotated[
        Words | None,
        Meta(description="The text on its line.", examples=[_LONG + "  relations: ['Student n:m Course: attends']"]),
    ] = None
    kind: Annotated[
        RelationKind,
        Meta(
            description="`association`, a line; `arrow`, `A -> B`; or `is a`, where the first is a special case of "
            "the other.",
            examples=["entities:\n  of: [Person, Student]\n  relations: [Student is a Person]"],
        ),
    ] = "association"
    role: Annotated[
        str | None,
        Meta(
            description="The name of a role, which gives its line a colour.",
            examples=[_LONG + "  relations:\n    - {from: Student, to: Course, role: app}"],
        ),
    ] = None

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        return one_by_one(node) if isinstance(node, MapNode) and not has(node, "from", "to") else super().items(node)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case MapNode() if has(node, "from", "to"):
                return node
            case MapNode(entries=(only,)) if isinstance(only.value, TextNode):
                return _relation(only.key, len(only.key.text), only.value, sink)
            case TextNode():
                signs = [*_SIGN.finditer(node.text)]
                colon = node.text.find(": ", signs[0].end()) if signs else -1
                stop = len(node.text) if colon < 0 else colon
                label = part_of(node, stop + 1, len(node.text)) if colon >= 0 else None
                return _relation(node, stop, label, sink)
        sink.wrong(node, _EXPECTED, _HINT)
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, mapping_of(TYPED, only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(TYPED)

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:  # noqa: ARG003
        typed = element.cardinality
        if typed is not None and not _CARDINALITY.fullmatch(typed.strip()):
            message = f"`{typed}` does not say how many there are at both ends"
            hint = "write it like `1:n`, `n:m` or `0..1:n`"
            sink.error(Code.WRONG_TYPE, message, element.place_of("cardinality"), hint)
        elif typed is not None and element.kind == "is a":
            message = "a special case is one of the general one, so there is nothing to count"
            sink.error(Code.CLASHING_FIELDS, message, element.place_of("cardinality"), "remove `cardinality`")
        elif element.kind == "is a" and key_of(element.start.plain) == key_of(element.end.plain):
            message = f"`{element.start.plain}` is no special case of itself"
            sink.error(Code.CLASHING_FIELDS, message, element.place, "write what is more general behind `is a`")

    @property
    def counts(self) -> tuple[str, str]:
        """How many there are at its start and at its end, "" where nothing says so."""
        found = _CARDINALITY.fullmatch(self.cardinality.strip()) if self.cardinality else None
        return (found[1], found[2]) if found else ("", "")


def _relation(ends: TextNode, stop: int, label: TextNode | None, sink: Sink) -> MapNode | None:
    """The long form of a relation, whose ends are in the first `stop` characters of a text."""
    signs = [*_SIGN.finditer(ends.text, 0, stop)]
    if len(signs) != 1:
        hint = "write one relation for each pair" if len(signs) > 1 else _meant(ends.text[:stop])
        sink.wrong(ends, "a relation is between two entities" if len(signs) > 1 else _EXPECTED, hint)
        return None
    (sign,) = signs
    names = ends.text[: sign.start()].strip(), ends.text[sign.end() : stop].strip()
    if not all(names):
        there = f"of `{names[0] or names[1]}` " if any(names) else ""
        message = f"this relation {there}lacks an entity"
        sink.error(Code.EMPTY_VALUE, message, ends.place, f"write `{names[0] or '…'} {sign[0]} {names[1] or '…'}`")
        return None
    count = part_of(ends, *sign.span()) if _CARDINALITY.fullmatch(sign[0]) else None
    kind = TextNode(_KINDS[sign[0]], ends.place) if sign[0] in _KINDS else None
    if sign[0] in ("->", "--") and label is not None and _CARDINALITY.fullmatch(label.text.strip()):
        count, label, kind = label, None, None  # as numbers are written at an arrow of a figure of layers
    return written(
        ends.place,
        **{"from": part_of(ends, 0, sign.start()), "to": part_of(ends, sign.end(), stop)},
        cardinality=count,
        label=None if label is None or label.is_blank else label,
        kind=kind,
    )


_KINDS: dict[str, RelationKind] = {"->": "arrow", "is a": "is a", "is an": "is a"}


def _meant(text: str) -> str:
    """The hint for another notation than the one for relations."""
    if (crow := _CROW.search(text)) is not None:
        ends = text[: crow.start()].strip(), text[crow.end() :].strip()
        return f"write `{ends[0]} {_OF_MERMAID[crow[0][:2]]}:{_OF_MERMAID[crow[0][-2:]]} {ends[1]}`"
    if (sign := _INHERITS.search(text)) is not None:
        ends = text[: sign.start()].strip(), text[sign.end() :].strip()
        special, general = ends[::-1] if sign[0].startswith("<") else ends
        article = "an" if general[:1].lower() in tuple("aeiou") else "a"
        return f"write `{special} is {article} {general}`"
    if (sign := _OTHER_ARROW.search(text)) is not None:
        ends = text[: sign.start()].strip(), text[sign.end() :].strip()
        return f"write `{ends[0]} -> {ends[1]}`, or how many there are of each: `{ends[0]} n:m {ends[1]}`"
    return arrow_hint(text, _HINT)


class Entities(Drawn, frozen=True):
    """Boxes of attributes, and relations between them. Written short: `name: [attribute]`, and `relations`."""

    noun: ClassVar[str] = "an entity diagram"

    of: Annotated[
        tuple[Entity, ...],
        Meta(description="The entities, each with its attributes.", examples=[_LONG.rstrip()]),
    ]
    relations: Annotated[
        tuple[Relation, ...],
        Meta(
            description="The relations: `A 1:n B: label`, with how many there are of each; `A is a B`; `A -> B` or "
            "`A -- B`, an arrow or a line.",
            examples=[EXAMPLE],
        ),
    ] = ()
    direction: Annotated[
        Literal["across", "down"] | None,
        Meta(
            description="Where relations lead: `down` or `across`. Without it, whichever allows the larger text; "
            "special cases are under the general one.",
            examples=[_RELATED + "  direction: down"],
        ),
    ] = None
    highlight: Annotated[
        tuple[Words, ...],
        Meta(
            description="The entities that the slide is about, in full colour.",
            examples=[_RELATED + "  highlight: Course"],
        ),
    ] = ()

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case MapNode() if has(node, "of"):
                return node
            case MapNode() if has(node, "mermaid") and isinstance(node.get("mermaid"), TextNode):
                key = next(entry.key for entry in node.entries if entry.key.text == "mermaid")
                hint = "write each entity, `A: [attribute]`, and `relations: [A 1:n B]`"
                sink.error(Code.MERMAID_NOT_DRAWN, "entities are not drawn from Mermaid", key.place, hint)
                return None
            case MapNode(entries=()) | ListNode(items=()):
                pass
            case MapNode():
                return _long(node, sink)
            case ListNode() | TextNode(is_blank=False):
                return written(node.place, of=node)
        hint = "write each entity with its attributes: `Student: [number key, name]`"
        sink.error(Code.EMPTY_VALUE, "this entity diagram is empty", node.place, hint)
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        entity = any_of(_ATTRIBUTES, Without(Entity, "name"), array_of(ref(Relation)))
        return [array_of(ref(Entity)), mapping_of(entity)]

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        super().finish(element, node, sink)
        many = max((len(element.of), "entities"), (len(element.relations), "relations"))
        if many[0] > MOST:
            message = f"there are {many[0]} {many[1]}, but no slide has room for more than {MOST}"
            sink.error(Code.FIGURE_TOO_FULL, message, element.place, "make several slides of it")

    @property
    def part_names(self) -> frozenset[str]:
        """The names of its entities, in lower case."""
        return frozenset(key_of(each.name.plain) for each in self.of)

    def clicks(self, order: BuildOrder) -> int:  # noqa: ARG002
        """The number of clicks until all is shown, one for each entity."""
        return len(self.of)

    def pruned(self) -> Self | None:
        if not self.of:
            return None
        there = self.part_names
        return replace(
            self,
            relations=tuple(
                each for each in self.relations if {key_of(n.plain) for n in (each.start, each.end)} <= there
            ),
            highlight=tuple(name for name in self.highlight if key_of(name.plain) in there),
        )


def _are_relations(node: Node) -> bool:
    """True for a list of what are relations, each alone or with a label."""
    items = node.items if isinstance(node, ListNode) else ()
    keys = [item.entries[0].key if isinstance(item, MapNode) and item.entries else item for item in items]
    return bool(keys) and all(isinstance(key, TextNode) and _SIGN.search(key.text) for key in keys)


def _long(node: MapNode, sink: Sink) -> MapNode | None:
    """The long form of a mapping of entities, with the fields of the diagram beside them."""
    named = [entry for entry in node.entries if entry.key.text not in Entities.field_names()]
    others = tuple(entry for entry in node.entries if entry.key.text in Entities.field_names())
    lost = next((entry.key for entry in named if _SIGN.search(entry.key.text)), None)
    listed = next((entry.key for entry in named if _are_relations(entry.value)), None)
    if listed is not None:
        hint = f"write `relations` instead of `{listed.text}`"
        sink.error(Code.WRONG_TYPE, f"`{listed.text}` holds relations, and not attributes", listed.place, hint)
        return None
    if not named:
        hint = "write each entity with its attributes: `Student: [number key, name]`"
        sink.error(Code.EMPTY_VALUE, "this diagram has no entities", node.place, hint)
        return None
    if lost is not None:
        hint = f"write it under `relations`: `relations: [{lost.text}]`"
        sink.error(Code.WRONG_TYPE, f"the relation `{lost.text}` is among the entities", lost.place, hint)
        return None
    long = written(node.place, of=list_of((MapNode((entry,), entry.key.place) for entry in named), node.place))
    return replace(long, entries=(*long.entries, *others))
