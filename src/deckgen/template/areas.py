"""The areas that a template's layout offers to text, measured without their margins, with size and colour.

An area that a layout lacks becomes a text box where the template leaves room for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Rect, pt, union
from deckgen.paint import Colour
from deckgen.template.background import Scenery
from deckgen.template.colours import Ground
from deckgen.template.matching import Shown
from deckgen.template.opening import PlaceholderShape
from deckgen.template.styles import Looks, Styles, shrinking
from deckgen.theme.carried import TextLevel
from deckgen.theme.contrast import LARGE, LARGE_BOLD, READABLE, VISIBLE
from deckgen.theme.tokens import (
    EYEBROW_INDEX,
    FOOTER_INDEX,
    NUMBER_INDEX,
    SUBTITLE_INDEX,
    TITLE_INDEX,
    Area,
    AreaKind,
)

GAP = pt(12)
"""The gap between areas one below the other."""
_USUAL_SIZE = 18
_HARDLY = 1.8
"""The minimum contrast with a picture, of which only the mean colour is known."""
_LINE = 1.2
Align = Literal["left", "centre", "right"]
_MIRRORED: Final[dict[Align, Align]] = {"left": "right", "right": "left", "centre": "centre"}
_NAMES: Final = {
    TITLE_INDEX: "Title",
    SUBTITLE_INDEX: "Subtitle",
    2: "Content",
    3: "Heading",
    4: "Content",
    FOOTER_INDEX: "Footer",
    NUMBER_INDEX: "Slide number",
    EYEBROW_INDEX: "Section name",
}


class Placed(Struct, frozen=True):
    """An area with its placeholder, or None for a text box of our own."""

    area: Area
    shape: PlaceholderShape | None


class Setting(Struct, frozen=True):
    """One layout of the template, with everything known about it."""

    shown: Shown
    styles: Styles
    scenery: Scenery
    ground: Ground
    scale: float

    def looks(self, shape: PlaceholderShape) -> Looks:
        return self.styles.looks(shape)

    def text_rect(self, shape: PlaceholderShape) -> Rect:
        """The area for the text of a placeholder: the placeholder without its margins, unless they leave nothing."""
        inner = shape.rect.inset(*(round(margin / self.scale) for margin in self.looks(shape).margins))
        return inner if inner.width > 0 and inner.height > 0 else shape.rect

    def placed(self, shape: PlaceholderShape, kind: AreaKind, index: int, rect: Rect | None = None) -> Placed:
        """A placeholder as an area; if `rect` differs from the placeholder's own, slides move it there."""
        own, looks = self.text_rect(shape), self.looks(shape)
        first = looks.levels[0]
        return Placed(
            Area(
                kind,
                index,
                _NAMES[index] if kind != "content" else "Content",
                rect or own,
                round(looks.size / self.scale),
                self._readable(shape, looks),
                looks.bold,
                looks.anchor,
                aligned(first),
                first.line_spacing or 100,
                standing="inherited" if rect in (None, own) else "own-place",
                capitals=looks.is_capitals,
            ),
            shape,
        )

    def _readable(self, shape: PlaceholderShape, looks: Looks) -> Colour:
        """The template's colour for text, or another one if that is too pale to be read."""
        ground = Ground(self.ground.scheme, self.scenery.ground_of(shape.rect))
        if looks.colour is None:
            return ground.ink()
        is_large = looks.size / self.scale >= (LARGE_BOLD if looks.bold else LARGE)
        least = _HARDLY if ground.paint.is_estimate else VISIBLE if is_large else READABLE
        return looks.colour if ground.contrast(looks.colour) >= least else ground.muted(ground.ink())

    def free(self, index: int, rect: Rect, size: int, colour: Colour | None = None) -> Placed:
        """A text box of our own, aligned like the title."""
        title = self.shown.title
        align = aligned(self.looks(title).levels[0]) if title is not None else "left"
        ink = colour or self.ground.ink()
        return Placed(Area("body", index, _NAMES[index], rect, size, ink, align=align, standing="free"), None)

    def furniture(self) -> Iterator[Placed]:
        """The footer and the slide number, if the layout has them."""
        kinds: dict[str, tuple[AreaKind, int]] = {
            "ftr": ("footer", FOOTER_INDEX),
            "sldNum": ("slide-number", NUMBER_INDEX),
        }
        for shape in self.shown.sheet.placeholders:
            if shape.kind in kinds:
                yield self.placed(shape, *kinds[shape.kind])


def aligned(level: TextLevel) -> Align:
    """The alignment of text if it is read from left to right; other text is mirrored afterwards."""
    align: Align = level.align or "left"
    return _MIRRORED[align] if level.from_right else align


def title_of(setting: Setting) -> Placed:
    """The title, with room for two lines if possible; a text box of our own on a layout without a title."""
    shape = setting.shown.title
    if shape is not None:
        own = setting.placed(shape, "centred-title" if shape.kind == "ctrTitle" else "title", TITLE_INDEX)
        room = _title_room(own.area, setting)
        return own if room.height <= own.area.rect.height else setting.placed(shape, own.area.kind, TITLE_INDEX, room)
    slide = setting.shown.slide
    rect = Rect(slide.width // 16, slide.height // 12, slide.width * 7 // 8, slide.height // 6)
    area = replace(setting.free(TITLE_INDEX, rect, 32).area, kind="title", bold=True)
    return Placed(area, None)


def _title_room(area: Area, setting: Setting) -> Rect:
    """The rectangle for two lines of the title at its smallest size, or one at its largest; it can grow upwards.

    On a title slide it can extend down to the next text; on other slides content makes room.
    """
    sizes, rect = shrinking(area.size), area.rect
    lines = max(2 * sizes[-1], sizes[0])
    more = pt(lines * _LINE * area.line_spacing / 100) - rect.height
    if area.anchor == "bottom":
        more = min(more, rect.y)
        return Rect(rect.x, rect.y - more, rect.width, rect.height + more)
    texts = [shape for shape in (setting.shown.subtitle, *setting.shown.headings) if shape is not None]
    under = [shape.rect.y - rect.bottom for shape in texts if shape.rect.y >= rect.bottom]
    return replace(rect, height=rect.height + min([more, *under]))


def under(rects: Sequence[Rect], setting: Setting) -> Rect:
    """The rectangle below all of `rects`, as wide as they are, down to the footers or the margin of the slide."""
    above, slide = union(rects), setting.shown.slide
    feet = [shape.rect.y for shape in setting.shown.sheet.placeholders if shape.kind in ("dt", "ftr", "sldNum")]
    bottom = min([foot for foot in feet if foot > above.bottom], default=slide.height - slide.height // 16)
    return Rect(above.x, above.bottom + GAP // 2, above.width, max(bottom - above.bottom - GAP, 1))
