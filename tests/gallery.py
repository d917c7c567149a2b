"""Draws every figure of tests/cases/figures for looking at: `python -m tests.gallery [FOLDER] [NAME …]`.

Each outline becomes a deck and a picture of each of its slides, in a folder that is `gallery` unless it is named.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from deckgen.build import Options, Rejected, build
from deckgen.cli.office import pdf_of, pictures_of
from deckgen.report import render

CASES = Path(__file__).parent / "cases" / "figures"


def main(folder: str = "gallery", *names: str) -> None:
    """Write NAME.pptx and NAME-1.png and so on for each case, or for those whose names begin as asked."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    cases = [case for case in sorted(CASES.glob("*.yaml")) if not names or case.name.startswith(names)]
    with ThreadPoolExecutor(4) as pool:
        for line in pool.map(lambda case: draw(case, target), cases):
            print(line)


def draw(case: Path, folder: Path) -> str:
    """The deck and the pictures of one case, written; what there is to say about it."""
    content = case.read_bytes()
    result = build(content, case.parent, Options(equations=False))
    said = render(result.findings.diagnostics, case.name, content.decode())
    if isinstance(result, Rejected):
        return said
    (folder / f"{case.stem}.pptx").write_bytes(result.deck)
    # LibreOffice distorts equations, so formulas are pictures here.
    pictures = pictures_of(pdf_of(result.deck))[1:]
    for number, picture in enumerate(pictures, 1):
        (folder / f"{case.stem}-{number}.png").write_bytes(picture)
    return f"{case.stem}: {len(pictures)} drawn\n{said}".rstrip()


if __name__ == "__main__":
    main(*sys.argv[1:])
