"""What is true of every slide of every deck that was laid out without an error.

Each function gives the broken promises of a scene as sentences, none if all is well. They look at the finished
scene only and ask nothing of the code that made it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import ceil
from pathlib import Path

from msgspec.structs import replace

import deckgen
from deckgen.geometry import Rect, pt
from deckgen.layout.typeset import ENDLESS, Typesetter, height_of
from deckgen.locale import locale_of
from deckgen.scene.items import (
    Box,
    ChartFrame,
    Connector,
    Formula,
    Grid,
    Group,
    Item,
    Picture,
    TextBox,
    cells,
    least_insets,
    walk,
)
from deckgen.scene.slide import Scene, SlideScene
from deckgen.scene.text import TAB, Insets, Paragraph, Run, TextBody
from deckgen.scene.validate import clicks
from deckgen.text.measure import Font, Measurer, line_height
from deckgen.text.wrap import Line, Span, wrap
from deckgen.theme.tokens import Theme
from tests.words import words

FRAME = ("title", "centred-title", "subtitle", "footer", "slide-number")
EYEBROW = 13
FIRST_EAST_ASIAN = "\u2e80"
ROUNDING = 2
"""EMU: two lengths that were rounded apart."""
SPARE = {"title": pt(1), "centred-title": pt(1), "footer": pt(9)}
"""EMU that text may stand out of its area: line spacing leaves room below a title, and a footer of two lines is
still clear of everything else."""


@dataclass(frozen=True, slots=True)
class Text:
    """Text on a slide: where it may stand, and the item and the cell it belongs to."""

    name: str
    body: TextBody
    rect: Rect
    item: Item
    in_figure: bool

    @property
    def room(self) -> Rect:
        """The rectangle without the insets, which are never smaller than the shape's own."""
        own, least = self.body.insets, Insets()
        if isinstance(self.item, Box):
            least = least_insets(self.item.shape, self.item.rect, self.item.corner)
        return self.rect.inset(
            max(own.left, least.left),
            max(own.top, least.top),
            max(own.right, least.right),
            max(own.bottom, least.bottom),
        )


def texts_of(slide: SlideScene) -> Iterator[Text]:
    """Every text of a slide, cell by cell in tables. A figure that is built or moves is not in a group."""
    grouped = {id(inner) for item in slide.items if isinstance(item, Group) for inner in walk(item.items)}
    if clicks(slide.items) or any(item.name.startswith("!!") for item in slide.items):
        grouped |= {id(item) for item in slide.items if isinstance(item, TextBox | Box) and not _kind(item)}
    for item in walk(slide.items):
        in_figure = id(item) in grouped
        match item:
            case TextBox() | Box() if item.body is not None:
                yield Text(item.name, item.body, item.rect, item, in_figure)
            case Grid():
                yield from _cells(item)


def _cells(grid: Grid) -> Iterator[Text]:
    for number, (cell, rect) in enumerate(cells(grid), 1):
        yield Text(f"{grid.name}, cell {number}", cell.body, rect, grid, False)


def all_broken(scene: Scene, theme: Theme, measurer: Measurer) -> list[str]:
    """Every broken promise of a scene, with the number of its slide."""
    found = []
    for number, slide in enumerate(scene.slides, 1):
        sentences = [
            *spilled(slide, theme, measurer),
            *out_of_place(slide, theme),
            *too_small(slide, theme),
            *over_each_other(slide, theme, measurer),
        ]
        found += [f"slide {number}, {sentence}" for sentence in sentences]
    return found


def spilled(slide: SlideScene, theme: Theme, measurer: Measurer) -> Iterator[str]:
    """Texts that need more room than they have, or that were measured for another width."""
    typesetter = Typesetter(theme, measurer)
    for text in texts_of(slide):
        needed, room = height_of(text.body.paragraphs), text.room
        if text.body.rotated:
            room = Rect(room.x, room.y, room.height, room.width)
        spare = SPARE.get(_kind(text.item), ROUNDING)
        if needed > room.height + spare:
            yield f"{text.name}: needs {needed / pt(1):.1f} pt of height, has {room.height / pt(1):.1f}"
        for paragraph in text.body.paragraphs:
            lines = [line.text for line in _lines(paragraph, room.width, typesetter)]
            measured = [line.text for line in paragraph.lines]
            if lines != measured:
                yield f"{text.name}: was measured as {measured}, but its rectangle wraps it as {lines}"


def _goes_to_an_edge(rect: Rect, theme: Theme) -> bool:
    """True for one of a pair of pictures, between the title and the foot of the slide."""
    is_at_edge = rect.x == 0 or rect.right == theme.slide.width
    return is_at_edge and theme.body.y <= rect.y and rect.bottom <= theme.body.bottom


def out_of_place(slide: SlideScene, theme: Theme) -> Iterator[str]:
    """Content outside the area of content, and items outside their group."""
    is_filled = any(isinstance(item, Picture) and item.rect.width == theme.slide.width for item in slide.items)
    if slide.layout in ("title", "section") or is_filled:
        return
    for item in slide.items:
        if _is_frame(item) or (isinstance(item, Box) and item.progress) or _is_way(item) or _is_logo(item):
            continue
        if isinstance(item, Picture) and _goes_to_an_edge(item.rect, theme):
            continue
        if isinstance(
            item, TextBox | Box | Grid | ChartFrame | Picture | Formula | Group
        ) and not theme.body.contains(item.rect):
            yield f"{item.name}: {_points(item.rect)} is not within the body {_points(theme.body)}"


def too_small(slide: SlideScene, theme: Theme) -> Iterator[str]:
    """Text under the floor: that of the theme in footers and links beside them, 14 pt in labels, 16 in code, 18 in
    body text.
    """
    for text in texts_of(slide):
        for paragraph in text.body.paragraphs:
            for run in paragraph.runs:
                at_foot = _kind(text.item) in ("footer", "slide-number") or (theme.links and _is_way(text.item))
                floor = (12 if theme.template is None else 9) if at_foot else _floor(text, slide)
                floor = min(floor, 16) if run.face == "code" else floor
                if run.size < floor:
                    yield f"{text.name}: {run.text!r} is {run.size} pt, at least {floor} are needed"


def over_each_other(slide: SlideScene, theme: Theme, measurer: Measurer) -> Iterator[str]:
    """Texts whose letters overlap."""
    typesetter = Typesetter(theme, measurer)
    extents = [(text.name, rect) for text in texts_of(slide) for rect in _extents(text, typesetter)]
    extents += [(item.name, item.rect) for item in slide.items if isinstance(item, Formula)]
    for (one, first), (other, second) in combinations(extents, 2):
        if first.inset(ROUNDING).overlaps(second.inset(ROUNDING)):
            yield f"{one}: its letters at {_points(first)} are over those of {other} at {_points(second)}"


def cut_words(scene: Scene) -> list[str]:
    """Words that are parted in their middle because a line is too narrow for them; code may be."""
    found = []
    for number, slide in enumerate(scene.slides, 1):
        for text in texts_of(slide):
            for paragraph in text.body.paragraphs:
                if not all(run.face == "code" for run in paragraph.runs):
                    found += [f"slide {number}, {text.name}: {word}" for word in _cut(paragraph)]
    return found


def lost_words(scene: Scene, wanted: Counter[str]) -> Counter[str]:
    """The words of the outline that are neither seen on a slide, nor spoken, nor said of a picture or an arrow.

    What a figure says to those who cannot see it does not count: it would hide a box that is not drawn.
    """
    there: Counter[str] = Counter()
    for text in texts_there(scene):
        there += words(text)
    return spelled(wanted) - spelled(there)


_RAISED = str.maketrans("", "", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""The marks of footnotes in charts, which have no raised letters."""


def texts_there(scene: Scene, *, marks: bool = False) -> Iterator[str]:
    """Every text that is seen on a slide, spoken, or said of a picture or an arrow, with the `marks` of footnotes."""
    for slide in scene.slides:
        for text in texts_of(slide):
            runs = [[run for run in each.runs if marks or not run.note] for each in text.body.paragraphs]
            yield " ".join("".join(run.text for run in each) for each in runs)
        for item in walk(slide.items):
            if isinstance(item, Picture | Connector | Box | Formula):
                yield item.alt
            if isinstance(item, ChartFrame):
                numbers = [f"{number:g}" for each in item.series for number in each.numbers if number is not None]
                named = [each.name for each in item.series] if item.legend else []
                said = " ".join([*item.categories, *numbers, *named, *item.axes])
                yield said if marks else said.translate(_RAISED)
        yield " ".join("".join(run.text for run in note) for note in slide.notes)


def spelled(counted: Counter[str]) -> Counter[str]:
    """The words, but the characters of scripts without spaces one by one: a page may end between any two."""
    result: Counter[str] = Counter()
    for word, count in counted.items():
        for piece in [word] if max(word) < FIRST_EAST_ASIAN else word:
            result[piece] += count
    return result


def _floor(text: Text, slide: SlideScene) -> int:
    item = text.item
    if isinstance(item, TextBox) and item.placeholder:
        return 14 if item.placeholder.index == EYEBROW else 18
    is_small = item.name.partition(" (")[0] in SMALL_NAMES
    return 14 if text.in_figure or slide.layout == "section" or is_small or _is_way(item) or _is_eyebrow(item) else 18


def _kind(item: Item) -> str:
    return item.placeholder.kind if isinstance(item, TextBox) and item.placeholder else ""


def _is_frame(item: Item) -> bool:
    return _kind(item) in FRAME or _is_eyebrow(item)


def _is_logo(item: Item) -> bool:
    """Whether it is the logo or its ground, which are at the edge of the slide."""
    return isinstance(item, Picture | Box) and item.name in LOGO_NAMES


def _in_all_languages(*names: str) -> frozenset[str]:
    files = (Path(deckgen.__file__).parent / "locales").glob("*.json")
    return frozenset(locale_of(file.stem).named(name) for file in files for name in names)


EYEBROW_NAMES = _in_all_languages("Section name", "Details")
"""Its names in all languages."""
LOGO_NAMES = _in_all_languages("Logo", "Logo ground")
SMALL_NAMES = _in_all_languages("Caption", "Source", "Footnotes")
"""The names of what says where something comes from."""


WAYS = re.compile(
    "|".join(".*".join(map(re.escape, name.split("{}"))) for name in _in_all_languages("See {}", "Back to {}"))
)
"""The names of small links to other slides."""


def _is_eyebrow(item: Item) -> bool:
    """Whether it names the section or the speaker, in a text box where a template has no placeholder for them."""
    if not isinstance(item, TextBox):
        return False
    return item.name in EYEBROW_NAMES if item.placeholder is None else item.placeholder.index == EYEBROW


def _is_way(item: Item) -> bool:
    """Whether it is one of the small links to other slides."""
    return isinstance(item, Box) and item.link is not None and WAYS.fullmatch(item.name) is not None


def _lines(paragraph: Paragraph, width: int, typesetter: Typesetter) -> list[Line]:
    fonts = typesetter.theme.fonts
    families = {"heading": fonts.heading, "body": fonts.body, "code": fonts.code}
    spans = [
        Span(run.shown, Font(families[run.face], run.bold, run.italic), _drawn_size(run)) for run in paragraph.runs
    ]
    texts = [run.text for run in paragraph.runs]
    room = max(width - paragraph.indent, 1)
    if TAB not in texts:
        return wrap(spans, room, typesetter.measurer)
    # A tab goes on to the indent, if the term before it ends there at last.
    tab = texts.index(TAB)
    (term,) = wrap(spans[:tab], ENDLESS, typesetter.measurer)
    first, *others = wrap(spans[tab + 1 :], room - max(term.width - paragraph.indent, 0), typesetter.measurer)
    return [replace(first, text=f"{term.text}{TAB}{first.text}"), *others]


def _drawn_size(run: Run) -> int:
    """PowerPoint draws indices and exponents in two thirds of their size."""
    return run.size if run.script == "none" else ceil(run.size * 2 / 3)


def _extents(text: Text, typesetter: Typesetter) -> Iterator[Rect]:
    """The rectangle of each line of a text, by its measured width; of turned text all of its room."""
    body, room = text.body, text.room
    if body.rotated:
        yield room
        return
    spare = room.height - height_of(body.paragraphs)
    y = room.y + {"top": 0, "middle": spare // 2, "bottom": spare}[body.anchor]
    for number, paragraph in enumerate(body.paragraphs):
        y += paragraph.space_before if number else 0
        height = line_height(max((run.size for run in paragraph.runs), default=0), paragraph.line_spacing)
        for line in _lines(paragraph, room.width, typesetter):
            left = room.x + paragraph.indent
            spare = room.right - left - line.width
            x = left + {"left": 0, "centre": spare // 2, "right": spare}[paragraph.align]
            if line.text.strip():
                yield Rect(x, y, line.width, height)
            y += height


def _cut(paragraph: Paragraph) -> Iterator[str]:
    rest = paragraph.text
    for line, following in pairwise(line.text for line in paragraph.lines):
        rest = rest[rest.find(line) + len(line) :]
        before, after = line.split(" ")[-1], following.split(" ")[0]
        if not rest.startswith(following) or not (before[-1:].isalnum() and after[:1].isalnum()):
            continue
        if max(before + after) < FIRST_EAST_ASIAN:
            yield f"{line[-8:]}|{following[:8]}"


def _points(rect: Rect) -> str:
    edges = (rect.x, rect.y, rect.width, rect.height)
    return " ".join(f"{edge / pt(1):.1f}" for edge in edges)
