"""Makes the pictures of the documents: `python3 -m tests.make_pictures`.

Builds the lecture and a figure of the gallery, renders them with LibreOffice, and writes slides to docs/pictures/.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from pptx import Presentation

from deckgen.cli.office import pdf_of, pictures_of
from deckgen.deck import Rejected
from deckgen.pipeline import BuildRequest, build
from deckgen.showcase.sheet import picture_of
from deckgen.theme.builtin import THEMES
from tests.case import read

ROOT = Path(__file__).parents[1]
WIDTH = 720

SHOWN = {
    "slides.yaml": {
        "title": "Docker vs Virtual Machine",
        "layers": "An operating system has two layers",
        "panels": "Docker virtualizes one layer, a virtual machine two",
        "compare": "Docker wins on size and speed, the VM on compatibility",
        "toolbox": "Where no kernel fits, a small VM brings one",
    },
    "tests/cases/figures/14-formulas.case": {"formula": "Bayes turns what a test says into what it means"},
}
"""For an outline, the names of pictures and the titles of the slides that they show."""


def main() -> None:
    """Write docs/pictures/NAME.png for each slide in SHOWN, and the picture of all themes."""
    for outline, shown in SHOWN.items():
        # LibreOffice distorts equations, so formulas are pictures here.
        content = read(ROOT / outline).content if outline.endswith(".case") else (ROOT / outline).read_bytes()
        result = build(content, ROOT, BuildRequest(equations=False))
        if isinstance(result, Rejected):
            raise SystemExit(f"{outline} does not build; `deckgen build` says why")
        titles = [slide.shapes.title.text_frame.text for slide in Presentation(BytesIO(result.content)).slides]
        pictures = pictures_of(pdf_of(result.content))
        for name, title in shown.items():
            path = ROOT / "docs" / "pictures" / f"{name}.png"
            path.write_bytes(_small(pictures[titles.index(title)]))
            print(f"wrote {path.relative_to(ROOT)}")
    path = ROOT / "docs" / "pictures" / "themes.png"
    path.write_bytes(_small(picture_of(list(THEMES), "png"), 2 * WIDTH))
    print(f"wrote {path.relative_to(ROOT)}")


def _small(picture: bytes, width: int = WIDTH) -> bytes:
    """The picture in the width of a page; its colours stay, because they mean something."""
    with Image.open(BytesIO(picture)) as full:
        height = round(full.height * width / full.width)
        image = full.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    file = BytesIO()
    image.save(file, "png", optimize=True)
    return file.getvalue()


if __name__ == "__main__":
    main()
