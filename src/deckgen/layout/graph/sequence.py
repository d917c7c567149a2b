"""The block of a sequence: participants beside each other, and the messages between them from top to bottom.

A sequence is laid out as rows: a message, a note, the head of a group or of a part of one, or the end of a group.
Rows have fixed heights; what room is left over goes between them, and between the participants.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Point, Rect, Size, pt
from deckgen.layout.animation import at_click
from deckgen.layout.block import LayoutContext
from deckgen.layout.colour_key import local_key
from deckgen.layout.figure.arrows import describe_arrow
from deckgen.layout.figure.boxes import cross
from deckgen.layout.figure.labels import CROSS, note_size
from deckgen.layout.figure.lines import LOOP, Port, chained, looped, port_at
from deckgen.layout.graph.drawing import Direction, DrawnBlock, Planned, alike, told_apart
from deckgen.layout.graph.nodes import Node, NodeTypesetter, coloured
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline import sequence as model
from deckgen.outline.drawn import Drawn
from deckgen.outline.element import Words
from deckgen.outline.figure import Arrow
from deckgen.outline.graph import Joint, key_of
from deckgen.paint import Stroke
from deckgen.scene.items import Box, Connector, Glue, Item, Site, TextBox
from deckgen.scene.text import Insets, TextBody

_LINE = pt(2.25)
_LIFELINE, _BAR = pt(1.5), pt(10)
_APART, _BETWEEN = pt(120), pt(28)
"""The least distances between lifelines, and between the boxes over them."""
_ASIDE = pt(16)
"""The space between a lifeline and a text beside it."""
_ABOVE = pt(3)
"""The space between a line and its text."""
_GAP, _SMALL_GAP, _CROWDED = pt(14), pt(6), 16
"""The space under a row, and that where texts have at most as many points as the last number says."""
_LEAST_GAP, _TO_FRAME = pt(2), pt(6)
"""The space under a row where there is no room for more, and that to a line of a frame while there is room for it."""
_CLOSE = pt(8)
"""The space around the texts of notes and of groups."""
_TAB = pt(9)
"""The space above and under the text of a tab, together."""
_TAIL = pt(6)
"""How far lifelines and bars go on."""
_FROM_LOOP = pt(5)
"""The space between a loop and its text."""
_LABEL_MOST, _LOOP_MOST, _NOTE_MOST = pt(220), pt(130), pt(170)
"""The widths up to which texts are not broken."""
_LABEL_WIDE = pt(440)
"""The same for labels on a slide that has room for them."""
_LEAST_LOOP = pt(20)
_WIDER, _HIGHER = 2.2, 1.6
"""The most by which distances grow where there is room to spare."""

RowKind = Literal["message", "note", "head", "part", "end"]


class Row(Struct, frozen=True):
    """A row. `ends` are the sender and the receiver of a message, else the first and the last of its participants.

    The head of a group, and that of each further part, have the part under them.
    """

    kind: RowKind
    step: model.SequenceStep
    ends: tuple[int, int]
    click: int
    part: model.SequencePart | None = None

    @property
    def first(self) -> int:
        return min(self.ends)

    @property
    def last(self) -> int:
        return max(self.ends)

    @property
    def is_loop(self) -> bool:
        return self.kind == "message" and self.first == self.last


class Bar(Struct, frozen=True):
    """The time in which a participant is active: the rows of the message and of the answer; `depth` others go on."""

    who: int
    first: int
    last: int
    depth: int


class SequencePlan(Planned, frozen=True):
    """A sequence in one text size: the place of each lifeline, the first of which is at 0, and of each row.

    The place of a message is that of its line, of any other row its upper edge; `top` is that of the boxes over the
    lifelines. `left` and `right` are how far anything reaches beyond the first and the last lifeline.
    """

    lifelines: tuple[int, ...]
    heads: tuple[Size, ...]
    places: tuple[int, ...]
    texts: tuple[Size, ...]
    bottom: int
    left: int = 0
    right: int = 0
    top: int = 0

    @property
    def begin(self) -> int:
        """Where the lifelines begin."""
        return self.top + self.heads[0].height

    @property
    def needs(self) -> Size:
        return Size(self.left + self.lifelines[-1] + self.right, self.bottom)

    def within(self, area: Rect) -> SequencePlan:
        """The plan with places on the slide, stretched and in the middle of an area."""
        wide, high, needs = self.lifelines[-1], self.bottom - self.begin, self.needs
        more, longer = (
            max(min(spare, round(length * (most - 1))), 0)
            for spare, length, most in (
                (area.width - needs.width, wide, _WIDER), (area.height - needs.height, high, _HIGHER),
            )
        )  # fmt: skip
        left = area.x + self.left + (area.width - needs.width - more) // 2
        top = area.y + (area.height - needs.height - longer) // 2

        def down(y: int) -> int:
            return top + y + longer * (y - self.begin) // max(high, 1)

        return replace(
            self,
            lifelines=tuple(left + x + more * x // max(wide, 1) for x in self.lifelines),
            places=tuple(map(down, self.places)),
            bottom=down(self.bottom),
            top=top,
        )


class SequenceTypesetter(Struct, frozen=True):
    """Measures and sets the texts of a sequence whose participants have names of `size` points.

    Labels up to the width of `label_most` are not broken.
    """

    typesetter: Typesetter
    size: int
    label_most: int = _LABEL_MOST

    def text_size(self, row: Row) -> Size:
        """The size of the text of a row; of a note and of the head of a group with the space around it."""
        words = self.words_of(row)
        if words is None:
            return Size(0, height_of([self.typesetter.set("alt", pt(100), self.style(row))]) if row.part else 0)
        style, most = self.style(row), _NOTE_MOST if row.kind == "note" else self.label_most
        most = max(_LOOP_MOST if row.is_loop else most, self.typesetter.min_content(words, style))
        natural = self.typesetter.natural_width(words, style)
        width = natural if natural <= most else self.typesetter.balanced_width(words, most, style)
        height = height_of([self.typesetter.set(words, width, style)])
        return Size(width + 2 * _CLOSE, height + _CLOSE) if row.kind == "note" else Size(width, height)

    def words_of(self, row: Row) -> Words | None:
        if row.kind == "message":
            return row.step.label
        return row.step.note if row.kind == "note" else row.part.when if row.part else None

    def body(self, row: Row, width: int, inset: int = 0) -> TextBody:
        words = self.words_of(row)
        assert words is not None
        text = self.typesetter.set(words, width - 2 * inset, self.style(row))
        return TextBody((text,), "middle", Insets(inset, 0, inset, 0))

    def style(self, row: Row) -> Style:
        palette, size = self.typesetter.theme.palette, note_size(self.typesetter, self.size)
        if row.kind == "note":
            return Style(size, palette.ink, align="centre")
        if row.kind != "message":
            return Style(size, palette.muted, italic=True)
        colour = palette.bad if row.step.crossed else palette.muted
        return Style(size, colour, bold=True, align="left" if row.is_loop else "centre")

    def tab(self, kind: str, left: int, top: int) -> Box:
        """The tab of a group, which has its kind."""
        palette = self.typesetter.theme.palette
        style = Style(note_size(self.typesetter, self.size), palette.muted, bold=True, align="centre")
        width = self.typesetter.natural_width(kind, style)
        text = self.typesetter.set(kind, width, style)
        rect = Rect(left, top, width + 2 * _CLOSE, height_of([text]) + _TAB)
        body = TextBody((text,), "middle", Insets(_CLOSE, 0, _CLOSE, 0))
        return Box(kind, rect, "rectangle", palette.surface, Stroke(palette.muted, pt(1)), body=body)


class SequenceBlock(DrawnBlock[SequencePlan], frozen=True, dict=True):
    """A sequence of native shapes, and connectors that are glued to the lifelines."""

    sequence: model.Sequence

    @property
    def drawn(self) -> Drawn:
        return self.sequence

    @property
    def noun(self) -> str:
        return "sequence"

    @property
    def directions(self) -> Sequence[Direction]:
        return ("down",)

    def planned(self, size: int, *, across: bool) -> SequencePlan:  # noqa: ARG002
        return self._apart(size, _gap_at(size))

    def largest(self, area: Size) -> SequencePlan:
        """The plan with the largest texts that fits, with wide labels if they cost no size."""
        plans = (self._apart(size, _gap_at(size), _LABEL_WIDE) for size in self._sizes)
        wide, usual = next((plan for plan in plans if plan.fits(area)), None), super().largest(area)
        return usual if wide is None or (wide.size < usual.size and usual.fits(area)) else wide

    def closer(self, area: Size) -> SequencePlan | None:
        plans = (
            self._apart(size, _LEAST_GAP, to_frame=to_frame)
            for to_frame in (_TO_FRAME, _LEAST_GAP)
            for size in self._sizes
        )
        return next((plan for plan in plans if plan.fits(area)), None)

    def closest(self, width: int) -> int | None:
        needs = self._apart(self._sizes[-1], _LEAST_GAP, to_frame=_LEAST_GAP).needs
        return needs.height if needs.width <= width else None

    def _apart(self, size: int, gap: int, label_most: int = _LABEL_MOST, to_frame: int = _TO_FRAME) -> SequencePlan:
        """The plan with at least this space under each row, and between rows and frames; labels are broken from a
        width on.
        """
        texts, nodes = SequenceTypesetter(self.typesetter, size, label_most), NodeTypesetter(self.typesetter, size)
        sizes = tuple(texts.text_size(row) for row in self.rows)
        heads = alike([nodes.extent(node) for node in self.nodes], self.nodes)
        lifelines = tuple(_lifelines(self.rows, sizes, heads))
        places, y = [], heads[0].height
        for row, text in zip(self.rows, sizes, strict=True):
            place, height = _down(row, text)
            y += gap if row.kind in ("message", "note") else max(gap, to_frame)
            places.append(y + place)
            y += height
        plan = SequencePlan(size, lifelines, tuple(heads), tuple(places), sizes, y + gap + _TAIL)
        reaches = [_reach(row, plan, number) for number, row in enumerate(self.rows)]
        reaches += [(rect.x, rect.right) for rect in self._frames(plan).values()]
        reaches += [
            (x - head.width // 2, x - head.width // 2 + head.width) for x, head in zip(lifelines, heads, strict=True)
        ]
        left, right = -min(left for left, _ in reaches), max(right for _, right in reaches) - lifelines[-1]
        return replace(plan, left=left, right=right)

    def items(self, plan: SequencePlan, area: Rect) -> Iterator[Item]:
        placed = plan.within(area)
        drawing = _Drawing(self, placed, SequenceTypesetter(self.typesetter, plan.size))
        frames = self._frames(placed)
        for number, rect in frames.items():
            yield from at_click([drawing.frame(rect)], self.click_of(self.rows[number]))
        yield from drawing.participants()
        for number, row in enumerate(self.rows):
            yield from at_click(drawing.row(number, frames), self.click_of(row))

    def click_of(self, row: Row) -> int:
        """The click at which a row appears."""
        return row.click if self.build else 0

    def _frames(self, plan: SequencePlan) -> dict[int, Rect]:
        """The frame of each group, by the row of its head, an outer one before those in it."""
        texts = SequenceTypesetter(self.typesetter, plan.size)
        found: dict[int, Rect] = {}
        opened: list[tuple[int, int, int]] = []
        for number, row in enumerate(self.rows):
            left, right = _reach(row, plan, number)
            if row.kind == "head":
                found[number] = Rect(0, 0, 0, 0)
                opened.append((number, left, right))
            first, least, most = opened.pop() if opened else (number, left, right)
            if row.kind in ("head", "part") and row.step.group:
                tab = texts.tab(row.step.group[0], 0, 0).rect.width
                right = max(right, least + tab + plan.texts[number].width + 2 * _CLOSE)
            least, most = min(least, left), max(most, right)
            if row.kind == "end":
                least, most = least - _CLOSE, most + _CLOSE
                top = plan.places[first]
                found[first] = Rect(least, top, most - least, plan.places[number] - top)
                if opened:
                    first, left, right = opened.pop()
                    opened.append((first, min(left, least), max(right, most)))
            elif first in found:
                opened.append((first, least, most))
        return found

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        strong = {key_of(name.plain) for name in self.sequence.highlight}
        return tuple(
            coloured(Joint(each.name, "box", each.role), self.colour_key, lit=key_of(each.name.plain) in strong)
            for each in self.sequence.speakers
        )

    @property
    def line_roles(self) -> Iterator[str]:
        return (step.role for step in self.sequence.walk() if step.role and not step.crossed)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        numbers = {key_of(node.name.plain): number for number, node in enumerate(self.nodes)}
        return tuple(_rows(self.sequence.steps, numbers))

    @cached_property
    def line_names(self) -> list[str]:
        """The names of the lines of messages, by the numbers of their rows: lines are glued to crosses by names."""
        names = [node.name.plain for node in self.nodes]
        lines = (f"Arrow: {names[row.ends[0]]} to {names[row.ends[1]]}" for row in self.rows)
        return told_apart([line if row.kind == "message" else "" for row, line in zip(self.rows, lines, strict=True)])

    @cached_property
    def bars(self) -> tuple[Bar, ...]:
        """The bars of those who are active: from a message to the answer."""
        return tuple(_bars(self.rows)) if self.sequence.activation else ()

    @property
    def alt(self) -> str:
        names = self.says.listed([node.name.plain for node in self.nodes])
        said = (self.says.stated(text) for step in self.sequence.steps for text in self._said(step))
        return " ".join([self.says.sequence.format(participants=names), *said])

    def _said(self, step: model.SequenceStep) -> Iterator[str]:
        """The alt text of a step, that of a group part by part."""
        if not step.group:
            yield self.said(step)
            return
        kind, parts = step.group
        for number, part in enumerate(parts, 1):
            named = self.says.groups[kind].format(number=number)
            what = f"{named}{self.says.comma}{part.when.plain}" if part.when else named
            steps = (text for inner in part.steps for text in self._said_inside(inner))
            yield self.says.labelled.format(what=what, label=self.says.semicolon.join(steps))

    def _said_inside(self, step: model.SequenceStep) -> Iterator[str]:
        """The alt text of a step of a group; one that is a group itself says where it ends."""
        yield from self._said(step)
        if step.group:
            yield self.says.steps_end

    def said(self, step: model.SequenceStep) -> str:
        """The alt text of a message or a note."""
        if step.note is not None:
            if not step.over:
                return self.says.labelled.format(what=self.says.note, label=step.note.plain)
            names = self.says.listed([name.plain for name in step.over])
            return self.says.labelled.format(what=self.says.note_over.format(names=names), label=step.note.plain)
        assert step.start is not None
        assert step.end is not None
        start, end = step.start.plain, step.end.plain
        if step.reply:
            text = self.says.reply.format(start=start, end=end)
        else:
            text = describe_arrow(Arrow(start=step.start, end=step.end, crossed=step.crossed), self.says)
        return self.says.labelled.format(what=text, label=step.label.plain) if step.label else text


class _Drawing(Struct, frozen=True):
    """Draws a plan that has its places on the slide."""

    block: SequenceBlock
    plan: SequencePlan
    texts: SequenceTypesetter

    def frame(self, rect: Rect) -> Box:
        """The frame of a group."""
        theme = self.texts.typesetter.theme
        edge = Stroke(theme.palette.muted, pt(1))
        return Box("Frame", rect, "rectangle", None, edge, decorative=True)

    def participants(self) -> Iterator[Item]:
        """The lifelines, the bars on them, and the boxes over them."""
        plan, nodes = self.plan, NodeTypesetter(self.texts.typesetter, self.texts.size)
        palette = self.texts.typesetter.theme.palette
        for number, node in enumerate(self.block.nodes):
            rect = self._lifeline(number)
            yield Box(self._name(number), rect, "rounded", node.edge(palette), decorative=True)
        for number, bar in enumerate(self.block.bars):
            node = self.block.nodes[bar.who]
            fill = palette.paper if node.look == "plain" else palette.pale_of(node.hue)
            edge = Stroke(node.edge(palette), pt(1.25))
            box = Box(self._bar_name(number), self._bar(bar), "rounded", fill, edge, decorative=True)
            yield from at_click([box], self.block.click_of(self.block.rows[bar.first]))
        for number, node in enumerate(self.block.nodes):
            size = plan.heads[number]
            rect = Rect(plan.lifelines[number] - size.width // 2, plan.top, size.width, size.height)
            yield from nodes.draw(node, node.name.plain, rect)

    def row(self, number: int, frames: dict[int, Rect]) -> Iterator[Item]:
        """What is drawn for a row."""
        row = self.block.rows[number]
        match row.kind:
            case "message":
                yield from self._loop(number, row) if row.is_loop else self._message(number, row)
            case "note":
                yield self._note(number, row)
            case "head":
                rect = frames[number]
                assert row.step.group is not None
                tab = self.texts.tab(row.step.group[0], rect.x, rect.y)
                yield tab
                yield from self._condition(number, row, tab.rect.right)
            case "part":
                rect = next(rect for at, rect in frames.items() if self.block.rows[at].step is row.step)
                assert row.step.group is not None
                y = self.plan.places[number]
                line = Stroke(self.texts.typesetter.theme.palette.muted, pt(1), dashed=True)
                yield Connector("Part of a frame", (Point(rect.x, y), Point(rect.right, y)), line, decorative=True)
                # Its condition is in line with the first one, which is beside the tab and often beside a lifeline.
                yield from self._condition(number, row, self.texts.tab(row.step.group[0], rect.x, y).rect.right)
            case "end":
                return

    def _condition(self, number: int, row: Row, left: int) -> Iterator[Item]:
        """The condition of a part of a group."""
        size = self.plan.texts[number]
        if size.width:
            rect = Rect(left + _CLOSE, self.plan.places[number] + pt(2), size.width, size.height)
            yield self._label(row, rect, self.plan.lifelines)

    def _text_name(self, row: Row) -> str:
        words = self.texts.words_of(row)
        return words.plain if words else ""

    def _message(self, number: int, row: Row) -> Iterator[Item]:
        """A message as a line from one lifeline to another, with its label above it."""
        step, y = row.step, self.plan.places[number]
        start, end = row.ends
        is_forward = start < end
        sides: tuple[Site, Site] = ("right", "left") if is_forward else ("left", "right")
        ports = [self._port(start, number, y, sides[0]), self._port(end, number, y, sides[1])]
        line = self._line(number)
        if step.crossed:
            middle = Point((ports[0].point.x + 2 * ports[1].point.x) // 3, y)
            mark = cross(middle, line.name, self.texts.typesetter)
            ports[1:1] = [port_at(mark, sides[1]), port_at(mark, sides[0])]
            yield mark
        yield from chained(line, ports)
        if step.label is not None:
            size = self.plan.texts[number]
            middle_x = (ports[0].point.x + ports[1].point.x) // 2
            rect = Rect(middle_x - size.width // 2, y - _ABOVE - size.height, size.width, size.height)
            yield self._label(row, rect, self.plan.lifelines[row.first + 1 : row.last])

    def _label(self, row: Row, rect: Rect, lifelines: Sequence[int]) -> Item:
        """A text, with a ground of its own where it is on a lifeline."""
        body = self.texts.body(row, rect.width)
        if any(rect.x - _BAR < x < rect.right + _BAR for x in lifelines):
            return Box(self._text_name(row), rect, "rectangle", self.texts.typesetter.theme.palette.paper, body=body)
        return TextBox(self._text_name(row), rect, body)

    def _loop(self, number: int, row: Row) -> Iterator[Item]:
        """A message to oneself, with its label beside it."""
        y, size = self.plan.places[number], self.plan.texts[number]
        ports = [self._port(row.first, number, at, "right") for at in (y, y + _loop_height(row, size))]
        line = self._line(number)
        yield from looped(line, *ports)
        if row.step.crossed:
            yield cross(
                Point(ports[0].point.x + LOOP, (ports[0].point.y + ports[1].point.y) // 2),
                line.name,
                self.texts.typesetter,
            )
        if row.step.label is not None:
            left = ports[0].point.x + LOOP + _beside_loop(row)
            top = y + (_loop_height(row, size) - size.height) // 2
            yield TextBox(
                self._text_name(row), Rect(left, top, size.width, size.height), self.texts.body(row, size.width)
            )

    def _note(self, number: int, row: Row) -> Box:
        palette, (left, right) = self.texts.typesetter.theme.palette, _reach(row, self.plan, number)
        rect = Rect(left, self.plan.places[number], right - left, self.plan.texts[number].height)
        body = self.texts.body(row, rect.width, _CLOSE)
        edge = Stroke(palette.edge_of(palette.hues["amber"]), pt(1))
        return Box(self._text_name(row), rect, "rectangle", palette.pale_of(palette.hues["amber"]), edge, body=body)

    def _line(self, number: int) -> Connector:
        """The line of a message before its way is known."""
        row = self.block.rows[number]
        step, palette = row.step, self.texts.typesetter.theme.palette
        assert step.start is not None
        assert step.end is not None
        colour = self.block.colour_key.hue(step.role) if step.role else self.texts.style(row).colour
        stroke = Stroke(palette.bad if step.crossed else colour, _LINE, dashed=step.reply or step.crossed)
        return Connector(
            self.block.line_names[number], (), stroke, end_head=True, alt=self.block.said(replace(step, label=None))
        )

    def _port(self, who: int, number: int, y: int, site: Site) -> Port:
        """Where the line of a message touches a participant: the bar if it is active, or else its lifeline."""
        bars = enumerate(self.block.bars)
        active = [(bar.depth, at) for at, bar in bars if bar.who == who and bar.first <= number <= bar.last]
        name, rect = self._name(who), self._lifeline(who)
        if active:
            _, at = max(active) if site == "right" else min(active)
            name, rect = self._bar_name(at), self._bar(self.block.bars[at])
        x = rect.right if site == "right" else rect.x
        return Port(Point(x, y), Glue(name, site, y - rect.y))

    def _lifeline(self, who: int) -> Rect:
        top = self.plan.begin
        return Rect(self.plan.lifelines[who] - _LIFELINE // 2, top, _LIFELINE, self.plan.bottom - top)

    def _bar(self, bar: Bar) -> Rect:
        top, bottom = self.plan.places[bar.first] - _TAIL, self.plan.places[bar.last] + _TAIL
        left = self.plan.lifelines[bar.who] - _BAR // 2 + bar.depth * _BAR // 2
        return Rect(left, top, _BAR, bottom - top)

    def _name(self, who: int) -> str:
        return f"Lifeline: {self.block.nodes[who].name.plain}"

    def _bar_name(self, number: int) -> str:
        return f"Activation {number + 1}: {self.block.nodes[self.block.bars[number].who].name.plain}"


def _rows(steps: Sequence[model.SequenceStep], numbers: Mapping[str, int]) -> Iterator[Row]:
    """The rows of the steps."""
    click = 0

    def add(steps: Sequence[model.SequenceStep]) -> Iterator[Row]:
        nonlocal click
        for step in steps:
            ends = _ends(step, numbers)
            if step.group is None:
                click += 1
                yield Row("message" if step.note is None else "note", step, ends, click)
                continue
            for number, part in enumerate(step.group[1]):
                yield Row("part" if number else "head", step, ends, click + 1, part)
                yield from add(part.steps)
            yield Row("end", step, ends, click)

    yield from add(steps)


def _ends(step: model.SequenceStep, numbers: Mapping[str, int]) -> tuple[int, int]:
    """The sender and the receiver of a message, or else the first and the last participant of a step."""
    if step.start is not None and step.end is not None:
        return numbers[key_of(step.start.plain)], numbers[key_of(step.end.plain)]
    names = [*step.names, *(name for each in step.walk() for name in each.over)]
    there = [numbers[key_of(name.plain)] for name in names] or [0, len(numbers) - 1]
    return min(there), max(there)


_Question = tuple[tuple[int, int], int]
"""Who asks and who is asked, and the row."""


class _Questions:
    """The questions that an answer can be for, each with whether it waits for one.

    A course of a group knows what was asked before the group, and not what is asked in the courses before it.
    """

    def __init__(self) -> None:
        self._waiting: dict[_Question, bool] = {}
        self._groups: list[list[dict[_Question, bool]]] = []

    def enter(self) -> None:
        """Begin the first course of a group."""
        self._groups.append([dict(self._waiting)])

    def turn(self) -> None:
        """Begin the next course of a group."""
        self._groups[-1].append(self._waiting)
        self._waiting = dict(self._groups[-1][0])

    def leave(self) -> None:
        """End a group, after which a question waits if no course has answered it."""
        courses = [*self._groups.pop()[1:], self._waiting]
        known = sorted({question for course in courses for question in course}, key=lambda question: question[1])
        self._waiting = {each: all(course.get(each, True) for course in courses) for each in known}

    def ask(self, question: _Question) -> None:
        self._waiting[question] = True

    def answer(self, ends: tuple[int, int]) -> _Question | None:
        """The question of somebody that is answered: the last that waits, or else the last, which gets one more."""
        asked = [question for question in reversed(self._waiting) if question[0] == ends]
        found = next((question for question in asked if self._waiting[question]), asked[0] if asked else None)
        if found is not None:
            self._waiting[found] = False
        return found


def _bars(rows: Sequence[Row]) -> Iterator[Bar]:
    """A bar from each message to the last answer to it, for the one who was asked."""
    questions, answered = _Questions(), dict[_Question, int]()
    for number, row in enumerate(rows):
        match row.kind:
            case "head":
                questions.enter()
            case "part":
                questions.turn()
            case "end":
                questions.leave()
            case "message" if row.step.reply:
                if (question := questions.answer(row.ends[::-1])) is not None:
                    answered[question] = number
            case "message" if not row.is_loop and not row.step.crossed:
                questions.ask((row.ends, number))
    found = sorted((first, last, ends[1]) for (ends, first), last in answered.items())
    for first, last, who in found:
        depth = sum(other == who and begun < first <= ended for begun, ended, other in found)
        yield Bar(who, first, last, depth)


def _lifelines(rows: Sequence[Row], texts: Sequence[Size], heads: Sequence[Size]) -> Iterator[int]:
    """The places of the lifelines, as close together as the texts between them allow."""
    apart = {
        (number, number + 1): max((one.width + other.width) // 2 + _BETWEEN, _APART)
        for number, (one, other) in enumerate(pairwise(heads))
    }
    for row, text in zip(rows, texts, strict=True):
        for pair, needed in _needed(row, text, len(heads) - 1):
            apart[pair] = max(apart.get(pair, 0), needed)
    found = [0]
    for number in range(1, len(heads)):
        found.append(max(found[first] + needed for (first, last), needed in apart.items() if last == number))
    yield from found


def _needed(row: Row, text: Size, last: int) -> Iterator[tuple[tuple[int, int], int]]:
    """The distances between lifelines that a row needs."""
    if row.is_loop and row.last < last:
        yield (row.last, row.last + 1), LOOP + _beside_loop(row) + text.width + _BAR + _ASIDE - _FROM_LOOP
    elif row.kind == "note" and row.first == row.last:
        for pair in ((row.first - 1, row.first), (row.first, row.first + 1)):
            if pair[0] >= 0 and pair[1] <= last:
                yield pair, text.width // 2 + _ASIDE
    elif row.kind in ("message", "note") and not row.is_loop:
        needed = text.width + 2 * _ASIDE
        # A label is in front of the cross, which is at two thirds of the line.
        yield (row.first, row.last), needed * 3 // 2 + CROSS if row.kind == "message" and row.step.crossed else needed


def _down(row: Row, text: Size) -> tuple[int, int]:
    """How far below its upper edge the place of a row is, and the height of the row."""
    if row.is_loop:
        return 0, _loop_height(row, text)
    match row.kind:
        case "message" if row.step.crossed:
            place = max(text.height + _ABOVE, CROSS // 2)
            return place, place + CROSS // 2
        case "message":
            return text.height + _ABOVE, text.height + _ABOVE
        case "head":
            return 0, text.height + _TAB
        case "part":
            return 0, text.height + pt(2)
        case "note":
            return 0, text.height
    return 0, 0


def _gap_at(size: int) -> int:
    return _SMALL_GAP if size <= _CROWDED else _GAP


def _loop_height(row: Row, text: Size) -> int:
    return max(text.height, CROSS + pt(4) if row.step.crossed else _LEAST_LOOP)


def _beside_loop(row: Row) -> int:
    """The distance from the far side of a loop to its text, which is beside its cross."""
    return _FROM_LOOP + (CROSS // 2 if row.step.crossed else 0)


def _reach(row: Row, plan: SequencePlan, number: int) -> tuple[int, int]:
    """How far a row goes to the left and to the right, without the frame that it may have."""
    first, last = plan.lifelines[row.first], plan.lifelines[row.last]
    text = plan.texts[number]
    if row.is_loop:
        return first - _ASIDE, first + 2 * _BAR + LOOP + _beside_loop(row) + text.width
    if row.kind == "note":
        wider = -(-max(text.width - (last - first), 0) // 2)
        aside = max(wider, _ASIDE if first < last else 0)
        return first - aside, last + aside
    return first - _ASIDE, last + _ASIDE


def sequence_block(sequence: model.Sequence, context: LayoutContext) -> SequenceBlock:
    """The block of a sequence."""
    return SequenceBlock(
        sequence=sequence,
        colour_key=local_key(context.colour_key, sequence.roles, context.typesetter.theme),
        typesetter=context.typesetter,
        says=context.says,
        report=context.report,
    )
