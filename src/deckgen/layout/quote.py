"""A quotation in large type, with a bar beside it and the name of its author below."""

from __future__ import annotations

from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.geometry import Rect, pt
from deckgen.layout.block import Block, LayoutContext
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.blocks import Quote
from deckgen.scene.items import Box, Item, TextBox
from deckgen.scene.text import Insets, Paragraph, TextBody

_BAR = pt(5)
_LEFT = pt(28)


class QuoteBlock(Block, frozen=True):
    """A quotation."""

    quote: Quote
    typesetter: Typesetter
    is_alone: bool = False
    """True if nothing else is on the slide but callouts: the quotation is as large as its title then."""

    @property
    def place(self) -> Place:
        return self.quote.text.place

    def alone(self) -> Block:
        return replace(self, is_alone=True)

    def height(self, width: int, scale: int) -> int:
        return height_of(self._paragraphs(width, scale)) + pt(8)

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        height = self.height(area.width, scale)
        area = Rect(area.x, area.y + (area.height - height) // 2, area.width, height)
        body = TextBody(self._paragraphs(area.width, scale), "middle", Insets(left=_LEFT))
        accent = self.typesetter.theme.palette.accent
        return (
            TextBox("Quotation", area, body),
            Box("Quotation bar", Rect(area.x, area.y, _BAR, area.height), fill=accent, decorative=True),
        )

    def _paragraphs(self, width: int, scale: int) -> tuple[Paragraph, ...]:
        sizes, palette = self.typesetter.theme.sizes, self.typesetter.theme.palette
        large = sizes.title[0] if self.is_alone and scale == 0 else 0
        words = Style(max(sizes.body[max(scale - 1, 0)], large), palette.ink, italic=True)
        paragraphs = [self.typesetter.set(self.quote.text, width - _LEFT, words)]
        if self.quote.by:
            by = Style(sizes.second_level[scale], palette.muted)
            runs = (*self.typesetter.runs("— ", by), *self.typesetter.runs(self.quote.by, by))
            paragraphs.append(self.typesetter.paragraph(runs, width - _LEFT, by, space_before=pt(12)))
        return tuple(paragraphs)


def quote_block(quote: Quote, context: LayoutContext) -> QuoteBlock:
    """The block of a quotation."""
    return QuoteBlock(quote, context.typesetter)
