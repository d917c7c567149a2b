"""The input of the checks: an outline, what one audience sees of it, and its scene."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import assert_never

from msgspec import Struct

from deckgen.diagnostics import Place
from deckgen.geometry import Point, Rect, pt
from deckgen.media.opening import path_of
from deckgen.outline.element import Words
from deckgen.outline.head import Outline, named_files
from deckgen.outline.slide import Slide
from deckgen.outline.walk import words_in
from deckgen.paint import Colour
from deckgen.regex import regex
from deckgen.scene.items import Box, ChartFrame, Connector, Formula, Grid, Group, Item, Picture, TextBox, cells, walk
from deckgen.scene.slide import Scene, SlideScene
from deckgen.scene.text import TextBody
from deckgen.theme.tokens import Theme

ASSETS = "assets"
SHOWABLE = {
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".svg", ".heic", ".avif", ".csv", ".xlsx",
}  # fmt: skip
_OTHERS = ("*.yaml", "*.yml", "*.md")
_LARGEST = 1_000_000
_MOST_FILES = 1000
_MOST_PAGES = 100
_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Surroundings(Struct, frozen=True):
    """Facts about the files around an outline. `unshown` are files under `assets/` that no slide shows; `links` are
    the texts on slides that contain links, and `missing` are those of their targets that should be files but do not
    exist.
    """

    unshown: tuple[str, ...] = ()
    links: tuple[Words, ...] = ()
    missing: frozenset[str] = frozenset()


def look_around(outline: Outline, seen: Outline, folder: Path, included: tuple[str, ...] = ()) -> Surroundings:
    """The surroundings of `outline`, of which the audience sees `seen`; `included` are texts of included files."""
    links = tuple(words for words in words_in(seen.slides) if any(run.link for run in words.runs))
    targets = {run.link for words in links for run in words.runs if run.link}
    missing = frozenset(each for each in targets if not is_address(each) and not _is_there(folder, each))
    return Surroundings(_unshown(outline, folder, included), links, missing)


def is_address(target: str) -> bool:
    """True if a link leads out of the computer, or is not the name of a file."""
    return _SCHEME.match(target) is not None or target.startswith(("#", "//", "www."))


def _unshown(outline: Outline, folder: Path, included: tuple[str, ...]) -> tuple[str, ...]:
    """Pictures and tables that this outline does not show and that no other outline or page in the folder mentions.

    A file whose name differs from a shown file's only in its ending is taken for the source of that file.
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
    """The files among the assets that could be shown, sorted; none if the folder is a link or has very many files."""
    assets = folder / ASSETS
    if assets.is_symlink() or not assets.is_dir():
        return []
    found = list(islice(assets.rglob("*"), _MOST_FILES + 1))
    if len(found) > _MOST_FILES:
        return []
    return sorted(file for file in found if file.suffix.lower() in SHOWABLE and file.is_file())


def _pages(folder: Path) -> list[str]:
    """The texts of the outlines and pages in the folder; links are not followed."""
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


EYEBROW = 13
"""The index of the placeholder for the section's name."""


class Text(Struct, frozen=True):
    """A text, its item, its rectangle, and its background; None means that the background is a picture.

    `veils` are the translucent fills between the two, each with its opacity in percent.
    """

    body: TextBody
    item: Item
    rect: Rect
    ground: Colour | None
    veils: tuple[tuple[Colour, int], ...] = ()

    @property
    def is_frame(self) -> bool:
        """True if the text surrounds the content: footer, slide number, name of the section."""
        mark = self.item.placeholder if isinstance(self.item, TextBox) else None
        return mark is not None and (mark.kind in ("footer", "slide-number") or mark.index == EYEBROW)


_LINE = pt(4)
"""A shape that is thinner is a line, on which no text is."""
_OPAQUE = 100


class Paint(Struct, frozen=True):
    """A fill, None for a picture, and where it is."""

    rect: Rect
    fill: Colour | None
    opacity: int = 100
    is_round: bool = False

    def covers(self, at: Point) -> bool:
        """True if it is painted at a place."""
        x, y, rect = at.x, at.y, self.rect
        if not (rect.x <= x < rect.right and rect.y <= y < rect.bottom):
            return False
        aside, above = (2 * (x - rect.x) / rect.width - 1, 2 * (y - rect.y) / rect.height - 1)
        return not self.is_round or aside * aside + above * above <= 1


def texts_of(slide: SlideScene, theme: Theme) -> Iterator[Text]:
    """All texts of a slide, in the order of drawing."""
    layout = theme.layouts[slide.layout]
    painted = [Paint(Rect(0, 0, theme.slide.width, theme.slide.height), layout.ground)]
    painted += [Paint(ornament.rect, ornament.fill) for ornament in layout.ornaments if ornament.fill is not None]
    painted += [Paint(area.rect, area.ground) for area in layout.areas if area.ground is not None]
    yield from _texts(slide.items, painted)


def _texts(items: Sequence[Item], painted: list[Paint]) -> Iterator[Text]:
    for item in walk(items):
        match item:
            case TextBox():
                yield Text(item.body, item, item.rect, *_under(item.rect, painted))
            case Box():
                if item.fill is not None and min(item.rect.width, item.rect.height) > _LINE:
                    painted.append(Paint(item.rect, item.fill, item.opacity, item.shape == "ellipse"))
                if item.body is not None:
                    ground = (item.fill, ()) if item.fill is not None else _under(item.rect, painted)
                    yield Text(item.body, item, item.rect, *ground)
            case Grid():
                ground = _under(item.rect, painted)
                for cell, rect in cells(item):
                    yield Text(cell.body, item, rect, *((cell.fill, ()) if cell.fill is not None else ground))
            case Picture():
                painted.append(Paint(item.rect, None))
            case ChartFrame() | Connector() | Formula() | Group():
                pass
            case _:
                assert_never(item)


Ground = tuple[Colour | None, tuple[tuple[Colour, int], ...]]


def _under(rect: Rect, painted: Sequence[Paint]) -> Ground:
    """The colour that was painted last at the centre of `rect`, None for a picture, and translucent ones over it.

    A translucent colour over a picture counts as if it were not: it is there for the text.
    """
    veils: list[tuple[Colour, int]] = []
    for paint in reversed(painted):
        if paint.covers(rect.centre):
            if paint.fill is not None and paint.opacity < _OPAQUE:
                veils.insert(0, (paint.fill, paint.opacity))
            elif paint.fill is None and veils:
                return veils[-1][0], ()
            else:
                return paint.fill, tuple(veils)
    return painted[0].fill, tuple(veils)


class CheckContext(Struct, frozen=True, dict=True):
    """The input of the checks: `whole` is the outline as written, `seen` is what the audience of the `scene` sees."""

    whole: Outline
    seen: Outline
    scene: Scene
    theme: Theme
    surroundings: Surroundings

    @cached_property
    def _slides(self) -> dict[Place, Slide]:
        return {slide.place: slide for slide in self.seen.slides}

    @cached_property
    def pages(self) -> tuple[tuple[SlideScene, tuple[Text, ...]], ...]:
        """Every slide of the scene with its texts."""
        return tuple((slide, tuple(texts_of(slide, self.theme))) for slide in self.scene.slides)

    def slide_of(self, shown: SlideScene) -> Slide | None:
        """The slide of the outline from which a slide of the scene was made; None for the title slide."""
        return self._slides.get(shown.place) if shown.place is not None else None

    def place_of(self, shown: SlideScene) -> Place | None:
        """The place to point to for a whole slide: its title, if it has one."""
        slide = self.slide_of(shown)
        return slide.headline.place if slide is not None and slide.headline is not None else shown.place
