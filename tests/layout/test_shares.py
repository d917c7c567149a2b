"""Room that is shared by weight, with a least amount for everybody."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deckgen.geometry import spread


def test_room_is_shared_by_weight() -> None:
    assert spread(100, [0, 0], [1, 3]) == [25, 75]


def test_nobody_gets_less_than_the_least() -> None:
    assert spread(100, [40, 0, 0], [1, 1, 2]) == [40, 20, 40]


def test_a_least_amount_that_is_met_anyway_changes_nothing() -> None:
    assert spread(100, [25, 0], [1, 3]) == [25, 75]


def test_one_least_amount_may_make_the_share_of_another_too_small() -> None:
    # Shares of 100 are 33⅓ each; without the first they are 20 each, which is too little for the second.
    assert spread(100, [60, 30, 0], [1, 1, 1]) == [60, 30, 10]


def test_least_amounts_that_are_too_much_shrink_alike() -> None:
    assert spread(100, [150, 50], [1, 1]) == [75, 25]


def test_what_cannot_be_divided_is_not_lost() -> None:
    assert spread(100, [0, 0, 0], [1, 1, 1]) == [33, 34, 33]


amounts = st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 9)), min_size=1, max_size=8)


@given(amounts, st.integers(0, 10_000))
def test_shares_add_up_and_keep_to_the_least(parts: list[tuple[int, int]], total: int) -> None:
    least, weights = [amount for amount, _ in parts], [weight for _, weight in parts]
    result = spread(total, least, weights)
    assert sum(result) == total
    if sum(least) <= total:
        assert all(share >= amount for share, amount in zip(result, least, strict=True))
