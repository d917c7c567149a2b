"""The files that an outline names, read once: pictures for `image`, text for `code`.

Names are relative to the file they stand in, and nothing outside of the outline's folder is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from deckgen.diagnostics import Diagnostic, error
from deckgen.media import Media
from deckgen.outline.element import Words
from deckgen.outline.head import Outline
from deckgen.outline.opening import opened, path_of


@dataclass(frozen=True, slots=True)
class Files:
    """What was read, by its path from the folder of the outline."""

    pictures: Mapping[str, Media]
    texts: Mapping[str, str]

    def picture(self, name: Words) -> Media:
        """The picture that stands in the outline as `name`."""
        return self.pictures[path_of(name)]

    def text(self, name: Words) -> str:
        """The text of the file that stands in the outline as `name`."""
        return self.texts[path_of(name)]


def read_files(outline: Outline, folder: Path) -> tuple[Files, tuple[Diagnostic, ...]]:
    """All files that `outline` names, and what is wrong with those that could not be read."""
    pictures: dict[str, Media] = {}
    texts: dict[str, str] = {}
    found: dict[tuple[bool, str], Diagnostic] = {}
    for name, is_picture in named_files(outline):
        path = path_of(name)
        key = (is_picture, path)
        if key in found or path in (pictures if is_picture else texts):
            continue
        content = opened(name, folder)
        result = content if isinstance(content, Diagnostic) else _opened(name, content, is_picture)
        match result:
            case Diagnostic():
                found[key] = result
            case Media():
                pictures[path] = result
            case str():
                texts[path] = result
    return Files(pictures, texts), tuple(found.values())


def named_files(outline: Outline) -> Iterator[tuple[Words, bool]]:
    """The names of files, in the order of the outline, and whether each is a picture's."""
    for slide in outline.slides:
        for blocks in slide.blocks:
            if blocks.image is not None:
                yield blocks.image.file, True
            if blocks.code is not None and blocks.code.file is not None:
                yield blocks.code.file, False
            if blocks.chart is not None and blocks.chart.file is not None:
                yield blocks.chart.file, False


def _opened(name: Words, content: bytes, is_picture: bool) -> Media | str | Diagnostic:
    if not content:
        return error("empty-file", f"`{name.raw}` is empty", name.place, "save the file again")
    if is_picture:
        from deckgen.outline.pictures import open_picture  # noqa: PLC0415  (Pillow is slow to import)

        return open_picture(name, content)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    except UnicodeDecodeError:
        return error("not-utf8", f"`{name.raw}` is not UTF-8 text", name.place, "save the file as UTF-8")
