"""Files that an outline names: read once, made fit for PowerPoint, or refused with a reason."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from deckgen.diagnostics import Diagnostic
from deckgen.media import Media
from deckgen.outline.element import Words
from deckgen.outline.files import Files, read_files
from deckgen.outline.pictures import open_picture
from tests.outline.outlines import HEAD, outline


def encoded(kind: str, mode: str = "RGB", size: tuple[int, int] = (40, 20), orientation: int = 1) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = Image.linear_gradient("L").resize(size).convert(mode)
    if mode == "RGBA":
        image.putalpha(128)
    image.save(out, kind, **({"exif": exif.tobytes()} if kind in ("JPEG", "PNG", "WEBP") and orientation > 1 else {}))
    return out.getvalue()


def read(folder: Path, field: str, name: str) -> tuple[Files, tuple[Diagnostic, ...]]:
    lecture = outline(f"{HEAD}slides:\n  - title: One\n    {field}: {{file: '{name}'}}\n")
    return read_files(lecture, folder)


def picture(folder: Path, name: str, content: bytes) -> Media:
    (folder / name).write_bytes(content)
    files, diagnostics = read(folder, "image", name)
    assert diagnostics == ()
    return files.pictures[name]


def code(folder: Path, field: str, name: str) -> str:
    files, diagnostics = read(folder, field, name)
    assert not files.pictures
    (found,) = diagnostics
    assert found.place is not None
    assert (found.place.line, found.place.length) == (5, len(name) + 2)
    return found.code


@pytest.mark.parametrize(("kind", "ending"), [("PNG", "png"), ("JPEG", "jpeg"), ("GIF", "gif")])
def test_pictures_that_powerpoint_knows_stay_byte_for_byte(tmp_path: Path, kind: str, ending: str) -> None:
    content = encoded(kind)
    assert picture(tmp_path, "a.bin", content) == Media("a.bin", ending, content, 40, 20)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "mode", "becomes"),
    [("BMP", "RGB", "png"), ("TIFF", "RGB", "png"), ("WEBP", "RGBA", "png"), ("WEBP", "RGB", "jpeg"),
     ("TIFF", "CMYK", "png"), ("JPEG", "CMYK", "jpeg")],
)  # fmt: skip
def test_other_pictures_are_written_anew_and_always_alike(tmp_path: Path, kind: str, mode: str, becomes: str) -> None:
    content = encoded(kind, mode)
    found = picture(tmp_path, "a", content)
    assert (found.kind, found.width, found.height) == (becomes, 40, 20)
    assert Image.open(io.BytesIO(found.content)).mode in ("RGB", "RGBA")
    assert picture(tmp_path, "a", content) == found


def test_a_picture_that_is_stored_turned_is_set_upright(tmp_path: Path) -> None:
    found = picture(tmp_path, "a.jpg", encoded("JPEG", orientation=6))
    assert (found.width, found.height, found.kind) == (20, 40, "jpeg")
    assert Image.open(io.BytesIO(found.content)).size == (20, 40)
    assert Image.open(io.BytesIO(found.content)).getexif().get(0x0112, 1) == 1


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_a_picture_that_is_cut_off_is_refused(tmp_path: Path, kind: str) -> None:
    content = encoded(kind, size=(200, 200))
    for share in (0.3, 0.6, 0.9):
        (tmp_path / "a").write_bytes(content[: int(len(content) * share)])
        assert code(tmp_path, "image", "a") in ("damaged-picture", "not-a-picture")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"]), st.data())
def test_a_damaged_picture_is_opened_or_refused(kind: str, data: st.DataObject) -> None:
    content = bytearray(encoded(kind, orientation=data.draw(st.sampled_from([1, 6]))))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(open_picture(Words("a"), bytes(content)), Media | Diagnostic)


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    for content in (b"hello", b"<svg/>", b"%PDF-1.4", bytes(range(256)) * 10):
        (tmp_path / "a.png").write_bytes(content)
        assert code(tmp_path, "image", "a.png") == "not-a-picture"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    assert code(tmp_path, "image", "a.png") == "empty-file"


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    for size in ((9000, 9000), (20000, 20000)):
        Image.new("1", size).save(tmp_path / "a.png")
        assert code(tmp_path, "image", "a.png") == "picture-too-large"


def test_a_missing_file_is_refused_with_a_near_name(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "whale.png").touch()
    hints = []
    for name in ("pictures/whael.png", "pictures/whale.jpg", "other/whale.png"):
        _, (found,) = read(tmp_path, "image", name)
        assert found.code == "missing-file"
        hints.append(found.hint)
    near = "did you mean `pictures/whale.png`?"
    assert hints == [near, near, "names are relative to the folder of the outline"]


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "lecture"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    for name in ("../secret.txt", "/etc/hostname", "link.txt"):
        assert code(folder, "code", name) == "file-outside"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    assert code(tmp_path, "image", "pictures") == "not-a-file"


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    assert code(tmp_path, "image", "a" * 300 + ".png") == "unreadable-file"


def test_code_is_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n")
    assert read(tmp_path, "code", "a.py")[0].texts == {"a.py": "a = 1\nb = 2"}
    (tmp_path / "a.py").write_bytes(b"\xff\xfe")
    assert code(tmp_path, "code", "a.py") == "not-utf8"


def test_one_missing_file_is_one_report(tmp_path: Path) -> None:
    lecture = outline(
        f"{HEAD}slides:\n  - {{title: One, image: a.png}}\n  - {{title: Two, columns: [image: a.png]}}\n"
    )
    assert len(read_files(lecture, tmp_path)[1]) == 1
