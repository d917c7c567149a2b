"""The foot of a slide: its footnotes, its source, and on the last slide the course and how to reach the speaker.

All of it is small, at the end of the area for content, which is less high by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from deckgen.diagnostics import Place
from deckgen.geometry import Rect, pt
from deckgen.layout.animation import BuildSequence
from deckgen.layout.block import Block, Stack
from deckgen.layout.title_slide import last_apart
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.element import Inline, Words
from deckgen.outline.slide import Slide
from deckgen.scene.items import ChartFrame, Item, TextBox, walk
from deckgen.scene.text import Paragraph, TextBody, WideWord
from deckgen.scene.validate import bodies

_ABOVE = pt(12)
_BETWEEN = pt(3)
_UNDER_BLOCK = pt(6)
_DETAILS = 18
"""The size of what is on the last slide to be copied down."""


def small_style(typesetter: Typesetter) -> Style:
    """The style of sources and footnotes."""
    sizes = typesetter.theme.sizes
    return Style(min(sizes.eyebrow, sizes.note[-1]), typesetter.theme.palette.muted)


class Foot(Struct, frozen=True):
    """What is at the foot of a slide; `footnotes` by their numbers."""

    footnotes: Mapping[int, Paragraph]
    source: Paragraph | None
    details: Paragraph | None
    wide: tuple[tuple[WideWord, Words], ...] = ()
    """The words without room on a line, each with its text, which is left out."""

    @property
    def height(self) -> int:
        """The height with all footnotes, and with the room above them; 0 if there is nothing."""
        parts = [part for _, part in self._parts(frozenset(self.footnotes))]
        return _ABOVE + sum(map(height_of, parts)) + _BETWEEN * (len(parts) - 1) if parts else 0

    def items(self, seen: frozenset[int], body: Rect, left: int) -> Iterator[Item]:
        """The texts at the end of `body`, of the footnotes those that are `seen` on the page.

        They begin at `left`, or as near to it as their lines allow.
        """
        parts = list(self._parts(seen))
        y = body.bottom - sum(height_of(part) for _, part in parts) - _BETWEEN * (len(parts) - 1)
        longest = max((line.width for _, part in parts for each in part for line in each.lines), default=0)
        left = max(min(left, body.right - longest), body.x)
        for name, part in parts:
            yield TextBox(name, Rect(left, y, body.right - left, height_of(part)), TextBody(part))
            y += height_of(part) + _BETWEEN

    def _parts(self, seen: frozenset[int]) -> Iterator[tuple[str, tuple[Paragraph, ...]]]:
        if self.source is not None:
            yield "Source", (self.source,)
        if notes := tuple(paragraph for number, paragraph in self.footnotes.items() if number in seen):
            yield "Footnotes", notes
        if self.details is not None:
            yield "Details", (self.details,)


def foot_of(slide: Slide, details: Words | None, typesetter: Typesetter) -> Foot:
    """The foot of a slide whose footnotes have numbers; `details` are for the last one."""
    theme, small, width = typesetter.theme, small_style(typesetter), typesetter.theme.body.width
    large, wide = Style(max(_DETAILS, small.size), theme.palette.muted), list[tuple[WideWord, Words]]()

    def placed(words: Words | None, style: Style) -> Paragraph | None:
        paragraph = typesetter.set(words, width, style) if words else None
        if paragraph and words and words is details and len(paragraph.lines) > 1:
            paragraph = typesetter.set(last_apart(words), width, style)
        if paragraph is None or words is None or paragraph.cut is None:
            return paragraph
        wide.append((paragraph.cut, words))
        return None

    notes = {int(number): placed(_led(number, words), small) for number, words in slide.footnotes.items()}
    footnotes = {number: paragraph for number, paragraph in notes.items() if paragraph is not None}
    return Foot(footnotes, placed(slide.source, small), placed(details, large), tuple(wide))


def _led(number: str, words: Words) -> Words:
    """The text of a footnote with its number."""
    lead = Inline(number, script="raised")
    return Words(words.raw, words.place, (lead, Inline("\u00a0"), *words.runs))


def notes_on(items: Sequence[Item]) -> frozenset[int]:
    """The numbers of the footnotes to which the texts of a slide refer."""
    paragraphs = (paragraph for item in walk(items) for body in bodies(item) for paragraph in body.paragraphs)
    in_charts = (note for item in walk(items) if isinstance(item, ChartFrame) for note in item.notes)
    return frozenset((*(run.note for paragraph in paragraphs for run in paragraph.runs if run.note), *in_charts))


class SourceLine(Block, frozen=True):
    """The source of the block above it."""

    words: Words
    typesetter: Typesetter

    @property
    def place(self) -> Place:
        return self.words.place

    @property
    def pinned(self) -> bool:
        return True

    def height(self, width: int, scale: int) -> int:  # noqa: ARG002
        return height_of([self._paragraph(width)])

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        rect = Rect(area.x, area.y, area.width, self.height(area.width, scale))
        return (TextBox("Source", rect, TextBody((self._paragraph(area.width),))),)

    def _paragraph(self, width: int) -> Paragraph:
        return self.typesetter.set(self.words, width, small_style(self.typesetter))


class Sourced(Stack, frozen=True):
    """A block with its source under it, which appears with the block."""

    @property
    def _block(self) -> Block:
        return self.blocks[0]

    def built(self, sequence: BuildSequence) -> Block:
        block, lines = self._block.built(sequence), self.blocks[1:]
        if block.cue.appears is not None:
            lines = tuple(line.as_a_whole() for line in lines)
        return Sourced((block, *lines), self.gap, cue=self.cue)

    def is_one_line(self, width: int) -> bool:  # noqa: ARG002
        return False

    def fits_beside(self, width: int) -> bool:
        return self._block.fits_beside(width)

    def is_half_way_down(self, width: int, height: int) -> bool:
        return self._block.is_half_way_down(width, height)

    def in_place_of_figure(self) -> Block:
        return self._with(self._block.in_place_of_figure())

    def under_others(self) -> Block:
        return self._with(self._block.under_others())

    def alone(self) -> Block:
        block = self._block.alone()
        # What is half way down its slide stays there with its source.
        return self.at_half_height() if isinstance(block, Stack) and block.centred else self._with(block)

    def _with(self, block: Block) -> Block:
        return Sourced((block, *self.blocks[1:]), self.gap, cue=self.cue)


def with_source(block: Block, source: Words, typesetter: Typesetter) -> Block:
    """The block with its source under it."""
    return Sourced((block, SourceLine(source, typesetter)), _UNDER_BLOCK)
