"""What is understood of a template, in words: for `deckgen template`, and for the notes of a proof.

Lengths are in inches and sizes in points of the template's own slides, as PowerPoint shows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from deckgen.geometry import Rect
from deckgen.paint import Colour
from deckgen.template.reading import Understood
from deckgen.text.fonts import Typefaces
from deckgen.text.measure import is_known
from deckgen.theme.contrast import mixed
from deckgen.theme.tokens import LayoutName, Theme

LAYOUTS: Final[tuple[LayoutName, ...]] = ("title", "section", "content", "two-content", "comparison", "title-only")
SPOKEN: Final[Mapping[LayoutName, str]] = {
    "title": "the title slide",
    "section": "sections",
    "content": "text",
    "two-content": "two columns",
    "comparison": "columns with titles",
    "title-only": "a title alone",
}
"""What a layout is for."""
_INSTEAD: Final[Mapping[LayoutName, tuple[LayoutName, str]]] = {
    "section": ("title", "sections look like the title slide"),
    "title": ("title-only", "the title slide looks like any other"),
    "title-only": ("content", "figures and tables use the layout for text"),
}
"""The layouts that replace missing ones, and the consequences."""
_MISSING: Final[Mapping[LayoutName, str]] = {
    "two-content": "columns are text boxes on the layout for text",
    "comparison": "the titles of columns are text boxes",
}
_EMU_PER_INCH = 914_400


def description(understood: Understood, file: str, fonts: Typefaces) -> Iterator[str]:
    """The report on a template, line by line; `fonts` are those that were found for it."""
    theme = understood.theme
    yield f"{file}: {slides_and_ground(theme)}, {_in_words(theme.families)}"
    yield from ("", "layouts", *(f"  {name:<13}{understood.layouts.get(name, '–')}" for name in LAYOUTS))
    yield from ("", "areas of slides (left, top, width and height in inches; size in points)", *_areas(theme))
    yield from ("", "colours", *_colours(theme))
    yield from ("", "fonts", *(f"  {family}: {_measured(family, fonts)}" for family in theme.families))
    notes = [*_notes(understood), *_notes_on_fonts(theme, fonts)]
    yield from ("", *notes) if notes else ()


def layout_description(understood: Understood, name: LayoutName) -> Iterator[str]:
    """What is understood of one layout, line by line: its name, its areas, fonts and colours."""
    theme = understood.theme
    layout = theme.layouts[name]
    yield f"layout: {understood.layouts.get(name, layout.label)}, for {SPOKEN.get(name, 'pictures')}"
    scale = scale_of(theme)
    for area in layout.areas:
        where = "a text box, because the layout has no place for it" if area.standing == "free" else "a placeholder"
        yield (
            f"{area.name.lower()}: {where}, {inches_of(area.rect, scale)}, {area.size * scale:.0f} pt, "
            f"#{mixed(area.colour, theme.scheme)}"
        )
    yield f"figures and tables: {inches_of(theme.body, scale)}"
    yield f"ground: #{mixed(layout.ground, theme.scheme)}"
    yield f"fonts: {theme.fonts.heading} for headings, {theme.fonts.body} for text, {theme.fonts.code} for code"


def slides_and_ground(theme: Theme) -> str:
    """The size of slides, and whether text is dark or light."""
    scale = scale_of(theme)
    width, height = (side * scale / _EMU_PER_INCH for side in (theme.slide.width, theme.slide.height))
    ground = "light text on a dark ground" if theme.is_dark else "dark text on a light ground"
    return f"slides of {width:.4g} × {height:.4g} in, {ground}"


def scale_of(theme: Theme) -> float:
    """The height of the template's slides, divided by that of the slides on which layout works."""
    assert theme.template is not None
    return theme.template.scale


def inches_of(rect: Rect, scale: float) -> str:
    """The size of a rectangle, and its place from the left and the top of the slide."""
    x, y, width, height = (side * scale / _EMU_PER_INCH for side in (rect.x, rect.y, rect.width, rect.height))
    return f"{width:.2f} × {height:.2f} in at {x:.2f}, {y:.2f}"


def colours_of(theme: Theme) -> dict[str, Colour]:
    """The colours that decks use, by their names."""
    palette = theme.palette
    hues: dict[str, Colour] = dict(palette.hues.items())
    return {"text": palette.ink, "ground": palette.paper, "accent": palette.accent, **hues}


def _in_words(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _areas(theme: Theme) -> Iterator[str]:
    scale = scale_of(theme)
    for area in theme.layouts["content"].areas:
        if area.standing != "free" and area.kind != "content":
            yield f"  {area.name.lower():<14}{_columns(area.rect, scale)}   {area.size * scale:.0f} pt"
    sizes = theme.sizes.body
    yield f"  {'content':<14}{_columns(theme.body, scale)}   {sizes[-1] * scale:.3g} to {sizes[0] * scale:.3g} pt"


def _columns(rect: Rect, scale: float) -> str:
    sides = (side * scale / _EMU_PER_INCH for side in (rect.x, rect.y, rect.width, rect.height))
    return "".join(f"{side:>6.2f}" for side in sides)


def _colours(theme: Theme) -> Iterator[str]:
    for name, colour in colours_of(theme).items():
        change = f", {colour.tint} % lighter" if colour.tint else f", {colour.shade} % darker" if colour.shade else ""
        yield f"  {name:<12}#{mixed(colour, theme.scheme)}  {colour.slot}{change}"


def _notes(understood: Understood) -> Iterator[str]:
    """The parts that the template lacks, and the consequences."""
    theme, layouts = understood.theme, understood.layouts
    for name, (other, result) in _INSTEAD.items():
        if layouts[name] == layouts.get(other):
            yield f"note: there is no layout for {SPOKEN[name]}{_beside(name)}, so {result}"
    for name, result in _MISSING.items():
        if name not in layouts:
            yield f"note: there is no layout for {SPOKEN[name]}{_beside(name)}, so {result}"
    if not any(area.kind == "slide-number" for area in theme.layouts["content"].areas):
        yield "note: there is no slide number on the layout for text, so slides have none"


def _beside(name: LayoutName) -> str:
    """What a layout beside that for text has to do: its title has to look the same, and stand in the same place."""
    return " that goes with that for text" if name in ("two-content", "comparison", "title-only") else ""


def _measured(family: str, fonts: Typefaces) -> str:
    """Where the widths of a family come from."""
    found = fonts.of(family)
    if found is not None:
        return f"measured in {found.path or 'the font'}, {found.where}"
    return "widths known" if is_known(family) else "widths estimated"


def _notes_on_fonts(theme: Theme, fonts: Typefaces) -> Iterator[str]:
    remedy = "put its files into a folder beside the outline and name that: `fonts: FOLDER`"
    for family in theme.families:
        found = fonts.of(family)
        if not fonts.knows(family):
            yield (
                f"note: how wide the letters of {family} are is not known, so they are taken to be a little wider;"
                f" {remedy}"
            )
        elif found is not None and found.is_installed:
            yield f"note: decks can differ on machines without {family}; {remedy}"
