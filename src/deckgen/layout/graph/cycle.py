"""The block of a cycle: steps in a ring, clockwise from the top, and an arrow from each to the next.

The ring is an ellipse, as small as the steps and the text in its middle allow, and then as large as its area is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations
from math import cos, hypot, pi, sin

from deckgen.geometry import Point, Rect, Size, meets, pt
from deckgen.layout.animation import at_click
from deckgen.layout.block import LayoutContext
from deckgen.layout.colour_key import local_key
from deckgen.layout.figure.lines import Port
from deckgen.layout.figure.routing import offset_of
from deckgen.layout.graph.drawing import Direction, DrawnBlock, Planned, alike, told_apart
from deckgen.layout.graph.nodes import Node, NodeTypesetter, coloured
from deckgen.layout.typeset import Style, height_of
from deckgen.outline.cycle import Cycle
from deckgen.outline.drawn import Drawn
from deckgen.outline.graph import Joint, key_of
from deckgen.paint import Stroke
from deckgen.scene.items import Connector, Glue, Item, Site, TextBox
from deckgen.scene.text import TextBody

_LINE = pt(2.25)
_APART = pt(34)
"""The least distance between steps, and so the length of an arrow."""
_CLEAR = pt(14)
"""The space around the text in the middle."""
_MIDDLE_MOST = pt(170)
_ASPECT: dict[Direction, float] = {"across": 1.5, "down": 0.9}
_STEP = pt(4)
_LARGEST = pt(2000)
_STRETCHED = 2
"""The most by which the ring grows where there is room to spare."""


class CyclePlan(Planned, frozen=True):
    """A ring: half of its width and of its height, through the centres of the steps, and the size of each step."""

    across: int
    down: int
    step: Size
    middle: Size
    count: int

    @property
    def needs(self) -> Size:
        return Size(2 * self.across + self.step.width, 2 * self.down + self.step.height)

    def rects(self, centre: Point) -> list[Rect]:
        """The rectangles of the steps round a centre, clockwise from the top."""
        found = []
        for number in range(self.count):
            angle = 2 * pi * number / self.count
            x, y = centre.x + round(self.across * sin(angle)), centre.y - round(self.down * cos(angle))
            size = self.step
            found.append(Rect(x - size.width // 2, y - size.height // 2, size.width, size.height))
        return found

    @property
    def is_wide_enough(self) -> bool:
        """True if steps are apart and nothing touches the text in the middle."""
        rects = self.rects(Point(0, 0))
        if any(_gap(one, other) < _APART for one, other in combinations(rects, 2)):
            return False
        middle = Rect(-self.middle.width // 2, -self.middle.height // 2, self.middle.width, self.middle.height)
        lines = [(start.centre, end.centre) for start, end in _following(rects)]
        return not self.middle.width or (
            not any(rect.overlaps(middle) for rect in rects) and not any(meets(line, middle) for line in lines)
        )

    def within(self, area: Rect) -> CyclePlan:
        """The ring as large as the area allows."""
        across = min((area.width - self.step.width) // 2, round(self.across * _STRETCHED))
        down = min((area.height - self.step.height) // 2, round(self.down * _STRETCHED))
        return CyclePlan(
            self.size, max(across, self.across), max(down, self.down), self.step, self.middle, self.count
        )


class CycleBlock(DrawnBlock[CyclePlan], frozen=True, dict=True):
    """A cycle of native shapes, and connectors that are glued to them."""

    cycle: Cycle

    @property
    def drawn(self) -> Drawn:
        return self.cycle

    @property
    def noun(self) -> str:
        return "cycle"

    @property
    def directions(self) -> Sequence[Direction]:
        return ("across", "down")

    def planned(self, size: int, *, across: bool) -> CyclePlan:
        typesetter = NodeTypesetter(self.typesetter, size)
        extents = alike([typesetter.extent(node) for node in self.nodes], self.nodes)
        step = Size(max(each.width for each in extents), max(each.height for each in extents))
        middle = self._middle_size(size)
        room = Size(middle.width + 2 * _CLEAR, middle.height + 2 * _CLEAR) if middle.width else middle
        aspect, plan = _ASPECT["across" if across else "down"], CyclePlan(size, 0, 0, step, room, len(self.nodes))
        while len(self.nodes) > 1 and not plan.is_wide_enough and plan.down < _LARGEST:
            down = plan.down + _STEP
            plan = CyclePlan(size, round(down * aspect), down, step, room, plan.count)
        return plan

    def items(self, plan: CyclePlan, area: Rect) -> Iterator[Item]:
        plan = plan.within(area)
        rects, typesetter = plan.rects(area.centre), NodeTypesetter(self.typesetter, plan.size)
        if self.cycle.middle is not None:
            yield self._middle(plan.size, area.centre)
        for number, (node, rect) in enumerate(zip(self.nodes, rects, strict=True)):
            yield from at_click(typesetter.draw(node, self._names[number], rect), self._click(number))
        for number in range(len(rects) if len(rects) > 1 else 0):
            following = (number + 1) % len(rects)
            arrow = self._arrow((number, following), rects)
            yield from at_click([arrow], self._click(max(number, following)))

    def _arrow(self, ends: tuple[int, int], rects: Sequence[Rect]) -> Connector:
        start, end = (rects[number] for number in ends)
        aside = pt(9) if len(rects) == 2 else 0
        first = _port(start, end.centre, self._names[ends[0]], aside if ends[0] else -aside)
        last = _port(end, start.centre, self._names[ends[1]], aside if ends[0] else -aside)
        names = [self.nodes[number].name.plain for number in ends]
        return Connector(
            f"Arrow: {names[0]} to {names[1]}",
            (first.point, last.point),
            Stroke(self.typesetter.theme.palette.muted, _LINE),
            end_head=True,
            start_glue=first.glue,
            end_glue=last.glue,
            alt=self.says.arrow.format(start=names[0], end=names[1]),
        )

    def _middle(self, size: int, centre: Point) -> TextBox:
        assert self.cycle.middle is not None
        found = self._middle_size(size)
        rect = Rect(centre.x - found.width // 2, centre.y - found.height // 2, found.width, found.height)
        text = self.typesetter.set(self.cycle.middle, found.width, self._style(size))
        return TextBox(self.cycle.middle.plain, rect, TextBody((text,), "middle"))

    def _middle_size(self, size: int) -> Size:
        words = self.cycle.middle
        if words is None:
            return Size(0, 0)
        style = self._style(size)
        natural, least = self.typesetter.natural_width(words, style), self.typesetter.min_content(words, style)
        most = max(_MIDDLE_MOST, least)
        width = natural if natural <= most else self.typesetter.balanced_width(words, most, style)
        return Size(width, height_of([self.typesetter.set(words, width, style)]))

    def _style(self, size: int) -> Style:
        return Style(size, self.typesetter.theme.palette.muted, bold=True, align="centre")

    def _click(self, number: int) -> int:
        return number + 1 if self.build else 0

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        strong = {key_of(name.plain) for name in self.cycle.highlight}
        return tuple(
            coloured(Joint(step.name, "box", step.role), self.colour_key, lit=key_of(step.name.plain) in strong)
            for step in self.cycle.of
        )

    @cached_property
    def _names(self) -> list[str]:
        return told_apart([node.name.plain for node in self.nodes])

    @property
    def alt(self) -> str:
        steps = self.says.listed([node.name.plain for node in self.nodes])
        said = self.says.cycle.format(steps=steps, first=self.nodes[0].name.plain)
        middle = self.cycle.middle
        return said if middle is None else f"{said} {self.says.middle.format(text=middle.plain)}"


def _following(rects: Sequence[Rect]) -> Iterator[tuple[Rect, Rect]]:
    return zip(rects, [*rects[1:], *rects[:1]], strict=True)


def _gap(one: Rect, other: Rect) -> int:
    """The distance between two rectangles."""
    aside = max(other.x - one.right, one.x - other.right, 0)
    above = max(other.y - one.bottom, one.y - other.bottom, 0)
    return round(hypot(aside, above))


def _port(rect: Rect, towards: Point, name: str, aside: int) -> Port:
    """Where the way from the middle of a rectangle towards a point leaves it; `aside` moves it along that side."""
    centre = rect.centre
    dx, dy = towards.x - centre.x, towards.y - centre.y
    is_level = abs(dx) * rect.height >= abs(dy) * rect.width
    if is_level:
        site: Site = "right" if dx >= 0 else "left"
        x = rect.right if dx >= 0 else rect.x
        point = Point(x, centre.y + round(dy * (rect.width / 2) / (abs(dx) or 1)) + aside)
    else:
        site = "bottom" if dy >= 0 else "top"
        y = rect.bottom if dy >= 0 else rect.y
        point = Point(centre.x + round(dx * (rect.height / 2) / (abs(dy) or 1)) + aside, y)
    return Port(point, Glue(name, site, offset_of(point, rect, site)))


def cycle_block(cycle: Cycle, context: LayoutContext) -> CycleBlock:
    """The block of a cycle."""
    return CycleBlock(
        cycle=cycle,
        colour_key=local_key(context.colour_key, cycle.roles, context.typesetter.theme),
        typesetter=context.typesetter,
        says=context.says,
        report=context.report,
    )
