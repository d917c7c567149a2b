"""The cover: the picture of the title slide, in the template's place for it, or else in the right third."""

from __future__ import annotations

from msgspec.structs import replace

from deckgen.geometry import Rect, pt
from deckgen.layout.block import LayoutContext
from deckgen.layout.furniture import without_a_place
from deckgen.layout.picture import band_over_picture, cropped, ground_of
from deckgen.layout.typeset import Style, height_of
from deckgen.outline.element import Words
from deckgen.outline.identity import Cover
from deckgen.scene.items import Box, Picture, Placeholder, TextBox
from deckgen.scene.text import Insets, TextBody
from deckgen.theme.tokens import PICTURE_INDEX, Area, SlideLayout, Theme

_SHARE = 0.34
"""The share of the width of the slide, where no layout has a place for it."""
_BESIDE = pt(24)
_INSETS = Insets(pt(12), pt(5), pt(12), pt(5))


def cover_of(cover: Cover, layout: SlideLayout, context: LayoutContext) -> tuple[Picture | Box, ...]:
    """The picture, and its source in a band at its foot."""
    place = layout.find(PICTURE_INDEX)
    rect = place.rect if place else _place_of(layout, context.typesetter.theme)
    media, alt = context.files.picture(cover.file), cover.alt.plain if cover.alt else ""
    mark = Placeholder(place.kind, place.index) if place else None
    crop = cropped(media, rect.width, rect.height, cover.focus)
    picture = Picture(media.name, rect, media, alt, decorative=not alt, crop=crop, placeholder=mark)
    under = ground_of(media, rect, context.typesetter.theme, behind=layout.ground)
    if cover.source is None:
        return (*under, picture)
    source = _source(cover.source, rect, layout, context)
    return (*under, picture, source) if source else (*under, picture)


def _source(words: Words, cover: Rect, layout: SlideLayout, context: LayoutContext) -> Box | None:
    """A band at the foot of the picture, which goes on with a strip of the layout; None without room."""
    theme = context.typesetter.theme
    style = Style(theme.sizes.eyebrow, theme.palette.on_dark)
    paragraph = context.typesetter.set(words, cover.width - _INSETS.left - _INSETS.right, style)
    needed = height_of([paragraph])
    ground = theme.palette.section_ground
    alike = [each.rect for each in layout.ornaments if each.fill == ground and each.rect.bottom == cover.bottom]
    strip = next(
        (each.height for each in alike if needed <= each.height < needed + _INSETS.top + _INSETS.bottom), None
    )
    if strip is not None:
        foot = replace(cover, y=cover.bottom - strip, height=strip)
        body = TextBody((paragraph,), "middle", replace(_INSETS, top=0, bottom=0))
        return Box("Source", foot, fill=ground, body=body)
    body = TextBody((paragraph,), "middle", _INSETS)
    room = replace(cover, height=cover.height - _INSETS.top - _INSETS.bottom)
    if needed > room.height:
        context.report(without_a_place(words, TextBox("Source", room, body), style.size))
        return None
    height = needed + _INSETS.top + _INSETS.bottom
    foot = replace(cover, y=cover.bottom - height, height=height)
    return replace(band_over_picture(foot, (style.colour,), theme), name="Source", body=body, decorative=False)


def beside_cover(cover: Rect, layout: SlideLayout) -> SlideLayout:
    """The layout with its texts beside a cover for which it has no place."""
    if layout.find(PICTURE_INDEX) is not None:
        return layout
    return replace(layout, areas=tuple(_moved_aside(cover, area) for area in layout.areas))


def _place_of(layout: SlideLayout, theme: Theme) -> Rect:
    """The right third of the slide, or the left one where that leaves the title more room."""
    width, title = round(_SHARE * theme.slide.width), layout.area(0).rect
    x = theme.slide.width - width
    left_of_it, right_of_it = min(title.right, x) - title.x, title.right - max(title.x, width)
    return Rect(0 if right_of_it > left_of_it else x, 0, width, theme.slide.height)


def _moved_aside(cover: Rect, area: Area) -> Area:
    rect = _without(cover, area.rect)
    room = _without(cover, area.room) if area.room else None
    standing = "own-place" if rect != area.rect and area.standing == "inherited" else area.standing
    return replace(area, rect=rect, room=room, standing=standing)


def _without(cover: Rect, rect: Rect) -> Rect:
    """The part of a rectangle that is clear of a cover, which is at one side of the slide."""
    if not rect.overlaps(cover):
        return rect
    left = rect.x if cover.x else max(rect.x, cover.right + _BESIDE)
    right = min(rect.right, cover.x - _BESIDE) if cover.x else rect.right
    return replace(rect, x=left, width=max(right - left, 1))
