"""The built-in themes, each of which is a design."""

from __future__ import annotations

from typing import Final

from deckgen.theme.design import Design, designed
from deckgen.theme.tokens import Fonts, Tone

_ON_WHITE: Final = Tone(tint=76, saturation=75)

DESIGNS: Final = {
    design.name: design
    for design in (
        Design(
            "classroom",
            about="dark on white, with blue; the usual one",
            paper="FFFFFF",
            ink="16202C",
            surface="F3F6F9",
            deep="12263F",
            hues={
                "blue": "1F5FBF",
                "teal": "0B7A75",
                "slate": "4B5A68",
                "violet": "6B4FB3",
                "amber": "A65708",
                "red": "B3261E",
            },
            tone=_ON_WHITE,
            tones={"teal": Tone(tint=76, saturation=50)},
        ),
        Design(
            "dark",
            about="light on dark blue, for darkened rooms",
            paper="12203A",
            ink="F4F7FB",
            surface="1B2D4B",
            deep="1F5FBF",
            hues={
                "blue": "5A9BE8",
                "teal": "2FB8A8",
                "slate": "A9B8C9",
                "violet": "B5A6F0",
                "amber": "F4B556",
                "red": "FF8A80",
            },
            tone=Tone(shade=46, saturation=70),
            tones={
                "blue": Tone(shade=46, saturation=78),
                "teal": Tone(shade=44, saturation=96),
                "slate": Tone(shade=52, saturation=70),
                "violet": Tone(shade=46, saturation=56),
                "amber": Tone(shade=54, saturation=69),
                "red": Tone(shade=50, saturation=50),
            },
            title_slide="side",
        ),
        Design(
            "folio",
            about="like a book, with serifs and dark red on ivory",
            paper="FBF8F2",
            ink="1E1B18",
            surface="F2ECE0",
            deep="3A0F16",
            hues={
                "blue": "1F5A6B",
                "teal": "3E6B3A",
                "slate": "5C534A",
                "violet": "5B4A86",
                "amber": "8A5A00",
                "red": "7A1F2B",
            },
            tone=_ON_WHITE,
            accent="red",
            fonts=Fonts(heading="Cambria", body="Calibri", code="Consolas"),
            corner=2,
            line=1,
            title_slide="rule",
            numeral="text",
        ),
        Design(
            "signal",
            about="black and white with red, square, in Arial",
            paper="FFFFFF",
            ink="111111",
            surface="F4F4F4",
            deep="111111",
            hues={
                "blue": "005A9C",
                "teal": "00705A",
                "slate": "4D4D4D",
                "violet": "6A3FA0",
                "amber": "8A4B00",
                "red": "D0021B",
            },
            tone=_ON_WHITE,
            tones={"teal": Tone(tint=76, saturation=50)},
            accent="red",
            fonts=Fonts(heading="Arial", body="Arial", code="Consolas"),
            corner=0,
            line=2,
            title_slide="block",
            numeral="text",
        ),
        Design(
            "board",
            about="light on dark green with yellow, for large dark halls",
            paper="10261F",
            ink="F4F1E6",
            surface="1A342B",
            deep="1F5A45",
            hues={
                "blue": "9CC4F2",
                "teal": "8FD3C1",
                "slate": "B9C4B8",
                "violet": "D3B6F0",
                "amber": "F2C94C",
                "red": "F2A58E",
            },
            tone=Tone(shade=56, saturation=50),
            tones={"violet": Tone(shade=54, saturation=30)},
            accent="amber",
            title_slide="foot",
        ),
    )
}
"""The designs by their names."""
THEMES: Final = {name: designed(design) for name, design in DESIGNS.items()}
CLASSROOM, DARK = THEMES["classroom"], THEMES["dark"]
