"""A lecture on paper: about three slides to a page, each with its notes beside it, or with lines to write on.

In: pictures of the slides and their notes. Out: A4 pages as an OpenDocument drawing in one XML file (OpenDocument
1.2, flat). LibreOffice, which also draws the slides, turns it into a PDF. Lengths are in millimetres, the unit of
paper.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape

from msgspec import Struct

from deckgen.geometry import EMU_PER_INCH
from deckgen.text.measure import Font, Measurer
from deckgen.text.wrap import Span, wrap

WIDTH, HEIGHT = 210.0, 297.0
MARGIN, TOP, BOTTOM = 15.0, 24.0, 279.0
PICTURE = 88.0
GAP, BESIDE = 6.0, 86.0
ROW_GAP = 9.0
LINE_STEP = 8.25
"""The distance of lines for handwriting, so that seven fit beside a slide."""
FONT, SIZE = Font("Calibri"), 10
LINE_HEIGHT = SIZE * 1.22 * 25.4 / 72
PARAGRAPH_GAP = 1.5


class Sheet(Struct, frozen=True):
    """A slide of the handout: its picture as PNG, or None if its notes continue from above; its notes."""

    picture: bytes | None
    notes: tuple[str, ...]


class Row(Struct, frozen=True):
    """A sheet on its page: its distance from the top, and its height."""

    sheet: Sheet
    top: float
    height: float


def pages(sheets: Sequence[Sheet], measurer: Measurer) -> list[list[Row]]:
    """The sheets by page, none beyond the bottom margin; notes longer than a page continue on the next page."""
    laid: list[list[Row]] = [[]]
    top = TOP
    for sheet in sheets:
        for part in _parts(sheet, measurer):
            height = max(_height(part.notes, measurer), PICTURE * 9 / 16 if part.picture else 0)
            if laid[-1] and top + height > BOTTOM:
                laid.append([])
                top = TOP
            laid[-1].append(Row(part, top, height))
            top += height + ROW_GAP
    return laid


def _parts(sheet: Sheet, measurer: Measurer) -> Iterator[Sheet]:
    """The sheet in parts of at most one page."""
    notes: tuple[str, ...] = ()
    picture = sheet.picture
    for paragraph in sheet.notes:
        if notes and _height((*notes, paragraph), measurer) > BOTTOM - TOP:
            yield Sheet(picture, notes)
            picture, notes = None, ()
        notes = (*notes, paragraph)
    yield Sheet(picture, notes)


def _height(paragraphs: tuple[str, ...], measurer: Measurer) -> float:
    width = round(BESIDE / 25.4 * EMU_PER_INCH)
    lines = sum(len(wrap([Span(text, FONT, SIZE)], width, measurer)) for text in paragraphs)
    return lines * LINE_HEIGHT + len(paragraphs) * PARAGRAPH_GAP


def document(title: str, language: str, laid: list[list[Row]], *, lines: bool) -> bytes:
    """The pages as a drawing for LibreOffice; with `lines`, ruled lines replace the notes."""
    names = " ".join(f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in _NAMES)
    drawn = "".join(_page(number, len(laid), title, rows, lines) for number, rows in enumerate(laid, 1))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.graphics">'
        f"{_styles(language)}<office:body><office:drawing>{drawn}</office:drawing></office:body></office:document>"
    ).encode()


def _page(number: int, total: int, title: str, rows: list[Row], lines: bool) -> str:
    head = _text(_place(MARGIN, 10, WIDTH - 2 * MARGIN, 8), "Head", (title,))
    foot = _text(_place(MARGIN, HEIGHT - 15, WIDTH - 2 * MARGIN, 8), "Foot", (f"{number} / {total}",))
    drawn = "".join(_row(row, lines) for row in rows)
    return f'<draw:page draw:name="Page {number}" draw:master-page-name="Paper">{head}{drawn}{foot}</draw:page>'


def _row(row: Row, lines: bool) -> str:
    left = MARGIN + PICTURE + GAP
    picture = ""
    if row.sheet.picture is not None:
        picture = (
            f'<draw:frame draw:style-name="Slide" {_place(MARGIN, row.top, PICTURE, PICTURE * 9 / 16)}><draw:image>'
            f"<office:binary-data>{b64encode(row.sheet.picture).decode()}</office:binary-data></draw:image></draw:frame>"
        )
    if not lines:
        return picture + _text(_place(left, row.top, BESIDE, row.height), "Note", row.sheet.notes)
    count = int(PICTURE * 9 / 16 // LINE_STEP)
    ruled = (_line(left, row.top + number * LINE_STEP) for number in range(1, count + 1))
    return picture + "".join(ruled)


def _line(left: float, top: float) -> str:
    ends = f'svg:x1="{left:.2f}mm" svg:y1="{top:.2f}mm" svg:x2="{left + BESIDE:.2f}mm" svg:y2="{top:.2f}mm"'
    return f'<draw:line draw:style-name="Line" {ends}/>'


def _text(place: str, style: str, paragraphs: tuple[str, ...]) -> str:
    shown = (escape(part).replace("\n", "<text:line-break/>") for part in paragraphs)
    inner = "".join(f'<text:p text:style-name="{style}">{part}</text:p>' for part in shown)
    return f'<draw:frame draw:style-name="Text" {place}><draw:text-box>{inner}</draw:text-box></draw:frame>'


def _place(left: float, top: float, width: float, height: float) -> str:
    return f'svg:x="{left:.2f}mm" svg:y="{top:.2f}mm" svg:width="{width:.2f}mm" svg:height="{height:.2f}mm"'


def _styles(language: str) -> str:
    tag, _, country = language.partition("-")
    look = (
        f'fo:font-family="Calibri, Carlito" fo:language="{escape(tag)}" fo:country="{escape(country or "none")}" '
        'style:letter-kerning="false"'
    )
    return (
        '<office:automatic-styles><style:page-layout style:name="Paper"><style:page-layout-properties '
        f'fo:page-width="{WIDTH}mm" fo:page-height="{HEIGHT}mm" fo:margin="0mm" '
        'style:print-orientation="portrait"/></style:page-layout>'
        + _graphic(
            "Text",
            'draw:stroke="none" draw:fill="none" fo:padding="0mm" draw:auto-grow-height="false" '
            'draw:textarea-vertical-align="top"',
        )
        + _graphic("Slide", 'draw:stroke="solid" svg:stroke-width="0.2mm" svg:stroke-color="#cbd2d9"')
        + _graphic("Line", 'draw:stroke="solid" svg:stroke-width="0.2mm" svg:stroke-color="#9aa5b1"')
        + _paragraph("Note", f'fo:margin-bottom="{PARAGRAPH_GAP}mm"', f'{look} fo:font-size="{SIZE}pt"')
        + _paragraph("Head", "", f'{look} fo:font-size="10pt" fo:color="#52606d"')
        + _paragraph("Foot", 'fo:text-align="end"', f'{look} fo:font-size="10pt" fo:color="#52606d"')
        + "</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Paper" style:page-layout-name="Paper"/></office:master-styles>'
    )


def _graphic(name: str, look: str) -> str:
    return f'<style:style style:name="{name}" style:family="graphic"><style:graphic-properties {look}/></style:style>'


def _paragraph(name: str, layout: str, look: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {layout}/>'
        f"<style:text-properties {look}/></style:style>"
    )


_NAMES = (
    ("office", "office"),
    ("style", "style"),
    ("text", "text"),
    ("draw", "drawing"),
    ("fo", "xsl-fo-compatible"),
    ("svg", "svg-compatible"),
)
