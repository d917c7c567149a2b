"""A slide by hand with every shape, connectors between them, a group and pictures."""

from __future__ import annotations

from msgspec.structs import replace

from deckgen.geometry import Point, Rect, inch, pt, union
from deckgen.paint import Stroke
from deckgen.scene.items import Box, Connector, Glue, Group, Item, Picture, Shape, TextBox
from deckgen.scene.slide import SlideScene
from deckgen.scene.text import SlideLink, TextBody
from deckgen.theme.builtin import CLASSROOM
from tests.writers.pptx.pieces import BLUE, INK, PADDING, TEAL, WHITE, elbow, frame, label, paragraph, png

_STROKE = Stroke(INK, pt(1.5))
_HIGH, _LOW = inch(2.5), inch(3.4)


def shapes_slide() -> SlideScene:
    """Every shape, connectors between them, a group and a picture on a title-only slide."""
    kinds: tuple[Shape, ...] = (
        "rectangle",
        "rounded",
        "ellipse",
        "chevron",
        "pentagon",
        "right-arrow",
    )
    stroke = Stroke(CLASSROOM.palette.edge_of(BLUE), pt(1.5))
    items: list[Item] = list(frame("title-only", "Every shape has its place", 4))
    for number, kind in enumerate(kinds):
        rect = Rect(inch(0.6) + number * inch(2), inch(1.6), inch(1.7), inch(0.9))
        tint = CLASSROOM.palette.pale_of(BLUE)
        items.append(Box(f"Shape {number + 1}", rect, kind, tint, stroke, pt(5), label(kind, 14)))
    items += _braces()
    items += _connectors()
    inner = (
        Box("CPU", Rect(inch(7), inch(4.6), inch(1.5), inch(0.8)), "rounded", WHITE, stroke, pt(5), label("CPU")),
        Box("Disk", Rect(inch(8.8), inch(4.6), inch(1.5), inch(0.8)), "rounded", WHITE, stroke, pt(5), label("Disk")),
    )
    items.append(Group("Hardware", union([box.rect for box in inner]), inner, alt="The hardware: a CPU and a disk"))
    items.append(Picture("Photo", Rect(inch(10.8), inch(4.6), inch(1.8), inch(0.9)), png(), alt="A grey rectangle"))
    items.append(Picture("Again", Rect(inch(10.8), inch(5.6), inch(1.8), inch(0.9)), png(), decorative=True))
    return SlideScene("Every shape has its place", "title-only", tuple(items))


def _braces() -> list[Item]:
    line = Stroke(INK, pt(1.5))
    return [
        Box("Left brace", Rect(inch(0.6), inch(4.4), inch(0.3), inch(2)), "left-brace", line=line, decorative=True),
        Box("Right brace", Rect(inch(1), inch(4.4), inch(0.3), inch(2)), "right-brace", line=line, alt="Both layers"),
        Box(
            "Side note",
            Rect(inch(1.4), inch(4.4), inch(0.5), inch(2)),
            fill=TEAL,
            body=TextBody((paragraph("Read upwards", 14, WHITE, align="centre"),), "middle", PADDING, rotated=True),
            link=SlideLink(1),
        ),
        TextBox("Caption", Rect(inch(2), inch(4.4), inch(2), inch(0.5)), TextBody((paragraph("A caption", 16),))),
    ]


def _middle(number: int) -> int:
    return inch(0.6) + number * inch(2) + inch(0.85)


def _below(number: int) -> Box:
    rect = Rect(_middle(number) - inch(0.6), _LOW, inch(1.2), inch(0.5))
    return Box(f"Below {number + 1}", rect, body=label("below", 14))


def _drop(name: str, above: int, below: int) -> Connector:
    """A connector from the bottom of a shape to the top of a box below, counted from 0, elbowed where they differ."""
    return Connector(
        name,
        elbow(Point(_middle(above), _HIGH), Point(_middle(below), _LOW), "bottom", "top"),
        _STROKE,
        end_head=True,
        start_glue=Glue(f"Shape {above + 1}", "bottom"),
        end_glue=Glue(f"Below {below + 1}", "top"),
        alt=f"Shape {above + 1} leads to Below {below + 1}",
    )


def _connectors() -> list[Item]:
    return [
        *(_below(number) for number in range(4)),
        _drop("Straight", 0, 0),
        _drop("Down to the right", 1, 2),
        replace(_drop("Down to the left", 2, 1), stroke=Stroke(TEAL, pt(2), dashed=True), start_head=True),
        Connector(
            "LevelStyle, then upwards",
            elbow(Point(_middle(3) + inch(0.6), _LOW + inch(0.25)), Point(_middle(4), _HIGH), "right", "bottom"),
            _STROKE,
            end_head=True,
            start_glue=Glue("Below 4", "right"),
            end_glue=Glue("Shape 5", "bottom"),
            decorative=True,
        ),
    ]
