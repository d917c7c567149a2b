"""LibreOffice as an eye from outside: where it sets the lines of a deck, and how its picture differs from ours."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from deckgen.geometry import EMU_PER_POINT
from deckgen.pipeline import Finished
from deckgen.scene.items import Box, ChartFrame, TextBox, walk
from deckgen.scene.slide import SlideScene
from deckgen.scene.text import PlacedLine, placed_lines
from deckgen.scene.validate import bodies
from deckgen.writers.svg.pictures import pictures_of
from tests.tools import libreoffice

# What LibreOffice sets of the same deck is compared with ours. It sets lines of Carlito 1.22 times their size high
# instead of 1.2, and so a little lower.
ACROSS, DOWN, DOWN_BY_SIZE = 1.0, 2.0, 0.03
_SITTING = re.compile("[A-FHILMNRSTZa-fhiklmnrstvxz0-9]")
"""Letters that stand on the line with a flat foot, at the left end of it."""
DARK, MOST_DARK, WITH_CHART = 60, 0.02, 0.06
"""The share of pixels that may differ by that much when both pictures are blurred by the width of a stem. Charts are
drawn by their program: LibreOffice leaves other margins than PowerPoint, whose ours are.
"""


def pdfs_of(decks: Mapping[str, bytes]) -> dict[str, bytes]:
    """What LibreOffice draws of decks, all in one run, by their names."""
    with TemporaryDirectory(prefix="deckgen-test-") as place:
        folder, files = Path(place), list[Path]()
        for number, deck in enumerate(decks.values()):
            files.append(folder / f"{number}.pptx")
            files[-1].write_bytes(deck)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options: list[str | Path] = ["--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run([libreoffice(), profile, *options, *files], check=True, capture_output=True, timeout=300)
        return {name: file.with_suffix(".pdf").read_bytes() for name, file in zip(decks, files, strict=True)}


def unlike(done: Finished, pdf: bytes) -> list[str]:
    """What LibreOffice draws elsewhere, or otherwise, in the PDF of a deck."""
    found = moved(done, pdf)
    pictures = pictures_of(done.scene, done.theme, "png", done.artwork)
    pages = zip(done.scene.slides, pypdfium2.PdfDocument(pdf), pictures, strict=True)
    for number, (slide, page, picture) in enumerate(pages, 1):
        share = difference(page, picture)
        most = WITH_CHART if any(isinstance(item, ChartFrame) for item in slide.items) else MOST_DARK
        found += [f"slide {number}: {share:.1%} of the pixels differ"] if share > most else []
    return found


def moved(done: Finished, pdf: bytes) -> list[str]:
    """The lines that LibreOffice begins elsewhere."""
    pages = zip(done.scene.slides, pypdfium2.PdfDocument(pdf), strict=True)
    found = ((number, _moved(slide, page)) for number, (slide, page) in enumerate(pages, 1))
    return [f"slide {number}: {said}" for number, lines in found for said in lines]


def lines_of(slide: SlideScene, *, rotated: bool = True) -> Iterator[PlacedLine]:
    """The lines of text boxes and boxes; without `rotated` ones, which are placed as if they lay."""
    for item in walk(slide.items):
        if isinstance(item, TextBox | Box):
            for body in bodies(item):
                if rotated or not body.rotated:
                    yield from placed_lines(body, item.rect)


def _moved(slide: SlideScene, page: pypdfium2.PdfPage) -> Iterator[str]:
    """Lines that LibreOffice begins elsewhere. A line that it breaks elsewhere is not found, and not compared, nor is
    rotated text.
    """
    text, height = page.get_textpage(), page.get_height()
    for line in lines_of(slide, rotated=False):
        words = "".join(run.shown for run in line.runs).strip()
        if len(words) < 6 or _SITTING.match(words) is None:
            continue
        found, size = text.search(words, match_case=True), max(run.size for run in line.runs)
        offsets = []
        while (hit := found.get_next()) is not None:
            left, bottom, _, _ = text.get_charbox(hit[0])
            offsets.append((left - line.x / EMU_PER_POINT, height - bottom - line.baseline / EMU_PER_POINT))
        near = min(offsets, key=lambda offset: abs(offset[0]) + abs(offset[1]), default=(0.0, 0.0))
        if abs(near[0]) > ACROSS + 0.1 * size or abs(near[1]) > DOWN + DOWN_BY_SIZE * size:
            yield f"{words!r} is {near[0]:.1f} pt further right and {near[1]:.1f} pt lower"


def difference(page: pypdfium2.PdfPage, picture: bytes) -> float:
    """The share of pixels that differ."""
    theirs = page.render(scale=1).to_pil().convert("L")
    ours = Image.open(io.BytesIO(picture)).convert("L").resize(theirs.size)
    blur = ImageFilter.BoxBlur(3)
    histogram = ImageChops.difference(theirs.filter(blur), ours.filter(blur)).histogram()
    return sum(histogram[DARK:]) / sum(histogram)
