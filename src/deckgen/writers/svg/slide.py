"""A slide as a document of its own, and its items as elements."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import partial
from html import escape
from itertools import accumulate
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Rect
from deckgen.media.media import Media
from deckgen.memo import Memo
from deckgen.paint import Stroke
from deckgen.scene.items import (
    WHOLE,
    Bar,
    Box,
    ChartFrame,
    Connector,
    Crop,
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
    columns,
)
from deckgen.scene.slide import SlideScene
from deckgen.scene.text import TextBody
from deckgen.theme.tokens import NO_ARTWORK, NUMBER_SIGN, Artwork, ArtworkByLayout, LayoutName, PlacedArt, Theme
from deckgen.writers.svg.outlines import connector_paths, line_path, marker_outline, outline, slice_path
from deckgen.writers.svg.pen import Pen, points
from deckgen.writers.svg.text import source_of, text


class Drawing(Struct, frozen=True):
    """What the elements of a slide share.

    `at` is the click that is shown; None shows all. Without `words`, the text is left out. Without `drawings`, each
    SVG file of the author's is the picture made of it. If the page `has_heading`, the title on the slide is not read
    aloud again. `artwork` is what the owner of a template drew, and `holders` are the fills of the placeholders of
    one layout; a slide that `refers` to its artwork is in a document with a `shared` copy of it. `memo` has the
    elements that were drawn before.
    """

    theme: Theme
    pen: Pen
    at: int | None = None
    words: bool = True
    drawings: bool = True
    has_heading: bool = False
    artwork: ArtworkByLayout = NO_ARTWORK
    refers: bool = False
    memo: Memo | None = None
    holders: Mapping[int, PlacedArt] = {}

    def on(self, layout: LayoutName) -> Drawing:
        """The same for slides on a layout, which may have other colours than those on others."""
        art = self.artwork.get(layout)
        if art is None:
            return self
        pen = self.pen if art.scheme == self.pen.scheme else Pen(art.scheme, self.pen.faces)
        return replace(self, pen=pen, holders=_references(art) if self.refers else art.holders)

    def shows(self, click: int) -> bool:
        """True if what appears at a click is there."""
        return self.at is None or click <= self.at


def svg(slide: SlideScene, number: int, drawing: Drawing, language: str, fonts: str = "") -> str:
    """The slide with a number as a document; `fonts` is a style sheet with the fonts that it may need."""
    style = f"<style>{fonts}</style>" if fonts else ""
    head = f"<title>{escape(slide.title)}</title>{style}"
    return document(f"{head}{drawn(slide, number, drawing)}", drawing.theme, language)


def document(content: str, theme: Theme, language: str) -> str:
    """Elements as a document as large as a slide."""
    width, height = points(theme.page.width), points(theme.page.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' xml:lang="{escape(language)}" xml:space="preserve">{content}</svg>\n'
    )


def drawn(slide: SlideScene, number: int, drawing: Drawing) -> str:
    """What is behind a slide, and its items, from back to front."""
    layout, ground = drawing.on(slide.layout), behind(slide, number, drawing)
    items = [thing for thing in slide.items if drawing.shows(thing.click)]
    if drawing.memo is None:
        return ground + "".join([element(thing, layout) for thing in items])
    return ground + "".join(_recalled(items, layout, drawing.memo))


def _recalled(items: list[Item], drawing: Drawing, memo: Memo) -> Iterator[str]:
    """The elements of items, those that are as they were drawn before."""
    way = memo.number(replace(drawing, memo=None))
    for thing in items:
        yield memo.recall((element, way, thing), partial(element, thing, drawing))


def shared(artwork: ArtworkByLayout) -> str:
    """The artwork that all slides of a document refer to, each only once."""
    groups = {art.name: art.drawn for art in artwork.values()}
    groups |= {_name(art, index): held.drawn for art in artwork.values() for index, held in art.holders.items()}
    drawn = "".join(f'<g id="{name}">{content}</g>' for name, content in groups.items())
    return f'<svg class="artwork" aria-hidden="true">{drawn}</svg>' if groups else ""


def _name(art: Artwork, index: int) -> str:
    """The name of the fill of a placeholder."""
    return f"{art.name}-holder-{index}"


def _references(art: Artwork) -> dict[int, PlacedArt]:
    return {index: replace(held, drawn=f'<use href="#{_name(art, index)}"/>') for index, held in art.holders.items()}


def behind(slide: SlideScene, number: int, drawing: Drawing) -> str:
    """The artwork of the slide's layout, or else its ground and its ornaments."""
    art = drawing.artwork.get(slide.layout)
    if art is not None:
        # A morph moves the groups of a slide, of which what is behind them is none.
        place = f'<use href="#{art.name}"' if drawing.refers else ""
        drawn = f'{place} aria-hidden="true"/>' if place else f'<g aria-hidden="true">{art.drawn}</g>'
        numbered = art.numbered.replace(NUMBER_SIGN, str(number))
        return f'{drawn}<g aria-hidden="true">{numbered}</g>' if numbered else drawn
    size = drawing.theme.page
    whole = Rect(0, 0, size.width, size.height)
    ground = f"{outline('rectangle', whole, 0)}{drawing.pen.fill(slide.ground)}/>" if slide.ground else ""
    return ground + "".join([element(thing, drawing) for thing in slide.ornaments])


def element(item: Item, drawing: Drawing) -> str:
    """The element of an item. Its alternative text is its name for those who do not see it."""
    about = f' role="img" aria-label="{escape(alt)}"' if (alt := getattr(item, "alt", "")) else ""
    if getattr(item, "decorative", False) or (drawing.has_heading and _is_title(item)):
        about += ' aria-hidden="true"'
    if item.name.startswith(_MORPHING):
        about += f' data-name="{escape(item.name)}"'
    if item.click:
        about += f' data-click="{item.click}"'
    if isinstance(item, Box) and item.fades:
        about += ' class="veil"'
    about += source_of(getattr(item, "source", None))
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
            return _holder(item, drawing) + _words(item.body, item.rect, drawing)
        case Connector():
            return _connector(item, drawing.pen)
        case Grid():
            return "".join(_grid(item, drawing))
        case Picture():
            return _cropped(item, drawing)
        case Formula():
            return _image(item.picture, item.rect, drawing)
        case ChartFrame():
            return "".join([_mark(mark, drawing) for mark in item.marks if drawing.shows(mark.click)])
        case Group():
            return "".join([element(thing, drawing) for thing in item.items])
        case _:
            assert_never(item)


def _words(body: TextBody, rect: Rect, drawing: Drawing) -> str:
    return text(body, rect, drawing.pen, drawing.at) if drawing.words else ""


def _holder(item: TextBox, drawing: Drawing) -> str:
    """The fill and the line of a placeholder, moved to where the slide has it."""
    art = None if item.placeholder is None or item.bare else drawing.holders.get(item.placeholder.index)
    if art is None:
        return ""
    here, there = item.rect, art.rect
    moved = (here.x - there.x, here.y - there.y, here.width - there.width, here.height - there.height)
    if max(map(abs, moved)) <= _ROUNDED:
        return art.drawn
    scale = f"{here.width / max(there.width, 1):.4g} {here.height / max(there.height, 1):.4g}"
    to, back = (f"translate({points(x)} {points(y)})" for x, y in ((here.x, here.y), (-there.x, -there.y)))
    return f'<g transform="{to} scale({scale}) {back}">{art.drawn}</g>'


_ROUNDED = 2
"""By how many EMU a rectangle may differ because it was scaled twice."""


def _box(box: Box, drawing: Drawing) -> str:
    pen = drawing.pen
    opacity = f' fill-opacity="{box.opacity / 100:g}"' if box.opacity != 100 else ""
    shape = f"{outline(box.shape, box.rect, box.corner)}{pen.fill(box.fill)}{opacity}{pen.line(box.line)}/>"
    words = _words(box.body, box.rect, drawing) if box.body is not None else ""
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
        yield _words(cell.body, rect, drawing)
    y = grid.rect.y
    for number, (row, ends) in enumerate(zip(grid.rows, _ends(grid), strict=True), 1):
        y += row.height
        rule = row.rule or (drawing.theme.header_rule if number == grid.header else drawing.theme.row_rule)
        for left, right in ends:
            yield _rule([(left, y), (right, y)], rule, pen)


def _ends(grid: Grid) -> Iterator[list[tuple[int, int]]]:
    """For each row the ends of the rules under it, which leave out the cells that go on in the row below."""
    edges = list(accumulate(grid.widths, initial=grid.rect.x))
    below = [0] * len(grid.widths)
    for row in columns(grid):
        below = [max(rows - 1, 0) for rows in below]
        for column, cell in row:
            below[column : column + cell.span] = [cell.row_span - 1] * cell.span
        ends: list[tuple[int, int]] = []
        for column, rows in enumerate(below):
            if rows == 0 and ends and ends[-1][1] == edges[column]:
                ends[-1] = (ends[-1][0], edges[column + 1])
            elif rows == 0:
                ends.append((edges[column], edges[column + 1]))
        yield ends


def _rule(ends: list[tuple[float, float]], stroke: Stroke, pen: Pen) -> str:
    return f'<path d="{line_path(ends)}" fill="none"{pen.line(stroke)}/>'


def _cropped(picture: Picture, drawing: Drawing) -> str:
    """The part of a picture that is not cut off, in a window as large as its rectangle."""
    crop, rect = picture.crop, picture.rect
    if crop == Crop():
        return _image(picture.media, rect, drawing)
    width, height = rect.width * WHOLE // crop.width, rect.height * WHOLE // crop.height
    whole = Rect(-width * crop.left // WHOLE, -height * crop.top // WHOLE, width, height)
    x, y, wide, high = map(points, (rect.x, rect.y, rect.width, rect.height))
    place = f'x="{x}" y="{y}" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
    return f"<svg {place}>{_image(picture.media, whole, drawing)}</svg>"


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
            return f"<g{click}>{_words(mark.body, mark.rect, drawing)}</g>"
        case _:
            assert_never(mark)
