"""A lecture fitted to its slot: all that must stay, and as much of the rest as there is time for.

What `should` stay comes before what `could`: first as many minutes of the one as fit are kept, then as many of the
other. Where several choices fill the slot equally well, earlier slides stay. Backups and hidden slides take no time
and always stay. Minutes are counted in hundredths,
slides rounded up and the slot down, so that the sum is never over the slot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Literal

from deckgen.audience.select import goes_on, sections_of
from deckgen.diagnostics import Diagnostic, Place, error
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide
from deckgen.outline.time import minutes_of, total

Keep = Literal["must", "should", "could"]
LONGEST = 3


@dataclass(frozen=True, slots=True)
class Gone:
    """A slide that there was no time for."""

    title: str
    minutes: float
    keep: Keep
    place: Place


@dataclass(frozen=True, slots=True)
class Fitted:
    """The outline that fits, what it takes and what it would have taken, and what went, in the outline's order."""

    outline: Outline
    minutes: float
    before: float
    gone: tuple[Gone, ...]


def fit(outline: Outline, slot: float, audience: str | None = None) -> Fitted | Diagnostic:
    """The best of `outline`, which is for `audience`, that fits into `slot` minutes; or by how much what must stay
    is too long.
    """
    before = total(outline.slides)
    if before <= slot:
        return Fitted(outline, before, before, ())
    keeps = kept_as(outline.slides)
    chosen = [slide for slide, keep in zip(outline.slides, keeps, strict=True) if keep == "must"]
    room = floor(round(slot * 100, 6)) - sum(map(_hundredths, chosen))
    if room < 0:
        return _too_long([slide for slide in chosen if slide.section is None and slide.is_shown], slot, audience)
    for level in ("should", "could"):
        offered = [slide for slide, keep in zip(outline.slides, keeps, strict=True) if keep == level]
        taken = _fullest([_hundredths(slide) for slide in offered], room)
        chosen += [slide for slide, is_in in zip(offered, taken, strict=True) if is_in]
        room -= sum(_hundredths(slide) for slide, is_in in zip(offered, taken, strict=True) if is_in)
    return _fitted(outline, keeps, {id(slide) for slide in chosen}, before)


def kept_as(slides: tuple[Slide, ...]) -> list[Keep]:
    """How much each slide is wanted: what it says, or what its section says; slides of sections stay for now."""
    keeps: list[Keep] = []
    for head, members in sections_of(slides):
        if head is not None:
            keeps.append("must")
        for slide in members:
            if not slide.is_shown:
                keeps.append("must")
                continue
            is_said = "keep" in slide.model_fields_set or head is None
            keeps.append(slide.keep if is_said or head is None else head.keep)
    return keeps


def _fitted(outline: Outline, keeps: Sequence[Keep], chosen: set[int], before: float) -> Fitted:
    left: list[Slide] = []
    for head, members in sections_of(outline.slides):
        stay = [slide for slide in members if id(slide) in chosen]
        if head is not None and goes_on(members, stay):
            left.append(head)
        left += stay
    gone = tuple(
        Gone(title_of(slide), minutes_of(slide), keep, slide.place)
        for slide, keep in zip(outline.slides, keeps, strict=True)
        if id(slide) not in chosen
    )
    fitted = outline.model_copy(update={"slides": tuple(left)})
    return Fitted(fitted, total(left), before, gone)


def _fullest(lengths: Sequence[int], room: int) -> list[bool]:
    """Which of `lengths` to take to fill as much of `room` as can be; of equals, the earlier ones.

    Bit n of `reached[i]` says whether some of the first i lengths add up to n.
    """
    reached = [1]
    mask = (1 << (room + 1)) - 1
    for length in lengths:
        reached.append((reached[-1] | reached[-1] << length) & mask)
    left = reached[-1].bit_length() - 1
    taken = [False] * len(lengths)
    for index in reversed(range(len(lengths))):
        if not reached[index] >> left & 1:
            taken[index] = True
            left -= lengths[index]
    return taken


def _hundredths(slide: Slide) -> int:
    return ceil(round(minutes_of(slide) * 100, 6))


def _too_long(slides: list[Slide], slot: float, audience: str | None) -> Diagnostic:
    needed = total(slides)
    whom = f" for `{audience}`" if audience is not None else ""
    message = f"what must stay{whom} takes {needed:g} minutes, {needed - slot:g} more than the slot of {slot:g}"
    longest = sorted(slides, key=minutes_of, reverse=True)[:LONGEST]
    names = ", ".join(f"`{title_of(slide)}` ({minutes_of(slide):g})" for slide in longest)
    hint = f"shorten the longest or let one go with `keep: should`: {names}"
    return error("slot-too-short", message, longest[0].place if longest else None, hint)


def title_of(slide: Slide) -> str:
    """What a slide is called when it is spoken of."""
    words = slide.section or slide.title
    if words is not None:
        return words.plain
    return "Agenda" if slide.agenda else "References"
