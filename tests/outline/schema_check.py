"""As much of a JSON Schema validator as the outline's schema needs."""

from __future__ import annotations

import re
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}
KNOWN = {"$ref", "$schema", "$defs", "title", "description", "default", "anyOf", "enum", "type", "exclusiveMinimum",
         "items", "properties", "additionalProperties", "required", "minProperties", "maxProperties",
         "propertyNames", "pattern"}  # fmt: skip


def accepts(schema: dict[str, Any], value: Any, root: dict[str, Any] | None = None) -> bool:
    """Whether `value` is valid."""
    root = schema if root is None else root
    assert schema.keys() <= KNOWN, schema.keys() - KNOWN
    if "$ref" in schema and not accepts(root["$defs"][schema["$ref"].rsplit("/", 1)[1]], value, root):
        return False
    if "anyOf" in schema and not any(accepts(choice, value, root) for choice in schema["anyOf"]):
        return False
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    return _is_of_type(schema, value) and _children(schema, value, root)


def _is_of_type(schema: dict[str, Any], value: Any) -> bool:
    names = schema.get("type", list(TYPES))
    names = [names] if isinstance(names, str) else names
    fits = any(
        isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool)) for name in names
    )
    return fits and not ("exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"])


def _children(schema: dict[str, Any], value: Any, root: dict[str, Any]) -> bool:
    if isinstance(value, list):
        return all(accepts(schema.get("items", {}), item, root) for item in value)
    if not isinstance(value, dict):
        return True
    properties = schema.get("properties", {})
    if not schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", 10**6):
        return False
    if not set(schema.get("required", [])) <= set(value):
        return False
    names = schema.get("propertyNames", {})
    return all(
        accepts(names, name, root) and _property(properties, schema, name, item, root) for name, item in value.items()
    )


def _property(properties: dict[str, Any], schema: dict[str, Any], name: str, item: Any, root: dict[str, Any]) -> bool:
    if name in properties:
        return accepts(properties[name], item, root)
    more = schema.get("additionalProperties", {})
    return more is not False and accepts(more, item, root)
