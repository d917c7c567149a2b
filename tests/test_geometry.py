"""Lengths as they are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.geometry import Rect, inch, inches

HEIGHTS = st.integers(0, inch(60))


@pytest.mark.parametrize(
    ("needed", "there", "told"),
    [
        (inch(5.2) + 1, inch(5.2), ("5.3", "5.2")),
        (inch(5.24), inch(5.16), ("5.3", "5.1")),
        (inch(7.4), inch(5.2), ("7.4", "5.2")),
    ],
)
def test_what_is_needed_is_rounded_up_and_what_is_there_down(needed: int, there: int, told: tuple[str, str]) -> None:
    assert inches(needed, there) == told


@given(HEIGHTS, st.integers(1, inch(60)))
def test_more_is_told_as_more(there: int, more: int) -> None:
    needed, had = inches(there + more, there)
    assert float(needed) > float(had)


@pytest.mark.parametrize(
    ("rect", "part"),
    [
        (Rect(1, 2, 3, 4), Rect(1, 2, 3, 4)),
        (Rect(-5, 2, 20, 4), Rect(0, 2, 10, 4)),
        (Rect(8, 7, 4, 4), Rect(8, 7, 2, 1)),
        (Rect(20, 2, 3, 4), Rect(10, 2, 0, 4)),
        (Rect(1, -9, 3, 4), Rect(1, 0, 3, 0)),
    ],
)
def test_the_part_of_a_rectangle_within_another_has_no_extent_where_there_is_none(rect: Rect, part: Rect) -> None:
    assert rect.within(Rect(0, 0, 10, 8)) == part
