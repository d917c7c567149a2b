"""Whether a file can be opened as a template at all: what can be told without unpacking it."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from deckgen.bounds import MILLION
from deckgen.theme.template.problem import Problem

MOST_PARTS = 10_000
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_GOOD = {f"{_OFFICE}presentationml.{kind}.main+xml" for kind in ("presentation", "template", "slideshow")}
_TYPES = "[Content_Types].xml"
_NOT_A_TEMPLATE = "not-a-template"
_TEMPLATES = "templates are .pptx or .potx files"
_OTHERS = {
    "wordprocessingml": "a Word document",
    "spreadsheetml": "an Excel workbook",
}


def distrusted(content: bytes, most: int) -> Problem | None:
    """Why `content` cannot be opened, None if nothing speaks against it; unpacked, it may have `most` MB."""
    if content.startswith(_COMPOUND):
        return _compound(content)
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _unsafe(archive, most) or _other(archive) or _broken(archive)
    except (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        if content.startswith(b"PK"):
            return Problem("damaged-template", "is damaged or incomplete", "save or copy it again")
        return Problem(_NOT_A_TEMPLATE, "is no PowerPoint file", _TEMPLATES)


def _compound(content: bytes) -> Problem:
    """The container of old Office files, which also holds encrypted new ones."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        hint = "open it in PowerPoint, take the password away under File > Info, and save it"
        return Problem("encrypted-template", "is protected with a password", hint)
    hint = "open it in PowerPoint and save it as a .potx file"
    return Problem(_NOT_A_TEMPLATE, "is in the format of PowerPoint 2003 or older", hint)


def _unsafe(archive: ZipFile, most: int) -> Problem | None:
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    if size > most * MILLION or len(entries) > MOST_PARTS:
        unpacked = f"{size / MILLION:,.0f} MB in {len(entries):,} parts"
        message = f"unpacks to {unpacked}, more than the {most} MB that a template can have"
        return Problem("template-too-large", message, "compress its pictures in PowerPoint, or take its slides out")
    if any(entry.flag_bits & 1 for entry in entries):
        return Problem("encrypted-template", "is protected with a password", "save it without a password")
    return None


def _other(archive: ZipFile) -> Problem | None:
    """Files that are something else, and presentations that hold programs."""
    names = archive.namelist()
    if _TYPES not in names:
        if "mimetype" in names and b"opendocument" in archive.read("mimetype"):
            hint = "open it in LibreOffice and save it as .pptx or .potx"
            return Problem(_NOT_A_TEMPLATE, "is a file of LibreOffice", hint)
        return Problem(_NOT_A_TEMPLATE, "is no PowerPoint file", _TEMPLATES)
    types = archive.read(_TYPES).decode("utf-8", "replace")
    main = re.search(r'ContentType="([^"]+\.main\+xml)"', types)
    kind = main.group(1) if main else ""
    if kind in _GOOD:
        return _strict(archive)
    if "macroEnabled" in types and "powerpoint" in types:
        hint = "open it in PowerPoint and save it as a .potx file, which holds no macros"
        return Problem("template-with-macros", "holds macros, which deckgen does not take over", hint)
    what = next((said for word, said in _OTHERS.items() if word in types), "no PowerPoint file")
    return Problem(_NOT_A_TEMPLATE, f"is {what}", _TEMPLATES)


def _strict(archive: ZipFile) -> Problem | None:
    """Files in the strict variant of the format, which has other names for everything."""
    if "_rels/.rels" not in archive.namelist() or b"purl.oclc.org" not in archive.read("_rels/.rels"):
        return None
    hint = "open it in PowerPoint and save it as a plain .pptx or .potx file"
    return Problem(_NOT_A_TEMPLATE, "is in the format Strict Open XML", hint)


def _broken(archive: ZipFile) -> Problem | None:
    if archive.testzip() is None:
        return None
    return Problem("damaged-template", "is damaged or incomplete", "save or copy it again")
