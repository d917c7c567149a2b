"""The text of a scene, already measured: a size for every run, and the lines that it takes."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from deckgen.formula import Script
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

    @property
    def plain(self) -> str:
        """The characters for a program that can neither raise nor lower text."""
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


class Line(Struct, frozen=True):
    """A line as it was measured: its text without trailing spaces, its width and its height, in EMU."""

    text: str
    width: int = 0
    height: int = 0


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
