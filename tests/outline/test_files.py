"""Files that an outline names: read once, made fit for PowerPoint, or refused with a reason."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, features

from deckgen.diagnostics import Diagnostic
from deckgen.limits import Limits
from deckgen.media import pictures
from deckgen.media.files import Files, read_files
from deckgen.media.media import Media
from deckgen.media.pictures import open_picture
from deckgen.outline.element import Words
from deckgen.outline.head import named_files
from tests.outline.outlines import HEAD, outline

pillow_heif.register_heif_opener()


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
    found = read_files(named_files(lecture), folder)
    return found.value, found.diagnostics


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
     ("TIFF", "CMYK", "png"), ("JPEG", "CMYK", "jpeg"), ("AVIF", "RGB", "jpeg"), ("AVIF", "RGBA", "png"),
     ("HEIF", "RGB", "jpeg")],
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


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"]), st.data())
def test_a_damaged_picture_is_opened_or_refused(kind: str, data: st.DataObject) -> None:
    content = bytearray(encoded(kind, orientation=data.draw(st.sampled_from([1, 6]))))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    found = open_picture(Words("a"), bytes(content), 60)
    assert (found.value is None) == found.has_errors


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    for content in (b"hello", b"<a/>", b"%PDF-1.4", bytes(range(256)) * 10):
        (tmp_path / "a.png").write_bytes(content)
        assert code(tmp_path, "image", "a.png") == "not-a-picture"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    assert code(tmp_path, "image", "a.png") == "empty-file"


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    for size in ((9000, 9000), (20000, 20000)):
        Image.new("1", size).save(tmp_path / "a.png")
        assert code(tmp_path, "image", "a.png") == "picture-too-large"


@pytest.mark.parametrize(("kind", "most"), [("WEBP", 1_000), ("AVIF", 1_000), ("TIFF", 2_000), ("BMP", 2_000)])
def test_a_picture_that_is_written_anew_may_take_only_so_much_memory(
    kind: str, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_MEMORY", 16_000_000)
    Image.new("L", (most, 1_000)).save(tmp_path / "a.png", kind)
    assert read(tmp_path, "image", "a.png")[1] == ()
    Image.new("L", (most + 1, 1_000)).save(tmp_path / "a.png", kind)
    assert code(tmp_path, "image", "a.png") == "picture-too-large"
    Image.new("L", (most + 1, 1_000)).save(tmp_path / "a.png", "PNG")
    assert read(tmp_path, "image", "a.png")[1] == ()


BUILD = """
import resource, sys
from deckgen.cli import main
sys.argv = ["deckgen", "build"]
assert main() == 0
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count memory in other units, or not at all")
def test_several_pictures_that_are_written_anew_take_no_more_memory_than_one(tmp_path: Path) -> None:
    (tmp_path / "0.webp").write_bytes(encoded("WEBP", size=(4_000, 3_000)))
    took = []
    for count in (1, 4):
        slides = ""
        for number in range(count):
            # What follows the picture in its file makes it another one.
            (tmp_path / f"{number}.webp").write_bytes((tmp_path / "0.webp").read_bytes() + bytes([number]))
            slides += f"  - {{title: Slide {number}, image: {{file: {number}.webp, alt: Grey}}}}\n"
        (tmp_path / "slides.yaml").write_text(f"title: Deck\nslides:\n{slides}", "utf-8")
        run = subprocess.run([sys.executable, "-c", BUILD], cwd=tmp_path, capture_output=True, text=True, check=True)
        took.append(int(run.stdout.split()[-1]) / 1_000)
    one, four = took
    assert one > 200
    assert four < one + 40


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
    assert len(read_files(named_files(lecture), tmp_path).diagnostics) == 1


def pictures_of(folder: Path, name: str) -> tuple[Media | None, list[str]]:
    files, diagnostics = read(folder, "image", name)
    return files.pictures.get(name), [f"{item.code}: {item.message}" for item in diagnostics]


DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="9" height="9"/></svg>'


def test_a_drawing_is_kept_beside_a_small_picture_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(DRAWING)
    found, said = pictures_of(tmp_path, "a.png")
    assert said == []
    assert found is not None
    assert (found.kind, found.width, found.height, found.drawing) == ("png", 1920, 960, DRAWING)
    assert Image.open(io.BytesIO(found.content)).size == (240, 120)


def test_what_a_drawing_does_wrong_is_said_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_bytes(DRAWING.replace(b"<rect", b"\n<script/>\n<rect"))
    assert pictures_of(tmp_path, "a.svg") == (None, ["unsafe-drawing: `a.svg` holds a script (`script`) in line 2"])


def test_a_drawing_that_cannot_be_drawn_is_refused(tmp_path: Path) -> None:
    bomb = "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 12))
    text = DRAWING.decode().replace("<rect", f'<g id="a0"><rect/></g>{bomb}<use href="#a11"/><rect')
    (tmp_path / "a.svg").write_text(text)
    message = "damaged-picture: `a.svg` cannot be drawn, or not within 8 seconds"
    assert pictures_of(tmp_path, "a.svg") == (None, [message])


@pytest.mark.parametrize(
    ("families", "is_rare"),
    [("Virgil", True), ("'Comic Neue', cursive", True), ("Carlito, Calibri, sans-serif", False), ("ARIAL", False)],
)
def test_a_font_that_few_machines_have_is_a_warning(tmp_path: Path, families: str, is_rare: bool) -> None:
    text = f'<text font-family="{families}">a</text><rect'
    (tmp_path / "a.svg").write_bytes(DRAWING.replace(b"<rect", text.encode()))
    found, said = pictures_of(tmp_path, "a.svg")
    assert found is not None
    first = families.split(",", maxsplit=1)[0].strip("'")
    assert said == ([f"rare-font: `a.svg` has text in {first}, which few machines have"] if is_rare else [])


def moving(kind: str) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue", "green")]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "becomes"), [("PNG", "png"), ("WEBP", "jpeg")])
def test_what_moves_and_will_not_on_a_slide_is_a_warning(tmp_path: Path, kind: str, becomes: str) -> None:
    (tmp_path / "a").write_bytes(moving(kind))
    found, said = pictures_of(tmp_path, "a")
    assert found is not None
    assert found.kind == becomes
    assert said == ["motion-lost: `a` moves, but a slide shows its first picture only"]


def test_an_animated_gif_stays_as_it_is_and_plays(tmp_path: Path) -> None:
    assert picture(tmp_path, "a.gif", moving("GIF")).content == moving("GIF")


@pytest.mark.parametrize("options", [{}, {"save_all": True, "append_images": [Image.new("RGB", (40, 20))]}])
def test_a_webp_without_loss_stays_without_loss(tmp_path: Path, options: dict[str, Any]) -> None:
    image = Image.effect_noise((40, 20), 80).convert("RGB")
    out = io.BytesIO()
    image.save(out, "WEBP", lossless=True, **options)
    (tmp_path / "a").write_bytes(out.getvalue())
    found, _ = pictures_of(tmp_path, "a")
    assert found is not None
    assert found.kind == "png"
    assert Image.open(io.BytesIO(found.content)).convert("RGB").tobytes() == image.tobytes()


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_photo_of_a_phone_is_upright(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    for kind in ("HEIF", "AVIF"):
        out = io.BytesIO()
        Image.new("RGB", (64, 32), "red").save(out, kind, exif=exif.tobytes())
        found = picture(tmp_path, "a.heic", out.getvalue())
        assert (found.kind, found.width, found.height) == ("jpeg", *((64, 32) if orientation == 1 else (32, 64)))


@pytest.mark.parametrize(
    ("content", "what", "package"),
    [(b"\0\0\0\x1cftypheic", "an HEIC photo", "deckgen[heic]"),
     (b"\0\0\0 ftypavif", "an AVIF picture", "pillow>=11.3"),
     (b"\0\0\0 ftypmif1\0\0\0\0mif1heic", "an HEIC photo", "deckgen[heic]"),
     (b"\0\0\0 ftypmif1\0\0\0\0mif1avif", "an AVIF picture", "pillow>=11.3")],
)  # fmt: skip
def test_a_photo_that_cannot_be_opened_here_is_named(
    monkeypatch: pytest.MonkeyPatch, content: bytes, what: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    monkeypatch.setattr(features, "check", lambda _: False)
    pictures._opens.cache_clear()
    (found,) = open_picture(Words("a.heic"), content, 60).diagnostics
    pictures._opens.cache_clear()
    assert found.message == f"`a.heic` is {what}, which deckgen cannot open here"
    assert found.hint == f"save it as JPEG, or run `pip install '{package}'`"


def test_a_note_of_git_lfs_is_called_what_it_is(tmp_path: Path) -> None:
    note = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"
    (tmp_path / "a").write_text(note)
    for field in ("image", "code", "chart"):
        _, (found,) = read(tmp_path, field, "a")
        assert found.message == "`a` is only the note that Git LFS leaves in place of a large file"
        assert found.hint == "run `git lfs pull`, which fetches the file itself"


def test_what_the_name_says_does_not_matter(tmp_path: Path) -> None:
    assert picture(tmp_path, "a.docx", encoded("PNG")).kind == "png"


@pytest.mark.parametrize(
    ("mode", "kind"), [("P", "PNG"), ("I;16", "PNG"), ("LA", "PNG"), ("1", "PNG"), ("L", "JPEG")]
)
def test_pictures_of_any_depth_stay_byte_for_byte(tmp_path: Path, mode: str, kind: str) -> None:
    out = io.BytesIO()
    image = Image.linear_gradient("L").resize((40, 20))
    options = {"transparency": 3} if mode == "P" else {}
    (image.convert("I").point(lambda v: v * 256).convert(mode) if mode == "I;16" else image.convert(mode)).save(
        out, kind, **options
    )
    assert picture(tmp_path, "a", out.getvalue()).content == out.getvalue()


OTHER_FILES = {
    b"%PDF-1.4": "a PDF",
    b"%!PS-Adobe": "a PostScript drawing",
    b"PK\x03\x04....": "a zip package, such as a Word or draw.io file",
    b"<mxfile>": "a draw.io file",
    b"<!DOCTYPE html><html>": "a web page",
    b"\x1f\x8b\x08": "compressed, perhaps an SVGZ",
    b"8BPS": "a Photoshop file",
}


@pytest.mark.parametrize(("content", "what"), OTHER_FILES.items(), ids=OTHER_FILES.values())
def test_other_files_are_called_what_they_are(tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "a.png").write_bytes(content)
    message = f"not-a-picture: `a.png` is {what}, which deckgen cannot show"
    assert pictures_of(tmp_path, "a.png") == (None, [message])


@pytest.mark.parametrize(
    "name",
    ["C:\\secret.txt", "c:secret.txt", "\\\\server\\share\\a.txt", "//server/share/a.txt", "\\secret.txt",
     "/dev/zero", "../../etc/passwd", "a/../../b"],
)  # fmt: skip
def test_names_that_lead_out_on_any_system_are_refused(tmp_path: Path, name: str) -> None:
    assert code(tmp_path, "code", name) == "file-outside"


@pytest.mark.parametrize("name", ["NUL", "con.png", "pictures/aux.txt", "COM1"])
def test_names_of_devices_are_refused(tmp_path: Path, name: str) -> None:
    assert code(tmp_path, "code", name) == "file-outside"


@pytest.mark.parametrize("name", ["https://example.org/a.png", "file:///etc/passwd", "ftp://x/y"])
def test_nothing_is_fetched(tmp_path: Path, name: str) -> None:
    _, (found,) = read(tmp_path, "image", name)
    assert found.message == f"`{name}` is an address, and deckgen fetches nothing"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert code(tmp_path, "code", "pipe") == "unreadable-file"


def test_a_folder_that_leads_out_is_refused_and_one_in_a_circle_too(tmp_path: Path) -> None:
    folder = tmp_path / "lecture"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "out").symlink_to(tmp_path, target_is_directory=True)
    (folder / "circle").symlink_to(folder / "circle")
    assert code(folder, "code", "out/secret.txt") == "file-outside"
    assert code(folder, "code", "circle") in ("unreadable-file", "missing-file")


def test_a_folder_can_be_allowed(tmp_path: Path) -> None:
    folder, course = tmp_path / "lecture", tmp_path / "course"
    folder.mkdir()
    course.mkdir()
    (course / "a.txt").write_text("a")
    lecture = outline(f"{HEAD}slides:\n  - title: One\n    code: {{file: ../course/a.txt}}\n")
    found = read_files(named_files(lecture), folder, Limits(folders=(course,)))
    assert (found.value.texts, found.diagnostics) == ({"../course/a.txt": "a"}, ())


def test_a_backslash_in_a_name_is_told_of(tmp_path: Path) -> None:
    _, (found,) = read(tmp_path, "image", "pictures\\whale.png")
    assert found.hint == "write `/` between the parts of a name: `pictures/whale.png`"


def test_files_may_be_large_but_not_together(tmp_path: Path) -> None:
    Image.new("1", (1000, 1000)).save(tmp_path / "a.png")
    Image.new("1", (1000, 1001)).save(tmp_path / "b.png")
    text = f"{HEAD}slides:\n  - {{title: One, image: a.png}}\n  - {{title: Two, image: b.png}}\n"
    (found,) = read_files(named_files(outline(text)), tmp_path, Limits(pictures_megapixels=2)).diagnostics
    assert found.message == "with `b.png`, the outline shows more than 2 million pixels of pictures"
    (tmp_path / "b.png").write_bytes(encoded("PNG") + bytes(2_000_000))
    (found,) = read_files(named_files(outline(text)), tmp_path, Limits(files_mb=2)).diagnostics
    assert found.message == "with `b.png`, the outline shows more than 2 MB of files"
    (found,) = read_files(named_files(outline(text)), tmp_path, Limits(file_mb=1)).diagnostics
    assert found.message == "`b.png` has 3 MB, more than the 1 MB that a deck can take"


def test_a_text_that_is_too_long_to_be_shown_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n" * 5_000)
    _, (found,) = read(tmp_path, "code", "a.py")
    assert found.message == "with `a.py`, the outline shows more than 10,000 letters"


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"a\n\0b", "control-character: an invisible control character (U+0000) is in line 2 of `a.py`"),
     ("a\u202eb".encode(), "text-direction: an invisible character (U+202E) is in line 1 of `a.py` "
      "and shows what follows in another order")],
)  # fmt: skip
def test_odd_characters_in_a_file_are_told_of(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "a.py").write_bytes(content)
    _, (found,) = read(tmp_path, "code", "a.py")
    assert f"{found.code}: {found.message}" == said


def test_old_line_ends_are_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"a = 1\rb = 2\r\nc = 3")
    assert read(tmp_path, "code", "a.py")[0].texts == {"a.py": "a = 1\nb = 2\nc = 3"}
