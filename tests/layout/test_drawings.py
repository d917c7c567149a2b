"""A drawing gets a picture as large as it is shown, where programs without SVG support may show that."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from deckgen.diagnostics import Place
from deckgen.geometry import Rect, Size
from deckgen.layout.drawings import with_pictures
from deckgen.media import raster
from deckgen.media.draw import Drawn
from deckgen.media.media import Media
from deckgen.pipeline import BuildRequest, Finished, Form, Lecture, finish_lecture, read_lecture
from deckgen.scene.items import Crop, Group, Item, Picture
from deckgen.scene.slide import Scene, SlideScene

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="9" height="9"/></svg>'
MEDIA = Media("a.svg", "png", b"", 1920, 960, DRAWING)
PAGE = Size(192_000, 108_000)
"""A hundred EMU to each pixel of a full screen."""
SLIDE = SlideScene("Slide", "content", (), place=Place(7, 3))


WHOLE_PICTURE = Crop()


def shown(*items: Item) -> Scene:
    return Scene("Deck", "", "", "en", (replace(SLIDE, items=items),), ())


def sizes(scene: Scene) -> list[tuple[int, int]]:
    pictures = [item for item in scene.slides[0].items if isinstance(item, Picture)]
    return [Image.open(io.BytesIO(picture.media.content)).size for picture in pictures]


def at(width: int, height: int, media: Media = MEDIA, crop: Crop = WHOLE_PICTURE) -> Picture:
    return Picture("Picture", Rect(0, 0, width, height), media, crop=crop)


def test_a_picture_has_the_pixels_of_its_place_on_a_full_screen() -> None:
    assert sizes(with_pictures(shown(at(40_000, 20_000)), PAGE).value) == [(400, 200)]


def test_what_is_cut_off_is_drawn_too() -> None:
    cut = at(20_000, 20_000, crop=Crop(left=25_000, right=25_000))
    assert sizes(with_pictures(shown(cut), PAGE).value) == [(400, 200)]


def test_a_drawing_that_is_shown_twice_is_drawn_once_for_the_larger_place(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []

    def png_of(content: bytes, width: int, height: int) -> Drawn:
        drawn.append((content, width, height))
        return Drawn(b"PNG")

    monkeypatch.setattr(raster, "png_of", png_of)
    group = Group("Group", Rect(0, 0, 60_000, 30_000), (at(60_000, 30_000),))
    laid = with_pictures(shown(at(40_000, 20_000), at(10_000, 5_000), group), PAGE).value
    assert drawn == [(DRAWING, 600, 300)]
    first, second, around = laid.slides[0].items
    assert isinstance(around, Group)
    for item in (first, second, *around.items):
        assert isinstance(item, Picture)
        assert item.media == replace(MEDIA, content=b"PNG")


def test_a_drawing_that_takes_too_long_so_large_is_coarse_and_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "png_of", lambda *_: None)
    scene = shown(at(40_000, 20_000, replace(MEDIA, content=b"small")))
    laid = with_pictures(scene, PAGE)
    assert laid.value == scene
    (found,) = laid.diagnostics
    assert (found.code, found.place) == ("picture-too-coarse", Place(7, 3))


def test_a_photo_stays_as_it_is() -> None:
    scene = shown(at(40_000, 20_000, Media("a.png", "png", b"PNG", 10, 10)))
    assert with_pictures(scene, PAGE).value is scene


@pytest.mark.parametrize(("form", "width"), [("pptx", 1001), ("pdf", 1001), ("html", 180), ("svg", 180)])
def test_only_what_may_show_the_picture_has_a_large_one(tmp_path: Path, form: Form, width: int) -> None:
    (tmp_path / "a.svg").write_bytes(DRAWING.replace(b"20 10", b"40 30"))
    text = b"title: T\nslides:\n  - {title: A, image: {file: a.svg, alt: A}}\n"
    lecture = read_lecture(text, tmp_path)
    assert isinstance(lecture, Lecture)
    done = finish_lecture(lecture, BuildRequest(form=form))
    assert isinstance(done, Finished)
    (picture,) = (item for item in done.scene.slides[1].items if isinstance(item, Picture))
    assert Image.open(io.BytesIO(picture.media.content)).width == width
