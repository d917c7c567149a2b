"""A picture is described by its alt text, its caption, the title of its slide, or the name of its file."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import PIL.Image
import pytest

from deckgen.geometry import EMU_PER_POINT
from deckgen.layout.picture import PictureBlock, cropped
from deckgen.layout.typeset import Typesetter
from deckgen.media.files import read_files
from deckgen.media.media import Media
from deckgen.outline.blocks import Image
from deckgen.outline.element import Spot
from deckgen.outline.head import named_files
from deckgen.paint import Colour
from deckgen.scene.items import WHOLE, Box, Crop, Picture, TextBox
from deckgen.theme.builtin import CLASSROOM, THEMES
from deckgen.theme.contrast import READABLE, contrast, mixed, veiled
from deckgen.theme.tokens import Theme
from tests.case import FOLDER
from tests.layout.decks import FIXED, laid_out, outline_of

ROOT = Path(__file__).parents[2]


def block(fields: str, title: str) -> PictureBlock:
    """The block of a picture with these fields, on a slide with a title."""
    outline = outline_of(
        f"title: Deck\nslides:\n  - title: A\n    image: {{file: assets/houses.png{fields}}}\n".encode()
    )
    image = outline.slides[0].find(Image)
    files = read_files(named_files(outline), ROOT).value
    assert image is not None
    return PictureBlock(image, files.picture(image.file), Typesetter(CLASSROOM, FIXED), title, print)


@pytest.mark.parametrize(
    ("fields", "title", "alt"),
    [
        (", alt: Two houses, caption: From above", "Title", "Two houses"),
        (", caption: From above", "Title", "From above"),
        ("", "Title", "Title"),
        ("", "", "assets/houses.png"),
    ],
)
def test_a_picture_is_described_by_the_first_words_there_are(fields: str, title: str, alt: str) -> None:
    made = block(fields, title)
    assert made.alt == alt
    assert [item.alt for item in made.draw(CLASSROOM.body, 0) if isinstance(item, Picture)] == [alt]


@pytest.mark.parametrize(
    ("focus", "crop"),
    [
        (None, Crop(left=37_500, right=37_500)),
        (Spot(0, 50), Crop(right=75_000)),
        (Spot(100, 0), Crop(left=75_000)),
        (Spot(30, 0), Crop(left=17_500, right=57_500)),
    ],
)
def test_a_wide_picture_in_a_square_keeps_its_height_and_what_is_around_its_focus(
    focus: Spot | None, crop: Crop
) -> None:
    assert cropped(Media("wide.png", "png", b"", 400, 100), 50, 50, focus) == crop


def test_a_tall_picture_is_cropped_above_and_below() -> None:
    assert cropped(Media("tall.png", "png", b"", 100, 400), 100, 100, None) == Crop(top=37_500, bottom=37_500)


def test_a_picture_of_the_right_shape_is_whole() -> None:
    assert cropped(Media("wide.png", "png", b"", 400, 100), 80, 20, Spot(0, 0)) == Crop()


@pytest.mark.parametrize(("words", "rows", "size"), [(0, 2, (286, 182)), (9, 2, (205, 130)), (18, 1, (209, 147))])
def test_four_pictures_stand_in_two_rows_where_they_are_nearly_as_large_as_in_one(
    words: int, rows: int, size: tuple[int, int]
) -> None:
    caption = f"caption: {'house ' * words}" if words else "alt: A house"
    pictures = f"[{', '.join([f'{{file: photo.png, {caption}}}'] * 4)}]"
    outline = f"title: T\nslides:\n  - {{title: A, images: {pictures}}}\n"
    slide = laid_out(outline.encode(), FOLDER / "slides").value.slides[1]
    shown = [item.rect for item in slide.items if isinstance(item, Picture)]
    assert len({rect.y for rect in shown}) == rows
    assert (round(shown[0].width / EMU_PER_POINT), round(shown[0].height / EMU_PER_POINT)) == size


@pytest.mark.parametrize(("ground", "is_cropped"), [("navy", True), ("white", False), ((0, 0, 0, 0), False)])
def test_a_pair_of_drawings_stays_whole_where_photos_are_cropped(
    ground: str | tuple[int, ...], is_cropped: bool, tmp_path: Path
) -> None:
    for name, width in (("a.png", 480), ("b.png", 440)):
        drawing = PIL.Image.new("RGBA", (width, 400), ground)
        drawing.paste("teal", (100, 100, 300, 300))
        drawing.save(tmp_path / name)
    outline = b"title: T\nslides:\n  - title: A\n    images: [{file: a.png, alt: One}, {file: b.png, alt: Two}]\n"
    slide = laid_out(outline, tmp_path).value.slides[1]
    crops = [item.crop for item in slide.items if isinstance(item, Picture)]
    assert [crop != Crop() for crop in crops] == [is_cropped] * 2


@pytest.mark.parametrize(
    ("sizes", "columns"),
    [([(300, 200), (420, 200), (200, 200), (420, 200)], 2), ([(320, 200), (360, 200), (200, 200), (113, 200)], 4)],
)
def test_pictures_of_unlike_shapes_are_whole_and_of_one_height(
    sizes: list[tuple[int, int]], columns: int, tmp_path: Path
) -> None:
    for number, size in enumerate(sizes):
        PIL.Image.new("RGB", size, "navy").save(tmp_path / f"{number}.png")
    pictures = ", ".join(f"{{file: {number}.png, caption: Shape {number}}}" for number in range(4))
    outline = f"title: T\nslides:\n  - {{title: A, images: [{pictures}]}}\n"
    slide = laid_out(outline.encode(), tmp_path).value.slides[1]
    shown = [item for item in slide.items if isinstance(item, Picture)]
    assert [item.crop for item in shown] == [Crop()] * 4
    assert len({item.rect.height for item in shown}) == 1
    assert len({item.rect.y for item in shown}) == 4 // columns
    pairs = pairwise(item.rect for item in shown)
    gaps = [right.x - left.right for left, right in pairs if left.y == right.y]
    assert {round(gap / EMU_PER_POINT) for gap in gaps} == {12}


@pytest.mark.parametrize("size", [(300, 200), (200, 356), (320, 180)])
@pytest.mark.parametrize("count", [2, 3, 4])
def test_pictures_of_equal_shape_are_hardly_cropped(size: tuple[int, int], count: int, tmp_path: Path) -> None:
    PIL.Image.new("RGB", size, "navy").save(tmp_path / "a.png")
    pictures = ", ".join(["{file: a.png, caption: A}"] * count)
    outline = f"title: T\nslides:\n  - {{title: A, images: [{pictures}], text: One.}}\n"
    slide = laid_out(outline.encode(), tmp_path).value.slides[1]
    crops = [item.crop for item in slide.items if isinstance(item, Picture)]
    assert len(crops) == count
    assert all(max(crop.left + crop.right, crop.top + crop.bottom) <= 0.05 * WHOLE for crop in crops)


def test_the_source_of_a_narrow_picture_needs_no_more_lines_than_in_its_column(tmp_path: Path) -> None:
    PIL.Image.new("RGB", (100, 400), "navy").save(tmp_path / "a.png")
    pictures = ", ".join(["{file: a.png, source: The archive of the university of a large town in the north}"] * 3)
    outline = f"title: T\nslides:\n  - {{title: A, images: [{pictures}]}}\n"
    slide = laid_out(outline.encode(), tmp_path).value.slides[1]
    sources = [item for item in slide.items if isinstance(item, TextBox) and item.name.startswith("Source")]
    assert [len(each.body.paragraphs[0].lines) for each in sources] == [2, 2, 2]
    assert all(each.rect.bottom <= CLASSROOM.body.bottom for each in sources)


@pytest.mark.parametrize(("theme", "mats"), [("classroom", 0), ("dark", 1), ("folio", 1), ("board", 1)])
def test_a_drawing_on_nothing_beside_one_on_white_is_on_white_too(theme: str, mats: int, tmp_path: Path) -> None:
    PIL.Image.new("RGB", (300, 200), "white").save(tmp_path / "a.png")
    PIL.Image.new("RGBA", (300, 200), (0, 0, 0, 0)).save(tmp_path / "b.png")
    outline = b"title: T\nslides:\n  - title: A\n    images: [{file: a.png, alt: One}, {file: b.png, alt: Two}]\n"
    slide = laid_out(outline, tmp_path, THEMES[theme]).value.slides[1]
    found = [item for item in slide.items if isinstance(item, Box) and item.name == "Mat"]
    assert [mixed(item.fill or Colour("dk1"), THEMES[theme].scheme) for item in found] == ["FFFFFF"] * mats


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("picture", ["FFFFFF", "000000"])
def test_what_is_written_on_a_picture_is_read_on_the_brightest_and_the_darkest(
    picture: str, theme: Theme, tmp_path: Path
) -> None:
    PIL.Image.new("RGB", (160, 90), f"#{picture}").save(tmp_path / "a.png")
    outline = (
        "title: T\ncover: {file: a.png, source: Own}\nslides:\n  - title: A\n"
        "    image: {file: a.png, fill: slide, caption: What it is, source: Own}\n"
    )
    slides = laid_out(outline.encode(), tmp_path, theme).value.slides
    bands = [item for slide in slides for item in slide.items if isinstance(item, Box) and item.opacity < 100]
    texts = [item for item in slides[1].items if isinstance(item, TextBox) and bands[-1].rect.contains(item.rect)]
    assert [text.name for text in texts] == ["Title", "Caption", "Source"]
    on_cover = [(bands[0], each) for each in (bands[0].body.paragraphs if bands[0].body else ())]
    on_slide = [(bands[-1], each) for text in texts for each in text.body.paragraphs]
    for band, paragraph in (*on_cover, *on_slide):
        ground = veiled(picture, mixed(band.fill or Colour("lt1"), theme.scheme), band.opacity)
        assert contrast(mixed(paragraph.runs[0].colour, theme.scheme), ground) >= READABLE
