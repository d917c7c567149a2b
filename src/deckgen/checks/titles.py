"""Titles that do not tell slides apart."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.subject import Subject
from deckgen.diagnostics import Diagnostic, warning
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide


def title_findings(subject: Subject) -> Iterator[Diagnostic]:
    """Titles that an audience meets twice. Slides that follow each other may share one: they go on with a thing."""
    first: dict[str, list[tuple[int, Slide]]] = {}
    for number, slide in enumerate(subject.whole.slides):
        if slide.title is None:
            continue
        key = " ".join(slide.title.plain.split()).casefold()
        earlier = first.setdefault(key, [])
        meets = [other for at, other in earlier if at < number - 1 and _share(subject.whole, slide, other)]
        if meets and not (earlier and earlier[-1][0] == number - 1):
            line = meets[0].title.place.line + 1 if meets[0].title is not None else 0
            message = f"the slide in line {line} has the same title"
            hint = "say what is new on this one: lists of slides, links and screen readers know slides by title"
            yield warning("title-twice", message, slide.title.place, hint)
        earlier.append((number, slide))


def _share(outline: Outline, one: Slide, other: Slide) -> bool:
    """Whether somebody sees both slides."""
    return not outline.audiences or bool(_seers(outline, one) & _seers(outline, other))


def _seers(outline: Outline, slide: Slide) -> set[str]:
    everybody = {*outline.audiences, "students"}
    return (set(slide.only) if slide.only else everybody) - set(slide.except_)
