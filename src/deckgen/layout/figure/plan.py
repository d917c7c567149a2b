"""The plan of a figure: a rectangle for every box, at one label size.

First the widths: gutters take theirs, panels share the rest by what they hold. With the widths known, the draft
finds the heights.
"""

from __future__ import annotations

from msgspec import Struct

from deckgen.geometry import Rect
from deckgen.layout.figure.cells import Cell, walk
from deckgen.layout.figure.content import Content, Panel, has_common_rows, sides
from deckgen.layout.figure.draft import Draft, Plan
from deckgen.layout.figure.labels import Labels
from deckgen.layout.figure.pyramid import narrowed, share_of
from deckgen.layout.figure.tracks import Direction, Span, grouped, sisters_of
from deckgen.layout.shares import spread
from deckgen.layout.typeset import Style, Typesetter

_TITLE_WEIGHT = 0.35


class Planner(Struct, frozen=True):
    """Plans one figure at one label size."""

    content: Content
    labels: Labels
    across: Direction

    def fitting(self, area: Rect) -> Plan | None:
        """The plan, if all labels fit in `area` without a cut word and without long columns of short lines."""
        if self.least_width() > area.width:
            return None
        draft = self._draft(area.width)
        if draft.least_height > area.height:
            return None
        most_lines = 2 if self.labels.size > 18 else 3
        plain = [cell for cell in walk(self.content.roots) if not cell.parts and not cell.box.turned]
        fits = all(self.labels.lines(cell, draft.across[id(cell)][1]) <= most_lines for cell in plain)
        plan = draft.plan(area) if fits else None
        return plan if plan and all(map(plan.holds, plain)) else None

    def least_height(self, width: int) -> int:
        """The height below which some label would not fit, at `width`."""
        return self._draft(width).least_height

    def plan(self, area: Rect) -> Plan:
        """Rectangles for everything, filling `area`."""
        return self._draft(area.width).plan(area)

    def least_width(self) -> int:
        """The width below which some word would be cut."""
        panels = sum(self._panel_least(panel) + sides(panel) for panel in self.content.panels)
        beside = self.content.beside_below
        below = self.across.least(self.content.below) + beside.left + beside.right
        return max(panels + sum(self._panel_gaps()), below)

    def _panel_gaps(self) -> list[int]:
        return [panel.gap for panel in self.content.panels[:-1]]

    def _panel_least(self, panel: Panel) -> int:
        least = self.across.least(panel.root)
        if panel.caption is None:
            return least
        theme = self.labels.setter.theme
        style = Style(theme.sizes.caption[0], theme.palette.ink, bold=True)
        return max(least, self.labels.setter.widest_word(panel.caption, style))

    def _draft(self, width: int) -> Draft:
        """Everything across the figure, when it is `width` EMU wide; the figure begins at 0."""
        panels = self.content.panels
        room = width - sum(self._panel_gaps()) - sum(sides(panel) for panel in panels)
        # Panels with many columns get more, but not in proportion: a single box beside three is still a box.
        weights = [self.across.weight(panel.root) ** 0.5 for panel in panels]
        widths = spread(room, [self._panel_least(panel) for panel in panels], weights)
        x, strips = 0, []
        spans: dict[int, Span] = {}
        for panel, panel_width in zip(panels, widths, strict=True):
            strips.append((x + panel.gutters.left, panel_width))
            self.across.place(panel.root, strips[-1], spans)
            if self.content.pyramid:
                spans |= dict(narrowed(panel.root, spans))
            x += panel_width + sides(panel) + panel.gap
        beside = self.content.beside_below
        self.across.place(self.content.below, (beside.left, width - beside.left - beside.right), spans)
        return Draft(self.content, self.labels, width, spans, tuple(strips), self._down(spans))

    def _down(self, spans: dict[int, Span]) -> Direction:
        labels, roots = self.labels, self.content.roots

        def own_height(cell: Cell) -> int:
            stack = self.content.stack_of(cell)
            alike = stack.parts if stack else (cell,)
            return max(labels.own_height(each, spans[id(each)][1]) for each in alike)

        sisters = sisters_of(roots, across=False)
        if has_common_rows(self.content.panels):
            sisters |= grouped([panel.root for panel in self.content.panels], across=False)
        return Direction(
            across=False,
            gap=labels.gap,
            own=own_height,
            around=lambda cell: self.content.around(cell, False, labels.around_down(cell, spans[id(cell)][1])),
            extra=lambda cell: _TITLE_WEIGHT if cell.framed and cell.box.title != "left" else 0,
            gaps=self.content.gaps,
            sisters=sisters,
        )


def planner(content: Content, setter: Typesetter, size: int) -> Planner:
    """The planner of a figure with labels of `size` points."""
    labels = Labels(setter, size)

    def own_width(cell: Cell) -> int:
        stack = content.stack_of(cell)
        return round(labels.least_width(cell) / share_of(stack, cell)) if stack else labels.least_width(cell)

    across = Direction(
        across=True,
        gap=labels.gap,
        own=own_width,
        around=lambda cell: content.around(cell, True, labels.around_across(cell)),
        extra=lambda cell: 0,  # noqa: ARG005
        gaps=content.gaps,
        sisters=sisters_of(content.roots, across=True),
    )
    return Planner(content, labels, across)
