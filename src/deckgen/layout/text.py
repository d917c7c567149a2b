"""Running text: paragraphs, bullets in three levels, and numbered references, in one placeholder."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.geometry import Rect, pt
from deckgen.layout.block import AIRY, Block, LayoutContext, SequencedBlock
from deckgen.layout.typeset import ENDLESS, Indent, Style, Typesetter, height_of
from deckgen.outline.blocks import Bullet as BulletPoint
from deckgen.outline.blocks import Paragraph as TypedParagraph
from deckgen.outline.blocks import Reference
from deckgen.outline.element import Inline, Words
from deckgen.paint import Colour
from deckgen.scene.items import Box, Item, Placeholder, TextBox
from deckgen.scene.text import TAB, Anchor, Bullet, Line, Paragraph, Run, TextBody
from deckgen.text.wrap import SOFT_HYPHEN, ZERO_WIDTH_SPACE

Mark = Literal["none", "dot", "number"]

_FEW = 5
_LEAST_PITCH, _MOST_PITCH = pt(60), pt(84)
"""The height that each of a few points takes."""
_RULE = pt(0.75)
_TERMS, _WIDE_TERMS = 0.28, 0.38
"""The share of the width for the terms of a list of terms, and the most that long ones get."""
_BEHIND_TERM = pt(16)
_LAST_WITH_TERMS = 2
"""The last scale at which terms are in a column of their own; below it, width is what a list needs."""

UNNUMBERED = 0
"""The index of a placeholder before it gets its number on the slide's layout."""


class Point(Struct, frozen=True):
    """One paragraph before it is typeset: its words, its level from 0, its mark, and its number if it has one."""

    words: Words
    level: int = 0
    mark: Mark = "none"
    number: int = 0


class Setting(Struct, frozen=True):
    """Typeset paragraphs from `first` up to `after`. `ends` has the height down to the end of each of them, in EMU.

    The parts of a text that goes on page after page share what is before and behind them.
    """

    paragraphs: tuple[Paragraph, ...]
    ends: tuple[int, ...]
    first: int
    after: int

    @property
    def shown(self) -> tuple[Paragraph, ...]:
        return self.paragraphs[self.first : self.after]

    @property
    def height(self) -> int:
        return min(self.ends[self.after - 1] - self._above, ENDLESS)

    def count_within(self, height: int) -> int:
        """The number of paragraphs, from the first on, whose total height is at most `height` EMU."""
        return bisect_right(self.ends, height + self._above, self.first, self.after) - self.first

    @property
    def _above(self) -> int:
        """The height of what is before the first, with the space between."""
        return (self.ends[self.first - 1] if self.first else 0) + self.paragraphs[self.first].space_before


def set_of(paragraphs: tuple[Paragraph, ...]) -> Setting:
    """The setting of all of the paragraphs."""
    heights = (height_of([paragraph]) + paragraph.space_before for paragraph in paragraphs)
    return Setting(paragraphs, tuple(accumulate(heights)), 0, len(paragraphs))


class Passage(SequencedBlock, frozen=True, dict=True):
    """Points under each other, in sizes of body text."""

    points: tuple[Point, ...]
    typesetter: Typesetter
    anchor: Anchor = "top"
    is_content: bool = True
    """True if it fills the content placeholder of the layout."""
    is_alone: bool = False
    """True if nothing else is on the slide but callouts: a few points then share all of it."""
    is_close: bool = False
    """True if its points are close together, as under the heading of a column."""

    @cached_property
    def _settings(self) -> dict[tuple[int, int], Setting]:
        return {}

    @property
    def place(self) -> Place:
        return self.points[0].words.place

    def height(self, width: int, scale: int) -> int:
        if scale == 0 and self._is_spread(width):
            return len(self.points) * _LEAST_PITCH
        return self._setting(width, scale).height

    def max_height(self, width: int, scale: int) -> int:
        if scale == 0 and self._is_spread(width):
            return len(self.points) * _MOST_PITCH
        return self.height(width, scale)

    def alone(self) -> Block:
        return replace(self, is_alone=True) if self.typesetter.theme.sizes.few_points else self

    def is_one_line(self, width: int) -> bool:
        return sum(len(paragraph.lines) for paragraph in self._paragraphs(width, AIRY)) == 1

    def at_half_height(self) -> Block:
        return replace(self, anchor="middle")

    def _is_spread(self, width: int) -> bool:
        """True for a few points of one line each, alone on a slide."""
        if not self.is_alone or not 1 < len(self.points) <= _FEW:
            return False
        if any(point.level or point.mark != "dot" for point in self.points):
            return False
        return _are_lines(self._setting(width, 0).paragraphs)

    def _draw_spread(self, area: Rect) -> tuple[Item, ...]:
        """The points in equal shares of the height, with a rule between each two."""
        setting, count = self._setting(area.width, 0), len(self.points)
        pitch = min(area.height // count, _MOST_PITCH)
        line = setting.paragraphs[0].lines[0].height
        paragraphs = tuple(replace(each, space_before=pitch - line) for each in setting.paragraphs)
        rect = Rect(area.x, area.y + (pitch - line) // 2, area.width, count * pitch - (pitch - line))
        body = TextBody(self._by_point(paragraphs), anchor=self.anchor)
        rule = self.typesetter.theme.palette.rule
        rules = (
            Box(
                f"Rule {number}", Rect(area.x, area.y + number * pitch, area.width, _RULE), fill=rule, decorative=True
            )
            for number in range(1, count)
        )
        return (*rules, TextBox("Text", rect, body, Placeholder("content", UNNUMBERED) if self.is_content else None))

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        if scale == 0 and self._is_spread(area.width):
            return self._draw_spread(area)
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
        setting = self._setting(width, scale)
        fitting = min(setting.count_within(height), len(self.points) - 1)
        if not fitting:
            return self._split_paragraph(setting.paragraphs[setting.first], height)
        cut = next((n for n in range(fitting, 0, -1) if self.points[n].level == 0), fitting)
        first, rest = replace(self, points=self.points[:cut]), replace(self, points=self.points[cut:])
        # Lines already set are kept, however many pages follow.
        first._settings[width, scale] = replace(setting, after=setting.first + cut)
        rest._settings[width, scale] = replace(setting, first=setting.first + cut)
        return first, rest

    def _split_paragraph(self, paragraph: Paragraph, height: int) -> tuple[Block, Block] | None:
        lines = len(paragraph.lines)
        fitting = height * lines // max(height_of([paragraph]), 1)
        if not 0 < fitting < lines:
            return None
        head, tail = _cut(self.typesetter.polished(self.points[0].words), paragraph.lines[:fitting])
        if not tail.runs:
            return None
        first = replace(self.points[0], words=head)
        rest = replace(self.points[0], words=tail, mark="none" if self.points[0].mark == "none" else "dot")
        return replace(self, points=(first,)), replace(self, points=(rest, *self.points[1:]))

    def _paragraphs(self, width: int, scale: int) -> tuple[Paragraph, ...]:
        return self._setting(width, scale).shown

    def _setting(self, width: int, scale: int) -> Setting:
        if (width, scale) not in self._settings:
            self._settings[width, scale] = set_of(self._set(width, scale))
        return self._settings[width, scale]

    @cached_property
    def _digits(self) -> int:
        return len(str(max(point.number for point in self.points)))

    def _set(self, width: int, scale: int) -> tuple[Paragraph, ...]:
        """The paragraphs; a few alone on a slide are larger if each stays on one line."""
        sizes = self.typesetter.theme.sizes
        if self._is_few and scale == 0 and sizes.few_points:
            large = self._in_size(sizes.few_points, width, scale)
            if _are_lines(large):
                return large
        return self._in_size(sizes.body[scale], width, scale)

    @property
    def _is_few(self) -> bool:
        return self.is_alone and len(self.points) <= _FEW and self.points[0].mark == "dot"

    def _in_size(self, body: int, width: int, scale: int) -> tuple[Paragraph, ...]:
        theme = self.typesetter.theme
        sizes = (body, theme.sizes.second_level[scale], theme.sizes.second_level[scale])
        column = self._column_of_terms(body, width) if scale <= _LAST_WITH_TERMS else 0
        is_airy = scale <= AIRY and not self.is_close
        paragraphs = []
        for point in self.points:
            size = sizes[min(point.level, 2)]
            style = Style(size, theme.palette.ink)
            before = pt(size * _space_before(point, is_airy=is_airy))
            if column:
                paragraphs.append(self._with_term_aside(point, style, column, width, before))
                continue
            runs = self.typesetter.runs(point.words, style)
            if self._is_few and scale == 0 and self._terms:
                runs = _with_term(runs, theme.palette.accent)
            indent = self._indent(point, size)
            paragraphs.append(self.typesetter.paragraph(runs, width, style, indent=indent, space_before=before))
        return tuple(paragraphs)

    # Lists of terms

    @cached_property
    def _terms(self) -> tuple[tuple[Words, Words], ...]:
        """The term and the text of each point, if all begin with a bold term and a colon; else nothing."""
        if not self.is_alone or len(self.points) < 2:
            return ()
        if any(point.level or point.mark != "dot" for point in self.points):
            return ()
        found = [_term_and_text(self.typesetter.polished(point.words)) for point in self.points]
        return tuple(each for each in found if each) if all(found) else ()

    def _column_of_terms(self, size: int, width: int) -> int:
        """The width of the column of terms; 0 if there is none, or one term is too wide."""
        style = Style(size, self.typesetter.theme.palette.accent, bold=True)
        widths = [self.typesetter.natural_width(term, style) for term, _ in self._terms]
        column = max(round(width * _TERMS), max(widths, default=0) + _BEHIND_TERM)
        return column if widths and column <= round(width * _WIDE_TERMS) else 0

    def _with_term_aside(self, point: Point, style: Style, column: int, width: int, before: int) -> Paragraph:
        """A text with its term in front, in the column at the left: a tab leads to the text."""
        term, text = self._terms[self.points.index(point)]
        runs, accent = self.typesetter.runs(text, style), self.typesetter.theme.palette.accent
        set_text = self.typesetter.paragraph(runs, width, style, indent=Indent(column, column), space_before=before)
        lead = self.typesetter.runs(term, replace(style, colour=accent, bold=True))
        tab = replace(lead[-1], text=TAB)
        first, *others = set_text.lines
        line = replace(first, text=f"{term.plain}{TAB}{first.text}")
        return replace(set_text, runs=(*lead, tab, *set_text.runs), lines=(line, *others))

    def _indent(self, point: Point, size: int) -> Indent:
        if point.mark == "none":
            return Indent(level=point.level)
        hanging = pt(size * (0.75 + 0.55 * self._digits if point.mark == "number" else 0.95))
        accent = self.typesetter.theme.palette.accent
        colour = accent if point.level == 0 else self.typesetter.theme.palette.quiet.of(accent)
        number = point.number if point.mark == "number" else None
        return Indent(hanging + pt(22) * point.level, hanging, Bullet("•", colour, number), point.level)


def _are_lines(paragraphs: Sequence[Paragraph]) -> bool:
    """True if each paragraph is on one line."""
    return all(len(paragraph.lines) == 1 for paragraph in paragraphs)


def _term_and_text(words: Words) -> tuple[Words, Words] | None:
    """A bold term at the beginning and what follows its colon; None if there is no such term."""
    first, *rest = words.runs or (Inline(""),)
    if not first.bold or first.link or not rest or not first.text.strip():
        return None
    term, after = first.text.removesuffix(":"), rest[0].text
    if term == first.text:
        if not after.startswith(":") or rest[0].code:
            return None
        after = after.removeprefix(":")
    text = (replace(rest[0], text=after.lstrip()), *rest[1:])
    if not "".join(run.text for run in text).strip():
        return None
    return _plain(words, [replace(first, text=term, bold=False)]), _plain(words, [run for run in text if run.text])


def _with_term(runs: tuple[Run, ...], accent: Colour) -> tuple[Run, ...]:
    """The runs, with a bold term in front of a colon in the accent colour."""
    if len(runs) > 1 and runs[0].bold and runs[1].text.startswith(":"):
        return (replace(runs[0], colour=accent), *runs[1:])
    return runs


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
    trimmed = list(runs)
    trimmed[0] = replace(trimmed[0], text=trimmed[0].text.lstrip())
    trimmed[-1] = replace(trimmed[-1], text=trimmed[-1].text.rstrip())
    kept = tuple(run for run in trimmed if run.text)
    return Words("".join(run.text for run in kept), words.place, kept)


def _cut(words: Words, lines: Sequence[Line]) -> tuple[Words, Words]:
    """The words in `lines`, and the rest; white space is dropped at the cut."""
    head: list[Inline] = []
    tail: list[Inline] = []
    left = _end_of(lines, words.plain)
    for run in words.runs:
        end = min(left, len(run.text))
        left -= end
        if end:
            head.append(replace(run, text=run.text[:end]))
        if end < len(run.text):
            tail.append(replace(run, text=run.text[end:] if tail else run.text[end:].lstrip()))
    return _plain(words, head), _plain(words, [run for run in tail if run.text])


def _end_of(lines: Sequence[Line], text: str) -> int:
    """The position in `text` behind `lines`, which lack spaces at their ends and may have breaks in long words."""
    end = 0
    for sign in "".join(line.text for line in lines):
        if not sign.isspace() and sign != ZERO_WIDTH_SPACE:
            while text[end] != sign and not (sign == "-" and text[end] == SOFT_HYPHEN):
                end += 1
            end += 1
    return end


def _plain(words: Words, runs: list[Inline]) -> Words:
    return Words("".join(run.text for run in runs), words.place, tuple(runs))


class Headings(Struct, frozen=True, dict=True):
    """The headings of columns, each with the weight of its column, all as tall as the tallest."""

    texts: tuple[tuple[Words, float], ...]
    typesetter: Typesetter

    @cached_property
    def _heights(self) -> dict[tuple[int, int], int]:
        return {}

    def height(self, unit: int, scale: int) -> int:
        """The height of each heading where a column of weight 1 is `unit` EMU wide."""
        if (unit, scale) not in self._heights:
            self._heights[unit, scale] = max(
                height_of([self.paragraph(words, round(unit * weight), scale)]) for words, weight in self.texts
            )
        return self._heights[unit, scale]

    def paragraph(self, words: Words, width: int, scale: int) -> Paragraph:
        """One heading, typeset at `width`."""
        theme = self.typesetter.theme
        style = Style(theme.sizes.body[max(scale, AIRY)], theme.palette.accent, bold=True)
        return self.typesetter.set(words, width, style)


class Heading(Block, frozen=True):
    """The heading of a column of that weight, one of several."""

    words: Words
    weight: float
    headings: Headings

    @property
    def place(self) -> Place:
        return self.words.place

    def height(self, width: int, scale: int) -> int:
        return self.headings.height(int(width / self.weight), scale)

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        body = TextBody((self.headings.paragraph(self.words, area.width, scale),), "bottom")
        return (TextBox("Heading", area, body, Placeholder("body", UNNUMBERED)),)
