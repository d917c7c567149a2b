"""A drawing as a PNG, for programs without SVG support, the same on every machine.

resvg draws in a process of its own, because a small SVG can ask for any amount of work: when time or memory run out,
only that process ends. Text is set in Carlito, which the package contains, whatever fonts are installed.

    python -P -m deckgen.media.raster WIDTH HEIGHT < drawing.svg > drawing.png
"""

from __future__ import annotations

import subprocess
import sys
from functools import lru_cache
from pathlib import Path

SECONDS = 8
"""Seconds of processor time, so that two are left for the rest of a build. The limit by the clock, which alone counts
on Windows, is three times as long.
"""
BYTES = 500_000_000
FONTS = tuple(str(Path(__file__).parent / "fonts" / f"Carlito-{style}.ttf") for style in ("Regular", "Bold"))
WIDEST, HIGHEST = 1920, 1080
"""The pixels of a full screen."""


def pixels_of(width: float, height: float) -> tuple[int, int]:
    """The largest size with these proportions that fits on a screen, in pixels."""
    scale = min(WIDEST / width, HIGHEST / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


@lru_cache(maxsize=32)
def png_of(drawing: bytes, width: int, height: int) -> bytes | None:
    """The drawing as a PNG of this size in pixels, or None if it cannot be drawn within the limits."""
    # -P: a folder written by somebody else must not supply modules.
    command = [sys.executable, "-P", "-m", __name__, str(width), str(height)]
    try:
        done = subprocess.run(
            command,
            input=drawing,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=3 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"\x89PNG") else None


def draw(drawing: bytes, width: int, height: int) -> bytes:
    """The drawing as a PNG; raises whatever resvg raises."""
    import resvg_py  # noqa: PLC0415  (only the process that draws needs it)

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawing.decode("utf-8-sig"),
            width=width,
            height=height,
            skip_system_fonts=True,
            font_files=list(FONTS),
            font_family="Carlito",
            serif_family="Carlito",
            sans_serif_family="Carlito",
            monospace_family="Carlito",
            cursive_family="Carlito",
            fantasy_family="Carlito",
        )
    )


def _limit() -> None:
    """Set limits for time and memory on this process, if the system supports them."""
    try:
        import resource  # noqa: PLC0415  (not on Windows)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit()
    sys.stdout.buffer.write(draw(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2])))
