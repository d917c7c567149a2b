"""The block of a figure: the fields typed around `layers` come in; one group of native shapes comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error
from deckgen.geometry import Rect, pt, union
from deckgen.layout.animation import FigureClicks, at_click, figure_clicks
from deckgen.layout.block import ABOVE, LITTLE, Block, LayoutContext, SequencedBlock
from deckgen.layout.colour_key import ColourKey, local_key
from deckgen.layout.figure.annotations import (
    Annotation,
    Axes,
    Braces,
    FigureLegend,
    Solved,
    TextsBeside,
    describe_axis,
)
from deckgen.layout.figure.arrows import ArrowDrawing, PlacedArrow, describe_arrow, fat_arrow
from deckgen.layout.figure.boxes import Drawing, Predicted, predicted, unique_names
from deckgen.layout.figure.labels import note_size
from deckgen.layout.figure.model import Cell, Content, Margins, Panel, walk
from deckgen.layout.figure.parts import Parts
from deckgen.layout.figure.solve import Solution, Solver, captioned, solver
from deckgen.layout.typeset import ENDLESS, Typesetter
from deckgen.locale import Descriptions
from deckgen.outline.figure import Arrow, Figure
from deckgen.scene.items import Connector, Group, Item, TextBox, extent


def describe(parts: Parts) -> str:
    """The alt text for every box, panel, brace, arrow and axis that a figure shows, in reading order."""
    return " ".join(_Description(parts, parts.says).sentences())


class _Description(Struct, frozen=True):
    """The sentences about one figure, in the words of one language."""

    parts: Parts
    says: Descriptions

    def sentences(self) -> Iterator[str]:
        parts, says, figure = self.parts, self.says, self.parts.figure
        for panel, root in zip(figure.panels, parts.panels, strict=True):
            layers, frames = self._layers(root.parts)
            if panel.caption:
                note = f" ({panel.note.plain})" if panel.note else ""
                yield says.panel.format(caption=panel.caption.plain + note, layers=layers)
            else:
                yield says.layers.format(layers=layers)
            yield from self._inside(frames)
        if figure.below:
            pattern = says.under_all if len(parts.panels) > 1 else says.below
            layers, frames = self._layers(parts.below.parts)
            yield pattern.format(layers=layers)
            yield from self._inside(frames)
        for brace in figure.braces:
            if parts.shows(*brace.over):
                boxes = says.listed([parts.spoken(each.plain) for each in brace.over])
                yield says.stated(says.brace.format(boxes=boxes, label=brace.label.plain))
        for _, together in groupby(parts.arrows_drawn, key=lambda placed: placed.line):
            yield says.stated(self._arrow([*together]))
        for arrow, _, _ in parts.fat_arrows:
            yield says.stated(self._labelled(arrow, describe_arrow(arrow, says)))
        for axis in figure.axes:
            yield says.stated(describe_axis(axis, says))

    def _arrow(self, together: Sequence[PlacedArrow]) -> str:
        """The arrows that one line of the outline means."""
        starts, ends = (self.says.listed(dict.fromkeys(placed.said[end] for placed in together)) for end in (0, 1))
        first = self.parts.figure.arrows[together[0].line]
        return self._labelled(first, describe_arrow(together[0].arrow, self.says, (starts, ends)))

    def _labelled(self, arrow: Arrow, text: str) -> str:
        return self.says.labelled.format(what=text, label=arrow.label.plain) if arrow.label else text

    def _layers(self, cells: Sequence[Cell]) -> tuple[str, list[Cell]]:
        """Cells above each other, and the frames among them whose contents are too many to be told in passing."""
        frames: list[Cell] = []
        texts = [text for cell in cells if (text := self._cell(cell, frames, alone=True))]
        return self.says.semicolon.join(texts), frames

    def _inside(self, frames: list[Cell]) -> Iterator[str]:
        """A sentence about what is in each frame, those in frames after these; equal frames share it."""
        told: set[str] = set()
        for frame in frames:
            parts = [(part, text) for part in frame.parts if (text := self._cell(part, frames))]
            texts = _counted([text for _, text in parts])
            are_rows = any(part.box.label is None and len(part.parts) > 1 for part, _ in parts)
            inside = self.says.semicolon.join(texts) if are_rows else self.says.listed(texts)
            sentence = self.says.stated(self.says.has.format(whole=frame.name, parts=inside))
            if sentence not in told:
                yield sentence
            told.add(sentence)

    def _cell(self, cell: Cell, frames: list[Cell], *, alone: bool = False) -> str:
        """What a cell is. A frame that is not alone in its layer, or not of plain boxes, is added to `frames`."""
        says, box = self.says, cell.box
        if cell.index not in self.parts.drawn:
            return ""
        if box.line is not None:
            return "" if box.is_bare_line else says.line.format(text=box.line.plain)
        beside = [text.plain for text in (box.left, box.right) if text]
        aside = f" [{says.semicolon.join(beside)}]" if beside else ""
        inner = [part for part in cell.parts if part.index in self.parts.drawn]
        if box.label is not None and inner and not (alone and not any(part.parts for part in inner)):
            frames.append(cell)
            return self._box(cell) + aside
        inside = says.listed(_counted([text for part in inner if (text := self._cell(part, frames))]))
        if box.label is None:
            return inside + aside if inside else ""
        text = self._box(cell)
        return (says.made_of.format(box=text, parts=inside) if inside else text) + aside

    def _box(self, cell: Cell) -> str:
        """A box without its contents and the texts beside it."""
        says, box = self.says, cell.box
        text = says.and_so_on if box.is_dots else cell.name
        text = f"{box.badge.plain} {text}" if box.badge else text
        marks = {"ghost": says.absent, "crossed": says.crossed_out, "pile": says.many}
        remarks = [*([marks[box.style]] if box.style in marks else []), *([box.note.plain] if box.note else [])]
        return f"{text} ({says.semicolon.join(remarks)})" if remarks else text


def _counted(texts: Sequence[str]) -> list[str]:
    """The texts, with equal neighbours combined and counted: `3 × App`."""
    groups = [(text, len(list(group))) for text, group in groupby(texts)]
    return [text if count == 1 else f"{count} × {text}" for text, count in groups]


class FigureBlock(SequencedBlock, frozen=True, dict=True):
    """A diagram of layers with its annotations. Parts that cannot be drawn legibly are reported to `report`."""

    figure: Figure
    colour_key: ColourKey
    typesetter: Typesetter
    says: Descriptions
    report: Callable[[Diagnostic], None]
    is_alone: bool = False
    """True if nothing else is on the slide but callouts: what is low is about half way down then."""
    level_braces: bool = False
    """True if the labels of braces are level, however long they are: their braces are too short for turned ones."""
    above: int = 0
    """The room over all boxes for arrows that find a way round nowhere else."""
    opened: frozenset[int] = frozenset()
    """The indexes of the cells with room for an arrow behind them, although none has to pass there."""

    @property
    def place(self) -> Place:
        return self.figure.layers.place if self.figure.layers is not None else self.figure.place

    def height(self, width: int, scale: int) -> int:  # noqa: ARG002
        whole = Rect(0, 0, width, 0)
        inner = self._inner(whole)
        return self._solver(self._sizes[-1]).least_height(inner.width) + whole.height - inner.height

    def max_height(self, width: int, scale: int) -> int:  # noqa: ARG002
        return ENDLESS

    def alone(self) -> Block:
        return replace(self, is_alone=True)

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        level, inner = replace(self, level_braces=True), self._inner(area)
        solution = self._largest(inner)
        unused = inner.height - solution.area.height
        if unused > 0:
            # What is below the boxes stays close to them.
            height = area.height - unused
            down = round(unused * ABOVE) if self.is_alone and height <= area.height * LITTLE else 0
            return self.draw(replace(area, y=area.y + down, height=height), scale)
        if self.figure.braces and self._troubles(solution) and (found := level._untroubled(inner)):
            return level._drawn_in(found, area)
        round_ = self._with_way_round(solution, area)
        return (
            round_._drawn_in(round_._largest(round_._inner(area)), area) if round_ else self._drawn_in(solution, area)
        )

    def _with_way_round(self, solution: Solution, area: Rect) -> FigureBlock | None:
        """The figure with room for arrows over it, or else between its rows; None if no arrow needs that, or if it is
        of no use.
        """
        # A figure is the same on all slides that show it, so the arrows that this one does not show count, too.
        whole = replace(self, figure=replace(self.figure, show=())) if self.figure.show else self
        blocked = [] if self.above or self.opened else whole._arrow_drawing(solution, area).blocked
        if not blocked:
            return None
        above = sum(self._parts.arrow_typesetter.detour(placed.arrow, aside=False) for placed in blocked)
        opened = frozenset(cell.index for placed in blocked for cell in whole._parts.beside_rows(placed))
        ways = ((above, frozenset[int]()), (0, opened), (above, opened))
        wider = (replace(self, above=room, opened=gaps) for room, gaps in ways)
        return next((each for each in wider if each._leads_round(area, whole.figure)), None)

    def _leads_round(self, area: Rect, whole: Figure) -> bool:
        """True if all texts have room, and no arrow of the `whole` figure runs through a box."""
        inner = self._inner(area)
        fitting = next(filter(None, (self._solver(size).fitting(inner) for size in self._sizes)), None)
        if fitting is None or self._troubles(fitting):
            return False
        return not replace(self, figure=whole)._arrow_drawing(fitting, area).blocked

    def _drawn_in(self, solution: Solution, area: Rect) -> tuple[Item, ...]:
        items = [*self._boxes(solution)]
        # What is around the boxes takes long to place, and a figure that has no room is not drawn.
        if self._check(solution):
            items += self._round(solution, area)
        return (Group("Figure", union([extent(item) for item in items]), tuple(items), describe(self._parts)),)

    def is_answer(self, click: int) -> bool:
        return click > self._clicks.last

    def _boxes(self, solution: Solution) -> Iterator[Item]:
        content, drawing = self._content(solution.labels.size), self._drawing(solution)
        yield from drawing.captions(content)
        for root in content.roots:
            yield from drawing.boxes(root)

    def _round(self, solution: Solution, area: Rect) -> list[Item]:
        """Everything except the boxes, in order of dependency: texts come before the lines that avoid them."""
        solved = self._solved(solution, area)
        for annotation in self._around(solution):
            self._report_all(annotation, solved)
        self._report_all(self._legend, solved)
        items = [*self._lines_and_texts(solution, area), *self._arrows(self._arrow_drawing(solution, area))]
        return [*items, *self._fat_arrows(solution), *self._legend.draw(solved)]

    def _lines_and_texts(self, solution: Solution, area: Rect) -> list[Item]:
        """What is around the boxes before the arrows."""
        solved = self._solved(solution, area)
        items = [*self._drawing(solution).lines(self._parts.roots)]
        return [*items, *(item for annotation in self._around(solution) for item in annotation.draw(solved))]

    def _solved(self, solution: Solution, area: Rect) -> Solved:
        boxes = solution.boxes(self._content(solution.labels.size))
        return Solved(area, solution, boxes, self._parts.drawn, self._clicks)

    def _around(self, solution: Solution) -> list[Annotation]:
        """The texts, braces and axes, from the boxes outwards."""
        size = solution.labels.size
        return [*(each for root in self._parts.roots for each in self._beside(root, size)), self._axes]

    def _troubles(self, solution: Solution) -> bool:
        """True if a text around the boxes does not fit."""
        solved = self._solved(solution, solution.area)
        return any(True for each in self._around(solution) for _ in each.check(solved))

    def _report_all(self, annotation: Annotation, solved: Solved) -> None:
        for diagnostic in annotation.check(solved):
            self.report(diagnostic)

    def _drawing(self, solution: Solution) -> Drawing:
        return Drawing(
            self.typesetter,
            self.says,
            self.colour_key,
            solution,
            self._names,
            self._parts.drawn,
            self._clicks,
            self._predicted,
        )

    def _arrow_drawing(self, solution: Solution, area: Rect) -> ArrowDrawing:
        """The arrows between boxes, clear of all texts around these."""
        if area not in self._arrow_drawings:
            parts, drawing, names = self._parts, self._drawing(solution), self._predicted.ends(self._names)
            around = self._lines_and_texts(solution, area)
            lines = [extent(item).inset(0, -pt(1)) for item in around if isinstance(item, Connector)]
            taken = [item.rect for item in around if isinstance(item, TextBox)]
            taken += drawing.caption_texts(self._content(solution.labels.size))
            shapes = {cell.index: drawing.shape(cell) for cell in walk(parts.roots)}
            titles = {cell.index: drawing.title(cell) for cell in walk(parts.roots) if cell.framed}
            self._arrow_drawings[area] = ArrowDrawing(
                parts.arrow_typesetter, parts.arrows_drawn, parts.roots, shapes, titles, names, area, taken, lines
            )
        return self._arrow_drawings[area]

    @cached_property
    def _arrow_drawings(self) -> dict[Rect, ArrowDrawing]:
        return {}

    def _arrows(self, arrows: ArrowDrawing) -> Iterator[Item]:
        for placed, items in arrows.draw():
            click = max(self._predicted.click_of(cell, self._clicks) for cell in (placed.start, placed.end))
            yield from at_click(items, click)
        for trouble in arrows.troubles:
            self.report(trouble)

    def _fat_arrows(self, solution: Solution) -> Iterator[Item]:
        middle = min(solution.panels, key=lambda rect: rect.height).centre.y
        for arrow, first, second in self._parts.fat_arrows:
            cells = [cell for number in (first, second) for cell in self._parts.panels[number].parts]
            items = fat_arrow(
                arrow, (solution.panels[first], solution.panels[second]), middle, self._parts.arrow_typesetter
            )
            yield from at_click(items, max(self._clicks.of(cell) for cell in cells))

    @property
    def _sizes(self) -> tuple[int, ...]:
        return self.typesetter.theme.sizes.label

    def _inner(self, area: Rect) -> Rect:
        """The part of `area` without legend and axes, and without the room over all boxes."""
        room = self._axes.reserve(area.width) + self._legend.reserve(area.width)
        return room.within(area).inset(0, self.above, 0, 0)

    @property
    def _axes(self) -> Axes:
        return Axes(self.typesetter, self.says, self.figure.axes)

    @property
    def _legend(self) -> FigureLegend:
        return FigureLegend(self._parts.legend)

    def _beside(self, root: Cell, size: int) -> list[Annotation]:
        """The texts and braces beside the boxes of `root`, the nearest first, with labels of `size` points."""
        notes = self.typesetter.theme.sizes.note
        texts = TextsBeside(self.typesetter, root, note_size(self.typesetter, size))
        size_of_braces = max(min(size - 2, 20), notes[-1])
        braces = self._parts.braces_of(root)
        inner, is_level = texts.reserve(0), self.level_braces
        return [texts, Braces(self.typesetter, self.says, root, braces, size_of_braces, inner, is_level)]

    @cached_property
    def _parts(self) -> Parts:
        return Parts(self.figure, self.colour_key, self.typesetter, self.says, self.opened)

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

    def _solver(self, size: int) -> Solver:
        return solver(self._content(size), self.typesetter, size)

    def _content(self, size: int) -> Content:
        """Everything that takes room, with labels of `size` points: texts beside the boxes are sized to match."""
        if size not in self._contents:
            self._contents[size] = self._content_of(size)
        return self._contents[size]

    @cached_property
    def _contents(self) -> dict[int, Content]:
        return {}

    def _content_of(self, size: int) -> Content:
        beside = [self._gutters(root, size) for root in self._parts.panels]
        below = self._gutters(self._parts.below, size)
        # Texts beside the layers below all panels also take room beside the panels, so that both have the same edges.
        beside[0] = replace(beside[0], left=max(beside[0].left, below.left))
        beside[-1] = replace(beside[-1], right=max(beside[-1].right, below.right))
        edges = Margins(left=beside[0].left if below.left else 0, right=beside[-1].right if below.right else 0)
        panels = tuple(
            Panel(panel.caption, panel.note, root, gutters, gap)
            for panel, root, gutters, gap in zip(
                self.figure.panels, self._parts.panels, beside, self._parts.panel_gaps, strict=True
            )
        )
        parts = self._parts
        on_top = self.figure.captions == "top" or (self.figure.captions is None and bool(self.figure.below))
        return Content(
            panels,
            parts.below,
            gap_above_below=parts.gaps.get(parts.row.index, 0),
            gaps=parts.gaps,
            detours=parts.detours,
            sides=parts.sides,
            beside_below=edges,
            pyramid=self.figure.pyramid,
            captions_on_top=on_top,
            aligned=self.figure.aligned,
        )

    def _gutters(self, root: Cell, size: int) -> Margins:
        """The room for the texts and braces beside the boxes of `root`."""
        return sum((each.reserve(0) for each in self._beside(root, size)), Margins())

    def _largest(self, area: Rect) -> Solution:
        """The solution with the largest labels that fit in boxes and around them, or else only in boxes.

        If they do not even fit in boxes, the one with the smallest labels.
        """
        smaller = (self._solver(size).fitting(area) for size in reversed(self._sizes))
        found = self._untroubled(area) or next(filter(None, smaller), None)
        return found or self._solver(self._sizes[-1]).solve(area)

    def _untroubled(self, area: Rect) -> Solution | None:
        """The solution with the largest labels that fit in boxes and around them, or None."""
        fitting = filter(None, (self._solver(size).fitting(area) for size in self._sizes))
        return next((solution for solution in fitting if not self._troubles(solution)), None)

    def _check(self, solution: Solution) -> bool:
        """True if all texts fit at the smallest size; if not, report one, first of all one that is too wide."""
        labels = solution.labels
        cells = [cell for cell in walk(self._parts.roots) if cell.label]
        wide = [cell for cell in cells if labels.least_width(cell) > solution.rects[cell.index].width]
        panels = zip(self.figure.panels, solution.captions, strict=True)
        cut = [
            words
            for panel, rect in panels
            for words, text in captioned(panel.caption, panel.note, rect.width, self.typesetter)
            if text.cut
        ]
        low = [cell for cell in cells if not self._is_high_enough(cell, solution)]
        if cut:
            self._report_full(f"the name `{cut[0].plain}` has no room at its smallest size", cut[0].place)
        elif wide:
            self._report_box(max(wide, key=labels.least_width), labels.size)
        elif low:
            self._report_box(low[0], labels.size)
        return not (cut or wide or low)

    @staticmethod
    def _is_high_enough(cell: Cell, solution: Solution) -> bool:
        labels, rect = solution.labels, solution.rects[cell.index]
        height = labels.title_height(cell, rect.width) if cell.framed else labels.least_height(cell, rect.width)
        return height <= rect.height and solution.holds(cell)

    def _report_box(self, cell: Cell, size: int) -> None:
        message = f"the box `{cell.name}` has no room for its text at {size} pt, the smallest size"
        self._report_full(message, cell.box.place, "the label or the badge" if cell.box.badge else "the label")

    def _report_full(self, message: str, place: Place, long: str = "the label") -> None:
        hint = f"shorten {long}, put fewer boxes beside each other, or give the figure a slide of its own"
        self.report(error(Code.FIGURE_TOO_FULL, message, place, hint))


def figure_block(figure: Figure, context: LayoutContext) -> FigureBlock:
    """The block of a diagram of layers."""
    key = local_key(context.colour_key, figure.roles, context.typesetter.theme)
    return FigureBlock(figure, key, context.typesetter, context.says, context.report)
