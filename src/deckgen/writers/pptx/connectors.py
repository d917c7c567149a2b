"""Connectors: lines between two points, turned and flipped the way PowerPoint stores them, and glued to shapes."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.geometry import Point, Rect
from deckgen.scene.items import Connector, Glue, Shape, Site
from deckgen.writers.pptx.sheet import Sheet
from deckgen.writers.pptx.xml import line, transform

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

_PRESETS = {2: "straightConnector1", 3: "bentConnector2", 4: "bentConnector3"}
"""The shapes by how many points a line has."""


def connector(thing: Connector, sheet: Sheet, identity: str) -> str:
    """A connector as p:cxnSp; `identity` is its p:cNvPr."""
    glue = _end("stCxn", thing.start_glue, sheet) + _end("endCxn", thing.end_glue, sheet)
    head = '<a:headEnd type="triangle"/>' if thing.start_head else ""
    tail = '<a:tailEnd type="triangle"/>' if thing.end_head else ""
    preset, place = _PRESETS[len(thing.points)], _place(thing)
    adjust = _bend(thing) if len(thing.points) > 3 else ""
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


def _place(thing: Connector) -> str:
    """Where a connector lies, and how it is turned and flipped.

    Both presets for elbows start level in their own frame; where the line starts upright, the frame is turned by a
    quarter.
    """
    start, end = thing.start, thing.end
    bent = len(thing.points) > 3
    if len(thing.points) == 2 or _starts_level(thing):
        return _straight(start, Point(start.x + _extent(start.x, end.x), end.y) if bent else end)
    across, down = end.x - start.x, end.y - start.y
    down = _extent(0, down) if bent else down
    turn = _QUARTER if across < 0 else _THREE_QUARTERS
    flip = ' flipH="1"' if (across < 0) == (down < 0) else ""
    middle_x, middle_y = (start.x + end.x) // 2, (start.y + end.y) // 2
    frame = Rect(middle_x - abs(down) // 2, middle_y - abs(across) // 2, abs(down), abs(across))
    return transform(frame, f' rot="{turn}"{flip}')


def _starts_level(thing: Connector) -> bool:
    first, second = thing.points[:2]
    return first.y == second.y


def _bend(thing: Connector) -> str:
    """Where the middle part lies, in thousandths of a percent of the way from start to end."""
    bend = thing.points[1]
    if _starts_level(thing):
        first, last, middle = thing.start.x, thing.end.x, bend.x
    else:
        first, last, middle = thing.start.y, thing.end.y, bend.y
    return f'<a:gd name="adj1" fmla="val {round((middle - first) * 100_000 / _extent(first, last))}"/>'


def _extent(first: int, last: int) -> int:
    """The way from one to the other; never nothing, for the bend is told in parts of it."""
    return last - first or _LEAST_EXTENT


_ANGLES: dict[Site, int] = {"top": 16_200_000, "left": 10_800_000, "bottom": 5_400_000, "right": 0}
"""The direction in which a connector leaves, in the order in which presets count their sites."""


def outline_with_ports(rect: Rect, corner: int, ports: Sequence[tuple[Site, int]]) -> str:
    """The a:custGeom of a rounded rectangle with sites at `ports`, each an offset from the left or top of a side."""
    width, height = rect.width, rect.height
    corner = min(corner, width // 2, height // 2)
    middles = [(site, (width if site in ("top", "bottom") else height) // 2) for site in _ANGLES]
    sites = "".join(_site(site, _on_side(site, offset, rect)) for site, offset in (*middles, *ports))
    return (
        f"<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst>{sites}</a:cxnLst>"
        f'<a:rect l="l" t="t" r="r" b="b"/><a:pathLst><a:path w="{width}" h="{height}">'
        f"{_path(width, height, corner)}</a:path></a:pathLst></a:custGeom>"
    )


def _on_side(site: Site, offset: int, rect: Rect) -> Point:
    if site in ("top", "bottom"):
        return Point(offset, 0 if site == "top" else rect.height)
    return Point(0 if site == "left" else rect.width, offset)


def _site(site: Site, point: Point) -> str:
    return f'<a:cxn ang="{_ANGLES[site]}"><a:pos x="{point.x}" y="{point.y}"/></a:cxn>'


def _path(width: int, height: int, corner: int) -> str:
    """Clockwise from the left end of the top, with a quarter of a circle at each corner."""
    ends = [Point(width - corner, 0), Point(width, height - corner), Point(corner, height), Point(0, corner)]
    parts = [f'<a:moveTo><a:pt x="{corner}" y="0"/></a:moveTo>']
    for number, end in enumerate(ends):
        parts.append(f'<a:lnTo><a:pt x="{end.x}" y="{end.y}"/></a:lnTo>')
        if corner:
            angle = (16_200_000 + number * 5_400_000) % 21_600_000
            parts.append(f'<a:arcTo wR="{corner}" hR="{corner}" stAng="{angle}" swAng="5400000"/>')
    return "".join(parts) + "<a:close/>"
