"""Arrows between boxes: the room they need, their connectors, and the labels and crosses on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, error, warning
from deckgen.geometry import Point, Rect, pt
from deckgen.layout.colour_key import ColourKey
from deckgen.layout.figure.boxes import cross
from deckgen.layout.figure.labels import CROSS
from deckgen.layout.figure.model import Cell, holds, walk
from deckgen.layout.figure.routing import Edge, Route, edges_of, hits, offset_of, routed, site_of
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.locale import Descriptions
from deckgen.outline.element import Words
from deckgen.outline.figure import Arrow
from deckgen.paint import Stroke
from deckgen.scene.items import Box, Connector, Glue, Item, Shape, Site, TextBox
from deckgen.scene.text import Insets, TextBody

_PLAIN_GAP = pt(30)
_CROSSED_GAP = pt(58)
_DETOUR = pt(18)
"""The room for an arrow that goes around something."""
_LABEL_MOST = pt(130)
LABEL_GAP = pt(8)
ON_LINE = pt(4)
"""The clear space around a label that interrupts its arrow."""
FAT_GAP = pt(68)
"""The gap between two panels with room for a fat arrow."""


class PlacedArrow(Struct, frozen=True):
    """An arrow with the cells at its ends; of those that one line of the outline means, the first has its label.

    `line` is the number of that line among the arrows of the figure.
    """

    arrow: Arrow
    start: Cell
    end: Cell
    line: int = 0


class ArrowTypesetter(Struct, frozen=True):
    """Measures and draws the arrows of one figure."""

    typesetter: Typesetter
    says: Descriptions
    colour_key: ColourKey

    def gap(self, arrow: Arrow, upright: bool) -> int:
        """The gap between two neighbours that leaves room for an arrow and its label."""
        least = _CROSSED_GAP if arrow.crossed else _PLAIN_GAP
        if not arrow.label:
            return least
        width = self.label_width(arrow)
        if upright:
            return max(least, height_of([self.typesetter.set(arrow.label, width, self.style(arrow))]) + pt(8))
        return max(least, width + 2 * LABEL_GAP)

    def detour(self, arrow: Arrow, *, aside: bool) -> int:
        """The room for an arrow that goes around the boxes between its ends, `aside` or below, with its label."""
        room = CROSS + pt(8) if arrow.crossed else _DETOUR
        if not arrow.label:
            return room
        width = self.label_width(arrow)
        if aside:
            return max(room, width + 2 * ON_LINE)
        return max(room, height_of([self.typesetter.set(arrow.label, width, self.style(arrow))]) + 2 * ON_LINE)

    def style(self, arrow: Arrow) -> Style:
        """The style of the label, which has the colour of the line."""
        palette = self.typesetter.theme.palette
        size = self.typesetter.theme.sizes.note[2]
        if arrow.crossed:
            return Style(size, palette.bad, bold=True)
        return Style(size, self.colour_key.hue(arrow.role) if arrow.role else palette.muted, bold=True)

    def label_width(self, arrow: Arrow) -> int:
        """The width at which the label of an arrow is typeset."""
        if not arrow.label:
            return 0
        style = self.style(arrow)
        most = max(_LABEL_MOST, self.typesetter.min_content(arrow.label, style))
        natural = self.typesetter.natural_width(arrow.label, style)
        return natural if natural <= most else self.typesetter.balanced_width(arrow.label, most, style)


def describe_arrow(arrow: Arrow, says: Descriptions, ends: tuple[str, str] | None = None) -> str:
    """The alt text of an arrow, without its label, or of several between the boxes at both `ends`."""
    start, end = ends or (arrow.start.plain, arrow.end.plain)
    pattern = says.arrow_both if arrow.both else says.arrow
    pattern = says.arrow_crossed if arrow.crossed else pattern
    return pattern.format(start=start, end=end)


_LINE = pt(2.25)
_FAT = (pt(44), pt(36))
_DOT = pt(3)


class ArrowDrawing(Struct, frozen=True, dict=True):
    """Draws the arrows of a solved figure. `taken` are texts that nothing may run through, `lines` may be crossed by
    arrows but not touched by labels, and `titles` are the labels of frames, by the index of the frame.
    """

    arrows: ArrowTypesetter
    placed: Sequence[PlacedArrow]
    roots: Sequence[Cell]
    rects: Mapping[int, Rect]
    titles: Mapping[int, Rect]
    names: Mapping[int, str]
    area: Rect
    taken: list[Rect]
    lines: Sequence[Rect]
    troubles: list[Diagnostic] = field(default_factory=list)

    def draw(self) -> Iterator[tuple[PlacedArrow, list[Item]]]:
        """Every arrow with its items."""
        for placed, route in zip(self.placed, self._routes, strict=True):
            yield placed, list(self._arrow(placed, route))

    def _arrow(self, placed: PlacedArrow, route: Route) -> Iterator[Item]:
        """The connector, glued to its boxes, with its cross and its label."""
        arrow, obstacles = placed.arrow, [*self._obstacles(placed), *self.taken]
        name = f"{arrow.start.plain} to {arrow.end.plain}"
        what = "Crossed-out arrow" if arrow.crossed else "Arrow both ways" if arrow.both else "Arrow"
        if route.touches(edges_of(obstacles)):
            self.troubles.append(_blocked(arrow))
        start, end = self._ends(placed)
        stroke = Stroke(self.arrows.style(arrow).colour, _LINE, dashed=arrow.crossed)
        line = Connector(
            f"{what}: {name}",
            route.points,
            stroke,
            start_head=arrow.both,
            end_head=True,
            start_glue=_glue(self.names[placed.start.index], start, route.points[0], route.start_site),
            end_glue=_glue(self.names[placed.end.index], end, route.points[-1], route.end_site),
            alt=describe_arrow(arrow, self.arrows.says),
        )
        if route.aside:
            yield from self._jointed(line, route, placed)
            return
        yield line
        marks = []
        if arrow.crossed:
            mark = cross(_middle(route), name, self.arrows.typesetter)
            marks.append(mark.rect)
            yield mark
        if arrow.label:
            yield self._label(placed, route, marks)

    def _jointed(self, line: Connector, route: Route, placed: PlacedArrow) -> Iterator[Item]:
        """An arrow as two lines with one bend each, glued to the shape on it: its cross, its label, or a dot.

        LibreOffice draws the bends of a line with two bends half-way between its ends, wherever they should be.
        """
        arrow = placed.arrow
        joint = self._joint(line, route, arrow)
        first, last = (site_of(joint.rect, site) for site in route.middle_sites)
        sites = route.middle_sites
        glued = Glue(joint.name, sites[0]), Glue(joint.name, sites[1])
        before, after = route.points[:2], route.points[-2:]
        yield replace(line, points=(*before, first), end_head=False, end_glue=glued[0])
        name, points = f"{line.name}, to its end", (last, *after)
        yield replace(line, name=name, points=points, start_head=False, start_glue=glued[1], alt="", decorative=True)
        yield joint
        if arrow.label and not isinstance(joint, TextBox):
            yield self._label(placed, route, [joint.rect])

    def _joint(self, line: Connector, route: Route, arrow: Arrow) -> Box | TextBox:
        """The shape in the middle of an arrow that interrupts it."""
        middle, typesetter = _middle(route), self.arrows.typesetter
        if arrow.crossed:
            return cross(middle, line.name, typesetter)
        if arrow.label is None or not route.clearance:
            rect = Rect(middle.x - _DOT // 2, middle.y - _DOT // 2, _DOT, _DOT)
            return Box(f"{line.name}, dot", rect, "ellipse", line.stroke.colour, decorative=True)
        width = self.arrows.label_width(arrow)
        paragraph = typesetter.set(arrow.label, width, replace(self.arrows.style(arrow), align="centre"))
        height = height_of([paragraph])
        rect = Rect(middle.x - width // 2, middle.y - height // 2, width, height).inset(-ON_LINE, 0)
        if any(hits(rect, edges_of(self._other_lines(route)))):
            self.troubles.append(_crowded(arrow, arrow.label))
        self.taken.append(rect)
        return TextBox(arrow.label.plain, rect, TextBody((paragraph,), "middle", Insets(ON_LINE, 0, ON_LINE, 0)))

    @cached_property
    def _routes(self) -> list[Route]:
        """The route of every arrow; all are found together, so that they keep apart."""
        return routed([self._edge(placed) for placed in self.placed], self.area)

    @cached_property
    def _strips(self) -> list[tuple[Route, list[Rect]]]:
        return [(route, route.strips) for route in self._routes]

    def _other_strips(self, route: Route) -> list[Rect]:
        """The lines of all other arrows, with the room that they need."""
        return [strip for each, strips in self._strips if each is not route for strip in strips]

    def _other_lines(self, route: Route) -> list[Rect]:
        """The lines of all other arrows, without any width."""
        parts = [part for each in self._routes if each is not route for part in each.parts]
        return [Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)) for a, b in parts]

    def _edge(self, placed: PlacedArrow) -> Edge:
        aside, below = (self.arrows.detour(placed.arrow, aside=aside) // 2 for aside in (True, False))
        return Edge(
            *self._ends(placed),
            [*self._obstacles(placed), *self.taken],
            (placed.start.index, placed.end.index),
            "crossed" if placed.arrow.crossed else placed.arrow.role,
            (aside, below),
        )

    def _ends(self, placed: PlacedArrow) -> tuple[Rect, Rect]:
        return self.rects[placed.start.index], self.rects[placed.end.index]

    def _obstacles(self, placed: PlacedArrow) -> list[Rect]:
        """All boxes except the two ends and their contents; of the frames around the ends, only the titles."""
        around = [cell for cell in walk(self.roots) if holds(cell, placed.start) or holds(cell, placed.end)]
        free = {cell.index for cell in (*around, *walk([placed.start, placed.end]))}
        titles = [self.titles[cell.index] for cell in self._frames(placed)]
        return [self.rects[cell.index] for cell in walk(self.roots) if cell.label and cell.index not in free] + titles

    def _label(self, placed: PlacedArrow, route: Route, marks: Sequence[Rect]) -> TextBox:
        """The label beside the route, where it touches nothing, including the edges of the frames around the ends."""
        arrow, words = placed.arrow, placed.arrow.label
        assert words is not None
        others = self._other_strips(route)
        edges = [edge for cell in self._frames(placed) for edge in _edges(self.rects[cell.index])]
        obstacles = [*self._obstacles(placed), *self.taken, *others, *self.lines, *marks, *edges, *self._ends(placed)]
        width = self.arrows.label_width(arrow)
        paragraph = self.arrows.typesetter.set(words, width, self.arrows.style(arrow))
        height = height_of([paragraph])
        aside = CROSS // 2 if arrow.crossed else 0
        places = [place for part in _longest_first(route) for place in _beside(part, width, height, aside)]
        near = edges_of([*obstacles, *route.strips])

        def cost(place: Rect) -> int:
            return sum(hits(place.inset(-pt(2)), near)) + 9 * (not self.area.contains(place))

        best = min(places, key=cost)
        if not self.area.contains(best):
            self.troubles.append(_off(arrow, words))
        elif cost(best):
            self.troubles.append(_crowded(arrow, words))
        self.taken.append(best)
        return TextBox(words.plain, best, TextBody((paragraph,), "middle"))

    def _frames(self, placed: PlacedArrow) -> list[Cell]:
        """The frames around the ends of an arrow."""
        around = (cell for cell in walk(self.roots) if holds(cell, placed.start) or holds(cell, placed.end))
        return [cell for cell in around if cell.framed and cell not in (placed.start, placed.end)]


def fat_arrow(arrow: Arrow, panels: tuple[Rect, Rect], middle: int, arrows: ArrowTypesetter) -> Iterator[Item]:
    """A block arrow in the gap between two panels, centred on the height `middle`."""
    start, end = panels
    width, height = _FAT
    forward = start.x < end.x
    first, last = (start, end) if forward else (end, start)
    x = (first.right + last.x - width) // 2
    rect = Rect(x, middle - height // 2, width, height)
    colour, alt = arrows.typesetter.theme.palette.muted, describe_arrow(arrow, arrows.says)
    shape: Shape = "right-arrow" if forward else "left-arrow"
    yield Box(f"Arrow: {arrow.start.plain} to {arrow.end.plain}", rect, shape, colour, alt=alt)


def _edges(rect: Rect) -> Iterator[Rect]:
    yield Rect(rect.x, rect.y, rect.width, 0)
    yield Rect(rect.x, rect.bottom, rect.width, 0)
    yield Rect(rect.x, rect.y, 0, rect.height)
    yield Rect(rect.right, rect.y, 0, rect.height)


def _glue(name: str, rect: Rect, point: Point, site: Site) -> Glue:
    return Glue(name, site, offset_of(point, rect, site))


def _longest_first(route: Route) -> list[tuple[Point, Point]]:
    return sorted(route.parts, key=lambda part: -abs(part[0].x - part[1].x) - abs(part[0].y - part[1].y))


def _middle(route: Route) -> Point:
    a, b = _longest_first(route)[0]
    return Point((a.x + b.x) // 2, (a.y + b.y) // 2)


def _beside(part: tuple[Point, Point], width: int, height: int, aside: int) -> Iterator[Rect]:
    """Positions for a label: right or left of a vertical part, above or below a horizontal one; its middle first."""
    a, b = part
    for share in (50, 35, 65, 25, 75, 15, 85, 45, 55, 40, 60, 30, 70, 20, 80):
        x, y = a.x + (b.x - a.x) * share // 100, a.y + (b.y - a.y) * share // 100
        if a.x == b.x:
            gap = LABEL_GAP + aside
            yield Rect(x + gap, y - height // 2, width, height)
            yield Rect(x - gap - width, y - height // 2, width, height)
        else:
            gap = pt(5) + aside
            yield Rect(x - width // 2, y - gap - height, width, height)
            yield Rect(x - width // 2, y + gap, width, height)


def _crowded(arrow: Arrow, words: Words) -> Diagnostic:
    message = f"the label `{words.plain}` has no room beside the arrow from `{arrow.start.plain}`"
    hint = "shorten it, leave it out, or put its boxes further apart"
    return warning(Code.ARROW_LABEL_WITHOUT_ROOM, message, words.place, hint)


def _off(arrow: Arrow, words: Words) -> Diagnostic:
    message = f"the label `{words.plain}` of the arrow from `{arrow.start.plain}` has no room on the slide"
    return error(Code.FIGURE_TOO_FULL, message, words.place, "shorten it, or put its boxes further apart")


def _blocked(arrow: Arrow) -> Diagnostic:
    message = f"the arrow from `{arrow.start.plain}` to `{arrow.end.plain}` runs through another box or text"
    hint = "put its boxes next to each other, or take away what lies between them"
    return warning(Code.ARROW_THROUGH_A_BOX, message, arrow.place, hint)
