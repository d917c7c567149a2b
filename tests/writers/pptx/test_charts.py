"""Charts are native: PowerPoint finds their numbers, and Excel the workbook behind them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace
from pptx import Presentation

from deckgen.geometry import Rect, pt
from deckgen.paint import Colour
from deckgen.scene.items import ChartFrame, ChartKind, Plotted
from deckgen.scene.slide import Scene, Section, SlideScene
from deckgen.theme.builtin import CLASSROOM
from deckgen.writers.pptx.chart import column, workbook
from deckgen.writers.pptx.deck import write
from deckgen.writers.preflight import defects
from tests.tools import Validator

CHART = ChartFrame(
    name="Chart",
    rect=Rect(pt(10), pt(10), pt(600), pt(300)),
    kind="column",
    categories=("1", "2 & 3"),
    series=(Plotted("Docker", (1.0, None)), Plotted("VM", (60.0, -0.5))),
    hues=(Colour("accent1"), Colour("accent2")),
    size=18,
    ink=Colour("dk1"),
    rule=Colour("dk1", tint=80),
    paper=Colour("lt1"),
    unit='s "',
    axes=("LevelStyle", "Upright"),
    legend=True,
    labelled=True,
    alt="Numbers",
)
PIE = replace(CHART, kind="pie", series=CHART.series[:1], axes=())
KINDS: list[ChartKind] = ["column", "bar", "line", "scatter"]


def deck(*charts: ChartFrame) -> bytes:
    slides = tuple(SlideScene(f"Slide {number}", "blank", (each,)) for number, each in enumerate(charts, 1))
    return write(Scene("Deck", "", "", "en-GB", slides, (Section("All", 0, len(slides)),)), CLASSROOM)


def every_kind() -> bytes:
    return deck(*(replace(CHART, kind=kind, categories=("1", "2")) for kind in KINDS), PIE)


def test_every_kind_passes_preflight_and_is_the_same_bytes_every_time() -> None:
    assert defects(every_kind()) == []
    assert every_kind() == every_kind()


def test_every_kind_is_valid(validator: Validator) -> None:
    assert validator.faults(every_kind()) == []


def test_the_numbers_are_where_powerpoint_looks_for_them() -> None:
    [frame] = Presentation(BytesIO(deck(CHART))).slides[0].shapes
    chart: Any = frame.chart
    assert list(chart.plots[0].categories) == ["1", "2 & 3"]
    assert [(each.name, each.values) for each in chart.plots[0].series] == [
        ("Docker", (1.0, None)),
        ("VM", (60.0, -0.5)),
    ]


def test_the_workbook_holds_the_same_numbers() -> None:
    with zipfile.ZipFile(BytesIO(workbook(CHART))) as file:
        sheet = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml"))
    cells = {cell.get("r"): "".join(cell.itertext()) for cell in sheet.iter() if cell.tag.endswith("}c")}
    assert cells == {"B1": "Docker", "C1": "VM", "A2": "1", "B2": "1", "C2": "60", "A3": "2 & 3", "C3": "-0.5"}


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_lettered_as_in_excel(number: int, letters: str) -> None:
    assert column(number) == letters


def test_preflight_finds_an_axis_that_is_not_there() -> None:
    broken = BytesIO()
    with zipfile.ZipFile(BytesIO(deck(CHART))) as file, zipfile.ZipFile(broken, "w") as copy:
        for name in file.namelist():
            copy.writestr(name, file.read(name).replace(b'<c:crossAx val="1', b'<c:crossAx val="31'))
    assert {defect.code for defect in defects(broken.getvalue())} == {"chart-axis", "chart-axis-id"}
