"""Charts are native: PowerPoint finds their numbers, and Excel the workbook behind them."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace
from pptx import Presentation

from deckgen.geometry import Rect, pt
from deckgen.layout.chart_marks import drawn
from deckgen.layout.finish import finished
from deckgen.layout.typeset import Typesetter
from deckgen.paint import Colour
from deckgen.scene.items import Axis, ChartFrame, ChartKind, Plotted
from deckgen.scene.slide import Scene, Section, SlideScene
from deckgen.text.measure import FixedMeasurer
from deckgen.theme.builtin import CLASSROOM
from deckgen.writers.pptx.chart import column, workbook
from deckgen.writers.pptx.deck import write
from deckgen.writers.preflight import defects
from tests.layout.decks import deck as typed
from tests.layout.decks import every_item
from tests.tools import Validator
from tests.writers.pptx.reading import parts

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
    scale=Axis(-20, 60, 20),
    alt="Numbers",
)
PIE = replace(CHART, kind="pie", series=CHART.series[:1], axes=())
KINDS: list[ChartKind] = ["column", "bar", "line", "scatter"]


def deck(*charts: ChartFrame) -> bytes:
    typesetter = Typesetter(CLASSROOM, FixedMeasurer())
    done = (drawn(each, typesetter) for each in charts)
    slides = tuple(SlideScene(f"Slide {number}", "blank", (each,)) for number, each in enumerate(done, 1))
    return write(Scene("Deck", "", "", "en-GB", slides, (Section("All", 0, len(slides)),)), CLASSROOM)


def every_kind() -> bytes:
    across = Axis(1, 2, 0.2)
    charts = (replace(CHART, kind=kind, across=across if kind == "scatter" else None) for kind in KINDS)
    return deck(*(replace(chart, categories=("1", "2")) for chart in charts), PIE)


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


def chart_of(chart: str) -> tuple[ChartFrame, str]:
    """The frame of the only chart of a deck in its scene, and the XML of its part."""
    scene, theme = finished(typed(f"- title: A\n  chart: {chart}").value, CLASSROOM, FixedMeasurer())
    (frame,) = (item for item in every_item(scene) if isinstance(item, ChartFrame))
    return frame, parts(write(scene, theme))["ppt/charts/chart1.xml"].decode()


def axis(part: str, kind: str) -> str:
    """The last axis of a kind, as XML."""
    found: list[str] = re.findall(rf"<c:{kind}>.*?</c:{kind}>", part)
    return found[-1]


@pytest.mark.parametrize(
    ("chart", "low", "high", "step"),
    [
        ("{values: {Start: 1, Stop: 60}}", "0", "60", "20"),
        ("{kind: bar, values: {Start: 1, Stop: 42}}", "0", "50", "10"),
        ("{kind: line, unit: '%', values: {1: 12, 2: 95}}", "0", "100", "20"),
        ("{kind: line, values: {1: -5, 2: 42}}", "-10", "50", "10"),
        ("{kind: line, values: {1: 0.1, 2: 0.4}}", "0", "0.4", "0.1"),
        ("{kind: scatter, values: {1: 50, 2: 60}}", "50", "60", "2"),
    ],
)
def test_the_axis_of_values_has_its_ends_and_its_steps(chart: str, low: str, high: str, step: str) -> None:
    _, part = chart_of(chart)
    found = axis(part, "valAx")
    assert f'<c:max val="{high}"/><c:min val="{low}"/></c:scaling>' in found
    assert f'<c:majorUnit val="{step}"/></c:valAx>' in found


def test_the_axes_of_a_scatter_chart_both_have_ends_and_meet_in_the_corner() -> None:
    _, part = chart_of("{kind: scatter, values: {-1: 50, 8: 60}}")
    across = re.findall(r"<c:valAx>.*?</c:valAx>", part)[0]
    assert '<c:max val="8"/><c:min val="-2"/></c:scaling>' in across
    assert '<c:majorUnit val="2"/></c:valAx>' in across
    assert part.count('<c:crosses val="min"/>') == 2


@pytest.mark.parametrize("kind", ["column", "bar", "line", "scatter", "pie"])
def test_the_plot_is_where_the_pictures_have_it(kind: str) -> None:
    frame, part = chart_of(f"{{kind: {kind}, values: {{1: 10, 2: 20}}}}")
    layout = re.search(r"<c:plotArea><c:layout>(.*?)</c:layout>", part)
    assert layout
    assert '<c:layoutTarget val="inner"/>' in layout[1]
    x, y, width, height = (float(number) for number in re.findall(r'<c:[xywh] val="(.*?)"/>', layout[1]))
    assert frame.rect.x + x * frame.rect.width == pytest.approx(frame.plot.x, abs=200)
    assert frame.rect.y + y * frame.rect.height == pytest.approx(frame.plot.y, abs=200)
    assert width * frame.rect.width == pytest.approx(frame.plot.width, abs=200)
    assert height * frame.rect.height == pytest.approx(frame.plot.height, abs=200)


def test_titles_of_axes_are_level_in_16_points_at_their_places() -> None:
    frame, part = chart_of("{values: {Start: 1, Stop: 60}, axes: [Step, Seconds]}")
    titles = re.findall(r"<c:title>.*?</c:title>", part)
    assert ['<a:bodyPr rot="0" vert="horz"/>' in title for title in titles] == [True, True]
    assert ['sz="1600"' in title for title in titles] == [True, True]
    for title, corner in zip(titles, frame.title_corners, strict=True):
        x, y = (float(number) for number in re.findall(r'<c:[xy] val="(.*?)"/>', title))
        assert frame.rect.x + x * frame.rect.width == pytest.approx(corner.x, abs=200)
        assert frame.rect.y + y * frame.rect.height == pytest.approx(corner.y, abs=200)


def test_a_legend_has_its_place_in_the_file_too_because_the_plot_makes_no_room_for_it() -> None:
    frame, part = chart_of("{series: [A, B, C], values: {1: [1, 2, 3], 2: [2, 3, 1]}}")
    place = re.findall(r'<c:legend>.*?<c:x val="(.*?)"/><c:y val="(.*?)"/></c:manualLayout>', part)
    corner = frame.legend_corner
    assert [(float(x) * frame.rect.width, float(y) * frame.rect.height) for x, y in place] == [
        pytest.approx((corner.x - frame.rect.x, 0), abs=200)
    ]
    assert (corner.y, corner.x > frame.rect.x) == (frame.rect.y, True)


def test_names_at_the_ends_of_lines_are_labels_of_their_last_points_and_there_is_no_legend() -> None:
    _, part = chart_of("{kind: line, series: [Docker, Wasm], values: {1: [1, 10], 2: [20, 3]}}")
    labels = re.findall(r"<c:dLbl>.*?</c:dLbl>", part)
    assert ['<c:idx val="1"/>' in label and '<c:showSerName val="1"/>' in label for label in labels] == [True, True]
    assert "<c:legend>" not in part


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ("{A: 6000, B: 8000}", "General"),
        ("{A: 8000, B: 9001}", "#,##0"),
        ("{A: 0.5, B: 21000}", "#,##0"),  # the axis has whole numbers
        ("{A: -8000, B: 21000}, unit: t", "#,##0&quot; t&quot;"),
    ],
)
def test_numbers_at_an_axis_are_in_groups_if_one_has_five_digits(values: str, code: str) -> None:
    _, part = chart_of(f"{{kind: line, values: {values}}}")
    assert f'<c:numFmt formatCode="{code}" sourceLinked="0"/>' in axis(part, "valAx")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ("{a: 0.00000000002, b: 0.00000000004}", "[&lt;=0]General;0.00000000000"),
        (
            "{a: 0.00000000002, b: 0.00000000004}, unit: m",
            "[&lt;=0]General&quot; m&quot;;0.00000000000&quot; m&quot;",
        ),
        ("{a: -0.00000000002, b: -0.00000000004}", "[&gt;=0]General;0.00000000000"),
        ("{a: -0.00000000002, b: 0.00000000004}", "[=0]0;0.00000000000"),
        ("{a: 2, b: 0.00000000002}", "0.0"),  # as the ticks are 0.5 apart
        ("{a: 0.00000002, b: 0.00000001}", "General"),
    ],
)
def test_tiny_numbers_are_written_out_as_in_pictures(values: str, code: str) -> None:
    _, part = chart_of(f"{{kind: line, values: {values}}}")
    assert f'<c:numFmt formatCode="{code}" sourceLinked="0"/>' in axis(part, "valAx")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ("{a: 2.70, b: 4.10, c: 3.05}", "0.00"),
        ("{a: 2.0, b: 1.0}", "0.0"),
        ("{a: 2, b: 1}", "General"),
        ("{a: 0.5, b: 21000}", "#,##0.0"),
        ("{a: 0.00001, b: 1}", "General"),
        ("{a: 2.7, b: 4.15}, unit: $", "&quot;$&quot;0.00"),
        ("{a: 2, b: 4}, unit: €", "&quot;€&quot;General"),
        ("{a: 2, b: 4}, unit: km", "General&quot; km&quot;"),
        ("{a: 2, b: 0.00000000002}", "[&lt;=0]General;[&gt;=1]General;0.00000000000"),
        ("{a: -5, b: 0.00000000002, c: 0.5}", "[&lt;=0]General;0.0##########"),
        ("{a: 5, b: -0.00000000002, c: -7}", "[&gt;=0]General;[&lt;=-1]General;0.00000000000"),
        ("{a: 5, b: -0.00000000002, c: 0.00000000004, d: -7}", "[&gt;=1]General;[&lt;=-1]General;0.00000000000"),
    ],
)
def test_numbers_at_bars_have_as_many_places_as_the_most_that_was_typed(values: str, code: str) -> None:
    _, part = chart_of(f"{{values: {values}}}")
    labels = part[part.index("<c:dLbls>") :]
    assert labels.startswith(f'<c:dLbls><c:numFmt formatCode="{code}" sourceLinked="0"/>')


def test_a_unit_over_labelled_bars_is_the_title_of_an_axis_without_numbers() -> None:
    outline = "  - title: A\n    chart: {kind: KIND, values: {a: 1, b: 2}, unit: million tonnes}\n"
    for kind in ("column", "bar"):
        scene = typed(outline.replace("KIND", kind)).value
        (chart,) = (item for item in every_item(scene) if isinstance(item, ChartFrame))
        xml = parts(deck(chart))["ppt/charts/chart1.xml"].decode()
        axis = xml[xml.index("<c:valAx>") :]
        assert '<c:delete val="0"/>' in axis
        assert '<c:tickLblPos val="none"/>' in axis
        assert "million tonnes</a:t>" in axis
        assert "majorGridlines" not in axis
        assert '<c:showVal val="1"/>' in xml


def test_powerpoint_is_told_the_size_of_a_legend_of_several_rows() -> None:
    series = tuple(replace(each, name=f"{each.name} and all of the others with a long name") for each in CHART.series)
    for several in (series, CHART.series):
        xml = parts(deck(replace(CHART, series=several)))["ppt/charts/chart1.xml"].decode()
        legend = xml[xml.index("<c:legend>") : xml.index("</c:legend>")]
        assert ('<c:w val="1.00000"/><c:h val="0.1' in legend) == (several is series)
