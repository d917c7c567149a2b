"""The base of the models: a place in the file, and text with inline Markdown.

The models define the language; `decode` fills them from located nodes. A model with short forms writes them out in
`desugar`, and checks the constraints between its fields in `finish`.
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
from deckgen.outline.forms import JsonSchema
from deckgen.source import MapNode, Node

NOWHERE = Place(0, 0, 0)
MOST_LISTED = 9
TOLD_LAST = ("only", "except_", "for_", "allow")


C_ = TypeVar("C_", bound=Callable[..., Any])
T_ = TypeVar("T_")
_language_caches: list[Callable[[], None]] = []


def language_cache(function: C_) -> C_:
    """The function, with its results cached until the language changes."""
    cached = cache(function)
    _language_caches.append(cached.cache_clear)
    return cast(C_, cached)


def forget_language() -> None:
    """Clear every `language_cache`, because the language has changed."""
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
    """True for a piece of a formula, which is not a word of any language."""
    struck: bool = False
    note: str | None = None
    """The name of the footnote that it refers to; once that has a number, the text is this number."""

    @property
    def is_mark(self) -> bool:
        """True for the number of a footnote."""
        return self.note is not None and self.script == "raised" and self.text.isdigit()

    @property
    def plain(self) -> str:
        """The characters as plain text, which has no raised or lowered letters and no numbers of footnotes."""
        if self.script == "none":
            return self.text
        if self.note is not None:
            return ""
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

    @property
    def bare(self) -> str:
        """The plain text without marks of footnotes, which are no part of a name."""
        return "".join([run.plain for run in self.runs if run.note is None])


class Metres(float):
    """A length in metres."""


class Points(float):
    """A length in points, which may be 0."""


class Rgb(str):
    """A colour as six hexadecimal digits."""

    __slots__ = ()


class Spot(Struct, frozen=True):
    """A point of a picture, in percent of its width from the left and of its height from the top."""

    across: float
    down: float

    def __str__(self) -> str:
        return f"{self.across:g}% {self.down:g}%"


class Position(Struct, frozen=True):
    """A place between two axes: how far across and how far up it is, from 0 to 1."""

    across: float
    up: float

    def __str__(self) -> str:
        return f"{self.across * 100:g}% {self.up * 100:g}%"


class Verbatim:
    """Marks a field whose text is not Markdown, such as a program."""


class Outside:
    """Marks a field that names something outside of the outline: a file, what is in it, or an address."""


class Spoken:
    """Marks a field whose text only the speaker sees, so that it need not fit in a line."""


class NeverEmpty:
    """Marks a field whose empty value is a mistake, and not the same as omitting the key."""


class Latex:
    """Marks a field that holds a formula."""


class FieldSpec(Struct, frozen=True, dict=True):
    """A field of the language, as declared by its model or by the registry of blocks.

    An annotation in source form is evaluated when first asked for: an outline uses few of all the fields.
    """

    name: str
    """The attribute of the model."""
    key: str
    """The name that is typed."""
    default: Any
    """The value of an omitted field; NODEFAULT if the field is required."""
    annotation: Any
    module: str = ""

    @property
    def is_required(self) -> bool:
        return self.default is NODEFAULT

    @property
    def kind(self) -> Any:
        """The type of the value, without None."""
        kind = self._parts[0]
        if get_origin(kind) in (UnionType, Union):
            return next(part for part in get_args(kind) if part is not NoneType)
        return kind

    def is_marked(self, mark: type) -> bool:
        """True if the field has a mark such as `Verbatim`."""
        return mark in self._parts

    @property
    def meta(self) -> Meta:
        """The description of the field, its examples and its limits."""
        return next(part for part in self._parts if isinstance(part, Meta))

    @cached_property
    def _parts(self) -> tuple[Any, ...]:
        if isinstance(self.annotation, str):
            return get_args(eval(self.annotation, vars(sys.modules[self.module])))
        return get_args(self.annotation) if get_origin(self.annotation) is Annotated else (self.annotation,)


class Element(Struct, frozen=True, kw_only=True):
    """A mapping of the outline.

    The fields with a `Meta` belong to the language; unknown keys are errors. The others record the place of the
    mapping.
    """

    has_long_form: ClassVar[bool] = True
    """Whether its fields can be typed as a mapping."""
    noun: ClassVar[str] = "an element"
    """Its name in messages."""

    names_text: ClassVar[bool] = False
    """Whether its short form is `name: text`."""

    instead: ClassVar[Mapping[str, str]] = {}
    """The hints for keys that it does not have, but that authors type."""
    may_be_empty: ClassVar[bool] = False
    """True if an empty value is the same as omitting the key."""
    in_one_text: ClassVar[bool] = False
    """True if its name and the rest of it may be one text: `"name: text"`."""

    place: Place = NOWHERE
    is_sound: bool = True
    """True if no part of the mapping was dropped because of a mistake."""
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    """The typed fields in their order, with the places of the names and numbers in them."""

    def __hash__(self) -> int:
        # Mappings have no hash; equal elements are at the same place.
        return hash((self.__class__, self.place))

    def place_of(self, field: str, index: int = 0) -> Place:
        """The place of a field's value if it is a name, a number or a list of names, else that of the element."""
        places = self.places.get(field, ())
        return places[index] if index < len(places) else self.place

    def kept(self, walk: Callable[[Self], Iterable[T_]]) -> Iterable[T_]:
        """What a walk finds in it; an element that is walked again and again keeps that."""
        return walk(self)

    @property
    def values_in_order(self) -> tuple[Any, ...]:
        """The values of the fields of the language."""
        return _values_of(self.__class__)(self)

    def names_outside(self) -> Iterator[Words]:
        """The names of things outside of the outline, which no edition of it changes."""
        for spec in self.typed_fields():
            value = getattr(self, spec.name) if spec.is_marked(Outside) else None
            if isinstance(value, Words):
                yield value

    def named_values(self) -> Iterator[tuple[str, Any]]:
        """Each field of the language with its value."""
        return zip(_attributes_of(self.__class__), _values_of(self.__class__)(self), strict=True)

    def changed(self, **values: Any) -> Self:
        """The element with other values in some fields of the language."""
        return replace(self, **values)

    @classmethod
    def made(cls, values: Mapping[str, Any], **where: Any) -> Self:
        """The element with these values in fields of the language, and with its place, places and soundness."""
        return cls(**values, **where)

    @classmethod
    def typed_fields(cls) -> tuple[FieldSpec, ...]:
        """The fields of the language as typed."""
        return declared_fields(cls)

    @classmethod
    def decoded_fields(cls) -> tuple[FieldSpec, ...]:
        """The fields of the language as decoded, with related fields gathered in one."""
        return declared_fields(cls)

    @classmethod
    def gathered(cls, node: MapNode) -> MapNode:
        """The long form with related fields gathered in one."""
        return node

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        """The long form of what was typed, or None if a mistake has been reported."""
        if isinstance(node, MapNode):
            return node
        sink.wrong(node, f"{cls.noun} is a mapping of names and values", cls.hint())
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        """The forms that `desugar` makes the long form of, for the schema."""
        return []

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        """The form of a field that holds several of the model, if there is one beside a list of them."""
        return None

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        """The elements given to a field that holds several."""
        return items_of(node)

    @classmethod
    def field_names(cls) -> list[str]:
        """The names of the fields as typed."""
        return [spec.key for spec in fields_of(cls)]

    def narrowed(self, before: Self) -> Self:  # noqa: ARG002  (what has rows makes use of it)
        """The element, which `before` became for an audience, without references to parts that were removed."""
        return self

    def pruned(self) -> Self | None:
        """The element without names of parts that an audience does not see; None if nothing is left."""
        needed = (spec.name for spec in fields_of(type(self)) if spec.is_required)
        return None if any(getattr(self, name) == () for name in needed) else self

    @classmethod
    def hint(cls) -> str:
        """A hint that lists the fields of this element."""
        keys = [spec.key for spec in fields_of(cls) if spec.name not in TOLD_LAST]
        if len(keys) > MOST_LISTED:
            return f"`deckgen explain {cls.noun.split()[-1]}` lists its fields"
        return f"its fields are {listed(keys)}" if len(keys) > 1 else f"its field is {listed(keys)}"

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        """Check the constraints between the fields of an element, once they are decoded."""


@language_cache
def fields_of(model: type[Element]) -> tuple[FieldSpec, ...]:
    """The fields of the language in the order of explanation: those shared by many elements come last."""
    return tuple(sorted(model.typed_fields(), key=_rank))


def _rank(spec: FieldSpec) -> int:
    """The place of a field in explanations, behind those with lower ranks."""
    return 2 if spec.name in TOLD_LAST else int(spec.name == "source")


@cache
def declared_fields(model: type[Element]) -> tuple[FieldSpec, ...]:
    """The fields of the language that the model itself declares, in declaration order."""
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
    return tuple(spec.name for spec in sorted(declared_fields(model), key=_rank))


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
    """The text in one run, without interpreting Markdown."""
    return (Inline(text),) if text else ()


class Selectable(Element, frozen=True, kw_only=True):
    """An element that can be limited to some audiences."""

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


class Sourced(Selectable, frozen=True, kw_only=True):
    """A block with a source of its own."""

    source: Annotated[
        Words | None,
        NeverEmpty,
        Meta(
            description="Where it comes from, in small type under it.",
            examples=["table:\n  columns: [Name, Size]\n  rows:\n    - [alpine, 8 MB]\n  source: Docker Hub, 2024"],
        ),
    ] = None


def meet(one: Selectable, other: Selectable) -> bool:
    """True if some audience may see both."""
    if not one.only and not other.only:
        return True
    sees = set(one.only or other.only) & set(other.only or one.only)
    return bool(sees - {*one.except_, *other.except_})


class Spread(Element, frozen=True, kw_only=True):
    """A block whose fields are typed side by side on the slide; it is false without its `main` field."""

    main: ClassVar[str]
    """The field that names the block; the others are its companions."""
