"""A lecture fitted to its slot: all slides that must stay, and as many of the others as there is time for.

Slides with `keep: should` come before those with `could`: first as many minutes of the former as fit are kept, then
as many of the latter. If several choices fill the slot equally well, earlier slides stay. Backup and hidden slides
take no time and always stay. A section slide that takes time is kept with the first of its slides. Minutes are
counted in hundredths; slides are rounded up and the slot down, so that the sum never exceeds the slot.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.audience.select import Viewer, goes_on, sections_of, select
from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Outcome, Place, error, refused, warning
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide
from deckgen.outline.time import minutes_of, total

Keep = Literal["must", "should", "could"]
LEVELS: tuple[Keep, ...] = ("must", "should", "could")
LONGEST = 3


class Omitted(Struct, frozen=True):
    """A slide that is left out for lack of time."""

    title: str
    minutes: float
    keep: Keep
    place: Place


class Fitted(Struct, frozen=True):
    """The outline that fits, its minutes, those of the whole outline, and the slides that were omitted, in order."""

    outline: Outline
    minutes: float
    before: float
    omitted: tuple[Omitted, ...]


def fit(outline: Outline, slot: float, audience: str | None = None) -> Outcome[Fitted | None]:
    """The best selection of `outline`, which is for `audience`, that fits into `slot` minutes; or an error that says
    by how much the slides that must stay exceed it.
    """
    before = total(outline.slides)
    if before <= slot:
        return Outcome(Fitted(outline, before, before, ()))
    keeps = kept_as(outline.slides)
    chosen = [slide for slide, keep in zip(outline.slides, keeps, strict=True) if keep == "must"]
    room = floor(round(slot * 100, 6)) - sum(map(_hundredths, chosen))
    if room < 0:
        return refused(_too_long([slide for slide in chosen if minutes_of(slide)], slot, audience))
    for level in LEVELS[1:]:
        taken = _best(outline.slides, [keep == level for keep in keeps], chosen, room)
        chosen += taken
        room -= sum(map(_hundredths, taken))
    return Outcome(_fitted(outline, keeps, {id(slide) for slide in chosen}, before))


def kept_as(slides: tuple[Slide, ...]) -> list[Keep]:
    """The importance of each slide: its own `keep`, or that of its section. A section slide is as important as the
    most important of its slides. Slides that take no time must stay.
    """
    keeps: list[Keep] = []
    for head, members in sections_of(slides):
        wanted = [_wanted(slide, head) for slide in members]
        if head is not None:
            shown = [keep for slide, keep in zip(members, wanted, strict=True) if slide.is_shown]
            keeps.append(min(shown, key=LEVELS.index, default="must") if minutes_of(head) else "must")
        keeps += wanted
    return keeps


def _wanted(slide: Slide, head: Slide | None) -> Keep:
    if not slide.is_shown:
        return "must"
    return slide.keep if head is None or "keep" in slide.places else head.keep


def _fitted(outline: Outline, keeps: Sequence[Keep], chosen: set[int], before: float) -> Fitted:
    left: list[Slide] = []
    for head, members in sections_of(outline.slides):
        stay = [slide for slide in members if id(slide) in chosen]
        if head is not None and goes_on(members, stay):
            left.append(head)
        left += stay
    omitted = tuple(
        Omitted(title_of(slide), minutes_of(slide), keep, slide.place)
        for slide, keep in zip(outline.slides, keeps, strict=True)
        if id(slide) not in chosen
    )
    fitted = replace(outline, slides=tuple(left))
    return Fitted(fitted, total(left), before, omitted)


def _best(slides: tuple[Slide, ...], offered: Sequence[bool], chosen: Sequence[Slide], room: int) -> list[Slide]:
    """The `offered` slides that fill `room` best, together with their section slides."""
    on_offer = {id(slide) for slide, is_offered in zip(slides, offered, strict=True) if is_offered}
    there = set(map(id, chosen))
    heads, members = [], []
    for head, inside in sections_of(slides):
        heads.append(head if head is not None and id(head) not in there else None)
        members.append([slide for slide in inside if id(slide) in on_offer])
    fees = [_hundredths(head) if head is not None else 0 for head in heads]
    parts = [_Part(fee, [_hundredths(slide) for slide in each]) for fee, each in zip(fees, members, strict=True)]
    taken: list[Slide] = []
    for head, each, choice in zip(heads, members, _fullest(parts, room), strict=True):
        taken += [head] if head is not None and any(choice) else []
        taken += [slide for slide, is_in in zip(each, choice, strict=True) if is_in]
    return taken


class _Part(Struct, frozen=True):
    """The lengths of a section's slides, and that of the section slide, which comes with the first of them."""

    fee: int
    lengths: list[int]


def _fullest(parts: Sequence[_Part], room: int) -> list[list[bool]]:
    """The choice of lengths in each part that fills `room` best; of equal choices, the one with earlier slides.

    Bit n of `closed` is set if lengths of the parts before can add up to n, and bit n of `opened[i]` if they can
    together with at least one of the first i lengths of this part.
    """
    mask = (1 << (room + 1)) - 1
    closed, ways = 1, []
    for part in parts:
        opened = [0]
        for length in part.lengths:
            opened.append((opened[-1] | opened[-1] << length | closed << part.fee + length) & mask)
        ways.append((part, closed, opened))
        closed |= opened[-1]
    left = closed.bit_length() - 1
    taken = []
    for part, closed, opened in reversed(ways):
        choice, left = _back(part, closed, opened, left)
        taken.append(choice)
    return taken[::-1]


def _back(part: _Part, closed: int, opened: Sequence[int], left: int) -> tuple[list[bool], int]:
    """The choice of a part's lengths in a sum of `left`, and the sum that remains for the parts before."""
    choice = [False] * len(part.lengths)
    if closed >> left & 1:
        return choice, left
    for index in reversed(range(len(choice))):
        if not opened[index] >> left & 1:
            choice[index] = True
            left -= part.lengths[index]
            if not opened[index] >> left & 1:
                break
    return choice, left - part.fee


def _hundredths(slide: Slide) -> int:
    return ceil(round(minutes_of(slide) * 100, 6))


def overruns(outline: Outline, students: bool = False) -> Iterator[Diagnostic]:
    """Warnings for a lecture longer than its slot: for the deck of all slides, and for that of each audience."""
    what = "all slides together" if outline.audiences else "these slides"
    yield from _overrun(select(outline, Viewer(None, students)), what, outline.place_of("minutes"))
    for number, (name, audience) in enumerate(outline.audiences.items()):
        own = audience.minutes is not None
        place = audience.place_of("minutes") if own else outline.place_of("audiences", number)
        yield from _overrun(select(outline, Viewer(name, students)), f"the slides for `{name}`", place, name)


def _overrun(seen: Outline, what: str, place: Place, audience: str | None = None) -> Iterator[Diagnostic]:
    takes, slot = total(seen.slides), seen.minutes
    if slot is None or takes <= slot:
        return
    message = f"{what} take {takes:g} minutes, {takes - slot:g} more than the slot of {slot:g}"
    option = f"--minutes {slot:g}" if audience is None else f"--audience {audience}"
    hint = f"`deckgen plan` shows the times, and `deckgen build {option}` leaves out what can go"
    yield warning(Code.OVER_TIME, message, place, hint)


def _too_long(slides: list[Slide], slot: float, audience: str | None) -> Diagnostic:
    needed = total(slides)
    whom = f" for `{audience}`" if audience is not None else ""
    message = f"what must stay{whom} takes {needed:g} minutes, {needed - slot:g} more than the slot of {slot:g}"
    longest = sorted(slides, key=minutes_of, reverse=True)[:LONGEST]
    names = ", ".join(f"`{title_of(slide)}` ({minutes_of(slide):g})" for slide in longest)
    hint = f"shorten the longest or let one go with `keep: should`: {names}"
    return error(Code.SLOT_TOO_SHORT, message, longest[0].place if longest else None, hint)


def title_of(slide: Slide) -> str:
    """The name of a slide in messages."""
    words = slide.section or slide.headline
    if words is not None:
        return words.plain
    return "Agenda" if slide.agenda else "References"
