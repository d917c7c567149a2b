"""The bytes of a file that a person named: of an ordinary file only, because others wait, or have no end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_OPENED = ("/dev/stdin", "/dev/fd/")
"""The names under which a shell hands over a pipe that it has opened."""


def content_of(path: Path, most: int = -1) -> bytes:
    """The content of a file, of a large one the first `most` bytes; an OSError says why there is none."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    is_opened = stat.S_ISFIFO(mode) and str(path).startswith(_OPENED)
    if not (stat.S_ISREG(mode) or is_opened):
        raise OSError(errno.EINVAL, f"this is {_kind(mode)}, not a file", str(path))
    with path.open("rb") as file:
        return file.read(most)


def _kind(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"
