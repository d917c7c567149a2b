"""A drawing as a PNG, for programs without SVG support, the same on every machine.

Other processes draw (`draw`), each one drawing after the other: when time or memory run out, only that process
ends, and the next drawing gets a new one. Text is set in the fonts of the package, whatever fonts are installed; only
letters that these lack are looked for in the fonts of the machine.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
from functools import lru_cache
from threading import Lock, Timer
from typing import Final

from msgspec import msgpack

from deckgen.media.draw import Answer, Drawn, Task, receive, send
from deckgen.processes import spend

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
    _BUSY.append(process)
    try:
        drawn = process.draw(Task(drawing, width, height))
        if drawn is None or not drawn.missing:
            return drawn
        return process.draw(Task(drawing, width, height, installed=True)) or drawn
    finally:
        _BUSY.remove(process)
        _FREE.append(process)


def stop_drawing() -> None:
    """Stop all drawings that are being made. Their time need not be spent, since nobody waits for them any more."""
    for process in tuple(_BUSY):
        process.stop()


class _Process:
    """A process that draws: started when it is first needed, and again after it has ended."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._seconds = 0.0

    def draw(self, task: Task) -> Drawn | None:
        """What the process makes of a task, or None if it makes nothing within the limits."""
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        timer = Timer(3 * SECONDS, _kill, [process])
        timer.start()
        try:
            send(task, process.stdin)
            answer = receive(process.stdout)
        except OSError:  # it has ended meanwhile
            answer = None
        finally:
            timer.cancel()
        if answer is None:
            self._running = None
            self._count(max(0, _ended(process) - self._seconds))
            return None
        told = msgpack.decode(answer, type=Answer)
        self._count(told.seconds)
        return told.drawn if told.drawn.content else None

    def _count(self, seconds: float) -> None:
        """Count processor time of this process as that of the command, which may take only so much."""
        self._seconds += seconds
        with _COUNTING:
            spend(seconds)

    def stop(self) -> None:
        """Stop a drawing that is being made."""
        if self._running is not None:
            _kill(self._running)

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
            self._seconds = 0.0
        return self._running


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process without asking how it ended, so that its time can still be asked for."""
    if not hasattr(os, "wait4"):
        process.kill()
    elif process.returncode is None:
        os.kill(process.pid, signal.SIGKILL)


def _ended(process: subprocess.Popen[bytes]) -> float:
    """The processor time of a process, in seconds, which is ended first; 0 where the system does not tell."""
    _kill(process)
    if process.returncode is not None or not hasattr(os, "wait4"):
        process.wait()
        return 0
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime


_COUNTING: Final = Lock()
_FREE: Final[list[_Process]] = []
"""The processes that are drawing nothing."""
_BUSY: Final[list[_Process]] = []
"""Those that are drawing."""


@atexit.register
def _end_all() -> None:
    while _FREE:
        _FREE.pop().end()
