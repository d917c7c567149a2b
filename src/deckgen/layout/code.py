"""Program text on a quiet background, highlighted in the theme's colours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, warning
from deckgen.geometry import Rect, pt
from deckgen.layout.block import LEGIBLE, SCALES, Block, LayoutContext
from deckgen.layout.typeset import ENDLESS, Indent, Style, Typesetter, count_within, height_of
from deckgen.outline.blocks import CodeBlock
from deckgen.paint import Colour
from deckgen.scene.items import Box, Item
from deckgen.scene.text import Insets, Paragraph, Run, TextBody
from deckgen.theme.tokens import Palette

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


class Token(Struct, frozen=True):
    """Characters of one kind: the family of their Pygments token type, from the most general to the most specific."""

    text: str
    kinds: tuple[str, ...]


class Listing(Block, frozen=True, dict=True):
    """Lines of code."""

    lines: tuple[tuple[Token, ...], ...]
    place: Place
    typesetter: Typesetter
    report: Callable[[Diagnostic], None]
    centred: bool = False
    """True if the listing is centred vertically in its area, as beside points."""

    @cached_property
    def _settings(self) -> dict[tuple[int, int], tuple[Paragraph, ...]]:
        return {}

    def height(self, width: int, scale: int) -> int:
        may_break = self._is_console and scale >= _BREAKS_FROM
        if not may_break and self._broken(width, scale) > self._broken(width, SCALES - 1):
            # A broken line of code looks like another line of code, so smaller type is tried first.
            return ENDLESS
        if self._wraps(width, scale) and width < self._least_width(scale):
            return ENDLESS
        return height_of(self._paragraphs(width, scale)) + _INSETS.top + _INSETS.bottom

    @cached_property
    def _is_console(self) -> bool:
        """True for commands with prompts, which show where a line begins."""
        return any(_is_prompt(line) for line in self.lines)

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        self._warn_of_long_lines(area.width)
        theme = self.typesetter.theme
        height = self.height(area.width, scale)
        area = Rect(area.x, area.y + ((area.height - height) // 2 if self.centred else 0), area.width, height)
        body = TextBody(self._paragraphs(area.width, scale), "middle", _INSETS)
        return (Box("Code", area, "rounded", theme.palette.surface, None, theme.space.corner, body),)

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        """Split at a blank line if possible, else before a line with little indent; blank lines there are dropped."""
        paragraphs = self._paragraphs(width, scale)
        room = height - _INSETS.top - _INSETS.bottom
        fitting = min(count_within(paragraphs, room), len(paragraphs) - 1)
        if fitting < 1:
            return None
        cut = self._cut(fitting)
        end, start = cut, cut
        while end > 1 and _is_blank(self.lines[end - 1]):
            end -= 1
        while start < len(self.lines) - 1 and _is_blank(self.lines[start]):
            start += 1
        first, rest = replace(self, lines=self.lines[:end]), replace(self, lines=self.lines[start:])
        first._settings[width, scale] = paragraphs[:end]
        rest._settings[width, scale] = paragraphs[start:]
        return first, rest

    def _cut(self, fitting: int) -> int:
        """The number of lines that stay if `fitting` lines fit: at least half of them, to avoid tiny pieces."""

        def quality(count: int) -> tuple[bool, int, int]:
            line = "".join(token.text for token in self.lines[count])
            is_end = line.lstrip()[:1] in _CLOSING
            parted = _is_blank(self.lines[count]) or _is_blank(self.lines[count - 1])
            return parted, -(_indentation(line) + (_FAR_RIGHT if is_end else 0)), count

        return max(range((fitting + 1) // 2, fitting + 1), key=quality)

    def _wraps(self, width: int, scale: int) -> bool:
        return self.max_content(scale) > width

    def _broken(self, width: int, scale: int) -> int:
        """The number of lines that do not fit in `width`."""
        room = width - _INSETS.left - _INSETS.right
        return sum(natural > room for natural in self._natural_widths(scale))

    def _least_width(self, scale: int) -> int:
        """The width in EMU below which a line of code cannot be continued legibly, insets included."""
        return self.typesetter.natural_width("x" * _FEWEST, self._style(scale)) + _INSETS.left + _INSETS.right

    def fits_beside(self, width: int) -> bool:
        return self.max_content(LEGIBLE) <= width

    def at_half_height(self) -> Block:
        return replace(self, centred=True)

    def max_content(self, scale: int) -> int:
        """The width in EMU at which no line wraps at `scale`, insets included."""
        return max(self._natural_widths(scale), default=0) + _INSETS.left + _INSETS.right

    def _natural_widths(self, scale: int) -> Iterator[int]:
        style = self._style(scale)
        texts = ("".join(token.text for token in line) for line in self.lines)
        return (self.typesetter.natural_width(text, style) for text in texts)

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
        for line in self.lines:
            runs: list[Run] = []
            for token in line or (Token(" ", ()),):
                if token.kinds not in looks:
                    looks[token.kinds] = _highlight(style, token, palette, is_console=self._is_console)
                runs += self.typesetter.runs(token.text, looks[token.kinds])
            text = "".join(token.text for token in line)
            placed = list(self.typesetter.typed_at(self.place, runs))
            paragraph = self._paragraph(text, placed, room, style)
            if _is_prompt(line) and paragraphs:
                paragraph = replace(paragraph, space_before=_ABOVE_PROMPT)
            paragraphs.append(paragraph)
        return tuple(paragraphs)

    def _paragraph(self, text: str, runs: list[Run], room: int, style: Style) -> Paragraph:
        paragraph = self.typesetter.paragraph(runs, room, style)
        if len(paragraph.lines) == 1:
            return paragraph
        characters = min(_indentation(text), _CONTINUED * 3) + _CONTINUED
        moved_in = self.typesetter.natural_width("x" * characters, style)
        return self.typesetter.paragraph(runs, room, style, indent=Indent(moved_in, moved_in))

    def _warn_of_long_lines(self, width: int) -> None:
        """Warn the author if even the smallest type breaks a line: only the author knows where it may be broken."""
        if not self._wraps(width, SCALES - 1):
            return
        style = self._style(SCALES - 1)
        longest = max(len("".join(token.text for token in line)) for line in self.lines)
        room = (width - _INSETS.left - _INSETS.right) * 100 // self.typesetter.natural_width("x" * 100, style)
        message = (
            f"a line of this code has {longest} characters, but {room} fit at {style.size} pt, its smallest size"
        )
        hint = "break it where the language allows it, or leave out what the class need not see"
        self.report(warning(Code.CODE_TOO_WIDE, message, self.place, hint))


def code_block(code: CodeBlock, context: LayoutContext) -> Listing:
    """The program that is typed in the outline, or read from the file it names."""
    text = code.text.raw if code.text else context.files.text(code.file) if code.file else ""
    return listing(text, code.language, code.place, context.typesetter, context.report)


def listing(
    code: str, language: str | None, place: Place, typesetter: Typesetter, report: Callable[[Diagnostic], None]
) -> Listing:
    """`code` as a listing; without colours if Pygments does not know the language."""
    return Listing(_tokens(code.expandtabs(4).rstrip("\n"), language), place, typesetter, report)


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
    }
    for kind in reversed(token.kinds):
        if kind in looks:
            colour, bold, italic = looks[kind]
            return replace(style, colour=colour, bold=bold, italic=italic)
    return style


def _is_blank(line: tuple[Token, ...]) -> bool:
    return not any(token.text.strip() for token in line)


def _is_prompt(line: tuple[Token, ...]) -> bool:
    return bool(line) and "Generic.Prompt" in line[0].kinds


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


@lru_cache(maxsize=64)
def _tokens(code: str, language: str | None) -> tuple[tuple[Token, ...], ...]:
    lines = [tuple(line) for line in _lines(_lex(code, language))]
    return tuple(lines if lines[-1] else lines[:-1])


def _lex(code: str, language: str | None) -> Iterator[Token]:
    if not language or language in ("text", "none"):
        yield Token(code, ())
        return
    # Pygments is slow to import; only a deck with highlighted code pays for it.
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        yield Token(code, ())
        return
    # Some lexers lose a last line without a line end; no character may be lost, whatever a lexer does.
    tokens = list(lexer.get_tokens(code + "\n"))
    if "".join(text for _, text in tokens) != code + "\n":
        yield Token(code, ())
        return
    kinds = {kind: tuple(str(part).removeprefix("Token.") for part in kind.split()) for kind, _ in tokens}
    for kind, text in tokens:
        yield Token(text, kinds[kind])


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
