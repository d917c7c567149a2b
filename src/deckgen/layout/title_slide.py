"""The title slide: title, subtitle and details, which find a place as long as the slide has one.

Details are the author and the date in one line; they are the first to give way.
"""

from __future__ import annotations

from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import warning
from deckgen.geometry import pt
from deckgen.layout.block import LayoutContext
from deckgen.layout.furniture import end_of_text, fitted_text, text_with_a_place
from deckgen.layout.titles import title_box
from deckgen.outline.element import Inline, Words
from deckgen.outline.head import Outline
from deckgen.scene.items import TextBox
from deckgen.scene.text import Note, NoteRun
from deckgen.theme.tokens import EYEBROW_INDEX, SUBTITLE_INDEX

_DETAIL_SIZES = (20, 18, 17, 16, 15)
_BELOW_TITLE = pt(12)


def title_slide(head: Outline, context: LayoutContext) -> tuple[list[TextBox], tuple[Note, ...]]:
    """The texts of the title slide, made from the head of an outline, and its notes: details that have no place."""
    typesetter, theme = context.typesetter, context.typesetter.theme
    layout = theme.layouts["title"]
    title = title_box(head.title, layout.area(0), theme.sizes.deck_title, typesetter, context.report)
    details = _details(head)
    below = _below(head.subtitle, details, context)
    if below is None:
        assert details is not None
        message = f"`{details.plain}` is in the notes of the title slide, which has no room for it"
        hint = "shorten the subtitle or the author, or choose another layout under `theme:`"
        context.report(warning(Code.DETAILS_IN_NOTES, message, details.place, hint))
        return [title, *(_below(head.subtitle, None, context) or [])], ((NoteRun(details.plain),),)
    if layout.is_flowing and head.subtitle:
        below[0] = _following(title, below[0])
    return [title, *below], ()


def _details(head: Outline) -> Words | None:
    parts = [head.author.plain if head.author else "", head.date or ""]
    line = "  ·  ".join(filter(None, parts))
    place = head.author.place if head.author else head.title.place
    return Words(line, place, (Inline(line),)) if line else None


def _below(subtitle: Words | None, details: Words | None, context: LayoutContext) -> list[TextBox] | None:
    """Subtitle and details, each in its own area, or both in that of the subtitle; None without room for details."""
    theme, typesetter = context.typesetter.theme, context.typesetter
    layout = theme.layouts["title"]
    area, aside = layout.area(SUBTITLE_INDEX), layout.find(EYEBROW_INDEX)
    sizes = theme.sizes.subtitle if subtitle else _DETAIL_SIZES
    above = text_with_a_place([subtitle], area, sizes, typesetter) if subtitle else None
    under = text_with_a_place([details], aside, _DETAIL_SIZES, typesetter) if details and aside else None
    placed, texts = [box for box in (above, under) if box], [words for words in (subtitle, details) if words]
    if len(placed) == len(texts):
        return placed
    together = text_with_a_place(texts, area, sizes, typesetter)
    if together is not None:
        return [together]
    if subtitle and not above:
        placed.insert(0, fitted_text(subtitle, area, sizes, typesetter, context.report))
    return placed if under or not details else None


def _following(title: TextBox, subtitle: TextBox) -> TextBox:
    """The subtitle under the last line of the title."""
    top = end_of_text(title) + _BELOW_TITLE
    is_moved = top != subtitle.rect.y
    return replace(subtitle, rect=replace(subtitle.rect, y=top), inherited=not is_moved and subtitle.inherited)
