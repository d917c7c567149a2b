"""A command that writes the shipped metrics. In: sixteen font files; out: `metrics/*.json.z`, the same bytes for the
same fonts.

Run `python -m deckgen.text.generate_metrics [FOLDER ...]` with the dev extras installed (uharfbuzz). It
looks for fonts in the named folders, then in the system's. It needs Carlito 1.103, Caladea 1.001 and Liberation
2.1.5; Liberation 1.x has another licence.

HarfBuzz measures, as it does in the programs that show the deck. Ligatures are off, because PowerPoint sets none.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from deckgen.text.measure import METRICS, STYLES

FAMILIES = {
    "carlito": ("Carlito", "fonts-crosextra-carlito"),
    "caladea": ("Caladea", "fonts-crosextra-caladea"),
    "liberation-sans": ("LiberationSans", "fonts-liberation2"),
    "liberation-mono": ("LiberationMono", "fonts-liberation2"),
}
"""For each of our names, the beginning of the font's file names and the Debian package that contains them."""

FILE_STYLES = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold-italic": "BoldItalic"}
SYSTEM_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("~/.fonts").expanduser())

MEASURED = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0x24F),  # Latin with marks
    (0x2B0, 0x36F),  # modifiers and combining marks
    (0x370, 0x52F),  # Greek, Cyrillic
    (0x1E00, 0x1EFF),  # more Latin with marks
    (0x2000, 0x209F),  # punctuation, raised and lowered figures
    (0x20A0, 0x20CF),  # currencies
    (0x2100, 0x22FF),  # letter-like signs, fractions, arrows, maths
    (0x2300, 0x27BF),  # technical signs, boxes, geometric shapes, check marks
    (0xFB00, 0xFB06),  # ligatures typed as such
)
KERNED = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180)])) + "–—‘’‚“”„•…‹›€™"


class Shaper:
    """HarfBuzz with one font: the advance of a string in font units."""

    def __init__(self, file: Path) -> None:
        import uharfbuzz  # noqa: PLC0415 - a dev extra

        self._harfbuzz: Any = uharfbuzz
        self._font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file))))
        self.em: int = self._font.face.upem

    def width(self, text: str, kerned: bool) -> int:
        buffer = self._harfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        self._harfbuzz.shape(self._font, buffer, {"kern": kerned, "liga": False, "clig": False, "calt": False})
        return sum(position.x_advance for position in buffer.glyph_positions)


def metrics_of(file: Path) -> dict[str, object]:
    """The stored metrics of the font in `file`: em, average, characters with advances, and kerning row by row.

    Characters on the left of a pair that kern alike share a row: `[lefts, rights, values]`.
    """
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow to import

    with TTFont(file) as opened:
        present = set(opened.getBestCmap())
    shaper = Shaper(file)
    codes = [code for first, last in MEASURED for code in range(first, last + 1) if code in present]
    advances = {chr(code): shaper.width(chr(code), kerned=False) for code in codes}
    letters = [advances[chr(code)] for code in range(ord("a"), ord("z") + 1)]
    return {
        "em": shaper.em,
        "average": round(sum(letters) / len(letters)),
        "characters": "".join(advances),
        "advances": list(advances.values()),
        "kerning": list(_kerning(shaper, advances)),
    }


def _kerning(shaper: Shaper, advances: dict[str, int]) -> Iterator[tuple[str, str, list[int]]]:
    characters = [character for character in KERNED if character in advances]
    alike: dict[tuple[tuple[str, int], ...], str] = {}
    for left in characters:
        pairs = ((right, shaper.width(left + right, kerned=True) - advances[left]) for right in characters)
        row = tuple((right, width - advances[right]) for right, width in pairs if width != advances[right])
        alike[row] = alike.get(row, "") + left
    for row, lefts in alike.items():
        if row:
            yield lefts, "".join(right for right, _ in row), [value for _, value in row]


def font_files(folders: Iterable[Path]) -> dict[str, Path]:
    """The file of each face, from the first folder that has it; SystemExit names the faces that are missing."""
    wanted = {
        f"{name}-{style}": (f"{prefix}-{FILE_STYLES[style]}.ttf", package)
        for name, (prefix, package) in FAMILIES.items()
        for style in STYLES.values()
    }
    names = {file_name for file_name, _ in wanted.values()}
    found: dict[str, Path] = {}
    for file in (file for folder in folders for file in sorted(folder.rglob("*.ttf"))):
        if file.name in names and file.name not in found and _is_open(file):
            found[file.name] = file
    missing = [
        f"  {file_name} (Debian and Ubuntu: apt install {package})"
        for file_name, package in wanted.values()
        if file_name not in found
    ]
    if missing:
        raise SystemExit("\n".join(["these fonts, under the SIL Open Font License, were not found:", *missing]))
    return {face: found[file_name] for face, (file_name, _) in wanted.items()}


def _is_open(file: Path) -> bool:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow to import

    with TTFont(file, lazy=True) as opened:
        return "Open Font License" in str(opened["name"].getDebugName(13))


def main(arguments: Sequence[str]) -> None:
    """Write the metrics of every face and print the size of each file."""
    for face, file in font_files([*map(Path, arguments), *SYSTEM_FOLDERS]).items():
        text = json.dumps(metrics_of(file), ensure_ascii=False, separators=(",", ":"))
        target = METRICS / f"{face}.json.z"
        target.write_bytes(zlib.compress(text.encode(), 9))
        print(f"{target.name}: {target.stat().st_size} bytes from {file}")


if __name__ == "__main__":
    main(sys.argv[1:])
