"""The names of boxes in a figure: an id, a label, the number of a copy, or a path of panel, frames and box."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from deckgen.outline.box import Box

SEPARATOR = " / "
EACH = "each "
"""Typed before a name of several boxes: an arrow for each of them."""


class Place(Struct, frozen=True):
    """A box, or the panel around it, as a part of a path: its id, its label, and its number among its copies.

    `copy` is counted from 1 among neighbours with the same label; 0 means that there are none.
    """

    id: str
    label: str
    copy: int = 0

    @property
    def numbered(self) -> str:
        """The label with the number of the copy, or "" for a box without copies."""
        return f"{self.label} {self.copy}" if self.copy else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Everything that names it, as compared."""
        return tuple(key_of_name(name) for name in (self.id, self.label, self.numbered) if name)


class Address(Struct, frozen=True):
    """A box with its number among all boxes of the figure, and its path, the panel first and the box itself last."""

    number: int
    box: Box
    path: tuple[Place, ...]

    @property
    def paths(self) -> list[str]:
        """The name after each place around the box, and after all of them, with the numbers of copies."""
        *around, box = ((place.numbered or place.label) for place in self.path)
        nearest = [SEPARATOR.join([place, box]) for place in reversed(around)]
        return [*nearest, SEPARATOR.join([*around, box])]


@lru_cache(maxsize=4096)
def key_of_name(name: str) -> str:
    """A name as it is compared: without regard to case and to the number of spaces."""
    return " ".join(name.split()).casefold()


def addresses_of(stacks: Iterable[tuple[str, tuple[Box, ...]]]) -> Iterator[Address]:
    """The boxes of stacks with their captions, a frame before its parts; boxes without a label only count."""
    number = 0
    for caption, boxes in stacks:
        panel = (Place("", caption),) if caption else ()
        for box, path in _walk(boxes, panel):
            if box.label is not None:
                yield Address(number, box, path)
            number += 1


def _walk(boxes: tuple[Box, ...], around: tuple[Place, ...]) -> Iterator[tuple[Box, tuple[Place, ...]]]:
    counts = Counter(box.label.plain for box in boxes if box.label)
    met: Counter[str] = Counter()
    for box in boxes:
        path = around
        if box.label is not None:
            label = box.label.plain
            met[label] += 1
            path = (*around, Place(box.id or "", label, met[label] if counts[label] > 1 else 0))
        yield box, path
        yield from _walk(box.inside, path)


def numbers_named(name: str, addresses: Sequence[Address]) -> list[int]:
    """The numbers of the boxes that a name means: by id, or else by label, or else by a path or a number."""
    wanted = key_of_name(name)
    by_id = [each.number for each in addresses if each.box.id and key_of_name(each.box.id) == wanted]
    by_label = [each.number for each in addresses if key_of_name(each.path[-1].label) == wanted]
    found = by_id or by_label
    if found or not (SEPARATOR in name or wanted[-1:].isdigit()):
        return found
    return [each.number for each in addresses if _means(wanted, each.path)]


def _means(name: str, path: Sequence[Place]) -> bool:
    """True if `name` is the last place of a path, after any of those around it; they may be left out."""
    if not path:
        return False
    for key in path[-1].keys:
        if name == key:
            return True
        ending = SEPARATOR + key
        if name.endswith(ending):
            rest = name[: -len(ending)]
            if any(_means(rest, path[:end]) for end in range(len(path) - 1, 0, -1)):
                return True
    return False


def name_of(number: int, addresses: Sequence[Address], *, with_id: bool = True) -> str | None:
    """The shortest name that means only this box, or None; without `with_id`, no id is part of it."""
    address = next(each for each in addresses if each.number == number)
    *around, box = address.path
    own = [box.label, *([box.numbered] if box.copy else [])]
    outer = [name for place in reversed(around) for name in (place.label, place.numbered) if name]
    paths = [f"{name}{SEPARATOR}{label}" for name in outer for label in own]
    names = [*([box.id] if box.id and with_id else []), *own, *paths, address.paths[-1]]
    return next((name for name in names if numbers_named(name, addresses) == [number]), None)
