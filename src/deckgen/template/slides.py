"""The content slides of a template: the frame that all of them share, and the areas of each of their layouts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Rect, pt
from deckgen.paint import Colour
from deckgen.template.areas import GAP, Placed, Setting, aligned, title_of, under
from deckgen.template.opening import PlaceholderShape
from deckgen.theme.tokens import CONTENT_INDEX, EYEBROW_INDEX, SUBTITLE_INDEX, AreaKind, LayoutName

_ROW = pt(19)
_RISE = pt(7)
"""The distance of the links from the section's name, above which they are."""
_LEAST_ABOVE = pt(40)
_EYEBROW_SIZE = 14
_LINE = 1.2


def content_rect(setting: Setting) -> Rect:
    """The rectangle for content; the room between title and footer if the layout has no placeholder for it."""
    if setting.shown.contents:
        return setting.text_rect(setting.shown.contents[0])
    return under([title_of(setting).area.rect], setting)


class Frame(Struct, frozen=True):
    """The frame that all content slides share: the area of the title, the row of the section's name, and the body."""

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
            body = replace(body, height=foot.y - GAP // 2 - body.y)
    return body


def _below(body: Rect, top: int) -> Rect:
    return body if body.y >= top else Rect(body.x, top, body.width, max(body.bottom - top, 1))


def _with_row(frame: Frame, content: Setting) -> Frame:
    """The frame with a row for the section's name: above the title if it is top-aligned, else below it."""
    title, body = frame.title, frame.body
    if content.shown.label is not None:
        return replace(frame, row=content.text_rect(content.shown.label))
    area = title_of(content).area
    lines = title.height / pt(area.size * _LINE)
    above = Rect(title.x, title.y - _RISE - _ROW, title.width, _RISE + _ROW)
    if (area.anchor == "top" or lines < 1.6) and title.y >= _LEAST_ABOVE and content.scenery.is_empty(above):
        return replace(frame, row=Rect(title.x, title.y - _ROW, title.width, _ROW))
    top = body.y if title.bottom > body.y or title.y > body.y else max(title.bottom, body.y - _RISE - _ROW - GAP)
    row = Rect(body.x, top + _RISE, body.width, _ROW)
    return replace(frame, row=row, body=_below(body, row.bottom + GAP))


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


_DETAIL_SIZE, _SUBTITLE_SIZE = 18, 24


def title_areas(setting: Setting) -> list[Placed]:
    """The areas of the title slide: title, subtitle and details."""
    shown, title = setting.shown, title_of(setting)
    texts = [shape for shape in (shown.subtitle, *shown.contents, *shown.headings, shown.label) if shape is not None]
    if not texts:
        return [title, *_free_texts(setting, under([title.area.rect], setting))]
    first, *others = texts
    subtitle = setting.placed(first, _kind(first), SUBTITLE_INDEX)
    if others:
        lowest = max(others, key=lambda shape: shape.rect.y)
        details = replace(setting.placed(lowest, "body", EYEBROW_INDEX).area, name="Details")
        return [title, subtitle, Placed(details, lowest)]
    rect = subtitle.area.rect
    below = under([title.area.rect, rect], setting)
    if below.height >= pt(60):
        return [title, subtitle, _details(setting, first, Rect(rect.x, below.y, rect.width, pt(30)))]
    upper, lower = _split(rect, rect.height - pt(34))
    return [title, setting.placed(first, _kind(first), SUBTITLE_INDEX, upper), _details(setting, first, lower)]


def _free_texts(setting: Setting, room: Rect) -> list[Placed]:
    """Subtitle and details in text boxes, for a layout that has only a title."""
    top, rest = _split(room, pt(44))
    details = replace(rest, height=min(rest.height, pt(30)))
    return [
        setting.free(SUBTITLE_INDEX, top, _SUBTITLE_SIZE),
        setting.free(EYEBROW_INDEX, details, _DETAIL_SIZE),
    ]


def section_areas(setting: Setting) -> list[Placed]:
    """The areas of a section slide: its name, and the text below it or, if there is room, above it."""
    shown = setting.shown
    title = title_of(setting)
    own = [shape for shape in (shown.subtitle, shown.label) if shape is not None]
    texts = [*own, *shown.contents, *shown.headings]
    if texts:
        return [title, setting.placed(texts[0], _kind(texts[0]), SUBTITLE_INDEX)]
    below = under([title.area.rect], setting)
    size = min(_SUBTITLE_SIZE, title.area.size)
    return [title, setting.free(SUBTITLE_INDEX, replace(below, height=min(below.height, pt(64))), size)]


def section_strip(setting: Setting, areas: Sequence[Placed]) -> Rect | None:
    """The free area at the bottom of section slides, for the list of all sections."""
    below = under([placed.area.rect for placed in areas], setting)
    room = setting.scenery.free(below.inset(0, GAP, 0, 0))
    height = pt(62)
    if room.height < height or room.width < below.width * 2 // 3:
        return None
    top = min(room.y + pt(48), room.bottom - height)
    return Rect(room.x, max(top, room.y), room.width, height)


def _kind(shape: PlaceholderShape) -> AreaKind:
    return "subtitle" if shape.kind == "subTitle" else "body"


def _details(setting: Setting, subtitle: PlaceholderShape, rect: Rect) -> Placed:
    """Author and date, in a text box that looks like a smaller subtitle."""
    looks = setting.looks(subtitle)
    first = looks.levels[0]
    placed = setting.free(EYEBROW_INDEX, rect, _DETAIL_SIZE)
    return Placed(replace(placed.area, name="Details", align=aligned(first)), None)


def _split(rect: Rect, height: int) -> tuple[Rect, Rect]:
    """The upper part of a rectangle, at most `height` high, and the rest."""
    height = max(min(height, rect.height * 2 // 3), 1)
    return replace(rect, height=height), rect.inset(0, height, 0, 0)
