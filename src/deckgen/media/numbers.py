"""The numbers of a chart, from the outline or from a file.

The way in which a file writes numbers is decided once, from all of it: `1.234,5` in one cell says that `1,234` in
another is not a thousand. Where two readings stay possible, the author is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Outcome, error, refused, warning
from deckgen.media.opening import FileName
from deckgen.media.rows import Extract, Row, Rows, rows_of
from deckgen.regex import regex
from deckgen.suggest import closest

Decimal = Literal[".", ","]
_TYPED: dict[Decimal, re.Pattern[str]] = {
    ".": regex(r"[-−]?(\d+(\.\d+)?|\.\d+)"),
    ",": regex(r"[-−]?([1-9]\d{0,2}(\.\d{3})+|\d+)(,\d+)?"),
}
"""Numbers in an outline. Where the comma is decimal, points part thousands; a comma never does."""


class Series(Struct, frozen=True):
    """A name, and one number for each category; None is a gap."""

    name: str
    numbers: tuple[float | None, ...]


class Numbers(Struct, frozen=True):
    """Categories and the series over them; `unit` follows each number, such as the `%` of a file."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""


def number(text: str, decimal: Decimal = ".") -> float | None:
    """The number that `text` denotes in an outline with this decimal sign, or None."""
    text = text.strip()
    if _TYPED[decimal].fullmatch(text) is None:
        return None
    plain = text.replace(".", "").replace(",", ".") if decimal == "," else text
    return float(plain.replace("−", "-"))


def tabulated(names: Sequence[str], rows: Sequence[Sequence[str]], decimal: Decimal = ".") -> Numbers:
    """Rows with a category and one number for each of `names`, as categories and series."""
    columns = [tuple(number(row[place], decimal) for row in rows) for place in range(1, len(names) + 1)]
    series = (Series(name, column) for name, column in zip(names, columns, strict=True))
    return Numbers(tuple(row[0] for row in rows), tuple(series))


class Chosen(Struct, frozen=True):
    """A series that is wanted: its column in the file, and its name on the slide."""

    column: FileName
    name: str


class Wanted(Struct, frozen=True):
    """What a chart takes from a file: where it is, in which columns, and how its numbers are written, if known.

    Without `series`, it is all columns beside that of the categories, which is the first one, or that is named.
    """

    extract: Extract = Extract()
    categories: FileName | None = None
    series: tuple[Chosen, ...] = ()
    decimal: Decimal | None = None
    is_scatter: bool = False


def from_file(content: bytes, name: FileName, wanted: Wanted) -> Outcome[Numbers | None]:
    """The numbers that a chart takes from a file, or the reason why it cannot."""
    found = rows_of(content, name, wanted.extract)
    if found.value is None:
        return refused(*found.diagnostics)
    rows = found.value
    columns = _columns(rows, name, wanted)
    if columns.value is None:
        return refused(*columns.diagnostics)
    first, others = columns.value
    drawn = (first, *others) if wanted.is_scatter else others
    decimal = _decimal(rows, name, drawn, wanted.decimal)
    if decimal.value is None:
        return refused(*decimal.diagnostics)
    reader = _Reader(rows, name, decimal.value)
    along = reader.texts(first) if wanted.is_scatter else tuple(row.cells[first].strip() for row in rows.rows)
    names = [chosen.name for chosen in wanted.series] or [rows.names[place] for place in others]
    series = tuple(Series(name, reader.column(place)) for name, place in zip(names, others, strict=True))
    if reader.mistake is not None:
        return refused(reader.mistake)
    if (mistake := reader.units_that_differ(names)) is not None:
        return refused(mistake)
    remarks = () if wanted.series else _about_numbers_as_names(names, name)
    return Outcome(Numbers(along, series, "%" if reader.is_in_percent else ""), remarks)


def _about_numbers_as_names(names: Sequence[str], name: FileName) -> tuple[Diagnostic, ...]:
    """A warning if the first row, which is read as names, holds numbers that are not years."""
    if not all(_is_amount(each) for each in names):
        return ()
    message = f"the first row of `{name.raw}` is read as the names of its columns, but holds {_listed(names)}"
    hint = "put a row of names above it in the file; if these are the names, list them under `series`"
    return (warning(Code.NUMBERS_AS_NAMES, message, name.place, hint),)


def _is_amount(text: str) -> bool:
    """True for a number that is not a year."""
    return _YEAR.fullmatch(text) is None and any(value_of(text, sign) is not None for sign in _FORMS)


def _listed(names: Sequence[str]) -> str:
    """The first of some names, in quotes."""
    return ", ".join(f"`{each}`" for each in names[:_MOST_LISTED]) + (" …" if len(names) > _MOST_LISTED else "")


_YEAR = regex(r"1[5-9]\d\d|2[01]\d\d")
_MOST_LISTED = 5


def _columns(rows: Rows, name: FileName, wanted: Wanted) -> Outcome[tuple[int, tuple[int, ...]] | None]:
    """The places of the column of the categories and of those of the series."""
    mistakes = []
    asked = [
        *([wanted.categories] if wanted.categories is not None else []),
        *(each.column for each in wanted.series),
    ]
    places = {}
    for column in asked:
        count = rows.names.count(column.raw.strip())
        if count == 1:
            places[column.raw] = rows.names.index(column.raw.strip())
            continue
        near = closest(column.raw, rows.names)
        hint = (
            f"did you mean `{near}`?" if near else f"its columns are {', '.join(f'`{each}`' for each in rows.names)}"
        )
        has = "no column" if count == 0 else f"{count} columns"
        hint = hint if count == 0 else "give each a name of its own in the file"
        mistakes.append(error(Code.UNKNOWN_COLUMN, f"`{name.raw}` has {has} `{column.raw}`", column.place, hint))
    if mistakes:
        return refused(*mistakes)
    first = places[wanted.categories.raw] if wanted.categories is not None else 0
    if wanted.series:
        return Outcome((first, tuple(places[each.column.raw] for each in wanted.series)))
    others = tuple(place for place in range(len(rows.names)) if place != first)
    nameless = next((place for place in others if not rows.names[place]), None)
    if nameless is None:
        names = [rows.names[place] for place in others]
        return refused(*_about_twins(names, name)) if len(set(names)) < len(names) else Outcome((first, others))
    message = f"column {nameless + 1} of `{name.raw}` has no name in the first row"
    hint = "name it there, choose columns by `series`, or say `skip: 1` if the names are a line further down"
    return refused(error(Code.NOT_A_TABLE, message, name.place, hint))


def _about_twins(names: Sequence[str], name: FileName) -> Iterable[Diagnostic]:
    """An error for each name that several columns have, which nobody could tell apart."""
    for twin in dict.fromkeys(each for each in names if names.count(each) > 1):
        message = f"`{name.raw}` has {names.count(twin)} columns `{twin}`"
        yield error(Code.UNKNOWN_COLUMN, message, name.place, "give each a name of its own in the file")


_GAPS = frozenset(("", "nan", "na", "n/a", "#n/a", "null", "none", "-", "–", "—"))
_SPACES = " \u00a0\u202f\u2009'\u2019"
"""The signs between thousands that are never decimal: spaces of three widths, and the apostrophe of Switzerland."""
_SIGNED = regex(r"(?P<open>\()?\s*(?P<sign>[-+−–])?\s*(?P<digits>[\d.,].*?)\s*(?P<percent>%)?\s*(?P<close>\))?")


def _written(other: str, decimal: str) -> re.Pattern[str]:
    """The pattern of a number without its sign, with thousands parted by the `other` sign, or by spaces."""
    grouped = rf"[1-9]\d{{0,2}}(?P<group>[{re.escape(other + _SPACES)}])\d{{3}}(?:(?P=group)\d{{3}})*"
    exponent = r"(?:[eE][-+−]?\d{1,3})?"
    return re.compile(rf"(?:(?:{grouped}|\d+)(?:{re.escape(decimal)}\d*)?|{re.escape(decimal)}\d+){exponent}")


_FORMS: dict[Decimal, re.Pattern[str]] = {".": _written(",", "."), ",": _written(".", ",")}


class Value(Struct, frozen=True):
    """A number in a cell, and if it is a share in percent."""

    number: float
    is_percent: bool


def value_of(cell: str, decimal: Decimal) -> Value | None:
    """The number in a cell of a file with this decimal sign, or None. Accountants put brackets around losses."""
    signed = _SIGNED.fullmatch(cell.strip())
    if signed is None or (signed["open"] is None) != (signed["close"] is None):
        return None
    if _FORMS[decimal].fullmatch(signed["digits"]) is None or (signed["open"] and signed["sign"]):
        return None
    thousands = _SPACES + ("," if decimal == "." else ".")
    digits = (
        signed["digits"].translate({ord(sign): None for sign in thousands}).replace(decimal, ".").replace("−", "-")
    )
    negative = signed["open"] is not None or (signed["sign"] or "+") != "+"
    return Value(-float(digits) if negative else float(digits), signed["percent"] is not None)


def _is_gap(cell: str) -> bool:
    return cell.strip().lower() in _GAPS


def _decimal(rows: Rows, name: FileName, drawn: Sequence[int], said: Decimal | None) -> Outcome[Decimal | None]:
    """The decimal sign of a file: the one with which all its numbers can be read."""
    cells = [(row, row.cells[place]) for row in rows.rows for place in drawn if not _is_gap(row.cells[place])]
    if said is not None:
        return Outcome(said)
    signs: tuple[Decimal, Decimal] = (".", ",")
    fails = {sign: sum(value_of(cell, sign) is None for _, cell in cells) for sign in signs}
    if fails["."] != fails[","]:
        return Outcome(min(signs, key=lambda sign: fails[sign]))
    readings = [(row, cell.strip(), value_of(cell, "."), value_of(cell, ",")) for row, cell in cells]
    for row, cell, one, other in readings:
        if one is not None and other is not None and one != other:
            message = f"`{cell}` in line {row.line} of `{name.raw}` can be {one.number:.15g} or {other.number:.15g}"
            hint = (
                f'say `decimal: "."` beside `file` for {one.number:.15g}, or `decimal: ","` for {other.number:.15g}'
            )
            return refused(error(Code.NOT_A_NUMBER, message, name.place, hint))
    in_one_way = [(row, cell, one is None) for row, cell, one, other in readings if (one is None) != (other is None)]
    if not in_one_way:
        return Outcome(".")
    first = in_one_way[0]
    unlike = next(each for each in in_one_way if each[2] != first[2])
    named = " and ".join(f"`{cell}` in line {row.line}" for row, cell, _ in (first, unlike))
    message = f"`{name.raw}` writes decimals in two ways: {named}"
    return refused(error(Code.NOT_A_NUMBER, message, name.place, "write all of them in one way"))


class _Reader:
    """Reads the columns of a file; `mistake` is the first cell that is no number."""

    def __init__(self, rows: Rows, name: FileName, decimal: Decimal) -> None:
        self._rows, self._name, self._decimal = rows, name, decimal
        self._percent: list[bool | None] = []
        self.mistake: Diagnostic | None = None

    def column(self, place: int) -> tuple[float | None, ...]:
        values = [self._value(row, place) for row in self._rows.rows]
        shares = [value.is_percent for value in values if value is not None]
        self._percent.append(shares[0] if shares else None)
        if len(set(shares)) > 1:
            self._wrong(self._mixed(place, values))
        return tuple(None if value is None else value.number for value in values)

    def texts(self, place: int) -> tuple[str, ...]:
        """The numbers along the horizontal axis, as texts."""
        values = [self._value(row, place) for row in self._rows.rows]
        for row, value in zip(self._rows.rows, values, strict=True):
            if value is None:
                what = f"line {row.line} of `{self._name.raw}` has no number for the horizontal axis"
                self._wrong(error(Code.NOT_A_NUMBER, what, self._name.place, "add it, or remove the line"))
        return tuple("" if value is None else f"{value.number:.15g}" for value in values)

    @property
    def is_in_percent(self) -> bool:
        return True in self._percent and False not in self._percent

    def units_that_differ(self, names: Sequence[str]) -> Diagnostic | None:
        """The error of two columns, of those with these `names`, of which only one is in percent."""
        if not {True, False} <= set(self._percent):
            return None
        share, plain = (names[self._percent.index(is_percent)] for is_percent in (True, False))
        what = f"`{share}` is in % in `{self._name.raw}`, but `{plain}` is not, and a chart has one unit"
        hint = "write `%` behind all of them or none, or choose columns of one unit by `series`"
        return error(Code.NOT_A_NUMBER, what, self._name.place, hint)

    def _value(self, row: Row, place: int) -> Value | None:
        cell = row.cells[place]
        if _is_gap(cell):
            return None
        value = value_of(cell, self._decimal)
        if value is None:
            what = f"`{cell.strip()}` in line {row.line} of `{self._name.raw}` is no number"
            hint = "mend it in the file, or choose other columns by `categories` and `series`"
            self._wrong(error(Code.NOT_A_NUMBER, what, self._name.place, hint))
        return value

    def _mixed(self, place: int, values: Iterable[Value | None]) -> Diagnostic:
        pairs = [(row, value) for row, value in zip(self._rows.rows, values, strict=True) if value is not None]
        other = next(row for row, value in pairs if value.is_percent != pairs[0][1].is_percent)
        cells = f"`{pairs[0][0].cells[place].strip()}`", f"`{other.cells[place].strip()}`"
        what = f"`{self._name.raw}` has {cells[0]} and, in line {other.line}, {cells[1]} in one column"
        return error(Code.NOT_A_NUMBER, what, self._name.place, "write all of them with `%`, or none")

    def _wrong(self, mistake: Diagnostic) -> None:
        self.mistake = self.mistake or mistake
