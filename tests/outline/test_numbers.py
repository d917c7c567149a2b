"""The numbers of a chart are read from the outline and from the files of spreadsheets and programs."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from deckgen.codes import Code
from deckgen.deck import Rejected
from deckgen.diagnostics import Diagnostic
from deckgen.media.numbers import Chosen, Numbers, Series, Wanted, from_file, number, value_of
from deckgen.media.rows import Extract, rows_of
from deckgen.outline.element import Words
from deckgen.pipeline import build
from deckgen.scene.items import ChartFrame
from tests.layout.decks import every_item, laid_out

NAME = Words("times.csv")
ALL = Wanted()
SCATTER = Wanted(is_scatter=True)


def numbers(text: str | bytes, wanted: Wanted = ALL) -> Numbers:
    found = from_file(text.encode() if isinstance(text, str) else text, NAME, wanted)
    assert found.diagnostics == ()
    assert found.value is not None
    return found.value


def table(text: str | bytes, wanted: Wanted = ALL) -> list[list[str | float | None]]:
    """The names, and a row for each category."""
    found = numbers(text, wanted)
    rows = [[name, *(each.numbers[place] for each in found.series)] for place, name in enumerate(found.categories)]
    return [[each.name for each in found.series], *rows]


def refusal(text: str | bytes, wanted: Wanted = ALL) -> Diagnostic:
    found = from_file(text.encode() if isinstance(text, str) else text, NAME, wanted)
    assert found.value is None
    return found.diagnostics[0]


@pytest.mark.parametrize(
    ("text", "value"), [("1", 1.0), (" 2.5 ", 2.5), ("-3", -3.0), ("−3", -3.0), ("1 s", None), ("", None)]
)
def test_a_number_of_an_outline_is_digits_with_a_point(text: str, value: float | None) -> None:
    assert number(text) == value


SEPARATORS = {
    "commas": "Time,VM\na,1.5\nb,",
    "semicolons": "Time;VM\na;1,5\nb;",
    "tabs": "Time\tVM\na\t1.5\n\nb\t",
    "bars": "Time|VM\na|1.5\nb|",
    "a line that says it": "sep=;\nTime;VM\na;1,5\nb;\n",
    "a line that says something rare": "sep=^\nTime^VM\na^1,5\nb^",
    "lines of Windows": "Time;VM\r\na;1,5\r\nb;\r\n",
    "lines of an old Mac": "Time;VM\ra;1,5\rb;\r",
    "separators at the end": "Time;VM;;\na;1,5;;\nb;;;\n;;;\n",
    "comments": "# measured in May\nTime,VM\n# warm\na,1.5\nb,\n",
    "spaces around": "Time , VM\na , 1.5\nb , ",
    "quotes": '"Time","VM"\n"a","1.5"\n"b",""\n',
}


@pytest.mark.parametrize("text", SEPARATORS.values(), ids=SEPARATORS)
def test_cells_are_parted_as_the_whole_file_says(text: str) -> None:
    assert table(text) == [["VM"], ["a", 1.5], ["b", None]]


def test_a_comma_in_a_name_parts_nothing_where_semicolons_do() -> None:
    assert table("Zeit, in s;Last, in %\n1;2,5\n2;3,5") == [["Last, in %"], ["1", 2.5], ["2", 3.5]]


def test_a_name_can_hold_separators_quotes_and_lines() -> None:
    assert table('What,"A, ""b""\nc"\nx,1') == [['A, "b"\nc'], ["x", 1.0]]


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_encodings_of_spreadsheets_are_read(encoding: str) -> None:
    text = "Größe in m³;Preis in €\nklein, für Ältere;1,5\ngroß;2,5\n"
    assert table(text.encode(encoding)) == [["Preis in €"], ["klein, für Ältere", 1.5], ["groß", 2.5]]


@pytest.mark.parametrize(("text", "encoding"), [("Время", "windows-1251"), ("Χρόνος", "windows-1253"),
                                                ("Średnia żółta", "windows-1250")])  # fmt: skip
def test_an_encoding_that_is_not_known_is_no_guess(text: str, encoding: str) -> None:
    found = refusal(f"{text};A\nb;1".encode(encoding))
    assert found.message == "`times.csv` is saved in an encoding of its own, not in UTF-8"
    assert found.hint == "in Excel, save it as `CSV UTF-8`; elsewhere, choose UTF-8"


NUMBERS = {
    "1.234,50": (",", 1234.5), "1 234,5": (",", 1234.5), "1\u00a0234,5": (",", 1234.5), "1\u202f234,5": (",", 1234.5),
    "1'234.50": (".", 1234.5), "1’234.50": (".", 1234.5), "1,234": (".", 1234), "1,234,567.8": (".", 1234567.8),
    "1.2e-05": (".", 1.2e-05), "1,2E+3": (",", 1200), "+2.5": (".", 2.5), "-2,5": (",", -2.5), "−2.5": (".", -2.5),
    "(35)": (".", -35), "(1,234.5)": (".", -1234.5), ".5": (".", 0.5), "5.": (".", 5), "007": (".", 7),
}  # fmt: skip


@pytest.mark.parametrize(("cell", "meant"), NUMBERS.items())
def test_numbers_are_written_in_many_ways(cell: str, meant: tuple[Any, float]) -> None:
    value = value_of(cell, meant[0])
    assert value is not None
    assert value.number == meant[1]
    assert not value.is_percent


@pytest.mark.parametrize(
    "cell", ["1,23,4", "1.2.3", "1 23", "0,123.5", "(5", "5)", "(-5)", "--5", "1e", "5 s", "1'23.4"]
)
def test_what_is_no_number_is_none_with_either_sign(cell: str) -> None:
    assert (value_of(cell, "."), value_of(cell, ",")) == (None, None)


def test_the_way_of_writing_is_decided_for_the_whole_file() -> None:
    assert table("A;B;C\na;1,234;2\nb;1,5;1.234") == [["B", "C"], ["a", 1.234, 2.0], ["b", 1.5, 1234.0]]
    assert table('A,B,C\na,"1,234",2\nb,1.5,3') == [["B", "C"], ["a", 1234.0, 2.0], ["b", 1.5, 3.0]]
    assert table("A;B\na;1.234\nb;0.5") == [["B"], ["a", 1.234], ["b", 0.5]]
    assert table("A;B\na;1'234\nb;2'345") == [["B"], ["a", 1234.0], ["b", 2345.0]]


@pytest.mark.parametrize(
    ("cell", "one", "other"), [("1,234", "1234", "1.234"), ("1.234", "1.234", "1234"), ("-12.500", "-12.5", "-12500")]
)
def test_where_two_readings_stay_the_author_is_asked(cell: str, one: str, other: str) -> None:
    text = f"A;B\na;2\nb;{cell}\n"
    found = refusal(text)
    assert found.message == f"`{cell}` in line 3 of `times.csv` can be {one} or {other}"
    assert found.hint == f'say `decimal: "."` beside `file` for {one}, or `decimal: ","` for {other}'
    assert table(text, Wanted(decimal=".")) == [["B"], ["a", 2.0], ["b", float(one)]]
    assert table(text, Wanted(decimal=",")) == [["B"], ["a", 2.0], ["b", float(other)]]


@pytest.mark.parametrize("gap", ["", " ", "NaN", "nan", "N/A", "#N/A", "NULL", "-", "–"])
def test_what_is_not_there_is_a_gap(gap: str) -> None:
    assert table(f"A;B\na;{gap}\nb;1") == [["B"], ["a", None], ["b", 1.0]]


def test_percent_is_the_unit_of_the_chart() -> None:
    found = numbers("A;B;C\na;85%;12,5 %\nb;;3%")
    assert found == Numbers(("a", "b"), (Series("B", (85.0, None)), Series("C", (12.5, 3.0))), "%")


def test_percent_and_no_percent_in_one_column_are_a_mistake() -> None:
    found = refusal("A;B\na;85%\nb;0,85")
    assert found.message == "`times.csv` has `85%` and, in line 3, `0,85` in one column"
    assert found.hint == "write all of them with `%`, or none"


def test_the_numbers_along_a_scatter_chart_are_numbers_as_well() -> None:
    assert table("Load;Time\n1,5;2", SCATTER) == [["Time"], ["1.5", 2.0]]
    found = refusal("Load;Time\n1,5;2\n;3", SCATTER)
    assert found.message == "line 3 of `times.csv` has no number for the horizontal axis"


@pytest.mark.parametrize("text", ["N;V;W\nA;1,5;1.5\nB;2,5;2.5", "N;V\nA;1,5\nB;1.5"])
def test_a_file_with_decimals_of_two_kinds_is_refused(text: str) -> None:
    found = refusal(text)
    assert found.message.startswith("`times.csv` writes decimals in two ways: `1,5` in line 2 and `1.5` in line ")
    assert found.hint == "write all of them in one way"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (" ", "`times.csv` holds no table"),
        ("Time,VM", "`times.csv` holds no table"),
        ("Time\na\nb", "`times.csv` holds no table"),
        ("Time,VM\na,soon", "`soon` in line 2 of `times.csv` is no number"),
        ("Time,VM\n\n# x\na,soon", "`soon` in line 4 of `times.csv` is no number"),
        ("Time,VM\na,1\nb,1,2\nc,3", "line 3 of `times.csv` has 3 cells, but the first row has 2"),
        ("Time,VM,X\na,1,1\nb\nc,3,3", "line 3 of `times.csv` has 1 cell, but the first row has 3"),
        ("A,B,C\na,1,1\nb,2\nc,3\nd,4,4", "lines 3, 4 of `times.csv` do not have 3 cells, as the first row has"),
        ("Time,VM\n" + "a,1\n" * 201, "`times.csv` has 201 rows, more than the 200 that a slide can show"),
        ("Time,,VM\na,1,2", "column 2 of `times.csv` has no name in the first row"),
    ],
)  # fmt: skip
def test_what_is_no_table_of_numbers_is_reported(text: str, message: str) -> None:
    assert refusal(text).message == message


def test_a_quote_without_end_is_no_table() -> None:
    assert refusal('"Time,VM\na,1').message == "`times.csv` has a quote that does not end"


def test_lines_above_the_table_are_skipped_if_the_outline_says_so() -> None:
    text = "Messung vom 3. Mai\n\nZeit;Last\n1;2,5\n2;3,5\n"
    found = refusal(text)
    assert found.message == "`times.csv` begins with other lines than the table, which seems to begin in line 3"
    assert found.hint == "say `skip: 2` beside `file`"
    assert table(text, Wanted(Extract(skip=2))) == [["Last"], ["1", 2.5], ["2", 3.5]]
    padded = "Messung vom 3. Mai;\nZeit;Last\n1;2,5\n"
    assert refusal(padded).hint == (
        "name it there, choose columns by `series`, or say `skip: 1` if the names are a line further down"
    )
    assert table(padded, Wanted(Extract(skip=1))) == [["Last"], ["1", 2.5]]
    assert refusal(text, Wanted(Extract(skip=9))).message == "`times.csv` holds no table"


def chosen(*names: str) -> tuple[Chosen, ...]:
    return tuple(Chosen(Words(name), name.upper()) for name in names)


def test_columns_are_chosen_by_their_names() -> None:
    text = "note;t;b;a\nslow;1;2,5;3\nfast;2;3,5;4\n"
    assert table(text, Wanted(categories=Words("t"), series=chosen("a", "b"))) == [
        ["A", "B"], ["1", 3.0, 2.5], ["2", 4.0, 3.5]
    ]  # fmt: skip
    assert table(text, Wanted(series=chosen("b"))) == [["B"], ["slow", 2.5], ["fast", 3.5]]
    assert table(text.replace("slow", ""), Wanted(categories=Words("t"), series=chosen("b"), is_scatter=True)) == [
        ["B"], ["1", 2.5], ["2", 3.5]
    ]  # fmt: skip


def test_a_column_that_is_not_there_is_reported_with_those_that_are() -> None:
    found = refusal("Zeit;Last;Takt\na;1;2", Wanted(series=(Chosen(Words("Lasst"), ""),)))
    assert (found.message, found.hint) == ("`times.csv` has no column `Lasst`", "did you mean `Last`?")
    found = refusal("Zeit;Last;Takt\na;1;2", Wanted(categories=Words("x")))
    assert found.hint == "its columns are `Zeit`, `Last`, `Takt`"
    found = refusal("Zeit;Last;Last\na;1;2", Wanted(series=chosen("Last")))
    assert found.message == "`times.csv` has 2 columns `Last`"


def workbook(*rows: list[Any], **sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "First"
    for row in rows:
        sheet.append(row)
    for title, others in sheets.items():
        for row in (added := book.create_sheet(title)) and others:
            added.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_sheet_of_excel_is_read() -> None:
    content = workbook(["Day", "VM", "Name"], [date(2026, 5, 3), 1234.5, 1], [2, None, 0.1], [None, None, None])
    assert table(content) == [["VM", "Name"], ["2026-05-03", 1234.5, 1.0], ["2", None, 0.1]]


def test_one_of_several_sheets_is_asked_for() -> None:
    content = workbook(["A", "B"], ["a", 1], Second=[["A", "B"], ["b", 2]])
    found = refusal(content)
    assert found.message == "`times.csv` has 2 sheets: `First`, `Second`"
    assert found.hint == "say `sheet: First` beside `file`"
    assert table(content, Wanted(Extract(sheet=Words("Second")))) == [["B"], ["b", 2.0]]
    found = refusal(content, Wanted(Extract(sheet=Words("Secnd"))))
    assert (found.message, found.hint) == ("`times.csv` has no sheet `Secnd`", "did you mean `Second`?")


def test_a_range_of_cells_is_read() -> None:
    content = workbook(["Title"], [], ["", "A", "B", "", "x"], ["", "a", 1, "", 9], ["", "b", 2], ["", "sum", 3])
    assert table(content, Wanted(Extract(cells=Words("B3:C5")))) == [["B"], ["a", 1.0], ["b", 2.0]]
    assert table(content, Wanted(Extract(cells=Words("$B$3:$C$5")))) == [["B"], ["a", 1.0], ["b", 2.0]]
    for wrong in ("B3", "here", "B:C", "C5:B3"):
        found = refusal(content, Wanted(Extract(cells=Words(wrong))))
        assert found.hint == "write the first and the last cell: `range: A1:D20`"


def test_rows_and_columns_before_a_table_of_excel_are_left_out() -> None:
    content = workbook(["Title"], [], ["", "A", "B"], ["", "a", 1])
    assert table(content, Wanted(Extract(skip=1))) == [["B"], ["a", 1.0]]


def test_shares_that_excel_shows_in_percent_are_in_percent() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["A", "B"])
    sheet.append(["a", 0.85])
    sheet["B2"].number_format = "0.0%"
    out = io.BytesIO()
    book.save(out)
    assert numbers(out.getvalue()) == Numbers(("a",), (Series("B", (85.0,)),), "%")


@pytest.mark.parametrize("text", ["A,1\nB,2", "A;1,5;2,5\nB;3;4", "A,-1,20%\nB,3,4"])
def test_a_first_row_of_numbers_is_no_row_of_names(text: str) -> None:
    (found,) = from_file(text.encode(), NAME, ALL).diagnostics
    assert (found.code, found.severity) == (Code.NUMBERS_AS_NAMES, "warning")
    assert found.message.startswith("the first row of `times.csv` is read as the names of its columns, but holds `")
    assert found.hint == "put a row of names above it in the file; if these are the names, list them under `series`"


@pytest.mark.parametrize("text", ["Land,2023,2024\nA,1,2", "A,x,1\nB,2,3", "A,3D\nB,2"])
def test_years_and_words_are_names(text: str) -> None:
    numbers(text)


def test_numbers_are_names_if_the_outline_says_so() -> None:
    assert table("Threads,1,8\nA,2,3", Wanted(series=(Chosen(Words("8"), "8"),))) == [["8"], ["A", 3.0]]


def test_columns_of_one_name_cannot_be_told_apart() -> None:
    found = refusal("Time,VM,VM,C\na,1,2,3")
    assert (found.code, found.message) == (Code.UNKNOWN_COLUMN, "`times.csv` has 2 columns `VM`")
    assert found.hint == "give each a name of its own in the file"
    assert table("Time,VM,VM,C\na,1,2,3", Wanted(series=(Chosen(Words("C"), "C"),))) == [["C"], ["a", 3.0]]


@pytest.mark.parametrize("text", ["T,Share,Time\na,85%,3\nb,90%,4", "T,Time,Share,None\na,3,85%,-\nb,4,90%,-"])
def test_a_column_in_percent_beside_a_plain_one_is_refused(text: str) -> None:
    found = refusal(text)
    assert found.message == "`Share` is in % in `times.csv`, but `Time` is not, and a chart has one unit"
    assert found.hint == "write `%` behind all of them or none, or choose columns of one unit by `series`"


def test_a_column_in_percent_beside_an_empty_one_keeps_its_unit() -> None:
    assert numbers("T,Share,None\na,85%,-").unit == "%"


def test_a_formula_that_nobody_has_worked_out_is_no_gap() -> None:
    found = refusal(workbook(["A", "B"], ["a", 1], ["b", "=B2*2"]))
    assert found.message == "`B3` in `times.csv` is a formula that has not been worked out"
    assert found.hint == "open the file in Excel or LibreOffice and save it again"


BROKEN = {
    b"PK\x03\x04 and nothing else": "`times.csv` is no sound Excel workbook",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "`times.csv` is a file of an old Excel",
}


@pytest.mark.parametrize(("content", "message"), BROKEN.items())
def test_other_files_of_spreadsheets_are_called_what_they_are(content: bytes, message: str) -> None:
    found = refusal(content)
    assert (found.message, found.hint) == (message, "save it as an Excel workbook (.xlsx) or as CSV")


def test_without_its_package_a_file_of_excel_is_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    content = workbook(["A", "B"], ["a", 1])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    found = refusal(content)
    assert found.message == "`times.csv` is an Excel file, which deckgen cannot open here"
    assert found.hint == "save it as CSV, or run `pip install 'deckgen[xlsx]'`"


def test_a_file_that_is_too_large_for_a_table_is_refused() -> None:
    assert refusal(b"A;B\n" * 600_000).message == "`times.csv` has 2.4 MB, more than the 2 MB that a table can have"


def test_text_has_no_sheets() -> None:
    found = rows_of(b"A;B\na;1", NAME, Extract(sheet=Words("One"))).diagnostics[0]
    assert found.message == "`times.csv` is text, which has no sheets and no cells with names"
    assert found.hint == "remove `sheet` and `range`"


def deck(chart: str) -> bytes:
    return f"title: Deck\nslides:\n  - title: One\n    chart: {chart}\n".encode()


def test_an_outline_says_which_columns_are_drawn_as_what(tmp_path: Path) -> None:
    (tmp_path / "times.csv").write_text("sep=;\nnote;t;vm_s;c_s\nslow;1;1.234;85%\nfast;2;2,5;90%\n")
    series = "[{series: Machines, column: vm_s}]"
    chart = f"{{file: times.csv, skip: 1, categories: t, series: {series}, decimal: ',', unit: s}}"
    frame = drawn(chart, tmp_path)
    assert (frame.categories, frame.unit) == (("1", "2"), "s")
    assert [(each.name, each.numbers) for each in frame.series] == [("Machines", (1234.0, 2.5))]
    frame = drawn("{file: times.csv, skip: 1, categories: t, series: [c_s]}", tmp_path)
    assert (frame.unit, frame.alt.count("85 %")) == ("%", 1)


def drawn(chart: str, folder: Path) -> ChartFrame:
    return next(item for item in every_item(laid_out(deck(chart), folder).value) if isinstance(item, ChartFrame))


@pytest.mark.parametrize(
    ("field", "message"),
    [("skip: 2", "`skip` is about a file, but this chart has none"),
     ("categories: a", "`categories` is about a file, but this chart has none"),
     ("series: [{series: A, column: b}]", "`column` is about a file, but this chart has none")],
)  # fmt: skip
def test_what_is_said_of_a_file_needs_a_file(tmp_path: Path, field: str, message: str) -> None:
    found = build(deck(f"{{values: {{a: 1}}, {field}}}"), tmp_path)
    assert isinstance(found, Rejected)
    assert [item.message for item in found.findings.diagnostics] == [message]


@pytest.mark.parametrize(
    ("value", "decimal", "number"),
    [("1.500", ".", 1.5), ("1.500", ",", 1500), ("−1.500,5", ",", -1500.5), ("0,5", ",", 0.5), ("1500", ",", 1500)],
)
def test_numbers_in_an_outline_have_the_decimal_sign_that_it_says(
    tmp_path: Path, value: str, decimal: str, number: float
) -> None:
    frame = drawn(f"{{values: {{a: '{value}'}}, decimal: '{decimal}'}}", tmp_path)
    assert frame.series[0].numbers == (number,)


@pytest.mark.parametrize(
    ("value", "field", "hint"),
    [
        ("12,50", "", 'write `12.50`, or say `decimal: ","` in this chart'),
        ("12 s", "", "write digits with a point, without a unit, which goes into `unit`"),
        ("1.50", ", decimal: ','", "write digits with a comma, without a unit, which goes into `unit`"),
    ],
)
def test_what_is_no_number_with_this_sign_is_reported(tmp_path: Path, value: str, field: str, hint: str) -> None:
    found = build(deck(f"{{values: {{a: '{value}'}}{field}}}"), tmp_path)
    assert isinstance(found, Rejected)
    assert [(item.code, item.hint) for item in found.findings.diagnostics] == [(Code.NOT_A_NUMBER, hint)]
