"""Numbers as each language writes them: the signs between groups of digits, and in front of decimals.

`numeral` writes a number, `decimal_signs` says how one that was typed is read. In `1.500`, the point parts thousands
in German and decimals in English, so that only the language, or another number beside it, can tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from deckgen.regex import regex

Signs = tuple[str, str]
"""What is between the groups of three digits of a number in a language, and in front of its decimals."""

_THIN = "\u202f"
_COMMAS: Signs = (",", ".")
_POINTS: Signs = (".", ",")
_SPACES: Signs = ("\u00a0", ",")
_APOSTROPHES: Signs = ("’", ".")
_NUMBERS: Mapping[str, Signs] = {
    **dict.fromkeys(("en", "he", "ar", "hi", "ja", "zh", "ko", "th", "ga", "cy", "ms", "sw", "es-mx"), _COMMAS),
    **dict.fromkeys(("de", "es", "it", "nl", "pt", "tr", "id", "el", "da", "hr", "sl", "ro", "sr"), _POINTS),
    **dict.fromkeys(("bs", "ca", "gl", "eu", "is", "vi"), _POINTS),
    **dict.fromkeys(
        ("ru", "uk", "be", "bg", "cs", "sk", "pl", "hu", "fi", "sv", "nb", "nn", "no", "et", "lt", "lv", "ka"),
        _SPACES,
    ),
    **dict.fromkeys(("de-at", "pt-pt", "fr-ca", "fr-ch", "en-za"), _SPACES),
    **dict.fromkeys(("de-ch", "de-li", "it-ch"), _APOSTROPHES),
    "fr": (_THIN, ","),
}
"""As in CLDR; elsewhere groups have thin spaces between them, which nobody takes for a decimal sign (ISO 80000-1)."""
GROUPED_FROM = 10_000
"""The number from which on digits are grouped: those of years are not."""
MOST_PLACES = 3
"""The most decimal places that all numbers get because one of them has: 78.0000 beside 0.0005 says too much."""
_GROUPS = regex(r"\B(?=(?:\d{3})+$)")
_INDIAN_GROUPS = regex(r"\B(?=(?:\d{2})*\d{3}$)")


def numeral(value: float, language: str, *, grouped_from: float = GROUPED_FROM, places: int = 0) -> str:
    """A number as it is written in the language of a BCP 47 tag; without one, plain digits with a decimal point.

    It has no binary rounding noise (0.3, not 0.30000000000000004), no exponent, no sign before 0, and as many decimal
    places as it needs, but at least `places`.
    """
    whole, _, decimals = _plain(value).partition(".")
    decimals = decimals.ljust(places, "0")
    if not language:
        return f"{whole}.{decimals}" if decimals else whole
    between, sign = _signs_of(language)
    if abs(value) >= grouped_from:
        primary = language.lower().partition("-")[0]
        groups = _INDIAN_GROUPS if primary == "hi" or language.lower() == "en-in" else _GROUPS
        whole = groups.sub(between, whole)
    return f"{whole}{sign}{decimals}" if decimals else whole


def places_of(values: Iterable[float]) -> int:
    """The decimal places that all of some numbers get: those that one of them needs; 0 if these are too many."""
    places = max((len(_plain(value).partition(".")[2]) for value in values), default=0)
    return places if places <= MOST_PLACES else 0


def with_unit(number: str, before: str, unit: str, space: str) -> str:
    """A number with what is in front of its digits, such as `$`, and with its unit behind a space."""
    sign = number[: number.startswith("-")]
    return f"{sign}{before}{number.removeprefix('-')}" + (f"{space}{unit}" if unit else "")


def _plain(value: float) -> str:
    """The digits of a number: ten decimals, or ten digits of one below 1, whose first decimals may all be 0."""
    if value == int(value):
        digits = str(float(value)).removesuffix(".0")
    else:
        digits = f"{value:.10g}" if abs(value) < 1 else f"{round(value, 10):.15g}"
    return f"{Decimal(digits):f}" if value else "0"


def _signs_of(language: str) -> Signs:
    tag = language.lower()
    return _NUMBERS.get(tag) or _NUMBERS.get(tag.partition("-")[0]) or (_THIN, ".")


_SIGNED = regex(r"(?<!\d)\d+(?:[.,]\d+)+")
_GROUPED = regex(
    r"[1-9]\d{0,2}(?P<group>[.,\u00a0\u2009\u202f'’ ])\d{3}(?:(?P=group)\d{3})*(?P<rest>(?!(?P=group))[.,]\d+)?"
)
_IN_TWO_WAYS = regex(r"[1-9]\d{0,2}[.,]\d{3}")


def decimal_signs(texts: Iterable[str], language: str) -> str:
    """The signs, of `.` and `,`, that are decimal in numbers such as `1.500`, which can be read in two ways.

    The other numbers of these texts tell; if none does, the language: a sign that it puts between thousands is not
    decimal, and a comma is only where it is the decimal sign.
    """
    shown = {sign for text in texts for found in _SIGNED.findall(text) if (sign := _shown_by(found))}
    if len(shown) == 1:
        return shown.pop()
    between, sign = _signs_of(language)
    # The points of German numbers are typed in Austria too, whose style guides want spaces.
    has_points = "." in (between, _signs_of(language.partition("-")[0])[0])
    return sign if sign == "." or has_points else ".,"


def _shown_by(number: str) -> str:
    """The decimal sign of a number that can be read in one way only; "" if it can be read in two."""
    if in_two_ways(number):
        return ""
    group, decimal = signs_in(number, "")
    return decimal or {".": ",", ",": "."}.get(group, "")


def in_two_ways(number: str) -> bool:
    """True if the sign in a number such as `1.500` may part thousands or decimals."""
    return _IN_TWO_WAYS.fullmatch(number) is not None


def signs_in(number: str, decimal_signs: str) -> tuple[str, str]:
    """The sign between the thousands of a number, and the one in front of its decimals; "" where there is none.

    `decimal_signs` decide about a number that can be read in two ways.
    """
    grouped = _GROUPED.fullmatch(number)
    if grouped is None or (in_two_ways(number) and grouped["group"] in decimal_signs):
        signs = [sign for sign in number if sign in ".,"]
        return "", signs[0] if len(signs) == 1 else ""
    return grouped["group"], (grouped["rest"] or "")[:1]
