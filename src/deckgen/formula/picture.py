"""The size of a formula, and a picture of it for programs that cannot draw formulas, by way of MathML (MathML Core).

STIX Two Math, which ziamath bundles, draws the picture, so that every machine measures and draws alike. PowerPoint
sets formulas in Cambria Math, whose letters are about as wide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape

from msgspec import Struct
from msgspec.structs import replace

from deckgen.formula.symbols import in_alphabet
from deckgen.formula.tree import (
    Accent,
    Atom,
    Fence,
    Fraction,
    Function,
    Kind,
    Limits,
    Line,
    Lines,
    Matrix,
    Node,
    Root,
    Row,
    Scripts,
    Space,
    Sum,
)
from deckgen.media.media import Media

_ALIGNED = {"left": "left", "centre": "center", "right": "right"}


def mathml(node: Node) -> str:
    """The formula as a `<math>` element in display style."""
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">{"".join(_items(node))}</math>'


def _element(node: Node | None) -> str:
    """A part as one element."""
    items = [] if node is None else list(_items(node))
    return items[0] if len(items) == 1 else f"<mrow>{''.join(items)}</mrow>"


def _items(node: Node) -> Iterator[str]:
    """A part as the elements of a row; nested rows make ziamath slow."""
    match node:
        case Row():
            for part, before in zip(node.parts, (None, *node.parts), strict=False):
                if isinstance(part, Function) and isinstance(before, Atom) and before.kind in ("ordinary", "number"):
                    yield '<mspace width="0.167em"/>'
                yield from _items(_signed(part, before))
        case Sum():
            tags = _STACKED if node.stacked else _BESIDE
            sign = f'<mo largeop="true" movablelimits="false">{node.sign}</mo>'
            yield _around(tags, sign, node.lower, node.upper)
            yield from _items(node.of)
        case Function():
            yield _element(node.name)
            if not isinstance(node.of, Fence):
                yield '<mspace width="0.167em"/>'
            yield from _items(node.of)
        case Fence():
            grows = _is_tall(node.of)
            inner = [_bracket(node.left, grows), *_items(node.of), _bracket(node.right, grows)]
            yield from [f"<mrow>{''.join(inner)}</mrow>"] if grows else filter(None, inner)
        case _:
            yield _structure(node)


def _bracket(sign: str, grows: bool) -> str:
    return f'<mo stretchy="{"true" if grows else "false"}">{escape(sign)}</mo>' if sign else ""


def _is_tall(node: Node) -> bool:
    """True if the brackets around this are taller than a letter."""
    match node:
        case Atom() | Space():
            return False
        case Row():
            return any(map(_is_tall, node.parts))
        case Scripts() | Accent():
            return _is_tall(node.base if isinstance(node, Scripts) else node.of)
        case Fence():
            return _is_tall(node.of)
        case Function(name=Atom() | Scripts()):
            return _is_tall(node.of)
    return True


def _structure(node: Atom | Space | Fraction | Root | Scripts | Limits | Accent | Line | Matrix | Lines) -> str:
    """A part that is an element of its own."""
    match node:
        case Atom():
            return _atom(node)
        case Space():
            return f'<mspace width="{node.em:.3f}em"/>'
        case Scripts():
            return _around(_BESIDE, _element(node.base), node.lower, node.upper)
        case Limits():
            return _around(_STACKED, _element(node.base), node.lower, node.upper)
        case Matrix() | Lines():
            return _table(node)
        case Fraction():
            line = "" if node.bar else ' linethickness="0"'
            return f"<mfrac{line}>{_element(node.above)}{_element(node.below)}</mfrac>"
        case Root():
            if node.degree is None:
                return f"<msqrt>{_element(node.of)}</msqrt>"
            return f"<mroot>{_element(node.of)}{_element(node.degree)}</mroot>"
        case Accent():
            return f'<mover accent="true">{_element(node.of)}<mo>{_SPACING[node.mark]}</mo></mover>'
        case Line():
            return _line(node)


_BESIDE = ("msub", "msup", "msubsup")
_STACKED = ("munder", "mover", "munderover")
_SPACING = {
    "\u0302": "^", "\u0304": "¯", "\u20d7": "→", "\u0303": "˜", "\u0307": "˙", "\u0308": "¨", "\u20db": "⃛",
    "\u0301": "´", "\u0300": "`", "\u030c": "ˇ", "\u0306": "˘", "\u030a": "˚",
}  # fmt: skip
"""MathML expects spacing characters for accents, not combining ones."""


def _signed(part: Node, before: Node | None) -> Node:
    """The part, with a sign before a number or a letter as an ordinary character, because it needs no space."""
    if isinstance(part, Atom) and part.kind == "binary":
        opens = before is None or (isinstance(before, Atom) and before.kind in _BEFORE_A_SIGN)
        return replace(part, kind="ordinary") if opens else part
    return part


def _atom(atom: Atom) -> str:
    sign = escape(in_alphabet(atom.text, atom.letters))
    match atom.kind:
        case "number":
            return f"<mn>{sign}</mn>"
        case "text":
            kept = sign.replace(" ", "\u00a0")
            return f"<mtext>{kept}</mtext>"
        case "ordinary" if atom.text.isalpha():
            usual = "italic" if atom.letters == "italic" else "normal"
            return f'<mi mathvariant="{usual}">{escape(atom.text) if usual == "italic" else sign}</mi>'
        case "function":
            return f'<mi mathvariant="normal">{sign}</mi>'
        case "ordinary" | "binary" | "relation" | "punctuation" | "open" | "close":
            before, behind = _GAPS.get(atom.kind, (0.0, 0.0))
            return f'<mo stretchy="false" lspace="{before}em" rspace="{behind}em">{sign}</mo>'


_GAPS: dict[Kind, tuple[float, float]] = {
    "binary": (0.222, 0.222), "relation": (0.278, 0.278), "punctuation": (0.0, 0.167),
}  # fmt: skip
"""The space before and after a sign, in em, as in TeX."""
_BEFORE_A_SIGN: tuple[Kind, ...] = ("binary", "relation", "punctuation", "open")


def _around(tags: tuple[str, str, str], base: str, lower: Node | None, upper: Node | None) -> str:
    """`base` with scripts or limits below, above, or both; the tags are in that order."""
    if lower is not None and upper is not None:
        return f"<{tags[2]}>{base}{_element(lower)}{_element(upper)}</{tags[2]}>"
    if lower is not None:
        return f"<{tags[0]}>{base}{_element(lower)}</{tags[0]}>"
    return f"<{tags[1]}>{base}{_element(upper)}</{tags[1]}>" if upper is not None else base


def _line(node: Line) -> str:
    tag = "mover" if node.over else "munder"
    sign = {"line": "‾" if node.over else "_", "brace": "⏞" if node.over else "⏟"}[node.shape]
    return f'<{tag}>{_element(node.of)}<mo stretchy="true">{sign}</mo></{tag}>'


def _table(node: Matrix | Lines) -> str:
    """Cells in rows. Lines meet between their parts, so parts are right- and left-aligned in turn, without gaps."""
    width = max(map(len, node.rows))
    if isinstance(node, Matrix):
        aligned, style = [_ALIGNED[column] for column in node.columns], ""
    elif width == 1:
        aligned, style = ["center"], ' displaystyle="true"'
    else:
        aligned, style = [("right", "left")[number % 2] for number in range(width)], ' displaystyle="true"'
    style += ' columnspacing="0.9em" rowspacing="0.4em"' if isinstance(node, Matrix) else ' columnspacing="0.05em"'
    rows = "".join(f"<mtr>{''.join(f'<mtd>{_element(cell)}</mtd>' for cell in row)}</mtr>" for row in node.rows)
    return f'<mtable columnalign="{" ".join(aligned)}"{style}>{rows}</mtable>'


_UNITS = 1000
"""The number of points to the em in measurements of formulas, so that whole numbers are precise enough."""
_PIXELS_PER_POINT = 2
_VIEW_BOX = re.compile(r'viewBox="[^"]*"')
_SIZE = re.compile(r'(<svg [^>]*?)width="[^"]*" height="[^"]*"')


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


def extent_of(node: Node) -> Extent:
    """The size of a formula."""
    drawing = _drawn(node)
    return Extent(round(drawing.width), round(drawing.height))


def picture_of(node: Node, width: float, height: float, size: int, ink: str) -> Media:
    """The formula at `size` points as a PNG, centred in a rectangle; `ink` is its colour as RRGGBB.

    `width` and `height` are those of the rectangle in points; the background is transparent.
    """
    import resvg_py  # noqa: PLC0415  (few decks hold formulas)

    drawing = _drawn(node)
    wide, high = width * _UNITS / size, height * _UNITS / size
    left = drawing.left - (wide - drawing.width) / 2
    top = drawing.top - (high - drawing.height) / 2
    pixels = max(round(width * _PIXELS_PER_POINT), 1), max(round(height * _PIXELS_PER_POINT), 1)
    sized = rf'\1width="{pixels[0]}" height="{pixels[1]}"'
    svg = _SIZE.sub(sized, drawing.svg.replace('"black"', f'"#{ink}"'), count=1)
    svg = _VIEW_BOX.sub(f'viewBox="{left:.2f} {top:.2f} {wide:.2f} {high:.2f}"', svg, count=1)
    content = bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))
    return Media("Formula", "png", content, *pixels)


@lru_cache(maxsize=2048)
def _drawn(node: Node) -> _Drawing:
    from ziamath.zmath import Math  # noqa: PLC0415  (slow to import, and few decks hold formulas)

    drawing = Math(mathml(node), size=_UNITS, margin=0)
    width, height = drawing.getsize()
    svg = drawing.svg()
    box = re.search(r'viewBox="([^"]*)"', svg)
    assert box is not None, "this is a bug in deckgen: ziamath drew no view box"
    left, top, _, _ = map(float, box[1].split())
    return _Drawing(svg, left, top, width, height)
