"""What a font has, and the part of it that some words need, small enough to travel with them."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from pathlib import Path


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
