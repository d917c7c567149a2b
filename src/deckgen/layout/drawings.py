"""PNG pictures of the SVG drawings on slides, for formats that programs without SVG support may open.

Each is as large as its drawing is shown on a full screen: a larger one would take longer to make, and look the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Outcome, Place, warning
from deckgen.geometry import Size
from deckgen.media.media import Media
from deckgen.processes import in_threads
from deckgen.scene.items import WHOLE, Item, Picture, map_items, walk
from deckgen.scene.slide import Scene


def with_pictures(scene: Scene, page: Size) -> Outcome[Scene]:
    """The scene with pictures of its drawings; those shown several times have one for the largest place.

    A picture that cannot be made within the limits stays as small as it was when the drawing was opened.
    """
    places: dict[Media, Place | None] = {}
    sizes: dict[Media, tuple[float, float]] = {}
    for slide in scene.slides:
        for media, size in _drawings(slide.items):
            places.setdefault(media, slide.place)
            sizes[media] = max(sizes.get(media, size), size)
    if not sizes:
        return Outcome(scene)
    pictures = _pictures(sizes, page)

    def item(thing: Item) -> Item:
        return replace(thing, media=pictures.get(thing.media, thing.media)) if isinstance(thing, Picture) else thing

    slides = tuple(replace(slide, items=map_items(slide.items, item)) for slide in scene.slides)
    coarse = tuple(_coarse(media, place) for media, place in places.items() if media not in pictures)
    return Outcome(replace(scene, slides=slides), coarse)


def _drawings(items: tuple[Item, ...]) -> Iterator[tuple[Media, tuple[float, float]]]:
    """The drawings on a slide, with the width and height of each in EMU, what is cut off included."""
    for item in walk(items):
        if isinstance(item, Picture) and item.media.drawing:
            yield item.media, (item.rect.width * WHOLE / item.crop.width, item.rect.height * WHOLE / item.crop.height)


def _pictures(sizes: dict[Media, tuple[float, float]], page: Size) -> dict[Media, Media]:
    """The drawings with pictures of these sizes in EMU, but for those that cannot be drawn so large."""
    from deckgen.media.raster import pixels_of, png_of, stop_drawing  # noqa: PLC0415  (few decks hold drawings)

    across, _ = pixels_of(page.width, page.height)

    def picture(media: Media) -> Media | None:
        width, height = (max(1, ceil(length * across / page.width)) for length in sizes[media])
        drawn = png_of(media.drawing, width, height)
        return replace(media, content=drawn.content) if drawn is not None else None

    made = zip(sizes, in_threads(picture, sizes, stop_drawing), strict=True)
    return {media: drawn for media, drawn in made if drawn is not None}


def _coarse(media: Media, place: Place | None) -> Diagnostic:
    message = f"`{media.name}` takes too long to draw as large as it is shown, and looks coarse without SVG support"
    return warning(Code.PICTURE_TOO_COARSE, message, place, "make it simpler, or export it as PNG")
