"""Texts that are probably read in another way than they were meant: Markdown for more than a line, and commas.

What a text shows as it is typed although it means a list in other programs, and points of a list that read as the
parts of one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error, warning
from deckgen.outline.blocks import Bullet, Step
from deckgen.outline.chart import Chart
from deckgen.outline.contents import Blocks
from deckgen.outline.element import Words
from deckgen.outline.footnotes import marks_in
from deckgen.outline.head import Outline
from deckgen.outline.matrix import Matrix
from deckgen.outline.slide import Slide, SlideParts
from deckgen.outline.tables import Compare, Table
from deckgen.outline.walk import elements_in, words_in
from deckgen.regex import regex
from deckgen.suggest import closest

_ITEMS = regex(r"^[ \t]*(?:[-*+•]|\d{1,2}[.)])[ \t]+\S", re.MULTILINE)
_NUMBERED = regex(r"^[ \t]*\d", re.MULTILINE)
_FENCE = regex(r"^[ \t]*(?P<fence>```+|~~~+)[^`\n]*\n(?:.*?^[ \t]*(?P=fence)|.*)", re.MULTILINE | re.DOTALL)
_FOOTNOTE = regex(r"\[\^[\w-]+\]")
_SIGNS = (
    (regex(r"^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$", re.MULTILINE), "a table",
     "write the table as a `table`"),
    (regex(r"\A#{2,6} \S|\A# [^\W\d_a-z]|^#{1,6} \S(?=.*\n)|(?<=\n)#{1,6} \S", re.MULTILINE), "a heading",
     "make the heading the `title` of a slide or of a column"),
    (regex(r"^[ \t]*>[ \t]?[^\W\d_]{2}", re.MULTILINE), "a quotation", "write the quotation as a `quote`"),
    (_FOOTNOTE, "a footnote", "write the text of the footnote under `footnotes` on the slide, behind its name"),
    (regex(r"!\[[^\[\]]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])"), "an image",
     "name the file of the image under `image`"),
    (regex(r"(?<![\w\]!])\[[^\[\]\n]*[^\W\d_]{2}[^\[\]\n]*\]\[[^\[\]\n]*\]|^\[[^\[\]\n]+\]:[ \t]+\S*://",
           re.MULTILINE), "a link by reference", "write the address behind the words: `[words](https://…)`"),
)  # fmt: skip
_TAG = regex(
    r"<(?P<tag>a|b|center|code|del|div|em|font|h[1-6]|i|ins|kbd|li|mark|ol|p|pre|s|small|span|strike|strong|sub|sup|u|ul)"
    r"(?:\s[^<>]*)?>.*?</(?P=tag)\s*>",
    re.IGNORECASE | re.DOTALL,
)
_INSTEAD = {
    "b": "`**bold**`", "strong": "`**bold**`", "i": "`*italic*`", "em": "`*italic*`", "u": "`**bold**`",
    "mark": "`**bold**`", "ins": "`**bold**`", "s": "`~~struck~~`", "del": "`~~struck~~`", "strike": "`~~struck~~`",
    "sub": "`H~2~O`", "sup": "`x^2^`", "a": "`[words](https://…)`",
}  # fmt: skip
"""What deckgen has for a tag of HTML; the others are left out."""
_AS_TYPED = regex(r"(?P<ticks>`++).*?(?<!`)(?P=ticks)(?!`)|\\.|\$[^$\n]+\$", re.DOTALL)
"""Code and formulas in a line, and signs behind a backslash."""
_PERHAPS = regex(r"[\n<\[]|\A[ \t]*[#>]")


def check_words(slides: Iterable[SlideParts], blocks: Iterable[Blocks]) -> Iterator[Diagnostic]:
    """Warnings for texts on slides, but not in notes, that show signs of Markdown, and for parts of a sentence that
    are points.
    """
    for slide in slides:
        yield from slide.kept(_about_signs)
    for each in blocks:
        yield from each.kept(_about_points)


def check_head(head: Outline) -> Iterator[Diagnostic]:
    """Warnings for marks of footnotes in the head, which no slide has: the title slide has no foot."""
    for field in ("title", "subtitle", "author", "course", "institution", "contact"):
        words = getattr(head, field)
        if words is not None and (found := _FOOTNOTE.search(words.raw)):
            message = f"the title slide has no footnotes, so `{found[0]}` is shown as it is typed"
            hint = "say it in the text, or on a slide with `footnotes`"
            yield warning(Code.MARKDOWN_BLOCK, message, words.place, hint)


def _about_points(blocks: Blocks) -> Iterator[Diagnostic]:
    yield from _about_commas([bullet.text for bullet in blocks.find_all(Bullet)])
    for element in elements_in(blocks.find_all(Bullet)):
        if isinstance(element, Bullet):
            yield from _about_commas([bullet.text for bullet in element.bullets])
    yield from _about_commas([step.text for step in elements_in(blocks) if isinstance(step, Step)])


def _about_signs(slide: SlideParts) -> Iterator[Diagnostic]:
    versions = _versions(slide)
    spoken = {words.place for each in versions for words in words_in(each.notes)}
    for words in words_in(slide):
        is_verbatim = len(words.runs) == 1 and words.runs[0].code and words.runs[0].text == words.raw
        if not is_verbatim and _PERHAPS.search(words.raw) and words.place not in spoken:
            in_cell = words.raw.lstrip()[:1] in _ALSO_IN_CELLS and _is_in_cell(words, slide)
            typed = _FOOTNOTE.sub("", words.raw) if any(each.footnotes for each in versions) else words.raw
            yield from () if in_cell else _about_markdown(typed, words.place)


def _versions(slide: SlideParts) -> tuple[SlideParts, ...]:
    """The slide, and what it has for single audiences."""
    return (slide, *slide.for_.values()) if isinstance(slide, Slide) else (slide,)


def check_footnotes(slides: Iterable[Slide]) -> Iterator[Diagnostic]:
    """Errors for marks of footnotes that their slide lacks or that lead nowhere, and for footnotes that are empty or
    have no mark.
    """
    for slide in slides:
        footnotes = {name: words for each in _versions(slide) for name, words in each.footnotes.items()}
        if not footnotes:
            continue
        marks, meant = dict(marks_in(slide)), set[str | None]()
        astray = dict(_astray(slide, footnotes.values()))
        yield from astray.values()
        for name, words in marks.items():
            if name not in footnotes and words not in astray:
                near = closest(name, [each for each in footnotes if each not in marks] or footnotes)
                meant.add(near)
                hint = f"did you mean `[^{near}]`?" if near else f"add `{name}: …` to `footnotes`"
                message = f"this slide has no footnote `{name}`"
                yield error(Code.UNKNOWN_FOOTNOTE, message, words.place, hint)
        for name, words in footnotes.items():
            if not words.plain.strip():
                hint = f"fill it in, or remove it and `[^{name}]`"
                if name not in marks:
                    hint = f"put the text before it in quotes, if `, {name}` is a part of that, or fill it in"
                yield error(Code.EMPTY_VALUE, f"the footnote `{name}` is empty", words.place, hint)
            elif name not in marks and name not in meant:
                hint = f"write `[^{name}]` behind the words that it is about, or remove it"
                yield error(Code.UNUSED_FOOTNOTE, f"no text refers to the footnote `{name}`", words.place, hint)


def _astray(slide: Slide, footnotes: Iterable[Words]) -> Iterator[tuple[Words, Diagnostic]]:
    """The texts with marks in footnotes themselves, and in units, which are said again at each number."""
    units = [chart.unit for chart in elements_in(slide) if isinstance(chart, Chart) and chart.unit]
    texts = (
        ("a footnote has no footnotes of its own", "say it in this footnote", footnotes),
        ("the unit of a chart has no footnotes", "put the mark into the title of the slide", units),
    )
    for message, instead, those in texts:
        for name, words in marks_in(tuple(those)):
            hint = f"{instead}, and remove `[^{name}]` here"
            yield words, error(Code.MISPLACED_FOOTNOTE, message, words.place, hint)


_ALSO_IN_CELLS = ("#", ">")
"""Signs that mean a number of things and a comparison in tables: `# Threads`, `> one day`."""


def _is_in_cell(words: Words, slide: SlideParts) -> bool:
    tables = (each for each in elements_in(slide) if isinstance(each, (Table, Compare, Matrix, Chart)))
    return any(each is words for table in tables for each in words_in(table))


def _about_markdown(typed: str, place: Place) -> Iterator[Diagnostic]:
    """A warning for all kinds of signs in a text that are not shown as what they mean elsewhere."""
    without_fences = _FENCE.sub("", typed)
    literal = list(_literal(_AS_TYPED.sub(lambda found: "x" * len(found[0]), without_fences)))
    messages, hints = [], [hint for _, hint in literal]
    if without_fences != typed:
        messages.append("a block of code of Markdown is no block here: it is shown as words of this text")
        hints.insert(0, "put the code under `code`, and its name under `language`")
    if literal:
        names = [what for what, _ in literal]
        signs = "are shown here with all their signs" if len(names) > 1 else "is shown here with all its signs"
        every = " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
        messages.append(f"{every} {signs}, as {'they are' if len(names) > 1 else 'it is'} typed")
    if messages:
        yield warning(Code.MARKDOWN_BLOCK, "; ".join(messages), place, "; ".join(hints))


def _literal(text: str) -> Iterator[tuple[str, str]]:
    """The kinds of signs in a text that are shown as they are typed, each with what to write instead."""
    items = _ITEMS.findall(text)
    if len(items) > 1:
        is_numbered = all(_NUMBERED.match(item) for item in items)
        name = "steps" if is_numbered else "bullets"
        yield "a list of Markdown", f"write the points of the list under `{name}`, each after `- `"
    for sign, what, hint in _SIGNS:
        if sign.search(text):
            yield f"{what} of Markdown", hint
    for tag in dict.fromkeys(found["tag"].lower() for found in _TAG.finditer(text)):
        instead = _INSTEAD.get(tag)
        yield f"the tag `<{tag}>` of HTML", f"write {instead} for `<{tag}>`" if instead else f"leave `<{tag}>` out"


_SENTENCE = 4
"""Points between brackets are mostly single words; parts of at least this many words may be those of a sentence."""
_ACRONYM = regex(r"[^\W\d_a-z]{2}|\w*\d")
"""The beginning of a word that has its capitals in the middle of a sentence too."""


def _about_commas(points: Sequence[Words]) -> Iterator[Diagnostic]:
    """A warning for neighbours in one line of which the first begins as a sentence and the next may go on: it begins
    with a small letter, or both are as long as sentences and it begins with an acronym.
    """
    for point, following in pairwise(points):
        if _is_bare(point) and _is_bare(following) and point.place.line == following.place.line:
            words = len(point.raw.split()), len(following.raw.split())
            goes_on = words[0] > 2 and not point.raw[0].islower() and words[1] > 1 and following.raw[0].islower()
            if goes_on or (min(words) >= _SENTENCE and _ACRONYM.match(following.raw)):
                message = f"the comma ends a point here: `{following.raw}` is one of its own"
                hint = (
                    f'put one sentence in quotes, "{point.raw}, {following.raw}"; or each point in a line after `- `'
                )
                yield warning(Code.SPLIT_AT_COMMA, message, following.place, hint)


def _is_bare(words: Words) -> bool:
    """True for a text of one line without quotes."""
    return bool(words.raw) and words.place.length == len(words.raw)
