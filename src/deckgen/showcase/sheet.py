"""Themes side by side: the same slides in each, as one picture, or as a deck with a slide for each theme.

In: names of built-in themes. The slides come from `outline.yaml` and take the same way as those of every lecture.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from deckgen.deck import Deck, Rejected
from deckgen.media.raster import png_of
from deckgen.pipeline import BuildRequest, Form, build
from deckgen.theme.builtin import DESIGNS
from deckgen.themes import GivenTheme

FOLDER = Path(__file__).parent
SHOWN = 4
"""How many slides are shown, beginning with the title slide."""
_WIDTH, _HEIGHT, _GAP = 480, 270, 12
"""The size of a slide and the distance of two, in pixels."""
_BETWEEN = "#8A9099"
"""A grey that differs from the background of every theme."""


def shown_in(name: str, form: Form) -> Deck:
    """The slides in the theme of this name."""
    request = BuildRequest(theme=GivenTheme(name), form=form)
    return _built((FOLDER / "outline.yaml").read_bytes(), FOLDER, request)


def picture_of(names: Sequence[str], form: Form = "svg") -> bytes:
    """One picture, SVG or PNG, with a row of slides for each theme."""
    return _sheet([picture for name in names for picture in shown_in(name, "svg").pictures[:SHOWN]], SHOWN, form)


def deck_of(names: Sequence[str], form: Form) -> Deck:
    """A deck with a slide for each theme, which shows a picture of its slides."""
    lines = ["title: The themes", f"subtitle: The same slides in each of {len(names)}", "slides:"]
    with TemporaryDirectory() as folder:
        for name in names:
            (Path(folder) / f"{name}.png").write_bytes(_sheet(shown_in(name, "svg").pictures[:SHOWN], 2, "png"))
            about = DESIGNS[name].about
            lines += [
                f'  - title: "{name}: {about}"',
                f'    image: {{file: {name}.png, alt: "Four slides in the theme {name}, {about}"}}',
            ]
        return _built("\n".join(lines).encode(), Path(folder), BuildRequest(form=form))


def _sheet(slides: Sequence[bytes], columns: int, form: Form) -> bytes:
    """The slides, which are SVG, in rows on grey."""
    rows = -(-len(slides) // columns)
    width, height = columns * (_WIDTH + _GAP) + _GAP, rows * (_HEIGHT + _GAP) + _GAP
    placed = _as_images if form == "svg" else _as_drawings
    places = [
        (_GAP + n % columns * (_WIDTH + _GAP), _GAP + n // columns * (_HEIGHT + _GAP)) for n in range(len(slides))
    ]
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" fill="{_BETWEEN}"/>{"".join(placed(slides, places))}</svg>'
    ).encode()
    if form == "svg":
        return drawing
    drawn = png_of(drawing, width, height)
    assert drawn is not None, "this is a bug in deckgen: the themes take too long to draw"
    return drawn.content


def _as_images(slides: Sequence[bytes], places: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Slides as pictures, each of which has its own fonts; resvg would draw no text in them."""
    for slide, (x, y) in zip(slides, places, strict=True):
        address = f"data:image/svg+xml;base64,{b64encode(slide).decode()}"
        yield f'<image x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" href="{address}"/>'


def _as_drawings(slides: Sequence[bytes], places: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Slides as parts of the drawing, in the fonts of the package."""
    for slide, (x, y) in zip(slides, places, strict=True):
        drawing = slide[slide.index(b"<svg") :].decode()
        size = f'x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}"'
        yield re.sub(r'^<svg ([^>]*?) ?width="[^"]*" height="[^"]*"', rf"<svg {size} \1", drawing)


def _built(content: bytes, folder: Path, request: BuildRequest) -> Deck:
    result = build(content, folder, request)
    if isinstance(result, Rejected):
        raise AssertionError(f"this is a bug in deckgen: {result.findings}")
    return result
