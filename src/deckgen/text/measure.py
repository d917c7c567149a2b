"""The width of text. In: one line of text, a font, a size; out: EMU. Everything that fits text asks here.

Widths come from the shipped metrics of open fonts that are as wide as the usual ones, so no font has to be installed
and every machine measures alike. Other fonts are measured in their own files where there are any (`fonts`). Each
shipped face is one small compressed file, because a build needs three or four of the sixteen and should not wait for
the others. `generate_metrics` writes the files. PowerPoint itself rounds advances to 1/8 pt; `wrap` keeps some width
spare for that.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from msgspec import Struct, json

from deckgen.geometry import EMU_PER_POINT


class Font(Struct, frozen=True):
    """A face of a family, by the name that PowerPoint uses."""

    family: str
    bold: bool = False
    italic: bool = False


METRICS = Path(__file__).parent / "metrics"
STYLES = {(False, False): "regular", (True, False): "bold", (False, True): "italic", (True, True): "bold-italic"}

_TWINS = {
    "calibri": "carlito",
    "carlito": "carlito",
    "arial": "liberation-sans",
    "helvetica": "liberation-sans",
    "liberation sans": "liberation-sans",
    "courier new": "liberation-mono",
    "liberation mono": "liberation-mono",
    "cambria": "caladea",
    "caladea": "caladea",
}
_LAST_OF_OURS = 0x58F
"""The end of the letters measured here: Latin, Greek, Cyrillic and Armenian come before all others in Unicode."""
_SANS, _SERIF, _MONO = "liberation-sans", "caladea", "liberation-mono"
_SERIFS = ("serif", "times", "georgia", "garamond", "roman", "book", "palatino", "minion", "slab", "merriweather")
_WIDER = {
    "verdana": 1.2,
    "montserrat": 1.18,
    "poppins": 1.16,
    "century gothic": 1.12,
    "open sans": 1.1,
    "raleway": 1.1,
}
"""The width of some fonts without a metric twin, relative to Arial, with a little to spare."""
_SPARE = 1.05
"""The width assumed for unknown fonts: to measure text a little too narrow is worse than a little too wide."""
_TYPEWRITER = 600
"""The width of a letter of monospaced fonts. Consolas has 550, but what stands in for it where it is missing has 600.
"""
_MONOSPACE_WORDS = ("mono", "code", "consol", "courier", "menlo", "monaco", "typewriter")


class Advances(dict[str, int]):
    """Widths of characters in font units. A character that the font lacks gets a careful guess on first use."""

    def __init__(self, known: Mapping[str, int], em: int, average: int) -> None:
        super().__init__(known)
        self["\u00ad"] = 0  # a soft hyphen is not seen; `wrap` measures the hyphen where a line ends
        self.setdefault("\u00a0", known.get(" ", average))  # Calibri has it, but Carlito lacks it
        self._em, self._average = em, average

    def __missing__(self, character: str) -> int:
        ems = _substitute(character)
        self[character] = self._average if ems is None else round(ems * self._em)
        return self[character]


class Face:
    """One face: `em` font units to the em, the advance of each character, and the kerning of each pair."""

    __slots__ = ("_advances", "_kerning", "em")

    def __init__(self, em: int, advances: Advances, kerning: Mapping[str, Mapping[str, int]]) -> None:
        self.em = em
        self._advances = advances
        self._kerning = kerning

    def widened(self, factor: float) -> Face:
        """The same face with a smaller em, so that everything is `factor` times as wide."""
        return Face(round(self.em / factor), self._advances, self._kerning)

    def natural_width(self, text: str, kerned: bool) -> int:
        """The width of `text` on one line, in font units."""
        total = sum(map(self._advances.__getitem__, text))
        if kerned and self._kerning:
            rows = self._kerning
            for left, right in pairwise(text):
                if left in rows:
                    total += rows[left].get(right, 0)
        return total


def is_known(family: str) -> bool:
    """True if the widths of a family are known and need no estimate."""
    family = family.strip().lower()
    return family in _TWINS or _is_monospaced(family)


def twin_of(family: str) -> tuple[str, bool]:
    """The family whose metrics stand for those of another, and whether the widths of the two are the same."""
    family = family.strip().lower()
    if family in _TWINS:
        return _TWINS[family], True
    return _MONO if _is_monospaced(family) else _nearest(family), False


def _nearest(family: str) -> str:
    has_serifs = any(word in family for word in _SERIFS) and "sans" not in family
    return _SERIF if has_serifs else _SANS


@cache
def face_of(font: Font) -> Face:
    """The face whose widths are used for `font`: its metric twin, a fixed advance, or a wider Arial or Cambria."""
    family = font.family.strip().lower()
    style = STYLES[font.bold, font.italic]
    if family in _TWINS:
        return _load(f"{_TWINS[family]}-{style}")
    if _is_monospaced(family):
        latin = {chr(code): _TYPEWRITER for code in range(0x20, 0x250)}
        return Face(1000, Advances(latin, 1000, _TYPEWRITER), {})
    nearest = _load(f"{_nearest(family)}-{style}")
    return nearest.widened(next((factor for name, factor in _WIDER.items() if name in family), _SPARE))


def _is_monospaced(family: str) -> bool:
    return any(word in family for word in _MONOSPACE_WORDS)


@cache
def _load(name: str) -> Face:
    stored = json.decode(zlib.decompress((METRICS / f"{name}.json.z").read_bytes()))
    advances = Advances(
        dict(zip(stored["characters"], stored["advances"], strict=True)), stored["em"], stored["average"]
    )
    kerning: dict[str, dict[str, int]] = {}
    for lefts, rights, values in stored["kerning"]:
        row = dict(zip(rights, values, strict=True))
        kerning.update(dict.fromkeys(lefts, row))
    return Face(stored["em"], advances, kerning)


def _substitute(character: str) -> float | None:
    """The width in em of a character that another font will supply; None if the face's average is the best guess.

    Fonts draw emoji and signs about as wide as they are high; fonts for scripts far from Latin (Arabic, Devanagari …)
    differ widely. A tab stop is at every inch, so a tab takes half an inch on average, which is 2 em at 18 pt.
    """
    code, category = ord(character), unicodedata.category(character)
    if character == "\t":
        return 2.0
    if category in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    if 0x1F000 <= code <= 0x1FBFF:
        return 1.3
    if unicodedata.east_asian_width(character) in "WF" or 0x2190 <= code <= 0x2BFF:
        return 1.0
    if code > _LAST_OF_OURS and category[0] in "LM":
        return 0.8 if unicodedata.bidirectional(character) == "AL" else 0.65
    return None


LINE_HEIGHT = 1.2
"""PowerPoint sets every line 1.2 em high, whatever the face."""

KERNED_FROM = 12
"""In whole points. Decks ask for kerning from this size on, as PowerPoint's own templates do."""


def line_height(size: int, spacing: int = 100) -> int:
    """The height in EMU of a line at `size` points and `spacing` percent."""
    return round(size * EMU_PER_POINT * LINE_HEIGHT * spacing / 100)


class Measurer(Protocol):
    """An object that measures the width of text."""

    def width(self, text: str, font: Font, size: int) -> int:
        """The width in EMU of `text` on one line; `size` is in whole points, and `text` holds no line break."""
        ...


class _Widths(dict[str, int]):
    """Widths in font units of the texts asked for so far, in one font."""

    def __init__(self, font: Font, kerned: bool, face: Face) -> None:
        super().__init__()
        self.font, self.kerned = font, kerned
        self._face = face
        self.em = self._face.em
        self.half_em = self.em // 2

    def __missing__(self, text: str) -> int:
        self[text] = width = self._face.natural_width(text, self.kerned)
        return width


class FontMeasurer:
    """Measures with the shipped metrics. Of a family without metrics, `own` gives the faces; those of which it gives
    None are measured as Arial, which is an estimate.
    """

    def __init__(self, own: Callable[[Font], Face | None] | None = None) -> None:
        self._own = own
        self._known: dict[tuple[Font, bool], _Widths] = {}
        self._at_hand: _Widths | None = None

    def width(self, text: str, font: Font, size: int) -> int:
        kerned = size >= KERNED_FROM
        # Consecutive words share a font; comparing it by identity saves most of the time here.
        widths = self._at_hand
        if widths is None or font is not widths.font or kerned is not widths.kerned:
            widths = self._at_hand = self._widths_in(font, kerned)
        return (widths[text] * size * EMU_PER_POINT + widths.half_em) // widths.em

    def _widths_in(self, font: Font, kerned: bool) -> _Widths:
        widths = self._known.get((font, kerned))
        if widths is None:
            own = None if self._own is None or is_known(font.family) else self._own(font)
            widths = self._known[font, kerned] = _Widths(font, kerned, own or face_of(font))
        return widths


class FixedMeasurer:
    """A measurer for tests: each character of each font is half an em wide, so 10 characters at 20 pt are 100 pt."""

    def width(self, text: str, font: Font, size: int) -> int:  # noqa: ARG002 - the font makes no difference here
        return len(text) * size * EMU_PER_POINT // 2


def largest(sizes: Sequence[int], fits: Callable[[int], bool]) -> int | None:
    """The first of `sizes` that fits, or None. `sizes` go from large to small, in whole points."""
    return next((size for size in sizes if fits(size)), None)
