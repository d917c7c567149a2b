"""Program text on a quiet background, highlighted in the theme's colours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error, warning
from deckgen.geometry import Rect, pt
from deckgen.layout.block import LEGIBLE, SCALES, Block, LayoutContext
from deckgen.layout.typeset import ENDLESS, Indent, Style, Typesetter, count_within, height_of
from deckgen.media.files import Files
from deckgen.outline.blocks import CodeBlock, Version, lines_named
from deckgen.outline.element import Words
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import Box, Item, TextBox
from deckgen.scene.text import Insets, Paragraph, Run, TextBody
from deckgen.theme.tokens import Palette

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

_INSETS = Insets(pt(16), pt(12), pt(16), pt(12))


_CLOSING = ("}", ")", "]")
"""Closing signs of something that began on the page before."""
_FAR_RIGHT = 1000
_LEADING = 115
"""The distance of lines in percent, where there is room."""
_ABOVE_PROMPT = pt(8)
_BREAKS_FROM = 2
"""The scale from which on a long command is continued on another line: smaller type could not be read."""
_CONTINUED = 4
"""The indent, in characters, of the rest of a line that is too long, so that it is not taken for a new line."""


_FEWEST = 24
"""The characters of the narrowest listing whose lines are continued, by half of it at most."""


_GUTTER = "Gutter"
"""The kind of what stands in front of a line: its number, and the sign of a change."""
_CAPTION_GAP, _OUTPUT_GAP = pt(6), pt(8)
_MARK = pt(4)
"""The width of the bar beside the lines of a walk."""


class Token(Struct, frozen=True):
    """Characters of one kind: the family of their Pygments token type, from the most general to the most specific."""

    text: str
    kinds: tuple[str, ...]


Tokens = tuple[Token, ...]


class Listing(Block, frozen=True, dict=True):
    """Lines of code. `numbers` are those of the lines, None for a line that is gone; without any, they are unknown.

    `walk` has the lines of each step of a walk, and `strong` those of the present one, in which all others fade.
    """

    lines: tuple[Tokens, ...]
    place: Place
    typesetter: Typesetter
    report: Callable[[Diagnostic], None]
    centred: bool = False
    """True if the listing is centred vertically in its area, as beside points."""
    numbers: tuple[int | None, ...] = ()
    walk: tuple[frozenset[int], ...] = ()
    strong: frozenset[int] | None = None
    caption: Words | None = None
    output: Listing | None = None

    @cached_property
    def _settings(self) -> dict[tuple[int, int], tuple[Paragraph, ...]]:
        return {}

    @cached_property
    def _widths(self) -> dict[int, tuple[int, ...]]:
        return {}

    def height(self, width: int, scale: int) -> int:
        may_break = self._is_console and scale >= _BREAKS_FROM
        if not may_break and self._broken(width, scale) > self._broken(width, SCALES - 1):
            # A broken line of code looks like another line of code, so smaller type is tried first.
            return ENDLESS
        if self._wraps(width, scale) and width < self._least_width(scale):
            return ENDLESS
        return self._ground_height(width, scale) + self._above(width) + self._below(width, scale)

    def _ground_height(self, width: int, scale: int) -> int:
        return height_of(self._paragraphs(width, scale)) + _INSETS.top + _INSETS.bottom

    def _above(self, width: int) -> int:
        """The height of the caption."""
        return height_of([self._caption(self.caption, width)]) + _CAPTION_GAP if self.caption else 0

    def _caption(self, caption: Words, width: int) -> Paragraph:
        style = Style(self.typesetter.theme.sizes.note[0], self.typesetter.theme.palette.muted, bold=True)
        return self.typesetter.set(caption, width, style)

    def _below(self, width: int, scale: int) -> int:
        """The height of the output."""
        return self.output.height(width, scale) + _OUTPUT_GAP if self.output else 0

    @cached_property
    def _is_console(self) -> bool:
        """True for commands with prompts, which show where a line begins."""
        return any(map(_is_prompt, self.lines))

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        self._warn_of_long_lines(area.width)
        palette, corner = self.typesetter.theme.palette, self.typesetter.theme.space.corner
        height = self.height(area.width, scale)
        y = area.y + ((area.height - height) // 2 if self.centred else 0)
        items: list[Item] = []
        above = self._above(area.width)
        if self.caption:
            rect = Rect(area.x, y, area.width, above - _CAPTION_GAP)
            items.append(TextBox("Caption", rect, TextBody((self._caption(self.caption, area.width),))))
        ground = Rect(area.x, y + above, area.width, self._ground_height(area.width, scale))
        paragraphs = self._paragraphs(area.width, scale)
        body = TextBody(paragraphs, "middle", _INSETS)
        items.append(Box("Code", ground, "rounded", palette.surface, None, corner, body))
        items += self._marks(ground, paragraphs)
        if self.output:
            room = replace(ground, y=ground.bottom + _OUTPUT_GAP, height=self.output.height(area.width, scale))
            edge = Stroke(palette.rule, self.typesetter.theme.space.line)
            body = TextBody(self.output._paragraphs(area.width, scale), "middle", _INSETS)
            items.append(Box("Output", room, "rounded", palette.paper, edge, corner, body))
        return tuple(items)

    def _marks(self, ground: Rect, paragraphs: Sequence[Paragraph]) -> Iterator[Item]:
        """A bar beside each run of lines that the walk is about."""
        y, begin = ground.y + _INSETS.top, None
        for number, paragraph in zip([*self.numbers, None], [*paragraphs, None], strict=False):
            is_strong = self.strong is not None and number in self.strong
            if not is_strong and begin is not None:
                rect = Rect(ground.x + _MARK, begin, _MARK, y - begin)
                yield Box("Present lines", rect, "rectangle", self.typesetter.theme.palette.accent, decorative=True)
                begin = None
            if paragraph is not None:
                space = paragraph.space_before if y > ground.y + _INSETS.top else 0
                begin = y + space if is_strong and begin is None else begin
                y += space + height_of([paragraph])

    def stages(self) -> tuple[Block, ...]:
        steps = [step for step in self.walk if step.intersection(self.numbers)]
        return (self, *(replace(self, strong=step) for step in steps))

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        """Split at a blank line if possible, else before a line with little indent; blank lines there are dropped."""
        paragraphs = self._paragraphs(width, scale)
        room = height - _INSETS.top - _INSETS.bottom - self._above(width)
        fitting = min(count_within(paragraphs, room), len(paragraphs) - 1)
        if fitting < 1:
            return None
        cut = self._cut(fitting)
        end, start = cut, cut
        while end > 1 and _is_blank(self.lines[end - 1]):
            end -= 1
        while start < len(self.lines) - 1 and _is_blank(self.lines[start]):
            start += 1
        first = replace(self, lines=self.lines[:end], numbers=self.numbers[:end], output=None)
        rest = replace(self, lines=self.lines[start:], numbers=self.numbers[start:])
        # What goes on for many pages is not set and measured again on each of them.
        first._settings[width, scale] = paragraphs[:end]
        rest._settings[width, scale] = paragraphs[start:]
        first._widths.update((size, widths[:end]) for size, widths in self._widths.items())
        rest._widths.update((size, widths[start:]) for size, widths in self._widths.items())
        return first, rest

    def _cut(self, fitting: int) -> int:
        """The number of lines that stay if `fitting` lines fit: at least half of them, to avoid tiny pieces."""

        def quality(count: int) -> tuple[bool, int, int]:
            line = _text(_content(self.lines[count]))
            is_end = line.lstrip()[:1] in _CLOSING
            parted = _is_blank(self.lines[count]) or _is_blank(self.lines[count - 1])
            return parted, -(_indentation(line) + (_FAR_RIGHT if is_end else 0)), count

        return max(range((fitting + 1) // 2, fitting + 1), key=quality)

    def _wraps(self, width: int, scale: int) -> bool:
        return self.max_content(scale) > width

    def _broken(self, width: int, scale: int) -> int:
        """The number of lines that do not fit in `width`."""
        room = width - _INSETS.left - _INSETS.right
        return sum(map(room.__lt__, self._natural_widths(scale)))

    def _least_width(self, scale: int) -> int:
        """The width in EMU below which a line of code cannot be continued legibly, insets included."""
        return self.typesetter.natural_width("x" * _FEWEST, self._style(scale)) + _INSETS.left + _INSETS.right

    def fits_beside(self, width: int) -> bool:
        return self.max_content(LEGIBLE) <= width

    def at_half_height(self) -> Block:
        return replace(self, centred=True)

    def max_content(self, scale: int) -> int:
        """The width in EMU at which no line wraps at `scale`, insets included."""
        width = max(self._natural_widths(scale), default=0) + _INSETS.left + _INSETS.right
        return max(width, self.output.max_content(scale)) if self.output else width

    def _natural_widths(self, scale: int) -> tuple[int, ...]:
        if scale not in self._widths:
            style, width = self._style(scale), self.typesetter.natural_width
            self._widths[scale] = tuple([width(_text(line), style) for line in self.lines])
        return self._widths[scale]

    def _style(self, scale: int) -> Style:
        theme = self.typesetter.theme
        spacing = _LEADING if scale <= LEGIBLE else 100
        return Style(theme.sizes.code[scale], theme.palette.ink, face="code", spacing=spacing)

    def _paragraphs(self, width: int, scale: int) -> tuple[Paragraph, ...]:
        if (width, scale) not in self._settings:
            self._settings[width, scale] = self._set(width, scale)
        return self._settings[width, scale]

    def _set(self, width: int, scale: int) -> tuple[Paragraph, ...]:
        style, palette = self._style(scale), self.typesetter.theme.palette
        looks: dict[tuple[str, ...], Style] = {}
        room = width - _INSETS.left - _INSETS.right
        paragraphs: list[Paragraph] = []
        faded = replace(style, colour=palette.muted)
        for position, line in enumerate(self.lines):
            is_faded = self.strong is not None and self.numbers[position] not in self.strong
            runs: list[Run] = []
            for token in line or (Token(" ", ()),):
                if token.kinds not in looks:
                    looks[token.kinds] = _highlight(style, token, palette, is_console=self._is_console)
                runs += self.typesetter.runs(token.text, faded if is_faded else looks[token.kinds])
            placed = list(self.typesetter.typed_at(self.place, runs))
            paragraph = self._paragraph(line, placed, room, style)
            if _is_prompt(line) and paragraphs:
                paragraph = replace(paragraph, space_before=_ABOVE_PROMPT)
            paragraphs.append(paragraph)
        return tuple(paragraphs)

    def _paragraph(self, line: Tokens, runs: list[Run], room: int, style: Style) -> Paragraph:
        paragraph = self.typesetter.paragraph(runs, room, style)
        if len(paragraph.lines) == 1:
            return paragraph
        content = _text(_content(line))
        gutter = len(_text(line)) - len(content)
        characters = gutter + min(_indentation(content), _CONTINUED * 3) + _CONTINUED
        moved_in = self.typesetter.natural_width("x" * characters, style)
        return self.typesetter.paragraph(runs, room, style, indent=Indent(moved_in, moved_in))

    def _warn_of_long_lines(self, width: int) -> None:
        """Warn the author if even the smallest type breaks a line: only the author knows where it may be broken."""
        if not self._wraps(width, SCALES - 1):
            return
        style = self._style(SCALES - 1)
        longest = max(len(_text(line)) for line in self.lines)
        room = (width - _INSETS.left - _INSETS.right) * 100 // self.typesetter.natural_width("x" * 100, style)
        message = (
            f"a line of this code has {longest} characters, but {room} fit at {style.size} pt, its smallest size"
        )
        hint = "break it where the language allows it, or leave out what the class need not see"
        self.report(warning(Code.CODE_TOO_WIDE, message, self.place, hint))


def code_block(code: CodeBlock, context: LayoutContext) -> Listing:
    """The program that is typed in the outline, or read from the file it names."""
    language, typesetter = code.language, context.typesetter
    if code.old is not None and code.new is not None:
        old, new = (_tidy(_text_of(each, context.files)) for each in (code.old, code.new))
        if old and old == new:
            hint = "change one of the two, or write one `text`"
            context.report(warning(Code.CHANGE_OF_NOTHING, "`from` and `to` are the same", code.place, hint))
        lines, numbers = _changed(_tokens(old, language), _tokens(new, language))
    else:
        text = _text_of(code, context.files)
        lines = _tokens(_tidy(text), language)
        shown = _shown(code, text, context.report)
        lines = _moved_out(tuple(lines[number - 1] for number in shown if number <= len(lines)))
        numbers = tuple(shown[: len(lines)])
    walk = tuple(map(lines_named, code.walk)) if context.builds else ()
    for number, step in enumerate(code.walk):
        _report_unknown(step, numbers, code.place_of("walk", number), context.report)
    return Listing(
        _numbered(lines, numbers) if code.numbers else lines,
        code.place,
        typesetter,
        context.report,
        numbers=numbers,
        walk=walk,
        caption=code.caption,
        output=listing(code.output.raw, None, code.place, typesetter, context.report) if code.output else None,
    )


def _text_of(program: CodeBlock | Version, files: Files) -> str:
    """The text of a program, typed or in its file."""
    if program.text is not None:
        return program.text.raw
    return files.text(program.file) if program.file is not None else ""


def listing(
    code: str, language: str | None, place: Place, typesetter: Typesetter, report: Callable[[Diagnostic], None]
) -> Listing:
    """`code` as a listing; without colours if Pygments does not know the language."""
    lines = _tokens(_tidy(code), language)
    return Listing(lines, place, typesetter, report, numbers=tuple(range(1, len(lines) + 1)))


def _tidy(code: str) -> str:
    return code.expandtabs(4).rstrip("\n")


def _shown(code: CodeBlock, text: str, report: Callable[[Diagnostic], None]) -> Sequence[int]:
    """The numbers of the lines to show: all of them, unless the author says which."""
    lines = text.split("\n")
    every = range(1, len(lines) + 1)
    if code.lines is not None:
        chosen = [number for number in every if number in lines_named(code.lines)]
        _report_unknown(code.lines, every, code.place_of("lines"), report)
        return chosen or every
    if len(code.between) == 2:
        first, last = code.between
        begin = next((at for at, line in enumerate(lines) if first in line), None)
        rest = range(0 if begin is None else begin + 1, len(lines))
        end = next((at for at in rest if last in lines[at]), None)
        for number, found in enumerate((begin, end)):
            if found is None:
                after = f" after `{first}`" if number and begin is not None else ""
                message = f"no line of the file has the mark `{code.between[number]}`{after}"
                hint = "write a part of a line as it is in the file"
                report(error(Code.UNKNOWN_LINES, message, code.place_of("between", number), hint))
                return every
        if begin is not None and end is not None and end > begin + 1:
            return range(begin + 2, end + 1)
        report(
            error(
                Code.UNKNOWN_LINES,
                "there is no line between these marks",
                code.place_of("between"),
                "move them apart",
            )
        )
    return every


def _report_unknown(
    typed: str, numbers: Sequence[int | None], place: Place, report: Callable[[Diagnostic], None]
) -> None:
    """Report lines that are not there; those left out between two that are there may be named."""
    known = [number for number in numbers if number is not None]
    named = lines_named(typed)
    outside = [number for number in named if not known or not known[0] <= number <= known[-1]]
    if outside or named.isdisjoint(known):
        lacking = max(outside) if not named.isdisjoint(known) else typed
        hint = f"its lines are {known[0]} to {known[-1]}" if known else "leave it out"
        report(error(Code.UNKNOWN_LINES, f"the program has no line `{lacking}`", place, hint))


def _moved_out(lines: tuple[Tokens, ...]) -> tuple[Tokens, ...]:
    """The lines without the indentation that all of them have."""
    texts = [_text(line) for line in lines]
    least = min((_indentation(text) for text in texts if text.strip()), default=0)
    return tuple(_without(line, least) for line in lines) if least else lines


def _without(line: Tokens, count: int) -> Tokens:
    """The line without its first characters."""
    rest = []
    for token in line:
        cut = min(count, len(token.text))
        count -= cut
        if cut < len(token.text):
            rest.append(replace(token, text=token.text[cut:]))
    return tuple(rest)


def _numbered(lines: tuple[Tokens, ...], numbers: Sequence[int | None]) -> tuple[Tokens, ...]:
    """The lines with their numbers in front of them."""
    width = max(len(str(number or "")) for number in numbers)
    return tuple(
        (Token(f"{number or '':>{width}}  ", (_GUTTER,)), *line) for number, line in zip(numbers, lines, strict=True)
    )


def _changed(old: Sequence[Tokens], new: Sequence[Tokens]) -> tuple[tuple[Tokens, ...], tuple[int | None, ...]]:
    """The lines of a change, each with a sign, and their numbers in the new program."""
    from difflib import SequenceMatcher  # noqa: PLC0415  (few outlines hold changes)

    lines: list[Tokens] = []
    numbers: list[int | None] = []
    for kind, first, end, begin, stop in SequenceMatcher(None, [*map(_text, old)], [*map(_text, new)]).get_opcodes():
        if kind == "equal":
            lines += [(Token("  ", (_GUTTER,)), *line) for line in new[begin:stop]]
        else:
            lines += [_signed("- ", "Generic.Deleted", line) for line in old[first:end]]
            numbers += [None] * (end - first)
            lines += [_signed("+ ", "Generic.Inserted", line) for line in new[begin:stop]]
        numbers += range(begin + 1, stop + 1)
    return tuple(lines), tuple(numbers)


def _signed(sign: str, kind: str, line: Tokens) -> Tokens:
    tokens = (replace(token, kinds=(*token.kinds, kind)) for token in line)
    return (Token(sign, (_GUTTER, kind)), *tokens)


def _highlight(style: Style, token: Token, palette: Palette, *, is_console: bool) -> Style:
    """The style of a token: keywords, names, strings and comments differ in colour, and also in weight or slant.

    In commands, numbers have the colour of the words that they are among.
    """
    hues = palette.hues
    looks: dict[str, tuple[Colour, bool, bool]] = {
        "Comment": (palette.muted, False, True),
        "Keyword": (hues["blue"], True, False),
        "Name.Builtin": (hues["violet"], False, False),
        "Name.Function": (hues["violet"], False, False),
        "Name.Class": (hues["violet"], True, False),
        "Name.Tag": (hues["blue"], True, False),
        "Literal.String": (hues["teal"], False, False),
        "Literal.Number": (palette.ink if is_console else hues["amber"], False, False),
        "Operator.Word": (hues["blue"], True, False),
        "Generic.Prompt": (hues["blue"], True, False),
        "Generic.Output": (palette.muted, False, False),
        "Generic.Inserted": (palette.good, False, False),
        "Generic.Deleted": (palette.bad, False, False),
        "Generic.Heading": (hues["violet"], True, False),
        "Generic.Subheading": (hues["violet"], False, False),
        _GUTTER: (palette.muted, False, False),
    }
    for kind in reversed(token.kinds):
        if kind in looks:
            colour, bold, italic = looks[kind]
            return replace(style, colour=colour, bold=bold, italic=italic)
    return style


def _text(line: Tokens) -> str:
    return "".join(token.text for token in line)


def _content(line: Tokens) -> Tokens:
    """The line without its number and its sign."""
    return tuple(token for token in line if _GUTTER not in token.kinds)


def _is_blank(line: Tokens) -> bool:
    return not any(token.text.strip() for token in _content(line))


def _is_prompt(line: Tokens) -> bool:
    for token in line:
        if _GUTTER not in token.kinds:
            return "Generic.Prompt" in token.kinds
    return False


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


@lru_cache(maxsize=64)
def _tokens(code: str, language: str | None) -> tuple[Tokens, ...]:
    lines = [tuple(line) for line in _lines(_lex(code, language))]
    return tuple(lines if lines[-1] else lines[:-1])


def _lex(code: str, language: str | None) -> Iterator[Token]:
    if not language or language in ("text", "none"):
        yield Token(code, ())
        return
    lexer = _lexer(language)
    if lexer is None:
        yield Token(code, ())
        return
    # Some lexers lose a last line without a line end; no character may be lost, whatever a lexer does.
    tokens = list(lexer.get_tokens(code + "\n"))
    if "".join(text for _, text in tokens) != code + "\n":
        yield Token(code, ())
        return
    for kind, text in tokens:
        yield Token(text, _kinds(kind))


@cache
def _lexer(language: str) -> Lexer | None:
    """The lexer of a language, None if Pygments has none."""
    # Pygments is slow to import; only a deck with highlighted code pays for it.
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@cache
def _kinds(kind: _TokenType) -> tuple[str, ...]:
    """A kind of token, after all kinds of which it is one."""
    return tuple(str(part).removeprefix("Token.") for part in kind.split())


def _lines(tokens: Iterator[Token]) -> Iterator[list[Token]]:
    line: list[Token] = []
    for token in tokens:
        pieces = token.text.split("\n")
        for position, piece in enumerate(pieces):
            if position:
                yield line
                line = []
            if piece:
                line.append(Token(piece, token.kinds))
    yield line
