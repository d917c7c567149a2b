"""The workbook behind a chart, which PowerPoint opens when somebody edits the chart's numbers."""

from __future__ import annotations

from deckgen.pptx.archive import archive
from deckgen.pptx.xml import DECLARATION, text
from deckgen.scene.chart import ChartFrame

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml."
SHEET = "Sheet1"


def workbook(chart: ChartFrame) -> bytes:
    """A workbook of one sheet: categories in the first column, names of series in the first row."""
    rows = [["", *(series.name for series in chart.series)]]
    for place, category in enumerate(chart.categories):
        rows.append([category, *(_plain(series.numbers[place]) for series in chart.series)])
    lines = "".join(_row(cells, number, chart.kind == "scatter") for number, cells in enumerate(rows, 1))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETS}sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEETS}worksheet+xml"/></Types>',
        "_rels/.rels": _related("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _related("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>',
    }
    return archive((name, (DECLARATION + content).encode(), True) for name, content in parts.items())


def column(number: int) -> str:
    """The letters of a column, counted from 0: A, B, … Z, AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _row(cells: list[str], number: int, is_scatter: bool) -> str:
    """A row; numbers stand below the first row, in a scatter chart also in the first column."""
    written = []
    for place, cell in enumerate(cells):
        name = f"{column(place)}{number}"
        if not cell:
            continue
        if number > 1 and (place or is_scatter):
            written.append(f'<c r="{name}"><v>{cell}</v></c>')
        else:
            written.append(f'<c r="{name}" t="inlineStr"><is><t>{text(cell)}</t></is></c>')
    return f'<row r="{number}">{"".join(written)}</row>'


def _related(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )
