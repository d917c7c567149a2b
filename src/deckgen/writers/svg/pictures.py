"""The slides as files of their own: SVG with the fonts in it, or PNG as large as a screen."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from typing import Literal

from msgspec.structs import replace

from deckgen.media.raster import pixels_of, png_of, stop_drawing
from deckgen.processes import in_threads
from deckgen.scene.slide import Scene
from deckgen.theme.tokens import NO_ARTWORK, Artwork, ArtworkByLayout, Theme
from deckgen.writers.svg.fonts import font_faces
from deckgen.writers.svg.pen import pen_of, points
from deckgen.writers.svg.slide import Drawing, document, svg

Form = Literal["svg", "png"]


def pictures_of(scene: Scene, theme: Theme, form: Form, artwork: ArtworkByLayout = NO_ARTWORK) -> Iterator[bytes]:
    """The content of a file for each slide, in order; builds show their final state.

    `artwork` is what the owner of a template drew, by layout.
    """
    pen = pen_of(theme)
    fonts = font_faces(scene.slides, pen, artwork.values()) if form == "svg" else ""
    if form == "png":
        artwork = {name: as_picture(art, theme) for name, art in artwork.items()}
    drawing = Drawing(theme, pen, drawings=form == "svg", artwork=artwork)
    size = pixels_of(theme.page.width, theme.page.height)
    drawn = (
        svg(slide, number, drawing, scene.language, fonts).encode() for number, slide in enumerate(scene.slides, 1)
    )
    yield from drawn if form == "svg" else in_threads(lambda content: _png(content, size), list(drawn), stop_drawing)


def _png(drawn: bytes, size: tuple[int, int]) -> bytes:
    picture = png_of(drawn, *size)
    assert picture is not None, "this is a bug in deckgen: a slide takes too long to draw"
    return picture.content


def as_picture(art: Artwork, theme: Theme) -> Artwork:
    """The same with one picture as large as the slides in pixels, because photos would be scaled for each slide."""
    picture = png_of(document(art.drawn, theme, "").encode(), *pixels_of(theme.page.width, theme.page.height))
    if picture is None:
        return art
    place = f'width="{points(theme.page.width)}" height="{points(theme.page.height)}"'
    address = f"data:image/png;base64,{b64encode(picture.content).decode()}"
    drawn = f'<image {place} preserveAspectRatio="none" image-rendering="optimizeSpeed" href="{address}"/>'
    return replace(art, drawn=drawn)
