"""The pages of one slide: which sizes and which arrangement its content gets, and what is too much for any.

In: a slide of the outline. Out: its pages, drawn where that was needed to know whether they are sound. Text is first
set as large as the last row needs, and blocks first stand beside each other; both give way where content has no room.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from deckgen.diagnostics import Diagnostic, error
from deckgen.geometry import EMU_PER_INCH
from deckgen.layout.arrangement import has_a_choice
from deckgen.layout.block import STEPS, Block
from deckgen.layout.cards import Card
from deckgen.layout.legibility import Legibility
from deckgen.layout.pages import COMFORTABLE, Page, paginate
from deckgen.layout.sharing import Desk, shared
from deckgen.layout.titles import extended, room_under, words_of
from deckgen.layout.typeset import Typesetter
from deckgen.layout.veil import with_veil
from deckgen.outline.slide import Slide


class _Attempt(Struct, frozen=True):
    """The pages that were made, None where the content fits on none, and what was found wrong with them.

    A slide without content has no block and no pages.
    """

    block: Block | None
    pages: list[Page] | None
    found: tuple[Diagnostic, ...]

    @property
    def is_sound(self) -> bool:
        has_room = self.block is None or self.pages is not None
        return has_room and not any(each.severity == "error" for each in self.found)

    @property
    def is_on_one_page(self) -> bool:
        return self.is_sound and len(self.pages or ()) <= 1


class Pager(Struct, frozen=True):
    """Makes the pages of slides; `legibility` says how large text has to be, None without a room."""

    desk: Desk
    legibility: Legibility | None

    def pages(self, slide: Slide, agenda: Sequence[Card]) -> Sequence[Page | None]:
        """The pages of a slide; None stands for one without content. An agenda lists the cards in `agenda`."""
        made = self._legible(slide, agenda) or self._usual(slide, agenda)
        for diagnostic in made.found:
            self.desk.report(diagnostic)
        if made.pages is not None:
            return [shown for page in made.pages for shown in with_veil(page)]
        if made.block is not None:
            self._report_too_full(slide, made.block)
        return [None]

    def _legible(self, slide: Slide, agenda: Sequence[Card]) -> _Attempt | None:
        """The pages with raised floors; None without a room, and where the content is too much for them."""
        if self.legibility is None:
            return None
        setter = Typesetter(self.legibility.raised(self.desk.setter.theme), self.desk.setter.measurer)
        made = self._attempt(slide, agenda, replace(self.desk, setter=setter))
        return made if made.is_sound else None

    def _usual(self, slide: Slide, agenda: Sequence[Card]) -> _Attempt:
        """The pages with blocks beside each other, or under each other where only that is sound, or saves pages.

        It saves none where one page would be crowded.
        """
        beside = self._attempt(slide, agenda, self.desk)
        if beside.is_on_one_page or not has_a_choice(slide.order):
            return beside
        stacked = self._attempt(slide, agenda, self.desk, stacked=True)
        saves = stacked.is_on_one_page and all(page.step <= COMFORTABLE for page in stacked.pages or ())
        return stacked if saves or (stacked.is_sound and not beside.is_sound) else beside

    def _attempt(self, slide: Slide, agenda: Sequence[Card], desk: Desk, *, stacked: bool = False) -> _Attempt:
        found: list[Diagnostic] = []
        block = shared(slide, replace(desk, report=found.append), agenda, stacked=stacked)
        pages = self._paginated(slide, block) if block else None
        for page in pages or ():
            page.draw()
        return _Attempt(block, pages, tuple(found))

    def _paginated(self, slide: Slide, block: Block) -> list[Page] | None:
        """The pages of `block` under the title of `slide`, with its number behind it where there are several."""
        setter, theme, phrases = self.desk.setter, self.desk.setter.theme, self.desk.phrases
        words, area = words_of(slide, phrases), theme.layouts["content"].area(0)
        pages = paginate(block, room_under(words, area, theme.body, setter))
        if pages is None or len(pages) == 1:
            return pages
        last = phrases.continued.format(title=words.plain, page=len(pages), pages=len(pages))
        return paginate(block, room_under(extended(words, last), area, theme.body, setter))

    def _report_too_full(self, slide: Slide, block: Block) -> None:
        body = self.desk.setter.theme.body
        needed, there = (height / EMU_PER_INCH for height in (block.height(body.width, STEPS - 1), body.height))
        message = (
            f"the content of this slide needs {needed:.1f} in of height at the smallest sizes, but has {there:.1f} in"
        )
        place = slide.title.place if slide.title else slide.place
        self.desk.report(
            error("slide-too-full", message, place, "make two slides of it, or shorten its longest texts")
        )
