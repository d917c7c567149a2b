"""Running text: paragraphs, bullets in three levels, and numbered references, in one placeholder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.geometry import Rect, pt
from deckgen.layout.block import AIRY, Block, LayoutContext, SequencedBlock
from deckgen.layout.typeset import Indent, Style, Typesetter, count_within, height_of
from deckgen.outline.blocks import Bullet as BulletPoint
from deckgen.outline.blocks import Paragraph as TypedParagraph
from deckgen.outline.blocks import Reference
from deckgen.outline.element import Inline, Words
from deckgen.scene.items import Item, Placeholder, TextBox
from deckgen.scene.text import Anchor, Bullet, Line, Paragraph, TextBody

_LONGEST_WORD = 3
"""A word is kept whole if it takes no more lines than this."""

_FIRST_IDEOGRAPH = "\u2e80"
"""The first character of the scripts that may be broken between any two letters."""

Mark = Literal["none", "dot", "number"]

UNNUMBERED = 0
"""The index of a placeholder before it gets its number on the slide's layout."""


class Point(Struct, frozen=True):
    """One paragraph before it is typeset: its words, its level from 0, its mark, and its number if it has one."""

    words: Words
    level: int = 0
    mark: Mark = "none"
    number: int = 0


class Passage(SequencedBlock, frozen=True, dict=True):
    """Points under each other, in sizes of body text."""

    points: tuple[Point, ...]
    typesetter: Typesetter
    anchor: Anchor = "top"
    is_content: bool = True
    """True if it fills the content placeholder of the layout."""

    @cached_property
    def _settings(self) -> dict[tuple[int, int], tuple[Paragraph, ...]]:
        return {}

    @property
    def place(self) -> Place:
        return self.points[0].words.place

    def height(self, width: int, scale: int) -> int:
        return height_of(self._paragraphs(width, scale))

    def is_one_line(self, width: int) -> bool:
        return sum(len(paragraph.lines) for paragraph in self._paragraphs(width, AIRY)) == 1

    def at_half_height(self) -> Block:
        return replace(self, anchor="middle")

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        body = TextBody(self._by_point(self._paragraphs(area.width, scale)), anchor=self.anchor)
        return (TextBox("Text", area, body, Placeholder("content", UNNUMBERED) if self.is_content else None),)

    def _by_point(self, paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        """The paragraphs with clicks: each point of the first level appears together with the points under it."""
        if self.build is None:
            return paragraphs
        click = 0
        built: list[Paragraph] = []
        for point, paragraph in zip(self.points, paragraphs, strict=True):
            click += not built or point.level == 0
            built.append(replace(paragraph, click=click))
        return tuple(built)

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        """Split before a point of the first level if possible, else before any point, else inside a paragraph."""
        paragraphs = self._paragraphs(width, scale)
        fitting = min(count_within(paragraphs, height), len(paragraphs) - 1)
        if not fitting:
            return self._split_paragraph(paragraphs[0], height)
        cut = next((n for n in range(fitting, 0, -1) if self.points[n].level == 0), fitting)
        first, rest = replace(self, points=self.points[:cut]), replace(self, points=self.points[cut:])
        # Lines already set are kept, however many pages follow.
        first._settings[width, scale] = paragraphs[:cut]
        rest._settings[width, scale] = paragraphs[cut:]
        return first, rest

    def _split_paragraph(self, paragraph: Paragraph, height: int) -> tuple[Block, Block] | None:
        lines = len(paragraph.lines)
        fitting = height * lines // max(height_of([paragraph]), 1)
        if not 0 < fitting < lines:
            return None
        words = self.points[0].words
        head, tail = _cut(words, _letters_in(paragraph.lines[:fitting]))
        if _is_inside_a_word(words, (head, tail)):
            # A word that is longer than a line moves to the next page whole, unless it is the first.
            before = (_cut(words, _letters_in(paragraph.lines[:count])) for count in _lines_before(fitting))
            head, tail = next((cut for cut in before if not _is_inside_a_word(words, cut)), (head, tail))
        if not tail.runs:
            return None
        first = replace(self.points[0], words=head)
        rest = replace(self.points[0], words=tail, mark="none" if self.points[0].mark == "none" else "dot")
        return replace(self, points=(first,)), replace(self, points=(rest, *self.points[1:]))

    def _paragraphs(self, width: int, scale: int) -> tuple[Paragraph, ...]:
        if (width, scale) not in self._settings:
            self._settings[width, scale] = self._set(width, scale)
        return self._settings[width, scale]

    def _set(self, width: int, scale: int) -> tuple[Paragraph, ...]:
        theme = self.typesetter.theme
        sizes = (theme.sizes.body[scale], theme.sizes.second_level[scale], theme.sizes.second_level[scale])
        paragraphs = []
        for point in self.points:
            size = sizes[min(point.level, 2)]
            style = Style(size, theme.palette.ink)
            before = pt(size * _space_before(point, is_airy=scale <= AIRY))
            paragraphs.append(
                self.typesetter.paragraph(
                    self.typesetter.runs(point.words, style),
                    width,
                    style,
                    indent=self._indent(point, size),
                    space_before=before,
                )
            )
        return tuple(paragraphs)

    def _indent(self, point: Point, size: int) -> Indent:
        if point.mark == "none":
            return Indent(level=point.level)
        digits = len(str(max(other.number for other in self.points)))
        hanging = pt(size * (0.75 + 0.55 * digits if point.mark == "number" else 0.95))
        accent = self.typesetter.theme.palette.accent
        colour = accent if point.level == 0 else self.typesetter.theme.palette.quiet.of(accent)
        number = point.number if point.mark == "number" else None
        return Indent(hanging + pt(22) * point.level, hanging, Bullet("•", colour, number), point.level)


def text_passage(words: Words, typesetter: Typesetter) -> Passage:
    """The paragraphs of `text`: blank lines separate them, other line ends are spaces."""
    return Passage(tuple(Point(part) for part in paragraphs_of(words)), typesetter)


def text_block(paragraph: TypedParagraph, context: LayoutContext) -> Passage:
    """The paragraphs of `text`."""
    return text_passage(paragraph.text, context.typesetter)


def bullets_block(bullets: tuple[BulletPoint, ...], context: LayoutContext) -> Passage:
    """Bullets with their sub-bullets, in reading order."""
    return Passage(tuple(_points(bullets, 0)), context.typesetter)


def references_block(references: tuple[Reference, ...], context: LayoutContext) -> Passage:
    """Numbered sources."""
    points = (Point(source.text, 0, "number", number) for number, source in enumerate(references, 1))
    return Passage(tuple(points), context.typesetter)


def _points(bullets: tuple[BulletPoint, ...], level: int) -> Iterator[Point]:
    for bullet in bullets:
        yield Point(bullet.text, level, "dot")
        yield from _points(bullet.bullets, level + 1)


def paragraphs_of(words: Words) -> Iterator[Words]:
    """`words`, split at blank lines."""
    current: list[Inline] = []
    for run in words.runs:
        pieces = run.text.split("\n\n")
        for position, piece in enumerate(pieces):
            if position and any(part.text.strip() for part in current):
                yield _joined(words, current)
                current = []
            current.append(replace(run, text=piece))
    if any(part.text.strip() for part in current):
        yield _joined(words, current)


def _space_before(point: Point, *, is_airy: bool) -> float:
    """The space before a paragraph, as a share of its size."""
    if point.mark == "none":
        return 0.8 if is_airy else 0.6
    if point.level > 0:
        return 0.3
    return 0.8 if is_airy else 0.5


def _joined(words: Words, runs: list[Inline]) -> Words:
    trimmed = [replace(run, text=run.text.replace("\n", " ")) for run in runs]
    trimmed[0] = replace(trimmed[0], text=trimmed[0].text.lstrip())
    trimmed[-1] = replace(trimmed[-1], text=trimmed[-1].text.rstrip())
    kept = tuple(run for run in trimmed if run.text)
    return Words("".join(run.text for run in kept), words.place, kept)


def _cut(words: Words, count: int) -> tuple[Words, Words]:
    """The words up to the first `count` letters, and the rest; white space is not counted, and dropped at the cut."""
    head: list[Inline] = []
    tail: list[Inline] = []
    left = count
    for run in words.runs:
        end = _end_of(run.text, left)
        left -= _letters(run.text[:end])
        if end:
            head.append(replace(run, text=run.text[:end]))
        if end < len(run.text):
            tail.append(replace(run, text=run.text[end:] if tail else run.text[end:].lstrip()))
    return _plain(words, head), _plain(words, [run for run in tail if run.text])


def _lines_before(count: int) -> range:
    """The candidate lines in which the word that is cut behind `count` lines begins, the last one first."""
    return range(count - 1, max(count - 1 - _LONGEST_WORD, 0), -1)


def _is_inside_a_word(words: Words, cut: tuple[Words, Words]) -> bool:
    """True if the cut is inside a word: between words, white space is dropped."""
    head, tail = (half.raw for half in cut)
    letters = head[-1:] + tail[:1]
    return len(head) + len(tail) == len(words.plain) and letters.isalnum() and max(letters) < _FIRST_IDEOGRAPH


def _end_of(text: str, letters: int) -> int:
    """The position after the first `letters` letters of `text`, or its end if it has fewer."""
    if letters <= 0:
        return 0
    for end, character in enumerate(text, 1):
        letters -= _letters(character)
        if not letters:
            return end
    return len(text)


def _letters_in(lines: Sequence[Line]) -> int:
    """The number of letters in `lines`."""
    return sum(_letters(line.text) for line in lines)


def _letters(text: str) -> int:
    """The number of characters that are not white space, which lines lose at their ends."""
    return sum(not character.isspace() and character != "\u200b" for character in text)


def _plain(words: Words, runs: list[Inline]) -> Words:
    return Words("".join(run.text for run in runs), words.place, tuple(runs))


class Heading(Block, frozen=True):
    """The heading of a column, as tall as the tallest of `peers`: headings, each with its width relative to this."""

    words: Words
    typesetter: Typesetter
    peers: tuple[tuple[Words, float], ...] = ()

    @property
    def place(self) -> Place:
        return self.words.place

    def height(self, width: int, scale: int) -> int:
        rooms = ((self.words, 1.0), *self.peers)
        return max(height_of([self._paragraph(words, round(width * share), scale)]) for words, share in rooms)

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        body = TextBody((self._paragraph(self.words, area.width, scale),), "bottom")
        return (TextBox("Heading", area, body, Placeholder("body", UNNUMBERED)),)

    def _paragraph(self, words: Words, width: int, scale: int) -> Paragraph:
        theme = self.typesetter.theme
        style = Style(theme.sizes.body[max(scale, AIRY)], theme.palette.accent, bold=True)
        return self.typesetter.set(words, width, style)
