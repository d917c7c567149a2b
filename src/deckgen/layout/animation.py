"""Animation: the order in which the parts of a slide appear, and the click at which each of them does.

In: the builds of the outline. A block numbers its own clicks from 1; the cue of the block places them among the
clicks of all blocks. Out: items with the clicks of the slide, numbered without gaps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Rect
from deckgen.locale import Descriptions
from deckgen.outline.build import BuildOrder
from deckgen.outline.contents import Blocks
from deckgen.outline.registry import BLOCKS
from deckgen.paint import Stroke
from deckgen.scene.items import Box, ChartFrame, Grid, Group, Item, TextBox, columns, map_items, walk

if TYPE_CHECKING:
    from deckgen.layout.figure.model import Cell, Content

Order = tuple[int, ...]
"""The place of something that appears on a slide: the block, its column, the part …, compared from the left."""


class BuildSequence(Struct, frozen=True):
    """The order in which the parts of a block appear.

    `boxes` are the names of the boxes of a figure that appear together, click by click; if given, `order` is ignored.
    """

    order: BuildOrder = "one by one"
    boxes: tuple[tuple[str, ...], ...] = ()


def sequences_of(blocks: Blocks) -> dict[str, BuildSequence]:
    """The sequence of every block that is built, in build order."""
    found: dict[str, BuildSequence] = {}
    for build in blocks.build:
        for name in blocks.order:
            if build.way != "none" and name not in found and BLOCKS[name].is_built_by(build):
                boxes = tuple(tuple(words.plain for words in together.names) for together in build.boxes)
                found[name] = BuildSequence(build.way, boxes)
    return found


class Cue(Struct, frozen=True):
    """When a block appears: its parts at `order`, one after the other, and the rest of it at `appears`.

    If `appears` is None, the rest is visible from the start; if the cue is `still`, the parts are too.
    """

    order: Order = ()
    appears: Order | None = None
    still: bool = False

    def within(self, outer: Cue) -> Cue:
        """The cue of a block in one with the cue `outer`: what would be there from the start appears with that."""
        appears = outer.appears if self.appears is None else (*outer.order, *self.appears)
        return Cue((*outer.order, *self.order), appears, self.still or outer.still)

    def at(self, click: int, *, is_answer: bool) -> Order | None:
        """The place of a click of the block in the order of the slide, answers last; 0 is the rest of the block."""
        if self.still:
            return None
        if click:
            return (int(is_answer), *self.order, click)
        return None if self.appears is None else (0, *self.appears)


OrderOf = Callable[[int], Order | None]
"""The place of a click of the block in the order of the slide; None means visible from the start."""


def numbered(drawn: Iterable[tuple[Item, OrderOf]]) -> tuple[Item, ...]:
    """The items with the clicks 1, 2, 3 … of the slide. Groups whose items have clicks of their own are ungrouped."""
    opened = [(inner, order_of) for item, order_of in drawn for inner in _opened(item, order_of)]
    orders = {order for item, order_of in opened for click in _clicks(item) if (order := order_of(click))}
    clicks = {order: number for number, order in enumerate(sorted(orders), 1)}
    return tuple(_with_clicks(item, _on_slide(order_of, clicks)) for item, order_of in opened)


def _on_slide(order_of: OrderOf, clicks: Mapping[Order, int]) -> Callable[[int], int]:
    return lambda click: clicks[order] if (order := order_of(click)) else 0


def at_click(items: Iterable[Item], click: int) -> tuple[Item, ...]:
    """The items, all appearing at one click."""
    return tuple(replace(item, click=click) if click else item for item in items)


def loosened(group: Group) -> tuple[Item, ...]:
    """The items of a group once ungrouped; the first shape that can carries the alternative text of the whole."""
    items = list(group.items)
    for number, item in enumerate(items):
        if isinstance(item, Box) and not item.decorative:
            items[number] = replace(item, alt=group.alt)
            break
    return tuple(items)


def _opened(item: Item, order_of: OrderOf) -> tuple[Item, ...]:
    if not isinstance(item, Group):
        return (item,)
    inner = {click for part in walk(item.items) for click in _clicks(part)} - {0}
    if any(order_of(click) for click in inner):
        return loosened(item)
    return (replace(item, items=_still(item.items)) if inner else item,)


def _clicks(item: Item) -> Iterator[int]:
    """The clicks of an item itself. If its paragraphs appear one by one, it has only theirs."""
    by_paragraph = _clicks_in_text(item)
    yield from by_paragraph or (item.click,)
    if isinstance(item, ChartFrame) and item.parts:
        yield from item.parts.clicks


def _clicks_in_text(item: Item) -> list[int]:
    """The click of each paragraph if the paragraphs of the item appear one by one, else an empty list."""
    if not isinstance(item, TextBox | Box) or item.body is None:
        return []
    clicks = [paragraph.click for paragraph in item.body.paragraphs]
    return clicks if any(clicks) else []


def _with_clicks(item: Item, of: Callable[[int], int]) -> Item:
    """The item with its clicks replaced, including those in its text and of the parts of a chart."""
    if isinstance(item, TextBox | Box) and item.body and _clicks_in_text(item):
        paragraphs = tuple(replace(paragraph, click=of(paragraph.click)) for paragraph in item.body.paragraphs)
        return replace(item, body=replace(item.body, paragraphs=paragraphs))
    if isinstance(item, ChartFrame) and item.parts:
        clicks = tuple(map(of, item.parts.clicks))
        return replace(item, click=of(item.click), parts=replace(item.parts, clicks=clicks) if any(clicks) else None)
    click = of(item.click)
    return item if click == item.click else replace(item, click=click)


def _still(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items with everything in them visible from the start."""
    return map_items(items, lambda item: _with_clicks(item, lambda _: 0))


def in_rows(grid: Grid, headings: Sequence[bool], rule: Stroke, says: Descriptions) -> tuple[Grid, ...]:
    """The header, and each row as a table of its own that appears one click later, with `rule` under it.

    `headings` says of each row under the header whether it is a heading, which appears with the row under it. Every
    piece declares a header row, because PowerPoint's accessibility checker wants one in every table; the rule and the
    weight that the table style gives to headers are therefore overridden in these pieces.
    """
    head = grid.rows[: grid.header]
    area = grid.rect
    y, click = area.y + sum(row.height for row in head), 1
    pieces = [replace(grid, rect=replace(area, height=y - area.y), rows=head)] if head else []
    parts = list(_row_parts(grid))
    for number, part in enumerate(parts, 1):
        rows = tuple(replace(row, rule=row.rule or rule) for row in grid.rows[part.start : part.stop])
        name = rows[0].cells[0].body.text or str(number)
        rect = Rect(area.x, y, area.width, sum(row.height for row in rows))
        alt = says.row.format(number=number, count=len(parts), name=name)
        piece = replace(grid, name=f"Row: {name}", rect=rect, rows=rows, header=min(grid.header, 1))
        pieces.append(replace(piece, alt=alt, click=click))
        click += not headings[part.start - grid.header]
        y += rect.height
    return tuple(pieces)


def _row_parts(grid: Grid) -> Iterator[range]:
    """The numbers of the rows under the header, those together that have a cell in common."""
    start = end = grid.header
    for number, row in enumerate(grid.rows[grid.header :], grid.header):
        if number > end:
            yield range(start, number)
            start = end = number
        end = max(end, *(number + cell.row_span - 1 for cell in row.cells)) if row.cells else end
    yield range(start, len(grid.rows))


def in_columns(grid: Grid, says: Descriptions) -> tuple[Grid, ...]:
    """The names of the rows, and each further column as a table of its own that appears one click later."""
    area = grid.rect
    edges = list(accumulate(grid.widths, initial=area.x))
    pieces: list[Grid] = []
    parts = list(_column_parts(grid))
    for number, part in enumerate(parts):
        rows = tuple(
            replace(row, cells=tuple(cell for column, cell in placed if column in part))
            for row, placed in zip(grid.rows, columns(grid), strict=True)
        )
        widths = grid.widths[part.start : part.stop]
        piece = replace(
            grid, rect=Rect(edges[part.start], area.y, sum(widths), area.height), widths=widths, rows=rows
        )
        if number:
            name = next((cell.body.text for row in rows for cell in row.cells if cell.body.text), str(number))
            alt = says.column.format(number=number, count=len(parts) - 1, name=name)
            piece = replace(piece, name=f"Column: {name}", first_column=False, alt=alt, click=number)
        pieces.append(piece)
    return tuple(pieces)


def _column_parts(grid: Grid) -> Iterator[range]:
    """The numbers of the columns, those together that have a cell in common."""
    spans = dict.fromkeys(range(len(grid.widths)), 1)
    for placed in columns(grid):
        spans |= {column: max(spans[column], cell.span) for column, cell in placed}
    start = end = 0
    for column, span in spans.items():
        if column > end:
            yield range(start, column)
            start = end = column
        end = max(end, column + span - 1)
    yield range(start, len(grid.widths))


class FigureClicks(Struct, frozen=True):
    """The clicks of the parts of one figure: cells by their indexes, captions and braces by their text.

    Parts that are not listed are visible from the start. `last` is the last click.
    """

    cells: Mapping[int, int] = {}
    named: Mapping[str, int] = {}
    last: int = 0

    def of(self, cell: Cell) -> int:
        return self.cells.get(cell.index, 0)

    def of_name(self, name: str, cells: Iterable[Cell] = ()) -> int:
        """The click of a caption or a brace: its own, or that of the last of its `cells`."""
        return self.named.get(name, max(map(self.of, cells), default=0))


def figure_clicks(sequence: BuildSequence, content: Content, find: Callable[[str], Sequence[Cell]]) -> FigureClicks:
    """The clicks of a figure that is built by `sequence`; `find` returns the cells that a name means."""
    named: dict[str, int] = {}
    groups: list[list[Cell]] = []
    captions = {panel.caption.plain: panel for panel in content.panels if panel.caption}
    if sequence.boxes:
        for click, names in enumerate(sequence.boxes, 1):
            panels = [captions[name] for name in names if name in captions and not find(name)]
            named |= {name: click for name in names if not find(name)}
            groups.append([cell for name in names for cell in find(name)])
            groups[-1] += [cell for panel in panels for cell in panel.root.parts]
    elif sequence.order == "by panel":
        groups = [list(panel.root.parts) for panel in content.panels]
        named = {panel.caption.plain: click for click, panel in enumerate(content.panels, 1) if panel.caption}
    else:
        groups = list(_layers(content))
        if sequence.order == "top down":
            groups.reverse()
    own = {cell.index: click for click, cells in enumerate(groups, 1) for cell in cells}
    tops = [cell for panel in content.panels for cell in panel.root.parts] + list(content.below.parts)
    return FigureClicks(dict(_inherited(tops, own, 0)), named, len(groups))


def _layers(content: Content) -> Iterator[list[Cell]]:
    """The layers from the bottom up; panels beside each other grow together."""
    for cell in reversed(content.below.parts):
        yield [cell]
    for layer in zip_longest(*(reversed(panel.root.parts) for panel in content.panels)):
        yield [cell for cell in layer if cell is not None]


def _inherited(cells: Iterable[Cell], own: Mapping[int, int], above: int) -> Iterator[tuple[int, int]]:
    """Every cell with its click: its own, or else that of its frame."""
    for cell in cells:
        click = own.get(cell.index, above)
        yield cell.index, click
        yield from _inherited(cell.parts, own, click)
