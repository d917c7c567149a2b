"""A slide as Typst's markup: its items in reading order, with tags, over pictures of the shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Rect, pt
from deckgen.scene.items import (
    Box,
    Cell,
    ChartFrame,
    Connector,
    Formula,
    Grid,
    Group,
    Item,
    Label,
    Picture,
    TextBox,
    cells,
    extent,
)
from deckgen.scene.slide import Scene, SlideScene
from deckgen.scene.text import TextBody
from deckgen.theme.tokens import ArtworkByLayout, Theme
from deckgen.writers.pdf.letters import lacking
from deckgen.writers.pdf.markup import sequence, string
from deckgen.writers.pdf.text import lines, paragraphs, slide_name
from deckgen.writers.svg.pen import pen_of, points
from deckgen.writers.svg.pictures import as_picture
from deckgen.writers.svg.slide import Drawing, behind, element

_TITLES = ("title", "centred-title")
_FURNITURE = ("footer", "slide-number")
_ROUND = pt(8)
"""How far the line of a shape may reach out of its rectangle."""


def levels(scene: Scene) -> list[tuple[int, str]]:
    """The level of each slide's heading, and the name of the section that begins with it unless that is its title.

    A section begins with a slide that names it; that of the backups does not.
    """
    found = [(2, "")] * len(scene.slides)
    for section in scene.sections:
        is_named = scene.slides[section.first].layout in ("title", "section")
        found[section.first] = (1, "") if is_named else (2, section.name)
    found[:1] = [(1, "")] * len(found[:1])
    return found


class Sheet(Struct, frozen=True):
    """A slide with its number, and where it stands among the headings of a document.

    `section` is the name of the section that begins with it, if nothing on it is that. Links lead to it if it is
    `named`.
    """

    slide: SlideScene
    number: int
    level: int
    section: str = ""
    named: bool = True

    def heading(self, words: str) -> str:
        """The heading of the slide, to which links lead."""
        label = f" {slide_name(self.number - 1)}" if self.named else ""
        return f"[#heading(level: {self.level}, {{ {words} }}){label}]"


def sheets(scene: Scene) -> Iterator[Sheet]:
    """The slides of a scene."""
    for number, (slide, (level, section)) in enumerate(zip(scene.slides, levels(scene), strict=True), 1):
        yield Sheet(slide, number, level, section)


def drawing_of(theme: Theme, artwork: ArtworkByLayout) -> Drawing:
    """What all slides share; artwork with letters that no font of the package has becomes a picture."""
    printable = {
        name: as_picture(art, theme) if lacking("".join(art.letters.values())) else art
        for name, art in artwork.items()
    }
    return Drawing(theme, pen_of(theme), words=False, artwork=printable)


def markup(sheet: Sheet, drawing: Drawing) -> str:
    """The content of a slide, to be put at the top left corner of where it goes."""
    layers = _Layers(drawing)
    layers.shape(behind(sheet.slide, sheet.number, drawing), _whole(drawing))
    title = next((item for item in sheet.slide.items if is_title(item)), None)
    if sheet.section:
        layers.add(f"put(heading(level: 1, {unseen(sheet.section)}))")
    if title is None:
        layers.add(f"put({sheet.heading(unseen(sheet.slide.title))})")
    on_layout = _Slide(layers, drawing.on(sheet.slide.layout), sheet)
    for item in sheet.slide.items:
        on_layout.draw(item)
    return layers.joined()


def unseen(text: str) -> str:
    """Words for those who listen, and for the list of bookmarks."""
    return f'at(0, 0, r({string(text)}, "Carlito", 1, "#00000000"))'


def is_title(item: Item) -> bool:
    """True for the title of a slide, if it says something."""
    return _kind(item) in _TITLES and isinstance(item, TextBox) and bool(item.body.text.strip())


def is_furniture(item: Item) -> bool:
    """True for what is the same on all slides."""
    return _kind(item) in _FURNITURE


def _kind(item: Item) -> str:
    """The kind of placeholder that an item is, "" if it is none."""
    return item.placeholder.kind if isinstance(item, TextBox) and item.placeholder is not None else ""


def _whole(drawing: Drawing) -> Rect:
    return Rect(0, 0, drawing.theme.page.width, drawing.theme.page.height)


class _Layers:
    """The content of a slide from back to front: pictures of shapes, and what stands on them.

    A shape joins the picture of those before it unless it covers what stands on that, so that there are few.
    """

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._parts: list[str] = []
        self._shapes: list[str] = []
        self._standing: list[Rect] = []
        self._begin = 0

    def shape(self, svg: str, rect: Rect) -> None:
        """Put a shape, as an element of SVG, on top of all that its rectangle covers."""
        if any(_meet(rect, other) for other in self._standing):
            self._close()
        self._shapes.append(svg)

    def stand(self, content: str, rect: Rect) -> None:
        """Put what has a tag on top of all shapes."""
        if content:
            self._parts.append(f"put({{ {content} }})")
            self._standing.append(rect)

    def add(self, content: str) -> None:
        """Add what covers nothing: the beginning or the end of a tag."""
        self._parts.append(content)

    def joined(self) -> str:
        """All of the content."""
        self._close()
        return "\n".join(self._parts)

    def _close(self) -> None:
        shapes = "".join(self._shapes)
        if shapes:
            page = _whole(self._drawing)
            size = f"{points(page.width)}, {points(page.height)}"
            self._parts.insert(self._begin, f"art({string(_svg(shapes, page))}, {size})")
        self._shapes, self._standing, self._begin = [], [], len(self._parts)


def _meet(one: Rect, other: Rect) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _svg(content: str, rect: Rect) -> str:
    """Elements as a document that shows a rectangle of the slide."""
    x, y, width, height = map(points, (rect.x, rect.y, rect.width, rect.height))
    place = f'viewBox="{x} {y} {width} {height}" width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {place}>{content}</svg>'


class _Slide:
    """A slide while its items are drawn one after the other."""

    def __init__(self, layers: _Layers, drawing: Drawing, sheet: Sheet) -> None:
        self.layers, self.drawing, self.sheet = layers, drawing, sheet
        self._is_within = False
        """True within a group that is described as a whole, with each of its parts."""

    def draw(self, item: Item) -> None:
        """Draw an item on top of those before it."""
        match item:
            case Group():
                self._described(item.alt, item.items)
            case TextBox():
                self.layers.shape(element(item, self.drawing), item.rect)
                self._text(item)
            case Box() if item.body is not None:
                self.layers.shape(element(item, self.drawing), item.rect)
                self._words(item, item.body)
            case Grid():
                self.layers.shape(element(item, self.drawing), item.rect)
                self.layers.stand(self._table(item), item.rect)
            case ChartFrame():
                self._chart(item)
            case Box() | Connector() | Picture() | Formula():
                self._picture(item)
            case _:
                assert_never(item)

    def _described(self, alt: str, items: Iterable[Item]) -> None:
        if not alt or self._is_within:
            for item in items:
                self.draw(item)
            return
        self.layers.add(f"put(fig({string(alt)}, {{")
        self._is_within = True
        for item in items:
            self.draw(item)
        self._is_within = False
        self.layers.add("}))")

    def _text(self, item: TextBox) -> None:
        if is_furniture(item):
            said = f"pdf.artifact({{ {lines(item.body, item.rect, self.drawing.pen)} }})"
        elif is_title(item):
            said = self.sheet.heading(lines(item.body, item.rect, self.drawing.pen))
        else:
            said = paragraphs(item.body, item.rect, self.drawing.pen)
        self.layers.stand(said, item.rect)

    def _words(self, box: Box, body: TextBody) -> None:
        if box.link is None:
            self.layers.stand(paragraphs(body, box.rect, self.drawing.pen), box.rect)
            return
        x, y, width, height = map(points, (box.rect.x, box.rect.y, box.rect.width, box.rect.height))
        words = f"at(-{x}, -{y}, {{ {lines(body, box.rect, self.drawing.pen)} }})"
        area = f"box(width: {width}pt, height: {height}pt, {{ {words} }})"
        self.layers.stand(f"par(at({x}, {y}, link({slide_name(box.link.slide)}, {area})))", box.rect)

    def _picture(self, item: Box | Connector | Picture | Formula) -> None:
        """What has no words of its own: a figure if it means something, and a shape like others if it does not."""
        drawn = element(item, self.drawing)
        if isinstance(item, Picture) and b"<text" in item.media.drawing:
            # Its fonts may not be there; the picture that was made of it has all of its letters.
            drawn = element(item, replace(self.drawing, drawings=False))
        place = _around(extent(item)) if not isinstance(item, Picture | Formula) else extent(item)
        if self._is_within or not item.alt or getattr(item, "decorative", False):
            self.layers.shape(drawn, place)
            return
        x, y, width, height = map(points, (place.x, place.y, place.width, place.height))
        about = string(item.alt)
        picture = f"drawn({string(_svg(drawn, place))}, {width}, {height}"
        if isinstance(item, Formula):
            said = f"math.equation(alt: {about}, at({x}, {y}, {picture})))"
        else:
            said = f"at({x}, {y}, {picture}, alt: {about}))"
        self.layers.stand(f"par({said})", place)

    def _chart(self, chart: ChartFrame) -> None:
        self.layers.shape(element(chart, self.drawing), chart.rect)
        labels = [mark for mark in chart.marks if isinstance(mark, Label)]
        said = sequence(lines(label.body, label.rect, self.drawing.pen) for label in labels)
        self.layers.stand(f"fig({string(chart.alt or chart.name)}, {{ {said} }})", chart.rect)

    def _table(self, grid: Grid) -> str:
        places = iter(cells(grid))
        rows = [[self._cell(*next(places)) for _ in row.cells] for row in grid.rows]
        names, rows = rows[: grid.header], rows[grid.header :]
        head = f"table.header(repeat: false, {', '.join(cell for row in names for cell in row)}), " if names else ""
        body = ", ".join(cell for row in rows for cell in row)
        return f"table(columns: (0pt,) * {len(grid.widths)}, {head}{body})"

    def _cell(self, cell: Cell, rect: Rect) -> str:
        said = f"{{ {lines(cell.body, rect, self.drawing.pen)} }}"
        spans = (f"colspan: {cell.span}, " if cell.span > 1 else "") + (
            f"rowspan: {cell.row_span}, " if cell.row_span > 1 else ""
        )
        return f"table.cell({spans}{said})" if spans else said


def _around(rect: Rect) -> Rect:
    """The rectangle with the line around it."""
    return Rect(rect.x - _ROUND, rect.y - _ROUND, rect.width + 2 * _ROUND, rect.height + 2 * _ROUND)
