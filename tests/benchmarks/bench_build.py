"""How long a whole build takes beside pandoc on the same text: start, imports and writing included.

usage: python tests/benchmarks/bench_build.py [SLIDES …]

Takes the lecture of this repository and decks of as many slides as are named (24, 200 and 1,000 by default).
Every program is started anew for each run, they take turns, and the medians are printed. pandoc is the one of
the `pypandoc_binary` package or the one on the path; without either, deckgen is measured alone.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter

from deckgen.decode.outline import parse
from deckgen.outline.blocks import Bullet, Callout, CodeBlock, Image, Reference, Steps
from deckgen.outline.contents import Blocks
from deckgen.outline.figure import Figure
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide
from deckgen.outline.tables import Compare, Table

ROOT = Path(__file__).parents[2]
SIZES = (24, 200, 1000)
RUNS = 5


def main(sizes: Iterable[int]) -> None:
    """Measure the lecture and the decks of `sizes` slides, and print a line for each."""
    pandoc = _pandoc()
    print(f"{'deck':>12}  {'deckgen':>9}  {'pandoc':>9}" if pandoc else f"{'deck':>12}  {'deckgen':>9}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "assets", folder / "assets")
        decks = [("lecture", (ROOT / "slides.yaml").read_text(encoding="utf-8"))]
        decks += [(f"{size} slides", long_outline(size)) for size in sizes]
        for deck, outline in decks:
            (folder / "deck.yaml").write_text(outline, encoding="utf-8")
            (folder / "deck.md").write_text(markdown_of(outline), encoding="utf-8")
            commands = [[sys.executable, "-m", "deckgen", "build", "deck.yaml", "-o", "deckgen.pptx"]]
            if pandoc:
                commands.append([pandoc, "--slide-level=2", "deck.md", "-o", "pandoc.pptx"])
            print(f"{deck:>12}  " + "  ".join(f"{seconds:7.2f} s" for seconds in medians(commands, folder)))


def medians(commands: list[list[str]], folder: Path) -> list[float]:
    """The median wall seconds of each command, which take turns."""
    seconds: list[list[float]] = [[] for _ in commands]
    for _ in range(RUNS):
        for command, taken in zip(commands, seconds, strict=True):
            start = perf_counter()
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
            taken.append(perf_counter() - start)
    return [median(taken) for taken in seconds]


def long_outline(size: int) -> str:
    """An outline of `size` slides: points, a figure, a table and code in turn, all with notes."""
    slides = (f"  - title: Slide {n} says a point about kernels\n{_content(n)}    notes: Say {n} words.\n"
              for n in range(1, size + 1))  # fmt: skip
    return "title: A long lecture\nslides:\n" + "".join(slides)


def _content(n: int) -> str:
    match n % 4:
        case 0:
            lines = ["bullets:", f"  - Point {n} of the kernel:", "      - one thing", f"  - Point {n} again"]
        case 1:
            lines = ["layers:", f"  Left {n}: [Applications, Kernel]", f"  Right {n}: [Applications, Guest, Kernel]"]
        case 2:
            lines = ["table:", "  - [Call, Number, Use]", f"  - [read, {n}, takes bytes]", f"  - [write, {n}, gives]"]
        case _:
            lines = ["code:", "  language: python", "  text: |", f"    for n in range({n}):", "        print(n)"]
    return "".join(f"    {line}\n" for line in lines)


def markdown_of(text: str) -> str:
    """The same text as Markdown for pandoc; a figure becomes a list of its boxes."""
    outline = parse(text.encode()).value
    assert outline is not None
    return "\n".join(_document(outline))


def _document(outline: Outline) -> Iterator[str]:
    yield f"% {outline.title.raw}\n"
    for slide in outline.slides:
        if slide.section:
            yield f"\n# {slide.section.raw}\n"
        else:
            yield from _slide(slide)


def _slide(slide: Slide) -> Iterator[str]:
    yield f"\n## {slide.title.raw if slide.title else 'References'}\n"
    yield from _blocks(slide)
    for column in slide.columns:
        yield from _blocks(column)
    for note in slide.notes:
        yield f"\n::: notes\n{note.text.raw}\n:::\n"


def _blocks(blocks: Blocks) -> Iterator[str]:
    yield from _points(blocks.find_all(Bullet), 0)
    steps, figure = blocks.find(Steps), blocks.find(Figure)
    for step in steps.steps if steps else ():
        yield f"1. {step.text.raw}: {step.note.raw if step.note else ''}"
    for source in blocks.find_all(Reference):
        yield f"1. {source.text.raw}"
    for panel in figure.panels if figure else ():
        for box in panel.boxes:
            yield f"- {box.label.raw if box.label else ''}"
    table, compare, code = blocks.find(Table), blocks.find(Compare), blocks.find(CodeBlock)
    if table:
        rows = [[cell.plain for cell in row.cells] for row in table.rows]
        yield from _table([column.name.raw for column in table.columns], rows)
    if compare:
        rows = [[row.name.raw, *(cell.plain for cell in row.cells)] for row in compare.rows]
        yield from _table(["", *(thing.name.raw for thing in compare.of)], rows)
    if code and code.text:
        yield f"\n```{code.language or ''}\n{code.text.raw}\n```\n"
    image, callout = blocks.find(Image), blocks.find(Callout)
    if image:
        yield f"\n![]({image.file.raw})\n"
    if callout:
        yield f"\n{callout.text.raw}\n"


def _points(bullets: Iterable[Bullet], level: int) -> Iterator[str]:
    for bullet in bullets:
        yield f"{'    ' * level}- {bullet.text.raw}"
        yield from _points(bullet.bullets, level + 1)


def _table(columns: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield f"\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _pandoc() -> str | None:
    package = find_spec("pypandoc")
    if package and package.origin:
        packed = Path(package.origin).parent / "files" / "pandoc"
        if packed.is_file():
            return str(packed)
    return shutil.which("pandoc")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
