"""The background of a layout: its colour, and the shapes and pictures that content must not cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Rect, Size, pt
from deckgen.paint import Colour, Slot
from deckgen.template.canvas import Canvas, Pixels, fill_in, fill_of
from deckgen.template.colours import Paint, Scheme
from deckgen.template.opening import A, Master, Opened, P, Sheet, Tree, shrunk
from deckgen.theme.contrast import contrast, mixed

_SHAPES: Final = tuple(f"{P}{kind}" for kind in ("sp", "pic", "grpSp", "cxnSp", "graphicFrame"))
_FIRST_GROUND_STYLE = 1001
_PANEL = 0.85
"""A shape behind at least this share of an area, or a colour of this share, is the area's background."""
_CUTS: Final = 8
"""The number of parts of an area that are looked at further: each shape in it leaves four."""
_CLEAR = pt(4)
_INKS: Final = ("FFFFFF", "000000")
_SLOTS: Final[tuple[Slot, ...]] = ("dk1", "lt1", "dk2", "lt2")
"""The slots for text and grounds, of which two are light and two dark in most templates."""
_MOST_LOST = 0.35
"""A shape that takes a larger share of an area than this is there to be written on."""


class Thing(Struct, frozen=True):
    """A shape that a layout or its master draws: its rectangle, and whether it fills it."""

    rect: Rect
    is_filled: bool


class Scenery(Struct, frozen=True):
    """Everything that a layout shows behind its placeholders; `canvas` is a small picture of it."""

    scheme: Scheme
    canvas: Canvas
    slide: Size
    things: tuple[Thing, ...]

    @property
    def ground(self) -> Paint:
        """The colour of most of the slide."""
        return self._paint(self.canvas.pixels(Rect(0, 0, self.slide.width, self.slide.height)))

    def ground_of(self, area: Rect) -> Paint:
        """The colour of most of an area."""
        return self._paint(self.canvas.pixels(area))

    def with_fill_of(self, shape: Tree, part: str, rect: Rect) -> Scenery:
        """The same scenery with the fill of a placeholder of `part`, in its rectangle."""
        if fill_of(shape) is None:
            return self
        canvas = self.canvas.copy()
        canvas.shape(shape, part, rect)
        return replace(self, canvas=canvas)

    def least_contrast(self, rgb: str, area: Rect) -> float:
        """The contrast of text with the ground, which nine tenths of an area have at least."""
        return _least(rgb, self.canvas.pixels(area))

    def most_readable(self, wanted: Iterable[Colour], area: Rect, least: float) -> Colour:
        """The first of `wanted` with `least` contrast on nearly all of an area, else the one or ink with most."""
        seen = {
            colour: self.least_contrast(mixed(colour, self.scheme.colours), area)
            for colour in (*wanted, *map(Colour, _SLOTS))
        }
        return max(seen, key=lambda colour: min(seen[colour], least))

    def _paint(self, pixels: Pixels) -> Paint:
        """The colour of most of these pixels; an estimate if there are many others.

        The estimate is dark where white can be read better than black, all in all, and else light.
        """
        rgb, share = _commonest(pixels)
        if share >= _PANEL:
            return Paint(rgb, self.scheme.nearest(rgb))
        best, other = sorted(_INKS, key=lambda ink: -_least(ink, pixels))
        rgb, _ = _commonest([each for each in pixels if contrast(best, each[0]) >= contrast(other, each[0])])
        return Paint(rgb, self.scheme.nearest(rgb), is_estimate=True)

    def free(self, area: Rect) -> Rect:
        """The rest of an area after it is cut back from everything that it would cover."""
        left = area
        for thing in self.things:
            if left.overlaps(thing.rect):
                cut = max(_cuts(left, thing.rect), key=lambda rect: rect.width * rect.height)
                if cut.width * cut.height >= (1 - _MOST_LOST) * left.width * left.height:
                    left = cut
        clear = self.canvas.clear(left)
        return clear if clear.width * clear.height >= (1 - _MOST_LOST) * left.width * left.height else left

    def emptiest(self, area: Rect) -> Rect:
        """The largest part of an area in which nothing is drawn, apart from panels behind all of it."""
        found = [area]
        for thing in self.things:
            if _share(thing.rect, area) < _PANEL:
                parts = {part for left in found for part in _around(left, thing.rect)}
                found = sorted(parts, key=lambda rect: (-rect.width * rect.height, rect.x, rect.y))[:_CUTS]
        return found[0]

    def moved_clear(self, area: Rect, most: int) -> Rect:
        """An area moved down until nothing is drawn in a part of it, but not further down than `most`."""
        places = range(area.y, most - area.height, _CLEAR)
        moved = (replace(area, y=top) for top in places)
        return next((place for place in moved if self.is_empty(place)), area)

    def is_empty(self, area: Rect) -> bool:
        """True if nothing is drawn in an area, apart from panels behind all of it."""
        things = [thing for thing in self.things if _share(thing.rect, area) < _PANEL]
        return not any(thing.rect.overlaps(area) for thing in things) and self.canvas.clear(area) == area


def _least(rgb: str, pixels: Pixels) -> float:
    """The contrast that a colour has at least with nine tenths of the pixels."""
    left = sum(count for _, count in pixels) // 10
    for least, count in sorted((contrast(rgb, seen), count) for seen, count in pixels):
        left -= count
        if left < 0:
            return least
    return 1.0


def _commonest(pixels: Sequence[tuple[str, int]]) -> tuple[str, float]:
    """The colour of most pixels, those that look alike taken together, and their share."""
    alike: dict[tuple[int, ...], list[tuple[int, str]]] = {}
    for rgb, count in pixels:
        coarse = tuple(int(rgb[place], 16) for place in (0, 2, 4))
        alike.setdefault(coarse, []).append((count, rgb))
    counted = {coarse: sum(count for count, _ in found) for coarse, found in alike.items()}
    most = max(counted, key=lambda coarse: counted[coarse])
    _, rgb = max(alike[most])
    return rgb, counted[most] / sum(counted.values())


def _around(area: Rect, taken: Rect) -> Iterable[Rect]:
    return _cuts(area, taken) if area.overlaps(taken) else (area,)


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


class Painter(Struct, frozen=True, dict=True):
    """The reader of backgrounds for the layouts of one master."""

    opened: Opened
    master: Master

    def scenery(self, layout: Sheet, scheme: Scheme) -> Scenery:
        is_alone = layout.tree.get("showMasterSp") in ("0", "false")
        sheets = [layout] if is_alone else [self.master.sheet, layout]
        if is_alone or layout.tree.find(f"{P}cSld/{P}bg") is not None:
            canvas = self._drawn(sheets, layout, scheme)
        else:
            canvas = self._masters(tuple(scheme.colours.items()), scheme).copy()
            canvas.shapes(layout)
        things = tuple(thing for sheet in sheets for thing in self._things(sheet))
        return Scenery(scheme, canvas, self.opened.slide, things)

    def _drawn(self, sheets: Iterable[Sheet], layout: Sheet, scheme: Scheme) -> Canvas:
        canvas = Canvas(self.opened, self.opened.slide, scheme)
        self._fill_ground(canvas, layout, scheme)
        for sheet in sheets:
            canvas.shapes(sheet)
        return canvas

    def _masters(self, colours: tuple[tuple[str, str], ...], scheme: Scheme) -> Canvas:
        """The master alone, which most layouts have behind their own shapes; drawn once in the same colours."""
        if colours not in self._known:
            self._known[colours] = self._drawn([self.master.sheet], self.master.sheet, scheme)
        return self._known[colours]

    @cached_property
    def _known(self) -> dict[tuple[tuple[str, str], ...], Canvas]:
        return {}

    def _things(self, sheet: Sheet) -> Iterator[Thing]:
        for shape in sheet.tree.find(f"{P}cSld/{P}spTree").iterchildren(*_SHAPES):
            rect = self._rect(shape)
            identity = shape.find(f".//{P}cNvPr")
            if rect is None or shape.find(f".//{P}nvPr/{P}ph") is not None or identity.get("hidden") in ("1", "true"):
                continue
            if shape.tag != f"{P}sp" or fill_of(shape) is not None or _is_visible(shape):
                yield Thing(rect, fill_of(shape) is not None)

    def _rect(self, shape: Tree) -> Rect | None:
        for name in (f"{P}spPr/{A}xfrm", f"{P}grpSpPr/{A}xfrm", f"{P}xfrm"):
            place = shape.find(name)
            if place is not None and place.find(f"{A}off") is not None and place.find(f"{A}ext") is not None:
                offset, extent = place.find(f"{A}off"), place.find(f"{A}ext")
                sides = (offset.get("x"), offset.get("y"), extent.get("cx"), extent.get("cy"))
                return shrunk(Rect(*map(int, sides)), self.opened.scale)
        return None

    def _fill_ground(self, canvas: Canvas, layout: Sheet, scheme: Scheme) -> None:
        for sheet in (layout, self.master.sheet):
            back = sheet.tree.find(f"{P}cSld/{P}bg")
            if back is None:
                continue
            reference = back.find(f"{P}bgRef")
            if reference is not None:
                self._fill_styled(canvas, reference, scheme)
                return
            fill = fill_in(back.find(f"{P}bgPr"))
            if fill is not None:
                canvas.ground(fill, sheet.part)
                return

    def _fill_styled(self, canvas: Canvas, reference: Tree, scheme: Scheme) -> None:
        """A background by its number among the theme's styles, which modify the colour given with it."""
        styles = self.master.theme.find(f".//{A}bgFillStyleLst")
        number = int(reference.get("idx", "0")) - _FIRST_GROUND_STYLE
        given = scheme.seen(reference)
        if styles is not None and 0 <= number < len(styles):
            theme = next(self.opened.led_to(self.master.sheet.part, "theme"))
            canvas.ground(styles[number], theme, given[0] if given else None)
        elif given is not None:
            canvas.ground(reference, self.master.sheet.part)


def _is_visible(shape: Tree) -> bool:
    """True if a shape without a stated fill is visible: by its style, its line or its text."""
    properties = shape.find(f"{P}spPr")
    style = shape.find(f"{P}style/{A}fillRef")
    if any(text.text and text.text.strip() for text in shape.iter(f"{A}t")):
        return True
    if properties is not None and properties.find(f"{A}noFill") is not None:
        return properties.find(f"{A}ln/{A}solidFill") is not None
    return style is not None and style.get("idx") != "0"
