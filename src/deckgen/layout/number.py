"""A number in very large type, with what it means under it; beside it the number with which it is compared.

Two numbers in units of one kind are compared by bars to scale. Others, and those in a narrow column, stand under each
other. Numbers in columns beside each other are of one size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.geometry import Rect, columns, pt
from deckgen.layout.block import SCALES, Block, LayoutContext
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.blocks import Amount, Number
from deckgen.outline.element import Words
from deckgen.outline.quantity import quantities
from deckgen.paint import Colour
from deckgen.scene.items import Box, Item, TextBox
from deckgen.scene.text import Paragraph, TextBody

_NUMERALS = (160, 144, 120, 96, 80, 66, 54)
_IN_NEED = (48, 40, 36, 30)
"""The sizes of numbers that would not be on one line otherwise, down to the size of what they mean."""
_SECOND = 0.4
"""The size of the number to compare with, as a share of the size of the other."""
_SMALLEST = 36
_GAP = pt(28)
_WIDE = pt(600)
"""The least width in which two numbers are beside each other."""
_BARS = (0.4, 0.5)
"""The shares of the width for the number to compare with: more where a word under a bar has room only then."""
_COLUMN_GAP = pt(48)
_BAR_GAP = pt(28)
_LABEL_GAP = pt(6)
_LEAST_BAR = pt(2)
_LEAST_BARS = pt(200)
"""The height in which bars can be told apart."""
_MOST_BARS = pt(330)
_MOST_LINES = 3
"""The most lines of a meaning under a bar that is said in large letters, too."""


class NumberBlock(Block, frozen=True):
    """A number with its meaning, and the number with which it is compared.

    `peers` are the numbers in the columns beside it, each with the width of its column as a multiple of its own.
    """

    number: Number
    typesetter: Typesetter
    peers: tuple[tuple[Number, float], ...] = ()

    @property
    def place(self) -> Place:
        return self.number.place

    def height(self, width: int, scale: int) -> int:
        if not self._is_beside(width):
            return sum(height_of(part) for part in self._parts(width, scale)) + self._gaps
        first, second = (column.width for column in self._columns(Rect(0, 0, width, 0)))
        mine, other = self._parts(first, scale)[0], self._parts(second, scale)[-1]
        return max(height_of(mine), self._least_bars(second, scale) if self._shares else height_of(other))

    def max_height(self, width: int, scale: int) -> int:
        least = self.height(width, scale)
        return max(least, _MOST_BARS) if self._shares and self._is_beside(width) else least

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        if not self._is_beside(area.width):
            return tuple(self._under_each_other(area, scale))
        left, right = self._columns(area)
        mine = self._parts(left.width, scale)[0]
        items: list[Item] = [self._text("Number", _middle(left, height_of(mine)), mine)]
        if self._shares:
            return (*items, *self._bars(right, scale))
        other = self._parts(right.width, scale)[-1]
        line = Rect(right.x - _COLUMN_GAP // 2, area.y, pt(1.5), area.height)
        rule = Box("Rule 1", line, fill=self.typesetter.theme.palette.rule, decorative=True)
        return (*items, rule, self._text("Comparison", _middle(right, height_of(other)), other))

    def alone(self) -> Block:
        return self.at_half_height()

    def fits_beside(self, width: int) -> bool:
        return self.number.against is None and self._numeral(width, 0) > _NUMERALS[-1]

    def _is_beside(self, width: int) -> bool:
        return self.number.against is not None and width >= _WIDE

    def _columns(self, area: Rect) -> list[Rect]:
        pairs = (columns(area, (1 - share, share), _COLUMN_GAP) for share in _BARS)
        fitting = (pair for pair in pairs if not self._is_cut(pair[1].width))
        return next(fitting, None) or columns(area, (1 - _BARS[-1], _BARS[-1]), _COLUMN_GAP)

    def _is_cut(self, width: int) -> bool:
        """True if a word over or under a bar is cut in `width`, in the smallest size."""
        return bool(self._shares) and any(
            part.cut for side in self._labels(width, SCALES - 1) for part in sum(side, ())
        )

    @property
    def _gaps(self) -> int:
        return _GAP if self.number.against is not None else 0

    def _under_each_other(self, area: Rect, scale: int) -> list[Item]:
        items: list[Item] = []
        y = area.y
        for name, part in zip(("Number", "Comparison"), self._parts(area.width, scale), strict=False):
            items.append(self._text(name, Rect(area.x, y, area.width, height_of(part)), part))
            y += height_of(part) + _GAP
        return items

    @staticmethod
    def _text(name: str, rect: Rect, paragraphs: tuple[Paragraph, ...]) -> TextBox:
        return TextBox(name, rect, TextBody(paragraphs))

    def _parts(self, width: int, scale: int) -> list[tuple[Paragraph, ...]]:
        """The number and what it is compared with, each with its meaning, in `width`."""
        palette, size = self.typesetter.theme.palette, self._numeral(width, scale)
        parts = [self._part(self.number, size, palette.accent, width, scale)]
        if self.number.against is not None:
            second = min(max(round(size * _SECOND), _SMALLEST), self._second(width, scale))
            parts.append(self._part(self.number.against, second, palette.muted, width, scale))
        return parts

    def _part(
        self, amount: Number | Amount, size: int, colour: Colour, width: int, scale: int
    ) -> tuple[Paragraph, ...]:
        set_text, sizes, ink = self.typesetter.set, self.typesetter.theme.sizes, self.typesetter.theme.palette.ink
        number = set_text(amount.value, width, Style(size, colour, bold=True, face="heading", spacing=85))
        if not amount.meaning:
            return (number,)
        style = Style(sizes.body[scale], ink)
        return number, set_text(amount.meaning, width, style)

    def _numeral(self, width: int, scale: int) -> int:
        """The size of the number, and of those beside it."""
        numbers = [(number.value, round(width * share)) for number, share in ((self.number, 1.0), *self.peers)]
        return min(self._largest(words, room, scale) for words, room in numbers)

    def _second(self, width: int, scale: int) -> int:
        """The largest size of the numbers with which these are compared."""
        numbers = [(number.against, round(width * share)) for number, share in ((self.number, 1.0), *self.peers)]
        return min(self._largest(amount.value, room, scale) for amount, room in numbers if amount)

    def _largest(self, words: Words, width: int, scale: int) -> int:
        """The largest size in which a number is on one line, at this scale or below it; it is not smaller than its
        meaning, and if it is in several lines even so, no word of it is broken.
        """
        style = Style(0, self.typesetter.theme.palette.ink, bold=True, face="heading")
        least = self.typesetter.theme.sizes.body[scale]
        in_need = (*(size for size in _IN_NEED if size > least), least)
        for measured, sizes in (
            (self.typesetter.natural_width, (*_NUMERALS[scale:], *in_need)),
            (self.typesetter.min_content, (_NUMERALS[-1], *in_need)),
        ):
            fitting = (size for size in sizes if measured(words, style.at(size)) <= width)
            if (largest := next(fitting, None)) is not None:
                return largest
        return least

    @property
    def _shares(self) -> tuple[Decimal, Decimal] | None:
        """The lengths of the bars as shares of the longer one; None for numbers that cannot be compared."""
        if self.number.against is None:
            return None
        texts = [self.number.value.plain, self.number.against.value.plain]
        first, second = quantities(texts, self.typesetter.language)
        if first is None or second is None or first.kind != second.kind or min(first.amount, second.amount) < 0:
            return None
        longest = max(first.amount, second.amount)
        return (first.amount / longest, second.amount / longest) if longest else None

    def _least_bars(self, width: int, scale: int) -> int:
        above, below = self._labels(width, scale)
        return max(map(height_of, above)) + _LEAST_BARS + max(map(height_of, below))

    def _labels(self, width: int, scale: int) -> tuple[list[tuple[Paragraph, ...]], list[tuple[Paragraph, ...]]]:
        """The numbers over the bars, and the meanings under them, for bars in `width`.

        The meaning of the large number is not said again under its bar if it is long or a word of it is cut there.
        """
        assert self.number.against is not None
        sizes, palette, set_text = self.typesetter.theme.sizes, self.typesetter.theme.palette, self.typesetter.set
        wide = (width - _BAR_GAP) // 2
        numbers, other = (self.number.value, self.number.against.value), self.number.against.meaning
        bold = Style(sizes.second_level[scale], palette.ink, bold=True, align="centre")
        over = self._uncut(numbers, wide, bold, (*sizes.second_level[scale:], *sizes.note))
        above: list[tuple[Paragraph, ...]] = [(set_text(words, wide, over),) for words in numbers]
        usual = Style(sizes.note[0], palette.muted, align="centre")
        under = self._uncut([other] if other else [], wide, usual, sizes.note)
        below = [(set_text(words, wide, under),) if words else () for words in (self.number.meaning, other)]
        is_left_out = any(part.cut or len(part.lines) > _MOST_LINES for part in below[0])
        return above, [() if is_left_out else below[0], below[1]]

    def _uncut(self, texts: Iterable[Words], width: int, style: Style, sizes: Sequence[int]) -> Style:
        """The style in the first of these sizes in which no word is cut, or else in the last."""
        texts, measured = list(texts), self.typesetter.min_content
        fitting = (style.at(size) for size in sizes if all(measured(each, style.at(size)) <= width for each in texts))
        return next(fitting, style.at(sizes[-1]))

    def _bars(self, area: Rect, scale: int) -> list[Item]:
        assert self._shares is not None
        palette, (above, below) = self.typesetter.theme.palette, self._labels(area.width, scale)
        base = area.bottom - (max(map(height_of, below)) + _LABEL_GAP if any(below) else 0)
        longest = base - area.y - max(map(height_of, above)) - _LABEL_GAP
        items: list[Item] = []
        hues = (palette.accent, palette.hues["slate"])
        parts = zip(self._shares, above, below, hues, columns(area, (1, 1), _BAR_GAP), strict=True)
        for number, (share, label, meaning, hue, bar) in enumerate(parts, 1):
            height = max(round(longest * share), _LEAST_BAR)
            top = base - height - _LABEL_GAP - height_of(label)
            items += [
                Box(f"Bar {number}", Rect(bar.x, base - height, bar.width, height), fill=hue, decorative=True),
                self._text("Number", Rect(bar.x, top, bar.width, height_of(label)), label),
            ]
            if meaning:
                rect = Rect(bar.x, base + _LABEL_GAP, bar.width, height_of(meaning))
                items.append(self._text("Meaning", rect, meaning))
        return items


def _middle(area: Rect, height: int) -> Rect:
    return Rect(area.x, area.y + max(area.height - height, 0) // 2, area.width, height)


def number_block(number: Number, context: LayoutContext) -> NumberBlock:
    """The block of a number."""
    columns = [(column.find(Number), column.wide) for column in context.columns]
    own = next((wide for beside, wide in columns if beside is number), 1)
    peers = tuple((_with_marks_behind(each), wide / own) for each, wide in columns if each and each is not number)
    return NumberBlock(_with_marks_behind(number), context.typesetter, peers)


def _with_marks_behind(number: Number) -> Number:
    """The number with the marks of footnotes where they are as small as they should be."""
    value, meaning = _marked_behind(number)
    against = number.against
    if against is not None:
        beside, its_meaning = _marked_behind(against)
        against = replace(against, value=beside, meaning=its_meaning)
    return replace(number, value=value, meaning=meaning, against=against)


def _marked_behind(amount: Number | Amount) -> tuple[Words, Words | None]:
    """A number and its meaning, with the marks of footnotes at the end, where they are as small as they should be."""
    value, meaning = amount.value, amount.meaning
    marks = tuple(run for run in value.runs if run.is_mark)
    if not marks or meaning is None:
        return value, meaning
    bare = tuple(run for run in value.runs if not run.is_mark)
    return replace(value, runs=bare), replace(meaning, runs=(*meaning.runs, *marks))
