"""Reading outlines and writing results, without ever damaging existing files."""

from __future__ import annotations

import errno
import os
import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from deckgen import atomic
from deckgen.cli.limits import typed_limits
from deckgen.cli.terminal import UsageError, closest, say_findings
from deckgen.reading import content_of

if TYPE_CHECKING:
    from deckgen.theme.tokens import Theme
    from deckgen.themes import GivenTheme


DEFAULT_OUTLINE = Path("slides.yaml")
_ZIP = b"PK"
"""The first bytes of every .pptx without a password."""


def read_outline(path: Path) -> bytes:
    """The bytes of the outline at `path`; a usage error with advice if it cannot be read."""
    if path.suffix.lower() == ".pptx":
        raise UsageError(f"`{path}` is a deck, and a deck is built from an outline", "name the .yaml file")
    try:
        return content_of(path, typed_limits().outline_mb * 1_000_000 + 1)
    except IsADirectoryError:
        raise UsageError(
            f"`{path}` is a folder", f"name the outline in it: `{path / DEFAULT_OUTLINE.name}`"
        ) from None
    except FileNotFoundError:
        raise UsageError(f"there is no outline `{path}`", _what_to_do_without(path)) from None
    except OSError as reason:
        raise _unreadable(path, reason) from None


def read_deck(path: Path) -> bytes:
    """The bytes of the deck at `path`; a usage error for any other file, which LibreOffice would show empty."""
    try:
        content = content_of(path)
    except FileNotFoundError:
        raise UsageError(f"there is no deck `{path}`", "`deckgen build` makes one from an outline") from None
    except OSError as reason:
        raise _unreadable(path, reason) from None
    if not content.startswith(_ZIP):
        hint = (
            "open it in PowerPoint and save it as .pptx, without a password" if content else "build or save it again"
        )
        raise UsageError(f"`{path}` is not a PowerPoint deck" if content else f"`{path}` is empty", hint)
    return content


def given_theme(name: str) -> GivenTheme:
    """The theme as typed: a built-in one, or that of a theme file or a template, which is read here."""
    from deckgen.outline.theme_file import is_theme_file
    from deckgen.theme.builtin import THEMES
    from deckgen.themes import GivenTheme

    if name in THEMES:
        return GivenTheme(name)
    content = read_template(Path(name))
    return GivenTheme(name, theme=_own_theme(content, name)) if is_theme_file(name) else GivenTheme(name, content)


def _own_theme(content: bytes, name: str) -> Theme:
    from deckgen.deck import Findings
    from deckgen.theme_file import read_theme

    found = read_theme(content, name, typed_limits())
    if found.theme is None:
        say_findings(Findings(found.diagnostics, found.text, name=name))
        raise UsageError(f"no theme can be made of `{name}`", "correct what is reported above")
    return found.theme


def read_template(path: Path) -> bytes:
    """The bytes of the template at `path`."""
    from deckgen.outline.element import listed
    from deckgen.theme.builtin import THEMES

    try:
        return content_of(path)
    except FileNotFoundError:
        near = closest(str(path), [*THEMES, *(str(file) for file in sorted(path.parent.glob("*.p[op]t*")))])
        known = listed(list(THEMES))
        hint = f"did you mean `{near}`?" if near else f"name a .yaml, .pptx or .potx file; {known} need no file"
        raise UsageError(f"there is no template `{path}`", hint) from None
    except OSError as reason:
        raise _unreadable(path, reason) from None


def _unreadable(path: Path, reason: OSError) -> UsageError:
    hint = _WHEN_READING.get(reason.errno or 0, "name another file")
    return UsageError(f"cannot read `{path}`: {said_by(reason)}", hint)


_WHEN_READING = {
    errno.EACCES: "check its permissions",
    errno.EPERM: "check its permissions",
    errno.ENAMETOOLONG: "check its name",
    errno.EIO: "copy it to another disk",
}
"""Hints for what the operating system says of a file that cannot be read."""
_OTHER = "name another file with `-o`"
_OPEN = "if it is open in another program, close it there; or name another file with `-o`"
_FULL = "make room on the disk, or name a file on another with `-o`"
_WHEN_WRITING = {
    errno.EACCES: _OPEN,
    errno.EPERM: _OPEN,
    errno.EBUSY: _OPEN,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.ENAMETOOLONG: "give it a shorter name with `-o`",
}
"""Hints for what the operating system says of a file that cannot be written."""


def _what_to_do_without(path: Path) -> str:
    if str(path) == "-":
        return "name its file; `/dev/stdin` is what comes through a pipe"
    outlines = {file.stem: file for file in sorted(path.parent.glob("*.y*ml"))} if path.parent.is_dir() else {}
    near = closest(path.stem, outlines) or (next(iter(outlines)) if len(outlines) == 1 else None)
    if near is not None:
        return f"did you mean `{outlines[near]}`?"
    new = "deckgen new" if path == DEFAULT_OUTLINE else f"deckgen new {path}"
    return f"`{new}` writes a small one to start from"


def replace_file(path: Path, content: bytes) -> None:
    """Write `content` to `path`, completely or not at all; a usage error gives the reason."""
    try:
        path = path.resolve() if path.is_symlink() and (path.is_file() or not path.exists()) else path
        is_read_only = path.is_file() and not os.access(path, os.W_OK)
        is_folder_read_only = path.parent.is_dir() and not path.exists() and not os.access(path.parent, os.W_OK)
    except OSError as reason:  # a name that is too long cannot even be looked up
        raise _unwritable(path, reason) from None
    if is_read_only:
        raise UsageError(f"`{path}` is read-only", "make it writable, or name another file with `-o`")
    if is_folder_read_only:
        hint = "make it writable, or name a file in another with `-o`"
        raise UsageError(f"the folder `{path.parent}` is read-only", hint)
    try:
        atomic.replace_file(path, content)
    except IsADirectoryError:
        raise UsageError(f"`{path}` is a folder", "name a file in it with `-o`") from None
    except FileNotFoundError as reason:
        if path.parent.is_dir():  # such as /proc, which takes no files
            raise _unwritable(path, reason) from None
        raise _without_folder(path) from None
    except OSError as reason:
        raise _unwritable(path, reason) from None


def _without_folder(path: Path) -> UsageError:
    return UsageError(f"there is no folder `{path.parent}`", "make it first, or name another with `-o`")


def _unwritable(path: Path, reason: OSError) -> UsageError:
    hint = _WHEN_WRITING.get(reason.errno or 0, _OTHER)
    return UsageError(f"cannot write `{path}`: {said_by(reason)}", hint)


def file_at(typed: str, usual: str) -> Path:
    """The path that was typed, or the file with the `usual` name in the folder that was typed, which is made."""
    make_output_folder(typed)
    return Path(typed) / usual if is_folder(typed) else Path(typed)


def make_output_folder(output: str | None) -> None:
    """Make the folder that was named with `/` at its end, if it is not there."""
    if output is not None and output.endswith(_SEPARATORS):
        make_folder(Path(output))


def make_folder(folder: Path) -> None:
    """Make a folder, if it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise UsageError(f"`{folder}` is a file, not a folder", "name a folder with `-o`") from None
    except OSError as reason:
        raise UsageError(f"cannot make the folder `{folder}`: {said_by(reason)}", "name another with `-o`") from None


_SEPARATORS = ("/", os.sep)


def is_folder(output: str) -> bool:
    """True if an output is a folder, or named as one with `/` at its end."""
    return output.endswith(_SEPARATORS) or Path(output).is_dir()


def said_by(reason: OSError) -> str:
    """The reason in the operating system's words, for the end of a message."""
    return (reason.strerror or str(reason)).lower()


AUDIENCE, NUMBER = "{audience}", "{number}"
FORMS = (".pptx", ".html", ".pdf", ".svg", ".png")
"""The endings of what a build can write."""
_PICTURES = (".svg", ".png")


def form_of(output: str | None) -> str:
    """The ending of the form that is wanted by the name of an output."""
    ending = Path(output).suffix.lower() if output is not None and not output.endswith(_SEPARATORS) else ""
    return ending if ending in FORMS else FORMS[0]


def has_files_by_slide(ending: str) -> bool:
    """True if a form has a file for each slide."""
    return ending in _PICTURES


def write_by_slide(pattern: Path, contents: Sequence[bytes]) -> None:
    """Write a file for each slide, with its number in the name, and remove those of more slides from before."""
    make_folder(pattern.parent)
    digits = max(2, len(str(len(contents))))
    before, after = (re.escape(part) for part in pattern.name.split(NUMBER, 1))
    names = [pattern.name.replace(NUMBER, f"{number:0{digits}}") for number in range(1, len(contents) + 1)]
    for name, content in zip(names, contents, strict=True):
        replace_file(pattern.with_name(name), content)
    for old in pattern.parent.iterdir():
        if re.fullmatch(rf"{before}\d+{after}", old.name) and old.name not in names:
            old.unlink()


def result_name(outline: Path, audience: str | None, *more: str) -> str:
    """The name of a result made from an outline, without its ending; `more` is appended."""
    parts = [outline.stem, *([_plain(audience)] if audience is not None else []), *more]
    return "-".join(parts)


def result_path(outline: Path, typed: str | None, audience: str | None, name: str, ending: str = ".pptx") -> Path:
    """The path of a result called `name`: as `typed`, or in the folder that is typed, or beside the outline."""
    if typed is None:
        return outline.with_name(name + ending)
    if AUDIENCE in typed:
        if audience is None:
            raise UsageError(f"`{typed}` is a name for each audience", "add `--all`, or `--audience` and its name")
        typed = typed.replace(AUDIENCE, _plain(audience))
    if NUMBER in typed and not has_files_by_slide(ending):
        kinds = " and ".join(kind[1:].upper() for kind in _PICTURES)
        raise UsageError(
            f"`{typed}` is a name for each slide, and a {ending} holds all",
            f"leave `{NUMBER}` out; {kinds} have a file for each slide",
        )
    if has_files_by_slide(ending) and NUMBER not in Path(typed).name:
        file = Path(typed)
        better = shlex.quote(str(file.with_name(f"{file.stem}-{NUMBER}{file.suffix}")))
        raise UsageError(f"`{typed}` is one file, and each slide becomes one", f"type `-o {better}`")
    try:
        return Path(typed) / f"{name}{ending}" if is_folder(typed) else _result_file(Path(typed), ending)
    except OSError as reason:
        raise _unwritable(Path(typed), reason) from None


def _result_file(output: Path, ending: str) -> Path:
    if output.suffix.lower() != ending and (output.is_file() or not output.exists()):
        better = shlex.quote(str(output.with_name(output.stem + ending)))
        if not output.suffix and not output.exists():
            hint = f"type `-o {shlex.quote(f'{output}/')}` to make it, or `-o {better}`"
            raise UsageError(f"there is no folder `{output}`", hint)
        what = "a deck's file" if ending == ".pptx" else "this file"
        hint = f"type `-o {better}`" + (f", or another of {', '.join(FORMS[1:])}" if ending == FORMS[0] else "")
        raise UsageError(f"{what} ends in {ending}, and `{output}` does not", hint)
    if not has_files_by_slide(ending) and not output.parent.exists():
        raise _without_folder(output)
    return output


def _plain(audience: str) -> str:
    return re.sub(r"[^\w-]+", "-", audience)
