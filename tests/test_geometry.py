"""Lengths as they are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.geometry import inch, inches

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
