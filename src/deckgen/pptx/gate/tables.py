"""Rules of tables: columns, rows and merged cells ([MS-OI29500] 2.1.1416, 2.1.1427)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from deckgen.geometry import pt
from deckgen.pptx.gate.defect import Defect
from deckgen.pptx.gate.markup import attributes, tags

_LEAST_ROOM = pt(2)
_USUAL = {"marL": 91_440, "marR": 91_440, "marT": 45_720, "marB": 45_720}

Tag = dict[str, str]
Cell = tuple[Tag, Tag]
"""The attributes of a cell and of its properties."""


def table_defects(name: str, text: str) -> Iterator[Defect]:
    """What is wrong with the tables of a slide."""
    for table in text.split("<a:tbl>")[1:]:
        widths = [attributes(tag).get("w", "") for tag in tags(table, "a:gridCol")]
        if "<a:tblPr" not in table:
            yield Defect("table-properties", name, "a table has no properties")
        least = [0] * len(widths)
        for number, row in enumerate(table.split("</a:tr>")[:-1], 1):
            cells = [_cell(cell) for cell in row.split("</a:tc>")[:-1]]
            if len(cells) != len(widths):
                yield Defect("row-cells", name, f"row {number} has {len(cells)} cells for {len(widths)} columns")
                continue
            yield from _height(name, number, attributes(tags(row, "a:tr")[0]), cells)
            yield from _spans(name, number, cells)
            for column, cell in enumerate(cells):
                if not cell[0].get("gridSpan") and not cell[0].get("hMerge"):
                    least[column] = max(least[column], _margins(cell, "marL", "marR"))
        for number, (width, needed) in enumerate(zip(widths, least, strict=True), 1):
            if not width.isdigit() or int(width) < needed:
                yield Defect("column-width", name, f"column {number} is narrower than its margins and 2 pt")


def _cell(text: str) -> Cell:
    head, properties = text.find("<a:tc"), text.rfind("<a:tcPr")
    return _tag(text[head : text.find(">", head)]), _tag(text[properties : text.find(">", properties)])


@cache
def _tag(text: str) -> Tag:
    return attributes(text)


def _margins(cell: Cell, *sides: str) -> int:
    return sum(int(cell[1].get(side, _USUAL[side])) for side in sides) + _LEAST_ROOM


def _height(name: str, number: int, row: Tag, cells: list[Cell]) -> Iterator[Defect]:
    height = row.get("h", "")
    needed = max((_margins(cell, "marT", "marB") for cell in cells if not cell[0].get("hMerge")), default=0)
    if not height.isdigit() or 0 < int(height) < needed or not int(height):
        yield Defect("row-height", name, f"row {number} is lower than its margins and 2 pt")


def _spans(name: str, number: int, cells: list[Cell]) -> Iterator[Defect]:
    """A cell that spans n columns is followed by n - 1 that are marked as covered, and by no others."""
    covered = 0
    for head, _ in cells:
        is_covered = head.get("hMerge") in ("1", "true")
        if is_covered != (covered > 0):
            yield Defect("merged-cells", name, f"row {number} has merged cells that do not add up")
            return
        covered = covered - 1 if is_covered else int(head.get("gridSpan", "1")) - 1
    if covered:
        yield Defect("merged-cells", name, f"row {number} has a cell that spans more columns than there are")
