"""A process as a flow of boxes with arrows between them, running across while the boxes are few and short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.geometry import Point, Rect, columns, pt, rows, union
from deckgen.layout.animation import at_click
from deckgen.layout.badge import badge, badge_width
from deckgen.layout.block import ABOVE, AIRY, COMFORTABLE, SCALES, Block, LayoutContext, SequencedBlock
from deckgen.layout.typeset import ENDLESS, Style, Typesetter, height_of
from deckgen.locale import Descriptions
from deckgen.outline.blocks import Step, Steps
from deckgen.outline.element import Words
from deckgen.paint import Stroke
from deckgen.scene.items import Box, Connector, Glue, Group, Item, Site, TextBox
from deckgen.scene.text import Insets, Paragraph, SlideLink, TextBody
from deckgen.text.measure import line_height

_PADDING = (pt(7), pt(7), pt(6), pt(5), pt(4), pt(2.5))
"""Padding above and below the content of a card, at each scale."""
_GAP = (pt(8), pt(8), pt(8), pt(8), pt(8), pt(6))
_RIGHT = pt(14)
_BADGE_EM = (1.89, 1.89, 1.89, 1.8, 1.75, 1.7)
"""The diameter of the circle around a number, in em, at each scale: a line of 1.2 em fits in a circle of 1.7 em."""
_LEFT = pt(14)
_LINE, _RULE = pt(2), pt(0.75)
_NUMBER_EM = 0.7
"""The width of a digit without a circle, in em."""
_MOST_HEIGHT = pt(92)
_ASIDE = pt(90)


class Card(Struct, frozen=True):
    """One card: its number, its text, smaller text under it, a few words at its right, and the target of its link."""

    number: int
    words: Words
    note: Words | None = None
    aside: str = ""
    target: SlideLink | None = None


class Cards(SequencedBlock, frozen=True, dict=True):
    """Cards of equal height that share the area: those of a process on a line, those of an agenda between rules."""

    cards: tuple[Card, ...]
    typesetter: Typesetter
    is_agenda: bool = False

    @cached_property
    def _tallest(self) -> dict[tuple[int, int], Sequence[int]]:
        """For each width and scale, the height of the tallest text among the cards from each card on."""
        return {}

    @property
    def place(self) -> Place:
        return self.cards[0].words.place

    def height(self, width: int, scale: int) -> int:
        return len(self.cards) * self._card_height(width, scale) + _GAP[scale] * (len(self.cards) - 1)

    def max_height(self, width: int, scale: int) -> int:
        tallest = max(_MOST_HEIGHT, self._card_height(width, scale))
        return len(self.cards) * tallest + _GAP[scale] * (len(self.cards) - 1)

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        area = replace(area, height=min(area.height, self.max_height(area.width, scale)))
        strips = rows(area, [1] * len(self.cards), _GAP[scale])
        items: list[Item] = []
        for number, (card, strip) in enumerate(zip(self.cards, strips, strict=True), 1):
            drawn = self._draw_card(card, strip, scale)
            items += at_click(drawn, number) if self.build else drawn
        return tuple(items)

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        count = (height + _GAP[scale]) // (self._card_height(width, scale) + _GAP[scale])
        if not 0 < count < len(self.cards):
            return None
        rest = replace(self, cards=self.cards[count:])
        rest._tallest[width, scale] = self._tallest[width, scale][count:]
        return replace(self, cards=self.cards[:count]), rest

    def _card_height(self, width: int, scale: int) -> int:
        if (width, scale) not in self._tallest:
            heights = [height_of(self._paragraphs(card, width, scale)) for card in self.cards]
            self._tallest[width, scale] = list(accumulate(reversed(heights), max))[::-1]
        tallest, padding = self._tallest[width, scale][0], 2 * _PADDING[scale]
        if self.is_agenda:
            # The number has the whole height of the row, in the smallest size of titles at least.
            return max(tallest + padding, line_height(self.typesetter.theme.sizes.title[-1]))
        return max(tallest, self._badge_height(scale)) + padding

    def _paragraphs(self, card: Card, width: int, scale: int) -> tuple[Paragraph, ...]:
        sizes, palette = self.typesetter.theme.sizes, self.typesetter.theme.palette
        room = width - self._text_left(scale) - _RIGHT - (_ASIDE if card.aside else 0)
        title = Style(sizes.body[scale], palette.ink, bold=card.note is not None)
        if card.note is None:
            return (self.typesetter.set(card.words, room, title),)
        note = Style(sizes.second_level[min(scale + 1, len(sizes.second_level) - 1)], palette.muted)
        return (
            self.typesetter.set(card.words, room, title),
            self.typesetter.set(card.note, room, note, space_before=pt(2)),
        )

    @property
    def _number_size(self) -> int:
        sizes = self.typesetter.theme.sizes
        return sizes.title[0] if self.is_agenda else sizes.note[0]

    def _badge_width(self, scale: int) -> int:
        """The width of the widest number, or of the shape around it, in EMU."""
        last = str(self.cards[-1].number)
        if self.is_agenda:
            return pt(self._number_size * _NUMBER_EM * len(last))
        return badge_width(last, self._badge_height(scale), self._badge_style, self.typesetter)

    def _badge_height(self, scale: int) -> int:
        return pt(self._number_size * _BADGE_EM[scale])

    @property
    def _badge_style(self) -> Style:
        return Style(self._number_size, self.typesetter.theme.palette.paper, bold=True, align="centre")

    def _text_left(self, scale: int) -> int:
        return self._left + self._badge_width(scale) + _LEFT

    @property
    def _left(self) -> int:
        return 0 if self.is_agenda else _LEFT

    def _draw_card(self, card: Card, strip: Rect, scale: int) -> Sequence[Item]:
        label, palette = card.words.plain, self.typesetter.theme.palette
        insets = Insets(self._text_left(scale), 0, _RIGHT + (_ASIDE if card.aside else 0), 0)
        body = TextBody(self._paragraphs(card, strip.width, scale), "middle", insets)
        items: list[Item] = [*self._line(card, strip, scale), Box(label, strip, body=body, link=card.target)]
        items.append(self._number(card, strip, scale))
        if card.aside:
            aside = Style(self.typesetter.theme.sizes.note[0], palette.muted, align="right")
            right = Rect(strip.right - _RIGHT - _ASIDE, strip.y, _ASIDE, strip.height)
            text = TextBody((self.typesetter.set(card.aside, _ASIDE, aside),), "middle")
            items.append(TextBox(f"{label} time", right, text))
        return items

    def _number(self, card: Card, strip: Rect, scale: int) -> Box:
        """The number of a card: by itself in an agenda, in a circle in a process."""
        name, x, width = f"{card.words.plain} number", strip.x + self._left, self._badge_width(scale)
        if self.is_agenda:
            body = TextBody((self._numeral(card, strip.height, width),), "middle")
            return Box(name, Rect(x, strip.y, width, strip.height), body=body)
        height, accent = self._badge_height(scale), self.typesetter.theme.palette.accent
        rect = Rect(x, strip.y + (strip.height - height) // 2, width, height)
        return badge(name, rect, accent, self.typesetter.set(str(card.number), width, self._badge_style))

    def _numeral(self, card: Card, height: int, width: int) -> Paragraph:
        """The number of a section, in the largest size of titles that its row has room for."""
        theme = self.typesetter.theme
        sizes = (Style(size, theme.palette.accent, bold=True) for size in theme.sizes.title)
        found = [self.typesetter.set(str(card.number), width, style) for style in sizes]
        return next((each for each in found if height_of([each]) <= height), found[-1])

    def _line(self, card: Card, strip: Rect, scale: int) -> Iterator[Box]:
        """The line that joins a card to the one before: a rule between them, or a part of the line of the numbers."""
        if card is self.cards[0]:
            return
        palette, gap = self.typesetter.theme.palette, _GAP[scale]
        name = f"{card.words.plain} line"
        if self.is_agenda:
            yield Box(name, Rect(strip.x, strip.y - gap // 2, strip.width, _RULE), fill=palette.rule, decorative=True)
            return
        badge_height = self._badge_height(scale)
        height = strip.height + gap - badge_height
        x = strip.x + self._left + self._badge_width(scale) // 2 - _LINE // 2
        top = strip.centre.y - badge_height // 2 - height
        yield Box(name, Rect(x, top, _LINE, height), fill=palette.accent, decorative=True)


def step_cards(steps: tuple[Step, ...], typesetter: Typesetter) -> Cards:
    """The steps of a process, numbered from 1."""
    return Cards(tuple(Card(n, scale.text, scale.note) for n, scale in enumerate(steps, 1)), typesetter)


Flow = Literal["across", "down"]

_ARROW = pt(34)
_SIDE = pt(12)
_ABOVE = pt(14)
_BADGE = pt(34)
_ARROWS_DOWN = (_ARROW, pt(30), pt(26), pt(22), pt(18), pt(14))
"""The length of an arrow in a flow that runs down, at each scale."""
_BADGES_DOWN = (_BADGE, _BADGE, _BADGE, pt(31), pt(31), pt(31))
"""The diameter of a number there: the last ones just hold it."""
_AROUND_DOWN = (_ABOVE, _ABOVE, _ABOVE, pt(12), pt(9), pt(6))
"""The space above and under the text there, together."""
_BETWEEN = pt(48)
"""The space between the two columns of a flow that runs down."""
_FEW = 5
_MOST_LINES = 3
_LEAST_IN_TWO = pt(440)
"""The least width in which a flow that runs down can take two columns."""
_MANY = 8
"""The most short steps that run across without being asked to, in two rows."""
_LEAST_STRIP = pt(90)
_ROOMY = pt(140)
"""The width of boxes from which on they are large enough; narrower ones go in more rows where these have room."""
_SHAPE = 0.85
"""The height of a roomy box, as a share of its width."""
_MOST_BOX = pt(190)
_MOST_ROW = pt(84)


class FlowBlock(SequencedBlock, frozen=True):
    """Numbered boxes in one group, each glued to the next by an arrow."""

    steps: tuple[Step, ...]
    flow: Flow
    typesetter: Typesetter
    says: Descriptions

    @property
    def place(self) -> Place:
        return self.steps[0].place

    def height(self, width: int, scale: int) -> int:
        if self.flow == "across":
            return self._height(width, scale, self._lines(width))
        return self._height_down(width, scale, self._columns(width, scale))

    def _height(self, width: int, scale: int, count: int) -> int:
        """The least height of `count` rows of boxes."""
        return count * (self._box_height(self._in_lines(_row(width), count)[0].width, scale) + _ARROW) - _ARROW

    def _height_down(self, width: int, scale: int, count: int, least: int = 0) -> int:
        """The height of `count` columns of boxes that are as low as they can be, but at least `least` EMU high."""
        box, arrow = columns(_row(width), [1] * count, _BETWEEN)[0].width, _ARROWS_DOWN[scale]
        return -(-len(self.steps) // count) * (max(self._box_height(box, scale), least) + arrow) - arrow

    def _columns(self, width: int, scale: int) -> int:
        """The number of columns of a flow that runs down: two where one would be higher than a slide at a good size,
        or where two are lower at the smallest one.
        """
        if width < _LEAST_IN_TWO or len(self.steps) <= 2:
            return 1
        if self._height_down(width, COMFORTABLE, 1) > self.typesetter.theme.body.height:
            return 2
        return min((1, 2), key=lambda n: self._height_down(width, scale, n)) if scale == SCALES - 1 else 1

    def max_height(self, width: int, scale: int) -> int:
        if self.flow == "across":
            return ENDLESS
        return self._height_down(width, scale, self._columns(width, scale), _MOST_ROW)

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        if self.flow == "across":
            strips = self._across(area, scale)
            area = union(strips)
        else:
            strips = self._down(area, scale)
        items: list[Item] = []
        for number, (each, strip) in enumerate(zip(self.steps, strips, strict=True), 1):
            items += self._at_click(self._box(number, each, strip, scale), number)
        for number, arrow in enumerate(self._arrows(strips), 2):
            items += self._at_click([arrow], number)
        texts = [each.text.plain + (f" ({each.note.plain})" if each.note else "") for each in self.steps]
        spoken = self.says.semicolon.join(f"{number}. {text}" for number, text in enumerate(texts, 1))
        alt = self.says.process.format(count=len(texts), steps=spoken)
        return (Group("Steps", area, tuple(items), alt),)

    def _at_click(self, items: Iterable[Item], number: int) -> tuple[Item, ...]:
        """The items that appear with the step of that number; an arrow appears with the step it leads to."""
        return at_click(items, number if self.build else 0)

    def fits(self, width: int) -> bool:
        """True if all texts fit in their boxes at normal size, in a few lines and without cut words."""
        return self._fits(self._in_lines(_row(width), 1)[0].width)

    def fits_in_two_rows(self, width: int) -> bool:
        """True if all texts are short, and have large boxes in two rows."""
        box = self._in_lines(_row(width), 2)[0].width
        style = self._styles(AIRY)[0]
        words = [each.text for each in self.steps if each.note is None]
        lines = [self.typesetter.line_count(each, box - 2 * _SIDE, style) for each in words]
        return box >= _ROOMY and lines == [1] * len(self.steps)

    def _fits(self, box: int) -> bool:
        """True if all texts fit well in boxes that are `box` EMU wide."""
        strip = box - self._beside(AIRY) - 2 * _SIDE
        if strip < _LEAST_STRIP:
            return False
        for each in self.steps:
            for words, style in zip((each.text, each.note), self._styles(AIRY), strict=True):
                if words and self.typesetter.min_content(words, style) > strip:
                    return False
                if words and self.typesetter.line_count(words, strip, style) > _MOST_LINES:
                    return False
        return True

    def _beside(self, scale: int) -> int:
        """The width in a box that the number takes: in a flow that runs down, it is at the left of the text."""
        return _BADGES_DOWN[scale] + _SIDE if self.flow == "down" else 0

    def _down(self, area: Rect, scale: int) -> list[Rect]:
        """The boxes of a flow that runs down, in one column or in two."""
        count = self._columns(area.width, scale)
        weights = [1] * -(-len(self.steps) // count)
        strips = columns(area, [1] * count, _BETWEEN)
        return [box for strip in strips for box in rows(strip, weights, _ARROWS_DOWN[scale])][: len(self.steps)]

    def _across(self, area: Rect, scale: int) -> list[Rect]:
        """The boxes of a flow across, in as many rows as make them large, a little over the middle of the area."""
        least = self._lines(area.width)
        counts = [n for n in range(least, len(self.steps)) if n == least or len(self.steps) % n == 0]
        fitting = (n for n in counts if self._height(area.width, scale, n) <= area.height)
        roomy = (n for n in fitting if self._in_lines(area, n)[0].width >= _ROOMY)
        count = next(roomy, least)
        box = self._in_lines(area, count)[0].width
        most = max((area.height + _ARROW) // count - _ARROW, 1)
        height = min(max(self._box_height(box, scale), min(round(box * _SHAPE), _MOST_BOX)), most)
        whole = count * (height + _ARROW) - _ARROW
        return self._in_lines(replace(area, y=area.y + round((area.height - whole) * ABOVE), height=whole), count)

    def _lines(self, width: int) -> int:
        """The number of rows of boxes that a flow across needs so that no word is cut, at most one for each box."""
        most = (width + _ARROW) // (_LEAST_STRIP + _ARROW)
        counts = range(-(-len(self.steps) // max(most, 1)), len(self.steps))
        fitting = (n for n in counts if self._fits(self._in_lines(_row(width), n)[0].width))
        return next(fitting, len(self.steps))

    def runs_across(self, width: int) -> bool:
        """True if boxes fit beside each other."""
        return len(self.steps) == 1 or self._lines(width) < len(self.steps)

    def _in_lines(self, area: Rect, count: int) -> list[Rect]:
        """The boxes in `count` rows, every row full except the last."""
        across = -(-len(self.steps) // count)
        lines = rows(area, [1] * count, _ARROW)
        return [box for line in lines for box in columns(line, [1] * across, _ARROW)][: len(self.steps)]

    def _styles(self, scale: int) -> tuple[Style, Style]:
        sizes, palette = self.typesetter.theme.sizes, self.typesetter.theme.palette
        align: Literal["left", "centre"] = "centre" if self.flow == "across" else "left"
        note = sizes.second_level[min(scale + 1, SCALES - 1)]
        return (
            Style(sizes.body[scale], palette.ink, bold=True, align=align),
            Style(min(note, sizes.body[scale]), palette.ink, align=align),
        )

    def _text(self, each: Step, width: int, scale: int) -> tuple[Paragraph, ...]:
        label, note = self._styles(scale)
        room = width - self._beside(scale) - 2 * _SIDE
        if scale <= AIRY:
            label = self._enlarged(label, width)
        paragraphs = [self.typesetter.set(each.text, room, label)]
        if each.note:
            paragraphs.append(self.typesetter.set(each.note, room, note, space_before=pt(4)))
        return tuple(paragraphs)

    def _enlarged(self, style: Style, box: int) -> Style:
        """The style in the largest size, if boxes that are `box` EMU wide hold their texts in it, in a line each."""
        large, room = self.typesetter.theme.sizes.few_points, box - 2 * _SIDE
        words = [each.text for each in self.steps if each.note is None]
        if large is None or self.flow == "down" or box < _ROOMY or len(words) < len(self.steps):
            return style
        fits = all(self.typesetter.natural_width(each, style.at(large)) <= room for each in words)
        return style.at(large) if fits else style

    def _box_height(self, box: int, scale: int) -> int:
        """The least height of boxes that are `box` EMU wide."""
        around = 2 * _ABOVE if self.flow == "across" else _AROUND_DOWN[scale]
        return self._content_height(box, scale) + around

    def _content_height(self, strip: int, scale: int) -> int:
        """The height of the tallest text together with its number, in a box that is `strip` EMU wide."""
        tallest = max(height_of(self._text(each, strip, scale)) for each in self.steps)
        return _BADGE + _ABOVE + tallest if self.flow == "across" else max(tallest, _BADGES_DOWN[scale])

    def _box(self, number: int, each: Step, rect: Rect, scale: int) -> Iterator[Item]:
        theme = self.typesetter.theme
        accent = theme.palette.accent
        text = self._text(each, rect.width, scale)
        if self.flow == "across":
            top = rect.y + (rect.height - self._content_height(rect.width, scale)) // 2
            insets = Insets(_SIDE, top - rect.y + _BADGE + _ABOVE, _SIDE, 0)
            circle = Rect(rect.centre.x - _BADGE // 2, top, _BADGE, _BADGE)
        else:
            side = _BADGES_DOWN[scale]
            insets = Insets(self._beside(scale) + _SIDE, 0, _SIDE, 0)
            circle = Rect(rect.x + _SIDE, rect.centre.y - side // 2, side, side)
        body = TextBody(text, "top" if self.flow == "across" else "middle", insets)
        line = Stroke(theme.palette.edge_of(accent), theme.space.line)
        yield Box(
            f"{number}. {each.text.plain}", rect, "rounded", theme.palette.surface, line, theme.space.corner, body
        )
        style = Style(18, theme.palette.paper, bold=True, align="centre")
        yield badge(f"Number {number}", circle, accent, self.typesetter.set(str(number), circle.width, style))

    def _arrows(self, strips: Sequence[Rect]) -> Iterator[Item]:
        """An arrow from each box to the next: straight, or with two bends to the first of the next row or column."""
        stroke = Stroke(self.typesetter.theme.palette.accent, pt(2.5))
        names = [f"{number}. {each.text.plain}" for number, each in enumerate(self.steps, 1)]
        for index, (here, there) in enumerate(pairwise(strips)):
            across = here.x != there.x if self.flow == "down" else here.y == there.y
            sites: tuple[Site, Site] = ("right", "left") if across else ("bottom", "top")
            start = Point(here.right, here.centre.y) if across else Point(here.centre.x, here.bottom)
            end = Point(there.x, there.centre.y) if across else Point(there.centre.x, there.y)
            yield Connector(
                f"Arrow {index + 1}",
                (start, end) if start.x == end.x or start.y == end.y else _with_two_bends(start, end, sites[0]),
                stroke,
                end_head=True,
                start_glue=Glue(names[index], sites[0]),
                end_glue=Glue(names[index + 1], sites[1]),
                decorative=True,
            )


def _row(width: int) -> Rect:
    """A row that is `width` EMU wide, of any height."""
    return Rect(0, 0, width, pt(100))


def _with_two_bends(start: Point, end: Point, side: Site) -> tuple[Point, ...]:
    """The corners of an elbow that leaves from a side of a box and arrives in the same direction."""
    if side == "right":
        middle = (start.x + end.x) // 2
        return start, Point(middle, start.y), Point(middle, end.y), end
    middle = (start.y + end.y) // 2
    return start, Point(start.x, middle), Point(end.x, middle), end


class StepsBlock(SequencedBlock, frozen=True):
    """Steps in the flow that the author asks for; by default across while they are few and short, else as cards.

    A flow across runs down where no two of its boxes have room beside each other.
    """

    steps: tuple[Step, ...]
    flow: Flow | None
    typesetter: Typesetter
    says: Descriptions

    @property
    def place(self) -> Place:
        return self.steps[0].place

    def height(self, width: int, scale: int) -> int:
        return self._at(width).height(width, scale)

    def max_height(self, width: int, scale: int) -> int:
        return self._at(width).max_height(width, scale)

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        return self._at(area.width).draw(area, scale)

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        """Split a process that is too long for one slide: it continues as cards, whatever its flow."""
        return self._cards.split(width, height, scale)

    def _at(self, width: int) -> Block:
        across = FlowBlock(self.steps, "across", self.typesetter, self.says, build=self.build)
        if self.flow is not None:
            return across if self.flow == "across" and across.runs_across(width) else replace(across, flow="down")
        is_short = 1 < len(self.steps) <= _FEW and across.fits(width)
        is_in_rows = _FEW < len(self.steps) <= _MANY and across.fits_in_two_rows(width)
        return across if is_short or is_in_rows else self._cards

    @property
    def _cards(self) -> Cards:
        return replace(step_cards(self.steps, self.typesetter), build=self.build)


def steps_block(steps: Steps, context: LayoutContext) -> StepsBlock:
    """The steps of a process."""
    return StepsBlock(steps.steps, steps.flow, context.typesetter, context.says)
