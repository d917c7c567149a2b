"""The words of an outline and of a deck, found without deckgen's own code, so that neither can hide a loss."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any
from unicodedata import normalize

import yaml
from pptx import Presentation
from pptx.util import Emu

NOT_SHOWN = {
    "file", "language", "minutes", "highlight", "over", "best", "role", "style", "wide", "tall", "legend", "predict",
    "agenda", "better", "unit", "flow", "later", "only", "except", "for", "side", "kind", "build", "transition",
    "keep", "blank", "hidden", "backup", "see", "seconds", "allow", "latex", "pyramid", "turned", "figure", "show",
    "times", "back", "macros", "categories", "decimal", "skip", "sheet", "range", "column",
    "direction", "shape", "reply", "activation", "walk", "lines", "between", "numbers",
    "id", "roles", "match", "captions", "aligned", "fill", "fit", "focus", "at", "header", "widths", "logo", "dark",
    "corner", "space", "mermaid", "cardinality",
}  # fmt: skip
"""Fields whose values are settings, or names of what stands elsewhere."""

FIELDS = {
    "section", "title", "subtitle", "author", "text", "bullets", "bullet", "steps", "step", "layers", "box",
    "left", "right",
    "note", "across", "down", "parts", "below", "braces", "arrows", "compare", "of", "rows", "verdict", "table",
    "columns", "image", "alt", "caption", "code", "quote", "by", "callout", "tip", "warning", "question",
    "references", "reference", "notes", "quiz", "choices", "choice", "answer", "explanation", "poll", "link",
    "matrix", "axis", "stacks", "ratio", "total", "timeline", "chart", "values", "series", "axes", "when", "what",
    "ask", "formula", "where", "label", "badge", "line", "from", "to", "graph", "edges", "nodes", "tree",
    "name", "statement", "number", "value", "meaning", "against",
    "groups", "cycle", "middle", "quadrants", "up", "points", "venn", "sets", "common",
    "entities", "attribute", "attributes", "operations", "relations",
    "both", "all", "sequence", "participants", "loop", "opt", "par",
    "output", "images", "labels", "source", "footnotes", "course", "institution", "contact", "cover",
}  # fmt: skip
"""Keys that are the language's own words; every other key is the author's."""

HEAD = ("title", "subtitle", "author", "course", "institution", "contact", "cover")
"""Fields of the head that the deck shows."""

FORMULA = re.compile(r"(?<![\\$])\$(?!\s)[^$]+(?<!\s)\$(?!\d)")
"""A formula in a text, the signs of which are counted one by one in tests/formula."""

MARKS = {"yes", "no", "partly"}
"""Cells that become marks with words."""


def words(text: str) -> Counter[str]:
    """The words of a text, without inline Markdown, in lower case; addresses of links are not words."""
    shown = re.sub(r"\]\([^)]*\)", "]", text).replace("<br>", " ")
    shown = re.sub(r"\[\^[\w-]+\]", "", shown)  # footnotes have numbers instead of names
    shown = re.sub(r"(?<=\w)([~^])(\w+)\1", r"\2", shown)  # raised or lowered letters are part of their word
    shown = re.sub(r"(?<=\d)(\s?)×(?=\1(\d|\W|$))", r"\1x", shown)  # typed as a letter
    return Counter(re.findall(r"[^\W_]+", normalize("NFKC", shown).lower()))


def words_of_outline(content: str) -> Counter[str]:
    """Every word that the author wrote to be seen, heard or read aloud."""
    outline = yaml.load(content, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    head = {key: outline[key] for key in HEAD if key in outline}
    total: Counter[str] = Counter()
    for text in [*_texts(head), *_texts(outline["slides"])]:
        total += words(FORMULA.sub(" ", text))
    return total


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in NOT_SHOWN or (key == "title" and "box" in node):  # the side where a box has its label
                continue
            if key not in FIELDS:
                yield _ends(key) if "->" in key else key
            yield from dict.fromkeys(_texts(value)) if key == "stacks" else _texts(_shown_under(key, value))
    elif isinstance(node, list):
        for item in node:
            yield from _texts(item)
    elif isinstance(node, str) and node.lower() not in MARKS | {"true", "false"}:
        yield _ends(node)


def _ends(arrow: str) -> str:
    """The names at the ends of an arrow, without `each`, and its label; any other text as it is.

    One from a box to itself is told with its name once.
    """
    arrow = re.sub(r"^\s*(\S.*?)\s*-(?:x-)?>\s*\1\s*(?=:|$)", r"\1", arrow)
    return re.sub(r"(^|<?-(x-)?>)( *each )?", " ", arrow) if "->" in arrow else arrow


def _shown_under(key: str, value: Any) -> object:
    """What is shown of the value of a field."""
    several = value if isinstance(value, list) else [value]
    mappings = [each for each in several if isinstance(each, dict)]
    match key:
        case "formula" | "images" | "cover":
            return mappings  # the signs of formulas are counted in tests/formula, and others are names of files
        case "labels" | "points":
            return [each if "at" in each else list(each) for each in mappings]
        case "venn" | "common":  # what sets have in common stands under their names
            return [
                v if " + " in k else {k: v} for each in mappings or [value] for k, v in _entries(each) if k != "of"
            ]
        case "relations":  # how many there are is drawn, and said in the language of the deck
            return [_without_sign(each) for each in several]
        case "graph":
            return _with_texts(value)
        case "entities":
            return _without_keys(value)
        case "where" | "ratio":
            return [list(each.values()) for each in several]
        case "footnotes":
            return [list(each.values()) for each in mappings]
    return value


def _without_keys(entities: Any) -> object:
    """Entities without what says that an attribute is a key, which is in the language of the deck."""
    if isinstance(entities, dict):
        return {name: _without_keys(value) for name, value in entities.items()}
    if isinstance(entities, list):
        return [_without_keys(each) for each in entities]
    return re.sub(r"\s+key$", "", entities) if isinstance(entities, str) else entities


def _with_texts(graph: Any) -> object:
    """A graph whose edges have the texts of nodes instead of their ids."""
    nodes = graph.get("nodes") if isinstance(graph, dict) else None
    ids = {each["id"]: each["name"] for each in nodes if "id" in each} if isinstance(nodes, list) else {}
    if not ids:
        return graph
    edges = [" -> ".join(ids.get(end.strip(), end) for end in edge.split("->")) for edge in graph["edges"]]
    return {**graph, "edges": edges}


def _without_sign(relation: Any) -> object:
    """A relation without what is drawn between its ends."""
    if isinstance(relation, dict):
        return {str(_without_sign(key)): value for key, value in relation.items()}
    ends = re.sub(r"\s(?:[\w*.]+\s*:\s*[\w*.]+|is an?)\s", " -> ", relation)
    return _ends(ends)


def _entries(typed: object) -> list[tuple[str, object]]:
    return list(typed.items()) if isinstance(typed, dict) else [("", typed)]


def words_of_deck(deck: bytes) -> Counter[str]:
    """Every word on the slides, in their notes and in their alternative texts."""
    total: Counter[str] = Counter()
    for slide in Presentation(BytesIO(deck)).slides:
        for shape in leaves(slide.shapes):
            total += words(shape._element._nvXxPr.cNvPr.get("descr") or "")
            for frame in text_frames(shape):
                total += words(frame.text)
                total += _before_marks(frame)
        if slide.has_notes_slide:
            total += words(slide.notes_slide.notes_text_frame.text)
    return total


def _before_marks(frame: Any) -> Counter[str]:
    """The words that numbers of footnotes follow, which are one word with them."""
    found: Counter[str] = Counter()
    for paragraph in frame.paragraphs:
        for before, run in pairwise(paragraph.runs):
            if run.font._element.get("baseline", "0") != "0" and run.text.isdigit():
                found += Counter(list(words(before.text))[-1:])
    return found


def leaves(shapes: Any) -> Iterator[Any]:
    """All shapes, those in groups included, and the groups themselves."""
    for shape in shapes:
        yield shape
        if hasattr(shape, "shapes"):
            yield from leaves(shape.shapes)


def text_frames(shape: Any) -> Iterator[Any]:
    """The text of a shape, or of the cells of a table."""
    if shape.has_text_frame:
        yield shape.text_frame
    if getattr(shape, "has_table", False):
        for row in shape.table.rows:
            for cell in row.cells:
                if not cell.is_spanned:
                    yield cell.text_frame


def size_of(run: Any) -> float | None:
    """The size of a run in points, None where it is its layout's."""
    size = run.font.size
    return None if size is None else Emu(size).pt
