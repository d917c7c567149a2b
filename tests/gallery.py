"""Draws every figure of tests/cases/figures for looking at: `python -m tests.gallery [FOLDER] [NAME …]`.

Each outline becomes a deck and a picture of each of its slides, in a folder that is `gallery` unless it is named.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from deckgen.cli.office import pdf_of, pictures_of
from deckgen.deck import Rejected
from deckgen.pipeline import BuildRequest, build
from deckgen.report import render
from tests.case import Case, cases


def main(folder: str = "gallery", *names: str) -> None:
    """Write NAME.pptx and NAME-1.png and so on for each case, or for those whose names begin as asked."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    figures = [case for case in cases("figures") if not names or case.name.startswith(names)]
    with ThreadPoolExecutor(4) as pool:
        for line in pool.map(lambda case: draw(case, target), figures):
            print(line)


def draw(case: Case, folder: Path) -> str:
    """The deck and the pictures of one case, written; what there is to say about it."""
    result = build(case.content, case.folder, BuildRequest(equations=False))
    said = render(result.findings.diagnostics, case.name, case.content.decode())
    if isinstance(result, Rejected):
        return said
    (folder / f"{case.name}.pptx").write_bytes(result.content)
    # LibreOffice distorts equations, so formulas are pictures here.
    pictures = pictures_of(pdf_of(result.content))[1:]
    for number, picture in enumerate(pictures, 1):
        (folder / f"{case.name}-{number}.png").write_bytes(picture)
    return f"{case.name}: {len(pictures)} drawn\n{said}".rstrip()


if __name__ == "__main__":
    main(*sys.argv[1:])
