"""The usual preset shapes, in the notation of freeforms (ECMA-376, presetShapeDefinitions).

Each has the values that a shape can adjust, the guides made of them, and its paths. A guide is a name and a formula.
A path has the steps M (move), L (line), A (arc: two radii, the first angle and the turn), C and Q (curves) and Z
(close); one that begins with `line` is not filled, and one with `area` has no line.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class Preset(Struct, frozen=True):
    """A shape: names and usual values of what can be adjusted, guides in order, and paths."""

    adjusted: str
    guides: str
    paths: str


_RECT: Final = "M l t L r t L r b L l b Z"
_ELLIPSE: Final = "M l vc A wd2 hd2 cd2 cd4 A wd2 hd2 3cd4 cd4 A wd2 hd2 0 cd4 A wd2 hd2 cd4 cd4 Z"
_CORNER: Final = "a pin 0 adj 50000; x1 */ ss a 100000; x2 +- r 0 x1; y2 +- b 0 x1"
_CORNERS: Final = (
    "a1 pin 0 adj1 50000; a2 pin 0 adj2 50000; x1 */ ss a1 100000; x2 +- r 0 x1; y1 +- b 0 x1;"
    " z1 */ ss a2 100000; z2 +- r 0 z1; z3 +- b 0 z1"
)
_POINT: Final = "maxAdj */ 100000 w ss; a pin 0 adj maxAdj; x1 */ ss a 100000; x2 +- r 0 x1"
_ACROSS: Final = (
    "maxAdj2 */ {most} w ss; a1 pin 0 adj1 100000; a2 pin 0 adj2 maxAdj2; x1 */ ss a2 100000; x2 +- r 0 x1;"
    " dy */ h a1 200000; y1 +- vc 0 dy; y2 +- vc dy 0"
)
_DOWN: Final = (
    "maxAdj2 */ {most} h ss; a1 pin 0 adj1 100000; a2 pin 0 adj2 maxAdj2; y1 */ ss a2 100000; y2 +- b 0 y1;"
    " dx */ w a1 200000; x1 +- hc 0 dx; x2 +- hc dx 0"
)
_SECTOR: Final = (
    "st pin 0 adj1 21599999; en pin 0 adj2 21599999; sw1 +- en 0 st; sw2 +- sw1 21600000 0; sw ?: sw1 sw1 sw2;"
    " wt sin wd2 st; ht cos hd2 st; dx cat2 wd2 ht wt; dy sat2 hd2 ht wt; x1 +- hc dx 0; y1 +- vc dy 0"
)
_STAR: Final = (
    "swd2 */ wd2 hf 100000; shd2 */ hd2 vf 100000; svc */ vc vf 100000; dx1 cos swd2 1080000;"
    " dx2 cos swd2 18360000; dy1 sin shd2 1080000; dy2 sin shd2 18360000; x1 +- hc 0 dx1; x2 +- hc 0 dx2;"
    " x3 +- hc dx2 0; x4 +- hc dx1 0; y1 +- svc 0 dy1; y2 +- svc 0 dy2"
)
_BRACE: Final = (
    "a2 pin 0 adj2 100000; q1 +- 100000 0 a2; q2 min q1 a2; q3 */ q2 1 2; maxAdj1 */ q3 h ss;"
    " a1 pin 0 adj1 maxAdj1; y1 */ ss a1 100000; y3 */ h a2 100000; y2 +- y3 0 y1; y4 +- y3 y1 0; y5 +- b 0 y1"
)
_BRACKET: Final = "maxAdj */ 50000 h ss; a pin 0 adj maxAdj; y1 */ ss a 100000; y2 +- b 0 y1"
_ROUNDED: Final = Preset(
    "adj 16667",
    _CORNER,
    "M l x1 A x1 x1 cd2 cd4 L x2 t A x1 x1 3cd4 cd4 L r y2 A x1 x1 0 cd4 L x1 b A x1 x1 cd4 cd4 Z",
)
_DIAMOND: Final = Preset("", "", "M l vc L hc t L r vc L hc b Z")
_LINE: Final = Preset("", "", "line M l t L r b")

BOX: Final = Preset("", "", _RECT)
"""What all other shapes are drawn as."""
PRESETS: Final = {
    "rect": BOX,
    "flowChartProcess": BOX,
    "roundRect": _ROUNDED,
    "flowChartAlternateProcess": _ROUNDED,
    "ellipse": Preset("", "", _ELLIPSE),
    "flowChartConnector": Preset("", "", _ELLIPSE),
    "line": _LINE,
    "straightConnector1": _LINE,
    "bentConnector3": Preset("adj1 50000", "x1 */ w adj1 100000", "line M l t L x1 t L x1 b L r b"),
    "curvedConnector3": Preset(
        "adj1 50000",
        "x2 */ w adj1 100000; x1 +/ l x2 2; x3 +/ r x2 2; y3 */ h 3 4",
        "line M l t C x1 t x2 hd4 x2 vc C x2 y3 x3 b r b",
    ),
    "triangle": Preset("adj 50000", "a pin 0 adj 100000; x1 */ w a 100000", "M l b L x1 t L r b Z"),
    "rtTriangle": Preset("", "", "M l b L l t L r b Z"),
    "parallelogram": Preset("adj 25000", _POINT, "M l b L x1 t L r t L x2 b Z"),
    "trapezoid": Preset(
        "adj 25000",
        "maxAdj */ 50000 w ss; a pin 0 adj maxAdj; x1 */ ss a 100000; x2 +- r 0 x1",
        "M l b L x1 t L x2 t L r b Z",
    ),
    "diamond": _DIAMOND,
    "flowChartDecision": _DIAMOND,
    "pentagon": Preset("hf 105146; vf 110557", _STAR, "M x1 y1 L hc t L x4 y1 L x3 y2 L x2 y2 Z"),
    "hexagon": Preset(
        "adj 25000; vf 115470",
        "maxAdj */ 50000 w ss; a pin 0 adj maxAdj; shd2 */ hd2 vf 100000; x1 */ ss a 100000; x2 +- r 0 x1;"
        " dy sin shd2 3600000; y1 +- vc 0 dy; y2 +- vc dy 0",
        "M l vc L x1 y1 L x2 y1 L r vc L x2 y2 L x1 y2 Z",
    ),
    "octagon": Preset(
        "adj 29289", _CORNER, "M l x1 L x1 t L x2 t L r x1 L r y2 L x2 b L x1 b L l y2 Z"
    ),
    "chevron": Preset("adj 50000", _POINT, "M l t L x2 t L r vc L x2 b L l b L x1 vc Z"),
    "homePlate": Preset("adj 50000", _POINT, "M l t L x2 t L r vc L x2 b L l b Z"),
    "rightArrow": Preset(
        "adj1 50000; adj2 50000",
        _ACROSS.format(most=100000),
        "M l y1 L x2 y1 L x2 t L r vc L x2 b L x2 y2 L l y2 Z",
    ),
    "leftArrow": Preset(
        "adj1 50000; adj2 50000",
        _ACROSS.format(most=100000),
        "M l vc L x1 t L x1 y1 L r y1 L r y2 L x1 y2 L x1 b Z",
    ),
    "leftRightArrow": Preset(
        "adj1 50000; adj2 50000",
        _ACROSS.format(most=50000),
        "M l vc L x1 t L x1 y1 L x2 y1 L x2 t L r vc L x2 b L x2 y2 L x1 y2 L x1 b Z",
    ),
    "upArrow": Preset(
        "adj1 50000; adj2 50000", _DOWN.format(most=100000), "M l y1 L hc t L r y1 L x2 y1 L x2 b L x1 b L x1 y1 Z"
    ),
    "downArrow": Preset(
        "adj1 50000; adj2 50000", _DOWN.format(most=100000), "M l y2 L x1 y2 L x1 t L x2 t L x2 y2 L r y2 L hc b Z"
    ),
    "plus": Preset(
        "adj 25000",
        _CORNER,
        "M l x1 L x1 x1 L x1 t L x2 t L x2 x1 L r x1 L r y2 L x2 y2 L x2 b L x1 b L x1 y2 L l y2 Z",
    ),
    "star5": Preset(
        "adj 19098; hf 105146; vf 110557",
        f"{_STAR}; a pin 0 adj 50000; iw */ swd2 a 50000; ih */ shd2 a 50000; u1 cos iw 20520000; u2 cos iw 3240000;"
        " v1 sin ih 3240000; v2 sin ih 20520000; sx1 +- hc 0 u1; sx2 +- hc 0 u2; sx3 +- hc u2 0; sx4 +- hc u1 0;"
        " sy1 +- svc 0 v1; sy2 +- svc 0 v2; sy3 +- svc ih 0",
        "M x1 y1 L sx2 sy1 L hc t L sx3 sy1 L x4 y1 L sx4 sy2 L x3 y2 L hc sy3 L x2 y2 L sx1 sy2 Z",
    ),
    "donut": Preset(
        "adj 25000",
        "a pin 0 adj 50000; dr */ ss a 100000; iw +- wd2 0 dr; ih +- hd2 0 dr",
        f"{_ELLIPSE} M dr vc A iw ih cd2 -5400000 A iw ih cd4 -5400000 A iw ih 0 -5400000 A iw ih 3cd4 -5400000 Z",
    ),
    "frame": Preset("adj1 12500", _CORNER.replace("adj", "adj1"), f"{_RECT} M x1 x1 L x1 y2 L x2 y2 L x2 x1 Z"),
    "halfFrame": Preset(
        "adj1 33333; adj2 33333",
        "maxAdj2 */ 100000 w ss; a2 pin 0 adj2 maxAdj2; x1 */ ss a2 100000; g1 */ h x1 w; g2 +- h 0 g1;"
        " maxAdj1 */ 100000 g2 ss; a1 pin 0 adj1 maxAdj1; y1 */ ss a1 100000; dx2 */ y1 w h; x2 +- r 0 dx2;"
        " dy2 */ x1 h w; y2 +- b 0 dy2",
        "M l t L r t L x2 y1 L x1 y1 L x1 y2 L l b Z",
    ),
    "corner": Preset(
        "adj1 50000; adj2 50000",
        "maxAdj1 */ 100000 h ss; maxAdj2 */ 100000 w ss; a1 pin 0 adj1 maxAdj1; a2 pin 0 adj2 maxAdj2;"
        " x1 */ ss a2 100000; dy */ ss a1 100000; y1 +- b 0 dy",
        "M l t L x1 t L x1 y1 L r y1 L r b L l b Z",
    ),
    "diagStripe": Preset(
        "adj 50000", "a pin 0 adj 100000; x2 */ w a 100000; y2 */ h a 100000", "M l y2 L x2 t L r t L l b Z"
    ),
    "round1Rect": Preset("adj 16667", _CORNER, "M l t L x2 t A x1 x1 3cd4 cd4 L r b L l b Z"),
    "round2SameRect": Preset(
        "adj1 16667; adj2 0",
        _CORNERS,
        "M x1 t L x2 t A x1 x1 3cd4 cd4 L r z3 A z1 z1 0 cd4 L z1 b A z1 z1 cd4 cd4 L l x1 A x1 x1 cd2 cd4 Z",
    ),
    "round2DiagRect": Preset(
        "adj1 16667; adj2 0",
        _CORNERS,
        "M x1 t L z2 t A z1 z1 3cd4 cd4 L r y1 A x1 x1 0 cd4 L z1 b A z1 z1 cd4 cd4 L l x1 A x1 x1 cd2 cd4 Z",
    ),
    "snip1Rect": Preset("adj 16667", _CORNER, "M l t L x2 t L r x1 L r b L l b Z"),
    "snip2SameRect": Preset(
        "adj1 16667; adj2 0", _CORNERS, "M x1 t L x2 t L r x1 L r z3 L z2 b L z1 b L l z3 L l x1 Z"
    ),
    "snip2DiagRect": Preset(
        "adj1 0; adj2 16667", _CORNERS, "M x1 t L z2 t L r z1 L r y1 L x2 b L z1 b L l z3 L l x1 Z"
    ),
    "snipRoundRect": Preset(
        "adj1 16667; adj2 16667", _CORNERS, "M x1 t L z2 t L r z1 L r b L l b L l x1 A x1 x1 cd2 cd4 Z"
    ),
    "plaque": Preset(
        "adj 16667",
        _CORNER,
        "M l x1 A x1 x1 cd4 -5400000 L x2 t A x1 x1 cd2 -5400000 L r y2 A x1 x1 3cd4 -5400000 L x1 b"
        " A x1 x1 0 -5400000 Z",
    ),
    "pie": Preset("adj1 0; adj2 16200000", _SECTOR, "M x1 y1 A wd2 hd2 st sw L hc vc Z"),
    "chord": Preset("adj1 2700000; adj2 16200000", _SECTOR, "M x1 y1 A wd2 hd2 st sw Z"),
    "arc": Preset(
        "adj1 16200000; adj2 0",
        _SECTOR,
        "area M x1 y1 A wd2 hd2 st sw L hc vc Z; line M x1 y1 A wd2 hd2 st sw",
    ),
    "blockArc": Preset(
        "adj1 10800000; adj2 0; adj3 25000",
        f"{_SECTOR}; back +- 0 0 sw; a3 pin 0 adj3 50000; dr */ ss a3 100000; iw +- wd2 0 dr; ih +- hd2 0 dr;"
        " iwt sin iw en; iht cos ih en; idx cat2 iw iht iwt; idy sat2 ih iht iwt; x2 +- hc idx 0; y2 +- vc idy 0",
        "M x1 y1 A wd2 hd2 st sw L x2 y2 A iw ih en back Z",
    ),
    "teardrop": Preset(
        "adj 100000",
        "a pin 0 adj 200000; r2 sqrt 2; tw */ wd2 r2 1; th */ hd2 r2 1; sw */ tw a 100000; sh */ th a 100000;"
        " dx cos sw 2700000; dy sin sh 2700000; x1 +- hc dx 0; y1 +- vc 0 dy; x2 +/ hc x1 2; y2 +/ vc y1 2",
        "M l vc A wd2 hd2 cd2 cd4 Q x2 t x1 y1 Q r y2 r vc A wd2 hd2 0 cd4 A wd2 hd2 cd4 cd4 Z",
    ),
    "can": Preset(
        "adj 25000",
        "maxAdj */ 50000 h ss; a pin 0 adj maxAdj; y1 */ ss a 200000; y3 +- b 0 y1",
        "M l y1 A wd2 y1 cd2 cd2 L r y3 A wd2 y1 0 cd2 Z; line M l y1 A wd2 y1 cd2 -10800000",
    ),
    "heart": Preset(
        "",
        "dx1 */ w 49 48; dx2 */ w 10 48; x1 +- hc 0 dx1; x2 +- hc 0 dx2; x3 +- hc dx2 0; x4 +- hc dx1 0;"
        " y1 +- t 0 hd3",
        "M hc hd4 C x3 y1 x4 hd4 hc b C x1 hd4 x2 y1 hc hd4 Z",
    ),
    "leftBracket": Preset("adj 8333", _BRACKET, "line M r b A w y1 cd4 cd4 L l y1 A w y1 cd2 cd4"),
    "rightBracket": Preset("adj 8333", _BRACKET, "line M l t A w y1 3cd4 cd4 L r y2 A w y1 0 cd4"),
    "leftBrace": Preset(
        "adj1 8333; adj2 50000",
        _BRACE,
        "line M r b A wd2 y1 cd4 cd4 L hc y4 A wd2 y1 0 -5400000 A wd2 y1 cd4 -5400000 L hc y1 A wd2 y1 cd2 cd4",
    ),
    "rightBrace": Preset(
        "adj1 8333; adj2 50000",
        _BRACE,
        "line M l t A wd2 y1 3cd4 cd4 L hc y2 A wd2 y1 cd2 -5400000 A wd2 y1 3cd4 -5400000 L hc y5 A wd2 y1 0 cd4",
    ),
    "flowChartTerminator": Preset(
        "",
        "x1 */ w 3475 21600; x2 +- r 0 x1",
        "M x1 t L x2 t A x1 hd2 3cd4 cd2 L x1 b A x1 hd2 cd4 cd2 Z",
    ),
    "flowChartDelay": Preset("", "", "M l t L hc t A wd2 hd2 3cd4 cd2 L l b Z"),
    "flowChartManualInput": Preset("", "", "M l hd5 L r t L r b L l b Z"),
    "flowChartOffpageConnector": Preset("", "y1 */ h 4 5", "M l t L r t L r y1 L hc b L l y1 Z"),
}  # fmt: skip
