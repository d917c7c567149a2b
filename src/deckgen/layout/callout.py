"""Tinted panels: callouts, and the verdict of a comparison, which looks the same."""

from __future__ import annotations

from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.geometry import Rect, pt
from deckgen.layout.block import Block, Empty, LayoutContext
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.blocks import Callout
from deckgen.outline.element import Words
from deckgen.paint import Colour
from deckgen.scene.items import Box, Item
from deckgen.scene.text import Insets, Paragraph, TextBody

_INSETS = Insets(pt(20), pt(13), pt(20), pt(13))


class CalloutBlock(Block, frozen=True):
    """A tinted panel with a bold word for its kind, and text; one that `asks` is in the full colour, and larger.

    If `follows` is set, the panel draws a conclusion from a table beside it and appears once the table is complete.
    """

    lead: str
    words: Words
    hue: Colour
    typesetter: Typesetter
    pinned: bool = True
    follows: bool = False
    asks: bool = False

    @property
    def place(self) -> Place:
        return self.words.place

    def height(self, width: int, scale: int) -> int:
        return height_of([self._paragraph(width, scale)]) + _INSETS.top + _INSETS.bottom

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        area = replace(area, height=self.height(area.width, scale))
        body = TextBody((self._paragraph(area.width, scale),), "middle", _INSETS)
        theme = self.typesetter.theme
        fill = self.hue if self.asks else theme.palette.pale_of(self.hue)
        return (Box(self.lead.rstrip(":： \u00a0"), area, "rounded", fill, None, theme.space.corner, body),)

    def unpinned(self) -> Block:
        return replace(self, pinned=False)

    def stages(self) -> tuple[Block, ...]:
        return (Empty(self.place, self), self) if self.follows else (self,)

    def _paragraph(self, width: int, scale: int) -> Paragraph:
        sizes, palette = self.typesetter.theme.sizes, self.typesetter.theme.palette
        style = Style(sizes.callout[scale], palette.ink)
        if self.asks:
            style = Style(sizes.body[scale], palette.paper)
        lead = self.typesetter.runs(f"{self.lead} ", replace(style, bold=True))
        runs = (*lead, *self.typesetter.runs(self.words, style))
        return self.typesetter.paragraph(runs, width - _INSETS.left - _INSETS.right, style)


def callout_block(callout: Callout, context: LayoutContext) -> CalloutBlock:
    """The block of a callout, in the colour of its kind."""
    hues, slide_words = context.typesetter.theme.palette.hues, context.slide_words
    lead, hue = {
        "tip": (slide_words.tip, hues["teal"]),
        "note": (slide_words.note, hues["blue"]),
        "warning": (slide_words.warning, hues["amber"]),
        "question": (slide_words.question, hues["violet"]),
    }[callout.kind]
    return CalloutBlock(lead, callout.text, hue, context.typesetter, asks=callout.kind == "question")
