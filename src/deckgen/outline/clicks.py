"""How many clicks a slide takes until everything on it is there, counted in the outline, before it is laid out."""

from __future__ import annotations

from itertools import chain

from deckgen.outline.build import ALWAYS, SPECIAL, Build
from deckgen.outline.contents import BlockName, Blocks
from deckgen.outline.figure import Layers
from deckgen.outline.slide import Slide
from deckgen.outline.tables import Compare

WHOLE = 1
"""The clicks of a block that appears as a whole."""


def clicks_of(slide: Slide) -> int:
    """The clicks of a slide; parts of charts from files and of agendas, which the outline does not hold, are one."""
    return sum(map(_clicks, slide.blocks))


def _clicks(blocks: Blocks) -> int:
    built: dict[BlockName, Build] = {}
    for build in blocks.build:
        for name in blocks.order:
            if build.way != "none" and is_for(build, name):
                built.setdefault(name, build)
    answers = len(blocks.predict) + (blocks.quiz is not None)
    return answers + sum(_parts(name, build, blocks) for name, build in built.items())


def is_for(build: Build, name: BlockName) -> bool:
    """Whether a block is built so: because it is named, or because it knows the way."""
    if build.block is not None:
        return build.block == name
    if build.boxes:
        return name == "layers"
    return build.way in ALWAYS or build.way in SPECIAL.get(name, ())


def _parts(name: BlockName, build: Build, blocks: Blocks) -> int:
    if build.boxes:
        return len(build.boxes)
    if build.way == "at once":
        return WHOLE
    match name:
        case "text" if blocks.text:
            return blocks.text.text.plain.strip().count("\n\n") + 1
        case "bullets" | "steps" | "references" | "timeline" | "formula":
            return len(getattr(blocks, name))
        case "columns" if isinstance(blocks, Slide):
            return len(blocks.columns)
        case "layers" if blocks.layers:
            return _layers(blocks.layers, len(blocks.below), build)
        case "chart" if blocks.chart and blocks.chart.values:
            chart = blocks.chart
            by_series = build.way == "by series" or (build.way == "one by one" and len(chart.series) > 1)
            return max(len(chart.series), 1) if by_series or chart.kind == "scatter" else len(chart.values)
        case "matrix" if blocks.matrix:
            return len(blocks.matrix.columns if build.way == "column by column" else blocks.matrix.rows)
        case "table" if blocks.table:
            table = blocks.table
            if build.way == "column by column":
                return len(table.columns) - 1
            return len(table.rows) + bool(table.total)
        case "compare" if blocks.compare:
            return _compared(blocks.compare, build) + (blocks.compare.verdict is not None)
    return WHOLE


def _layers(layers: Layers, below: int, build: Build) -> int:
    if build.way == "by panel":
        return len(layers.panels)
    return below + max(len(panel.boxes) for panel in layers.panels)


def _compared(compare: Compare, build: Build) -> int:
    if build.way == "column by column":
        return len(compare.of or (compare.stacks.panels if compare.stacks else ()))
    if build.way == "winners last":
        return len(compare.best) + len(compare.better)
    if compare.stacks is None:
        return len(compare.rows)
    boxes = chain.from_iterable(panel.boxes for panel in compare.stacks.panels)
    return len({box.label.plain.casefold() for box in boxes if box.label})
