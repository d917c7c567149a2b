"""Line breaking. In: spans of text, a width in EMU, a measurer; out: lines as PowerPoint breaks them.

Lines are filled greedily. Trailing spaces hang beyond the end of a line. Widths are added up piece by piece, each
measured together with the character before it, so that kerning across a break opportunity counts as well.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from deckgen.regex import regex
from deckgen.text.measure import Font, Measurer

SPACES = " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000"
"""Characters after which a line may end and which hang beyond its end; one of them is the zero width space."""

_CLOSING = (
    "、。，．・：；？！‼⁇⁈⁉゛゜ヽヾゝゞ々ー）］｝〕〉》」』】〙〗〟’”»›)]}.,:;!?%‰°℃…‥"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
)
_OPENING = "（［｛〔〈《「『【〘〖〝‘“«‹([{$£¥＄￡￥"
_EAST_ASIAN = (
    "\u2e80-\u2fff\u3001-\u30ff\u3100-\u31ff\u3200-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003ffff"
)
_FIRST_EAST_ASIAN = "\u2e80"
_GLUE = "\u00a0\u202f\u2007\u2060\ufeff"
_MARKS = "\u0300-\u036f\u200d\u3099\u309a\ufe00-\ufe0f"

_WITH_SPACES = regex(f"[^{SPACES}]*[{SPACES}]*")
_AFTER_HYPHEN = regex(r"(?<=[^\W\d_][-\u2010–—])(?=[^\W\d_])")
_BESIDE_EAST_ASIAN = regex(
    f"(?:(?<=[{_EAST_ASIAN}])|(?=[{_EAST_ASIAN}]))"
    f"(?<![{re.escape(_OPENING + _GLUE)}])(?![{re.escape(_CLOSING + _GLUE + SPACES)}{_MARKS}])"
)
"""Break opportunities beside East Asian characters."""


class Piece(NamedTuple):
    """Text between two break opportunities: the offset of its start, of its trailing spaces, and of its end."""

    start: int
    word_end: int
    end: int


@lru_cache(maxsize=8192)
def pieces_of(text: str) -> tuple[Piece, ...]:
    """The pieces of `text` in order. Only the first may lack a word, and only an empty text has an empty piece."""
    plain = text.isascii() and "-" not in text
    pieces, start = [], 0
    for found in _WITH_SPACES.findall(text):
        for part in (found,) if plain else _parts(found):
            end = start + len(part)
            if end > start:
                pieces.append(Piece(start, start + len(part.rstrip(SPACES)), end))
            start = end
    return tuple(pieces) or (Piece(0, 0, 0),)


def _parts(word: str) -> Iterator[str]:
    for part in _AFTER_HYPHEN.split(word):
        if part.isascii() or max(part) < _FIRST_EAST_ASIAN:
            yield part
        else:
            yield from _BESIDE_EAST_ASIAN.split(part)


_POINTS = "/\\-_.,:;@&=?#+|~\u2010–—→↔"
"""Signs after which an address, a path or an identifier may be broken if it has no room on a line."""
_WHOLE_IN_NUMBERS = "-.,:\u2010–+"
"""Signs that part no number: a price, a date, a version or an address of a computer stays whole."""
_UNSPACED = regex("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\ua9e0-\uaa7f]")
"""Scripts without spaces between words, such as Thai: programs break their lines by dictionaries."""
SOFT_HYPHEN, ZERO_WIDTH_SPACE = "\u00ad", "\u200b"
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
"""Two of them are the flag of a country."""
_EMOJI_PARTS = frozenset(map(chr, [*range(0x1F3FB, 0x1F400), *range(0xE0020, 0xE0080)]))
"""Tones of skin, and the letters in the flags of regions."""


def break_points(word: str) -> list[int]:
    """The offsets at which `word` may be broken if it is too long for a line.

    They are within addresses, paths and identifiers, beside an emoji, and in scripts without spaces such as Thai.
    """
    places = range(1, len(word))
    return [place for place in places if _may_break(word, place) and not _belongs_to_previous(word, place)]


def _may_break(word: str, place: int) -> bool:
    before, after = word[place - 1], word[place]
    if before in _POINTS:
        is_number = before in _WHOLE_IN_NUMBERS and after.isdigit() and word[max(place - 2, 0)].isdigit()
        return after.isalnum() and not is_number and any(map(str.isalnum, word[: place - 1]))
    if before.isascii() and after.isascii():
        return False
    return any(unicodedata.category(sign) == "So" or _UNSPACED.match(sign) for sign in (before, after))


def cut_place(text: str, start: int, end: int, wanted: int) -> int:
    """The offset at which to cut the word from `start` to `end`: `wanted` or less, but after at least one character.

    Combining marks stay with their base character, and an emoji sequence stays whole.
    """
    place = wanted
    while place > start and _belongs_to_previous(text, place):
        place -= 1
    if place > start:
        return place
    place = start + 1
    while place < end and _belongs_to_previous(text, place):
        place += 1
    return place


def _belongs_to_previous(text: str, index: int) -> bool:
    character = text[index]
    if character.isascii():
        return False
    if character in _EMOJI_PARTS or "\u200d" in (character, text[index - 1]):
        return True
    is_flag = character in _FLAG_LETTERS and text[index - 1] in _FLAG_LETTERS
    return is_flag or unicodedata.category(character) in ("Mn", "Me", "Mc")


SPARE = 0.02
"""The share of a width that stays free: PowerPoint rounds advances to 1/8 pt, so its lines may be longer."""

_USED_PERCENT = 100 - round(100 * SPARE)
_ENDLESS = 1 << 62


class Span(Struct, frozen=True):
    """Text in one font and size (whole points). A new-line character in it forces a break."""

    text: str
    font: Font
    size: int


class Line(Struct, frozen=True):
    """One line: its text and its width in EMU, both without trailing spaces, and its largest size.

    If it ends within a word, because that is wider than a line, `is_opened` says that the word may be broken there;
    otherwise, `cut` is the word with its width.
    """

    text: str
    width: int
    size: int
    cut: tuple[str, int] | None = None
    is_opened: bool = False


def wrap(spans: Sequence[Span], width: int, measurer: Measurer) -> list[Line]:
    """The lines of `spans` in a box `width` EMU wide, insets already subtracted; at least one.

    A line fits if it leaves `SPARE` of the width free. A word that does not fit is cut between characters, at least
    one to a line, unless `opened` gave it breaks. Without spans there is one empty line of size 0.
    """
    return _set(_Ruler(spans, measurer), width * _USED_PERCENT // 100)


def opened(spans: Sequence[Span], width: int, measurer: Measurer) -> list[str]:
    """The texts of `spans` with a break in each word that has no room on a line of a box `width` EMU wide.

    A zero width space goes to its break points, and a hyphen where a line ends at a soft hyphen. All other soft
    hyphens go, because PowerPoint does not break there, but shows some of them.
    """
    ruler, limit = _Ruler(spans, measurer), width * _USED_PERCENT // 100
    added: dict[int, str] = {}
    for piece in ruler.pieces():
        if ruler.width(piece.start, piece.word_end) > limit:
            added |= _breaks(ruler, piece, limit)
    signs = iter(enumerate(ruler.text))
    texts = (islice(signs, len(span.text)) for span in spans)
    return ["".join(added.get(at, "") + sign.strip(SOFT_HYPHEN) for at, sign in text) for text in texts]


def _breaks(ruler: _Ruler, piece: Piece, limit: int) -> dict[int, str]:
    """The break in front of each offset within a word that is wider than `limit`."""
    word = ruler.text[piece.start : piece.word_end]
    # Scripts without spaces need none to be broken, and a dictionary knows better where.
    places = [place for place in break_points(word) if not any(map(_UNSPACED.match, word[place - 1 : place + 1]))]
    breaks = {piece.start + place: ZERO_WIDTH_SPACE for place in places}
    for first, end in pairwise([piece.start, *breaks, piece.word_end]):
        soft = [at for at in range(first, end) if ruler.text[at] == SOFT_HYPHEN]
        start = first
        while ruler.width(start, end) > limit:
            fitting = (at for at in reversed(soft) if at > start and ruler.hyphenated(start, at) <= limit)
            start = next(fitting, end)
            if start < end:
                breaks[start] = "-"
    return breaks


def min_content(spans: Sequence[Span], measurer: Measurer) -> int:
    """The width in EMU of the narrowest box in which no word has to be cut; it includes `SPARE`."""
    ruler = _Ruler(spans, measurer)
    widest = max((width for piece in ruler.pieces() for width in _rigid_widths(ruler, piece)), default=0)
    return box_width(widest)


def _rigid_widths(ruler: _Ruler, piece: Piece) -> Iterator[int]:
    """The widths of the parts of a word within which no line may end."""
    word = ruler.text[piece.start : piece.word_end]
    for first, after in pairwise([0, *break_points(word), len(word)]):
        start, end = piece.start + first, piece.start + after
        for at in range(start, end):
            if ruler.text[at] == SOFT_HYPHEN:
                yield ruler.hyphenated(start, at)
                start = at + 1
        yield ruler.width(start, end)


def natural_width(spans: Sequence[Span], measurer: Measurer) -> int:
    """The width in EMU of the narrowest box in which `wrap` breaks only at new-lines; it includes `SPARE`."""
    return box_width(max(line.width for line in _set(_Ruler(spans, measurer), _ENDLESS)))


def box_width(line_width: int) -> int:
    """The width in EMU of the narrowest box that a line `line_width` wide fits."""
    return -(-line_width * 100 // _USED_PERCENT)


class _Ruler:
    """Spans as one text, measured between any two offsets."""

    def __init__(self, spans: Sequence[Span], measurer: Measurer) -> None:
        self.text = "".join([span.text for span in spans])
        self._spans = spans
        self._starts = list(accumulate((len(span.text) for span in spans), initial=0))
        self._measure = measurer.width

    def rows(self) -> list[Sequence[Piece]]:
        """The pieces of each row, which is the text between two new-lines; an empty row has one empty piece."""
        if "\n" not in self.text:
            return [pieces_of(self.text)]
        rows: list[Sequence[Piece]] = []
        base = 0
        for row in self.text.split("\n"):
            rows.append([Piece(base + start, base + word_end, base + end) for start, word_end, end in pieces_of(row)])
            base += len(row) + 1
        return rows

    def pieces(self) -> Iterator[Piece]:
        """The pieces of all rows."""
        for row in self.rows():
            yield from row

    def hyphenated(self, start: int, end: int) -> int:
        """The width in EMU of the text from `start` to `end` alone, with a hyphen behind it."""
        spans = zip(self._starts, self._spans, strict=False)
        last = next(span for first, span in spans if end - 1 < first + len(span.text))
        return self.width(start, end) + self._measure("-", last.font, last.size)

    def width(self, start: int, end: int) -> int:
        """The width in EMU of the text from `start` to `end` alone."""
        if len(self._spans) == 1:
            only = self._spans[0]
            return self._measure(self.text[start:end], only.font, only.size)
        total = 0
        for first, span in zip(self._starts, self._spans, strict=False):
            if first < end and start < first + len(span.text):
                total += self._measure(span.text[max(start - first, 0) : end - first], span.font, span.size)
        return total

    def advance(self, line_start: int, start: int, end: int) -> int:
        """The width that the text from `start` to `end` adds to a line that begins at `line_start`, with kerning."""
        if start == line_start:
            return self.width(start, end)
        return self.width(start - 1, end) - self.width(start - 1, start)

    def size(self, start: int, end: int) -> int:
        """The largest size between `start` and `end`; for an empty line, the size at its offset."""
        if len(self._spans) <= 1:
            return self._spans[0].size if self._spans else 0
        end = max(end, start + 1)
        met = [
            span.size
            for first, span in zip(self._starts, self._spans, strict=False)
            if first < end and start < first + len(span.text)
        ]
        return max(met, default=self._spans[-1].size)

    def line(self, start: int, end: int, width: int, cut: tuple[str, int] | None = None) -> Line:
        return Line(self.text[start:end], width, self.size(start, end), cut)

    def line_within(self, limit: int, start: int, end: int, width: int) -> Line:
        """A line of whole words; if it is wider than `limit`, a character alone is, which counts as cut."""
        return self.line(start, end, width, (self.text[start:end], width) if width > limit else None)


def _set(ruler: _Ruler, limit: int) -> list[Line]:
    lines: list[Line] = []
    for pieces in ruler.rows():
        start, end = pieces[0].start, pieces[-1].word_end
        whole = ruler.width(start, end)
        # Measure whole rows first: most of them fit, and the extra measurement costs the others little.
        if whole <= limit:
            lines.append(ruler.line(start, end, whole))
        else:
            _fill(lines, ruler, pieces, limit)
    return lines


def _fill(lines: list[Line], ruler: _Ruler, pieces: Sequence[Piece], limit: int) -> None:
    """Add the lines of one row. `filled` is the width from `line_start` to the current piece, spaces included."""
    line_start = word_start = word_end = pieces[0].start
    filled = filled_before = 0
    for start, end_of_word, end in pieces:
        advance = ruler.advance(line_start, start, end)
        if filled + advance > limit and filled + ruler.advance(line_start, start, end_of_word) > limit:
            if start > line_start:
                width = filled_before + ruler.advance(line_start, word_start, word_end)
                lines.append(ruler.line_within(limit, line_start, word_end, width))
            line_start, filled = _cut(lines, ruler, Piece(start, end_of_word, end), limit), 0
            start = line_start  # noqa: PLW2901 - what was cut off is on lines of its own
            advance = ruler.width(start, end)
        word_start, word_end, filled_before = start, end_of_word, filled
        filled += advance
    width = filled_before + ruler.advance(line_start, word_start, word_end)
    lines.append(ruler.line_within(limit, line_start, word_end, width))


def _cut(lines: list[Line], ruler: _Ruler, piece: Piece, limit: int) -> int:
    """Add lines of as many characters as fit, and return where the rest of `piece`, which fits on a line, starts."""
    start, end = piece.start, piece.word_end
    if ruler.width(start, end) <= limit:
        return start
    word = ruler.text[start:end], ruler.width(start, end)
    points = [piece.start + place for place in break_points(word[0])]
    while (wanted := start + _characters_within(ruler, start, end, limit)) < end:
        allowed = bisect_right(points, wanted)
        place = points[allowed - 1] if allowed else start
        is_cut = place <= start
        if is_cut:
            place = cut_place(ruler.text, start, end, wanted)
        if place == end:
            break
        line = ruler.line(start, place, ruler.width(start, place), word if is_cut else None)
        lines.append(line if is_cut else replace(line, is_opened=True))
        start = place
    return start


def _characters_within(ruler: _Ruler, start: int, end: int, limit: int) -> int:
    """The number of characters between `start` and `end` that fit in `limit`.

    Only the text of about one line is measured, so that a very long word takes no longer for each line.
    """
    reach = 1
    while start + reach < end and ruler.width(start, start + reach) <= limit:
        reach *= 2
    places = range(start + 1, min(start + reach, end) + 1)
    return bisect_right(places, limit, key=lambda place: ruler.width(start, place))
