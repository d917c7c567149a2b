"""The long run: outlines are drawn, built and judged until the time is up; failing ones are made small and kept."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import given, seed, settings
from hypothesis import strategies as st

from deckgen.codes import Code
from deckgen.decode.outline import parse
from deckgen.report import render
from tests.case import cases
from tests.fuzz.drawn import drawn, quietly, together
from tests.fuzz.judges import decks_of, faults_of, other_bytes, spilled_of
from tests.fuzz.mutations import left_out, slips
from tests.fuzz.promises import Tally, broken, kind_of, raised, within
from tests.fuzz.reduce import reduced
from tests.fuzz.texts import DRAWABLE, TEXTS
from tests.fuzz.typed import FOLDER, typed
from tests.tools import Validator

Tree = Any
ROOT = Path(__file__).parents[2]
A_ROUND = 20
SLIPS = 200
A_SLIP = 10
"""Seconds that reading an outline may take."""
LECTURE = ((ROOT / "slides.yaml").read_bytes(), ROOT)
WRITTEN = [LECTURE, *((case.content, case.folder) for case in cases() if case.outline is not None)]
"""Outlines, and the folders of the files that they name."""


@dataclass
class Results:
    """What a run has come to."""

    tally: Tally = field(default_factory=Tally)
    mutated: int = 0
    judged: int = 0
    rendered: int = 0
    broken: Counter[str] = field(default_factory=Counter)

    def of(self, *beginnings: str) -> int:
        """How many promises were broken whose names begin like this."""
        return sum(count for kind, count in self.broken.items() if kind.startswith(beginnings))

    def lines(self) -> Iterable[str]:
        """The numbers, one a line."""
        yield f"{self.tally.outlines} outlines made {self.tally.decks} decks with {self.tally.slides} slides"
        refused = ", ".join(f"{code} {count}" for code, count in self.tally.refused.most_common())
        yield f"refused in words: {refused or 'none'}"
        yield f"{self.mutated} outlines with slips were read"
        yield f"{self.judged} decks were judged by validators, {self.rendered} slides drawn by LibreOffice"
        yield f"{sum(self.broken.values())} broken promises"
        yield from (f"  {count} × {kind}" for kind, count in self.broken.most_common())


def fuzz(minutes: float, start: int, folder: Path, say: Callable[[str], None] = print) -> Results:
    """Rounds of outlines, slips and judges; round by round other ones, the same for the same `start`."""
    results, number = Results(), start
    until = time.monotonic() + 60 * minutes
    while time.monotonic() < until:
        _round(number, results, folder, until, say)
        number += 1
    return results


def _round(number: int, results: Results, folder: Path, until: float, say: Callable[[str], None]) -> None:
    drawable = number % 3 == 0
    outlines = drawn(A_ROUND, number, DRAWABLE if drawable else TEXTS)
    for outline in outlines:
        if time.monotonic() > until:
            return
        _found(broken(typed(outline).text.encode(), FOLDER, results.tally), outline, results, folder, say)
    _slipped(number, results, folder, say)
    _kept(other_bytes(outlines, number + 1), typed(outlines[0]).text, results, folder, say)
    try:
        _judged(outlines, drawable, results, folder, say)
    except Exception as problem:  # whatever it is, it is what we are looking for
        _kept([raised(problem)], "\n".join(typed(outline).text for outline in outlines), results, folder, say)


def _judged(outlines: list[Tree], drawable: bool, results: Results, folder: Path, say: Callable[[str], None]) -> None:
    """What validators and LibreOffice say of all these outlines together."""
    whole = together(outlines)
    program = os.environ.get("OOXML_VALIDATOR_CLI")
    for deck in decks_of(whole):
        results.judged += 1
        faults = faults_of(deck, Validator(Path(program)) if program else None)
        _kept(faults, typed(whole).text, results, folder, say)
    if drawable:
        results.rendered += len(whole["slides"])
        _kept(spilled_of(whole), typed(whole).text, results, folder, say)


def _found(sentences: list[str], outline: Tree, results: Results, folder: Path, say: Callable[[str], None]) -> None:
    for kind, sentence in {kind_of(sentence): sentence for sentence in sentences}.items():
        is_new = kind not in results.broken
        results.broken[kind] += 1
        if is_new:
            small = reduced(outline, partial(_breaks, kind))
            _keep(kind, sentence, typed(small).text.encode(), folder, say)


def _breaks(kind: str, outline: Tree) -> bool:
    return kind in map(kind_of, broken(typed(outline).text.encode(), FOLDER, Tally()))


def _kept(sentences: list[str], text: str, results: Results, folder: Path, say: Callable[[str], None]) -> None:
    for kind, sentence in {kind_of(sentence): sentence for sentence in sentences}.items():
        results.broken[kind] += 1
        _keep(f"{kind} {results.broken[kind]}", sentence, text.encode(), folder, say)


def _keep(kind: str, sentence: str, content: bytes, folder: Path, say: Callable[[str], None]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = "".join(sign if sign.isalnum() else "-" for sign in kind)[:80].strip("-")
    (folder / f"{name}.yaml").write_bytes(content)
    say(f"broken: {sentence}\n  in {folder / name}.yaml")


def _slipped(number: int, results: Results, folder: Path, say: Callable[[str], None]) -> None:
    @seed(number)
    @settings(quietly, max_examples=SLIPS)
    @given(st.data())
    def read(data: st.DataObject) -> None:
        written, home = data.draw(st.sampled_from([LECTURE, data.draw(st.sampled_from(WRITTEN))]))
        content = data.draw(slips(written))
        results.mutated += 1
        for sentence in slip_broken(content, home):
            results.broken[kind_of(sentence)] += 1
            _keep(kind_of(sentence), sentence, content, folder, say)

    read()


def slip_broken(content: bytes, folder: Path) -> list[str]:
    """What an outline with slips breaks: it raises, or is read without a word although words were left out."""
    try:
        with within(A_SLIP):
            parsed = parse(content, folder)
            render(parsed.diagnostics, "slides.yaml", parsed.text, parsed.included)
    except Exception as problem:  # whatever it is, it is what we are looking for
        return [raised(problem)]
    warned = any(item.code in (Code.COMMENT, Code.MERMAID_LOOK) for item in parsed.diagnostics)
    if parsed.value is None or parsed.text is None or warned or parsed.included:
        return []
    lost = left_out(parsed.text, parsed.value)
    return [f"left out without a word: {sorted(lost)}"] if lost else []
