"""A deck loads the modules of the blocks that it holds, and of no others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from deckgen.outline.registry import BLOCKS

PROGRAM = """
import sys
from pathlib import Path
from deckgen.deck import Deck
from deckgen.pipeline import build
assert isinstance(build(sys.argv[1].encode(), Path()), Deck)
print(*sys.modules)
"""
OF_BLOCKS = {
    "deckgen.layout.table",
    *(block.layout.rpartition(".")[0] for block in BLOCKS.values() if block.layout is not None),
} - {"deckgen.layout.text"}
"""The modules of blocks, without that of text, which titles need too."""
SLOW = {"PIL", "pptx", "lxml", "pygments", "segno", "ziamath", "resvg_py", "hashlib", "urllib.request"}


def loaded(block: str, folder: Path = Path()) -> set[str]:
    """The modules that are loaded when a deck with one block has been built, with its files in a folder."""
    outline = f"title: T\nslides:\n  - title: One\n    {block}\n"
    program = [sys.executable, "-c", PROGRAM, outline]
    return set(subprocess.run(program, cwd=folder, capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize(
    ("block", "own"),
    [
        ("bullets: [Small, Fast]", set()),
        ("quote: Talk is cheap.", {"quote"}),
        ("table: [[Name, Size], [alpine, 8 MB]]", {"comparison", "table", "callout"}),
    ],
)
def test_a_deck_loads_no_module_of_a_block_that_it_does_not_hold(block: str, own: set[str]) -> None:
    found = loaded(block)
    assert found & OF_BLOCKS == {f"deckgen.layout.{name}" for name in own}
    assert not {name for name in found if name.startswith(("deckgen.formula.", "deckgen.layout.figure."))}
    assert not found & SLOW


def test_a_deck_with_a_picture_loads_nothing_that_looks_into_drawings(tmp_path: Path) -> None:
    Image.new("RGB", (2000, 1000)).save(tmp_path / "dot.png")
    found = loaded("image: {file: dot.png, alt: A dot}", tmp_path)
    assert "PIL" in found
    assert not found & {"deckgen.media.drawings", "resvg_py", "hashlib", "urllib.request", "xml.sax"}
