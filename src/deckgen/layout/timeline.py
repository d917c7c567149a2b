"""A timeline: events along an axis from left to right, or from top to bottom if they are many or long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.geometry import Point, Rect, columns, pt, rows, union
from deckgen.layout.animation import at_click
from deckgen.layout.block import SCALES, Block, LayoutContext, SequencedBlock
from deckgen.layout.typeset import ENDLESS, Style, Typesetter, height_of
from deckgen.locale import Descriptions
from deckgen.outline.blocks import Event
from deckgen.paint import Stroke
from deckgen.regex import regex
from deckgen.scene.items import Box, Connector, Group, Item, TextBox
from deckgen.scene.text import Align, Paragraph, TextBody

_DOT = pt(18)
_GAP = pt(16)
_AROUND = pt(10)
_MOST_ROW = pt(72)
_MOST_WORD_LINES = 4
_LEAST_STRIP = pt(110)
_WIDEST = pt(200)
"""The width of the text of an event on an axis that is to scale."""
_CLOSEST = pt(4)
"""The least distance between two dots on such an axis, whose texts are on different sides."""
_FEWEST_YEARS = 3
_FEWEST_IN_TURN = 5
"""The events from which on texts without room beside each other are on both sides of the axis."""
_YEAR, _RECENT = regex(r"-?\d{1,4}"), regex(r"\d{4}")
_MUCH_LONGER = 2
"""The multiple of the usual distance between years from which on a distance that is not to scale is marked as cut."""
_BREAK = pt(14)
"""The height of the strokes that mark it."""
_SHORTEST_STEM, _LONGEST_STEM = pt(8), pt(48)
_UNEQUAL = 1.5
"""The ratio of distances between years from which on they are drawn."""


class Spot(Struct, frozen=True):
    """The place of an event whose text is on one side of the axis: its centre, the width of its text, its side."""

    centre: int
    width: int
    is_above: bool


class TimelineBlock(SequencedBlock, frozen=True, dict=True):
    """Events in one group of native shapes: an axis, a dot for each event, and its text."""

    events: tuple[Event, ...]
    typesetter: Typesetter
    says: Descriptions

    @cached_property
    def _maxima(self) -> dict[tuple[str, int, int], Sequence[int]]:
        """By what is measured, in which room and at which scale: the most among the events from each event on."""
        return {}

    @cached_property
    def _counts(self) -> dict[tuple[int, int], int]:
        """By width and scale, the number of events beside each other on the next page, known from the page before."""
        return {}

    @property
    def place(self) -> Place:
        return self.events[0].place

    def _most(self, what: str, room: int, scale: int, measure: Callable[[Event], int]) -> int:
        """The most that `measure` gives for an event. It is asked once for each event, on however many pages."""
        key = (what, room, scale)
        if key not in self._maxima:
            self._maxima[key] = list(accumulate(map(measure, reversed(self.events)), max))[::-1]
        return self._maxima[key][0]

    def height(self, width: int, scale: int) -> int:
        across = self._across_scale(width, scale)
        if across is not None:
            tallest = self._tallest(width, across)
            if self._spots(width, across):
                return 2 * (self._when_height(across) + tallest + _AROUND) + _DOT
            return self._when_height(across) + _DOT + 2 * _AROUND + tallest
        return len(self.events) * (self._row_height(width, scale) + _AROUND) - _AROUND

    def max_height(self, width: int, scale: int) -> int:
        if self._across_scale(width, scale) is not None:
            return ENDLESS
        return len(self.events) * (max(_MOST_ROW, self._row_height(width, scale)) + _AROUND) - _AROUND

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        across = self._across_scale(area.width, scale)
        items = list(self._down(area, scale) if across is None else self._across(area, across))
        extents = [item.rect if not isinstance(item, Connector) else _extent(item) for item in items]
        return (Group("Timeline", union(extents), tuple(items), self._alt),)

    def _together(self, number: int, *items: Item) -> tuple[Item, ...]:
        """The items of an event, counted from 1, at its click; the axis is visible from the start."""
        return at_click(items, number if self.build else 0)

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        """Split a timeline that runs from top to bottom; one that runs across always fits.

        If the parts can run across, they hold as many events as possible, in equal numbers.
        """
        row = self._row_height(width, scale) + _AROUND
        count = (height + _AROUND) // row
        if self._across_scale(width, scale) is not None or not 0 < count < len(self.events):
            return None
        across = self._count_across(width, scale)
        rest = replace(self, events=self.events[across or count :])
        rest._counts[width, scale] = across
        rest._maxima.update({key: most[across or count :] for key, most in self._maxima.items()})
        return replace(self, events=self.events[: across or count]), rest

    def _count_across(self, width: int, scale: int) -> int:
        """The number of events on the next page if they run across; 0 if they do not."""
        known = self._counts.get((width, scale))
        if known is not None and (not known or self._first(known)._is_across(width, scale)):
            return known
        across = self._most_across(width, scale)
        return -(-len(self.events) // -(-len(self.events) // across)) if across > 1 else 0

    def _first(self, count: int) -> TimelineBlock:
        return replace(self, events=self.events[:count])

    def _most_across(self, width: int, scale: int) -> int:
        """The largest number of events that fit side by side wherever the timeline is split."""
        total, most = len(self.events), (width + _GAP) // (_LEAST_STRIP + _GAP)
        return next(
            (
                count
                for count in range(min(total - 1, most), 0, -1)
                if all(
                    replace(self, events=self.events[first : first + count])._is_across(width, scale)
                    for first in range(0, total, count)
                )
            ),
            0,
        )

    def _across_scale(self, width: int, scale: int) -> int | None:
        """The first scale from `scale` on at which all events fit side by side; None if there is none."""
        return next((each for each in range(scale, SCALES) if self._is_across(width, each)), None)

    def _is_across(self, width: int, scale: int) -> bool:
        """True if all events fit on an axis without cut words or long columns of short lines."""
        return self._are_side_by_side(width, scale) or bool(self._in_turn(width, scale))

    def _are_side_by_side(self, width: int, scale: int) -> bool:
        """True if all events fit beside each other under the axis."""
        if width < len(self.events) * (_LEAST_STRIP + _GAP) - _GAP:
            return False
        strip = self._strips(Rect(0, 0, width, 0))[0].width
        when, what, note = self._styles(scale, "centre")
        for event in self.events:
            texts = [(event.when, when), (event.what, what), *([(event.note, note)] if event.note else [])]
            if any(self.typesetter.min_content(words, style) > strip for words, style in texts):
                return False
            if any(self.typesetter.line_count(words, strip, style) > _MOST_WORD_LINES for words, style in texts):
                return False
        return all(self.typesetter.line_count(event.when, strip, when) == 1 for event in self.events)

    def _strips(self, area: Rect) -> list[Rect]:
        return columns(area, [1] * len(self.events), _GAP)

    def _styles(self, scale: int, align: Align) -> tuple[Style, Style, Style]:
        """The styles of the date, the event and its note."""
        sizes, palette = self.typesetter.theme.sizes, self.typesetter.theme.palette
        return (
            Style(sizes.body[scale], palette.accent, bold=True, align=align),
            Style(sizes.second_level[scale], palette.ink, bold=True, align=align),
            Style(sizes.second_level[min(scale + 2, SCALES - 1)], palette.muted, align=align),
        )

    def _text(self, event: Event, width: int, scale: int, align: Align) -> tuple[Paragraph, ...]:
        _, what, note = self._styles(scale, align)
        paragraphs = [self.typesetter.set(event.what, width, what)]
        if event.note:
            paragraphs.append(self.typesetter.set(event.note, width, note, space_before=pt(2)))
        return tuple(paragraphs)

    def _when_height(self, scale: int) -> int:
        """The height of the dates, each of which is on one line; one that is code alone is lower."""
        style = self._styles(scale, "centre")[0]
        return self._most(
            "line", 0, scale, lambda event: height_of([self.typesetter.set(event.when, ENDLESS, style)])
        )

    def _tallest(self, width: int, scale: int) -> int:
        strip = self._strips(Rect(0, 0, width, 0))[0].width
        widths = [spot.width for spot in self._spots(width, scale)] or [strip] * len(self.events)
        texts = (self._text(event, room, scale, "centre") for event, room in zip(self.events, widths, strict=True))
        return max(map(height_of, texts))

    @cached_property
    def _years(self) -> tuple[int, ...]:
        """The years of the events, if they are years in order and far from equally distant; else none."""
        typed = [event.when.plain.strip().replace("\u2212", "-") for event in self.events]
        if (
            len(typed) < _FEWEST_YEARS
            or not all(map(_YEAR.fullmatch, typed))
            or not any(map(_RECENT.fullmatch, typed))
        ):
            return ()
        years = tuple(map(int, typed))
        gaps = [later - year for year, later in pairwise(years)]
        return years if min(gaps) > 0 and max(gaps) > _UNEQUAL * min(gaps) else ()

    @cached_property
    def _cut(self) -> tuple[int, ...]:
        """The events before which an axis that is not to scale is cut: their distance is much longer than others."""
        gaps = [later - year for year, later in pairwise(self._years)]
        return tuple(number for number, gap in enumerate(gaps, 1) if gap > _MUCH_LONGER * median(gaps))

    def _spots(self, width: int, scale: int) -> tuple[Spot, ...]:
        """The places of the events on both sides of the axis in turn: to scale, or at equal distances where texts
        lack room beside each other; none where they have it, or where they have no room at all.
        """
        if spots := self._to_scale(width, scale):
            return spots
        return () if self._are_side_by_side(width, scale) else self._in_turn(width, scale)

    def _to_scale(self, width: int, scale: int) -> tuple[Spot, ...]:
        """The places of the events by their years; none where texts lack room, or where the dates are no years."""
        if not self._years:
            return ()
        first, last, margin = self._years[0], self._years[-1], _WIDEST // 2
        centres = [margin + (width - 2 * margin) * (year - first) // (last - first) for year in self._years]
        return self._on_both_sides(centres, _WIDEST, scale)

    def _in_turn(self, width: int, scale: int) -> tuple[Spot, ...]:
        """The places of the events at equal distances on both sides of the axis; none where texts lack room."""
        count = len(self.events)
        if count < _FEWEST_IN_TURN:
            return ()
        # Two texts on one side are twice as far from each other as two events; the outer ones end with the axis.
        widest = min(2 * (width + _GAP) // (count + 1) - _GAP, _WIDEST)
        centres = [widest // 2 + (width - widest) * number // (count - 1) for number in range(count)]
        return self._on_both_sides(centres, widest, scale)

    def _on_both_sides(self, centres: Sequence[int], widest: int, scale: int) -> tuple[Spot, ...]:
        """The places of events with these centres, above and below in turn; none where texts lack room."""
        if any(right - left < _DOT + _CLOSEST for left, right in pairwise(centres)):
            return ()
        spots = []
        for number, centre in enumerate(centres):
            same_side = [centres[other] for other in (number - 2, number + 2) if 0 <= other < len(centres)]
            room = min([widest, *(abs(other - centre) - _GAP for other in same_side)])
            spots.append(Spot(centre, room, number % 2 == 1))
        return tuple(spots) if self._have_room(spots, scale) else ()

    def _have_room(self, spots: Sequence[Spot], scale: int) -> bool:
        """True if no text is cut, or in a long column of short lines, at its spot, and each date is on one line."""
        styles = self._styles(scale, "centre")
        for event, spot in zip(self.events, spots, strict=True):
            if self.typesetter.line_count(event.when, spot.width, styles[0]) > 1:
                return False
            for words, style in zip((event.when, event.what, event.note), styles, strict=True):
                if words and self.typesetter.min_content(words, style) > spot.width:
                    return False
                if words and self.typesetter.line_count(words, spot.width, style) > _MOST_WORD_LINES:
                    return False
        return True

    def _across(self, area: Rect, scale: int) -> Iterator[Item]:
        """The date above the axis and the event below it, centred vertically in the area."""
        spots = self._spots(area.width, scale)
        if spots:
            yield from self._at_spots(area, scale, spots)
            return
        when_style = self._styles(scale, "centre")[0]
        needed = self.height(area.width, scale)
        top = area.y + max(area.height - needed, 0) // 2
        axis = top + self._when_height(scale) + _AROUND + _DOT // 2
        strips = self._strips(area)
        yield self._axis(Point(area.x, axis), Point(area.right, axis))
        yield from self._breaks([Point(strip.centre.x, axis) for strip in strips])
        for number, (event, strip) in enumerate(zip(self.events, strips, strict=True), 1):
            when = Rect(strip.x, top, strip.width, self._when_height(scale))
            dot = self._dot(event, Point(strip.centre.x, axis))
            body = TextBody((self.typesetter.set(event.when, when.width, when_style),), "bottom")
            text = self._text(event, strip.width, scale, "centre")
            below = Rect(strip.x, axis + _DOT // 2 + _AROUND, strip.width, height_of(text))
            what = TextBox(event.what.plain, below, TextBody(text))
            yield from self._together(number, dot, TextBox(event.when.plain, when, body), what)

    def _at_spots(self, area: Rect, scale: int, spots: Sequence[Spot]) -> Iterator[Item]:
        """The events at their places, above and below the axis in turn."""
        axis, style, high = area.centre.y, self._styles(scale, "centre")[0], self._when_height(scale)
        stem = min(max(area.height - self.height(area.width, scale), 0) // 4, _LONGEST_STEM)
        yield self._axis(Point(area.x, axis), Point(area.right, axis))
        if not self._to_scale(area.width, scale):
            yield from self._breaks([Point(area.x + spot.centre, axis) for spot in spots])
        away = _DOT // 2 + _AROUND + stem
        for number, (event, spot) in enumerate(zip(self.events, spots, strict=True), 1):
            centre = area.x + spot.centre
            text = self._text(event, spot.width, scale, "centre")
            tall = height_of(text)
            top = axis - away - high - tall if spot.is_above else axis + away + high
            room = Rect(centre - spot.width // 2, top, spot.width, tall)
            when = replace(room, y=axis - away - high if spot.is_above else axis + away, height=high)
            date = TextBody((self.typesetter.set(event.when, spot.width, style),), "middle")
            texts = TextBox(event.when.plain, when, date), TextBox(event.what.plain, room, TextBody(text))
            line = self._stem(event, Point(centre, axis), -stem if spot.is_above else stem)
            yield from self._together(number, *line, self._dot(event, Point(centre, axis)), *texts)

    def _row_height(self, width: int, scale: int) -> int:
        left, style = self._when_width(width, scale), self._styles(scale, "right")[0]
        room = width - left - 2 * _GAP - _DOT
        text = self._most("text", room, scale, lambda event: height_of(self._text(event, room, scale, "left")))
        when = self._most(
            "date", left, scale, lambda event: height_of([self.typesetter.set(event.when, left, style)])
        )
        return max(text, when)

    def _when_width(self, width: int, scale: int) -> int:
        style = self._styles(scale, "right")[0]
        natural = self._most("natural", 0, scale, lambda event: self.typesetter.natural_width(event.when, style))
        least = self._most("least", 0, scale, lambda event: self.typesetter.min_content(event.when, style))
        return max(min(natural, width // 3), min(least, width * 2 // 3))

    def _down(self, area: Rect, scale: int) -> Iterator[Item]:
        """The date at the left of the axis, the event at its right."""
        left = self._when_width(area.width, scale)
        style = self._styles(scale, "right")[0]
        axis = area.x + left + _GAP + _DOT // 2
        strips = rows(area, [1] * len(self.events), _AROUND)
        yield self._axis(Point(axis, area.y), Point(axis, area.bottom))
        yield from self._breaks([Point(axis, strip.centre.y) for strip in strips])
        for number, (event, strip) in enumerate(zip(self.events, strips, strict=True), 1):
            dot = self._dot(event, Point(axis, strip.centre.y))
            body = TextBody((self.typesetter.set(event.when, left, style),), "middle")
            when = TextBox(event.when.plain, Rect(area.x, strip.y, left, strip.height), body)
            right = axis + _DOT // 2 + _GAP
            rect = Rect(right, strip.y, area.right - right, strip.height)
            text = TextBody(self._text(event, rect.width, scale, "left"), "middle")
            yield from self._together(number, dot, when, TextBox(event.what.plain, rect, text))

    def _axis(self, start: Point, end: Point) -> Connector:
        return Connector(
            "Time", (start, end), Stroke(self.typesetter.theme.palette.rule, pt(3)), end_head=True, decorative=True
        )

    def _breaks(self, centres: Sequence[Point]) -> Iterator[Connector]:
        """Two slanted strokes half way between two dots where the axis is cut."""
        stroke = Stroke(self.typesetter.theme.palette.muted, pt(2))
        for number in self._cut:
            before, after = centres[number - 1], centres[number]
            x, y = (before.x + after.x) // 2, (before.y + after.y) // 2
            along, is_level = (-_BREAK // 4, _BREAK // 4), before.y == after.y
            for each in along:
                middle = Point(x + each, y) if is_level else Point(x, y + each)
                lean, reach = (_BREAK // 4, _BREAK // 2) if is_level else (_BREAK // 2, _BREAK // 4)
                ends = Point(middle.x - lean, middle.y + reach), Point(middle.x + lean, middle.y - reach)
                yield Connector("Break", ends, stroke, decorative=True)

    def _stem(self, event: Event, dot: Point, reach: int) -> Iterator[Connector]:
        """The line from a dot to its date, which is `reach` EMU further down than beside it."""
        if abs(reach) >= _SHORTEST_STEM:
            stroke = Stroke(self.typesetter.theme.palette.rule, pt(1.5))
            end = Point(dot.x, dot.y + reach + (_DOT // 2 if reach > 0 else -_DOT // 2))
            yield Connector(f"{event.when.plain} stem", (dot, end), stroke, decorative=True)

    def _dot(self, event: Event, centre: Point) -> Box:
        palette = self.typesetter.theme.palette
        rect = Rect(centre.x - _DOT // 2, centre.y - _DOT // 2, _DOT, _DOT)
        name = f"{event.when.plain} dot"
        return Box(name, rect, "ellipse", palette.accent, Stroke(palette.paper, pt(3)), decorative=True)

    @property
    def _alt(self) -> str:
        spoken = [
            self.says.labelled.format(what=event.when.plain, label=event.what.plain)
            + (f" ({event.note.plain})" if event.note else "")
            for event in self.events
        ]
        return self.says.timeline.format(events=self.says.semicolon.join(spoken))


def _extent(line: Connector) -> Rect:
    (left, right), (top, bottom) = sorted((line.start.x, line.end.x)), sorted((line.start.y, line.end.y))
    return Rect(left, top, right - left, bottom - top)


def timeline_block(events: tuple[Event, ...], context: LayoutContext) -> TimelineBlock:
    """The block of a timeline, in the order of its events."""
    return TimelineBlock(events, context.typesetter, context.says)
