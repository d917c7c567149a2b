"""Slide-wide names and numbers: the placeholder that each text fills, and the unique name of each shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from deckgen.layout.animation import loosened
from deckgen.layout.text import UNNUMBERED
from deckgen.locale import Locale
from deckgen.scene.items import (
    Box,
    ChartFrame,
    Connector,
    Formula,
    Glue,
    Grid,
    Group,
    Item,
    Picture,
    Placeholder,
    TextBox,
    walk,
)
from deckgen.scene.slide import SlideScene, Transition
from deckgen.theme.tokens import LayoutName, Theme

_NAMELESS = "Empty"


def numbered(items: Sequence[Item], theme: Theme) -> tuple[LayoutName, tuple[Item, ...]]:
    """The layout that suits the texts among `items`, and the items with those texts tied to its placeholders."""
    contents = _waiting(items, "content")
    headings = _waiting(items, "body")
    side_by_side = len(contents) == 2 and contents[0].rect.y == contents[1].rect.y
    name: LayoutName
    if side_by_side and len(headings) == 2 and "comparison" in theme.layouts:
        name, wanted = "comparison", [headings[0], contents[0], headings[1], contents[1]]
    elif side_by_side and "two-content" in theme.layouts:
        name, wanted = "two-content", contents
    elif contents:
        name, wanted = "content", contents[:1]
    else:
        name, wanted = "title-only", []
    layout = theme.layouts[name]
    tied: list[Item] = []
    for item in items:
        if isinstance(item, TextBox) and item.placeholder and item.placeholder.index == UNNUMBERED:
            index = next((number for number, each in enumerate(wanted, 1) if each is item), None)
            area = layout.find(index) if index is not None else None
            if index is None or area is None:
                tied.append(replace(item, placeholder=None))
            else:
                stays = area.standing == "inherited" and item.rect == area.rect
                tied.append(replace(item, placeholder=Placeholder(area.kind, index), inherited=stays))
        else:
            tied.append(item)
    return name, tuple(tied)


def _waiting(items: Sequence[Item], kind: str) -> list[TextBox]:
    """The texts that still need a placeholder of `kind`."""
    return [
        item
        for item in items
        if isinstance(item, TextBox)
        and item.placeholder
        and item.placeholder.index == UNNUMBERED
        and item.placeholder.kind == kind
    ]


def uniquely_named(items: Sequence[Item], locale: Locale) -> tuple[Item, ...]:
    """The items with names in the language of the deck, and a number after every repeated one.

    Glued connectors follow the shapes of their group.
    """
    return tuple(_named(items, {}, locale))


def _named(items: Sequence[Item], counts: dict[str, int], locale: Locale) -> list[Item]:
    names = [_own_name(item, counts, locale) for item in items]
    # Of shapes with one name, connectors are glued to the first.
    renamed = {item.name: name for item, name in reversed(list(zip(items, names, strict=True)))}
    return [
        _named_inside(_renamed(item, name, renamed), counts, locale) for item, name in zip(items, names, strict=True)
    ]


def _own_name(item: Item, counts: dict[str, int], locale: Locale) -> str:
    """The name of an item in the language of the deck, with a number if others have it too, by their `counts`."""
    # A shape named after a text that the author left empty still needs a name.
    wanted = item.name if _is_authored(item) else locale.named(item.name if item.name.strip() else _NAMELESS)
    counts[wanted] = counts.get(wanted, 0) + 1
    number = counts[wanted]
    name = wanted
    while number > 1 and name in counts:
        name = f"{wanted} ({number})"
        number += 1
    if name != item.name:
        counts[name] = 1
    return name


def _is_authored(item: Item) -> bool:
    """True for a shape that has its name from its own text."""
    body = item.body if isinstance(item, TextBox | Box) else None
    return body is not None and bool(item.name.strip()) and body.text.strip() == item.name.strip()


def _named_inside(item: Item, counts: dict[str, int], locale: Locale) -> Item:
    return replace(item, items=tuple(_named(item.items, counts, locale))) if isinstance(item, Group) else item


def _renamed(item: Item, name: str, renamed: Mapping[str, str]) -> Item:
    """The item under its new name; glued connectors follow the `renamed` shapes."""
    if isinstance(item, Connector):
        start, end = _follow(item.start_glue, renamed), _follow(item.end_glue, renamed)
        return replace(item, name=name, start_glue=start, end_glue=end)
    return item if name == item.name else replace(item, name=name)


def _follow(glue: Glue | None, renamed: Mapping[str, str]) -> Glue | None:
    return replace(glue, shape=renamed.get(glue.shape, glue.shape)) if glue else None


_MATCHED = "!!"
"""PowerPoint's morph pairs shapes whose names begin with this and are the same on the next slide."""


def in_motion(slides: Sequence[SlideScene], asked: Sequence[Transition]) -> tuple[SlideScene, ...]:
    """The slides with their transitions as `asked`. A morph without any shape in common becomes a fade."""
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
    """The names of shapes that can move to the next slide: no placeholders, decoration or tables."""
    return {item.name for item in walk(items) if _can_move(item)}


def _can_move(item: Item) -> bool:
    match item:
        case Grid() | Group():
            return False
        case TextBox():
            return item.placeholder is None
        case Box() | Connector() | Picture():
            return not item.decorative
        case ChartFrame() | Formula():
            return True


def _matched(items: Iterable[Item], names: set[str]) -> tuple[Item, ...]:
    """The items with these names marked. A group that holds one of them is ungrouped: morph does not look inside."""
    opened: list[Item] = []
    for item in items:
        opens = isinstance(item, Group) and not item.click and _names((item,)) & names
        opened += loosened(item) if isinstance(item, Group) and opens else (item,)
    marks = {name: _MATCHED + name for name in names}
    return tuple(_renamed(item, marks.get(item.name, item.name), marks) for item in opened)
