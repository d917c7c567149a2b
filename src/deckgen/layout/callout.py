"""Tinted strips: callouts, and the verdict of a comparison, which looks the same."""

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

_BAR = pt(6)
_INSETS = Insets(_BAR + pt(18), pt(13), pt(18), pt(13))


class CalloutBlock(Block, frozen=True):
    """A tinted strip with a bar at its left, a bold word for its kind, and text.

    If `follows` is set, the strip draws a conclusion from a table beside it and appears once the table is complete.
    """

    lead: str
    words: Words
    hue: Colour
    typesetter: Typesetter
    pinned: bool = True
    follows: bool = False

    @property
    def place(self) -> Place:
        return self.words.place

    def height(self, width: int, scale: int) -> int:
        return height_of([self._paragraph(width, scale)]) + _INSETS.top + _INSETS.bottom

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        area = replace(area, height=self.height(area.width, scale))
        body = TextBody((self._paragraph(area.width, scale),), "middle", _INSETS)
        lead = self.lead.rstrip(":： \u00a0")
        return (
            Box(lead, area, fill=self.typesetter.theme.palette.pale_of(self.hue), body=body),
            Box(f"{lead} bar", Rect(area.x, area.y, _BAR, area.height), fill=self.hue, decorative=True),
        )

    def unpinned(self) -> Block:
        return replace(self, pinned=False)

    def before_reveal(self) -> Block:
        return Empty(self.place, self) if self.follows else self

    def _paragraph(self, width: int, scale: int) -> Paragraph:
        style = Style(self.typesetter.theme.sizes.callout[scale], self.typesetter.theme.palette.ink)
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
    return CalloutBlock(lead, callout.text, hue, context.typesetter)
