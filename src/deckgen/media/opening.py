"""Opening of a file that an outline names. Names are relative to the file that contains them, and no file outside the
outline's folder is opened, unless other folders are allowed.

The spelling of a name is checked first: on Windows, looking at `\\\\server\\share` would already send the user's name
to that server.
"""

from __future__ import annotations

import posixpath
import re
from math import ceil
from pathlib import Path
from typing import Protocol

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Outcome, Place, error, refused
from deckgen.limits import MILLION, USUAL, Limits
from deckgen.reading import content_of
from deckgen.regex import regex
from deckgen.suggest import closest

_ADDRESS = regex(r"[a-zA-Z][a-zA-Z0-9+.-]+:/")
_ROOTED = regex(r"[a-zA-Z]:|[\\/]{2}|\\")
"""Windows spellings of a drive, a server, or the root of a drive."""
_POINTER = b"version https://git-lfs.github.com/spec/"
"""The beginning of a file that Git LFS left in place of a large one."""
_DEVICE = regex(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


class FileName(Protocol):
    """The name of a file in an outline."""

    @property
    def raw(self) -> str: ...

    @property
    def place(self) -> Place: ...


def path_of(name: FileName) -> str:
    """The file's path from the outline's folder."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name.place.file), name.raw))


def opened(name: FileName, folder: Path, limits: Limits = USUAL) -> Outcome[bytes | None]:
    """The content of the file, or the error in its name or on the disk."""
    wrong = _spelt_wrong(name)
    if wrong is not None:
        return refused(wrong)
    try:
        path = (folder / path_of(name)).resolve()
        wrong = _wrong(name, path, folder, limits)
        if wrong is not None:
            return refused(wrong)
        content = content_of(path)
        return Outcome(content) if not content.startswith(_POINTER) else refused(_pointer(name))
    except (OSError, ValueError, RuntimeError) as problem:
        return refused(_unreadable(name, getattr(problem, "strerror", None) or str(problem)))


def folder_named(name: FileName, folder: Path, limits: Limits = USUAL) -> Outcome[Path | None]:
    """The folder that an outline names, or the error in its name or on the disk."""
    wrong = _spelt_wrong(name)
    if wrong is not None:
        return refused(wrong)
    path = (folder / path_of(name)).resolve()
    if not any(path.is_relative_to(allowed.resolve()) for allowed in (folder, *limits.folders)):
        return refused(_outside(name))
    if path.is_dir():
        return Outcome(path)
    if path.exists():
        hint = "name the folder in which it is"
        return refused(error(Code.MISSING_FILE, f"`{name.raw}` is a file, not a folder", name.place, hint))
    near = closest(path.name, [item.name for item in path.parent.glob("*/")]) if path.parent.is_dir() else None
    hint = f"did you mean `{near}`?" if near else "names are relative to the folder of the outline"
    return refused(error(Code.MISSING_FILE, f"there is no folder `{name.raw}`", name.place, hint))


def _spelt_wrong(name: FileName) -> Diagnostic | None:
    """The error for a name that is refused before any look at the disk."""
    if _ADDRESS.match(name.raw):
        message = f"`{name.raw}` is an address, and deckgen fetches nothing"
        hint = "save the file into the folder of the outline, and name it"
        return error(Code.FILE_OUTSIDE, message, name.place, hint)
    if _ROOTED.match(name.raw):
        return _outside(name)
    if any(_DEVICE.fullmatch(part.split(".")[0].strip()) for part in re.split(r"[\\/]", name.raw)):
        hint = "give the file another name"
        return error(Code.FILE_OUTSIDE, f"`{name.raw}` is the name of a device on Windows", name.place, hint)
    return None


def _wrong(name: FileName, path: Path, folder: Path, limits: Limits) -> Diagnostic | None:
    if not any(path.is_relative_to(allowed.resolve()) for allowed in (folder, *limits.folders)):
        return _outside(name)
    if path.is_dir():
        hint = f"name a file in it: `{name.raw.rstrip('/')}/…`"
        return error(Code.NOT_A_FILE, f"`{name.raw}` is a folder", name.place, hint)
    if not path.exists():
        return _missing(name, path)
    size = path.stat().st_size
    if size <= limits.file_mb * MILLION:
        return None
    message = f"`{name.raw}` has {ceil(size / MILLION)} MB, more than the {limits.file_mb} MB that a deck can take"
    return error(Code.FILE_TOO_LARGE, message, name.place, "save it smaller")


def _outside(name: FileName) -> Diagnostic:
    hint = "copy the file into the folder of the outline, or say `--also-read FOLDER`"
    return error(Code.FILE_OUTSIDE, f"`{name.raw}` is outside the outline's folder", name.place, hint)


def _unreadable(name: FileName, reason: str) -> Diagnostic:
    message = f"`{name.raw}` cannot be read: {reason[:1].lower()}{reason[1:]}"
    return error(Code.UNREADABLE_FILE, message, name.place, "name an ordinary file that you may read")


def _pointer(name: FileName) -> Diagnostic:
    message = f"`{name.raw}` is only the note that Git LFS leaves in place of a large file"
    return error(Code.UNREADABLE_FILE, message, name.place, "run `git lfs pull`, which fetches the file itself")


def _missing(name: FileName, path: Path) -> Diagnostic:
    beside = sorted(item.name for item in path.parent.iterdir()) if path.parent.is_dir() else []
    near = closest(path.name, beside) or next((other for other in beside if Path(other).stem == path.stem), None)
    hint = "names are relative to the folder of the outline"
    if near is not None:
        hint = f"did you mean `{(Path(name.raw).parent / near).as_posix()}`?"
    elif "\\" in name.raw:
        hint = f"write `/` between the parts of a name: `{name.raw.replace(chr(92), '/')}`"
    return error(Code.MISSING_FILE, f"there is no file `{name.raw}`", name.place, hint)
