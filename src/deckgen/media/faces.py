"""The fonts that the package contains, so that pictures and pages are the same whatever fonts a machine has."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

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
