"""Text bodies as `text` elements, one for each line, where the scene measured it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise

from msgspec import Struct

from deckgen.diagnostics import Place
from deckgen.formula import Script
from deckgen.geometry import EMU_PER_POINT, Rect
from deckgen.media.faces import SIGNS, Family, file_of
from deckgen.scene.text import PlacedLine, Run, SlideLink, TextBody, placed_lines
from deckgen.text.subset import width_in
from deckgen.writers.svg.fonts import pieces
from deckgen.writers.svg.pen import Pen, points

RISE: dict[Script, float] = {"none": 0.0, "raised": 0.3, "lowered": -0.25}
"""By how much of its size a run is raised, as PowerPoint's buttons do."""
_FROM_RIGHT, _AS_BEFORE = "\u2067", "\u2069"
"""The signs around text that is read from the right (Unicode, UAX 9)."""


def text(body: TextBody, rect: Rect, pen: Pen, at: int | None) -> str:
    """The lines of a text in its shape; those that appear after click `at` are left out, None leaves out none."""
    shown = [line for line in placed_lines(body, rect) if at is None or line.click <= at]
    drawn = "".join([_line(line, pen) for line in shown])
    if not body.rotated or not drawn:
        return drawn
    centre = rect.centre
    return f'<g transform="rotate(-90 {points(centre.x)} {points(centre.y)})">{drawn}</g>'


def _line(line: PlacedLine, pen: Pen) -> str:
    drawn = ""
    if line.bullet is not None:
        size = max((run.size for run in line.runs), default=0)
        drawn = _placed((Run(line.bullet.sign, size, line.bullet.colour),), line, line.bullet_x, pen)
    if line.term:
        drawn = _placed(line.term, line, line.bullet_x, pen)
    return drawn + _placed(line.runs, line, line.x, pen) if line.runs else drawn


def _placed(runs: tuple[Run, ...], line: PlacedLine, x: int, pen: Pen) -> str:
    """The runs at the height of a line, from `x` on in the direction in which the line is read."""
    spans = "".join(_spans(runs, x, pen) if not line.from_right else _spans(runs, None, pen))
    more = f' data-click="{line.click}"' if line.click else ""
    if runs is line.runs and not all(pen.typeface(run).is_as_wide for run in runs):
        # Another font than that which was measured must not take more room.
        more += f' textLength="{points(line.width)}" lengthAdjust="spacingAndGlyphs"'
    if line.from_right:
        # The attribute `direction` would also change what the ends of a line are, but not for resvg.
        spans, more = f"{_FROM_RIGHT}{spans}{_AS_BEFORE}", f' text-anchor="end"{more}'
    more += _source(runs)
    return f'<text x="{points(x)}" y="{points(line.baseline)}"{more}>{spans}</text>'


def _source(runs: tuple[Run, ...]) -> str:
    """The attribute with the line and the column of the first words of which they are known, and with their file."""
    return source_of(next((run.source for run in runs if run.source is not None), None))


def source_of(place: Place | None) -> str:
    """The attribute with the line and the column where something was typed, and with its file."""
    if place is None:
        return ""
    file = f":{escape(place.file)}" if place.file else ""
    return f' data-place="{place.line}:{place.column}{file}"'


class _Piece(Struct, frozen=True):
    """Letters of a run that one family of the package has."""

    run: Run
    family: Family
    letters: str


def _spans(runs: tuple[Run, ...], x: int | None, pen: Pen) -> Iterator[str]:
    """The runs of a line that begins at `x`; None if it is read from the right."""
    raised = 0.0
    for piece, has_place in _with_places(runs, pen):
        run = piece.run
        rise = RISE[run.script] * run.size
        if x is None:
            # In such a line, resvg counts the letters for `dy` from the left.
            place = f' baseline-shift="{points(rise * EMU_PER_POINT)}"' if rise else ""
        else:
            place = f' dy="{points((raised - rise) * EMU_PER_POINT)}"' if rise != raised else ""
            raised = rise
            place = f' x="{points(x)}"{place}' if has_place else place
            x += _width(piece, pen)
        css = pen.typeface(run).css
        names = escape(f"'{SIGNS}', {css}" if piece.family == SIGNS else css)
        letters = escape(piece.letters, quote=False)
        yield _linked(run, f'<tspan font-family="{names}"{_look(run, pen)}{place}>{letters}</tspan>')


def _width(piece: _Piece, pen: Pen) -> int:
    """The width of a piece as it is drawn; the width of a sign that a font lacks was guessed when it was measured."""
    run = piece.run
    if piece.family != SIGNS:
        return pen.width(piece.letters, run)
    return round(width_in(file_of(SIGNS, run.bold, run.italic), piece.letters) * pen.size(run) * EMU_PER_POINT)


def _with_places(runs: tuple[Run, ...], pen: Pen) -> Iterator[tuple[_Piece, bool]]:
    """The pieces of the runs, and whether a piece has to begin at a place of its own.

    That is so beside signs: resvg sets a whole chunk of text in the font of the sign otherwise.
    """
    found = [
        _Piece(run, family, letters)
        for run in runs
        for family, letters in pieces(run.shown, (pen.typeface(run).twin, run.bold, run.italic))
    ]
    if found:
        yield found[0], False
    for before, piece in pairwise(found):
        yield piece, SIGNS in (before.family, piece.family)


def _look(run: Run, pen: Pen) -> str:
    look = f' font-size="{pen.size(run):.4g}"{pen.fill(run.colour)}'
    if run.bold:
        look += ' font-weight="bold"'
    if run.italic:
        look += ' font-style="italic"'
    lines = [
        line for line, is_drawn in (("underline", run.link is not None), ("line-through", run.struck)) if is_drawn
    ]
    if lines:
        look += f' text-decoration="{" ".join(lines)}"'
    if run.language is not None:
        look += f' xml:lang="{escape(run.language)}"'
    return look


def _linked(run: Run, drawn: str) -> str:
    if run.link is None:
        return drawn
    address = f"#slide-{run.link.slide + 1}" if isinstance(run.link, SlideLink) else run.link.url
    return f'<a href="{escape(address)}">{drawn}</a>'
