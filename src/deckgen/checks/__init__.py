"""Checks for what a lecturer would want to know before the lecture: risks that the language allows.

In: an outline, what one audience sees of it, and its scene. Out: warnings, each with a code, a place and a hint,
without those that the author allows. Every check is a pure function; only `look_around` in `context` reads the disk.
Layout itself reports problems that it meets, such as a title that is too long or an arrow without room.
`deckgen.codes` explains every code and gives the source of its threshold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deckgen.checks.composition import composition_findings
from deckgen.checks.context import CheckContext
from deckgen.checks.legibility import colour_findings, legibility_findings
from deckgen.checks.slides import (
    ambiguity_findings,
    language_findings,
    link_findings,
    load_findings,
    picture_findings,
    title_findings,
)
from deckgen.checks.spelling import spelling_findings
from deckgen.checks.unused import unused_findings
from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, warning
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide

Source = Outline | Slide


def without_allowed(found: Iterable[Diagnostic], outline: Outline, *, tell_idle: bool) -> tuple[Diagnostic, ...]:
    """The diagnostics that are not allowed. With `tell_idle`, an `allow` that no longer silences anything is
    reported.

    Errors cannot be allowed: a deck cannot be built with them.
    """
    left: list[Diagnostic] = []
    used: set[tuple[int, str]] = set()
    for item in found:
        source = _source(item, outline) if item.severity == "warning" else None
        if source is None:
            left.append(item)
        else:
            used.add((id(source), item.code))
    if tell_idle:
        left += _idle(outline, used)
    return tuple(left)


def _source(item: Diagnostic, outline: Outline) -> Source | None:
    """The source of the permission: the slide with the finding, or the head; None without permission."""
    slide = _slide_at(item.place, outline.slides) if item.place is not None else None
    if slide is not None and item.code in slide.allow:
        return slide
    return outline if item.code in outline.allow else None


def _slide_at(place: Place, slides: tuple[Slide, ...]) -> Slide | None:
    """The last slide of the same file that begins before `place`."""
    before = [slide for slide in slides if slide.place.file == place.file and _at(slide.place) <= _at(place)]
    return max(before, key=lambda slide: _at(slide.place), default=None)


def _at(place: Place) -> tuple[int, int]:
    return place.line, place.column


def _idle(outline: Outline, used: set[tuple[int, str]]) -> Iterator[Diagnostic]:
    sources: list[Source] = [outline, *(slide for slide in outline.slides if not slide.for_)]
    for source in sources:
        for index, code in enumerate(source.allow):
            if (id(source), code) not in used:
                where = "in this outline" if source is outline else "on this slide"
                message = f"`{code}` is allowed, but nothing {where} needs it"
                yield warning(
                    Code.NOTHING_TO_ALLOW, message, source.place_of("allow", index), f"remove `{code}` here"
                )


__all__ = ["CheckContext", "findings", "without_allowed"]

_CHECKS = (
    title_findings,
    ambiguity_findings,
    picture_findings,
    load_findings,
    legibility_findings,
    composition_findings,
    colour_findings,
    link_findings,
    language_findings,
    spelling_findings,
    unused_findings,
)


def findings(context: CheckContext) -> tuple[Diagnostic, ...]:
    """All warnings of the checks, without duplicates."""
    return tuple(dict.fromkeys(found for check in _CHECKS for found in check(context)))
