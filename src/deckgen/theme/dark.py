"""The built-in theme `dark`: light text on a dark ground, for large halls and screens that shine by themselves.

What is full colour in `classroom` is bright here, with dark text on it; what is pale there is deep here.
"""

from __future__ import annotations

from deckgen.paint import Colour
from deckgen.theme.design import HUES, designed
from deckgen.theme.tokens import Palette, Tone

DARK = designed(
    "dark",
    {
        "dk1": "F4F7FB",
        "lt1": "12203A",
        "dk2": "D5E2F2",
        "lt2": "1B2D4B",
        "accent1": "6BB0FF",
        "accent2": "35D6C3",
        "accent3": "A9B8C9",
        "accent4": "B5A6F0",
        "accent5": "F4B556",
        "accent6": "FF8A80",
        "hlink": "8CC2FF",
        "folHlink": "CDBDFF",
    },
    Palette(
        ink=Colour("dk1"),
        muted=Colour("accent3"),
        rule=Colour("lt1", tint=25),
        track=Colour("lt1", tint=15),
        surface=Colour("lt2"),
        paper=Colour("lt1"),
        accent=Colour("accent1"),
        dark_ground=Colour("lt1", shade=40),
        on_dark=Colour("dk1"),
        on_dark_muted=Colour("dk2"),
        on_dark_accent=Colour("accent1"),
        on_dark_edge=Colour("accent1", shade=35),
        on_dark_rule=Colour("lt1", tint=25),
        good=Colour("accent2"),
        bad=Colour("accent6"),
        hues=HUES,
        well=Colour("lt1", tint=20),
        mat=Colour("dk1", tint=100),
        pale=Tone(shade=62, saturation=55),
        edge=Tone(shade=32, saturation=65),
        quiet=Tone(shade=20),
        depth=Tone(tint=5),
    ),
    is_dark=True,
)
