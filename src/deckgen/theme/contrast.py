"""The contrast of colours, and how different two of them look.

Colours are made lighter and darker in HSL, as in ECMA-376; contrast is defined by WCAG 2.2.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from functools import lru_cache
from typing import Final

from deckgen.paint import Colour, Slot

READABLE: Final = 4.5
"""The contrast that text needs (WCAG 2.2, 1.4.3)."""
VISIBLE: Final = 3.0
"""The contrast that large text and meaningful shapes need (WCAG 2.2, 1.4.11)."""
LARGE, LARGE_BOLD = 24, 19
"""The sizes in points from which text on a slide, which is seen from afar, is large; on a page it is 18 and 14."""

_MIDDLE: Final = 0.18
"""The luminance of a grey that is as far from black as from white."""


def mixed(colour: Colour, scheme: Mapping[Slot, str]) -> str:
    """The colour as RRGGBB: the slot's own, made lighter or darker (ECMA-376 part 1, 20.1.2.3.20 and 20.1.2.3.21)."""
    hue, light, saturation = hls(scheme[colour.slot])
    if colour.tint:
        light = min(light * (100 - colour.tint) / 100 + colour.tint / 100, 1.0)
    elif colour.shade:
        light *= (100 - colour.shade) / 100
    saturation = min(saturation + colour.added / 100, 1.0)
    if colour.tint or colour.shade:
        saturation = min(saturation * colour.saturation / 100, 1.0)
    hue = (hue + colour.turn / 360) % 1.0
    return "".join(f"{round(part * 255):02X}" for part in hls_to_rgb(hue, light, saturation))


def veiled(ground: str, fill: str, opacity: int) -> str:
    """The colour of a fill with an opacity in percent over a ground, all as RRGGBB."""
    under, over = (bytes.fromhex(rgb) for rgb in (ground, fill))
    parts = ((below * (100 - opacity) + above * opacity) / 100 for below, above in zip(under, over, strict=True))
    return "".join(f"{round(part):02X}" for part in parts)


def hls(rgb: str) -> tuple[float, float, float]:
    """Hue, lightness and saturation, each from 0 to 1."""
    red, green, blue = _parts(rgb)
    return rgb_to_hls(red, green, blue)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def is_dark(rgb: str) -> bool:
    """True for a colour that is nearer to black than to white, as eyes see it."""
    return luminance(rgb) < _MIDDLE


_REDS: Final = (345, 15)
"""The hues of red in degrees, from purple on and up to orange."""


_YELLOWS: Final = (30, 70)
"""The hues from orange to yellow in degrees."""


def has_quiet_tint(rgb: str, *, on_dark: bool) -> bool:
    """True for a colour whose tint is a quiet ground: that of a red is pink on white, of a yellow muddy on black."""
    hue, _, saturation = hls(rgb)
    degrees = hue * 360
    is_loud = _YELLOWS[0] <= degrees <= _YELLOWS[1] if on_dark else not _REDS[1] <= degrees <= _REDS[0]
    return saturation <= 0.2 or not is_loud


@lru_cache(maxsize=8192)
def luminance(rgb: str) -> float:
    """Relative luminance, 0 for black and 1 for white (WCAG 2.2)."""
    red, green, blue = linear(rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(rgb: str) -> tuple[float, float, float]:
    """Red, green and blue as amounts of light, each from 0 to 1 (IEC 61966-2-1)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4) for part in _parts(rgb)
    )
    return red, green, blue


def from_linear(light: Iterable[float]) -> str:
    """Amounts of light as RRGGBB."""
    parts = (part * 12.92 if part <= 0.0031308 else 1.055 * math.pow(part, 1 / 2.4) - 0.055 for part in light)
    return "".join(f"{round(part * 255):02X}" for part in parts)


def distance(one: str, other: str) -> float:
    """The difference of two colours as it is seen: a weighted distance in RGB, 0 for equals, just visible at 10."""
    weights = (2, 4, 3)
    parts = zip(_parts(one), _parts(other), weights, strict=True)
    return 255 * math.sqrt(sum(weight * (a - b) ** 2 for a, b, weight in parts)) / 3


TOLD_APART: Final = 7.0
"""The difference of two fills that a room sees at a glance, with other things between them."""


def difference(one: str, other: str) -> float:
    """ΔE*ab of two colours, 0 for equals, 2.3 just visible beside each other (CIE 15, 8.2.1)."""
    return math.dist(_lab(one), _lab(other))


def _lab(rgb: str) -> tuple[float, float, float]:
    """Lightness from 0 to 100, and how red and how yellow a colour is (CIE 15, 8.2.1; white is D65)."""
    red, green, blue = linear(rgb)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (
        math.cbrt(part) if part > (6 / 29) ** 3 else part * (29 / 6) ** 2 / 3 + 4 / 29
        for part in (x, luminance(rgb), z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _parts(rgb: str) -> tuple[float, float, float]:
    return int(rgb[:2], 16) / 255, int(rgb[2:4], 16) / 255, int(rgb[4:], 16) / 255
