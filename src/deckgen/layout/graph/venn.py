"""The block of a Venn diagram: two or three translucent circles, and texts in the parts that they make.

The texts of a part are where they have the most room in it, as wide as they can be. Circles become ellipses where
the texts would be smaller otherwise, because texts are wider than high.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from math import hypot

from msgspec import Struct

from deckgen.geometry import Point, Rect, Size, pt
from deckgen.layout.animation import at_click
from deckgen.layout.block import LayoutContext
from deckgen.layout.colour_key import local_key
from deckgen.layout.graph.drawing import Direction, DrawnBlock, Planned
from deckgen.layout.graph.nodes import Node
from deckgen.layout.typeset import Style, height_of
from deckgen.outline.drawn import Drawn
from deckgen.outline.element import Words
from deckgen.outline.graph import key_of
from deckgen.outline.venn import Venn, VennSet
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import Box, Item, TextBox
from deckgen.scene.text import Paragraph, TextBody
from deckgen.theme.contrast import READABLE, contrast, mixed, veiled
from deckgen.theme.tokens import Palette

_CENTRES: Mapping[int, tuple[tuple[float, float], ...]] = {
    1: ((0, 0),),
    2: ((-0.58, 0), (0.58, 0)),
    3: ((-0.54, -0.31), (0.54, -0.31), (0, 0.62)),
}
"""The centres of circles whose radius is 1, the third one below the others."""
_STRETCHES = (1, 1.25, 1.5, 1.8)
"""The widths of circles and ellipses as shares of their heights, the best first."""
_LEAST, _MOST = pt(40), pt(800)
_STEP = pt(4)
_CLEAR = pt(7)
"""The least distance of a text from the edges of its part."""
_FROM_NAME = pt(5)
_BETWEEN = pt(8)
_BETWEEN_NAMES = pt(24)
"""The least space between the names of two sets beside each other."""
_WIDTHS = (1, 0.8, 0.65, 0.5, 0.4, 0.3)
"""The widths of texts that are tried, as shares of that of one line."""
_PLACES = 40
"""The places of a text that are tried, from the middle outwards."""
_OPACITIES = (36, 32, 28, 22, 16, 10)
_PALER = 0.4

Part = frozenset[int]
"""The part of a diagram that is in these sets and in no others."""


class VennPlan(Planned, frozen=True):
    """Circles, or ellipses, in one text size: half of their height, and the room for names above and below them."""

    radius: int
    stretch: float
    above: int
    below: int
    count: int

    @property
    def needs(self) -> Size:
        across = max(x for x, _ in _CENTRES[self.count])
        return Size(round(2 * self.radius * self.stretch * (1 + across)), self._height + self.above + self.below)

    def within(self, area: Rect) -> VennPlan:
        """The plan as large as the area allows, but no smaller than it is."""
        filling = self.filling(Size(area.width, area.height))
        return filling if filling.radius > self.radius else self

    def filling(self, area: Size) -> VennPlan:
        """The plan in the size that fills an area."""
        wider = area.width / max(self.needs.width, 1)
        higher = (area.height - self.above - self.below) / max(self._height, 1)
        radius = max(int(self.radius * min(wider, higher)), 1)
        return VennPlan(self.size, radius, self.stretch, self.above, self.below, self.count)

    def circles(self, area: Rect) -> list[Rect]:
        """The rectangles around the circles in the middle of an area."""
        room = area.inset(0, self.above, 0, self.below)
        top = room.y + (room.height - self._height) // 2
        high = min(y for _, y in _CENTRES[self.count])
        return [
            Rect(
                room.centre.x + round((x - 1) * self.radius * self.stretch),
                top + round((y - high) * self.radius),
                round(2 * self.radius * self.stretch),
                2 * self.radius,
            )
            for x, y in _CENTRES[self.count]
        ]

    @property
    def _height(self) -> int:
        downs = [y for _, y in _CENTRES[self.count]]
        return round(self.radius * (2 + max(downs) - min(downs)))


class Placed(Struct, frozen=True):
    """Texts in their place."""

    rect: Rect
    texts: tuple[Paragraph, ...]


class VennBlock(DrawnBlock[VennPlan], frozen=True, dict=True):
    """A Venn diagram of native shapes."""

    venn: Venn

    @property
    def drawn(self) -> Drawn:
        return self.venn

    @property
    def noun(self) -> str:
        return "Venn diagram"

    @property
    def directions(self) -> Sequence[Direction]:
        return ("down", "across")

    def planned(self, size: int, *, across: bool) -> VennPlan:
        return self._stretched(size, _STRETCHES[-1 if across else 0])

    def largest(self, area: Size) -> VennPlan:
        plans = (self._filling(size, stretch, area) for size in self._sizes for stretch in _STRETCHES)
        return next((plan for plan in plans if plan is not None), None) or super().largest(area)

    def _filling(self, size: int, stretch: float, area: Size) -> VennPlan | None:
        """Circles or ellipses that fill an area, or None if their texts have no room in them then."""
        plan = VennPlan(size, _LEAST, stretch, 0, 0, len(self.venn.sets)).filling(area)
        for _ in range(2):  # the names above and below make them smaller, which may break the names
            above, below = self._room_for_names(size, plan.radius, stretch)
            plan = VennPlan(size, _LEAST, stretch, above, below, plan.count).filling(area)
        is_stable = (plan.above, plan.below) == self._room_for_names(size, plan.radius, stretch)
        return plan if is_stable and plan.fits(area) and self._has_room(size, plan.radius, stretch) else None

    def _stretched(self, size: int, stretch: float) -> VennPlan:
        """The smallest circles or ellipses in which the texts have room."""
        low, high = _LEAST, _MOST
        while high - low > _STEP:
            radius = (low + high) // 2
            low, high = (low, radius) if self._has_room(size, radius, stretch) else (radius, high)
        above, below = self._room_for_names(size, high, stretch)
        return VennPlan(size, high, stretch, above, below, len(self.venn.sets))

    def items(self, plan: VennPlan, area: Rect) -> Iterator[Item]:
        plan = plan.within(area)
        circles = plan.circles(area)
        for number, rect in enumerate(circles):
            yield from at_click([self._circle(number, rect)], self._click(number))
        for number, rect in enumerate(circles):
            yield from at_click([self._name(number, rect, plan)], self._click(number))
        first = circles[0]
        across, down = _CENTRES[plan.count][0]
        origin = Point(
            first.centre.x - round(across * plan.radius * plan.stretch), first.centre.y - round(down * plan.radius)
        )
        for number, (part, words) in enumerate(self._parts):
            placed = self._placed(part, words, plan.size, plan.radius, plan.stretch)
            if placed is not None:
                rect = Rect(origin.x + placed.rect.x, origin.y + placed.rect.y, placed.rect.width, placed.rect.height)
                text = TextBox(" ".join(each.plain for each in words), rect, TextBody(placed.texts, "middle"))
                yield from at_click([text], self._click_of(number, part))

    # Where texts have room

    def _has_room(self, size: int, radius: int, stretch: float) -> bool:
        for number, each in enumerate(self.venn.sets):
            style = self._bold(size)
            if self._width_of_name(number, size, radius, stretch) < self.typesetter.min_content(each.name, style):
                return False
        return all(self._placed(part, words, size, radius, stretch) for part, words in self._parts)

    def _placed(self, part: Part, words: Sequence[Words], size: int, radius: int, stretch: float) -> Placed | None:
        """The texts of a part, with the centre of the diagram as origin; None if they have no room in it."""
        for width in self._widths(words, size):
            texts = self._texts(words, width, size)
            height = height_of(texts)
            place = _roomiest(part, len(self.venn.sets), (width / (radius * stretch), height / radius))
            if place is not None and place[2] * radius >= _CLEAR:
                x, y = round(place[0] * radius * stretch), round(place[1] * radius)
                return Placed(Rect(x - width // 2, y - height // 2, width, height), texts)
        return None

    def _widths(self, words: Sequence[Words], size: int) -> list[int]:
        style = Style(size, self._palette.ink)
        natural = max(self.typesetter.natural_width(each, style) for each in words)
        least = max(self.typesetter.min_content(each, style) for each in words)
        return list(dict.fromkeys(max(round(natural * share), least) for share in _WIDTHS))

    def _texts(self, words: Sequence[Words], width: int, size: int) -> tuple[Paragraph, ...]:
        style = Style(size, self._palette.ink, align="centre")
        return tuple(
            self.typesetter.set(each, width, style, space_before=_BETWEEN if number else 0)
            for number, each in enumerate(words)
        )

    # Names

    def _room_for_names(self, size: int, radius: int, stretch: float) -> tuple[int, int]:
        heights = [
            height_of(
                [self.typesetter.set(each.name, self._width_of_name(number, size, radius, stretch), self._bold(size))]
            )
            for number, each in enumerate(self.venn.sets)
        ]
        return max(heights[:2]) + _FROM_NAME, heights[2] + _FROM_NAME if len(heights) > 2 else 0

    def _width_of_name(self, number: int, size: int, radius: int, stretch: float) -> int:
        """The width of the name of a set: as far as the middle between two, and outwards too if one is longer."""
        usual = self._usual_width(number, radius, stretch)
        together = self.venn.sets[:2] if number < 2 else self.venn.sets[2:]
        is_long = any(self.typesetter.natural_width(each.name, self._bold(size)) > usual for each in together)
        longest = round(radius * stretch * (1 + self._from_middle(number))) - _BETWEEN_NAMES // 2
        return max(longest if is_long else usual, 1)

    def _usual_width(self, number: int, radius: int, stretch: float) -> int:
        """The width of a name in the middle above its circle."""
        return round(2 * radius * stretch * self._from_middle(number)) - _BETWEEN_NAMES

    def _from_middle(self, number: int) -> float:
        """How far a circle is from the middle between it and the one beside it, in radii; 1 without such a one."""
        count = len(self.venn.sets)
        return 1.0 if count == 1 or number == 2 else _CENTRES[count][1][0]

    def _name(self, number: int, circle: Rect, plan: VennPlan) -> TextBox:
        words, style = self.venn.sets[number].name, self._bold(plan.size)
        width = self._width_of_name(number, plan.size, plan.radius, plan.stretch)
        text = self.typesetter.set(words, width, style)
        height = height_of([text])
        y = circle.bottom + _FROM_NAME if number == 2 else circle.y - _FROM_NAME - height
        # A long name goes on outwards, so that it keeps away from the one beside it.
        middle = circle.centre.x - width // 2
        outer = {0: min(circle.x, middle), 1: max(circle.right - width, middle)}.get(number, middle)
        x = outer if width > self._usual_width(number, plan.radius, plan.stretch) else middle
        return TextBox(words.plain, Rect(x, y, width, height), TextBody((text,)))

    def _bold(self, size: int) -> Style:
        return Style(size, self._palette.ink, bold=True, align="centre")

    # Circles

    def _circle(self, number: int, rect: Rect) -> Box:
        node, opacity = self.nodes[number], self._opacity
        is_pale = bool(self.venn.highlight) and not self._is_lit(self.venn.sets[number])
        edge = Stroke(self._palette.edge_of(node.hue) if is_pale else node.hue, self.typesetter.theme.space.line)
        return Box(
            f"Set: {node.name.plain}",
            rect,
            "ellipse",
            node.hue,
            edge,
            alt=node.name.plain,
            opacity=round(opacity * _PALER) if is_pale else opacity,
        )

    @cached_property
    def _opacity(self) -> int:
        """The most of their colour that circles can have such that texts are legible where they overlap."""
        scheme = self.typesetter.theme.scheme
        hues = [mixed(node.hue, scheme) for node in self.nodes]
        ink, paper = mixed(self._palette.ink, scheme), mixed(self._palette.paper, scheme)
        legible = (
            opacity
            for opacity in _OPACITIES
            if min(contrast(ink, ground) for ground in _grounds(paper, hues, opacity)) >= READABLE
        )
        return next(legible, _OPACITIES[-1])

    def _click(self, number: int) -> int:
        return number + 1 if self.build else 0

    def _click_of(self, number: int, part: Part) -> int:
        """The click of a text: that of its set, or its own one after those of all sets."""
        if len(part) == 1:
            return self._click(min(part))
        before = sum(len(other) > 1 for other, _ in self._parts[:number])
        return self._click(len(self.venn.sets) + before)

    # What they are

    @property
    def _palette(self) -> Palette:
        return self.typesetter.theme.palette

    def _is_lit(self, each: VennSet) -> bool:
        return key_of(each.name.plain) in {key_of(name.plain) for name in self.venn.highlight}

    @cached_property
    def _parts(self) -> tuple[tuple[Part, tuple[Words, ...]], ...]:
        """The parts with texts in them."""
        own = ((frozenset((number,)), each.parts) for number, each in enumerate(self.venn.sets))
        common = ((self.venn.sets_of(each), each.parts) for each in self.venn.common)
        return tuple((part, words) for part, words in (*own, *common) if words)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        roles = [each.role or self.colour_key.role_named(each.name.plain) for each in self.venn.sets]
        taken: list[Colour] = [self.colour_key.hue(role) for role in roles if role]
        plain = [each.name.plain for each, role in zip(self.venn.sets, roles, strict=True) if not role]
        others = self.colour_key.of_words(plain, taken)
        return tuple(
            Node(each.name, "box", role, self.colour_key.hue(role) if role else others[each.name.plain].hue)
            for each, role in zip(self.venn.sets, roles, strict=True)
        )

    @property
    def alt(self) -> str:
        says, names = self.says, [each.name.plain for each in self.venn.sets]
        said = [says.venn.format(sets=says.listed(names))]
        for part, words in self._parts:
            sets, parts = (
                says.listed([names[number] for number in sorted(part)]),
                says.listed([each.plain for each in words]),
            )
            sentence = says.shared.format(sets=sets, parts=parts)
            said.append(says.only_in.format(name=sets, parts=parts) if len(part) == 1 else sentence)
        return " ".join(said)


def _roomiest(part: Part, count: int, size: tuple[float, float]) -> tuple[float, float, float] | None:
    """The place for the middle of a text in a part of circles whose radius is 1, and its distance from their edges.

    None if it has no room. Places lead from the middle of the diagram to the middle of the part and on.
    """
    centres = _CENTRES[count]
    inner = [centres[number] for number in part]
    x, y = (sum(each[axis] for each in inner) / len(inner) for axis in (0, 1))
    if len(part) == count:
        places = [(0.0, step / _PLACES) for step in range(-_PLACES // 4, _PLACES // 4 + 1)]
    else:
        length = hypot(x, y) or 1
        places = [(x / length * 2 * t / _PLACES, y / length * 2 * t / _PLACES) for t in range(_PLACES)]
    slacks = [(_slack(place, size, part, centres), -number) for number, place in enumerate(places)]
    slack, number = max(slacks)
    return (*places[-number], slack) if slack > 0 else None


def _slack(
    place: tuple[float, float], size: tuple[float, float], part: Part, centres: Sequence[tuple[float, float]]
) -> float:
    """The distance of a rectangle from the nearest edge of a circle that it must not touch; below 0 if it does."""
    found = []
    for number, (x, y) in enumerate(centres):
        aside, above = abs(place[0] - x), abs(place[1] - y)
        if number in part:
            found.append(1 - hypot(aside + size[0] / 2, above + size[1] / 2))
        else:
            found.append(hypot(max(aside - size[0] / 2, 0), max(above - size[1] / 2, 0)) - 1)
    return min(found)


def _grounds(paper: str, hues: Sequence[str], opacity: int) -> Iterator[str]:
    """The colours of all parts of translucent circles."""
    for count in range(1, len(hues) + 1):
        for together in combinations(hues, count):
            ground = paper
            for hue in together:
                ground = veiled(ground, hue, opacity)
            yield ground


def venn_block(venn: Venn, context: LayoutContext) -> VennBlock:
    """The block of a Venn diagram."""
    return VennBlock(
        venn=venn,
        colour_key=local_key(context.colour_key, venn.roles, context.typesetter.theme),
        typesetter=context.typesetter,
        says=context.says,
        report=context.report,
    )
