"""Colours and lines, in words that theme and scene share.

Colours are the theme's slots, so that a change of theme recolours everything.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Slot = Literal[
    "dk1",
    "lt1",
    "dk2",
    "lt2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
]


class Colour(Struct, frozen=True):
    """A slot of the colour scheme, `tint` percent of the way to white or `shade` percent of the way to black.

    `dk1` is the colour of text and `lt1` that of the ground, as PowerPoint's own names have it; themes with a dark
    ground swap the two when they are written.

    Lighter by `tint` means lumMod 100-tint and lumOff tint; darker by `shade` means lumMod 100-shade
    (ECMA-376 part 1, 20.1.2.3.20 and 20.1.2.3.21). At most one of the two is not 0. A lighter or darker colour
    keeps `saturation` percent of its saturation, because deep colours turn garish when they are made lighter.
    """

    slot: Slot
    tint: int = 0
    shade: int = 0
    saturation: int = 100


class Stroke(Struct, frozen=True):
    """A line: its colour, its width in EMU, and whether it is dashed."""

    colour: Colour
    width: int
    dashed: bool = False
