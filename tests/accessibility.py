"""What somebody who cannot see a deck well, or at all, would miss: PowerPoint's own rules, and WCAG's on contrast.

It reads the finished deck with python-pptx, and colours from LibreOffice's pages: the ink of a letter against what is
behind it once all text is gone. A finding is a sentence that begins with the number of its slide.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import combinations
from typing import Any

import pypdfium2
from pptx import Presentation
from pptx.oxml.ns import qn
from pypdfium2 import raw

from tests.words import leaves, text_frames

LARGE = 18
"""Points from which letters are large, by WCAG 2.2; bold ones are from 14 points on, which is not counted here."""
SCALE = 2
EDGE = 12700
"""EMU that a shape may begin above the end of the one before it and still stand under it."""


def findings(deck: bytes, pdf: bytes) -> list[str]:
    """Everything that is wrong with a deck of which `pdf` has a page for each slide."""
    slides = list(Presentation(BytesIO(deck)).slides)
    found = [*titles(slides)]
    for number, slide in enumerate(slides, 1):
        sentences = [*silent(slide), *tables(slide), *languages(slide), *order(slide)]
        found += [f"slide {number}: {sentence}" for sentence in sentences]
    return found + list(faint(pdf))


def titles(slides: list[Any]) -> Iterator[str]:
    """Slides without a title, or with one that another slide has."""
    texts = [slide.shapes.title.text_frame.text.strip() if slide.shapes.title else "" for slide in slides]
    for number, text in enumerate(texts, 1):
        if not text:
            yield f"slide {number}: it has no title"
    for text, count in Counter(filter(None, texts)).items():
        if count > 1:
            yield f"slide {texts.index(text) + 1}: {count} slides have the title {text!r}"


def silent(slide: Any) -> Iterator[str]:
    """What is no text, and neither described nor marked as decoration; what is in a group is told by the group."""
    for shape in slide.shapes:
        properties = shape._element._nvXxPr.cNvPr
        has_words = shape.has_text_frame and shape.text_frame.text.strip()
        decorative = any(child.tag.endswith("}decorative") for child in properties.iter())
        if not has_words and not decorative and not (properties.get("descr") or "").strip():
            yield f"{shape.name} is not described"


def tables(slide: Any) -> Iterator[str]:
    """Tables of which nobody says that the first row names the columns."""
    for shape in leaves(slide.shapes):
        if getattr(shape, "has_table", False) and not shape.table.first_row:
            yield f"{shape.name} has no header row"


def languages(slide: Any) -> Iterator[str]:
    """Words of which no screen reader knows the language."""
    for shape in leaves(slide.shapes):
        for frame in text_frames(shape):
            for run in frame._txBody.iter(qn("a:r"), qn("a:fld")):
                look = run.find(qn("a:rPr"))
                if (run.findtext(qn("a:t")) or "").strip() and (look is None or not look.get("lang")):
                    yield f"{shape.name} says {run.findtext(qn('a:t'))!r} in no language"


def order(slide: Any) -> Iterator[str]:
    """What is read before something that stands above it in the same columns; the title is read first.

    A caption is read before what it stands under.
    """
    if slide.shapes.title is not None and slide.shapes[0].shape_id != slide.shapes.title.shape_id:
        yield "its title is not read first"
    shown = [shape for shape in slide.shapes if not shape.is_placeholder and not _is_decoration(shape)]
    for first, second in combinations(shown, 2):
        apart = first.left + first.width <= second.left or second.left + second.width <= first.left
        if not apart and not _is_caption(first) and second.top + second.height <= first.top + EDGE:
            yield f"{first.name} is read before {second.name}, which stands above it"


def _is_caption(shape: Any) -> bool:
    return shape._element.find(f".//{qn('p:cNvSpPr')}[@txBox='1']") is not None


def _is_decoration(shape: Any) -> bool:
    """Lines, the crosses on them, and what is marked as decoration."""
    is_line = shape._element.tag == qn("p:cxnSp") or shape.name.startswith("Cross: ")
    return is_line or any(child.tag.endswith("}decorative") for child in shape._element._nvXxPr.cNvPr.iter())


def faint(pdf: bytes) -> Iterator[str]:
    """Letters with too little contrast against what is behind them: 4.5 to 1, or 3 to 1 for large ones."""
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, 1):
        letters = list(_letters(page))
        for thing in list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1)):
            raw.FPDFPage_RemoveObject(page.raw, thing.raw)
        ground = page.render(scale=SCALE).to_pil().convert("RGB")
        worst: dict[tuple[tuple[int, int, int], bool], tuple[float, str]] = {}
        for sign, ink, size, x, y in letters:
            place = (min(int(x * SCALE), ground.width - 1), min(int(y * SCALE), ground.height - 1))
            ratio = contrast(ink, ground.getpixel(place))
            key = (ink, size >= LARGE)
            if ratio < worst.get(key, (99.0, ""))[0]:
                worst[key] = (ratio, sign)
        for (ink, large), (ratio, sign) in worst.items():
            if ratio < (3 if large else 4.5):
                yield f"slide {number}: {sign!r} in {ink} has a contrast of {ratio:.1f} to 1"
    document.close()


def _letters(page: Any) -> Iterator[tuple[str, tuple[int, int, int], float, float, float]]:
    """The letters of a page with their ink, size in points, and middle in points from the upper left corner."""
    text, height = page.get_textpage(), page.get_height()
    parts = [ctypes.c_uint() for _ in range(4)]
    edges = [ctypes.c_double() for _ in range(4)]
    for index in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, index))
        raw.FPDFText_GetCharBox(text, index, *edges)
        left, right, bottom, top = (edge.value for edge in edges)
        if sign.isspace() or right <= left or top <= bottom:
            continue
        raw.FPDFText_GetFillColor(text, index, *parts)
        red, green, blue, _ = (part.value for part in parts)
        size = raw.FPDFText_GetFontSize(text, index)
        yield sign, (red, green, blue), size, (left + right) / 2, height - (top + bottom) / 2


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The contrast of two colours by WCAG 2.2, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[int, ...]) -> float:
    red, green, blue = (
        value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
