"""The picture of a drawing: the same everywhere, as large as a screen, and made within limits."""

from __future__ import annotations

import io
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from deckgen.media import raster
from deckgen.media.draw import Drawn, draw
from deckgen.media.raster import pixels_of, png_of
from deckgen.processes import in_threads

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">'
TEXT = f'{HEAD}<text y="50" font-family="Courier New">Words</text></svg>'.encode()


@pytest.mark.parametrize(
    ("size", "pixels"),
    [((20, 10), (1920, 960)), ((10, 20), (540, 1080)), ((1600, 900), (1920, 1080)), ((1, 900), (1, 1080))],
)
def test_a_picture_fills_a_screen(size: tuple[int, int], pixels: tuple[int, int]) -> None:
    assert pixels_of(*size) == pixels


def test_text_is_drawn_with_the_fonts_of_the_package(tmp_path: Path) -> None:
    """Not with those of the machine: without any of its fonts, the picture is the same."""
    picture = png_of(TEXT, 400, 200)
    assert picture is not None
    image = Image.open(io.BytesIO(picture.content))
    assert image.size == (400, 200)
    assert image.getbbox() is not None
    bare = {**os.environ, "HOME": str(tmp_path), "FONTCONFIG_FILE": str(tmp_path / "none"), "LANG": "C"}
    code = f"from deckgen.media.raster import png_of; print(png_of({TEXT!r}, 400, 200).content.hex())"
    run = subprocess.run([sys.executable, "-c", code], env=bare, capture_output=True, check=True, text=True)
    assert bytes.fromhex(run.stdout) == picture.content


def test_in_this_process_the_picture_is_the_same() -> None:
    assert png_of(TEXT, 400, 200) == Drawn(draw(TEXT, 400, 200))


BOMBS = {
    "copies of copies": '<g id="a0"><rect/></g>'
    + "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 12))
    + '<use href="#a11"/>',
    "half a picture": "<g>",
}


@pytest.mark.parametrize("body", BOMBS.values(), ids=BOMBS)
def test_what_cannot_be_drawn_within_bounds_is_none(body: str) -> None:
    assert png_of(f"{HEAD}{body}</svg>".encode(), 1920, 960) is None


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "SECONDS", 0.05)
    glass = '<rect width="200" height="100" opacity=".5"/>' * 40_000
    assert png_of(f"{HEAD}{glass}</svg>".encode(), 1919, 960) is None


def test_after_a_drawing_that_could_not_be_drawn_comes_the_next_one() -> None:
    expected = draw(TEXT, 401, 200)
    for body in BOMBS.values():
        assert png_of(f"{HEAD}{body}</svg>".encode(), 1921, 960) is None
        assert png_of(TEXT, 401, 200) == Drawn(expected)
        png_of.cache_clear()


def test_one_process_draws_one_drawing_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "_FREE", [])
    running = set()
    for width in range(300, 310):
        assert png_of(TEXT, width, 150) is not None
        running.add(raster._FREE[0]._running)
    assert len(running) == 1


def test_several_drawings_are_drawn_at_once_and_come_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "_FREE", [])
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {1, 2}, raising=False)
    widths = range(200, 210)
    drawn = list(in_threads(lambda width: png_of(TEXT, width, 150), widths))
    assert [Image.open(io.BytesIO(each.content)).width for each in drawn if each is not None] == list(widths)
    assert len(raster._FREE) <= 2


GLASS = '<rect width="200" height="100" opacity=".5"/>'
"""What takes a twentieth of a second or more to draw on a screen."""


def test_the_time_of_drawing_counts_as_that_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[float] = []
    monkeypatch.setattr(raster, "spend", counted.append)
    for width in (1910, 1911):
        assert png_of(f"{HEAD}{GLASS * 3}</svg>".encode(), width, 960) is not None
    assert len(counted) == 2
    assert min(counted) > 0.02


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell")
def test_the_time_of_a_drawing_that_is_stopped_counts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[float] = []
    monkeypatch.setattr(raster, "spend", counted.append)
    monkeypatch.setattr(raster, "_FREE", [])
    monkeypatch.setattr(raster, "SECONDS", 0.05)
    assert png_of(f"{HEAD}{GLASS * 40_000}</svg>".encode(), 1918, 960) is None
    assert len(counted) == 1
    assert counted[0] > 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_process_draws_with_a_process_of_its_own() -> None:
    assert png_of(TEXT, 311, 150) is not None
    process = multiprocessing.get_context("fork").Process(target=_draws)
    process.start()
    process.join(60)
    assert process.exitcode == 0
    assert png_of(TEXT, 313, 150) is not None


def _draws() -> None:
    sys.exit(0 if png_of(TEXT, 312, 150) is not None else 1)
