"""Lines with corners: straight connectors from one thing on the way to the next, glued to all of them.

A corner is a dot as wide as the line. LibreOffice draws the corners of one connector where it likes, and those of
these lines where they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Point, Rect, pt
from deckgen.layout.figure.routing import site_of
from deckgen.paint import Colour
from deckgen.scene.items import Box, Connector, Glue, Item, Site, TextBox

_DOT = 4, 3
"""How many times as wide as its line a dot is, so that no gap shows, as a numerator and a denominator."""
_USUAL = pt(2.25)
"""The width of arrows."""
JOINT = _USUAL * _DOT[0] // _DOT[1]
"""The width of the dot at a bend of an arrow."""
LOOP = pt(26)
"""How far a line that leads from a box to itself goes out."""


class Port(Struct, frozen=True):
    """Where a line touches a thing."""

    point: Point
    glue: Glue


def port_at(thing: Box | TextBox, side: Site) -> Port:
    """The middle of a side."""
    return Port(site_of(thing.rect, side), Glue(thing.name, side))


def joint(name: str, point: Point, colour: Colour, width: int = _USUAL) -> Box:
    """A dot hardly wider than a line of this width, to which the lines on both sides of a bend are glued."""
    dot = width * _DOT[0] // _DOT[1]
    rect = Rect(point.x - dot // 2, point.y - dot // 2, dot, dot)
    return Box(f"{name} joint", rect, "ellipse", colour, decorative=True)


def chained(line: Connector, ports: Sequence[Port]) -> Iterator[Connector]:
    """The line as a line from each second port to the one after it, the whole of which is one arrow."""
    count = len(ports) // 2
    for number in range(count):
        start, end = ports[2 * number], ports[2 * number + 1]
        is_first = number == 0
        yield replace(
            line,
            name=line.name if is_first else f"{line.name}, part {number + 1}",
            points=(start.point, end.point),
            start_head=line.start_head and is_first,
            end_head=line.end_head and number == count - 1,
            start_glue=start.glue,
            end_glue=end.glue,
            alt=line.alt if is_first else "",
            decorative=line.decorative or not is_first,
        )


def looped(line: Connector, first: Port, last: Port) -> Iterator[Item]:
    """The line out to the right from the port `first`, down, and back to the port `last`."""
    right = max(first.point.x, last.point.x) + LOOP
    yield from cornered(line, first, [Point(right, port.point.y) for port in (first, last)], last)


def cornered(line: Connector, first: Port, corners: Sequence[Point], last: Port) -> Iterator[Item]:
    """The line from the port `first` over some corners to the port `last`, and a joint at each corner."""
    stroke = line.stroke
    joints = [joint(f"{line.name}, {n}", at, stroke.colour, stroke.width) for n, at in enumerate(corners, 1)]
    points = [first.point, *corners, last.point]
    ways = zip(points, joints, points[2:], strict=False)
    ports = [port for before, thing, after in ways for port in passed(before, thing, after)]
    yield from chained(line, [first, *ports, last])
    yield from joints


def passed(before: Point, thing: Box | TextBox, after: Point) -> tuple[Port, Port]:
    """Where a line touches a thing on its way from one point to another, both beside, above or below the thing."""
    return port_at(thing, _side(thing.rect.centre, before)), port_at(thing, _side(thing.rect.centre, after))


def _side(centre: Point, point: Point) -> Site:
    across, down = point.x - centre.x, point.y - centre.y
    if abs(across) >= abs(down):
        return "right" if across > 0 else "left"
    return "bottom" if down > 0 else "top"
