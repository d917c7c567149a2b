"""Everything in an element, whatever the language grows to hold: one walk for all who look for something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from msgspec.structs import replace

from deckgen.outline.element import Element, Words
from deckgen.outline.markdown import verbatim

WORDLESS = (str, int, float, bool, type(None))
"""What holds no texts; a plain string is the name of a thing."""
LEAVES = (Words, *WORDLESS)
"""What holds no elements."""

E_ = TypeVar("E_", bound=Element)


def elements_in(thing: object) -> Iterator[Element]:
    """The element and all elements in it, in the order of their fields."""
    if isinstance(thing, Element):
        yield thing
        for value in thing.values_in_order:
            if value.__class__ not in LEAVES:
                yield from elements_in(value)
    elif isinstance(thing, tuple):
        for item in thing:
            yield from elements_in(item)
    elif isinstance(thing, dict):
        for item in thing.values():
            yield from elements_in(item)


def words_in(thing: object) -> Iterator[Words]:
    """All texts in an element, in the order of its fields."""
    if isinstance(thing, Words):
        yield thing
    elif isinstance(thing, Element):
        for value in thing.values_in_order:
            if value.__class__ not in WORDLESS:
                yield from words_in(value)
    elif isinstance(thing, tuple):
        for item in thing:
            yield from words_in(item)
    elif isinstance(thing, dict):
        for item in thing.values():
            yield from words_in(item)


def with_words(element: E_, change: Callable[[Words], Words]) -> E_:
    """The element with every text in it changed; what stays as it was stays the same object."""
    changes = {}
    for name, value in element.named_values():
        if value and (new := _changed(value, change)) is not value:
            changes[name] = new
    return replace(element, **changes) if changes else element


def _changed(value: Any, change: Callable[[Words], Words]) -> Any:
    if isinstance(value, Words):
        return change(value)
    if isinstance(value, Element):
        return with_words(value, change)
    if isinstance(value, tuple):
        items = tuple(_changed(item, change) for item in value)
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if isinstance(value, dict):
        return {_key(name, change): _changed(item, change) for name, item in value.items()}
    return value


def _key(name: str, change: Callable[[Words], Words]) -> str:
    """A key of the author's own, changed as the text is that it names."""
    return change(Words(name, runs=verbatim(name))).raw
