"""A theme changes colours, never places: what fits in one fits in all of them."""

from __future__ import annotations

import pytest

from deckgen.diagnostics import Outcome
from deckgen.scene.items import Box, Picture
from deckgen.scene.slide import Scene
from deckgen.theme.builtin import DARK
from tests.case import Case, cases
from tests.layout.decks import errors, laid_out


def of(case: Case) -> Outcome[Scene]:
    return laid_out(case.content, case.folder, DARK)


def names_and_places(scene: Scene) -> list[list[tuple[str, object]]]:
    return [[(item.name, getattr(item, "rect", None)) for item in slide.items] for slide in scene.slides]


@pytest.mark.parametrize("case", cases("slides"), ids=str)
def test_the_dark_theme_places_everything_like_the_light_one(case: Case) -> None:
    light, dark = laid_out(case.content, case.folder), of(case)
    assert light.diagnostics == dark.diagnostics
    if errors(light) or any(isinstance(item, Picture) for slide in light.value.slides for item in slide.items):
        return
    assert names_and_places(light.value) == names_and_places(dark.value)


def test_pictures_stand_on_a_white_mat_in_the_dark_theme() -> None:
    case = next(case for case in cases("slides") if b"image: " in case.content and not errors(of(case)))
    items = [item for slide in of(case).value.slides for item in slide.items]
    mats = [item for item in items if isinstance(item, Box) and item.name.startswith("Mat")]
    pictures = [item for item in items if isinstance(item, Picture)]
    assert len(mats) == len(pictures) > 0
    assert all(mat.rect.contains(picture.rect) for mat, picture in zip(mats, pictures, strict=True))
