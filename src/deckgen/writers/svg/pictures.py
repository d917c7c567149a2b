"""The slides as files of their own: SVG with the fonts in it, or PNG as large as a screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from deckgen.media.raster import pixels_of, png_of
from deckgen.scene.slide import Scene
from deckgen.theme.tokens import Theme
from deckgen.writers.svg.fonts import font_faces
from deckgen.writers.svg.pen import pen_of
from deckgen.writers.svg.slide import Drawing, svg

Form = Literal["svg", "png"]


def pictures_of(scene: Scene, theme: Theme, form: Form) -> Iterator[bytes]:
    """The content of a file for each slide, in order; builds show their final state."""
    pen = pen_of(theme)
    fonts = font_faces(scene.slides, pen) if form == "svg" else ""
    drawing = Drawing(theme, pen, drawings=form == "svg")
    size = pixels_of(theme.slide.width, theme.slide.height)
    for slide in scene.slides:
        drawn = svg(slide, drawing, scene.language, fonts).encode()
        if form == "png":
            picture = png_of(drawn, *size)
            assert picture is not None, "this is a bug in deckgen: a slide takes too long to draw"
            drawn = picture.content
        yield drawn
