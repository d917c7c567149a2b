"""A figure whose widths are settled: from there to a rectangle for every box.

Captions and the layers below all panels take their part of the height, and rows share what is left: by common
tracks where all panels have the same rows, and else as `levels` says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from deckgen.geometry import Rect, pt, union
from deckgen.layout.figure.cells import Cell
from deckgen.layout.figure.content import Content, has_common_rows, level_name
from deckgen.layout.figure.labels import Labels
from deckgen.layout.figure.levels import Level, anchors_of, arrange, largest_unit, total_height
from deckgen.layout.figure.pyramid import sloped
from deckgen.layout.figure.tracks import Direction, Span
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.element import Words
from deckgen.scene.margins import least_insets
from deckgen.scene.text import Paragraph

_CAPTION_GAP = pt(8)


class Plan(Struct, frozen=True):
    """Where everything goes. `rects` holds the cells' rectangles by identity; `panels` the boxes of each panel."""

    labels: Labels
    rects: dict[int, Rect]
    panels: tuple[Rect, ...]
    captions: tuple[Rect, ...]
    area: Rect
    leans: Mapping[int, int]
    """How far the shapes of a pyramid lean out at both sides of their rectangles, by the identity of the cells."""

    @property
    def sides(self) -> dict[int, Rect]:
        """The rectangles as wide as the shapes are in the middle of their height, by the identity of the cells."""
        return {key: rect.inset(-self.leans.get(key, 0) // 2, 0) for key, rect in self.rects.items()}

    def holds(self, cell: Cell) -> bool:
        """Whether the label of a box in a pyramid keeps clear of the sides of its shape; others have none."""
        rect, lean = self.rects[id(cell)], self.leans.get(id(cell), 0)
        if not lean:
            return True
        taken = least_insets("trapezoid", rect.inset(-lean, 0), lean).top - self.labels.insets(cell).top
        return self.labels.least_height(cell, rect.width) + max(taken, 0) <= rect.height

    def boxes(self, content: Content) -> Rect:
        """What all panels and the layers below them fill, captions included."""
        below = [self.rects[id(content.below)]] if content.below.parts else []
        return union([*self.panels, *below, *(rect for rect in self.captions if rect.height)])


class Draft(Struct, frozen=True):
    """A figure whose widths are settled: `across` says where each cell begins and how wide it is."""

    content: Content
    labels: Labels
    width: int
    across: dict[int, Span]
    strips: tuple[Span, ...]
    down: Direction

    @property
    def least_height(self) -> int:
        """The height below which some label would not fit."""
        return self._total()(0) + self._caption_height

    def plan(self, area: Rect) -> Plan:
        """Rectangles for everything, filling `area`, which is as wide as the draft."""
        room = area.height - self._caption_height
        unit = largest_unit(self._total(), room)
        below = self._below()(unit)
        top = area.y + (self._caption_height if self.content.below.parts else 0)
        spans: dict[int, Span] = {}
        tops = self._place_panels(top, room - below, spans)
        gap = self.down.gap if below else 0
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
        return Plan(self.labels, rects, panels, self._captions(panels, area.y), area, leans)

    def _total(self) -> Callable[[float], int]:
        """The height of panels and layers below them, by that of a plain box (both in EMU)."""
        panels, below = self._highest_panel(), self._below()
        return lambda unit: panels(unit) + below(unit)

    def _highest_panel(self) -> Callable[[float], int]:
        panels = self.content.panels
        if len(panels) == 1 or has_common_rows(panels):
            tracks = [self.down.tracks(panel.root) for panel in panels]
            return lambda unit: max(rows.length(unit) for rows in tracks)
        levels = self._levels()
        return total_height(levels, anchors_of(levels))

    def _below(self) -> Callable[[float], int]:
        below = self.content.below
        if not below.parts:
            return lambda _: 0
        tracks, gap = self.down.tracks(below), self.down.gap
        return lambda unit: tracks.length(unit) + gap

    def _levels(self) -> list[list[Level]]:
        down = self.down
        return [
            [
                Level(level_name(part), down.least(part), down.weight(part) * down.span(part), gap)
                for part, gap in zip(panel.root.parts, [*down.tracks(panel.root).gaps, 0], strict=True)
            ]
            for panel in self.content.panels
        ]

    def _place_panels(self, top: int, height: int, spans: dict[int, Span]) -> list[int]:
        """Places the rows of all panels, and gives the top of each."""
        panels, down = self.content.panels, self.down
        if len(panels) == 1 or has_common_rows(panels):
            for panel in panels:
                down.place(panel.root, (top, height), spans)
            return [top] * len(panels)
        levels = self._levels()
        tops = []
        for panel, rows in zip(panels, arrange(levels, anchors_of(levels), height), strict=True):
            for cell, (start, end) in zip(panel.root.parts, rows, strict=True):
                down.place(cell, (top + start, end - start), spans)
            tops.append(top + rows[0][0])
            spans[id(panel.root)] = (tops[-1], top + height - tops[-1])
        return tops

    @property
    def _caption_height(self) -> int:
        heights = [
            height_of([caption(panel.caption, width, self.labels.setter)]) + _CAPTION_GAP
            for panel, (_, width) in zip(self.content.panels, self.strips, strict=True)
            if panel.caption
        ]
        return max(heights, default=0)

    def _captions(self, panels: Sequence[Rect], top: int) -> tuple[Rect, ...]:
        """Captions stand under the ground line, or on top where other layers lie below the panels."""
        height = max(self._caption_height - _CAPTION_GAP, 0)
        ground = max(rect.bottom for rect in panels) + _CAPTION_GAP
        return tuple(Rect(r.x, top if self.content.below.parts else ground, r.width, height) for r in panels)


def caption(words: Words, width: int, setter: Typesetter) -> Paragraph:
    """The caption of a panel, set in its width."""
    theme = setter.theme
    return setter.set(words, width, Style(theme.sizes.caption[0], theme.palette.ink, bold=True, align="centre"))
