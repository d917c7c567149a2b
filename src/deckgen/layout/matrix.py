"""A matrix: boxes in rows and columns, coloured by their content, with a legend and an axis below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error
from deckgen.geometry import Point, Rect, columns, pt, rows, union
from deckgen.layout.block import LayoutContext, SequencedBlock
from deckgen.layout.colour_key import Coloured, ColourKey, Entry, Legend
from deckgen.layout.typeset import ENDLESS, Style, Typesetter, height_of
from deckgen.locale import Descriptions, SlideWords
from deckgen.outline.element import Inline, Words
from deckgen.outline.matrix import Matrix, MatrixCell
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import Box, Connector, Group, Item, TextBox
from deckgen.scene.text import Insets, TextBody

_LINE = pt(22)
_AXIS_ABOVE = pt(7)
_LEGEND_ABOVE = pt(7)
_SIZE = 16
_AXIS_SIDE = pt(7)
_LEAST_ARROW = pt(40)
"""The least length of the arrow between the words of an axis, with the space at both ends."""


class Axis(Struct, frozen=True):
    """The axis below a matrix, on one line: an arrow between two words. Without words it takes no room."""

    typesetter: Typesetter
    words: Sequence[Words]

    @property
    def height(self) -> int:
        """The height that it takes, including the space above it."""
        return _AXIS_ABOVE + _LINE if self.words else 0

    def crowded(self, width: int) -> Words | None:
        """A text that is too long for its line, or None."""
        widths = [self.typesetter.natural_width(words, self._style) for words in self.words]
        parted = (words for words in self.words if "\n" in words.plain)
        if (words := next(parted, None)) is not None:
            return words
        if widths and sum(widths) + _LEAST_ARROW > width:
            return max(zip(widths, self.words, strict=True), key=itemgetter(0))[1]
        return None

    def draw(self, area: Rect) -> Iterator[Item]:
        """An arrow from the word at the left to the word at the right, at the top of `area`."""
        if not self.words:
            return
        room = Rect(area.x, area.y + _AXIS_ABOVE, area.width, _LINE)
        style = self._style
        start, end = self.words
        widths = [self.typesetter.natural_width(words, style) for words in (start, end)]
        left = Rect(room.x, room.y, widths[0], room.height)
        right = Rect(room.right - widths[1], room.y, widths[1], room.height)
        yield TextBox(
            f"Axis: {start.plain}", left, TextBody((self.typesetter.set(start, left.width, style),), "middle")
        )
        middle = room.y + room.height // 2
        ends = Point(left.right + _AXIS_SIDE, middle), Point(right.x - _AXIS_SIDE, middle)
        yield Connector("Axis", ends, Stroke(style.colour, pt(2)), end_head=True, decorative=True)
        yield TextBox(
            f"Axis: {end.plain}", right, TextBody((self.typesetter.set(end, right.width, style),), "middle")
        )

    @property
    def _style(self) -> Style:
        return Style(_SIZE, self.typesetter.theme.palette.muted, bold=True)


_SIDE = pt(7)
_ABOVE = pt(4)
_HALF_GAP = pt(2)
_NAME_GAP = pt(14)
_MOST_ROW = pt(64)


class _Plan(Struct, frozen=True):
    """The geometry at one label size: the strips of the columns and rows, and the width of the names."""

    size: int
    columns: tuple[Rect, ...]
    header: Rect
    rows: tuple[Rect, ...]
    names: Rect
    foot: Rect

    def cell(self, row: int, column: int) -> Rect:
        strip, band = self.columns[column], self.rows[row]
        return Rect(strip.x, band.y, strip.width, band.height)


class MatrixBlock(SequencedBlock, frozen=True, dict=True):
    """A matrix as one group of native shapes. Text that does not fit legibly is reported to `report`."""

    source: Matrix
    colour_key: ColourKey
    typesetter: Typesetter
    report: Callable[[Diagnostic], None]
    says: Descriptions
    slide_words: SlideWords

    @property
    def place(self) -> Place:
        return self.source.place

    def height(self, width: int, scale: int) -> int:  # noqa: ARG002
        size = self._sizes[-1]
        row = max(self._row_heights(size, self._plan(size, Rect(0, 0, width, 0))))
        return self._rest_height(size, width) + len(self.source.rows) * (row + self._gap) - self._gap

    def max_height(self, width: int, scale: int) -> int:  # noqa: ARG002
        return ENDLESS

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:  # noqa: ARG002
        plan = next((p for size in self._sizes if self._fits(p := self._plan(size, area))), None)
        if plan is None:
            plan = self._plan(self._sizes[-1], area)
            self._report_full(plan)
        items = [*self._names(plan), *self._cells(plan), *self._axis.draw(plan.foot), *self._legend.draw(plan.foot)]
        extents = [item.rect for item in items if not isinstance(item, Connector)]
        return (Group("Matrix", union(extents), tuple(items), self._alt),)

    @property
    def _sizes(self) -> tuple[int, ...]:
        return self.typesetter.theme.sizes.label

    @property
    def _gap(self) -> int:
        return self.typesetter.theme.space.box_gap // 2

    @cached_property
    def _coloured(self) -> Mapping[str, Coloured]:
        words = [part.plain for row in self.source.rows for cell in row.cells for part in cell.parts]
        others = (word for word in words if word not in self._marks)
        return self.colour_key.of_words(others, (colour for _, colour in self._marks.values()))

    @cached_property
    def _marks(self) -> Mapping[str, tuple[str, Colour]]:
        """The answers yes, no and partly among the texts of cells, each with its mark and its colour."""
        says, palette = self.slide_words, self.typesetter.theme.palette
        signs = (
            (says.yes, "✓", palette.good),
            (says.no, "✗", palette.muted),
            (says.partly, "◐", palette.hues["amber"]),
        )
        words = {part.plain for row in self.source.rows for cell in row.cells for part in cell.parts}
        plain = {word for word in words if self.colour_key.role_named(word) is None}
        return {
            word: (sign, colour)
            for answers, sign, colour in signs
            for word in plain
            if word.strip().lower() in answers
        }

    def _shown(self, part: Words) -> Words:
        """The text of a cell as it is drawn: an answer has its mark before it."""
        mark = self._marks.get(part.plain)
        return replace(part, runs=(Inline(f"{mark[0]} "), *part.runs)) if mark else part

    def _hue(self, part: Words) -> Colour:
        mark = self._marks.get(part.plain)
        return mark[1] if mark else self._coloured[part.plain].hue

    def _style(self, size: int) -> Style:
        return Style(size, self.typesetter.theme.palette.ink, bold=True, align="centre")

    def _name_style(self, size: int) -> Style:
        return Style(size, self.typesetter.theme.palette.ink, bold=True)

    def _plan(self, size: int, area: Rect) -> _Plan:
        """The plan in which names take the width they need, up to a third, and the columns share the rest evenly."""
        names = self._names_width(size, area.width)
        right = area.inset(names + _NAME_GAP, 0, 0, 0)
        strips = columns(right, [1] * len(self.source.columns), self._gap)
        header_height = self._header_height(size, right.width)
        room = area.height - self._rest_height(size, area.width)
        count = len(self.source.rows)
        band_height = min(max(room, 0), count * (_MOST_ROW + self._gap) - self._gap)
        top = area.y + max(room - band_height, 0) // 2
        header = Rect(right.x, top, right.width, header_height)
        bands = rows(Rect(area.x, header.bottom + _ABOVE, area.width, band_height), [1] * count, self._gap)
        foot = Rect(right.x, bands[-1].bottom, right.width, self._foot_height(right.width))
        return _Plan(
            size,
            tuple(strips),
            header,
            tuple(bands),
            Rect(area.x, bands[0].y, names, band_height),
            foot,
        )

    def _names_width(self, size: int, width: int) -> int:
        style = self._name_style(size)
        return min(max(self.typesetter.natural_width(row.name, style) for row in self.source.rows), width // 3)

    def _header_height(self, size: int, width: int) -> int:
        """The height of the column names when the columns share `width`."""
        strip = min(strip.width for strip in columns(Rect(0, 0, width, 0), [1] * len(self.source.columns), self._gap))
        return max(height_of([self.typesetter.set(w, strip, self._name_style(size))]) for w in self.source.names)

    def _rest_height(self, size: int, width: int) -> int:
        """The height of everything except the rows."""
        right = width - self._names_width(size, width) - _NAME_GAP
        return self._header_height(size, right) + _ABOVE + self._foot_height(right)

    def _foot_height(self, width: int) -> int:
        return self._axis.height + self._legend.height(width)

    @property
    def _axis(self) -> Axis:
        return Axis(self.typesetter, self.source.axis)

    @cached_property
    def _legend(self) -> Legend:
        """The legend of the colours, with each label on one line even if its text has several lines in the cells.

        There is none if it would only repeat the words of the cells.
        """
        tells = any(word.split() != each.label.split() for word, each in self._coloured.items())
        coloured = dict.fromkeys(self._coloured.values()) if self.source.legend and tells else ()
        labels = [" ".join(each.label.split()) for each in coloured]
        words = [Words(label, self.source.place, (Inline(label),)) for label in labels]
        entries = tuple(Entry(label, each.hue, "cell") for label, each in zip(words, coloured, strict=True))
        return Legend(self.typesetter, entries, _LEGEND_ABOVE, _LINE)

    def _row_heights(self, size: int, plan: _Plan) -> list[int]:
        """The height that each row needs."""
        heights = []
        for number, row in enumerate(self.source.rows):
            name = height_of([self.typesetter.set(row.name, plan.names.width, self._name_style(size))])
            texts = [name]
            for column, cell in enumerate(row.cells):
                for part, rect in zip(cell.parts, self._shares(cell, plan.cell(number, column)), strict=True):
                    texts.append(
                        height_of([self.typesetter.set(self._shown(part), rect.width - 2 * _SIDE, self._style(size))])
                    )
            heights.append(max(texts) + 2 * pt(size // 5))
        return heights

    def _fits(self, plan: _Plan) -> bool:
        style = self._style(plan.size)
        if any(self.typesetter.min_content(words, style) > plan.columns[0].width for words in self.source.names):
            return False
        return max(self._row_heights(plan.size, plan)) <= plan.rows[0].height and self._crowded(plan) is None

    def _crowded(self, plan: _Plan) -> Words | None:
        """The first text with a word that would be cut, or None."""
        style = self._style(plan.size)
        for number, row in enumerate(self.source.rows):
            if self.typesetter.min_content(row.name, style) > plan.names.width:
                return row.name
            for column, cell in enumerate(row.cells):
                for part, rect in zip(cell.parts, self._shares(cell, plan.cell(number, column)), strict=True):
                    if self.typesetter.min_content(self._shown(part), style) > rect.width - 2 * _SIDE:
                        return part
        wide = (w for w in self.source.names if self.typesetter.min_content(w, style) > plan.columns[0].width)
        return next(wide, None) or self._axis.crowded(plan.foot.width) or self._legend.too_wide(plan.foot.width)

    def _report_full(self, plan: _Plan) -> None:
        words = self._crowded(plan)
        what = f"`{words.plain}` has" if words else "the rows have"
        message = f"{what} no room in this matrix at {plan.size} pt, the smallest size"
        place = words.place if words else self.source.place
        self.report(error(Code.FIGURE_TOO_FULL, message, place, "shorten it, or make two matrices of it"))

    @staticmethod
    def _shares(cell: MatrixCell, rect: Rect) -> list[Rect]:
        return columns(rect, [1] * len(cell.parts), _HALF_GAP) if cell.parts else []

    def _names(self, plan: _Plan) -> Iterator[Item]:
        for words, strip in zip(self.source.names, plan.columns, strict=True):
            rect = Rect(strip.x, plan.header.y, strip.width, plan.header.height)
            text = self.typesetter.set(words, rect.width, self._style(plan.size))
            yield TextBox(words.plain, rect, TextBody((text,), "bottom"))
        for row, band in zip(self.source.rows, plan.rows, strict=True):
            rect = Rect(plan.names.x, band.y, plan.names.width, band.height)
            text = self.typesetter.set(row.name, rect.width, self._name_style(plan.size))
            yield TextBox(row.name.plain, rect, TextBody((text,), "middle"))

    def _cells(self, plan: _Plan) -> Iterator[Item]:
        palette, space = self.typesetter.theme.palette, self.typesetter.theme.space
        style = Style(plan.size, palette.paper, bold=True, align="centre")
        for number, row in enumerate(self.source.rows):
            for column, cell in enumerate(row.cells):
                for part, rect in zip(cell.parts, self._shares(cell, plan.cell(number, column)), strict=True):
                    text = self.typesetter.set(self._shown(part), rect.width - 2 * _SIDE, style)
                    name = f"{self.source.columns[column].plain} / {row.name.plain}: {part.plain}"
                    body = TextBody((text,), "middle", Insets(_SIDE, 0, _SIDE, 0))
                    yield Box(
                        name,
                        rect,
                        "rounded",
                        self._hue(part),
                        None,
                        space.corner,
                        body,
                        click=self._click(number, column),
                    )

    def _click(self, row: int, column: int) -> int:
        """The click of a cell, row by row or column by column; the names of rows and columns have none."""
        if self.build is None:
            return 0
        return 1 + (column if self.build.order == "column by column" else row)

    @property
    def _alt(self) -> str:
        """The alt text: the matrix column by column, with equal neighbouring rows combined."""
        sentences = []
        for column, words in enumerate(self.source.names):
            cells = [(row.name.plain, row.cells[column].plain) for row in self.source.rows]
            runs = [(said, [name for name, _ in run]) for said, run in groupby(cells, itemgetter(1)) if said]
            spoken = [self._run(said, names) for said, names in runs]
            sentences.append(f"{words.plain}: {'; '.join(spoken) or self.says.nothing}.")
        return " ".join([self.says.matrix, *sentences])

    def _run(self, said: str, names: list[str]) -> str:
        """Neighbouring rows with the same content, as one text."""
        pattern = self.says.cell if len(names) == 1 else self.says.cells
        return pattern.format(said=said, first=names[0], last=names[-1])


def matrix_block(matrix: Matrix, context: LayoutContext) -> MatrixBlock:
    """The block of a matrix."""
    return MatrixBlock(
        matrix, context.colour_key, context.typesetter, context.report, context.says, context.slide_words
    )
