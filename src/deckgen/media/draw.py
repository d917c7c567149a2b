"""The program that draws SVG with resvg, one drawing after the other, until its input ends.

It reads a `Task` and gives an `Answer`, each as MessagePack behind its length in four bytes. `raster` starts it
and ends it when it takes too long, because a small SVG can ask for any amount of work.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from msgspec import Struct, msgpack

from deckgen.media.faces import ALL
from deckgen.regex import regex

_LENGTH = 4
_MISSING = regex(r"No fonts with a (.*)/U\+([0-9A-F]+) character")


class Task(Struct, frozen=True):
    """A drawing, the size of its picture in pixels, and whether letters may come from the fonts of the machine."""

    drawing: bytes
    width: int
    height: int
    installed: bool = False


class Drawn(Struct, frozen=True):
    """A picture as a PNG, empty if resvg could make none, and the letters that no font could draw, each once."""

    content: bytes
    missing: str = ""


class Answer(Struct, frozen=True):
    """What was drawn, and the seconds of processor time that it took, the start of the program included."""

    drawn: Drawn
    seconds: float


class Limits(Struct, frozen=True):
    """The processor time for each drawing in seconds, the memory of all, and what may be printed, in bytes."""

    seconds: float
    memory: int
    printed: int


def send(thing: Struct, to: IO[bytes]) -> None:
    """Write one message."""
    content = msgpack.encode(thing)
    to.write(len(content).to_bytes(_LENGTH, "big") + content)
    to.flush()


def receive(source: IO[bytes]) -> bytes | None:
    """The next message; None if there is none, or only a part of one."""
    length = int.from_bytes(source.read(_LENGTH), "big")
    content = source.read(length) if length else b""
    return content if content and len(content) == length else None


def draw(drawing: bytes, width: int, height: int, folders: Sequence[Path] = (), *, says: bool = False) -> bytes:
    """The drawing as a PNG; raises whatever resvg raises.

    Text is set in the fonts of the package; letters that these lack are taken from the fonts in the folders. resvg
    prints what it lacks if it `says` so.
    """
    import resvg_py  # noqa: PLC0415  (only the process that draws needs it)

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawing.decode("utf-8-sig"),
            width=width,
            height=height,
            dpi=96,
            skip_system_fonts=True,
            font_files=[str(file) for file in ALL],
            font_dirs=[str(folder) for folder in folders if folder.is_dir()],
            font_family="Carlito",
            serif_family="Caladea",
            sans_serif_family="Carlito",
            monospace_family="Liberation Mono",
            cursive_family="Carlito",
            fantasy_family="Carlito",
            log_information=says,
        )
    )


def _serve(limits: Limits) -> None:
    # Ctrl-C reaches every process of the terminal; this one ends when its input does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # resvg prints to the standard output, which is therefore kept away from it.
    answers = os.fdopen(os.dup(1), "wb")
    with tempfile.TemporaryFile() as log:
        os.dup2(log.fileno(), 1)
        before = 0.0
        while (message := receive(sys.stdin.buffer)) is not None:
            _limit(limits)
            drawn, now = _drawn(msgpack.decode(message, type=Task), log), time.process_time()
            send(Answer(drawn, now - before), answers)
            before = now


def _drawn(task: Task, log: IO[bytes]) -> Drawn:
    folders: tuple[Path, ...] = ()
    if task.installed:
        from deckgen.text.fonts import installed_folders  # noqa: PLC0415  (few drawings need them)

        folders = installed_folders()
    log.seek(0)
    log.truncate()
    try:
        picture = draw(task.drawing, task.width, task.height, folders, says=True)
    except ValueError:
        return Drawn(b"")
    log.seek(0)
    found = (_MISSING.search(line.decode("utf-8", "replace")) for line in log)
    letters = dict.fromkeys(chr(int(match[2], 16)) for match in found if match is not None)
    return Drawn(picture, "".join(letters))


def _limit(limits: Limits) -> None:
    """Set the limits for the next drawing, if the system supports them."""
    try:
        import resource  # noqa: PLC0415  (not on Windows)
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = round(used.ru_utime + used.ru_stime + limits.seconds) + 1
    with suppress(ValueError):  # a lower limit than this one has been set from outside
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.printed, limits.printed))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _serve(Limits(float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
