"""The look of the owner's own shapes: how round their corners are, and how heavy their lines.

In: a master with its layouts. Out: the spacing of a theme. The shape that the owner has set as default says it best;
else the rounded shapes that masters and layouts draw. Without either, shapes are those of the built-in themes. Theme
effects such as shadows play no part: the shapes of decks refer to none of the theme's styles.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median_low
from typing import Final

from msgspec.structs import replace

from deckgen.geometry import inch, pt
from deckgen.template.opening import A, Master, P, Tree
from deckgen.theme.builtin import SPACE
from deckgen.theme.tokens import Spacing

_USUAL_BOX: Final = inch(0.75)
"""The shorter side of a shape that has only a share for its corners; boxes of layers are about as high."""
_ROUNDEST: Final = pt(12)
_LINES: Final = (pt(0.5), pt(2.25))
"""The lightest and the heaviest line around a box."""
_USUAL_ROUNDING: Final = 16_667
"""The adjustment of a roundRect that states none (presetShapeDefinitions of ECMA-376), in 1/100,000 of its side."""


def spacing_of(master: Master, scale: float) -> Spacing:
    """The usual distances, with corners and lines as the owner of the template draws them."""
    usual = master.theme.find(f"{A}objectDefaults/{A}spDef/{A}spPr")
    corner, line = _corner(usual, master, scale), _line(usual, scale)
    return replace(
        SPACE, corner=SPACE.corner if corner is None else corner, line=SPACE.line if line is None else line
    )


def _corner(usual: Tree | None, master: Master, scale: float) -> int | None:
    preset = usual.find(f"{A}prstGeom") if usual is not None else None
    if preset is not None and preset.get("prst") == "rect":
        return 0
    if preset is not None and preset.get("prst") == "roundRect":
        return min(_radius(preset, _USUAL_BOX), _ROUNDEST)
    drawn = [round(radius / scale) for radius in _drawn(master)]
    return min(median_low(drawn), _ROUNDEST) if drawn else None


def _drawn(master: Master) -> Iterator[int]:
    """The radii of the rounded shapes on the master and its layouts."""
    for sheet in (master.sheet, *master.layouts):
        for properties in sheet.tree.iter(f"{P}spPr"):
            preset, extent = properties.find(f"{A}prstGeom"), properties.find(f"{A}xfrm/{A}ext")
            if preset is not None and extent is not None and preset.get("prst") == "roundRect":
                yield _radius(preset, min(int(extent.get("cx")), int(extent.get("cy"))))


def _radius(preset: Tree, shorter: int) -> int:
    """The radius of a rounded shape with this shorter side."""
    guide = preset.find(f"{A}avLst/{A}gd[@name='adj']")
    formula = guide.get("fmla", "").removeprefix("val ") if guide is not None else ""
    share = int(formula) if formula.isascii() and formula.isdigit() else _USUAL_ROUNDING
    return shorter * min(share, 50_000) // 100_000


def _line(usual: Tree | None, scale: float) -> int | None:
    """The weight of the line around the default shape; None if it has none, because boxes need an edge."""
    line = usual.find(f"{A}ln") if usual is not None else None
    if line is None or line.find(f"{A}noFill") is not None or not line.get("w", "").isdigit():
        return None
    lightest, heaviest = _LINES
    return min(max(round(int(line.get("w")) / scale), lightest), heaviest)
