"""Furniture: the parts around a slide's content, such as section name, footer, slide number and progress line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error, warning
from deckgen.geometry import Rect, columns, inches, pt
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.locale import SlideWords
from deckgen.outline.element import Inline, Words
from deckgen.outline.figure import Figure
from deckgen.outline.interaction import Poll, Quiz
from deckgen.outline.slide import Slide
from deckgen.paint import Colour
from deckgen.scene.items import Box, Item, Placeholder, TextBox
from deckgen.scene.text import Insets, SlideLink, TextBody, WideWord
from deckgen.theme.tokens import EYEBROW_INDEX, Area, SlideLayout

_BAR = pt(4)
_NAME_GAP = pt(8)
_NAME_SIZES = (18, 17, 16, 15, 14)
_STRIP_GAP = pt(8)
_MOST_NAMES = 6
_FOOTER_SPARE = pt(9)
"""The tolerance below a footer: only the edge of the slide is there, so two lines may exceed the footer slightly."""


def placeholder_text(words: Words | str, area: Area, typesetter: Typesetter, *, size: int | None = None) -> TextBox:
    """Text in a placeholder, in the style that the layout defines."""
    body = TextBody((typesetter.set(words, area.rect.width, style_of(area, size or area.size)),), area.anchor)
    return text_in(area, area.name, body)


def style_of(area: Area, size: int) -> Style:
    """The style of text in an area, at `size` points."""
    return Style(size, area.colour, area.bold, align=area.align, spacing=area.line_spacing, capitals=area.capitals)


def text_in(area: Area, name: str, body: TextBody) -> TextBox:
    """A text that fills an area, tied to its placeholder if it has one."""
    mark = None if area.standing == "free" else Placeholder(area.kind, area.index)
    return TextBox(name, area.rect, body, mark, inherited=area.standing == "inherited")


def fitted_text(
    words: Words, area: Area, sizes: Sequence[int], typesetter: Typesetter, report: Callable[[Diagnostic], None]
) -> TextBox:
    """Text in a placeholder, in the largest of `sizes` that fits its area; if none fits, `report` is called."""
    room = area.rect.height
    for size in sizes:
        box = placeholder_text(words, area, typesetter, size=size)
        if height_of(box.body.paragraphs) <= room:
            return box
    if cut := box.body.paragraphs[0].cut:
        report(word_too_wide(cut, words.place))
        return box
    lines, needed = len(box.body.paragraphs[0].lines), height_of(box.body.paragraphs)
    held = max(room * lines // needed, 1)
    message = f"this text needs {lines} lines at {sizes[-1]} pt, the smallest size, but its area holds {held}"
    surplus = max(len(words.plain) - round(len(words.plain) * held / lines), 1)
    report(error(Code.TEXT_TOO_LONG, message, words.place, f"shorten it by about {surplus} characters"))
    return box


_MOST_OF_A_WORD = 40
"""The letters of a word that are enough to recognise it."""


_BREAKABLE = "shorten it, or type a space or a hyphen where it may be broken"


def word_too_wide(cut: WideWord, place: Place | None) -> Diagnostic:
    """The error of a word that has no room on a line, at the smallest size of its text."""
    return error(Code.WORD_TOO_WIDE, _has_no_room(cut), place, _BREAKABLE)


def _has_no_room(cut: WideWord) -> str:
    word = cut.word if len(cut.word) <= _MOST_OF_A_WORD else f"{cut.word[:_MOST_OF_A_WORD]}…"
    needed, there = inches(cut.width, cut.room)
    return f"the word `{word}` is {needed} in wide at {cut.size} pt, the smallest size, but has {there} in"


class Whereabouts(Struct, frozen=True):
    """The position of a slide in the lecture: its section, if any, its number, and the number of the last slide
    shown.

    A slide behind the last one has no `last`.
    """

    lecture: Words
    section: Words | None
    number: int
    last: int | None


def footers(layout: SlideLayout, typesetter: Typesetter, where: Whereabouts) -> list[Item]:
    """The footer and the slide number, if the layout has them."""
    items: list[Item] = []
    for area in layout.areas:
        if area.kind == "footer":
            items.append(
                placeholder_text(_begun(_footer(where, area, typesetter), area, typesetter), area, typesetter)
            )
        elif area.kind == "slide-number":
            items.append(placeholder_text(_number(where, area, typesetter), area, typesetter))
    return items


def on_one_line(text: str) -> str:
    """The text without its line breaks, as footers have it."""
    return " ".join(text.split())


def of_last(number: int) -> str:
    """The text after a slide number: the total."""
    return f" / {number}"


def _footer(where: Whereabouts, area: Area, typesetter: Typesetter) -> Words:
    """The lecture and the section in one line; if both do not fit, the section, or else the lecture."""
    lecture = on_one_line(where.lecture.plain)
    if where.section is None:
        return _in_runs([lecture])
    section = on_one_line(where.section.plain)
    return _first_that_fits([[lecture, f"  ·  {section}"], [section], [lecture]], area, typesetter)


def _number(where: Whereabouts, area: Area, typesetter: Typesetter) -> Words:
    """The slide number, with the total if it fits."""
    number = [str(where.number)]
    return _first_that_fits([[*number, of_last(where.last)], number] if where.last else [number], area, typesetter)


def _first_that_fits(choices: Sequence[Sequence[str]], area: Area, typesetter: Typesetter) -> Words:
    """The first of `choices`, each one line of runs, that fits the area, or else the last."""
    style = style_of(area, area.size)
    fitting = (runs for runs in choices if typesetter.natural_width("".join(runs), style) <= area.rect.width)
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


def progress_line(typesetter: Typesetter, number: int, total: int) -> list[Item]:
    """The progress of the lecture as a line on the track that the layout draws, if it draws one."""
    track = typesetter.theme.progress
    if track is None:
        return []
    rect = replace(track, width=round(track.width * number / total))
    return [Box("Progress", rect, fill=typesetter.theme.palette.accent, decorative=True, progress=True)]


def section_strip(
    names: Sequence[str], current: int, targets: Sequence[SlideLink], typesetter: Typesetter
) -> list[Item]:
    """All sections at the bottom of a section slide, the current one highlighted; if many, as bars without names."""
    palette, area = typesetter.theme.palette, typesetter.theme.section_strip
    if area is None:
        return []
    strips = columns(area, [1] * len(names), min(_STRIP_GAP, area.width // (2 * len(names))))
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
    """The colours of links: of their text, and of the background under it, if any."""

    ink: Colour
    ground: Colour | None


def jump_boxes(jumps: Sequence[Jump], row: Rect, typesetter: Typesetter, look: Look) -> list[Box]:
    """The links side by side, flush with the right edge of `row`; long titles are shortened to their first words. The
    last links are left out if not all of them fit.
    """
    style = Style(_SIZE, look.ink, bold=True, align="centre")
    labels = [jump.label(jump.words) for jump in jumps]
    widths = _widths(labels, style, typesetter, look)
    if jumps and _total(widths) > row.width:
        share = max((row.width + _GAP) // len(jumps) - _GAP, _LEAST)
        labels = [_beginning(jump, share, lambda text: _widths([text], style, typesetter, look)[0]) for jump in jumps]
        widths = _widths(labels, style, typesetter, look)
    while widths and _total(widths) > row.width:
        widths.pop()
    x = row.right - _total(widths)
    top = row.y - _RISE
    boxes = []
    for jump, label, width in zip(jumps, labels, widths, strict=False):
        body = TextBody((typesetter.set(label, width, style),), "middle", Insets())
        name = f"Back to {jump.words}" if jump.back else f"See {jump.words}"
        rect = Rect(x, top, width, _HEIGHT)
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


class Eyebrow(Struct, frozen=True):
    """Sets the row above titles."""

    typesetter: Typesetter
    slide_words: SlideWords
    report: Callable[[Diagnostic], None]

    def row(self, words: Words | None, area: Area, jumps: Sequence[Jump]) -> list[Item]:
        """`words`, with the links at their right; if both do not fit, only the links."""
        typesetter, palette = self.typesetter, self.typesetter.theme.palette
        if not jumps:
            return [fitted_text(words, area, (area.size,), typesetter, self.report)] if words else []
        look = Look(palette.muted, palette.surface)
        name = typesetter.natural_width(words or "", Style(area.size, area.colour, area.bold)) + _BESIDE_LINKS
        for taken in (name, 0):
            row = replace(area.rect, x=area.rect.x + taken, width=area.rect.width - taken)
            boxes = jump_boxes(jumps, row, typesetter, look)
            if words and taken and len(boxes) == len(jumps):
                room = replace(area, rect=replace(area.rect, width=boxes[0].rect.x - area.rect.x))
                return [replace(placeholder_text(words, room, typesetter), inherited=False), *boxes]
        return [*boxes]

    def way_to_the_agenda(self, agenda: int) -> list[Box]:
        """A link from a section to the agenda, in the place of links on content slides."""
        area = self.typesetter.theme.layouts["content"].area(EYEBROW_INDEX)
        if any(other.rect.overlaps(area.rect) for other in self.typesetter.theme.layouts["section"].areas):
            return []
        look = Look(self.typesetter.theme.palette.on_dark_muted, None)
        return jump_boxes([Jump(self.slide_words.agenda, agenda, back=True)], area.rect, self.typesetter, look)

    def asked(self, slide: Slide) -> Words | None:
        """The row above a question to the class, with the time to think; None on other slides."""
        quiz, figure = slide.find(Quiz), slide.find(Figure)
        if not (quiz or slide.find(Poll) or (figure and figure.predict)):
            return None
        seconds = quiz.seconds if quiz else None
        time = self.slide_words.seconds.format(seconds=f"{seconds:g}") if seconds else ""
        text = "  ·  ".join(filter(None, [self.slide_words.to_the_class, time]))
        return Words(text, slide.place, (Inline(text),))


_BELOW_THE_FLOOR = (28, 26, 24)
_LEAST_ON_ONE_LINE = 2 / 3
"""The least share of the largest title size; a title that would be smaller is set in two lines."""
_CLEAR = pt(16)
"""The clear space between a title and the content of a slide."""


def title_box(
    words: Words | str,
    area: Area,
    sizes: Sequence[int],
    typesetter: Typesetter,
    report: Callable[[Diagnostic], None],
) -> TextBox:
    """The title in its placeholder: on one line if any size allows it, else on as many lines as fit the area."""
    style = _fitting(words, area, sizes, typesetter)
    if style is not None:
        return _box(words, area, typesetter, style)
    width, height = area.rect.width, area.rect.height
    floor = _style(area).at(sizes[-1])
    place = words.place if isinstance(words, Words) else None
    below = [size for size in _BELOW_THE_FLOOR if size < floor.size]
    fallback = next((s for s in below if _fits(words, width, height, typesetter, floor.at(s))), None)
    report(_too_long(words, place, (width, height), typesetter, floor, serious=fallback is None))
    return _box(words, area, typesetter, floor.at(fallback or min([floor.size, *below])))


def room_under(words: Words | str, area: Area, body: Rect, typesetter: Typesetter) -> Rect:
    """`body` without the part that a title of several lines in `area` needs to stay clear of the content."""
    style = _fitting(words, area, typesetter.theme.sizes.title, typesetter)
    taken = height_of([typesetter.set(words, area.rect.width, style)]) if style else area.rect.height
    top = max(area.rect.y + taken + _CLEAR, body.y)
    return Rect(body.x, top, body.width, body.bottom - top)


def _fitting(words: Words | str, area: Area, sizes: Sequence[int], typesetter: Typesetter) -> Style | None:
    style, width, height = _style(area), area.rect.width, area.rect.height
    for size in (size for size in sizes if size >= _LEAST_ON_ONE_LINE * sizes[0]):
        if typesetter.line_count(words, width, style.at(size)) == 1:
            return style.at(size)
    return next((style.at(size) for size in sizes if _fits(words, width, height, typesetter, style.at(size))), None)


def _style(area: Area) -> Style:
    return replace(style_of(area, area.size), face="heading")


def _fits(words: Words | str, width: int, height: int, typesetter: Typesetter, style: Style) -> bool:
    # A title may fill its area completely: the line spacing leaves space below the last line.
    return height_of([typesetter.set(words, width, style)]) <= height + pt(1)


def _too_long(  # noqa: PLR0913
    words: Words | str,
    place: Place | None,
    room: tuple[int, int],
    typesetter: Typesetter,
    floor: Style,
    *,
    serious: bool,
) -> Diagnostic:
    width, height = room
    make = error if serious else warning
    if cut := typesetter.set(words, width, floor).cut:
        return make(Code.TITLE_TOO_LONG, _has_no_room(cut), place, _BREAKABLE)
    lines = typesetter.line_count(words, width, floor)
    held = max(height // height_of([typesetter.set("x", width, floor)]), 1)
    plain = words if isinstance(words, str) else words.plain
    surplus = max(len(plain) - round(len(plain) * held / lines), 1)
    return make(
        Code.TITLE_TOO_LONG,
        f"this title needs {lines} lines at {floor.size} pt, the smallest title size, but its area holds {held}",
        place,
        f"shorten it by about {surplus} characters",
    )


def _box(words: Words | str, area: Area, typesetter: Typesetter, style: Style) -> TextBox:
    body = TextBody((typesetter.set(words, area.rect.width, style),), area.anchor)
    return text_in(area, "Title", body)


def words_of(slide: Slide, slide_words: SlideWords) -> Words:
    """The title of a slide; without one, a description of its content."""
    fallback = slide_words.agenda if slide.agenda else slide_words.references
    return slide.title or Words(fallback, slide.place, (Inline(fallback),))


def extended(words: Words, title: str) -> Words:
    """`words` followed by the part that `title` adds to its own beginning."""
    added = title.removeprefix(words.plain)
    return replace(words, runs=(*words.runs, Inline(added))) if added else words


class UniqueTitles:
    """Hands out unique titles; a title in use gets a number behind it."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def claim(self, title: str) -> str:
        """`title`, or `title (2)` if that is taken, and so on, ignoring case."""
        candidate, number = title, 1
        while candidate.casefold() in self._used:
            number += 1
            candidate = f"{title} ({number})"
        self._used.add(candidate.casefold())
        return candidate
