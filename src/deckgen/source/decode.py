"""From bytes to text: UTF-8 or a diagnostic that says what the file is instead."""

from __future__ import annotations

from deckgen.bounds import MILLION
from deckgen.diagnostics import Diagnostic, Place, error

SIGNATURES = (
    (b"PK\x03\x04", "a zip package, such as a Word or PowerPoint file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or PowerPoint file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "a rich text file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"<!DOCTYPE", "a web page"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
    (b"<svg", "a drawing"),
    (b"GIF8", "a picture"),
)
WIDE = (b"\xff\xfe", b"\xfe\xff")


def decode(content: bytes, megabytes: int) -> str | Diagnostic:
    """The text of an outline, without a byte order mark."""
    if len(content) > megabytes * MILLION:
        hint = "split the lecture into several outlines, or allow more: `--limit outline_mb=NUMBER`"
        return error("too-large", f"this outline has more than {megabytes} MB", None, hint)
    for signature, what in SIGNATURES:
        if content.startswith(signature):
            return error(
                "not-text", f"this file is {what}, not an outline", None, "give a text file, such as slides.yaml"
            )
    if content.startswith(WIDE):
        return error("not-utf8", "this file is saved as UTF-16, not as UTF-8", None, "save it as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return _undecodable(content, problem.start)


def _undecodable(content: bytes, start: int) -> Diagnostic:
    before = content[:start].decode("utf-8-sig")
    last = max(before.rfind("\n"), before.rfind("\r"))
    place = Place(before.count("\n"), len(before) - last - 1)
    message = f"byte 0x{content[start]:02x} is not UTF-8"
    return error("not-utf8", message, place, "save the file as UTF-8 in your editor")
