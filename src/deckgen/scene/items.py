"""The closed set of items on a slide. Writers take it apart with `match`.

Every item has a `click`: 0 means visible from the start, n means that it appears at the n-th click of the slide.
Items with the same click appear together, and no number is skipped. Items in a group have no clicks of their own,
because PowerPoint cannot animate a shape inside a group: a figure that is built click by click is not grouped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Literal, assert_never

from msgspec import Struct
from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.geometry import Point, Rect, pt
from deckgen.media.media import Media
from deckgen.paint import Colour, Stroke
from deckgen.scene.text import Insets, SlideLink, TextBody

if TYPE_CHECKING:
    from deckgen.formula.tree import Element


MarkerShape = Literal["circle", "square", "diamond", "triangle"]


class Bar(Struct, frozen=True):
    """A bar of a column or bar chart, or the key of a series in a legend."""

    rect: Rect
    fill: Colour
    click: int = 0


class Slice(Struct, frozen=True):
    """A slice of a pie. Angles are in degrees, clockwise from the top."""

    centre: Point
    radius: int
    start: float
    sweep: float
    fill: Colour
    edge: Stroke
    click: int = 0


class Polyline(Struct, frozen=True):
    """A line through points: an axis, a grid line, or a series without gaps."""

    points: tuple[Point, ...]
    stroke: Stroke
    click: int = 0


class Marker(Struct, frozen=True):
    """A data point of a series; `size` is its width and its height."""

    centre: Point
    shape: MarkerShape
    size: int
    fill: Colour
    click: int = 0


class Label(Struct, frozen=True):
    """Text of a chart, in the rectangle for which it was measured."""

    rect: Rect
    body: TextBody
    click: int = 0


Mark = Bar | Slice | Polyline | Marker | Label


ChartKind = Literal["column", "bar", "line", "pie", "scatter"]


class Plotted(Struct, frozen=True):
    """A series: its name, and one number for each category; None is a gap."""

    name: str
    numbers: tuple[float | None, ...]


class ChartParts(Struct, frozen=True):
    """The parts of a chart that appear at clicks of their own: its series, or its categories across all series.

    `clicks` has the click of each part, in order. Axes, grid and legend appear with the frame.
    """

    by: Literal["series", "category"]
    clicks: tuple[int, ...]


class Axis(Struct, frozen=True):
    """An axis of numbers from `low` to `high`, with a tick every `step`."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> list[float]:
        """The values at the ticks, from low to high."""
        return [self.low + number * self.step for number in range(round((self.high - self.low) / self.step) + 1)]

    def share(self, value: float) -> float:
        """The position of a value along the axis, from 0 at the low end to 1 at the high end."""
        return (value - self.low) / (self.high - self.low)


SERIES_LINE, GRID_LINE, AXIS_LINE = pt(3), pt(0.75), pt(1.5)
"""The weights of the lines of a chart."""
MARKER = pt(10)
MARKER_SHAPES: tuple[MarkerShape, ...] = ("circle", "square", "diamond", "triangle")
"""Series differ by the shape of their markers too, not by colour alone."""
BAR_GAP = 60
"""The gap between groups of bars, in percent of the width of a bar."""


Fills = tuple[tuple[int, Colour], ...]
"""The colours of single numbers of a series, by the places of their categories."""


class ChartFrame(Struct, frozen=True):
    """A chart. `hues` belong to the series, in a pie to the categories; `size` is the text size of the whole chart.
    Single numbers of a series can have others: `fills` has those of each series by the places of its categories.

    `unit` follows each number; `axes` are the titles of the horizontal and the vertical axis, if any; `labelled` puts
    a number at each bar. The categories of a scatter chart are the numbers along its horizontal axis.
    """

    name: str
    rect: Rect
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Plotted, ...]
    hues: tuple[Colour, ...]
    size: int
    ink: Colour
    rule: Colour
    paper: Colour
    unit: str = ""
    axes: tuple[str, ...] = ()
    legend: bool = False
    labelled: bool = False
    fills: tuple[Fills, ...] = ()
    scale: Axis | None = None
    """The axis of values; None in a pie."""
    across: Axis | None = None
    """The horizontal axis of a scatter chart."""
    title_size: int = 16
    """The text size of the titles of the axes."""
    before: str = ""
    """What is in front of the digits of each number, such as `$`."""
    places: int = 0
    """The least number of decimal places of each number."""
    alt: str = ""
    click: int = 0
    """The click at which the chart appears; parts with clicks of their own follow later."""
    parts: ChartParts | None = None
    marks: tuple[Mark, ...] = ()
    """The marks to draw in formats where PowerPoint does not draw the chart itself."""
    plot: Rect = Rect(0, 0, 0, 0)
    """The rectangle between the axes, or around a pie."""
    title_corners: tuple[Point, ...] = ()
    """The upper left corners of the titles of the axes."""
    legend_corner: Point = Point(0, 0)
    """The upper left corner of the legend, if there is one."""
    legend_room: Rect | None = None
    """The rectangle of a legend that is wide or has several rows: programs would make other rows of it."""
    notes: tuple[int, ...] = ()
    """The numbers of the footnotes to which its texts refer."""
    named_at_ends: bool = False
    """True if the name of each series is at the end of its line, in place of a legend."""
    shows_values: bool = True
    """True if the axis of values is drawn; numbers at the bars make it unnecessary."""
    source: Place | None = None
    """Where the author typed it, in lines from the beginning of its slide; None where nobody asks for that."""

    def fill(self, series: int, category: int) -> Colour:
        """The colour of one number of a series, by their places."""
        own = dict(self.fills[series]) if self.fills else {}
        return own.get(category, self.hues[series])


PlaceholderKind = Literal[
    "title", "centred-title", "subtitle", "body", "content", "footer", "slide-number", "picture"
]
Shape = Literal[
    "rectangle", "rounded", "ellipse", "chevron", "pentagon", "right-arrow", "left-arrow", "left-brace",
    "right-brace", "question-mark", "trapezoid", "diamond",
]  # fmt: skip
Site = Literal["top", "left", "bottom", "right"]


class Placeholder(Struct, frozen=True):
    """The placeholder of the slide's layout that an item fills; `index` is the layout's own number for it."""

    kind: PlaceholderKind
    index: int


class TextBox(Struct, frozen=True):
    """Text without a frame, or the text of a placeholder.

    `inherited` means that a placeholder is exactly where its layout puts it, so that it follows a change of theme.
    The first run of a slide-number placeholder is the cached number. A `bare` placeholder is without the fill and the
    line that its layout gives it.
    """

    name: str
    rect: Rect
    body: TextBody
    placeholder: Placeholder | None = None
    inherited: bool = False
    bare: bool = False
    click: int = 0


class Box(Struct, frozen=True):
    """A shape, with or without text. `corner` is the radius of a rounded rectangle, or how far each side of a
    trapezoid leans out from its upper edge to its lower one, in EMU.

    `opacity` is that of its fill, in percent.

    A box without text needs `alt`, unless it is `decorative`; screen readers read the text of the others.
    """

    name: str
    rect: Rect
    shape: Shape = "rectangle"
    fill: Colour | None = None
    line: Stroke | None = None
    corner: int = 0
    body: TextBody | None = None
    alt: str = ""
    decorative: bool = False
    link: SlideLink | None = None
    click: int = 0
    opacity: int = 100
    progress: bool = False
    """True for the line that shows by its width how far the lecture has come."""
    fades: bool = False
    """True for a veil that fades what is behind it from a click on; there is none on paper."""


class Glue(Struct, frozen=True):
    """The end of a connector that is glued to a shape: the shape's name, which is unique on the slide, and a side.

    `offset` is the distance of a straight connector's end from the left or the top of that side; None is the middle.
    """

    shape: str
    site: Site
    offset: int | None = None


class Connector(Struct, frozen=True):
    """A line through `points`, with or without arrowheads, glued to shapes where `glue` says so.

    A straight connector has two points. An elbow has three or four, and its segments are horizontal and vertical in
    turn.
    """

    name: str
    points: tuple[Point, ...]
    stroke: Stroke
    start_head: bool = False
    end_head: bool = False
    start_glue: Glue | None = None
    end_glue: Glue | None = None
    alt: str = ""
    decorative: bool = False
    click: int = 0

    @property
    def start(self) -> Point:
        """The first point."""
        return self.points[0]

    @property
    def end(self) -> Point:
        """The last point."""
        return self.points[-1]

    @property
    def parts(self) -> tuple[tuple[Point, Point], ...]:
        """The straight segments, from start to end."""
        return tuple(pairwise(self.points))


class Cell(Struct, frozen=True):
    """A cell of a grid: its text, its fill, and the numbers of columns and of rows it spans; cells that it covers are
    left out, in the rows below as well.
    """

    body: TextBody
    fill: Colour | None = None
    span: int = 1
    row_span: int = 1


class GridRow(Struct, frozen=True):
    """A row of a grid: its height in EMU, measured, and its cells from left to right.

    `rule` is the line under the row; None is the theme's own, `header_rule` or `row_rule`.
    """

    height: int
    cells: tuple[Cell, ...]
    rule: Stroke | None = None


class Grid(Struct, frozen=True):
    """A native table. `widths` are the columns' widths in EMU; their sum is the rectangle's width.

    `header` is the number of rows at the top that hold the names of the columns, `first_column` means that the first
    column holds the names of the rows; the table style of the theme formats both.
    """

    name: str
    rect: Rect
    widths: tuple[int, ...]
    rows: tuple[GridRow, ...]
    header: int = 1
    first_column: bool = True
    alt: str = ""
    click: int = 0


WHOLE = 100_000
"""The width and the height of a picture, in the parts in which crops are counted."""


class Crop(Struct, frozen=True):
    """What is cut off at each side of a picture, in parts of `WHOLE`: a:srcRect (ECMA-376 part 1, 20.1.8.55)."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0

    @property
    def width(self) -> int:
        """The share of the width that is left."""
        return WHOLE - self.left - self.right

    @property
    def height(self) -> int:
        """The share of the height that is left."""
        return WHOLE - self.top - self.bottom


class Picture(Struct, frozen=True):
    """A picture, scaled to its rectangle without distortion; what `crop` cuts off is hidden, but in the file.

    One with a `placeholder` has the outline that the layout gives it.
    """

    name: str
    rect: Rect
    media: Media
    alt: str = ""
    decorative: bool = False
    click: int = 0
    crop: Crop = Crop()
    source: Place | None = None
    """Where the author typed it, in lines from the beginning of its slide; None where nobody asks for that."""
    placeholder: Placeholder | None = None


class Formula(Struct, frozen=True):
    """A formula centred in its rectangle, in letters of `size` points.

    `picture` shows the same formula, as large as the rectangle, in programs that cannot draw formulas; `alt` reads it
    aloud.
    """

    name: str
    rect: Rect
    tree: Element
    size: int
    colour: Colour
    picture: Media
    alt: str
    click: int = 0
    source: Place | None = None
    """Where the author typed it, in lines from the beginning of its slide; None where nobody asks for that."""


class Group(Struct, frozen=True):
    """Items that move as one. Its `alt` describes the whole; its rectangle is the union of those of its items."""

    name: str
    rect: Rect
    items: tuple[Item, ...]
    alt: str = ""
    click: int = 0


Item = TextBox | Box | Connector | Grid | ChartFrame | Picture | Formula | Group


def extent(item: Item) -> Rect:
    """The rectangle that an item fills; for a line, the bounding box of its points."""
    if not isinstance(item, Connector):
        return item.rect
    across, down = [point.x for point in item.points], [point.y for point in item.points]
    return Rect(min(across), min(down), max(across) - min(across), max(down) - min(down))


POINT_PERCENT = 30
"""The depth of the point of a chevron or pentagon, in percent of the shorter side."""
_DIAGONAL = 0.29289
"""1 - cos 45°: the distance from the corner of a square in a circle to the circle's bounding box, in radii."""


def least_insets(shape: Shape, rect: Rect, corner: int = 0) -> Insets:
    """The smallest insets that text in `shape` can have when it fills `rect`, in EMU."""
    shorter = min(rect.width, rect.height)
    match shape:
        case "rectangle" | "left-brace" | "right-brace" | "question-mark":
            return Insets()
        case "rounded":
            edge = round(min(corner, shorter / 2) * _DIAGONAL)
            return Insets(edge, edge, edge, edge)
        case "ellipse":
            side, top = round(rect.width / 2 * _DIAGONAL), round(rect.height / 2 * _DIAGONAL)
            return Insets(side, top, side, top)
        case "chevron":
            point = shorter * POINT_PERCENT // 100
            return Insets(point, 0, point, 0)
        case "pentagon":
            return Insets(0, 0, shorter * POINT_PERCENT // 200, 0)
        case "trapezoid":
            side, top = 2 * corner // 3, 2 * corner * rect.height // (3 * max(rect.width, 1))
            return Insets(side, top, side, 0)
        case "diamond":
            return Insets(rect.width // 4, rect.height // 4, rect.width // 4, rect.height // 4)
        case "right-arrow":
            return Insets(0, rect.height // 4, shorter // 4, rect.height // 4)
        case "left-arrow":
            return Insets(shorter // 4, rect.height // 4, 0, rect.height // 4)
        case _:
            assert_never(shape)


def walk(items: Iterable[Item]) -> Iterator[Item]:
    """All items in reading order; a group comes before the items in it."""
    for item in items:
        yield item
        if isinstance(item, Group):
            yield from walk(item.items)


def map_items(items: Iterable[Item], change: Callable[[Item], Item]) -> tuple[Item, ...]:
    """The items, each as `change` returns it. The items of a group are changed first, then the group."""
    return tuple(
        change(replace(item, items=map_items(item.items, change)) if isinstance(item, Group) else item)
        for item in items
    )


def columns(grid: Grid) -> Iterator[tuple[tuple[int, Cell], ...]]:
    """For each row its cells, each with the number of its first column, counted from 0."""
    taken = [0] * len(grid.widths)
    for row in grid.rows:
        column, placed = 0, []
        for cell in row.cells:
            while column < len(taken) and taken[column]:
                column += 1
            placed.append((column, cell))
            taken[column : column + cell.span] = [cell.row_span] * cell.span
            column += cell.span
        yield tuple(placed)
        taken = [max(rows - 1, 0) for rows in taken]


def cells(grid: Grid) -> Iterator[tuple[Cell, Rect]]:
    """The cells of a table, row by row from the left, each with the rectangle of all that it spans."""
    edges = list(accumulate(grid.widths, initial=grid.rect.x))
    levels = list(accumulate((row.height for row in grid.rows), initial=grid.rect.y))
    for number, row in enumerate(columns(grid)):
        for column, cell in row:
            x, y = edges[column], levels[number]
            yield cell, Rect(x, y, edges[column + cell.span] - x, levels[number + cell.row_span] - y)
