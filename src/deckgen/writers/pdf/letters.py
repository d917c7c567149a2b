"""The fonts in which letters can be set that the fonts of the package lack, so that no letter is lost.

PDF/UA-1 wants a glyph for each letter. The fonts of the machine come first; a letter that none of them has is an
empty box, which is found and read aloud as the letter that it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unicodedata import category

from msgspec import Struct
from typst import Fonts

from deckgen.media.faces import ALL, SIGNS, file_of
from deckgen.text.subset import boxes, letters_of

FOLDER = str(ALL[0].parent)
_BOXED = "Boxed Letters"
_INVISIBLE = ("Cc", "Cf")
"""Categories of signs that are not set, but say how the letters around them are."""


class Lettering(Struct, frozen=True):
    """The fonts for a text, and the families to look in after those of the package."""

    fonts: Fonts
    families: tuple[str, ...] = ()


def lettering_for(text: str, folder: Path) -> Lettering:
    """The fonts that have every letter of a text; one that has to be made is written to `folder`."""
    missing = lacking(text)
    if not missing:
        # Typst's own fonts are not used, but it wants one of mathematics before it sets a formula, even as a picture.
        return Lettering(Fonts(include_system_fonts=False, font_paths=[FOLDER]))
    installed = Fonts(font_paths=[FOLDER])
    families: dict[str, None] = {}
    for family, letters in _installed(installed):
        if missing & letters:
            families[family] = None
            missing -= letters
        if not missing:
            return Lettering(installed, tuple(families))
    (folder / "boxed.ttf").write_bytes(boxes(missing, _BOXED))
    return Lettering(Fonts(font_paths=[FOLDER, str(folder)]), (*families, _BOXED))


def lacking(text: str) -> set[str]:
    """The letters that a font of the package lacks, and that with the signs too."""
    signs = letters_of(file_of(SIGNS, bold=False, italic=False)) & letters_of(file_of(SIGNS, bold=True, italic=False))
    others = {letter for letter in set(text) - signs if category(letter) not in _INVISIBLE}
    if others:
        others -= frozenset.intersection(
            *(letters_of(file) for file in ALL if SIGNS.replace(" ", "") not in file.stem)
        )
    return others


def _installed(fonts: Fonts) -> Iterator[tuple[str, frozenset[str]]]:
    """The families of the machine in the order of their names, with their letters."""
    upright = [font for font in fonts.fonts() if font.style == "normal" and not font.index]
    plainest: dict[str, Path] = {}
    for font in sorted(upright, key=lambda font: (font.family, abs(font.weight - 400), font.path or "")):
        if font.path is not None and font.path.lower().endswith((".ttf", ".otf")):
            plainest.setdefault(font.family, Path(font.path))
    yield from ((family, letters_of(file)) for family, file in plainest.items() if file not in ALL)
