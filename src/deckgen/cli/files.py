"""Reading outlines and writing results, without ever damaging existing files."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from deckgen import atomic
from deckgen.cli.limits import typed_limits
from deckgen.cli.terminal import UsageError, closest

if TYPE_CHECKING:
    from deckgen.themes import GivenTheme


DEFAULT_OUTLINE = Path("slides.yaml")
_ZIP = b"PK"
"""The first bytes of every .pptx without a password."""


def read_outline(path: Path) -> bytes:
    """The bytes of the outline at `path`; a usage error with advice if it cannot be read."""
    if path.suffix.lower() == ".pptx":
        raise UsageError(f"`{path}` is a deck, and a deck is built from an outline", "name the .yaml file")
    if path.is_dir():
        raise UsageError(f"`{path}` is a folder", f"name the outline in it: `{path / DEFAULT_OUTLINE.name}`")
    try:
        with path.open("rb") as file:
            return file.read(typed_limits().outline_mb * 1_000_000 + 1)  # a device may have no end
    except FileNotFoundError:
        raise UsageError(f"there is no outline `{path}`", _what_to_do_without(path)) from None
    except OSError as reason:
        raise UsageError(f"cannot read `{path}`: {said_by(reason)}", "check its permissions") from None


def read_deck(path: Path) -> bytes:
    """The bytes of the deck at `path`; a usage error for any other file, which LibreOffice would show empty."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"there is no deck `{path}`", "`deckgen build` makes one from an outline") from None
    except OSError as reason:
        raise UsageError(f"cannot read `{path}`: {said_by(reason)}", "check its permissions") from None
    if not content.startswith(_ZIP):
        hint = (
            "open it in PowerPoint and save it as .pptx, without a password" if content else "build or save it again"
        )
        raise UsageError(f"`{path}` is not a PowerPoint deck" if content else f"`{path}` is empty", hint)
    return content


def given_theme(name: str) -> GivenTheme:
    """The theme as typed: a built-in one, or a template, which is read here."""
    from deckgen.themes import THEMES, GivenTheme

    if name in THEMES:
        return GivenTheme(name)
    return GivenTheme(name, read_template(Path(name)))


def read_template(path: Path) -> bytes:
    """The bytes of the template at `path`."""
    from deckgen.themes import THEMES

    try:
        return path.read_bytes()
    except FileNotFoundError:
        near = closest(str(path), [*THEMES, *(str(file) for file in sorted(path.parent.glob("*.p[op]t*")))])
        known = " and ".join(f"`{theme}`" for theme in THEMES)
        hint = f"did you mean `{near}`?" if near else f"name a .pptx or .potx file; {known} need no file"
        raise UsageError(f"there is no template `{path}`", hint) from None
    except OSError as reason:
        raise UsageError(f"cannot read `{path}`: {said_by(reason)}", "name a .pptx or .potx file") from None


def _what_to_do_without(path: Path) -> str:
    outlines = {file.stem: file for file in sorted(path.parent.glob("*.y*ml"))} if path.parent.is_dir() else {}
    near = closest(path.stem, outlines) or (next(iter(outlines)) if len(outlines) == 1 else None)
    if near is not None:
        return f"did you mean `{outlines[near]}`?"
    new = "deckgen new" if path == DEFAULT_OUTLINE else f"deckgen new {path}"
    return f"`{new}` writes a small one to start from"


def replace_file(path: Path, content: bytes) -> None:
    """Write `content` to `path`, completely or not at all; a usage error gives the reason."""
    path = path.resolve() if path.is_symlink() and (path.is_file() or not path.exists()) else path
    if path.is_file() and not os.access(path, os.W_OK):
        raise UsageError(f"`{path}` is read-only", "make it writable, or name another file with `-o`")
    is_device = path.exists() and not path.is_file()
    is_device = path.exists() and not path.is_file()
    try:
        atomic.replace_file(path, content)
    except IsADirectoryError:
        raise UsageError(f"`{path}` is a folder", "name a file in it with `-o`") from None
    except FileNotFoundError:
        raise UsageError(f"there is no folder `{path.parent}`", "make it first, or name another with `-o`") from None
    except OSError as reason:
        hint = "if it is open in another program, close it there; or name another file with `-o`"
        raise UsageError(f"cannot write `{path}`: {said_by(reason)}", None if is_device else hint) from None


def said_by(reason: OSError) -> str:
    """The reason in the operating system's words, for the end of a message."""
    return (reason.strerror or str(reason)).lower()


AUDIENCE = "{audience}"


def result_name(outline: Path, audience: str | None, *more: str) -> str:
    """The name of a result made from an outline, without its ending; `more` is appended."""
    parts = [outline.stem, *([_plain(audience)] if audience is not None else []), *more]
    return "-".join(parts)


def result_path(outline: Path, output: Path | None, audience: str | None, name: str, ending: str = ".pptx") -> Path:
    """The path of a result called `name`: `output`, or in the folder `output`, or beside the outline."""
    if output is None:
        return outline.with_name(name + ending)
    if AUDIENCE in str(output):
        if audience is None:
            raise UsageError(f"`{output}` is a name for each audience", "add `--all`, or `--audience` and its name")
        output = Path(str(output).replace(AUDIENCE, _plain(audience)))
    if output.is_dir():
        return output / f"{name}{ending}"
    if output.suffix.lower() != ending and (output.is_file() or not output.exists()):
        better = shlex.quote(str(output.with_name(output.stem + ending)))
        if not output.suffix and not output.exists():
            raise UsageError(f"there is no folder `{output}`", f"make it first, or type `-o {better}`")
        what = "a deck's file" if ending == ".pptx" else "this file"
        raise UsageError(f"{what} ends in {ending}, and `{output}` does not", f"type `-o {better}`")
    return output


def _plain(audience: str) -> str:
    return re.sub(r"[^\w-]+", "-", audience)
