"""What surrounds the content of a slide: the section's name, the footer, the slide number, the progress line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deckgen.diagnostics import Diagnostic, error
from deckgen.geometry import Rect, columns, pt
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.element import Inline, Words
from deckgen.scene.items import Box, Item, Placeholder, TextBox
from deckgen.scene.text import SlideLink, TextBody
from deckgen.theme.tokens import Area, SlideLayout

_BAR = pt(4)
_NAME_GAP = pt(8)
_NAME_SIZES = (18, 17, 16, 15, 14)
_STRIP_GAP = pt(8)
_MOST_NAMES = 6
_FOOTER_SPARE = pt(9)
"""What is under a footer is the edge of the slide, so two lines may stand out of it a little."""


def placeholder_text(words: Words | str, area: Area, setter: Typesetter, *, size: int | None = None) -> TextBox:
    """Text in a placeholder, as the layout wants it to look."""
    body = TextBody((setter.set(words, area.rect.width, style_of(area, size or area.size)),), area.anchor)
    return text_in(area, area.name, body)


def style_of(area: Area, size: int) -> Style:
    """How text looks in an area, at `size` points."""
    return Style(size, area.colour, area.bold, align=area.align, spacing=area.line_spacing, capitals=area.capitals)


def text_in(area: Area, name: str, body: TextBody) -> TextBox:
    """A text that fills an area, tied to its placeholder if there is one."""
    mark = None if area.standing == "free" else Placeholder(area.kind, area.index)
    return TextBox(name, area.rect, body, mark, inherited=area.standing == "inherited")


def fitted_text(
    words: Words, area: Area, sizes: Sequence[int], setter: Typesetter, report: Callable[[Diagnostic], None]
) -> TextBox:
    """Text in a placeholder, in the largest of `sizes` that its area holds; where none does, `report` is told."""
    room = area.rect.height
    for size in sizes:
        box = placeholder_text(words, area, setter, size=size)
        if height_of(box.body.paragraphs) <= room:
            return box
    lines, needed = len(box.body.paragraphs[0].lines), height_of(box.body.paragraphs)
    held = max(room * lines // needed, 1)
    message = f"this text needs {lines} lines at {sizes[-1]} pt, the smallest size, but its area holds {held}"
    surplus = max(len(words.plain) - round(len(words.plain) * held / lines), 1)
    report(error("text-too-long", message, words.place, f"shorten it by about {surplus} characters"))
    return box


class Whereabouts(Struct, frozen=True):
    """Where in the lecture a slide is: its section, if it is in one, its number, and that of the last slide shown.

    A slide behind the last has no `last`.
    """

    lecture: Words
    section: Words | None
    number: int
    last: int | None


def footers(layout: SlideLayout, setter: Typesetter, where: Whereabouts) -> list[Item]:
    """The footer and the slide number, where the layout has them."""
    items: list[Item] = []
    for area in layout.areas:
        if area.kind == "footer":
            items.append(placeholder_text(_begun(_footer(where, area, setter), area, setter), area, setter))
        elif area.kind == "slide-number":
            items.append(placeholder_text(_number(where, area, setter), area, setter))
    return items


def of_last(number: int) -> str:
    """What stands behind the number of a slide: how far the numbers go."""
    return f" / {number}"


def _footer(where: Whereabouts, area: Area, setter: Typesetter) -> Words:
    """The lecture and the section in one line; where both have no room, the section, or else the lecture."""
    lecture = where.lecture.plain
    if where.section is None:
        return _in_runs([lecture])
    section = where.section.plain
    return _first_that_fits([[lecture, f"  ·  {section}"], [section], [lecture]], area, setter)


def _number(where: Whereabouts, area: Area, setter: Typesetter) -> Words:
    """The number of the slide, and of how many, if there is room for that."""
    number = [str(where.number)]
    return _first_that_fits([[*number, of_last(where.last)], number] if where.last else [number], area, setter)


def _first_that_fits(choices: Sequence[Sequence[str]], area: Area, setter: Typesetter) -> Words:
    """The first of `choices`, each a line in runs, that the area has room for, or else the last."""
    style = style_of(area, area.size)
    fitting = (runs for runs in choices if setter.natural_width("".join(runs), style) <= area.rect.width)
    return _in_runs(next(fitting, choices[-1]))


def _in_runs(texts: Sequence[str]) -> Words:
    return Words("".join(texts), runs=tuple(Inline(text) for text in texts))


def _begun(footer: Words, area: Area, setter: Typesetter) -> Words:
    """As many words as a footer holds; the whole title of the deck is on the first slide."""
    words, shown, room = footer.plain, footer, area.rect.height + _FOOTER_SPARE
    while " " in words and height_of(placeholder_text(shown, area, setter).body.paragraphs) > room:
        words = words.rpartition(" ")[0]
        shown = _in_runs([f"{words} …"])
    return shown


def progress_line(setter: Typesetter, number: int, total: int) -> list[Item]:
    """How far the lecture has come, as a line on the track that the layout draws, if it draws one."""
    track = setter.theme.progress
    if track is None:
        return []
    rect = replace(track, width=round(track.width * number / total))
    return [Box("Progress", rect, fill=setter.theme.palette.accent, decorative=True)]


def section_strip(names: Sequence[str], current: int, targets: Sequence[SlideLink], setter: Typesetter) -> list[Item]:
    """All sections at the bottom of a section slide, the current one lit; many of them show bars without names."""
    palette, area = setter.theme.palette, setter.theme.section_strip
    if area is None:
        return []
    strips = columns(area, [1] * len(names), _STRIP_GAP)
    size = _name_size(names, strips[0].width, area.height - _BAR - _NAME_GAP, setter)
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
            body = TextBody((setter.set(name, strip.width, style),))
            items.append(Box(f"Part {index + 1}", rect, body=body, link=targets[index]))
    return items


def _name_size(names: Sequence[str], width: int, height: int, setter: Typesetter) -> int | None:
    """The largest size at which all names fit under their bars; None where they cannot."""
    if len(names) > _MOST_NAMES:
        return None
    for size in _NAME_SIZES:
        style = Style(size, setter.theme.palette.on_dark, bold=True)
        if all(
            height_of([setter.set(name, width, style)]) <= height and setter.widest_word(name, style) <= width
            for name in names
        ):
            return size
    return None
