"""Colours and lines, as theme and scene share them.

Colours are slots of the theme, so that a change of theme recolours everything.
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

    `dk1` is the colour of text and `lt1` that of the background, as in PowerPoint's own names; themes with a dark
    background swap the two when they are written.

    A `tint` becomes lumMod 100-tint and lumOff tint; a `shade` becomes lumMod 100-shade (ECMA-376 part 1, 20.1.2.3.20
    and 20.1.2.3.21). At most one of the two is not 0. A lighter or darker colour keeps `saturation` percent of its
    saturation, because deep colours turn garish when they are made lighter. `turn` are degrees on the colour circle,
    which become hueOff (20.1.2.3.16): the hues of a template with too few of them.
    `added` percent of saturation, which become satOff (20.1.2.3.28), give a hue to a grey.
    """

    slot: Slot
    tint: int = 0
    shade: int = 0
    saturation: int = 100
    turn: int = 0
    added: int = 0


class Stroke(Struct, frozen=True):
    """A line: its colour, its width in EMU, and whether it is dashed."""

    colour: Colour
    width: int
    dashed: bool = False
