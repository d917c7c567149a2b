"""Content on as many pages as it needs: grown a little, shrunk a little, then parted evenly. Pages are 100 high."""

from __future__ import annotations

import pytest

from deckgen.geometry import Rect
from deckgen.layout.arrangement import paginate
from deckgen.layout.block import Beside, Block
from tests.layout.slabs import Slab

AREA = Rect(0, 0, 100, 100)
HEIGHTS = (50, 40, 30, 20, 19, 18)


def pages(block: Block) -> list[tuple[int, int]]:
    """The rows and the scale of each page."""
    found = paginate(block, AREA) or []
    return [(page.block.rows, page.scale) for page in found if isinstance(page.block, Slab)]


@pytest.mark.parametrize(
    ("rows", "scale"),
    [
        (1, 0),  # 50 of 100 is little
        (2, 1),  # 2 × 50 = 100 would fit, but only what is little grows; 2 × 40 = 80
        (3, 2),  # 3 × 40 = 120, 3 × 30 = 90
        (5, 3),  # 5 × 30 = 150, 5 × 20 = 100
    ],
)
def test_text_shrinks_before_it_is_parted(rows: int, scale: int) -> None:
    assert pages(Slab("text", rows, HEIGHTS)) == [(rows, scale)]


def test_content_that_needs_the_floor_stays_on_one_page() -> None:
    assert pages(Slab("text", 5, (50, 40, 35, 30, 25, 20))) == [(5, 5)]


def test_what_fits_at_no_scale_is_parted_evenly_at_a_comfortable_one() -> None:
    # 6 × 18 = 108 does not fit. At 20 a page takes five: 5 and 1 would do, 3 and 3 is even.
    assert pages(Slab("text", 6, HEIGHTS)) == [(3, 3), (3, 3)]


def test_no_row_is_lost_over_many_pages() -> None:
    found = pages(Slab("text", 23, HEIGHTS))
    assert [rows for rows, _ in found] == [5, 5, 5, 5, 3]


def test_what_can_be_parted_only_at_the_floor_is_parted_there() -> None:
    # A row of 101 fits no page; at the floor a row of 60 does.
    assert pages(Slab("text", 2, (200, 150, 120, 101, 101, 60))) == [(1, 5), (1, 5)]


def test_columns_do_not_grow_beyond_the_normal_size() -> None:
    found = paginate(Beside((Slab("a", 1, HEIGHTS), Slab("b", 1, HEIGHTS)), (1, 1), 0), AREA)
    assert found is not None
    assert [page.scale for page in found] == [1]


def test_what_cannot_be_parted_is_not_paged() -> None:
    assert paginate(Slab("quote", 6, HEIGHTS, whole=True), AREA) is None


def test_content_without_end_is_not_paged() -> None:
    assert paginate(Slab("text", 1000, (100,) * 6), AREA) is None
