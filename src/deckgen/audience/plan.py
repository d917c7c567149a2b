"""The plan of a lecture: each slide, its minutes, and the view of every audience."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.audience.fit import Keep, kept_as, title_of
from deckgen.diagnostics import Place
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide
from deckgen.outline.time import minutes_of, total

Sight = Literal["seen", "changed", "no", "no time"]
"""An audience's view of a slide: all, its own version, nothing (for others only), or nothing (no time left)."""


Aside = Literal["backup", "hidden"]
"""The reason why the lecture skips a slide, which then takes no time."""


class View(Struct, frozen=True):
    """The view of one audience: all slides that are for it, those that fit its slot, and how many pages each has."""

    selected: Outline
    fitted: Outline
    pages: Mapping[Place, int] = {}


class PlannedSlide(Struct, frozen=True):
    """One slide of the outline, or the title slide, with the `number` that the deck shows.

    `sights` are by audience; `is_estimate` marks minutes that the author left open.
    """

    number: int
    title: str
    is_section: bool
    minutes: float
    is_estimate: bool
    aside: Aside | None
    keep: Keep
    sights: Mapping[str, Sight]


class PlannedAudience(Struct, frozen=True):
    """The number of slides that an audience is shown, and the time they take; `minutes` is its slot."""

    name: str
    slides: int
    takes: float
    minutes: float | None


class Plan(Struct, frozen=True):
    """The slides in the order of the outline, the number that the deck shows, their total time, and the audiences."""

    slides: tuple[PlannedSlide, ...]
    count: int
    takes: float
    minutes: float | None
    audiences: tuple[PlannedAudience, ...]


_ONE_EACH: Mapping[Place, int] = {}


def numbers_of(slides: Sequence[Slide], pages: Mapping[Place, int]) -> list[int]:
    """The number that the deck shows on each slide, on its first page if it has several, as `pages` says.

    The title slide is number 1; backups are behind all others.
    """
    numbers: dict[int, int] = {}
    following = 2
    for index in sorted(range(len(slides)), key=lambda index: slides[index].backup):
        numbers[index] = following
        following += pages.get(slides[index].place, 1)
    return [numbers[index] for index in range(len(slides))]


def count_of(slides: Sequence[Slide], pages: Mapping[Place, int]) -> int:
    """The number of slides that a deck shows: the title slide, and all pages of the slides that are not aside."""
    return 1 + sum(pages.get(slide.place, 1) for slide in slides if slide.is_shown)


def plan(outline: Outline, views: Mapping[str, View], pages: Mapping[Place, int] = _ONE_EACH) -> Plan:
    """The plan of `outline`, with one view for each audience; `pages` are its slides that have several."""
    selected = {name: {slide.place: slide for slide in view.selected.slides} for name, view in views.items()}
    fitted = {name: {slide.place for slide in view.fitted.slides} for name, view in views.items()}

    def sight(name: str, slide: Slide) -> Sight:
        seen = selected[name].get(slide.place)
        if seen is None:
            return "no"
        if slide.place not in fitted[name]:
            return "no time"
        return "seen" if seen == replace(slide, for_={}) else "changed"

    slides = tuple(
        PlannedSlide(
            number,
            title_of(slide),
            slide.section is not None,
            minutes_of(slide),
            slide.minutes is None and slide.is_shown,
            _aside(slide),
            keep,
            {name: sight(name, slide) for name in views},
        )
        for number, slide, keep in zip(
            numbers_of(outline.slides, pages), outline.slides, kept_as(outline.slides), strict=True
        )
    )
    audiences = tuple(
        PlannedAudience(
            name, count_of(view.fitted.slides, view.pages), total(view.fitted.slides), view.fitted.minutes
        )
        for name, view in views.items()
    )
    count = count_of(outline.slides, pages)
    return Plan((_opening(outline, views), *slides), count, total(outline.slides), outline.minutes, audiences)


def _opening(outline: Outline, views: Mapping[str, View]) -> PlannedSlide:
    title = outline.title.plain
    sights: dict[str, Sight] = {
        name: "seen" if view.selected.title.plain == title else "changed" for name, view in views.items()
    }
    return PlannedSlide(1, title, False, 0, False, None, "must", sights)


def _aside(slide: Slide) -> Aside | None:
    if slide.backup:
        return "backup"
    return "hidden" if slide.hidden else None
