"""How well one colour is read on another, by WCAG 2.2."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping

from deckgen.paint import Colour, Slot

Rgb = tuple[float, float, float]


def rgb(colour: Colour, scheme: Mapping[Slot, str]) -> Rgb:
    """Red, green and blue from 0 to 1, changed as lumMod, lumOff and satMod change it (ECMA-376 part 1, 20.1.2.3)."""
    red, green, blue = (int(scheme[colour.slot][start : start + 2], 16) / 255 for start in (0, 2, 4))
    if not colour.tint and not colour.shade:
        return red, green, blue
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    if colour.tint:
        light = light * (100 - colour.tint) / 100 + colour.tint / 100
    else:
        light = light * (100 - colour.shade) / 100
    return colorsys.hls_to_rgb(hue, min(light, 1), min(saturation * colour.saturation / 100, 1))


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
