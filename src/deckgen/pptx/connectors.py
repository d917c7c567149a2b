"""Connectors: lines between two points, turned and flipped the way PowerPoint stores them, and glued to shapes."""

from __future__ import annotations

from typing import Literal

from deckgen.geometry import Point, Rect
from deckgen.pptx.sheet import Sheet
from deckgen.pptx.xml import line, transform
from deckgen.scene.items import Connector, Glue, Shape, Site

_FOUR: dict[Site, int] = {"top": 0, "left": 1, "bottom": 2, "right": 3}
_SITES: dict[Shape, dict[Site, int]] = {
    "ellipse": {"top": 0, "left": 2, "bottom": 4, "right": 6},
    "left-brace": {"top": 0, "left": 1, "bottom": 2},
    "right-brace": {"top": 0, "right": 1, "bottom": 2},
}
"""Connection sites by cxnLst of ECMA-376's presetShapeDefinitions; shapes that are not named have the usual four."""
_LEAST_EXTENT = 12_700
"""What PowerPoint itself writes for an elbow whose ends lie above each other."""
_QUARTER = 5_400_000
_THREE_QUARTERS = 16_200_000

Axis = Literal["level", "upright"]


def connector(thing: Connector, sheet: Sheet, identity: str) -> str:
    """A connector as p:cxnSp; `identity` is its p:cNvPr."""
    glue = _end("stCxn", thing.start_glue, sheet) + _end("endCxn", thing.end_glue, sheet)
    head = '<a:headEnd type="triangle"/>' if thing.start_head else ""
    tail = '<a:tailEnd type="triangle"/>' if thing.end_head else ""
    preset, place = _elbow(thing) if thing.elbow else ("straightConnector1", _straight(thing.start, thing.end))
    adjust = _bend(thing) if preset == "bentConnector3" else ""
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{identity}<p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr>"
        f'<p:spPr>{place}<a:prstGeom prst="{preset}"><a:avLst>{adjust}</a:avLst></a:prstGeom>'
        f"{line(thing.stroke, ends=head + tail)}</p:spPr></p:cxnSp>"
    )


def _end(tag: str, glue: Glue | None, sheet: Sheet) -> str:
    if glue is None:
        return ""
    target = sheet.shapes[glue.shape]
    if glue.offset is None:
        index = _SITES.get(target.shape, _FOUR)[glue.site]
    else:
        index = len(_FOUR) + target.ports.index((glue.site, glue.offset))
    return f'<a:{tag} id="{target.number}" idx="{index}"/>'


def _straight(start: Point, end: Point) -> str:
    flips = (' flipH="1"' if end.x < start.x else "") + (' flipV="1"' if end.y < start.y else "")
    across, down = abs(end.x - start.x), abs(end.y - start.y)
    return transform(Rect(min(start.x, end.x), min(start.y, end.y), across, down), flips)


def _elbow(thing: Connector) -> tuple[str, str]:
    """The preset and the place of an elbow, which leaves and arrives square to the sides it is glued to.

    Both presets start level in their own frame; where the line starts upright, the frame is turned by a quarter.
    """
    start = _axis(thing.start_glue or thing.end_glue)
    end = _axis(thing.end_glue or thing.start_glue)
    preset = "bentConnector3" if start == end else "bentConnector2"
    bent = start == end and thing.bend is not None
    if start == "level":
        aside = Point(thing.start.x + _extent(thing.start.x, thing.end.x), thing.end.y) if bent else thing.end
        return preset, _straight(thing.start, aside)
    across, down = thing.end.x - thing.start.x, thing.end.y - thing.start.y
    down = _extent(0, down) if bent else down
    turn = _QUARTER if across < 0 else _THREE_QUARTERS
    flip = ' flipH="1"' if (across < 0) == (down < 0) else ""
    middle_x, middle_y = (thing.start.x + thing.end.x) // 2, (thing.start.y + thing.end.y) // 2
    frame = Rect(middle_x - abs(down) // 2, middle_y - abs(across) // 2, abs(down), abs(across))
    return preset, transform(frame, f' rot="{turn}"{flip}')


def _bend(thing: Connector) -> str:
    """Where the middle part lies, in thousandths of a percent of the way from start to end."""
    if thing.bend is None:
        return ""
    level = _axis(thing.start_glue or thing.end_glue) == "level"
    first, last = (thing.start.x, thing.end.x) if level else (thing.start.y, thing.end.y)
    return f'<a:gd name="adj1" fmla="val {round((thing.bend - first) * 100_000 / _extent(first, last))}"/>'


def _extent(first: int, last: int) -> int:
    """The way from one to the other; never nothing, for the bend is told in parts of it."""
    return last - first or _LEAST_EXTENT


def _axis(glue: Glue | None) -> Axis:
    return "upright" if glue is not None and glue.site in ("top", "bottom") else "level"
