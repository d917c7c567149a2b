"""The text size that can be read from the last row, and the slides that fall below it.

In: the room of the outline. Out: the theme with its least sizes raised, and a warning for a slide with smaller text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import fields, replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, warning
from deckgen.geometry import EMU_PER_POINT
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide
from deckgen.scene.items import Formula, Item, walk
from deckgen.scene.validate import bodies
from deckgen.theme.tokens import Theme

_ACUITY = 200
_FIRST_ROW, _ROW = 3.0, 0.9
_USUAL_SCREEN = 2.0
_CODE = 2
"""Inline code is this many points smaller than the text around it, because its letters are wide."""


class Legibility(Struct, frozen=True):
    """The distance of the last row in metres, and the text size in points that can be read from there.

    The distance requires the size `needed`. Slides are held to `size`: `needed`, or the largest body text if that is
    smaller.
    """

    distance: float
    size: int
    needed: int

    def raised(self, theme: Theme) -> Theme:
        """`theme` with no content below the size; section names and footers stay small, as they are not essential."""
        sizes = {field.name: getattr(theme.sizes, field.name) for field in fields(theme.sizes)}
        scales: dict[str, Any] = {
            name: tuple(max(size, self.size) for size in scale)
            for name, scale in sizes.items()
            if isinstance(scale, tuple)
        }
        return replace(theme, sizes=replace(theme.sizes, **scales))

    def check_room(self, outline: Outline) -> Iterator[Diagnostic]:
        """Warn if no text of the theme is large enough for the last row."""
        if self.needed > self.size:
            message = (
                f"the last row, {self.distance:g} m away, needs text of {self.needed} pt, but {self.size} pt is most"
            )
            screen = float(outline.room.screen if outline.room else _USUAL_SCREEN) * self.needed / self.size
            hint = f"a picture {math.ceil(screen * 10) / 10:g} m high is enough; else leave the last rows empty"
            place = outline.room.place if outline.room else outline.place
            yield warning(Code.ROOM_TOO_DEEP, message, place, hint)

    def check(self, slide: Slide, drawn: Iterable[Item]) -> Iterator[Diagnostic]:
        """Warn if the content of a slide has smaller text."""
        smallest = min((size for item in walk(drawn) for size in _sizes(item)), default=self.size)
        if smallest < self.size:
            message = (
                f"this slide has text of {smallest} pt, but {self.size} pt are needed to read it from the last row, "
                f"{self.distance:g} m away"
            )
            place = slide.headline.place if slide.headline else slide.place
            yield warning(Code.NOT_LEGIBLE, message, place, "shorten its texts, or make two slides of it")


def legibility_of(outline: Outline, theme: Theme) -> Legibility | None:
    """The least size of text by its visual angle, at most the largest size of body text; None without a room.

    ANSI/INFOCOMM V202.01:2016 (AVIXA DISCAS, basic decision making): what has to be read is at least 1/200 of the
    distance of the farthest viewer high, which is an angle of 17 minutes of arc; ISO 9241-3 asks for 16. The height
    of text is taken to be its size. A slide of height H points on a picture S metres high shows p points as
    p · S / H metres, so p = H · distance / (200 · S).
    """
    if outline.room is not None:
        distance = _FIRST_ROW + _ROW * (outline.room.rows - 1)
        screen = float(outline.room.screen)
    elif outline.legible_from is not None:
        distance, screen = float(outline.legible_from), _USUAL_SCREEN
    else:
        return None
    points = math.ceil(round(theme.slide.height / EMU_PER_POINT * distance / (_ACUITY * screen), 6))
    return Legibility(round(distance, 1), min(points, theme.sizes.body[0]), points)


def _sizes(item: Item) -> Iterator[int]:
    """The text sizes of an item, without those of items in it."""
    if isinstance(item, Formula):
        yield item.size
    for body in bodies(item):
        for paragraph in body.paragraphs:
            yield from (
                run.size + (_CODE if run.face == "code" else 0)
                for run in paragraph.runs
                if any(sign.isalnum() for sign in run.text)
            )
