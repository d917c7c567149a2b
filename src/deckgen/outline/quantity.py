"""Numbers with units, as authors write them in cells: `50 MB`, `≈ 1.5 s`, `$ 1,200`, `12 %`.

A point or comma followed by exactly three digits may part thousands or decimals: what is said in the other numbers
decides, or else the language of the deck. All others tell what they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from deckgen.numerals import decimal_signs, numeral, signs_in
from deckgen.regex import regex

_NUMBER = regex(r"(?P<sign>[-–−])?(?P<digits>\d[\d.,\u00a0\u2009\u202f'’ ]*)(?P<unit>\s*[^\s\d.,;:()]+)?")
_CURRENCY = regex(r"[$€£¥]")
_CURRENCY_BEFORE = regex(r"[$€£¥]\s*$")
_SPACES = " '’\u00a0\u2009\u202f"

_SIZES = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4, "p": 5}
_SECONDS = {
    "ns": "0.000000001", "µs": "0.000001", "μs": "0.000001", "us": "0.000001", "ms": "0.001", "s": "1", "sec": "1",
    "second": "1", "seconds": "1", "min": "60", "minute": "60", "minutes": "60", "h": "3600", "hour": "3600",
    "hours": "3600", "d": "86400", "day": "86400", "days": "86400",
}  # fmt: skip


KNOWN = ("bytes", "seconds")
"""The kinds of quantities whose units can be converted."""


class Quantity(Struct, frozen=True):
    """A number, its unit as it was written, and both in the base unit of the quantity.

    `before` and `after` are the unit where it was written, with its space; `group` and `decimal` are the signs
    between thousands and in front of decimals, "" without one.
    """

    number: Decimal
    unit: str
    amount: Decimal
    kind: str
    before: str
    after: str
    group: str
    decimal: str


def quantities(texts: Sequence[str], language: str) -> list[Quantity | None]:
    """The quantities of texts that belong together, in a deck of this language."""
    signs = decimal_signs(texts, language)
    return [quantity(text, signs) for text in texts]


def quantity(text: str, decimal_signs: str = ".") -> Quantity | None:
    """The first number of a text with its unit; None without a number.

    `decimal_signs` are those of `.` and `,` that are no sign of thousands in a number such as `1.500`. What has a
    number and which unit does not depend on them.
    """
    found = _NUMBER.search(text)
    if found is None:
        return None
    digits = found["digits"].strip(_SPACES + ",.")
    group, decimal = signs_in(digits, decimal_signs)
    plain = digits.replace(group, "").replace(decimal or ".", ".") if group else digits.replace(",", ".")
    if not re.fullmatch(r"\d+(\.\d+)?", plain):
        return None
    number = Decimal(plain) * (-1 if found["sign"] else 1)
    currency = _CURRENCY.search(text)
    unit = currency.group() if currency else (found["unit"] or "").strip()
    scale, kind = _scale(unit)
    before, after = _around(text, found)
    return Quantity(number, unit, number * scale, kind, before, after, group, decimal)


def _around(text: str, found: re.Match[str]) -> tuple[str, str]:
    """The unit in front of a number, and the one behind it, with the spaces between; "" where there is none."""
    if (before := _CURRENCY_BEFORE.search(text[: found.start()])) is not None:
        return before[0], ""
    spaces = len(found["digits"]) - len(found["digits"].rstrip(_SPACES))
    return "", text[found.end("digits") - spaces : found.end()] if found["unit"] else ""


def _scale(unit: str) -> tuple[Decimal, str]:
    """The number of base units in a unit, and the kind of quantity; an unknown unit is a kind of its own."""
    if (size := re.fullmatch(r"([kKMGTP]?)(i?)B", unit)) is not None:
        base = 1024 if size[2] else 1000
        return Decimal(base) ** _SIZES[size[1].lower()], "bytes"
    if unit.lower() in _SECONDS:
        return Decimal(_SECONDS[unit.lower()]), "seconds"
    return Decimal(1), unit


def times(larger: Decimal, smaller: Decimal, language: str) -> str:
    """The ratio of two numbers to two digits, as the language writes it: `400`, `2.5`."""
    ratio = larger / smaller
    if ratio < 10:
        return numeral(float(round(ratio, 1)), language)
    digits = max(ratio.adjusted() - 1, 0)
    return numeral(int(ratio.scaleb(-digits).quantize(Decimal(1)).scaleb(digits)), language)


def added(quantities: Sequence[Quantity]) -> str:
    """The sum of numbers of one unit, written as they are: with their signs, and their unit where it is."""
    total = sum((each.number for each in quantities), Decimal(0))
    group = next((each.group for each in quantities if each.group), "")
    decimal = next((each.decimal for each in quantities if each.decimal), ".")
    whole, point, decimals = f"{abs(total):{',' if group else ''}f}".partition(".")
    written = whole.replace(",", group) + (f"{decimal}{decimals}" if point else "")
    sign = "−" if total < 0 else ""
    return f"{sign}{quantities[0].before}{written}{quantities[0].after}"
