"""A theme that is absurdly narrow: what holds on it holds on every theme."""

from __future__ import annotations

from msgspec.structs import replace

from deckgen.geometry import Rect, Size, inch
from deckgen.theme.builtin import CLASSROOM
from deckgen.theme.tokens import Area, Ornament, SlideLayout, Theme


def narrowed(theme: Theme, body_width: int) -> Theme:
    """`theme` on slides whose body is `body_width` EMU wide: all its areas are pressed together from the sides."""
    margin, width = theme.space.margin, theme.body.width

    def pressed(rect: Rect) -> Rect:
        left, right = (margin + (edge - margin) * body_width // width for edge in (rect.x, rect.right))
        return replace(rect, x=left, width=right - left)

    def area(given: Area) -> Area:
        room = pressed(given.room) if given.room else None
        return replace(given, rect=pressed(given.rect), room=room)

    def ornament(given: Ornament) -> Ornament:
        return replace(given, rect=pressed(given.rect))

    def layout(given: SlideLayout) -> SlideLayout:
        return replace(given, areas=tuple(map(area, given.areas)), ornaments=tuple(map(ornament, given.ornaments)))

    slide = Size(body_width + 2 * margin, theme.slide.height)
    return replace(
        theme,
        slide=slide,
        body=pressed(theme.body),
        progress=replace(theme.progress, x=0, width=slide.width) if theme.progress else None,
        links=pressed(theme.links) if theme.links else None,
        section_strip=pressed(theme.section_strip) if theme.section_strip else None,
        layouts={name: layout(given) for name, given in theme.layouts.items()},
    )


NARROW = narrowed(CLASSROOM, inch(4))
