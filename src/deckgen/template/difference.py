"""The differences between two versions of a template, and what they mean for decks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from deckgen.geometry import Rect
from deckgen.template.description import LAYOUTS, SPOKEN, colours_of, scale_of, slides_and_ground
from deckgen.template.reading import Understood
from deckgen.text.measure import Font, Measurer
from deckgen.theme.contrast import mixed
from deckgen.theme.tokens import Area, AreaKind, LayoutName, Theme

_EMU_PER_INCH = 914_400
_LEAST_MOVE = 0.01
"""In inches; less cannot be seen, and is what scaling leaves."""
_LEAST_ROOM = 0.1
"""In inches; content is never put into less."""
_SAMPLE = "The operating system shares the hardware between all programs"
_SAMPLE_SIZE = 100
_WHERE: Final[Mapping[LayoutName, str]] = {"title": "on the title slide, ", "section": "on sections, "}
_NAMES: Final[Mapping[AreaKind, str]] = {
    "title": "titles",
    "centred-title": "titles",
    "subtitle": "subtitles",
    "footer": "footers",
    "slide-number": "slide numbers",
}


def differences(before: Understood, after: Understood, measurer: Measurer) -> list[str]:
    """What changes in a deck that is built with the template `after` in place of `before`; a line for each change.

    Widths of letters are compared with `measurer`.
    """
    return [
        *_slides(before.theme, after.theme),
        *_layouts(before, after),
        *(line for name in ("content", "title", "section") for line in _areas(before.theme, after.theme, name)),
        *_content(before.theme, after.theme),
        *_fonts(before.theme, after.theme, measurer),
        *_colours(before.theme, after.theme),
    ]


def _slides(before: Theme, after: Theme) -> Iterator[str]:
    old, new = slides_and_ground(before), slides_and_ground(after)
    if old != new:
        yield f"{new}; they were {old}"


def _layouts(before: Understood, after: Understood) -> Iterator[str]:
    for name in LAYOUTS:
        old, new = before.layouts.get(name), after.layouts.get(name)
        if old == new:
            continue
        if new is None:
            yield f"{SPOKEN[name]}: there is no layout any more, so text boxes stand in for `{old}`"
        elif old is None:
            yield f"{SPOKEN[name]}: the layout is `{new}`, where text boxes stood in before"
        else:
            yield f"{SPOKEN[name]}: the layout is `{new}`, and was `{old}`"


def _areas(before: Theme, after: Theme, layout: LayoutName) -> Iterator[str]:
    """The moves of the placeholders of a layout."""
    where = _WHERE.get(layout, "")
    old, new = _by_name(before, layout), _by_name(after, layout)
    for name in dict.fromkeys(_NAMES.values()):
        if name in old and name in new:
            changes = list(_changes(old[name], new[name], scale_of(before), scale_of(after)))
            if changes:
                yield f"{where}{name} {', '.join(changes)}"
        elif name in old:
            yield f"{where}{name} have no place any more"
        elif name in new:
            yield f"{where}{name} have a place now"


def _by_name(theme: Theme, layout: LayoutName) -> dict[str, Area]:
    """The placeholders of a layout by what is in them."""
    areas = (area for area in theme.layouts[layout].areas if area.standing != "free")
    return {_NAMES[area.kind]: area for area in areas if area.kind in _NAMES}


def _changes(old: Area, new: Area, old_scale: float, new_scale: float) -> Iterator[str]:
    before, after = _inches(old.rect, old_scale), _inches(new.rect, new_scale)
    moves = [*_moved(after[0] - before[0], "right", "left"), *_moved(after[1] - before[1], "down", "up")]
    if moves:
        yield f"move {' and '.join(moves)}"
    sides = [*_sized(after[2] - before[2], "width"), *_sized(after[3] - before[3], "height")]
    if sides:
        yield f"have {' and '.join(sides)}"
    sizes = round(old.size * old_scale), round(new.size * new_scale)
    if sizes[0] != sizes[1]:
        yield f"are {sizes[1]} pt, and were {sizes[0]}"
    if old.align != new.align:
        yield f"are aligned {new.align}, and were {old.align}"
    if old.bold != new.bold:
        yield "are bold now" if new.bold else "are not bold any more"
    if old.capitals != new.capitals:
        yield "are in capitals now" if new.capitals else "are not in capitals any more"


def _moved(change: float, onwards: str, back: str) -> Iterator[str]:
    if abs(change) >= _LEAST_MOVE:
        yield f"{onwards if change > 0 else back} by {round(abs(change), 2):g} in"


def _sized(change: float, side: str) -> Iterator[str]:
    if abs(change) >= _LEAST_MOVE:
        yield f"{round(abs(change), 2):g} in {'more' if change > 0 else 'less'} {side}"


def _content(before: Theme, after: Theme) -> Iterator[str]:
    """The room for content, relative to the size of its text."""
    old, new = _inches(before.body, scale_of(before)), _inches(after.body, scale_of(after))
    sides = f"{new[2]:.2f} × {new[3]:.2f} in, and had {old[2]:.2f} × {old[3]:.2f}"
    # The rectangle of a layout without room for content is as flat as can be, so that a share would say nothing.
    share = round(100 * (new[2] * new[3]) / (old[2] * old[3])) - 100 if min(old[2:]) >= _LEAST_ROOM else 0
    if min(old[2:]) < _LEAST_ROOM <= min(new[2:]):
        yield f"content has room now: {sides}"
    elif share:
        yield f"content has {abs(share)} % {'more' if share > 0 else 'less'} room: {sides}"
    else:
        moves = [*_moved(new[0] - old[0], "right", "left"), *_moved(new[1] - old[1], "down", "up")]
        if moves:
            yield f"content moves {' and '.join(moves)}"
    sizes = before.sizes.body[0] * scale_of(before), after.sizes.body[0] * scale_of(after)
    if round(sizes[0]) != round(sizes[1]):
        yield f"text is up to {sizes[1]:.0f} pt, and was up to {sizes[0]:.0f}"


def _fonts(before: Theme, after: Theme, measurer: Measurer) -> Iterator[str]:
    pairs = {
        "headings": (before.fonts.heading, after.fonts.heading),
        "text": (before.fonts.body, after.fonts.body),
    }
    for what, (old, new) in pairs.items():
        if old != new:
            wide = [measurer.width(_SAMPLE, Font(family), _SAMPLE_SIZE) for family in (old, new)]
            share = round(100 * wide[1] / wide[0]) - 100
            meaning = f", whose letters are {abs(share)} % {'wider' if share > 0 else 'narrower'}" if share else ""
            yield f"{what}: {new}, and was {old}{meaning}"


def _colours(before: Theme, after: Theme) -> Iterator[str]:
    old = {name: mixed(colour, before.scheme) for name, colour in colours_of(before).items()}
    new = {name: mixed(colour, after.scheme) for name, colour in colours_of(after).items()}
    for name, rgb in new.items():
        if rgb != old[name]:
            yield f"{name} is #{rgb}, and was #{old[name]}"


def _inches(rect: Rect, scale: float) -> tuple[float, ...]:
    return tuple(side * scale / _EMU_PER_INCH for side in (rect.x, rect.y, rect.width, rect.height))
