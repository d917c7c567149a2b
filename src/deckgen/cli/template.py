"""`deckgen template`: show how deckgen understands a template, before a lecture is built with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.files import read_template
from deckgen.cli.terminal import UsageError, say

if TYPE_CHECKING:
    from deckgen.geometry import Rect
    from deckgen.paint import Colour
    from deckgen.template.reading import Understood
    from deckgen.theme.tokens import LayoutName, Theme

LAYOUTS: tuple[LayoutName, ...] = ("title", "section", "content", "two-content", "comparison", "title-only")
INSTEAD: dict[LayoutName, tuple[LayoutName, str]] = {
    "section": ("title", "sections look like the title slide"),
    "title": ("title-only", "the title slide looks like any other"),
    "title-only": ("content", "figures and tables use the layout for text"),
}
"""The layouts that replace missing ones, and the consequences."""
SPOKEN: dict[LayoutName, str] = {
    "title": "the title slide",
    "section": "sections",
    "two-content": "two columns",
    "comparison": "columns with titles",
    "title-only": "a title alone",
}
MISSING: dict[LayoutName, str] = {
    "two-content": "columns are text boxes on the layout for text",
    "comparison": "the titles of columns are text boxes",
}


@click.command("template", short_help="Show what is understood of a PowerPoint template.")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Show how a lecture uses the template FILE, a .pptx or .potx: its layouts, areas, fonts and colours.

    \b
    Example:
      deckgen template university.potx
    """
    from deckgen.template.reading import understand

    understood = understand(read_template(file), str(file))
    if understood.value is None:
        (problem,) = understood.diagnostics
        raise UsageError(problem.message, problem.hint)
    say("\n".join(report(understood.value, file)))


def report(understood: Understood, file: Path) -> Iterator[str]:
    """The report on a template, line by line."""
    theme = understood.theme
    assert theme.template is not None
    width, height = (side * theme.template.scale / 914_400 for side in (theme.slide.width, theme.slide.height))
    fonts = dict.fromkeys((theme.fonts.heading, theme.fonts.body))
    ground = "light text on a dark ground" if theme.is_dark else "dark text on a light ground"
    yield f"{file}: slides of {width:.4g} × {height:.4g} in, {ground}, {' and '.join(fonts)}"
    yield from ("", "layouts", *_layouts(understood))
    yield from ("", "areas of slides (left, top, width and height in inches; size in points)", *_areas(theme))
    yield from ("", "colours", *_colours(theme))
    notes = list(_notes(understood))
    yield from ("", *notes) if notes else ()
    yield from ("", f"next: write `theme: {file.name}` in the head of an outline beside it")


def _layouts(understood: Understood) -> Iterator[str]:
    for name in LAYOUTS:
        yield f"  {name:<13}{understood.layouts.get(name, '–')}"


def _areas(theme: Theme) -> Iterator[str]:
    assert theme.template is not None
    scale = theme.template.scale
    for area in theme.layouts["content"].areas:
        if area.standing != "free" and area.kind != "content":
            yield f"  {area.name.lower():<14}{_inches(area.rect, scale)}   {area.size * scale:.0f} pt"
    sizes = theme.sizes.body
    yield f"  {'content':<14}{_inches(theme.body, scale)}   {sizes[-1] * scale:.3g} to {sizes[0] * scale:.3g} pt"


def _inches(rect: Rect, scale: float) -> str:
    sides = (side * scale / 914_400 for side in (rect.x, rect.y, rect.width, rect.height))
    return "".join(f"{side:>6.2f}" for side in sides)


def _colours(theme: Theme) -> Iterator[str]:
    from deckgen.theme.contrast import mixed

    palette = theme.palette
    hues: dict[str, Colour] = dict(palette.hues.items())
    shown = {"text": palette.ink, "ground": palette.paper, "accent": palette.accent, **hues}
    for name, colour in shown.items():
        change = f", {colour.tint} % lighter" if colour.tint else f", {colour.shade} % darker" if colour.shade else ""
        yield f"  {name:<12}#{mixed(colour, theme.scheme)}  {colour.slot}{change}"


def _notes(understood: Understood) -> Iterator[str]:
    """The parts that the template lacks, and the consequences."""
    from deckgen.text.measure import is_known

    theme, layouts = understood.theme, understood.layouts
    for name, (other, result) in INSTEAD.items():
        if layouts[name] == layouts.get(other):
            yield f"note: there is no layout for {SPOKEN[name]}, so {result}"
    for name, result in MISSING.items():
        if name not in layouts:
            yield f"note: there is no layout for {SPOKEN[name]}, so {result}"
    if not any(area.kind == "slide-number" for area in theme.layouts["content"].areas):
        yield "note: there is no slide number on the layout for text, so slides have none"
    for font in dict.fromkeys((theme.fonts.heading, theme.fonts.body)):
        if not is_known(font):
            yield f"note: how wide the letters of {font} are is not known, so they are taken to be a little wider"
