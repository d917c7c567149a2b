"""The title slide and the section slides of a template: which text goes into which of their placeholders."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deckgen.geometry import Rect, pt
from deckgen.theme.template.areas import GAP, Placed, Setting, aligned, title_of, under
from deckgen.theme.template.opening import PlaceholderShape
from deckgen.theme.tokens import EYEBROW_INDEX, SUBTITLE_INDEX, AreaKind

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
    """Subtitle and details in text boxes, for a layout that has nothing but a title."""
    top, rest = _split(room, pt(44))
    details = replace(rest, height=min(rest.height, pt(30)))
    return [
        setting.free(SUBTITLE_INDEX, top, _SUBTITLE_SIZE),
        setting.free(EYEBROW_INDEX, details, _DETAIL_SIZE),
    ]


def section_areas(setting: Setting) -> list[Placed]:
    """The areas of a section slide: its name, and what stands under it or, if there is room, above it."""
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
    """The free room at the bottom of section slides, for the list of all sections."""
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
    """The upper part of a rectangle, `height` high at most, and the rest."""
    height = max(min(height, rect.height * 2 // 3), 1)
    return replace(rect, height=height), rect.inset(0, height, 0, 0)
