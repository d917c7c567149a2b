"""Transitions: how each slide is entered, and the names by which a morph finds its shapes again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from deckgen.layout.turns import loosened, renamed
from deckgen.scene.items import Grid, Group, Item, TextBox
from deckgen.scene.slide import SlideScene, Transition

_MATCHED = "!!"
"""What a name begins with for PowerPoint's morph to pair it with the same name on the next slide."""


def in_motion(slides: Sequence[SlideScene], asked: Sequence[Transition]) -> tuple[SlideScene, ...]:
    """The slides, entered as `asked`. A morph where nothing comes again is a fade."""
    shared: list[set[str]] = [set()]
    for (before, after), way in zip(pairwise(slides), asked[1:], strict=True):
        shared.append(_names(before.items) & _names(after.items) if way == "morph" else set())
    moved = []
    for slide, way, entering, leaving in zip(slides, asked, shared, [*shared[1:], set[str]()], strict=True):
        names = entering | leaving
        items = _matched(slide.items, names) if names else slide.items
        moved.append(replace(slide, transition="fade" if way == "morph" and not entering else way, items=items))
    return tuple(moved)


def _names(items: Iterable[Item]) -> set[str]:
    """The names of what can move to the next slide: no placeholders, no decoration, no tables."""
    found = set()
    for item in items:
        if isinstance(item, Group):
            found |= _names(item.items)
        elif not (isinstance(item, Grid) or (isinstance(item, TextBox) and item.placeholder) or _decorates(item)):
            found.add(item.name)
    return found


def _decorates(item: Item) -> bool:
    return bool(getattr(item, "decorative", False))


def _matched(items: Iterable[Item], names: set[str]) -> tuple[Item, ...]:
    """The items with marks on these names. A group that holds one of them is opened: morphs do not look into it."""
    opened: list[Item] = []
    for item in items:
        opens = isinstance(item, Group) and not item.step and _names((item,)) & names
        opened += loosened(item) if isinstance(item, Group) and opens else (item,)
    marks = {name: _MATCHED + name for name in names}
    return tuple(renamed(item, marks) for item in opened)
