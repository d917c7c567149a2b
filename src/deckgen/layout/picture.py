"""A picture from a file, as large as its area allows, with its caption below."""

from __future__ import annotations

from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.geometry import Rect, inch, pt
from deckgen.layout.block import Block, LayoutContext
from deckgen.layout.typeset import ENDLESS, Style, Typesetter, height_of
from deckgen.media.media import Media
from deckgen.outline.blocks import Image
from deckgen.scene.items import Box, Item, Picture, TextBox
from deckgen.scene.text import Paragraph, TextBody

_LEAST_HEIGHT = inch(1.5)
_CAPTION_GAP = pt(8)
_MAT = pt(12)


class PictureBlock(Block, frozen=True):
    """A picture. Its alt text is `alt`, or the caption, or else `fallback`; failing all these, the file's name."""

    image: Image
    media: Media
    typesetter: Typesetter
    fallback: str
    at_top: bool = False
    """True if the picture goes to the top of its area rather than the middle."""

    @property
    def place(self) -> Place:
        return self.image.place

    @property
    def alt(self) -> str:
        said = (words.plain for words in (self.image.alt, self.image.caption) if words)
        return next((text for text in said if text.strip()), self.fallback or self.media.name)

    def height(self, width: int, scale: int) -> int:  # noqa: ARG002
        return _LEAST_HEIGHT + self._caption_height(width)

    def max_height(self, width: int, scale: int) -> int:  # noqa: ARG002
        return ENDLESS

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:  # noqa: ARG002
        below = self._caption_height(area.width)
        mat = self.typesetter.theme.palette.mat
        margin = _MAT if mat else 0
        room = Rect(area.x, area.y, area.width, area.height - below).inset(margin, margin)
        ratio = min(room.width / self.media.width, room.height / self.media.height)
        width, height = round(self.media.width * ratio), round(self.media.height * ratio)
        above = 0 if self.at_top else (room.height - height) // 2
        rect = Rect(room.x + (room.width - width) // 2, room.y + above, width, height)
        items: list[Item] = []
        if mat:
            ground = rect.inset(-margin, -margin)
            items.append(
                Box("Mat", ground, "rounded", mat, None, self.typesetter.theme.space.corner, decorative=True)
            )
        items.append(Picture(self.media.name, rect, self.media, self.alt))
        if self.image.caption:
            caption = Rect(area.x, rect.bottom + margin + _CAPTION_GAP, area.width, below - _CAPTION_GAP)
            items.append(TextBox("Caption", caption, TextBody(self._caption(area.width))))
        return tuple(items)

    def under_others(self) -> Block:
        return replace(self, at_top=True)

    def filled_width(self, width: int, height: int) -> int:
        """The width of the picture in an area of `width` by `height` EMU; 0 if no height is left for it."""
        room = height - self._caption_height(width)
        return max(min(width, room * self.media.width // self.media.height), 0)

    def _caption_height(self, width: int) -> int:
        return height_of(self._caption(width)) + _CAPTION_GAP if self.image.caption else 0

    def _caption(self, width: int) -> tuple[Paragraph, ...]:
        if not self.image.caption:
            return ()
        style = Style(self.typesetter.theme.sizes.note[0], self.typesetter.theme.palette.muted, align="centre")
        return (self.typesetter.set(self.image.caption, width, style),)


def picture_block(image: Image, context: LayoutContext) -> PictureBlock:
    """The picture of a file; without alt text or caption, the title of the slide describes it."""
    return PictureBlock(image, context.files.picture(image.file), context.typesetter, context.title)
