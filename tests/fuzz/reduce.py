"""The smallest outline that still breaks a promise: taken apart piece by piece, as long as it stays broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.fuzz.typed import Way, without

Tree = Any
IsBroken = Callable[[Tree], bool]


def reduced(outline: Tree, is_broken: IsBroken, tries: int = 400) -> Tree:
    """The outline without whatever can go, its texts shortened to the words that matter."""
    left = tries
    changed = True
    while changed and left > 0:
        changed = False
        for smaller in _smaller(outline):
            left -= 1
            if is_broken(smaller):
                outline, changed = smaller, True
                break
            if left <= 0:
                break
    return outline


def _smaller(outline: Tree) -> Iterator[Tree]:
    """Outlines with one piece less, the largest pieces first, then those with a shorter text."""
    ways = sorted(_ways(outline), key=len)
    for way in ways:
        if len(way) > 1 or way[0] not in ("title", "slides"):
            yield without(outline, way)
    for way in ways:
        for text in _shorter(_at(outline, way)):
            yield _replaced(outline, way, text)


def _ways(tree: Tree, way: Way = ()) -> Iterator[Way]:
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for name, value in entries:
        yield (*way, name)
        yield from _ways(value, (*way, name))


def _at(tree: Tree, way: Way) -> Tree:
    for step in way:
        tree = tree[step]
    return tree


def _shorter(tree: Tree) -> Iterator[str]:
    if not isinstance(tree, str):
        return
    words = tree.split(" ")
    if len(words) > 1:
        yield " ".join(words[: len(words) // 2])
        yield " ".join(words[len(words) // 2 :])
    elif len(tree) > 1:
        yield tree[: len(tree) // 2]
        yield tree[len(tree) // 2 :]


def _replaced(tree: Tree, way: Way, text: str) -> Tree:
    if not way:
        return text
    first, rest = way[0], way[1:]
    if isinstance(tree, list):
        return [_replaced(value, rest, text) if index == first else value for index, value in enumerate(tree)]
    return {key: _replaced(value, rest, text) if key == first else value for key, value in tree.items()}
