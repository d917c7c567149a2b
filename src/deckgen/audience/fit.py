"""A lecture fitted to its slot: all that must stay, and as much of the rest as there is time for.

What `should` stay comes before what `could`: first as many minutes of the one as fit are kept, then as many of the
other. Where several choices fill the slot equally well, earlier slides stay. Backups and hidden slides take no time
and always stay. A section that takes time itself comes with the first
of its slides. Minutes are counted in hundredths, slides rounded up and the slot down, so that the sum is never over
the slot.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.audience.select import goes_on, sections_of
from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide
from deckgen.outline.time import minutes_of, total

Keep = Literal["must", "should", "could"]
LEVELS: tuple[Keep, ...] = ("must", "should", "could")
LONGEST = 3


class Omitted(Struct, frozen=True):
    """A slide that there was no time for."""

    title: str
    minutes: float
    keep: Keep
    place: Place


class Fitted(Struct, frozen=True):
    """The outline that fits, what it takes and what it would have taken, and what went, in the outline's order."""

    outline: Outline
    minutes: float
    before: float
    omitted: tuple[Omitted, ...]


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
        return _too_long([slide for slide in chosen if minutes_of(slide)], slot, audience)
    for level in LEVELS[1:]:
        taken = _best(outline.slides, [keep == level for keep in keeps], chosen, room)
        chosen += taken
        room -= sum(map(_hundredths, taken))
    return _fitted(outline, keeps, {id(slide) for slide in chosen}, before)


def kept_as(slides: tuple[Slide, ...]) -> list[Keep]:
    """How much each slide is wanted: what it says, or what its section says; a section as much as the most wanted
    of its slides. What takes no time stays.
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
    """Those of the `offered` slides that fill `room` best, and the slides of the sections that they bring in."""
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
    """The lengths of the slides of a section, and that of the section itself, which comes with the first of them."""

    fee: int
    lengths: list[int]


def _fullest(parts: Sequence[_Part], room: int) -> list[list[bool]]:
    """Which lengths of each part to take to fill as much of `room` as can be; of equals, the earlier ones.

    Bit n of `closed` says whether lengths of the parts before add up to n, bit n of `opened[i]` whether they do with
    at least one of the first i lengths of this part.
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
    """Which lengths of a part are taken so that all add up to `left`, and what is left for the parts before."""
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
    words = slide.section or slide.title
    if words is not None:
        return words.plain
    return "Agenda" if slide.agenda else "References"
