"""Charts: the texts of the axes, the colour of each series, and the size of the letters."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import cycle

from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error, warning
from deckgen.geometry import Rect, pt
from deckgen.layout.block import Block, Empty, LayoutContext, SequencedBlock
from deckgen.layout.chart_marks import has_room_for_pie_labels, labelled_with_room, scale_of
from deckgen.layout.colour_key import ColourKey
from deckgen.layout.typeset import ENDLESS, Style, Typesetter
from deckgen.locale import Descriptions
from deckgen.media.numbers import Chosen, Numbers, Wanted, from_file, number, tabulated
from deckgen.media.rows import Extract
from deckgen.numerals import MOST_PLACES, decimal_signs, in_two_ways, numeral, places_of, with_unit
from deckgen.outline.chart import Chart
from deckgen.outline.element import Words
from deckgen.outline.footnotes import in_one_look, notes_in
from deckgen.paint import Colour
from deckgen.scene.items import Axis, ChartFrame, ChartParts, Fills, Item, Plotted
from deckgen.theme.contrast import difference, mixed
from deckgen.theme.tokens import Theme

_LEAST_HEIGHT = pt(220)
_SIZES = (20, 18, 16, 14)
_TITLE_SIZE = 16
"""The text size of the titles of axes, in points."""
_PLOT_PERCENT = 88
"""The share of a chart's width for its categories, in percent; axis labels take the rest."""
_SHORT_UNIT = 3
"""The most letters of a unit that is behind every number of an axis."""
_CURRENCIES = ("$", "€", "£", "¥")
_MOST_LABELS = 12
_MOST_NAMED_SLICES = 6
"""A pie with more slices names them in a legend, because labels beside the slices would collide."""


class ChartBlock(SequencedBlock, frozen=True):
    """A chart that fills the area it is given."""

    source: Chart
    numbers: Numbers
    colour_key: ColourKey
    typesetter: Typesetter
    report: Callable[[Diagnostic], None]
    says: Descriptions

    @property
    def place(self) -> Place:
        return self.source.place

    def height(self, width: int, scale: int) -> int:  # noqa: ARG002
        return _LEAST_HEIGHT

    def max_height(self, width: int, scale: int) -> int:  # noqa: ARG002
        return ENDLESS

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:  # noqa: ARG002
        plain = self._lit_on_top(self._frame(area))
        if not self._may_be_labelled:
            return (self._with_axis(plain),)
        if plain.kind == "pie":
            return (next(self._labelled_pie(plain), None) or self._with_numbers_in_legend(plain),)
        return (next(self._labelled(plain), None) or self._with_axis(plain),)

    def _lit_on_top(self, frame: ChartFrame) -> ChartFrame:
        """The chart whose highlighted lines and points are the last of its series, drawn over all others."""
        names = [series.name for series in self.numbers.series]
        if frame.kind not in ("line", "scatter") or self._lit_names.isdisjoint(names):
            return frame
        order = sorted(range(len(names)), key=lambda place: names[place] in self._lit_names)
        parts = frame.parts
        if parts and parts.by == "series":
            parts = replace(parts, clicks=tuple(parts.clicks[place] for place in order))
        return replace(
            frame,
            series=tuple(frame.series[place] for place in order),
            hues=tuple(frame.hues[place] for place in order),
            parts=parts,
        )

    def _labelled(self, frame: ChartFrame) -> Iterator[ChartFrame]:
        """The chart with numbers at its bars, in the ways in which they have room, the best one first.

        Letters are smaller before the unit is written once, in the title of the axis.
        """
        sizes = [frame.size, *(size for size in _SIZES if size < frame.size)]
        for is_title in (True,) if self._is_title else (False, True) if self._unit else (False,):
            for size in sizes:
                made = replace(
                    frame,
                    labelled=True,
                    shows_values=bool(self.source.axes),
                    size=size,
                    title_size=min(_TITLE_SIZE, size),
                    axes=self._axes(is_title),
                )
                made = made if is_title else self._with_unit(made)
                if (fitting := labelled_with_room(made, self.typesetter)) is not None:
                    yield fitting

    def _labelled_pie(self, frame: ChartFrame) -> Iterator[ChartFrame]:
        """The pie with names and numbers at its slices, or with the names in a legend, if its labels have room."""
        sizes = [frame.size, *(size for size in _SIZES if size < frame.size)]
        for legend in (True,) if frame.legend else (False, True):
            for size in sizes:
                made = replace(frame, labelled=True, shows_values=False, size=size, legend=legend)
                made = self._told_in_legend(self._with_unit(made))
                if has_room_for_pie_labels(made, self.typesetter):
                    yield made

    def _with_numbers_in_legend(self, frame: ChartFrame) -> ChartFrame:
        """The pie whose legend has names and numbers, because those of small slices would lie on each other."""
        categories = tuple(
            self.says.labelled.format(what=name, label=self._written(number, "\N{NO-BREAK SPACE}"))
            if number is not None
            else name
            for name, number in zip(frame.categories, frame.series[0].numbers, strict=True)
        )
        return self._told_in_legend(replace(frame, categories=categories, legend=True, shows_values=False))

    def _told_in_legend(self, frame: ChartFrame) -> ChartFrame:
        """The pie with slices in as many greys beside a highlighted one, if a legend names them."""
        hues = self._beside_lit(self._greys(len(self._coloured) - 1)) if frame.legend else None
        return replace(frame, hues=hues) if hues else frame

    def _with_axis(self, frame: ChartFrame) -> ChartFrame:
        """The chart with its numbers at an axis, and a long unit in the title of that."""
        made = replace(frame, axes=self._axes(self._is_title))
        return made if self._is_title else self._with_unit(made)

    def _with_unit(self, frame: ChartFrame) -> ChartFrame:
        """The chart with the unit at each of its numbers."""
        before, unit = self._around
        return replace(frame, before=before, unit=unit)

    def _written(self, number: float, space: str) -> str:
        """A number with its unit behind a space."""
        return with_unit(numeral(number, self.typesetter.language, places=self._places), *self._around, space)

    def _frame(self, area: Rect) -> ChartFrame:
        """The chart without what depends on how its numbers are written."""
        hues, fills = self._emphasised(self._hues())
        source, palette, parts = self.source, self.typesetter.theme.palette, self._parts
        categories, names = [row.name for row in source.values], [each.name for each in source.series]
        plotted = tuple(Plotted(self._shown(each.name, names), each.numbers) for each in self.numbers.series)
        size, is_pie = self._size(area.width), source.kind == "pie"
        return ChartFrame(
            name="Chart",
            rect=area,
            kind=source.kind,
            categories=tuple(self._shown(name, categories) for name in self.numbers.categories),
            series=plotted,
            hues=tuple(hues),
            fills=fills,
            size=size,
            ink=palette.ink,
            rule=palette.rule,
            paper=palette.paper,
            notes=tuple(notes_in([*categories, *names, *source.axes])),
            legend=len(self._coloured) > _MOST_NAMED_SLICES if is_pie else bool(names or plotted[1:]),
            places=self._places,
            scale=self._scale,
            across=self._across,
            title_size=min(_TITLE_SIZE, size),
            alt=self._alt,
            click=1 if self.build and parts is None else 0,
            parts=parts,
            source=self.typesetter.source(source.place),
        )

    @property
    def _coloured(self) -> Sequence[str]:
        """What has colours of its own: the slices of a pie, or the series."""
        is_pie = self.source.kind == "pie"
        return self.numbers.categories if is_pie else [series.name for series in self.numbers.series]

    def _hues(self) -> list[Colour]:
        """The hues of what has colours of its own. Two names that happen to share one are reported."""
        meant = self.colour_key.of_words(self._coloured)
        hues = [meant[name].hue for name in self._coloured]
        palette = self.typesetter.theme.palette
        if self.source.kind == "pie":
            hues = list(_told_apart(hues, self.typesetter.theme))
        elif len(hues) == 1 and hues[0] not in self._of_roles and palette.accent not in self._of_roles:
            hues = [palette.accent]
        if not self._lit_names:
            self._tell_of_repeated(dict(zip((meant[name].label for name in self._coloured), hues, strict=True)))
        return hues

    @property
    def _of_roles(self) -> Collection[Colour]:
        """The hues that mean something in the lecture."""
        return self.colour_key.hues.values()

    @property
    def _may_be_labelled(self) -> bool:
        """True if each number is written beside its mark if it has room there, because they are few."""
        count = sum(len(series.numbers) for series in self.numbers.series)
        return self.source.kind in ("column", "bar", "pie") and count <= _MOST_LABELS

    @staticmethod
    def _shown(name: str, typed: Sequence[Words]) -> str:
        """A name with the marks of footnotes with which it is typed."""
        return next((in_one_look(words) for words in typed if words.plain == name), name)

    @property
    def _lit_names(self) -> frozenset[str]:
        """The names of what is highlighted, as far as an audience sees it."""
        there = {*self.numbers.categories, *(series.name for series in self.numbers.series)}
        return frozenset(words.plain for words in self.source.highlight if words.plain in there)

    def _emphasised(self, hues: list[Colour]) -> tuple[list[Colour], tuple[Fills, ...]]:
        """The hues of series, and the colours of single numbers: what is highlighted in the accent colour, and the
        rest in grey.

        A category of several series keeps their hues, and the others are pale.
        """
        lit, palette = self._lit_names, self.typesetter.theme.palette
        if not lit:
            return hues, ()
        grey = self._greys(1)[0]
        # Slices stand beside their names, but lines and bars have to be found in a legend.
        if beside := self._beside_lit([grey] if self.source.kind == "pie" else self._greys(len(self._coloured) - 1)):
            return list(beside), ()
        chosen = [place for place, name in enumerate(self.numbers.categories) if name in lit]
        if len(self.numbers.series) > 1:
            others = [place for place in range(len(self.numbers.categories)) if place not in chosen]
            return hues, tuple(tuple((place, palette.pale_of(hue)) for place in others) for hue in hues)
        return [grey], (tuple((place, palette.accent) for place in chosen),)

    def _greys(self, count: int) -> Sequence[Colour]:
        """At least `count` greys; neighbours are far from each other."""
        palette = self.typesetter.theme.palette
        slate = palette.hues["slate"]
        strong, pale = slate, palette.pale_of(slate)
        few = (palette.quiet.of(slate), slate, palette.pale_of(slate, 3), pale)
        if count <= len(few):
            return few
        steps = [_between(strong, pale, place, count - 1) for place in range(count)]
        half = (count + 1) // 2
        return [steps[place // 2 + half * (place % 2)] for place in range(count)]

    def _beside_lit(self, greys: Sequence[Colour]) -> tuple[Colour, ...]:
        """The accent colour for slices or series that are highlighted, and `greys` for the others; () if none is."""
        lit, muted = self._lit_names & set(self._coloured), cycle(greys)
        accent = self.typesetter.theme.palette.accent
        return tuple(accent if name in lit else next(muted) for name in self._coloured) if lit else ()

    @property
    def _scale(self) -> Axis | None:
        """The axis of values, from 0 unless both axes are numbers; None for a pie."""
        if self.source.kind == "pie":
            return None
        numbers = [number for each in self.numbers.series for number in each.numbers if number is not None]
        return scale_of(numbers, from_zero=self.source.kind != "scatter")

    @property
    def _across(self) -> Axis | None:
        """The horizontal axis of a scatter chart, whose categories are numbers."""
        if self.source.kind != "scatter":
            return None
        return scale_of([float(name) for name in self.numbers.categories], from_zero=False)

    @property
    def _unit(self) -> str:
        return self.source.unit.plain if self.source.unit else self.numbers.unit

    @property
    def _around(self) -> tuple[str, str]:
        """What is in front of the numbers, as are the signs of currencies in English, and the unit behind them."""
        is_before = self._unit in _CURRENCIES and self.typesetter.language.lower().partition("-")[0] == "en"
        return (self._unit, "") if is_before else ("", self._unit)

    @property
    def _places(self) -> int:
        """The decimal places of all numbers: as many as the most that were typed."""
        numbers = [number for each in self.numbers.series for number in each.numbers if number is not None]
        sign = self.source.decimal or "."
        typed = [words.plain.strip().partition(sign)[2] for row in self.source.values for words in row.numbers]
        places = max(map(len, typed), default=0)
        return max(places, places_of(numbers)) if places <= MOST_PLACES else 0

    def _axes(self, has_unit: bool) -> tuple[str, ...]:
        """The titles of the axes, with the unit in that of the numbers if it is written once."""
        level, upright = [in_one_look(words) for words in self.source.axes] or ("", "")
        if has_unit:
            title = f"{self._title_of_numbers} ({self._unit})" if self._title_of_numbers else self._unit
            level, upright = (title, upright) if self.source.kind == "bar" else (level, title)
        return (level, upright) if level or upright else ()

    @property
    def _title_of_numbers(self) -> str:
        """The author's title of the axis of numbers; "" without one."""
        level, upright = [in_one_look(words) for words in self.source.axes] or ("", "")
        return level if self.source.kind == "bar" else upright

    @property
    def _is_title(self) -> bool:
        """True if the unit is the title of the axis of numbers, as it is too long for every one of them."""
        return len(self._unit) > _SHORT_UNIT and not self._title_of_numbers

    @property
    def _parts(self) -> ChartParts | None:
        """The clicks of the parts: each series, or each category if there is only one series.

        None if the chart appears as a whole; the points of a single scattered series do.
        """
        if self.build is None:
            return None
        several = len(self.numbers.series) > 1
        by_series = self.build.order == "by series" or (self.build.order == "one by one" and several)
        if not by_series and self.source.kind == "scatter":
            return None
        count = len(self.numbers.series if by_series else self.numbers.categories)
        return ChartParts("series" if by_series else "category", tuple(range(1, count + 1)))

    def _tell_of_repeated(self, hues: Mapping[str, Colour]) -> None:
        """Warn of slices or series of different names or roles that share a colour."""
        distinct = len(set(hues.values()))
        if distinct < len(hues):
            is_pie = self.source.kind == "pie"
            message = f"{len(hues)} {'slices' if is_pie else 'series'} share {distinct} colours"
            hint = "sum up the smallest ones, or use `kind: bar`" if is_pie else "show fewer of them"
            self.report(warning(Code.REPEATED_COLOURS, message, self.place, hint))

    def _size(self, width: int) -> int:
        """The largest font size at which no word below a column is wider than the column's share."""
        if self.source.kind not in ("column", "line"):
            return _SIZES[1]
        room = width * _PLOT_PERCENT // 100 // len(self.numbers.categories)
        for size in _SIZES:
            style = Style(size, self.typesetter.theme.palette.ink)
            if all(self.typesetter.min_content(name, style) <= room for name in self.numbers.categories):
                return size
        message = f"the names below this chart are too wide for {len(self.numbers.categories)} of them at {size} pt"
        self.report(warning(Code.LABELS_TOO_WIDE, message, self.place, "shorten them, or use `kind: bar`"))
        return _SIZES[-1]

    @property
    def _alt(self) -> str:
        """The alt text: the numbers, category by category."""
        spoken = []
        for place, category in enumerate(self.numbers.categories):
            cells = [
                (f"{each.name} " if len(self.numbers.series) > 1 else "") + self._written(value, " ")
                for each in self.numbers.series
                if (value := each.numbers[place]) is not None
            ]
            said = self.says.comma.join(cells) or self.says.nothing
            spoken.append(self.says.labelled.format(what=category, label=said))
        return f"{self.says.charts[self.source.kind]} {self.says.stated(self.says.semicolon.join(spoken))}"


def _between(one: Colour, other: Colour, part: int, parts: int) -> Colour:
    """The colour that is so many of some parts of the way from one shade of a hue to another."""

    def mean(first: int, last: int) -> int:
        return first + round((last - first) * part / parts)

    return replace(
        one,
        tint=mean(one.tint, other.tint),
        shade=mean(one.shade, other.shade),
        saturation=mean(one.saturation, other.saturation),
    )


def _told_apart(hues: Sequence[Colour], theme: Theme) -> Iterator[Colour]:
    """The hues; in the second and the third round, the paler one that is least like all others."""
    palette, shown = theme.palette, [mixed(hue, theme.scheme) for hue in dict.fromkeys(hues)]
    for place, hue in enumerate(hues):
        if hues[:place].count(hue) not in (1, 2):
            yield hue
            continue
        paler = {
            mixed(each, theme.scheme): each
            for each in (palette.quiet.of(hue), palette.pale_of(hue, 3), palette.pale_of(hue))
        }
        unlike = max(paler, key=lambda colour: min(difference(colour, other) for other in shown))
        shown.append(unlike)
        yield paler[unlike]


def _wanted(chart: Chart) -> Wanted:
    """What the chart takes from its file."""
    extract = Extract(chart.sheet, chart.range, round(chart.skip))
    series = tuple(Chosen(each.column or each.name, each.plain) for each in chart.series)
    return Wanted(extract, chart.categories, series, chart.decimal, chart.kind == "scatter")


def _no_whole(chart: Chart, numbers: Numbers) -> Diagnostic | None:
    """The error for a pie of several series, of a number below 0, or of nothing; None for one that can be drawn."""
    names, first = [series.name for series in numbers.series], numbers.series[0].numbers
    rows = zip(numbers.categories, first, strict=True)
    below = next(((name, number) for name, number in rows if number is not None and number < 0), None)
    place, hint = chart.file.place if chart.file else chart.place, "use `kind: column`"
    if len(names) > 1:
        there = (
            f"`{chart.file.plain}` has {len(names)} columns of numbers"
            if chart.file
            else f"this one has {len(names)} series"
        )
        hint = f"choose one, as in `series: [{names[0]}]`, or {hint}" if chart.file else hint
    elif below:
        there = f"`{below[0]}` is {below[1]:g}"
        place = next((row.numbers[0].place for row in chart.values if row.name.plain == below[0]), place)
    elif not any(first):
        there, hint = "these numbers add up to 0", "correct the numbers, or leave the chart out"
    else:
        return None
    return error(Code.CLASHING_FIELDS, f"a pie shows the shares of one whole, but {there}", place, hint)


def _readable_in_two_ways(chart: Chart, language: str) -> Diagnostic | None:
    """The error for a number such as `1.500` in a language that parts thousands by points; None if nobody doubts it.

    In other languages, and beside a number with other decimals, the point is what it always is in a chart.
    """
    numbers = [words for row in chart.values for words in row.numbers]
    numbers += [row.name for row in chart.values] if chart.kind == "scatter" else []
    if chart.decimal or "." in decimal_signs([words.plain for words in numbers], language):
        return None
    doubtful = next((words for words in numbers if in_two_ways(words.plain.strip().lstrip("-−"))), None)
    if doubtful is None:
        return None
    one, other = (f"{number(doubtful.plain, sign):.15g}" for sign in (".", ","))
    message = f"`{doubtful.plain}` can be {one} or {other}"
    hint = f'say `decimal: "."` in this chart for {one}, or `decimal: ","` for {other}'
    return error(Code.NOT_A_NUMBER, message, doubtful.place, hint)


def chart_block(chart: Chart, context: LayoutContext) -> Block:
    """The chart of the numbers in the outline, or in the file that it names."""
    numbers: Numbers | None
    if chart.file is not None:
        found = from_file(context.files.table(chart.file), chart.file, _wanted(chart))
        numbers = found.value
        for diagnostic in found.diagnostics:
            context.report(diagnostic)
    else:
        names = [words.plain for words in chart.series] or [chart.unit.plain if chart.unit else context.says.values]
        rows = [[row.name.plain, *(words.plain for words in row.numbers)] for row in chart.values]
        mistake = _readable_in_two_ways(chart, context.language)
        numbers = None if mistake else tabulated(names, rows, chart.decimal or ".")
        if mistake:
            context.report(mistake)
    if numbers is not None and chart.kind == "pie" and (mistake := _no_whole(chart, numbers)):
        context.report(mistake)
        numbers = None
    if numbers is None:
        return Empty(chart.place)
    if chart.file is not None:
        unknown = chart.unknown_highlights(numbers.categories, [series.name for series in numbers.series])
        for diagnostic in unknown:
            context.report(diagnostic)
    if chart.kind == "scatter":
        decimal = chart.decimal or "." if chart.file is None else "."
        numbers = replace(numbers, categories=tuple(f"{number(name, decimal):.15g}" for name in numbers.categories))
    return ChartBlock(chart, numbers, context.colour_key, context.typesetter, context.report, context.says)
