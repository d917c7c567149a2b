"""Same outline, same bytes: whatever the hash seed, folder, clock, time zone, language, user and file permissions."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MACHINES: dict[str, dict[str, str]] = {
    "one": {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    "another": {"PYTHONHASHSEED": "4242", "TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "ar"},
    "a third": {"PYTHONHASHSEED": "random", "TZ": "America/St_Johns", "HOME": "/nonexistent", "COLUMNS": "20"},
}
CHARTS = """\
title: Charts
slides:
  - title: A chart of its own numbers
    chart: {kind: line, series: [a, b], values: {one: [1, 2], two: [3, 4]}}
  - title: A chart of a file
    chart: {file: times.csv, kind: bar}
  - title: A drawing
    image: {file: houses.svg, alt: Houses}
"""


def built(folder: Path, machine: str, *arguments: str) -> bytes:
    """The deck that a process with the environment of `machine` writes, started in another folder each time."""
    where = folder.parent if machine == "another" else folder
    outline = folder / "slides.yaml" if machine == "another" else Path("slides.yaml")
    target = folder / "deck.pptx"
    command = [sys.executable, "-m", "deckgen", "build", str(outline), "-o", str(target), *arguments]
    environment = {**os.environ, **MACHINES[machine]}
    if machine == "one":
        environment |= {"SOURCE_DATE_EPOCH": ""}
    done = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target.read_bytes()


@pytest.mark.parametrize("arguments", [(), ("--one-file", "--students")], ids=str)
def test_the_lecture_is_the_same_bytes_everywhere(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    decks = set()
    for machine in MACHINES:
        folder = tmp_path / machine / "a lecture"
        folder.mkdir(parents=True)
        shutil.copy(ROOT / "slides.yaml", folder)
        shutil.copytree(ROOT / "assets", folder / "assets")
        decks.add(built(folder, machine, *arguments))
    assert len(decks) == 1


def test_charts_and_drawings_are_the_same_bytes_everywhere(tmp_path: Path) -> None:
    decks = set()
    for machine in MACHINES:
        folder = tmp_path / machine
        folder.mkdir()
        (folder / "slides.yaml").write_text(CHARTS, "utf-8")
        (folder / "times.csv").write_text("What,Seconds\nContainer,1\nMachine,60\n", "utf-8")
        shutil.copy(ROOT / "assets" / "houses.svg", folder)
        decks.add(built(folder, machine))
    (deck,) = decks
    package = zipfile.ZipFile(BytesIO(deck))
    assert [name for name in package.namelist() if name.endswith((".xlsx", ".svg"))] == [
        "ppt/embeddings/workbook1.xlsx",
        "ppt/embeddings/workbook2.xlsx",
        "ppt/media/image2.svg",
    ]


def test_the_date_of_the_deck_is_that_of_the_environment_in_every_part(tmp_path: Path) -> None:
    (tmp_path / "slides.yaml").write_text(CHARTS.split("  - title: A chart of a file", maxsplit=1)[0], "utf-8")
    command = [sys.executable, "-m", "deckgen", "build"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "TZ": "Asia/Tokyo"}
    assert subprocess.run(command, cwd=tmp_path, env=environment, check=False).returncode == 0
    core = zipfile.ZipFile(tmp_path / "slides.pptx").read("docProps/core.xml").decode()
    assert "2023-11-14T22:13:20Z" in core
