"""Solving a figure: find a rectangle for every box, at one label size.

Widths come first: gutters take theirs, and panels share the rest according to their contents. With the widths known,
heights follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Rect, pt, spread, union
from deckgen.layout.figure.labels import Labels
from deckgen.layout.figure.model import Cell, Content, Panel, walk
from deckgen.layout.figure.tracks import (
    Direction,
    Row,
    Span,
    anchors_of,
    arrange,
    columns,
    grouped,
    largest_unit,
    sisters_of,
    total_height,
)
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.element import Words
from deckgen.scene.items import least_insets
from deckgen.scene.text import Paragraph
from deckgen.theme.tokens import Theme

_TIP = 0.24
"""The width of the top of a pyramid, as a share of its base."""


def share_of(stack: Cell, box: Cell) -> float:
    """The least width of the upper edge of a box, as a share of the base of its stack."""
    index = next(number for number, part in enumerate(stack.parts) if part is box)
    return _TIP + (1 - _TIP) * index / len(stack.parts)


def narrowed(stack: Cell, spans: Mapping[int, Span]) -> Iterator[tuple[int, Span]]:
    """The start and the least length of the upper edges of the boxes, by their indexes."""
    for part in stack.parts:
        start, width = spans[part.index]
        upper = round(width * share_of(stack, part))
        yield part.index, (start + (width - upper) // 2, upper)


def sloped(stack: Cell, ground: Rect, rects: Mapping[int, Rect]) -> Iterator[tuple[int, Rect, int]]:
    """Every box of a pyramid in `ground`, by its index: its rectangle, and the overhang of its shape at each side."""
    top = rects[stack.parts[0].index].y

    def width_at(y: int) -> int:
        return round(ground.width * (_TIP + (1 - _TIP) * (y - top) / (ground.bottom - top)))

    for part in stack.parts:
        row = rects[part.index]
        upper, lower = width_at(row.y), width_at(row.bottom)
        yield part.index, Rect(ground.centre.x - upper // 2, row.y, upper, row.height), (lower - upper) // 2


_CAPTION_GAP = pt(8)
_TOWER, _LOW = 1.2, 0.8
"""The height of boxes, as a share of the width of the widest, from which on they look like towers, and what they get
then.
"""
_LEAST_LOW = pt(110)
"""The height that boxes get then if they are narrow."""


class Solution(Struct, frozen=True):
    """The final geometry: `rects` of the cells, by their indexes, and `panels`, the area of each panel's boxes."""

    labels: Labels
    rects: dict[int, Rect]
    panels: tuple[Rect, ...]
    captions: tuple[Rect, ...]
    area: Rect
    leans: Mapping[int, int]
    """The overhang of the shapes of a pyramid at both sides of their rectangles, by the indexes of the cells."""

    @property
    def sides(self) -> dict[int, Rect]:
        """The rectangles with the widths that the shapes have at half their height, by the indexes of the cells."""
        return {key: rect.inset(-self.leans.get(key, 0) // 2, 0) for key, rect in self.rects.items()}

    def holds(self, cell: Cell) -> bool:
        """True if the label of a box in a pyramid stays clear of the slanted sides; always true for other boxes."""
        rect, lean = self.rects[cell.index], self.leans.get(cell.index, 0)
        if not lean:
            return True
        taken = least_insets("trapezoid", rect.inset(-lean, 0), lean).top - self.labels.insets(cell).top
        return self.labels.least_height(cell, rect.width) + max(taken, 0) <= rect.height

    def area_of(self, root: Cell) -> Rect:
        """The rectangle around the boxes of a panel, or around those below all panels."""
        number = -1 - root.index
        return self.panels[number] if number < len(self.panels) else self.rects[root.index]

    def boxes(self, content: Content) -> Rect:
        """The rectangle around all panels and the layers below them, captions included."""
        below = [self.rects[content.below.index]] if content.below.parts else []
        return union([*self.panels, *below, *(rect for rect in self.captions if rect.height)])


class Widths(Struct, frozen=True):
    """A figure whose widths are known: `across` has the start and the width of each cell."""

    content: Content
    labels: Labels
    width: int
    across: dict[int, Span]
    strips: tuple[Span, ...]
    down: Direction

    @property
    def least_height(self) -> int:
        """The least height at which all labels fit."""
        return self._total()(0) + self._caption_height

    def solve(self, area: Rect) -> Solution:
        """A rectangle for everything, filling `area`, which is as wide as the figure."""
        room = area.height - self._caption_height
        total = self._total()
        unit = largest_unit(total, room)
        widest = self._widest_box
        if widest and unit > max(_TOWER * widest, _LEAST_LOW):
            unit = max(_LOW * widest, _LEAST_LOW)
            room = total(unit)
            area = replace(area, height=room + self._caption_height)
        below = self._below()(unit)
        top = area.y + (self._caption_height if self.content.captions_on_top else 0)
        spans: dict[int, Span] = {}
        tops = self._place_panels(top, room - below, spans)
        gap = self._gap_above_below if below else 0
        self.down.place(self.content.below, (top + room - below + gap, below - gap), spans)
        rects = {
            key: Rect(area.x + x, spans[key][0], width, spans[key][1]) for key, (x, width) in self.across.items()
        }
        ground = top + room - below
        panels = tuple(
            Rect(area.x + x, y, width, ground - y) for (x, width), y in zip(self.strips, tops, strict=True)
        )
        leans: dict[int, int] = {}
        for panel, rect in zip(self.content.panels if self.content.pyramid else (), panels, strict=False):
            for key, narrow, lean in sloped(panel.root, rect, rects):
                rects[key], leans[key] = narrow, lean
        return Solution(self.labels, rects, panels, self._captions(panels, area.y, top + room), area, leans)

    @property
    def _widest_box(self) -> int:
        """The width of the widest box without parts; 0 if boxes have labels that run upwards."""
        plain = [cell for root in self.content.roots for cell in walk([root]) if cell.label and not cell.parts]
        if self.content.pyramid or any(cell.box.turned for cell in plain):
            return 0
        return max((self.across[cell.index][1] for cell in plain), default=0)

    def _total(self) -> Callable[[float], int]:
        """The height of panels and layers below them as a function of the height of a plain box (both in EMU)."""
        panels, below = self._highest_panel(), self._below()
        return lambda unit: panels(unit) + below(unit)

    def _highest_panel(self) -> Callable[[float], int]:
        panels = self.content.panels
        if len(panels) == 1 or _has_common_rows(self.content):
            tracks = [self.down.tracks(panel.root) for panel in panels]
            return lambda unit: max(rows.length(unit) for rows in tracks)
        rows = self._rows()
        return total_height(rows, anchors_of(rows))

    def _below(self) -> Callable[[float], int]:
        below = self.content.below
        if not below.parts:
            return lambda _: 0
        tracks, gap = self.down.tracks(below), self._gap_above_below
        return lambda unit: tracks.length(unit) + gap

    @property
    def _gap_above_below(self) -> int:
        return max(self.down.gap, self.content.gap_above_below)

    def _rows(self) -> list[list[Row]]:
        down = self.down
        return [
            [
                Row(_row_name(part), down.least(part), down.weight(part) * down.span(part), gap)
                for part, gap in zip(panel.root.parts, [*down.tracks(panel.root).gaps, 0], strict=True)
            ]
            for panel in self.content.panels
        ]

    def _place_panels(self, top: int, height: int, spans: dict[int, Span]) -> list[int]:
        """Place the rows of all panels, and return the top of each panel."""
        panels, down = self.content.panels, self.down
        if len(panels) == 1 or _has_common_rows(self.content):
            for panel in panels:
                down.place(panel.root, (top, height), spans)
            return [top] * len(panels)
        rows = self._rows()
        tops = []
        for panel, edges in zip(panels, arrange(rows, anchors_of(rows), height), strict=True):
            for cell, (start, end) in zip(panel.root.parts, edges, strict=True):
                down.place(cell, (top + start, end - start), spans)
            tops.append(top + edges[0][0])
            spans[panel.root.index] = (tops[-1], top + height - tops[-1])
        return tops

    @property
    def _caption_height(self) -> int:
        heights = [
            height_of([text for _, text in captioned(panel.caption, panel.note, width, self.labels.typesetter)])
            for panel, (_, width) in zip(self.content.panels, self.strips, strict=True)
            if panel.caption
        ]
        return max(heights) + _CAPTION_GAP if heights else 0

    def _captions(self, panels: Sequence[Rect], top: int, ground: int) -> tuple[Rect, ...]:
        """The rectangles of the captions: above the panels, or under the ground line and the layers below."""
        height = max(self._caption_height - _CAPTION_GAP, 0)
        y = top if self.content.captions_on_top else ground + _CAPTION_GAP
        return tuple(Rect(rect.x, y, rect.width, height) for rect in panels)


def captioned(
    caption: Words | None, note: Words | None, width: int, typesetter: Typesetter
) -> list[tuple[Words, Paragraph]]:
    """The caption of a panel and the note under it, as far as there are any, typeset at the width of the panel."""
    styles = caption_styles(typesetter.theme)
    both = zip((caption, note), styles, strict=True)
    return [(words, typesetter.set(words, width, style)) for words, style in both if words]


def caption_styles(theme: Theme) -> tuple[Style, Style]:
    """The styles of the captions of panels, and of the notes under them."""
    note = Style(theme.sizes.note[0], theme.palette.muted, align="centre")
    return Style(theme.sizes.caption[0], theme.palette.ink, bold=True, align="centre"), note


_TITLE_WEIGHT = 0.35


class Solver(Struct, frozen=True):
    """Solves one figure at one label size."""

    content: Content
    labels: Labels
    across: Direction

    def fitting(self, area: Rect) -> Solution | None:
        """The solution if all labels fit in `area` without cut words or long columns of short lines, else None."""
        if self.least_width() > area.width:
            return None
        widths = self._widths(area.width)
        if widths.least_height > area.height:
            return None
        most_lines = 2 if self.labels.size > 18 else 3
        plain = [cell for cell in walk(self.content.roots) if not cell.parts and not cell.box.turned]
        fits = all(self.labels.lines(cell, widths.across[cell.index][1]) <= most_lines for cell in plain)
        solution = widths.solve(area) if fits else None
        return solution if solution and all(map(solution.holds, plain)) else None

    def least_height(self, width: int) -> int:
        """The least height at which all labels fit, at `width`."""
        return self._widths(width).least_height

    def solve(self, area: Rect) -> Solution:
        """A rectangle for everything, filling `area`."""
        return self._widths(area.width).solve(area)

    def least_width(self) -> int:
        """The min-content width of the figure, at which no word is cut."""
        panels = sum(self._panel_least(panel) + panel.sides for panel in self.content.panels)
        beside = self.content.beside_below
        below = self.across.least(self.content.below) + beside.left + beside.right
        return max(panels + sum(self._panel_gaps()), below)

    def _panel_gaps(self) -> list[int]:
        return [panel.gap for panel in self.content.panels[:-1]]

    def _panel_least(self, panel: Panel) -> int:
        least = self.across.least(panel.root)
        if panel.caption is None:
            return least
        typesetter = self.labels.typesetter
        both = zip((panel.caption, panel.note), caption_styles(typesetter.theme), strict=True)
        return max(least, *(typesetter.min_content(words, style) for words, style in both if words))

    def _widths(self, width: int) -> Widths:
        """All positions and widths in a figure that is `width` EMU wide and begins at 0."""
        panels = self.content.panels
        room = width - sum(self._panel_gaps()) - sum(panel.sides for panel in panels)
        # Panels with many columns get more width, but not in proportion: one box beside three is still a box.
        weights = [self.across.weight(panel.root) ** 0.5 for panel in panels]
        shares = spread(room, [self._panel_least(panel) for panel in panels], weights)
        x, strips = 0, []
        spans: dict[int, Span] = {}
        for panel, panel_width in zip(panels, shares, strict=True):
            strips.append((x + panel.gutters.left, panel_width))
            self.across.place(panel.root, strips[-1], spans)
            if self.content.pyramid:
                spans |= dict(narrowed(panel.root, spans))
            x += panel_width + panel.sides + panel.gap
        beside = self.content.beside_below
        self.across.place(self.content.below, (beside.left, width - beside.left - beside.right), spans)
        return Widths(self.content, self.labels, width, spans, tuple(strips), self._down(spans))

    def _down(self, spans: dict[int, Span]) -> Direction:
        labels, roots = self.labels, self.content.roots

        def own_height(cell: Cell) -> int:
            stack = self.content.stack_of(cell)
            alike = stack.parts if stack else (cell,)
            least = max(labels.own_height(each, spans[each.index][1]) for each in alike)
            return max(least, self.content.sides.get(cell.index, (0, 0))[1])

        sisters = sisters_of(roots, across=False)
        if _has_common_rows(self.content):
            sisters |= grouped([panel.root for panel in self.content.panels], across=False)
        return Direction(
            across=False,
            gap=labels.gap,
            own=own_height,
            around=lambda cell: self.content.around(cell, False, labels.around_down(cell, spans[cell.index][1])),
            extra=lambda cell: _TITLE_WEIGHT if cell.framed and cell.box.title not in ("left", "turned") else 0,
            gaps=self.content.gaps,
            sisters=sisters,
        )


def solver(content: Content, typesetter: Typesetter, size: int) -> Solver:
    """The solver of a figure with labels of `size` points."""
    labels = Labels(typesetter, size)

    def own_width(cell: Cell) -> int:
        stack = content.stack_of(cell)
        least = max(labels.least_width(cell), content.sides.get(cell.index, (0, 0))[0])
        return round(least / share_of(stack, cell)) if stack else least

    across = Direction(
        across=True,
        gap=labels.gap,
        own=own_width,
        around=lambda cell: content.around(cell, True, labels.around_across(cell)),
        extra=lambda cell: 0,  # noqa: ARG005
        gaps=content.gaps,
        sisters=sisters_of(content.roots, across=True),
    )
    return Solver(content, labels, across)


def _has_common_rows(content: Content) -> bool:
    """True if several panels have the same number of rows, with rows of the same name in the same order, or if the
    author wants their rows to line up.
    """
    panels = content.panels
    counts = {columns(panel.root, across=False) for panel in panels}
    if len(panels) < 2 or len(counts) > 1 or None in counts:
        return False
    if content.aligned:
        return True
    where: dict[str, set[float]] = {}
    for panel in panels:
        row = 0.0
        for part in panel.root.parts:
            where.setdefault(_row_name(part), set()).add(row)
            row += part.box.tall
    return all(len(rows) == 1 for key, rows in where.items() if key)


def _row_name(cell: Cell) -> str:
    """The name of a row; a bare list is named after all its boxes."""
    if cell.label:
        return cell.name.casefold()
    if cell.box.line:
        return cell.box.line.plain.casefold()
    return " | ".join(part.name.casefold() for part in cell.parts)
