"""A theme changes colours, never places: what fits in one fits in all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.layout.deck import Laid
from deckgen.scene.items import Box, Picture
from deckgen.scene.slide import Scene
from deckgen.theme.builtin import DARK
from tests.layout.decks import errors, laid_out
from tests.layout.test_cases import CASES, FOLDER


def of(case: Path) -> Laid:
    return laid_out(case.read_bytes(), FOLDER, DARK)


def names_and_places(scene: Scene) -> list[list[tuple[str, object]]]:
    return [[(item.name, getattr(item, "rect", None)) for item in slide.items] for slide in scene.slides]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_dark_theme_places_everything_like_the_light_one(case: Path) -> None:
    light, dark = laid_out(case.read_bytes(), FOLDER), laid_out(case.read_bytes(), FOLDER, DARK)
    assert light.diagnostics == dark.diagnostics
    if errors(light) or any(isinstance(item, Picture) for slide in light.scene.slides for item in slide.items):
        return
    assert names_and_places(light.scene) == names_and_places(dark.scene)


def test_pictures_stand_on_a_white_mat_in_the_dark_theme() -> None:
    case = next(case for case in CASES if "image: " in case.read_text("utf-8") and not errors(of(case)))
    items = [item for slide in of(case).scene.slides for item in slide.items]
    mats = [item for item in items if isinstance(item, Box) and item.name.startswith("Mat")]
    pictures = [item for item in items if isinstance(item, Picture)]
    assert len(mats) == len(pictures) > 0
    assert all(mat.rect.contains(picture.rect) for mat, picture in zip(mats, pictures, strict=True))
