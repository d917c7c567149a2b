"""The picture of a drawing: the same everywhere, as large as a screen, and made within limits."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from deckgen.media import raster
from deckgen.media.raster import Raster, draw, pixels_of, png_of

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
    command = [sys.executable, "-m", "deckgen.media.raster", "400", "200"]
    assert subprocess.run(command, input=TEXT, env=bare, capture_output=True, check=True).stdout == picture.content


def test_in_this_process_the_picture_is_the_same() -> None:
    assert png_of(TEXT, 400, 200) == Raster(draw(TEXT, 400, 200), "")


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
