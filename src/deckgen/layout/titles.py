"""Titles: the largest size that fits, and names that come only once in a deck."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from deckgen.diagnostics import Diagnostic, Place, error, warning
from deckgen.geometry import Rect, pt
from deckgen.layout.furniture import style_of, text_in
from deckgen.layout.phrases import Phrases
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.element import Inline, Words
from deckgen.outline.slide import Slide
from deckgen.scene.items import TextBox
from deckgen.scene.text import TextBody
from deckgen.theme.tokens import Area

_BELOW_THE_FLOOR = (28, 26, 24)
_LEAST_ON_ONE_LINE = 2 / 3
"""Of the largest size: what would have to be smaller goes on two lines."""
_CLEAR = pt(16)
"""What is free between a title and the content of a slide."""


def title_box(
    words: Words | str,
    area: Area,
    sizes: Sequence[int],
    setter: Typesetter,
    report: Callable[[Diagnostic], None],
) -> TextBox:
    """The title in its placeholder: on one line if any size allows it, else on as many as the area holds."""
    style = _fitting(words, area, sizes, setter)
    if style is not None:
        return _box(words, area, setter, style)
    width, height = area.rect.width, area.rect.height
    floor = _style(area).at(sizes[-1])
    place = words.place if isinstance(words, Words) else None
    below = [size for size in _BELOW_THE_FLOOR if size < floor.size]
    fallback = next((s for s in below if _fits(words, width, height, setter, floor.at(s))), None)
    report(_too_long(words, place, (width, height), setter, floor, serious=fallback is None))
    return _box(words, area, setter, floor.at(fallback or min([floor.size, *below])))


def room_under(words: Words | str, area: Area, body: Rect, setter: Typesetter) -> Rect:
    """`body` without what a title of several lines in `area` needs to stand clear of what is under it."""
    style = _fitting(words, area, setter.theme.sizes.title, setter)
    taken = height_of([setter.set(words, area.rect.width, style)]) if style else area.rect.height
    top = max(area.rect.y + taken + _CLEAR, body.y)
    return Rect(body.x, top, body.width, body.bottom - top)


def _fitting(words: Words | str, area: Area, sizes: Sequence[int], setter: Typesetter) -> Style | None:
    style, width, height = _style(area), area.rect.width, area.rect.height
    for size in (size for size in sizes if size >= _LEAST_ON_ONE_LINE * sizes[0]):
        if setter.line_count(words, width, style.at(size)) == 1:
            return style.at(size)
    return next((style.at(size) for size in sizes if _fits(words, width, height, setter, style.at(size))), None)


def _style(area: Area) -> Style:
    return replace(style_of(area, area.size), face="heading")


def _fits(words: Words | str, width: int, height: int, setter: Typesetter, style: Style) -> bool:
    # A title may fill its area to the last point: the line spacing leaves room below the last line.
    return height_of([setter.set(words, width, style)]) <= height + pt(1)


def _too_long(  # noqa: PLR0913
    words: Words | str, place: Place | None, room: tuple[int, int], setter: Typesetter, floor: Style, *, serious: bool
) -> Diagnostic:
    width, height = room
    lines = setter.line_count(words, width, floor)
    held = max(height // height_of([setter.set("x", width, floor)]), 1)
    plain = words if isinstance(words, str) else words.plain
    surplus = max(len(plain) - round(len(plain) * held / lines), 1)
    make = error if serious else warning
    return make(
        "title-too-long",
        f"this title needs {lines} lines at {floor.size} pt, the smallest title size, but its area holds {held}",
        place,
        f"shorten it by about {surplus} characters",
    )


def _box(words: Words | str, area: Area, setter: Typesetter, style: Style) -> TextBox:
    body = TextBody((setter.set(words, area.rect.width, style),), area.anchor)
    return text_in(area, "Title", body)


def words_of(slide: Slide, phrases: Phrases) -> Words:
    """The title of a slide: what it consists of, where it has none."""
    fallback = phrases.agenda if slide.agenda else phrases.references
    return slide.title or Words(fallback, slide.place, (Inline(fallback),))


def extended(words: Words, title: str) -> Words:
    """`words` with what `title` has behind them."""
    added = title.removeprefix(words.plain)
    return replace(words, runs=(*words.runs, Inline(added))) if added else words


class UniqueTitles:
    """Hands out titles; one that has been used gets a number behind it."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def claim(self, title: str) -> str:
        """`title`, or `title (2)` where that is taken, and so on. Case does not make a difference."""
        candidate, number = title, 1
        while candidate.casefold() in self._used:
            number += 1
            candidate = f"{title} ({number})"
        self._used.add(candidate.casefold())
        return candidate
