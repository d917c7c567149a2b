"""Venn diagrams: two or three sets, what is in each of them alone, and what they have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Self

from msgspec import Meta
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Sink
from deckgen.outline.build import BuildOrder
from deckgen.outline.desugar import has, is_bare, list_of, one_by_one, part_of, with_field, written
from deckgen.outline.drawn import Drawn
from deckgen.outline.element import Selectable, Words
from deckgen.outline.forms import TYPED, JsonSchema, Without, any_of, array_of, mapping_of
from deckgen.outline.graph import key_of
from deckgen.regex import regex
from deckgen.source import Entry, ListNode, MapNode, Node, TextNode
from deckgen.suggest import closest

EXAMPLE = (
    "venn:\n  Containers: [start in a second, share one kernel]\n  Virtual machines: any operating system\n"
    "  both: [isolation, images]"
)
_LONG = "venn:\n  sets: [{name: Bash, role: kernel}, Python, {C: pointers}]\n  common: {Bash + Python: scripts}\n  "
FEWEST, MOST = 2, 3
_SIGN = " + "
_OTHER_SIGN = regex(r"\s+(?:[&∩∧]|and)\s+")
"""Other signs for it, which may also be part of a name."""
_EACH = ("both", "all")
"""The words for what all sets have in common."""


class VennSet(Selectable, frozen=True):
    """A set. Written short: its name, or `name: [text, text]`."""

    noun: ClassVar[str] = "a set"

    name: Annotated[Words, Meta(description="The name of the set, beside its circle.", examples=[EXAMPLE])]
    parts: Annotated[
        tuple[Words, ...],
        Meta(description="What is in this set alone.", examples=[_LONG + "highlight: C"]),
    ] = ()
    role: Annotated[
        str | None,
        Meta(
            description="The name of a role, which gives the circle its colour; sets named like a role have it.",
            examples=[_LONG + "highlight: C"],
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
                for each in (entry.key for entry in only.value.entries if key_of(entry.key.text) in _EACH):
                    message = f"`{each.text}` is in the set `{only.key.text}`, and not beside it"
                    hint = f"write it after the sets: `venn: {{{only.key.text}: …, {each.text}: …}}`"
                    sink.error(Code.UNKNOWN_FIELD, message, each.place, hint)
                kept = tuple(entry for entry in only.value.entries if key_of(entry.key.text) not in _EACH)
                return with_field("name", only.key, replace(only.value, entries=kept))
            case MapNode(entries=(only,)):
                return written(only.key.place, name=only.key, parts=None if is_bare(only.value) else only.value)
        sink.wrong(node, "a set is a name, or `name: [text, text]`", "write its name, and what is in it alone")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [TYPED, mapping_of(any_of(TYPED, array_of(TYPED), Without(VennSet, "name")), only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(any_of(TYPED, array_of(TYPED), Without(VennSet, "name")))


class Common(Selectable, frozen=True):
    """What sets have in common. Written short: `A + B: [text, text]`."""

    noun: ClassVar[str] = "an intersection"

    of: Annotated[
        tuple[Words, ...],
        Meta(
            description="The names of the sets that have it in common.",
            examples=["venn:\n  sets: [Bash, Python]\n  common:\n    - {of: [Bash, Python], parts: scripts}"],
        ),
    ]
    parts: Annotated[
        tuple[Words, ...],
        Meta(description="What they have in common.", examples=[_LONG + "highlight: Bash"]),
    ]

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        return one_by_one(node) if isinstance(node, MapNode) and not has(node, "of") else super().items(node)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case MapNode() if has(node, "of"):
                return node
            case MapNode(entries=(only,)) if isinstance(only.value, MapNode):
                return with_field("of", _parted(only.key), only.value)
            case MapNode(entries=(only,)) if isinstance(only.value, TextNode) and only.value.is_blank:
                message = f"nothing is in the intersection `{only.key.text}`"
                hint = f"write what the sets have in common, or remove `{only.key.text}`"
                sink.error(Code.EMPTY_VALUE, message, only.key.place, hint)
                return None
            case MapNode(entries=(only,)):
                return written(only.key.place, of=_parted(only.key), parts=only.value)
        hint = "write the names of the sets, and what they have in common"
        sink.wrong(node, "an intersection is `A + B: [text, text]`", hint)
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [mapping_of(any_of(TYPED, array_of(TYPED), Without(Common, "of")), only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(any_of(TYPED, array_of(TYPED), Without(Common, "of")))

    @property
    def is_of_all(self) -> bool:
        """True if it is typed as `both` or `all`."""
        return len(self.of) == 1 and key_of(self.of[0].plain) in _EACH


class Venn(Drawn, frozen=True):
    """Two or three circles with texts in their parts. Written short: `name: [text, text]`, and `both: [text]`."""

    noun: ClassVar[str] = "a Venn diagram"

    sets: Annotated[
        tuple[VennSet, ...],
        Meta(description="The sets, two or three, each with what is in it alone.", examples=[_LONG + "highlight: C"]),
    ]
    common: Annotated[
        tuple[Common, ...],
        Meta(
            description="What sets have in common: `A + B: text`, or `both: text` of two sets and `all: text` of "
            "three.",
            examples=[_LONG + "highlight: Bash", EXAMPLE],
        ),
    ] = ()
    highlight: Annotated[
        tuple[Words, ...],
        Meta(
            description="The sets that the slide is about; the others are paler.",
            examples=[_LONG + "highlight: Bash"],
        ),
    ] = ()

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case MapNode() if has(node, "sets"):
                return node
            case MapNode(entries=()) | ListNode(items=()):
                pass
            case MapNode():
                return _long(node)
            case ListNode() | TextNode(is_blank=False):
                return written(node.place, sets=node)
        hint = "write each set with what is in it, and `both:` with what they have in common"
        sink.error(Code.EMPTY_VALUE, "this Venn diagram is empty", node.place, hint)
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [
            array_of(any_of(TYPED, mapping_of(any_of(TYPED, array_of(TYPED), Without(VennSet, "name"))))),
            mapping_of(any_of(TYPED, array_of(TYPED), Without(VennSet, "name"), Without(Common, "of"))),
        ]

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        super().finish(element, node, sink)
        if not element.is_sound:
            return
        names = [each.name.plain for each in element.sets]
        if not FEWEST <= len(names) <= MOST:
            message = f"a Venn diagram has two or three sets, not {len(names)}"
            hint = "add a set" if len(names) < FEWEST else "draw it as a `matrix`, with the sets as columns"
            sink.error(Code.SET_COUNT, message, element.place, hint)
            return
        for number, each in enumerate(element.sets):
            if key_of(each.name.plain) in [key_of(name) for name in names[:number]]:
                message = f"two sets are called `{each.name.plain}`"
                sink.error(Code.ID_TWICE, message, each.name.place, "give one of them another name")
        for each in element.common:
            _check_common(each, names, sink)
        _check_once(element, sink)

    @property
    def part_names(self) -> frozenset[str]:
        """The names of its sets, in lower case."""
        return frozenset(key_of(each.name.plain) for each in self.sets)

    def sets_of(self, common: Common) -> frozenset[int]:
        """The numbers of the sets that have it in common."""
        numbers = {key_of(each.name.plain): number for number, each in enumerate(self.sets)}
        if common.is_of_all:
            return frozenset(numbers.values())
        return frozenset(numbers[key] for name in common.of if (key := key_of(name.plain)) in numbers)

    def named_by(self, name: str) -> list[str]:
        """The names of the sets in what may be an intersection, such as `both` or `A + B`; none if it is no such."""
        names = [each.name.plain for each in self.sets]
        parts = {key_of(part) for part in re.split(rf"{_OTHER_SIGN.pattern}|{re.escape(_SIGN)}", name)}
        if key_of(name) in _EACH:
            return names
        return [each for each in names if key_of(each) in parts] if parts <= self.part_names else []

    def clicks(self, order: BuildOrder) -> int:  # noqa: ARG002
        """The number of clicks until all is shown: one for each set, and one for each intersection."""
        return len(self.sets) + len(self.common)

    def narrowed(self, before: Self) -> Self:
        """The diagram without what all sets have in common, if an audience does not see all of them."""
        if len(self.sets) == len(before.sets):
            return self
        return replace(self, common=tuple(each for each in self.common if not each.is_of_all))

    def pruned(self) -> Self | None:
        if not self.sets:
            return None
        there = self.part_names
        common = (each for each in self.common if self.has_all_of(each))
        lit = (name for name in self.highlight if key_of(name.plain) in there)
        return replace(self, common=tuple(common), highlight=tuple(lit))

    def has_all_of(self, common: Common) -> bool:
        """True if all sets that have it in common are there."""
        return common.is_of_all or all(key_of(name.plain) in self.part_names for name in common.of)


def _is_common(key: str, names: Sequence[str]) -> bool:
    """True for the key of an intersection among the keys of a diagram; `A & B` is one if both are sets."""
    if _SIGN in key or key_of(key) in _EACH:
        return True
    parts = _OTHER_SIGN.split(key)
    return len(parts) > 1 and {key_of(part) for part in parts} <= {key_of(name) for name in names}


def _long(node: MapNode) -> MapNode:
    """The long form of a mapping of sets and of what they have in common."""
    sets, common, others = list[Node](), list[Node](), list[Entry]()
    keys = [entry.key.text for entry in node.entries]
    for entry in node.entries:
        if entry.key.text in Venn.field_names():
            others.append(entry)
        else:
            (common if _is_common(entry.key.text, keys) else sets).append(MapNode((entry,), entry.key.place))
    long = written(node.place, sets=list_of(sets, node.place), common=list_of(common, node.place) if common else None)
    return replace(long, entries=(*long.entries, *others))


def _parted(key: TextNode) -> Node:
    """The names in `A + B`, or in `A & B`, each with its place."""
    signs = re.compile(re.escape(_SIGN)) if _SIGN in key.text else _OTHER_SIGN
    starts, stops = [0], list[int]()
    for sign in signs.finditer(key.text):
        stops.append(sign.start())
        starts.append(sign.end())
    pieces = zip(starts, [*stops, len(key.text)], strict=True)
    return list_of((part_of(key, start, stop) for start, stop in pieces), key.place)


def _check_common(common: Common, names: Sequence[str], sink: Sink) -> None:
    """Errors for names of no set, and for sets that have nothing to be in common with."""
    if common.is_of_all:
        if key_of(common.of[0].plain) == "both" and len(names) > FEWEST:
            hint = f"write `all`, or the two: `{names[0]}{_SIGN}{names[1]}`"
            sink.error(Code.AMBIGUOUS_BOX, "`both` of three sets may be any two", common.of[0].place, hint)
        return
    known = [key_of(name) for name in names]
    for name in common.of:
        if key_of(name.plain) not in known:
            near = closest(name.plain, names)
            hint = f"did you mean `{near}`?" if near else f"the sets are {', '.join(f'`{each}`' for each in names)}"
            sink.error(Code.UNKNOWN_BOX, f"there is no set `{name.plain}` in this Venn diagram", name.place, hint)
    if len({key_of(name.plain) for name in common.of}) < FEWEST:
        hint = f"write two names: `{names[0]}{_SIGN}{names[1]}`"
        sink.error(Code.SET_COUNT, "an intersection is of two sets or more", common.place, hint)


def _check_once(venn: Venn, sink: Sink) -> None:
    """Errors for two intersections of the same sets."""
    seen: set[frozenset[int]] = set()
    for common in filter(venn.has_all_of, venn.common):
        numbers = venn.sets_of(common)
        if numbers in seen:
            message = "this intersection is there twice"
            sink.error(Code.ID_TWICE, message, common.of[0].place, "write its texts as one list")
        seen.add(numbers)
