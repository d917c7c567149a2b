"""The time that a slide takes: given by the author, or else estimated. The rule is defined only here.

A slide takes as many minutes as it says. Without `minutes`, it takes the longer of

* the time to speak its notes, at 130 words a minute, and
* the time to look at its content: 1 minute, or 1.5 with a figure, a matrix, a timeline, a chart, a formula,
  a table, a comparison or code; half a minute for an agenda, for references, and for a slide with only a title;
  and 10 seconds more for each click on which something appears;

plus the seconds that a quiz gives to think, rounded up to a quarter of a minute. The slide of a section is shown in
passing: it takes no time unless it says so. Backups and hidden slides never take time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from deckgen.outline.build import Build
from deckgen.outline.contents import Blocks
from deckgen.outline.figure import Figure
from deckgen.outline.interaction import Quiz
from deckgen.outline.matrix import Matrix
from deckgen.outline.registry import BLOCKS
from deckgen.outline.slide import Slide


def clicks_of(slide: Slide) -> int:
    """The number of clicks of a slide until all of it is shown.

    Parts of charts from files and of agendas are not in the outline, so each of these blocks counts as one.
    """
    return sum(map(_clicks, slide.blocks))


def _clicks(blocks: Blocks) -> int:
    built: dict[str, Build] = {}
    for build in blocks.build:
        for name in () if isinstance(blocks, Slide) and blocks.is_title_alone else blocks.order:
            if build.way != "none" and BLOCKS[name].is_built_by(build):
                built.setdefault(name, build)
    asked = (thing.predict for thing in (blocks.find(Figure), blocks.find(Matrix)) if thing is not None)
    answers = sum(map(len, asked)) + (blocks.find(Quiz) is not None)
    return answers + sum(_parts(name, build, blocks) for name, build in built.items())


def _parts(name: str, build: Build, blocks: Blocks) -> int:
    if build.boxes:
        return len(build.boxes)
    return 1 if build.way == "at once" else BLOCKS[name].clicks(blocks.value(name), build.way)


WORDS_A_MINUTE = 130
SECONDS_A_CLICK = 10


def minutes_of(slide: Slide) -> float:
    """The minutes of a slide, given or estimated."""
    if not slide.is_shown:
        return 0
    return estimated(slide) if slide.minutes is None else slide.minutes


def estimated(slide: Slide) -> float:
    """The minutes of a slide by the rule above, rounded to quarters."""
    if slide.section is not None:
        return 0
    words = sum(len(note.text.plain.split()) for note in slide.notes)
    thought = sum(quiz.seconds or 0 for blocks in slide.blocks if (quiz := blocks.find(Quiz)) is not None)
    shown = _looked_at(slide) + clicks_of(slide) * SECONDS_A_CLICK / 60
    return ceil(round(4 * (max(words / WORDS_A_MINUTE, shown) + thought / 60), 6)) / 4


def _looked_at(slide: Slide) -> float:
    return max((BLOCKS[name].minutes for blocks in slide.blocks for name in blocks.order), default=0.5)


def total(slides: Sequence[Slide]) -> float:
    """The minutes of all slides together."""
    return sum(map(minutes_of, slides))


def starts(slides: Sequence[Slide]) -> Iterator[float]:
    """The minutes before each slide begins."""
    passed = 0.0
    for slide in slides:
        yield passed
        passed += minutes_of(slide)


def clock(minutes: float) -> str:
    """A duration as `12:30` for twelve and a half minutes; hours are counted as minutes too, as on a stopwatch."""
    seconds = round(minutes * 60)
    return f"{seconds // 60}:{seconds % 60:02}"
