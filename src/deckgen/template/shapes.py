"""The look of the owner's own shapes and tables: how round corners are, how heavy lines, how a table begins.

In: a master with its layouts, and the table styles. Out: the spacing and the tables of a theme. The shape that the
owner has set as default says it best; else the rounded shapes that masters and layouts draw. Without either, shapes
are those of the built-in themes. Theme effects such as shadows play no part: the shapes of decks refer to none of the
theme's styles.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median_low
from typing import Final

from msgspec.structs import replace

from deckgen.geometry import inch, pt
from deckgen.paint import Colour, Stroke
from deckgen.template.colours import Ground, Paint
from deckgen.template.opening import A, Master, P, Tree, parsed
from deckgen.theme.contrast import READABLE, contrast, mixed
from deckgen.theme.design import SPACE
from deckgen.theme.tokens import Spacing, TableLook

_USUAL_BOX: Final = inch(0.75)
"""The shorter side of a shape that has only a share for its corners; boxes of layers are about as high."""
_ROUNDEST: Final = pt(12)
_LINES: Final = (pt(0.5), pt(2.25))
"""The lightest and the heaviest line around a box."""
_LEAST_CONTRAST: Final = 1.2
"""Of a rule with the ground; that of the built-in themes has hardly more."""
NOBODYS_CHOICE: Final = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
"""The style for new tables in every file of PowerPoint, if nobody has chosen another."""
_USUAL_ROUNDING: Final = 16_667
"""The adjustment of a roundRect that states none (presetShapeDefinitions of ECMA-376), in 1/100,000 of its side."""


def spacing_of(master: Master, scale: float) -> Spacing:
    """The usual distances, with corners and lines as the owner of the template draws them."""
    usual = master.theme.find(f"{A}objectDefaults/{A}spDef/{A}spPr")
    corner, line = _corner(usual, master, scale), _line(usual, scale)
    return replace(
        SPACE,
        corner=SPACE.corner if corner is None else corner,
        line=SPACE.line if line is None else line,
        column_padding=0,
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


def tables_of(style: str, ground: Ground, scale: float) -> TableLook:
    """The look of tables in a style, given as XML; what cannot be seen on the ground is as without a style."""
    tree = parsed(style.encode())
    fill = _paint(tree, "firstRow", "tcStyle/fill", ground)
    behind = fill.rgb if fill is not None else ground.paint.rgb
    return TableLook(
        header_fill=fill.colour if fill is not None else None,
        header_ink=_ink(_paint(tree, "firstRow", "tcTxStyle", ground), behind, ground),
        header_rule=_rule(tree, "firstRow", "bottom", (ground, scale)),
        row_rule=_rule(tree, "wholeTbl", "insideH", (ground, scale)),
        row_fill=_fill(tree, "wholeTbl", ground),
        band_fill=_fill(tree, "band1H", ground),
    )


def _fill(tree: Tree, part: str, ground: Ground) -> Colour | None:
    """The fill of rows; None if text in the colour of the slides could not be read on it."""
    paint = _paint(tree, part, "tcStyle/fill", ground)
    if paint is None or contrast(ground.scheme.colours["dk1"], paint.rgb) < READABLE:
        return None
    return paint.colour


def _paint(tree: Tree, part: str, place: str, ground: Ground) -> Paint | None:
    found = tree.find("/".join(A + step for step in (part, *place.split("/"))))
    return ground.scheme.paint(found) if found is not None else None


def _ink(own: Paint | None, behind: str, ground: Ground) -> Colour | None:
    """The owner's colour for the names of columns, or else black or white, where the usual ink cannot be read."""
    if own is not None and contrast(own.rgb, behind) >= READABLE:
        return own.colour
    if behind == ground.paint.rgb:
        return None
    inks = (Colour("dk1"), Colour("lt1"))
    return max(inks, key=lambda colour: contrast(mixed(colour, ground.scheme.colours), behind))


def _rule(tree: Tree, part: str, side: str, on: tuple[Ground, float]) -> Stroke | None:
    ground, scale = on
    line = tree.find(f"{A}{part}/{A}tcStyle/{A}tcBdr/{A}{side}/{A}ln")
    fill = line.find(f"{A}solidFill") if line is not None else None
    paint = ground.scheme.paint(fill) if fill is not None else None
    if line is None or paint is None or contrast(paint.rgb, ground.paint.rgb) < _LEAST_CONTRAST:
        return None
    lightest, heaviest = _LINES
    return Stroke(paint.colour, min(max(round(int(line.get("w", "12700")) / scale), lightest), 2 * heaviest))
