"""The DrawingML that every part uses: escaped text, namespaces, colours and lines, as strings.

They are strings and not trees, because a deck of a thousand slides has some hundred thousand elements.
"""

from __future__ import annotations

from functools import cache

from deckgen.geometry import Rect
from deckgen.paint import Colour, Stroke
from deckgen.regex import regex

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org"
NAMESPACES = (
    f'xmlns:a="{_OFFICE}/drawingml/2006/main" '
    f'xmlns:r="{_OFFICE}/officeDocument/2006/relationships" '
    f'xmlns:p="{_OFFICE}/presentationml/2006/main"'
)

_FORBIDDEN = regex("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = regex('[&<>"\t\n\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]')
_MAPPED = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
"""The slots' names in a master's colour map, which slides use."""


def text(characters: str) -> str:
    """`characters` as the content of an element; characters that XML 1.0 cannot carry become U+FFFD."""
    if _SPECIAL.search(characters) is None:
        return characters
    characters = _FORBIDDEN.sub("\ufffd", characters)
    return characters.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(characters: str) -> str:
    """`characters` as the value of an attribute in double quotes; line breaks and tabs are kept."""
    if _SPECIAL.search(characters) is None:
        return characters
    return text(characters).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


@cache
def colour(value: Colour, opacity: int = 100) -> str:
    """`value` as a:schemeClr, modified as in ECMA-376 part 1, 20.1.2.3 (.16, .20, .21, .27 and .28)."""
    name = _MAPPED.get(value.slot, value.slot)
    turn = f'<a:hueOff val="{value.turn * 60_000}"/>' if value.turn else ""
    change = ""
    if value.tint:
        change = f'<a:lumMod val="{(100 - value.tint) * 1000}"/><a:lumOff val="{value.tint * 1000}"/>'
    elif value.shade:
        change = f'<a:lumMod val="{(100 - value.shade) * 1000}"/>'
    change += f'<a:satOff val="{value.added * 1000}"/>' if value.added else ""
    if value.saturation != 100 and (value.tint or value.shade):
        change += f'<a:satMod val="{value.saturation * 1000}"/>'
    # Black, white and grey have no hue until they are lighter or darker and have a saturation.
    change = change + turn if value.added else turn + change
    change += f'<a:alpha val="{opacity * 1000}"/>' if opacity != 100 else ""
    return f'<a:schemeClr val="{name}">{change}</a:schemeClr>' if change else f'<a:schemeClr val="{name}"/>'


@cache
def fill(value: Colour | None, opacity: int = 100) -> str:
    """A solid fill, with `opacity` in percent, or a:noFill for None."""
    if value is None:
        return "<a:noFill/>"
    return f"<a:solidFill>{colour(value, opacity)}</a:solidFill>"


def line(stroke: Stroke | None, *, tag: str = "a:ln", ends: str = "") -> str:
    """A line as the element `tag`, with its `ends`; None becomes no line."""
    if stroke is None:
        return f"<{tag}><a:noFill/></{tag}>"
    dash = '<a:prstDash val="dash"/>' if stroke.dashed else ""
    return f'<{tag} w="{stroke.width}">{fill(stroke.colour)}{dash}{ends}</{tag}>'


def transform(rect: Rect, attributes: str = "", tag: str = "a:xfrm") -> str:
    """The position and size of a shape, as the element `tag`; `attributes` rotate or flip it."""
    return (
        f'<{tag}{attributes}><a:off x="{rect.x}" y="{rect.y}"/><a:ext cx="{rect.width}" cy="{rect.height}"/></{tag}>'
    )
