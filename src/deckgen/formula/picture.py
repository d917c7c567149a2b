"""The size of a formula, and a picture of it for programs that cannot draw formulas, by way of MathML (MathML Core).

STIX Two Math, which ziamath bundles, draws the picture, so that every machine measures and draws alike. PowerPoint
sets formulas in Cambria Math, whose letters are about as wide.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from msgspec import Struct

from deckgen.formula.alphabets import in_alphabet
from deckgen.formula.symbols import ACCENTS, Kind
from deckgen.formula.tree import (
    APPLICATION,
    LIMITS,
    NOTHING,
    SCRIPTS,
    Element,
    divided,
    fence_of,
    is_tall,
    row,
    ruled,
    script_parts,
    text_of,
)
from deckgen.media.media import Media
from deckgen.regex import regex

if TYPE_CHECKING:
    from ziamath.zmath import Math

_SPACING = {combining: sign for sign, combining in ACCENTS.items()}
"""MathML expects spacing characters for accents, not combining ones."""
_EMPTY = '<mspace width="0em" height="0.7em"/>'
"""What stands for nothing, because for ziamath a row without anything in it has no height to reckon with."""
_WIDE = ("\u0302", "\u0303")
"""Accents that stretch over several letters."""
_GAPS: dict[Kind, tuple[float, float]] = {
    "binary": (0.222, 0.222), "relation": (0.278, 0.278), "punctuation": (0.0, 0.167),
}  # fmt: skip
"""The space before and after a sign, in em, as in TeX."""
_BEFORE_A_SIGN: tuple[Kind, ...] = ("binary", "relation", "punctuation", "open", "large", "function")


def mathml(node: Element) -> str:
    """The formula as a `<math>` element in display style, with the space around each sign."""
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">{_items(node)}</math>'


def _element(node: Element) -> str:
    """A part as one element."""
    inner = _items(node) or _EMPTY
    return f"<mrow>{inner}</mrow>" if node.tag == "mrow" else inner


def _items(node: Element) -> str:
    """A part as the elements of a row; nested rows make ziamath slow."""
    if node.tag == "mrow":
        found = fence_of(node)
        return _fence(*found) if found is not None else _side_by_side(node.children)
    match node.tag:
        case "mn" | "mtext":
            return _letters(node)
        case "mi" | "mo":
            return _letters(node) if node.tag == "mi" and node.text.isalnum() else _sign(node)
        case "mspace":
            return f'<mspace width="{node.get("width")}"/>'
        case "mtable":
            return _table(node)
        case "mphantom":
            hidden = f"<mphantom>{_items(node.children[0])}</mphantom>"
            return f'<mpadded width="0">{hidden}</mpadded>' if node.get("width") == "0" else hidden
        case tag if tag in SCRIPTS + LIMITS:
            return _scripts(node)
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes)
    return f"<{node.tag}{attributes}>{''.join(map(_element, node.children))}</{node.tag}>"


def _side_by_side(parts: tuple[Element, ...]) -> str:
    """Parts of a row. A sign before a number or a letter needs no space; the name of a function does."""
    drawn: list[str] = []
    before: Element | None = None
    for part in parts:
        if part.text == APPLICATION:
            if fence_of(parts[-1]) is None:
                drawn.append('<mspace width="0.167em"/>')
            continue
        if part.get("role") == "applied" and before is not None and before.tag in ("mi", "mn"):
            drawn.append('<mspace width="0.167em"/>')
        opens = before is None or before.kind in _BEFORE_A_SIGN
        drawn.append(
            _items(part.given(lspace="0em") if part.tag == "mo" and part.kind == "binary" and opens else part)
        )
        before = part
    return "".join(drawn)


def _fence(left: str, inner: Element, right: str) -> str:
    grows = is_tall(inner)
    content = "".join((_bracket(left, grows), _items(inner), _bracket(right, grows)))
    return f"<mrow>{content}</mrow>" if grows else content


def _bracket(sign: str, grows: bool) -> str:
    return f'<mo stretchy="{"true" if grows else "false"}">{escape(sign)}</mo>' if sign else ""


def _letters(node: Element) -> str:
    variant = node.get("mathvariant", "normal")
    shown = escape(node.text if variant == "italic" else in_alphabet(node.text, variant))
    if node.tag == "mtext":
        return f"<mtext>{shown.replace(' ', chr(0xA0))}</mtext>"
    return (
        f'<mi mathvariant="{"italic" if variant == "italic" else "normal"}">{shown}</mi>'
        if node.tag == "mi"
        else f"<mn>{shown}</mn>"
    )


def _sign(node: Element) -> str:
    shown = escape(node.text)
    if node.kind == "function":
        return f'<mi mathvariant="normal">{shown}</mi>'
    if node.kind == "large":
        return f'<mo largeop="true" movablelimits="false">{shown}</mo>'
    before, behind = _GAPS.get(node.kind, (0.0, 0.0))
    stretchy = node.get("stretchy", "false")
    return f'<mo stretchy="{stretchy}" lspace="{before}em" rspace="{behind}em">{shown}</mo>'


def _scripts(node: Element) -> str:
    base, lower, upper = script_parts(node)
    mark = node.children[1]
    if mark.get("accent"):
        return _accent(node.tag, base, mark)
    # The space around a sign is around its scripts too.
    before, behind = (f'<mspace width="{em}em"/>' for em in _GAPS.get(base.kind, (0.0, 0.0)))
    bare = base.given(lspace="0em") if base.kind in _GAPS else base
    inner = "".join(_element(part) for part in (bare, lower, upper) if part is not None)
    drawn = f"<{node.tag}>{inner}</{node.tag}>"
    return f"<mrow>{before}{drawn}{behind}</mrow>" if base.kind in _GAPS else drawn


def _accent(tag: str, base: Element, mark: Element) -> str:
    content = _element(base) if base != NOTHING else '<mspace width="0.5em"/>'
    if mark.get("stretchy"):
        return f'<{tag}>{content}<mo stretchy="true">{mark.text}</mo></{tag}>'
    if base.tag == "mrow":
        sign = mark.text if mark.text in _WIDE else _SPACING[mark.text]
        return f'<{tag}>{content}<mo stretchy="true">{sign}</mo></{tag}>'
    return f'<{tag} accent="true">{content}<mo>{_SPACING[mark.text]}</mo></{tag}>'


def _table(node: Element) -> str:
    """Cells in rows. Lines meet between their parts, so parts are right- and left-aligned in turn, without gaps."""
    if not node.get("displaystyle"):
        gap = 'columnspacing="0em"' if node.get("rowlines") else 'columnspacing="0.9em" rowspacing="0.4em"'
        parts = [_matrix(part, gap) for part in divided(ruled(node))]
        bar = '<mo stretchy="true">|</mo>'
        return parts[0] if len(parts) == 1 else f"<mrow>{bar.join(parts)}</mrow>"
    width = len(node.children[0].children)
    usual = ["center"] if width == 1 else [("right", "left")[number % 2] for number in range(width)]
    aligned = node.get("columnalign") or " ".join(usual)
    return _matrix(node.given(columnalign=aligned), 'displaystyle="true" columnspacing="0.05em"')


def _matrix(node: Element, style: str) -> str:
    lines = [[_items(row(cell.children)) for cell in line.children] for line in node.children]
    rows = "".join(
        f"<mtr>{''.join(f'<mtd><mrow>{cell}</mrow></mtd>' for cell in (line if any(line) else [_EMPTY]))}</mtr>"
        for line in lines
    )
    return f'<mtable columnalign="{node.get("columnalign")}" {style}>{rows}</mtable>'


_UNITS = 1000
"""The number of points to the em in measurements of formulas, so that whole numbers are precise enough."""
_PIXELS_PER_POINT = 2
_MOST_PIXELS_PER_EM = 96
"""Larger letters stay sharp with fewer pixels per point; the time goes with the number of pixels."""
_VIEW_BOX = regex(r'viewBox="[^"]*"')
_SIZE = regex(r'(<svg [^>]*?)width="[^"]*" height="[^"]*"')


class Extent(Struct, frozen=True):
    """The size of a formula whose letters are `em` high."""

    width: int
    height: int
    em: int = _UNITS


class _Drawing(Struct, frozen=True):
    """A formula as SVG, with the rectangle of its ink in units of the drawing."""

    svg: str
    left: float
    top: float
    width: float
    height: float


def undrawn(node: Element) -> str:
    """The letters of a formula that its picture cannot show."""
    letters = "".join(dict.fromkeys(text_of(node)))
    if letters.isascii():
        return ""
    from ziamath.zmath import loadedfonts  # noqa: PLC0415  (slow to import)

    font = loadedfonts["default"]
    return "".join(letter for letter in letters if letter.isprintable() and not font.glyphindex(letter))


def extent_of(node: Element) -> Extent:
    """The size of a formula."""
    drawing = _drawn(node)
    return Extent(round(drawing.width), round(drawing.height))


@lru_cache(maxsize=64)
def picture_of(node: Element, width: float, height: float, size: int, ink: str) -> Media:
    """The formula at `size` points as a PNG, centred in a rectangle; `ink` is its colour as RRGGBB.

    `width` and `height` are those of the rectangle in points; the background is transparent.
    """
    import resvg_py  # noqa: PLC0415  (few decks hold formulas)

    drawing = _drawn(node)
    wide, high = width * _UNITS / size, height * _UNITS / size
    left = drawing.left - (wide - drawing.width) / 2
    top = drawing.top - (high - drawing.height) / 2
    density = min(_PIXELS_PER_POINT, _MOST_PIXELS_PER_EM / size)
    pixels = max(round(width * density), 1), max(round(height * density), 1)
    sized = rf'\1width="{pixels[0]}" height="{pixels[1]}"'
    svg = _SIZE.sub(sized, drawing.svg.replace('"black"', f'"#{ink}"'), count=1)
    svg = _VIEW_BOX.sub(f'viewBox="{left:.2f} {top:.2f} {wide:.2f} {high:.2f}"', svg, count=1)
    content = bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))
    return Media("Formula", "png", content, *pixels)


@lru_cache(maxsize=2048)
def _drawn(node: Element) -> _Drawing:
    # A text would be searched for minus signs, in words too.
    drawing = _ziamath()(ElementTree.fromstring(mathml(node)), size=_UNITS, margin=0)
    width, height = drawing.getsize()
    # Without this, resvg clips each letter by a mask as large as the picture, which takes most of the time.
    svg = drawing.svg().replace("<symbol ", '<symbol overflow="visible" ')
    box = re.search(r'viewBox="([^"]*)"', svg)
    assert box is not None, "this is a bug in deckgen: ziamath drew no view box"
    left, top, _, _ = map(float, box[1].split())
    return _Drawing(svg, left, top, width, height)


def _ziamath() -> type[Math]:
    """The class that draws. Its rows measure their parts before drawing them only if they hold a bracket that grows,
    and remember it: ziamath's own do so at each level of a formula, so that the time doubles with each level.
    """
    from ziamath.nodes.mrow import Mrow  # noqa: PLC0415  (slow to import, and few decks hold formulas)
    from ziamath.zmath import Math  # noqa: PLC0415

    heights: dict[tuple[str, ...], tuple[float, float]] = {}

    class Row(Mrow, tag="mrow"):
        def _get_height_nostretch(self, line: list[ElementTree.Element], **given: Any) -> tuple[float, float]:
            if not any(sign.get("stretchy") == "true" for part in line for sign in part.iter("mo")):
                return 0, 0
            key = (str(self.style), *(ElementTree.tostring(part, encoding="unicode") for part in line))
            if key not in heights:
                heights[key] = super()._get_height_nostretch(line, **given)
            return heights[key]

    return Math
