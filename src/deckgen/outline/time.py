"""How long slides take: what the author says, or else an estimate. This is the one place that knows the rule.

A slide takes as many minutes as it says. One that does not say takes the longer of

* what its notes take to speak, at 130 words a minute, and
* what its content takes to look at: 1 minute, or 1.5 with a figure, a matrix, a timeline, a chart, a formula,
  a table, a comparison or code; half a minute for an agenda, for references, and for a slide that has only its title;
  and 10 seconds more for each click on which something appears;

then the seconds that a quiz gives to think, and all of it rounded up to a quarter of a minute. The slide of a section
is shown in passing: it takes no time unless it says so. Backups and hidden slides take no time, whatever they say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from math import ceil

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


WORDS_A_MINUTE = 130
SECONDS_A_CLICK = 10
DEMANDING: frozenset[BlockName] = frozenset(
    ("layers", "matrix", "timeline", "chart", "formula", "table", "compare", "code")
)
LIGHT: frozenset[BlockName] = frozenset(("agenda", "references"))


def minutes_of(slide: Slide) -> float:
    """What the slide takes, said or estimated."""
    if not slide.is_shown:
        return 0
    return estimated(slide) if slide.minutes is None else slide.minutes


def estimated(slide: Slide) -> float:
    """What the slide takes by the rule above, in quarters of a minute."""
    if slide.section is not None:
        return 0
    words = sum(len(note.text.plain.split()) for note in slide.notes)
    thought = sum(blocks.quiz.seconds or 0 for blocks in slide.blocks if blocks.quiz)
    shown = _looked_at(slide) + clicks_of(slide) * SECONDS_A_CLICK / 60
    return ceil(round(4 * (max(words / WORDS_A_MINUTE, shown) + thought / 60), 6)) / 4


def _looked_at(slide: Slide) -> float:
    names = {name for blocks in slide.blocks for name in blocks.order}
    if names & DEMANDING:
        return 1.5
    return 1 if names - LIGHT else 0.5


def total(slides: Sequence[Slide]) -> float:
    """What all the slides take."""
    return sum(map(minutes_of, slides))


def starts(slides: Sequence[Slide]) -> Iterator[float]:
    """After how many minutes each slide begins."""
    passed = 0.0
    for slide in slides:
        yield passed
        passed += minutes_of(slide)


def clock(minutes: float) -> str:
    """`12:30` for twelve minutes and a half; hours are minutes too, as on a stopwatch."""
    seconds = round(minutes * 60)
    return f"{seconds // 60}:{seconds % 60:02}"
