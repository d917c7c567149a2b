"""The block of a figure: from what the author typed around `layers` to one group of native shapes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error
from deckgen.geometry import Rect, pt, union
from deckgen.layout.animation import FigureClicks, at_click, figure_clicks
from deckgen.layout.block import ENDLESS, SequencedBlock
from deckgen.layout.colour_key import ColourKey
from deckgen.layout.context import LayoutContext
from deckgen.layout.figure.annotations import SIDES, AxisSetter, BraceSetter, OutsideSetter, PlacedBrace
from deckgen.layout.figure.arrows import ArrowDrawing, fat_arrow
from deckgen.layout.figure.boxes import Drawing, Predicted, predicted, unique_names
from deckgen.layout.figure.content import Content, Gutters, Panel
from deckgen.layout.figure.description import describe
from deckgen.layout.figure.labels import note_size
from deckgen.layout.figure.model import Cell, walk
from deckgen.layout.figure.parts import Parts
from deckgen.layout.figure.solve import Plan, Planner, planner
from deckgen.layout.typeset import Typesetter
from deckgen.outline.element import Words
from deckgen.outline.figure import Figure
from deckgen.scene.items import Connector, Group, Item, TextBox, extent


class FigureBlock(SequencedBlock, frozen=True, dict=True):
    """A diagram of layers with all that is round it. What cannot be drawn legibly goes to `report`."""

    figure: Figure
    book: ColourKey
    typesetter: Typesetter
    report: Callable[[Diagnostic], None]

    @property
    def place(self) -> Place:
        return self.figure.layers.place if self.figure.layers is not None else self.figure.place

    def height(self, width: int, scale: int) -> int:  # noqa: ARG002
        whole = Rect(0, 0, width, 0)
        inner = self._inner(whole)
        return self._planner(self._sizes[-1]).least_height(inner.width) + whole.height - inner.height

    def max_height(self, width: int, scale: int) -> int:  # noqa: ARG002
        return ENDLESS

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:  # noqa: ARG002
        plan = self._largest(self._inner(area))
        self._check(plan)
        items = [*self._boxes(plan), *self._beside(plan, area)]
        return (Group("Figure", union([extent(item) for item in items]), tuple(items), describe(self._parts)),)

    def is_answer(self, click: int) -> bool:
        return click > self._clicks.last

    def _boxes(self, plan: Plan) -> list[Item]:
        content, drawn = self._content(plan.labels.size), self._parts.drawn
        drawing = Drawing(self.typesetter, self.book, plan, self._names, drawn, self._clicks, self._predicted)
        items = [*drawing.captions(content)]
        for root in content.roots:
            items += drawing.boxes(root)
        return items

    def _beside(self, plan: Plan, area: Rect) -> list[Item]:
        """Everything that is no box, in the order in which it must be known: texts before what runs round them."""
        content = self._content(plan.labels.size)
        drawing = Drawing(self.typesetter, self.book, plan, self._names, self._parts.drawn, self._clicks)
        items = [*drawing.lines(content.roots)]
        lines = [extent(item).inset(0, -pt(1)) for item in items if isinstance(item, Connector)]
        braces, outside = self._braces(plan.labels.size), OutsideSetter(self.typesetter, plan.labels.note_size)
        for root, rect in zip(content.roots, [*plan.panels, plan.rects[content.below.index]], strict=True):
            crowded = outside.crowded(root, plan.rects)
            if crowded:
                self.report(_beside_each_other(crowded))
            items += outside.draw(root, rect, plan.sides, self._parts.drawn, self._clicks)
            offsets = {side: outside.room(root, side) for side in SIDES}
            shown = self._braces_shown(root)
            for brace in shown:
                with_label = list(braces.draw(brace, shown, rect, plan.rects, offsets))
                if braces.is_crowded(brace, plan.rects) or any(_sticks_out(item, plan.area) for item in with_label):
                    self.report(_brace_too_long(brace))
                items += at_click(with_label, self._clicks.of_name(brace.brace.label.plain, brace.cells))
        crowded = self._axes.crowded(plan.boxes(content))
        if crowded:
            self.report(_axis_too_short(crowded))
        items += self._axes.draw(plan.boxes(content), plan.area)
        taken = [item.rect for item in items if isinstance(item, TextBox)]
        shapes = {cell.index: drawing.shape(cell) for cell in walk(content.roots)}
        ends = self._predicted.ends(self._names)
        titles = {cell.index: drawing.title(cell) for cell in walk(content.roots) if cell.framed}
        placed_arrows = self._parts.arrows_drawn
        arrows = ArrowDrawing(
            self._parts.arrow_setter, placed_arrows, content.roots, shapes, titles, ends, area, taken, lines
        )
        for placed, arrow_items in arrows.draw():
            click = max(self._predicted.click_of(cell, self._clicks) for cell in (placed.start, placed.end))
            items += at_click(arrow_items, click)
        middle = min(plan.panels, key=lambda rect: rect.height).centre.y
        for arrow, first, second in self._parts.fat_arrows:
            cells = [cell for number in (first, second) for cell in content.panels[number].root.parts]
            drawn = fat_arrow(arrow, plan.panels[first], plan.panels[second], middle, self.typesetter)
            items += at_click(drawn, max(self._clicks.of(cell) for cell in cells))
        items += self._parts.legend.draw(area)
        for trouble in arrows.troubles:
            self.report(trouble)
        return items

    def _braces_shown(self, root: Cell) -> list[PlacedBrace]:
        braces = self._parts.braces_of(root)
        return [placed for placed in braces if self._parts.shows(*placed.brace.over)]

    @property
    def _sizes(self) -> tuple[int, ...]:
        return self.typesetter.theme.sizes.label

    def _inner(self, area: Rect) -> Rect:
        """What legend and axes leave of `area`."""
        return self._axes.inner(area.inset(0, 0, 0, self._parts.legend.height(area.width)))

    @property
    def _axes(self) -> AxisSetter:
        return AxisSetter(self.typesetter, self.figure.axes)

    @cached_property
    def _parts(self) -> Parts:
        return Parts(self.figure, self.book, self.typesetter)

    @cached_property
    def _clicks(self) -> FigureClicks:
        if self.build is None:
            return FigureClicks()
        return figure_clicks(self.build, self._content(self._sizes[-1]), self._parts.all_named)

    @cached_property
    def _predicted(self) -> Predicted:
        return predicted(self.figure.predict, self._parts.all_named, self._clicks.last)

    @cached_property
    def _names(self) -> dict[int, str]:
        return unique_names(self._parts.roots)

    def _braces(self, size: int) -> BraceSetter:
        notes = self.typesetter.theme.sizes.note
        return BraceSetter(self.typesetter, max(min(size - 2, 20), notes[-1]))

    def _planner(self, size: int) -> Planner:
        return planner(self._content(size), self.typesetter, size)

    def _content(self, size: int) -> Content:
        """What takes room when labels have `size` points: texts beside the boxes follow it."""
        beside = [self._gutters(root, size) for root in self._parts.panels]
        below = self._gutters(self._parts.below, size)
        # Texts beside the layers below all panels stand beside the panels too, so that both have the same edges.
        beside[0] = replace(beside[0], left=max(beside[0].left, below.left))
        beside[-1] = replace(beside[-1], right=max(beside[-1].right, below.right))
        edges = Gutters(beside[0].left if below.left else 0, beside[-1].right if below.right else 0)
        panels = tuple(
            Panel(panel.caption, root, gutters, gap)
            for panel, root, gutters, gap in zip(
                self.figure.panels, self._parts.panels, beside, self._parts.panel_gaps, strict=True
            )
        )
        parts = self._parts
        return Content(panels, parts.below, parts.gaps, parts.detours, edges, self.figure.pyramid)

    def _gutters(self, root: Cell, size: int) -> Gutters:
        """What the texts and braces beside some boxes need."""
        braces, outside = self._braces(size), OutsideSetter(self.typesetter, note_size(self.typesetter, size))
        left, right = (outside.room(root, side) + braces.gutter(self._parts.braces_of(root), side) for side in SIDES)
        return Gutters(left, right)

    def _largest(self, area: Rect) -> Plan:
        """The plan with the largest labels that fit; with the smallest ones where none do."""
        for size in self._sizes:
            plan = self._planner(size).fitting(area)
            if plan:
                return plan
        return self._planner(self._sizes[-1]).plan(area)

    def _check(self, plan: Plan) -> None:
        """Reports a label wider than the legend, and the first box whose text has no room at the smallest size."""
        label = self._parts.legend.too_wide(plan.area.width)
        if label:
            message = f"the legend has no room for `{label.plain}`"
            self.report(error(Code.FIGURE_TOO_FULL, message, label.place, "shorten the label of the role"))
        labels = plan.labels
        for cell in walk(self._parts.roots):
            rect = plan.rects[cell.index]
            height = labels.title_height(cell, rect.width) if cell.framed else labels.least_height(cell, rect.width)
            if not cell.label or (
                labels.least_width(cell) <= rect.width and height <= rect.height and plan.holds(cell)
            ):
                continue
            self.report(
                error(
                    Code.FIGURE_TOO_FULL,
                    f"the box `{cell.name}` has no room for its text at {labels.size} pt, the smallest size",
                    cell.box.place,
                    "shorten the label, put fewer boxes beside each other, or give the figure a slide of its own",
                )
            )
            return


def _sticks_out(item: Item, area: Rect) -> bool:
    """Whether a text stands above or below the figure's area."""
    return isinstance(item, TextBox) and (item.rect.y < area.y or item.rect.bottom > area.bottom)


def _beside_each_other(words: Words) -> Diagnostic:
    message = f"`{words.plain}` has no room beside the figure, because other text stands there"
    hint = "shorten it, or give the whole row one text: `{left: …, across: […]}`"
    return error(Code.FIGURE_TOO_FULL, message, words.place, hint)


def _axis_too_short(words: Words) -> Diagnostic:
    message = f"`{words.plain}` is longer than the axis that it stands at"
    return error(Code.FIGURE_TOO_FULL, message, words.place, "shorten it, or give the figure more room")


def _brace_too_long(placed: PlacedBrace) -> Diagnostic:
    label = placed.brace.label
    message = f"the label `{label.plain}` is longer than its brace"
    return error(Code.FIGURE_TOO_FULL, message, label.place, "shorten it, or let the brace span more boxes")


def figure_block(figure: Figure, context: LayoutContext) -> FigureBlock:
    """A diagram of layers with all that is round it."""
    return FigureBlock(figure, context.book, context.typesetter, context.report)
