"""Program text on a quiet ground, highlighted in the theme's colours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from deckgen.diagnostics import Place
from deckgen.geometry import Rect, pt
from deckgen.layout.block import ENDLESS, STEPS, Block
from deckgen.layout.typeset import Style, Typesetter, count_within, height_of
from deckgen.paint import Colour
from deckgen.scene.items import Box, Item
from deckgen.scene.text import Insets, Paragraph, Run, TextBody
from deckgen.theme.tokens import Palette

_INSETS = Insets(pt(16), pt(12), pt(16), pt(12))


@dataclass(frozen=True, slots=True)
class Token:
    """Characters of one kind: the family of their Pygments token type, from the most general to the most special."""

    text: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines of code."""

    lines: tuple[tuple[Token, ...], ...]
    place: Place
    setter: Typesetter
    centred: bool = False
    """Whether it stands at half the height of its area, as beside points."""
    _settings: dict[tuple[int, int], tuple[Paragraph, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def pinned(self) -> bool:
        return False

    def height(self, width: int, step: int) -> int:
        if self._wraps(width, step) and not self._wraps(width, STEPS - 1):
            # A line of code that is broken is another line of code: smaller type comes first.
            return ENDLESS
        return height_of(self._paragraphs(width, step)) + _INSETS.top + _INSETS.bottom

    def most(self, width: int, step: int) -> int:
        return self.height(width, step)

    def draw(self, area: Rect, step: int) -> tuple[Item, ...]:
        theme = self.setter.theme
        height = self.height(area.width, step)
        area = Rect(area.x, area.y + ((area.height - height) // 2 if self.centred else 0), area.width, height)
        body = TextBody(self._paragraphs(area.width, step), "middle", _INSETS)
        return (Box("Code", area, "rounded", theme.palette.surface, None, theme.space.corner, body),)

    def split(self, width: int, height: int, step: int) -> tuple[Block, Block] | None:
        paragraphs = self._paragraphs(width, step)
        room = height - _INSETS.top - _INSETS.bottom
        cut = min(count_within(paragraphs, room), len(paragraphs) - 1)
        if cut < 1:
            return None
        first, rest = replace(self, lines=self.lines[:cut]), replace(self, lines=self.lines[cut:])
        first._settings[width, step] = paragraphs[:cut]
        rest._settings[width, step] = paragraphs[cut:]
        return first, rest

    def _wraps(self, width: int, step: int) -> bool:
        return self.widest(step) > width

    def widest(self, step: int) -> int:
        """The width in EMU at which no line wraps at `step`, insets included."""
        style = self._style(step)
        texts = ("".join(token.text for token in line) for line in self.lines)
        widest = max((self.setter.natural_width(text, style) for text in texts), default=0)
        return widest + _INSETS.left + _INSETS.right

    def _style(self, step: int) -> Style:
        theme = self.setter.theme
        return Style(theme.sizes.code[step], theme.palette.ink, face="code")

    def _paragraphs(self, width: int, step: int) -> tuple[Paragraph, ...]:
        if (width, step) not in self._settings:
            self._settings[width, step] = self._set(width, step)
        return self._settings[width, step]

    def _set(self, width: int, step: int) -> tuple[Paragraph, ...]:
        style, palette = self._style(step), self.setter.theme.palette
        looks: dict[tuple[str, ...], Style] = {}
        room = width - _INSETS.left - _INSETS.right
        paragraphs = []
        for line in self.lines:
            runs: list[Run] = []
            for token in line or (Token(" ", ()),):
                if token.kinds not in looks:
                    looks[token.kinds] = _highlight(style, token, palette)
                runs += self.setter.runs(token.text, looks[token.kinds])
            paragraphs.append(self.setter.paragraph(runs, room, style))
        return tuple(paragraphs)


def listing(code: str, language: str | None, place: Place, setter: Typesetter) -> Listing:
    """`code` as a listing; a language that Pygments does not know leaves it without colours."""
    return Listing(_tokens(code.expandtabs(4).rstrip("\n"), language), place, setter)


def _highlight(style: Style, token: Token, palette: Palette) -> Style:
    """Keywords, names, strings and comments apart by colour, and by weight or slant as well."""
    hues = palette.hues
    looks: dict[str, tuple[Colour, bool, bool]] = {
        "Comment": (palette.muted, False, True),
        "Keyword": (hues["blue"], True, False),
        "Name.Builtin": (hues["violet"], False, False),
        "Name.Function": (hues["violet"], False, False),
        "Name.Class": (hues["violet"], True, False),
        "Name.Tag": (hues["blue"], True, False),
        "Literal.String": (hues["teal"], False, False),
        "Literal.Number": (hues["amber"], False, False),
        "Operator.Word": (hues["blue"], True, False),
        "Generic.Prompt": (hues["blue"], True, False),
        "Generic.Output": (palette.muted, False, False),
    }
    for kind in reversed(token.kinds):
        if kind in looks:
            colour, bold, italic = looks[kind]
            return replace(style, colour=colour, bold=bold, italic=italic)
    return style


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
    # Some lexers lose a last line that does not end; whatever a lexer does, no character may be lost.
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
