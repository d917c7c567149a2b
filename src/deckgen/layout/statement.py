"""A statement: one sentence in very large type. On a slide of its own it is the title, and nothing is above it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from deckgen.diagnostics import Diagnostic, Place
from deckgen.geometry import Rect, union
from deckgen.layout.block import Block, LayoutContext
from deckgen.layout.furniture import style_of, text_in
from deckgen.layout.titles import too_long
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.blocks import Statement
from deckgen.outline.element import Words
from deckgen.scene.items import Item, TextBox
from deckgen.scene.text import Paragraph, TextBody
from deckgen.theme.tokens import TITLE_INDEX

_TITLE_SIZES = (66, 60, 54, 48, 44, 40)
_BLOCK_SIZES = (54, 48, 44, 40, 36, 34)
"""The size of a statement under a title, at each scale."""
_SIDE = 0.04
"""The share of the width that stays empty at each side of a statement that has the slide for itself."""
_ABOVE = 0.42
"""The part of the empty room that is above it: a little less than half, which looks like half."""
_SPACING = 95


def statement_title(words: Words, typesetter: Typesetter, report: Callable[[Diagnostic], None]) -> TextBox:
    """The title of a slide that holds nothing else, as large as it can be; `report` hears if it has no room."""
    theme = typesetter.theme
    area = theme.layouts["title-only"].area(TITLE_INDEX)
    room = union([replace(theme.body, y=area.rect.y, height=area.rect.height), theme.body])
    side = round(room.width * _SIDE)
    room = room.inset(side, 0)
    # What is behind the titles of other slides is not behind this one.
    style = replace(
        style_of(area, _TITLE_SIZES[-1]), colour=theme.palette.ink, bold=False, face="heading", spacing=_SPACING
    )
    sizes = (style.at(size) for size in _TITLE_SIZES)
    fitting = (each for each in sizes if height_of([_accented(words, room.width, each, typesetter)]) <= room.height)
    found = next(fitting, None)
    if found is None:
        report(
            replace(too_long(words, room, typesetter, style, "the smallest size of a statement"), severity="error")
        )
    used = found or style
    width = typesetter.balanced_width(words, room.width, replace(used, bold=True))
    paragraph = _accented(words, width, used, typesetter)
    height = min(height_of([paragraph]), room.height)
    left = room.x + (room.width - width) // 2  # as much is empty at its right, whatever the length of its lines
    rect = Rect(left, room.y + round((room.height - height) * _ABOVE), width, height)
    title = text_in(area, area.name, TextBody((paragraph,)))
    return replace(title, rect=rect, inherited=False, bare=area.ground is not None)


class StatementBlock(Block, frozen=True):
    """A sentence in large type, with the words in bold in the accent colour."""

    statement: Statement
    typesetter: Typesetter

    @property
    def place(self) -> Place:
        return self.statement.text.place

    def height(self, width: int, scale: int) -> int:
        return height_of([self._paragraph(width, scale)])

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        paragraph = self._paragraph(area.width, scale)
        return (TextBox("Statement", replace(area, height=height_of([paragraph])), TextBody((paragraph,))),)

    def _paragraph(self, width: int, scale: int) -> Paragraph:
        style = Style(_BLOCK_SIZES[scale], self.typesetter.theme.palette.ink, face="heading", spacing=_SPACING)
        return _accented(self.statement.text, width, style, self.typesetter)


def _accented(words: Words, width: int, style: Style, typesetter: Typesetter) -> Paragraph:
    """The sentence in bold, with the words that were typed in bold in the accent colour."""
    accent = typesetter.theme.palette.accent
    runs = [
        replace(run, bold=True, colour=accent if run.bold else run.colour) for run in typesetter.runs(words, style)
    ]
    return typesetter.paragraph(runs, width, style)


def statement_block(statement: Statement, context: LayoutContext) -> StatementBlock:
    """The block of a statement under a title."""
    return StatementBlock(statement, context.typesetter)
