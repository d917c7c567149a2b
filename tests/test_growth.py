"""A lecture of twice as many slides calls no function of deckgen much more than twice as often."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from types import FrameType

from deckgen.deck import Deck
from deckgen.pipeline import build
from tests.benchmarks.peers.content import write

FEW = 24
"""Slides of every kind there is in the comparison with other programs."""
MOST, SEVERAL = 2.4, 40
"""The most times as many calls, beside a few more."""


def calls(folder: Path, size: int) -> Counter[str]:
    """The calls of each function while a lecture of so many slides is built."""
    write(folder, size)
    content = (folder / "deck.yaml").read_bytes()
    found: Counter[str] = Counter()

    def counted(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and "deckgen" in frame.f_code.co_filename:
            found[f"{frame.f_code.co_filename}:{frame.f_code.co_firstlineno} {frame.f_code.co_name}"] += 1

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        built = build(content, folder)
    finally:
        sys.setprofile(before)
    assert isinstance(built, Deck)
    return found


def test_twice_as_many_slides_call_no_function_much_more_than_twice_as_often(tmp_path: Path) -> None:
    calls(tmp_path, 2)  # what is read once
    first, second = calls(tmp_path, FEW), calls(tmp_path, 2 * FEW)
    more = {name: (first[name], count) for name, count in second.items() if count > MOST * first[name] + SEVERAL}
    assert more == {}
