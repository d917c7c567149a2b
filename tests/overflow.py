"""Text that LibreOffice draws outside the boxes that the scene gives it, read from the PDF of the deck.

It knows nothing of how deckgen measures, but for rows that LibreOffice makes higher: a letter is where the PDF says
it is. A letter belongs to a box if the text of the box has such a letter; one that lies in no box of its own is an
overflow. Charts and formulas draw texts of their own.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

import pypdfium2
from msgspec.structs import replace
from pypdfium2 import raw

from deckgen.geometry import EMU_PER_POINT, Rect
from deckgen.layout.typeset import height_of
from deckgen.scene.items import Box, ChartFrame, Connector, Formula, Grid, Group, Item, TextBox, cells
from deckgen.scene.slide import Scene, SlideScene
from deckgen.scene.text import TextBody

SPARE = 3.0
"""Points by which a letter may stick out: overhangs, and lines that LibreOffice sets a little lower."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter on a page: the middle of its ink, in points from the upper left corner."""

    sign: str
    x: float
    y: float


def overflowing(scene: Scene, pdf: bytes) -> list[str]:
    """The letters outside their boxes, slide by slide, in sentences; none if all is well."""
    found = []
    document = pypdfium2.PdfDocument(pdf)
    for number, (slide, page) in enumerate(zip(scene.slides, document, strict=True), 1):
        homes = list(_homes(slide))
        outside = [letter for letter in letters(page) if not _is_home(letter, homes)]
        if outside:
            text = "".join(letter.sign for letter in outside[:40])
            first = outside[0]
            found.append(f"slide {number}: {text!r} is outside its box, from {first.x:.0f}, {first.y:.0f} pt on")
    document.close()
    return found


def letters(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    """Every visible letter of a page."""
    height = page.get_height()
    text = page.get_textpage()
    edges = [ctypes.c_double() for _ in range(4)]
    for index in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, index))
        raw.FPDFText_GetCharBox(text, index, *edges)
        left, right, bottom, top = (edge.value for edge in edges)
        if sign.isalnum() and right > left and top > bottom:
            yield Letter(sign, (left + right) / 2, height - (top + bottom) / 2)


Home = tuple[Rect, frozenset[str] | None]
"""A box, and the letters of its text; None where anything may stand."""


def _homes(slide: SlideScene) -> Iterator[Home]:
    for item in slide.items:
        yield from _of_item(item)


def _of_item(item: Item) -> Iterator[Home]:
    match item:
        case Group():
            for inner in item.items:
                yield from _of_item(inner)
        case TextBox() | Box() if item.body is not None:
            yield item.rect, _signs(item.body)
        case ChartFrame() | Formula():
            yield item.rect, None
        case Grid():
            yield from _cells(item)
        case Connector():
            return


def _cells(grid: Grid) -> Iterator[Home]:
    """The cells; LibreOffice may make a row higher than it is, and what is below that is as much lower."""
    levels = list(accumulate((row.height for row in grid.rows), initial=grid.rect.y))
    higher = [_added(grid, number) for number in range(len(grid.rows))]
    for cell, rect in cells(grid):
        lower = sum(higher[: levels.index(rect.bottom)])
        yield replace(rect, height=rect.height + lower), _signs(cell.body)


def _added(grid: Grid, number: int) -> int:
    """By how much LibreOffice makes a row higher: so that it holds all of a cell which begins in the first row.

    From what such a cell needs it takes off the heights of the other rows, but not that of the first.
    """
    ending = [cell for cell in grid.rows[0].cells if number and cell.row_span == number + 1]
    between = sum(row.height for row in grid.rows[1 : number + 1])
    needs = (
        height_of(cell.body.paragraphs) + cell.body.insets.top + cell.body.insets.bottom - between for cell in ending
    )
    return max([0, *needs])


def _signs(body: TextBody) -> frozenset[str]:
    """The letters of a text, as a PDF may have them: taken apart, put together, or in capitals."""
    text = "".join(paragraph.text for paragraph in body.paragraphs)
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")]
    numbers = "0123456789" if any(paragraph.bullet for paragraph in body.paragraphs) else ""
    return frozenset("".join([text, *forms, text.upper(), text.lower(), numbers]))


def _is_home(letter: Letter, homes: list[Home]) -> bool:
    return any(
        rect.x / EMU_PER_POINT - SPARE <= letter.x <= rect.right / EMU_PER_POINT + SPARE
        and rect.y / EMU_PER_POINT - SPARE <= letter.y <= rect.bottom / EMU_PER_POINT + SPARE
        and (signs is None or letter.sign in signs)
        for rect, signs in homes
    )
