"""The background of a layout: its colour, and the shapes and pictures that content must not cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Final

from msgspec import Struct

from deckgen.geometry import Rect
from deckgen.paint import Colour
from deckgen.template.colours import Paint, Scheme
from deckgen.template.opening import A, Master, Opened, P, R, Sheet, Tree, shrunk

_FILLS: Final = ("solidFill", "gradFill", "blipFill", "pattFill")
_SHAPES: Final = tuple(f"{P}{kind}" for kind in ("sp", "pic", "grpSp", "cxnSp", "graphicFrame"))
_FIRST_GROUND_STYLE = 1001
_PANEL = 0.85
"""A shape behind at least this share of an area is the area's background."""
_MOST_LOST = 0.35
"""A shape that takes a larger share of an area than this is there to be written on."""


class Thing(Struct, frozen=True):
    """A shape that a layout or its master draws: its rectangle, and its own fill, if it states one."""

    rect: Rect
    fill: Paint | None
    is_outline_unknown: bool


class Scenery(Struct, frozen=True):
    """Everything that a layout shows behind its placeholders."""

    ground: Paint
    things: tuple[Thing, ...]

    def ground_of(self, area: Rect) -> Paint:
        """The colour behind an area: the topmost panel behind nearly all of it, or else the layout's background."""
        panels = [
            thing.fill
            for thing in self.things
            if thing.fill is not None and not thing.is_outline_unknown and _share(thing.rect, area) >= _PANEL
        ]
        return panels[-1] if panels else self.ground

    def free(self, area: Rect) -> Rect:
        """The rest of an area after it is cut back from everything that it would cover."""
        left = area
        for thing in self.things:
            if left.overlaps(thing.rect):
                cut = max(_cuts(left, thing.rect), key=lambda rect: rect.width * rect.height)
                if cut.width * cut.height >= (1 - _MOST_LOST) * left.width * left.height:
                    left = cut
        return left

    def is_empty(self, area: Rect) -> bool:
        """True if nothing is drawn in an area, apart from panels behind all of it."""
        return not any(thing.rect.overlaps(area) for thing in self.things if _share(thing.rect, area) < _PANEL)


def _cuts(area: Rect, taken: Rect) -> Iterator[Rect]:
    yield Rect(area.x, area.y, area.width, max(taken.y - area.y, 0))
    yield Rect(area.x, taken.bottom, area.width, max(area.bottom - taken.bottom, 0))
    yield Rect(area.x, area.y, max(taken.x - area.x, 0), area.height)
    yield Rect(taken.right, area.y, max(area.right - taken.right, 0), area.height)


def _share(rect: Rect, area: Rect) -> float:
    """The share of `area` that a rectangle covers, from 0 to 1."""
    if not rect.overlaps(area):
        return 0.0
    width = min(rect.right, area.right) - max(rect.x, area.x)
    height = min(rect.bottom, area.bottom) - max(rect.y, area.y)
    return width * height / (area.width * area.height)


class Painter(Struct, frozen=True):
    """The reader of backgrounds for the layouts of one master."""

    opened: Opened
    master: Master

    def scenery(self, layout: Sheet, scheme: Scheme) -> Scenery:
        sheets = [layout] if layout.tree.get("showMasterSp") in ("0", "false") else [self.master.sheet, layout]
        things = tuple(thing for sheet in sheets for thing in self._things(sheet, scheme))
        return Scenery(self._ground(layout, scheme), things)

    def _things(self, sheet: Sheet, scheme: Scheme) -> Iterator[Thing]:
        for shape in sheet.tree.find(f"{P}cSld/{P}spTree").iterchildren(*_SHAPES):
            rect = self._rect(shape)
            identity = shape.find(f".//{P}cNvPr")
            if rect is None or shape.find(f".//{P}nvPr/{P}ph") is not None or identity.get("hidden") in ("1", "true"):
                continue
            fill = self._fill(shape.find(f"{P}spPr"), sheet, scheme)
            if shape.tag == f"{P}pic":
                fill = self._fill(shape, sheet, scheme)
            if fill is not None or shape.tag != f"{P}sp" or _is_visible(shape):
                yield Thing(rect, fill, shape.find(f"{P}spPr/{A}custGeom") is not None)

    def _rect(self, shape: Tree) -> Rect | None:
        for name in (f"{P}spPr/{A}xfrm", f"{P}grpSpPr/{A}xfrm", f"{P}xfrm"):
            place = shape.find(name)
            if place is not None and place.find(f"{A}off") is not None and place.find(f"{A}ext") is not None:
                offset, extent = place.find(f"{A}off"), place.find(f"{A}ext")
                sides = (offset.get("x"), offset.get("y"), extent.get("cx"), extent.get("cy"))
                return shrunk(Rect(*map(int, sides)), self.opened.scale)
        return None

    def _ground(self, layout: Sheet, scheme: Scheme) -> Paint:
        for sheet in (layout, self.master.sheet):
            back = sheet.tree.find(f"{P}cSld/{P}bg")
            if back is None:
                continue
            reference = back.find(f"{P}bgRef")
            if reference is not None:
                return self._styled(reference, scheme)
            found = self._fill(back.find(f"{P}bgPr"), sheet, scheme)
            if found is not None:
                return found
        return Paint(scheme.colours["lt1"], Colour("lt1"))

    def _styled(self, reference: Tree, scheme: Scheme) -> Paint:
        """A background by its number among the theme's styles, which modify the colour given with it."""
        given = scheme.paint(reference) or Paint(scheme.colours["lt1"], Colour("lt1"))
        styles = self.master.theme.find(f".//{A}bgFillStyleLst")
        number = int(reference.get("idx", "0")) - _FIRST_GROUND_STYLE
        if styles is None or not 0 <= number < len(styles) or styles[number].tag != f"{A}gradFill":
            return given
        return _averaged(styles[number], scheme, given.colour) or given

    def _fill(self, properties: Tree | None, sheet: Sheet, scheme: Scheme) -> Paint | None:
        """The stated fill of a shape or background as a colour; for a picture, its average."""
        for child in properties if properties is not None else ():
            kind = child.tag.rsplit("}", 1)[-1]
            if kind == "blipFill":
                return self._pictured(child, sheet, scheme)
            if kind in _FILLS:
                return _averaged(child, scheme)
        return None

    def _pictured(self, fill: Tree, sheet: Sheet, scheme: Scheme) -> Paint | None:
        number = next((blip.get(f"{R}embed") for blip in fill.iter(f"{A}blip")), None)
        relations = {relation.number: relation for relation in self.opened.parts[sheet.part].relations}
        if number not in relations or relations[number].outside:
            return None
        rgb = _average_of(self.opened.parts[relations[number].target].content)
        return None if rgb is None else Paint(rgb, scheme.nearest(rgb), is_estimate=True)


def _averaged(fill: Tree, scheme: Scheme, own: Colour | None = None) -> Paint | None:
    """A fill as one colour; for a gradient, the mean of its stops."""
    stops = fill.findall(f"{A}gsLst/{A}gs")
    if not stops:
        return scheme.paint(fill, own)
    found = [paint for stop in stops if (paint := scheme.paint(stop, own)) is not None]
    if not found:
        return None
    rgb = _mean([paint.rgb for paint in found])
    return Paint(rgb, scheme.nearest(rgb))


def _mean(colours: Sequence[str]) -> str:
    sums = [sum(int(rgb[start : start + 2], 16) for rgb in colours) // len(colours) for start in (0, 2, 4)]
    return "".join(f"{part:02X}" for part in sums)


def _average_of(picture: bytes) -> str | None:
    """The mean colour of a picture; None for vector drawings and unreadable files."""
    from PIL import Image  # noqa: PLC0415  (Pillow is slow to import)

    try:
        with Image.open(BytesIO(picture)) as image:
            image.draft("RGB", (64, 64))
            pixel = image.convert("RGBA").convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    except Exception:  # a deck can still show a picture that Pillow cannot read
        return None
    return "".join(f"{part:02X}" for part in pixel) if isinstance(pixel, tuple) else None


def _is_visible(shape: Tree) -> bool:
    """True if a shape without a stated fill is visible: by its style, its line or its text."""
    properties = shape.find(f"{P}spPr")
    style = shape.find(f"{P}style/{A}fillRef")
    if any(text.text and text.text.strip() for text in shape.iter(f"{A}t")):
        return True
    if properties is not None and properties.find(f"{A}noFill") is not None:
        return properties.find(f"{A}ln/{A}solidFill") is not None
    return style is not None and style.get("idx") != "0"
