"""Terms that are spelled in several ways: `Virtual machine` and `virtual Machine`, `GitHub` and `Github`.

A false alarm is worse than a missed slip. So the check compares only capitals, and only in three cases: the second
word of a pair that occurs more than once, a word with capitals inside, and a label as a whole. The first word of a
text may begin with a capital; code and headlines in Title Case are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from deckgen.checks.context import CheckContext
from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, warning
from deckgen.outline.blocks import CodeBlock, Note, OnePicture, Quote, Reference
from deckgen.outline.element import Element, Words
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide
from deckgen.outline.walk import WORDLESS
from deckgen.regex import regex

SHORTEST = 4
"""The minimum number of letters: shorter words are often names (`IT`, `US`, `Go`)."""
MOST_IN_A_LABEL = 4
_WORD = regex(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LITTLE = frozenset(
    re.findall(
        r"\w+",
        "a an and as at by for from in into is it its no not of on or our per than that the their then this to under "
        "up via vs was we when where which who with your every each all are be can der die das den dem ein eine und "
        "le la les un une des du de et",
    )
)
_SKIPPED = (CodeBlock, Note, OnePicture, Quote, Reference)
"""Elements with code, file names, speech, or somebody else's words."""


class _Term:
    """The spellings of one term, with the number of occurrences and the first place of each."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.places: dict[str, Place] = {}

    def met(self, spelling: str, place: Place) -> None:
        self.counts[spelling] = self.counts.get(spelling, 0) + 1
        self.places.setdefault(spelling, place)


def spelling_findings(context: CheckContext) -> Iterator[Diagnostic]:
    """A warning for each rarer spelling of a term, at its first occurrence."""
    terms: dict[str, _Term] = {}
    for key, spelling, place in _spellings(context.whole):
        term = terms.get(key)
        if term is None:
            term = terms[key] = _Term()
        term.met(spelling, place)
    told: set[tuple[Place, str]] = set()
    for term in terms.values():
        if len(term.counts) < 2:
            continue
        usual = max(term.counts, key=lambda spelling: (term.counts[spelling], spelling == spelling.lower()))
        for spelling, place in term.places.items():
            if spelling != usual and (place, usual.casefold()) not in told:
                told.add((place, usual.casefold()))
                often = {1: "once", 2: "twice"}.get(term.counts[usual], f"{term.counts[usual]} times")
                message = f"`{spelling}` is spelled `{usual}` elsewhere, {often}"
                yield warning(Code.SPELLED_DIFFERENTLY, message, place, f"spell it one way: `{usual}`")


Spelled = tuple[str, str, Place]
"""A key that is the same for all spellings of a term, a spelling, and its place."""


def _spellings(thing: object) -> Iterator[Spelled]:
    """The spellings in the texts for the audience, in the order of the outline."""
    match thing:
        case Slide():
            yield from thing.kept(_on_slide)
        case Outline():
            for value in _heard(thing):
                yield from _spellings(value)
        case tuple():
            for item in thing:
                yield from _spellings(item)
        case _:
            for words in _texts(thing):
                yield from _in_text(words, is_headline=False)


def _on_slide(slide: Slide) -> Iterator[Spelled]:
    headlines = [words for words in (slide.title, slide.section) if words]
    for words in _texts(slide):
        yield from _in_text(words, is_headline=words in headlines)


def _in_text(words: Words, *, is_headline: bool) -> Iterator[Spelled]:
    prose = _prose(words)
    found = list(_WORD.finditer(prose))
    is_title_case = _is_title_case([each[0] for each in found])
    spellings = list(_capitals_inside(found))
    if not is_title_case:
        spellings += _pairs(prose, found)
    if not is_title_case or not is_headline:
        spellings += _label(prose)
    yield from ((key, spelling, words.place) for key, spelling in spellings)


_NOT_HEARD = frozenset(("highlight", "predict", "show", "see", "blank", "values", "audiences", "latex", "symbol"))


def _heard(element: Element) -> Iterator[object]:
    """The values of an element with texts for the audience."""
    for name, value in element.named_values():
        if name not in _NOT_HEARD and not (name == "title" and isinstance(element, Outline)):
            yield value


def _texts(thing: object) -> Sequence[Words]:
    """The texts for the audience, in their order."""
    found: list[Words] = []
    _add_texts(thing, found)
    return found


def _add_texts(thing: object, found: list[Words]) -> None:
    if thing.__class__ in WORDLESS:
        return
    if isinstance(thing, Words):
        found.append(thing)
    elif isinstance(thing, tuple):
        for item in thing:
            _add_texts(item, found)
    elif isinstance(thing, Element):
        if not isinstance(thing, _SKIPPED):
            for value in _heard(thing):
                _add_texts(value, found)
    elif isinstance(thing, dict):
        for item in thing.values():
            _add_texts(item, found)


def _is_title_case(words: list[str]) -> bool:
    """True if all words except little ones begin with a capital, as in an English headline."""
    weighty = [word for word in words if word.casefold() not in _LITTLE]
    return len(weighty) > 1 and all(word[0].isupper() for word in weighty)


def _prose(words: Words) -> str:
    """The text with a bar in place of code and formulas, which contain no words."""
    runs = words.runs
    return "".join(["|" if run.code or run.formula else run.text for run in runs])


def _pairs(text: str, found: list[re.Match[str]]) -> Iterator[tuple[str, str]]:
    """Pairs of neighbouring words; the first word is compared without its capitals, the second with them."""
    for one, other in pairwise(found):
        if text[one.end() : other.start()] != " " or one[0].casefold() in _LITTLE or other[0].casefold() in _LITTLE:
            continue
        word = other[0]
        if len(word) >= SHORTEST and (word.islower() or word.istitle()):
            yield f"{one[0]} {word}".casefold(), f"{one[0].lower()} {word}"


def _capitals_inside(found: list[re.Match[str]]) -> Iterator[tuple[str, str]]:
    """Words with capitals after small letters, and the same words with capitals elsewhere."""
    for word in (each[0] for each in found):
        if len(word) >= SHORTEST and not word.islower() and not word.isupper():
            yield f"·{word.casefold()}", word


def _label(prose: str) -> Iterator[tuple[str, str]]:
    """A label of several words as a whole; its first letter may be a capital."""
    plain = " ".join(prose.split())
    parts = plain.split(" ")
    if 1 < len(parts) <= MOST_IN_A_LABEL and "|" not in plain and plain[0].isalpha():
        yield f"={plain.casefold()}", plain[0].upper() + plain[1:]
