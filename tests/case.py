"""Cases: an outline and what is expected of it, in one file of `tests/cases`.

A case begins with its promise, a comment of one sentence. The outline follows, then its expected parts, each behind a
line that names its kind and its options:

    # A bullet is a paragraph.
    title: Deck
    slides:
      - bullets: [One]
    --- scene furniture
    deck "Deck" en

The kinds are `report`, `scene`, `clicks` and `timing`. `tests/expected.py` makes them, and `python -m tests.expected`
rewrites them. The outline is without the comment, so its own first line is line 1 in reports.

An outline that no editor would keep, for its encoding or its line ends, is behind a line `--- outline escaped`,
with the escapes of Python's bytes; a backslash at the end of a line takes the end away.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from msgspec import Struct

FOLDER = Path(__file__).parent / "cases"
DIVIDER = re.compile(r"^--- ([a-z].*)\n", re.MULTILINE)


class Part(Struct, frozen=True):
    """A part of a case behind its divider: `kind`, options such as `furniture`, and the lines up to the next part."""

    kind: str
    options: frozenset[str]
    text: str


class Case(Struct, frozen=True):
    """A case as it was read. `outline` is None if what is tested has none, as timing has."""

    path: Path
    promise: str
    outline: bytes | None
    expected: tuple[Part, ...]

    @property
    def name(self) -> str:
        """The name of the file without its ending."""
        return self.path.stem

    def __str__(self) -> str:
        return f"{self.folder.name}/{self.name}"

    @property
    def content(self) -> bytes:
        """The outline of a case that has one."""
        assert self.outline is not None, self.path
        return self.outline

    @property
    def folder(self) -> Path:
        """The folder where the files are that the outline names."""
        return self.path.parent

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of the expected parts."""
        return frozenset(part.kind for part in self.expected)


@cache
def read(path: Path) -> Case:
    """The case in the file at `path`."""
    promise, _, rest = path.read_bytes().decode().partition("\n")
    typed, *divided = DIVIDER.split(rest)
    outline, parts = typed.encode() or None, []
    for line, text in zip(divided[::2], divided[1::2], strict=True):
        kind, *options = line.split()
        if kind == "outline":
            outline = _unescaped(text)
        else:
            parts.append(Part(kind, frozenset(options), text))
    return Case(path, promise, outline, tuple(parts))


def with_expected(content: str, texts: dict[str, str]) -> str:
    """The content of a case file with other expected texts, by their kinds."""
    promise_and_outline, *divided = DIVIDER.split(content)
    written = promise_and_outline
    for line, text in zip(divided[::2], divided[1::2], strict=True):
        written += f"--- {line}\n{texts.get(line.split()[0], text)}"
    return written


def cases(folder: str = "*") -> list[Case]:
    """The cases of one folder in `tests/cases`, or all of them; each file is read once for all tests."""
    return [read(path) for path in sorted(FOLDER.glob(f"{folder}/*.case"))]


def _unescaped(text: str) -> bytes:
    return text.encode("ascii").decode("unicode_escape").encode("latin-1")
