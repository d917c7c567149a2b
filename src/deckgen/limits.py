"""The limits of an outline, whoever wrote it: the folders that it may read, and how much it may contain.

All limits are here, so that they can be explained in one place and raised by somebody who trusts an outline. They are
far above the needs of a lecture, and low enough for every build to end within seconds on an ordinary machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, get_type_hints

from msgspec import Meta, Struct

MILLION = 1_000_000


class Limits(Struct, frozen=True):
    """`folders` may be read in addition to the outline's, and `fonts` are the folders of installed fonts; the other
    fields are limits, each with its meaning.
    """

    folders: tuple[Path, ...] = ()
    fonts: tuple[Path, ...] = ()
    outline_mb: Annotated[int, Meta(description="megabytes of an outline, the files it includes counted")] = 10
    values: Annotated[int, Meta(description="texts, lists and mappings in an outline")] = 60_000
    letters: Annotated[int, Meta(description="letters on all slides together, notes not counted")] = 500_000
    slides: Annotated[int, Meta(description="slides, sections counted")] = 5_000
    sections: Annotated[int, Meta(description="sections")] = 200
    slide_values: Annotated[int, Meta(description="texts, lists and mappings on one slide")] = 1_000
    slide_letters: Annotated[int, Meta(description="letters on one slide, notes not counted")] = 10_000
    word_letters: Annotated[int, Meta(description="letters of one word")] = 1_000
    includes: Annotated[int, Meta(description="files that are included, each as often as it is")] = 500
    audiences: Annotated[int, Meta(description="audiences")] = 30
    file_mb: Annotated[int, Meta(description="megabytes of one picture")] = 100
    files_mb: Annotated[int, Meta(description="megabytes of all files together")] = 200
    template_mb: Annotated[int, Meta(description="megabytes of a template, unpacked")] = 400
    picture_megapixels: Annotated[
        int, Meta(description="million pixels of one picture, fewer if it is written anew")
    ] = 60
    pictures_megapixels: Annotated[int, Meta(description="million pixels of all pictures together")] = 600
    seconds: Annotated[
        int, Meta(description="seconds of processor time that a build may take, LibreOffice not counted")
    ] = 10


USUAL = Limits()


def described_limits() -> Iterator[tuple[str, int, str]]:
    """The name, number and meaning of each limit, in order."""
    for name, annotation in get_type_hints(Limits, include_extras=True).items():
        for meta in getattr(annotation, "__metadata__", ()):
            yield name, int(getattr(USUAL, name)), str(meta.description)
