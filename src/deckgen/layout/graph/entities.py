"""The block of entities: cards of attributes in the layers of a graph, and relations between them.

The ends of a relation are drawn in crow's feet: a bar is one, a ring none, a foot many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import ClassVar, Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Point, Rect, Size, pt
from deckgen.layout.block import LayoutContext
from deckgen.layout.colour_key import local_key
from deckgen.layout.figure.labels import note_size
from deckgen.layout.figure.lines import LOOP, Port, joint, port_at
from deckgen.layout.figure.routing import Lane, loop, offset_of, site_of
from deckgen.layout.graph.block import GraphBlock
from deckgen.layout.graph.drawing import Direction, Plan, gaps_at
from deckgen.layout.graph.edges import Course, EdgeTypesetter, Placed, Ports
from deckgen.layout.graph.layered import Gaps
from deckgen.layout.graph.nodes import Node, NodeTypesetter
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.locale import Descriptions
from deckgen.outline.drawn import Drawn
from deckgen.outline.element import Words
from deckgen.outline.entities import Entities, Entity, Relation
from deckgen.outline.figure import Arrow
from deckgen.outline.graph import Graph, GraphNode, key_of, ranked
from deckgen.paint import Colour, Stroke
from deckgen.regex import regex
from deckgen.scene.items import Box, Connector, Glue, Item, Site, TextBox
from deckgen.scene.text import Insets, Paragraph, TextBody

_FRAME, _SIDE, _ABOVE = pt(4), pt(9), pt(5)
"""The space between a card and its compartments, and between these and their texts."""
_ABOVE_NAME = pt(5)
_LEAST, _MOST = pt(90), pt(200)
"""The width of a narrow card, and that up to which its texts are not broken."""
_BETWEEN = pt(14)
"""The least space between an attribute and what says that it is a key."""
_KEY = regex(r"\s+(key|PK|FK|PK, ?FK)$")
_USUAL, _STRAIGHT = pt(26), pt(4)
"""The usual room for the signs of a relation, and how far it runs straight after them before it bends."""
_HEAD = pt(12)
"""The length of the head of an arrow, with a little line."""
_FOOT, _TOES = pt(13), pt(7)
"""The length of a crow's foot, and half of its width."""
_BAR, _RING = pt(7), pt(9)
"""Half of the length of a bar, and the diameter of a ring."""
_STEP = pt(5)
_WING = pt(8)
"""Half of the width of the triangle at a general case."""
_PER_END = pt(22)
"""The least room of an end at the side of a card."""
_APART = pt(2)
"""The space between the signs of two ends that are as near to each other as they can be."""
_LOOP_SIDE, _LOOP_WIDE = pt(72), pt(40)
"""The room of a relation of an entity to itself, at its side, and that between its two lines."""
_NEAREST, _BESIDE = pt(8), pt(4)
"""The distance of the first bar from an entity, and that of a text from the entity and the line."""
_CLOSE = Gaps(nodes=pt(10), edges=pt(10), layers=pt(8))
"""The gaps where there is little room; relations have that of their signs besides."""
_MANY = ("n", "m", "*")
_OPPOSITE: dict[Site, Site] = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}
_OUT: dict[Site, tuple[int, int]] = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}


_Order = Literal["as typed", "from one to many", "from the end"]
_ORDERS: tuple[_Order, ...] = ("as typed", "from one to many", "from the end")


class EntityTypesetter(Struct, frozen=True):
    """Measures and draws entities whose names have `size` points."""

    typesetter: Typesetter
    size: int
    key: str

    def extent(self, entity: Entity, node: Node) -> Size:
        """The least size of an entity."""
        if not any(entity.compartments):
            plain = NodeTypesetter(self.typesetter, self.size).extent(node)
            return Size(max(plain.width, _LEAST), plain.height)
        width = self._width(entity)
        return Size(width, self._height(entity, width))

    def draw(self, entity: Entity, node: Node, name: str, rect: Rect) -> Iterator[Item]:
        """The card of an entity, to which relations are glued, and the compartments on it."""
        if not any(entity.compartments):
            yield from NodeTypesetter(self.typesetter, self.size).draw(node, name, rect)
            return
        theme = self.typesetter.theme
        edge, title = Stroke(node.edge(theme.palette), theme.space.line), self._title(entity, rect.width, node)
        insets = Insets(_FRAME + _SIDE, _ABOVE_NAME, _FRAME + _SIDE, 0)
        body = TextBody((title,), "top", insets)
        fill = node.hue if node.strong else theme.palette.pale_of(node.hue)
        yield Box(name, rect, "rounded", fill, edge, theme.space.corner, body)
        top = rect.y + height_of([title]) + 2 * _ABOVE_NAME
        own_names = (f"{name} attributes", f"{name} operations")
        parts = list(zip(own_names, entity.compartments, strict=True))
        last = max(number for number, (_, words) in enumerate(parts) if words)
        for number, (own, words) in enumerate(parts):
            if words:
                height = self._part_height(words, rect.width)
                bottom = rect.bottom - _FRAME if number == last else top + height
                yield from self._part(own, words, Rect(rect.x + _FRAME, top, rect.width - 2 * _FRAME, bottom - top))
                top += height + _FRAME

    def _part(self, name: str, words: Sequence[Words], rect: Rect) -> Iterator[Item]:
        """A compartment with its texts, and beside these what says that they are keys."""
        theme = self.typesetter.theme
        texts = tuple(self._texts(words, rect.width + 2 * _FRAME))
        corner = max(theme.space.corner - _FRAME, 0)
        body = TextBody(texts, "top", Insets(_SIDE, _ABOVE, _SIDE, _ABOVE))
        yield Box(name, rect, "rounded", theme.palette.paper, None, corner, body)
        y = rect.y + _ABOVE
        for each, text in zip(words, texts, strict=True):
            _, mark = parted(each, self.key)
            if mark:
                style = replace(self._muted, align="right")
                width = self.typesetter.natural_width(mark, style)
                beside = Rect(rect.right - _SIDE - width, y, width, text.lines[0].height)
                yield TextBox(mark, beside, TextBody((self.typesetter.set(mark, width, style),)))
            y += height_of([text])

    def _width(self, entity: Entity) -> int:
        style, name = self._strong, entity.name
        natural, least = self.typesetter.natural_width(name, style), self.typesetter.min_content(name, style)
        most = max(_MOST, least)
        title = natural if natural <= most else self.typesetter.balanced_width(name, most, style)
        inner = max([title, *(self._width_of(each) for words in entity.compartments for each in words)])
        return max(inner + 2 * (_FRAME + _SIDE), _LEAST)

    def _width_of(self, words: Words) -> int:
        """The width of an attribute, with what says that it is a key."""
        text, mark = parted(words, self.key)
        style = self._attribute(is_key=_is_own(mark))
        natural, least = self.typesetter.natural_width(text, style), self.typesetter.min_content(text, style)
        most = max(_MOST, least)
        own = natural if natural <= most else self.typesetter.balanced_width(text, most, style)
        return own + self._beside(mark)

    def _beside(self, mark: str) -> int:
        return _BETWEEN + self.typesetter.natural_width(mark, self._muted) if mark else 0

    def _height(self, entity: Entity, width: int) -> int:
        parts = [self._part_height(words, width) for words in entity.compartments if words]
        title = height_of([self._title(entity, width, None)]) + 2 * _ABOVE_NAME
        return title + sum(parts) + len(parts) * _FRAME

    def _part_height(self, words: Sequence[Words], width: int) -> int:
        return height_of(self._texts(words, width)) + 2 * _ABOVE

    def _texts(self, words: Sequence[Words], width: int) -> Iterator[Paragraph]:
        for each in words:
            text, mark = parted(each, self.key)
            room = width - 2 * (_FRAME + _SIDE) - self._beside(mark)
            yield self.typesetter.set(text, room, self._attribute(is_key=_is_own(mark)))

    def _title(self, entity: Entity, width: int, node: Node | None) -> Paragraph:
        style = self._strong
        if node is not None and node.strong:
            style = replace(style, colour=self.typesetter.theme.palette.paper)
        return self.typesetter.set(entity.name, width - 2 * (_FRAME + _SIDE), style)

    def _attribute(self, *, is_key: bool) -> Style:
        return Style(self._small, self.typesetter.theme.palette.ink, bold=is_key)

    @property
    def _muted(self) -> Style:
        return Style(self._small, self.typesetter.theme.palette.muted)

    @property
    def _small(self) -> int:
        return max(self.size - 2, self.typesetter.theme.sizes.label[-1])

    @property
    def _strong(self) -> Style:
        return Style(self.size, self.typesetter.theme.palette.ink, bold=True, align="centre")


def _is_own(mark: str) -> bool:
    """True for what marks a key of the entity itself, and not of another one alone."""
    return bool(mark) and mark != "FK"


def parted(words: Words, key: str) -> tuple[Words, str]:
    """An attribute without what says at its end that it is a key, and that; "" if it is none. `key` is the word for
    one in the language of the lecture.
    """
    found = _KEY.search(words.runs[-1].text) if words.runs else None
    if found is None:
        return words, ""
    last = replace(words.runs[-1], text=words.runs[-1].text[: found.start()])
    return replace(words, runs=(*words.runs[:-1], *([last] if last.text else []))), key if found[
        1
    ] == "key" else found[1]


def _said(words: Words, key: str) -> str:
    attribute, mark = parted(words, key)
    return f"{attribute.plain} ({mark})" if mark else attribute.plain


class Card(Struct, frozen=True):
    """An entity in its place, and how far relations run straight on from it, until they are out of its layer."""

    rect: Rect
    reach: int


class _EndPorts(Ports):
    """Where relations touch entities: with room for the signs of each, none of which is at a corner."""

    def __init__(
        self, courses: Sequence[Course], nodes: Mapping[int, Placed], style: Callable[[Arrow], Style], per_end: int
    ) -> None:
        self._aside = (per_end - _APART) // 2
        super().__init__(courses, nodes, style)

    def _place(self, node: Placed, site: Site, touching: Sequence[tuple[int, int, bool]]) -> None:
        rect, across = node.rect, site in ("left", "right")
        side, first = (rect.height, rect.y) if across else (rect.width, rect.x)
        room, middle = side // len(touching), site_of(rect, site)
        aside = min(self._aside, room // 2)
        for place, (near, number, is_end) in enumerate(touching):
            low = first + place * room
            at = min(max(near, low + aside), low + room - aside)
            point = Point(middle.x, at) if across else Point(at, middle.y)
            self._found[number, is_end] = Port(point, Glue(node.name, site))


class RelationTypesetter(EdgeTypesetter, frozen=True):
    """Measures and draws relations, by the names of their lines.

    `cards` has what is drawn of each entity, by its name.
    """

    relations: Mapping[str, Relation]
    cards: Mapping[str, Card] = {}

    def draw(
        self,
        courses: Sequence[Course],
        nodes: Mapping[int, Placed],
    ) -> Iterator[list[Item]]:
        """The items of each relation, which runs straight until it is out of the layer of each of its entities."""
        cards = {}
        for node in nodes.values():
            alike = [other.rect for other in nodes.values() if self._is_in_one_layer(node.rect, other.rect)]
            reach = self.stub + (max(map(self._depth, alike)) - self._depth(node.rect)) // 2
            cards[node.name] = Card(node.rect, reach)
        return super(RelationTypesetter, replace(self, cards=cards)).draw(courses, nodes)

    def _around(self, nodes: Mapping[int, Placed]) -> Mapping[int, Placed]:
        found = {}
        for number, node in nodes.items():
            reach = self.cards[node.name].reach
            rect = node.rect.inset(-reach, 0) if self.across else node.rect.inset(0, -reach)
            found[number] = Placed(rect, node.name)
        return found

    def _ports(self, courses: Sequence[Course], around: Mapping[int, Placed]) -> Ports:
        return _EndPorts(courses, around, self._style, self.per_end)

    @property
    def stub(self) -> int:
        """How far a relation leaves a card straight: as far as any sign or number at an end."""
        reaches = [self._along(size) for size in self._count_sizes]
        for relation in self.relations.values():
            kinds = {"is a": _FOOT, "arrow": _HEAD}
            reaches += [kinds.get(relation.kind, 0), *map(_depth_of, relation.counts)]
        return max(reaches, default=0) + _STRAIGHT

    @property
    def per_end(self) -> int:
        """The room of an end at the side of a card: that of a number on one side, and of a sign on the other."""
        return max([_PER_END, *(self._beside(size) + _WING + _APART for size in self._count_sizes)])

    @property
    def _count_sizes(self) -> list[Size]:
        counts = {count for each in self.relations.values() for count in each.counts if _is_text(count)}
        return [self._count_size(count) for count in sorted(counts)]

    def _along(self, size: Size) -> int:
        """How far out a number of this size goes from a card beside a line."""
        return _BESIDE + size.width if self.across else size.height

    def _beside(self, size: Size) -> int:
        """How far aside a number of this size goes from a line."""
        return size.height if self.across else _BESIDE + size.width

    def _count_style(self) -> Style:
        return Style(note_size(self.typesetter, self.size), self.typesetter.theme.palette.muted, bold=True)

    def _count_size(self, count: str) -> Size:
        style = self._count_style()
        return Size(
            self.typesetter.natural_width(count, style), height_of([self.typesetter.set(count, pt(200), style)])
        )

    def loops_side(self, loops: Sequence[Arrow]) -> int:
        """The length of a side of an entity at which these relations to itself are beside each other."""
        sizes = self._count_sizes
        widest = max((_BESIDE + size.width if self.across else size.height for size in sizes), default=0)
        return max(super().loops_side(loops), len(loops) * max(_LOOP_SIDE, _LOOP_WIDE + 2 * (widest + _APART)))

    def loops_reach(self, loops: Sequence[Arrow]) -> int:
        """How far these relations to itself, with their labels and numbers, go out from an entity."""
        widest = max((size.height if self.across else size.width for size in self._count_sizes), default=0)
        return max(super().loops_reach(loops), _BESIDE + widest)

    def _is_in_one_layer(self, one: Rect, other: Rect) -> bool:
        apart = one.centre.x - other.centre.x if self.across else one.centre.y - other.centre.y
        return abs(apart) < _APART

    def _depth(self, rect: Rect) -> int:
        return rect.width if self.across else rect.height

    def _edge(self, course: Course, first: Port, last: Port) -> Iterator[Item]:
        touched = [self._signs(course, number, self._on_card(port)) for number, port in enumerate((first, last))]
        line = self._line(course.arrow, course.name)
        names = (f"{course.name}, end 1", f"{course.name}, end 2")
        joints = [
            joint(name, port.point, line.stroke.colour) for name, port in zip(names, (first, last), strict=True)
        ]
        inner = [*super()._edge(course, *map(port_at, joints, (first.glue.site, last.glue.site)))]
        parts = [replace(item, end_head=False) for item in inner if isinstance(item, Connector)]
        stub = replace(line, end_head=False, alt="", decorative=True)
        if self._runs_straight(parts[0]):
            parts[0] = _between(parts[0], touched[0].port, _end_of(parts[0]))
        else:
            away = port_at(joints[0], _OPPOSITE[first.glue.site])
            parts.insert(0, _between(replace(stub, name=names[0]), touched[0].port, away))
            yield joints[0]
        if self._runs_straight(parts[-1]):
            parts[-1] = _between(parts[-1], _start_of(parts[-1]), touched[1].port)
        else:
            away = port_at(joints[1], _OPPOSITE[last.glue.site])
            parts.append(_between(replace(stub, name=names[1]), away, touched[1].port))
            yield joints[1]
        parts[-1] = replace(parts[-1], end_head=line.end_head)
        yield from parts
        yield from (item for item in inner if not isinstance(item, Connector))
        yield from (item for each in touched for item in each.items)

    def _runs_straight(self, part: Connector) -> bool:
        """True if a part of a line runs on as it leaves an entity."""
        return part.start.y == part.end.y if self.across else part.start.x == part.end.x

    def _loop(self, course: Course, node: Placed, lane: Lane) -> Iterator[Item]:
        yield from super()._loop(course, node, lane)
        start, *_, end = loop(node.rect, self._loops_at, LOOP, lane).points
        for number, point in enumerate((start, end)):
            port = Port(point, Glue(node.name, self._loops_at, offset_of(point, node.rect, self._loops_at)))
            yield from self._signs(course, number, port).items

    def _on_card(self, port: Port) -> Port:
        """Where a line touches an entity that runs straight on from there to a port."""
        card, (across, down) = self.cards[port.glue.shape], _OUT[port.glue.site]
        point = Point(port.point.x - across * card.reach, port.point.y - down * card.reach)
        return Port(point, replace(port.glue, offset=offset_of(point, card.rect, port.glue.site)))

    def _signs(self, course: Course, end: int, port: Port) -> End:
        """The signs at the start of a relation, 0, or at its end, 1, which touches an entity at a port."""
        relation = self.relations[course.name]
        sign = Sign(
            f"{course.name}, end {end + 1}",
            port,
            self.cards[port.glue.shape].rect,
            self._line(course.arrow, "").stroke,
        )
        if relation.kind == "is a" and end == 0 and course.start != course.end:
            return sign.general()
        count = relation.counts[end]
        if not _is_text(count):
            return End(port, tuple(sign.counted(count, self.typesetter.theme.palette.paper)))
        size, is_loop = self._count_size(count), course.start == course.end
        # The numbers of a relation of an entity to itself are outside of its lines, which are close to each other.
        is_before = (end == 0) if is_loop else port.glue.site in ("left", "right")
        text = self.typesetter.set(count, size.width, self._count_style())
        return End(port, (TextBox(f"{sign.name} count", sign.beside(size, before=is_before), TextBody((text,))),))

    def _line(self, arrow: Arrow, name: str) -> Connector:
        line = super()._line(arrow, name)
        relation = self.relations.get(name)
        if relation is None:
            return line
        return replace(line, end_head=relation.kind == "arrow", alt=described(relation, self.says))


class End(Struct, frozen=True):
    """Where the line of a relation ends, and the signs there."""

    port: Port
    items: tuple[Item, ...] = ()


class Sign(Struct, frozen=True):
    """The signs where a relation touches an entity, a rectangle, at a port; their names begin with `name`."""

    name: str
    port: Port
    rect: Rect
    stroke: Stroke

    def counted(self, count: str, paper: Colour) -> Iterator[Item]:
        """The foot, the bars and the ring that say how many there are: the most first, then the least."""
        away = _NEAREST
        for number, sign in enumerate(_signs_of(count) or (), 1):
            name = f"{self.name}, sign {number}"
            if sign == "foot":
                apex = self._at(_FOOT)
                for aside in (-_TOES, _TOES):
                    yield self._toe(f"{name} {aside > 0:d}", apex, aside)
                away = _FOOT
            elif sign == "bar":
                away += _STEP if number > 1 else 0
                yield self._line(name, self._at(away, -_BAR), self._at(away, _BAR))
            else:
                middle = self._at(away + _RING // 2 + (0 if away == _FOOT else pt(2)))
                around = Rect(middle.x - _RING // 2, middle.y - _RING // 2, _RING, _RING)
                yield Box(name, around, "ellipse", paper, self.stroke, decorative=True)

    def general(self) -> End:
        """The hollow triangle at a general case, at whose base the line ends."""
        corners = [
            joint(f"{self.name}, corner {n}", self._at(_FOOT, aside), self.stroke.colour)
            for n, aside in enumerate((-_WING, 0, _WING), 1)
        ]
        sides = [
            replace(
                self._line(f"{self.name}, side {n}", corner.rect.centre, self.port.point), end_glue=self.port.glue
            )
            for n, corner in enumerate((corners[0], corners[2]), 1)
        ]
        base = self._line(f"{self.name}, base", corners[0].rect.centre, corners[2].rect.centre)
        return End(port_at(corners[1], self.port.glue.site), (*sides, base, *corners))

    def beside(self, size: Size, *, before: bool) -> Rect:
        """The place for a text of this size beside the line at an entity: above it or left of it, or not."""
        across, down = _OUT[self.port.glue.site]
        point, (width, height) = self._at(_BESIDE), (size.width, size.height)
        if across:
            y = point.y - height if before else point.y
            return Rect(point.x if across > 0 else point.x - width, y, width, height)
        x = point.x - _BESIDE - width if before else point.x + _BESIDE
        return Rect(x, point.y if down > 0 else point.y - height, width, height)

    def _at(self, away: int, aside: int = 0) -> Point:
        across, down = _OUT[self.port.glue.site]
        point = self.port.point
        return Point(point.x + across * away + abs(down) * aside, point.y + down * away + abs(across) * aside)

    def _toe(self, name: str, apex: Point, aside: int) -> Connector:
        toe, site = self._at(0, aside), self.port.glue.site
        glue = Glue(self.port.glue.shape, site, offset_of(toe, self.rect, site))
        return replace(self._line(name, apex, toe), end_glue=glue)

    def _line(self, name: str, start: Point, end: Point) -> Connector:
        return Connector(name, (start, end), self.stroke, decorative=True)


def _signs_of(count: str) -> tuple[Literal["foot", "bar", "ring"], ...] | None:
    """The signs for a number of things, from the entity on; None for a number without signs of its own."""
    least, _, most = count.rpartition("..")
    if most.casefold() in _MANY and least in ("", "0", "1"):
        return ("foot", *_LEAST_SIGNS[least])
    return ("bar", *_LEAST_SIGNS[least]) if most == "1" and least in ("", "0", "1") else None


def _depth_of(count: str) -> int:
    """How far the signs for a number of things go out from an entity."""
    depth = 0
    for number, sign in enumerate(_signs_of(count) or ()):
        if sign == "foot":
            depth = _FOOT
        elif sign == "bar":
            depth = _NEAREST if number == 0 else max(depth, _NEAREST) + _STEP
        else:
            depth += _RING + (0 if depth == _FOOT else pt(2))
    return depth


def _is_text(count: str) -> bool:
    """True for a number that is written, as it has no signs."""
    return bool(count) and _signs_of(count) is None


_LEAST_SIGNS: Mapping[str, tuple[Literal["bar", "ring"], ...]] = {"": (), "0": ("ring",), "1": ("bar",)}


def _start_of(part: Connector) -> Port:
    assert part.start_glue is not None
    return Port(part.start, part.start_glue)


def _end_of(part: Connector) -> Port:
    assert part.end_glue is not None
    return Port(part.end, part.end_glue)


def _between(line: Connector, start: Port, end: Port) -> Connector:
    return replace(line, points=(start.point, end.point), start_glue=start.glue, end_glue=end.glue)


def described(relation: Relation, says: Descriptions) -> str:
    """The alt text of a relation, without its label."""
    start, end = relation.start.plain, relation.end.plain
    if relation.kind == "is a":
        return says.special.format(start=start, end=end)
    if relation.kind == "arrow":
        pattern = says.arrow_loop if key_of(start) == key_of(end) else says.arrow
        return pattern.format(start=start, end=end)
    if not relation.cardinality:
        return says.related.format(start=start, end=end)
    first, second = (says.counts.get(_usual(count), count) for count in relation.counts)
    if key_of(start) == key_of(end):
        return says.counted_loop.format(start=start, first=first, second=second)
    return says.counted.format(start=start, end=end, first=first, second=second)


def _is_turned(relation: Relation, order: _Order) -> bool:
    """True if the end of a relation comes before its start."""
    if relation.kind in ("is a", "arrow") or order == "as typed":
        return False
    first, last = (count.rpartition("..")[2].casefold() for count in relation.counts)
    return order == "from the end" or (first in _MANY and last == "1")


def _usual(count: str) -> str:
    """A number of things with `n` for any number."""
    least, dots, most = count.rpartition("..")
    return f"{least}{dots}n" if most.casefold() in _MANY else count


class EntitiesBlock(GraphBlock, frozen=True, dict=True):
    """Entities as a graph whose nodes are cards, and whose edges are relations.

    They may be closer together than is usual. `order` says which end of a relation without a direction is first.
    """

    line_name: ClassVar[str] = "Line: {} to {}"

    entities: Entities
    is_close: bool = False
    order: _Order = "as typed"

    @property
    def drawn(self) -> Drawn:
        return self.entities

    @property
    def noun(self) -> str:
        return "entity diagram"

    @property
    def directions(self) -> Sequence[Direction]:
        """Special cases are under the general one; all else is read like a line of text."""
        if self.entities.direction is not None:
            return (self.entities.direction,)
        return ("down", "across") if self._has_special else ("across", "down")

    @property
    def _has_special(self) -> bool:
        return any(each.kind == "is a" for each in self.entities.relations)

    @property
    def turned_freely(self) -> EntitiesBlock | None:
        return self._in_direction(None) if self.entities.direction else None

    def _in_direction(self, direction: Direction | None) -> EntitiesBlock:
        return replace(self, entities=replace(self.entities, direction=direction))

    def largest(self, area: Size) -> Plan:
        """The plan with the largest texts that fits; one with special cases under the general ones if any fits."""
        if (
            self._has_special
            and self.entities.direction is None
            and (down := self._downwards.largest(area)).fits(area)
        ):
            return down
        return super().largest(area)

    @cached_property
    def _downwards(self) -> EntitiesBlock:
        return self._in_direction("down")

    def closer(self, area: Size) -> Plan | None:
        return next((plan for each in self._closer if (plan := each.largest(area)).fits(area)), None)

    def closest(self, width: int) -> int | None:
        smallest = (
            each._plan(self._sizes[-1], direction).needs for each in self._closer for direction in self.directions
        )
        return min((needs.height for needs in smallest if needs.width <= width), default=None)

    @cached_property
    def _closer(self) -> Sequence[EntitiesBlock]:
        """The other ways to draw it where there is little room: in other layers, closer together, and both."""
        if self.is_close or self.order != "as typed":
            return ()
        found = {each._layers: each for each in (replace(self, order=order) for order in reversed(_ORDERS))}
        ways = [found.pop(self._layers), *reversed(found.values())]
        return (*ways[1:], *(replace(each, is_close=True) for each in ways))

    @cached_property
    def _layers(self) -> tuple[int, ...]:
        pairs = zip(self.graph.ends, self.entities.relations, strict=True)
        turned = (ends[::-1] if _is_turned(each, self.order) else ends for ends, each in pairs)
        return ranked(len(self.nodes), tuple(turned)).layers

    @property
    def _foldable(self) -> Sequence[int]:
        """No relation runs along a layer, where its signs have no room."""
        return ()

    def _gaps(self, size: int, *, across: bool) -> Gaps:
        gaps, relations = _CLOSE if self.is_close else gaps_at(size), self._edges(size, across=across)
        straight = max(relations.stub, 0 if self.is_close else _USUAL)
        return Gaps(gaps.nodes, max(gaps.edges, relations.per_end), gaps.layers // 2 + 2 * straight)

    def _sizes_of_nodes(self, size: int, *, across: bool) -> list[Size]:
        typesetter = EntityTypesetter(self.typesetter, size, self.says.key)
        sizes = [typesetter.extent(self._entity(node), node) for node in self.nodes]
        widest = max(each.width for each in sizes) * 3 // 4
        per_end = self._edges(size, across=across).per_end
        found = []
        for each, ends in zip(sizes, self._ends, strict=True):
            width, height, side = max(each.width, widest), each.height, ends * per_end
            found.append(Size(width, max(height, side)) if across else Size(max(width, side), height))
        return found

    @cached_property
    def _ends(self) -> list[int]:
        """The most relations that touch each entity at one side."""
        layers = self._layers
        touched = [[0, 0] for _ in layers]
        for start, end in self.graph.ends:
            if start != end:
                is_on = layers[end] > layers[start]
                touched[start][is_on] += 1
                touched[end][not is_on] += 1
        return [max(both) for both in touched]

    def _drawing(self, size: int) -> Callable[[Node, str, Rect], Iterable[Item]]:
        typesetter = EntityTypesetter(self.typesetter, size, self.says.key)
        return lambda node, name, rect: typesetter.draw(self._entity(node), node, name, rect)

    def _edges(self, size: int, *, across: bool) -> RelationTypesetter:
        relations = dict(zip(self._names[len(self.nodes) :], self.entities.relations, strict=False))
        return RelationTypesetter(self.typesetter, self.says, self.colour_key, size, across, relations)

    def _entity(self, node: Node) -> Entity:
        return self._by_name[key_of(node.name.plain)]

    @cached_property
    def _by_name(self) -> dict[str, Entity]:
        return {key_of(each.name.plain): each for each in self.entities.of}

    @cached_property
    def _clicks(self) -> tuple[int, ...]:
        """The click of each entity, in the order in which they were typed."""
        if self.build is None or self.build.boxes:
            return super()._clicks
        clicks = {key: number for number, key in enumerate(self._by_name, 1)}
        return tuple(clicks[key_of(node.name.plain)] for node in self.nodes)

    def _click_of_edge(self, number: int) -> int:
        return max(self._clicks[end] for end in self.graph.ends[number])

    @property
    def alt(self) -> str:
        says, names = self.says, [each.name.plain for each in self.entities.of]
        said = [says.entities.format(names=says.listed(names))]
        for each in self.entities.of:
            for pattern, words in zip((says.has, says.can), each.compartments, strict=True):
                if words:
                    parts = says.listed([_said(one, says.key) for one in words])
                    said.append(says.stated(pattern.format(whole=each.name.plain, parts=parts)))
        for relation in self.entities.relations:
            text = described(relation, says)
            label = relation.label
            said.append(says.stated(says.labelled.format(what=text, label=label.plain) if label else text))
        return " ".join(said)


def entities_block(entities: Entities, context: LayoutContext) -> EntitiesBlock:
    """The block of entities."""
    return EntitiesBlock(
        graph=_graph_of(entities),
        entities=entities,
        colour_key=local_key(context.colour_key, entities.roles, context.typesetter.theme),
        typesetter=context.typesetter,
        says=context.says,
        report=context.report,
    )


def _graph_of(entities: Entities) -> Graph:
    """The graph of entities, in which general cases come before special ones."""
    edges = []
    for each in entities.relations:
        ends = (each.end, each.start) if each.kind == "is a" else (each.start, each.end)
        edges.append(Arrow(start=ends[0], end=ends[1], label=each.label, role=each.role, place=each.place))
    nodes = (GraphNode(name=each.name, shape="box", role=each.role, place=each.place) for each in entities.of)
    return Graph(edges=tuple(edges), nodes=tuple(nodes), highlight=entities.highlight, place=entities.place)
