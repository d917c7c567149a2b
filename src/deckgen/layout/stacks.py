"""Stacks of layers, compared: which layers each of them has, from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout.phrases import Phrases
from deckgen.outline.box import Box
from deckgen.outline.element import Inline, Words
from deckgen.outline.figure import Layers
from deckgen.outline.names import everything

Row = tuple[Words, tuple[Words, ...]]


def shared_layers(stacks: Layers, phrases: Phrases) -> tuple[tuple[Words, ...], list[Row]]:
    """The names of the stacks, and for each layer that one of them has what stands there in each of them."""
    panels = stacks.panels
    found = [{_key(box.label): box for box in _outer(panel.boxes) if box.label} for panel in panels]
    order = _merged([list(boxes) for boxes in found])
    names = tuple(panel.caption or Words("", panel.place) for panel in panels)
    rows: list[Row] = []
    for key in order:
        home = next(boxes[key] for boxes in found if key in boxes)
        assert home.label is not None
        rows.append((home.label, tuple(_said(boxes.get(key), home, phrases) for boxes in found)))
    return names, rows


def _outer(boxes: Sequence[Box]) -> list[Box]:
    """The labelled boxes of a stack; bare lists stand for what is in them."""
    return [inner for box in boxes for inner in ([box] if box.label else _outer(box.inside))]


def _said(box: Box | None, home: Box, phrases: Phrases) -> Words:
    """What a cell says of a layer: no, its note, its parts, or simply yes."""
    if box is None or box.style == "ghost":
        return _words(phrases.no[0], home)
    parts = ", ".join(dict.fromkeys(_told(part) for part in everything(box.inside) if part.label))
    if box.note:
        return _words(f"{box.note.plain}: {parts}", box) if parts else box.note
    return _words(parts or phrases.yes[0], box)


def _told(part: Box) -> str:
    """What a part of a layer is called, with its note."""
    label = part.label.plain if part.label else ""
    return f"{label} ({part.note.plain})" if part.note else label


def _words(text: str, box: Box) -> Words:
    return Words(text, box.place, (Inline(text),))


def _key(label: Words) -> str:
    return label.plain.casefold()


def _merged(orders: list[list[str]]) -> list[str]:
    """One order that keeps those of the stacks: what only one has stands where it has it."""
    merged: list[str] = []
    for order in orders:
        place = 0
        for key in order:
            if key in merged:
                place = merged.index(key) + 1
            else:
                merged.insert(place, key)
                place += 1
    return merged
