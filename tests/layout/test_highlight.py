"""What is highlighted stands out, and nothing is muted where an audience sees nothing of it."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from deckgen.deck import Deck
from deckgen.layout.chart_marks import drawn
from deckgen.layout.typeset import Typesetter
from deckgen.pipeline import BuildRequest, build
from deckgen.scene.items import Bar, ChartFrame, Grid, Marker
from deckgen.scene.text import Run
from deckgen.theme.builtin import CLASSROOM, THEMES
from deckgen.theme.contrast import READABLE, TOLD_APART, contrast, difference, distance, mixed
from deckgen.theme.tokens import Theme
from tests.layout.decks import FIXED, deck, every_item, laid_out

PALETTE = CLASSROOM.palette


def chart_part(slides: str, audience: str | None = None) -> str:
    """The XML of the only chart of a deck."""
    head = "title: Deck\naudiences: [managers]\n"
    built = build(f"{head}slides:\n{slides}".encode(), Path(), BuildRequest(audience=audience))
    assert isinstance(built, Deck), built
    with zipfile.ZipFile(BytesIO(built.content)) as package:
        (name,) = (name for name in package.namelist() if re.fullmatch(r"ppt/charts/chart\d+\.xml", name))
        return package.read(name).decode()


def test_powerpoint_fills_the_highlighted_bar_itself() -> None:
    part = chart_part("  - title: A\n    chart: {values: {Start: 1, Stop: 3}, highlight: Stop}\n")
    (point,) = re.findall(r"<c:dPt>.*?</c:dPt>", part)
    assert '<c:idx val="1"/>' in point
    assert '<a:schemeClr val="accent1"/>' in point


def test_powerpoint_marks_the_highlighted_point_of_a_line() -> None:
    part = chart_part("  - title: A\n    chart: {kind: line, values: {1: 1, 2: 3, 3: 2}, highlight: 2}\n")
    (point,) = re.findall(r"<c:dPt>.*?</c:dPt>", part)
    assert re.search(r'<c:marker>.*<a:schemeClr val="accent1"/>', point)


ONLY = (
    "  - title: A\n    chart:\n      highlight: Stop\n      values:\n        - {Start: 1}\n        - {Run: 2}\n"
    "        - {Stop: 3, except: managers}\n"
)


def test_nothing_is_muted_where_the_highlighted_category_is_not_seen() -> None:
    assert "<c:dPt>" in chart_part(ONLY)
    part = chart_part(ONLY, "managers")
    assert "<c:dPt>" not in part
    assert 'schemeClr val="accent1"/>' in part


def test_the_drawn_bars_have_the_colours_of_the_native_ones() -> None:
    scene = deck("  - title: A\n    chart: {values: {Start: 1, Stop: 3}, highlight: Stop}\n").value
    (frame,) = (item for item in every_item(scene) if isinstance(item, ChartFrame))
    fills = [mark.fill for mark in drawn(frame, Typesetter(CLASSROOM, FIXED)).marks if isinstance(mark, Bar)]
    assert fills == [PALETTE.quiet.of(PALETTE.hues["slate"]), PALETTE.accent]


LINES = "series: [A, B, C, D, E], values: {1: [5, 5, 5, 5, 5], 2: [7, 6, 6, 6, 6]}"


@pytest.mark.parametrize("kind", ["line", "scatter"])
def test_a_highlighted_line_is_drawn_over_all_others_and_appears_when_it_did(kind: str) -> None:
    slides = f"  - title: A\n    chart: {{kind: {kind}, {LINES}, highlight: B}}\n    build: by series\n"
    (frame,) = (item for item in every_item(deck(slides).value) if isinstance(item, ChartFrame))
    assert [series.name for series in frame.series] == ["A", "C", "D", "E", "B"]
    assert frame.hues[-1] == PALETTE.accent
    assert frame.parts is not None
    assert frame.parts.clicks == (1, 3, 4, 5, 2)
    markers = [mark for mark in drawn(frame, Typesetter(CLASSROOM, FIXED)).marks if isinstance(mark, Marker)]
    assert [marker.fill for marker in markers[-2:]] == [PALETTE.accent] * 2
    assert re.findall(r"<c:tx>.*?<c:v>(\w)</c:v>", chart_part(slides)) == ["A", "C", "D", "E", "B"]


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_series_beside_the_highlighted_one_are_told_apart(theme: Theme) -> None:
    content = f"title: Deck\nslides:\n  - title: A\n    chart: {{{LINES}, highlight: B}}\n".encode()
    (frame,) = (item for item in every_item(laid_out(content, theme=theme).value) if isinstance(item, ChartFrame))
    assert frame.hues[1] == theme.palette.accent
    shown = [mixed(hue, theme.scheme) for hue in frame.hues]
    assert min(distance(one, other) for one, other in combinations(shown, 2)) >= 3 * TOLD_APART


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
@pytest.mark.parametrize(("roles", "is_accent"), [("", True), ("roles: {installs: teal}\n", False)])
def test_a_single_series_is_in_the_accent_colour_unless_a_role_has_one(
    theme: Theme, roles: str, is_accent: bool
) -> None:
    chart = "{series: [installs], values: {1: [1], 2: [3]}}"
    content = f"title: Deck\n{roles}slides:\n  - title: A\n    chart: {chart}\n".encode()
    (frame,) = (item for item in every_item(laid_out(content, theme=theme).value) if isinstance(item, ChartFrame))
    assert frame.hues == ((theme.palette.accent if is_accent else theme.palette.hues["teal"]),)


@pytest.mark.parametrize(("values", "greys"), [("{a: 50, b: 30, c: 20}", 1), ("{b: 97, a: 1, c: 1, d: 1}", 3)])
def test_slices_beside_the_highlighted_one_are_of_one_grey_unless_a_legend_names_them(
    values: str, greys: int
) -> None:
    slides = f"  - title: A\n    chart: {{kind: pie, values: {values}, highlight: b}}\n"
    (frame,) = (item for item in every_item(deck(slides).value) if isinstance(item, ChartFrame))
    assert frame.legend == (greys > 1)
    others = [hue for hue, name in zip(frame.hues, frame.categories, strict=True) if name[0] != "b"]
    assert (len(set(others)), PALETTE.accent in others, PALETTE.accent in frame.hues) == (greys, False, True)


def fills_of(chart: str, theme: Theme) -> list[str]:
    """The colours of the slices or series of a chart, as they are seen."""
    content = f"title: Deck\nslides:\n  - title: A\n    chart: {chart}\n".encode()
    (frame,) = (item for item in every_item(laid_out(content, theme=theme).value) if isinstance(item, ChartFrame))
    return [mixed(hue, theme.scheme) for hue in frame.hues]


TEN = "A: 30, B: 20, C: 10, D: 10, E: 8, F: 7, G: 6, H: 5, I: 4, J: 3"


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
@pytest.mark.parametrize("count", [7, 8, 9, 10])
def test_each_of_many_slices_in_a_legend_has_a_grey_of_its_own(theme: Theme, count: int) -> None:
    values = ", ".join(TEN.split(", ")[:count])
    shown = fills_of(f"{{kind: pie, values: {{{values}}}, highlight: A}}", theme)
    assert min(difference(one, other) for one, other in combinations(shown, 2)) > 4
    assert min(difference(one, other) for one, other in pairwise(shown)) > 2 * TOLD_APART


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_each_of_many_lines_beside_the_highlighted_one_has_a_grey_of_its_own(theme: Theme) -> None:
    names = "A, B, C, D, E, F, G"
    shown = fills_of(f"{{kind: line, series: [{names}], values: {{1: [1, 2, 3, 4, 5, 6, 7]}}, highlight: A}}", theme)
    assert len(set(shown)) == 7


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_ten_slices_are_told_apart(theme: Theme) -> None:
    shown = fills_of(f"{{kind: pie, values: {{{TEN}}}}}", theme)
    assert min(difference(one, other) for one, other in combinations(shown, 2)) > 2.5 * TOLD_APART


def runs(grid: Grid, row: int) -> list[Run]:
    return [run for cell in grid.rows[row].cells for each in cell.body.paragraphs for run in each.runs]


def test_a_row_that_is_highlighted_is_bold_and_the_others_are_muted() -> None:
    table = "{columns: [Name, Size], rows: [[alpine, 8 MB], [debian, 120 MB]], highlight: debian}"
    (grid,) = (
        item for item in every_item(deck(f"  - title: A\n    table: {table}\n").value) if isinstance(item, Grid)
    )
    assert {run.colour for run in runs(grid, 1)} == {PALETTE.muted}
    assert {(run.colour, run.bold) for run in runs(grid, 2)} == {(PALETTE.paper, True)}
    assert [cell.fill for cell in grid.rows[2].cells] == [PALETTE.accent] * 2


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_a_highlighted_cell_is_in_the_accent_colour_and_is_read_and_told_from_callouts(theme: Theme) -> None:
    content = b"title: Deck\nslides:\n  - title: A\n    table: {columns: [N, S], rows: [[a, b]], highlight: a}\n"
    (grid,) = (item for item in every_item(laid_out(content, theme=theme).value) if isinstance(item, Grid))
    assert {cell.fill for cell in grid.rows[1].cells} == {theme.palette.accent}
    shown = mixed(theme.palette.accent, theme.scheme)
    assert min(contrast(shown, mixed(run.colour, theme.scheme)) for run in runs(grid, 1)) >= READABLE
    tints = [mixed(theme.palette.pale_of(hue), theme.scheme) for hue in theme.palette.hues.values()]
    assert min(difference(shown, tint) for tint in tints) >= TOLD_APART


@pytest.mark.parametrize(
    ("highlight", "lit"),
    [
        ("a", ["a", "1"]),
        ("[a, b]", ["a", "1", "both", "b", "2"]),
        ("{b: T}", ["both"]),
        ("T", ["both", "3"]),
    ],
)
def test_a_cell_over_two_rows_is_highlighted_with_both_of_them_or_by_itself(highlight: str, lit: list[str]) -> None:
    table = f"{{columns: [N, S, T], rows: [[a, 1, both], [b, 2, ^], [c, 0, 3]], highlight: {highlight}}}"
    (grid,) = (
        item for item in every_item(deck(f"  - title: A\n    table: {table}\n").value) if isinstance(item, Grid)
    )
    cells = [cell for row in grid.rows for cell in row.cells]
    assert [cell.body.paragraphs[0].text for cell in cells if cell.fill == PALETTE.accent] == lit
    runs = [run for cell in cells for each in cell.body.paragraphs for run in each.runs]
    assert [run.colour == PALETTE.muted for run in runs if run.text == "both"] == ["both" not in lit]
