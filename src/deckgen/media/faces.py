"""The fonts that the package contains, so that pictures and pages are the same whatever fonts a machine has."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from deckgen.text.measure import twin_of

Family = Literal["Carlito", "Caladea", "Liberation Sans", "Liberation Mono", "DejaVu Sans"]
"""A family in the package. All but the last have the widths of a usual font of PowerPoint's."""
SIGNS: Final[Family] = "DejaVu Sans"
"""The family with the signs and the scripts that the others lack; its letters are upright."""
_FOLDER = Path(__file__).parent / "fonts"
_STYLES = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}
ALL: Final = tuple(sorted(_FOLDER.glob("*.ttf"), key=lambda file: file.stem))
"""The files of all faces."""


def file_of(family: Family, bold: bool, italic: bool) -> Path:
    """The file of a face."""
    if family == SIGNS:
        return _FOLDER / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
    return _FOLDER / f"{family.replace(' ', '')}-{_STYLES[bold, italic]}.ttf"


_TWINS: Final[dict[str, Family]] = {
    "carlito": "Carlito",
    "caladea": "Caladea",
    "liberation-sans": "Liberation Sans",
    "liberation-mono": "Liberation Mono",
}
_GENERIC: Final[dict[Family, str]] = {
    "Carlito": "sans-serif",
    "Caladea": "serif",
    "Liberation Sans": "sans-serif",
    "Liberation Mono": "monospace",
    SIGNS: "sans-serif",
}


class Typeface(Struct, frozen=True):
    """A typeface as CSS takes it: its family, the family in the package behind that, and any such font.

    If the two are not equally wide, lines have to be stretched to the width for which they were measured.
    """

    family: str
    twin: Family
    is_as_wide: bool

    @property
    def css(self) -> str:
        """The value of `font-family`."""
        names = dict.fromkeys((self.family, self.twin, SIGNS))
        quoted = [f"'{name}'" if " " in name else name for name in names]
        return ", ".join((*quoted, _GENERIC[self.twin]))


@lru_cache(maxsize=64)
def typeface(family: str) -> Typeface:
    """The typeface of a family, by the name that PowerPoint uses."""
    twin, is_as_wide = twin_of(family)
    return Typeface(family.replace("'", "").replace('"', ""), _TWINS[twin], is_as_wide)
