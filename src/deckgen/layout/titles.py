"""Titles: what they say, one size for all of a deck, and the room that they leave to content."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Outcome, warning
from deckgen.geometry import Rect, pt
from deckgen.layout.furniture import BREAKABLE, has_no_room, placed, shorter_by, style_of
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.locale import SlideWords
from deckgen.outline.element import Inline, Words
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide
from deckgen.scene.items import TextBox
from deckgen.theme.tokens import Area, Theme

_BELOW_THE_FLOOR = (28, 26, 24)
_LEAST_ON_ONE_LINE = 2 / 3
"""The least share of the largest title size; a title that would be smaller is set in two lines."""
_NEARLY_ALL = 0.9
_CLEAR = pt(20)
"""The clear space between a title and the content of a slide."""


def title_box(
    words: Words, area: Area, sizes: Sequence[int], typesetter: Typesetter, report: Callable[[Diagnostic], None]
) -> TextBox:
    """The title in the largest of `sizes` in which it fits its area, or else the room around it.

    If it fits in none, it is set smaller, and `report` is called.
    """
    floor = _style(area).at(sizes[-1])
    below = [size for size in _BELOW_THE_FLOOR if size < floor.size]
    found = next(_places(words, area, (sizes, below), typesetter), None)
    if not any(_fits(words, rect, typesetter, floor) for rect in _rects(area)):
        found_long = too_long(words, area.rect, typesetter, floor, "the smallest title size")
        report(found_long if found else replace(found_long, severity="error"))
    rect, style = found or (area.rect, floor.at(min([floor.size, *below])))
    return placed(area, rect, (typesetter.set(words, rect.width, style),))


def with_usual_sizes(outline: Outline, slide_words: SlideWords, typesetter: Typesetter) -> Outcome[Theme]:
    """The theme with one size for nearly all titles of slides, and one for nearly all names of sections.

    The titles of slides for which it is too large are reported.
    """
    theme, sizes, layouts = typesetter.theme, typesetter.theme.sizes, typesetter.theme.layouts
    title, section, content = (layouts[name].area(0) for name in ("title", "section", "content"))
    slides = [
        words_of(each, slide_words)
        for each in outline.slides
        if not each.section and not each.is_statement and each.full_picture is None
    ]
    sections = [slide.section for slide in outline.slides if slide.section]
    found = [_largest(words, content, sizes.title, typesetter) for words in slides]
    most = _most(found)
    usual = replace(
        sizes,
        deck_title=_up_to(sizes.deck_title, _largest(outline.title, title, sizes.deck_title, typesetter)),
        section_title=_up_to(
            sizes.section_title,
            _most(_on_one_line(words, section, sizes.section_title, typesetter) for words in sections),
        ),
        title=_up_to(sizes.title, most),
    )
    style = _style(content).at(most or content.size)
    outliers = [words for words, size in zip(slides, found, strict=True) if size and size < style.size]
    reported = (too_long(words, content.rect, typesetter, style, "the size of the others") for words in outliers)
    return Outcome(replace(theme, sizes=usual), tuple(reported))


def _up_to(sizes: Sequence[int], most: int | None) -> tuple[int, ...]:
    return tuple(size for size in sizes if most is None or size <= most)


def _most(sizes: Iterable[int | None]) -> int | None:
    """The largest size that is not too large for nearly all titles, those left aside that fit in none."""
    found = sorted((size for size in sizes if size is not None), reverse=True)
    return found[math.ceil(_NEARLY_ALL * len(found)) - 1] if found else None


def _on_one_line(words: Words, area: Area, sizes: Sequence[int], typesetter: Typesetter) -> int | None:
    """The largest size on one line, unless the title is much larger in several lines."""
    large = [size for size in sizes if size >= _LEAST_ON_ONE_LINE * sizes[0]]
    style, width = _style(area), area.rect.width
    alone = (size for size in large if typesetter.line_count(words, width, style.at(size)) == 1)
    return next(alone, None) or _largest(words, area, sizes, typesetter)


def _largest(words: Words, area: Area, sizes: Sequence[int], typesetter: Typesetter) -> int | None:
    found = next(_places(words, replace(area, room=None), (sizes,), typesetter), None)
    return found[1].size if found else None


def room_under(words: Words, area: Area, body: Rect, typesetter: Typesetter) -> Rect:
    """`body` without the part that a title of several lines in `area` needs to stay clear of the content.

    A title under the content grows away from it.
    """
    if area.rect.y > body.centre.y:
        return body
    size = _largest(words, area, typesetter.theme.sizes.title, typesetter)
    style = _style(area).at(size or area.size)
    taken = height_of([typesetter.set(words, area.rect.width, style)]) if size else area.rect.height
    top = max(area.rect.y + taken + _CLEAR, body.y)
    return Rect(body.x, top, body.width, body.bottom - top)


def _places(
    words: Words, area: Area, ranges: Sequence[Sequence[int]], typesetter: Typesetter
) -> Iterator[tuple[Rect, Style]]:
    """The rectangles and styles in which a title fits, the best first."""
    style = _style(area)
    for sizes in ranges:
        for rect in _rects(area):
            for size in sizes:
                if _fits(words, rect, typesetter, style.at(size)):
                    yield rect, style.at(size)


def _rects(area: Area) -> list[Rect]:
    return [area.rect, *([area.room] if area.room else [])]


def _style(area: Area) -> Style:
    return replace(style_of(area, area.size), face="heading")


def _fits(words: Words, rect: Rect, typesetter: Typesetter, style: Style) -> bool:
    # A title may fill its area completely: the line spacing leaves space below the last line.
    return height_of([typesetter.set(words, rect.width, style)]) <= rect.height + pt(1)


def too_long(words: Words, room: Rect, typesetter: Typesetter, style: Style, what: str) -> Diagnostic:
    """A warning about a title that needs more lines than its area holds in a size, which is `what`."""
    if cut := typesetter.set(words, room.width, style).cut:
        return warning(Code.TITLE_TOO_LONG, has_no_room(cut), words.place, BREAKABLE)
    lines = typesetter.line_count(words, room.width, style)
    held = max(room.height // height_of([typesetter.set("x", room.width, style)]), 1)
    surplus = len(words.plain) - _held(words, room.width, typesetter, style, held)
    message = f"this title needs {lines} lines at {style.size} pt, {what}, but its area holds {held}"
    return warning(Code.TITLE_TOO_LONG, message, words.place, shorter_by(surplus))


def _held(words: Words, width: int, typesetter: Typesetter, style: Style, lines: int) -> int:
    """How many characters of a title, from its beginning, fit on so many lines."""
    text = words.plain

    def needs(count: int) -> int:
        return typesetter.line_count(replace(words, runs=(Inline(text[:count]),)), width, style)

    return bisect_right(range(1, len(text)), lines, key=needs)


def words_of(slide: Slide, slide_words: SlideWords) -> Words:
    """The title of a slide; without one, a description of its content."""
    fallback = slide_words.agenda if slide.agenda else slide_words.references
    return slide.headline or Words(fallback, slide.place, (Inline(fallback),))


def extended(words: Words, title: str) -> Words:
    """`words` followed by the part that `title` adds to its own beginning."""
    added = title.removeprefix(words.plain)
    return replace(words, runs=(*words.runs, Inline(added))) if added else words


class UniqueTitles:
    """Hands out unique titles; a title in use gets a number behind it."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def claim(self, title: str) -> str:
        """`title`, or `title (2)` if that is taken, and so on, ignoring case."""
        candidate, number = title, 1
        while candidate.casefold() in self._used:
            number += 1
            candidate = f"{title} ({number})"
        self._used.add(candidate.casefold())
        return candidate
