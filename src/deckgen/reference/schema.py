"""The language as a JSON Schema, for editors that complete and check YAML while it is typed.

Made from the models: their fields, descriptions and examples. The short forms of each model stand in SHORT,
since a schema has to name them all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, get_args, get_origin

from deckgen.outline.allow import Permission
from deckgen.outline.blocks import (
    CALLOUTS,
    Bullet,
    Callout,
    CodeBlock,
    Event,
    Image,
    Note,
    Paragraph,
    Quote,
    Reference,
    Step,
)
from deckgen.outline.box import Box
from deckgen.outline.build import Build, BuildOrder, Together
from deckgen.outline.chart import ChartRow
from deckgen.outline.desugar import CONDITIONS
from deckgen.outline.element import Element, FieldSpec, Metres, Selectable, Words, fields_of
from deckgen.outline.figure import Arrow, Brace, Layers, Panel
from deckgen.outline.formula import Formula, Meaning
from deckgen.outline.head import Audience, Look, Outline, Role
from deckgen.outline.interaction import Choice, Poll, Quiz
from deckgen.outline.matrix import MatrixCell, MatrixRow
from deckgen.outline.slide import Column, Include, Slide
from deckgen.outline.tables import ColumnName, CompareRow, Row, SeriesName, Table, TableCell

JsonSchema = dict[str, Any]

TYPED: JsonSchema = {"type": ["string", "number", "boolean", "null"]}
"""The types that YAML may take an author's text for."""
NOTHING: JsonSchema = {"type": "null"}
NAME: JsonSchema = {"type": ["string", "number", "boolean"]}
WRITTEN_ONLY_SHORT = (Layers, Row, ChartRow, MatrixCell, TableCell)


def json_schema() -> JsonSchema:
    """The schema of an outline (draft 2020-12): short and long forms, unknown fields refused."""
    definitions: dict[str, JsonSchema] = {}
    outline = _long(Outline, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "deckgen outline",
        **outline,
        "$defs": dict(sorted(definitions.items())),
    }


def _ref(model: type[Element]) -> JsonSchema:
    return {"$ref": f"#/$defs/{model.__name__}"}


def _list(items: JsonSchema) -> JsonSchema:
    return {"type": "array", "items": items}


def _mapping(values: JsonSchema, only_one: bool = False) -> JsonSchema:
    limits = {"minProperties": 1, "maxProperties": 1} if only_one else {}
    return {"type": "object", **limits, "additionalProperties": values}


def _any(*choices: JsonSchema) -> JsonSchema:
    return choices[0] if len(choices) == 1 else {"anyOf": list(choices)}


def _without(model: type[Element], field: str) -> JsonSchema:
    """The long form when one field is the key in front of it."""
    long = _long(model, {model.__name__: {}})
    properties = {name: schema for name, schema in long["properties"].items() if name != field}
    required = [name for name in long.get("required", []) if name != field]
    return {**long, "properties": properties, **({"required": required} if "required" in long else {})}


CELL = _any(TYPED, _list(TYPED))
ROW = _any(TYPED, _list(CELL), _mapping(CELL))
CELLS = _any(ROW, _mapping(ROW), _list(_mapping(ROW)))
SHORT: dict[type[Element], Callable[[], list[JsonSchema]]] = {
    Paragraph: lambda: [TYPED],
    Note: lambda: [TYPED, {**_mapping(TYPED, only_one=True), "propertyNames": {"enum": ["ask"]}}],
    Bullet: lambda: [NAME, _mapping(_any(TYPED, _list(_ref(Bullet))), only_one=True)],
    Step: lambda: [NAME, _mapping(TYPED, only_one=True)],
    Callout: lambda: [NAME, {**_mapping({}, only_one=True), "propertyNames": {"enum": list(CALLOUTS)}}],
    Quote: lambda: [NAME],
    Image: lambda: [NAME],
    CodeBlock: lambda: [NAME],
    Reference: lambda: [NAME, _mapping(TYPED, only_one=True)],
    Box: lambda: [
        NAME,
        _list(_ref(Box)),
        _mapping(_any(TYPED, _list(_ref(Box)), _without(Box, "box")), only_one=True),
    ],
    Layers: lambda: [NAME, _list(_ref(Box)), _mapping(_any(_list(_ref(Box)), _without(Panel, "caption")))],
    Brace: lambda: [_mapping(_any(TYPED, _list(TYPED), _without(Brace, "label")), only_one=True)],
    Arrow: lambda: [NAME, _mapping(TYPED, only_one=True)],
    Row: lambda: [_list(CELL), _mapping(CELLS)],
    Table: lambda: [_list(_list(_any(CELL, _ref(ColumnName)))), _list(_any(_ref(Row), _list(_ref(ColumnName))))],
    TableCell: lambda: [CELL],
    CompareRow: lambda: [_mapping(CELLS, only_one=True)],
    MatrixRow: lambda: [_mapping(CELLS, only_one=True)],
    MatrixCell: lambda: [TYPED],
    ChartRow: lambda: [_mapping(CELL, only_one=True)],
    ColumnName: lambda: [TYPED],
    SeriesName: lambda: [NAME],
    Event: lambda: [_mapping(CELL, only_one=True)],
    Formula: lambda: [NAME],
    Meaning: lambda: [_mapping(TYPED, only_one=True)],
    Audience: lambda: [NOTHING],
    Role: lambda: [NAME],
    Look: lambda: [NAME],
    Column: lambda: [NAME],
    Together: lambda: [NAME, _list(TYPED)],
    Build: lambda: [{"enum": [*get_args(BuildOrder), True, False]}, _list(_ref(Together))],
    Choice: lambda: [NAME, {**_mapping(TYPED, only_one=True), "propertyNames": {"enum": ["answer"]}}],
    Quiz: lambda: [_list(_ref(Choice))],
    Poll: lambda: [NAME],
    Permission: lambda: [NAME],
}
SEVERAL: dict[type[Element], Callable[[], JsonSchema]] = {
    Event: lambda: _mapping(CELL),
    Meaning: lambda: _mapping(TYPED),
    ChartRow: lambda: _mapping(CELL),
    Brace: lambda: _mapping(_any(TYPED, _list(TYPED), _without(Brace, "label"))),
    Arrow: lambda: _mapping(TYPED),
    CompareRow: lambda: _mapping(CELLS),
    MatrixRow: lambda: _mapping(CELLS),
    Row: lambda: _mapping(CELLS),
    Build: lambda: _mapping(_ref(Build)),
}
"""The other forms of a field that holds several of a model, besides a list of them."""


def _define(model: type[Element], definitions: dict[str, JsonSchema]) -> JsonSchema:
    if model.__name__ not in definitions:
        definitions[model.__name__] = {}
        forms = SHORT[model]() if model in SHORT else []
        if issubclass(model, Selectable):
            forms = [also for form in forms for also in _with_conditions(form)]
        if model not in WRITTEN_ONLY_SHORT:
            forms = [*forms, _long(model, definitions)]
        definitions[model.__name__] = {"description": _first_line(model), **_any(*forms)}
    return _ref(model)


def _with_conditions(form: JsonSchema) -> list[JsonSchema]:
    """A short form; if it is a mapping, also with `only` or `except` beside its own entry."""
    if form.get("type") != "object":
        return [form]
    return [form, *(_with_condition(form, key) for key in CONDITIONS)]


def _with_condition(form: JsonSchema, key: str) -> JsonSchema:
    conditional: JsonSchema = {**form, "properties": {key: _any(_list(NAME), NAME)}, "required": [key]}
    if "maxProperties" in form:
        conditional |= {"minProperties": 2, "maxProperties": 2}
    if "propertyNames" in form:
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
        return _any(_mapping(_of(parts[1], definitions)), *([_list(NAME)] if parts[1] is Audience else []))
    if origin is Literal:
        return {"enum": list(parts)}
    simple: dict[object, JsonSchema] = {
        Words: TYPED,
        str: NAME,
        float: {"type": "number"},
        Metres: {"type": ["string", "number"]},
        bool: {"type": "boolean"},
    }
    return dict(simple[kind]) if kind in simple else _define(kind, definitions)


def _several(kind: Any, definitions: dict[str, JsonSchema]) -> JsonSchema:
    """A list; one bare value is a list of one."""
    one = _of(kind, definitions)
    if kind is Slide:
        one = _any(one, _define(Include, definitions))
    more = [SEVERAL[kind]()] if kind in SEVERAL else []
    return _any(_list(one), one, *more)


def _first_line(model: type[Element]) -> str:
    return (model.__doc__ or "").strip().split("\n", 1)[0]
