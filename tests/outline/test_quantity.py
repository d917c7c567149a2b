"""Numbers with units are read as authors write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from deckgen.outline.quantity import added, quantity, times


@pytest.mark.parametrize(
    ("text", "number", "unit", "amount"),
    [
        ("50 MB", "50", "MB", "50000000"),
        ("about 1.5 GB", "1.5", "GB", "1500000000"),
        ("1,5 GiB", "1.5", "GiB", "1610612736"),
        ("1,200", "1200", "", "1200"),
        ("12 %", "12", "%", "12"),
        ("≈ 2 min", "2", "min", "120"),
        ("0.6 s", "0.6", "s", "0.6"),
        ("$ 36.50", "36.50", "$", "36.50"),
        ("−4 °C", "-4", "°C", "-4"),
    ],
)
def test_a_number_with_its_unit_is_found(text: str, number: str, unit: str, amount: str) -> None:
    found = quantity(text)
    assert found is not None
    assert (found.number, found.unit, found.amount) == (Decimal(number), unit, Decimal(amount))


@pytest.mark.parametrize("text", ["", "tens of megabytes", "1.2.3"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert quantity(text) is None


@pytest.mark.parametrize(
    ("larger", "smaller", "said"), [(400, 1, "400"), (5, 2, "2.5"), (2, 1, "2"), (4567, 1, "4600")]
)
def test_how_many_times_is_said_in_two_digits(larger: int, smaller: int, said: str) -> None:
    assert times(Decimal(larger), Decimal(smaller)) == said


def test_numbers_of_one_unit_add_up() -> None:
    found = [quantity("8 MB"), quantity("120.5 MB")]
    assert added([each for each in found if each]) == "128.5 MB"
