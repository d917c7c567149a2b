"""A scene scaled to smaller or larger slides: a template's may be 5.6 inches high, while layout works on 7.5.

Text sizes are whole points, rounded down, so that text measured to fit still fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Point, Rect
from deckgen.paint import Stroke
from deckgen.scene.items import (
    Box,
    Cell,
    ChartFrame,
    Connector,
    Formula,
    Glue,
    Grid,
    GridRow,
    Group,
    Item,
    Picture,
    TextBox,
    map_items,
)
from deckgen.scene.slide import Scene
from deckgen.scene.text import Insets, Line, Paragraph, TextBody


def scaled(scene: Scene, factor: float) -> Scene:
    """The scene on slides that are `factor` times as high."""
    if factor == 1:
        return scene
    scale = _Scale(factor)
    slides = (
        replace(slide, items=map_items(slide.items, scale.item), ornaments=tuple(map(scale.box, slide.ornaments)))
        for slide in scene.slides
    )
    return replace(scene, slides=tuple(slides))


class _Scale(Struct, frozen=True):
    factor: float

    def item(self, item: Item) -> Item:
        match item:
            case TextBox():
                return replace(item, rect=self.rect(item.rect), body=self.body(item.body))
            case Box():
                return self.box(item)
            case Connector():
                return self.connector(item)
            case Grid():
                return self.grid(item)
            case ChartFrame():
                size, title_size = self.size(item.size), self.size(item.title_size)
                return replace(item, rect=self.rect(item.rect), size=size, title_size=title_size)
            case Formula():
                return replace(item, rect=self.rect(item.rect), size=self.size(item.size))
            case Picture() | Group():
                return replace(item, rect=self.rect(item.rect))
            case _:
                assert_never(item)

    def box(self, box: Box) -> Box:
        body = None if box.body is None else self.body(box.body)
        corner, line = self.length(box.corner), self.stroke(box.line)
        return replace(box, rect=self.rect(box.rect), corner=corner, line=line, body=body)

    def length(self, length: int) -> int:
        return round(length * self.factor)

    def size(self, points: int) -> int:
        return int(points * self.factor)

    def rect(self, rect: Rect) -> Rect:
        """The rectangle between the scaled edges, so that rectangles that touch still do."""
        left, top, right, bottom = map(self.length, (rect.x, rect.y, rect.right, rect.bottom))
        return Rect(left, top, right - left, bottom - top)

    def lengths(self, start: int, lengths: Sequence[int]) -> list[int]:
        """Consecutive lengths from `start` on, each the difference of its scaled edges."""
        edges = [self.length(edge) for edge in accumulate(lengths, initial=start)]
        return [after - before for before, after in pairwise(edges)]

    def stroke(self, stroke: Stroke | None) -> Stroke | None:
        return None if stroke is None else replace(stroke, width=self.length(stroke.width))

    def connector(self, item: Connector) -> Connector:
        points = tuple(Point(self.length(point.x), self.length(point.y)) for point in item.points)
        stroke = replace(item.stroke, width=self.length(item.stroke.width))
        first, last = self.glue(item.start_glue), self.glue(item.end_glue)
        return replace(item, points=points, stroke=stroke, start_glue=first, end_glue=last)

    def glue(self, glue: Glue | None) -> Glue | None:
        if glue is None or glue.offset is None:
            return glue
        return replace(glue, offset=self.length(glue.offset))

    def grid(self, grid: Grid) -> Grid:
        heights = self.lengths(grid.rect.y, [row.height for row in grid.rows])
        rows = (self.row(row, height) for row, height in zip(grid.rows, heights, strict=True))
        widths = self.lengths(grid.rect.x, grid.widths)
        return replace(grid, rect=self.rect(grid.rect), widths=tuple(widths), rows=tuple(rows))

    def row(self, row: GridRow, height: int) -> GridRow:
        return GridRow(height, tuple(map(self.cell, row.cells)), self.stroke(row.rule))

    def cell(self, cell: Cell) -> Cell:
        return replace(cell, body=self.body(cell.body))

    def body(self, body: TextBody) -> TextBody:
        insets = body.insets
        sides = map(self.length, (insets.left, insets.top, insets.right, insets.bottom))
        return replace(body, paragraphs=tuple(map(self.paragraph, body.paragraphs)), insets=Insets(*sides))

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        return replace(
            paragraph,
            runs=tuple(replace(run, size=self.size(run.size)) for run in paragraph.runs),
            lines=tuple(
                Line(line.text, self.length(line.width), self.length(line.height)) for line in paragraph.lines
            ),
            indent=self.length(paragraph.indent),
            hanging=self.length(paragraph.hanging),
            space_before=self.length(paragraph.space_before),
        )

    def line(self, line: Line) -> Line:
        return Line(line.text, self.length(line.width), self.length(line.height))
