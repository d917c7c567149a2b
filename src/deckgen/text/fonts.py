"""The faces of fonts without shipped metrics, measured in the files of the fonts themselves.

In: the families in use, and where their files may be: beside the outline, embedded in the template, installed on this
machine. Out: a face for each style that was found. Files are told apart by the names in them, which takes some bytes
of each; fontTools reads the few that are needed. Kerning is not read: it mostly makes text a little narrower.
"""

from __future__ import annotations

import os
import stat
import struct
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from string import ascii_lowercase
from typing import Any, BinaryIO, Final

from msgspec import Struct

from deckgen.text.measure import Advances, Face, Font, is_known

ENDINGS: Final = frozenset((".ttf", ".otf", ".ttc", ".otc"))
_COLLECTION = b"ttcf"
_MOST_FACES, _MOST_TABLES, _MOST_NAMES = 64, 256, 4_096
"""More than any font has; a file that claims more is broken."""
_FAMILY_NAME = 1
_WINDOWS, _MACINTOSH = 3, 1
_MAC_STYLE = 44
"""The place of two bits in the table `head`: bold and italic."""
_BOLD_BY_REGULAR = 1.06
"""The width of bold letters relative to regular ones, for families without a bold file."""
_EOT_COMPRESSED, _EOT_XORED = 0x4, 0x1000_0000
_EOT_KEY = 0x50
"""Flags of Embedded OpenType (https://www.w3.org/submissions/EOT), and the byte with which all others are mixed."""


class FontFile(Struct, frozen=True):
    """A face in a file, or in the content of one; `number` counts the faces of a collection from 0.

    `changed` is the time of the last change of a file, so that a face is read anew afterwards.
    """

    content: Path | bytes
    number: int = 0
    changed: int = 0


class FoundFont(Struct, frozen=True):
    """A family that was found, with the file of each style, and where that was, in words."""

    where: str
    is_installed: bool
    files: dict[tuple[bool, bool], FontFile]

    @property
    def path(self) -> Path | None:
        """The path of its first file; None if that is embedded."""
        first = next(iter(self.files.values())).content
        return first if isinstance(first, Path) else None


class Source(Struct, frozen=True):
    """A place in which fonts are looked for, in words, with its folders, or with files in memory."""

    where: str
    folders: tuple[Path, ...] = ()
    embedded: tuple[tuple[Font, bytes], ...] = ()
    is_installed: bool = False

    def files(self, families: frozenset[str]) -> Iterator[tuple[Font, FontFile]]:
        """The faces of these families, whose names are in small letters."""
        for font, content in self.embedded:
            readable = plain(content)
            if font.family.lower() in families and readable is not None:
                yield Font(font.family.lower(), font.bold, font.italic), FontFile(readable)
        for folder in self.folders:
            for path, changed in _font_files(folder, follow=self.is_installed):
                for found, number in _faces_in(path, changed):
                    if found.family in families:
                        yield found, FontFile(Path(path), number, changed)


class Typefaces(Struct, frozen=True):
    """The families that were found, by their names in small letters."""

    found: dict[str, FoundFont]

    def face(self, font: Font) -> Face | None:
        """The face for a font, None if its family was not found or cannot be read.

        A family without a bold file is drawn bolder by PowerPoint, which makes it wider; slanting changes no width.
        """
        family = self.found.get(font.family.strip().lower())
        if family is None:
            return None
        for bold, italic in ((font.bold, font.italic), (font.bold, False), (False, font.italic), (False, False)):
            file = family.files.get((bold, italic))
            face = _loaded(file) if file is not None else None
            if face is not None:
                return face if bold == font.bold else face.widened(_BOLD_BY_REGULAR)
        return None

    def knows(self, family: str) -> bool:
        """True if the widths of a family need no estimate."""
        return is_known(family) or self.face(Font(family)) is not None

    def of(self, family: str) -> FoundFont | None:
        """Where a family was found and measured; None if that was not needed, or in vain."""
        known = is_known(family) or self.face(Font(family)) is None
        return None if known else self.found[family.strip().lower()]


NO_TYPEFACES: Final = Typefaces({})


def typefaces(families: Iterable[str], sources: Sequence[Source]) -> Typefaces:
    """The families without shipped metrics, each from the first source that has it."""
    wanted = frozenset(family.strip().lower() for family in families if not is_known(family))
    found: dict[str, FoundFont] = {}
    for source in sources:
        missing = wanted - found.keys()
        if missing:
            for font, file in source.files(missing):
                family = found.setdefault(font.family, FoundFont(source.where, source.is_installed, {}))
                family.files.setdefault((font.bold, font.italic), file)
    return Typefaces(found)


def installed_folders() -> tuple[Path, ...]:
    """The folders in which this machine has its fonts."""
    home = Path.home()
    if sys.platform == "win32":
        return (Path("C:/Windows/Fonts"), home / "AppData/Local/Microsoft/Windows/Fonts")
    if sys.platform == "darwin":
        office = Path("/Applications/Microsoft PowerPoint.app/Contents/Resources/DFonts")
        return (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"), office)
    return (home / ".fonts", home / ".local/share/fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts"))


def plain(content: bytes) -> bytes | None:
    """The font in the content of an embedded one, None if it is compressed, as PowerPoint does it, or none.

    An embedded font is in the Embedded OpenType format, at whose end is the font itself.
    """
    if content[:4] in (b"\0\1\0\0", b"OTTO", b"true", _COLLECTION):
        return content
    if len(content) < 36 or content[34:36] != b"LP":
        return None
    size, flags = struct.unpack_from("<I4xI", content, 4)
    if flags & _EOT_COMPRESSED or not 0 < size < len(content):
        return None
    font = content[-size:]
    return font.translate(bytes(byte ^ _EOT_KEY for byte in range(256))) if flags & _EOT_XORED else font


def _font_files(folder: Path, *, follow: bool) -> Iterator[tuple[str, int]]:
    """The font files in a folder and those below it, in the order of their names, with the time of their last change.

    Links to files are followed if wanted: elsewhere than in the folders of the system they could lead out.
    """
    named = sorted(
        f"{place}{os.sep}{name}"
        for place, _, names in os.walk(folder)
        for name in names
        if name[-4:].lower() in ENDINGS
    )
    for path in named:
        try:
            found = Path(path).stat(follow_symlinks=follow)
        except OSError:  # a link that leads nowhere
            continue
        if stat.S_ISREG(found.st_mode):
            yield path, found.st_mtime_ns


@cache
def _faces_in(path: str, changed: int) -> tuple[tuple[Font, int], ...]:  # noqa: ARG001  (a part of the cache's key)
    """Each name of a family in a font file, in small letters, with the style and number of the face."""
    try:
        with open(path, "rb", buffering=4_096) as file:  # noqa: PTH123
            return tuple(_named(file))
    except (OSError, struct.error, ValueError):
        return ()


def _named(file: BinaryIO) -> Iterator[tuple[Font, int]]:
    starts: Sequence[int] = (0,)
    if file.read(4) == _COLLECTION:
        (count,) = struct.unpack(">4xI", file.read(8))
        starts = struct.unpack(f">{min(count, _MOST_FACES)}I", file.read(4 * min(count, _MOST_FACES)))
    for number, start in enumerate(starts):
        tables = _tables(file, start)
        if {b"head", b"name"} <= tables.keys():
            file.seek(tables[b"head"] + _MAC_STYLE)
            (style,) = struct.unpack(">H", file.read(2))
            for family in _families(file, tables[b"name"]):
                yield Font(family, bool(style & 1), bool(style & 2)), number


def _tables(file: BinaryIO, start: int) -> dict[bytes, int]:
    """The places of the tables of a font (https://learn.microsoft.com/typography/opentype/spec/otff)."""
    file.seek(start + 4)
    (count,) = struct.unpack(">H6x", file.read(8))
    records = file.read(16 * min(count, _MOST_TABLES))
    return dict(struct.iter_unpack(">4s4xI4x", records))


def _families(file: BinaryIO, table: int) -> set[str]:
    """The names of the family in all languages, in small letters."""
    file.seek(table)
    count, strings = struct.unpack(">2xHH", file.read(6))
    records = list(struct.iter_unpack(">6H", file.read(12 * min(count, _MOST_NAMES))))
    families = set()
    for platform, _, _, kind, length, offset in records:
        if kind == _FAMILY_NAME and platform in (_WINDOWS, _MACINTOSH):
            file.seek(table + strings + offset)
            text = file.read(length).decode("utf-16-be" if platform == _WINDOWS else "mac-roman", "replace")
            families.add(text.strip().lower())
    return families


class _Glyphs(Advances):
    """The advances of a font, looked up when a character is first asked for."""

    def __init__(self, em: int, advances: Any, names: dict[int, str]) -> None:
        self._advances, self._names = advances, names
        letters = [advances[names[ord(letter)]][0] for letter in ascii_lowercase if ord(letter) in names]
        super().__init__({}, em, round(sum(letters) / len(letters)) if letters else em // 2)

    def __missing__(self, character: str) -> int:
        name = self._names.get(ord(character))
        if name is None:
            return super().__missing__(character)
        self[character] = width = int(self._advances[name][0])
        return width


@cache
def _loaded(file: FontFile) -> Face | None:
    """The face in a file; None if it cannot be read."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  (few templates have fonts without shipped metrics)

    source = BytesIO(file.content) if isinstance(file.content, bytes) else file.content
    try:
        font = TTFont(source, lazy=True, fontNumber=file.number)
        em = int(font["head"].unitsPerEm)
        return Face(em, _Glyphs(em, font["hmtx"].metrics, dict(font.getBestCmap())), {})
    except Exception:  # a broken font raises any of a dozen exceptions, and is as good as none
        return None
