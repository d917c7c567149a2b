"""A theme changes the look, never what is said: what fits in one fits in all of them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from deckgen.diagnostics import Outcome
from deckgen.geometry import Rect, pt
from deckgen.outline.theme_file import BUILT_IN
from deckgen.pipeline import BuildRequest, build
from deckgen.scene.items import Box, Picture
from deckgen.scene.slide import Scene
from deckgen.scene.validate import violations
from deckgen.theme.builtin import CLASSROOM, DARK, THEMES
from deckgen.theme.contrast import mixed
from deckgen.theme.tokens import Theme
from deckgen.themes import GivenTheme
from tests.case import Case, cases
from tests.layout.decks import errors, every_item, laid_out

ROOT = Path(__file__).parents[2]
OTHERS = [theme for theme in THEMES.values() if theme is not CLASSROOM]
in_other_themes = pytest.mark.parametrize("theme", OTHERS, ids=[theme.name for theme in OTHERS])


def of(case: Case, theme: Theme = DARK) -> Outcome[Scene]:
    return laid_out(case.content, case.folder, theme)


def names_and_places(scene: Scene) -> list[list[tuple[str, object]]]:
    return [[(item.name, getattr(item, "rect", None)) for item in slide.items] for slide in scene.slides]


def test_the_outline_knows_the_themes_that_there_are() -> None:
    assert list(THEMES) == list(BUILT_IN)


@pytest.mark.parametrize("case", cases("slides")[::3], ids=str)
def test_the_dark_theme_places_everything_like_the_light_one(case: Case) -> None:
    light, dark = laid_out(case.content, case.folder), of(case)
    assert light.diagnostics == dark.diagnostics
    if errors(light) or any(isinstance(item, Picture) for slide in light.value.slides for item in slide.items):
        return
    assert names_and_places(light.value) == names_and_places(dark.value)


@in_other_themes
@pytest.mark.parametrize("case", cases("figures")[::6], ids=str)
def test_figures_fit_in_every_theme(case: Case, theme: Theme) -> None:
    laid = of(case, theme)
    assert bool(errors(laid)) == bool(errors(laid_out(case.content, case.folder)))
    assert violations(laid.value, theme.slide) == []


@in_other_themes
def test_the_lecture_is_sound_in_every_theme_and_the_same_again(theme: Theme) -> None:
    content, request = (ROOT / "slides.yaml").read_bytes(), BuildRequest(theme=GivenTheme(theme.name))
    deck, again, usual = build(content, ROOT, request), build(content, ROOT, request), build(content, ROOT)
    assert str(deck.findings) == str(usual.findings)
    assert deck == again


def mats(head: str, slide: str, folder: Path, theme: Theme) -> list[tuple[Rect, Rect]]:
    """The grounds behind the pictures of a deck, each with the picture on it."""
    scene = laid_out(f"title: T\n{head}\nslides:\n  - {{title: A, {slide}}}\n".encode(), folder, theme).value
    items = [item for item in every_item(scene) if isinstance(item, Box | Picture) and item.name != "Band"]
    return [(mat.rect, picture.rect) for mat, picture in pairwise(items) if mat.name == "Mat"]


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two photos, of which one could be transparent but is not, a picture that was drawn on white, and
    two that are seen through.
    """
    folder = tmp_path_factory.mktemp("pictures")
    Image.new("RGB", (1600, 900), "navy").save(folder / "photo.jpg")
    Image.new("RGBA", (1600, 900), "navy").save(folder / "shot.png")
    Image.new("RGBA", (1600, 900)).save(folder / "ink.png")
    on_white = Image.new("RGB", (1600, 900), "white")
    on_white.paste("navy", (0, 0, 1600, 700))
    on_white.save(folder / "paper.png")
    (folder / "ink.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"><path d="M0 0h80v90z"/></svg>'
    )
    return folder


@pytest.mark.parametrize(
    ("file", "number"), [("photo.jpg", 0), ("shot.png", 0), ("paper.png", 1), ("ink.png", 1), ("ink.svg", 1)]
)
def test_only_what_is_seen_through_or_drawn_on_white_stands_on_a_mat(file: str, number: int, pictures: Path) -> None:
    slide = f"image: {{file: {file}, alt: A, labels: {{B: 50% 50%}}}}"
    assert mats("", slide, pictures, CLASSROOM) == []
    found = mats("", slide, pictures, DARK)
    assert len(found) == number
    assert all(mat == picture.inset(-pt(12), -pt(12)) for mat, picture in found)


@pytest.mark.parametrize(
    "slide",
    [
        "image: {file: ink.png, alt: A, fit: cover}",
        "image: {file: ink.png, alt: A, fill: slide}",
        "images: [{file: ink.png, alt: A}, {file: paper.png, alt: B}]",
    ],
)
def test_a_picture_with_a_shape_of_its_place_has_its_mat_behind_it(slide: str, pictures: Path) -> None:
    found = mats("", slide, pictures, DARK)
    assert len(found) == 1
    assert all(mat == picture for mat, picture in found)


@pytest.mark.parametrize(("file", "number"), [("photo.jpg", 0), ("ink.svg", 1)])
@pytest.mark.parametrize("theme", [CLASSROOM, DARK], ids=["classroom", "dark"])
def test_a_cover_that_the_dark_title_slide_is_seen_through_has_a_light_ground(
    theme: Theme, file: str, number: int, pictures: Path
) -> None:
    assert len(mats(f"cover: {{file: {file}, alt: A}}", "text: B", pictures, theme)) == number


def test_a_picture_that_was_drawn_on_white_has_white_paper_around_it(pictures: Path) -> None:
    outline = b"title: T\nslides:\n  - {title: A, image: {file: paper.png, alt: A}}\n"
    items = every_item(laid_out(outline, pictures, DARK).value)
    (fill,) = (item.fill for item in items if isinstance(item, Box) and item.name == "Mat")
    assert fill is not None
    assert mixed(fill, DARK.scheme) == "FFFFFF"
