"""What graphs, trees and sequences share: the largest texts that fit, and the way into their area."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import count
from typing import Generic, Literal, TypeVar

from msgspec import Struct

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error
from deckgen.geometry import Point, Rect, Size, pt, union
from deckgen.layout.animation import BuildSequence
from deckgen.layout.block import SequencedBlock
from deckgen.layout.colour_key import LEGEND_GAP, LEGEND_LINE, ColourKey, Legend
from deckgen.layout.graph.layered import Bend, Extent, Gaps
from deckgen.layout.graph.nodes import Node
from deckgen.layout.typeset import ENDLESS, Typesetter
from deckgen.locale import Descriptions
from deckgen.outline.drawn import Drawn
from deckgen.outline.graph import key_of
from deckgen.scene.items import Group, Item, extent

Direction = Literal["down", "across"]
_CROWDED, _FULL = 16, 14
"""Texts of these sizes and smaller are set closer together."""
_GAPS = Gaps(nodes=pt(30), edges=pt(16), layers=pt(52))
_CLOSE = Gaps(nodes=pt(20), edges=pt(12), layers=pt(36))
_TIGHT = Gaps(nodes=pt(16), edges=pt(10), layers=pt(26))
_ALONE = 0.62
"""The share of the height of a slide above which a drawing has room beside hardly anything else."""
_STRETCHED = 1.7
"""The most by which distances grow where there is room to spare."""


def gaps_at(size: int) -> Gaps:
    """The least distances between things whose texts have `size` points."""
    if size <= _FULL:
        return _TIGHT
    return _CLOSE if size <= _CROWDED else _GAPS


class Planned(Struct, frozen=True):
    """Something drawn, in one text size."""

    size: int

    @property
    def needs(self) -> Size:
        """The size of all of it."""
        raise NotImplementedError

    def fits(self, area: Size) -> bool:
        return self.needs.width <= area.width and self.needs.height <= area.height


class Plan(Planned, frozen=True):
    """Nodes in one text size and direction: their sizes, and their centres where layers are below each other.

    `layers` has the number of the layer of each node.
    """

    across: bool
    layers: tuple[int, ...]
    extents: tuple[Size, ...]
    centres: tuple[Point, ...]
    bends: tuple[tuple[Bend, ...], ...]
    labels: tuple[int, ...]
    breadth: int
    depth: int
    frames: tuple[Rect, ...] = ()

    @property
    def needs(self) -> Size:
        return Size(self.depth, self.breadth) if self.across else Size(self.breadth, self.depth)


class Moving(Struct, frozen=True):
    """The way of a plan into an area: turned if it runs across, stretched, and centred."""

    plan: Plan
    left: int
    top: int
    wider: float
    higher: float

    def point(self, place: Point) -> Point:
        x, y = (place.y, place.x) if self.plan.across else (place.x, place.y)
        return Point(self.left + round(x * self.wider), self.top + round(y * self.higher))

    def rect(self, rect: Rect) -> Rect:
        one, other = self.point(Point(rect.x, rect.y)), self.point(Point(rect.right, rect.bottom))
        return Rect(one.x, one.y, other.x - one.x, other.y - one.y)

    def bend(self, bend: Bend) -> Bend:
        """The bend in the area."""
        return Bend(self.point(bend.point), self.rect(bend.room))

    @property
    def rects(self) -> dict[int, Rect]:
        """The rectangles of the nodes by their numbers."""
        centres = map(self.point, self.plan.centres)
        return {
            number: Rect(at.x - size.width // 2, at.y - size.height // 2, size.width, size.height)
            for number, (at, size) in enumerate(zip(centres, self.plan.extents, strict=True))
        }


def moved(plan: Plan, area: Rect) -> Moving:
    """The way of a plan into the middle of an area."""
    needs = plan.needs
    wider, higher = (
        max(min(there / max(needed, 1), _STRETCHED), 1)
        for there, needed in ((area.width, needs.width), (area.height, needs.height))
    )
    left = area.x + (area.width - round(needs.width * wider)) // 2
    top = area.y + (area.height - round(needs.height * higher)) // 2
    return Moving(plan, left, top, wider, higher)


P_ = TypeVar("P_", bound=Planned)


class DrawnBlock(SequencedBlock, Generic[P_], frozen=True, dict=True):
    """A block that is drawn with the largest texts with which it fits. What has no room is reported to `report`."""

    colour_key: ColourKey
    typesetter: Typesetter
    says: Descriptions
    report: Callable[[Diagnostic], None]

    @property
    def drawn(self) -> Drawn:
        """What was typed for it."""
        raise NotImplementedError

    @property
    def place(self) -> Place:
        return self.drawn.place

    @property
    def nodes(self) -> Sequence[Node]:
        """Its nodes, or its participants."""
        raise NotImplementedError

    @property
    def line_roles(self) -> Iterable[str]:
        """The roles of the lines that are drawn in their colours."""
        return ()

    @property
    def noun(self) -> str:
        """What it is called in messages."""
        raise NotImplementedError

    @property
    def directions(self) -> Sequence[Direction]:
        """The directions in which it can run, the better one first."""
        raise NotImplementedError

    @property
    def turned_freely(self) -> DrawnBlock[P_] | None:
        """The same without the direction that the author gave; None if it has none."""
        return None

    def planned(self, size: int, *, across: bool) -> P_:
        """All of it with texts of `size` points, from top to bottom, or across."""
        raise NotImplementedError

    def least(self, size: int, *, across: bool) -> Size:  # noqa: ARG002
        """A size that a plan has at least, which is found more quickly than the plan."""
        return Size(0, 0)

    def items(self, plan: P_, area: Rect) -> Iterator[Item]:
        """The shapes and lines of a plan in its area."""
        raise NotImplementedError

    @property
    def alt(self) -> str:
        raise NotImplementedError

    @property
    def where_it_is_full(self) -> str | None:
        """A hint that names what has no room, if that is known."""
        return None

    def height(self, width: int, scale: int) -> int:  # noqa: ARG002
        smallest = [self._plan(self._sizes[-1], direction).needs for direction in self.directions]
        fitting = [needs.height for needs in smallest if needs.width <= width]
        # What has room beside hardly anything else is not drawn more closely for that.
        if not fitting or min(fitting) > self.typesetter.theme.slide.height * _ALONE:
            fitting += [lowest] if (lowest := self.closest(width)) is not None else []
        return min(fitting or (needs.height for needs in smallest)) + self._legend.height(width)

    def max_height(self, width: int, scale: int) -> int:  # noqa: ARG002
        return ENDLESS

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:  # noqa: ARG002
        whole, area = area, area.inset(0, 0, 0, self._legend.height(area.width))
        room = Size(area.width, area.height)
        plan = self.largest(room)
        if not plan.fits(room):
            message = f"this {self.noun} has no room at {plan.size} pt, the smallest size"
            hint = self.where_it_is_full or f"shorten its texts, or make two {self.noun}s of it"
            if self.turned_freely is not None and self.turned_freely.largest(room).fits(room):
                hint = "leave out its `direction`: it has room in the other one"
            self.report(error(Code.FIGURE_TOO_FULL, message, self.place, hint))
        if (wide := self._legend.too_wide(whole.width)) is not None:
            message = f"the legend has no room for `{wide.plain}`"
            self.report(error(Code.FIGURE_TOO_FULL, message, wide.place, "shorten the label of the role"))
        items = (*self.items(plan, area), *self._legend.draw(whole))
        return (Group(self.noun.capitalize(), union([extent(item) for item in items]), items, self.alt),)

    @cached_property
    def _legend(self) -> Legend:
        """The legend, which is empty if none is wanted."""
        fills: dict[str, bool] = {}
        for node in self.nodes:
            if node.role is not None and not node.is_mark:
                fills[node.role] = fills.get(node.role, True) and node.strong
        entries = self.colour_key.entries(fills, {*self.line_roles}) if self.drawn.legend else ()
        return Legend(self.typesetter, entries, LEGEND_GAP, LEGEND_LINE)

    def largest(self, area: Size) -> P_:
        """The plan with the largest texts that fits, closer together if need be; if none does, the first one with the
        smallest texts.
        """
        ways = ((size, direction) for size in self._sizes for direction in self.directions)
        likely = (way for way in ways if self._may_fit(*way, area))
        found = next((plan for way in likely if (plan := self._plan(*way)).fits(area)), None)
        return found or self.closer(area) or self._plan(self._sizes[-1], self.directions[0])

    def closer(self, area: Size) -> P_ | None:  # noqa: ARG002
        """The plan with the largest texts that fits with things closer together than is usual; None if none does."""
        return None

    def closest(self, width: int) -> int | None:  # noqa: ARG002
        """The least height with things closer together than is usual; None if all is too wide."""
        return None

    def _may_fit(self, size: int, direction: Direction, area: Size) -> bool:
        least = self.least(size, across=direction == "across")
        return least.width <= area.width and least.height <= area.height

    @property
    def _sizes(self) -> tuple[int, ...]:
        return self.typesetter.theme.sizes.label

    @cached_property
    def _plans(self) -> dict[tuple[int, Direction], P_]:
        return {}

    def _plan(self, size: int, direction: Direction) -> P_:
        key = (size, direction)
        if key not in self._plans:
            self._plans[key] = self.planned(size, across=direction == "across")
        return self._plans[key]


def alike(extents: Sequence[Size], nodes: Sequence[Node]) -> list[Size]:
    """The sizes with boxes of one height, the narrow ones nearly as wide as the widest."""
    boxes = [size for size, node in zip(extents, nodes, strict=True) if node.is_box]
    height = max((size.height for size in boxes), default=0)
    width = max((size.width for size in boxes), default=0) * 3 // 4
    return [
        Size(max(size.width, width), height) if node.is_box else size
        for size, node in zip(extents, nodes, strict=True)
    ]


def told_apart(names: Sequence[str]) -> list[str]:
    """The names, each with a number if it comes again."""
    found: dict[str, None] = {}
    for name in names:
        further = (f"{name} {number}" for number in count(2))
        found[name if name not in found else next(each for each in further if each not in found)] = None
    return list(found)


def turned(size: Size, *, across: bool) -> Extent:
    """A size along and across layers."""
    return Extent(size.height, size.width) if across else Extent(size.width, size.height)


def named_clicks(build: BuildSequence, names: Sequence[str]) -> tuple[int, ...]:
    """The clicks of nodes with these names as a build names them; what it does not name is there from the start."""
    clicks = {key_of(name): click for click, together in enumerate(build.boxes, 1) for name in together}
    return tuple(clicks.get(key_of(name), 0) for name in names)
