"""Numbered cards under each other: the steps of a process, and the parts of an agenda."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.geometry import Rect, pt, rows
from deckgen.layout.animation import at_click
from deckgen.layout.block import Block, SequencedBlock
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.blocks import Step
from deckgen.outline.element import Words
from deckgen.paint import Stroke
from deckgen.scene.items import Box, Item, TextBox
from deckgen.scene.text import Insets, Paragraph, SlideLink, TextBody

_PADDING = (pt(7), pt(7), pt(6), pt(5), pt(4), pt(2.5))
"""Padding above and below the content of a card, at each scale."""
_GAP = (pt(8), pt(8), pt(8), pt(8), pt(8), pt(6))
_RIGHT = pt(14)
_BADGE_EM = (1.89, 1.89, 1.89, 1.8, 1.75, 1.7)
"""The diameter of the circle around a number, in em, at each scale: a line of 1.2 em fits in a circle of 1.7 em."""
_LEFT = pt(14)
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
    """Cards of equal height that share the area."""

    cards: tuple[Card, ...]
    typesetter: Typesetter

    @cached_property
    def _heights(self) -> dict[tuple[int, int], int]:
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
        return replace(self, cards=self.cards[:count]), replace(self, cards=self.cards[count:])

    def _card_height(self, width: int, scale: int) -> int:
        if (width, scale) not in self._heights:
            tallest = max(height_of(self._paragraphs(card, width, scale)) for card in self.cards)
            self._heights[width, scale] = max(tallest, self._badge(scale)) + 2 * _PADDING[scale]
        return self._heights[width, scale]

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
        return self.typesetter.theme.sizes.note[0]

    def _badge(self, scale: int) -> int:
        """The diameter of the circle around the number, in EMU."""
        return pt(self._number_size * _BADGE_EM[scale])

    def _text_left(self, scale: int) -> int:
        return _LEFT + self._badge(scale) + _LEFT

    def _draw_card(self, card: Card, strip: Rect, scale: int) -> Sequence[Item]:
        theme = self.typesetter.theme
        label = card.words.plain
        insets = Insets(self._text_left(scale), 0, _RIGHT + (_ASIDE if card.aside else 0), 0)
        body = TextBody(self._paragraphs(card, strip.width, scale), "middle", insets)
        line = Stroke(theme.palette.rule, theme.space.line)
        side = self._badge(scale)
        badge = Rect(strip.x + _LEFT, strip.y + (strip.height - side) // 2, side, side)
        number = Style(self._number_size, theme.palette.paper, bold=True, align="centre")
        text = TextBody((self.typesetter.set(str(card.number), side, number),), "middle")
        items: list[Item] = [
            Box(
                label,
                strip,
                "rounded",
                theme.palette.paper,
                line,
                theme.space.corner,
                body,
                link=card.target,
            ),
            Box(f"{label} number", badge, "ellipse", theme.palette.accent, body=text),
        ]
        if card.aside:
            style = Style(self._number_size, theme.palette.muted, align="right")
            right = Rect(strip.right - _RIGHT - _ASIDE, strip.y, _ASIDE, strip.height)
            aside = TextBody((self.typesetter.set(card.aside, _ASIDE, style),), "middle")
            items.append(TextBox(f"{label} time", right, aside))
        return items


def step_cards(steps: tuple[Step, ...], typesetter: Typesetter) -> Cards:
    """The steps of a process, numbered from 1."""
    return Cards(tuple(Card(n, scale.text, scale.note) for n, scale in enumerate(steps, 1)), typesetter)
