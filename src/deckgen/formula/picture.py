"""A formula drawn: how large it is, and a picture of it for programs that cannot draw formulas themselves.

Drawn with STIX Two Math, which ziamath brings, so that every machine measures and draws alike. PowerPoint sets
formulas in Cambria Math, whose letters are about as wide.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from deckgen.formula.mathml import mathml
from deckgen.formula.tree import Node
from deckgen.media.media import Media

_UNITS = 1000
"""Formulas are measured at this many points to the em, so that whole numbers are fine enough."""
_PIXELS_PER_POINT = 2
_VIEW_BOX = re.compile(r'viewBox="[^"]*"')
_SIZE = re.compile(r'(<svg [^>]*?)width="[^"]*" height="[^"]*"')


class Extent(Struct, frozen=True):
    """The size of a formula whose letters are `em` high."""

    width: int
    height: int
    em: int = _UNITS


class _Drawing(Struct, frozen=True):
    """A formula as SVG: the rectangle of its ink in units of the drawing."""

    svg: str
    left: float
    top: float
    width: float
    height: float


def extent_of(node: Node) -> Extent:
    """How large a formula is."""
    drawing = _drawn(node)
    return Extent(round(drawing.width), round(drawing.height))


def picture_of(node: Node, width: float, height: float, size: int, ink: str) -> Media:
    """The formula at `size` points as a PNG, `ink` being its colour as RRGGBB, in the middle of a rectangle.

    `width` and `height` are those of the rectangle in points; the ground is transparent.
    """
    import resvg_py  # noqa: PLC0415  (few decks hold formulas)

    drawing = _drawn(node)
    wide, high = width * _UNITS / size, height * _UNITS / size
    left = drawing.left - (wide - drawing.width) / 2
    top = drawing.top - (high - drawing.height) / 2
    pixels = max(round(width * _PIXELS_PER_POINT), 1), max(round(height * _PIXELS_PER_POINT), 1)
    sized = rf'\1width="{pixels[0]}" height="{pixels[1]}"'
    svg = _SIZE.sub(sized, drawing.svg.replace('"black"', f'"#{ink}"'), count=1)
    svg = _VIEW_BOX.sub(f'viewBox="{left:.2f} {top:.2f} {wide:.2f} {high:.2f}"', svg, count=1)
    content = bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))
    return Media("Formula", "png", content, *pixels)


@lru_cache(maxsize=256)
def _drawn(node: Node) -> _Drawing:
    from ziamath.zmath import Math  # noqa: PLC0415  (slow to import, and few decks hold formulas)

    drawing = Math(mathml(node), size=_UNITS, margin=0)
    width, height = drawing.getsize()
    svg = drawing.svg()
    box = re.search(r'viewBox="([^"]*)"', svg)
    assert box is not None, "this is a bug in deckgen: ziamath drew no view box"
    left, top, _, _ = map(float, box[1].split())
    return _Drawing(svg, left, top, width, height)
