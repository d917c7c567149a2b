"""The result of a build: a deck, or the reason why there is none, and in both cases what was found in the outline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from deckgen.atomic import replace_file
from deckgen.audience.fit import Omitted
from deckgen.diagnostics import Diagnostic


class Findings(Struct, frozen=True):
    """The errors and warnings of one outline, and the sources that a report of them quotes.

    Iterating gives each `Diagnostic` in the order of the outline; `len` counts them, so that no findings are false;
    `str` is the report that `deckgen build` prints, empty where nothing was found. `name` is the outline's file in
    that report, `text` its source, None where it is not text, and `included` the sources of the files it includes.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    text: str | None = None
    included: Mapping[str, str] = field(default_factory=dict)
    name: str = "outline"

    @property
    def has_errors(self) -> bool:
        """True where no deck can be built."""
        return any(diagnostic.severity == "error" for diagnostic in self.diagnostics)

    def report(self, *, colour: bool = False) -> str:
        """The report, with the lines that are meant, and with terminal colours if wanted."""
        from deckgen.report import render  # noqa: PLC0415  (most builds find nothing)

        return render(self.diagnostics, self.name, self.text, self.included, colour=colour)

    def and_also(self, more: tuple[Diagnostic, ...]) -> Findings:
        """The same with more diagnostics."""
        return replace(self, diagnostics=(*self.diagnostics, *more))

    def __iter__(self) -> Iterator[Diagnostic]:
        from deckgen.report import in_order  # noqa: PLC0415

        return iter(in_order(self.diagnostics))

    def __len__(self) -> int:
        return len(self.diagnostics)

    def __str__(self) -> str:
        return self.report()


class Part(Struct, frozen=True):
    """One audience's share of a deck: its slot in minutes, None without one; how long its slides take; and what was
    left out for want of time.
    """

    audience: str | None
    minutes: float | None
    takes: float
    omitted: tuple[Omitted, ...]


class Deck(Struct, frozen=True):
    """A PowerPoint deck, or the same slides in another form.

    `content` holds the bytes of the file; a form with a file for each slide has them in `pictures` instead. `slides`
    counts the slides that are shown, `hidden` those that are not, backups included. `minutes` is the slot, None
    without one. `findings` are warnings only. `notes` are the paragraphs of each slide's speaker notes; `parts` has
    an entry for each audience.
    """

    content: bytes
    slides: int
    minutes: float | None
    findings: Findings
    parts: tuple[Part, ...] = ()
    hidden: int = 0
    title: str = ""
    language: str = ""
    notes: tuple[tuple[str, ...], ...] = ()
    pictures: tuple[bytes, ...] = ()

    def save(self, path: str | PathLike[str]) -> None:
        """Write the deck to a file, whole or not at all: until it is complete, the old file stays.

        An OSError says why it cannot be written. Folders are not created.
        """
        replace_file(Path(path), self.content)


class Rejected(Struct, frozen=True):
    """An outline without a deck; at least one of the findings is an error."""

    findings: Findings
