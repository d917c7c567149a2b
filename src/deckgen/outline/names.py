"""Which boxes of a figure a name means: for `highlight`, `braces` and `arrows`.

A name is a box's label. Where the same label stands in several panels, `Panel / Label` means the one below
that caption; boxes below all panels have no caption. Labels are compared without Markdown signs and case.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from deckgen.outline.box import Box
from deckgen.outline.element import Words
from deckgen.outline.figure import Arrow, Layers, Panel

SEPARATOR = " / "


def named(layers: Layers, below: tuple[Box, ...], name: str) -> list[Box]:
    """The boxes that `name` means, top to bottom and left to right; they are the figure's own objects."""
    wanted = _key(name)
    found = [box for _, box in labelled(layers, below) if box.label and _key(box.label.plain) == wanted]
    if found or SEPARATOR not in name:
        return found
    for cut in _cuts(wanted):
        caption, label = wanted[:cut], wanted[cut + len(SEPARATOR) :]
        found = [
            box
            for panel, box in labelled(layers, below)
            if box.label and _key(box.label.plain) == label and panel and _key(caption_of(panel)) == caption
        ]
        if found:
            break
    return found


def labelled(layers: Layers, below: tuple[Box, ...]) -> Iterator[tuple[Panel | None, Box]]:
    """Every box that has a label, with its panel; None stands for the layers below all panels."""
    for panel in layers.panels:
        for box in everything(panel.boxes):
            if box.label is not None:
                yield panel, box
    for box in everything(below):
        if box.label is not None:
            yield None, box


def everything(boxes: tuple[Box, ...]) -> Iterator[Box]:
    """The boxes and all boxes in them, a frame before its parts."""
    for box in boxes:
        yield box
        parts = box.inside
        if parts:
            yield from everything(parts)


def captioned(layers: Layers, name: str) -> int | None:
    """The number of the panel with this caption, from 0."""
    captions = [_key(caption_of(panel)) for panel in layers.panels]
    return captions.index(_key(name)) if _key(name) in captions else None


def panels_joined(arrow: Arrow, layers: Layers, below: tuple[Box, ...]) -> tuple[int, int] | None:
    """The panels that an arrow leads from and to, where both its ends are captions and no boxes."""
    ends = (arrow.start.plain, arrow.end.plain)
    first, second = (captioned(layers, name) for name in ends)
    if first is None or second is None or any(named(layers, below, name) for name in ends):
        return None
    return first, second


def panel_of(layers: Layers, box: Box) -> Panel | None:
    """The panel in which `box` stands, or None for a box below all panels."""
    return next((panel for panel in layers.panels if any(other is box for other in everything(panel.boxes))), None)


def caption_of(panel: Panel) -> str:
    """A panel's caption without Markdown signs, or nothing."""
    return panel.caption.plain if panel.caption is not None else ""


def full_name(panel: Panel | None, label: Words) -> str:
    """The name that means only the boxes of one panel."""
    caption = caption_of(panel) if panel is not None else ""
    return f"{caption}{SEPARATOR}{label.plain}" if caption else label.plain


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _cuts(name: str) -> Iterator[int]:
    at = name.find(SEPARATOR)
    while at >= 0:
        yield at
        at = name.find(SEPARATOR, at + 1)
