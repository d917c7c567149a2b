"""The edges of a graph as connectors: straight lines from node to node, glued to what lies on their way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import sqrt
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Point, Rect, Size, inset_at, meets, pt, union
from deckgen.layout.colour_key import ColourKey
from deckgen.layout.figure.arrows import describe_arrow
from deckgen.layout.figure.boxes import cross
from deckgen.layout.figure.labels import CROSS, note_size
from deckgen.layout.figure.lines import LOOP, Port, chained, cornered, joint, port_at
from deckgen.layout.figure.routing import Lane, loop, offset_of, site_of
from deckgen.layout.graph.layered import Bend
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.locale import Descriptions
from deckgen.outline.figure import Arrow
from deckgen.outline.graph import MARKS, NodeShape
from deckgen.paint import Stroke
from deckgen.scene.items import Box, Connector, Glue, Item, Site, TextBox
from deckgen.scene.text import Insets, TextBody

_LINE = pt(2.25)
_LABEL_MOST, _NARROW, _FULL = pt(140), pt(70), 14
"""The widths up to which labels are not broken, the second across layers whose texts have at most so many points."""
_ON_LINE = pt(4)
"""The clear space around a label that interrupts its edge."""
_FOR_CROSS = CROSS + pt(8)
"""The least length of an edge with a cross between a node and a label."""
_REACH = 0.8
"""The share of a side of a node along which edges can begin."""
_FROM_LOOP = pt(2)
"""The space between a loop and its label."""
_FRAME = pt(40)
"""More than the space between a frame and the first layer in it, and less than the depth of a layer and a gap."""
_BESIDE = pt(2)
"""The clear space between an edge and the boxes and labels that it passes."""
_NEARLY = pt(12)
"""The most that a label is moved aside to make its edge straight."""
_SLACK = pt(3)
"""How far an edge may leave its part of a side to be straight."""
_ON_CIRCLE = 1.3
"""The share of the radius of a mark along which edges touch it, on both sides of its middle, if they were endless."""
_INWARDS: Mapping[Site, tuple[int, int]] = {"left": (1, 0), "right": (-1, 0), "top": (0, 1), "bottom": (0, -1)}


class Course(Struct, frozen=True):
    """The way of an edge: its ends, the points where it bends, and which of these has the label; -1 is none.

    It runs `across` the slide or down it, and not through the `frames` of groups. `name` and `label_name` are the
    names of its line and of its label, which nothing else in the graph has.
    """

    arrow: Arrow
    start: int
    end: int
    bends: tuple[Bend, ...]
    label: int
    across: bool
    frames: tuple[Rect, ...]
    name: str
    label_name: str

    def with_label(self, bend: Bend) -> Course:
        """The edge with its label at another bend."""
        return replace(self, bends=(*self.bends[: self.label], bend, *self.bends[self.label + 1 :]))


class Placed(Struct, frozen=True):
    """A node in its place, under its name; `corner` is the radius of its corners."""

    rect: Rect
    name: str
    shape: NodeShape = "box"
    corner: int = 0

    @property
    def is_pointed(self) -> bool:
        """True if the node has no sides, but a point in the middle of each."""
        return self.shape not in ("box", "round")

    def port(self, site: Site, at: int) -> Port:
        """Where the outline of a node with sides is touched: `at` that distance from the left or top of the slide."""
        rect, middle = self.rect, site_of(self.rect, site)
        point = Point(middle.x, at) if _is_level(site) else Point(at, middle.y)
        along = (at - rect.y, rect.height) if _is_level(site) else (at - rect.x, rect.width)
        across, down = _INWARDS[site]
        inset = inset_at(*along, self.corner)
        on_outline = Point(point.x + across * inset, point.y + down * inset)
        return Port(on_outline, Glue(self.name, site, offset_of(point, rect, site)))

    def touched(self, point: Point, site: Site, name: str, line: Connector) -> tuple[Port, list[Box]]:
        """Where a line that comes straight to a point of a side touches the node.

        Away from its four points, a diamond has nothing to which a line could be glued: there is a joint on its edge.
        """
        if not self.is_pointed:
            return self.port(site, point.y if _is_level(site) else point.x), []
        is_level, rect, (across, down) = _is_level(site), self.rect, _INWARDS[site]
        half, deep = (rect.height / 2, rect.width / 2) if is_level else (rect.width / 2, rect.height / 2)
        aside = (point.y - rect.centre.y if is_level else point.x - rect.centre.x) / half
        inwards = round(deep * (abs(aside) if self.shape in ("decision", "choice") else 1 - sqrt(1 - aside**2)))
        edge = Point(point.x + across * inwards, point.y + down * inwards)
        thing = joint(name, edge, line.stroke.colour)
        return port_at(thing, site), [thing]


class EdgeTypesetter(Struct, frozen=True):
    """Measures and draws edges in a graph whose texts have `size` points; `across` is the direction of its layers."""

    typesetter: Typesetter
    says: Descriptions
    colour_key: ColourKey
    size: int
    across: bool

    def label_size(self, arrow: Arrow) -> Size:
        """The size of the label of an edge, or of the cross on one without label."""
        if arrow.label is None:
            return Size(CROSS, CROSS) if arrow.crossed else Size(0, 0)
        width = self._label_width(arrow)
        height = height_of([self.typesetter.set(arrow.label, width, self._style(arrow))])
        return Size(width + 2 * _ON_LINE, height)

    def label_room(self, arrow: Arrow, gap: int) -> Size:
        """The room for the label of an edge on its way, and for a cross before it if the `gap` there is too small."""
        size = self.label_size(arrow)
        if arrow.label is None or not arrow.crossed:
            return size
        # As much on both sides, since the edge may run against the direction of the graph.
        more = 2 * max(0, _FOR_CROSS - gap)
        return Size(size.width + more, size.height) if self.across else Size(size.width, size.height + more)

    def draw(
        self,
        courses: Sequence[Course],
        nodes: Mapping[int, Placed],
    ) -> Iterator[list[Item]]:
        """The items of each edge between these nodes."""
        around = self._around(nodes)
        ports, rects = self._ports(courses, around), {number: node.rect for number, node in around.items()}
        courses, labels = self._straightened(courses, ports, list(rects.values()))
        loops = [course for course in courses if course.start == course.end]
        for number, course in enumerate(courses):
            if course.start == course.end:
                together = [other for other in loops if other.start == course.start]
                lane = Lane(together.index(course), len(together))
                yield list(self._loop(course, nodes[course.start], lane))
            else:
                first, last = ports.of(number)
                clear = _clear(course, first.point, last.point, rects, labels)
                yield [*self._edge(clear, first, last), *ports.joints_of(number)]

    def _around(self, nodes: Mapping[int, Placed]) -> Mapping[int, Placed]:
        """The nodes with the room around them in which an edge does not bend."""
        return nodes

    def _ports(self, courses: Sequence[Course], around: Mapping[int, Placed]) -> Ports:
        """Where the edges come out of the room around their nodes."""
        return Ports(courses, around, self._style)

    def _straightened(
        self, courses: Sequence[Course], ports: Ports, rects: Sequence[Rect]
    ) -> tuple[list[Course], Mapping[str, Rect]]:
        """The edges, and the places of their labels, which are moved a little where that spares an edge a line
        that is nearly level or nearly upright.
        """
        labels = {course.label_name: self._place_of_label(course) for course in courses if course.label >= 0}
        found = []
        for number, course in enumerate(courses):
            straight = course
            if course.label >= 0:
                others = [rect for name, rect in labels.items() if name != course.label_name]
                straight = self._straight(course, ports.of(number), [*rects, *others])
                labels[course.label_name] = self._place_of_label(straight)
            found.append(straight)
        return found, labels

    def _straight(self, course: Course, ports: tuple[Port, Port], things: Sequence[Rect]) -> Course:
        """The edge with its label in line with one of its ports, if that is near, between these things and free of
        them.
        """
        bend, (first, last) = course.bends[course.label], (port.point for port in ports)
        bounds = union([*things, self._place_of_label(course)])
        for port in sorted((first, last), key=lambda at: _aside(at, bend.point, course)):
            if not 0 < _aside(port, bend.point, course) <= _NEARLY:
                continue
            by = Point(0, port.y - bend.point.y) if course.across else Point(port.x - bend.point.x, 0)
            found = course.with_label(bend.moved(by))
            own = self._place_of_label(found)
            is_free = bounds.contains(own) and not any(own.inset(-_BESIDE).overlaps(thing) for thing in things)
            if is_free and len(_kept(first, found, last)) <= len(_kept(first, course, last)):
                return found
        return course

    def _place_of_label(self, course: Course) -> Rect:
        """Where the label of an edge is that has one on its way."""
        return _around(course.bends[course.label].point, self.label_size(course.arrow))

    def _edge(self, course: Course, first: Port, last: Port) -> Iterator[Item]:
        """An edge from one thing on its way to the next."""
        arrow, name = course.arrow, course.name
        is_forward = last.point.x > first.point.x if course.across else last.point.y > first.point.y
        both = sides(across=course.across, forward=is_forward)
        bends = _kept(first.point, course, last.point)
        things = [self._thing(f"{name}, {number}", *bend, course) for number, bend in enumerate(bends, 1)]
        passed = [port_at(thing, side) for thing in things for side in both]
        yield from chained(self._line(arrow, name), [first, *passed, last])
        yield from things
        if arrow.crossed and arrow.label is not None:
            ends = iter((first, *passed, last))
            a, b = max(((one.point, next(ends).point) for one in ends), key=lambda part: _length(*part))
            yield cross(Point((a.x + b.x) // 2, (a.y + b.y) // 2), name, self.typesetter)

    def loops_side(self, loops: Sequence[Arrow]) -> int:
        """The length of a side of a node at which these edges to itself and their labels are beside each other.

        A single one has room at the right of any node.
        """
        if len(loops) == 1 and not self.across:
            return 0
        sizes = [self.label_size(arrow) for arrow in loops]
        least = CROSS + pt(8) if any(arrow.crossed for arrow in loops) else LOOP
        return len(loops) * max(least, *(size.width if self.across else size.height for size in sizes))

    def loops_reach(self, loops: Sequence[Arrow]) -> int:
        """How far these edges from a node to itself, with their labels and crosses, go out from it."""
        return LOOP + max(_beside_loop(arrow) + self._label_reach(arrow) for arrow in loops)

    def _label_reach(self, arrow: Arrow) -> int:
        if arrow.label is None:
            return 0
        size = self.label_size(arrow)
        return size.height if self.across else size.width

    def _loop(self, course: Course, node: Placed, lane: Lane) -> Iterator[Item]:
        """An edge from a node to itself, with its label: at a side that no edge to another node touches."""
        arrow, site = course.arrow, self._loops_at
        start, *corners, end = loop(node.rect, site, LOOP, lane).points
        line = self._line(arrow, course.name)
        touched = [
            node.touched(point, site, f"{line.name}, end {n}", line) for n, point in enumerate((start, end), 1)
        ]
        yield from cornered(line, touched[0][0], corners, touched[1][0])
        yield from (thing for _, things in touched for thing in things)
        middle = Point((corners[0].x + corners[1].x) // 2, (corners[0].y + corners[1].y) // 2)
        if arrow.crossed:
            yield cross(middle, course.name, self.typesetter)
        if arrow.label is not None:
            size, beside = self.label_size(arrow), _beside_loop(arrow)
            x = middle.x - size.width // 2 if self.across else middle.x + beside
            y = middle.y - beside - size.height if self.across else middle.y - size.height // 2
            yield self._label(course, Rect(x, y, size.width, size.height))

    @property
    def _loops_at(self) -> Literal["top", "right"]:
        return "top" if self.across else "right"

    def _line(self, arrow: Arrow, name: str) -> Connector:
        """The line of an edge before its way is known."""
        return Connector(
            name,
            (),
            Stroke(self._style(arrow).colour, _LINE, dashed=arrow.crossed),
            start_head=arrow.both,
            end_head=True,
            alt=describe_arrow(arrow, self.says),
        )

    def _thing(self, name: str, point: Point, is_label: bool, course: Course) -> Box | TextBox:
        """What is drawn at a bend: the label of the edge, its cross, or nothing but a joint."""
        arrow = course.arrow
        size = self.label_size(arrow) if is_label else Size(0, 0)
        if not size.width:
            return joint(name, point, self._style(arrow).colour)
        if arrow.label is None:
            return cross(point, name, self.typesetter)
        return self._label(course, _around(point, size))

    def _label(self, course: Course, rect: Rect) -> TextBox:
        arrow = course.arrow
        assert arrow.label is not None
        style = replace(self._style(arrow), align="centre")
        text = self.typesetter.set(arrow.label, rect.width - 2 * _ON_LINE, style)
        return TextBox(course.label_name, rect, TextBody((text,), "middle", Insets(_ON_LINE, 0, _ON_LINE, 0)))

    def _label_width(self, arrow: Arrow) -> int:
        assert arrow.label is not None
        style = self._style(arrow)
        natural = self.typesetter.natural_width(arrow.label, style)
        usual = _NARROW if self.across and self.size <= _FULL else _LABEL_MOST
        most = max(usual, self.typesetter.min_content(arrow.label, style))
        return natural if natural <= most else self.typesetter.balanced_width(arrow.label, most, style)

    def _style(self, arrow: Arrow) -> Style:
        palette, size = self.typesetter.theme.palette, note_size(self.typesetter, self.size)
        if arrow.crossed:
            return Style(size, palette.bad, bold=True)
        return Style(size, self.colour_key.hue(arrow.role) if arrow.role else palette.muted, bold=True)


class Ports:
    """Where edges touch their nodes: in the order of their next bends, and straight to these if that is possible."""

    def __init__(
        self, courses: Sequence[Course], nodes: Mapping[int, Placed], style: Callable[[Arrow], Style]
    ) -> None:
        self._courses, self._style = courses, style
        self._found: dict[tuple[int, bool], Port] = {}
        self._joints: dict[tuple[int, bool], list[Box]] = {}
        touched: dict[tuple[int, Site], list[tuple[int, int, bool]]] = {}
        for number, course in enumerate(courses):
            if course.start == course.end:
                continue
            for place, near, is_end in (
                (course.start, course.bends[0].point, False),
                (course.end, course.bends[-1].point, True),
            ):
                centre, across = nodes[place].rect.centre, course.across
                is_forward = near.x > centre.x if across else near.y > centre.y
                site = sides(across=across, forward=is_forward)[1]
                touched.setdefault((place, site), []).append((near.y if across else near.x, number, is_end))
        for (number, site), touching in touched.items():
            node = nodes[number]
            if node.shape in MARKS and len(touching) > 1:
                self._place_around(node, site, sorted(touching))
            elif node.is_pointed:
                port = Port(site_of(node.rect, site), Glue(node.name, site))
                self._found |= {(edge, is_end): port for _, edge, is_end in touching}
            else:
                self._place(node, site, sorted(touching))

    def of(self, number: int) -> tuple[Port, Port]:
        """The ports at the start and at the end of an edge."""
        return self._found[number, False], self._found[number, True]

    def joints_of(self, number: int) -> list[Box]:
        """What an edge is glued to on the circle of a mark that others touch, too."""
        return [thing for is_end in (False, True) for thing in self._joints.get((number, is_end), [])]

    def _place_around(self, mark: Placed, site: Site, touching: Sequence[tuple[int, int, bool]]) -> None:
        """Put several edges beside each other on the circle of a mark, apart from the one in the middle."""
        middle, count, half = site_of(mark.rect, site), len(touching), mark.rect.width / 2
        step = min(_ON_CIRCLE, 0.95 * count / (count - 1)) / count
        for place, (_, number, is_end) in enumerate(touching):
            aside = round((2 * place - count + 1) * step * half)
            if not aside:
                self._found[number, is_end] = Port(middle, Glue(mark.name, site))
                continue
            point = Point(middle.x, middle.y + aside) if _is_level(site) else Point(middle.x + aside, middle.y)
            course = self._courses[number]
            line = Connector(course.name, (), Stroke(self._style(course.arrow).colour, _LINE))
            name = f"{course.name}, end {is_end + 1}"
            self._found[number, is_end], self._joints[number, is_end] = mark.touched(point, site, name, line)

    def _place(self, node: Placed, site: Site, touching: Sequence[tuple[int, int, bool]]) -> None:
        rect = node.rect
        side, first = (rect.height, rect.y) if _is_level(site) else (rect.width, rect.x)
        room = min(round(side * _REACH), side - round(node.corner * _REACH)) // len(touching)
        low = first + (side - room * len(touching)) // 2
        for near, number, is_end in touching:
            at = min(max(near, low - _SLACK), low + room + _SLACK)
            self._found[number, is_end] = node.port(site, at)
            low += room


def _is_level(site: Site) -> bool:
    """True if lines that leave a side straight are level."""
    return site in ("left", "right")


def _beside_loop(arrow: Arrow) -> int:
    """The distance from the far side of a loop to its label."""
    return _FROM_LOOP + (CROSS // 2 if arrow.crossed else 0)


def _aside(port: Point, bend: Point, course: Course) -> int:
    return abs(port.y - bend.y) if course.across else abs(port.x - bend.x)


def _length(a: Point, b: Point) -> int:
    return abs(a.x - b.x) + abs(a.y - b.y)


def _around(point: Point, size: Size) -> Rect:
    return Rect(point.x - size.width // 2, point.y - size.height // 2, size.width, size.height)


def _clear(
    course: Course, first: Point, last: Point, rects: Mapping[int, Rect], labels: Mapping[str, Rect]
) -> Course:
    """The edge as it is if it comes through no other node or label; else it runs straight through each layer."""
    is_forward = last.x > first.x if course.across else last.y > first.y
    points = [first]
    for point, is_label in _kept(first, course, last):
        both = sides(across=course.across, forward=is_forward) if is_label else ()
        points += [site_of(labels[course.label_name], side) for side in both] or [point]
    nodes = [rect for node, rect in rects.items() if node not in (course.start, course.end)]
    others = [rect for name, rect in labels.items() if name != course.label_name]
    things = [thing.inset(-_BESIDE) for thing in (*nodes, *others, *course.frames)]
    if not any(meets(line, thing) for line in pairwise([*points, last]) for thing in things):
        return course
    bends, label = _threshold(course.start, first, rects, course.across), -1
    for number, bend in enumerate(course.bends):
        at, room = bend.point, bend.room
        edges = _edges(room, course)
        gates = [Point(edge, at.y) if course.across else Point(at.x, edge) for edge in edges]
        if number == course.label:
            gates.insert(1, at)
            label = len(bends) + 1
        bends += (Bend(gate, room) for gate in dict.fromkeys(gates if is_forward else gates[::-1]))
    bends += _threshold(course.end, last, rects, course.across)
    return replace(course, bends=tuple(bends), label=label)


def _edges(room: Rect, course: Course) -> tuple[int, int]:
    """The beginning and the end of a layer, or those of the frames that begin or end with it."""

    def span(rect: Rect) -> tuple[int, int]:
        return (rect.x, rect.right) if course.across else (rect.y, rect.bottom)

    (low, high), frames = span(room), [span(frame) for frame in course.frames]
    first = min(first for first, _ in [(low, high), *frames] if low - _FRAME < first <= low)
    return first, max(last for _, last in [(low, high), *frames] if high <= last < high + _FRAME)


def _threshold(node: int, port: Point, rects: Mapping[int, Rect], across: bool) -> list[Bend]:
    """Where an edge straight out of a node leaves the layer of it, beside larger nodes of that, if it has not yet."""
    own = rects[node]
    if across:
        layer = union([rect for rect in rects.values() if abs(rect.centre.x - own.centre.x) < _SLACK])
        edge = layer.x if port.x < own.centre.x else layer.right
        gate, room = Point(edge, port.y), Rect(min(edge, port.x), own.y, abs(edge - port.x), own.height)
    else:
        layer = union([rect for rect in rects.values() if abs(rect.centre.y - own.centre.y) < _SLACK])
        edge = layer.y if port.y < own.centre.y else layer.bottom
        gate, room = Point(port.x, edge), Rect(own.x, min(edge, port.y), own.width, abs(edge - port.y))
    return [Bend(gate, room)] if gate != port else []


def _kept(first: Point, course: Course, last: Point) -> list[tuple[Point, bool]]:
    """The points at which an edge has to bend, each with whether it has the label."""
    kept: list[tuple[Point, bool]] = []
    bends, before, number = course.bends, first, 0
    ends = [*(bend.point for bend in bends), last]
    while number < len(bends):
        furthest = course.label if course.label >= number else len(bends)
        ahead = range(furthest, number, -1)
        reached = next(
            (at for at in ahead if _is_clear(before, ends[at], bends[number:at], across=course.across)), number
        )
        if reached < len(bends):
            kept.append((ends[reached], reached == course.label))
        before, number = ends[reached], reached + 1
    return kept


def _is_clear(start: Point, end: Point, passed: Sequence[Bend], *, across: bool) -> bool:
    """True if the line between two points stays in the rooms of the bends that it passes."""
    for room in (bend.room for bend in passed):
        for edge in (room.x, room.right) if across else (room.y, room.bottom):
            if across:
                along = (edge - start.x) / ((end.x - start.x) or 1)
                inside = room.y <= start.y + along * (end.y - start.y) <= room.bottom
            else:
                along = (edge - start.y) / ((end.y - start.y) or 1)
                inside = room.x <= start.x + along * (end.x - start.x) <= room.right
            if 0 <= along <= 1 and not inside:
                return False
    return True


def sides(*, across: bool, forward: bool) -> tuple[Site, Site]:
    """The sides at which an edge comes to a thing on its way, and leaves it."""
    if across:
        return ("left", "right") if forward else ("right", "left")
    return ("top", "bottom") if forward else ("bottom", "top")
