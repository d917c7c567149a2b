"""Names of boxes that an audience does not see: highlights, braces and arrows let go of them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from deckgen.outline.box import Box
from deckgen.outline.build import SPECIAL, Build, Together
from deckgen.outline.element import Words
from deckgen.outline.figure import Arrow, Brace, Layers
from deckgen.outline.names import caption_of, full_name, labelled, named, panels_joined


def highlights_left(highlight: tuple[Words, ...], layers: Layers, below: tuple[Box, ...]) -> tuple[Words, ...]:
    """The highlighted names that still mean a box."""
    return tuple(name for name in highlight if named(layers, below, name.plain))


def arrows_left(arrows: tuple[Arrow, ...], layers: Layers, below: tuple[Box, ...]) -> tuple[Arrow, ...]:
    """The arrows that have both their ends."""
    return tuple(
        arrow
        for arrow in arrows
        if _are_there((arrow.start, arrow.end), layers, below) or panels_joined(arrow, layers, below)
    )


def braces_left(braces: tuple[Brace, ...], layers: Layers, below: tuple[Box, ...]) -> tuple[Brace, ...]:
    """The braces with the boxes they still span, if there are any."""
    left = ((brace, highlights_left(brace.over, layers, below)) for brace in braces)
    return tuple(replace(brace, over=over) for brace, over in left if over)


def parts_of(layers: Layers, below: tuple[Box, ...], braces: tuple[Brace, ...]) -> frozenset[str]:
    """The names of everything in a figure that a build can name, also with the caption of its panel."""
    names = {brace.label.plain for brace in braces} | {caption_of(panel) for panel in layers.panels}
    for panel, box in labelled(layers, below):
        if box.label is not None:
            names |= {box.label.plain, full_name(panel, box.label)}
    return frozenset(name.casefold() for name in names)


def builds_left(builds: tuple[Build, ...], order: tuple[str, ...], parts: frozenset[str]) -> tuple[Build, ...]:
    """The builds of blocks that are still there, with the boxes that they still find."""
    left = []
    for build in builds:
        homes = [name for name, ways in SPECIAL.items() if build.way in ways] or list(order)
        if build.block in (None, *order) and (build.boxes or set(homes) & set(order)):
            boxes = tuple(click for together in build.boxes if (click := _click_left(together, parts)) is not None)
            if boxes or not build.boxes:
                left.append(replace(build, boxes=boxes))
    return tuple(left)


def _click_left(together: Together, parts: frozenset[str]) -> Together | None:
    names = tuple(name for name in together.names if name.plain.casefold() in parts)
    return replace(together, names=names) if names else None


def _are_there(names: Iterable[Words], layers: Layers, below: tuple[Box, ...]) -> bool:
    return all(named(layers, below, name.plain) for name in names)
