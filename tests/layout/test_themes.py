"""A theme changes the look, never what is said: what fits in one fits in all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.diagnostics import Outcome
from deckgen.outline.theme_file import BUILT_IN
from deckgen.pipeline import BuildRequest, build
from deckgen.scene.items import Box, Picture
from deckgen.scene.slide import Scene
from deckgen.scene.validate import violations
from deckgen.theme.builtin import CLASSROOM, DARK, THEMES
from deckgen.theme.tokens import Theme
from deckgen.themes import GivenTheme
from tests.case import Case, cases
from tests.layout.decks import errors, laid_out

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


def test_pictures_stand_on_a_white_mat_in_the_dark_theme() -> None:
    case = next(case for case in cases("slides") if b"image: " in case.content and not errors(of(case)))
    items = [item for slide in of(case).value.slides for item in slide.items]
    mats = [item for item in items if isinstance(item, Box) and item.name.startswith("Mat")]
    pictures = [item for item in items if isinstance(item, Picture)]
    assert len(mats) == len(pictures) > 0
    assert all(mat.rect.contains(picture.rect) for mat, picture in zip(mats, pictures, strict=True))
