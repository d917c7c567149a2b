"""One slide for each kind of thing that can appear at a click, and a deck of them all."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from deckgen.geometry import Point, Rect, pt
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import (
    Box,
    Cell,
    ChartFrame,
    ChartParts,
    Connector,
    Grid,
    GridRow,
    Group,
    Item,
    Picture,
    Plotted,
    TextBox,
)
from deckgen.scene.slide import Scene, Section, SlideScene, Transition
from deckgen.scene.text import Paragraph, TextBody
from tests.writers.pptx.pieces import label, paragraph, png

RECT = Rect(pt(100), pt(100), pt(200), pt(60))
INK = Colour("dk1")
BLUE = Colour("accent1")


def points(*clicks: int) -> TextBox:
    """A text whose paragraphs appear at these clicks; the level is that of a point under the one before it."""
    made: list[Paragraph] = []
    for number, click in enumerate(clicks):
        under = bool(number) and click == clicks[number - 1] != 0
        made.append(replace(paragraph(f"Point {number + 1}"), click=click, level=int(under)))
    return TextBox("Points", RECT, TextBody(tuple(made)))


def table(name: str, click: int) -> Grid:
    row = GridRow(RECT.height, (Cell(label("cell")),))
    return Grid(name, RECT, (RECT.width,), (row,), header=False, alt="A cell", click=click)


def chart(click: int, by: Literal["series", "category"] | None = None, *clicks: int) -> ChartFrame:
    """A chart of two series over two categories that appears at `click`, and its parts at `clicks`."""
    series = (Plotted("Docker", (1, 0.5)), Plotted("Virtual machine", (60, 20)))
    looks = (18, INK, INK, Colour("lt1"))
    parts = ChartParts(by, clicks) if by else None
    return ChartFrame("Chart", RECT, "column", ("Start", "Stop"), series, (BLUE, INK), *looks, alt="1", click=click,
                      parts=parts)  # fmt: skip


KINDS: dict[str, tuple[Item, ...]] = {
    "paragraphs": (points(0, 1, 1, 2),),
    "text": (TextBox("Text", RECT, label("words"), click=1),),
    "filled-shape": (Box("Layer", RECT, "rounded", BLUE, body=label("Kernel"), click=1),),
    "shape-without-text": (Box("Bar", RECT, fill=BLUE, decorative=True, click=1),),
    "picture": (Picture("Picture", RECT, png(), alt="Grey", click=1),),
    "table": (table("Head", 0), table("Row 1", 1), table("Row 2", 2)),
    "group": (Group("Pair", RECT, (Box("Box", RECT, fill=BLUE, body=label("One")),), alt="One", click=1),),
    "connector": (
        Connector("Line", (Point(0, 0), Point(pt(50), pt(9))), Stroke(INK, pt(1)), alt="Line", click=1),
    ),
    "chart": (chart(1),),
    "chart-by-series": (chart(0, "series", 1, 2),),
    "chart-by-category-after-its-axes": (chart(1, "category", 2, 3),),
    "together": (
        Box("Layer", RECT, "rounded", BLUE, body=label("Kernel"), click=1),
        Box("Bar", RECT, fill=BLUE, decorative=True, click=1),
        Box("Other", RECT, "rounded", BLUE, body=label("Guest"), click=2),
        points(2),
    ),
}  # fmt: skip


def scene() -> Scene:
    """All kinds, each slide entered in another way."""
    ways: tuple[Transition, ...] = ("none", "fade", "push", "morph")
    slides = tuple(
        SlideScene(name, "blank", items, transition=ways[number % 4])
        for number, (name, items) in enumerate(KINDS.items())
    )
    return Scene("Builds", "", "", "en-GB", slides, (Section("All", 0, len(slides)),))
