"""How long the densest outlines take that the limits let through: processor seconds and memory of a whole process.

usage: python tests/benchmarks/bench_dense.py [NAME …]

Builds or refuses each outline in a process of its own, and says which it was. All of them have to end within
10 seconds of processor time and 500 MB.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path

Slides = list[object]


def slide(**blocks: object) -> object:
    return {"title": "Slide", **blocks}


def numbered(word: str, count: int) -> list[str]:
    return [f"{word}{number}" for number in range(count)]


def compare(things: int, rows: int) -> dict[str, object]:
    return {"of": numbered("thing", things), "rows": {f"row {row}": numbered("v", things) for row in range(rows)}}


BOXES = numbered("b", 12)
DENSE: dict[str, Callable[[], Slides]] = {
    "50 slides of 900 points": lambda: [slide(bullets=numbered("b", 900)) for _ in range(50)],
    "900 steps": lambda: [slide(steps=numbered("step ", 900))],
    "900 steps across": lambda: [slide(steps=numbered("step ", 900), flow="across")],
    "400 events": lambda: [slide(timeline=dict.fromkeys(numbered("", 400), "what"))],
    "320 rows": lambda: [slide(table=[["a", "b"], *([f"a{n}", f"b{n}"] for n in range(320))])],
    "a table of 300 columns": lambda: [slide(table=[numbered("a", 300), numbered("b", 300)])],
    "a comparison of 28 by 28": lambda: [slide(compare=compare(28, 28))],
    "20 columns of 40 points": lambda: [slide(columns=[{"bullets": numbered("b", 40)} for _ in range(20)])],
    "20 columns of three words": lambda: [
        slide(columns=[{"title": "one two three", "text": "one two three"} for _ in range(20)])
    ],
    "300 formulas": lambda: [slide(formula=[rf"E_{{{n}}} = mc^2 + \frac{{a}}{{b}}" for n in range(300)])],
    "a text of 10,000 letters": lambda: [slide(text="word " * 1990)],
    "an address of 10,000 letters": lambda: [slide(text=" ".join(["a/b" * 300] * 10))],
    "900 boxes": lambda: [slide(layers=[numbered("box ", 900)])],
    "66 arrows": lambda: [
        slide(layers=[BOXES[:4], BOXES[4:8], BOXES[8:]], arrows=[f"{a} -> {b}" for a, b in combinations(BOXES, 2)])
    ],
    "200 sections": lambda: [
        slide(agenda=True),
        *(each for n in range(200) for each in ({"section": f"Section {n}"}, {"title": f"Slide {n}", "text": "one"})),
    ],
    "4,900 slides": lambda: [{"title": f"Slide {n}", "text": f"text {n}"} for n in range(4900)],
}


def main(names: Iterable[str]) -> None:
    """Measure the outlines of these names, and print a line for each."""
    print(f"{'outline':>30}  {'processor':>9}  {'memory':>8}  end")
    with tempfile.TemporaryDirectory() as name:
        for each in names:
            outline = Path(name) / "slides.yaml"
            outline.write_text(json.dumps({"title": "Dense", "slides": DENSE[each]()}), encoding="utf-8")
            seconds, megabytes, code = measured(outline)
            end = {0: "built", 1: "refused"}.get(code, f"ended with {code}")
            print(f"{each:>30}  {seconds:7.2f} s  {megabytes:5.0f} MB  {end}")


def measured(outline: Path) -> tuple[float, float, int]:
    """The processor seconds and the largest memory in MB of a build, and its exit code."""
    command = [sys.executable, "-m", "deckgen", "build", str(outline), "-o", str(outline.with_suffix(".pptx"))]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode


if __name__ == "__main__":
    main(sys.argv[1:] or DENSE)
