"""Plain values as YAML, with the place of every one of them, and the outline without what stands at a place.

Outlines are typed in YAML's flow style, which JSON is too, so that each mapping has a place of its own: its brace.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deckgen.decode.outline import parse
from deckgen.diagnostics import Diagnostic, Place
from deckgen.pipeline import build

Tree = Any
Way = tuple[object, ...]
PLAIN = re.compile(r"_|…|[A-Za-z][A-Za-z]*( [A-Za-z]+)*|https?://[A-Za-z./]+[a-z]")
WORDS_OF_YAML = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
OPEN = 3
"""Levels that have a line for each entry."""
LEAST = {"title": "Deck", "slides": [{"title": "Slide"}]}
ROUNDS = 60
FOLDER = Path(__file__).parents[1] / "cases" / "slides"
"""Where the files are that outlines name."""


@dataclass(slots=True)
class Typed:
    """An outline as text, and where each entry and item of it begins, in the order of the text."""

    text: str = ""
    spots: list[tuple[tuple[int, int], Way]] = field(default_factory=list)
    _line: int = 0
    _column: int = 0

    def put(self, text: str) -> None:
        self.text += text
        lines = text.split("\n")
        self._line += len(lines) - 1
        self._column = len(lines[-1]) + (self._column if len(lines) == 1 else 0)

    def mark(self, path: Way) -> None:
        self.spots.append(((self._line, self._column), path))

    def at(self, place: Place) -> Way:
        """What stands at a place."""
        index = bisect_right(self.spots, (place.line, place.column), key=lambda spot: spot[0])
        return self.spots[index - 1][1] if index else ()


def typed(outline: Tree) -> Typed:
    """The outline as YAML."""
    target = Typed()
    _put(outline, (), target)
    target.put("\n")
    return target


def _put(tree: Tree, path: Way, target: Typed) -> None:
    target.mark(path)
    if isinstance(tree, dict):
        _put_all(((key, value) for key, value in tree.items()), "{}", path, target)
    elif isinstance(tree, list):
        _put_all(((None, item) for item in tree), "[]", path, target)
    else:
        target.put(_scalar(tree))


def _put_all(entries: Iterable[tuple[object, Tree]], brackets: str, path: Way, target: Typed) -> None:
    """A list, whose items have no names, or a mapping."""
    between = "\n" + "  " * (len(path) + 1) if len(path) < OPEN else " "
    target.put(brackets[0])
    for number, (name, value) in enumerate(entries):
        target.put(("," if number else "") + (between if number or between != " " else ""))
        inner = (*path, number if name is None else name)
        if name is not None:
            target.mark(inner)
            target.put(_scalar(name) + ": ")
        _put(value, inner, target)
    target.put(brackets[1])


def _scalar(value: object) -> str:
    if isinstance(value, str) and PLAIN.fullmatch(value) and value.lower() not in WORDS_OF_YAML:
        return value
    # A lone half of a surrogate pair, which hypothesis never draws, could not be written.
    written = json.dumps(value, ensure_ascii=False)
    return re.sub(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda found: f"\\u{ord(found[0]):04x}", written)


def without(tree: Tree, path: Way) -> Tree:
    """The tree without what is at a path, and without what is then empty."""
    if not path:
        return None
    first, *rest = path
    entries = list(enumerate(tree)) if isinstance(tree, list) else list(tree.items())
    left = []
    for name, value in entries:
        new = without(value, tuple(rest)) if name == first else value
        if name != first or (rest and new not in (None, [], {})):
            left.append((name, new))
    return [value for _, value in left] if isinstance(tree, list) else dict(left)


def found_when_read(content: bytes) -> tuple[Diagnostic, ...]:
    """What is wrong with the outline itself."""
    return parse(content, FOLDER).diagnostics


def found_when_built(content: bytes) -> tuple[Diagnostic, ...]:
    """What is wrong with the outline, or keeps it from becoming a deck."""
    return build(content, FOLDER).findings.diagnostics


def mended(outline: Tree, found: Callable[[bytes], tuple[Diagnostic, ...]] = found_when_read) -> Tree | None:
    """The outline without what deckgen reports as a mistake; None where that cannot be taken out."""
    for _ in range(ROUNDS):
        outline = {**LEAST, **(outline or {})}
        source = typed(outline)
        errors = [item for item in found(source.text.encode()) if item.severity == "error"]
        if not errors:
            return outline
        paths = {
            source.at(item.place) if item.place is not None and not item.place.file else () for item in errors[:20]
        }
        if () in paths:
            return None
        outline = _without_all(outline, paths)
    return None


def _without_all(outline: Tree, paths: set[Way]) -> Tree:
    """Later items first, so that the numbers of earlier ones stay; what is in something that goes, goes with it."""
    for path in sorted(paths, key=lambda path: [str(step).rjust(6) for step in path], reverse=True):
        if not any(path[:length] in paths for length in range(len(path))):
            outline = without(outline, path)
    return outline
