"""Numbers with units, as authors write them in cells: `50 MB`, `≈ 1.5 s`, `$ 1,200`, `12 %`.

A comma followed by exactly three digits separates thousands; any other comma, and every point, is a decimal sign.
"""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

_NUMBER = re.compile(r"(?P<sign>[-–−])?(?P<digits>\d[\d.,\u00a0\u2009\u202f' ]*)(?P<unit>\s*[^\s\d.,;:()]+)?")
_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u2009\u202f' ](?=\d{3}(?!\d))")
_CURRENCY = re.compile(r"[$€£¥]")

_SIZES = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4, "p": 5}
_SECONDS = {
    "ns": "0.000000001", "µs": "0.000001", "μs": "0.000001", "us": "0.000001", "ms": "0.001", "s": "1", "sec": "1",
    "second": "1", "seconds": "1", "min": "60", "minute": "60", "minutes": "60", "h": "3600", "hour": "3600",
    "hours": "3600", "d": "86400", "day": "86400", "days": "86400",
}  # fmt: skip


class Quantity(Struct, frozen=True):
    """A number as it was written, its unit as it was written, and both in the base unit of the quantity."""

    number: Decimal
    unit: str
    amount: Decimal
    kind: str


def quantity(text: str) -> Quantity | None:
    """The first number of a text with its unit; None without a number."""
    found = _NUMBER.search(text)
    if found is None:
        return None
    digits = _THOUSANDS.sub("", found["digits"].strip(" ,.'\u00a0\u2009\u202f")).replace(",", ".")
    if digits.count(".") > 1 or not re.fullmatch(r"\d+(\.\d+)?", digits):
        return None
    number = Decimal(digits) * (-1 if found["sign"] else 1)
    currency = _CURRENCY.search(text)
    unit = currency.group() if currency else (found["unit"] or "").strip()
    scale, kind = _scale(unit)
    return Quantity(number, unit, number * scale, kind)


def _scale(unit: str) -> tuple[Decimal, str]:
    """The number of base units in a unit, and the kind of quantity; an unknown unit is a kind of its own."""
    if (size := re.fullmatch(r"([kKMGTP]?)(i?)B", unit)) is not None:
        base = 1024 if size[2] else 1000
        return Decimal(base) ** _SIZES[size[1].lower()], "bytes"
    if unit.lower() in _SECONDS:
        return Decimal(_SECONDS[unit.lower()]), "seconds"
    return Decimal(1), unit


def times(larger: Decimal, smaller: Decimal) -> str:
    """The ratio of two numbers, to two digits: `400`, `2.5`."""
    ratio = larger / smaller
    if ratio < 10:
        return f"{ratio:.1f}".removesuffix(".0")
    digits = max(ratio.adjusted() - 1, 0)
    return str(int(ratio.scaleb(-digits).quantize(Decimal(1)).scaleb(digits)))


def added(quantities: list[Quantity]) -> str:
    """The sum of numbers of one unit, written in the same way."""
    total = sum((each.number for each in quantities), Decimal(0))
    unit = quantities[0].unit
    return f"{unit}{total}" if _CURRENCY.fullmatch(unit) else f"{total} {unit}".strip()
