"""Decks in right-to-left languages: everything that was laid out from left to right is mirrored.

Shapes change sides, arrows and braces point the other way, paragraphs and tables begin at the right. Content with a
direction of its own keeps it: pictures, charts, formulas, and code, which runs from left to right in every language.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Point, Rect
from deckgen.scene.items import (
    Box,
    ChartFrame,
    Connector,
    Formula,
    Glue,
    Grid,
    Group,
    Item,
    Picture,
    Shape,
    Site,
    TextBox,
    map_items,
    walk,
)
from deckgen.scene.slide import Scene
from deckgen.scene.text import Align, Insets, Paragraph, TextBody
from deckgen.theme.tokens import Area, Ornament, Theme

_LANGUAGES = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"))
_SCRIPTS = frozenset(("arab", "hebr", "nkoo", "syrc", "thaa"))
_SHAPES: dict[Shape, Shape] = {
    "right-arrow": "left-arrow",
    "left-arrow": "right-arrow",
    "left-brace": "right-brace",
    "right-brace": "left-brace",
}
_SITES: dict[Site, Site] = {"left": "right", "right": "left"}
_ALIGNED: dict[Align, Align] = {"left": "right", "right": "left", "centre": "centre"}
_LEFT_TO_RIGHT_MARK = "\u200e"
"""Added after words of another script, it keeps their final punctuation in place."""


def runs_from_right(language: str) -> bool:
    """True if the language of a BCP 47 tag is written from right to left."""
    primary, *others = language.lower().split("-")
    scripts = [part for part in others if len(part) == 4 and part.isalpha()]
    return scripts[0] in _SCRIPTS if scripts else primary in _LANGUAGES


def from_right(scene: Scene, theme: Theme) -> tuple[Scene, Theme]:
    """A deck and its theme, mirrored about the centre of the body. The layouts of a template are left as they are."""
    width, stays = theme.body.x + theme.body.right, theme.template is not None
    slides = tuple(
        replace(
            slide, items=map_items(slide.items, _Mirror(theme.slide.width, width, _rects(slide.items), stays).item)
        )
        for slide in scene.slides
    )
    if stays:
        return replace(scene, slides=slides), replace(theme, from_right=True)
    layouts = {
        name: replace(
            layout,
            areas=tuple(_area(area, width) for area in layout.areas),
            ornaments=tuple(_ornament(thing, width) for thing in layout.ornaments),
        )
        for name, layout in theme.layouts.items()
    }
    return replace(scene, slides=slides), replace(theme, layouts=layouts, from_right=True)


class _Mirror(Struct, frozen=True):
    """Mirrors the items of one slide within `width`; `rects` are the original rectangles of its shapes, by name.

    With a template, placeholders `stay` where the layout has them. What is as wide as the `slide` stays in any case.
    """

    slide: int
    width: int
    rects: Mapping[str, Rect]
    stay: bool

    def item(self, item: Item) -> Item:
        if isinstance(item, Box | Picture) and item.rect.width == self.slide:
            return item
        match item:
            case Box():
                shape = _SHAPES.get(item.shape, item.shape)
                body = _free_body(item.body) if item.body else None
                return replace(item, rect=_rect(item.rect, self.width), shape=shape, body=body)
            case TextBox():
                stays = self.stay and item.inherited
                rect = item.rect if stays else _rect(item.rect, self.width)
                return replace(item, rect=rect, body=_free_body(item.body))
            case Connector():
                return self._connector(item)
            case Grid():
                return _grid(item, self.width)
            case Picture() if self.stay and item.placeholder is not None:
                return item
            case Group() | Picture() | ChartFrame() | Formula():
                return replace(item, rect=_rect(item.rect, self.width))
            case _:
                assert_never(item)

    def _connector(self, item: Connector) -> Connector:
        return replace(
            item,
            points=tuple(Point(self.width - point.x, point.y) for point in item.points),
            start_glue=self._glue(item.start_glue),
            end_glue=self._glue(item.end_glue),
        )

    def _glue(self, glue: Glue | None) -> Glue | None:
        if glue is None:
            return None
        offset = glue.offset
        if offset is not None and glue.site in ("top", "bottom"):
            offset = self.rects[glue.shape].width - offset
        return replace(glue, site=_SITES.get(glue.site, glue.site), offset=offset)


def _rects(items: Sequence[Item]) -> dict[str, Rect]:
    return {item.name: item.rect for item in walk(items) if not isinstance(item, Connector | Group)}


def _grid(grid: Grid, width: int) -> Grid:
    """The table with its columns reversed: of the usual programs only PowerPoint honours `rtl` on a table.

    The first column becomes the last one, and is made bold directly instead of by the table style.
    """
    rows = tuple(
        replace(row, cells=tuple(replace(cell, body=_body(cell.body)) for cell in reversed(row.cells)))
        for row in grid.rows
    )
    return replace(grid, rect=_rect(grid.rect, width), widths=grid.widths[::-1], rows=rows, first_column=False)


def _rect(rect: Rect, width: int) -> Rect:
    return Rect(width - rect.right, rect.y, rect.width, rect.height)


def _area(area: Area, width: int) -> Area:
    return replace(area, rect=_rect(area.rect, width), align=_ALIGNED[area.align])


def _ornament(thing: Ornament, width: int) -> Ornament:
    return replace(thing, rect=_rect(thing.rect, width))


def _free_body(body: TextBody) -> TextBody:
    """The text of a shape, mirrored unless it is program text."""
    if body.paragraphs and all(run.face == "code" for paragraph in body.paragraphs for run in paragraph.runs):
        return body
    return _body(body)


def _body(body: TextBody) -> TextBody:
    inner = body.insets
    insets = Insets(inner.right, inner.top, inner.left, inner.bottom)
    return replace(body, paragraphs=tuple(_paragraph(paragraph) for paragraph in body.paragraphs), insets=insets)


def _paragraph(paragraph: Paragraph) -> Paragraph:
    """A paragraph that begins at the right. Text of other scripts keeps its direction, unless it has a bullet."""
    mirrored = replace(paragraph, align=_ALIGNED[paragraph.align])
    if any(unicodedata.bidirectional(character) in ("R", "AL") for character in paragraph.text):
        return replace(mirrored, from_right=True)
    if paragraph.bullet is None or not paragraph.text:
        return mirrored
    last, line = paragraph.runs[-1], paragraph.lines[-1]
    runs = (*paragraph.runs[:-1], replace(last, text=last.text + _LEFT_TO_RIGHT_MARK))
    lines = (*paragraph.lines[:-1], replace(line, text=line.text + _LEFT_TO_RIGHT_MARK))
    return replace(mirrored, runs=runs, lines=lines, from_right=True)
