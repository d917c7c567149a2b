"""The rows of a table in a file: CSV as spreadsheets and programs write it, or a sheet of an Excel file.

In: the bytes, and what the outline says about them. Out: a row of names and the rows below, as text, or the reason
why there are none. The separator and the encoding follow from the whole file, which says neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Literal
from zipfile import BadZipFile, ZipFile

from msgspec import Struct

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Outcome, error, refused
from deckgen.limits import MILLION
from deckgen.media.opening import FileName
from deckgen.regex import regex
from deckgen.suggest import closest

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_BYTES, _MOST_UNPACKED = 2_000_000, 5_000_000
"""A table of a lecture has thousands of bytes."""
MOST_ROWS = 200


class Extract(Struct, frozen=True):
    """The part of a file that holds the table: its sheet and cells in an Excel file, and the lines above it."""

    sheet: FileName | None = None
    cells: FileName | None = None
    skip: int = 0


Merge = Literal["", "above", "left"]
"""With what a cell is merged: it is one with the cell above it, or with that at its left."""


class Row(Struct, frozen=True):
    """A row of cells, with its line in the file, counted from 1.

    `merged` says which cells are one with others, in a sheet that has such cells.
    """

    line: int
    cells: tuple[str, ...]
    merged: tuple[Merge, ...] = ()

    def part(self, start: int, stop: int | None = None) -> Row:
        """The row with some of its cells."""
        return Row(self.line, self.cells[start:stop], self.merged[start:stop])

    def is_empty(self, at: int) -> bool:
        """True if nothing is in a cell, and it is no part of another one."""
        return not self.cells[at].strip() and not any(self.merged[at : at + 1])


class Rows(Struct, frozen=True):
    """A table: the names in its first row, and the rows below, all of the same length."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    merged: tuple[Merge, ...] = ()
    """Which names are one with others."""


def rows_of(content: bytes, name: FileName, extract: Extract) -> Outcome[Rows | None]:
    """The table in a file, or the reason why there is none."""
    if content.startswith(_PACKAGE):
        found = _in_workbook(content, name, extract)
    elif content.startswith(_OLD_EXCEL):
        hint = "save it as an Excel workbook (.xlsx) or as CSV"
        return refused(error(Code.NOT_A_TABLE, f"`{name.raw}` is a file of an old Excel", name.place, hint))
    else:
        found = _in_text(content, name, extract)
    return refused(*found.diagnostics) if found.value is None else _checked(found.value, name)


def _checked(found: Sequence[Row], name: FileName) -> Outcome[Rows | None]:
    """The rows as a table, if each has as many cells as the first."""
    rows = [row for row in found if any(cell.strip() for cell in row.cells)]
    used = max((_used(row) for row in rows), default=0)
    rows = [row.part(0, used) for row in rows]
    if len(rows) < 2 or used < 2:
        hint = "it needs names in the first row, and a name and a cell at least in each row below"
        return refused(error(Code.NOT_A_TABLE, f"`{name.raw}` holds no table", name.place, hint))
    if len(rows) > MOST_ROWS + 1:
        message = f"`{name.raw}` has {len(rows) - 1:,} rows, more than the {MOST_ROWS} that a slide can show"
        return refused(error(Code.TOO_MANY_ROWS, message, name.place, "leave the rows out that do not matter"))
    head, *others = rows
    if any(len(row.cells) != len(head.cells) for row in others):
        return refused(_ragged(head, others, name))
    return Outcome(Rows(tuple(cell.strip() for cell in head.cells), tuple(others), head.merged))


def _used(row: Row) -> int:
    """The number of cells of a row up to the last that is not empty."""
    return max((at + 1 for at in range(len(row.cells)) if not row.is_empty(at)), default=0)


def _ragged(head: Row, rows: Sequence[Row], name: FileName) -> Diagnostic:
    """The error for rows of another length than the first: lines above the table, or a cell too many or too few."""
    width = len(rows[-1].cells)
    start = next(row.line for row in rows if len(row.cells) == width)
    if width > len(head.cells) and all(len(row.cells) == width for row in rows if row.line >= start):
        message = f"`{name.raw}` begins with other lines than the table, which seems to begin in line {start}"
        return error(Code.ROW_LENGTH, message, name.place, f"say `skip: {start - 1}` beside `file`")
    wrong = [row for row in rows if len(row.cells) != len(head.cells)]
    if len(wrong) > 1:
        lines = ", ".join(str(row.line) for row in wrong[:10]) + (" …" if len(wrong) > 10 else "")
        message = f"lines {lines} of `{name.raw}` do not have {len(head.cells)} cells, as the first row has"
    else:
        cells = "1 cell" if len(wrong[0].cells) == 1 else f"{len(wrong[0].cells)} cells"
        message = f"line {wrong[0].line} of `{name.raw}` has {cells}, but the first row has {len(head.cells)}"
    hint = "add the cells that are missing, or put quotes around what is one cell"
    return error(Code.ROW_LENGTH, message, name.place, hint)


_SEPARATORS = "\t;|,"
"""In the order of trust: a comma can be part of a number or of a text, the others hardly."""
_SAID = regex(r"sep=(.)\s*")


def _in_text(content: bytes, name: FileName, extract: Extract) -> Outcome[list[Row] | None]:
    if len(content) > MOST_BYTES:
        return refused(_too_large(name, len(content), MOST_BYTES))
    wrong = next((place for place in (extract.sheet, extract.cells) if place is not None), None)
    if wrong is not None:
        message = f"`{name.raw}` is text, which has no sheets and no cells with names"
        return refused(error(Code.CLASHING_FIELDS, message, wrong.place, "remove `sheet` and `range`"))
    text = _text(content)
    if text is None:
        message = f"`{name.raw}` is saved in an encoding of its own, not in UTF-8"
        hint = "in Excel, save it as `CSV UTF-8`; elsewhere, choose UTF-8"
        return refused(error(Code.NOT_UTF8, message, name.place, hint))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    said = _SAID.fullmatch(lines[0])
    if said is not None:
        lines[0] = ""
    skipped = max(extract.skip, 0)
    lines[:skipped] = [""] * min(skipped, len(lines))
    found = _separated(lines, said[1] if said is not None else _SEPARATORS)
    if found is None:
        message = f"`{name.raw}` has a quote that does not end"
        return refused(error(Code.NOT_A_TABLE, message, name.place, "add the other quote, or save the file again"))
    return Outcome(found)


def _text(content: bytes) -> str | None:
    """The text of a file in UTF-8, UTF-16, or the encoding of Windows in Western Europe; None if it is in another."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decoded(content, "utf-16")
    if b"\0" in content[:200]:
        return _decoded(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
    text = _decoded(content, "utf-8-sig")
    if text is None:
        text = _decoded(content, "windows-1252")
        text = None if text is None or _FOREIGN.search(text) is not None else text
    return text


_FOREIGN = regex("[\u00c0-\u024f]{3}|[¢¤¥¦¨¬¯±²³´¶¸¹¼½¾][A-Za-z]|[A-Za-z][¡¢¤¦§¨©¬®¯±´¶¸¹¼½¾¿][A-Za-z]")
"""What Greek, Russian or Polish looks like when it is taken for Western European."""


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _separated(lines: Sequence[str], separators: str) -> list[Row] | None:
    """The rows, parted by the first separator with which most of them have several cells, and equally many.

    Without one, it is that with which more rows do than with the others. None if a quote does not end.
    """
    found = [rows for sign in separators if (rows := _parted(lines, sign)) is not None]
    return next((rows for rows in found if _evenness(rows) >= _MOST), max(found, key=_evenness, default=None))


_MOST = 0.5


def _evenness(rows: Sequence[Row]) -> float:
    """The share of rows with the usual number of cells, 0 if that is one."""
    counts = [len(row.cells) for row in rows]
    usual = max(set(counts), key=lambda count: (counts.count(count), count), default=1)
    return counts.count(usual) / len(counts) if usual > 1 else 0.0


def _parted(lines: Sequence[str], separator: str) -> list[Row] | None:
    """The rows of the lines, without comments and empty lines; None if a quote does not end."""
    import csv  # noqa: PLC0415  (few charts are made from files)

    comment = re.compile(rf"\s*#(?!\s*{re.escape(separator)})")
    reader = csv.reader(
        ("\n" if comment.match(line) else f"{line}\n" for line in lines), delimiter=separator, strict=True
    )
    rows, line = [], 1
    try:
        for cells in reader:
            if cells:
                rows.append(Row(line, tuple(cells)))
            line = reader.line_num + 1
    except csv.Error:
        return None
    return rows


_PACKAGE, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def _in_workbook(content: bytes, name: FileName, extract: Extract) -> Outcome[list[Row] | None]:
    try:
        from openpyxl import load_workbook  # noqa: PLC0415  (an extra, for few charts)
    except ImportError:
        message = f"`{name.raw}` is an Excel file, which deckgen cannot open here"
        hint = "save it as CSV, or run `pip install 'deckgen[xlsx]'`"
        return refused(error(Code.NOT_A_TABLE, message, name.place, hint))
    hint = "save it as an Excel workbook (.xlsx) or as CSV"
    damaged = error(Code.NOT_A_TABLE, f"`{name.raw}` is no sound Excel workbook", name.place, hint)
    size = _unpacked(content)
    if size is None:
        return refused(damaged)
    if size > _MOST_UNPACKED:
        return refused(_too_large(name, size, _MOST_UNPACKED))
    merged = _merged_cells(content)
    if merged > _MOST_MERGED:
        message = f"`{name.raw}` has {merged:,} merged cells, more than the {_MOST_MERGED:,} that a table can have"
        return refused(error(Code.FILE_TOO_LARGE, message, name.place, "merge only cells that are drawn"))
    try:
        values = load_workbook(BytesIO(content), data_only=True)
        formulas = load_workbook(BytesIO(content))
    except Exception:  # a broken workbook raises any of a dozen exceptions
        return refused(damaged)
    sheet = _sheet(values, name, extract.sheet)
    if sheet.value is None:
        return refused(*sheet.diagnostics)
    return _cells(values[sheet.value], formulas[sheet.value], name, extract)


def _unpacked(content: bytes) -> int | None:
    """The bytes of a package when it is unpacked; None for one that is broken."""
    try:
        with ZipFile(BytesIO(content)) as package:
            return sum(part.file_size for part in package.infolist())
    except (BadZipFile, ValueError, OSError):
        return None


_MERGED = regex(rb"mergeCell\s[^>]*?\bref=[\"'](\w+:\w+)[\"']")
_MOST_MERGED = 100_000
"""openpyxl makes each merged cell as it opens a book, and a few letters can merge billions."""


def _merged_cells(content: bytes) -> int:
    """The number of cells of all sheets that are merged with others."""
    from openpyxl.utils import range_boundaries  # noqa: PLC0415  (see above)

    count = 0
    with ZipFile(BytesIO(content)) as package:
        for part in package.infolist():
            for found in _MERGED.findall(package.read(part)):
                first, top, last, bottom = (number or 0 for number in range_boundaries(found.decode()))
                count += (last - first + 1) * (bottom - top + 1)
    return count


def _too_large(name: FileName, size: int, most: int) -> Diagnostic:
    message = f"`{name.raw}` has {size / MILLION:.1f} MB, more than the {most // MILLION} MB that a table can have"
    return error(Code.FILE_TOO_LARGE, message, name.place, "leave out what is not drawn")


def _sheet(book: Workbook, name: FileName, wanted: FileName | None) -> Outcome[str | None]:
    """The name of the sheet: the one that is wanted, or the only one."""
    titles = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if wanted is None:
        if len(titles) == 1:
            return Outcome(titles[0])
        message = f"`{name.raw}` has {len(titles)} sheets: {_named(titles)}"
        return refused(error(Code.NOT_A_TABLE, message, name.place, f"say `sheet: {titles[0]}` beside `file`"))
    if wanted.raw in [sheet.title for sheet in book.worksheets]:
        return Outcome(wanted.raw)
    near = closest(wanted.raw, titles)
    hint = f"did you mean `{near}`?" if near else f"its sheets are {_named(titles)}"
    return refused(error(Code.UNKNOWN_VALUE, f"`{name.raw}` has no sheet `{wanted.raw}`", wanted.place, hint))


_RANGE = regex(r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}:\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}")
_WIDEST, _LONGEST = 200, 10_000
"""The cells that are looked at; a sheet can claim sixteen thousand millions of them."""


def _named(titles: Sequence[str]) -> str:
    return ", ".join(f"`{title}`" for title in titles)


def _cells(values: Worksheet, formulas: Worksheet, name: FileName, extract: Extract) -> Outcome[list[Row] | None]:
    """The rows of a sheet, or of the cells that are wanted."""
    from openpyxl.worksheet.cell_range import CellRange  # noqa: PLC0415

    try:
        if extract.cells is not None and _RANGE.fullmatch(extract.cells.raw) is None:
            raise ValueError(extract.cells.raw)
        area = CellRange(extract.cells.raw if extract.cells is not None else values.dimensions)
    except ValueError:  # also for a range from its last cell to its first
        assert extract.cells is not None, "this is a bug in deckgen: a sheet has no extent"
        hint = "write the first and the last cell: `range: A1:D20`"
        message = f"`{extract.cells.raw}` is no range of cells"
        return refused(error(Code.WRONG_TYPE, message, extract.cells.place, hint))
    first = max(area.min_row, extract.skip + 1)
    last, right = min(area.max_row, first + _LONGEST), min(area.max_col, area.min_col + _WIDEST)
    rows, merged = [], _merged(values, first, area.min_col)
    cells = values.iter_rows(min_row=first, max_row=last, min_col=area.min_col, max_col=right)
    for line, row in enumerate(cells, first):
        for cell in row:
            if cell.value is None and formulas[cell.coordinate].data_type == "f":
                message = f"`{cell.coordinate}` in `{name.raw}` is a formula that has not been worked out"
                hint = "open the file in Excel or LibreOffice and save it again"
                return refused(error(Code.NOT_A_NUMBER, message, name.place, hint))
        texts = tuple(_shown(cell.value, cell.number_format) for cell in row)
        merges: tuple[Merge, ...] = tuple(merged.get((line, at), "") for at, _ in enumerate(row, area.min_col))
        rows.append(Row(line, texts, merges if any(merges) else ()))
    empty = min((_unused(row) for row in rows if _used(row)), default=0)
    return Outcome([row.part(empty) for row in rows])


def _merged(sheet: Worksheet, top: int, left: int) -> dict[tuple[int, int], Merge]:
    """With what cells are merged that are in the sheet from a row and a column on."""
    found: dict[tuple[int, int], Merge] = {}
    for together in sheet.merged_cells.ranges:
        first, start = max(together.min_row, top), max(together.min_col, left)
        for row in range(first, together.max_row + 1):
            for column in range(start, together.max_col + 1):
                if (row, column) != (first, start):
                    found[row, column] = "left" if column > start else "above"
    return found


def _unused(row: Row) -> int:
    """The number of empty cells at the beginning of a row."""
    return next((at for at in range(len(row.cells)) if not row.is_empty(at)), len(row.cells))


def _shown(value: object, shape: str) -> str:
    """The text of a cell: numbers in full, with a point, shares in percent if the sheet shows them so."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int() | float():
            return f"{value * 100:.15g}%" if "%" in shape else f"{value:.15g}"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)
