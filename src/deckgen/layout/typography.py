"""Typography by language: what lecturers type on a keyboard becomes what a printer sets.

In: the runs of a text. Out: the same runs with curly quotes and apostrophes, dashes, multiplication signs, and
no-break spaces where no line may end. Code, formulas and addresses stay as typed, and so does all that could mean
something else. No letter or digit is added or lost. What is already typographic does not change.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from msgspec.structs import replace

from deckgen.numerals import signs_in
from deckgen.outline.element import Inline
from deckgen.regex import regex

Marks = tuple[str, str, str, str]
"""The opening and closing quotation marks of a language, and those of a quotation within another."""

_NO_BREAK = "\u00a0"
_ENGLISH: Marks = ("“", "”", "‘", "’")
_GERMAN: Marks = ("„", "“", "‚", "‘")
_SWISS: Marks = ("«", "»", "‹", "›")
_FRENCH: Marks = (f"«{_NO_BREAK}", f"{_NO_BREAK}»", "“", "”")
_SPANISH: Marks = ("«", "»", "“", "”")
_RUSSIAN: Marks = ("«", "»", "„", "“")
_POLISH: Marks = ("„", "”", "«", "»")
_SWEDISH: Marks = ("”", "”", "’", "’")
_QUOTES: Mapping[str, Marks] = {
    **dict.fromkeys(("en", "nl", "pt", "tr", "id", "ms", "vi", "ko", "hi", "th", "ga", "cy", "af", "sw"), _ENGLISH),
    **dict.fromkeys(("de", "cs", "sk", "sl", "bg", "is", "et", "lt", "lv", "ka"), _GERMAN),
    **dict.fromkeys(("de-ch", "de-li", "it-ch"), _SWISS),
    **dict.fromkeys(("es", "it", "ca", "gl", "el", "pt-pt", "eu"), _SPANISH),
    **dict.fromkeys(("ru", "uk", "be"), _RUSSIAN),
    **dict.fromkeys(("pl", "ro", "hu", "hr", "sr", "bs"), _POLISH),
    **dict.fromkeys(("sv", "fi"), _SWEDISH),
    **dict.fromkeys(("da", "nb", "nn", "no"), _SPANISH),
    "fr": _FRENCH,
}
"""As in CLDR. Hebrew, Arabic, Chinese and Japanese are left as they were typed: there, `"` has other uses too."""

_UNITS = (
    "(?:[kKMGTP]i?)?(?:B|[Bb]it|[Bb]yte|bps)s?|[kMGTmnµμ]?(?:Hz|W|Wh|V|A|Ω|J|N|Pa|eV|m|g|s|l|L|F|mol)|[cd]m|min|h|kg|"
    "px|pt|dpi|fps|°C|°F|K|dB|%|‰|[€£¥$]|ppm|°|[Ee]uros?|EUR|USD|CHF|GBP|JPY|SEK|NOK|DKK|PLN|CZK"
)
_MAGNITUDES = (
    "thousand|[mb]illions?|trillions?|bn|Tsd\\.|Mio\\.|Mrd\\.|Bio\\.|Tausend|(?:Mill|Bill|Trill)ion(?:en)?|Milliarden?|"
    "mille|milliards?|mil|millón|millones|mila|milion[ei]|miliard[oi]|milhão|milhões|bilhão|bilhões|duizend|miljoen|"
    "miljard|mln\\.?|mld\\.?|tys\\.|miljon(?:er)?|miljard(?:er)?|тыс\\.|млн|млрд|χιλ\\.|εκατ\\.|δισ\\."
)
"""The words and abbreviations of many languages that are part of a number."""
_CLOSING = regex(r"(?<=\S)'(?!\w)")
"""A single mark behind a word."""
_WITH_UNIT = regex(
    rf"(?<=\d) (?:(?=(?:{_UNITS})(?![\w°]))|(?:{_MAGNITUDES})(?!\w)(?P<unit> (?=(?:{_UNITS})(?![\w°])))?)"
)
_DIGIT_GROUPS = regex(r"(?<![\w.,])[1-9]\d{0,2}(?: \d{3})+(?!\d)")
_ABBREVIATED = regex(
    r"(?<![\w.])(?:p|pp|Fig|No|Nr|Dr|Prof|Mr|Mrs|Ms|Abb|Kap|Tab|Vol|Ch|Sec|Eq)\. (?=[\dA-ZÄÖÜ])"
    r"|(?<![\w.])[^\W\d_]\. (?=[^\W\d_]\.)|§ (?=\d)"
)
_TIMES = regex(r"(?<![\w.])(?!0x)\d+(?:[.,]\d+)*( ?)(x)(\1)(?=\d)")
_TIMES_AS_MANY = regex(r"(?<![\w.,])\d+(?:[.,]\d+)?x(?=[\s.,;:!?)]|$)")
_OPTION = regex(r"(?<!\S)--?[a-zA-Z]")
_AMOUNT = r"[1-9]\d{0,2}(?:[., \u00a0\u2009\u202f'’]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_RANGE = regex(rf"(?<![\w./:+–-])(?<!\d )(?<!\d\d\) )({_AMOUNT})-({_AMOUNT})(?![\w/:–-]|[.,]\d)")
_UNIT_BEHIND = regex(rf"[ \u00a0]?(?:{_UNITS}|{_MAGNITUDES})(?![\w°])")
_HYPHEN = regex(r"-(?=[$€£¥]?\d)")
_WHOLE_NUMBER = regex(r"\d+(?:[.,]\d+)*(?![\w-]|[.,]\d)")
_MEASURE = regex(rf"\d+(?:[.,]\d+)*[ \u00a0]?(?P<unit>{_UNITS})(?![\w°])")
_SIGNS_BEFORE = tuple("(=<>≤≥≠≈±[")
_LONGEST_BEFORE = 20
"""The signs before a hyphen in which the word before it is looked for."""
_IN_BRACKETS = regex(r"[(\[]([^()\[\]]*[,;][^()\[\]]*)[)\]]")
_COORDINATE = regex(r" ?(?:-?\d+(?:\.\d+)?|[^\W\d_]) ?")
"""A number or a variable, of those in brackets. A decimal comma parts it in two numbers, which changes nothing."""
_BEFORE_NUMBERS: Mapping[str, str] = {
    "en": "from to of at by between below above under over about around near is was are were equals than until",
    "de": "von bis auf bei um zwischen unter über etwa rund ist war sind waren als gleich",
    "fr": "de à vers entre sous environ est était sont que",
    "es": "de a desde hasta entre bajo sobre es era son que",
    "it": "da a di tra fra sotto sopra circa è era sono",
    "pt": "de a até entre sob sobre é era são",
    "nl": "van tot op bij tussen onder boven ongeveer is was zijn",
    "ru": "от до около между при равно",
    "el": "από έως μέχρι μεταξύ στους στο είναι",
    "pl": "od do około między przy jest",
}
"""The words of a language after which a number is meant; any other word may be a command, as in `kill -9`."""
_JOINS = ("and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en", "of", "и", "или", "και", "ή", "i", "lub")
"""What joins a number to one before it, as a comma does."""
_DASH = regex(r"(?<=\S) (-{1,3}|–|—) (?=\S)")
_CLOSE_DASH = regex(r"(?<=[^\W\d_])(?:---?)(?=[^\W\d_])")
_FRENCH_SPACE = regex(r"(?<=\S) (?=[;:!?»%])|(?<=«) (?=\S)")
_NEEDED = regex(r"[\"'§]|-|\dx| x |\d |\. | [;:!?»]|« ")
"""What may have to change; most texts have none of it."""

_OPAQUE = "\ufffc"
"""What stands for code, formulas and addresses while a text is looked at."""
_BEFORE_OPENING = " \t\n\u00a0([{<–—-/„“”‘’«‹\"'"


@lru_cache(maxsize=8192)
def typographic(runs: tuple[Inline, ...], language: str) -> tuple[Inline, ...]:
    """The runs in the typography of the language of a BCP 47 tag."""
    text = "".join(_OPAQUE * len(run.text) if _is_opaque(run) else run.text for run in runs)
    if not _NEEDED.search(text):
        return runs
    edits = dict(_edits(text, language.lower()))
    if not edits:
        return runs
    start, changed = 0, []
    for run in runs:
        signs = enumerate(run.text, start)
        start += len(run.text)
        changed.append(replace(run, text="".join([edits.get(at, sign) for at, sign in signs])))
    return tuple(changed)


def _is_opaque(run: Inline) -> bool:
    is_address = run.link is not None and (run.text in run.link or "://" in run.text)
    return run.code or run.formula or is_address


def _edits(text: str, language: str) -> Iterator[tuple[int, str]]:
    """The offset of each sign that changes, with what replaces it."""
    primary = language.partition("-")[0]
    marks = _QUOTES.get(language) or _QUOTES.get(primary)
    if marks is not None:
        yield from _double(text, marks)
        yield from _single(text, marks)
    yield from _dashes(text, frozenset(_BEFORE_NUMBERS.get(primary, "").split()))
    yield from _signs(text)
    if primary == "fr":
        yield from ((found.start(), _NO_BREAK) for found in _FRENCH_SPACE.finditer(text))


def _opens(text: str, at: int) -> bool:
    """True if a quotation mark at this offset has a word behind it and none before it."""
    is_begun = at == 0 or text[at - 1] in _BEFORE_OPENING
    return is_begun and at + 1 < len(text) and not text[at + 1].isspace()


def _double(text: str, marks: Marks) -> Iterator[tuple[int, str]]:
    """The marks of each quotation; none at all if one of them has no other end."""
    edits, is_open = [], False
    for at in (found.start() for found in re.finditer('"', text)):
        if is_open:
            edits.append((at, marks[1]))
            is_open = False
        elif _opens(text, at):
            edits.append((at, marks[0]))
            is_open = True
        elif not text[at - 1].isdigit():  # as in 3.5", which are inches
            return
    if not is_open:
        yield from edits


def _single(text: str, marks: Marks) -> Iterator[tuple[int, str]]:
    """Quotations in single marks, and apostrophes."""
    ends, closing = [found.start() for found in _CLOSING.finditer(text)], set[int]()
    for at in (found.start() for found in re.finditer("'", text)):
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if at in closing:
            yield at, marks[3]
        elif before.isalpha() and after.isalpha():
            yield at, "’"
        elif before != "'" and _opens(text, at):
            rest = ends[(first := bisect_right(ends, at + 1)) : first + 1]
            closing.update(rest)
            yield at, marks[2] if rest else "’"
        elif before == _OPAQUE or (before.isalpha() and text[max(at - 2, 0) : at].isalpha()):
            yield at, "’"  # but not in A', which is another A


def _dashes(text: str, before_numbers: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Dashes between words, and in ranges; none in a text with an option of a command."""
    if _OPTION.search(text):
        return
    for found in _DASH.finditer(text):
        typed = found[1]
        if len(typed) > 1 or typed in "–—" or _joins_words(text, found.start(), found.end()):
            # A line does not begin with a dash.
            yield found.start(), _NO_BREAK
            yield found.start(1), "—" if typed in ("---", "—") else "–"
            yield from ((at, "") for at in range(found.start(1) + 1, found.end(1)))
    yield from ((at, "−") for at in _minuses(text, before_numbers))
    for found in _CLOSE_DASH.finditer(text):
        yield found.start(), "—"
        yield from ((at, "") for at in range(found.start() + 1, found.end()))
    for found in _RANGE.finditer(text):
        if _is_range(found[1], found[2], is_sure=_UNIT_BEHIND.match(text, found.end()) is not None):
            yield found.end(1), "–"


def _minuses(text: str, before_numbers: frozenset[str]) -> Iterator[int]:
    """The offset of each hyphen that is before what is surely a number."""
    is_about_numbers = False
    for at in (found.start() for found in _HYPHEN.finditer(text)):
        if _is_minus(text, at, before_numbers, is_about_numbers=is_about_numbers):
            is_about_numbers = True
            yield at
    for found in _IN_BRACKETS.finditer(text):
        if all(_COORDINATE.fullmatch(part) for part in re.split("[,;]", found[1])):
            yield from (found.start() + sign.start() for sign in re.finditer("-", found[0]))


def _is_minus(text: str, at: int, before_numbers: frozenset[str], *, is_about_numbers: bool) -> bool:
    """True after a sign, with a unit, after a word that is said of numbers, or in a list of them."""
    before = text[max(at - _LONGEST_BEFORE, 0) : at]
    bare = before.rstrip()
    if not bare or bare.endswith(_SIGNS_BEFORE):
        return True
    if bare == before:
        return False
    start = at + 1 if text[at + 1].isdigit() else at + 2
    measure = _MEASURE.match(text, start)
    # A single letter behind a number may be the name of a file.
    if measure is not None and (len(measure["unit"]) > 1 or not measure["unit"].isalpha()):
        return True
    word = bare.split()[-1].lower()
    is_listed = is_about_numbers and (word.endswith((",", ";")) or word in _JOINS)
    is_number = measure is not None or _WHOLE_NUMBER.match(text, start) is not None
    return is_number and (is_listed or word in before_numbers)


def _joins_words(text: str, end: int, start: int) -> bool:
    """True if a hyphen with spaces is between words; between letters alone, which are variables, it is a minus."""
    return end > 1 and text[end - 2 : end].isalpha() and text[start].isalpha()


def _is_range(first: str, last: str, *, is_sure: bool) -> bool:
    """True for 1990-1995, 1990-95, 5-10, 0,5-2 and 10,000-20,000; not for 555-1234, which may be a telephone number
    unless it is surely a range as a unit follows, nor for 3-1 or 03-04.
    """
    if any(number[0] == "0" and number[1:2].isdigit() for number in (first, last)):
        return False
    if not (first.isdigit() and last.isdigit()):
        return any(_read(first, sign) < _read(last, sign) for sign in (".,", ""))
    if len(first) == 4 and len(last) == 2:
        return int(first[2:]) < int(last)
    is_usual = len(first) == len(last) or len(last) < 4 or 4 <= len(first) == len(last) - 1
    return int(first) < int(last) and (is_usual or is_sure)


def _read(number: str, decimal_signs: str) -> Decimal:
    """A number whose sign may part thousands or decimals, read with these signs for decimals."""
    _, decimal = signs_in(number, decimal_signs)
    return Decimal("".join(sign if sign.isdigit() else "." for sign in number if sign.isdigit() or sign == decimal))


def _signs(text: str) -> Iterator[tuple[int, str]]:
    """Multiplication signs, and spaces that hold a number and its unit together."""
    for found in _TIMES.finditer(text):
        yield found.start(2), "×"
        yield from ((found.start(space), _NO_BREAK) for space in (1, 3) if found[space])
    yield from ((found.end() - 1, "×") for found in _TIMES_AS_MANY.finditer(text))
    yield from ((found.end() - 1, _NO_BREAK) for found in _ABBREVIATED.finditer(text))
    for found in _WITH_UNIT.finditer(text):
        yield found.start(), _NO_BREAK
        if found["unit"]:
            yield found.start("unit"), _NO_BREAK
    for found in _DIGIT_GROUPS.finditer(text):
        yield from ((found.start() + space.start(), _NO_BREAK) for space in re.finditer(" ", found[0]))
