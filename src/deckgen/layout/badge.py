"""A short text in a circle, such as a number; one that needs more is in a shape with round ends."""

from __future__ import annotations

import math
from typing import Final

from deckgen.geometry import Rect
from deckgen.layout.typeset import Style, Typesetter
from deckgen.outline.element import Words
from deckgen.paint import Colour
from deckgen.scene.items import Box
from deckgen.scene.text import Paragraph, TextBody

_ENDS: Final = 0.29
"""The space between a text and a round end, as a share of the height: what the end takes of a line."""


def badge_width(words: Words | str, height: int, style: Style, typesetter: Typesetter) -> int:
    """The width of a badge of this height, in EMU: the same, unless its text is too wide for a circle."""
    natural = typesetter.natural_width(words, style)
    return height if natural <= height / math.sqrt(2) else natural + 2 * math.ceil(height * _ENDS)


def badge(name: str, rect: Rect, fill: Colour, text: Paragraph) -> Box:
    """A badge that fills `rect`, around a text that was set at its width."""
    body = TextBody((text,), "middle")
    if rect.width == rect.height:
        return Box(name, rect, "ellipse", fill, body=body)
    return Box(name, rect, "rounded", fill, corner=rect.height // 2, body=body)
