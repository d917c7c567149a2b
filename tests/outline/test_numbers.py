"""The numbers of a chart are read from the outline and from CSV files as spreadsheets write them."""

from __future__ import annotations

import pytest

from deckgen.media.numbers import Numbers, Series, from_csv, number
from deckgen.outline.element import Words

NAME = Words("times.csv")


@pytest.mark.parametrize(
    ("text", "value"), [("1", 1.0), (" 2.5 ", 2.5), ("-3", -3.0), ("−3", -3.0), ("1 s", None), ("", None)]
)
def test_a_number_is_digits_with_a_point(text: str, value: float | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["Time,VM\na,1.5\nb,", "Time;VM\na;1,5\nb;", "Time\tVM\na\t1.5\n\nb\t"])
def test_commas_semicolons_and_tabs_part_cells(text: str) -> None:
    assert from_csv(text, NAME, False).value == Numbers(("a", "b"), (Series("VM", (1.5, None)),))


def test_the_numbers_along_a_scatter_chart_may_have_decimal_commas() -> None:
    assert from_csv("Load;Time\n1,5;2", NAME, True).value == Numbers(("1.5",), (Series("Time", (2.0,)),))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "`times.csv` holds no table of numbers"),
        ("Time,VM", "`times.csv` holds no table of numbers"),
        ("Time,VM\na,soon", "in row 2 of `times.csv` `soon` is no number"),
        ("Time,VM\na,1\nb,1,2", "in row 3 of `times.csv` there are 3 cells, not 2"),
        ("Time,VM\n" + "a,1\n" * 201, "`times.csv` has 201 rows, more than the 200 that a chart can show"),
    ],
)
def test_what_is_no_table_of_numbers_is_reported(text: str, message: str) -> None:
    (found,) = from_csv(text, NAME, False).diagnostics
    assert found.message == message
