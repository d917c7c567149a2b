"""How wide text is. In: one line of text, a font, a size; out: EMU. Everything that fits text asks here.

Widths come from tables of the metric twins of the usual fonts, so no font has to be installed and every machine
measures alike. PowerPoint itself rounds advances to 1/8 pt; `wrap` keeps some width spare for that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from deckgen.geometry import EMU_PER_POINT
from deckgen.text.font import Font, face_of

LINE_HEIGHT = 1.2
"""PowerPoint sets every line 1.2 em high, whatever the face."""

KERNED_FROM = 12
"""Whole points. The decks written here ask for kerning from this size on, as PowerPoint's own templates do."""


def line_height(size: int, spacing: int = 100) -> int:
    """The height in EMU of a line at `size` points and `spacing` percent."""
    return round(size * EMU_PER_POINT * LINE_HEIGHT * spacing / 100)


class Measurer(Protocol):
    """Anything that knows how wide text is."""

    def width(self, text: str, font: Font, size: int) -> int:
        """The width in EMU of `text` on one line; `size` is in whole points, and `text` holds no line break."""
        ...


class _Widths(dict[str, int]):
    """Widths in font units of the texts asked for so far, in one font."""

    def __init__(self, font: Font, kerned: bool) -> None:
        super().__init__()
        self.font, self.kerned = font, kerned
        self._face = face_of(font)
        self.em = self._face.em
        self.half_em = self.em // 2

    def __missing__(self, text: str) -> int:
        self[text] = width = self._face.natural_width(text, self.kerned)
        return width


class FontMeasurer:
    """Measures with the shipped metrics. A family without metrics is measured as Arial, which is an estimate."""

    def __init__(self) -> None:
        self._known: dict[tuple[Font, bool], _Widths] = {}
        self._at_hand: _Widths | None = None

    def width(self, text: str, font: Font, size: int) -> int:
        kerned = size >= KERNED_FROM
        # Words come one after the other in the same font; asking for it by identity saves most of the time here.
        widths = self._at_hand
        if widths is None or font is not widths.font or kerned is not widths.kerned:
            widths = self._at_hand = self._widths_in(font, kerned)
        return (widths[text] * size * EMU_PER_POINT + widths.half_em) // widths.em

    def _widths_in(self, font: Font, kerned: bool) -> _Widths:
        widths = self._known.get((font, kerned))
        if widths is None:
            widths = self._known[font, kerned] = _Widths(font, kerned)
        return widths


class FixedMeasurer:
    """A measurer for tests: each character of each font is half an em wide, so 10 characters at 20 pt are 100 pt."""

    def width(self, text: str, font: Font, size: int) -> int:  # noqa: ARG002 - the font makes no difference here
        return len(text) * size * EMU_PER_POINT // 2


def largest(sizes: Sequence[int], fits: Callable[[int], bool]) -> int | None:
    """The first of `sizes` that fits, None where none does. `sizes` go from large to small, in whole points."""
    return next((size for size in sizes if fits(size)), None)
