"""Small fonts, made for a test: every letter is equally wide."""

from __future__ import annotations

from io import BytesIO
from string import ascii_letters
from struct import pack

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

EM = 1000


def font(family: str, width: int, *, bold: bool = False, italic: bool = False) -> bytes:
    """A font in which each letter and the space are `width` thousandths of the em wide."""
    names = [".notdef", "space", *ascii_letters]
    style = " ".join(word for word, said in (("Bold", bold), ("Italic", italic)) if said) or "Regular"
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({32: "space", **{ord(letter): letter for letter in ascii_letters}})
    builder.setupGlyf({name: Glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (width, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": family, "styleName": style})
    builder.setupOS2()
    builder.setupPost()
    builder.font["head"].macStyle = bold + 2 * italic
    stream = BytesIO()
    builder.save(stream)
    return stream.getvalue()


def embedded(content: bytes, *, mixed: bool = False, compressed: bool = False) -> bytes:
    """The font as Embedded OpenType, with its bytes `mixed`, or said to be `compressed`."""
    data = bytes(byte ^ 0x50 for byte in content) if mixed else content
    flags = 0x1000_0000 * mixed + 0x4 * compressed
    head = pack("<IIII18xH", 36 + len(data), len(data), 0x20001, flags, 0x504C)
    return head + data
