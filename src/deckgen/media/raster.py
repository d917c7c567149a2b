"""A drawing as a PNG, for programs without SVG support, the same on every machine.

Other processes draw (`draw`), each one drawing after the other: when time or memory run out, only that process
ends, and the next drawing gets a new one. Text is set in the fonts of the package, whatever fonts are installed; only
letters that these lack are looked for in the fonts of the machine.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from functools import lru_cache
from threading import Timer
from typing import Final

from msgspec import msgpack

from deckgen.media.draw import Drawn, Task, receive, send

SECONDS: Final[float] = 8
"""Seconds of processor time, so that two are left for the rest of a build. The limit by the clock, which alone counts
on Windows, is three times as long.
"""
BYTES: Final = 500_000_000
PRINTED: Final = 50_000_000
WIDEST, HIGHEST = 1920, 1080
"""The pixels of a full screen."""


def pixels_of(width: float, height: float) -> tuple[int, int]:
    """The largest size with these proportions that fits on a screen, in pixels."""
    scale = min(WIDEST / width, HIGHEST / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


@lru_cache(maxsize=32)
def png_of(drawing: bytes, width: int, height: int) -> Drawn | None:
    """The drawing as a PNG of this size in pixels, or None if it cannot be drawn within the limits."""
    process = _FREE.pop() if _FREE else _Process()
    try:
        drawn = process.draw(Task(drawing, width, height))
        if drawn is None or not drawn.missing:
            return drawn
        return process.draw(Task(drawing, width, height, installed=True)) or drawn
    finally:
        _FREE.append(process)


class _Process:
    """A process that draws: started when it is first needed, and again after it has ended."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def draw(self, task: Task) -> Drawn | None:
        """What the process makes of a task, or None if it makes nothing within the limits."""
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        timer = Timer(3 * SECONDS, process.kill)
        timer.start()
        try:
            send(task, process.stdin)
            answer = receive(process.stdout)
        except OSError:  # it has ended meanwhile
            answer = None
        finally:
            timer.cancel()
        if answer is None:
            process.kill()
            process.wait()
            self._running = None
            return None
        drawn = msgpack.decode(answer, type=Drawn)
        return drawn if drawn.content else None

    def end(self) -> None:
        """End the process, if it is this one's."""
        if self._running is not None and self._owner == os.getpid():
            self._running.communicate()
            self._running = None

    def _started(self) -> subprocess.Popen[bytes]:
        # A process that has been forked from this one must not talk to the same one.
        if self._running is None or self._owner != os.getpid() or self._running.poll() is not None:
            # -P: a folder written by somebody else must not supply modules.
            command = [sys.executable, "-P", "-m", "deckgen.media.draw", str(SECONDS), str(BYTES), str(PRINTED)]
            self._running = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            self._owner = os.getpid()
        return self._running


_FREE: Final[list[_Process]] = []
"""The processes that are drawing nothing."""


@atexit.register
def _end_all() -> None:
    while _FREE:
        _FREE.pop().end()
