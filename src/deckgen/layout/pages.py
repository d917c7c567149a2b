"""The content of a slide on as many pages as it needs: shrunk a little first, then split evenly."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, error
from deckgen.geometry import EMU_PER_INCH, Rect
from deckgen.layout.animation import numbered
from deckgen.layout.arrangement import has_a_choice, shared
from deckgen.layout.block import AIRY, SCALES, Beside, Block, fitting_scale, walk_blocks
from deckgen.layout.cards import Card
from deckgen.layout.context import LayoutContext
from deckgen.layout.furniture import extended, room_under, words_of
from deckgen.layout.legibility import Legibility
from deckgen.layout.typeset import Typesetter
from deckgen.outline.slide import Slide
from deckgen.scene.items import Item

COMFORTABLE = 3
"""The scale at which content is split that does not fit at any: splitting at the floor would crowd the pages."""
_SPARSE = 0.85
"""How much of the area may be filled for text to grow beyond its normal size."""
_MOST_PAGES = 500


class Page(Struct, frozen=True, dict=True):
    """The content of one page, its area, and the scale at which it is drawn."""

    block: Block
    area: Rect
    scale: int

    def draw(self) -> tuple[Item, ...]:
        """Its items with the clicks of the slide, which are drawn once."""
        return self._items

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        placed = self.block.placed(self.area, self.scale)
        return numbered((item, each.order) for each in placed for item in each.block.draw(each.area, self.scale))


def paginate(block: Block, area: Rect) -> list[Page] | None:
    """The pages of `block`; None where something in it does not fit on a page of its own."""
    if not _has_columns(block) and block.height(area.width, 0) <= area.height * _SPARSE:
        return [Page(block, area, 0)]
    scale = fitting_scale(block, area, first=AIRY)
    if scale is not None:
        return [Page(block, area, scale)]
    for attempt in range(COMFORTABLE, SCALES):
        parts = _split(block, area, area.height, attempt)
        if parts:
            even = _split(block, area, _even_height(block, area, attempt, len(parts)), attempt) or parts
            return [Page(part, area, attempt) for part in even]
    return None


def _has_columns(block: Block) -> bool:
    """Whether blocks are beside each other, in columns that are too narrow for large text."""
    return any(isinstance(inner, Beside) for inner in walk_blocks(block))


def _split(block: Block, area: Rect, height: int, scale: int) -> list[Block] | None:
    """Parts that are at most `height` high each, in order."""
    parts: list[Block] = []
    rest = block
    while rest.height(area.width, scale) > height:
        halves = rest.split(area.width, height, scale)
        if halves is None or len(parts) == _MOST_PAGES or halves[0].height(area.width, scale) > area.height:
            return None
        parts.append(halves[0])
        rest = halves[1]
    return [*parts, rest]


def _even_height(block: Block, area: Rect, scale: int, pages: int) -> int:
    """The lowest height at which the content still takes no more than `pages` pages."""
    low, high = 0, area.height
    for _ in range(10):
        middle = (low + high) // 2
        parts = _split(block, area, middle, scale)
        low, high = (low, middle) if parts and len(parts) <= pages else (middle, high)
    return high


def with_reveal(page: Page) -> tuple[Page, ...]:
    """The page, after one on which the columns that come later are empty and nothing follows from them yet.

    Both have the same geometry, so that nothing moves when the columns are filled.
    """
    before = page.block.before_reveal()
    return (page,) if before is page.block else (replace(page, block=before), page)


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

    context: LayoutContext
    legibility: Legibility | None

    def pages(self, slide: Slide, agenda: Sequence[Card]) -> Sequence[Page | None]:
        """The pages of a slide; None stands for one without content. An agenda lists the cards in `agenda`."""
        made = self._legible(slide, agenda) or self._usual(slide, agenda)
        for diagnostic in made.found:
            self.context.report(diagnostic)
        if made.pages is not None:
            return [shown for page in made.pages for shown in with_reveal(page)]
        if made.block is not None:
            self._report_too_full(slide, made.block)
        return [None]

    def _legible(self, slide: Slide, agenda: Sequence[Card]) -> _Attempt | None:
        """The pages with raised floors; None without a room, and where the content is too much for them."""
        if self.legibility is None:
            return None
        setter = Typesetter(self.legibility.raised(self.context.setter.theme), self.context.setter.measurer)
        made = self._attempt(slide, agenda, replace(self.context, setter=setter))
        return made if made.is_sound else None

    def _usual(self, slide: Slide, agenda: Sequence[Card]) -> _Attempt:
        """The pages with blocks beside each other, or under each other where only that is sound, or saves pages.

        It saves none where one page would be crowded.
        """
        beside = self._attempt(slide, agenda, self.context)
        if beside.is_on_one_page or not has_a_choice(slide.order):
            return beside
        stacked = self._attempt(slide, agenda, self.context, stacked=True)
        saves = stacked.is_on_one_page and all(page.scale <= COMFORTABLE for page in stacked.pages or ())
        return stacked if saves or (stacked.is_sound and not beside.is_sound) else beside

    def _attempt(
        self, slide: Slide, agenda: Sequence[Card], context: LayoutContext, *, stacked: bool = False
    ) -> _Attempt:
        found: list[Diagnostic] = []
        block = shared(slide, replace(context, report=found.append), agenda, stacked=stacked)
        pages = self._paginated(slide, block) if block else None
        for page in pages or ():
            page.draw()
        return _Attempt(block, pages, tuple(found))

    def _paginated(self, slide: Slide, block: Block) -> list[Page] | None:
        """The pages of `block` under the title of `slide`, with its number behind it where there are several."""
        setter, theme, phrases = self.context.setter, self.context.setter.theme, self.context.phrases
        words, area = words_of(slide, phrases), theme.layouts["content"].area(0)
        pages = paginate(block, room_under(words, area, theme.body, setter))
        if pages is None or len(pages) == 1:
            return pages
        last = phrases.continued.format(title=words.plain, page=len(pages), pages=len(pages))
        return paginate(block, room_under(extended(words, last), area, theme.body, setter))

    def _report_too_full(self, slide: Slide, block: Block) -> None:
        body = self.context.setter.theme.body
        needed, there = (height / EMU_PER_INCH for height in (block.height(body.width, SCALES - 1), body.height))
        message = (
            f"the content of this slide needs {needed:.1f} in of height at the smallest sizes, but has {there:.1f} in"
        )
        place = slide.title.place if slide.title else slide.place
        self.context.report(
            error(Code.SLIDE_TOO_FULL, message, place, "make two slides of it, or shorten its longest texts")
        )
