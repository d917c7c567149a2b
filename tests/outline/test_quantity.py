"""Numbers with units are read as authors write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from deckgen.outline.quantity import added, quantities, quantity, times


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
    ("language", "texts", "numbers"),
    [
        ("de", ["1.500 kg", "900 kg"], ["1500", "900"]),
        ("de", ["1,500 kg", "900 kg"], ["1.500", "900"]),
        ("de", ["1.500,25 €", "12,50 €"], ["1500.25", "12.50"]),
        ("de", ["1.500.000", "0.500"], ["1500000", "0.500"]),
        ("de", ["1.500 s", "2.25 s"], ["1.500", "2.25"]),  # the second one shows that points are decimal
        ("de-AT", ["1.500 kg"], ["1500"]),
        ("de-CH", ["1.500 kg", "1’500 kg"], ["1.500", "1500"]),
        ("en", ["1.500 kg", "1,500 kg"], ["1.500", "1500"]),
        ("en", ["1,500 kg", "2,5 kg"], ["1.500", "2.5"]),
        ("en", ["2.5 s", "1,234.5 s"], ["2.5", "1234.5"]),
        ("fr", ["1,500 kg", "1 500 kg"], ["1.500", "1500"]),
        ("fr", ["1.500 kg"], ["1.500"]),  # neither of a keyboard in France nor of its printers
        ("", ["1.500 kg", "1,500 kg"], ["1.500", "1500"]),
    ],
)
def test_a_sign_before_three_digits_is_read_by_the_other_numbers_or_the_language(
    language: str, texts: list[str], numbers: list[str]
) -> None:
    assert [each and each.number for each in quantities(texts, language)] == [Decimal(each) for each in numbers]


@pytest.mark.parametrize(
    ("larger", "smaller", "language", "said"),
    [
        (400, 1, "en", "400"),
        (5, 2, "en", "2.5"),
        (5, 2, "de", "2,5"),
        (2, 1, "de", "2"),
        (4567, 1, "en", "4600"),
        (45670, 1, "de", "46.000"),
    ],
)
def test_how_many_times_is_said_in_two_digits(larger: int, smaller: int, language: str, said: str) -> None:
    assert times(Decimal(larger), Decimal(smaller), language) == said


@pytest.mark.parametrize(
    ("texts", "language", "said"),
    [
        (["8 MB", "120.5 MB"], "en", "128.5 MB"),
        (["2,250", "793"], "en", "3,043"),
        (["2.250", "793"], "de", "3.043"),
        (["12,50 €", "9,90 €"], "de", "22,40 €"),
        (["$ 36.50", "$ 1,200"], "en", "$ 1,236.50"),
        (["12%", "30%"], "en", "42%"),
        (["-8 °C", "3 °C"], "en", "−5 °C"),
        (["6000", "7000"], "en", "13000"),
    ],
)
def test_numbers_of_one_unit_add_up_as_they_are_written(texts: list[str], language: str, said: str) -> None:
    assert added([each for each in quantities(texts, language) if each]) == said
