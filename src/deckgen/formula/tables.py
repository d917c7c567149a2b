"""Environments: matrices, cases and aligned lines, by the names that LaTeX has for them."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.formula.reader import Reader
from deckgen.formula.scan import Token
from deckgen.formula.tree import Columns, Fence, Lines, Matrix, Node, Row

_FENCED = {
    "matrix": ("", ""), "smallmatrix": ("", ""), "array": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"), "cases": ("{", ""), "dcases": ("{", ""),
    "rcases": ("", "}"),
}  # fmt: skip
_LINES = (
    "aligned", "align", "align*", "alignat", "gather", "gather*", "gathered", "split", "equation", "equation*",
    "eqnarray", "eqnarray*", "multline", "multline*",
)  # fmt: skip
_LETTERS: dict[str, Columns] = {"l": "left", "c": "centre", "r": "right"}


def check_name(name: str, reader: Reader, token: Token) -> None:
    """Report an environment that is not known."""
    if name not in _FENCED and name not in _LINES:
        hint = "write `matrix`, `pmatrix`, `bmatrix`, `cases` or `aligned`"
        reader.fail(token, f"`\\begin{{{name}}}` is not known in formulas", hint)


def table(name: str, rows: Sequence[tuple[Node, ...]], columns: str) -> Node:
    """The rows of the environment `name`; `columns` are the letters of an array."""
    if name in _LINES:
        return Lines(tuple(rows)) if len(rows) > 1 or len(rows[0]) > 1 else rows[0][0]
    width = max((len(row) for row in rows), default=1)
    even = tuple((*row, *(Row(),) * (width - len(row))) for row in rows)
    given: list[Columns] = [_LETTERS[letter] for letter in columns if letter in _LETTERS]
    usual: Columns = "left" if name.endswith("cases") else "centre"
    matrix = Matrix(even, tuple((given + [usual] * width)[:width]))
    left, right = _FENCED[name]
    return Fence(left, matrix, right) if left or right else matrix
