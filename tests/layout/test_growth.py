"""What twice as much content costs: about twice as many calls of deckgen's functions, and not four times as many.

Calls are counted, those of generators included, because they are the same every time; a clock is not.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from types import FrameType

import pytest

from deckgen.layout.deck import arrange
from deckgen.media.files import Files
from deckgen.text.measure import FontMeasurer
from deckgen.theme.builtin import CLASSROOM
from tests.layout.decks import errors, outline_of

FEW = 150
MOST = 2.4
"""The most times as many calls; four times as many are the sign of a loop in a loop."""


def slide(**blocks: object) -> list[object]:
    return [{"title": "Slide", **blocks}]


def section(number: int) -> list[object]:
    return [{"section": f"Section {number}"}, {"title": f"Slide {number}", "text": "one"}]


KINDS: dict[str, Callable[[int], list[object]]] = {
    "bullets": lambda count: slide(bullets=[f"point {n}" for n in range(count)]),
    "references": lambda count: slide(references=[f"source {n}" for n in range(count)]),
    "paragraphs": lambda count: slide(text="\n\n".join(f"paragraph {n}" for n in range(count))),
    "steps": lambda count: slide(steps=[f"step {n}" for n in range(count)]),
    "steps across": lambda count: slide(steps=[f"step {n}" for n in range(count)], flow="across"),
    "events": lambda count: slide(timeline={f"{n}": f"event {n}" for n in range(count)}),
    "rows": lambda count: slide(table=[["Name", "Value"], *([f"name {n}", f"value {n}"] for n in range(count))]),
    "table columns": lambda count: slide(table=[[f"{row} {n}" for n in range(count)] for row in "ab"]),
    "lines of code": lambda count: slide(code="\n".join(f"x = {n}" for n in range(count))),
    "columns": lambda count: slide(columns=[{"title": f"Title {n}", "text": f"text {n}"} for n in range(count // 4)]),
    "points beside a figure": lambda count: slide(layers=["one"], bullets=[f"point {n}" for n in range(count)]),
    "slides": lambda count: [{"title": f"Slide {n}", "text": f"text {n}"} for n in range(count)],
    "sections": lambda count: [
        {"title": "Agenda", "agenda": True},
        *(s for n in range(count // 2) for s in section(n)),
    ],
}


def calls(slides: list[object]) -> int:
    """The number of calls of functions of deckgen while these slides are laid out."""
    outline = outline_of(json.dumps({"title": "Deck", "slides": slides}).encode())
    count = 0

    def counted(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event == "call" and "deckgen" in frame.f_code.co_filename

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        result = arrange(outline, Files({}, {}), CLASSROOM, FontMeasurer())
    finally:
        sys.setprofile(before)
    assert errors(result) == []
    return count


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_twice_as_much_costs_about_twice_as_many_calls(kind: Callable[[int], list[object]]) -> None:
    first, second = calls(kind(FEW)), calls(kind(2 * FEW))
    assert second < MOST * first
