"""SVG drawings as Media: the drawing itself, and a picture of it for programs that cannot draw it."""

from __future__ import annotations

import re

from deckgen.diagnostics import Diagnostic, error, warning
from deckgen.media.drawing import Drawing, Flaw, inspected
from deckgen.media.media import Media
from deckgen.media.raster import SECONDS, pixels_of, png_of
from deckgen.outline.element import Words

COMMON_FAMILIES = frozenset((
    "arial", "calibri", "cambria", "carlito", "consolas", "courier", "courier new", "georgia", "helvetica",
    "liberation mono", "liberation sans", "liberation serif", "monospace", "sans", "sans-serif", "segoe ui", "serif",
    "system-ui", "tahoma", "times", "times new roman", "trebuchet ms", "verdana",
))  # fmt: skip
"""Families that every lecture hall has, or something that looks like them."""
_SVG = re.compile(rb"<(?:\w+:)?svg[\s>]")


def is_drawing(content: bytes) -> bool:
    """Whether this is meant as an SVG, sound or not."""
    start = content[:4000]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.replace(b"\0", b"")
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and _SVG.search(start) is not None


def open_drawing(name: Words, content: bytes) -> tuple[Media | None, tuple[Diagnostic, ...]]:
    """The drawing, and what is to be said about it; None where it cannot be used."""
    drawing = inspected(content)
    if isinstance(drawing, Flaw):
        return None, (error(drawing.code, drawing.said_of(name.raw), name.place, drawing.hint),)
    width, height = pixels_of(drawing.width, drawing.height)
    picture = png_of(drawing.content, width, height)
    if picture is None:
        message = f"`{name.raw}` cannot be drawn, or not within {SECONDS} seconds"
        return None, (error("damaged-picture", message, name.place, "make it simpler, or export it as PNG"),)
    return Media(name.raw, "png", picture, width, height, drawing.content), tuple(_remarks(name, drawing))


def _remarks(name: Words, drawing: Drawing) -> list[Diagnostic]:
    found = []
    rare = sorted(families for families in drawing.families if not _is_common(families))
    if rare:
        message = f"`{name.raw}` has text in {_first(rare[0])}, which few machines have"
        hint = "turn the text into paths when you export it, or set it in Calibri or Arial"
        found.append(warning("rare-font", message, name.place, hint))
    if drawing.moves:
        found.append(motion_lost(name))
    return found


def motion_lost(name: Words) -> Diagnostic:
    """What is said of a picture that moves in a format that does not move on a slide."""
    message = f"`{name.raw}` moves, but a slide shows its first picture only"
    return warning("motion-lost", message, name.place, "save it as an animated GIF, which PowerPoint plays")


def _is_common(families: str) -> bool:
    names = {name.strip(" '\"\t\r\n").lower() for name in families.split(",")}
    return bool(names & COMMON_FAMILIES) or not any(names) or names <= {"inherit", "initial", "unset"}


def _first(families: str) -> str:
    return families.split(",", maxsplit=1)[0].strip(" '\"\t\r\n")
