"""What fills the shapes of a template and draws their lines, as SVG.

In: the fills and lines of a master or layout, the colours of its slides, and the parts with its pictures. Out:
elements in points. A pattern becomes the mix of its two colours, and effects are left out.
"""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import count
from typing import Final

from msgspec import Struct

from deckgen.geometry import EMU_PER_POINT
from deckgen.media.inspection import Drawing, inspected
from deckgen.template.canvas import Box
from deckgen.template.colours import COLOURS, Scheme
from deckgen.template.opening import A, R, Tree
from deckgen.template.outlines import DEGREE, number, rectangle
from deckgen.theme.contrast import from_linear, linear
from deckgen.theme.tokens import Carried

FULL: Final = 100_000
"""The whole of something in the format's thousandths of a percent."""
_SVG_BLIP: Final = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_EMBEDDED: Final = {"PNG": "png", "JPEG": "jpeg", "GIF": "gif"}
"""The formats that every browser and resvg draw, as Pillow names them; all others become PNG."""
_LARGEST: Final = 3_840
"""The pixels across a picture that is embedded: twice those of a screen. A larger one takes long to draw."""
_USUAL_DENSITY: Final = 96
_POINTS_PER_INCH: Final = 72
_THIN: Final = 9_525
"""The width of a line that states none (ECMA-376 part 1, 20.1.2.2.24)."""
_DASHES: Final = {
    "dot": (1, 3), "dash": (4, 3), "lgDash": (8, 3), "dashDot": (4, 3, 1, 3), "lgDashDot": (8, 3, 1, 3),
    "lgDashDotDot": (8, 3, 1, 3, 1, 3), "sysDash": (3, 1), "sysDot": (1, 1), "sysDashDot": (3, 1, 1, 1),
    "sysDashDotDot": (3, 1, 1, 1, 1, 1),
}  # fmt: skip
"""Dashes and gaps in widths of their line (20.1.10.49)."""
_CAPS: Final = {"rnd": "round", "sq": "square"}
_PATTERNS: Final = {"lt": 0.25, "dk": 0.75, "wd": 0.6}
"""The share of the foreground in patterns by the beginning of their names; it is a half in others."""
_ALIGNED: Final = {"l": 0.0, "r": 1.0, "t": 0.0, "b": 1.0}


class Brush(Struct, frozen=True):
    """A fill, the part whose pictures it shows, and the colour with which a style of the theme is used."""

    fill: Tree
    part: str
    own: str | None = None


class Picture(Struct, frozen=True):
    """A picture as it is embedded: its address, and its width and height in points."""

    address: str
    width: float
    height: float


class Palette(Struct, frozen=True):
    """Where fills find colours and pictures: the scheme, the theme with the name of its part, and all parts."""

    scheme: Scheme
    theme: Tree
    theme_part: str
    parts: Mapping[str, Carried]

    def rgb(self, tree: Tree, own: str | None = None) -> str | None:
        """The colour in an element as RRGGBB."""
        found = self.scheme.seen(tree, own)
        return None if found is None else found[0]

    def styled(self, reference: Tree) -> Brush | None:
        """The fill of the theme that a style refers to; None if it refers to none."""
        place = int(reference.get("idx", "0"))
        kind, first = ("bgFillStyleLst", 1001) if place > 1000 else ("fillStyleLst", 1)
        styles = self.theme.find(f".//{A}{kind}")
        if place == 0 or styles is None or not 0 <= place - first < len(styles):
            return None
        return Brush(styles[place - first], self.theme_part, self.rgb(reference))

    def styled_line(self, reference: Tree | None) -> Tree | None:
        """The line of the theme that a style refers to."""
        place = 0 if reference is None else int(reference.get("idx", "0"))
        styles = self.theme.find(f".//{A}lnStyleLst")
        return None if styles is None or not 0 < place <= len(styles) else styles[place - 1]


class Brushes:
    """Fills paths. Names of what is defined begin with `prefix`; `undrawn` are the parts that cannot be drawn.

    A picture that has a `drawing` as well is that, if wanted.
    """

    def __init__(self, palette: Palette, prefix: str, *, drawings: bool) -> None:
        self.palette = palette
        self.undrawn: dict[str, str] = {}
        self._prefix, self._drawings = prefix, drawings
        self._numbers = count(1)

    def filled(self, path: str, box: Box, brush: Brush) -> str:
        """The elements that fill a path whose box is `box`; none if the fill shows nothing."""
        match brush.fill.tag.removeprefix(A):
            case "solidFill":
                return _plain(path, self.palette.scheme.seen(brush.fill, brush.own))
            case "pattFill":
                return _plain(path, self._mix(brush))
            case "gradFill":
                return self._gradient(path, box, brush)
            case "blipFill":
                return self._picture(path, box, brush)
            case _:
                # A picture on a slide is a p:blipFill, and a style may be given by its colour alone.
                is_picture = brush.fill.find(f"{A}blip") is not None
                seen = self.palette.scheme.seen(brush.fill, brush.own)
                return self._picture(path, box, brush) if is_picture else _plain(path, seen)

    def _mix(self, brush: Brush) -> tuple[str, float] | None:
        pattern = brush.fill.get("prst", "")
        front, back = (brush.fill.find(f"{A}{key}") for key in ("fgClr", "bgClr"))
        ends = [self.palette.scheme.seen(end, brush.own) for end in (front, back) if end is not None]
        if len(ends) != 2 or ends[0] is None or ends[1] is None:
            return next((end for end in ends if end is not None), None)
        share = int(pattern[3:]) / 100 if pattern.startswith("pct") else _PATTERNS.get(pattern[:2], 0.5)
        parts = zip(linear(ends[0][0]), linear(ends[1][0]), strict=True)
        return from_linear(a * share + b * (1 - share) for a, b in parts), max(ends[0][1], ends[1][1])

    def _gradient(self, path: str, box: Box, brush: Brush) -> str:
        stops = [
            (int(stop.get("pos", "0")) / FULL, seen)
            for stop in brush.fill.iterfind(f"{A}gsLst/{A}gs")
            if (seen := self.palette.scheme.seen(stop, brush.own)) is not None
        ]
        if len(stops) < 2:
            return _plain(path, stops[0][1] if stops else None)
        name = self._name()
        shades = "".join(
            f'<stop offset="{number(place)}" stop-color="#{rgb}"{_faint(" stop-opacity", alpha)}/>'
            for place, (rgb, alpha) in sorted(stops)
        )
        way = brush.fill.find(f"{A}path")
        kind, place = (
            ("linear", _along(brush.fill.find(f"{A}lin"), box)) if way is None else ("radial", _from(way, box))
        )
        return (
            f'<{kind}Gradient id="{name}" gradientUnits="userSpaceOnUse" {place}>{shades}</{kind}Gradient>'
            f'<path d="{path}" fill-rule="evenodd" fill="url(#{name})"/>'
        )

    def _picture(self, path: str, box: Box, brush: Brush) -> str:
        blip = brush.fill.find(f"{A}blip")
        picture = self._found(blip, brush.part)
        if picture is None or blip is None:
            return ""
        look, defined = self._look(blip, brush.own)
        tile = brush.fill.find(f"{A}tile")
        place = _stretched(brush.fill, box) if tile is None else _tile(picture, tile, box)
        name = self._name()
        if tile is not None and not _covers(place, box):
            pattern = _tiled(picture, tile, place, look)
            return f'{defined}<pattern id="{name}" {pattern}</pattern><path d="{path}" fill="url(#{name})"/>'
        image = _image(picture.address, place, look)
        if path == rectangle(box) and _covers(box, place):
            return defined + image
        clip = f'<clipPath id="{name}"><path d="{path}" clip-rule="evenodd"/></clipPath>'
        return f'{defined}{clip}<g clip-path="url(#{name})">{image}</g>'

    def _found(self, blip: Tree | None, part: str) -> Picture | None:
        """The picture that a blip names, its drawing if that is wanted and harmless."""
        targets = {each.number: each.target for each in self.palette.parts[part].relations if not each.outside}
        if blip is None or blip.get(f"{R}embed") not in targets:
            return None
        target = targets[blip.get(f"{R}embed")]
        picture = embedded(self.palette.parts[target].content)
        drawing = next((targets.get(each.get(f"{R}embed")) for each in blip.iter(_SVG_BLIP)), None)
        if drawing is not None and (self._drawings or picture is None):
            found = inspected(self.palette.parts[drawing].content)
            if isinstance(found, Drawing):
                address = f"data:image/svg+xml;base64,{b64encode(found.content).decode()}"
                wide, high = (side * _POINTS_PER_INCH / _USUAL_DENSITY for side in (found.width, found.height))
                return Picture(address, wide, high)
        if picture is None:
            self.undrawn[target] = f"a picture in the format {target.rpartition('.')[2].upper()}"
        return picture

    def _look(self, blip: Tree, own: str | None) -> tuple[str, str]:
        """The attributes of a picture that is faint, grey or drawn in two colours, and what they refer to."""
        faint = next((int(each.get("amt", str(FULL))) / FULL for each in blip.iter(f"{A}alphaModFix")), 1.0)
        look = _faint(" opacity", faint)
        duotone, grey = blip.find(f"{A}duotone"), blip.find(f"{A}grayscl")
        ends = ["000000", "FFFFFF"] if grey is not None else []
        if duotone is not None:
            ends = [rgb for end in duotone.iterchildren(*COLOURS) if (rgb := self.palette.rgb(end, own))]
        if len(ends) != 2:
            return look, ""
        name = self._name()
        return f'{look} filter="url(#{name})"', _in_two_colours(name, ends)

    def _name(self) -> str:
        return f"{self._prefix}-{next(self._numbers)}"

    def stroked(self, path: str, line: Tree | None, style: Tree | None) -> str:
        """The line along a path: the shape's own, over that of its style."""
        lines = [each for each in (line, self.palette.styled_line(style)) if each is not None]
        ink = next((each for one in lines for each in one.iterchildren(*_INKS)), None)
        own = None if style is None else self.palette.rgb(style)
        seen = None if ink is None or ink.tag == f"{A}noFill" else self.palette.scheme.seen(ink, own)
        if seen is None:
            return ""
        rgb, alpha = seen
        heads, defined = self._heads(line, rgb)
        colour = f'stroke="#{rgb}"{_faint(" stroke-opacity", alpha)}'
        return f'{defined}<path d="{path}" fill="none" {colour}{_drawn_line(lines)}{heads}/>'

    def _heads(self, line: Tree | None, rgb: str) -> tuple[str, str]:
        """The attributes for the heads of an arrow, and the marker that they refer to."""
        if line is None:
            return "", ""
        kinds = {side: line.find(f"{A}{side}End") for side in ("head", "tail")}
        sides = {"head": "start", "tail": "end"}
        drawn = [sides[side] for side, end in kinds.items() if end is not None and end.get("type", "none") != "none"]
        if not drawn:
            return "", ""
        name = self._name()
        # Where the line ends, the head is as wide as the line, whose corners must not stick out of it.
        marker = (
            f'<marker id="{name}" viewBox="0 0 3 3" refX="2" refY="1.5" markerWidth="3" markerHeight="3"'
            f' orient="auto-start-reverse"><path d="M0 0 L3 1.5 L0 3 Z" fill="#{rgb}"/></marker>'
        )
        return "".join(f' marker-{side}="url(#{name})"' for side in drawn), marker


_INKS: Final = tuple(f"{A}{kind}" for kind in ("noFill", "solidFill", "gradFill", "pattFill"))
_HAIR: Final = 0.25
"""The width of a line of width 0, which every program draws as thin as it can."""


def _plain(path: str, seen: tuple[str, float] | None) -> str:
    if seen is None:
        return ""
    rgb, alpha = seen
    return f'<path d="{path}" fill-rule="evenodd" fill="#{rgb}"{_faint(" fill-opacity", alpha)}/>'


def _faint(attribute: str, share: float) -> str:
    return f'{attribute}="{number(share)}"' if share < 1 else ""


def _along(line: Tree | None, box: Box) -> str:
    """The ends of a linear gradient: at right angles to its direction, both go through a corner of the box."""
    left, top, width, height = box
    angle = math.radians(int(line.get("ang", "0")) / DEGREE if line is not None else 0)
    across, down = math.cos(angle), math.sin(angle)
    half = (abs(width * across) + abs(height * down)) / 2
    x, y = left + width / 2, top + height / 2
    ends = (x - across * half, y - down * half, x + across * half, y + down * half)
    return " ".join(f'{key}="{number(end)}"' for key, end in zip(("x1", "y1", "x2", "y2"), ends, strict=True))


def _from(way: Tree, box: Box) -> str:
    """The centre of a gradient that follows a path, and its radius; a rectangular one becomes an ellipse."""
    left, top, width, height = box
    inner = way.find(f"{A}fillToRect")
    sides = [int(inner.get(side, "0")) / FULL if inner is not None else 0.5 for side in "ltrb"]
    x = left + width * (sides[0] + 1 - sides[2]) / 2
    y = top + height * (sides[1] + 1 - sides[3]) / 2
    wide, high = max(x - left, left + width - x), max(y - top, top + height - y)
    if way.get("path") == "circle":
        return f'cx="{number(x)}" cy="{number(y)}" r="{number(math.hypot(wide, high))}"'
    scale = f"translate({number(x)} {number(y)}) scale({number(wide)} {number(high)})"
    return f'cx="0" cy="0" r="1" gradientTransform="{scale}"'


def _shares(tree: Tree | None) -> list[float]:
    """Left, top, right and bottom of a relative rectangle, as shares."""
    return [int(tree.get(side, "0")) / FULL if tree is not None else 0.0 for side in "ltrb"]


def _stretched(fill: Tree, box: Box) -> Box:
    """The box of the whole picture, of which a part fills the shape (20.1.8.55 and 20.1.8.30)."""
    left, top, width, height = box
    inner = _shares(fill.find(f"{A}stretch/{A}fillRect"))
    left, width = left + inner[0] * width, width * (1 - inner[0] - inner[2])
    top, height = top + inner[1] * height, height * (1 - inner[1] - inner[3])
    cut = _shares(fill.find(f"{A}srcRect"))
    whole = width / max(1 - cut[0] - cut[2], 1e-3), height / max(1 - cut[1] - cut[3], 1e-3)
    return left - cut[0] * whole[0], top - cut[1] * whole[1], *whole


def _image(address: str, box: Box, look: str) -> str:
    place = " ".join(f'{key}="{number(side)}"' for key, side in zip(("x", "y", "width", "height"), box, strict=True))
    return f'<image {place} preserveAspectRatio="none"{look} href="{address}"/>'


def _covers(one: Box, other: Box) -> bool:
    """True if the first box has the other inside it, up to what is not seen."""
    return all(
        one[axis] <= other[axis] + _UNSEEN and other[axis] + other[axis + 2] <= one[axis] + one[axis + 2] + _UNSEEN
        for axis in (0, 1)
    )


_UNSEEN: Final = 0.02


def _tile(picture: Picture, tile: Tree, box: Box) -> Box:
    """The box of the first tile (20.1.8.58)."""
    across, down = (int(tile.get(key, str(FULL))) / FULL for key in ("sx", "sy"))
    width, height = max(picture.width * across, 1), max(picture.height * down, 1)
    stands = tile.get("algn", "tl")
    shares = [next((_ALIGNED[sign] for sign in stands if sign in axis), 0.5) for axis in ("lr", "tb")]
    moved = [int(tile.get(key, "0")) / EMU_PER_POINT for key in ("tx", "ty")]
    x = box[0] + (box[2] - width) * shares[0] + moved[0]
    y = box[1] + (box[3] - height) * shares[1] + moved[1]
    return x, y, width, height


def _tiled(picture: Picture, tile: Tree, first: Box, look: str) -> str:
    """The attributes and the content of a pattern; every other tile may be a mirror image."""
    width, height = first[2], first[3]
    images, flips = [], tile.get("flip", "none")
    columns, rows = (2 if axis in flips else 1 for axis in "xy")
    for column in range(columns):
        for row in range(rows):
            moved_to = f"translate({number(2 * width * column)} {number(2 * height * row)})"
            turned = f"{moved_to} scale({1 - 2 * column} {1 - 2 * row})"
            image = _image(picture.address, (0, 0, width, height), look)
            images.append(f'<g transform="{turned}">{image}</g>' if column or row else image)
    size = f'width="{number(width * columns)}" height="{number(height * rows)}"'
    place = f'x="{number(first[0])}" y="{number(first[1])}"'
    return f'patternUnits="userSpaceOnUse" {place} {size}>{"".join(images)}'


def _in_two_colours(name: str, ends: Sequence[str]) -> str:
    """A filter that draws black in the first colour and white in the second (20.1.8.23)."""
    grey = "0.2126 0.7152 0.0722 0 0 "
    channels = ""
    for channel, at in (("R", 0), ("G", 2), ("B", 4)):
        values = " ".join(number(int(end[at : at + 2], 16) / 255) for end in ends)
        channels += f'<feFunc{channel} type="table" tableValues="{values}"/>'
    return (
        f'<filter id="{name}" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB">'
        f'<feColorMatrix values="{grey * 3}0 0 0 1 0"/><feComponentTransfer>{channels}</feComponentTransfer></filter>'
    )


def _drawn_line(lines: Sequence[Tree]) -> str:
    """The attributes for the width, the dashes, the ends and the corners of a line."""
    width = max(next((int(line.get("w")) for line in lines if line.get("w")), _THIN) / EMU_PER_POINT, _HAIR)
    cap = next((_CAPS[line.get("cap")] for line in lines if line.get("cap") in _CAPS), None)
    ends = f' stroke-linecap="{cap}"' if cap is not None else ""
    return f' stroke-width="{number(width)}"{_dashed(lines, width)}{ends} stroke-linejoin="{_join(lines)}"'


def _dashed(lines: Sequence[Tree], width: float) -> str:
    dashes = _DASHES.get(next((dash.get("val") for line in lines for dash in line.iterfind(f"{A}prstDash")), ""), ())
    own = next((list(_own_dashes(line)) for line in lines if line.find(f"{A}custDash") is not None), list(dashes))
    lengths = " ".join(number(width * length) for length in own)
    return f' stroke-dasharray="{lengths}"' if lengths else ""


def _own_dashes(line: Tree) -> Iterator[float]:
    for stop in line.iterfind(f"{A}custDash/{A}ds"):
        yield from (int(stop.get(key, "0")) / FULL for key in ("d", "sp"))


def _join(lines: Sequence[Tree]) -> str:
    for line in lines:
        for kind in ("miter", "bevel", "round"):
            if line.find(f"{A}{kind}") is not None:
                return kind
    return "round"


@lru_cache(maxsize=64)
def embedded(content: bytes) -> Picture | None:
    """A picture as it is embedded, not larger than needed; None if it cannot be drawn, such as one of Windows."""
    from PIL import Image as images  # noqa: N813, PLC0415  (Pillow is slow to import)

    try:
        with images.open(BytesIO(content)) as picture:
            if picture.format in ("WMF", "EMF"):
                return None
            kind, size = _EMBEDDED.get(picture.format or ""), picture.size
            density = picture.info.get("dpi", (_USUAL_DENSITY, _USUAL_DENSITY))
            if kind is None or max(size) > _LARGEST:
                kind = "png" if kind != "jpeg" else kind
                picture.thumbnail((_LARGEST, _LARGEST))
                stream = BytesIO()
                picture.save(stream, kind)
                content = stream.getvalue()
    except Exception:  # a deck can still show a picture that Pillow cannot read
        return None
    wide, high = (
        side / (float(dots) if dots and float(dots) > 1 else _USUAL_DENSITY) * _POINTS_PER_INCH
        for side, dots in zip(size, density, strict=True)
    )
    return Picture(f"data:image/{kind};base64,{b64encode(content).decode()}", wide, high)
