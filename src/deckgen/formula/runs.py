"""Formulas in running text: letters, signs, indices and exponents as pieces of text with the same formatting.

A part that running text cannot show, such as a fraction or a matrix, is a mistake with a hint.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from deckgen.formula import Script
from deckgen.formula.parser import formula_of
from deckgen.formula.symbols import in_alphabet
from deckgen.formula.tree import (
    Accent,
    Atom,
    Fence,
    Fraction,
    Function,
    Limits,
    Line,
    Lines,
    Matrix,
    Mistake,
    Node,
    Root,
    Row,
    Scripts,
    Space,
    Sum,
)

_GAP = "\u00a0"
_LONG = 24
"""The length in characters from which a formula may be broken into lines after its relations."""
_UPRIGHT = ("double-struck", "script", "fraktur", "sans", "mono")


class Piece(Struct, frozen=True):
    """Characters of a formula with the same formatting."""

    text: str
    italic: bool = False
    bold: bool = False
    script: Script = "none"


class _Unsayable(Exception):  # noqa: N818
    """Raised at the first part of a formula that running text cannot show."""


@lru_cache(maxsize=1024)
def pieces_of(latex: str) -> tuple[Piece, ...] | Mistake:
    """The pieces of the formula in `latex`, from left to right, or the reason why running text cannot show it."""
    tree = formula_of(latex)
    if isinstance(tree, Mistake):
        return tree
    try:
        pieces = list(_said(tree))
    except _Unsayable as unsayable:
        hint = "put it into a `formula` of its own"
        return Mistake(0, max(len(latex), 1), f"{unsayable} cannot be in running text", hint)
    if sum(len(piece.text) for piece in pieces) >= _LONG:
        pieces = [replace(piece, text=piece.text.replace(_GAP + "\u2060", " ")) for piece in pieces]
    return _merged([replace(piece, text=piece.text.replace("\u2060", "")) for piece in pieces])


def _said(node: Node) -> Iterator[Piece]:
    match node:
        case Atom():
            yield _letters(node)
        case Space():
            yield Piece(_GAP if node.em > 0 else "")
        case Row():
            yield from _row(node.parts)
        case Scripts() | Limits():
            yield from _said(node.base)
            yield from _script(node.lower, "lowered")
            yield from _script(node.upper, "raised")
        case Sum():
            yield Piece(node.sign)
            yield from _script(node.lower, "lowered")
            yield from _script(node.upper, "raised")
            yield Piece(_GAP)
            yield from _said(node.of)
        case Function():
            yield from _said(node.name)
            yield Piece("" if isinstance(node.of, Fence) else _GAP)
            yield from _said(node.of)
        case Fence():
            yield Piece(node.left)
            yield from _said(node.of)
            yield Piece(node.right)
        case Root() | Accent():
            yield from _marked(node)
        case Fraction() | Line() | Matrix() | Lines():
            raise _Unsayable(_NAMES[type(node)])


_NAMES: dict[type[Node], str] = {
    Fraction: "a fraction", Line: "a line over or under a formula", Matrix: "a matrix", Lines: "several lines",
}  # fmt: skip


def _letters(atom: Atom) -> Piece:
    bold = atom.letters in ("bold", "bold-italic")
    text = in_alphabet(atom.text, atom.letters) if atom.letters in _UPRIGHT else atom.text
    return Piece(text.replace(" ", _GAP), atom.letters in ("italic", "bold-italic"), bold)


def _marked(node: Root | Accent) -> Iterator[Piece]:
    """The pieces of a root of one thing, or of a letter with an accent."""
    inner = list(_said(node.of))
    if isinstance(node, Root):
        if node.degree is not None or len(inner) != 1 or not isinstance(node.of, Atom | Fence):
            raise _Unsayable("a root of this kind")
        yield Piece("√")
        yield inner[0]
    elif len(inner) == 1 and len(inner[0].text) == 1:
        yield replace(inner[0], text=unicodedata.normalize("NFC", inner[0].text + node.mark))
    else:
        raise _Unsayable("a mark over several letters")


def _script(node: Node | None, script: Script) -> Iterator[Piece]:
    """A script in smaller type. It contains no scripts itself, because text has only one size for them."""
    if node is None:
        return
    for piece in _said(node):
        if piece.script != "none":
            raise _Unsayable("an exponent or index of an exponent or index")
        if set(piece.text) <= {"′"}:
            # A prime is a raised character already.
            yield piece
        else:
            yield replace(piece, text=piece.text.replace(_GAP, "").replace("\u2060", ""), script=script)


def _row(parts: Sequence[Node]) -> Iterator[Piece]:
    before: Node | None = None
    for part in parts:
        if isinstance(part, Atom) and _is_between(part, before):
            sign = _letters(part)
            in_front = _GAP if before is not None and part.kind != "punctuation" else ""
            behind = _GAP + ("\u2060" if part.kind == "relation" else "")
            yield replace(sign, text=in_front + sign.text + behind)
        else:
            if isinstance(part, Function | Sum) and _is_operand(before):
                yield Piece(_GAP)
            yield from _said(part)
        before = part


def _is_between(atom: Atom, before: Node | None) -> bool:
    """True if a sign is between two operands, with space around it; else it belongs to the operand after it."""
    if atom.kind == "punctuation" or (atom.kind == "relation" and atom.text != ":"):
        return True
    after_a_sign = isinstance(before, Atom) and before.kind in ("binary", "relation", "punctuation", "open")
    return atom.kind in ("binary", "relation") and before is not None and not after_a_sign


def _is_operand(node: Node | None) -> bool:
    """True if this is neither sign nor space, so that a name after it needs space."""
    if isinstance(node, Atom):
        return node.kind in _LETTERS
    return node is not None and not isinstance(node, Space)


_LETTERS = ("ordinary", "number", "close", "text")


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
