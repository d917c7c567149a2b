"""Time deckgen beside other programs: `python3 -m tests.benchmarks.peers`.

Every program gets the same slides (`content.py`) and is started anew for each run, start and imports included; they
take turns, and the medians count. Programs that are not installed sit out: PptxGenJS is looked for in the folder of
`--node` (`npm install --prefix FOLDER pptxgenjs`), pandoc on the path or in the package `pypandoc_binary`.
With `--write`, the tables go between their marks in docs/architecture.md.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from importlib.util import find_spec
from math import log
from pathlib import Path
from statistics import median
from time import perf_counter

from msgspec import Struct

from tests.benchmarks.peers import content
from tests.benchmarks.peers.lecture import markdown_of

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
DOCUMENT = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- times -->\n", "<!-- end of times -->"
SIZES = (24, 200, 1000, 3000)
_PATIENCE = 5
LIMITS = ["slides=100000", "values=10000000", "letters=100000000", "outline_mb=100", "seconds=600"]
DECKGEN = [sys.executable, "-m", "deckgen", "build"]


class Run(Struct, frozen=True):
    """What one run took: seconds on the clock, seconds of processor, and the most memory in MB."""

    elapsed: float
    processor: float
    memory: float

    @property
    def times(self) -> str:
        return f"{self.elapsed:.2f} s ({self.processor:.2f})"


class Peer(Struct, frozen=True):
    """A program, and the command by which it makes `deck.pptx` from the slides of a folder."""

    name: str
    command: list[str]


def timed(command: list[str], folder: Path) -> Run:
    """Run `command` in `folder` and measure the whole process.

    Raises:
        SystemExit: the command failed; its last lines are shown.
    """
    start = perf_counter()
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} failed:\n{(folder / 'said').read_text('utf-8')[-2000:]}")
    return Run(perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


def in_turns(commands: list[list[str]], folder: Path, runs: int) -> list[Run]:
    """The medians of each command; in every round each of them runs once."""
    rounds = [[timed(command, folder) for command in commands] for _ in range(runs)]
    return [
        Run(*(median(getattr(run, field) for run in each) for field in Run.__struct_fields__))
        for each in zip(*rounds, strict=True)
    ]


def peers(node: Path) -> list[Peer]:
    """The programs that are installed, deckgen first."""
    options = [part for limit in LIMITS for part in ("--limit", limit)]
    found = [Peer("deckgen", [*DECKGEN, "deck.yaml", "-o", "deck.pptx", *options])]
    package, program = node.resolve() / "node_modules" / "pptxgenjs", shutil.which("node")
    if package.is_dir() and program:
        found.append(Peer("PptxGenJS", [program, str(HERE / "pptxgenjs.js"), str(package), "deck.json", "deck.pptx"]))
    if pandoc := _pandoc():
        found.append(Peer("pandoc", [pandoc, "--slide-level=2", "deck.md", "-o", "deck.pptx"]))
    script = str(HERE / "python_pptx.py")
    return [*found, Peer("python-pptx", [sys.executable, script, "deck.json", "deck.pptx"])]


def _pandoc() -> str | None:
    package = find_spec("pypandoc")
    packed = Path(package.origin).parent / "files" / "pandoc" if package and package.origin else None
    return str(packed) if packed and packed.is_file() else shutil.which("pandoc")


def of_sizes(found: list[Peer], sizes: Iterable[int], runs: int) -> list[str]:
    """The table of decks of several sizes, and by which power of the slides deckgen's time grows.

    A program that takes longer than `_PATIENCE` seconds sits out the larger decks.
    """
    lines = [_row(["slides", *(peer.name for peer in found), "deckgen's memory"]), "| --- " * (len(found) + 2) + "|"]
    waiting, before, growth = list(found), (0, 0.0), []
    for size in sizes:
        with _folder() as name:
            content.write(Path(name), size)
            results = in_turns([peer.command for peer in waiting], Path(name), runs)
        own = results[0]
        times = {peer.name: run.times for peer, run in zip(waiting, results, strict=True)}
        lines.append(_row([f"{size:,}", *(times.get(peer.name, "–") for peer in found), f"{own.memory:.0f} MB"]))
        if before[0]:
            power = log(own.processor / before[1]) / log(size / before[0])
            growth.append(f"{power:.2f} from {before[0]:,} to {size:,} slides")
        before = (size, own.processor)
        paired = zip(waiting, results, strict=True)
        waiting = [peer for peer, run in paired if peer is found[0] or run.elapsed < _PATIENCE]
    return [
        *lines,
        "",
        f"deckgen's time of the processor grows with these powers of the slides: {', '.join(growth)}.",
    ]


def of_lecture(runs: int) -> list[str]:
    """The lecture of this repository: one deck, all its audiences, and pandoc on the text of the deck."""
    with _folder() as name:
        folder = Path(name)
        shutil.copy(ROOT / "slides.yaml", folder)
        shutil.copytree(ROOT / "assets", folder / "assets")
        commands = [[*DECKGEN, "-o", "deck.pptx"], [*DECKGEN, "--all"]]
        timed(commands[0], folder)
        if pandoc := _pandoc():
            (folder / "deck.md").write_text(markdown_of(folder / "deck.pptx"), encoding="utf-8")
            commands.append([pandoc, "--slide-level=2", "deck.md", "-o", "pandoc.pptx"])
        one, every, *other = in_turns(commands, folder, runs)
    lines = ["| the lecture of this repository | |", "| --- | --- |", _row(["deckgen", one.times])]
    lines.append(_row(["deckgen `--all`, three audiences", every.times]))
    return lines + [_row(["pandoc, the text of the deck", run.times]) for run in other]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="deckgen-times-")


def main() -> None:
    """Measure, print the tables and, if asked, write them down."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.benchmarks.peers", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help=f"numbers of slides {SIZES}")
    parser.add_argument("--runs", type=int, default=5, help="runs of each program (5)")
    parser.add_argument("--node", type=Path, default=Path("node"), help="folder where pptxgenjs is installed (node)")
    parser.add_argument("--skip", default="", help="programs to leave out, with commas between")
    parser.add_argument("--write", metavar="DATE", help="write the tables into docs/architecture.md, with this date")
    options = parser.parse_args()
    found = [peer for peer in peers(options.node) if peer.name not in options.skip.split(",")]
    lines = [*of_sizes(found, options.sizes, options.runs), "", *of_lecture(options.runs)]
    print("\n".join(lines))
    if options.write:
        before, _, rest = DOCUMENT.read_text("utf-8").partition(BEGIN)
        measured = f"Measured on {options.write} with {os.cpu_count()} cores; medians of {options.runs} runs.\n\n"
        DOCUMENT.write_text(before + BEGIN + measured + "\n".join(lines) + "\n" + END + rest.split(END)[1], "utf-8")


if __name__ == "__main__":
    main()
