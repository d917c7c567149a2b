"""Files that change: a look at each of them many times a second.

Looking works for every editor, however it saves, for files that vanish and come back, for renamed folders, and on
network drives, where notifications of the system fail. A look at a hundred files takes a fraction of a millisecond.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Event

State = tuple[tuple[str, int, int, int], ...]
"""The path, time, size and number of each file; zeros for one that is not there."""
INTERVAL = 0.01
"""Seconds between two looks. A file that has changed is read when it is the same at the next one."""
OUTLINES = (".yaml", ".yml")


def state_of(files: Iterable[Path]) -> State:
    """What can be told of the files without reading them."""
    return tuple(_state(path) for path in sorted(files))


def _state(path: Path) -> tuple[str, int, int, int]:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return str(path), 0, 0, 0
    return str(path), found.st_mtime_ns, found.st_size, found.st_ino


def outlines_in(folder: Path) -> set[Path]:
    """The outlines in a folder: one that is included and missing may become one of them."""
    try:
        return {Path(entry.path) for entry in os.scandir(folder) if entry.name.endswith(OUTLINES)}
    except OSError:
        return set()


def fonts_in(folder: Path) -> set[Path]:
    """A folder of fonts and those below it, which change when a file comes or goes, and all that is in them."""
    return {folder, *(Path(place) / name for place, folders, files in os.walk(folder) for name in (*folders, *files))}


def changes(files: list[set[Path]], stopped: Event) -> Iterator[None]:
    """Yield each time that files have changed since now and are quiet again, until it is `stopped`.

    `files` holds one set, which its owner may replace.
    """
    return _changes(files, stopped, state_of(files[0]))


def _changes(files: list[set[Path]], stopped: Event, seen: State) -> Iterator[None]:
    while not stopped.is_set():
        time.sleep(INTERVAL)
        now = state_of(files[0])
        if now == seen:
            continue
        while not stopped.is_set() and (later := state_of(files[0])) != now:
            now = later
            time.sleep(INTERVAL)
        seen = now
        yield
