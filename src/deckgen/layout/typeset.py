"""Typesetting: runs with a size and a colour, broken into lines.

In: the author's words and a style. Out: paragraphs of a scene, whose heights follow from their lines.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from deckgen.address import address
from deckgen.diagnostics import Place
from deckgen.geometry import inch, pt
from deckgen.layout.typography import typographic
from deckgen.outline.element import Inline, Words
from deckgen.paint import Colour
from deckgen.scene.text import Align, Bullet, Face, Line, Paragraph, Run, WebLink, WideWord
from deckgen.text.measure import Font, Measurer, line_height
from deckgen.text.wrap import SOFT_HYPHEN, Span, min_content, natural_width, opened, wrap
from deckgen.text.wrap import Line as WrappedLine
from deckgen.theme.tokens import Theme

_INLINE_CODE_FLOOR = 14
_SHORTEST_LAST = 0.3
"""The least share of the measure that the last line of a text fills: a word alone at its end looks forgotten."""
_REMEMBERED = 8192
"""The texts whose sizes are remembered."""


class Style(Struct, frozen=True):
    """The look of text before its inline Markdown is applied. `spacing` is percent of the line height.

    `family` and `indent` are those of an area that has its own.
    """

    size: int
    colour: Colour
    bold: bool = False
    italic: bool = False
    face: Face = "body"
    align: Align = "left"
    spacing: int = 100
    capitals: bool = False
    family: str | None = None
    indent: int = 0

    def at(self, size: int) -> Style:
        """The same style in another size."""
        return replace(self, size=size)


class Indent(Struct, frozen=True):
    """The start of a paragraph's text and the distance of its bullet before that, in EMU."""

    text: int = 0
    hanging: int = 0
    bullet: Bullet | None = None
    level: int = 0


NO_INDENT = Indent()


class Typesetter(Struct, frozen=True, dict=True):
    """The typefaces of a theme together with the measurer that knows their widths.

    Texts get the typography of `language`, a BCP 47 tag; without one they stay as typed. With `sources`, each run
    knows where its words were typed.
    """

    theme: Theme
    measurer: Measurer
    language: str = ""
    sources: bool = False

    @cached_property
    def _fonts(self) -> dict[tuple[str, bool, bool], Font]:
        return {}

    def runs(self, words: Words | str, style: Style) -> tuple[Run, ...]:
        """The runs of `words`, with inline code a little smaller, because its letters are wide."""
        if isinstance(words, str):
            words = Words(words, runs=(Inline(words),) if words else ())
        parts = self._typographic(words.runs, is_code=style.face == "code")
        runs = tuple(self._run(part, style) for part in parts)
        return self.typed_at(words.place, runs)

    def typed_at(self, place: Place, runs: Sequence[Run]) -> tuple[Run, ...]:
        """The runs, whose words were typed at a place, if the author typed them and somebody asks."""
        return tuple(replace(run, source=place) for run in runs) if self.sources and place.length else tuple(runs)

    def source(self, place: Place) -> Place | None:
        """The place of something without words, such as a picture, if somebody asks where it was typed."""
        return place if self.sources else None

    def polished(self, words: Words) -> Words:
        """`words` in the typography of the language, as they are shown."""
        return replace(words, runs=self._typographic(words.runs))

    def _typographic(self, parts: tuple[Inline, ...], *, is_code: bool = False) -> tuple[Inline, ...]:
        return typographic(parts, self.language) if self.language and not is_code else parts

    def paragraph(
        self,
        runs: Sequence[Run],
        width: int,
        style: Style,
        *,
        indent: Indent = NO_INDENT,
        space_before: int = 0,
    ) -> Paragraph:
        """`runs` as one paragraph in a text area that is `width` EMU wide, indent included.

        In a word that is too long for a line, possible breaks are marked. Code is cut anywhere.
        """
        room = max(width - indent.text, 1)
        runs, lines = self._opened(runs, room)
        if self.language and style.face != "code":
            runs, lines = self._without_orphan(runs, lines, room)
        height = line_height(max((run.size for run in runs), default=0), style.spacing)
        return Paragraph(
            runs=tuple(runs),
            lines=tuple(Line(line.text, line.width, height) for line in lines),
            align=style.align,
            level=indent.level,
            bullet=indent.bullet,
            indent=indent.text,
            hanging=indent.hanging,
            space_before=space_before,
            line_spacing=style.spacing,
            cut=None if style.face == "code" else _cut(lines, room),
        )

    def _opened(self, runs: Sequence[Run], room: int) -> tuple[Sequence[Run], Sequence[WrappedLine]]:
        """The runs with breaks in the words that are wider than `room` EMU, and the lines that they make."""
        spans = self._spans(runs)
        lines = wrap(spans, room, self.measurer)
        if not any(line.cut or line.is_opened or SOFT_HYPHEN in line.text for line in lines):
            return runs, lines
        texts = opened(spans, room, self.measurer)
        runs = [replace(run, text=text) if text != run.shown else run for run, text in zip(runs, texts, strict=True)]
        return runs, wrap(self._spans(runs), room, self.measurer)

    def _without_orphan(
        self, runs: Sequence[Run], lines: Sequence[WrappedLine], room: int
    ) -> tuple[Sequence[Run], Sequence[WrappedLine]]:
        """The runs with no-break spaces near their end, as many as give the last line a good length.

        There are none where they would cost a line.
        """
        best = runs, lines
        while len(lines) > 1 and best[1][-1].width < room * _SHORTEST_LAST:
            joined = _joined_at_last_space(best[0])
            if joined is None:
                break
            shown = wrap(self._spans(joined), room, self.measurer)
            if len(shown) > len(lines) or any(line.cut or line.is_opened for line in shown):
                break
            best = joined, shown
        return best

    def set(self, words: Words | str, width: int, style: Style, *, space_before: int = 0) -> Paragraph:
        """`words` as one paragraph without a bullet."""
        return self._set(words, width, style, space_before)

    @cached_property
    def _set(self) -> Callable[[Words | str, int, Style, int], Paragraph]:
        # What goes on for many pages asks for the same again on each of them.
        def set_once(words: Words | str, width: int, style: Style, space_before: int) -> Paragraph:
            indent = Indent(style.indent) if style.indent else NO_INDENT
            return self.paragraph(self.runs(words, style), width, style, indent=indent, space_before=space_before)

        return lru_cache(maxsize=_REMEMBERED)(set_once)

    def line_count(self, words: Words | str, width: int, style: Style) -> int:
        """The number of lines of `words` at `width`."""
        return len(self.set(words, width, style).lines)

    def natural_width(self, words: Words | str, style: Style) -> int:
        """The max-content width of `words`, in EMU: the narrowest width without wrapping."""
        return self._natural_width(words, style)

    @cached_property
    def _natural_width(self) -> Callable[[Words | str, Style], int]:
        def measured_once(words: Words | str, style: Style) -> int:
            return natural_width(self._spans(self.runs(words, style)), self.measurer)

        return lru_cache(maxsize=_REMEMBERED)(measured_once)

    def balanced_width(self, words: Words | str, most: int, style: Style) -> int:
        """The narrowest width at which `words` take no more lines than at `most`; it evens out the lines."""
        lines, low, high = self.line_count(words, most, style), self.min_content(words, style), most
        while high - low > pt(1):
            middle = (low + high) // 2
            low, high = (low, middle) if self.line_count(words, middle, style) == lines else (middle, high)
        return high

    def min_content(self, words: Words | str, style: Style) -> int:
        """The min-content width of `words`, in EMU: the narrowest width at which no word is cut."""
        return self._min_content(words, style)

    @cached_property
    def _min_content(self) -> Callable[[Words | str, Style], int]:
        def measured_once(words: Words | str, style: Style) -> int:
            return min_content(self._spans(self.runs(words, style)), self.measurer)

        return lru_cache(maxsize=_REMEMBERED)(measured_once)

    def _run(self, part: Inline, style: Style) -> Run:
        return Run(
            text=part.text,
            size=max(style.size - 2, _INLINE_CODE_FLOOR) if part.code and style.face != "code" else style.size,
            colour=style.colour,
            bold=style.bold or part.bold,
            italic=style.italic or part.italic,
            face="code" if part.code else style.face,
            link=WebLink(found) if part.link and (found := address(part.link)) else None,
            proofed=not part.code and not part.formula and style.face != "code",
            capitals=style.capitals,
            script=part.script,
            family=None if part.code else style.family,
            struck=part.struck,
            note=int(part.text) if part.is_mark else 0,
        )

    def _spans(self, runs: Iterable[Run]) -> list[Span]:
        return [Span(run.shown, self._font(run), drawn_size(run)) for run in runs]

    def _font(self, run: Run) -> Font:
        """The font of a run; equal fonts are one object, so that measurers recognise them quickly."""
        key = (run.family or run.face, run.bold, run.italic)
        font = self._fonts.get(key)
        if font is None:
            fonts = self.theme.fonts
            family = run.family or {"heading": fonts.heading, "body": fonts.body, "code": fonts.code}[run.face]
            font = self._fonts[key] = Font(family, run.bold, run.italic)
        return font


def _joined_at_last_space(runs: Sequence[Run]) -> Sequence[Run] | None:
    """The runs with a no-break space for the last space in words; None if there is none before the last line end."""
    for index in range(len(runs) - 1, -1, -1):
        before, space, after = runs[index].text.rpartition(" ")
        if "\n" in after or not runs[index].proofed:
            return None
        if space:
            return [*runs[:index], replace(runs[index], text=f"{before}\u00a0{after}"), *runs[index + 1 :]]
    return None


def _cut(lines: Sequence[WrappedLine], room: int) -> WideWord | None:
    """The first word that is cut, None if there is none."""
    return next((WideWord(*line.cut, room, line.size) for line in lines if line.cut), None)


def drawn_size(run: Run) -> int:
    """The size at which PowerPoint draws the letters of a run; superscripts and subscripts get two thirds."""
    return run.size if run.script == "none" else -(-2 * run.size // 3)


def count_within(paragraphs: Sequence[Paragraph], height: int) -> int:
    """The number of `paragraphs`, from the first on, whose total height is at most `height` EMU."""
    used = 0
    for position, paragraph in enumerate(paragraphs):
        used += height_of((paragraph,)) + (paragraph.space_before if position else 0)
        if used > height:
            return position
    return len(paragraphs)


def circle_side(size: int, least: int) -> int:
    """The diameter of a circle around a short line of `size` points, at least `least`, in EMU."""
    return max(least, math.ceil(line_height(size, 100) * math.sqrt(2)))


ENDLESS = inch(1000)
"""A height that is never there."""


def height_of(paragraphs: Iterable[Paragraph]) -> int:
    """The height of a text body without insets, in EMU: its lines at 1.2 em, plus the space between paragraphs.

    A text in which a word had to be cut has no room, however high its area: its height is ENDLESS.
    """
    total = 0
    for position, paragraph in enumerate(paragraphs):
        if paragraph.cut:
            return ENDLESS
        total += sum(line.height for line in paragraph.lines)
        total += paragraph.space_before if position else 0
    return total
