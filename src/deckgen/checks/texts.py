"""The texts of a slide with what they stand on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from msgspec import Struct

from deckgen.geometry import Rect
from deckgen.paint import Colour
from deckgen.scene.chart import ChartFrame
from deckgen.scene.items import Box, Connector, Formula, Grid, Group, Item, Picture, TextBox
from deckgen.scene.slide import SlideScene
from deckgen.scene.text import TextBody
from deckgen.theme.tokens import Theme

EYEBROW = 13
"""The index of the placeholder for the section's name."""


class Text(Struct, frozen=True):
    """A text, the item it belongs to, its rectangle, and its ground, None where that is a picture."""

    body: TextBody
    item: Item
    rect: Rect
    ground: Colour | None

    @property
    def is_frame(self) -> bool:
        """Whether it surrounds the content: footer, slide number, name of the section."""
        mark = self.item.placeholder if isinstance(self.item, TextBox) else None
        return mark is not None and (mark.kind in ("footer", "slide-number") or mark.index == EYEBROW)


Painted = list[tuple[Rect, Colour | None]]


def texts_of(slide: SlideScene, theme: Theme) -> Iterator[Text]:
    """All texts of a slide in the order of drawing."""
    layout = theme.layouts[slide.layout]
    whole = Rect(0, 0, theme.slide.width, theme.slide.height)
    painted: Painted = [(whole, layout.ground)]
    painted += [(ornament.rect, ornament.fill) for ornament in layout.ornaments if ornament.fill is not None]
    yield from _texts(slide.items, painted)


def _texts(items: Sequence[Item], painted: Painted) -> Iterator[Text]:
    for item in items:
        match item:
            case Group():
                yield from _texts(item.items, painted)
            case TextBox():
                yield Text(item.body, item, item.rect, _under(item.rect, painted))
            case Box():
                if item.fill is not None:
                    painted.append((item.rect, item.fill))
                if item.body is not None:
                    yield Text(item.body, item, item.rect, item.fill or _under(item.rect, painted))
            case Grid():
                yield from _cells(item, _under(item.rect, painted))
            case Picture():
                painted.append((item.rect, None))
            case ChartFrame() | Connector() | Formula():
                pass
            case _:
                assert_never(item)


def _cells(grid: Grid, ground: Colour | None) -> Iterator[Text]:
    y = grid.rect.y
    for row in grid.rows:
        x, column = grid.rect.x, 0
        for cell in row.cells:
            width = sum(grid.widths[column : column + cell.span])
            yield Text(cell.body, grid, Rect(x, y, width, row.height), cell.fill or ground)
            x, column = x + width, column + cell.span
        y += row.height


def _under(rect: Rect, painted: Painted) -> Colour | None:
    """What was painted last where the middle of `rect` is."""
    x, y = rect.x + rect.width // 2, rect.y + rect.height // 2
    for other, fill in reversed(painted):
        if other.x <= x < other.right and other.y <= y < other.bottom:
            return fill
    return painted[0][1]
