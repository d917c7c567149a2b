"""A chart is drawn as its numbers say, whoever draws it: bars to scale, gaps left out, slices that add up."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations
from typing import TypeVar

import pytest
from msgspec.structs import astuple, replace

from deckgen.geometry import Point, Rect, pt, union
from deckgen.layout.chart_marks import drawn, scale_of
from deckgen.layout.finish import finished as with_marks
from deckgen.layout.typeset import Typesetter
from deckgen.paint import Colour
from deckgen.scene.items import (
    GRID_LINE,
    MARKER,
    Bar,
    ChartFrame,
    ChartKind,
    ChartParts,
    Label,
    Mark,
    Marker,
    Plotted,
    Polyline,
    Slice,
)
from deckgen.text.measure import FixedMeasurer
from deckgen.theme.builtin import CLASSROOM, THEMES
from deckgen.theme.tokens import Theme
from tests.case import cases
from tests.expected import FONTS
from tests.layout.decks import deck, every_item, laid_out

INK, RULE, PAPER = Colour("dk1"), Colour("dk2"), Colour("lt1")
HUES = (Colour("accent1"), Colour("accent2"), Colour("accent3"))
AREA = Rect(pt(100), pt(100), pt(600), pt(400))
Kind = TypeVar("Kind", bound=Mark)


def frame(
    kind: ChartKind,
    *numbers: tuple[float | None, ...],
    categories: tuple[str, ...] = ("a", "b", "c"),
    legend: bool = False,
    labelled: bool = False,
    axes: tuple[str, ...] = (),
    parts: ChartParts | None = None,
) -> ChartFrame:
    series = tuple(Plotted(f"s{place}", each) for place, each in enumerate(numbers))
    hues = HUES[: len(categories)] if kind == "pie" else HUES[: len(series)]
    values = [number for each in numbers for number in each if number is not None]
    return ChartFrame(
        "Chart", AREA, kind, categories, series, hues, 20, INK, RULE, PAPER, "", axes, legend, labelled,
        scale=None if kind == "pie" else scale_of(values, from_zero=kind != "scatter"),
        across=scale_of([float(name) for name in categories], from_zero=False) if kind == "scatter" else None,
        parts=parts, shows_values=not labelled or bool(axes),
    )  # fmt: skip


def finished(chart: ChartFrame) -> ChartFrame:
    return drawn(chart, Typesetter(CLASSROOM, FixedMeasurer()))


def of(kind: type[Kind], chart: ChartFrame) -> list[Kind]:
    return [mark for mark in finished(chart).marks if isinstance(mark, kind)]


def texts(chart: ChartFrame) -> list[str]:
    return [label.body.text for label in of(Label, chart)]


@pytest.mark.parametrize(("kind", "along"), [("column", "y"), ("line", "y"), ("bar", "x")])
def test_a_thin_line_goes_through_the_chart_at_each_value(kind: ChartKind, along: str) -> None:
    lines = [line for line in of(Polyline, frame(kind, (1, 2, 4))) if line.stroke.width == GRID_LINE]
    places = [{getattr(point, along) for point in line.points} for line in lines]
    assert [len(place) for place in places] == [1] * 5
    assert len(set.union(*places)) == 5
    assert {line.stroke.colour for line in lines} == {RULE}


@pytest.mark.parametrize(
    ("values", "low", "high", "step"),
    [
        ((10, 60, 35), 0, 60, 20),
        ((1, 9), 0, 10, 2),
        ((-5, 42), -10, 50, 10),
        ((0.1, 0.4), 0, 0.4, 0.1),
        ((0, 0.0), 0, 1, 1),
        ((1, 2), 0, 2, 1),
        ((1, 2.5), 0, 2.5, 0.5),
    ],
)
def test_an_axis_has_about_five_steps_of_1_2_or_5_and_zero_is_on_it(
    values: tuple[float, ...], low: float, high: float, step: float
) -> None:
    scale = scale_of(values)
    assert (scale.low, scale.high, scale.step) == pytest.approx((low, high, step))


def test_columns_are_as_high_as_their_numbers_say() -> None:
    one, two, three = of(Bar, frame("column", (10, 20, 40)))
    assert two.rect.height == pytest.approx(2 * one.rect.height, abs=2)
    assert three.rect.height == pytest.approx(4 * one.rect.height, abs=4)
    assert one.rect.bottom == two.rect.bottom == three.rect.bottom


def test_bars_begin_at_one_line_and_the_first_category_is_on_top() -> None:
    one, two, three = of(Bar, frame("bar", (10, 20, 40)))
    assert one.rect.x == two.rect.x == three.rect.x
    assert three.rect.width == pytest.approx(4 * one.rect.width, abs=4)
    assert one.rect.y < two.rect.y < three.rect.y


def test_a_negative_number_hangs_below_the_line() -> None:
    above, below = of(Bar, frame("column", (10, -10), categories=("a", "b")))
    assert above.rect.bottom == below.rect.y


def test_bars_of_two_series_are_beside_each_other_and_groups_are_60_percent_of_a_bar_apart() -> None:
    first, next_first, second, _ = of(Bar, frame("column", (1, 2), (3, 4), categories=("a", "b")))
    width = first.rect.width
    assert second.rect.x == pytest.approx(first.rect.right, abs=2)
    assert next_first.rect.x - second.rect.right == pytest.approx(0.6 * width, abs=3)


def test_a_gap_parts_a_line_and_leaves_no_marker() -> None:
    chart = frame("line", (1, 2, None, 4, 5), categories=tuple("abcde"))
    lines = [line for line in of(Polyline, chart) if line.stroke.colour == HUES[0]]
    assert [len(line.points) for line in lines] == [2, 2]
    assert len(of(Marker, chart)) == 4


def test_series_of_a_line_chart_differ_by_the_shape_of_their_markers() -> None:
    chart = frame("line", (1, 2, 3), (3, 2, 1))
    assert [marker.shape for marker in of(Marker, chart)] == ["circle"] * 3 + ["square"] * 3


def test_points_of_a_scatter_chart_are_where_both_their_numbers_say() -> None:
    one, two, three = (mark.centre for mark in of(Marker, frame("scatter", (0, 5, 10), categories=("0", "5", "10"))))
    assert two.x - one.x == pytest.approx(three.x - two.x, abs=2)
    assert one.y - two.y == pytest.approx(two.y - three.y, abs=2)


def test_points_at_the_ends_of_the_axes_of_a_scatter_chart_are_clear_of_their_numbers() -> None:
    chart = frame("scatter", (1, 5), (3, 2), categories=("1", "2"))
    half = MARKER // 2
    labels = [mark.rect for mark in of(Label, chart)]
    dots = [Rect(mark.centre.x, mark.centre.y, 0, 0).inset(-half, -half) for mark in of(Marker, chart)]
    assert len(dots) == 4
    assert all(not dot.inset(-pt(3), -pt(3)).overlaps(label) for dot in dots for label in labels)


def test_slices_go_round_once_in_order_from_the_top() -> None:
    slices = of(Slice, frame("pie", (50, 25, 25)))
    assert [(each.start, each.sweep) for each in slices] == [(0, 180), (180, 90), (270, 90)]
    assert [each.fill for each in slices] == list(HUES)


def test_numbers_are_said_at_the_bars_or_on_the_axis() -> None:
    assert texts(frame("column", (10, 20, 40), labelled=True)) == ["10", "20", "40", "a", "b", "c"]
    assert texts(frame("column", (10, 20, 40)))[:5] == ["0", "10", "20", "30", "40"]


def test_the_number_of_a_column_is_centred_above_it() -> None:
    chart = frame("column", (10, 20, 40), labelled=True)
    numbers = [label for label in of(Label, chart) if label.body.text in ("10", "20", "40")]
    assert [label.body.paragraphs[0].align for label in numbers] == ["centre"] * 3
    assert [label.rect.centre.x for label in numbers] == [bar.rect.centre.x for bar in of(Bar, chart)]


def test_the_titles_of_axes_are_level_on_top_of_one_and_at_the_end_of_the_other() -> None:
    chart = finished(frame("column", (1, 2, 3), (3, 2, 1), legend=True, axes=("Year", "Installs")))
    titles = {label.body.text: label for label in of(Label, chart) if label.body.text in ("Year", "Installs")}
    assert not any(label.body.rotated for label in titles.values())
    assert {run.size for label in titles.values() for run in label.body.paragraphs[0].runs} == {16}
    level, upright = titles["Year"].rect, titles["Installs"].rect
    assert (upright.x, upright.bottom <= chart.plot.y) == (AREA.x, True)
    assert (level.right, level.bottom) == (chart.plot.right, AREA.bottom)
    assert chart.title_corners == (Point(level.x, level.y), Point(upright.x, upright.y))


def test_names_are_at_the_ends_of_lines_that_are_apart_there() -> None:
    chart = finished(frame("line", (1, 2, 4), (3, 2, 1), legend=True))
    assert (chart.legend, chart.named_at_ends) == (False, True)
    names = [label.rect for label in of(Label, chart) if label.body.text in ("s0", "s1")]
    last = [of(Marker, chart)[place].centre for place in (2, 5)]
    assert [rect.centre.y for rect in names] == pytest.approx([point.y for point in last], abs=2)
    assert all(rect.x > point.x and rect.right <= AREA.right for rect, point in zip(names, last, strict=True))


@pytest.mark.parametrize(
    "chart",
    [
        pytest.param(frame("line", (1, 2, 4), (40, 2, 4.1), legend=True), id="two-end-at-one-height"),
        pytest.param(frame("line", (1, 2, 4), (3, 2, None), legend=True), id="one-ends-early"),
        pytest.param(
            replace(frame("line", (1, 2, 4), (3, 2, 1), legend=True), rect=Rect(0, 0, pt(95), pt(400))), id="narrow"
        ),
        pytest.param(frame("column", (1, 2, 4), (3, 2, 1), legend=True), id="no-lines"),
    ],
)
def test_the_legend_stays_where_names_have_no_room_at_the_ends(chart: ChartFrame) -> None:
    done = finished(chart)
    assert (done.legend, done.named_at_ends) == (True, False)
    assert {"s0", "s1"} <= set(texts(done))


@pytest.mark.parametrize("numbers", [(50, 25, 25), (90, 5, 5), (1, 1, 98), (30, 0, 70)])
@pytest.mark.parametrize(
    "names", ["abc", ("Waiting for locks", "b", "Reading pages of a disk")], ids=["short", "long"]
)
def test_a_pie_is_as_large_as_the_labels_around_it_allow(numbers: tuple[int, ...], names: tuple[str, ...]) -> None:
    made = finished(frame("pie", numbers, categories=tuple(names), labelled=True))
    assert made.plot is not None
    labels, radius, centre = of(Label, made), made.plot.width / 2, made.plot.centre
    around = union([made.plot, *(label.rect for label in labels)])
    assert AREA.inset(-pt(1), -pt(1)).contains(around)
    assert around.width > AREA.width - pt(4) or around.height > AREA.height - pt(4)
    for label in labels:
        x = min(max(centre.x, label.rect.x), label.rect.right)
        y = min(max(centre.y, label.rect.y), label.rect.bottom)
        assert math.hypot(x - centre.x, y - centre.y) > radius


@pytest.mark.parametrize("kind", ["column", "bar", "line", "scatter", "pie"])
def test_everything_is_within_the_frame(kind: ChartKind) -> None:
    numbers: list[tuple[float | None, ...]] = [(10, 20, 40)] if kind == "pie" else [(10, 20, 40), (4, None, -8)]
    axes = () if kind == "pie" else ("Year", "Installs")
    names = ("1", "2", "3") if kind == "scatter" else ("first", "second", "third")
    for mark in finished(
        frame(kind, *numbers, categories=names, legend=True, labelled=kind == "pie", axes=axes)
    ).marks:
        match mark:
            case Bar() | Label():
                assert all(isinstance(length, int) for length in astuple(mark.rect)), mark
                assert AREA.inset(-pt(1)).contains(mark.rect), mark
            case Polyline():
                assert all(AREA.inset(-pt(1)).contains(Rect(each.x, each.y, 0, 0)) for each in mark.points)
            case Slice():
                assert isinstance(mark.radius, int)
                assert mark.radius * 2 <= min(AREA.width, AREA.height)
            case Marker():
                assert AREA.contains(Rect(mark.centre.x, mark.centre.y, 0, 0))


def test_parts_appear_at_their_clicks_with_their_numbers() -> None:
    by_category = frame("column", (10, 20, 40), labelled=True, parts=ChartParts("category", (1, 2, 3)))
    assert [bar.click for bar in of(Bar, by_category)] == [1, 2, 3]
    assert [label.click for label in of(Label, by_category)] == [1, 2, 3, 0, 0, 0]
    by_series = frame("line", (1, 2, 3), (3, 2, 1), parts=ChartParts("series", (1, 2)))
    assert [marker.click for marker in of(Marker, by_series)] == [1, 1, 1, 2, 2, 2]


@pytest.mark.parametrize(
    ("numbers", "ticks"),
    [
        ((1000, 5000, 9000), ["0", "2,000", "4,000", "6,000", "8,000", "10,000"]),
        ((2000, 4000, 8000), ["0", "2000", "4000", "6000", "8000"]),
        ((1000, 5000, 20000), ["0", "5,000", "10,000", "15,000", "20,000"]),
    ],
)
def test_all_numbers_of_an_axis_are_grouped_if_one_has_five_digits(
    numbers: tuple[float, ...], ticks: list[str]
) -> None:
    made = drawn(frame("column", numbers), Typesetter(CLASSROOM, FixedMeasurer(), "en"))
    texts = [mark.body.text for mark in made.marks if isinstance(mark, Label)]
    assert [text for text in texts if text[0].isdigit()] == ticks


@pytest.mark.parametrize(("language", "tick"), [("en", "20,000"), ("de", "20.000")])
def test_the_marks_of_a_finished_deck_are_in_its_language(language: str, tick: str) -> None:
    laid = deck("  - {title: A, chart: {kind: line, values: {1: 1000, 2: 20000}}}", f"title: T\nlanguage: {language}")
    scene, _ = with_marks(laid.value, CLASSROOM, FixedMeasurer())
    (chart,) = (item for item in every_item(scene) if isinstance(item, ChartFrame))
    assert tick in [mark.body.text for mark in chart.marks if isinstance(mark, Label)]


def chart_of(typed: str) -> ChartFrame:
    """The chart of an outline with all its marks, in letters of half an em."""
    scene, _ = with_marks(deck(f"  - {{title: A, chart: {{{typed}}}}}").value, CLASSROOM, FixedMeasurer())
    (chart,) = (item for item in every_item(scene) if isinstance(item, ChartFrame))
    return chart


SIX = "{a: 11900, b: 14900, c: 13060, d: 11820, e: 99000, f: 82000}"
NINE = "[u, v, w], values: {a: [11900, 12900, 13900], b: [11900, 12900, 13900], c: [11900, 12900, 13900]}"


@pytest.mark.parametrize(
    ("typed", "size", "unit", "axes", "labelled"),
    [
        (f"values: {SIX}, unit: t", 20, "t", (), True),
        (f"values: {SIX}, unit: MWh", 20, "MWh", (), True),
        (f"values: {SIX}, unit: million tonnes", 20, "", ("", "million tonnes"), True),
        (f"kind: bar, values: {SIX}, unit: million tonnes", 18, "", ("million tonnes", ""), True),
        (f"series: {NINE.replace('900', '90000')}, unit: MWh", 16, "", ("", "MWh"), True),
        (f"series: {NINE.replace('900', '900000000')}, unit: t", 20, "t", (), False),
        (f"series: {NINE.replace('900', '900000000')}, unit: tonnes", 20, "", ("", "tonnes"), False),
        (f"values: {SIX}, unit: tonnes, axes: [Country, Coal]", 18, "tonnes", ("Country", "Coal"), True),
    ],
    ids=["whole", "narrow", "long unit", "bars", "without its unit", "on an axis", "long on an axis", "a title too"],
)
def test_numbers_at_bars_step_down_until_they_have_room(
    typed: str, size: int, unit: str, axes: tuple[str, ...], labelled: bool
) -> None:
    chart = chart_of(typed)
    assert (chart.size, chart.unit, chart.axes, chart.labelled) == (size, unit, axes, labelled)


def test_a_unit_that_is_written_once_is_on_top_of_columns_and_of_bars() -> None:
    for kind in ("column", "bar"):
        chart = chart_of(f"kind: {kind}, values: {SIX}, unit: million tonnes")
        title = next(mark for mark in chart.marks if isinstance(mark, Label) and mark.body.text == "million tonnes")
        assert (title.rect.x, title.rect.y) == (chart.rect.x, chart.rect.y)
        assert title.rect.bottom < chart.plot.y
        assert not chart.shows_values


@pytest.mark.parametrize(("kind", "low"), [("column", -20), ("bar", -20)])
def test_the_number_of_the_lowest_bar_is_off_the_names(kind: str, low: int) -> None:
    chart = chart_of(f"kind: {kind}, values: {{a: -12, b: 3, c: -15}}")
    assert chart.scale is not None
    assert (chart.scale.low, chart.scale.high) == (low, 5)
    labels = {mark.body.text: mark.rect for mark in chart.marks if isinstance(mark, Label)}
    assert chart.plot.contains(labels["−15"])
    assert not labels["−15"].overlaps(labels["c"])


def test_a_title_wider_than_its_chart_is_on_several_lines() -> None:
    chart = chart_of(f"values: {SIX}, kind: line, unit: {'million tonnes of coal ' * 12}")
    title = next(mark for mark in chart.marks if isinstance(mark, Label) and mark.body.text.startswith("million"))
    assert len(title.body.paragraphs[0].lines) > 1
    assert chart.rect.contains(title.rect)
    assert title.rect.bottom < chart.plot.y


@pytest.mark.parametrize(
    ("values", "legend", "labelled", "last"),
    [
        ("{a: 50, b: 30, c: 20}", False, True, "c"),
        ("{a: 50, b: 30, c: 20, d: 1, e: 1, f: 1}", True, False, "f: 1\u00a0%"),
        ("{Ocean: 91, Land: 5, Ice: 3, Air: 1}", True, False, "Air: 1\u00a0%"),
        ("{a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1}", True, True, "g"),
        ("{a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, a slice with a very long name: 0.5, a slice with a long name: 0.5}",
         True, True, "a slice with a long name"),
    ],
    ids=["beside slices", "numbers in the legend", "no gap between them", "many slices", "names in the legend"],
)  # fmt: skip
def test_the_labels_of_small_slices_give_way_to_a_legend(
    values: str, legend: bool, labelled: bool, last: str
) -> None:
    chart = chart_of(f"kind: pie, values: {values}, unit: '%'")
    assert (chart.legend, chart.labelled, chart.categories[-1]) == (legend, labelled, last)


def test_a_legend_that_is_too_wide_has_rows() -> None:
    names = "[a series with a very long name, another series with such a name, a last series with a name]"
    chart = chart_of(f"series: {names}, values: {{1: [1, 2, 3], 2: [2, 3, 4]}}")
    keys = [mark.rect for mark in chart.marks if isinstance(mark, Label)][:3]
    assert keys[0].y == keys[1].y
    assert keys[2].y == keys[0].bottom
    assert chart.legend_room == Rect(chart.rect.x, chart.rect.y, chart.rect.width, keys[2].bottom - chart.rect.y)
    assert keys[2].bottom < chart.plot.y


@pytest.mark.parametrize(("name", "is_wide"), [("series with a name", True), ("a series", False)])
def test_a_wide_legend_of_one_row_has_a_size_so_that_every_program_keeps_it_in_one(name: str, is_wide: bool) -> None:
    chart = chart_of(
        f"series: [{name} 1, {name} 2, {name} 3], values: {{1: [1, 2, 3], 2: [2, 3, 4]}}, highlight: {name} 1"
    )
    keys = [mark.rect for mark in chart.marks if isinstance(mark, Label)][:3]
    assert len({key.y for key in keys}) == 1
    row = Rect(chart.rect.x, chart.rect.y, chart.rect.width, keys[0].height)
    assert chart.legend_room == (row if is_wide else None)


CHARTS = [case for folder in ("slides", "figures", "builds") for case in cases(folder) if b"chart:" in case.content]


def bounds(mark: Mark) -> Rect:
    """The rectangle around a mark."""
    match mark:
        case Bar():
            return mark.rect
        case Label():
            (paragraph,), rect = mark.body.paragraphs, mark.rect
            spare = rect.width - max(line.width for line in paragraph.lines)
            return rect.inset(spare // 2, 0) if paragraph.align == "centre" else rect
        case Polyline():
            return union([Rect(point.x, point.y, 0, 0) for point in mark.points])
        case Slice():
            return Rect(mark.centre.x, mark.centre.y, 0, 0).inset(-mark.radius)
        case Marker():
            return Rect(mark.centre.x, mark.centre.y, 0, 0)


def collisions(chart: ChartFrame) -> Iterator[str]:
    """The marks that leave the chart, and the texts that lie on other texts or on bars."""
    inner = [bounds(mark).inset(pt(0.5)) if isinstance(mark, Label) else bounds(mark) for mark in chart.marks]
    for rect, mark in zip(inner, chart.marks, strict=True):
        if not chart.rect.inset(-pt(0.5)).contains(rect):
            yield f"{mark} leaves the chart"
    texts = [(rect, mark) for rect, mark in zip(inner, chart.marks, strict=True) if isinstance(mark, Label)]
    for (one, label), (other, beside) in combinations(texts, 2):
        if one.overlaps(other):
            yield f"{label.body.text} lies on {beside.body.text}"
    bars = [mark.rect for mark in chart.marks if isinstance(mark, Bar)]
    yield from (f"{label.body.text} lies on a bar" for rect, label in texts if any(map(rect.overlaps, bars)))


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_all_that_is_drawn_is_within_its_chart_and_no_text_lies_on_others(theme: Theme) -> None:
    for case in CHARTS:
        laid = laid_out(case.content, case.folder, theme, FONTS)
        scene, _ = with_marks(laid.value, theme, FONTS)
        for chart in (item for item in every_item(scene) if isinstance(item, ChartFrame)):
            assert list(collisions(chart)) == [], (case.name, chart.alt)


def shown(chart: str, head: str = "title: A") -> list[str]:
    """The numbers at the bars or slices of a chart, or at its axis, as they are drawn."""
    scene, _ = with_marks(deck(f"  - title: B\n    chart: {chart}\n", head).value, CLASSROOM, FixedMeasurer())
    (found,) = (item for item in every_item(scene) if isinstance(item, ChartFrame))
    texts = [mark.body.text for mark in found.marks if isinstance(mark, Label)]
    return [text.replace("\u00a0", " ") for text in texts if any(letter.isdigit() for letter in text)]


@pytest.mark.parametrize(
    ("chart", "head", "expected"),
    [
        ("{values: {a: 2.70, b: 4.10, c: 3.05}}", "", ["2.70", "4.10", "3.05"]),
        ('{values: {a: "2,70", b: "4,1"}, decimal: ","}', "language: de", ["2,70", "4,10"]),
        ("{series: [A, B], values: {a: [2.0, 1], b: [2.2, 3]}}", "", ["2.0", "2.2", "1.0", "3.0"]),
        ("{values: {a: 2, b: 0.00001}}", "", ["2", "0.00001"]),
        ("{values: {a: -5, b: 0.00000000002, c: 0.5}}", "", ["−5", "0.00000000002", "0.5"]),
        ("{values: {a: 2.7, b: -4}, unit: $}", "language: en-US", ["$2.7", "−$4.0"]),
        ("{values: {a: 2.7}, unit: €}", "language: en", ["€2.7"]),
        ("{values: {a: 2.7}, unit: €}", "language: de", ["2,7 €"]),
        ("{values: {a: 2.7}, unit: km}", "", ["2.7 km"]),
        (
            "{kind: line, values: {a: 1, b: 1.75}, unit: £}",
            "",
            ["£0.0", "£0.5", "£1.0", "£1.5", "£2.0"],
        ),
    ],
)
def test_numbers_have_the_places_that_were_typed_and_their_unit_where_the_language_has_it(
    chart: str, head: str, expected: list[str]
) -> None:
    assert shown(chart, f"title: A\n{head}") == expected
