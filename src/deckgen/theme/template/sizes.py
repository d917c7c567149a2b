"""The type scale in a template: ours, as far as the sizes of its placeholders allow."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from deckgen.theme.design import SIZES
from deckgen.theme.tokens import TypeScale

FLOOR: Final = 18
"""Body text is never smaller, whatever the template says."""
_LEAST_TITLE: Final = 24
_SHRINK: Final = 0.64
"""How small a title may become, of the size that the template gives it: so 44 points may become 28."""


def scale_of(titles: tuple[int, int, int], subtitle: int, body: tuple[int, int], footer: int) -> TypeScale:
    """The type scale for titles of these sizes: of the deck, of sections, of slides. Body text has two levels."""
    deck, section, title = titles
    first, second = (max(size, FLOOR) for size in body)
    return replace(
        SIZES,
        deck_title=shrinking(deck),
        section_title=shrinking(section),
        title=shrinking(title),
        subtitle=_at_most(SIZES.subtitle, max(subtitle, FLOOR)),
        body=_at_most(SIZES.body, first),
        second_level=_at_most(SIZES.second_level, min(first, second)),
        table=_at_most(SIZES.table, first),
        strip=_at_most(SIZES.strip, first),
        footer=min(SIZES.footer, footer),
    )


def shrinking(size: int) -> tuple[int, ...]:
    """`size` and the smaller ones that a title may be set in, where it does not fit."""
    least = max(_LEAST_TITLE, round(size * _SHRINK))
    step = 4 if size > 36 else 2
    return tuple(range(size, least - 1, -step)) or (size,)


def _at_most(sizes: tuple[int, ...], most: int) -> tuple[int, ...]:
    return tuple(min(size, most) for size in sizes)
