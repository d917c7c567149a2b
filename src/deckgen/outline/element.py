"""The base of everything in the language: a place in the file, and text with inline Markdown.

The models say what the language holds; `decode` fills them from located nodes. A model that has short forms
writes them out in `desugar`; what must hold between its fields it says in `finish`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import repeat
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Self, TypeVar, Union, cast, get_args, get_origin

from msgspec import NODEFAULT, Meta, Struct, field
from msgspec.structs import replace

from deckgen.diagnostics import Place, Sink
from deckgen.formula import Script
from deckgen.outline.desugar import items_of
from deckgen.source import MapNode, Node

NOWHERE = Place(0, 0, 0)
MOST_LISTED = 9
TOLD_LAST = ("only", "except_", "for_", "allow")


C_ = TypeVar("C_", bound=Callable[..., Any])
_language_caches: list[Callable[[], None]] = []


def language_cache(function: C_) -> C_:
    """The function, with its results kept until the language changes."""
    cached = cache(function)
    _language_caches.append(cached.cache_clear)
    return cast(C_, cached)


def forget_language() -> None:
    """Forget what was kept by `language_cache`, because the language has changed."""
    for clear in _language_caches:
        clear()


class Inline(Struct, frozen=True):
    """Characters with the same inline Markdown."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str | None = None
    script: Script = "none"
    formula: bool = False
    """Whether it is a piece of a formula, which is no word of any language."""

    @property
    def plain(self) -> str:
        """The characters where nothing can be raised or lowered."""
        if self.script == "none":
            return self.text
        from deckgen.formula.runs import scripted  # noqa: PLC0415  (few outlines hold formulas)

        return scripted(self.text, self.script)


class Words(Struct, frozen=True):
    """Text as the author typed it (`raw`) and as it reads (`runs`)."""

    raw: str
    place: Place = NOWHERE
    runs: tuple[Inline, ...] = ()

    @property
    def plain(self) -> str:
        """The text without its Markdown signs."""
        return "".join([run.plain for run in self.runs])


class Metres(float):
    """A length in metres."""


class Verbatim:
    """Marks a field whose text is no Markdown: programs and names of files."""


class FieldSpec(Struct, frozen=True, dict=True):
    """A field of the language, as its model declares it, or as the registry of blocks has it.

    An annotation that is source is evaluated when it is first asked for: an outline uses few of all the fields.
    """

    name: str
    """The attribute of the model."""
    key: str
    """The name that is typed."""
    default: Any
    """The value of a field that is left out; NODEFAULT where it has to be typed."""
    annotation: Any
    module: str = ""

    @property
    def is_required(self) -> bool:
        return self.default is NODEFAULT

    @property
    def kind(self) -> Any:
        """The type of the value, apart from None."""
        kind = self._parts[0]
        if get_origin(kind) in (UnionType, Union):
            return next(part for part in get_args(kind) if part is not NoneType)
        return kind

    @property
    def is_verbatim(self) -> bool:
        return Verbatim in self._parts

    @property
    def meta(self) -> Meta:
        """The words about the field, its examples and its limits."""
        return next(part for part in self._parts if isinstance(part, Meta))

    @cached_property
    def _parts(self) -> tuple[Any, ...]:
        if isinstance(self.annotation, str):
            return get_args(eval(self.annotation, vars(sys.modules[self.module])))
        return get_args(self.annotation) if get_origin(self.annotation) is Annotated else (self.annotation,)


class Element(Struct, frozen=True, kw_only=True):
    """A mapping of the outline.

    The fields that have a `Meta` are the language; unknown keys are errors. The others say where the mapping is.
    """

    noun: ClassVar[str] = "an element"
    """What messages call it."""

    may_be_empty: ClassVar[bool] = False
    """Whether an empty value is the same as leaving the key out."""

    place: Place = NOWHERE
    is_sound: bool = True
    """Whether nothing that was typed here had to be left out as a mistake."""
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    """The fields that were typed, in their order, with the places of the names and numbers in them."""

    def place_of(self, field: str, index: int = 0) -> Place:
        """The place of a field's value, if it is a name, a number or a list of names; else that of the element."""
        places = self.places.get(field, ())
        return places[index] if index < len(places) else self.place

    @property
    def values_in_order(self) -> tuple[Any, ...]:
        """The values of the fields of the language."""
        return _values_of(self.__class__)(self)

    def named_values(self) -> Iterator[tuple[str, Any]]:
        """Each field of the language with its value."""
        return zip(_attributes_of(self.__class__), _values_of(self.__class__)(self), strict=True)

    def changed(self, **values: Any) -> Self:
        """This with other values in some fields of the language."""
        return replace(self, **values)

    @classmethod
    def made(cls, values: Mapping[str, Any], **where: Any) -> Self:
        """The element with these values in fields of the language, and with its place, places and soundness."""
        return cls(**values, **where)

    @classmethod
    def typed_fields(cls) -> tuple[FieldSpec, ...]:
        """The fields of the language as they are typed."""
        return declared_fields(cls)

    @classmethod
    def decoded_fields(cls) -> tuple[FieldSpec, ...]:
        """The fields of the language as they are decoded, once what belongs together has been gathered."""
        return declared_fields(cls)

    @classmethod
    def gathered(cls, node: MapNode) -> MapNode:
        """The long form with what belongs together in one field."""
        return node

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        """The long form of what was typed, or None where a mistake has been reported."""
        if isinstance(node, MapNode):
            return node
        sink.wrong(node, f"{cls.noun} is a mapping of names and values", cls.hint())
        return None

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        """The elements that a field which holds several of them was given."""
        return items_of(node)

    @classmethod
    def field_names(cls) -> list[str]:
        """The names of the fields as they are typed."""
        return [spec.key for spec in fields_of(cls)]

    def narrowed(self, before: Self) -> Self:  # noqa: ARG002  (what has rows makes use of it)
        """This, which `before` has become for an audience, without what belonged to parts that have gone."""
        return self

    def pruned(self) -> Self | None:
        """This without names of parts that an audience does not see; None where nothing is left."""
        needed = (spec.name for spec in fields_of(type(self)) if spec.is_required)
        return None if any(getattr(self, name) == () for name in needed) else self

    @classmethod
    def hint(cls) -> str:
        """A hint that lists what can be typed in this element."""
        keys = [spec.key for spec in fields_of(cls) if spec.name not in TOLD_LAST]
        if len(keys) > MOST_LISTED:
            return f"`deckgen explain {cls.noun.split()[-1]}` lists its fields"
        return f"its fields are {listed(keys)}" if len(keys) > 1 else f"its field is {listed(keys)}"

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        """Check what must hold between the fields of an element, once they are decoded."""


@language_cache
def fields_of(model: type[Element]) -> tuple[FieldSpec, ...]:
    """The fields of the language in the order in which they are explained: what many elements have comes last."""
    return tuple(sorted(model.typed_fields(), key=lambda spec: spec.name in TOLD_LAST))


@cache
def declared_fields(model: type[Element]) -> tuple[FieldSpec, ...]:
    """The fields of the language that the model itself declares, in the order of its declaration."""
    declared = {
        name: (annotation, owner.__module__)
        for owner in reversed(model.__mro__)
        if issubclass(owner, Element)
        for name, annotation in owner.__annotations__.items()
    }
    names, defaults = model.__struct_fields__, model.__struct_defaults__
    all_defaults = (*repeat(NODEFAULT, len(names) - len(defaults)), *defaults)
    return tuple(
        FieldSpec(name, key, default.factory() if hasattr(default, "factory") else default, *declared[name])
        for name, key, default in zip(names, model.__struct_encode_fields__, all_defaults, strict=True)
        if declared[name][0].startswith("Annotated[")
    )


@cache
def _attributes_of(model: type[Element]) -> tuple[str, ...]:
    return tuple(spec.name for spec in sorted(declared_fields(model), key=lambda spec: spec.name in TOLD_LAST))


@cache
def _values_of(model: type[Element]) -> Callable[[Element], tuple[Any, ...]]:
    names = _attributes_of(model)
    values = attrgetter(*names)
    return values if len(names) > 1 else lambda element: (values(element),)


def listed(names: list[str], last: str = "and") -> str:
    """`a`, `b` and `c`."""
    marked = [f"`{name}`" for name in names]
    return marked[0] if len(marked) == 1 else f"{', '.join(marked[:-1])} {last} {marked[-1]}"


def one_of(choices: Iterable[str]) -> str:
    """`a`, `b` or `c`."""
    return listed(list(choices), "or")


def verbatim(text: str) -> tuple[Inline, ...]:
    """The text in one run, its signs as they are."""
    return (Inline(text),) if text else ()


class Selectable(Element, frozen=True, kw_only=True):
    """Something that not every audience has to see."""

    only: Annotated[
        tuple[str, ...],
        Meta(
            description="The audiences that see this; nobody else does. `students` is the edition for students.",
            examples=["bullets:\n  - Small and fast\n  - {bullet: Namespaces and cgroups, only: developers}"],
        ),
    ] = ()
    except_: Annotated[
        tuple[str, ...],
        Meta(
            description="The audiences that do not see this. `students` is the edition for students.",
            examples=["bullets:\n  - Small and fast\n  - {bullet: Namespaces and cgroups, except: [managers]}"],
        ),
    ] = field(default=(), name="except")


class Spread(Element, frozen=True, kw_only=True):
    """A block whose fields are typed side by side on the slide; it is false where its `main` field is not there."""

    main: ClassVar[str]
    """The field that names the block; the others are its companions."""
