"""The layouts of a template as layouts of a theme: where title, content and footer go, in which size and colour.

What a layout lacks gets a place of its own: a text box where the template leaves room for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from deckgen.geometry import Rect, pt, union
from deckgen.paint import Colour
from deckgen.theme.contrast import LARGE, LARGE_BOLD, READABLE, VISIBLE
from deckgen.theme.template.choosing import Shown
from deckgen.theme.template.model import TextLevel
from deckgen.theme.template.opening import PlaceholderShape
from deckgen.theme.template.palette import Ground
from deckgen.theme.template.scenery import Scenery
from deckgen.theme.template.sizes import shrinking
from deckgen.theme.template.styles import Looks, Styles
from deckgen.theme.tokens import (
    CONTENT_INDEX,
    EYEBROW_INDEX,
    FOOTER_INDEX,
    NUMBER_INDEX,
    SUBTITLE_INDEX,
    TITLE_INDEX,
    Area,
    AreaKind,
    LayoutName,
)

_ROW = pt(19)
_RISE = pt(7)
"""How far the links beside the section's name stand above it."""
_GAP = pt(12)
_LEAST_ABOVE = pt(40)
_DETAIL_SIZE, _EYEBROW_SIZE, _SUBTITLE_SIZE = 18, 14, 24
_HARDLY = 1.8
"""The least contrast with a picture, of which only the mean colour is known."""
_LINE = 1.2


@dataclass(frozen=True, slots=True)
class Placed:
    """An area together with the placeholder it is; None for a text box of our own."""

    area: Area
    shape: PlaceholderShape | None


@dataclass(frozen=True, slots=True)
class Setting:
    """One layout of the template, with all that is known of it."""

    shown: Shown
    styles: Styles
    scenery: Scenery
    ground: Ground
    scale: float

    def looks(self, shape: PlaceholderShape) -> Looks:
        return self.styles.looks(shape)

    def text_rect(self, shape: PlaceholderShape) -> Rect:
        """Where the text of a placeholder goes: all of it but its margins, if that leaves anything."""
        inner = shape.rect.inset(*(round(margin / self.scale) for margin in self.looks(shape).margins))
        return inner if inner.width > 0 and inner.height > 0 else shape.rect

    def placed(self, shape: PlaceholderShape, kind: AreaKind, index: int, rect: Rect | None = None) -> Placed:
        """A placeholder as an area; in another rectangle than its own, slides move it there."""
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
        """The colour that the template has for text, or another one where that is too pale to be read."""
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
        """The footer and the slide number, where the layout has them."""
        kinds: dict[str, tuple[AreaKind, int]] = {
            "ftr": ("footer", FOOTER_INDEX),
            "sldNum": ("slide-number", NUMBER_INDEX),
        }
        for shape in self.shown.sheet.placeholders:
            if shape.kind in kinds:
                yield self.placed(shape, *kinds[shape.kind])


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


def aligned(level: TextLevel) -> Align:
    """Where text is aligned if it is read from left to right: what is read from the right is mirrored afterwards."""
    align: Align = level.align or "left"
    return _MIRRORED[align] if level.from_right else align


def title_areas(setting: Setting) -> list[Placed]:
    """The areas of the title slide: title, subtitle and details."""
    shown = setting.shown
    title = title_of(setting)
    texts = [*shown.contents, *shown.headings, *([shown.label] if shown.label is not None else [])]
    subtitle = shown.subtitle or (texts.pop(0) if texts else None)
    under = _under([title.area.rect], setting)
    if subtitle is None:
        top, rest = _split(under, pt(44))
        return [
            title,
            setting.free(SUBTITLE_INDEX, top, _SUBTITLE_SIZE),
            setting.free(EYEBROW_INDEX, replace(rest, height=min(rest.height, pt(30))), _DETAIL_SIZE),
        ]
    if texts:
        lowest = max(texts, key=lambda shape: shape.rect.y)
        details = replace(setting.placed(lowest, "body", EYEBROW_INDEX).area, name="Details")
        return [title, setting.placed(subtitle, _kind(subtitle), SUBTITLE_INDEX), Placed(details, lowest)]
    rect = setting.text_rect(subtitle)
    below = _under([title.area.rect, rect], setting)
    if below.height >= pt(60):
        room = Rect(rect.x, below.y, rect.width, pt(30))
        return [title, setting.placed(subtitle, _kind(subtitle), SUBTITLE_INDEX), _details(setting, subtitle, room)]
    upper, lower = _split(rect, rect.height - pt(34))
    return [
        title,
        setting.placed(subtitle, _kind(subtitle), SUBTITLE_INDEX, upper),
        _details(setting, subtitle, lower),
    ]


def section_areas(setting: Setting) -> list[Placed]:
    """The areas of a section slide: its name, and what stands under it or, if there is room, above it."""
    shown = setting.shown
    title = title_of(setting)
    own = [shape for shape in (shown.subtitle, shown.label) if shape is not None]
    texts = [*own, *shown.contents, *shown.headings]
    if texts:
        return [title, setting.placed(texts[0], _kind(texts[0]), SUBTITLE_INDEX)]
    under = _under([title.area.rect], setting)
    size = min(_SUBTITLE_SIZE, title.area.size)
    return [title, setting.free(SUBTITLE_INDEX, replace(under, height=min(under.height, pt(64))), size)]


def section_strip(setting: Setting, areas: Sequence[Placed]) -> Rect | None:
    """The free room at the bottom of section slides, for the list of all sections."""
    under = _under([placed.area.rect for placed in areas], setting)
    room = setting.scenery.free(under.inset(0, _GAP, 0, 0))
    height = pt(62)
    if room.height < height or room.width < under.width * 2 // 3:
        return None
    top = min(room.y + pt(48), room.bottom - height)
    return Rect(room.x, max(top, room.y), room.width, height)


def _kind(shape: PlaceholderShape) -> AreaKind:
    return "subtitle" if shape.kind == "subTitle" else "body"


def title_of(setting: Setting) -> Placed:
    """The title, with room for two lines if there is any; in a text box of our own on a layout without one."""
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
    """What two lines of the title take in its smallest size, or one in its largest, also above it if need be.

    Below it there is room down to the next text of a title slide; content makes way.
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


def _details(setting: Setting, subtitle: PlaceholderShape, rect: Rect) -> Placed:
    """Author and date, in a text box that looks like a smaller subtitle."""
    looks = setting.looks(subtitle)
    first = looks.levels[0]
    placed = setting.free(EYEBROW_INDEX, rect, _DETAIL_SIZE)
    return Placed(replace(placed.area, name="Details", align=aligned(first)), None)


def _under(rects: Sequence[Rect], setting: Setting) -> Rect:
    """The room below all of `rects`, as wide as they are, down to the footers or the margin of the slide."""
    above, slide = union(rects), setting.shown.slide
    feet = [shape.rect.y for shape in setting.shown.sheet.placeholders if shape.kind in ("dt", "ftr", "sldNum")]
    bottom = min([foot for foot in feet if foot > above.bottom], default=slide.height - slide.height // 16)
    return Rect(above.x, above.bottom + _GAP // 2, above.width, max(bottom - above.bottom - _GAP, 1))


def _split(rect: Rect, height: int) -> tuple[Rect, Rect]:
    """The upper part of a rectangle, `height` high at most, and the rest."""
    height = max(min(height, rect.height * 2 // 3), 1)
    return replace(rect, height=height), rect.inset(0, height, 0, 0)


def content_rect(setting: Setting) -> Rect:
    """Where the layout puts content; between title and footer if it has no placeholder for it."""
    if setting.shown.contents:
        return setting.text_rect(setting.shown.contents[0])
    return _under([title_of(setting).area.rect], setting)


@dataclass(frozen=True, slots=True)
class Frame:
    """What all content slides share: the room of the title, the row of the section's name, and the body."""

    title: Rect
    row: Rect
    body: Rect


def frame_of(settings: Mapping[LayoutName, Setting]) -> Frame:
    """The frame of content slides: the content area, cut back from titles, footers, logos and ornaments."""
    content = settings["content"]
    title = title_of(content).area.rect
    body = content_rect(content)
    for setting in {id(setting.shown): setting for setting in settings.values()}.values():
        body = setting.scenery.free(body)
        body = _above_feet(body, setting)
    body = _below(body, title.bottom) if title.overlaps(Rect(body.x, title.y, body.width, title.height)) else body
    return _with_row(Frame(title, title, body), content)


def _above_feet(body: Rect, setting: Setting) -> Rect:
    for placed in setting.furniture():
        foot = placed.area.rect
        if foot.overlaps(body) and foot.y > body.centre.y:
            body = replace(body, height=foot.y - _GAP // 2 - body.y)
    return body


def _below(body: Rect, top: int) -> Rect:
    return body if body.y >= top else Rect(body.x, top, body.width, max(body.bottom - top, 1))


def _with_row(frame: Frame, content: Setting) -> Frame:
    """The row above the title if there is room and the title begins at its top, else between title and body."""
    title, body = frame.title, frame.body
    if content.shown.label is not None:
        return replace(frame, row=content.text_rect(content.shown.label))
    area = title_of(content).area
    lines = title.height / pt(area.size * _LINE)
    above = Rect(title.x, title.y - _RISE - _ROW, title.width, _RISE + _ROW)
    if (area.anchor == "top" or lines < 1.6) and title.y >= _LEAST_ABOVE and content.scenery.is_empty(above):
        return replace(frame, row=Rect(title.x, title.y - _ROW, title.width, _ROW))
    top = body.y if title.bottom > body.y or title.y > body.y else max(title.bottom, body.y - _RISE - _ROW - _GAP)
    row = Rect(body.x, top + _RISE, body.width, _ROW)
    return replace(frame, row=row, body=_below(body, row.bottom + _GAP))


def content_areas(name: LayoutName, setting: Setting, frame: Frame, accent: Colour) -> list[Placed]:
    """The areas of a layout for content, within the frame that all of them share."""
    title = title_of(setting)
    if setting.shown.label is not None:
        row = setting.placed(setting.shown.label, "body", EYEBROW_INDEX)
    else:
        row = setting.free(EYEBROW_INDEX, frame.row, _EYEBROW_SIZE, accent)
        row = replace(row, area=replace(row.area, bold=True))
    return [title, row, *_contents(name, setting, frame), *setting.furniture()]


def _contents(name: LayoutName, setting: Setting, frame: Frame) -> Iterator[Placed]:
    contents, headings = setting.shown.contents, setting.shown.headings
    match name:
        case "content" if contents:
            yield setting.placed(contents[0], "content", CONTENT_INDEX, frame.body)
        case "two-content":
            for index, shape in enumerate(contents, 1):
                yield setting.placed(shape, "content", index)
        case "comparison":
            pairs = zip(headings, contents, strict=True)
            for number, (heading, content) in enumerate(pairs):
                yield setting.placed(heading, "body", 2 * number + 1)
                yield setting.placed(content, "content", 2 * number + 2)
        case _:
            return
