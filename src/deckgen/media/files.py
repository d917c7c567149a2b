"""The files that an outline names, each read once: pictures for `image`, text for `code`, tables for `chart`.

Names are relative to the file that contains them, and nothing outside the outline's folder is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Outcome, Sink
from deckgen.limits import MILLION, USUAL, Limits
from deckgen.media.media import Media
from deckgen.media.opening import FileName, opened, path_of
from deckgen.processes import in_threads
from deckgen.source.characters import oddities

FileKind = Literal["picture", "text", "table"]


class Files(Struct, frozen=True):
    """The files that were read, by their paths from the outline's folder."""

    pictures: Mapping[str, Media]
    texts: Mapping[str, str]
    tables: Mapping[str, bytes] = {}

    def picture(self, name: FileName) -> Media:
        """The picture that the outline calls `name`."""
        return self.pictures[path_of(name)]

    def has(self, name: FileName, kind: FileKind) -> bool:
        """True if the file could be read as what it is to be."""
        known: dict[FileKind, Mapping[str, object]] = {
            "picture": self.pictures, "text": self.texts, "table": self.tables
        }  # fmt: skip
        return path_of(name) in known[kind]

    def text(self, name: FileName) -> str:
        """The text of the file that the outline calls `name`."""
        return self.texts[path_of(name)]

    def table(self, name: FileName) -> bytes:
        """The content of the table that the outline calls `name`."""
        return self.tables[path_of(name)]


def read_files(names: Iterable[tuple[FileName, FileKind]], folder: Path, limits: Limits = USUAL) -> Outcome[Files]:
    """The files with these names, each with what it is to be, without those that have errors, and all diagnostics."""
    reader = _Reader(folder, limits)
    known: set[tuple[FileKind, str]] = set()
    for name, kind in names:
        key = (kind, path_of(name))
        if key not in known:
            known.add(key)
            reader.read(name, kind)
    reader.open_pictures()
    return reader.sink.outcome(Files(reader.pictures, reader.texts, reader.tables))


class _Reader:
    """The files read so far, their total size, and their diagnostics."""

    def __init__(self, folder: Path, limits: Limits, read_bytes: int = 0, pixels: int = 0, letters: int = 0) -> None:
        self.folder = folder
        self.limits = limits
        self.pictures: dict[str, Media] = {}
        self.waiting: list[tuple[FileName, bytes]] = []
        """The pictures that are not opened yet."""
        self.texts: dict[str, str] = {}
        self.tables: dict[str, bytes] = {}
        self.sink = Sink()
        self.read_bytes = read_bytes
        self.pixels = pixels
        self.letters = letters

    def read(self, name: FileName, kind: FileKind) -> None:
        """Read one more file, unless that would exceed the total limit."""
        content = self.sink.take(opened(name, self.folder, self.limits))
        if content is None:
            return
        self.read_bytes += len(content)
        if self.read_bytes > self.limits.files_mb * MILLION:
            self._too_much(name, f"{self.limits.files_mb} MB of files", "files_mb")
        elif not content:
            self.sink.error(Code.EMPTY_FILE, f"`{name.raw}` is empty", name.place, "save the file again")
        elif kind == "picture":
            self.waiting.append((name, content))
        elif kind == "table":
            self.tables[path_of(name)] = content
        else:
            self._text(name, content)

    def open_pictures(self) -> None:
        """Open the pictures that were read: some at once, but one by one those that take much memory."""
        if not self.waiting:
            return
        from deckgen.media.pictures import open_picture, stop_opening, takes_little  # noqa: PLC0415  (slow to import)

        def opened_one(picture: tuple[FileName, bytes]) -> Outcome[Media | None]:
            return open_picture(*picture, self.limits.picture_megapixels)

        some = [number for number, (_, content) in enumerate(self.waiting) if takes_little(content)]
        made = in_threads(opened_one, [self.waiting[number] for number in some], stop_opening)
        opened = dict(zip(some, made, strict=True))
        for number, (name, content) in enumerate(self.waiting):
            media = self.sink.take(opened[number] if number in opened else opened_one((name, content)))
            if media is not None:
                self._add_picture(name, media)

    def _add_picture(self, name: FileName, media: Media) -> None:
        self.pixels += media.width * media.height
        if self.pixels > self.limits.pictures_megapixels * MILLION:
            most = f"{self.limits.pictures_megapixels} million pixels of pictures"
            self._too_much(name, most, "pictures_megapixels")
        else:
            self.pictures[path_of(name)] = media

    def _text(self, name: FileName, content: bytes) -> None:
        try:
            text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
        except UnicodeDecodeError:
            what = f"`{name.raw}` is not UTF-8 text"
            self.sink.error(Code.NOT_UTF8, what, name.place, "save the file as UTF-8")
            return
        self.letters += len(text)
        if len(text) > self.limits.slide_letters or self.letters > self.limits.letters:
            limit = "slide_letters" if len(text) > self.limits.slide_letters else "letters"
            self._too_much(name, f"{getattr(self.limits, limit):,} letters", limit)
        self.texts[path_of(name)] = text
        for odd in oddities(text):
            line = text.count("\n", 0, odd.index) + 1
            message = odd.message.replace("is here", f"is in line {line} of `{name.raw}`")
            self.sink.add(replace(odd, message=message).at(name.place))

    def _too_much(self, name: FileName, most: str, limit: str) -> None:
        """Report the first file that exceeds a limit, once."""
        if not any(item.code == Code.TOO_MUCH for item in self.sink.diagnostics):
            message = f"with `{name.raw}`, the outline shows more than {most}"
            hint = f"show less of it, or allow more: `--limit {limit}=NUMBER`"
            self.sink.error(Code.TOO_MUCH, message, name.place, hint)
