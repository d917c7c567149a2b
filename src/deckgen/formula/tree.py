"""The closed set of nodes in a formula, independent of the notation that it is read from or written to."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Kind = Literal["ordinary", "number", "binary", "relation", "open", "close", "punctuation", "function", "text"]
"""The kind of a character in a formula; the space around it follows from that."""
Letters = Literal["italic", "upright", "bold", "bold-italic", "double-struck", "script", "fraktur", "sans", "mono"]
Columns = Literal["left", "centre", "right"]


class Atom(Struct, frozen=True):
    """Characters that name one thing, in ordinary letters; `letters` is the alphabet in which they are drawn."""

    text: str
    kind: Kind = "ordinary"
    letters: Letters = "upright"


class Space(Struct, frozen=True):
    """Space that the author asked for, in em."""

    em: float


class Row(Struct, frozen=True):
    """Parts side by side; empty if nothing was written."""

    parts: tuple[Node, ...] = ()


class Fraction(Struct, frozen=True):
    """One thing over another, with a line between them unless there is no `bar`."""

    above: Node
    below: Node
    bar: bool = True


class Root(Struct, frozen=True):
    """A root; the degree of a square root is None."""

    of: Node
    degree: Node | None = None


class Scripts(Struct, frozen=True):
    """A base with an index, an exponent, or both."""

    base: Node
    lower: Node | None = None
    upper: Node | None = None


class Limits(Struct, frozen=True):
    """A base with other parts directly under and over it."""

    base: Node
    lower: Node | None = None
    upper: Node | None = None


class Sum(Struct, frozen=True):
    """A large operator (a sum, a product, an integral, a union …) with its bounds and its operand."""

    sign: str
    lower: Node | None
    upper: Node | None
    of: Node
    stacked: bool = True
    """True if the bounds are under and over the sign, and not beside it."""


class Function(Struct, frozen=True):
    """A function that is written by its name, such as a sine or a limit, and its argument."""

    name: Node
    of: Node


class Fence(Struct, frozen=True):
    """Content between two delimiters as tall as it is; an empty delimiter is not drawn."""

    left: str
    of: Node
    right: str


class Accent(Struct, frozen=True):
    """Content under an accent, which is a combining character."""

    of: Node
    mark: str


class Line(Struct, frozen=True):
    """Content with a line or a brace of its width above or below it."""

    of: Node
    shape: Literal["line", "brace"]
    over: bool


class Matrix(Struct, frozen=True):
    """Rows of cells; `columns` gives the alignment of each column."""

    rows: tuple[tuple[Node, ...], ...]
    columns: tuple[Columns, ...]


class Lines(Struct, frozen=True):
    """Lines of a formula, one below the other. If they have several parts, these are aligned in pairs: on every line,
    the first part ends and the second begins at the same place.
    """

    rows: tuple[tuple[Node, ...], ...]


Node = (
    Atom | Space | Row | Fraction | Root | Scripts | Limits | Sum | Function | Fence | Accent | Line | Matrix | Lines
)


class Mistake(Struct, frozen=True):
    """The reason why a text is no formula: its offset, counted from 0, its length, the problem, and the remedy."""

    start: int
    length: int
    message: str
    hint: str


def text_of(node: Node | None) -> str:
    """All characters of a formula in reading order, those of fences and signs included."""
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
