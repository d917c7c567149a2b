"""The logo of a lecture: where it is on its slides, and how what else is there keeps clear of it.

It has the same place on all slides but the title slide, where it is larger, over the title.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, warning
from deckgen.geometry import Rect, pt
from deckgen.media.files import Files
from deckgen.media.media import Media
from deckgen.outline.head import Outline
from deckgen.outline.identity import Corner, Logo
from deckgen.paint import Colour
from deckgen.scene.items import Box, Item, Picture
from deckgen.theme.contrast import is_dark, mixed
from deckgen.theme.tokens import EYEBROW_INDEX, FOOTER_INDEX, NUMBER_INDEX, Area, LayoutName, SlideLayout, Theme

_HIGHEST, _WIDEST = pt(28), pt(150)
_LEAST = pt(14)
_EDGE = pt(8)
"""The least distance from the edge of the slide."""
_ABOVE_PLATE = pt(8)
"""The space between a light ground and the last line of the content above it."""
_ASIDE = pt(6)
"""The space between a logo, or its ground, and what moves aside for it."""
_TITLE_HIGHEST, _TITLE_WIDEST = pt(48), pt(240)
_TITLE_TOP = pt(40)
_SPACE = 0.25
"""The space around a logo, as a share of its height."""
_CONTENT: tuple[LayoutName, ...] = ("content", "two-content", "comparison", "title-only")


class Logos(Struct, frozen=True):
    """The logo with its pictures, and its rectangle on the slides of each layout that has room for it."""

    logo: Logo
    name: str
    media: Media
    dark: Media | None
    rects: Mapping[LayoutName, Rect]

    def on(self, name: LayoutName, theme: Theme) -> Iterator[Item]:
        """The logo on a slide with this layout; it is read aloud on the title slide only."""
        rect = self.rects.get(name)
        if rect is None:
            return
        on_dark = _is_on_dark(rect, theme.layouts[name], theme)
        media = self.dark if on_dark and self.dark is not None else self.media
        if on_dark and self.dark is None:
            yield _plate(_zone(self.logo, rect), theme)
        alt = self.name if name == "title" else ""
        at_right = name != "title" and self.logo.corner.endswith("right")
        yield Picture("Logo", _fitted(media, rect, at_right=at_right), media, alt, decorative=not alt)

    def beside(self, rect: Rect, name: LayoutName) -> Rect:
        """The part of a rectangle that is clear of the logo, and of its ground, on slides with this layout."""
        place = self.rects.get(name)
        return _without(_zone(self.logo, place), rect) if place is not None else rect


def logos_of(outline: Outline, files: Files, theme: Theme) -> tuple[Logos | None, tuple[Diagnostic, ...]]:
    """The logo of a lecture, None without one, and a warning if there is no room in its corner."""
    logo = outline.logo
    if logo is None:
        return None, ()
    media = files.picture(logo.file)
    dark = files.picture(logo.dark) if logo.dark is not None else None
    said = logo.alt or outline.institution
    corner = _in_corner(logo, media, theme)
    rects: dict[LayoutName, Rect] = {}
    if corner is not None:
        rects = {name: corner for name in _CONTENT if name in theme.layouts}
    over_title = _over_title(logo, media, theme.layouts["title"]) or corner
    others: dict[LayoutName, Rect | None] = {"title": over_title, "section": corner}
    for name, place in others.items():
        rect = _within_margin(place, logo, theme.layouts[name], theme) if place is not None else None
        if rect is not None and _is_clear(_zone(logo, rect), theme.layouts[name]):
            rects[name] = rect
    found = () if corner is not None else (_left_out(logo, media, theme),)
    return Logos(logo, said.plain if said else media.name, media, dark, rects), found


def keeping_clear(theme: Theme, logos: Logos) -> Theme:
    """The theme with the texts at the edges of its slides beside the logo."""
    layouts = dict(theme.layouts)
    for name, rect in logos.rects.items():
        if name != "title":
            zone, layout = _zone(logos.logo, rect), layouts[name]
            layouts[name] = replace(layout, areas=tuple(_moved_aside(zone, area) for area in layout.areas))
    links, corner = theme.links, logos.rects.get("title-only")
    if links is not None and corner is not None:
        number = layouts["title-only"].find(NUMBER_INDEX)
        links = _without(_zone(logos.logo, corner), links)
        links = _without(number.rect, links) if number else links
    return replace(theme, layouts=layouts, links=links)


def _space(logo: Logo, height: int) -> int:
    return pt(logo.space) if logo.space is not None else round(_SPACE * height)


def _zone(logo: Logo, rect: Rect) -> Rect:
    """A logo with the space around it."""
    space = _space(logo, rect.height)
    return rect.inset(-space, -space)


def _is_on_dark(rect: Rect, layout: SlideLayout, theme: Theme) -> bool:
    return is_dark(mixed(_ground(layout, rect), theme.scheme))


def _needs_plate(rect: Rect, logo: Logo, layout: SlideLayout, theme: Theme) -> bool:
    return logo.dark is None and _is_on_dark(rect, layout, theme)


def _within_margin(rect: Rect, logo: Logo, layout: SlideLayout, theme: Theme) -> Rect:
    """The place of a logo that gets a light ground, so far inside that the ground begins at the margin and clear of
    the edges.
    """
    if not _needs_plate(rect, logo, layout, theme):
        return rect
    space = _space(logo, rect.height)
    top, bottom = _EDGE + space, _foot(theme) - _EDGE - space - rect.height
    rect = replace(rect, y=max(min(rect.y, bottom), top))
    if rect.x - space < theme.body.x:
        return replace(rect, x=theme.body.x + space)
    if rect.right + space > theme.body.right:
        return replace(rect, x=theme.body.right - space - rect.width)
    return rect


def _foot(theme: Theme) -> int:
    """The end of a slide, or where its line of progress begins."""
    return theme.progress.y if theme.progress is not None else theme.slide.height


def _ground(layout: SlideLayout, rect: Rect) -> Colour:
    """What lies behind a rectangle on slides with a layout."""
    under = (ornament.fill for ornament in layout.ornaments if ornament.fill and ornament.rect.contains(rect))
    return next(under, layout.ground)


def _plate(zone: Rect, theme: Theme) -> Box:
    """A light ground for a logo that cannot be seen on a dark one."""
    fill = theme.palette.paper if theme.palette.mat is None else theme.palette.mat
    corner = theme.space.corner
    return Box("Logo ground", zone, "rounded" if corner else "rectangle", fill, corner=corner, decorative=True)


def _fitted(media: Media, rect: Rect, *, at_right: bool) -> Rect:
    """As much of a rectangle as a picture fills, at its left or right side and half way down."""
    ratio = min(rect.width / media.width, rect.height / media.height)
    width, height = round(media.width * ratio), round(media.height * ratio)
    return Rect(rect.right - width if at_right else rect.x, rect.y + (rect.height - height) // 2, width, height)


def _height(logo: Logo, room: int, most: int, sides: int = 1) -> int:
    """The height of a logo with its space at one side or both, in `room`."""
    height = room - sides * pt(logo.space) if logo.space is not None else round(room / (1 + sides * _SPACE))
    return min(height, most)


def _sized(media: Media, height: int, widest: int) -> tuple[int, int]:
    """The width and the height of a logo that is at most so high and so wide."""
    ratio = min(height / media.height, widest / media.width)
    return round(media.width * ratio), round(media.height * ratio)


def _in_corner(logo: Logo, media: Media, theme: Theme) -> Rect | None:
    """Its place on slides with content; None if there is no room for it."""
    layout = theme.layouts["title-only"]
    rect = _in_band(logo, media, theme, sides=1)
    if rect is not None and _needs_plate(rect, logo, layout, theme):
        rect = _in_band(logo, media, theme, sides=2)
    if rect is None:
        return None
    rect = _within_margin(rect, logo, layout, theme)
    return rect if _is_clear(_zone(logo, rect), layout) else None


def _in_band(logo: Logo, media: Media, theme: Theme, *, sides: int) -> Rect | None:
    """Its place above or below the content, with its space at one side or both; None if that is too low."""
    layout, body = theme.layouts["title-only"], theme.body
    top = min(area.rect.y for area in layout.areas if _is_content(area))
    at_top = logo.corner.startswith("top")
    foot = theme.slide.height if sides == 1 else _foot(theme)
    band = min(top, body.y) if at_top else foot - max(body.bottom, _end(layout, theme))
    height = _height(logo, band - _EDGE - (_ABOVE_PLATE if sides == 2 else 0), _HIGHEST, sides)
    if height < _LEAST:
        return None
    width, height = _sized(media, height, _WIDEST)
    distance = max(_EDGE, (band - height - _space(logo, height)) // 2)
    y = distance if at_top else theme.slide.height - distance - height
    return Rect(body.x if logo.corner.endswith("left") else body.right - width, y, width, height)


def _end(layout: SlideLayout, theme: Theme) -> int:
    """The end of a title in the lower half of its layout; 0 for others."""
    title = layout.area(0).rect
    return title.bottom if title.y > theme.slide.height // 2 else 0


def _over_title(logo: Logo, media: Media, layout: SlideLayout) -> Rect | None:
    """Its place on the title slide, above the title; None if that begins too high."""
    title = layout.area(0)
    height = _height(logo, title.rect.y - _EDGE, _TITLE_HIGHEST)
    if height < _LEAST:
        return None
    width, height = _sized(media, height, _TITLE_WIDEST)
    left = {"left": title.rect.x, "centre": title.rect.centre.x - width // 2, "right": title.rect.right - width}
    y = min(_TITLE_TOP, title.rect.y - _space(logo, height) - height)
    return Rect(left[title.align], y, width, height)


def _is_content(area: Area) -> bool:
    """True for what does not make room for a logo."""
    return area.index not in (EYEBROW_INDEX, FOOTER_INDEX, NUMBER_INDEX)


def _left_out(logo: Logo, media: Media, theme: Theme) -> Diagnostic:
    """The warning that there is no room for a logo, with the corners where there is some."""
    others = (corner for corner in get_args(Corner) if _in_corner(replace(logo, corner=corner), media, theme))
    better = next(others, None)
    hint = f"write `corner: {better}`" if better else "add it to the template"
    if not better and theme.template is None:
        hint = "ask for less `space` around it"
    message = f"there is no room for the logo at the {logo.corner} of slides, so only the title slide may show it"
    return warning(Code.LOGO_LEFT_OUT, message, logo.place, hint)


def _is_clear(zone: Rect, layout: SlideLayout) -> bool:
    """True if no text or picture of a layout is there, apart from those that can make room."""
    return not any(area.rect.overlaps(zone) for area in layout.areas if _is_content(area))


def _moved_aside(zone: Rect, area: Area) -> Area:
    rect = _without(zone, area.rect)
    if _is_content(area) or rect == area.rect:
        return area
    return replace(area, rect=rect, standing="own-place" if area.standing == "inherited" else area.standing)


def _without(zone: Rect, rect: Rect) -> Rect:
    """A rectangle beside the logo: what is left of it, or all of it further inside the slide."""
    zone = zone.inset(-_ASIDE, 0)
    if not rect.overlaps(zone):
        return rect
    at_right = zone.centre.x > rect.centre.x or zone.right >= rect.right
    left, right = (rect.x, zone.x) if at_right else (zone.right, rect.right)
    if right - left >= rect.width // 2:
        return replace(rect, x=left, width=right - left)
    return replace(rect, x=zone.x - rect.width if at_right else zone.right)
