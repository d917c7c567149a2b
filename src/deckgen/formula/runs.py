"""Formulas in running text: letters, signs, indices and exponents as pieces of text with the same formatting.

A part that is higher than a line, such as a fraction, is set flat, as `a/b`; its name is told, because an author may
prefer an equation of its own. A part that has no flat form, such as a matrix, is told too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.formula import Script
from deckgen.formula.alphabets import in_alphabet
from deckgen.formula.mathml import formula_of
from deckgen.formula.tokens import Mistake
from deckgen.formula.tree import LIMITS, SCRIPTS, Element, fence_of, parts_of, script_parts, takes_limits, text_of
from deckgen.macros import Macros

_GAP = "\u00a0"
_TYPED = "\ue000"
"""A space that the author typed in a text, which stays where the gaps around signs go; no font has this sign."""
_WIDE = 0.25
"""The width in em from which a space is one between words."""
_LONG = 24
"""The length in characters from which a formula may be broken into lines after its relations."""
_UPRIGHT = ("double-struck", "script", "fraktur", "sans-serif", "monospace")
FLAT = (
    "a fraction",
    "a root",
    "a line over or under a formula",
    "an exponent or index of an exponent or index",
    "a label over or under a sign",
)
"""What has a flat form that everybody reads, such as `a/b`."""


class Piece(Struct, frozen=True):
    """Characters of a formula with the same formatting."""

    text: str
    italic: bool = False
    bold: bool = False
    script: Script = "none"


class Said(Struct, frozen=True):
    """A formula as pieces from left to right, and the names of the parts that are not as LaTeX draws them."""

    pieces: tuple[Piece, ...]
    flat: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The characters of the formula as plain text, which has no raised or lowered letters."""
        scripts = groupby(self.pieces, key=lambda piece: piece.script)
        return "".join(scripted("".join(piece.text for piece in pieces), script) for script, pieces in scripts)


@lru_cache(maxsize=1024)
def said_in_text(latex: str, macros: Macros = ()) -> Said | Mistake:
    """The formula in `latex` as running text."""
    tree = formula_of(latex, macros)
    if isinstance(tree, Mistake):
        return tree
    speaker = _Flat()
    pieces = list(speaker.said(tree))
    if sum(len(piece.text) for piece in pieces) >= _LONG:
        pieces = [replace(piece, text=piece.text.replace(_GAP + "\u2060", " ")) for piece in pieces]
    shown = [replace(piece, text=piece.text.replace("\u2060", "").replace(_TYPED, _GAP)) for piece in pieces]
    merged = _merged(shown)
    return Said(merged, tuple(dict.fromkeys(speaker.flat)))


def remark_on(latex: str, macros: Macros = ()) -> tuple[Code, Mistake] | None:
    """What is to be said about the formula in `latex` as running text on a slide, as an error or a warning by its
    code; None if it is drawn there as LaTeX draws it.
    """
    said, hint = said_in_text(latex, macros), "put it into a `formula` of its own"
    if isinstance(said, Mistake):
        return Code.BAD_FORMULA, said
    impossible = next((name for name in said.flat if name not in FLAT), None)
    if impossible is not None:
        return Code.BAD_FORMULA, Mistake(0, len(latex), f"{impossible} cannot be in running text", hint)
    if not said.flat:
        return None
    message = f"{said.flat[0]} in running text is set flat: `{said.plain}`"
    return Code.FORMULA_FLAT, Mistake(0, len(latex), message, f"{hint}, or write it flat yourself")


class _Flat:
    """Sets a formula in one line, and keeps the names of what is drawn otherwise in a formula of its own."""

    def __init__(self) -> None:
        self.flat: list[str] = []

    def said(self, node: Element) -> Iterator[Piece]:
        match node.tag:
            case "mi" | "mn" | "mo" | "mtext":
                yield _letters(node)
            case "mspace":
                yield Piece(_TYPED if node.em >= _WIDE else _GAP if node.em > 0 else "")
            case "mrow":
                yield from self.row(node)
            case tag if tag in SCRIPTS + LIMITS:
                yield from self.scripts(node)
            case "mfrac":
                yield from self.fraction(*node.children, bar=node.get("linethickness") != "0")
            case "msqrt" | "mroot":
                yield from self.root(*node.children)
            case "mtable":
                yield from self.table(node)
            case _:
                self.flat.append(_NAMES[node.tag])
                if node.tag != "mphantom":
                    yield from (piece for child in node.children for piece in self.said(child))

    def row(self, node: Element) -> Iterator[Piece]:
        found, children = fence_of(node), node.children
        match node.get("role"):
            case "applied":
                yield from self.said(children[0])
                yield Piece("" if fence_of(children[2]) else _GAP)
                yield from self.enclosed(children[2], children[2].tag == "mfrac")
            case "summed":
                yield from self.said(children[0])
                yield Piece(_GAP if parts_of(children[1]) else "")
                yield from self.said(children[1])
            case _ if found is not None and found[0] == "(" and found[1].get("linethickness") == "0":
                yield from self.binomial(*found[1].children)
            case _ if found is not None:
                yield Piece(found[0])
                yield from self.said(found[1])
                yield Piece(found[2])
            case _:
                yield from self.side_by_side(children)

    def side_by_side(self, parts: Sequence[Element]) -> Iterator[Piece]:
        before: Element | None = None
        for number, part in enumerate(parts):
            if part.tag == "mo" and _is_between(part, before):
                sign = _letters(part)
                in_front = _GAP if before is not None and part.kind != "punctuation" else ""
                behind = _GAP + ("\u2060" if part.kind == "relation" else "")
                yield replace(sign, text=in_front + sign.text + behind)
            else:
                if part.get("role") and _is_operand(before):
                    yield Piece(_GAP)
                # 1/2 beside x would be read as 1 over 2x.
                is_beside = _is_operand(before) or (number + 1 < len(parts) and _is_operand(parts[number + 1]))
                yield from self.enclosed(part, part.tag == "mfrac" and is_beside)
            before = part

    def scripts(self, node: Element) -> Iterator[Piece]:
        base, lower, upper = script_parts(node)
        mark = node.children[1]
        if mark.get("accent"):
            yield from self.marked(base, mark)
            return
        if node.tag in LIMITS and base.base.kind not in ("large", "function") and not takes_limits(base.base):
            self.flat.append("a label over or under a sign")
        yield from self.said(base)
        yield from self.script(lower, "lowered")
        yield from self.script(upper, "raised")

    def script(self, node: Element | None, script: Script) -> Iterator[Piece]:
        """A script in smaller type. Text has only one size for scripts, so those on scripts are characters."""
        for piece in self.said(node) if node is not None else ():
            if piece.script != "none":
                self.flat.append("an exponent or index of an exponent or index")
            if set(piece.text) <= {"′"}:
                # A prime is a raised character already.
                yield piece
            else:
                text = piece.text.replace(_GAP, "").replace("\u2060", "")
                yield replace(piece, text=scripted(text, piece.script), script=script)

    def marked(self, base: Element, mark: Element) -> Iterator[Piece]:
        """A letter with an accent, or something under a line."""
        inner = list(self.said(base))
        is_line = mark.text in _LINES
        accent = _LINES.get(mark.text, mark.text)
        if len(inner) == 1 and len(inner[0].text) == 1 and (is_line or not mark.get("stretchy")):
            yield replace(inner[0], text=unicodedata.normalize("NFC", inner[0].text + accent))
            return
        self.flat.append(
            "a line over or under a formula" if is_line else _ACROSS.get(mark.text, "a mark over several letters")
        )
        for piece in inner:
            yield replace(piece, text="".join(sign + (accent if is_line else "") for sign in piece.text))

    def fraction(self, above: Element, below: Element, *, bar: bool) -> Iterator[Piece]:
        if not bar:
            self.flat.append("one part over another")
        else:
            self.flat.append("a fraction")
        yield from self.enclosed(above, above.tag == "mfrac" or len(_signs(above)) > 0)
        yield Piece("/" if bar else " ¦ ")
        yield from self.enclosed(below, below.tag == "mfrac" or len(parts_of(below)) > 1)

    def binomial(self, of: Element, chosen: Element) -> Iterator[Piece]:
        self.flat.append("one part over another")
        yield Piece("C(")
        yield from self.said(of)
        yield Piece(", ")
        yield from self.said(chosen)
        yield Piece(")")

    def root(self, of: Element, degree: Element | None = None) -> Iterator[Piece]:
        is_short = (len(parts_of(of)) == 1 and of.tag in ("mi", "mn")) or fence_of(of) is not None
        if degree is not None or not is_short:
            self.flat.append("a root")
        yield from self.script(degree, "raised")
        yield Piece("√")
        yield from self.enclosed(of, not is_short)

    def enclosed(self, node: Element, needed: bool) -> Iterator[Piece]:
        """A part in brackets if it needs them to stay together."""
        brackets = ("(", ")") if needed else ("", "")
        yield Piece(brackets[0])
        yield from self.said(node)
        yield Piece(brackets[1])

    def table(self, table: Element) -> Iterator[Piece]:
        self.flat.append("several lines" if table.get("displaystyle") else "a matrix")
        joint, before = "", None
        for line in table.children:
            for cell in line.children:
                # A comma that the author typed needs no other one behind it.
                yield Piece("" if before is not None and text_of(before).endswith((",", ";")) else joint)
                yield from self.side_by_side(cell.children)
                joint, before = " " if table.get("displaystyle") else ", ", cell
            joint = "; "


_NAMES = {
    "menclose": "a frame or a line through a formula",
    "mstyle": "a coloured part",
    "mphantom": "an invisible part",
}
_LINES = {"‾": "\u0305", "_": "\u0332"}
_ACROSS = dict.fromkeys("⏞⎴⏜⏟⎵⏝", "a brace over or under a formula")


def _signs(node: Element) -> list[Element]:
    return [part for part in parts_of(node) if part.kind in ("binary", "relation", "punctuation")]


def _letters(node: Element) -> Piece:
    variant = node.get("mathvariant")
    text = in_alphabet(node.text, variant) if variant in _UPRIGHT else node.text
    return Piece(text.replace(" ", _TYPED), variant in ("italic", "bold-italic"), variant in ("bold", "bold-italic"))


def _is_between(sign: Element, before: Element | None) -> bool:
    """True if a sign is between two operands, with space around it; else it belongs to the operand after it."""
    if sign.kind == "punctuation" or (sign.kind == "relation" and sign.text != ":"):
        return True
    after_a_sign = before is not None and before.kind in ("binary", "relation", "punctuation", "open")
    return sign.kind in ("binary", "relation") and before is not None and not after_a_sign


def _is_operand(node: Element | None) -> bool:
    """True if this is neither sign nor space, so that a name after it needs space."""
    return node is not None and node.tag != "mspace" and node.kind in ("ordinary", "number", "close", "text")


def _merged(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    merged: list[Piece] = []
    for piece in pieces:
        if merged and piece == replace(merged[-1], text=piece.text):
            merged[-1] = replace(piece, text=merged[-1].text + piece.text)
        elif piece.text:
            merged.append(piece)
    return tuple(merged)


_RAISED = dict(
    zip("0123456789+−=()niTabcdefghjklmoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)
)
_LOWERED = dict(zip("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))


def scripted(text: str, script: Script) -> str:
    """`text` raised or lowered: in superscript or subscript characters, or after `^` or `_`."""
    if script == "none" or not text:
        return text
    table = _RAISED if script == "raised" else _LOWERED
    if all(character in table for character in text):
        return "".join(table[character] for character in text)
    sign = "^" if script == "raised" else "_"
    return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})"
