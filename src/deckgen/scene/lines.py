"""The place of each line of a text: its runs, and the point where its first letter begins.

Layout has measured and broken the text; this module adds up the results for writers that draw line by line.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import EMU_PER_POINT, Rect
from deckgen.scene.text import Bullet, Line, Paragraph, Run, TextBody

DESCENT = 0.26
"""The depth of a line's descenders as a share of its size: 550 of 2,048 units in Carlito's hhea table."""


class PlacedLine(Struct, frozen=True):
    """A line in its place. Lengths are EMU, from the top left corner of the slide.

    `x` is where the line begins: its left end, or its right end if it is read `from_right`. `bullet` is the mark of a
    paragraph's first line and begins at `bullet_x`. `click` is counted as for items.
    """

    runs: tuple[Run, ...]
    x: int
    baseline: int
    width: int
    from_right: bool = False
    bullet: Bullet | None = None
    bullet_x: int = 0
    click: int = 0


def placed_lines(body: TextBody, rect: Rect) -> tuple[PlacedLine, ...]:
    """The lines of `body` in the shape that fills `rect`, from top to bottom.

    The lines of a rotated text are placed as if its shape lay on its right side, with the same centre as `rect` and
    as wide as `rect` is high. A writer turns them by 90 degrees anticlockwise about that centre.
    """
    room = _room(body, _lying(rect) if body.rotated else rect)
    height = sum(_height(paragraph, is_first=not number) for number, paragraph in enumerate(body.paragraphs))
    spare = room.height - height
    y = room.y + {"top": 0, "middle": spare // 2, "bottom": spare}[body.anchor]
    placed: list[PlacedLine] = []
    for number, paragraph in enumerate(body.paragraphs):
        y += paragraph.space_before if number else 0
        placed += _lines(paragraph, room, y)
        y += sum(line.height for line in paragraph.lines)
    return tuple(placed)


def _lying(rect: Rect) -> Rect:
    centre = rect.centre
    return Rect(centre.x - rect.height // 2, centre.y - rect.width // 2, rect.height, rect.width)


def _room(body: TextBody, rect: Rect) -> Rect:
    inner = body.insets
    across, down = inner.left + inner.right, inner.top + inner.bottom
    return Rect(rect.x + inner.left, rect.y + inner.top, rect.width - across, rect.height - down)


def _height(paragraph: Paragraph, *, is_first: bool) -> int:
    return sum(line.height for line in paragraph.lines) + (0 if is_first else paragraph.space_before)


def _lines(paragraph: Paragraph, room: Rect, y: int) -> Iterator[PlacedLine]:
    size = max((run.size for run in paragraph.runs), default=0)
    descent = round(size * EMU_PER_POINT * DESCENT)
    for number, (line, runs) in enumerate(zip(paragraph.lines, runs_by_line(paragraph), strict=True)):
        y += line.height
        x = _beginning(paragraph, line, room)
        bullet = None if number else paragraph.bullet
        hang = paragraph.hanging if paragraph.from_right else -paragraph.hanging
        yield PlacedLine(
            runs, x, y - descent, line.width, paragraph.from_right, bullet, x + hang if bullet else 0, paragraph.click
        )


def _beginning(paragraph: Paragraph, line: Line, room: Rect) -> int:
    """The x where a line begins. A paragraph that is read from the right has its indent at the right."""
    left = room.x if paragraph.from_right else room.x + paragraph.indent
    spare = room.width - paragraph.indent - line.width
    x = left + {"left": 0, "centre": spare // 2, "right": spare}[paragraph.align]
    return x + line.width if paragraph.from_right else x


def runs_by_line(paragraph: Paragraph) -> tuple[tuple[Run, ...], ...]:
    """The runs of each line, cut where lines end; the spaces between two lines belong to neither.

    Text that its placeholder shows in capitals is returned in capitals.
    """
    shown = [replace(run, text=run.shown, capitals=False) if run.capitals else run for run in paragraph.runs]
    text = "".join(run.text for run in shown)
    found: list[tuple[Run, ...]] = []
    end = 0
    for line in paragraph.lines:
        start = text.index(line.text, end)
        end = start + len(line.text)
        found.append(tuple(_between(shown, start, end)))
    return tuple(found)


def _between(runs: list[Run], start: int, end: int) -> Iterator[Run]:
    """The parts of the runs between two offsets in their text."""
    place = 0
    for run in runs:
        piece = run.text[max(start - place, 0) : max(end - place, 0)]
        if piece:
            yield run if piece == run.text else replace(run, text=piece)
        place += len(run.text)
