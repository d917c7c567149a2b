"""The words of DrawingML that every part uses: escaped text, namespaces, colours and lines, as strings.

Strings and not trees, because a deck of a thousand slides holds some hundred thousand elements.
"""

from __future__ import annotations

import re
from functools import cache

from deckgen.geometry import Rect
from deckgen.paint import Colour, Stroke

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org"
NAMESPACES = (
    f'xmlns:a="{_OFFICE}/drawingml/2006/main" '
    f'xmlns:r="{_OFFICE}/officeDocument/2006/relationships" '
    f'xmlns:p="{_OFFICE}/presentationml/2006/main"'
)

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile('[&<>"\t\n\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]')
_MAPPED = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
"""Slots by the names that a master's colour map gives them, which is how PowerPoint refers to them on slides."""


def text(characters: str) -> str:
    """`characters` as the content of an element; what XML 1.0 cannot hold becomes U+FFFD."""
    if _SPECIAL.search(characters) is None:
        return characters
    characters = _FORBIDDEN.sub("\ufffd", characters)
    return characters.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(characters: str) -> str:
    """`characters` as the value of an attribute between double quotes; line breaks and tabs survive."""
    if _SPECIAL.search(characters) is None:
        return characters
    return text(characters).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


@cache
def colour(value: Colour) -> str:
    """`value` as a:schemeClr, changed as ECMA-376 part 1, 20.1.2.3.20, 20.1.2.3.21 and 20.1.2.3.27 have it."""
    name = _MAPPED.get(value.slot, value.slot)
    if value.tint:
        change = f'<a:lumMod val="{(100 - value.tint) * 1000}"/><a:lumOff val="{value.tint * 1000}"/>'
    elif value.shade:
        change = f'<a:lumMod val="{(100 - value.shade) * 1000}"/>'
    else:
        return f'<a:schemeClr val="{name}"/>'
    if value.saturation != 100:
        change += f'<a:satMod val="{value.saturation * 1000}"/>'
    return f'<a:schemeClr val="{name}">{change}</a:schemeClr>'


@cache
def fill(value: Colour | None) -> str:
    """A solid fill, or none at all."""
    return "<a:noFill/>" if value is None else f"<a:solidFill>{colour(value)}</a:solidFill>"


def line(stroke: Stroke | None, *, tag: str = "a:ln", ends: str = "") -> str:
    """A line as the element `tag`, with its `ends`; None is no line."""
    if stroke is None:
        return f"<{tag}><a:noFill/></{tag}>"
    dash = '<a:prstDash val="dash"/>' if stroke.dashed else ""
    return f'<{tag} w="{stroke.width}">{fill(stroke.colour)}{dash}{ends}</{tag}>'


def transform(rect: Rect, attributes: str = "", tag: str = "a:xfrm") -> str:
    """Where something stands, as the element `tag`; `attributes` turn or flip it."""
    return (
        f'<{tag}{attributes}><a:off x="{rect.x}" y="{rect.y}"/><a:ext cx="{rect.width}" cy="{rect.height}"/></{tag}>'
    )
