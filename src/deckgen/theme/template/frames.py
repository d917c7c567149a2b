"""The content slides of a template: what all of them share, and the areas of each of their layouts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Rect, pt
from deckgen.paint import Colour
from deckgen.theme.template.areas import GAP, Placed, Setting, title_of, under
from deckgen.theme.tokens import CONTENT_INDEX, EYEBROW_INDEX, LayoutName

_ROW = pt(19)
_RISE = pt(7)
"""How far the links beside the section's name stand above it."""
_LEAST_ABOVE = pt(40)
_EYEBROW_SIZE = 14
_LINE = 1.2


def content_rect(setting: Setting) -> Rect:
    """Where the layout puts content; between title and footer if it has no placeholder for it."""
    if setting.shown.contents:
        return setting.text_rect(setting.shown.contents[0])
    return under([title_of(setting).area.rect], setting)


class Frame(Struct, frozen=True):
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
            body = replace(body, height=foot.y - GAP // 2 - body.y)
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
