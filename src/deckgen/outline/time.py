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
from math import ceil

from deckgen.outline.clicks import clicks_of
from deckgen.outline.contents import BlockName
from deckgen.outline.slide import Slide

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
