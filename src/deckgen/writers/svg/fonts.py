"""The fonts that travel with slides: of each family in the package, the letters that the slides show."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from itertools import groupby

from deckgen.media.faces import SIGNS, Family, file_of, typeface
from deckgen.regex import regex
from deckgen.scene.items import Box, ChartFrame, Grid, Item, Label, TextBox, walk
from deckgen.scene.slide import SlideScene
from deckgen.scene.text import TAB, TextBody
from deckgen.text.subset import letters_of, subset
from deckgen.theme.tokens import Artwork
from deckgen.writers.svg.pen import Pen

Style = tuple[Family, bool, bool]
"""A family, and whether its letters are bold and italic."""


def font_faces(slides: Iterable[SlideScene], pen: Pen, artwork: Iterable[Artwork] = ()) -> str:
    """A style sheet with the fonts of slides and artwork, each a `@font-face` with the file in it."""
    letters: dict[Style, set[str]] = {}
    for slide in slides:
        for item in walk(slide.items):
            for body in _bodies(item):
                _gather(body, pen, letters)
    for art in artwork:
        for (family, bold, italic), words in art.letters.items():
            _add(words, (typeface(family).twin, bold, italic), letters)
    return "".join(_rule(style, used) for style, used in sorted(letters.items()))


_EVERYWHERE = regex("[ -~\u00a0-\u017f–—‘’‚“”„•…‹›€™]*")
"""Letters that all families in the package have but that with the signs."""
_NO_BREAK_SPACES = "\u00a0\u202f"
"""A family that lacks them is drawn with its own space by resvg and by browsers, as wide as it was measured."""


def pieces(words: str, style: Style) -> Iterator[tuple[Family, str]]:
    """The words, cut where letters that the family lacks are taken from the one with the signs."""
    family, bold, italic = style
    if _EVERYWHERE.fullmatch(words) is not None:
        yield family, words
        return
    own = letters_of(file_of(*style)) | set(_NO_BREAK_SPACES)
    signs = letters_of(file_of(SIGNS, bold, italic))
    for is_sign, letters in groupby(words, lambda letter: letter not in own and letter in signs):
        yield SIGNS if is_sign else family, "".join(letters)


def _rule(style: Style, letters: set[str]) -> str:
    family, bold, italic = style
    content = b64encode(subset(file_of(*style), letters)).decode()
    look = f"font-weight:{'bold' if bold else 'normal'};font-style:{'italic' if italic else 'normal'}"
    return f"@font-face{{font-family:'{family}';{look};src:url(data:font/woff;base64,{content}) format('woff')}}"


def _gather(body: TextBody, pen: Pen, letters: dict[Style, set[str]]) -> None:
    for paragraph in body.paragraphs:
        used = [(pen.typeface(run).twin, run.bold, run.italic, run.shown) for run in paragraph.runs]
        used = [each for each in used if each[-1] != TAB]
        if paragraph.bullet is not None:
            used.append((pen.faces["body"].twin, False, False, paragraph.bullet.sign))
        for family, bold, italic, words in used:
            _add(words, (family, bold, italic), letters)


def _add(words: str, style: Style, letters: dict[Style, set[str]]) -> None:
    for own, piece in pieces(words, style):
        used = letters.setdefault((own, style[1], style[2]), set())
        used.update(piece)
        if not used.isdisjoint(_NO_BREAK_SPACES):
            used.add(" ")


def _bodies(item: Item) -> Iterator[TextBody]:
    """All texts of an item itself, those of a chart among them."""
    match item:
        case Grid():
            yield from (cell.body for row in item.rows for cell in row.cells)
        case TextBox() | Box():
            if item.body is not None:
                yield item.body
        case ChartFrame():
            yield from (mark.body for mark in item.marks if isinstance(mark, Label))
        case _:
            return
