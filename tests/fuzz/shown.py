"""The words of an outline that its deck must show, from the models: a new field is to be shown unless HIDDEN."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from unicodedata import normalize

from msgspec.structs import replace

from deckgen.outline.chart import Chart
from deckgen.outline.element import Element, Words
from deckgen.outline.entities import Attribute
from deckgen.outline.footnotes import numbered
from deckgen.outline.head import Outline
from deckgen.outline.registry import companions
from deckgen.outline.slide import Slide

HIDDEN = {
    # names of what stands elsewhere
    ("Brace", "over"), ("Arrow", "start"), ("Arrow", "end"), ("Compare", "best"), ("Relation", "start"),
    ("SequenceStep", "start"), ("SequenceStep", "end"), ("SequenceStep", "over"), ("Compare", "later"),
    ("Relation", "end"),
    ("Common", "of"), ("Table", "later"), ("Together", "names"), ("", "highlight"), ("", "predict"), ("", "show"),
    ("", "see"), ("", "blank"), ("", "build"), ("NodeGroup", "nodes"),
    # formulas, the signs of which are counted one by one in tests/formula
    ("Formula", "latex"), ("Meaning", "symbol"),
    # files, and what is said of them only where nobody sees it
    ("Image", "file"), ("OnePicture", "file"), ("CodeBlock", "file"), ("Chart", "file"), ("Look", "use"),
    ("Outline", "fonts"), ("Chart", "categories"), ("Chart", "sheet"), ("Chart", "range"), ("SeriesName", "column"),
    ("Table", "file"), ("Table", "sheet"), ("Table", "range"), ("Cover", "file"), ("Logo", "file"), ("Logo", "dark"),
    # what becomes part of something else, or of nothing
    ("Row", "group"), ("CompareRow", "group"), ("ColumnName", "group"), ("MatrixRow", "group"), ("Chart", "unit"),
    ("Compare", "ratio"), ("Slide", "for_"),
    ("Outline", "audiences"), ("Outline", "figures"), ("Outline", "values"),
    ("Outline", "macros"), ("", "roles"), ("Version", "file"),
}  # fmt: skip
"""Fields whose words need not be seen, by model, or on whatever holds blocks, and name."""
NAMED_ONCE = {"stacks", "nodes", "participants"}
MARKS = {"yes", "no", "partly"}


def words_in(text: str) -> Counter[str]:
    """The words of a text, in lower case; what a formula in it raises or lowers counts as letters like others."""
    return Counter(re.findall(r"[^\W_]+", normalize("NFKC", text).lower()))


def words_to_show(outline: Outline) -> Counter[str]:
    """Every word of an outline for one audience, as often as it is to be seen."""
    total: Counter[str] = Counter()
    for text in _texts(outline):
        total += words_in(text)
    return Counter({word: count for word, count in total.items() if word not in MARKS})


def _texts(thing: object) -> Iterator[str]:
    match thing:
        case Words():
            yield thing.plain
        case Attribute():
            # What marks a key is a word of the language of the deck.
            yield thing.attribute.plain.removesuffix(" key")
        case Slide() if thing.footnotes:
            slide = numbered(thing)
            yield from _texts(replace(slide, footnotes={}))
            yield from _texts(slide.footnotes)
        case Element():
            yield from _headings(thing)
            for name, value in thing.named_values():
                if not _is_hidden(thing, name):
                    # The same layer of two stacks is one row of the table that is made of them, and a name is one
                    # node of a graph, and one participant of a sequence, however often it is typed.
                    yield from dict.fromkeys(_texts(value)) if name in NAMED_ONCE else _texts(value)
        case tuple():
            for item in thing:
                yield from _texts(item)
        case dict():
            for item in thing.values():
                yield from _texts(item)


def _headings(table: Element) -> Iterator[str]:
    """The headings of rows, each of which knows it, though it stands but once above them."""
    rows = getattr(table, "rows", ())
    if isinstance(rows, tuple):
        for heading, _ in groupby(getattr(row, "group", None) for row in rows):
            yield from _texts(heading)


def _is_without_layers(element: Element) -> bool:
    """Whether it could hold a figure, but its audience does not see any."""
    return getattr(element, "layers", element) is None


def _is_hidden(element: Element, name: str) -> bool:
    if name in ("layers", *companions()) and (getattr(element, "show", None) or _is_without_layers(element)):
        return True
    if isinstance(element, Chart) and name == "series":
        # A pie has no place for the name of its numbers; in a file it is that of their column.
        return element.kind == "pie" and element.file is not None
    return (type(element).__name__, name) in HIDDEN or ("", name) in HIDDEN
