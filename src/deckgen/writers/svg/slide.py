"""A slide as a document of its own, and its items as elements."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape
from typing import assert_never

from msgspec import Struct

from deckgen.geometry import Rect
from deckgen.media.media import Media
from deckgen.paint import Stroke
from deckgen.scene.items import (
    Bar,
    Box,
    ChartFrame,
    Connector,
    Formula,
    Grid,
    Group,
    Item,
    Label,
    Mark,
    Marker,
    Picture,
    Polyline,
    Slice,
    TextBox,
    cells,
)
from deckgen.scene.slide import SlideScene
from deckgen.theme.tokens import Theme
from deckgen.writers.svg.outlines import connector_paths, line_path, marker_outline, outline, slice_path
from deckgen.writers.svg.pen import Pen, points
from deckgen.writers.svg.text import text


class Drawing(Struct, frozen=True):
    """What the elements of a slide share.

    `at` is the click that is shown; None shows all. Without `drawings`, each SVG file of the author's is the picture
    made of it. If the page `has_heading`, the title on the slide is not read aloud again.
    """

    theme: Theme
    pen: Pen
    at: int | None = None
    drawings: bool = True
    has_heading: bool = False

    def shows(self, click: int) -> bool:
        """True if what appears at a click is there."""
        return self.at is None or click <= self.at


def svg(slide: SlideScene, drawing: Drawing, language: str, fonts: str = "") -> str:
    """The slide as a document; `fonts` is a style sheet with the fonts that it may need."""
    size = drawing.theme.slide
    width, height = points(size.width), points(size.height)
    style = f"<style>{fonts}</style>" if fonts else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' xml:lang="{escape(language)}" xml:space="preserve"><title>{escape(slide.title)}</title>{style}'
        f"{drawn(slide, drawing)}</svg>\n"
    )


def drawn(slide: SlideScene, drawing: Drawing) -> str:
    """The ground of a slide, its ornaments and its items, from back to front."""
    size = drawing.theme.slide
    whole = Rect(0, 0, size.width, size.height)
    ground = f"{outline('rectangle', whole, 0)}{drawing.pen.fill(slide.ground)}/>" if slide.ground else ""
    behind = "".join([element(thing, drawing) for thing in slide.ornaments])
    return ground + behind + "".join([element(thing, drawing) for thing in slide.items if drawing.shows(thing.click)])


def element(item: Item, drawing: Drawing) -> str:
    """The element of an item. Its alternative text is its name for those who do not see it."""
    about = f' role="img" aria-label="{escape(alt)}"' if (alt := getattr(item, "alt", "")) else ""
    if getattr(item, "decorative", False) or (drawing.has_heading and _is_title(item)):
        about += ' aria-hidden="true"'
    if item.name.startswith(_MORPHING):
        about += f' data-name="{escape(item.name)}"'
    if item.click:
        about += f' data-click="{item.click}"'
    return f"<g{about}>{_content(item, drawing)}</g>"


_MORPHING = "!!"
"""The beginning of names by which a morph finds the same thing on the slide before."""


def _is_title(item: Item) -> bool:
    return isinstance(item, TextBox) and item.placeholder is not None and item.placeholder.kind in _TITLES


_TITLES = ("title", "centred-title")


def _content(item: Item, drawing: Drawing) -> str:
    match item:
        case Box():
            return _box(item, drawing)
        case TextBox():
            return text(item.body, item.rect, drawing.pen, drawing.at)
        case Connector():
            return _connector(item, drawing.pen)
        case Grid():
            return "".join(_grid(item, drawing))
        case Picture():
            return _image(item.media, item.rect, drawing)
        case Formula():
            return _image(item.picture, item.rect, drawing)
        case ChartFrame():
            return "".join([_mark(mark, drawing) for mark in item.marks if drawing.shows(mark.click)])
        case Group():
            return "".join([element(thing, drawing) for thing in item.items])
        case _:
            assert_never(item)


def _box(box: Box, drawing: Drawing) -> str:
    pen = drawing.pen
    shape = f"{outline(box.shape, box.rect, box.corner)}{pen.fill(box.fill)}{pen.line(box.line)}/>"
    words = text(box.body, box.rect, pen, drawing.at) if box.body is not None else ""
    return f'<a href="#slide-{box.link.slide + 1}">{shape}{words}</a>' if box.link is not None else shape + words


def _connector(thing: Connector, pen: Pen) -> str:
    path, heads = connector_paths(thing)
    line = f'<path d="{path}" fill="none"{pen.line(thing.stroke)}/>'
    return line + "".join([f'<path d="{head}"{pen.fill(thing.stroke.colour)}/>' for head in heads])


def _grid(grid: Grid, drawing: Drawing) -> Iterator[str]:
    """Grounds first, then words, then rules, which a ground must not cover."""
    pen = drawing.pen
    placed = list(cells(grid))
    for cell, rect in placed:
        if cell.fill is not None:
            yield f"{outline('rectangle', rect, 0)}{pen.fill(cell.fill)}/>"
    for cell, rect in placed:
        yield text(cell.body, rect, pen, drawing.at)
    y = grid.rect.y
    for number, row in enumerate(grid.rows):
        y += row.height
        rule = row.rule or (drawing.theme.header_rule if grid.header and number == 0 else drawing.theme.row_rule)
        yield _rule([(grid.rect.x, y), (grid.rect.right, y)], rule, pen)


def _rule(ends: list[tuple[float, float]], stroke: Stroke, pen: Pen) -> str:
    return f'<path d="{line_path(ends)}" fill="none"{pen.line(stroke)}/>'


def _image(media: Media, rect: Rect, drawing: Drawing) -> str:
    is_drawn = media.drawing and drawing.drawings
    kind, content = ("svg+xml", media.drawing) if is_drawn else (media.kind, media.content)
    place = f'x="{points(rect.x)}" y="{points(rect.y)}" width="{points(rect.width)}" height="{points(rect.height)}"'
    address = f"data:image/{kind};base64,{b64encode(content).decode()}"
    return f'<image {place} preserveAspectRatio="none" href="{address}"/>'


def _mark(mark: Mark, drawing: Drawing) -> str:
    pen = drawing.pen
    click = f' data-click="{mark.click}"' if mark.click else ""
    match mark:
        case Bar():
            return f"{outline('rectangle', mark.rect, 0)}{pen.fill(mark.fill)}{click}/>"
        case Slice():
            return f'<path d="{slice_path(mark)}"{pen.fill(mark.fill)}{pen.line(mark.edge)}{click}/>'
        case Polyline():
            ends = line_path((point.x, point.y) for point in mark.points)
            return f'<path d="{ends}" fill="none"{pen.line(mark.stroke)} stroke-linejoin="round"{click}/>'
        case Marker():
            return f"{marker_outline(mark.shape, mark.centre, mark.size)}{pen.fill(mark.fill)}{click}/>"
        case Label():
            return f"<g{click}>{text(mark.body, mark.rect, pen, drawing.at)}</g>"
        case _:
            assert_never(mark)
