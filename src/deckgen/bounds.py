"""How far an outline may reach, whoever wrote it: the folders it may read, and how much of everything it may hold.

All limits stand here, so that they can be explained in one place and raised by somebody who trusts an outline. They
are far above what a lecture needs, and low enough for every build to end within seconds on an ordinary machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path

MILLION = 1_000_000


def _limit(number: int, meaning: str) -> int:
    found: int = field(default=number, metadata={"meaning": meaning})
    return found


@dataclass(frozen=True, slots=True)
class Bounds:
    """`folders` may be read beside that of the outline; the others are limits, each with its meaning."""

    folders: tuple[Path, ...] = ()
    outline_mb: int = _limit(10, "megabytes of an outline, the files it includes counted")
    values: int = _limit(60_000, "texts, lists and mappings in an outline")
    letters: int = _limit(500_000, "letters on all slides together, notes not counted")
    slides: int = _limit(5_000, "slides, sections counted")
    sections: int = _limit(200, "sections")
    slide_values: int = _limit(1_000, "texts, lists and mappings on one slide")
    slide_letters: int = _limit(10_000, "letters on one slide, notes not counted")
    word_letters: int = _limit(1_000, "letters of one word")
    includes: int = _limit(500, "files that are included, each as often as it is")
    audiences: int = _limit(30, "audiences")
    file_mb: int = _limit(100, "megabytes of one picture")
    files_mb: int = _limit(200, "megabytes of all files together")
    template_mb: int = _limit(400, "megabytes of a template, unpacked")
    picture_megapixels: int = _limit(60, "million pixels of one picture")
    pictures_megapixels: int = _limit(600, "million pixels of all pictures together")
    seconds: int = _limit(60, "seconds that a build may take, LibreOffice not counted")


USUAL = Bounds()


def limits() -> Iterator[tuple[str, int, str]]:
    """Name, number and meaning of each limit, in order."""
    for one in fields(Bounds):
        if one.metadata:
            yield one.name, int(getattr(USUAL, one.name)), str(one.metadata["meaning"])
