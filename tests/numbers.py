"""Makes the numbers of docs/contributing.md: `python3 -m tests.numbers --minutes 20`.

It fuzzes for that long, judges the lecture, counts the cases, and writes the table between its two marks there.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from deckgen.cli.office import pdf_of
from deckgen.deck import Rejected
from deckgen.pipeline import build
from tests.accessibility import findings
from tests.case import cases
from tests.fuzz.run import Results, fuzz

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "contributing.md"
MISTAKE = re.compile(r"^(error|warning)\[", re.MULTILINE)
BEGIN, END = "<!-- numbers -->\n", "<!-- end of numbers -->"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; `cheap` ones are counted again by a test."""

    what: str
    number: str
    cheap: bool = False


def counted() -> list[Row]:
    """What can be counted without running anything for long."""
    return [
        Row("bad outlines and files, each with its exact report", str(bad_inputs()), cheap=True),
        Row("broken packages, one defect each, that preflight stops", str(broken_packages()), cheap=True),
    ]


def bad_inputs() -> int:
    """The cases of messages that report a mistake."""
    return sum(any(MISTAKE.search(part.text) for part in case.expected) for case in cases("messages"))


def broken_packages() -> int:
    """The tests that give preflight a broken package."""
    tests = [str(file) for file in sorted((ROOT / "tests" / "writers").glob("test_preflight*.py"))]
    arguments = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n", "0", "-p", "no:cacheprovider", *tests]
    run = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=True)
    return len(re.findall(r"^tests/writers/test_preflight\w*\.py::.*stopped", run.stdout, re.MULTILINE))


def judged(results: Results, accessibility: int) -> list[Row]:
    """What came of fuzzing and of the lecture."""
    tally = results.tally
    return [
        Row("outlines drawn from the models", f"{tally.outlines:,}"),
        Row("decks built of them, for everybody and for each audience", f"{tally.decks:,}"),
        Row("outlines with slips of the hand", f"{results.mutated:,}"),
        Row("exceptions", str(results.of("raised"))),
        Row("words lost, on slides or without a report", str(results.of("lost", "left out"))),
        Row("texts outside their boxes in the scene, at normal and absurdly narrow width", str(results.of("scene"))),
        Row(
            "defects that preflight finds, and decks that are other bytes again",
            str(results.of("preflight", "other")),
        ),
        Row(
            f"errors of the Open XML SDK and of openxml-audit in {results.judged} decks, without those in which the"
            " latter wants Word's run properties in equations",
            str(_errors(results)),
        ),
        Row(f"texts outside their boxes on {results.rendered:,} slides drawn by LibreOffice", _overflow(results)),
        Row("accessibility findings on the lecture", str(accessibility)),
    ]


def _errors(results: Results) -> int:
    return results.of("openxml-audit", "Open XML SDK")


def _overflow(results: Results) -> str:
    return str(results.of("overflow"))


def table(rows: Iterable[Row]) -> str:
    """The rows as Markdown."""
    lines = [f"| {row.what} | {row.number} |" for row in rows]
    return "\n".join(["| | |", "| --- | --- |", *lines, ""])


def written() -> str:
    """The table in the document."""
    return DOCUMENT.read_text("utf-8").split(BEGIN)[1].split(END)[0]


def main() -> int:
    """Make the numbers and write them down; 1 if a promise is broken."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.numbers", description=__doc__)
    parser.add_argument("--minutes", type=float, default=20, help="how long to fuzz (20)")
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"), help="where failing outlines go")
    options = parser.parse_args()
    results = fuzz(options.minutes, 1, options.failures)
    lecture = build((ROOT / "slides.yaml").read_bytes(), ROOT)
    if isinstance(lecture, Rejected):
        raise SystemExit("the lecture does not build; `deckgen build` says why")
    found = findings(lecture.content, pdf_of(lecture.content))
    rows = [*judged(results, len(found)), *counted()]
    before, _, rest = DOCUMENT.read_text("utf-8").partition(BEGIN)
    DOCUMENT.write_text(before + BEGIN + table(rows) + END + rest.split(END)[1], "utf-8")
    print("\n".join([*results.lines(), *found, table(rows)]))
    return 1 if results.broken or found else 0


if __name__ == "__main__":
    sys.exit(main())
