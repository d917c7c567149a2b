"""What a font has, the part of it that some words need, small enough to travel with them, and boxes for the rest."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib.tables._g_l_y_f import Glyph


def subset(font: Path, letters: Iterable[str]) -> bytes:
    """The font as WOFF (https://www.w3.org/TR/WOFF), with no other letters; the same bytes each time.

    It keeps kerning and loses ligatures, because words are measured so.
    """
    return _subset(font, "".join(sorted(set(letters))))


@lru_cache(maxsize=64)
def letters_of(font: Path) -> frozenset[str]:
    """The letters that a font has."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  (slow to import)

    with TTFont(font, lazy=True) as loaded:
        return frozenset(map(chr, loaded.getBestCmap()))


def width_in(font: Path, letters: str) -> float:
    """The width of letters that a font has, in em, without kerning."""
    advances = _advances(font)
    return sum(advances[letter] for letter in letters)


@lru_cache(maxsize=8)
def _advances(font: Path) -> dict[str, float]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415  (slow to import)

    with TTFont(font, lazy=True) as loaded:
        em, metrics = loaded["head"].unitsPerEm, loaded["hmtx"]
        return {chr(code): metrics[glyph][0] / em for code, glyph in loaded.getBestCmap().items()}


@lru_cache(maxsize=64)
def _subset(font: Path, letters: str) -> bytes:
    from fontTools.subset import Options, Subsetter, load_font, save_font  # noqa: PLC0415  (slow to import)

    options = Options(
        flavor="woff", hinting=False, layout_features=["kern", "mark", "mkmk"], name_IDs=[0, 1, 2, 13, 14],
        notdef_outline=True, recalc_timestamp=False, drop_tables=["FFTM", "DSIG", "GSUB"],
    )  # fmt: skip
    # It warns of fonts that were made before 1970, by their clocks.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    loaded = load_font(str(font), options)
    subsetter = Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(loaded)
    out = BytesIO()
    save_font(loaded, out, options)
    return out.getvalue()


_MADE = 3_500_000_000
"""When a font is said to be made, in seconds since 1904."""


def boxes(letters: Iterable[str], family: str) -> bytes:
    """A font with an empty box for each letter, the same bytes each time."""
    from fontTools.fontBuilder import FontBuilder  # noqa: PLC0415  (slow to import)

    names = {ord(letter): f"u{ord(letter):05X}" for letter in sorted(letters)}
    order = [".notdef", *names.values()]
    font = FontBuilder(unitsPerEm=1000, isTTF=True)
    font.setupGlyphOrder(order)
    font.setupCharacterMap(names)
    font.setupGlyf(dict.fromkeys(order, _box()))
    font.setupHorizontalMetrics(dict.fromkeys(order, (500, 60)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    font.setupOS2()
    font.setupPost()
    font.font["head"].created = font.font["head"].modified = _MADE
    font.font.recalcTimestamp = False
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _box() -> Glyph:
    from fontTools.pens.ttGlyphPen import TTGlyphPen  # noqa: PLC0415

    pen = TTGlyphPen(None)
    for corners in (((60, 0), (60, 700), (440, 700), (440, 0)), ((100, 40), (400, 40), (400, 660), (100, 660))):
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()
