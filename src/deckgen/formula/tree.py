"""The closed set of parts that a formula is made of, whatever it was written in and will be written as."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Kind = Literal["ordinary", "number", "binary", "relation", "open", "close", "punctuation", "function", "text"]
"""What a character does in a formula; the space round it follows from that."""
Letters = Literal["italic", "upright", "bold", "bold-italic", "double-struck", "script", "fraktur", "sans", "mono"]
Columns = Literal["left", "centre", "right"]


class Atom(Struct, frozen=True):
    """Characters that stand for one thing, in ordinary letters: `letters` says how they are drawn."""

    text: str
    kind: Kind = "ordinary"
    letters: Letters = "upright"


class Space(Struct, frozen=True):
    """Room that the author asked for, in em."""

    em: float


class Row(Struct, frozen=True):
    """Parts beside each other; none at all where nothing was written."""

    parts: tuple[Node, ...] = ()


class Fraction(Struct, frozen=True):
    """One thing over another, with a line between them unless there is no `bar`."""

    above: Node
    below: Node
    bar: bool = True


class Root(Struct, frozen=True):
    """A root; a square root has no degree."""

    of: Node
    degree: Node | None = None


class Scripts(Struct, frozen=True):
    """Something with an index, an exponent, or both."""

    base: Node
    lower: Node | None = None
    upper: Node | None = None


class Limits(Struct, frozen=True):
    """Something with other things right under and over it."""

    base: Node
    lower: Node | None = None
    upper: Node | None = None


class Sum(Struct, frozen=True):
    """A large operator (a sum, a product, an integral, a union …) with its bounds and what it is applied to."""

    sign: str
    lower: Node | None
    upper: Node | None
    of: Node
    stacked: bool = True
    """Whether the bounds stand under and over the sign, and not beside it."""


class Function(Struct, frozen=True):
    """A function that is written by its name, such as a sine or a limit, and what it is applied to."""

    name: Node
    of: Node


class Fence(Struct, frozen=True):
    """Something between two delimiters as tall as it is; an empty delimiter is not drawn."""

    left: str
    of: Node
    right: str


class Accent(Struct, frozen=True):
    """Something under a mark, which is a combining character."""

    of: Node
    mark: str


class Line(Struct, frozen=True):
    """Something under or over a line or a brace of its width."""

    of: Node
    shape: Literal["line", "brace"]
    over: bool


class Matrix(Struct, frozen=True):
    """Rows of cells; `columns` aligns each of them."""

    rows: tuple[tuple[Node, ...], ...]
    columns: tuple[Columns, ...]


class Lines(Struct, frozen=True):
    """Lines of a formula under each other. Where they have several parts, these meet at one place on every line:
    the first ends and the second begins there, and so on in pairs.
    """

    rows: tuple[tuple[Node, ...], ...]


Node = (
    Atom | Space | Row | Fraction | Root | Scripts | Limits | Sum | Function | Fence | Accent | Line | Matrix | Lines
)


class Mistake(Struct, frozen=True):
    """Why a text is no formula: where in it, counted from 0, for how many characters, what is wrong, what to do."""

    start: int
    length: int
    message: str
    hint: str


def text_of(node: Node | None) -> str:
    """All characters of a formula in the order in which they are read, those of fences and signs too."""
    match node:
        case None | Space():
            return ""
        case Atom():
            return node.text
        case Row():
            return "".join(map(text_of, node.parts))
        case Fraction():
            return text_of(node.above) + text_of(node.below)
        case Root():
            return text_of(node.degree) + text_of(node.of)
        case Scripts() | Limits():
            return text_of(node.base) + text_of(node.lower) + text_of(node.upper)
        case Sum():
            return node.sign + text_of(node.lower) + text_of(node.upper) + text_of(node.of)
        case Function():
            return text_of(node.name) + text_of(node.of)
        case Fence():
            return node.left + text_of(node.of) + node.right
        case Accent() | Line():
            return text_of(node.of)
        case Matrix() | Lines():
            return "".join(text_of(cell) for row in node.rows for cell in row)
