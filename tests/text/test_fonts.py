"""Fonts without shipped metrics are measured in their own files, wherever the first of them is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from deckgen.geometry import pt
from deckgen.text.fonts import Source, Typefaces, installed_folders, plain, typefaces
from deckgen.text.measure import Font, FontMeasurer
from tests.text.fonts import embedded, font


def width(found: Typefaces, text: str, **style: bool) -> int:
    return FontMeasurer(found.face).width(text, Font("Corporate S", **style), 20)


def in_folder(folder: Path) -> Typefaces:
    return typefaces(["Corporate S"], [Source("in `fonts`", (folder,))])


def test_letters_are_as_wide_as_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "c.ttf").write_bytes(font("Corporate S", 700))
    found = in_folder(tmp_path)
    assert width(found, "ten chars") == pt(9 * 0.7 * 20)
    assert found.knows("corporate s ")


def test_each_style_has_its_file_and_a_missing_bold_is_taken_to_be_wider(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(font("Corporate S", 500))
    (tmp_path / "b.ttf").write_bytes(font("Corporate S", 550, italic=True))
    found = in_folder(tmp_path)
    assert width(found, "abcde", italic=True) == pt(55)
    assert width(found, "abcde", bold=True) == pytest.approx(pt(53), rel=0.001)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "c.ttf").write_bytes(font("Corporate S", 600, bold=True))
    found = typefaces(["Corporate S"], [Source("in `more`", (tmp_path / "more",))])
    assert width(found, "abcde", bold=True, italic=True) == pt(60)


def test_a_character_that_the_font_lacks_is_estimated(tmp_path: Path) -> None:
    (tmp_path / "c.ttf").write_bytes(font("Corporate S", 700))
    assert width(in_folder(tmp_path), "語") == pt(20)
    assert width(in_folder(tmp_path), "é") == pt(14)


def test_a_face_is_found_in_a_collection(tmp_path: Path) -> None:
    for name, wide in (("Other", 300), ("Corporate S", 700)):
        (tmp_path / f"{name}.ttf").write_bytes(font(name, wide))
    collection = TTCollection()
    collection.fonts = [TTFont(tmp_path / "Other.ttf"), TTFont(tmp_path / "Corporate S.ttf")]
    (tmp_path / "all").mkdir()
    collection.save(tmp_path / "all" / "both.ttc")
    assert width(in_folder(tmp_path / "all"), "abcde") == pt(70)


def test_the_first_source_that_has_a_family_wins(tmp_path: Path) -> None:
    for folder, wide in (("beside", 400), ("installed", 600)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "c.ttf").write_bytes(font("Corporate S", wide))
    inside = Source("embedded", embedded=((Font("Corporate S"), font("Corporate S", 500)),))
    beside, installed = (Source(name, (tmp_path / name,)) for name in ("beside", "installed"))
    assert width(typefaces(["Corporate S"], [beside, inside, installed]), "abcde") == pt(40)
    assert width(typefaces(["Corporate S"], [inside, installed]), "abcde") == pt(50)
    assert width(typefaces(["Corporate S"], [installed]), "abcde") == pt(60)


def test_embedded_fonts_are_read_unless_they_are_compressed() -> None:
    content = font("Corporate S", 700)
    assert plain(content) == plain(embedded(content)) == plain(embedded(content, mixed=True)) == content
    assert plain(embedded(content, compressed=True)) is None
    assert plain(b"no font") is None
    assert plain(embedded(content)[:40]) is None


def test_a_family_with_shipped_metrics_is_not_looked_for(tmp_path: Path) -> None:
    (tmp_path / "c.ttf").write_bytes(font("Calibri", 900))
    found = typefaces(["Calibri"], [Source("in `fonts`", (tmp_path,))])
    assert found.found == {}
    assert found.of("Calibri") is None
    assert FontMeasurer(found.face).width("abc", Font("Calibri"), 20) == FontMeasurer().width(
        "abc", Font("Calibri"), 20
    )


@pytest.mark.parametrize("content", [b"", b"\0\1\0\0", b"ttcf\0\1\0\0\xff\xff\xff\xff", font("Corporate S", 1)[:400]])
def test_a_broken_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "c.ttf").write_bytes(content)
    found = in_folder(tmp_path)
    assert not found.knows("Corporate S")
    assert width(found, "abc") == FontMeasurer().width("abc", Font("Corporate S"), 20)


def test_neither_pipes_nor_links_out_of_the_folder_are_opened(tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    folder.mkdir()
    (tmp_path / "outside.ttf").write_bytes(font("Corporate S", 700))
    (folder / "link.ttf").symlink_to(tmp_path / "outside.ttf")
    os.mkfifo(folder / "pipe.ttf")
    assert in_folder(folder).found == {}


def test_only_files_of_the_families_in_use_are_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(20):
        (tmp_path / f"{number}.ttf").write_bytes(font(f"Other {number}", 500))
    (tmp_path / "z.ttf").write_bytes(font("Corporate S", 700))
    loaded: list[object] = []
    whole = TTFont.__init__

    def counting(self: TTFont, *arguments: object, **options: object) -> None:
        loaded.append(arguments)
        whole(self, *arguments, **options)

    monkeypatch.setattr(TTFont, "__init__", counting)
    assert width(in_folder(tmp_path), "abcde") == pt(70)
    assert len(loaded) == 1


def test_this_machine_has_folders_for_fonts() -> None:
    assert all(folder.is_absolute() for folder in installed_folders())
