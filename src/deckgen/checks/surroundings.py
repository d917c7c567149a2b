"""What lies beside an outline, as far as the checks ask: pictures that nothing shows, and files that links miss.

The only part of the checks that looks at the disk, and only inside the folder of the outline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from deckgen.outline.element import Words
from deckgen.outline.files import named_files
from deckgen.outline.head import Outline
from deckgen.outline.opening import path_of
from deckgen.outline.walk import words_in

ASSETS = "assets"
SHOWABLE = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".csv"}
_OTHERS = ("*.yaml", "*.yml", "*.md")
_LARGEST = 1_000_000
_MOST_FILES = 1000
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`unshown` are files under `assets/` that nothing shows; `links` are the texts on slides that hold links, and
    `missing` those of their targets that should be files and are none.
    """

    unshown: tuple[str, ...] = ()
    links: tuple[Words, ...] = ()
    missing: frozenset[str] = frozenset()


def look_around(outline: Outline, seen: Outline, folder: Path, included: tuple[str, ...] = ()) -> Surroundings:
    """The surroundings of an outline of which somebody sees what is `seen`; `included` are the texts of the files
    it includes.
    """
    links = tuple(words for words in words_in(seen.slides) if any(run.link for run in words.runs))
    targets = {run.link for words in links for run in words.runs if run.link}
    missing = frozenset(each for each in targets if not is_address(each) and not _is_there(folder, each))
    return Surroundings(_unshown(outline, folder, included), links, missing)


def is_address(target: str) -> bool:
    """Whether a link leads out of the computer, or somewhere else by itself."""
    return _SCHEME.match(target) is not None or target.startswith(("#", "//", "www."))


def _unshown(outline: Outline, folder: Path, included: tuple[str, ...]) -> tuple[str, ...]:
    """Pictures and tables that this outline does not show, nor any other outline or page of the folder names."""
    assets = folder / ASSETS
    shown = {path_of(name) for name, _ in named_files(outline)}
    try:
        if not assets.is_dir():
            return ()
        files = [file for _, file in zip(range(_MOST_FILES), sorted(assets.rglob("*")), strict=False)]
        left = [
            name
            for file in files
            if file.suffix.lower() in SHOWABLE
            and file.is_file()
            and (name := file.relative_to(folder).as_posix()) not in shown
        ]
        pages = "\n".join([*included, *_pages(folder)]) if left else ""
    except OSError:
        return ()
    return tuple(name for name in left if name not in pages)


def _pages(folder: Path) -> list[str]:
    found = [file for pattern in _OTHERS for file in sorted(folder.glob(pattern)) if file.is_file()]
    return [file.read_text(encoding="utf-8", errors="replace") for file in found if file.stat().st_size <= _LARGEST]


def _is_there(folder: Path, target: str) -> bool:
    from urllib.parse import unquote  # noqa: PLC0415  (few outlines link to files)

    path = (folder / unquote(target.partition("#")[0])).resolve()
    try:
        return path.is_relative_to(folder.resolve()) and path.exists()
    except (OSError, ValueError):
        return False
