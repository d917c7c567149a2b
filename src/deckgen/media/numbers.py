"""The numbers of a chart, from the outline or from a CSV file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from deckgen.codes import Code
from deckgen.diagnostics import Outcome, error
from deckgen.media.opening import FileName

_NUMBER = re.compile(r"[-−]?(\d+(\.\d+)?|\.\d+)")
_MOST_ROWS = 200


class Series(Struct, frozen=True):
    """A name, and one number for each category; None is a gap."""

    name: str
    numbers: tuple[float | None, ...]


class Numbers(Struct, frozen=True):
    """Categories and the series over them."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]


def number(text: str) -> float | None:
    """The number that `text` denotes, or None."""
    text = text.strip()
    return float(text.replace("−", "-")) if _NUMBER.fullmatch(text) else None


def tabulated(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Numbers:
    """Rows with a category and one number for each of `names`, as categories and series."""
    columns = [tuple(number(row[place]) for row in rows) for place in range(1, len(names) + 1)]
    series = (Series(name, column) for name, column in zip(names, columns, strict=True))
    return Numbers(tuple(row[0] for row in rows), tuple(series))


def from_csv(text: str, name: FileName, is_scatter: bool) -> Outcome[Numbers | None]:
    """The numbers of a CSV file, or its error; cells are separated by commas, semicolons or tabs."""
    import csv  # noqa: PLC0415  (few charts are made from files)

    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    header, *rows = [row for row in csv.reader(text.split("\n"), delimiter=delimiter) if any(row)] or [[]]
    if len(header) < 2 or not rows:
        hint = "it needs names in the first row, and a category and a number in each row below"
        return Outcome(None, (error(Code.NOT_A_TABLE, f"`{name.raw}` holds no table of numbers", name.place, hint),))
    if len(rows) > _MOST_ROWS:
        message = f"`{name.raw}` has {len(rows)} rows, more than the {_MOST_ROWS} that a chart can show"
        return Outcome(
            None, (error(Code.TOO_MANY_ROWS, message, name.place, "leave the rows out that do not matter"),)
        )
    for count, row in enumerate(rows, 2):
        numbers = row if is_scatter else row[1:]
        wrong = next((cell for cell in numbers if cell.strip() and number(_pointed(cell, delimiter)) is None), None)
        if len(row) != len(header) or wrong is not None:
            what = (
                f"`{wrong}` is no number" if wrong is not None else f"there are {len(row)} cells, not {len(header)}"
            )
            return Outcome(
                None,
                (
                    error(
                        Code.NOT_A_NUMBER, f"in row {count} of `{name.raw}` {what}", name.place, "mend it in the file"
                    ),
                ),
            )
    cells = [
        [_pointed(row[0], delimiter) if is_scatter else row[0], *(_pointed(cell, delimiter) for cell in row[1:])]
        for row in rows
    ]
    return Outcome(tabulated([cell.strip() for cell in header[1:]], cells))


def _pointed(cell: str, delimiter: str) -> str:
    """The cell with its decimal comma as a point, in files that do not use commas as separators."""
    return cell if delimiter == "," else cell.replace(",", ".")
