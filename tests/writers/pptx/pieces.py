"""Pieces of slides made by hand: paragraphs, filled placeholders, the frame of a light slide, a picture."""

from __future__ import annotations

import struct
import zlib

from deckgen.geometry import Point, pt
from deckgen.media.media import Media
from deckgen.paint import Colour
from deckgen.scene.items import Placeholder, PlaceholderKind, Site, TextBox
from deckgen.scene.slide import LayoutKind
from deckgen.scene.text import Align, Insets, Line, Paragraph, Run, TextBody
from deckgen.theme.builtin import CLASSROOM
from deckgen.theme.tokens import Area

INK = Colour("dk1")
WHITE = Colour("lt1")
BLUE = Colour("accent1")
TEAL = Colour("accent2")
PADDING = Insets(pt(8), pt(4), pt(8), pt(4))
CELL = Insets(pt(14), pt(8), pt(14), pt(8))


def paragraph(
    text: str, size: int = 20, colour: Colour = INK, *, bold: bool = False, align: Align = "left"
) -> Paragraph:
    return Paragraph((Run(text, size, colour, bold=bold),), (Line(text),), align=align)


def label(text: str, size: int = 20, colour: Colour = INK) -> TextBody:
    return TextBody((paragraph(text, size, colour, bold=True, align="centre"),), anchor="middle", insets=PADDING)


def filled(layout: LayoutKind, kind: PlaceholderKind, index: int, *paragraphs: Paragraph) -> TextBox:
    """A placeholder that stands where its layout puts it."""
    area = CLASSROOM.layouts[layout].area(index)
    body = TextBody(paragraphs, anchor=area.anchor)
    return TextBox(area.name, area.rect, body, Placeholder(kind, index), inherited=True)


def like(area: Area, text: str) -> Paragraph:
    """A paragraph that looks as the area's own."""
    run = Run(
        text,
        area.size,
        area.colour,
        bold=area.bold,
        face="heading" if area.kind in ("title", "centred-title") else "body",
    )
    return Paragraph((run,), (Line(text),), align=area.align, line_spacing=area.line_spacing)


def frame(layout: LayoutKind, title: str, number: int, eyebrow: str = "What follows from it") -> tuple[TextBox, ...]:
    """Title, section name, footer and slide number of a light slide."""
    areas = {area.kind: area for area in CLASSROOM.layouts[layout].areas if area.kind != "content"}
    areas["body"] = CLASSROOM.layouts[layout].area(13)
    texts = {"title": title, "body": eyebrow, "footer": "Docker vs Virtual Machine", "slide-number": str(number)}
    return tuple(
        filled(layout, kind, areas[kind].index, like(areas[kind], texts[kind]))
        for kind in ("title", "body", "footer", "slide-number")
    )


def png(width: int = 8, height: int = 4, shade: int = 200) -> Media:
    """A grey picture, made without any library."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes([shade]) * width) * height
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0))
    content += chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return Media("grey.png", "png", content, width, height)


def elbow(start: Point, end: Point, leaves: Site, arrives: Site) -> tuple[Point, ...]:
    """The points of a line that leaves and arrives square to sides, with its middle part half-way."""
    if start.x == end.x or start.y == end.y:
        return start, end
    level = leaves in ("left", "right")
    if level != (arrives in ("left", "right")):
        return start, Point(end.x, start.y) if level else Point(start.x, end.y), end
    if level:
        middle = (start.x + end.x) // 2
        return start, Point(middle, start.y), Point(middle, end.y), end
    middle = (start.y + end.y) // 2
    return start, Point(start.x, middle), Point(end.x, middle), end
