"""How long pictures take that deckgen draws itself: whole builds of 150 different SVG drawings and of 100 formulas.

usage: python3 -m tests.benchmarks.bench_drawings [RUNS]

Each row has the least and the median of several runs, by the clock, and the time of all processors. On two processors
with nothing else to do, the drawings have to be built within 5 seconds, and the formulas within 4.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

DRAWINGS, FORMULAS = 150, 100


def drawing(number: int) -> str:
    """A small drawing with a ground, shapes, a line and a label, unlike that of any other number."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 90"><rect width="120" height="90" fill="#f4f6f8"/>'
        f'<circle cx="{30 + number % 40}" cy="40" r="{10 + number % 17}" fill="#{number * 7919 % 0xFFFFFF:06x}"/>'
        f'<path d="M10 80 L{60 + number % 30} {20 + number % 11} L110 80" stroke="#234" fill="none"/>'
        f'<text x="60" y="70" font-family="Arial" font-size="9" text-anchor="middle">Part {number}</text></svg>'
    )


def formula(number: int) -> str:
    """A formula with a fraction, a root and a sum, unlike that of any other number."""
    return rf"E_{{{number}}} = \frac{{{number} x^2}}{{\sqrt{{1 + y_{{{number}}}}}}} + \sum_{{i=0}}^{{{number}}} a_i"


def main(runs: int) -> None:
    """Measure both decks in turn, and print a line for each."""
    with tempfile.TemporaryDirectory() as name:
        outlines = written(Path(name))
        times = [{deck: measured(outline) for deck, outline in outlines.items()} for _ in range(runs)]
    print(f"{'':12}    least   median   processors")
    for deck in outlines:
        clock, processors = zip(*(run[deck] for run in times), strict=True)
        print(f"{deck:12} {min(clock):6.2f} s {median(clock):6.2f} s     {median(processors):6.2f} s")


def written(folder: Path) -> dict[str, Path]:
    """The outlines of both decks, by what is to be drawn for them."""
    for number in range(DRAWINGS):
        (folder / f"{number}.svg").write_text(drawing(number), encoding="utf-8")
    blocks: dict[str, list[dict[str, object]]] = {
        f"{DRAWINGS} drawings": [{"image": {"file": f"{n}.svg", "alt": f"part {n}"}} for n in range(DRAWINGS)],
        f"{FORMULAS} formulas": [{"formula": formula(n)} for n in range(FORMULAS)],
    }
    outlines = {}
    for name, shown in blocks.items():
        slides = [{"title": f"Slide {number}", **block} for number, block in enumerate(shown)]
        outlines[name] = folder / f"{name}.yaml"
        outlines[name].write_text(json.dumps({"title": "Drawn", "slides": slides}), encoding="utf-8")
    return outlines


def measured(outline: Path) -> tuple[float, float]:
    """The seconds of a build by the clock, and those of all processors together."""
    command = [sys.executable, "-m", "deckgen", "build", str(outline), "-o", str(outline.with_suffix(".pptx"))]
    start = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(process.returncode)
    return seconds, used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
