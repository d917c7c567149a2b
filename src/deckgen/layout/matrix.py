"""A matrix: boxes in rows and columns, coloured by their content, with a legend and an axis below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, groupby
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error
from deckgen.geometry import Point, Rect, columns, pt, rows, spread, union
from deckgen.layout.animation import at_click
from deckgen.layout.blank import covering, dashed, question
from deckgen.layout.block import LayoutContext, SequencedBlock
from deckgen.layout.colour_key import Coloured, ColourKey, Entry, Legend
from deckgen.layout.typeset import ENDLESS, Style, Typesetter, height_of
from deckgen.locale import Descriptions, SlideWords
from deckgen.outline.element import Inline, Words
from deckgen.outline.figure import Brace
from deckgen.outline.matrix import Matrix, MatrixCell
from deckgen.outline.tables import apart
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import Box, Connector, Group, Item, Shape, TextBox
from deckgen.scene.text import Align, Insets, Paragraph, TextBody
from deckgen.text.measure import line_height

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
_ALONE = 0.62
"""The share of the height of a slide above which a matrix has room beside hardly anything else."""


_BRACE_GAP = pt(9)
_BRACE_WIDTH = pt(14)
_BRACE_LINE = pt(2)
_BRACE_LABEL_MOST = pt(90)
_UNDER_GROUP = pt(3)


class _PlacedBrace(Struct, frozen=True):
    """A brace over the rows from `first` to `last`; lane 0 is next to the matrix."""

    brace: Brace
    first: int
    last: int
    lane: int


class _Plan(Struct, frozen=True):
    """The geometry at one label size: the strips of the columns and rows, the headings over rows, by the number of
    the row under them, and the width of the names.
    """

    size: int
    columns: tuple[Rect, ...]
    header: Rect
    rows: tuple[Rect, ...]
    headings: Mapping[int, Rect]
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
        heights = self._row_heights(size, self._plan(size, Rect(0, 0, width, 0)))
        inner, count = self._inner(Rect(0, 0, width, 0)).width, len(heights)
        rest = self._rest_height(size, inner) + (count - 1) * self._gap
        even = rest + count * max(heights)
        # A matrix that has room beside hardly anything else has uneven rows only where it needs them.
        return even if even <= self.typesetter.theme.slide.height * _ALONE else rest + sum(heights)

    def max_height(self, width: int, scale: int) -> int:  # noqa: ARG002
        return ENDLESS

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:  # noqa: ARG002
        even = (self._plan(size, area) for size in self._sizes)
        uneven = (self._uneven(self._plan(size, area)) for size in self._sizes)
        plan = next((plan for plan in chain(even, uneven) if self._fits(plan)), None)
        if plan is None:
            plan = self._plan(self._sizes[-1], area)
            self._report_full(plan)
        items = [
            *self._names(plan),
            *self._cells(plan),
            *self._drawn_braces(plan, area),
            *self._axis.draw(plan.foot),
            *self._legend.draw(plan.foot),
        ]
        extents = [item.rect for item in items if not isinstance(item, Connector)]
        return (Group("Matrix", union(extents), tuple(items), self._alt),)

    def is_answer(self, click: int) -> bool:
        return click > self._built_clicks

    @property
    def _built_clicks(self) -> int:
        return 0 if self.build is None else self.source.clicks(self.build.order)

    @property
    def _sizes(self) -> tuple[int, ...]:
        return self.typesetter.theme.sizes.label

    @property
    def _gap(self) -> int:
        return self.typesetter.theme.space.box_gap // 2

    @cached_property
    def _coloured(self) -> Mapping[str, Coloured]:
        words = [part.plain for row in self.source.rows for cell in row.cells for part in cell.parts]
        others = (word for word in words if word not in self._marks and not _is_line(word))
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

    def _plan(self, size: int, outer: Rect) -> _Plan:
        """The plan in which names take the width they need, up to a third, and the columns share the rest evenly."""
        area = self._inner(outer)
        names = self._names_width(size, area.width)
        right = area.inset(names + _NAME_GAP, 0, 0, 0)
        strips = columns(right, [1] * len(self.source.columns), self._gap)
        header_height = self._header_height(size, right.width)
        room = area.height - self._rest_height(size, area.width)
        count = len(self.source.rows)
        band_height = min(max(room, 0), count * (_MOST_ROW + self._gap) - self._gap)
        top = area.y + max(room - band_height, 0) // 2
        header = Rect(right.x, top, right.width, header_height)
        lengths = [row.height for row in rows(Rect(0, 0, 0, band_height), [1] * count, self._gap)]
        bands, headings = self._bands(size, Rect(area.x, header.bottom + _ABOVE, area.width, 0), lengths)
        foot = Rect(right.x, bands[-1].bottom, right.width, self._foot_height(right.width))
        return _Plan(
            size,
            tuple(strips),
            header,
            tuple(bands),
            headings,
            Rect(area.x, bands[0].y, names, band_height),
            foot,
        )

    def _uneven(self, plan: _Plan) -> _Plan:
        """The plan with a height for each row as it needs; what is left over is shared."""
        heights = [row.height for row in plan.rows]
        lengths = spread(sum(heights), self._row_heights(plan.size, plan), [1] * len(heights))
        first = plan.headings.get(0, plan.rows[0])
        bands, headings = self._bands(plan.size, Rect(plan.rows[0].x, first.y, plan.rows[0].width, 0), lengths)
        return replace(plan, rows=tuple(bands), headings=headings)

    def _bands(self, size: int, area: Rect, lengths: Sequence[int]) -> tuple[list[Rect], dict[int, Rect]]:
        """The strips of rows with these heights from the top of `area` on, and the headings between them."""
        height, y = self._heading_height(size), area.y
        bands: list[Rect] = []
        headings: dict[int, Rect] = {}
        for number, length in enumerate(lengths):
            if number in self._headed:
                headings[number] = Rect(area.x, y, area.width, height)
                y += height + self._gap
            bands.append(Rect(area.x, y, area.width, length))
            y += length + self._gap
        return bands, headings

    @cached_property
    def _headed(self) -> set[int]:
        """The numbers of the rows with a heading over them."""
        return {
            number
            for number, row in enumerate(self.source.rows)
            if row.group and (number == 0 or number in apart(self.source.rows))
        }

    def _heading_height(self, size: int) -> int:
        return line_height(size) + 2 * _UNDER_GROUP

    def _names_width(self, size: int, width: int) -> int:
        style = self._name_style(size)
        return min(max(self.typesetter.natural_width(row.name, style) for row in self.source.rows), width // 3)

    def _header_height(self, size: int, width: int) -> int:
        """The height of the column names when the columns share `width`."""
        strip = min(strip.width for strip in columns(Rect(0, 0, width, 0), [1] * len(self.source.columns), self._gap))
        names = max(height_of([self.typesetter.set(w, strip, self._name_style(size))]) for w in self.source.names)
        return names + self._groups_height(size)

    def _groups_height(self, size: int) -> int:
        """The height of the headings over columns."""
        return self._heading_height(size) if any(column.group for column in self.source.columns) else 0

    def _rest_height(self, size: int, width: int) -> int:
        """The height of everything except the rows."""
        right = width - self._names_width(size, width) - _NAME_GAP
        headings = len(self._headed) * (self._heading_height(size) + self._gap)
        return self._header_height(size, right) + _ABOVE + headings + self._foot_height(right)

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
                    texts.append(height_of(self._texts(cell, part, rect, size, self._style(size).colour)))
            heights.append(max(texts) + 2 * pt(size // 5))
        return heights

    def _fits(self, plan: _Plan) -> bool:
        style = self._style(plan.size)
        if any(self.typesetter.min_content(words, style) > plan.columns[0].width for words in self.source.names):
            return False
        rows_ = zip(self._row_heights(plan.size, plan), plan.rows, strict=True)
        return all(needed <= row.height for needed, row in rows_) and self._crowded(plan) is None

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
                    small = self._note_style(plan.size, style.colour)
                    if cell.note and self.typesetter.min_content(cell.note, small) > rect.width - 2 * _SIDE:
                        return cell.note
        wide = [w for w in self.source.names if self.typesetter.min_content(w, style) > plan.columns[0].width]
        for words, rect in (*self._column_groups(plan), *self._row_groups(plan)):
            wide += [words] if self.typesetter.natural_width(words, self._name_style(plan.size)) > rect.width else []
        wide += [placed.brace.label for placed in self._braces if self._is_cut(placed, plan)]
        return next(iter(wide), None) or self._axis.crowded(plan.foot.width) or self._legend.too_wide(plan.foot.width)

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
        yield from self._headings(self._column_groups(plan), self._style(plan.size))
        above = self._groups_height(plan.size)
        for words, strip in zip(self.source.names, plan.columns, strict=True):
            rect = Rect(strip.x, plan.header.y + above, strip.width, plan.header.height - above)
            text = self.typesetter.set(words, rect.width, self._style(plan.size))
            yield TextBox(words.plain, rect, TextBody((text,), "bottom"))
        yield from self._headings(self._row_groups(plan), self._name_style(plan.size))
        for row, band in zip(self.source.rows, plan.rows, strict=True):
            rect = Rect(plan.names.x, band.y, plan.names.width, band.height)
            text = self.typesetter.set(row.name, rect.width, self._name_style(plan.size))
            yield TextBox(row.name.plain, rect, TextBody((text,), "middle"))

    def _row_groups(self, plan: _Plan) -> list[tuple[Words, Rect]]:
        groups = ((self.source.rows[number].group, rect) for number, rect in plan.headings.items())
        return [(words, rect) for words, rect in groups if words]

    def _column_groups(self, plan: _Plan) -> list[tuple[Words, Rect]]:
        """The headings over columns, each at the top of the header and as wide as its columns."""
        found = []
        for words, group in groupby(zip(self.source.columns, plan.columns, strict=True), lambda each: each[0].group):
            if words is not None:
                strips = union([strip for _, strip in group])
                height = self._heading_height(plan.size)
                found.append((words, Rect(strips.x, plan.header.y, strips.width, height)))
        return found

    def _headings(self, groups: Iterable[tuple[Words, Rect]], style: Style) -> Iterator[Item]:
        """The headings over columns or over rows, each with a rule under it."""
        for words, rect in groups:
            text = self.typesetter.set(words, rect.width, style)
            room = rect.inset(0, 0, 0, _UNDER_GROUP)
            yield TextBox(words.plain, room, TextBody((text,), "bottom"))
            ends = Point(rect.x, rect.bottom - _UNDER_GROUP // 2), Point(rect.right, rect.bottom - _UNDER_GROUP // 2)
            yield Connector(f"Heading: {words.plain}", ends, self.typesetter.theme.row_rule, decorative=True)

    def _cells(self, plan: _Plan) -> Iterator[Item]:
        theme = self.typesetter.theme
        for number, row in enumerate(self.source.rows):
            for column, cell in enumerate(row.cells):
                items = self._cell(plan, number, column)
                asked, click = self.source.predicted(number, column), self._click(number, column)
                if asked is not None and cell.parts and not _is_line(cell.plain):
                    name = f"{self.source.columns[column].plain} / {row.name.plain}"
                    # The dashed line stays inside, because what covers it has none.
                    inside = plan.cell(number, column).inset(theme.space.line)
                    yield from at_click(question(name, inside, theme), click)
                    items, click = covering(items, theme), self._built_clicks + 1 + asked
                yield from at_click(items, click)

    def _cell(self, plan: _Plan, number: int, column: int) -> Iterator[Item]:
        theme, row = self.typesetter.theme, self.source.rows[number]
        cell = row.cells[column]
        for part, rect in zip(cell.parts, self._shares(cell, plan.cell(number, column)), strict=True):
            name = f"{self.source.columns[column].plain} / {row.name.plain}: {part.plain}"
            is_line = _is_line(part.plain)
            texts = self._texts(cell, part, rect, plan.size, theme.palette.ink if is_line else theme.palette.paper)
            body = TextBody(texts, "middle", Insets(_SIDE, 0, _SIDE, 0))
            if is_line:
                yield replace(dashed(name, rect, theme), body=body, decorative=False)
            else:
                yield Box(name, rect, "rounded", self._hue(part), None, theme.space.corner, body)

    def _texts(self, cell: MatrixCell, part: Words, rect: Rect, size: int, ink: Colour) -> tuple[Paragraph, ...]:
        """A part of a cell, and the note under it."""
        width = rect.width - 2 * _SIDE
        text = self.typesetter.set(self._shown(part), width, replace(self._style(size), colour=ink))
        return (text, self.typesetter.set(cell.note, width, self._note_style(size, ink))) if cell.note else (text,)

    def _note_style(self, size: int, ink: Colour) -> Style:
        sizes = self.typesetter.theme.sizes.note
        return Style(next((each for each in sizes if each < size), sizes[-1]), ink, align="centre")

    @cached_property
    def _braces(self) -> list[_PlacedBrace]:
        """The braces, shorter ones nearer to the rows, in lanes in which they do not overlap."""
        names = [row.name.bare for row in self.source.rows]
        found: list[_PlacedBrace] = []
        spans = []
        for brace in self.source.braces:
            over = [number for number, name in enumerate(names) if name in {words.bare for words in brace.over}]
            spans += [(over[-1] - over[0], over[0], over[-1], brace)] if over else []
        for _, first, last, brace in sorted(spans, key=itemgetter(0)):
            beside = {
                each.lane
                for each in found
                if each.brace.side == brace.side and each.first <= last and first <= each.last
            }
            found.append(_PlacedBrace(brace, first, last, min(set(range(len(found) + 1)) - beside)))
        return found

    def _brace_style(self, brace: Brace) -> Style:
        align: Align = "left" if brace.side == "right" else "right"
        return Style(_SIZE, self.typesetter.theme.palette.muted, bold=True, align=align)

    def _label_width(self, brace: Brace) -> int:
        style = self._brace_style(brace)
        most = max(self.typesetter.min_content(brace.label, style), _BRACE_LABEL_MOST)
        natural = self.typesetter.natural_width(brace.label, style)
        return natural if natural <= most else self.typesetter.balanced_width(brace.label, most, style)

    def _gutter(self, side: str, lanes: int) -> int:
        """The room beside the matrix for the first `lanes` lanes of braces."""
        widths: dict[int, int] = {}
        for placed in self._braces:
            if placed.brace.side == side and placed.lane < lanes:
                widths[placed.lane] = max(widths.get(placed.lane, 0), self._label_width(placed.brace))
        return sum(_BRACE_GAP + _BRACE_WIDTH + _BRACE_GAP + width for width in widths.values())

    def _inner(self, area: Rect) -> Rect:
        """The room between the braces."""
        lanes = len(self._braces)
        return area.inset(self._gutter("left", lanes), 0, self._gutter("right", lanes), 0)

    def _spanned(self, placed: _PlacedBrace, plan: _Plan) -> Rect:
        return union([plan.rows[placed.first], plan.rows[placed.last]])

    def _is_cut(self, placed: _PlacedBrace, plan: _Plan) -> bool:
        """True if the label of a brace is higher than the brace."""
        text = self.typesetter.set(
            placed.brace.label, self._label_width(placed.brace), self._brace_style(placed.brace)
        )
        return height_of([text]) > self._spanned(placed, plan).height

    def _drawn_braces(self, plan: _Plan, area: Rect) -> Iterator[Item]:
        inner = self._inner(area)
        for placed in self._braces:
            brace, spanned, width = placed.brace, self._spanned(placed, plan), self._label_width(placed.brace)
            before = self._gutter(brace.side, placed.lane) + _BRACE_GAP
            is_right = brace.side == "right"
            x = inner.right + before if is_right else inner.x - before - _BRACE_WIDTH
            label_x = x + _BRACE_WIDTH + _BRACE_GAP if is_right else x - _BRACE_GAP - width
            names = self.says.listed([row.name.plain for row in self.source.rows[placed.first : placed.last + 1]])
            alt = self.says.brace.format(boxes=names, label=brace.label.plain)
            style = self._brace_style(brace)
            shape: Shape = "right-brace" if is_right else "left-brace"
            rect = Rect(x, spanned.y, _BRACE_WIDTH, spanned.height)
            yield Box(f"Brace: {brace.label.plain}", rect, shape, line=Stroke(style.colour, _BRACE_LINE), alt=alt)
            text = self.typesetter.set(brace.label, width, style)
            yield TextBox(
                brace.label.plain, Rect(label_x, spanned.y, width, spanned.height), TextBody((text,), "middle")
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
        for column, name in enumerate(self.source.columns):
            cells = [(row.name.plain, _said(row.cells[column])) for row in self.source.rows]
            runs = [(said, [name for name, _ in run]) for said, run in groupby(cells, itemgetter(1)) if said]
            spoken = [self._run(said, names) for said, names in runs]
            sentences.append(self._about(name.path, self.says.semicolon.join(spoken) or self.says.nothing))
        for row in (self.source.rows[number] for number in sorted(self._headed)):
            members = [each.name.plain for each in self.source.rows if each.group == row.group]
            sentences.append(self._about(row.group.plain if row.group else "", self.says.listed(members)))
        return " ".join([self.says.matrix, *sentences])

    def _about(self, what: str, said: str) -> str:
        return self.says.stated(self.says.labelled.format(what=what, label=said))

    def _run(self, said: str, names: list[str]) -> str:
        """Neighbouring rows with the same content, as one text."""
        pattern = self.says.cell if len(names) == 1 else self.says.cells
        return pattern.format(said=said, first=names[0], last=names[-1])


def _said(cell: MatrixCell) -> str:
    return f"{cell.plain} ({cell.note.plain})" if cell.note else cell.plain


def _is_line(text: str) -> bool:
    """True for a line to write on."""
    return bool(text) and not text.strip("_")


def matrix_block(matrix: Matrix, context: LayoutContext) -> MatrixBlock:
    """The block of a matrix."""
    return MatrixBlock(
        matrix, context.colour_key, context.typesetter, context.report, context.says, context.slide_words
    )
