"""What everything in the language has in common: a place in the file, and text with inline Markdown.

The models say what the language holds; `reader` fills them from located nodes. A model that has short forms
writes them out in `expand`; what must hold between its fields it says in `finish`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ClassVar, Self, cast

from msgspec import Struct
from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, PrivateAttr
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from deckgen.diagnostics import Place
from deckgen.formula import Script
from deckgen.outline.reading import Reading
from deckgen.outline.short import items_of
from deckgen.source import MapNode, Node

NOWHERE = Place(0, 0, 0)
MOST_LISTED = 9
TOLD_LAST = ("only", "except_", "for_", "allow")

JsonSchema = dict[str, Any]

TYPED: JsonSchema = {"type": ["string", "number", "boolean", "null"]}
"""What YAML may take an author's text for."""


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

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        return dict(TYPED)


class Metres(float):
    """A length in metres."""


class Verbatim:
    """Marks a field whose text is no Markdown: programs and names of files."""


class Element(BaseModel):
    """A mapping of the outline. Unknown keys are errors; `place` is where it stands."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=True, defer_build=True
    )

    noun: ClassVar[str] = "an element"
    """What messages call it."""

    may_be_empty: ClassVar[bool] = False
    """Whether an empty value is the same as leaving the key out."""

    _place: Place = PrivateAttr(default=NOWHERE)
    _sound: bool = PrivateAttr(default=True)
    _places: Mapping[str, tuple[Place, ...]] = PrivateAttr(default={})

    @classmethod
    def made(cls, values: dict[str, object], node: MapNode, is_sound: bool) -> Self:
        """An element from values that the reader has found to be of the declared types.

        It does what `model_construct` does, in a third of the time, and without building pydantic's validator,
        which takes longer than reading a lecture. Tests hold it against `model_validate`.
        """
        element = cls.__new__(cls)
        blank = _blank(cls)
        put = object.__setattr__
        put(element, "__dict__", {**blank.fields, **{name: make() for name, make in blank.made.items()}, **values})
        put(element, "__pydantic_fields_set__", set(values))
        put(element, "__pydantic_extra__", None)
        put(element, "__pydantic_private__", {**blank.private, "_place": node.place, "_sound": is_sound})
        return element

    @property
    def place(self) -> Place:
        return self._place

    def place_of(self, field: str, index: int = 0) -> Place:
        """Where a field's value stands, if it is a name, a number or a list of names; else where the element does."""
        places = self._places.get(field, ())
        return places[index] if index < len(places) else self._place

    @property
    def is_sound(self) -> bool:
        """Whether nothing that was typed here had to be left out as a mistake."""
        return self._sound

    @classmethod
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        """The long form of what was typed, or None where a mistake has been reported."""
        if isinstance(node, MapNode):
            return node
        reading.wrong(node, f"{cls.noun} is a mapping of names and values", cls.hint())
        return None

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        """The elements that a field which holds several of them was given."""
        return items_of(node)

    @classmethod
    def field_names(cls) -> list[str]:
        """The names of the fields as they are typed."""
        return [info.alias or name for name, info in cls.fields_as_told().items()]

    @classmethod
    def fields_as_told(cls) -> dict[str, FieldInfo]:
        """The fields in the order in which they are explained: what many elements have comes last."""
        fields = cls.model_fields
        return {name: fields[name] for name in sorted(fields, key=lambda name: name in TOLD_LAST)}

    def narrowed(self, before: Self) -> Self:  # noqa: ARG002  (what has rows makes use of it)
        """This, which `before` has become for an audience, without what belonged to parts that have gone."""
        return self

    def settled(self) -> Self | None:
        """What is left of this when parts of it have gone that an audience does not see; None where nothing is."""
        needed = (name for name, info in type(self).model_fields.items() if info.is_required())
        return None if any(getattr(self, name) == () for name in needed) else self

    @classmethod
    def hint(cls) -> str:
        """What can be typed in this element."""
        fields = cls.fields_as_told().items()
        keys = [info.alias or name for name, info in fields if name not in TOLD_LAST]
        if len(keys) > MOST_LISTED:
            return f"`deckgen explain {cls.noun.split()[-1]}` lists its fields"
        return f"its fields are {listed(keys)}" if len(keys) > 1 else f"its field is {listed(keys)}"

    @classmethod
    def finish(cls, element: Any, node: MapNode, reading: Reading) -> None:
        """What is left to do with an element once its fields are read."""


class _Blank(Struct, frozen=True):
    """What an element holds before anything was typed in it; `made` is made anew for each."""

    fields: Mapping[str, object]
    made: Mapping[str, Callable[[], object]]
    private: Mapping[str, object]


@cache
def _blank(model: type[Element]) -> _Blank:
    made = {
        name: info.default_factory for name, info in model.model_fields.items() if info.default_factory is not None
    }
    fields = {name: info.default for name, info in model.model_fields.items() if name not in made}
    private = {name: attribute.default for name, attribute in model.__private_attributes__.items()}
    return _Blank(fields, cast(Mapping[str, Callable[[], object]], made), private)


def listed(names: list[str], last: str = "and") -> str:
    """`a`, `b` and `c`."""
    marked = [f"`{name}`" for name in names]
    return marked[0] if len(marked) == 1 else f"{', '.join(marked[:-1])} {last} {marked[-1]}"
