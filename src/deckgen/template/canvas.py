"""What a layout shows behind its text, as pixels: grounds, fills, gradients, freeforms and pictures.

In: the trees of a master and a layout. Out: a small picture of the slide without text, of which each area can be
asked for its colours. PowerPoint itself draws the slide; this picture only has to tell light from dark, so that
edges, effects and patterns are left out.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import EMU_PER_INCH, Rect, Size
from deckgen.template.colours import COLOURS, Scheme
from deckgen.template.opening import A, Opened, P, R, Sheet, Tree
from deckgen.theme.contrast import contrast

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH: Final = 160
"""The pixels across a slide, enough for one line of text to be several pixels high."""
_SHAPES: Final = tuple(f"{P}{kind}" for kind in ("sp", "pic", "grpSp", "cxnSp"))
_FULL = 100_000
"""The whole of something in the format's thousandths of a percent."""
_USUAL_DENSITY = 96
"""The pixels per inch of a picture that states none."""
_LEAST_TILE: Final = 8
_CURVE_STEPS = 4
_DEGREE = 60_000
_STANDS_OUT: Final = 1.5
"""The contrast from which something drawn is not part of the ground."""
_SMOOTH: Final = 1.08
"""The most contrast of two pixels of a gradient that are side by side."""
_SAMPLES = 32
"""The pixels across an area of which it is judged."""
Pixels = tuple[tuple[str, int], ...]
"""Colours as RRGGBB, each with the number of its pixels."""
Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, width and height in pixels."""


class Space(Struct, frozen=True):
    """From the coordinates of a shape tree to pixels; a group has a space of its own."""

    x: float
    y: float
    across: float
    down: float

    def box(self, place: Tree) -> Box:
        """Left, top, width and height in pixels of an a:xfrm."""
        offset, extent = place.find(f"{A}off"), place.find(f"{A}ext")
        left, top = int(offset.get("x")) * self.across + self.x, int(offset.get("y")) * self.down + self.y
        return left, top, int(extent.get("cx")) * self.across, int(extent.get("cy")) * self.down

    def inside(self, place: Tree) -> Space:
        """The space of the shapes in a group, from its a:xfrm."""
        offset, extent = place.find(f"{A}chOff"), place.find(f"{A}chExt")
        left, top, width, height = self.box(place)
        if offset is None or extent is None:
            return self
        across, down = (side / max(int(extent.get(key)), 1) for side, key in ((width, "cx"), (height, "cy")))
        return Space(left - int(offset.get("x")) * across, top - int(offset.get("y")) * down, across, down)


class Canvas:
    """A picture of a slide, `WIDTH` pixels wide, on which the shapes of its master and layout are drawn in order."""

    def __init__(self, opened: Opened, slide: Size, scheme: Scheme) -> None:
        from PIL import Image as images  # noqa: N813, PLC0415  (Pillow is slow to import)

        self._opened, self._scheme, self._slide = opened, scheme, slide
        size = (WIDTH, max(round(WIDTH * slide.height / slide.width), 1))
        self._image: Image = images.new("RGB", size, f"#{scheme.colours['lt1']}")
        # Shapes are in the template's own EMU, areas in those of layout.
        scale = WIDTH / slide.width / opened.scale
        self._space = Space(0, 0, scale, scale)

    def ground(self, fill: Tree, part: str, own: str | None = None) -> None:
        """Fill the whole slide, with pictures of `part`; `own` is the colour with which a theme's style is used."""
        width, height = self._image.size
        self._paint(_rectangle((0, 0, width, height)), (0, 0, width, height), fill, part, own)

    def shapes(self, sheet: Sheet) -> None:
        """Draw the shapes of a master or layout that are no placeholders."""
        self._draw_all(sheet.tree.find(f"{P}cSld/{P}spTree"), self._space, sheet.part, None)

    def shape(self, shape: Tree, part: str, place: Rect) -> None:
        """Draw the fill of one placeholder in its rectangle."""
        fill = fill_of(shape)
        if fill is not None:
            scale = WIDTH / self._slide.width
            box = (place.x * scale, place.y * scale, place.width * scale, place.height * scale)
            self._paint(_outline(shape, box), box, fill, part, None)

    def copy(self) -> Canvas:
        """The same picture, to draw more on it."""
        other = Canvas.__new__(Canvas)
        other.__dict__.update(self.__dict__)
        other._image = self._image.copy()
        return other

    def pixels(self, area: Rect) -> Pixels:
        """The colours behind an area, with the number of pixels of each."""
        scale, (width, height) = WIDTH / self._slide.width, self._image.size
        left, top = (min(max(round(edge * scale), 0), most - 1) for edge, most in ((area.x, width), (area.y, height)))
        right, bottom = round(area.right * scale), round(area.bottom * scale)
        cut = self._image.crop((left, top, min(max(right, left + 1), width), min(max(bottom, top + 1), height)))
        cut = cut.resize((min(cut.width, _SAMPLES), min(cut.height, _SAMPLES)), resample=0)
        content = cut.tobytes()
        counted = Counter(zip(content[::3], content[1::3], content[2::3], strict=True))
        return tuple((bytes(rgb).hex().upper(), count) for rgb, count in counted.items())

    def clear(self, area: Rect) -> Rect:
        """The largest part of an area in which nearly everything has the colour of most of it."""
        scale = WIDTH / self._slide.width
        edges = [
            min(max(round(edge * scale), 0), most)
            for edge, most in zip(_edges(area), self._image.size * 2, strict=True)
        ]
        if edges[0] >= edges[2] or edges[1] >= edges[3]:
            return area
        drawn = _drawn(self._image.crop((edges[0], edges[1], edges[2], edges[3])))
        if not any(map(any, drawn)):
            return area
        left, top, right, bottom = _largest_empty(drawn)
        x, y = max(round((edges[0] + left) / scale), area.x), max(round((edges[1] + top) / scale), area.y)
        right, bottom = round((edges[0] + right) / scale), round((edges[1] + bottom) / scale)
        return Rect(x, y, min(right, area.right) - x, min(bottom, area.bottom) - y)

    def _draw_all(self, tree: Tree, space: Space, part: str, around: Tree | None) -> None:
        for shape in tree.iterchildren(*_SHAPES):
            identity = shape.find(f".//{P}cNvPr")
            if identity.get("hidden") in ("1", "true") or shape.find(f"./*/{P}nvPr/{P}ph") is not None:
                continue
            properties = shape.find(f"{P}grpSpPr" if shape.tag == f"{P}grpSp" else f"{P}spPr")
            place = None if properties is None else properties.find(f"{A}xfrm")
            if place is None or place.find(f"{A}off") is None or place.find(f"{A}ext") is None:
                continue
            if shape.tag == f"{P}grpSp":
                fill = fill_in(properties)
                self._draw_all(shape, space.inside(place), part, around if fill is None else fill)
                continue
            fill = fill_of(shape)
            if fill is not None and fill.tag == f"{A}grpFill":
                fill = around
            if fill is not None:
                box = space.box(place)
                self._paint(_outline(shape, box), box, fill, part, _styled_colour(shape, self._scheme))

    def _paint(
        self, outline: Iterable[list[Point]], box: Box, fill: Tree, part: str,
        own: str | None,
    ) -> None:  # fmt: skip
        from PIL import Image as images  # noqa: N813, PLC0415
        from PIL import ImageDraw  # noqa: PLC0415

        brush = self._brush(fill, box, part, own)
        if brush is None:
            return
        mask = images.new("L", self._image.size, 0)
        for polygon in outline:
            if len(polygon) > 2:
                ImageDraw.Draw(mask).polygon(polygon, fill=255)
        layer = images.new("RGBA", self._image.size, (0, 0, 0, 0))
        layer.paste(brush, (round(box[0]), round(box[1])))
        alpha = images.composite(layer.getchannel("A"), images.new("L", self._image.size, 0), mask)
        self._image.paste(layer.convert("RGB"), (0, 0), alpha)

    def _brush(self, fill: Tree, box: Box, part: str, own: str | None) -> Image | None:
        """The fill of a box as a picture of its size; None if it shows nothing."""
        from PIL import Image as images  # noqa: N813, PLC0415

        size = (min(max(round(box[2]), 1), 4 * WIDTH), min(max(round(box[3]), 1), 4 * WIDTH))
        match fill.tag.rsplit("}", 1)[-1]:
            case "solidFill" | "pattFill" | "bgRef" | "fillRef":
                colour = self._colour(fill, own)
                return None if colour is None else images.new("RGBA", size, colour)
            case "gradFill":
                return self._gradient(fill, size, own)
            case "blipFill":
                return self._picture(fill, size, part, own)
            case _:
                return None

    def _colour(self, tree: Tree, own: str | None) -> tuple[int, int, int, int] | None:
        found = self._scheme.seen(tree, own)
        if found is None:
            return None
        rgb, alpha = found
        return int(rgb[:2], 16), int(rgb[2:4], 16), int(rgb[4:], 16), round(255 * alpha)

    def _gradient(self, fill: Tree, size: tuple[int, int], own: str | None) -> Image | None:
        """A gradient along its angle; one that follows a path is drawn along the diagonal."""
        stops = [
            (int(stop.get("pos", "0")) / _FULL, colour)
            for stop in fill.iterfind(f"{A}gsLst/{A}gs")
            if (colour := self._colour(stop, own)) is not None
        ]
        if not stops:
            return None
        from PIL import Image as images  # noqa: N813, PLC0415

        line = fill.find(f"{A}lin")
        angle = math.radians(int(line.get("ang", "0")) / _DEGREE if line is not None else 45)
        across, down = math.cos(angle), math.sin(angle)
        width, height = size
        ends = [x * across + y * down for x in (0, width) for y in (0, height)]
        low, high = min(ends), max(ends)
        small = images.new("RGBA", (min(width, 32), min(height, 32)))
        for column in range(small.width):
            for row in range(small.height):
                along = (column + 0.5) * width / small.width * across + (row + 0.5) * height / small.height * down
                small.putpixel((column, row), _between(sorted(stops), (along - low) / max(high - low, 1)))
        return small.resize(size)

    def _picture(self, fill: Tree, size: tuple[int, int], part: str, own: str | None) -> Image | None:
        """A picture, cropped and stretched as it is there, in two colours if it is drawn in two, and as faint."""
        blip = fill.find(f"{A}blip")
        number = None if blip is None else blip.get(f"{R}embed")
        relations = {relation.number: relation for relation in self._opened.parts[part].relations}
        if number not in relations or relations[number].outside:
            return None
        small = _small(self._opened.parts[relations[number].target].content)
        if small is None:
            return None
        picture = small.image
        cut = fill.find(f"{A}srcRect")
        left, top, right, bottom = (int(cut.get(side, "0")) / _FULL if cut is not None else 0 for side in "ltrb")
        width, height = picture.size
        if left + right < 1 and top + bottom < 1:
            edges = round(left * width), round(top * height), round((1 - right) * width), round((1 - bottom) * height)
            picture = picture.crop(edges)
        tile = fill.find(f"{A}tile")
        filled = picture.resize(size) if tile is None else self._tiled(replace(small, image=picture), tile, size)
        picture = self._in_two_colours(filled, blip, own)
        faint = next((int(each.get("amt", str(_FULL))) / _FULL for each in blip.iter(f"{A}alphaModFix")), 1)
        if faint < 1:
            picture.putalpha(picture.getchannel("A").point(lambda part: round(part * faint)))
        return picture

    def _tiled(self, small: Small, tile: Tree, size: tuple[int, int]) -> Image:
        """A picture repeated in its own size from the top left corner."""
        from PIL import Image as images  # noqa: N813, PLC0415

        inch = EMU_PER_INCH * self._space.across
        shares = (int(tile.get(key, str(_FULL))) / _FULL for key in ("sx", "sy"))
        sides = (round(side * inch * share) for side, share in zip(small.inches, shares, strict=True))
        # Of tiles that are smaller, only the average colour counts.
        wide, high = (max(side, _LEAST_TILE) for side in sides)
        picture, whole = small.image.resize((wide, high)), images.new("RGBA", size)
        for left, top in itertools.product(range(0, size[0], wide), range(0, size[1], high)):
            whole.paste(picture, (left, top))
        return whole

    def _in_two_colours(self, picture: Image, blip: Tree, own: str | None) -> Image:
        """A picture in two colours, if it has a duotone: the first for black, the second for white.

        ECMA-376 part 1, 20.1.8.23.
        """
        from PIL import ImageOps  # noqa: PLC0415

        duotone = blip.find(f"{A}duotone")
        ends = [] if duotone is None else [self._colour(each, own) for each in duotone.iterchildren(*COLOURS)]
        if len(ends) != 2 or ends[0] is None or ends[1] is None:
            return picture
        drawn = ImageOps.colorize(picture.convert("L"), ends[0][:3], ends[1][:3]).convert("RGBA")
        drawn.putalpha(picture.getchannel("A"))
        return drawn


def _edges(rect: Rect) -> tuple[int, int, int, int]:
    return rect.x, rect.y, rect.right, rect.bottom


def _drawn(picture: Image) -> list[list[bool]]:
    """The pixels of a picture, row by row: True for those that stand out, with an edge around them."""
    width, content = picture.width, picture.tobytes().hex().upper()
    pixels = [content[place : place + 6] for place in range(0, len(content), 6)]
    counted = Counter(pixels)
    (most, _), *_ = counted.most_common(1)
    out = {rgb: contrast(rgb, most) >= _STANDS_OUT for rgb in counted}
    marks = [out[rgb] for rgb in pixels]
    if any(marks):
        _take_in(marks, pixels, width)
    return [marks[start : start + width] for start in range(0, len(marks), width)]


def _take_in(marks: list[bool], pixels: Sequence[str], width: int) -> None:
    """Unmark what goes over smoothly into what is not marked: the other end of a gradient is no ornament."""
    waiting = [place for place, mark in enumerate(marks) if mark]
    while waiting:
        place = waiting.pop()
        column = place % width
        beside = (place - 1 if column else -1, place + 1 if column < width - 1 else -1)
        near = [other for other in (*beside, place - width, place + width) if 0 <= other < len(marks)]
        if marks[place] and any(
            not marks[other] and contrast(pixels[place], pixels[other]) < _SMOOTH for other in near
        ):
            marks[place] = False
            waiting += [other for other in near if marks[other]]


def _largest_empty(drawn: list[list[bool]]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the largest rectangle of rows without True; all four 0 if there is none."""
    best, found = 0, (0, 0, 0, 0)
    heights = [0] * len(drawn[0])
    for row, marks in enumerate(drawn):
        heights = [0 if mark else height + 1 for mark, height in zip(marks, heights, strict=True)]
        if row + 1 < len(drawn) and not any(drawn[row + 1]):
            continue  # what ends here could be taller
        rising: list[tuple[int, int]] = []
        for column, height in enumerate([*heights, 0]):
            start = column
            while rising and rising[-1][1] >= height:
                start, tall = rising.pop()
                if tall * (column - start) > best:
                    best, found = tall * (column - start), (start, row + 1 - tall, column, row + 1)
            rising.append((start, height))
    return found


def _between(stops: list[tuple[float, tuple[int, int, int, int]]], place: float) -> tuple[int, ...]:
    """The colour at a place of a gradient, from 0 to 1."""
    before = max((stop for stop in stops if stop[0] <= place), default=stops[0])
    after = min((stop for stop in stops if stop[0] >= place), default=stops[-1])
    share = (place - before[0]) / (after[0] - before[0]) if after[0] > before[0] else 0
    return tuple(round(a + (b - a) * share) for a, b in zip(before[1], after[1], strict=True))


class Small(Struct, frozen=True):
    """A picture of a few pixels, and the width and height in inches that it is made for."""

    image: Image
    inches: tuple[float, float]


@lru_cache(maxsize=64)
def _small(content: bytes) -> Small | None:
    """A picture of a few pixels; None for vector drawings and unreadable files."""
    from PIL import Image as images  # noqa: N813, PLC0415

    try:
        with images.open(BytesIO(content)) as picture:
            density = max(float(picture.info.get("dpi", (_USUAL_DENSITY,))[0]), 1)
            inches = picture.width / density, picture.height / density
            picture.draft("RGB", (2 * WIDTH, 2 * WIDTH))
            deep = picture.mode.startswith("I")
            # Pillow cuts 16 bits of grey off at 255, instead of scaling them.
            grey = picture.point(lambda part: part / 256).convert("L") if deep else picture
            whole = grey.convert("RGBA")
            whole.thumbnail((2 * WIDTH, 2 * WIDTH))
            return Small(whole, inches)
    except Exception:  # a deck can still show a picture that Pillow cannot read
        return None


def fill_of(shape: Tree) -> Tree | None:
    """The element that fills a shape: its own, or that of its style."""
    properties = shape.find(f"{P}spPr")
    if shape.tag == f"{P}pic":
        return shape.find(f"{P}blipFill")
    fill = None if properties is None else fill_in(properties)
    if fill is not None:
        return fill if fill.tag != f"{A}noFill" else None
    style = shape.find(f"{P}style/{A}fillRef")
    return style if style is not None and style.get("idx") != "0" and shape.tag == f"{P}sp" else None


def fill_in(properties: Tree) -> Tree | None:
    """The fill that properties of a shape or of a background state."""
    kinds = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
    return next(properties.iterchildren(*(f"{A}{kind}" for kind in kinds)), None)


def _styled_colour(shape: Tree, scheme: Scheme) -> str | None:
    style = shape.find(f"{P}style/{A}fillRef")
    found = None if style is None else scheme.seen(style, None)
    return None if found is None else found[0]


def _outline(shape: Tree, box: Box) -> list[list[Point]]:
    """The polygons that a shape covers; presets other than an ellipse cover their box."""
    properties = shape.find(f"{P}spPr")
    preset = properties.find(f"{A}prstGeom") if properties is not None else None
    freeform = properties.find(f"{A}custGeom") if properties is not None else None
    if freeform is not None:
        polygons = [polygon for path in freeform.iterfind(f"{A}pathLst/{A}path") for polygon in _path(path, box)]
    elif preset is not None and preset.get("prst") == "ellipse":
        polygons = [_ellipse(box)]
    else:
        polygons = _rectangle(box)
    place = None if properties is None else properties.find(f"{A}xfrm")
    return polygons if place is None else [_turned(polygon, box, place) for polygon in polygons]


def _rectangle(box: Box) -> list[list[Point]]:
    left, top, width, height = box
    # Pillow draws the last pixel of a polygon too.
    right, bottom = left + width - 1, top + height - 1
    return [[(left, top), (right, top), (right, bottom), (left, bottom)]]


def _ellipse(box: Box) -> list[Point]:
    left, top, width, height = box
    angles = [step * math.pi / 16 for step in range(32)]
    return [(left + width / 2 * (1 + math.cos(angle)), top + height / 2 * (1 + math.sin(angle))) for angle in angles]


def _turned(polygon: list[Point], box: Box, place: Tree) -> list[Point]:
    """A polygon flipped and turned about the middle of its box."""
    angle = math.radians(int(place.get("rot", "0")) / _DEGREE)
    across, down = (-1 if place.get(key) in ("1", "true") else 1 for key in ("flipH", "flipV"))
    if angle == 0 and across == down == 1:
        return polygon
    middle = box[0] + box[2] / 2, box[1] + box[3] / 2
    turned = []
    for x, y in polygon:
        right, below = (x - middle[0]) * across, (y - middle[1]) * down
        turned.append(
            (
                middle[0] + right * math.cos(angle) - below * math.sin(angle),
                middle[1] + right * math.sin(angle) + below * math.cos(angle),
            )
        )
    return turned


def _path(path: Tree, box: Box) -> Iterator[list[Point]]:
    """The polygons of a freeform's path, whose curves become a few straight lines (ECMA-376 part 1, 20.1.9.15)."""
    if path.get("fill") == "none":
        return
    left, top, width, height = box
    across, down = (
        side / max(int(path.get(key, "0")), 1) if path.get(key) else 1 for side, key in ((width, "w"), (height, "h"))
    )
    polygon: list[Point] = []
    for step in path:
        points = [
            (left + _number(point.get("x")) * across, top + _number(point.get("y")) * down)
            for point in step.iter(f"{A}pt")
        ]
        kind = step.tag.rsplit("}", 1)[-1]
        if kind == "moveTo":
            yield polygon
            polygon = points
        elif kind in ("cubicBezTo", "quadBezTo") and polygon and points:
            polygon = [*polygon, *_curve([polygon[-1], *points])]
        else:
            polygon = [*polygon, *points]
    yield polygon


def _number(value: str | None) -> float:
    """A coordinate; 0 for one that a formula gives, which few templates use."""
    return float(value) if value is not None and value.lstrip("-").isdigit() else 0.0


def _curve(points: list[Point]) -> Iterator[Point]:
    """Points on a Bézier curve, by de Casteljau's construction."""
    for step in range(1, _CURVE_STEPS + 1):
        share, left = step / _CURVE_STEPS, points
        while len(left) > 1:
            left = [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in itertools.pairwise(left)]
        yield left[0]
