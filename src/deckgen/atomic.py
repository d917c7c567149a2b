"""A file that is written whole or not at all, so that whatever was there before is never harmed."""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from pathlib import Path

_LEFT_BEHIND = 3600
"""Seconds after which nobody is writing a temporary file any more: the machine went down, or a build was killed."""


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` at `path`, whole or not at all; an OSError says why not.

    The content goes to a temporary file in the same folder, is flushed to the disk, and takes the place of the old
    file by one rename. Whatever happens before that, an interruption included, leaves the old file as it was.
    Builds at the same time write files of their own, and the last one to finish wins.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)  # a pipe or a device, which a rename would destroy
        return
    path = path.resolve() if path.is_symlink() else path
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    _remove_abandoned(path.parent)
    # Short, because the name of the result may be near the limit.
    temporary = path.with_name(f".deckgen-{os.urandom(16).hex()}.tmp")
    try:
        _write_durably(temporary, content)
        if path.exists():
            temporary.chmod(path.stat().st_mode)
        temporary.replace(path)
        _flush_folder(path.parent)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Let the new name survive a power cut too, where folders can be flushed: not on Windows, nor on every share."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _remove_abandoned(folder: Path) -> None:
    """Remove the temporary files of builds that were killed."""
    with suppress(OSError):
        for file in folder.glob(".deckgen-*.tmp"):
            if time.time() - file.stat().st_mtime > _LEFT_BEHIND:
                file.unlink(missing_ok=True)
