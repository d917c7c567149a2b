"""What lies beside an outline, as far as the checks ask: pictures that nothing shows, and files that links miss.

The only part of the checks that looks at the disk, and only inside the folder of the outline.
"""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

from msgspec import Struct

from deckgen.outline.element import Words
from deckgen.outline.files import named_files
from deckgen.outline.head import Outline
from deckgen.outline.opening import path_of
from deckgen.outline.walk import words_in

ASSETS = "assets"
SHOWABLE = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".svg", ".csv"}
_OTHERS = ("*.yaml", "*.yml", "*.md")
_LARGEST = 1_000_000
_MOST_FILES = 1000
_MOST_PAGES = 100
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Surroundings(Struct, frozen=True):
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
    """Pictures and tables that this outline does not show, nor any other outline or page of the folder names.

    A file that differs from a shown one in its ending only is what that was exported from.
    """
    shown = {_without_ending(path_of(name)) for name, _ in named_files(outline)}
    try:
        names = (file.relative_to(folder).as_posix() for file in _files(folder))
        left = [name for name in names if _without_ending(name) not in shown]
        pages = "\n".join([*included, *_pages(folder)]) if left else ""
    except OSError:
        return ()
    return tuple(name for name in left if _without_ending(name) not in pages)


def _without_ending(name: str) -> str:
    return name.rpartition(".")[0]


def _files(folder: Path) -> list[Path]:
    """What could be shown of the assets, in order; nothing where the folder is a link, or is meant for much else."""
    assets = folder / ASSETS
    if assets.is_symlink() or not assets.is_dir():
        return []
    found = list(islice(assets.rglob("*"), _MOST_FILES + 1))
    if len(found) > _MOST_FILES:
        return []
    return sorted(file for file in found if file.suffix.lower() in SHOWABLE and file.is_file())


def _pages(folder: Path) -> list[str]:
    """The texts of the outlines and pages beside this outline; links are not followed."""
    found = [file for pattern in _OTHERS for file in islice(folder.glob(pattern), _MOST_PAGES)]
    plain = [file for file in found if file.is_file() and not file.is_symlink() and file.stat().st_size <= _LARGEST]
    return [file.read_text(encoding="utf-8", errors="replace") for file in plain]


def _is_there(folder: Path, target: str) -> bool:
    from urllib.parse import unquote  # noqa: PLC0415  (few outlines link to files)

    path = (folder / unquote(target.partition("#")[0])).resolve()
    try:
        return path.is_relative_to(folder.resolve()) and path.exists()
    except (OSError, ValueError):
        return False
