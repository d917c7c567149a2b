"""Whether a build names blocks that are there, ways that they know, and boxes of the figure."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.diagnostics import Diagnostic, error
from deckgen.outline.build import ALWAYS, SPECIAL, Build
from deckgen.outline.contents import Blocks
from deckgen.outline.element import Words, listed
from deckgen.outline.names import caption_of, labelled, named


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
    from deckgen.outline.suggest import closest  # noqa: PLC0415  (only needed for mistakes)

    assert blocks.layers is not None
    labels = [box.label.plain for _, box in labelled(blocks.layers, blocks.below) if box.label]
    near = closest(name.plain, [*labels, *(brace.label.plain for brace in blocks.braces)])
    hint = f"did you mean `{near}`?" if near else "write the label of a box or a brace of this figure"
    message = f"there is no box or brace `{name.plain}` in this figure"
    return error("unknown-box", message, name.place, hint)
