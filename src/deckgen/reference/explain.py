"""Explain each field of the language in words, from the models: `deckgen explain`."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from msgspec import Struct

from deckgen.outline.allow import Permission
from deckgen.outline.blocks import Bullet, Callout, CodeBlock, Event, Image, Note, Paragraph, Quote, Reference, Step
from deckgen.outline.box import Box
from deckgen.outline.build import Build, Together
from deckgen.outline.chart import Chart, ChartRow
from deckgen.outline.contents import Blocks
from deckgen.outline.cycle import Cycle
from deckgen.outline.desugar import CONDITIONS
from deckgen.outline.element import Element, Metres, Points, Position, Rgb, Spot, Words, fields_of, listed
from deckgen.outline.entities import Attribute, Entities, Entity, Relation
from deckgen.outline.figure import Arrow, Axis, Brace, Layers, Panel
from deckgen.outline.formula import Formula, Meaning
from deckgen.outline.graph import Graph, GraphNode, NodeGroup
from deckgen.outline.head import Audience, Layouts, Look, Outline, Room, SharedFigure
from deckgen.outline.interaction import Choice, Poll, Quiz
from deckgen.outline.matrix import Matrix, MatrixCell, MatrixRow
from deckgen.outline.quadrants import PlacedPoint, Quadrant, Quadrants
from deckgen.outline.registry import BLOCKS, companions
from deckgen.outline.role import Role
from deckgen.outline.sequence import Participant, Sequence, SequencePart, SequenceStep
from deckgen.outline.slide import Column, Include, Slide, Variant
from deckgen.outline.tables import ColumnName, Compare, CompareRow, Row, SeriesName, Table, TableCell
from deckgen.outline.theme_file import ThemeColours, ThemeFile, ThemeFonts
from deckgen.outline.tree import Branch, Tree
from deckgen.outline.venn import Common, Venn, VennSet
from deckgen.regex import regex
from deckgen.suggest import closest

WIDTH = 88
_ROUND = "Round a figure of layers"
_FIRST_PART = regex(r"(?:`[^`]*`|[^`])*?(?=[.;:] |$)")
"""The beginning of a description up to its first full stop, semicolon or colon outside backticks."""
MORE = "`deckgen explain layers` says more about one of them, as does `deckgen explain box.role`."
NAMED: dict[str, type[Element]] = {
    "outline": Outline, "audience": Audience, "role": Role, "slide": Slide, "column": Column, "bullet": Bullet,
    "step": Step, "layers": Layers, "panel": Panel, "box": Box, "brace": Brace, "arrow": Arrow, "axis": Axis,
    "figure": SharedFigure, "compare": Compare, "matrix": Matrix, "table": Table, "row": Row, "event": Event,
    "graph": Graph, "node": GraphNode, "group": NodeGroup, "tree": Tree, "branch": Branch,
    "cycle": Cycle, "quadrants": Quadrants, "quadrant": Quadrant, "point": PlacedPoint,
    "venn": Venn, "set": VennSet, "intersection": Common,
    "entities": Entities, "entity": Entity, "attribute": Attribute, "relation": Relation, "sequence": Sequence,
    "participant": Participant, "message": SequenceStep, "part": SequencePart,
    "chart": Chart, "formula": Formula, "symbol": Meaning, "image": Image, "code": CodeBlock, "quote": Quote,
    "callout": Callout, "reference": Reference, "paragraph": Paragraph,
    "note": Note, "variant": Variant, "include": Include, "build": Build, "click": Together, "quiz": Quiz,
    "choice": Choice, "poll": Poll, "room": Room, "permission": Permission, "theme": Look, "layouts": Layouts,
    "theme-file": ThemeFile, "colours": ThemeColours, "theme-fonts": ThemeFonts,
}  # fmt: skip
INNER: dict[type[Element], type[Element] | None] = {
    Layers: Box, Panel: Box, Row: None, TableCell: None, CompareRow: None, MatrixRow: None, MatrixCell: None,
    ChartRow: None, ColumnName: None, SeriesName: None,
}  # fmt: skip
"""Models whose fields are never typed as such, with the model to explain in their stead."""


class Topic(Struct, frozen=True):
    """A field of a model, as it is typed."""

    home: str
    key: str
    kind: Any
    description: str
    example: str
    default: str


def models() -> dict[str, type[Element]]:
    """The models by the names that can be explained."""
    added = {block.key: block.model for block in BLOCKS.values() if block.model is not None and not block.is_spread}
    return {**NAMED, **{key: model for key, model in added.items() if model not in NAMED.values()}}


def explain(key: str | None) -> str:
    """Everything about a field or an element; without a key, an overview of the language."""
    if key is None:
        return _overview()
    found = _found(key)
    named = models().get(key.split(".")[-1]) if "." not in key or not found else None
    choices = _with_choice(key)
    if not found and not choices and named is None:
        return _unknown(key)
    topics = [*found, *choices]
    kinds = [named] if named is not None else [_models_of(topic.kind) for topic in found]
    kinds += [models()[topic.home] for topic in choices if not found]
    shown = dict.fromkeys(INNER.get(model, model) if model is not None else None for model in kinds)
    parts = [*map(_field, topics), *(_model(model) for model in shown if model is not None)]
    if key == "layers":
        parts.append("\n".join([_ROUND, *_rows(_round_layers())]))
    return "\n\n".join(parts) + "\n"


def is_known(key: str) -> bool:
    """Whether there is something to explain."""
    return bool(_found(key) or _with_choice(key)) or key.rsplit(".", maxsplit=1)[-1] in models()


def topics_of(model: type[Element], home: str) -> Iterator[Topic]:
    """The fields of a model, in order."""
    for spec in fields_of(model):
        default = "" if spec.default in (None, (), {}) else _told_default(spec.default)
        if spec.is_required:
            default = "needed"
        example = str(spec.meta.examples[0]) if spec.meta.examples else ""
        yield Topic(home, spec.key, spec.kind, spec.meta.description or "", example, default)


def _all_topics() -> Iterator[Topic]:
    for home, model in models().items():
        if model not in INNER:
            yield from topics_of(model, home)


def _found(key: str) -> list[Topic]:
    """`role`, `box.role` or `layers.box.role`; what a slide and a column share is told once."""
    *path, last = key.split(".")
    names = {path[-1], path[-1].rstrip("s")} if path else set(models())
    found: dict[str, Topic] = {}
    for topic in _all_topics():
        if topic.key == last and topic.home in names:
            found.setdefault(topic.description, topic)
    return list(found.values())


def _with_choice(key: str) -> list[Topic]:
    """The fields that take `key` as one of several fixed words, such as `tip` or `dashed`."""
    found = {topic.description: topic for topic in _all_topics() if key in _choices(topic.kind)}
    return list(found.values())


def _choices(kind: Any) -> tuple[str, ...]:
    return get_args(kind) if get_origin(kind) is Literal else ()


def _models_of(kind: Any) -> type[Element] | None:
    """The model that a field's values are of."""
    if isinstance(kind, type) and issubclass(kind, Element):
        return kind
    return next((model for part in get_args(kind) if (model := _models_of(part)) is not None), None)


def _field(topic: Topic) -> str:
    homes = [home for home, model in models().items() if topic.key in model.field_names() and home == topic.home]
    shared = topic.home == "slide" and topic.key in Blocks.field_names()
    where = f"in {listed([*homes, 'column'] if shared else homes)}"
    if topic.key in CONDITIONS:
        where = "on slides, and on everything on them"
    lines = [f"{topic.key}  ({where})"]
    lines += wrapped(topic.description, "  ")
    lines.append(f"  Takes {plain_type(topic.kind)}." + (f" {_default(topic.default)}" if topic.default else ""))
    lines += ["", textwrap.indent(topic.example, "    ")]
    return "\n".join(lines)


def _told_default(value: object) -> str:
    if isinstance(value, Metres):
        return f"{value:g} m"
    return f"{value:g}" if isinstance(value, float) else str(value).lower() if isinstance(value, bool) else str(value)


def wrapped(text: str, indent: str = "") -> list[str]:
    """The text in lines of the usual width, none of which ends inside backticks."""
    whole = re.sub(r"`[^`]*`", lambda found: found[0].replace(" ", "\xa0"), " ".join(text.split()))
    lines = textwrap.wrap(whole, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
    return [line.replace("\xa0", " ") for line in lines]


def _default(default: str) -> str:
    return "It is needed." if default == "needed" else f"Without it: {default}."


def _model(model: type[Element]) -> str:
    lines = [f"Fields of {model.noun}", *wrapped(model.__doc__ or "", "  ")]
    return "\n".join([*lines, "", *_rows(list(topics_of(model, "")))])


def _rows(topics: list[Topic]) -> list[str]:
    width = max(len(topic.key) for topic in topics) + 2
    rows = []
    for topic in topics:
        first = _FIRST_PART.match(topic.description)
        assert first is not None, f"this is a bug in deckgen: a backtick is left open in {topic.description!r}"
        rows.append(f"  {topic.key:<{width}}{first[0].rstrip('.')}")
    return rows


def _overview() -> str:
    # What a slide alone has comes before what it shares with columns.
    slide = sorted(topics_of(Slide, "slide"), key=lambda topic: topic.key in Blocks.field_names())
    groups = {
        "The head of the outline": list(topics_of(Outline, "outline")),
        "A slide": [topic for topic in slide if topic.key not in {*BLOCKS, *companions(), "figure"}],
        "What a slide can hold": [topic for topic in slide if topic.key in {*BLOCKS, "flow"}],
        _ROUND: _round_layers(),
        "A box of a figure": list(topics_of(Box, "box")),
        "A table that compares": list(topics_of(Compare, "compare")),
        "A table": list(topics_of(Table, "table")),
    }
    parts = ["\n".join([title, *_rows(topics)]) for title, topics in groups.items()]
    return (
        "\n\n".join([*parts, "`deckgen explain layers` says more about one of them, `explain box.role` too."]) + "\n"
    )


def _round_layers() -> list[Topic]:
    of_figures = {"figure", *(key for key, home in companions().items() if home == "layers")}
    return [topic for topic in topics_of(Slide, "slide") if topic.key in of_figures]


def _unknown(key: str) -> str:
    names = {*models(), *(topic.key for topic in _all_topics())}
    near = closest(key.rsplit(".", maxsplit=1)[-1], sorted(names))
    hint = f"did you mean `{near}`?" if near else "`deckgen explain` lists all fields"
    return f"the outline language has no field `{key}`; {hint}\n"


def plain_type(kind: Any) -> str:
    """A type in a lecturer's words."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is tuple:
        return f"a list of {_plural(parts[0])}"
    if origin is dict:
        return f"a mapping from names to {_plural(parts[1])}"
    if origin is Literal:
        return listed(list(parts), "or")
    simple = {
        Words: "text",
        str: "a name",
        float: "a number above 0",
        Metres: "a length in metres",
        Points: "a length in points",
        Rgb: "a colour",
        Spot: "a point, such as `40% 30%`",
        Position: "a place between two axes, such as `[20%, 80%]`",
        bool: "true or false",
    }
    return simple[kind] if kind in simple else str(kind.noun)


def _plural(kind: Any) -> str:
    if kind is Words:
        return "texts"
    if kind is str:
        return "names"
    if kind is float:
        return "numbers above 0"
    if get_origin(kind) is Literal:
        return listed(list(get_args(kind)), "or")
    article, _, noun = str(kind.noun).partition(" ")
    head, of, whole = noun.partition(" of ")
    if article == "the":  # one for each of the others, as names of columns
        whole = _several(whole.removeprefix("a "))
    return f"{_several(head)}{of}{whole}"


def _several(noun: str) -> str:
    return {"box": "boxes", "axis": "axes", "series": "series"}.get(noun, f"{noun}s")
