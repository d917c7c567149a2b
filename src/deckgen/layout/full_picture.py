"""A picture as large as the slide, with the title in a dark band at its foot, and under it caption and source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from deckgen.geometry import Rect, pt
from deckgen.layout.block import LayoutContext
from deckgen.layout.furniture import Jump, Look, jump_boxes
from deckgen.layout.picture import alt_of, band_over_picture, cropped, ground_of
from deckgen.layout.titles import title_box
from deckgen.layout.typeset import Style, height_of
from deckgen.outline.blocks import Image
from deckgen.outline.element import Words
from deckgen.scene.items import Item, Picture, TextBox
from deckgen.scene.text import Paragraph, TextBody
from deckgen.theme.tokens import TITLE_INDEX

_ABOVE, _BELOW = pt(18), pt(16)
_GAP = pt(6)
_FOOT = pt(20)


def full_picture(
    image: Image, title: Words, about: Sequence[Words | None], jumps: Sequence[Jump], context: LayoutContext
) -> list[Item]:
    """The items of a slide that a picture fills. `about` are texts under its caption, or over it the first one."""
    theme, media = context.typesetter.theme, context.files.picture(image.file)
    whole = Rect(0, 0, theme.slide.width, theme.slide.height)
    crop = cropped(media, whole.width, whole.height, image.focus)
    source = context.typesetter.source(image.file.place)
    picture = Picture(media.name, whole, media, alt_of(image, media, title.plain), crop=crop, source=source)
    left, width = theme.space.margin, whole.width - 2 * theme.space.margin
    foot = list(_foot(image, Rect(left, whole.height - _BELOW - _FOOT, width, _FOOT), jumps, context))
    bottom = whole.height - _BELOW - (_FOOT + _GAP if foot else 0)
    subtitle, *details = about
    words = _words([subtitle, image.caption, *details], width, context)
    under = height_of(words) + _GAP if words else 0
    heading = _title(title, Rect(left, 0, width, bottom - under), context)
    top = heading.rect.y - _ABOVE
    band = Rect(0, top, whole.width, whole.height - top)
    under_it = ground_of(media, whole, theme)
    items: list[Item] = [
        *under_it,
        picture,
        band_over_picture(band, (theme.palette.on_dark, theme.palette.on_dark_muted), theme),
        heading,
    ]
    if words:
        items.append(
            TextBox("Caption", Rect(left, bottom - height_of(words), width, height_of(words)), TextBody(words))
        )
    return [*items, *foot]


def _title(words: Words, room: Rect, context: LayoutContext) -> TextBox:
    """The title, with its last line at the bottom of `room`."""
    theme = context.typesetter.theme
    area = theme.layouts["title-only"].area(TITLE_INDEX)
    height = min(area.rect.height, room.height)
    there = replace(
        area, rect=replace(room, y=room.bottom - height, height=height), colour=theme.palette.on_dark, small=None,
        anchor="top", align="left", room=None, standing="own-place", indent=0,
    )  # fmt: skip
    box = title_box(words, there, theme.sizes.title, context.typesetter, context.report)
    height = min(height_of(box.body.paragraphs), height)
    rect = replace(room, y=room.bottom - height, height=height)
    return replace(box, rect=rect, inherited=False, bare=area.ground is not None)


def _words(texts: Sequence[Words | None], width: int, context: LayoutContext) -> tuple[Paragraph, ...]:
    theme = context.typesetter.theme
    style = Style(theme.sizes.caption[0], theme.palette.on_dark_muted)
    return tuple(context.typesetter.set(words, width, style, space_before=_GAP // 2) for words in texts if words)


def _foot(image: Image, row: Rect, jumps: Sequence[Jump], context: LayoutContext) -> Iterator[Item]:
    """The source of the picture, and links to other slides at its right."""
    theme, typesetter = context.typesetter.theme, context.typesetter
    muted = theme.palette.on_dark_muted
    boxes = jump_boxes(jumps, row, typesetter, Look(muted, None, theme.sizes.eyebrow, 0))
    if image.source:
        right = min((box.rect.x for box in boxes), default=row.right)
        width = right - row.x
        paragraph = typesetter.set(image.source, width, Style(theme.sizes.eyebrow, muted))
        height = height_of([paragraph])
        yield TextBox("Source", Rect(row.x, row.bottom - height, width, height), TextBody((paragraph,)))
    yield from boxes
