"""The block of quadrants: four parts between two axes, texts in them, and points with a text beside each.

The axes are at the left and under the parts, like those of a chart, so that no name of an end is turned. The text of
a point is where nothing else is: at its right, its left, above it or under it, within one of the parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product

from msgspec import Struct

from deckgen.geometry import Point, Rect, Size, pt
from deckgen.layout.animation import at_click
from deckgen.layout.block import LayoutContext
from deckgen.layout.colour_key import local_key
from deckgen.layout.graph.drawing import Direction, DrawnBlock, Planned
from deckgen.layout.graph.nodes import Node, coloured
from deckgen.layout.typeset import NO_INDENT, Indent, Style, height_of
from deckgen.outline.drawn import Drawn
from deckgen.outline.element import listed
from deckgen.outline.graph import Joint, key_of
from deckgen.outline.quadrants import COUNT, PlacedPoint, Quadrant, Quadrants
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import Box, Connector, Item, TextBox
from deckgen.scene.text import Align, Anchor, Bullet, Insets, Paragraph, TextBody
from deckgen.theme.tokens import Palette

_GAP = pt(8)
_SIDE, _ABOVE = pt(14), pt(11)
"""The space around the texts of a quadrant."""
_LEAST = Size(pt(130), pt(64))
_LEAST_WITH_POINTS = pt(96)
_BETWEEN = pt(4)
_AXIS = pt(2.25)
_FROM_AXIS = pt(9)
"""The distance of an axis from the quadrants, and from the names of its ends."""
_MOST_ASIDE, _MOST_BESIDE = 6, 9
"""The widths in em up to which the names of an axis and of a point are not broken."""
_DOT, _LIT_DOT = pt(13), pt(17)
_FROM_DOT, _ROUND_DOT = pt(5), pt(2)
_FROM_EDGE = pt(4)
_NEAR, _CROWD = 0.03, 3
"""The share of an axis within which points are at one place, and how many are too many there."""
_TRIES = 4000
"""The places of texts that are tried in one size before a smaller one is taken."""


class QuadrantsPlan(Planned, frozen=True):
    """Quadrants in one text size: the least size of each, and the room that the names of the axes take."""

    part: Size
    aside: int
    foot: int

    @property
    def needs(self) -> Size:
        return Size(self.aside + 2 * self.part.width + _GAP, 2 * self.part.height + _GAP + self.foot)

    def parts(self, area: Rect) -> tuple[Rect, ...]:
        """The rectangles of the quadrants, row by row."""
        field = area.inset(self.aside, 0, 0, self.foot)
        width, height = (field.width - _GAP) // 2, (field.height - _GAP) // 2
        lefts, tops = (field.x, field.right - width), (field.y, field.bottom - height)
        return tuple(Rect(left, top, width, height) for top, left in product(tops, lefts))


_CORNERS: tuple[tuple[Align, Anchor], ...] = (
    ("left", "top"), ("left", "bottom"), ("right", "top"), ("right", "bottom"),
)  # fmt: skip
"""The corners in which the name of a quadrant may be, the best first."""
_LEFT = _CORNERS[:2]
_MIDDLE: tuple[tuple[Align, Anchor], ...] = (("centre", "middle"),)


class Written(Struct, frozen=True):
    """What is written in a quadrant, and the rectangle of it with the space around it."""

    texts: tuple[Paragraph, ...]
    anchor: Anchor
    rect: Rect


class Dot(Struct, frozen=True):
    """A point in its place, with the text beside it and the quadrant in which that is."""

    rect: Rect
    label: Rect
    home: int
    align: Align


class QuadrantsBlock(DrawnBlock[QuadrantsPlan], frozen=True, dict=True):
    """A quadrant chart of native shapes."""

    quadrants: Quadrants

    @property
    def drawn(self) -> Drawn:
        return self.quadrants

    @property
    def noun(self) -> str:
        return "quadrant chart"

    @property
    def directions(self) -> Sequence[Direction]:
        return ("across",)

    def planned(self, size: int, *, across: bool) -> QuadrantsPlan:  # noqa: ARG002
        widths = [self._least_width(part, size) for part in self.quadrants.of]
        width = max([_LEAST.width, *widths])
        foot = self._foot(size, 2 * width + _GAP)
        return QuadrantsPlan(size, Size(width, self._least_height), self._aside(size), foot)

    def height(self, width: int, scale: int) -> int:  # noqa: ARG002
        return self._within(self._sizes[-1], width).needs.height + self._legend.height(width)

    def largest(self, area: Size) -> QuadrantsPlan:
        whole = Rect(0, 0, area.width, area.height)
        plans = (self._within(size, area.width) for size in self._sizes)
        found = next((plan for plan in plans if plan.fits(area) and self._dots(plan, whole) is not None), None)
        if found is not None:
            return found
        last = self._within(self._sizes[-1], area.width)
        # Texts beside points that have no room need more than there is, however high the area.
        return last if not last.fits(area) else QuadrantsPlan(last.size, area, last.aside, last.foot)

    def items(self, plan: QuadrantsPlan, area: Rect) -> Iterator[Item]:
        parts = plan.parts(area)
        by_points = bool(self.quadrants.points)
        dots = self._rects_of_dots(plan, area)
        for number, rect in enumerate(parts):
            click = number + 1 if self.build and not by_points and self.quadrants.of else 0
            yield from at_click([self._part(number, rect, plan.size, dots)], click)
        yield from self._axes(plan, area)
        for number, dot in enumerate(self._dots(plan, area) or ()):
            yield from at_click(self._drawn_dot(number, dot, plan.size), number + 1 if self.build else 0)

    def _within(self, size: int, width: int) -> QuadrantsPlan:
        """The plan in an area so wide: its parts as high as their texts need."""
        plan = self._plan(size, "across")
        wide = max((width - plan.aside - _GAP) // 2, plan.part.width)
        texts = [self._texts(number, wide - 2 * _SIDE, size) for number in range(len(self.quadrants.of))]
        height = max([self._least_height, *(height_of(each) + 2 * _ABOVE for each in texts)])
        foot = self._foot(size, max(width - plan.aside, 2 * plan.part.width + _GAP))
        return QuadrantsPlan(size, Size(plan.part.width, height), plan.aside, foot)

    @property
    def _least_height(self) -> int:
        return _LEAST_WITH_POINTS if self.quadrants.points else _LEAST.height

    def _least_width(self, part: Quadrant, size: int) -> int:
        style = Style(size, self._palette.ink)
        words = self.typesetter.min_content(part.name, Style(size, self._palette.ink, bold=True))
        inside = max((self.typesetter.min_content(each, style) for each in part.parts), default=0)
        return max(words, inside + self._indent(part, size, self._palette.ink).text) + 2 * _SIDE

    def _part(self, number: int, rect: Rect, size: int, dots: Sequence[Rect]) -> Box:
        line = self.typesetter.theme.space.line
        corner = self.typesetter.theme.space.corner
        if not self.quadrants.of:
            fill, edge = self._palette.surface, Stroke(self._palette.rule, line)
            return Box(f"Quadrant {number + 1}", rect, "rounded", fill, edge, corner, alt=self.says.corners[number])
        node, written = self._quadrants[number], self._written(number, rect, size, dots)
        body = TextBody(written.texts, written.anchor, Insets(_SIDE, _ABOVE, _SIDE, _ABOVE))
        fill, edge = node.fill(self._palette), Stroke(node.edge(self._palette), line)
        return Box(node.name.plain, rect, "rounded", fill, edge, corner, body)

    def _written(self, number: int, rect: Rect, size: int, dots: Sequence[Rect]) -> Written:
        """What is written in a quadrant, in the first of its corners in which no point is."""
        corners = _MIDDLE if self._is_bare else _LEFT if self.quadrants.of[number].parts else _CORNERS
        found = [self._written_at(number, rect, size, corner) for corner in corners]
        free = (each for each in found if not any(each.rect.overlaps(dot) for dot in dots))
        return next(free, found[0])

    def _written_at(self, number: int, rect: Rect, size: int, corner: tuple[Align, Anchor]) -> Written:
        align, anchor = corner
        texts = self._texts(number, rect.width - 2 * _SIDE, size, align)
        width = max(line.width + text.indent for text in texts for line in text.lines) + 2 * _SIDE
        height = height_of(texts) + _ABOVE + _FROM_EDGE
        x = {"left": rect.x, "centre": rect.centre.x - width // 2, "right": rect.right - width}[align]
        y = {"top": rect.y, "middle": rect.centre.y - height // 2, "bottom": rect.bottom - height}[anchor]
        return Written(texts, anchor, Rect(x, y, width, height))

    @property
    def _is_bare(self) -> bool:
        """True if the quadrants hold nothing but their names."""
        return not self.quadrants.points and not any(part.parts for part in self.quadrants.of)

    def _texts(self, number: int, width: int, size: int, align: Align = "left") -> tuple[Paragraph, ...]:
        """The name of a quadrant and the texts in it."""
        part, node = self.quadrants.of[number], self._quadrants[number]
        colour = self._palette.paper if node.strong else self._palette.ink
        bold = Style(size, colour, bold=True, align=align)
        plain, name = Style(size, colour), self.typesetter.set(part.name, width, bold)
        indent = self._indent(part, size, colour if node.strong else self._palette.accent)
        points = (
            self.typesetter.paragraph(
                self.typesetter.runs(words, plain), width, plain, indent=indent, space_before=_BETWEEN
            )
            for words in part.parts
        )
        return (name, *points)

    def _indent(self, part: Quadrant, size: int, colour: Colour) -> Indent:
        """The hanging indent of the texts in a quadrant; none for one by itself."""
        if len(part.parts) < 2:
            return NO_INDENT
        return Indent(pt(size), pt(size), Bullet("•", colour))

    # The axes

    def _axes(self, plan: QuadrantsPlan, area: Rect) -> Iterator[Item]:
        field = area.inset(plan.aside, 0, 0, plan.foot)
        x, y = field.x - _FROM_AXIS, field.bottom + _FROM_AXIS
        stroke = Stroke(self._palette.muted, _AXIS)
        if self.quadrants.up:
            text = self.says.listed([each.plain for each in self.quadrants.up])
            ends = Point(x, field.bottom), Point(x, field.y)
            yield Connector(f"Axis: {text}", ends, stroke, end_head=True, decorative=True)
            room = Rect(area.x, field.y, plan.aside - 2 * _FROM_AXIS, field.height)
            yield from self._ends_up(room, plan.size)
        if self.quadrants.across:
            text = self.says.listed([each.plain for each in self.quadrants.across])
            ends = Point(field.x, y), Point(field.right, y)
            yield Connector(f"Axis: {text}", ends, stroke, end_head=True, decorative=True)
            room = Rect(field.x, y + _FROM_AXIS, field.width, area.bottom - y - _FROM_AXIS)
            yield from self._ends_across(room, plan.size)

    def _ends_up(self, room: Rect, size: int) -> Iterator[Item]:
        style = Style(size, self._palette.muted, bold=True, align="right")
        names = self.quadrants.up[::-1]
        anchors: tuple[Anchor, ...] = ("top", "bottom") if len(names) > 1 else ("middle",)
        for name, anchor in zip(names, anchors, strict=False):
            text = self.typesetter.set(name, room.width, style)
            height = height_of([text])
            spare = {"top": 0, "middle": (room.height - height) // 2, "bottom": room.height - height}[anchor]
            yield TextBox(name.plain, Rect(room.x, room.y + spare, room.width, height), TextBody((text,), anchor))

    def _ends_across(self, room: Rect, size: int) -> Iterator[Item]:
        names = self.quadrants.across
        aligns: tuple[Align, ...] = ("left", "right") if len(names) > 1 else ("centre",)
        width = self._width_across(room.width)
        for name, align in zip(names, aligns, strict=False):
            text = self.typesetter.set(name, width, Style(size, self._palette.muted, bold=True, align=align))
            x = room.right - width if align == "right" else room.x
            yield TextBox(name.plain, Rect(x, room.y, width, height_of([text])), TextBody((text,)))

    def _aside(self, size: int) -> int:
        """The width at the left for the axis that runs up."""
        if not self.quadrants.up:
            return 0
        style = Style(size, self._palette.muted, bold=True)
        widths = []
        for name in self.quadrants.up:
            most = max(pt(_MOST_ASIDE * size), self.typesetter.min_content(name, style))
            natural = self.typesetter.natural_width(name, style)
            widths.append(natural if natural <= most else self.typesetter.balanced_width(name, most, style))
        return max(widths) + 2 * _FROM_AXIS

    def _foot(self, size: int, width: int) -> int:
        """The height at the bottom for the axis that runs across, along quadrants that are `width` EMU wide."""
        style, room = Style(size, self._palette.muted, bold=True), self._width_across(width)
        heights = [height_of([self.typesetter.set(name, room, style)]) for name in self.quadrants.across]
        return max(heights) + 2 * _FROM_AXIS if heights else 0

    def _width_across(self, width: int) -> int:
        """The width for each name of the axis that runs across."""
        return (width - _GAP) // 2 if len(self.quadrants.across) > 1 else width

    # The points

    @property
    def where_it_is_full(self) -> str | None:
        points = self.quadrants.points
        crowds = (
            [
                other.name.plain
                for other in points
                if max(abs(other.at.across - at.across), abs(other.at.up - at.up)) <= _NEAR
            ]
            for at in (point.at for point in points)
        )
        crowd = max(crowds, key=len, default=[])
        return f"move {listed(crowd)} apart" if len(crowd) >= _CROWD else None

    def _dots(self, plan: QuadrantsPlan, area: Rect) -> tuple[Dot, ...] | None:
        """The points with their texts, none of which lies on anything else; None if there is no room for them."""
        parts, rects = plan.parts(area), self._rects_of_dots(plan, area)
        taken = [rect.inset(-_ROUND_DOT) for rect in rects]
        if self.quadrants.of:
            taken += [self._written(number, part, plan.size, rects).rect for number, part in enumerate(parts)]
        choices = [
            [
                dot
                for dot in self._places(number, rect, parts, plan.size)
                if not any(dot.label.overlaps(other) for other in taken[:number] + taken[number + 1 :])
            ]
            for number, rect in enumerate(rects)
        ]
        return _apart(choices)

    def _rects_of_dots(self, plan: QuadrantsPlan, area: Rect) -> list[Rect]:
        field = area.inset(plan.aside, 0, 0, plan.foot)
        return [self._dot(number, field) for number in range(len(self.quadrants.points))]

    def _dot(self, number: int, field: Rect) -> Rect:
        at, side = self.quadrants.points[number].at, _LIT_DOT if self._is_lit(number) else _DOT
        room = field.inset(_LIT_DOT // 2 + _FROM_EDGE)
        x, y = room.x + round(at.across * room.width), room.bottom - round(at.up * room.height)
        return Rect(x - side // 2, y - side // 2, side, side)

    def _places(self, number: int, rect: Rect, parts: Sequence[Rect], size: int) -> Iterator[Dot]:
        """The places for the text of a point, the best first."""
        width, height = self._label_size(number, size)
        middle = rect.centre
        left, right = rect.x - _FROM_DOT - width, rect.right + _FROM_DOT
        above, below = rect.y - height, rect.bottom
        level, upright = middle.y - height // 2, middle.x - width // 2
        places: list[tuple[int, int, Align]] = [
            (right, level, "left"), (left, level, "right"), (upright, above, "centre"), (upright, below, "centre"),
            (right, above, "left"), (right, below, "left"), (left, above, "right"), (left, below, "right"),
            (rect.x, above, "left"), (rect.x, below, "left"),
            (rect.right - width, above, "right"), (rect.right - width, below, "right"),
        ]  # fmt: skip
        for x, y, align in places:
            for home, part in enumerate(parts):
                label = _moved_into(part.inset(_FROM_EDGE), Rect(x, y, width, height))
                if label is not None and not label.overlaps(rect):
                    yield Dot(rect, label, home, align)

    def _drawn_dot(self, number: int, dot: Dot, size: int) -> Iterator[Item]:
        node = self._points[number]
        on_full = bool(self.quadrants.of) and self._quadrants[dot.home].strong
        name, ink = node.name.plain, self._palette.paper if on_full else self._palette.ink
        rim = Stroke(self._palette.paper, pt(1.5))
        fill = self._palette.paper if on_full else node.hue
        yield Box(f"{name} dot", dot.rect, "ellipse", fill, rim, decorative=True)
        style = Style(size, ink, bold=self._is_lit(number), align=dot.align)
        text = self.typesetter.set(node.name, dot.label.width, style)
        yield TextBox(name, dot.label, TextBody((text,)))

    def _label_size(self, number: int, size: int) -> tuple[int, int]:
        """The width and the height of the text beside a point."""
        words = self.quadrants.points[number].name
        style = Style(size, self._palette.ink, bold=self._is_lit(number))
        width = self.typesetter.natural_width(words, style)
        if width > pt(_MOST_BESIDE * size):
            most = max(pt(_MOST_BESIDE * size), self.typesetter.min_content(words, style))
            width = self.typesetter.balanced_width(words, most, style)
        return width, height_of([self.typesetter.set(words, width, style)])

    # What they are

    @property
    def _palette(self) -> Palette:
        return self.typesetter.theme.palette

    def _is_lit(self, number: int) -> bool:
        return self._strong(self.quadrants.points[number])

    def _strong(self, part: Quadrant | PlacedPoint) -> bool:
        return key_of(part.name.plain) in {key_of(name.plain) for name in self.quadrants.highlight}

    def _node(self, part: Quadrant | PlacedPoint, *, lit: bool) -> Node:
        return coloured(Joint(part.name, "box", part.role), self.colour_key, lit=lit)

    @cached_property
    def _quadrants(self) -> tuple[Node, ...]:
        return tuple(self._node(part, lit=self._strong(part)) for part in self.quadrants.of)

    @cached_property
    def _points(self) -> tuple[Node, ...]:
        return tuple(self._node(point, lit=True) for point in self.quadrants.points)

    @property
    def nodes(self) -> tuple[Node, ...]:
        return (*self._quadrants, *self._points)

    @property
    def alt(self) -> str:
        says, drawn = self.says, self.quadrants
        said = [says.quadrants]
        for axis, sentence in ((drawn.across, says.across), (drawn.up, says.upwards)):
            ends = [name.plain for name in axis]
            text = says.from_to.format(start=ends[0], end=ends[1]) if len(ends) > 1 else "".join(ends)
            said += [sentence.format(text=text)] if ends else []
        for corner, part in zip(says.corners, drawn.of, strict=False):
            inside = says.listed([words.plain for words in part.parts])
            text = says.labelled.format(what=part.name.plain, label=inside) if inside else part.name.plain
            said.append(says.stated(says.labelled.format(what=corner, label=text)))
        points = [
            says.point.format(name=each.name.plain, across=f"{each.at.across * 100:g}", up=f"{each.at.up * 100:g}")
            for each in drawn.points
        ]
        said += [says.stated(says.semicolon.join(points))] if points else []
        return " ".join(said)


def _moved_into(part: Rect, label: Rect) -> Rect | None:
    """The text moved into a quadrant, by half of its width or height at most; None if it is too far away."""
    x = min(max(label.x, part.x), part.right - label.width)
    y = min(max(label.y, part.y), part.bottom - label.height)
    moved = Rect(x, y, label.width, label.height)
    is_near = abs(x - label.x) <= label.width // 2 and abs(y - label.y) <= label.height // 2
    return moved if is_near and part.contains(moved) else None


def _apart(choices: Sequence[Sequence[Dot]]) -> tuple[Dot, ...] | None:
    """One place of each point such that no two texts overlap, the better ones first; None if none was found."""
    found: list[int] = [-1] * len(choices)
    number, tries = 0, 0
    while 0 <= number < len(choices):
        tries += 1
        before = [choices[other][found[other]].label for other in range(number)]
        following = next(
            (
                place
                for place in range(found[number] + 1, len(choices[number]))
                if not any(choices[number][place].label.overlaps(other) for other in before)
            ),
            None,
        )
        if tries > _TRIES:
            return None
        if following is None:
            found[number] = -1
            number -= 1
        else:
            found[number] = following
            number += 1
    return tuple(each[place] for each, place in zip(choices, found, strict=True)) if number >= 0 else None


def quadrants_block(quadrants: Quadrants, context: LayoutContext) -> QuadrantsBlock:
    """The block of quadrants."""
    assert len(quadrants.of) in (0, COUNT)
    return QuadrantsBlock(
        quadrants=quadrants,
        colour_key=local_key(context.colour_key, quadrants.roles, context.typesetter.theme),
        typesetter=context.typesetter,
        says=context.says,
        report=context.report,
    )
