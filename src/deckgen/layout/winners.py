"""Which cell of a row wins it: the one that the author names, or the lower or higher of the row's numbers."""

from __future__ import annotations

from msgspec import Struct

from deckgen.outline.tables import Compare, CompareRow


class Winner(Struct, frozen=True):
    """The column of the best cell, counted from 0, and what is to be said under it."""

    column: int
    remark: str = ""


def winner_of(row: CompareRow, compare: Compare) -> Winner | None:
    """The winner of a row; None where nobody is better than all the others, or a number is left blank."""
    named = compare.best.get(row.name.raw)
    if named is not None:
        return next((Winner(n) for n, thing in enumerate(compare.of) if thing.plain == named.plain), None)
    better = compare.better.get(row.name.raw)
    if better is None:
        return None
    from deckgen.outline.quantity import quantity, times  # noqa: PLC0415  (few tables hold numbers that matter)

    filled = [(column, cell.plain) for column, cell in enumerate(row.cells) if cell.plain.strip()]
    found = [(number.amount, column) for column, text in filled if (number := quantity(text))]
    ranked = sorted(found, key=lambda each: each[0], reverse=better == "higher")
    if len(ranked) < max(2, len(filled)) or ranked[0][0] == ranked[1][0]:
        return None
    (first, column), (second, _) = ranked[:2]
    word = compare.ratio.get(row.name.raw)
    if word is None or min(first, second) <= 0:
        return Winner(column)
    return Winner(column, f"{times(max(first, second), min(first, second))} × {word.plain}")
