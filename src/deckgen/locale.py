"""Every word that deckgen itself writes, in the language of the lecture: on slides, in alt texts, in spoken formulas.

Each language has one file in `locales/`, which is read once. English replaces a language without a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path

from msgspec import Raw, Struct, json

_FOLDER = Path(__file__).parent / "locales"
_DEFAULT = "en"


class SlideWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Words on slides and in the speaker notes."""

    agenda: str
    backup: str
    to_the_class: str
    seconds: str
    references: str
    part: str
    short_minutes: str
    clock: str
    tip: str
    note: str
    warning: str
    question: str
    verdict: str
    click: str
    ask: str
    answers: str
    continued: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    partly: tuple[str, ...]


_ENDS = ("?", "!", "…", "？", "！", "؟")
"""Signs after which a sentence has no full stop."""


class Descriptions(Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns for alternative texts, which screen readers read to people who cannot see a slide."""

    layers: str
    panel: str
    under_all: str
    below: str
    brace: str
    arrow: str
    arrow_both: str
    arrow_crossed: str
    arrow_loop: str
    arrow_loop_crossed: str
    inside: str
    labelled: str
    axis: Mapping[str, str]
    side: Mapping[str, str]
    axis_from: str
    axis_to: str
    line: str
    line_alone: str
    and_so_on: str
    made_of: str
    absent: str
    crossed_out: str
    many: str
    last_and: str
    comma: str
    semicolon: str
    sentence: str
    table: str
    table_of_one: str
    table_without_names: str
    comparison: str
    row: str
    column: str
    wins: str
    answer: str
    matrix: str
    cell: str
    cells: str
    nothing: str
    timeline: str
    graph: str
    tree: str
    cycle: str
    middle: str
    quadrants: str
    across: str
    upwards: str
    from_to: str
    corners: tuple[str, ...]
    point: str
    entities: str
    has: str
    can: str
    key: str
    counted: str
    counted_loop: str
    counts: Mapping[str, str]
    related: str
    special: str
    venn: str
    only_in: str
    shared: str
    sequence: str
    reply: str
    note: str
    note_over: str
    steps_end: str
    """What is said where a group of steps ends that is inside another one."""
    groups: Mapping[str, str]
    charts: Mapping[str, str]
    values: str
    process: str
    qr_code: str

    def stated(self, text: str) -> str:
        """The text as a sentence, which needs no full stop after a question."""
        return text if text.endswith(_ENDS) else self.sentence.format(text=text)

    def listed(self, names: Iterable[str]) -> str:
        """The names joined as the language does it, without empty ones: `a`, `a and b`, `a, b and c`."""
        *first, last = [name for name in names if name] or [""]
        return f"{self.comma.join(first)}{self.last_and}{last}" if first else last


class SpokenWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The spoken words of formulas; `{a}` and `{b}` are the parts of a pattern, in the order of reading."""

    signs: Mapping[str, str]
    capital: str
    fraction: str
    binomial: str
    long_end: str
    root: str
    nth_root: str
    square: str
    cube: str
    power: str
    inverse: str
    index: str
    under: str
    above: str
    below: str
    bounded: str
    over: str
    free: str
    of: str
    absolute: str
    accent: str
    matrix: str
    cases: str
    row: str
    line: str
    open: str
    close: str


class Locale(Struct, frozen=True, dict=True):
    """The words of one language. Few lectures contain formulas, so the words for these are decoded on demand.

    `names` has the names of shapes and layouts, and the prompts of placeholders, by the English ones; `{}` is what a
    shape belongs to.
    """

    slides: SlideWords
    descriptions: Descriptions
    names: Mapping[str, str] = {}
    formulas: Raw = Raw()

    def named(self, english: str) -> str:
        """The name or prompt in this language; one that is nothing but words of the author is as it is."""
        if english in self.names:
            return self.names[english]
        found = ((own, pattern.fullmatch(english)) for pattern, own in self._patterns)
        return next((own.format(*match.groups()) for own, match in found if match is not None), english)

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        # `Arrow both ways: {}` comes before `Arrow {}`.
        ordered = sorted((english for english in self.names if "{}" in english), key=len, reverse=True)
        parted = ((map(re.escape, english.split("{}")), self.names[english]) for english in ordered)
        return [(re.compile("(.+?)".join(parts), re.DOTALL), own) for parts, own in parted]


def locale_of(language: str) -> Locale:
    """The words for the language of a BCP 47 tag, or the English words if it has none."""
    return _read(_file_of(language))


@cache
def spoken_words_of(language: str) -> SpokenWords | None:
    """The spoken words of formulas for the language of a BCP 47 tag; None if it has none."""
    if not has_words(language):
        return None
    raw = locale_of(language).formulas
    return json.decode(raw, type=SpokenWords) if raw else None


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def has_words(language: str) -> bool:
    """True if there is a file for the language of a BCP 47 tag."""
    primary = _primary(language)
    return primary.isalpha() and (_FOLDER / f"{primary}.json").is_file()


def _file_of(language: str) -> str:
    return _primary(language) if has_words(language) else _DEFAULT


@cache
def _read(name: str) -> Locale:
    return json.decode((_FOLDER / f"{name}.json").read_bytes(), type=Locale)
