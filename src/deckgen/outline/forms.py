"""The forms in which something can be typed, as JSON Schema: each model names its short ones beside `desugar`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

JsonSchema = dict[str, Any]

TYPED: JsonSchema = {"type": ["string", "number", "boolean", "null"]}
"""The types that YAML may take an author's text for."""
NOTHING: JsonSchema = {"type": "null"}
NAME: JsonSchema = {"type": ["string", "number", "boolean"]}
NAME_AND_TEXT: JsonSchema = {"type": "string", "pattern": r"^\s*[\w-]+:\s+\S"}
"""A text such as `name: text`, which in quotes is no mapping."""


class Without(Struct, frozen=True):
    """The long form of a model without the field that is the key in front of it; it may be part of a form."""

    model: type
    field: str


def ref(model: type) -> JsonSchema:
    """Any form of a model."""
    return {"$ref": f"#/$defs/{model.__name__}"}


def array_of(items: JsonSchema) -> JsonSchema:
    """A list."""
    return {"type": "array", "items": items}


def mapping_of(values: JsonSchema | Without, *, only_one: bool = False, keys: Sequence[str] = ()) -> JsonSchema:
    """A mapping to `values`, with `only_one` entry or any number, and with some `keys` or any."""
    limits = {"minProperties": 1, "maxProperties": 1} if only_one else {}
    names = {"propertyNames": {"enum": list(keys)}} if keys else {}
    return {"type": "object", **limits, "additionalProperties": values, **names}


def any_of(*choices: JsonSchema | Without) -> JsonSchema:
    """One of several forms."""
    return choices[0] if len(choices) == 1 and isinstance(choices[0], dict) else {"anyOf": list(choices)}


CELL = any_of(TYPED, array_of(TYPED))
ROW = any_of(TYPED, array_of(CELL), mapping_of(CELL))
CELLS = any_of(ROW, mapping_of(ROW), array_of(mapping_of(ROW)))
"""The cells of a row: in order or by the names of their columns, with or without a name for the row."""
