"""Files that are no templates, or dangerous ones: each gets a message that says what to do, at its line."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from deckgen.diagnostics import Diagnostic
from deckgen.pipeline import build
from tests.template.templates import as_potx, default, repacked

OUTLINE = b"title: A\ntheme: design.potx\nslides:\n  - title: B\n    text: C\n"
_MAIN = b"application/vnd.openxmlformats-officedocument."


def archive(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()


def of_type(kind: bytes) -> bytes:
    """The default template, said to be something else."""
    old = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    return repacked(default(), lambda name, part: part.replace(old, kind) if name == "[Content_Types].xml" else part)


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")


def scrambled() -> bytes:
    """An archive of which one part does not have the sum that it should have."""
    content = bytearray(default())
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        entry = whole.getinfo("ppt/slideMasters/slideMaster1.xml")
    content[entry.header_offset + 200] ^= 0xFF
    return bytes(content)


def bomb() -> bytes:
    """An archive of a megabyte that unpacks to a gigabyte, by what it says of itself."""
    content = bytearray(archive(**{"[Content_Types].xml": b"<Types/>", "ppt/media/zeros.bin": bytes(1_000_000)}))
    place = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, place + 24, 1_000_000_000)
    return bytes(content)


def without_master() -> bytes:
    return repacked(default(), lambda name, part: None if "slideMaster" in name else part)


def with_entities() -> bytes:
    """A theme whose entities would grow to a gigabyte."""
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 50}">' for n in range(9))

    def change(name: str, part: bytes) -> bytes:
        if name != "ppt/theme/theme1.xml":
            return part
        return part.replace(b"<a:theme ", f"<!DOCTYPE t [{lines}]><a:theme ".encode()).replace(
            b"Office Theme", b"&e8;"
        )

    return repacked(default(), change)


FILES = {
    "a text": (b"no archive at all", "not-a-template", "is no PowerPoint file"),
    "nothing": (b"", "not-a-template", "is no PowerPoint file"),
    "a zip archive": (archive(note=b"hello"), "not-a-template", "is no PowerPoint file"),
    "a Word document": (
        of_type(_MAIN + b"wordprocessingml.document.main+xml"),
        "not-a-template",
        "is a Word document",
    ),
    "an Excel workbook": (of_type(_MAIN + b"spreadsheetml.sheet.main+xml"), "not-a-template", "is an Excel workbook"),
    "a presentation of LibreOffice": (
        archive(mimetype=b"application/vnd.oasis.opendocument.presentation"),
        "not-a-template",
        "is a file of LibreOffice",
    ),
    "one with a password": (encrypted(), "encrypted-template", "is protected with a password"),
    "one of PowerPoint 2003": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
        "not-a-template",
        "is in the format of PowerPoint 2003 or older",
    ),
    "one cut off": (default()[:9000], "damaged-template", "is damaged or incomplete"),
    "one with a damaged part": (scrambled(), "damaged-template", "is damaged or incomplete"),
    "one without a master": (
        without_master(),
        "damaged-template",
        "is damaged: PowerPoint's parts in it cannot be read",
    ),
    "a bomb": (
        bomb(),
        "template-too-large",
        "unpacks to 1,000 MB in 2 parts, more than the 400 MB that a template can have",
    ),
}


def said(content: bytes, folder: Path) -> list[Diagnostic]:
    (folder / "design.potx").write_bytes(content)
    return list(build(OUTLINE, folder).findings.diagnostics)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_template_gets_this_message(name: str, tmp_path: Path) -> None:
    content, code, message = FILES[name]
    (found,) = said(content, tmp_path)
    assert (found.severity, found.code, found.message) == ("error", code, f"`design.potx` {message}")
    assert found.hint
    assert found.place is not None
    assert (found.place.line, found.place.column) == (1, 7)


def test_entities_are_not_unfolded(tmp_path: Path) -> None:
    assert [item.code for item in said(with_entities(), tmp_path)] in ([], ["damaged-template"])


def test_a_missing_template_is_missed_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "design.pptx").write_bytes(default())
    (found,) = build(OUTLINE, tmp_path).findings.diagnostics
    assert (found.code, found.hint) == ("missing-file", "did you mean `design.pptx`?")


def test_a_template_outside_of_the_outlines_folder_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "design.potx").write_bytes(as_potx(default()))
    inner = tmp_path / "lecture"
    inner.mkdir()
    (found,) = build(OUTLINE.replace(b"design", b"../design"), inner).findings.diagnostics
    assert found.code == "file-outside"
