"""Whole outlines, drawn from the JSON Schema of the language, which is made from its models.

So a field that is added to the language is fuzzed from that day on, in its short forms too. A few fields take values
of a form that no schema tells, or names of what stands elsewhere: HINTS says which. Names are drawn as `Ref`s, and
`sensible` gives them something to name.

Each outline has a focus, one field of one model, and the choices on the way to it are made so that it is reached.
The plainest choice is the first of each, which Hypothesis begins with and shrinks to.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from hypothesis import strategies as st

from deckgen.outline.registry import companions
from deckgen.reference.schema import json_schema
from tests.fuzz.hints import KEYS, USUAL, VALUES
from tests.fuzz.sensible import sensible
from tests.fuzz.texts import LONG_TEXTS, TEXTS

Tree = Any
"""What YAML holds: mappings, lists, texts, numbers, true, false, nothing; and `Ref`s."""
Schema = Mapping[str, Any]
DEEPEST = 7
MANY = 40
"""The most entries of a list that is longer than a slide is wide."""
BESIDE = {**companions(), "build": "layers"}
"""Fields that say more about a block, and that block."""
BLOCKY = "layers"
"""A field that every model has which holds blocks."""


@dataclass(frozen=True, slots=True)
class Focus:
    """A field of a model, by its key."""

    model: str
    key: str


@cache
def definitions() -> dict[str, Schema]:
    """The forms of each model, by its name."""
    schema = json_schema()
    return {"Outline": schema, **schema["$defs"]}


def forms(schema: Schema) -> list[Schema]:
    """The alternatives of a schema, those of alternatives too."""
    if "anyOf" not in schema:
        return [schema]
    return [form for choice in schema["anyOf"] for form in forms(choice)]


def foci() -> list[Focus]:
    """Every field of every form that has fields."""
    found = [
        Focus(model, key)
        for model, schema in definitions().items()
        for form in forms(schema)
        for key in form.get("properties", ())
    ]
    return list(dict.fromkeys(found))


@cache
def way_to(focus: Focus) -> dict[str, str]:
    """For each model on the shortest way from the outline to a focus, the field that leads on."""
    waiting = deque([("Outline", {focus.model: focus.key} if focus.model == "Outline" else {})])
    seen = {"Outline"}
    while waiting:
        model, way = waiting.popleft()
        if model == focus.model:
            return {**way, model: focus.key}
        for form in forms(definitions()[model]):
            for key, inner in form.get("properties", {}).items():
                for name in sorted(_named_in(inner) - seen):
                    seen.add(name)
                    waiting.append((name, {**way, model: key}))
    raise AssertionError(f"no way leads to {focus}")


def _named_in(schema: Schema) -> set[str]:
    """The models that a schema names, at whatever depth."""
    named = {str(schema["$ref"]).rsplit("/", 1)[-1]} if "$ref" in schema else set()
    for inner in [*schema.get("anyOf", ()), schema.get("items"), schema.get("additionalProperties")]:
        if isinstance(inner, dict):
            named |= _named_in(inner)
    return named


@dataclass
class _Drawing:
    draw: st.DrawFn
    way: Mapping[str, str]
    texts: st.SearchStrategy[str]
    is_lean: bool
    """True if an outline has no more fields than it needs."""
    met: set[str] = field(default_factory=set)
    """The models on the way whose leading field has been drawn."""
    is_crowded: bool = False
    """True once a list with very many entries has been drawn: one is enough for an outline."""

    def value(self, schema: Schema, home: str, key: str, depth: int) -> Tree:
        """Something that the schema allows, at `key` of the model `home`."""
        hint = _hint(VALUES, home, key)
        if hint is not None and key:
            return self.draw(hint)
        if "$ref" in schema:
            model = str(schema["$ref"]).rsplit("/", 1)[-1]
            return self.value(definitions()[model], model, "", depth + 1)
        form = self._form(forms(schema), home, depth)
        if "$ref" in form:
            return self.value(form, home, key, depth)
        if "enum" in form:
            return self.draw(st.sampled_from(form["enum"]))
        if "pattern" in form:  # a name and a text in one, as `allow` has them
            return f"{self._key({}, home, key)}: {self.draw(self.texts)}"
        match form.get("type"):
            case "object":
                return self._mapping(form, home, key, depth)
            case "array":
                return self._list(form, home, key, depth)
            case "number":
                return self.draw(st.sampled_from([1, 2, 3, 5, 0.5, 30, 100]))
            case "boolean":
                return self.draw(st.sampled_from([True, True, False]))
            case "null":
                return None
        return self._text(form.get("type", "string")) if hint is None else self.draw(hint)

    def _text(self, types: list[str] | str) -> Tree:
        rare = self.draw(st.integers(0, 39))
        if rare == 39 and "null" in types:
            return None
        if rare == 38 and "number" in types:
            return self.draw(st.sampled_from([0, 7, 1.5, -2, True, False]))
        return self.draw(LONG_TEXTS if rare == 37 and self.texts is TEXTS else self.texts)

    def _form(self, choices: list[Schema], home: str, depth: int) -> Schema:
        """One of the alternatives: the one that leads to the focus, a flat one where it gets too deep."""
        leading = self.way.get(home)
        if leading is not None and home not in self.met:
            right = [form for form in choices if leading in form.get("properties", ())]
            if right:
                return self.draw(st.sampled_from(right))
        wanted = self.way.keys() - self.met
        right = [form for form in choices if _named_in(form) & wanted]
        if right and wanted and self.draw(st.integers(0, 9)) < 9:
            return self.draw(st.sampled_from(right))
        if depth >= DEEPEST:
            choices = [form for form in choices if _is_flat(form)] or choices[:1]
        return self.draw(st.sampled_from(choices))

    def _list(self, schema: Schema, home: str, key: str, depth: int) -> list[Tree]:
        most = 6 if depth < 4 else 3
        count = self.draw(st.integers(1, self.draw(st.integers(1, most))))
        if not self.is_crowded and home != "Outline" and self.draw(st.integers(0, 29)) == 29:
            self.is_crowded = True
            count, depth = self.draw(st.integers(7, MANY)), max(depth, DEEPEST - 2)
        return [self.value(schema["items"], home, key, depth + 1) for _ in range(count)]

    def _mapping(self, schema: Schema, home: str, key: str, depth: int) -> dict[str, Tree]:
        made = {
            name: self.value(schema["properties"][name], home, name, depth)
            for name in self._chosen(schema, home, depth)
        }
        others = schema.get("additionalProperties")
        if isinstance(others, dict):
            most = schema.get("maxProperties", 4) - len(made)
            if self.draw(st.booleans()) and made:  # what has a condition beside it is often one entry
                most = 1
            for _ in range(self.draw(st.integers(1, max(most, 1)))):
                made[self._key(schema, home, key)] = self.value(others, home, f"{key}:", depth + 1)
        return made

    def _key(self, schema: Schema, home: str, key: str) -> Tree:
        names = schema.get("propertyNames", {}).get("enum")
        if names:
            return self.draw(st.sampled_from([name for name in names if name not in schema.get("required", ())]))
        hint = _hint(KEYS, home, key)
        return self.draw(self.texts if hint is None else hint)

    def _chosen(self, schema: Schema, home: str, depth: int) -> list[str]:
        """The keys to fill: what is needed, what leads to the focus, and some more."""
        properties = schema.get("properties", {})
        needed = [*schema.get("required", ()), *(name for name in USUAL.get(home, ()) if name in properties)]
        leading = self.way.get(home)
        if leading is not None and leading in properties and home not in self.met:
            self.met.add(home)
            needed += [block for key, block in BESIDE.items() if key == leading and block in properties]
            needed.append(leading)
        optional = [name for name in properties if depth < DEEPEST or _is_flat(properties[name])]
        if schema.get("additionalProperties") is not False or not optional or self.is_lean:
            return list(dict.fromkeys(needed))
        most = 5 if BLOCKY in properties else 3
        more = self.draw(st.lists(st.sampled_from(optional), max_size=most))
        if BLOCKY in {*needed, *more} and BLOCKY in properties:
            around = [name for name in (*companions(), "build") if name in properties]
            more += self.draw(st.lists(st.sampled_from(around), max_size=3)) if around else []
        return list(dict.fromkeys([*needed, *more]))


def _hint(
    hints: Mapping[tuple[str, str], st.SearchStrategy[Tree]], home: str, key: str
) -> st.SearchStrategy[Tree] | None:
    return hints.get((home, key), hints.get(("", key)))


def _is_flat(schema: Schema) -> bool:
    """Whether a value can be drawn without going any deeper."""
    return any("$ref" not in form and form.get("type") not in ("object", "array") for form in forms(schema))


@st.composite
def raw_outlines(
    draw: st.DrawFn, focus: Focus, texts: st.SearchStrategy[str] = TEXTS, *, is_lean: bool = False
) -> dict[str, Tree]:
    """An outline as the schema allows it, its names naming something, but not always valid."""
    drawing = _Drawing(draw, way_to(focus), texts, is_lean)
    return sensible(drawing.value(definitions()["Outline"], "Outline", "", 0))


def outlines(
    texts: st.SearchStrategy[str] = TEXTS, only: Callable[[Focus], bool] = lambda _: True
) -> st.SearchStrategy[dict[str, Tree]]:
    """Outlines with every field as their focus in turn."""
    there = [focus for focus in foci() if only(focus)]
    return st.integers(0, len(there) - 1).flatmap(lambda number: raw_outlines(there[number], texts))
