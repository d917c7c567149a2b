"""The whole deck: an outline becomes pages, pages get their furniture and become the slides of a scene."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Outcome, Place, error, moved, warning
from deckgen.geometry import Rect, pt
from deckgen.layout.arrangement import Content, Pager, unheard
from deckgen.layout.block import LayoutContext
from deckgen.layout.colour_key import colour_key
from deckgen.layout.foot import foot_of, notes_on
from deckgen.layout.furniture import (
    Eyebrow,
    Jump,
    Progress,
    Whereabouts,
    end_of_text,
    fitted_text,
    footers,
    placeholder_text,
    progress_line,
    section_strip,
    style_of,
    word_too_wide,
)
from deckgen.layout.legibility import Legibility, legibility_of
from deckgen.layout.logo import Logos, keeping_clear, logos_of
from deckgen.layout.slide_names import in_motion, numbered, uniquely_named
from deckgen.layout.speaker_notes import Marks, SpeakerNotes, footnotes_of
from deckgen.layout.title_slide import closing_words, title_slide, told
from deckgen.layout.titles import UniqueTitles, extended, title_box, with_usual_sizes, words_of
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.locale import SlideWords, locale_of
from deckgen.media.files import Files
from deckgen.memo import Memo
from deckgen.outline.element import Inline, Words
from deckgen.outline.footnotes import numbered as with_footnotes_numbered
from deckgen.outline.footnotes import without_notes
from deckgen.outline.formula import Formula
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide, seen, titled
from deckgen.processes import in_order, worthwhile
from deckgen.scene.items import Item, TextBox
from deckgen.scene.slide import Scene, Section, SlideScene
from deckgen.scene.text import SlideLink, TextBody
from deckgen.scene.validate import clicks
from deckgen.text.measure import Measurer
from deckgen.theme.tokens import EYEBROW_INDEX, SUBTITLE_INDEX, Area, LayoutName, Theme

if TYPE_CHECKING:
    from deckgen.layout.steps import Card


T_ = TypeVar("T_")


class DeckPage(Struct, frozen=True):
    """A slide of the deck before it is dressed: the slide of the outline, one page of it, and where it belongs."""

    position: int
    """The position of its slide in the outline, from 0."""
    slide: Slide
    content: Content
    number: int
    """The number of the page within its slide, from 1."""
    count: int
    section: int
    """The section it is in, from 0; -1 in front of the first. The section behind the last holds the backups."""

    @property
    def hidden(self) -> bool:
        """True if it is skipped when the lecture is shown."""
        return not self.slide.is_shown


class Around(Struct, frozen=True):
    """What is around the content of a slide; backups have no progress."""

    title: Words
    section: Words | None
    jumps: tuple[Jump, ...]
    number: int
    progress: Progress | None
    marks: tuple[str, ...]
    is_first: bool = True
    """True for the first page of its slide."""
    is_last: bool = True
    details: Words | None = None
    """What is at the foot of the last slide; None for the others."""


class PageSequence:
    """All deck_pages of a deck, looked through once. The opening is slide 0, so deck_page n is slide n + 1."""

    def __init__(self, deck_pages: Sequence[DeckPage], slides: Sequence[Slide]) -> None:
        self.deck_pages = deck_pages
        self.starts = [index for index, deck_page in enumerate(deck_pages, 1) if deck_page.slide.section]
        self.agenda = next((index for index, deck_page in enumerate(deck_pages, 1) if deck_page.slide.agenda), None)
        self._first = {
            deck_page.position: index for index, deck_page in enumerate(deck_pages, 1) if deck_page.number == 1
        }
        self._shown = list(accumulate((not deck_page.hidden for deck_page in deck_pages), initial=1))
        self._titles = [slide.headline.plain if slide.headline else "" for slide in slides]
        by_title = titled(slides)
        self._sees = [seen(slide, by_title) for slide in slides]
        self._seen_by: dict[int, list[int]] = {}
        for position, targets in enumerate(self._sees):
            for target in targets:
                self._seen_by.setdefault(target, []).append(position)

    def jumps(self, deck_page: DeckPage) -> list[Jump]:
        """Links to what the slide names under `see`; from a slide outside the run also back to those that name it."""
        back = self._seen_by.get(deck_page.position, []) if deck_page.hidden else []
        ahead = [position for position in self._sees[deck_page.position] if position not in back]
        return [
            *(self._jump(position, back=True) for position in back),
            *(self._jump(position) for position in ahead),
        ]

    def _jump(self, position: int, *, back: bool = False) -> Jump:
        return Jump(self._titles[position], self._first[position], back)

    def progress(self, index: int) -> Progress:
        """The slides shown up to slide `index`, and all that are shown; the title slide counts."""
        return Progress(self._shown[index], self._shown[-1], self._before_sections)

    @cached_property
    def _before_sections(self) -> tuple[int, ...]:
        return tuple(self._shown[start - 1] for start in self.starts)

    def sections(self, names: Sequence[str]) -> tuple[Section, ...]:
        """Sections of PowerPoint's list: `names` are those of the slides in front of the first section, of the
        sections, and of the backups."""
        total = len(self.deck_pages) + 1
        backups = sum(deck_page.slide.backup for deck_page in self.deck_pages)
        edges = [0, *self.starts, total - backups, total]
        return tuple(
            Section(name, first, after - first)
            for name, (first, after) in zip(names, pairwise(edges), strict=True)
            if after > first
        )


_CONTENTS = 20
"""The size of the titles that the only section of a lecture lists."""
_SUBTITLE_SIZES = (24, 22, 20, 18)
_SLIDES_PER_FORMULA = 15
"""The number of slides that are laid out in the time in which the picture of one formula is drawn."""


class LayoutOptions(Struct, frozen=True):
    """The options of a layout: with `marks` of the clock in its notes; without `builds`, all is there at once.

    A lecture that is not `whole` has lost slides that are for others, or that there was no time for. The titles of
    all slides of `lecture` decide on the size of titles, so that it is the same for every audience; None stands for
    the slides that are laid out. `memo` has the pages that were made before, None to make them all. So many
    `processes` may share the work.
    """

    marks: Marks = ()
    builds: bool = True
    whole: bool = True
    lecture: Outline | None = None
    memo: Memo | None = None
    processes: int = 1


_DEFAULT_OPTIONS = LayoutOptions()


def arrange(
    outline: Outline, files: Files, theme: Theme, measurer: Measurer, layout_options: LayoutOptions = _DEFAULT_OPTIONS
) -> Outcome[Scene]:
    """Lay out a whole deck: `outline` in `theme`, its text measured with `measurer`.

    A scene with an error among its diagnostics must not be written.
    """
    diagnostics: list[Diagnostic] = []
    outline = replace(outline, slides=tuple(map(with_footnotes_numbered, outline.slides)))
    locale = locale_of(outline.language)
    memo = layout_options.memo
    typesetter = Typesetter(theme, measurer, outline.language)
    usual = with_usual_sizes(layout_options.lecture or outline, locale.slides, _remembered(typesetter, memo))
    shown = {words_of(slide, locale.slides).place for slide in outline.slides}
    diagnostics += (each for each in usual.diagnostics if each.place in shown)
    theme = usual.value
    logos, found = logos_of(outline, files, theme)
    diagnostics += found
    theme = keeping_clear(theme, logos) if logos else theme
    typesetter = _remembered(replace(typesetter, theme=theme), memo)
    key = colour_key(outline.roles, theme)
    context = LayoutContext(
        typesetter, files, key, locale, outline.language, diagnostics.append, layout_options.builds
    )
    legibility = legibility_of(outline, theme)
    diagnostics += legibility.check_room(outline) if legibility else ()
    scene = _Deck(outline, context, legibility, layout_options, logos).scene()
    # Some things are laid out twice, an agenda and a figure beside points that go on, but a mistake is told once.
    return Outcome(scene, tuple(dict.fromkeys(diagnostics)))


def _remembered(made: Typesetter, memo: Memo | None) -> Typesetter:
    """The typesetter, or one that is the same and knows the texts that it has set before."""
    return made if memo is None else memo.recall((Typesetter, memo.number(made)), lambda: made)


class _Deck:
    def __init__(
        self,
        outline: Outline,
        context: LayoutContext,
        legibility: Legibility | None,
        layout_options: LayoutOptions,
        logos: Logos | None,
    ) -> None:
        self.outline = outline
        self.logos = logos
        self.context = context
        self.legibility = legibility
        self.layout_options = layout_options
        self.titles = UniqueTitles()
        sections = [slide.section for slide in outline.slides if slide.section]
        backup = self._phrases.backup
        self._headings = [*sections, Words(backup, outline.place, (Inline(backup),))]
        """The names of the sections, and of that of the backups."""
        self._pager = Pager(context, legibility, layout_options.memo)
        self._sourced = _remembered(replace(context.typesetter, sources=True), layout_options.memo)
        self._closing = replace(self._pager, details=closing_words(outline))
        """Makes the pages of the last slide."""
        self._seen: frozenset[int] = frozenset()
        """The footnotes on the pages of a slide so far."""
        self._eyebrow = Eyebrow(context.typesetter, context.slide_words, context.report)
        self._speech = SpeakerNotes(context.slide_words, context.report, numbered=context.builds)

    def scene(self) -> Scene:
        """All slides, dressed, with the sections they are in."""
        deck_pages = self._deck_pages(self._agenda_cards([]))
        # Only now is it known where the sections begin: the agenda is laid out again, with links to them.
        cards = self._agenda_cards(PageSequence(deck_pages, self.outline.slides).starts)
        deck_pages = self._linked(deck_pages, cards)
        sequence = PageSequence(deck_pages, self.outline.slides)
        slides = [self._opening()]
        for index, deck_page in enumerate(deck_pages, 1):
            slides.append(self._dressed(deck_page, index, sequence))
        slides = self._in_motion(slides, deck_pages)
        head = self.outline
        return Scene(
            head.title.plain,
            head.subtitle.plain if head.subtitle else "",
            head.author.plain if head.author else "",
            head.language,
            tuple(slides),
            sequence.sections([head.title.plain, *(words.plain for words in self._headings)]),
            head.date,
        )

    def _in_motion(self, slides: Sequence[SlideScene], deck_pages: Sequence[DeckPage]) -> list[SlideScene]:
        usual = self.outline.transition
        own = [None, *(deck_page.slide.transition if deck_page.number == 1 else None for deck_page in deck_pages)]
        moved = in_motion(slides, [way or usual for way in own])
        for slide, way in zip(moved, own, strict=True):
            # Of a lecture in parts, the slide that it would have come from may have gone.
            if way == "morph" and slide.transition != "morph" and self.layout_options.whole:
                message = "this slide shows nothing of the slide before, so it fades in instead of morphing"
                hint = "give the boxes that should move the same labels on both, or write `transition: fade`"
                self.context.report(warning(Code.NOTHING_TO_MORPH, message, slide.place, hint))
        return list(moved)

    @property
    def _phrases(self) -> SlideWords:
        return self.context.slide_words

    @property
    def _theme(self) -> Theme:
        return self.context.typesetter.theme

    def _marks(self, deck_page: DeckPage) -> tuple[str, ...]:
        marks = self.layout_options.marks
        return marks[deck_page.position] if marks else ()

    @property
    def _section_names(self) -> list[str]:
        return [slide.section.plain for slide in self.outline.slides if slide.section]

    def _deck_pages(self, agenda: Sequence[Card]) -> list[DeckPage]:
        deck_pages: list[DeckPage] = []
        backups: list[DeckPage] = []
        section = -1
        contents = iter(self._made(agenda))
        for position, slide in enumerate(self.outline.slides):
            if slide.section:
                section += 1
                deck_pages.append(DeckPage(position, slide, (), 1, 1, section))
                continue
            pages = self._told(next(contents))
            home = len(self._headings) - 1 if slide.backup else section
            made = [DeckPage(position, slide, page, number, len(pages), home) for number, page in enumerate(pages, 1)]
            (backups if slide.backup else deck_pages).extend(made)
        return deck_pages + backups

    def _made(self, agenda: Sequence[Card]) -> list[Outcome[Sequence[Content]]]:
        """The pages of the slides that have content, made by several processes if there is much to make."""
        slides = [slide for slide in self.outline.slides if not slide.section]
        formulas = sum(len(blocks.find_all(Formula)) for slide in slides for blocks in slide.blocks)
        processes = worthwhile(self.layout_options.processes, len(slides) + _SLIDES_PER_FORMULA * formulas)
        return in_order(lambda slide: self._pager_of(slide).pages(slide, agenda), slides, processes)

    def _told(self, made: Outcome[Sequence[Content]]) -> Sequence[Content]:
        """The pages; what was found is reported."""
        for diagnostic in made.diagnostics:
            self.context.report(diagnostic)
        return made.value

    def _pager_of(self, slide: Slide) -> Pager:
        return self._closing if slide is self._last else self._pager

    @cached_property
    def _last(self) -> Slide | None:
        """The last slide that is shown."""
        return next((slide for slide in reversed(self.outline.slides) if slide.is_shown), None)

    def _linked(self, deck_pages: Sequence[DeckPage], agenda: Sequence[Card]) -> list[DeckPage]:
        """The deck_pages, those of agendas drawn from `agenda`, which has links."""
        pages: dict[int, Sequence[Content]] = {}
        linked = []
        for deck_page in deck_pages:
            if deck_page.slide.agenda:
                if deck_page.position not in pages:
                    made = self._pager_of(deck_page.slide).pages(deck_page.slide, agenda)
                    pages[deck_page.position] = self._told(made)
                linked.append(replace(deck_page, content=pages[deck_page.position][deck_page.number - 1]))
            else:
                linked.append(deck_page)
        return linked

    def _agenda_cards(self, starts: Sequence[int]) -> list[Card]:
        headings = [slide.section for slide in self.outline.slides if slide.section]
        if not headings:
            return []
        from deckgen.layout.steps import Card  # noqa: PLC0415  (few decks have sections to list)

        cards = []
        minutes = self._section_minutes()
        for index, words in enumerate(headings):
            time = self._phrases.short_minutes.format(minutes=f"{minutes[index]:.0f}") if minutes[index] else ""
            target = SlideLink(starts[index]) if index < len(starts) else None
            cards.append(Card(index + 1, words, aside=time, target=target))
        return cards

    def _section_minutes(self) -> list[float]:
        """The minutes of each section, as far as its slides say them; 0 where one of them does not."""
        sums: list[float] = []
        known: list[bool] = []
        for slide in self.outline.slides:
            if slide.section:
                sums.append(slide.minutes or 0)
                known.append(True)
            elif sums and slide.is_shown:
                sums[-1] += slide.minutes or 0
                known[-1] = known[-1] and slide.minutes is not None
        return [total if complete else 0 for total, complete in zip(sums, known, strict=True)]

    def _opening(self) -> SlideScene:
        """The title slide, made from the head of the outline."""
        head = self.outline
        title = self.titles.claim(head.title.plain)
        top, context = self._at_the_top(replace(head, slides=()), head.title.place)
        items, notes = title_slide(top, context)
        items += self._logo("title")
        title = self.context.typesetter.polished(extended(head.title, title)).plain
        return SlideScene(title, "title", uniquely_named(items, self.context.locale), notes, head.title.place)

    def _at_the_top(
        self, thing: T_, place: Place, heard: Callable[[Diagnostic], None] | None = None
    ) -> tuple[T_, LayoutContext]:
        """A part of a slide at a `place`, and the context to lay it out in.

        If the layout is kept, the part is as if its slide were at the top of its file, and texts know their places.
        `heard` is told what is found, in place of the context.
        """
        if self.layout_options.memo is None:
            return thing, self.context

        def report(found: Diagnostic) -> None:
            (heard or self.context.report)(moved(found, place.line, place.file))

        return moved(thing, -place.line, place.file), replace(self.context, typesetter=self._sourced, report=report)

    def _logo(self, name: LayoutName) -> Iterator[Item]:
        return self.logos.on(name, self._theme) if self.logos is not None else iter(())

    def _dressed(self, deck_page: DeckPage, index: int, sequence: PageSequence) -> SlideScene:
        if deck_page.slide.section:
            return self._section_slide(deck_page, sequence)
        return self._content_slide(deck_page, index, sequence)

    def _section_slide(self, deck_page: DeckPage, sequence: PageSequence) -> SlideScene:
        slide, typesetter, theme = deck_page.slide, self.context.typesetter, self._theme
        assert slide.section is not None
        layout = theme.layouts["section"]
        names = self._section_names
        title = extended(slide.section, self.titles.claim(slide.section.plain))
        alone = len(names) == 1
        part = self._part(deck_page.section + 1, len(names))
        words, context = self._at_the_top(title, slide.place)
        box = title_box(words, layout.area(0), theme.sizes.section_title, context.typesetter, context.report)
        items: list[Item] = [box]
        if sequence.agenda is not None:
            row = theme.layouts["content"].area(EYEBROW_INDEX).rect
            row = self.logos.beside(row, "section") if self.logos is not None else row
            items += self._eyebrow.way_to_the_agenda(sequence.agenda, row)
        items += self._around_section(slide, part, box)
        if not alone:
            items += section_strip(
                names, deck_page.section, [SlideLink(start) for start in sequence.starts], typesetter
            )
        items += self._logo("section")
        self._speech.begin(slide, self._marks(deck_page))
        return SlideScene(
            typesetter.polished(title).plain,
            "section",
            uniquely_named(items, self.context.locale),
            self._speech.next_page(0),
            slide.place,
        )

    def _part(self, number: int, total: int) -> str:
        """What is above the name of a section: its number, or in a deck with one section the title of the deck."""
        if self._theme.layouts["section"].has_numeral:
            return str(number) if total > 1 else ""
        return self._phrases.part.format(number=number, total=total) if total > 1 else self.outline.title.plain

    def _around_section(self, slide: Slide, part: str, title: TextBox) -> Iterator[TextBox]:
        """The number of the part, and the subtitle, which takes the place if the layout has one place only.

        On the last slide of the lecture, the course and how to reach the speaker are under the subtitle.
        """
        layout, typesetter = self._theme.layouts["section"], self.context.typesetter
        above, below = layout.find(EYEBROW_INDEX), layout.find(SUBTITLE_INDEX)
        subtitle = told([slide.subtitle, self._pager_of(slide).details])
        place = above or (None if subtitle else below)
        if place is not None and part:
            text = placeholder_text(part, place, typesetter, size=self._part_size(part, place))
            # A long title of the deck is left to the footers.
            if height_of(text.body.paragraphs) <= place.rect.height:
                yield text
        if subtitle and below is not None:
            words, context = self._at_the_top(subtitle, slide.place)
            yield fitted_text(words, below, self._theme.sizes.subtitle, context.typesetter, context.report)
        elif subtitle:
            yield self._section_subtitle(*self._at_the_top(subtitle, slide.place), title)
        elif not part and (listed := self._contents(slide, title)):
            yield listed

    def _contents(self, section: Slide, title: TextBox) -> TextBox | None:
        """The titles of the slides behind the only section, where nothing else is; None if they have no room."""
        theme, slides = self._theme, self.outline.slides
        start = next(number for number, slide in enumerate(slides, 1) if slide.section)
        there = (slide.headline for slide in slides[start:] if slide.is_shown and not slide.backup)
        listed = tuple(without_notes(words) for words in there if words)
        titles, context = self._at_the_top(listed, section.place)
        style = Style(_CONTENTS, theme.palette.on_dark_muted)
        top, width = end_of_text(title) + pt(20), title.rect.width
        paragraphs = tuple(context.typesetter.set(words, width, style, space_before=pt(6)) for words in titles)
        height = height_of(paragraphs)
        if not titles or top + height > theme.slide.height - theme.space.margin:
            return None
        return TextBox("Content", Rect(title.rect.x, top, width, height), TextBody(paragraphs))

    def _part_size(self, part: str, place: Area) -> int:
        """The size of the number of a section, which is smaller if it has many digits."""
        if not self._theme.layouts["section"].has_numeral:
            return place.size
        sizes = (place.size * share // 4 for share in (4, 3, 2))
        style, width = style_of(place, place.size), self.context.typesetter.natural_width
        return next((size for size in sizes if width(part, style.at(size)) <= place.rect.width), place.size // 4)

    def _section_subtitle(self, words: Words, context: LayoutContext, title: TextBox) -> TextBox:
        """The subtitle follows the title, above the strip of the sections."""
        top = end_of_text(title) + pt(10)
        strip, theme = self._theme.section_strip, self._theme
        bottom = strip.y if strip else theme.slide.height - theme.space.margin
        rect = Rect(title.rect.x, top, title.rect.width, bottom - top)
        area = Area("body", SUBTITLE_INDEX, "Subtitle", rect, _SUBTITLE_SIZES[0], theme.palette.on_dark_muted)
        text = fitted_text(words, area, _SUBTITLE_SIZES, context.typesetter, context.report)
        body = TextBody(text.body.paragraphs)
        return TextBox("Subtitle", replace(rect, height=height_of(body.paragraphs)), body)

    def _content_slide(self, deck_page: DeckPage, index: int, sequence: PageSequence) -> SlideScene:
        slide, memo = deck_page.slide, self.layout_options.memo
        if slide.full_picture is not None:
            return self._picture_slide(deck_page, sequence)
        around = Around(
            self._title_of(deck_page),
            self._headings[deck_page.section] if deck_page.section >= 0 else None,
            tuple(sequence.jumps(deck_page)),
            index + 1,
            None if slide.backup else sequence.progress(index),
            self._marks(deck_page),
            deck_page.number == 1,
            deck_page.number == deck_page.count,
            self._pager_of(slide).details,
        )
        # An agenda depends on what it lists, and the notes of a page on those of the pages before.
        if memo is None or slide.agenda or deck_page.count > 1:
            return self._with_content(deck_page, slide, around, self.context.report, self._speech)
        return self._recalled(deck_page, around, memo)

    def _recalled(self, deck_page: DeckPage, around: Around, memo: Memo) -> SlideScene:
        """A slide of one page as it was made before for the same things."""
        place = deck_page.slide.place
        top, around = self._pager.at_the_top(deck_page.slide, memo), moved(around, -place.line, place.file)

        def make() -> Outcome[SlideScene]:
            found: list[Diagnostic] = []
            speech = SpeakerNotes(self.context.slide_words, found.append, numbered=self.context.builds)
            slide = self._with_content(deck_page, top, around, found.append, speech)
            return Outcome(slide, tuple(found))

        made = memo.recall((Around, self._surroundings, top, around), make)
        for diagnostic in made.diagnostics:
            self.context.report(moved(diagnostic, place.line, place.file))
        return replace(made.value, place=place)

    @cached_property
    def _surroundings(self) -> int:
        """A number for all that a slide depends on but itself and what is around it."""
        memo, title = self.layout_options.memo, self.outline.title.plain
        assert memo is not None
        return memo.number((replace(self.context, report=unheard), self.legibility, title, self.logos))

    def _with_content(
        self,
        deck_page: DeckPage,
        slide: Slide,
        around: Around,
        report: Callable[[Diagnostic], None],
        speech: SpeakerNotes,
    ) -> SlideScene:
        typesetter, theme, eyebrow = self.context.typesetter, self._theme, replace(self._eyebrow, report=report)
        drawn = deck_page.content
        if self.legibility is not None:
            for diagnostic in self.legibility.check(slide, drawn):
                report(diagnostic)
        name, body = numbered(drawn, theme)
        layout = theme.layouts[name]
        items: list[Item] = [self._title_box(around.title, slide, layout.area(0), report)]
        above = eyebrow.asked(slide) or (around.section if layout.names_section else None)
        above = None if slide.is_statement else above
        items += eyebrow.row(above, layout.area(EYEBROW_INDEX), around.jumps, slide.place)
        items += body
        items += self._foot(items, slide, around, report)
        items += eyebrow.at_the_foot(around.jumps, slide.place)
        items += footers(layout, typesetter, Whereabouts(self.outline.title, around.section, around.number))
        items += self._logo(name)
        items += progress_line(theme, around.progress) if around.progress else ()
        if around.is_first:
            speech.begin(slide, around.marks)
        notes = speech.next_page(clicks(items), last=around.is_last)
        notes += footnotes_of(slide, self._seen) if around.is_last else ()
        named = uniquely_named(items, self.context.locale)
        title = typesetter.polished(around.title).plain
        return SlideScene(title, name, named, notes, slide.place, hidden=deck_page.hidden)

    def _foot(
        self, items: Sequence[Item], slide: Slide, around: Around, report: Callable[[Diagnostic], None]
    ) -> list[Item]:
        """What is at the foot of a page, with the footnotes that its texts refer to."""
        seen, body = notes_on(items), self._theme.body
        self._seen = seen if around.is_first else self._seen | seen
        top, context = self._at_the_top(slide, slide.place, report)
        foot = foot_of(top, around.details, context.typesetter)
        for cut, words in foot.wide if around.is_first else ():
            # The details belong to the head of the outline, and not to the slide.
            tell = report if words is around.details else context.report
            tell(word_too_wide(cut, words.place))
        if foot.height > body.height and around.is_first:
            message = "the sources, footnotes and details at the foot of this slide have no room on it"
            context.report(error(Code.TEXT_TOO_LONG, message, top.place, "shorten them"))
        left = next(item.rect.x for item in items if isinstance(item, TextBox)) if slide.is_statement else body.x
        return list(foot.items(seen, body, left))

    def _picture_slide(self, deck_page: DeckPage, sequence: PageSequence) -> SlideScene:
        """A slide that a picture fills, without what is around the content of others."""
        from deckgen.layout.full_picture import full_picture  # noqa: PLC0415  (few decks hold such pictures)

        slide, words = deck_page.slide, self._title_of(deck_page)
        assert slide.full_picture is not None
        (image, title, subtitle), context = self._at_the_top((slide.full_picture, words, slide.subtitle), slide.place)
        about = (subtitle, self._pager_of(slide).details)
        items = full_picture(image, title, about, sequence.jumps(deck_page), context)
        self._speech.begin(slide, self._marks(deck_page))
        notes = self._speech.next_page(0)
        named = uniquely_named(items, self.context.locale)
        return SlideScene(words.plain, "title-only", named, notes, slide.place, hidden=deck_page.hidden)

    def _title_box(self, title: Words, slide: Slide, area: Area, heard: Callable[[Diagnostic], None]) -> TextBox:
        words, context = self._at_the_top(title, slide.place, heard)
        typesetter, report = context.typesetter, context.report
        if not slide.is_statement:
            return title_box(words, area, self._theme.sizes.title, typesetter, report)
        from deckgen.layout.statement import statement_title  # noqa: PLC0415  (few decks hold statements)

        return statement_title(words, typesetter, report)

    def _title_of(self, deck_page: DeckPage) -> Words:
        words = words_of(deck_page.slide, self._phrases)
        title = words.plain
        if deck_page.count > 1:
            title = self._phrases.continued.format(title=title, page=deck_page.number, pages=deck_page.count)
        return extended(words, self.titles.claim(title))
