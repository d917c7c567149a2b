"""The marks of a chart: PowerPoint draws them from the numbers itself; for all other formats they are drawn here.

In: a chart frame in its final place. Out: bars, slices, lines, markers and labels, and what PowerPoint has to be told
to draw the same: the rectangle of the plot, the places of the titles, and whether names at the ends of lines make the
legend unnecessary. Gaps are 60 % of a bar, markers are 10 pt, the legend is on top, or at the right of a pie.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations, groupby, pairwise

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Point, Rect, pt, union
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.numerals import GROUPED_FROM, numeral, places_of, with_unit
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import (
    AXIS_LINE,
    BAR_GAP,
    GRID_LINE,
    MARKER,
    MARKER_SHAPES,
    SERIES_LINE,
    Axis,
    Bar,
    ChartFrame,
    Label,
    Mark,
    Marker,
    Polyline,
    Slice,
)
from deckgen.scene.text import Align, Anchor, TextBody

_GAP = pt(6)
_EDGE = pt(1.5)
_TICKS = 5
"""The approximate number of intervals on a value axis."""
_PIE_LABEL = 4
"""Slice labels take at most one part in this many of the width available to the pie."""
_END_SHARE = 5
"""Names at the ends of lines take at most one part in this many of a chart's width: PowerPoint breaks longer ones."""
_WIDE_LEGEND = 0.6
"""The share of the width of a chart from which on LibreOffice may need another row for a legend without a size."""
_PIE_LEGEND = 2
"""The legend of a pie takes at most one part in this many of the chart's width."""
_MOST_STEPS_BELOW = 3
"""How many steps a scale goes further down for the numbers under columns, at most."""
_APART = pt(3)
"""The least space between two numbers beside each other."""
_STEEP = 0.3
"""A direction counts as vertical if its horizontal component is less than this."""


def drawn(frame: ChartFrame, typesetter: Typesetter) -> ChartFrame:
    """The chart `frame` with all its visible marks, from back to front, and with the places that they imply."""
    plot = _Plot(frame, typesetter)
    if frame.kind == "line" and frame.legend:
        named = _Plot(replace(frame, legend=False, named_at_ends=True), typesetter)
        plot = named if named.has_room_at_ends() else plot
    return replace(
        plot.frame,
        marks=tuple(plot.marks()),
        plot=plot.area,
        title_corners=tuple(plot.title_corners()),
        legend_corner=plot.places_of_keys()[0] if plot.frame.legend else Point(0, 0),
        legend_room=plot.legend_room(),
    )


def labelled_with_room(frame: ChartFrame, typesetter: Typesetter) -> ChartFrame | None:
    """The chart of bars with numbers at them, and with room for those of its lowest bars on its scale.

    None if they would lie on each other, on other bars or on the names.
    """
    assert frame.scale, "only a pie has no axis"
    for steps in range(_MOST_STEPS_BELOW):
        scale = Axis(frame.scale.low - steps * frame.scale.step, frame.scale.high, frame.scale.step)
        made = replace(frame, scale=scale)
        if _Plot(made, typesetter).has_room_for_labels():
            return made
        if frame.scale.low >= 0:
            return None
    return None


def has_room_for_pie_labels(frame: ChartFrame, typesetter: Typesetter) -> bool:
    """True if all texts of a pie are within its frame, and off each other, by a gap if they are side by side."""
    labels = [mark.rect for mark in _Plot(frame, typesetter).marks() if isinstance(mark, Label)]
    spaced = [label.inset(-_GAP // 2, _EDGE) for label in labels]
    return all(frame.rect.contains(label.inset(_EDGE)) for label in labels) and not any(
        one.overlaps(other) for one, other in combinations(spaced, 2)
    )


def scale_of(values: Sequence[float], *, from_zero: bool = True) -> Axis:
    """The axis for `values`: ticks at 1, 2 or 5 times a power of ten, including 0 unless told otherwise.

    Whole numbers, such as those of machines, have no ticks between them.
    """
    low, high = min(values, default=0), max(values, default=1)
    if from_zero:
        low, high = min(low, 0), max(high, 0)
    if low == high:
        low, high = (low - 1, high + 1) if low else (0, 1)
    rough = (high - low) / _TICKS
    power = 10 ** math.floor(math.log10(rough))
    step = next(times * power for times in (1, 2, 5, 10) if times * power >= rough * 0.999)
    if all(value == round(value) for value in values):
        step = max(step, 1)
    return Axis(math.floor(low / step) * step, math.ceil(high / step) * step, step)


class _Plot(Struct, frozen=True, dict=True):
    frame: ChartFrame
    typesetter: Typesetter

    def marks(self) -> Iterator[Mark]:
        if self.frame.legend:
            yield from self._legend()
        match self.frame.kind:
            case "pie":
                yield from self._pie()
            case "column" | "bar":
                yield from self._value_axis()
                yield from self._bars()
                yield from self._category_axis()
            case "line" | "scatter":
                yield from self._value_axis()
                yield from self._level_axis()
                yield from self._points()

    @property
    def _is_bar(self) -> bool:
        return self.frame.kind == "bar"

    @cached_property
    def _style(self) -> Style:
        return Style(self.frame.size, self.frame.ink)

    @cached_property
    def _line(self) -> int:
        return height_of([self.typesetter.set("0", pt(1000), self._style)])

    @property
    def _values(self) -> Axis:
        """The value axis."""
        assert self.frame.scale, "only a pie has no axis"
        return self.frame.scale

    @property
    def _across(self) -> Axis:
        """The horizontal axis of a scatter chart, whose categories are numbers."""
        assert self.frame.across, "only the categories of a scatter chart are numbers"
        return self.frame.across

    @property
    def _tick_labels(self) -> list[str]:
        ticks = self._values.ticks if self.frame.shows_values else ()
        places = places_of(ticks)
        return [self._written(tick, places) for tick in ticks]

    def _number(self, value: float) -> str:
        return self._written(value, self.frame.places)

    def _written(self, value: float, places: int) -> str:
        """A number as the language of the deck writes it, with its unit."""
        shown = numeral(value, self.typesetter.language, grouped_from=self._grouped_from, places=places)
        return with_unit(shown, self.frame.before, self.frame.unit, "\N{NO-BREAK SPACE}")

    def _category(self, value: float) -> str:
        """A number along the horizontal axis of a scatter chart."""
        return numeral(value, self.typesetter.language)

    @cached_property
    def _grouped_from(self) -> int:
        """The number from which on digits are grouped, lower if another one has groups: all have one look."""
        numbers = [number for series in self.frame.series for number in series.numbers if number is not None]
        numbers += [*(self.frame.scale.ticks if self.frame.scale else ()), 0]
        return 1000 if max(map(abs, numbers)) >= GROUPED_FROM else GROUPED_FROM

    def _width(self, texts: Sequence[str]) -> int:
        return max((self.typesetter.natural_width(text, self._style) for text in texts), default=0)

    @property
    def area(self) -> Rect:
        """The rectangle between the axes, or around the pie."""
        if self.frame.kind != "pie":
            return self._plot
        centre, radius = self._circle
        return Rect(centre.x - radius, centre.y - radius, 2 * radius, 2 * radius)

    @cached_property
    def _plot(self) -> Rect:
        """The rectangle between the axes."""
        rect, (level, upright) = self._below_legend, self.frame.axes or ("", "")
        left = rect.x
        if self._is_unit_on_top:
            level, upright = upright, level
        bottom = rect.bottom - (self._title_height(level) + _GAP if level else 0)
        top = rect.y + (self._title_height(upright) + _GAP if upright else 0)
        top += self._line + _GAP if self.frame.labelled and not self._is_bar else self._line // 2
        right = rect.right
        if self._is_bar:
            left += min(self._width(self.frame.categories), rect.width // 3) + _GAP
            bottom -= self._line + _GAP if self.frame.shows_values else 0
            right -= (
                self._width(self._bar_labels) + _GAP if self.frame.labelled else self._width(self._tick_labels) // 2
            )
        else:
            left += self._width(self._tick_labels) + self._beside_axis if self.frame.shows_values else 0
            right -= self._width([self._category(self._across.high)]) // 2 if self.frame.kind == "scatter" else 0
            right -= self._ends_width(right - left) if self.frame.named_at_ends else 0
            bottom -= self._names_height(right - left) + self._beside_axis
        return Rect(left, top, max(right - left, 1), max(bottom - top, 1))

    @property
    def _beside_axis(self) -> int:
        """The space between an axis and its labels: in a scatter chart, points are half beside it."""
        return _GAP + (MARKER // 2 if self.frame.kind == "scatter" else 0)

    def _names_height(self, width: int) -> int:
        """The height of the texts below the plot."""
        if self.frame.kind == "scatter":
            return self._line
        slot = width // len(self.frame.categories)
        return max(self._set_height(name, slot) for name in self.frame.categories)

    @property
    def _bar_labels(self) -> list[str]:
        return [self._number(each) for series in self.frame.series for each in series.numbers if each is not None]

    # Positions

    def _value(self, value: float) -> int:
        """The coordinate of a number: x for horizontal bars, y for everything else."""
        plot, share = self._plot, self._values.share(value)
        return plot.x + round(plot.width * share) if self._is_bar else plot.bottom - round(plot.height * share)

    def _slot(self, place: int) -> tuple[int, int]:
        """The start and the end of a category's room along the category axis."""
        plot, count = self._plot, len(self.frame.categories)
        start, length = (plot.y, plot.height) if self._is_bar else (plot.x, plot.width)
        return start + length * place // count, start + length * (place + 1) // count

    def _click(self, series: int, category: int) -> int:
        parts = self.frame.parts
        if parts is None:
            return 0
        return parts.clicks[series if parts.by == "series" else category]

    # Text

    def _label(self, text: str, rect: Rect, align: Align, anchor: Anchor = "middle", *, click: int = 0) -> Label:
        paragraph = self.typesetter.set(text, rect.width, Style(self.frame.size, self.frame.ink, align=align))
        return Label(rect, TextBody((paragraph,), anchor), click)

    def _below(self, text: str, x: int) -> Label:
        """A label centred below a point of the horizontal axis."""
        width = self._width([text])
        return self._label(
            text, Rect(x - width // 2, self._plot.bottom + self._beside_axis, width, self._line), "centre"
        )

    @property
    def _title_style(self) -> Style:
        return Style(self.frame.title_size, self.frame.ink, bold=True)

    def _title_width(self, text: str) -> int:
        return min(self.typesetter.natural_width(text, self._title_style), self.frame.rect.width)

    def _title_height(self, text: str) -> int:
        return height_of([self.typesetter.set(text, self._title_width(text), self._title_style)])

    def _title(self, text: str, corner: Point) -> Label:
        width = self._title_width(text)
        body = TextBody((self.typesetter.set(text, width, self._title_style),), "middle")
        return Label(Rect(corner.x, corner.y, width, self._title_height(text)), body)

    # Axes

    def _value_axis(self) -> Iterator[Mark]:
        plot, grid = self._plot, Stroke(self.frame.rule, GRID_LINE)
        for tick, text in zip(self._values.ticks, self._tick_labels, strict=False):  # without numbers, no lines
            at = self._value(tick)
            if self._is_bar:
                yield Polyline((Point(at, plot.y), Point(at, plot.bottom)), grid)
                yield self._below(text, at)
            else:
                yield Polyline((Point(plot.x, at), Point(plot.right, at)), grid)
                width = self._width(self._tick_labels)
                rect = Rect(plot.x - self._beside_axis - width, at - self._line // 2, width, self._line)
                yield self._label(text, rect, "right")
        for title, corner in zip(self.frame.axes, self.title_corners(), strict=True):
            if title:
                yield self._title(title, corner)

    def title_corners(self) -> Iterator[Point]:
        """The corners of the titles: under the end of the horizontal axis, and on top of the vertical one.

        The unit of bars without an axis of values is on top of them.
        """
        if self.frame.axes:
            (level, _), rect, plot = self.frame.axes, self._below_legend, self._plot
            under = rect.bottom - self._title_height(level)
            right = max(plot.right - self._title_width(level), rect.x)
            yield Point(rect.x, rect.y) if self._is_unit_on_top else Point(right, under)
            yield Point(rect.x, rect.y)

    @property
    def _is_unit_on_top(self) -> bool:
        return self._is_bar and bool(self.frame.axes) and not self.frame.shows_values

    def _category_axis(self) -> Iterator[Mark]:
        """The line at the foot of the bars, and the names of the categories."""
        plot, zero, stroke = self._plot, self._value(0), Stroke(self.frame.rule, AXIS_LINE)
        if self._is_bar:
            yield Polyline((Point(zero, plot.y), Point(zero, plot.bottom)), stroke)
        else:
            yield Polyline((Point(plot.x, zero), Point(plot.right, zero)), stroke)
        yield from self._names()

    def _names(self) -> Iterator[Label]:
        plot = self._plot
        for place, name in enumerate(self.frame.categories):
            start, end = self._slot(place)
            if self._is_bar:
                width = min(self._width(self.frame.categories), self.frame.rect.width // 3)
                yield self._label(name, Rect(plot.x - _GAP - width, start, width, end - start), "right")
            else:
                rect = Rect(start, plot.bottom + _GAP, end - start, self._names_height(plot.width))
                yield self._label(name, rect, "centre", "top")

    def _level_axis(self) -> Iterator[Mark]:
        plot = self._plot
        yield Polyline(
            (Point(plot.x, plot.bottom), Point(plot.right, plot.bottom)), Stroke(self.frame.rule, AXIS_LINE)
        )
        if self.frame.kind == "line":
            yield from self._names()
            return
        for tick in self._across.ticks:
            text, at = self._category(tick), plot.x + round(plot.width * self._across.share(tick))
            yield self._below(text, at)

    # Series

    def _bars(self) -> Iterator[Mark]:
        count = len(self.frame.series)
        for number, series in enumerate(self.frame.series):
            for place, value in enumerate(series.numbers):
                if value is None:
                    continue
                start, end = self._slot(place)
                thickness = (end - start) / (count + BAR_GAP / 100)
                near = start + round(thickness * (number + BAR_GAP / 200))
                far = start + round(thickness * (number + 1 + BAR_GAP / 200))
                yield from self._bar((near, far), value, self.frame.fill(number, place), self._click(number, place))

    def _bar(self, sides: tuple[int, int], value: float, hue: Colour, click: int) -> Iterator[Mark]:
        (near, far), (low, high) = sides, sorted((self._value(0), self._value(value)))
        text = self._number(value)
        width = self._width([text])
        if self._is_bar:
            rect = Rect(low, near, high - low, far - near)
            beyond = Rect(high + _GAP if value >= 0 else low - _GAP - width, near, width, far - near)
            label = self._label(text, beyond, "left" if value >= 0 else "right", click=click)
        else:
            rect = Rect(near, low, far - near, high - low)
            top, half = low - self._line if value >= 0 else high, (width + 1) // 2
            label = self._label(
                text, Rect((near + far) // 2 - half, top, 2 * half, self._line), "centre", click=click
            )
        yield Bar(rect, hue, click)
        if self.frame.labelled:
            yield label

    def has_room_for_labels(self) -> bool:
        """True if the numbers at the bars are within the frame, and off each other, other bars and the names."""
        marks = list(self._bars())
        bars, labels = marks[::2], [mark.rect for mark in marks[1::2] if isinstance(mark, Label)]
        others = [[mark.rect for mark in bars if isinstance(mark, Bar) and mark is not own] for own in bars]
        names = [label.rect for label in self._names()]
        return all(
            self.frame.rect.contains(label)
            and not any(map(label.inset(-_APART, 0).overlaps, labels[:place]))
            and not any(map(label.overlaps, [*names, *others[place]]))
            for place, label in enumerate(labels)
        )

    def _points(self) -> Iterator[Mark]:
        for number, (series, hue) in enumerate(zip(self.frame.series, self.frame.hues, strict=True)):
            shape = MARKER_SHAPES[number % len(MARKER_SHAPES)]
            met = [(place, value, self._point(place, value)) for place, value in enumerate(series.numbers)]
            if self.frame.kind == "line":
                for is_there, run in groupby(met, key=lambda each: each[1] is not None):
                    points = tuple(point for _, _, point in run if point is not None)
                    if is_there and len(points) > 1:
                        yield Polyline(points, Stroke(hue, SERIES_LINE), self._click(number, len(series.numbers) - 1))
            for place, _, point in met:
                if point is not None:
                    yield Marker(point, shape, MARKER, self.frame.fill(number, place), self._click(number, place))
            if self.frame.named_at_ends:
                yield self._at_end(number)

    def _point(self, place: int, value: float | None) -> Point | None:
        if value is None:
            return None
        if self.frame.kind == "scatter":
            share = self._across.share(float(self.frame.categories[place]))
            return Point(self._plot.x + round(self._plot.width * share), self._value(value))
        return Point(sum(self._slot(place)) // 2, self._value(value))

    # Names at the ends of lines

    def has_room_at_ends(self) -> bool:
        """True if every line goes to the last category, its name is short, and no two names meet there.

        Nor do they meet the name of the category, which is below them.
        """
        last = [series.numbers[-1] for series in self.frame.series]
        if self._width(self._names_at_ends) > self.frame.rect.width // _END_SHARE:
            return False
        heights = sorted(self._value(number) for number in last if number is not None)
        beside = self._width(self.frame.categories[-1:]) // 2 > MARKER // 2 + _GAP
        if beside and heights and heights[-1] + self._line // 2 > self._plot.bottom + _GAP:
            return False
        return len(heights) == len(last) and all(below - above >= self._line for above, below in pairwise(heights))

    @property
    def _names_at_ends(self) -> list[str]:
        return [series.name for series in self.frame.series]

    def _ends_width(self, width: int) -> int:
        """What the names need at the right of a plot, of the `width` for both.

        They begin over the last category, whose second half is one part in twice as many as there are categories, of
        what is left for the plot.
        """
        halves, needed = 2 * len(self.frame.categories), self._width(self._names_at_ends) + MARKER // 2 + _GAP
        return max(-((width - needed * halves) // (halves - 1)), 0)

    def _at_end(self, number: int) -> Label:
        """The name of a series, at the right of its last point."""
        name, last = self.frame.series[number].name, len(self.frame.categories) - 1
        point = self._point(last, self.frame.series[number].numbers[-1])
        assert point, "names are at the ends of whole lines"
        corner = Point(point.x + MARKER // 2 + _GAP, point.y - self._line // 2)
        rect = Rect(corner.x, corner.y, self._width([name]), self._line)
        return self._label(name, rect, "left", click=self._click(number, last))

    # Pies

    def _pie(self) -> Iterator[Mark]:
        labels, (centre, radius) = self._pie_labels, self._circle
        for place, ((start, sweep), hue) in enumerate(zip(self._sectors, self.frame.hues, strict=True)):
            click = self._click(0, place)
            yield Slice(centre, radius, start, sweep, hue, Stroke(self.frame.paper, _EDGE), click)
            if labels:
                rect = self._beside_slice(labels[place], centre, radius, start + sweep / 2)
                yield self._label(labels[place], rect, "centre", click=click)

    @cached_property
    def _sectors(self) -> list[tuple[float, float]]:
        """Where each slice starts, and how far it goes, in degrees from the top on."""
        numbers = [number or 0 for number in self.frame.series[0].numbers]
        total = math.fsum(numbers) or 1
        sweeps = [360 * number / total for number in numbers]
        return [(math.fsum(sweeps[:place]), sweep) for place, sweep in enumerate(sweeps)]

    @cached_property
    def _circle(self) -> tuple[Point, int]:
        """The centre and the radius of the pie, which is as large as the labels around it allow."""
        room = self._below_legend
        low, high = 1, max(min(room.width, room.height) // 2, 1)
        while high - low > pt(1):
            middle = (low + high) // 2
            around = self._around(middle)
            low, high = (
                (middle, high) if around.width <= room.width and around.height <= room.height else (low, middle)
            )
        around = self._around(low)
        return Point(room.centre.x - around.centre.x, room.centre.y - around.centre.y), low

    def _around(self, radius: int) -> Rect:
        """A pie with its labels, if its centre were at 0, 0."""
        rects, centre = [Rect(-radius, -radius, 2 * radius, 2 * radius)], Point(0, 0)
        for text, (start, sweep) in zip(self._pie_labels, self._sectors, strict=False):
            rects.append(self._beside_slice(text, centre, radius, start + sweep / 2))
        return union(rects)

    @cached_property
    def _widest_pie_label(self) -> int:
        labels = self._pie_labels
        words = [self.typesetter.min_content(text, self._style) for text in labels]
        return max(min(self._width(labels), self._below_legend.width // _PIE_LABEL), *words, 0)

    @property
    def _pie_labels(self) -> list[str]:
        if not self.frame.labelled:
            return []
        numbers = [self._number(value) if value is not None else "" for value in self.frame.series[0].numbers]
        if self.frame.legend:
            return numbers
        return [f"{name}\n{value}" for name, value in zip(self.frame.categories, numbers, strict=True)]

    def _beside_slice(self, text: str, centre: Point, radius: int, angle: float) -> Rect:
        """The place of a label outside a slice's arc, on the same side as the slice, and clear of the pie."""
        across, down = math.sin(math.radians(angle)), -math.cos(math.radians(angle))
        width = min(self._width([text]), self._widest_pie_label)
        height = self._set_height(text, width)
        beyond = radius + _GAP
        top = centre.y + round(beyond * down - height * (1 - down) / 2)
        if abs(across) < _STEEP:
            return Rect(centre.x + round(beyond * across) - width // 2, top, width, height)
        nearest = max(top - centre.y, centre.y - top - height, 0)
        aside = round(math.sqrt(max(beyond**2 - nearest**2, 0)))
        return Rect(centre.x + aside if across > 0 else centre.x - aside - width, top, width, height)

    def _set_height(self, text: str, width: int) -> int:
        return height_of([self.typesetter.set(text, width, self._style)])

    # Legend

    @cached_property
    def _below_legend(self) -> Rect:
        """The part of the frame below the legend."""
        rect = self.frame.rect
        if not self.frame.legend:
            return rect
        if self.frame.kind == "pie":
            width = max(map(self._key_width, self._keyed))
            return Rect(rect.x, rect.y, max(rect.width - width - _GAP, 1), rect.height)
        height = sum(map(self._row_height, self._rows_of_keys)) + _GAP
        return Rect(rect.x, rect.y + height, rect.width, max(rect.height - height, 1))

    def _key_width(self, name: str) -> int:
        return self._name_width(name) + MARKER + 2 * _GAP

    def _name_width(self, name: str) -> int:
        """The width of a name in the legend, which is on several lines if it is too wide for the frame."""
        room = self.frame.rect.width // (_PIE_LEGEND if self.frame.kind == "pie" else 1) - MARKER - 2 * _GAP
        return min(self._width([name]), room)

    def _name_height(self, name: str) -> int:
        return self._set_height(name, self._name_width(name))

    @property
    def _keyed(self) -> Sequence[str]:
        """The names in the legend."""
        is_pie = self.frame.kind == "pie"
        return self.frame.categories if is_pie else [series.name for series in self.frame.series]

    @cached_property
    def _rows_of_keys(self) -> list[list[str]]:
        """The names in the legend, row by row: as many beside each other as there is room for, or one in a pie."""
        rows: list[list[str]] = []
        for name in self._keyed:
            fits = (
                rows and sum(map(self._key_width, [*rows[-1], name])) <= self.frame.rect.width - len(rows[-1]) * _GAP
            )
            if fits and self.frame.kind != "pie":
                rows[-1].append(name)
            else:
                rows.append([name])
        return rows

    def _row_height(self, names: Sequence[str]) -> int:
        return max(map(self._name_height, names))

    def places_of_keys(self) -> list[Point]:
        """The upper left corners of the entries of the legend."""
        rect, rows, is_pie = self.frame.rect, self._rows_of_keys, self.frame.kind == "pie"
        heights = [self._row_height(row) for row in rows]
        top = rect.centre.y - sum(heights) // 2 if is_pie else rect.y
        places = []
        for row, height in zip(rows, heights, strict=True):
            widths = [self._key_width(name) + _GAP for name in row]
            left = rect.right - max(map(self._key_width, self._keyed)) if is_pie else rect.centre.x - sum(widths) // 2
            places += [Point(left + sum(widths[:number]), top) for number in range(len(row))]
            top += height
        return places

    def legend_room(self) -> Rect | None:
        """The rectangle of a legend over the plot that has several rows or a wide one; None for others."""
        rect = self.frame.rect
        if self.frame.kind == "pie" or not self.frame.legend:
            return None
        width = sum(map(self._key_width, self._rows_of_keys[0]))
        if len(self._rows_of_keys) < 2 and width < _WIDE_LEGEND * rect.width:
            return None
        return Rect(rect.x, rect.y, rect.width, sum(map(self._row_height, self._rows_of_keys)))

    def _legend(self) -> Iterator[Mark]:
        for number, (name, place) in enumerate(zip(self._keyed, self.places_of_keys(), strict=True)):
            yield self._key(number, place)
            corner = Point(place.x + MARKER + _GAP, place.y)
            yield self._label(name, Rect(corner.x, corner.y, self._name_width(name), self._name_height(name)), "left")

    def _key(self, number: int, corner: Point) -> Mark:
        hue, middle = self.frame.hues[number], corner.y + self._line // 2
        if self.frame.kind in ("line", "scatter"):
            return Marker(
                Point(corner.x + MARKER // 2, middle), MARKER_SHAPES[number % len(MARKER_SHAPES)], MARKER, hue
            )
        return Bar(Rect(corner.x, middle - MARKER // 2, MARKER, MARKER), hue)
