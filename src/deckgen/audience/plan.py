"""The plan of a lecture: each slide, its minutes, and the view of every audience."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.audience.fit import Keep, kept_as, title_of
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide
from deckgen.outline.time import minutes_of, total

Sight = Literal["seen", "changed", "no", "no time"]
"""An audience's view of a slide: all, its own version, nothing (for others only), or nothing (no time left)."""


Aside = Literal["backup", "hidden"]
"""The reason why the lecture skips a slide, which then takes no time."""


class View(Struct, frozen=True):
    """The view of one audience: all slides that are for it, and those that fit its slot."""

    selected: Outline
    fitted: Outline


class PlannedSlide(Struct, frozen=True):
    """One slide of the outline. `sights` are by audience; `is_estimate` marks minutes that the author left open."""

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
    """The slides in the order of the outline, their total time, and the audiences."""

    slides: tuple[PlannedSlide, ...]
    takes: float
    minutes: float | None
    audiences: tuple[PlannedAudience, ...]


def plan(outline: Outline, views: Mapping[str, View]) -> Plan:
    """The plan of `outline`, with one view for each audience."""
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
        for number, (slide, keep) in enumerate(zip(outline.slides, kept_as(outline.slides), strict=True), 1)
    )
    audiences = tuple(
        PlannedAudience(
            name, sum(slide.is_shown for slide in view.fitted.slides), total(view.fitted.slides), view.fitted.minutes
        )
        for name, view in views.items()
    )
    return Plan(slides, total(outline.slides), outline.minutes, audiences)


def _aside(slide: Slide) -> Aside | None:
    if slide.backup:
        return "backup"
    return "hidden" if slide.hidden else None
