"""The built-in theme `classroom`: white slides with a dark opening, made for a lecture hall with a weak projector."""

from __future__ import annotations

from deckgen.paint import Colour
from deckgen.theme.design import HUES, designed
from deckgen.theme.tokens import Palette, Tone

CLASSROOM = designed(
    "classroom",
    {
        "dk1": "16202C",
        "lt1": "FFFFFF",
        "dk2": "12263F",
        "lt2": "F3F6F9",
        "accent1": "1F5FBF",
        "accent2": "0B7A75",
        "accent3": "4B5A68",
        "accent4": "6B4FB3",
        "accent5": "A65708",
        "accent6": "B3261E",
        "hlink": "1F5FBF",
        "folHlink": "6B4FB3",
    },
    Palette(
        ink=Colour("dk1"),
        muted=Colour("accent3"),
        rule=Colour("dk1", tint=80),
        track=Colour("dk1", tint=85),
        surface=Colour("lt2"),
        paper=Colour("lt1"),
        accent=Colour("accent1"),
        dark_ground=Colour("dk2"),
        on_dark=Colour("lt1"),
        on_dark_muted=Colour("dk2", tint=70),
        on_dark_accent=Colour("accent1", tint=50),
        on_dark_edge=Colour("accent1", tint=25),
        on_dark_rule=Colour("dk2", tint=25),
        good=Colour("accent2"),
        bad=Colour("accent6"),
        hues=HUES,
        well=Colour("accent3", tint=85),
        mat=None,
        pale=Tone(tint=88, saturation=55),
        edge=Tone(tint=40, saturation=50),
        quiet=Tone(tint=25),
        depth=Tone(shade=4),
    ),
)
