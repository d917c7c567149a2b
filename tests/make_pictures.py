"""Makes the pictures of the README from the lecture itself: `python3 -m tests.make_pictures`.

Builds slides.yaml, renders it with LibreOffice, and writes the chosen slides to assets/.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from pptx import Presentation

from deckgen.build import Rejected, build
from deckgen.cli.office import pdf_of, pictures_of

ROOT = Path(__file__).parents[1]
WIDTH = 880

SHOWN = {
    "title": "Docker vs Virtual Machine",
    "layers": "An operating system has two layers",
    "panels": "Docker virtualizes one layer, a virtual machine two",
    "compare": "Docker wins on size and speed, the VM on compatibility",
    "toolbox": "Where no kernel fits, a small VM brings one",
}
"""The name of a picture's file, and the title of the slide that it shows."""


def main() -> None:
    """Write assets/slide-NAME.png for each slide in SHOWN."""
    result = build((ROOT / "slides.yaml").read_bytes(), ROOT)
    if isinstance(result, Rejected):
        raise SystemExit("the lecture does not build; `deckgen build` says why")
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(BytesIO(result.deck)).slides]
    pictures = pictures_of(pdf_of(result.deck))
    for name, title in SHOWN.items():
        path = ROOT / "assets" / f"slide-{name}.png"
        path.write_bytes(_small(pictures[titles.index(title)]))
        print(f"wrote {path.relative_to(ROOT)}")


def _small(picture: bytes) -> bytes:
    """The picture in the width of a README; its colours stay, because they mean something."""
    with Image.open(BytesIO(picture)) as full:
        height = round(full.height * WIDTH / full.width)
        image = full.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
    file = BytesIO()
    image.save(file, "png", optimize=True)
    return file.getvalue()


if __name__ == "__main__":
    main()
