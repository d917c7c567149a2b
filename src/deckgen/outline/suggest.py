"""What an author may have meant: near names, other places where a name belongs."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from deckgen.outline.element import Element, listed
from deckgen.outline.reading import Reading
from deckgen.source import TextNode

OTHER_WORDS = {
    "points": "bullets", "items": "bullets", "list": "bullets", "bullet": "bullets", "body": "text",
    "content": "text", "paragraph": "text", "heading": "title", "header": "title", "name": "title",
    "headline": "title", "speaker_notes": "notes", "note": "notes", "comment": "notes", "picture": "image",
    "img": "image", "figure": "layers", "diagram": "layers", "stack": "layers", "time": "minutes",
    "duration": "minutes", "comparison": "compare", "source": "code", "sources": "references", "toc": "agenda",
    "process": "steps", "lang": "language", "color": "colour", "audience": "only", "for": "audiences",
    "width": "wide", "height": "tall", "children": "parts", "exclude": "except", "path": "file", "src": "file",
    "url": "file", "columns": "of", "things": "of", "winner": "best", "conclusion": "verdict", "author": "by",
    "hue": "colour",
}  # fmt: skip

LONGEST_NAME = 80
"""Longer texts are not misspelt names, and comparing them takes long."""


def closest(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` that `name` is probably a misspelling of."""
    if len(name) > LONGEST_NAME:
        return None
    by_lower = {known.lower().replace("-", "_"): known for known in names}
    found = difflib.get_close_matches(name.lower().replace("-", "_").replace(" ", "_"), by_lower, n=1, cutoff=0.7)
    return by_lower[found[0]] if found else None


def one_of(choices: Iterable[str]) -> str:
    """`a`, `b` or `c`."""
    return listed(list(choices), "or")


def unknown_field(model: type[Element], key: TextNode, reading: Reading) -> str:
    """Report a key that `model` does not have, with the best hint there is, and give the field that was meant."""
    meant = _meant(key.text, model.field_names())
    hint = f"did you mean `{meant}`?" if meant else _elsewhere(model, key.text) or model.hint()
    reading.error("unknown-field", f"{model.noun} has no field `{key.text}`", key.place, hint)
    return meant


def _meant(name: str, names: list[str]) -> str:
    other = OTHER_WORDS.get(name.lower(), "")
    return closest(name, names) or (other if other in names else "")


def _elsewhere(model: type[Element], name: str) -> str | None:
    others = (other for other in elements(Element) if other is not model and other.noun != Element.noun)
    # In the order of the alphabet, because that of the models follows from which module was imported first.
    homes = sorted({other.noun for other in others if name in other.field_names()})
    return f"`{name}` belongs to {' or '.join(homes)}" if homes else None


def elements(base: type[Element]) -> Iterator[type[Element]]:
    """All models of the language, each once."""
    found: dict[type[Element], None] = {}
    for model in base.__subclasses__():
        found |= {model: None, **dict.fromkeys(elements(model))}
    yield from found
