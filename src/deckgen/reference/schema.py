"""The language as a JSON Schema, for editors that complete and check YAML while it is typed.

Made from the models: their fields, descriptions and examples, and the short forms that each of them names.
"""

from __future__ import annotations

from typing import Any, Literal, get_args, get_origin

from deckgen.outline.allow import Permission
from deckgen.outline.desugar import CONDITIONS
from deckgen.outline.element import (
    Element,
    FieldSpec,
    Metres,
    Points,
    Position,
    Rgb,
    Selectable,
    Spot,
    Words,
    fields_of,
)  # fmt: skip
from deckgen.outline.forms import NAME, NAME_AND_TEXT, TYPED, JsonSchema, Without, any_of, array_of, mapping_of, ref
from deckgen.outline.head import Audience, Outline
from deckgen.outline.slide import Include, Slide


def json_schema(model: type[Element] = Outline) -> JsonSchema:
    """The schema of an outline, or a theme file (draft 2020-12): short and long forms, unknown fields refused."""
    definitions: dict[str, JsonSchema] = {}
    long = _long(model, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"deckgen {model.noun.partition(' ')[2]}",
        **long,
        "$defs": dict(sorted(definitions.items())),
    }


def _without(model: type[Element], field: str) -> JsonSchema:
    """The long form when one field is the key in front of it."""
    long = _long(model, {model.__name__: {}})
    properties = {name: schema for name, schema in long["properties"].items() if name != field}
    required = [name for name in long.get("required", []) if name != field]
    return {**long, "properties": properties, **({"required": required} if "required" in long else {})}


def _resolved(form: Any) -> Any:
    """The form with its parts that are long forms without a field."""
    match form:
        case Without(model, field):
            return _without(model, field)
        case dict():
            return {key: _resolved(part) for key, part in form.items()}
        case list():
            return [_resolved(part) for part in form]
        case _:
            return form


def _define(model: type[Element], definitions: dict[str, JsonSchema]) -> JsonSchema:
    if model.__name__ not in definitions:
        definitions[model.__name__] = {}
        forms = [_resolved(form) for form in model.short_forms()]
        if issubclass(model, Selectable):
            forms = [also for form in forms for also in _with_conditions(form)]
        if model.has_long_form:
            forms = [*forms, _long(model, definitions)]
        definitions[model.__name__] = {"description": _first_line(model), **any_of(*forms)}
    return ref(model)


def _with_conditions(form: JsonSchema) -> list[JsonSchema]:
    """A short form; if it is a mapping, also with `only` or `except` beside its own entry."""
    if form.get("type") != "object":
        return [form]
    return [form, *(_with_condition(form, key) for key in CONDITIONS)]


def _with_condition(form: JsonSchema, key: str) -> JsonSchema:
    properties = {**form.get("properties", {}), key: any_of(array_of(NAME), NAME)}
    conditional: JsonSchema = {**form, "properties": properties, "required": [key]}
    if "maxProperties" in form:
        conditional |= {"minProperties": 2, "maxProperties": 2}
    if "enum" in form.get("propertyNames", {}):
        conditional["propertyNames"] = {"enum": [*form["propertyNames"]["enum"], key]}
    return conditional


def _long(model: type[Element], definitions: dict[str, JsonSchema]) -> JsonSchema:
    properties = {spec.key: _property(spec, definitions) for spec in fields_of(model)}
    required = [spec.key for spec in fields_of(model) if spec.is_required]
    long: JsonSchema = {"type": "object", "additionalProperties": False, "properties": properties}
    return {**long, "required": required} if required else long


def _property(spec: FieldSpec, definitions: dict[str, JsonSchema]) -> JsonSchema:
    about: JsonSchema = {"description": spec.meta.description}
    if isinstance(spec.default, str | int | float):
        about["default"] = spec.default
    limit = {} if spec.meta.gt is None else {"exclusiveMinimum": spec.meta.gt}
    return {**about, **_of(spec.kind, definitions), **limit}


def _of(kind: Any, definitions: dict[str, JsonSchema]) -> JsonSchema:
    """The schema of a type of values."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _several(parts[0], definitions)
    if origin is dict:
        short = {Audience: [array_of(NAME)], Permission: [NAME_AND_TEXT, array_of(NAME_AND_TEXT)]}
        return any_of(mapping_of(_of(parts[1], definitions)), *short.get(parts[1], []))
    if origin is Literal:
        return {"enum": list(parts)}
    simple: dict[object, JsonSchema] = {
        Words: TYPED,
        str: NAME,
        float: {"type": "number"},
        Metres: {"type": ["string", "number"]},
        Points: {"type": ["string", "number"]},
        Rgb: {"type": ["string", "number"]},
        Spot: any_of({"type": "string"}, array_of(NAME)),
        Position: any_of({"type": "string"}, array_of(NAME)),
        bool: {"type": "boolean"},
    }
    return dict(simple[kind]) if kind in simple else _define(kind, definitions)


def _several(kind: Any, definitions: dict[str, JsonSchema]) -> JsonSchema:
    """A list; one bare value is a list of one."""
    one = _of(kind, definitions)
    if kind is Slide:
        one = any_of(one, _define(Include, definitions))
    several = kind.several_form() if isinstance(kind, type) and issubclass(kind, Element) else None
    return any_of(array_of(one), one, *([_resolved(several)] if several is not None else []))


def _first_line(model: type[Element]) -> str:
    return (model.__doc__ or "").strip().split("\n", 1)[0]
