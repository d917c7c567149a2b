"""Turns: the order in which the parts of a slide appear, before it is known at which click.

Blocks number their parts with turns, which only have to be in order; once a slide is drawn, `closed_up` makes them
the clicks 1, 2, 3 …
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, Self, runtime_checkable

from msgspec import Struct
from msgspec.structs import replace

from deckgen.outline.build import Way
from deckgen.scene.items import Box, ChartFrame, Connector, Formula, Grid, Group, Item, Picture, TextBox
from deckgen.scene.text import TextBody

ANSWERS = 1_000_000_000
"""The turn of the first answer to a question, behind everything that is built."""
ROOM = 1_000
"""The turns that one block has for its parts."""


class Turn(Struct, frozen=True):
    """How a block appears: its parts take the turns behind `start`, in the order that `way` says.

    `boxes` are the names of those parts of a figure that appear together, click by click; with them, `way` is idle.
    """

    start: int
    way: Way = "one by one"
    boxes: tuple[tuple[str, ...], ...] = ()

    @property
    def last(self) -> int:
        """The turn of what appears when all else is there."""
        return self.start + ROOM - 1


@runtime_checkable
class Sequenced(Protocol):
    """A block that knows itself in which order its parts appear."""

    def in_turns(self, turn: Turn) -> Self:
        """The block, built as `turn` says."""
        ...


def at_turn(items: Iterable[Item], turn: int) -> tuple[Item, ...]:
    """The items, to appear together at `turn`; those with turns of their own, or in them, come that much later."""
    return tuple(
        _beginning(later(item, turn), turn) if any(_turns(item)) else replace(item, click=turn) for item in items
    )


def _beginning(item: Item, turn: int) -> Item:
    """A chart, whose parts have turns, with its axes at `turn`; other items have nothing but what has turns."""
    return replace(item, click=turn) if isinstance(item, ChartFrame) and not item.click else item


def later(item: Item, by: int) -> Item:
    """The item with `by` added to the turns in it; what is there from the start remains so."""
    return _with_turns(item, lambda turn: turn + by if turn else 0)


def still(item: Item) -> Item:
    """The item with all that is in it, there from the start."""
    return _with_turns(item, lambda _: 0)


def closed_up(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with turns that leave no number out: 1 is the first click. Groups with turns in them are opened."""
    used = sorted({turn for item in items for turn in _turns(item)} - {0})
    if not used:
        return tuple(items)
    clicks = {turn: click for click, turn in enumerate(used, 1)} | {0: 0}
    return tuple(_with_turns(inner, clicks.__getitem__) for item in items for inner in _opened(item))


def loosened(group: Group) -> tuple[Item, ...]:
    """What is in a group, without it; the first shape that can carries the alternative text of the whole."""
    items = list(group.items)
    for number, item in enumerate(items):
        if isinstance(item, Box) and not item.decorative:
            items[number] = replace(item, alt=group.alt)
            break
    return tuple(items)


def renamed(item: Item, names: Mapping[str, str]) -> Item:
    """The item under its new name; glue follows."""
    if isinstance(item, Connector):
        start, end = (
            replace(glue, shape=names.get(glue.shape, glue.shape)) if glue else None
            for glue in (item.start_glue, item.end_glue)
        )
        item = replace(item, start_glue=start, end_glue=end)
    return replace(item, name=names.get(item.name, item.name))


def _opened(item: Item) -> tuple[Item, ...]:
    if isinstance(item, Group) and any(any(_turns(inner)) for inner in item.items):
        return loosened(item)
    return (item,)


def _turns(item: Item) -> Iterable[int]:
    yield item.click
    if isinstance(item, TextBox | Box) and item.body:
        yield from (paragraph.click for paragraph in item.body.paragraphs)
    if isinstance(item, ChartFrame) and item.parts:
        yield from item.parts.clicks
    if isinstance(item, Group):
        for inner in item.items:
            yield from _turns(inner)


def _with_turns(item: Item, of: Callable[[int], int]) -> Item:
    """The item with other turns, in its text and in what it groups too."""
    match item:
        case TextBox():
            return replace(item, click=of(item.click), body=_text(item.body, of))
        case Box():
            return replace(item, click=of(item.click), body=_text(item.body, of) if item.body else None)
        case Group():
            return replace(item, click=of(item.click), items=tuple(_with_turns(inner, of) for inner in item.items))
        case ChartFrame() if item.parts:
            clicks = tuple(map(of, item.parts.clicks))
            return replace(
                item, click=of(item.click), parts=replace(item.parts, clicks=clicks) if any(clicks) else None
            )
        case Connector() | Grid() | ChartFrame() | Picture() | Formula():
            return replace(item, click=of(item.click))


def _text(body: TextBody, of: Callable[[int], int]) -> TextBody:
    if not any(paragraph.click for paragraph in body.paragraphs):
        return body
    paragraphs = tuple(replace(paragraph, click=of(paragraph.click)) for paragraph in body.paragraphs)
    return replace(body, paragraphs=paragraphs)
