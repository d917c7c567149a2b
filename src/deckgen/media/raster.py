"""A drawing as a PNG, for programs without SVG support, the same on every machine.

resvg draws in a process of its own, because a small SVG can ask for any amount of work: when time or memory run out,
only that process ends. Text is set in Carlito, which the package contains, whatever fonts are installed; only letters
that Carlito lacks are looked for in the fonts of the machine.

    python -P -m deckgen.media.raster WIDTH HEIGHT [installed] < drawing.svg > drawing.png 2> missing letters
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

SECONDS = 8
"""Seconds of processor time, so that two are left for the rest of a build. The limit by the clock, which alone counts
on Windows, is three times as long.
"""
BYTES = 500_000_000
PRINTED = 50_000_000
FONTS = tuple(str(Path(__file__).parent / "fonts" / f"Carlito-{style}.ttf") for style in ("Regular", "Bold"))
WIDEST, HIGHEST = 1920, 1080
"""The pixels of a full screen."""


def pixels_of(width: float, height: float) -> tuple[int, int]:
    """The largest size with these proportions that fits on a screen, in pixels."""
    scale = min(WIDEST / width, HIGHEST / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


class Raster(Struct, frozen=True):
    """The picture of a drawing, as a PNG, and the letters in it that no font could draw, each once."""

    content: bytes
    missing: str


@lru_cache(maxsize=32)
def png_of(drawing: bytes, width: int, height: int) -> Raster | None:
    """The drawing as a PNG of this size in pixels, or None if it cannot be drawn within the limits."""
    raster = _drawn(drawing, width, height)
    if raster is None or not raster.missing:
        return raster
    return _drawn(drawing, width, height, "installed") or raster


def _drawn(drawing: bytes, width: int, height: int, *options: str) -> Raster | None:
    # -P: a folder written by somebody else must not supply modules.
    command = [sys.executable, "-P", "-m", __name__, str(width), str(height), *options]
    try:
        done = subprocess.run(command, input=drawing, capture_output=True, timeout=3 * SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode != 0 or not done.stdout.startswith(b"\x89PNG"):
        return None
    return Raster(done.stdout, done.stderr.decode("utf-8", "replace"))


def draw(drawing: bytes, width: int, height: int, folders: Sequence[Path] = (), *, says: bool = False) -> bytes:
    """The drawing as a PNG; raises whatever resvg raises.

    Letters that Carlito lacks are taken from the fonts in the folders. resvg prints what it lacks if it `says` so.
    """
    import resvg_py  # noqa: PLC0415  (only the process that draws needs it)

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawing.decode("utf-8-sig"),
            width=width,
            height=height,
            dpi=96,
            skip_system_fonts=True,
            font_files=list(FONTS),
            font_dirs=[str(folder) for folder in folders if folder.is_dir()],
            font_family="Carlito",
            serif_family="Carlito",
            sans_serif_family="Carlito",
            monospace_family="Carlito",
            cursive_family="Carlito",
            fantasy_family="Carlito",
            log_information=says,
        )
    )


_MISSING = re.compile(r"No fonts with a (.*)/U\+([0-9A-F]+) character")


def _main(width: str, height: str, *options: str) -> None:
    """Write the PNG to the standard output, and the letters that are missing to the standard error."""
    _limit()
    folders: tuple[Path, ...] = ()
    if options:
        from deckgen.text.fonts import installed_folders  # noqa: PLC0415  (few drawings need them)

        folders = installed_folders()
    # resvg prints to the standard output, which is therefore kept away from it.
    output = os.dup(1)
    with tempfile.TemporaryFile() as log:
        os.dup2(log.fileno(), 1)
        picture = draw(sys.stdin.buffer.read(), int(width), int(height), folders, says=True)
        log.seek(0)
        found = {found[2]: None for line in log if (found := _MISSING.search(line.decode("utf-8", "replace")))}
    with os.fdopen(output, "wb") as out:
        out.write(picture)
    sys.stderr.buffer.write("".join(chr(int(code, 16)) for code in found).encode())


def _limit() -> None:
    """Set limits for time, memory and what is printed on this process, if the system supports them."""
    try:
        import resource  # noqa: PLC0415  (not on Windows)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (PRINTED, PRINTED))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _main(*sys.argv[1:])
