"""Numbers are written as each language does, and nothing of them is lost."""

from __future__ import annotations

import pytest

from deckgen.numerals import numeral


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("2026", "-21,000", "1,234,567.5", "0.3")),
        ("de", ("2026", "-21.000", "1.234.567,5", "0,3")),
        ("de-CH", ("2026", "-21’000", "1’234’567.5", "0.3")),
        ("fr", ("2026", "-21\u202f000", "1\u202f234\u202f567,5", "0,3")),
        ("pl", ("2026", "-21~000", "1~234~567,5", "0,3")),
        ("hi", ("2026", "-21,000", "12,34,567.5", "0.3")),
        ("yo", ("2026", "-21\u202f000", "1\u202f234\u202f567.5", "0.3")),
        ("", ("2026", "-21000", "1234567.5", "0.3")),
    ],
)
def test_numbers_on_axes_are_written_as_in_the_language(language: str, expected: tuple[str, ...]) -> None:
    written = [numeral(value, language).replace("\u00a0", "~") for value in (2026, -21000, 1234567.5, 0.1 + 0.2)]
    assert tuple(written) == expected


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.00000000002, "0.00000000002"),
        (0.00000000004, "0.00000000004"),
        (-0.0, "0"),
        (1e15, "1,000,000,000,000,000"),
        (6.02e23, "602,000,000,000,000,000,000,000"),
        (1234567890123456, "1,234,567,890,123,456"),
        (0.1 * 3, "0.3"),
        (1 / 3, "0.3333333333"),
        (1000.1 - 1000, "0.1"),
    ],
)
def test_no_number_becomes_zero_or_an_exponent(value: float, written: str) -> None:
    assert numeral(value, "en") == written
