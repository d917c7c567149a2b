"""Opening a file that an outline names: names are relative to the file they stand in, and the outline's folder is
the border.
"""

from __future__ import annotations

import posixpath
from pathlib import Path

from deckgen.diagnostics import Diagnostic, error
from deckgen.outline.element import Words

BIGGEST = 100_000_000


def path_of(name: Words) -> str:
    """The file's path from the folder of the outline."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name.place.file), name.raw))


def opened(name: Words, folder: Path) -> bytes | Diagnostic:
    """The content of the file that stands in the outline, or what is wrong with it."""
    try:
        path = (folder / path_of(name)).resolve()
        if not path.is_relative_to(folder.resolve()):
            hint = "copy the file into the folder of the outline"
            return error("file-outside", f"`{name.raw}` is outside the outline's folder", name.place, hint)
        if path.is_dir():
            hint = f"name a file in it: `{name.raw.rstrip('/')}/…`"
            return error("not-a-file", f"`{name.raw}` is a folder", name.place, hint)
        if not path.exists():
            return _missing(name, path)
        if path.stat().st_size > BIGGEST:
            size = path.stat().st_size / 1_000_000
            message = f"`{name.raw}` has {size:.0f} MB, more than the {BIGGEST // 1_000_000} MB that a deck can take"
            return error("file-too-large", message, name.place, "save it smaller")
        return path.read_bytes() if path.is_file() else _unreadable(name, "it is not an ordinary file")
    except (OSError, ValueError, RuntimeError) as problem:
        return _unreadable(name, getattr(problem, "strerror", None) or str(problem))


def _unreadable(name: Words, reason: str) -> Diagnostic:
    return error("unreadable-file", f"`{name.raw}` cannot be read: {reason[:1].lower()}{reason[1:]}", name.place)


def _missing(name: Words, path: Path) -> Diagnostic:
    from deckgen.outline.suggest import closest  # noqa: PLC0415  (only needed for mistakes)

    beside = sorted(item.name for item in path.parent.iterdir()) if path.parent.is_dir() else []
    near = closest(path.name, beside) or next((other for other in beside if Path(other).stem == path.stem), None)
    hint = "names are relative to the folder of the outline"
    if near is not None:
        hint = f"did you mean `{(Path(name.raw).parent / near).as_posix()}`?"
    return error("missing-file", f"there is no file `{name.raw}`", name.place, hint)
