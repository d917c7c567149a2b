"""A poll: a code for phones, as large as its area allows, what to do above it and the link in words below."""

from __future__ import annotations

import io
from functools import lru_cache

from msgspec import Struct

from deckgen.diagnostics import Place
from deckgen.geometry import Rect, inch, pt
from deckgen.layout.block import Block
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.media import Media
from deckgen.outline.element import Inline, Words
from deckgen.outline.taking_part import Poll
from deckgen.scene.items import Item, Picture, TextBox
from deckgen.scene.text import Paragraph, TextBody

_LEAST = inch(2)
_MOST = inch(4.7)
_GAP = pt(6)
_PIXELS = 16
"""Of one module of the code, so that it stays crisp on a projector of any resolution."""
_QUIET = 4
"""The margin in modules that ISO/IEC 18004 asks for."""


class PollBlock(Struct, frozen=True):
    """The code with its words, in the middle of the area."""

    poll: Poll
    setter: Typesetter

    @property
    def place(self) -> Place:
        return self.poll.place

    @property
    def pinned(self) -> bool:
        return False

    def height(self, width: int, step: int) -> int:
        return _LEAST + self._words_height(width, step)

    def most(self, width: int, step: int) -> int:
        return _MOST + self._words_height(width, step)

    def draw(self, area: Rect, step: int) -> tuple[Item, ...]:
        above, below = self._above(area.width, step), self._below(area.width, step)
        side = min(area.width, _MOST, area.height - self._words_height(area.width, step))
        y = area.y + (area.height - side - self._words_height(area.width, step)) // 2
        items: list[Item] = []
        if above:
            items.append(TextBox("What to do", Rect(area.x, y, area.width, height_of(above)), TextBody(above)))
            y += height_of(above) + _GAP
        link = self.poll.link.raw
        code = Rect(area.x + (area.width - side) // 2, y, side, side)
        items.append(Picture("Code", code, code_of(link), f"QR code that leads to {link}"))
        rect = Rect(area.x, code.bottom + _GAP, area.width, height_of(below))
        items.append(TextBox("Link", rect, TextBody(below)))
        return tuple(items)

    def split(self, width: int, height: int, step: int) -> tuple[Block, Block] | None:  # noqa: ARG002
        return None

    def _words_height(self, width: int, step: int) -> int:
        above = self._above(width, step)
        return (height_of(above) + _GAP if above else 0) + height_of(self._below(width, step)) + _GAP

    def _above(self, width: int, step: int) -> tuple[Paragraph, ...]:
        if self.poll.text is None:
            return ()
        style = Style(self.setter.theme.sizes.body[step], self.setter.theme.palette.ink, bold=True, align="centre")
        return (self.setter.set(self.poll.text, width, style),)

    def _below(self, width: int, step: int) -> tuple[Paragraph, ...]:
        """The link without what need not be typed, on one line if a size of body text allows it."""
        link = self.poll.link
        shown = link.raw.split("://", 1)[1].rstrip("/")
        words = Words(shown, link.place, (Inline(shown, link=link.raw),))
        sizes = self.setter.theme.sizes.body[step:]
        style = Style(sizes[0], self.setter.theme.palette.accent, bold=True, align="centre")
        fitting = (size for size in sizes if self.setter.line_count(words, width, style.at(size)) == 1)
        return (self.setter.set(words, width, style.at(next(fitting, sizes[-1]))),)


@lru_cache(maxsize=32)
def code_of(link: str) -> Media:
    """The QR code of a link (ISO/IEC 18004), dark on white with its quiet margin."""
    import segno  # noqa: PLC0415  (few lectures hold polls)

    code = segno.make(link, error="m", micro=False)
    content = io.BytesIO()
    code.save(content, kind="png", scale=_PIXELS, border=_QUIET)
    width, height = code.symbol_size(scale=_PIXELS, border=_QUIET)
    return Media("code.png", "png", content.getvalue(), int(width), int(height))
