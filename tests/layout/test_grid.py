"""How wide the columns of a table are, with letters half an em wide.

The table is 873.6 pt wide. At 22 pt a letter is 11 pt, 2 % stay free, and 15 pt at each side.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl

from deckgen.geometry import EMU_PER_POINT
from deckgen.scene.items import Grid
from tests.layout.decks import deck, laid_out


def table(*rows: str) -> Grid:
    """The table of the only slide."""
    lines = "".join(f"      - [{row}]\n" for row in rows)
    [grid] = (
        item
        for item in deck(f"  - title: Slide\n    table:\n{lines}").value.slides[1].items
        if isinstance(item, Grid)
    )
    return grid


def grid_of_file(folder: Path, content: str) -> Grid:
    """The table of a file."""
    (folder / "signs.csv").write_text(content)
    laid = laid_out(b"title: T\nslides: [{title: Slide, table: {file: signs.csv}}]\n", folder)
    return next(item for item in laid.value.slides[1].items if isinstance(item, Grid))


def lines_of(grid: Grid) -> list[list[int]]:
    """How many lines each cell takes."""
    return [[sum(len(p.lines) for p in cell.body.paragraphs) for cell in row.cells] for row in grid.rows]


def test_a_short_column_is_left_whole_beside_long_ones() -> None:
    long = "word " * 14
    grid = table("Thing, What, Why", f"Thing 1, {long}, {long}")
    assert [cells[0] for cells in lines_of(grid)] == [1, 1]


def test_columns_that_need_no_wrapping_share_what_is_left_over() -> None:
    widths = [round(width / EMU_PER_POINT, 1) for width in table("Name, Size", "xxxx, yyyy").widths]
    assert widths == [436.8, 436.8]


def test_columns_under_a_wide_text_share_what_it_needs() -> None:
    """A text of 60 letters needs 60 × 11 / 0.98 + 30 = 703 pt, which its two columns have between them."""
    grid = table("Name, Size, Tag", f"a, {'x' * 20} {'x' * 20} {'x' * 18}, <", "b, c, d")
    assert sum(grid.widths[1:]) >= 703 * EMU_PER_POINT
    assert abs(grid.widths[1] - grid.widths[2]) < 60 * EMU_PER_POINT
    assert lines_of(grid)[1] == [1, 1]


def test_rows_beside_a_high_cell_are_high_enough_for_it_together() -> None:
    """A list of six points is over two rows, which would be lower without it."""
    points = ", ".join(f"point {number}" for number in range(6))
    grid = table("Name, What", f"[{points}], a", "^, b")
    high = sum(line.height for text in grid.rows[1].cells[0].body.paragraphs for line in text.lines)
    insets = grid.rows[1].cells[0].body.insets
    assert sum(row.height for row in grid.rows[1:]) >= high + insets.top + insets.bottom


def test_signs_in_a_file_are_signs(tmp_path: Path) -> None:
    grid = grid_of_file(tmp_path, "Name,Sign\na,^\nb,<\n")
    assert [[cell.body.text for cell in row.cells] for row in grid.rows] == [["Name", "Sign"], ["a", "^"], ["b", "<"]]


def spans_of(folder: Path, typed: str) -> list[list[tuple[str, int, int]]]:
    """The texts of the cells of a sheet with merged ones, each with the rows and the columns over which it is."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["", "", ""],
        ["Image", "Memory", None],
        ["alpine", 4, 90],
        [None, 5, 91],
        ["debian", "unknown", None],
    ):
        sheet.append(row)
    for cells in ("B2:C2", "A3:A4", "B5:C5"):
        sheet.merge_cells(cells)
    book.save(folder / "sizes.xlsx")
    laid = laid_out(f"title: T\nslides: [{{title: S, table: {{file: sizes.xlsx{typed}}}}}]\n".encode(), folder)
    assert laid.diagnostics == ()
    assert laid.value is not None
    grid = next(item for item in laid.value.slides[1].items if isinstance(item, Grid))
    return [[(cell.body.text, cell.row_span, cell.span) for cell in row.cells] for row in grid.rows]


def test_merged_cells_of_a_sheet_are_merged(tmp_path: Path) -> None:
    assert spans_of(tmp_path, "") == [
        [("Image", 1, 1), ("Memory", 1, 2)],
        [("alpine", 2, 1), ("4", 1, 1), ("90", 1, 1)],
        [("5", 1, 1), ("91", 1, 1)],
        [("debian", 1, 1), ("unknown", 1, 2)],
    ]


def test_a_sheet_that_merges_millions_of_cells_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Image", "Memory"])
    book.worksheets[0].merge_cells("A2:B3")
    book.save(tmp_path / "small.xlsx")
    with zipfile.ZipFile(tmp_path / "small.xlsx") as small, zipfile.ZipFile(tmp_path / "sizes.xlsx", "w") as large:
        for part in small.namelist():
            large.writestr(part, small.read(part).replace(b"A2:B3", b"A2:XFD1048576"))
    outline = b"title: T\nslides: [{title: S, table: {file: sizes.xlsx}}]\n"
    (found,) = laid_out(outline, tmp_path).diagnostics
    assert (found.code, found.message) == (
        "file-too-large",
        "`sizes.xlsx` has 17,179,852,800 merged cells, more than the 100,000 that a table can have",
    )


def test_columns_of_a_sheet_in_another_order_are_not_merged_beside_each_other(tmp_path: Path) -> None:
    assert spans_of(tmp_path, ", columns: [Memory, Image]") == [
        [("Memory", 1, 1), ("Image", 1, 1)],
        [("4", 1, 1), ("alpine", 1, 1)],
        [("5", 1, 1), ("alpine", 1, 1)],
        [("unknown", 1, 1), ("debian", 1, 1)],
    ]
