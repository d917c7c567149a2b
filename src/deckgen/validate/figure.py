"""Whether the parts that a figure and its builds name are there."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.diagnostics import Diagnostic, error
from deckgen.outline.box import Box
from deckgen.outline.build import ALWAYS, SPECIAL, Build
from deckgen.outline.contents import Blocks
from deckgen.outline.element import Words, listed
from deckgen.outline.figure import (
    Arrow,
    Axis,
    Layers,
    caption_of,
    everything,
    full_name,
    labelled,
    named,
    panel_of,
    panels_joined,
)
from deckgen.suggest import closest


def check_figure(blocks: Blocks) -> Iterator[Diagnostic]:
    """Every name that means no box, or too many."""
    layers = blocks.layers
    if layers is None:
        return
    if not any(labelled(layers, blocks.below)):
        yield error("empty-figure", "there is no box in this figure", layers.place, "write the label of a box")
        return  # no name could mean anything
    for name in (*blocks.highlight, *blocks.show, *blocks.predict):
        if not named(layers, blocks.below, name.plain):
            yield _unknown(name, layers, blocks.below)
    for arrow in blocks.arrows:
        panels = panels_joined(arrow, layers, blocks.below)
        if panels is None:
            for name in (arrow.start, arrow.end):
                yield from _check_end(name, layers, blocks.below)
            yield from _check_apart(arrow, layers, blocks.below)
        elif abs(panels[0] - panels[1]) != 1:
            message = f"`{arrow.start.plain}` and `{arrow.end.plain}` are not beside each other"
            hint = "let the arrow lead from a panel to the next, or from box to box"
            yield error("arrow-between-far-panels", message, arrow.place, hint)
    yield from _check_axes(blocks.axes)
    for boxes in (*(panel.boxes for panel in layers.panels), blocks.below):
        yield from _check_lines(boxes, across=False)
    if blocks.pyramid:
        yield from _check_pyramid(blocks, layers)
    for brace in blocks.braces:
        yield from _check_brace(brace.over, layers, blocks.below)


def _check_pyramid(blocks: Blocks, layers: Layers) -> Iterator[Diagnostic]:
    """A pyramid is made of plain boxes, and has no arrows between them."""
    for panel in layers.panels:
        for box in panel.boxes:
            if box.label is None or box.inside or box.role[1:] or (box.wide, box.tall, box.style) != (1, 1, "solid"):
                message = "a pyramid is made of plain boxes above each other"
                hint = "write a label, with a note if need be, or leave `pyramid` out"
                yield error("no-plain-box", message, box.place, hint)
    for arrow in blocks.arrows:
        message = "a pyramid has no arrows between its boxes"
        yield error("arrow-in-a-pyramid", message, arrow.place, "write an arrow along its side: `axes`")


def _check_axes(axes: tuple[Axis, ...]) -> Iterator[Diagnostic]:
    for number, axis in enumerate(axes):
        if any(other.side == axis.side for other in axes[:number]):
            message = f"there are two axes at the {axis.side}"
            yield error("axis-twice", message, axis.place, "give it another `side`, or take one of the two away")


def _check_lines(boxes: tuple[Box, ...], across: bool) -> Iterator[Diagnostic]:
    """Lines lie between boxes above each other; `across` says how the list of these boxes runs."""
    for box in boxes:
        if box.line is not None and across:
            hint = "put it into a list of boxes above each other"
            yield error("line-in-a-row", "this line stands in a row of boxes", box.place, hint)
        yield from _check_lines(box.inside, bool(box.across) or (not box.down and not across))


def _check_end(name: Words, layers: Layers, below: tuple[Box, ...]) -> Iterator[Diagnostic]:
    found = named(layers, below, name.plain)
    if not found:
        yield _unknown(name, layers, below)
    elif len(found) > 1:
        yield _ambiguous(name, found, layers)


def _check_apart(arrow: Arrow, layers: Layers, below: tuple[Box, ...]) -> Iterator[Diagnostic]:
    """An arrow leads from one box to another, neither of which is in the other."""
    ends = [named(layers, below, name.plain) for name in (arrow.start, arrow.end)]
    if any(len(found) != 1 for found in ends):
        return
    (start,), (end,) = ends
    if start is end:
        message = f"this arrow leads from `{arrow.start.plain}` to itself"
    elif any(inner is end for inner in everything(start.inside)):
        message = f"`{arrow.end.plain}` is in `{arrow.start.plain}`, so no arrow can lead there"
    elif any(inner is start for inner in everything(end.inside)):
        message = f"`{arrow.start.plain}` is in `{arrow.end.plain}`, so no arrow can lead there"
    else:
        return
    yield error("arrow-within-a-box", message, arrow.place, "let the arrow lead to a box beside, above or below it")


def _check_brace(over: tuple[Words, ...], layers: Layers, below: tuple[Box, ...]) -> Iterator[Diagnostic]:
    """All names of a brace mean boxes, in one panel; several boxes of the same label there are all meant."""
    homes: list[str] = []
    for name in over:
        found = named(layers, below, name.plain)
        panels = [panel_of(layers, box) for box in found]
        if not found:
            yield _unknown(name, layers, below)
            return
        if any(panel is not panels[0] for panel in panels):
            yield _ambiguous(name, found, layers)
            return
        home = caption_of(panels[0]) if panels[0] is not None else "below"
        if homes and home != homes[0]:
            both = f"`{over[0].plain}` is in `{homes[0]}` and `{name.plain}` in `{home}`"
            message = f"a brace stays within one panel, but {both}"
            yield error("brace-across-panels", message, name.place, "write one brace for each panel")
            return
        homes.append(home)


def _unknown(name: Words, layers: Layers, below: tuple[Box, ...]) -> Diagnostic:
    boxes = list(labelled(layers, below))
    labels = list(dict.fromkeys(box.label.plain for _, box in boxes if box.label))
    full = [full_name(panel, box.label) for panel, box in boxes if box.label]
    near = closest(name.plain, labels) or closest(name.plain, full)
    hint = f"did you mean `{near}`?" if near else _choices(labels)
    return error("unknown-box", f"there is no box `{name.plain}` in this figure", name.place, hint)


def _choices(labels: list[str]) -> str:
    most = 8
    return f"its boxes are {listed(labels)}" if len(labels) <= most else "write the label of a box of this figure"


def _ambiguous(name: Words, found: list[Box], layers: Layers) -> Diagnostic:
    names = [full_name(panel_of(layers, box), box.label) for box in found if box.label]
    hint = "give the boxes different labels"
    if len(set(names)) == len(names):
        hint = f"write {listed(names, 'or')}"
    return error("ambiguous-box", f"`{name.plain}` names {len(found)} boxes of this figure", name.place, hint)


def check_build(blocks: Blocks) -> Iterator[Diagnostic]:
    """Every build of a slide or a column that could not be shown."""
    seen: set[str] = set()
    for build in blocks.build:
        if build.block is not None and build.block not in blocks.order:
            yield _no_block(build, blocks)
        elif build.block is not None and build.block in seen:
            message = f"`{build.block}` is built twice on this slide"
            yield error("built-twice", message, build.place_of("block"), "remove one of the two")
        elif build.boxes:
            yield from _check_boxes(build, blocks)
        else:
            yield from _check_way(build, blocks)
        seen.add(build.block or "")


def _no_block(build: Build, blocks: Blocks) -> Diagnostic:
    there = f"write {listed(list(blocks.order), 'or')}" if blocks.order else "add it, or remove the build"
    message = f"the build names `{build.block}`, but there is no such block here"
    return error("unknown-block", message, build.place_of("block"), there)


def _check_way(build: Build, blocks: Blocks) -> Iterator[Diagnostic]:
    homes = [name for name, ways in SPECIAL.items() if build.way in ways]
    if build.way in ALWAYS or any(name in blocks.order for name in homes if build.block in (None, name)):
        if build.way == "by panel" and blocks.layers is not None and len(blocks.layers.panels) < 2:
            hint = "write `bottom up`, or give the figure panels: `layers: {Docker: […], Virtual machine: […]}`"
            yield error("build-without-panels", "`by panel` needs a figure with several panels", build.place, hint)
        compare = blocks.compare
        if build.way == "winners last" and compare is not None and not (compare.best or compare.better):
            hint = "add `best: {row: winner}` to the comparison, or `better: {row: lower}`"
            yield error("build-without-winners", "`winners last` needs winners", build.place, hint)
        if build.way == "by category" and blocks.chart is not None and blocks.chart.kind == "scatter":
            hint = "write `by series`, or give the chart another `kind`"
            yield error("build-without-categories", "a scatter chart has no categories", build.place, hint)
        return
    hint = "write `true`, or take it out"
    what = f"not for `{build.block}`" if build.block else "and there is none here"
    yield error("build-does-not-fit", f"`{build.way}` is for {listed(homes, 'or')}, {what}", build.place, hint)


def _check_boxes(build: Build, blocks: Blocks) -> Iterator[Diagnostic]:
    if build.block not in (None, "layers") or blocks.layers is None:
        message = "only the parts of `layers` can be built by their names"
        yield error("build-does-not-fit", message, build.place, "write `true` to build in the usual order")
        return
    if not (blocks.layers.is_sound and all(box.is_sound for box in blocks.below)):
        return
    for name in (name for together in build.boxes for name in together.names):
        if not is_part(name, blocks):
            yield _no_part(name, blocks)


def is_part(name: Words, blocks: Blocks) -> bool:
    """Whether a figure has a box, a caption or a brace of this name."""
    if blocks.layers is None:
        return False
    captions = {caption_of(panel) for panel in blocks.layers.panels}
    others = captions | {brace.label.plain for brace in blocks.braces}
    return bool(named(blocks.layers, blocks.below, name.plain)) or name.plain in others


def _no_part(name: Words, blocks: Blocks) -> Diagnostic:
    assert blocks.layers is not None
    labels = [box.label.plain for _, box in labelled(blocks.layers, blocks.below) if box.label]
    near = closest(name.plain, [*labels, *(brace.label.plain for brace in blocks.braces)])
    hint = f"did you mean `{near}`?" if near else "write the label of a box or a brace of this figure"
    message = f"there is no box or brace `{name.plain}` in this figure"
    return error("unknown-box", message, name.place, hint)
