"""The arrangement of the blocks of a slide, on as many pages as they need: a few good ones, chosen by their kinds.

Text, points, narrow code or a narrow table beside a figure; two figures beside each other; points beside narrow
code or a narrow formula; everything else under each other in the order in which it was typed, callouts last.
A text of one line leads in: it goes over or under the block beside which it was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Outcome, Place, error, moved, warning
from deckgen.geometry import Rect, inches, pt
from deckgen.layout.animation import numbered, sequences_of
from deckgen.layout.block import (
    AIRY,
    COMFORTABLE,
    SCALES,
    Balanced,
    Beside,
    Block,
    Empty,
    Ground,
    Headed,
    LayoutContext,
    Panel,
    Panels,
    Stack,
    fitting_scale,
    walk_blocks,
)
from deckgen.layout.foot import foot_of, with_source
from deckgen.layout.furniture import word_too_wide
from deckgen.layout.legibility import Legibility
from deckgen.layout.text import Heading, Headings, Passage, text_passage
from deckgen.layout.titles import extended, room_under, words_of
from deckgen.memo import Memo
from deckgen.outline.blocks import Image
from deckgen.outline.contents import Blocks
from deckgen.outline.element import Sourced, Words
from deckgen.outline.merging import ABOVE, mark_of
from deckgen.outline.registry import BLOCKS, Placement
from deckgen.outline.slide import Column, Slide
from deckgen.outline.tables import Table
from deckgen.outline.walk import words_in
from deckgen.scene.items import Item, walk
from deckgen.scene.validate import bodies
from deckgen.theme.tokens import Theme

if TYPE_CHECKING:
    from deckgen.layout.steps import Card

COLUMN_GAP = pt(32)
_WITH_PANELS = (2, 3)
"""The numbers of columns that are wide enough for panels."""
_POINTS: tuple[Placement, ...] = ("points", "lead")
_FIGURE_SHARE = 5 / 8
_LEAST_SHARE = 1 / 4
"""The share of the width that a tall, thin picture gets: its caption needs some."""
_MUCH_LARGER = 1.25
"""A picture goes under its text if it is at least this many times as wide there as beside it."""


def has_a_choice(names: Sequence[str]) -> bool:
    """True if blocks with these names can go beside each other as well as under each other."""
    return len(names) > 1 and any(_is_drawn(name) for name in names)


def _is_drawn(name: str) -> bool:
    """True if a block is a figure, or can take the place of one."""
    return BLOCKS[name].placement in ("figure", "wide figure", "inset")


class Part(Struct, frozen=True):
    """A block together with the key it was typed under."""

    name: str
    block: Block

    @property
    def placement(self) -> Placement:
        return BLOCKS[self.name].placement

    @property
    def is_figure(self) -> bool:
        return self.placement in ("figure", "wide figure")

    @property
    def is_points(self) -> bool:
        """True for text that goes beside a figure."""
        return self.placement in _POINTS


class Arranger(Struct, frozen=True):
    """Arranges parts in `width` EMU, all under each other when `stacked`.

    `theme` says how far apart blocks are, and how high a slide is.
    """

    theme: Theme
    width: int
    stacked: bool = False

    def on_slide(self, parts: Sequence[Part]) -> Block | None:
        """All parts of a slide as one block; None where there are none."""
        strips = [part.block for part in parts if part.placement == "callout"]
        others = [part for part in parts if part.placement != "callout"]
        if not parts:
            return None
        if not others:
            return Balanced((self._stacked(strips),))
        main = others[0].block.alone() if len(others) == 1 else self._led_in(others)
        if not strips:
            return Balanced((main,))
        if parts[0].placement == "callout":
            return Balanced((self._stacked([strips[0].unpinned(), main]),))
        return Balanced((self._stacked([main, *strips]),))

    def in_column(self, parts: Sequence[Part], *, titled: bool) -> Block | None:
        """All parts of a column under each other; None where there are none."""
        blocks = [part.block.unpinned() for part in parts]
        blocks = [replace(block, is_close=True) if isinstance(block, Passage) else block for block in blocks]
        if titled or len(blocks) > 1:
            blocks = [block.under_others() for block in blocks]
        return self._stacked(blocks) if blocks else None

    def _led_in(self, parts: Sequence[Part]) -> Block:
        """Texts of one line over and under a figure or code and the blocks beside it."""
        first, after = 0, len(parts)
        if any(_is_drawn(part.name) for part in parts):
            while self._is_line(parts[first]):
                first += 1
            while self._is_line(parts[after - 1]):
                after -= 1
        core = self._main(parts[first:after])
        before, behind = parts[:first], parts[after:]
        return self._stacked([*(part.block for part in before), core, *(part.block for part in behind)])

    def _is_line(self, part: Part) -> bool:
        return part.placement == "lead" and part.block.is_one_line(self.width)

    def _main(self, parts: Sequence[Part]) -> Block:
        if self.stacked:
            return self._stacked([part.block for part in parts])
        figures = [part for part in parts if part.is_figure]
        if len(figures) == 2:
            return self._around(parts, figures)
        if len(figures) == 1:
            return self._beside_figure(parts, figures[0])
        narrow = [part for part in parts if part.placement == "inset" and self._is_narrow(part.block, _FIGURE_SHARE)]
        if len(narrow) == 1 and len(parts) > 1 and all(part.is_points for part in parts if part is not narrow[0]):
            return self._pair(parts, narrow[0], narrow[0].block, _FIGURE_SHARE)
        return self._stacked([part.block for part in parts])

    def _around(self, parts: Sequence[Part], figures: Sequence[Part]) -> Block:
        """Two figures beside each other, with what was typed before and after the first over and under them."""
        place = parts.index(figures[0])
        pair = Beside(tuple(figure.block for figure in figures), (1, 1), COLUMN_GAP)
        behind = [part.block for part in parts[place:] if part not in figures]
        return self._stacked([*(part.block for part in parts[:place]), pair, *behind])

    def _beside_figure(self, parts: Sequence[Part], figure: Part) -> Block:
        others = [part for part in parts if part is not figure]
        share = self._share(figure.block)
        narrow = all(part.is_points or self._is_narrow(part.block, 1 - share) for part in others)
        led_in = figure.placement == "wide figure" and all(part.placement == "lead" for part in others)
        if not others or not narrow or led_in or self._is_larger_below(figure.block, others):
            return self._stacked([part.block for part in parts])
        return self._pair(parts, figure, figure.block, share)

    def _pair(self, parts: Sequence[Part], figure: Part, drawn: Block, share: float) -> Block:
        """The figure, as `drawn`, with all other parts in a column on the side on which they were typed."""
        column = self._stacked([part.block for part in parts if part is not figure])
        if drawn.is_half_way_down(self.width, self.theme.body.height):
            column = column.at_half_height()
        if parts[0] is figure:
            return Beside((drawn, column), (share, 1 - share), COLUMN_GAP, kept=0)
        return Beside((column, drawn), (1 - share, share), COLUMN_GAP, kept=1)

    def _share(self, figure: Block) -> float:
        """The part of the width that a figure has beside something: a picture no more than it can fill."""
        filled = figure.filled_width(self.width, self.theme.body.height)
        if filled is None:
            return _FIGURE_SHARE
        return min(max(filled / (self.width - COLUMN_GAP), _LEAST_SHARE), _FIGURE_SHARE)

    def _is_larger_below(self, figure: Block, others: Sequence[Part]) -> bool:
        """True if a picture is much larger under the others than beside them, as wide ones are."""
        gap, height = self.theme.space.block_gap, self.theme.body.height
        room = height - sum(part.block.height(self.width, AIRY) + gap for part in others)
        beside = figure.filled_width(round((self.width - COLUMN_GAP) * _FIGURE_SHARE), height)
        below = figure.filled_width(self.width, room)
        return beside is not None and below is not None and below > beside * _MUCH_LARGER

    def _is_narrow(self, block: Block, share: float) -> bool:
        return block.fits_beside(round((self.width - COLUMN_GAP) * share))

    def _stacked(self, blocks: Sequence[Block]) -> Block:
        return blocks[0] if len(blocks) == 1 else Stack(tuple(blocks), self.theme.space.block_gap)


def shared(slide: Slide, context: LayoutContext, agenda: Sequence[Card], *, stacked: bool = False) -> Block | None:
    """One block that holds everything on `slide`; None for a slide with nothing but its title,
    or a statement or a picture that fills the slide.

    `agenda` is what an agenda lists. All blocks are under each other when `stacked`, but for the author's columns.
    """
    if slide.is_title_alone:
        return None
    own = context.slide_words.agenda if slide.agenda else context.slide_words.references
    title = slide.headline.plain if slide.headline and slide.headline.plain.strip() else own
    theme = context.typesetter.theme
    parts = _parts(slide, replace(context, title=title), agenda, theme.body.width)
    block = Arranger(theme, theme.body.width, stacked).on_slide(parts)
    if slide.subtitle is None:
        return block
    subtitle = text_passage(slide.subtitle, context.typesetter)
    if block is None:
        return subtitle
    return Headed((replace(subtitle, is_content=False), block), theme.space.block_gap)


def _parts(blocks: Blocks, context: LayoutContext, agenda: Sequence[Card], width: int) -> list[Part]:
    parts = []
    sequences = sequences_of(blocks) if context.builds else {}
    # What is built in blocks that are there from the start, as columns are, comes behind the blocks that are built.
    ranks = {name: rank for rank, name in enumerate(dict.fromkeys([*sequences, *blocks.order]))}
    for name in blocks.order:
        block: Block
        if name == "columns" and isinstance(blocks, Slide):
            block = _columns(blocks.columns, context, width)
        elif name == "agenda":
            if not agenda:
                message = "this agenda has nothing to list, because there are no sections"
                context.report(
                    warning(Code.EMPTY_AGENDA, message, blocks.place, "begin each part with `- section: …`")
                )
                continue
            from deckgen.layout.steps import Cards  # noqa: PLC0415  (few decks have an agenda)

            block = Cards(tuple(agenda), context.typesetter, is_agenda=True)
        else:
            value = blocks.value(name)
            block = BLOCKS[name].load()(value, context)
            if isinstance(value, Sourced) and value.source is not None:
                block = with_source(block, value.source, context.typesetter)
        block = block.at(ranks[name])
        if name in sequences:
            block = block.built(sequences[name])
        parts.append(Part(name, block if context.builds else block.still()))
    return parts


def _columns(columns: Sequence[Column], context: LayoutContext, width: int) -> Beside:
    weights = tuple(column.wide for column in columns)
    room = width - COLUMN_GAP * (len(columns) - 1)
    headings = Headings(tuple((each.title, each.wide) for each in columns if each.title), context.typesetter)
    padding = context.typesetter.theme.space.column_padding
    held = [column for column in columns if all(BLOCKS[name].placement in _POINTS for name in column.order)]
    has_titles = any(column.title for column in columns)
    is_on_panels = padding > 0 and has_titles and len(held) == len(columns) in _WITH_PANELS
    blocks: list[Block] = []
    for number, column in enumerate(columns):
        column_width = round(room * column.wide / sum(weights)) - (2 * padding if is_on_panels else 0)
        parts = _parts(column, replace(context, columns=tuple(columns)), (), column_width)
        inner = Arranger(context.typesetter.theme, column_width).in_column(parts, titled=column.title is not None)
        if inner is not None and column.source is not None:
            inner = with_source(inner, column.source, context.typesetter)
        heading = Heading(column.title, column.wide, headings) if column.title else None
        block = _under(heading, inner, column.place)
        if is_on_panels:
            block = Panel((Ground(column.place, context.typesetter), block), padding)
        blocks.append(block.at(number))
    if is_on_panels:
        return Panels(tuple(blocks), weights, context.typesetter.theme.space.panel_gap)
    return Beside(tuple(blocks), weights, COLUMN_GAP)


def _under(heading: Heading | None, content: Block | None, place: Place) -> Block:
    """The blocks of a column, at its top, under its title if it has one."""
    if heading and isinstance(content, Passage):
        # LibreOffice makes lines with raised or lowered letters higher, so the text has all room that there is.
        return Headed((heading, content), pt(16))
    stack = Stack((content,), 0) if content else None
    if heading and stack:
        return Headed((heading, stack), pt(16))
    return heading or stack or Empty(place)


_SPARSE = 0.85
"""Text grows beyond its normal size only while this share of the area is not filled."""
_MOST_PAGES = 500
_EVEN = 12
"""The number of pages up to which content is spread evenly; on more, nobody sees that the last one is emptier."""


Content = tuple[Item, ...]
"""The items of one page, between its title and its foot."""


class Page(Struct, frozen=True, dict=True):
    """The content of one page, its area, and the scale at which it is drawn."""

    block: Block
    area: Rect
    scale: int

    def draw(self) -> Content:
        """Its items with the clicks of the slide, which are drawn once."""
        return self._items

    @cached_property
    def _items(self) -> Content:
        placed = self.block.placed(self.area, self.scale)
        return numbered((item, each.order) for each in placed for item in each.block.draw(each.area, self.scale))


def paginate(block: Block, area: Rect) -> list[Page] | None:
    """The pages of `block`; None where something in it does not fit on a page of its own."""
    # Most content fits at one of the first scales; what does not is measured at the floor before those between.
    largest = 0 if _has_columns(block) else block.height(area.width, 0)
    if 0 < largest <= area.height * _SPARSE:
        return [Page(block, area, 0)]
    if largest <= area.height and block.height(area.width, AIRY) <= area.height:
        return [Page(block, area, AIRY)]
    if block.height(area.width, SCALES - 1) <= area.height:
        scale = fitting_scale(block, area, first=AIRY)
        if scale is not None:
            return [Page(block, area, scale)]
    for attempt in range(COMFORTABLE, SCALES):
        parts = _split(block, area, area.height, attempt)
        if parts and len(parts) > _EVEN:
            return [Page(part, area, attempt) for part in parts]
        if parts:
            even = _split(block, area, _even_height(block, area, attempt, len(parts)), attempt) or parts
            return [Page(part, area, attempt) for part in even]
    return None


def _has_columns(block: Block) -> bool:
    """True if blocks are beside each other, in columns that are too narrow for large text."""
    return any(isinstance(inner, Beside) and not isinstance(inner, Panels) for inner in walk_blocks(block))


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


def staged(page: Page) -> tuple[Page, ...]:
    """The page once for each of its stages: the columns of a table that come later, the steps of a walk through code.

    All have the same geometry, so that nothing moves from one to the next.
    """
    stages = page.block.stages()
    return tuple(replace(page, block=block) for block in stages) if len(stages) > 1 else (page,)


class _Attempt(Struct, frozen=True):
    """The pages that were made, None where the content fits on none, and what was found wrong.

    A slide without content has no block and no pages.
    """

    block: Block | None
    pages: list[Page] | None
    found: tuple[Diagnostic, ...]

    @property
    def is_sound(self) -> bool:
        return not any(each.severity == "error" for each in self.found)

    @property
    def is_on_one_page(self) -> bool:
        return self.is_sound and len(self.pages or ()) <= 1


class Pager(Struct, frozen=True, dict=True):
    """Makes the pages of slides; `legibility` says how large text has to be, None without a room.

    `details` are at the foot of the slides. `memo` has the pages of slides as they would be at the top of their file,
    None to make them all.
    """

    context: LayoutContext
    legibility: Legibility | None
    memo: Memo | None = None
    details: Words | None = None

    def pages(self, slide: Slide, agenda: Sequence[Card]) -> Outcome[Sequence[Content]]:
        """The pages of a slide, at least one. An agenda lists the cards in `agenda`."""
        return self._made(slide, agenda) if self.memo is None else self._recalled(slide, agenda, self.memo)

    def _recalled(self, slide: Slide, agenda: Sequence[Card], memo: Memo) -> Outcome[Sequence[Content]]:
        line, file = slide.place.line, slide.place.file
        top = self.at_the_top(slide, memo)
        # What an agenda lists is typed elsewhere, and links to slides that may have other numbers now.
        cards = moved(tuple(agenda), -line, file) if slide.agenda else ()
        made = memo.recall((Pager, self._surroundings, top, cards), lambda: self._at_the_top._made(top, cards))
        return Outcome(made.value, moved(made.diagnostics, line, file))

    def at_the_top(self, slide: Slide, memo: Memo) -> Slide:
        """The slide as it would be at the top of its file."""
        return memo.recall((moved, slide), lambda: moved(slide, -slide.place.line, slide.place.file))

    @cached_property
    def _at_the_top(self) -> Pager:
        """The same for slides at the top of their file, on which the places of all texts are kept."""
        context = replace(self.context, typesetter=replace(self.context.typesetter, sources=True))
        return Pager(context, self.legibility, details=self.details)

    @cached_property
    def _surroundings(self) -> int:
        """A number for all that the pages of a slide depend on but the slide."""
        assert self.memo is not None
        return self.memo.number((replace(self.context, report=unheard), self.legibility, self.details))

    def _made(self, slide: Slide, agenda: Sequence[Card]) -> Outcome[Sequence[Content]]:
        made = self._legible(slide, agenda) or self._usual(slide, agenda)
        shown = [shown.draw() for page in made.pages or () for shown in staged(page)]
        return Outcome(shown or [()], made.found)

    def _legible(self, slide: Slide, agenda: Sequence[Card]) -> _Attempt | None:
        """The pages with raised floors; None without a room, and where the content is too much for them."""
        if self.legibility is None:
            return None
        usual = self.context.typesetter
        typesetter = replace(usual, theme=self.legibility.raised(usual.theme))
        made = self._attempt(slide, agenda, replace(self.context, typesetter=typesetter))
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
        if block is not None and pages is None:
            wide = self._wide_word(slide, block, agenda)
            if not any(each.severity == "error" for each in found):
                found.append(wide or self._too_full(slide, block, agenda))
        return _Attempt(block, pages, tuple(found))

    def _paginated(self, slide: Slide, block: Block) -> list[Page] | None:
        """The pages of `block` under the title of `slide`, with its number behind it where there are several."""
        typesetter, theme, slide_words = (
            self.context.typesetter,
            self.context.typesetter.theme,
            self.context.slide_words,
        )
        words, area = words_of(slide, slide_words), theme.layouts["content"].area(0)
        body = self._above_foot(slide)
        room = room_under(words, area, body, typesetter)
        pages = paginate(block, room)
        if pages is None or len(pages) == 1:
            return pages
        last = slide_words.continued.format(title=words.plain, page=len(pages), pages=len(pages))
        less = room_under(extended(words, last), area, body, typesetter)
        return pages if less == room else paginate(block, less)

    def _above_foot(self, slide: Slide) -> Rect:
        typesetter = self.context.typesetter
        return typesetter.theme.body.inset(0, 0, 0, foot_of(slide, self.details, typesetter).height)

    def _wide_word(self, slide: Slide, block: Block, agenda: Sequence[Card]) -> Diagnostic | None:
        """The error of the widest word that has no room, None if all words have room."""
        body, floor = self.context.typesetter.theme.body, SCALES - 1
        found = [
            (paragraph.cut, each.block.place)
            for each in block.placed(body, floor)
            for item in walk(each.block.draw(each.area, floor))
            for text in bodies(item)
            for paragraph in text.paragraphs
            if paragraph.cut
        ]
        if not found:
            return None
        cut, place = max(found, key=lambda each: each[0].width)
        texts = [*words_in(slide), *(card.words for card in agenda)]
        there = (words.place for words in texts if cut.word in words.plain and words.place.line >= place.line)
        return word_too_wide(cut, next(there, place))

    def _too_full(self, slide: Slide, block: Block, agenda: Sequence[Card]) -> Diagnostic:
        typesetter, theme = self.context.typesetter, self.context.typesetter.theme
        words, area = words_of(slide, self.context.slide_words), theme.layouts["content"].area(0)
        room = room_under(words, area, self._above_foot(slide), typesetter)
        height = block.height(room.width, SCALES - 1)
        needed, there = inches(height, room.height)
        message = f"the content of this slide needs {needed} in of height at the smallest sizes, but has {there} in"
        place = slide.headline.place if slide.headline else slide.place
        parts = _parts(slide, replace(self.context, report=unheard), agenda, room.width)
        by_height = sorted(((part.block.height(room.width, SCALES - 1), part.name) for part in parts), reverse=True)
        if len(parts) > 1:
            hint = (
                _what_to_move(by_height) if by_height[0][0] <= room.height else _what_to_divide(slide, *by_height[0])
            )
        else:
            hint = _what_to_shorten(slide, parts[0].name if parts else "")
        return error(Code.SLIDE_TOO_FULL, message, place, hint)


def unheard(found: Diagnostic) -> None:
    """Report nothing."""


def _what_to_move(by_height: Sequence[tuple[int, str]]) -> str:
    """The advice for a slide of several blocks, the highest first."""
    highest, second = (f"`{name}`, which takes {inches(height, 0)[0]} in" for height, name in by_height[:2])
    return f"give {highest}, a slide of its own; next comes {second}"


def _what_to_divide(slide: Slide, height: int, name: str) -> str:
    """The advice for a slide of several blocks of which one, called `name`, is higher than a slide."""
    longest = _longest_text(slide.value(name))
    texts = f", or shorten its longest texts, above all {longest}" if longest else ""
    return f"divide `{name}`, which alone takes {inches(height, 0)[0]} in, among several slides{texts}"


def _what_to_shorten(slide: Slide, name: str) -> str:
    """The advice for a slide of one block, called `name`: its longest text, or what keeps a table together."""
    block = slide.value(name) if name else None
    if isinstance(block, Table) and block.fit == "one slide":
        return "remove `fit: one slide`, so that the table goes on on another slide, or take rows out"
    if isinstance(block, Table) and any(mark_of(cell.points) == ABOVE for row in block.rows for cell in row.cells):
        return "write the text of merged cells again instead of `^`, so that rows can go on on another slide"
    if isinstance(block, Image) and len(block.labels) > 1:
        return f"make two slides of it, with a part of its {len(block.labels)} labels on each, or shorten them"
    longest = _longest_text(block if block is not None else slide.changed(notes=()))
    texts = f", or shorten its longest texts, above all {longest}" if longest else ""
    return f"make two slides of it{texts}"


def _longest_text(thing: object) -> str:
    """The longest text in a slide or in a block, as it begins, with the number of its words, or nothing."""
    texts = [words.plain.split() for words in words_in(thing)]
    longest = max(texts, key=lambda words: len(" ".join(words)), default=[])
    if not longest:
        return ""
    begin = " ".join(longest[:_WORDS_TO_FIND_IT])
    more = " …" if len(longest) > _WORDS_TO_FIND_IT else ""
    return f"`{begin}{more}` with {len(longest)} {'word' if len(longest) == 1 else 'words'}"


_WORDS_TO_FIND_IT = 6
