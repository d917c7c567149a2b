"""What stands behind a table whose winners come last: a shape for each of them, and a band for each heading.

All cells of such a table are transparent: the shapes show through them, and their text stays in front. So the bands
of the headings, which other tables have as fills of cells, are shapes as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from deckgen.geometry import Rect, pt
from deckgen.layout.grid_builds import cell_rect
from deckgen.layout.lines import SIDE, Line
from deckgen.layout.turns import Turn
from deckgen.layout.typeset import Style, Typesetter
from deckgen.paint import Stroke
from deckgen.scene.items import Box, Grid
from deckgen.scene.text import Insets, TextBody

_INSIDE = pt(3)


def behind(grid: Grid, lines: Sequence[Line], turn: Turn, setter: Typesetter, size: int) -> Iterator[Box]:
    """The shapes behind `grid`, whose `lines` begin with its header; `size` is that of its text in points."""
    for number, line in enumerate(lines):
        if line.kind == "group":
            yield _band(line, replace(cell_rect(grid, number, 0), width=grid.rect.width), setter)
            continue
        for column, entry in enumerate(line.entries):
            if entry.before is None:
                continue
            rect = cell_rect(grid, number, column).inset(_INSIDE)
            thing, name = lines[0].entries[column].plain_text, line.entries[0].plain_text
            shape = replace(_winner(entry.tick, rect, setter, size), alt=f"{thing} wins: {name}")
            yield replace(shape, name=f"Winner: {name}, {thing}", step=turn.start + number)


def _band(line: Line, rect: Rect, setter: Typesetter) -> Box:
    name = f"Heading: {line.entries[0].plain_text}"
    return Box(name, rect, fill=setter.theme.palette.surface, decorative=True)


def _winner(tick: str, rect: Rect, setter: Typesetter, size: int) -> Box:
    """A tinted shape with the tick at its right."""
    good, space = setter.theme.palette.good, setter.theme.space
    text = setter.set(tick, rect.width, Style(size, good, bold=True, align="right"))
    body = TextBody((text,), "middle", Insets(0, 0, SIDE - _INSIDE, 0))
    pale = setter.theme.palette.pale_of(good)
    return Box("Winner", rect, "rounded", pale, Stroke(good, space.line), space.corner, body)
