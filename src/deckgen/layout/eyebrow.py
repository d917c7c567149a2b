"""The row above the title: the name of the section, or that the class is asked, and links at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deckgen.diagnostics import Diagnostic
from deckgen.geometry import pt
from deckgen.layout.furniture import fitted_text, placeholder_text
from deckgen.layout.links import Jump, Look, jump_boxes
from deckgen.layout.phrases import Phrases
from deckgen.layout.typeset import Style, Typesetter
from deckgen.outline.element import Inline, Words
from deckgen.outline.slide import Slide
from deckgen.scene.items import Box, Item
from deckgen.theme.tokens import EYEBROW_INDEX, Area

_BESIDE_LINKS = pt(16)


class Eyebrow(Struct, frozen=True):
    """Sets the row above titles."""

    setter: Typesetter
    phrases: Phrases
    report: Callable[[Diagnostic], None]

    def row(self, words: Words | None, area: Area, jumps: Sequence[Jump]) -> list[Item]:
        """`words`, and at their right the links; where both have no room, the links alone."""
        setter, palette = self.setter, self.setter.theme.palette
        if not jumps:
            return [fitted_text(words, area, (area.size,), setter, self.report)] if words else []
        look = Look(palette.muted, palette.surface)
        name = setter.natural_width(words or "", Style(area.size, area.colour, area.bold)) + _BESIDE_LINKS
        for taken in (name, 0):
            row = replace(area.rect, x=area.rect.x + taken, width=area.rect.width - taken)
            boxes = jump_boxes(jumps, row, setter, look)
            if words and taken and len(boxes) == len(jumps):
                room = replace(area, rect=replace(area.rect, width=boxes[0].rect.x - area.rect.x))
                return [replace(placeholder_text(words, room, setter), inherited=False), *boxes]
        return [*boxes]

    def way_to_the_agenda(self, agenda: int) -> list[Box]:
        """A link from a section to the agenda, where a content slide has its links."""
        area = self.setter.theme.layouts["content"].area(EYEBROW_INDEX)
        if any(other.rect.overlaps(area.rect) for other in self.setter.theme.layouts["section"].areas):
            return []
        look = Look(self.setter.theme.palette.on_dark_muted, None)
        return jump_boxes([Jump(self.phrases.agenda, agenda, back=True)], area.rect, self.setter, look)

    def asked(self, slide: Slide) -> Words | None:
        """What stands above a question to the class, with the time to think; nothing on other slides."""
        if not (slide.quiz or slide.poll or slide.predict):
            return None
        seconds = slide.quiz.seconds if slide.quiz else None
        time = self.phrases.seconds.format(seconds=f"{seconds:g}") if seconds else ""
        text = "  ·  ".join(filter(None, [self.phrases.to_the_class, time]))
        return Words(text, slide.place, (Inline(text),))
