"""Furniture: the parts around a slide's content, such as section name, footer, slide number and progress line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error, warning
from deckgen.geometry import EMU_PER_POINT, Rect, columns, inches, pt
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.layout.typography import typographic
from deckgen.locale import SlideWords
from deckgen.outline.element import Inline, Words
from deckgen.outline.figure import Figure
from deckgen.outline.interaction import Poll, Quiz
from deckgen.outline.matrix import Matrix
from deckgen.outline.slide import Slide
from deckgen.paint import Colour
from deckgen.scene.items import Box, Item, Placeholder, TextBox
from deckgen.scene.text import Insets, Paragraph, SlideLink, TextBody, WideWord
from deckgen.theme.contrast import LARGE, LARGE_BOLD
from deckgen.theme.tokens import Area, SlideLayout, Theme

_BAR = pt(4)
_NAME_GAP = pt(8)
_NAME_SIZES = (18, 17, 16, 15, 14)
_STRIP_GAP = pt(8)
_MOST_NAMES, _MOST_BARS = 6, 24
_SECTION_GAP = pt(4)
_FOOTER_SPARE = pt(9)
"""The tolerance below a footer: only the edge of the slide is there, so two lines may exceed the footer slightly."""


def placeholder_text(words: Words | str, area: Area, typesetter: Typesetter, *, size: int | None = None) -> TextBox:
    """Text in a placeholder, in the style that the layout defines."""
    body = TextBody((typesetter.set(words, area.rect.width, style_of(area, size or area.size)),), area.anchor)
    return text_in(area, area.name, body)


def style_of(area: Area, size: int) -> Style:
    """The style of text in an area, at `size` points."""
    is_small = area.small is not None and size < (LARGE_BOLD if area.bold else LARGE)
    colour = area.small if is_small and area.small else area.colour
    return Style(
        size,
        colour,
        area.bold,
        align=area.align,
        spacing=area.line_spacing,
        capitals=area.capitals,
        family=area.family,
        indent=area.indent,
    )


def text_in(area: Area, name: str, body: TextBody) -> TextBox:
    """A text that fills an area, tied to its placeholder if it has one."""
    mark = None if area.standing == "free" else Placeholder(area.kind, area.index)
    return TextBox(name, area.rect, body, mark, inherited=area.standing == "inherited")


_SMALLER = (18, 16, 15, 14)
"""The sizes below the usual ones, for text that has no other place."""
_BETWEEN = 0.4
"""The space between two texts of one area, as a share of their size."""


def fitted_text(
    words: Words, area: Area, sizes: Sequence[int], typesetter: Typesetter, report: Callable[[Diagnostic], None]
) -> TextBox:
    """Text in a placeholder, in the largest of `sizes` that fits its area; if none fits, `report` is called."""
    box = text_with_a_place([words], area, sizes, typesetter)
    if box is not None:
        return box
    box = placeholder_text(words, area, typesetter, size=sizes[-1])
    report(without_a_place(words, box, sizes[-1]))
    return box


def text_with_a_place(
    texts: Sequence[Words], area: Area, sizes: Sequence[int], typesetter: Typesetter
) -> TextBox | None:
    """Texts under each other in an area, or else in the room around it, in `sizes`, or else in smaller ones.

    None if they fit nowhere. The second text is as small as details.
    """
    smaller = [size for size in _SMALLER if size < sizes[-1]] if area.room else []
    rects = dict.fromkeys((area.rect, area.room or area.rect))
    for chosen, rect in product((sizes, smaller), rects):
        for size in chosen:
            paragraphs = _under_each_other(texts, replace(area, rect=rect), size, typesetter)
            if height_of(paragraphs) <= rect.height:
                return placed(area, rect, paragraphs)
    return None


def _under_each_other(texts: Sequence[Words], area: Area, size: int, typesetter: Typesetter) -> tuple[Paragraph, ...]:
    paragraphs: list[Paragraph] = []
    for words in texts:
        style = style_of(area, min(size, _SMALLER[0]) if paragraphs else size)
        before = pt(_BETWEEN * style.size) if paragraphs else 0
        paragraphs.append(typesetter.set(words, area.rect.width, style, space_before=before))
    return tuple(paragraphs)


def placed(area: Area, rect: Rect, paragraphs: tuple[Paragraph, ...]) -> TextBox:
    """Text in its area, or where it fits in the room around that, as near to its area as possible."""
    box = text_in(area, area.name, TextBody(paragraphs, area.anchor))
    if rect == area.rect:
        return box
    height = height_of(paragraphs)
    wanted = {"top": area.rect.y, "middle": area.rect.centre.y - height // 2, "bottom": area.rect.bottom - height}
    top = max(min(wanted[area.anchor], rect.bottom - height), rect.y)
    return replace(box, rect=replace(rect, y=top, height=height), inherited=False)


def end_of_text(box: TextBox) -> int:
    """The y of the end of the last line in a box, in EMU."""
    height = height_of(box.body.paragraphs)
    ends = {"top": box.rect.y + height, "middle": box.rect.centre.y + height // 2, "bottom": box.rect.bottom}
    return ends[box.body.anchor]


def without_a_place(words: Words, box: TextBox, size: int) -> Diagnostic:
    """The error about a text for which an area is too low, even at its smallest size."""
    if cut := box.body.paragraphs[0].cut:
        return word_too_wide(cut, words.place)
    lines, needed = len(box.body.paragraphs[0].lines), height_of(box.body.paragraphs)
    held = box.rect.height * lines // needed
    if not held:
        high = [round(height / EMU_PER_POINT) for height in (needed, box.rect.height)]
        message = (
            f"this text needs {high[0]} pt of height at {size} pt, the smallest size, but its area has {high[1]}"
        )
        hint = "leave it out, or choose another layout for it under `theme:`"
        return error(Code.TEXT_TOO_LONG, message, words.place, hint)
    message = f"this text needs {lines} lines at {size} pt, the smallest size, but its area holds {held}"
    surplus = max(len(words.plain) - round(len(words.plain) * held / lines), 1)
    return error(Code.TEXT_TOO_LONG, message, words.place, shorter_by(surplus))


_MOST_OF_A_WORD = 40
"""The letters of a word that are enough to recognise it."""


BREAKABLE = "shorten it, or type a space or a hyphen where it may be broken"


def shorter_by(characters: int) -> str:
    """The hint to make a text shorter."""
    return f"shorten it by about {characters} {'character' if characters == 1 else 'characters'}"


def word_too_wide(cut: WideWord, place: Place | None) -> Diagnostic:
    """The error of a word that has no room on a line, at the smallest size of its text."""
    return error(Code.WORD_TOO_WIDE, has_no_room(cut), place, BREAKABLE)


def has_no_room(cut: WideWord) -> str:
    """The message about a word that is too wide."""
    word = cut.word if len(cut.word) <= _MOST_OF_A_WORD else f"{cut.word[:_MOST_OF_A_WORD]}…"
    needed, there = inches(cut.width, cut.room)
    return f"the word `{word}` is {needed} in wide at {cut.size} pt, the smallest size, but has {there} in"


class Whereabouts(Struct, frozen=True):
    """The position of a slide in the lecture: its section, if any, and its number."""

    lecture: Words
    section: Words | None
    number: int


def footers(layout: SlideLayout, typesetter: Typesetter, where: Whereabouts) -> list[Item]:
    """The footer and the slide number, if the layout has them."""
    items: list[Item] = []
    for area in layout.areas:
        if area.kind == "footer":
            items.append(
                placeholder_text(_begun(_footer(where, layout, area, typesetter), area, typesetter), area, typesetter)
            )
        elif area.kind == "slide-number":
            items.append(placeholder_text(_in_runs([str(where.number)]), area, typesetter))
    return items


def as_in_footers(title: str, language: str) -> str:
    """The title of a deck as footers show it, in the typography of the language."""
    return "".join(run.text for run in typographic((Inline(on_one_line(title)),), language))


def on_one_line(text: str) -> str:
    """The text without its line breaks, as footers have it."""
    return " ".join(text.split())


def _footer(where: Whereabouts, layout: SlideLayout, area: Area, typesetter: Typesetter) -> Words:
    """The lecture, and the section if nothing else names it; if both do not fit, the section, or else the lecture."""
    lecture = on_one_line(where.lecture.plain)
    if where.section is None or layout.names_section:
        return _in_runs([lecture])
    section = on_one_line(where.section.plain)
    return _first_that_fits([[lecture, f"  ·  {section}"], [section], [lecture]], area, typesetter)


def _first_that_fits(choices: Sequence[Sequence[str]], area: Area, typesetter: Typesetter) -> Words:
    """The first of `choices`, each one line of runs, that fits the area, or else the last."""
    style, room = style_of(area, area.size), area.rect.width - area.indent
    fitting = (runs for runs in choices if typesetter.natural_width("".join(runs), style) <= room)
    return _in_runs(next(fitting, choices[-1]))


def _in_runs(texts: Sequence[str]) -> Words:
    return Words("".join(texts), runs=tuple(Inline(text) for text in texts))


def _begun(footer: Words, area: Area, typesetter: Typesetter) -> Words:
    """As many words as fit in a footer; the whole title of the deck is on the first slide."""
    words, shown, room = footer.plain, footer, area.rect.height + _FOOTER_SPARE
    while words and height_of(placeholder_text(shown, area, typesetter).body.paragraphs) > room:
        # Of a word that is wider than the footer, there are as many letters as fit.
        words = words.rpartition(" ")[0] if " " in words else words[: len(words) * 3 // 4]
        shown = _in_runs([f"{words} …" if " " in words else f"{words}…"])
    return shown


class Progress(Struct, frozen=True):
    """The number of slides shown so far, of all, and of those in front of each section."""

    shown: int
    total: int
    before_sections: tuple[int, ...] = ()


def progress_line(theme: Theme, progress: Progress) -> list[Box]:
    """The progress of the lecture, with a gap in front of each section, on the track that the layout draws if any."""
    track, palette = theme.progress, theme.palette
    if track is None:
        return []

    def length(slides: int) -> int:
        return round(track.width * slides / progress.total)

    line = Box("Progress", replace(track, width=length(progress.shown)), fill=palette.accent)
    begun = [slides for slides in progress.before_sections if 0 < slides < progress.total]
    rects = [replace(track, x=track.x + length(slides) - _SECTION_GAP // 2, width=_SECTION_GAP) for slides in begun]
    gaps = [Box("Progress", rect, fill=palette.paper) for rect in rects if len(rects) <= _MOST_BARS]
    return [replace(box, decorative=True, progress=True) for box in (line, *gaps)]


def section_strip(
    names: Sequence[str], current: int, targets: Sequence[SlideLink], typesetter: Typesetter
) -> list[Item]:
    """All sections at the bottom of a section slide, the current one highlighted; if many, as bars without names.

    If they are too many for bars, there is a line instead, with the part of the current one highlighted.
    """
    palette, area = typesetter.theme.palette, typesetter.theme.section_strip
    if area is None:
        return []
    strips = columns(area, [1] * len(names), min(_STRIP_GAP, area.width // (2 * len(names))))
    if len(names) > _MOST_BARS:
        line = Box("Bar 1", replace(area, height=_BAR), fill=palette.on_dark_rule, decorative=True)
        here = Rect(strips[current].x, area.y, strips[current].width, _BAR)
        return [line, Box("Bar 2", here, fill=palette.on_dark_accent, decorative=True)]
    size = _name_size(names, strips[0].width, area.height - _BAR - _NAME_GAP, typesetter)
    items: list[Item] = []
    for index, (name, strip) in enumerate(zip(names, strips, strict=True)):
        lit = index == current
        fill = palette.on_dark_accent if lit else palette.on_dark_rule
        bar = Rect(strip.x, strip.y, strip.width, _BAR)
        items.append(Box(f"Bar {index + 1}", bar, fill=fill, decorative=True))
        if size:
            style = Style(size, palette.on_dark if lit else palette.on_dark_muted, bold=lit)
            top = strip.y + _BAR + _NAME_GAP
            rect = Rect(strip.x, top, strip.width, area.bottom - top)
            body = TextBody((typesetter.set(name, strip.width, style),))
            items.append(Box(f"Part {index + 1}", rect, body=body, link=targets[index]))
    return items


def _name_size(names: Sequence[str], width: int, height: int, typesetter: Typesetter) -> int | None:
    """The largest size at which all names fit under their bars; None if they do not."""
    if len(names) > _MOST_NAMES:
        return None
    for size in _NAME_SIZES:
        style = Style(size, typesetter.theme.palette.on_dark, bold=True)
        if all(
            height_of([typesetter.set(name, width, style)]) <= height and typesetter.min_content(name, style) <= width
            for name in names
        ):
            return size
    return None


_SIZE = 14
_HEIGHT = pt(24)
_SIDE = pt(10)
_SLACK = pt(2)
_GAP = pt(8)
_LEAST = pt(120)
"""The least width of a link's title that still says where the link leads."""
_RISE = pt(7)
"""The distance of links above the section's name, to stay clear of a title as wide as the slide."""


class Jump(Struct, frozen=True):
    """A link to another slide of the deck, counted from 0: its words, and whether it leads back."""

    words: str
    slide: int
    back: bool = False

    def label(self, words: str) -> str:
        """`words` with an arrow for the direction."""
        return f"‹ {words}" if self.back else f"{words} ›"


class Look(Struct, frozen=True):
    """The look of links: the colours of their text and of the background under it, if any; their size in points, and
    how far above their row they begin, in EMU.
    """

    ink: Colour
    ground: Colour | None
    size: int = _SIZE
    rise: int = _RISE


def jump_boxes(jumps: Sequence[Jump], row: Rect, typesetter: Typesetter, look: Look) -> list[Box]:
    """The links side by side, flush with the right edge of `row`; long titles are shortened to their first words. The
    last links are left out if not all of them fit.
    """
    style = Style(look.size, look.ink, bold=look.ground is not None, align="centre")
    labels = [jump.label(jump.words) for jump in jumps]
    widths = _widths(labels, style, typesetter, look)
    if jumps and _total(widths) > row.width:
        share = max((row.width + _GAP) // len(jumps) - _GAP, _LEAST)
        labels = [_beginning(jump, share, lambda text: _widths([text], style, typesetter, look)[0]) for jump in jumps]
        widths = _widths(labels, style, typesetter, look)
    while widths and _total(widths) > row.width:
        widths.pop()
    x = row.right - _total(widths)
    height = _HEIGHT if look.rise else row.height
    boxes = []
    for jump, label, width in zip(jumps, labels, widths, strict=False):
        body = TextBody((typesetter.set(label, width, style),), "middle", Insets())
        name = f"Back to {jump.words}" if jump.back else f"See {jump.words}"
        rect = Rect(x, row.y - look.rise, width, height)
        boxes.append(Box(name, rect, "rounded", look.ground, corner=pt(5), body=body, link=SlideLink(jump.slide)))
        x += width + _GAP
    return boxes


def _beginning(jump: Jump, room: int, width: Callable[[str], int]) -> str:
    """The label of a link with as many words as fit, at least one."""
    words = jump.words
    label = jump.label(words)
    while width(label) > room and " " in words:
        words = words.rpartition(" ")[0].rstrip(",;:.")
        label = jump.label(f"{words} …")
    return label


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _widths(labels: Sequence[str], style: Style, typesetter: Typesetter, look: Look) -> list[int]:
    side = _SIDE if look.ground else _SLACK
    return [typesetter.natural_width(label, style) + 2 * side for label in labels]


_BESIDE_LINKS = pt(16)
_QUESTION_MARKS = ("?", "？", "؟", ";", "\u037e")
"""The ends of questions; the last two are Greek."""


class Eyebrow(Struct, frozen=True):
    """Sets the row above titles."""

    typesetter: Typesetter
    slide_words: SlideWords
    report: Callable[[Diagnostic], None]

    def row(self, words: Words | None, area: Area, jumps: Sequence[Jump], place: Place | None) -> list[Item]:
        """`words`, with links at their right if they are not at the foot; if both do not fit, only the links of the
        slide at `place`.
        """
        typesetter, palette = self.typesetter, self.typesetter.theme.palette
        if not jumps or typesetter.theme.links:
            return [fitted_text(words, area, (area.size,), typesetter, self.report)] if words else []
        look = Look(palette.muted, palette.surface)
        name = typesetter.natural_width(words or "", Style(area.size, area.colour, area.bold)) + _BESIDE_LINKS
        for taken in (name, 0):
            row = replace(area.rect, x=area.rect.x + taken, width=area.rect.width - taken)
            boxes = jump_boxes(jumps, row, typesetter, look)
            if words and taken and len(boxes) == len(jumps):
                room = replace(area, rect=replace(area.rect, width=boxes[0].rect.x - area.rect.x))
                return [replace(placeholder_text(words, room, typesetter), inherited=False), *boxes]
        self._report_missing(jumps, boxes, place)
        return [*boxes]

    def at_the_foot(self, jumps: Sequence[Jump], place: Place | None) -> list[Box]:
        """The links of a slide, if the theme has a row for them at the foot."""
        theme = self.typesetter.theme
        if theme.links is None:
            return []
        look = Look(theme.palette.muted, None, theme.sizes.footer, 0)
        boxes = jump_boxes(jumps, theme.links, self.typesetter, look)
        self._report_missing(jumps, boxes, place)
        return boxes

    def _report_missing(self, jumps: Sequence[Jump], boxes: Sequence[Box], place: Place | None) -> None:
        if len(boxes) < len(jumps):
            message = (
                f"{len(boxes)} of the {len(jumps)} links of this slide have room on it, so the others are missing"
            )
            self.report(warning(Code.LINKS_LEFT_OUT, message, place, "link to fewer slides, or link in the text"))

    def way_to_the_agenda(self, agenda: int, row: Rect) -> list[Box]:
        """A link from a section to the agenda, in a row where content slides have their links."""
        if any(other.rect.overlaps(row) for other in self.typesetter.theme.layouts["section"].areas):
            return []
        look = Look(self.typesetter.theme.palette.on_dark_muted, None)
        return jump_boxes([Jump(self.slide_words.agenda, agenda, back=True)], row, self.typesetter, look)

    def asked(self, slide: Slide) -> Words | None:
        """The row above a question to the class; None on other slides."""
        quiz, drawn = slide.find(Quiz), (slide.find(Figure), slide.find(Matrix))
        is_question = slide.headline is not None and slide.headline.plain.rstrip().endswith(_QUESTION_MARKS)
        is_predicted = any(thing is not None and thing.predict for thing in drawn)
        if not (quiz or slide.find(Poll) or (is_predicted and is_question)):
            return None
        text = self.slide_words.to_the_class
        return Words(text, slide.place, (Inline(text),))
