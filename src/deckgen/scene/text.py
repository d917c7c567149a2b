"""The text of a scene, already measured: a size for every run, and the lines that it takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.formula import Script
from deckgen.geometry import EMU_PER_POINT, Rect
from deckgen.paint import Colour

Face = Literal["heading", "body", "code"]
Align = Literal["left", "centre", "right"]
Anchor = Literal["top", "middle", "bottom"]


class WebLink(Struct, frozen=True):
    """A link to a page outside the deck, by its address as a URI."""

    url: str


class SlideLink(Struct, frozen=True):
    """A link to another slide of the deck, counted from 0."""

    slide: int


Link = WebLink | SlideLink


class Run(Struct, frozen=True):
    """Characters with the same formatting. `size` is in whole points; a line break inside is a new-line character."""

    text: str
    size: int
    colour: Colour
    bold: bool = False
    italic: bool = False
    face: Face = "body"
    link: Link | None = None
    language: str | None = None
    """A BCP 47 tag if it differs from the deck's language."""
    proofed: bool = True
    """True if a spelling checker should look at the text; code is left alone."""
    capitals: bool = False
    """True if the placeholder shows the text in capitals."""
    script: Script = "none"
    """An exponent or an index is drawn smaller than its `size`, which is the size of its line."""
    family: str | None = None
    """The typeface that a placeholder has instead of that of its `face`; None without one."""
    struck: bool = False
    """True for text that is struck through."""
    source: Place | None = None
    """Where the author typed it, in lines from the beginning of its slide; None where nobody asks for that."""
    note: int = 0
    """The number of the footnote that it refers to; 0 for other text."""

    @property
    def shown(self) -> str:
        """The characters as they are seen."""
        return self.text.upper() if self.capitals else self.text


class NoteRun(Struct, frozen=True):
    """Characters of the speaker notes with the same formatting; sizes and colours come from the notes page."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    url: str | None = None
    script: Script = "none"
    language: str | None = None
    """A BCP 47 tag if it differs from the deck's language."""
    struck: bool = False

    @property
    def plain(self) -> str:
        """The characters for a program that can neither raise, lower nor strike text, where signs say so."""
        if self.struck:
            return f"~~{replace(self, struck=False).plain}~~"
        if self.script == "none":
            return self.text
        from deckgen.formula.runs import scripted  # noqa: PLC0415  (few decks hold formulas)

        return scripted(self.text, self.script)


Note = tuple[NoteRun, ...]
"""One paragraph of the speaker notes."""


class Bullet(Struct, frozen=True):
    """The mark before a paragraph: a character, or a number counted by PowerPoint (`number` is its value)."""

    character: str
    colour: Colour
    number: int | None = None

    @property
    def sign(self) -> str:
        """The mark as it is seen."""
        return f"{self.number}." if self.number is not None else self.character


class Line(Struct, frozen=True):
    """A line as it was measured: its text without trailing spaces, its width and its height, in EMU."""

    text: str
    width: int = 0
    height: int = 0


class WideWord(Struct, frozen=True):
    """A word that is wider than a line, with its width and that of the line in EMU, at `size` points."""

    word: str
    width: int
    room: int
    size: int


TAB = "\t"
"""The run of a paragraph without a bullet that leads from its term, which hangs in front, to its text."""


class Paragraph(Struct, frozen=True):
    """One paragraph. Lengths are EMU; `space_before` is ignored above the first paragraph, as PowerPoint does.

    The text starts at `indent` from the inset where it begins; its bullet hangs in front of it by `hanging`. `lines`
    record how the paragraph was measured and are no instructions: PowerPoint breaks the text itself.
    """

    runs: tuple[Run, ...]
    lines: tuple[Line, ...]
    align: Align = "left"
    level: int = 0
    bullet: Bullet | None = None
    indent: int = 0
    hanging: int = 0
    space_before: int = 0
    line_spacing: int = 100
    """In percent of the line height, which is 1.2 times the largest size on the line."""
    from_right: bool = False
    """True if the paragraph is read from right to left; its bullet is then at the right, where the text begins."""
    click: int = 0
    """The click at which the paragraph appears, as for items; used only if the whole text is there from the start."""
    cut: WideWord | None = None
    """The first word that had to be cut, because it is wider than a line; None in every scene without an error."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def shown(self) -> str:
        """The characters as they are seen."""
        return "".join(run.shown for run in self.runs)


class Insets(Struct, frozen=True):
    """The margins between a shape's edge and its text, in EMU."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


class TextBody(Struct, frozen=True):
    """The text of one shape or cell."""

    paragraphs: tuple[Paragraph, ...]
    anchor: Anchor = "top"
    insets: Insets = Insets()
    rotated: bool = False
    """True if the text is turned by 90 degrees anticlockwise, to be read from bottom to top."""

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


DESCENT = 0.26
"""The depth of a line's descenders as a share of its size: 550 of 2,048 units in Carlito's hhea table."""


class PlacedLine(Struct, frozen=True):
    """A line in its place. Lengths are EMU, from the top left corner of the slide.

    `x` is where the line begins: its left end, or its right end if it is read `from_right`. `bullet` is the mark of a
    paragraph's first line and begins at `bullet_x`, as its `term` does. `click` is counted as for items.
    """

    runs: tuple[Run, ...]
    x: int
    baseline: int
    width: int
    from_right: bool = False
    bullet: Bullet | None = None
    bullet_x: int = 0
    click: int = 0
    term: tuple[Run, ...] = ()


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
        term, said = _parted(runs)
        if not number and not bullet and not term:
            x += hang
        mark = x + hang if bullet or term else 0
        yield PlacedLine(said, x, y - descent, line.width, paragraph.from_right, bullet, mark, paragraph.click, term)


def _parted(runs: tuple[Run, ...]) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The runs before a tab, and those after it; all are after it if there is none."""
    tab = next((place for place, run in enumerate(runs) if run.text == TAB), None)
    return ((), runs) if tab is None else (runs[:tab], runs[tab + 1 :])


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
