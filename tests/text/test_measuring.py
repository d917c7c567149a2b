"""Widths: against HarfBuzz where its fonts are installed, and the promises made where there is no table."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import pytest

from deckgen.geometry import pt
from deckgen.text.measure import FixedMeasurer, Font, FontMeasurer, largest, line_height

MEASURER = FontMeasurer()
FILES = {"Calibri": "Carlito", "Arial": "LiberationSans", "Courier New": "LiberationMono", "Cambria": "Caladea"}
STYLES = {"Regular": (False, False), "Bold": (True, False), "Italic": (False, True), "BoldItalic": (True, True)}
SENTENCES = [
    "The quick brown fox jumps over the lazy dog.",
    "AVATAR Tomorrow: Type-1 hypervisors, WAV, To. Yes!",
    "Container teilen sich den Kernel – virtuelle Maschinen nicht.",
    "Größe: 3 × 4 ≤ 12 „Übung“ für Ärzte, Çelik, Łódź",
    "“Why?” – L’été à Œuvre; 100 % of 1.5 GHz (T. A. V.)",
]


def skip_or_fail(reason: str) -> NoReturn:
    if os.environ.get("DECKGEN_REQUIRE_TOOLS"):
        pytest.fail(reason)
    pytest.skip(reason)


def installed(name: str) -> Path:
    for folder in (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("~/.fonts").expanduser()):
        for file in sorted(folder.rglob(name)):
            return file
    skip_or_fail(f"{name} is not installed")


def harfbuzz_width(file: Path, text: str) -> float:
    """The width in em, without ligatures, which PowerPoint does not set."""
    if find_spec("uharfbuzz") is None:
        skip_or_fail("uharfbuzz is not installed")
    import uharfbuzz  # noqa: PLC0415 - may be missing

    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file))))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer, {"liga": False, "clig": False, "calt": False})
    return float(sum(position.x_advance for position in buffer.glyph_positions) / font.face.upem)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("family", FILES)
def test_a_sentence_is_as_wide_as_harfbuzz_sets_it(family: str, style: str) -> None:
    bold, italic = STYLES[style]
    file = installed(f"{FILES[family]}-{style}.ttf")
    for sentence in SENTENCES:
        width = MEASURER.width(sentence, Font(family, bold, italic), 100)
        assert width == pytest.approx(pt(100 * harfbuzz_width(file, sentence)), rel=0.001), sentence


def test_courier_new_gives_every_character_the_same_width() -> None:
    assert MEASURER.width("iiii", Font("Courier New"), 20) == MEASURER.width(
        "WWWW", Font("Courier New", bold=True), 20
    )


def test_kerning_draws_letters_together_from_12_points_on() -> None:
    arial = Font("Arial")
    apart = MEASURER.width("A", arial, 12) + MEASURER.width("V", arial, 12)
    assert MEASURER.width("AV", arial, 12) < apart - pt(0.5)
    assert MEASURER.width("AV", arial, 11) == MEASURER.width("A", arial, 11) + MEASURER.width("V", arial, 11)


def test_a_family_without_metrics_is_measured_a_little_wider_than_arial() -> None:
    arial = MEASURER.width("Kernel", Font("Arial"), 20)
    assert arial * 1.04 < MEASURER.width("Kernel", Font("Aptos"), 20) < arial * 1.06
    assert MEASURER.width("Kernel", Font("Verdana", bold=True), 20) > MEASURER.width(
        "Kernel", Font("Arial", True), 20
    )


def test_a_family_with_serifs_is_measured_a_little_wider_than_cambria() -> None:
    cambria = MEASURER.width("Kernel", Font("Cambria"), 20)
    assert cambria * 1.04 < MEASURER.width("Kernel", Font("Georgia"), 20) < cambria * 1.06


def test_a_family_is_known_in_any_case() -> None:
    assert MEASURER.width("Kernel", Font("calibri "), 20) == MEASURER.width("Kernel", Font("Calibri"), 20)


def test_monospace_families_have_one_advance() -> None:
    assert MEASURER.width("if x:", Font("Consolas"), 20) == pt(5 * 20 * 0.6)
    assert MEASURER.width("if x:", Font("JetBrains Mono"), 20) == pt(5 * 20 * 0.6)


@pytest.mark.parametrize(
    ("character", "ems"),
    [("日", 1), ("、", 1), ("✓", 1), ("😀", 1.3), ("\ufe0f", 0), ("\u200d", 0), ("\u0f71", 0), ("\t", 2)],
)
def test_a_character_the_font_lacks_is_as_wide_as_its_substitute(character: str, ems: float) -> None:
    assert MEASURER.width(character, Font("Calibri"), 100) == pytest.approx(pt(100 * ems), abs=pt(0.05))


@pytest.mark.parametrize(("letter", "ems"), [("ქ", 0.65), ("क", 0.65), ("א", 0.65), ("ص", 0.8)])
def test_a_letter_of_another_script_has_room_in_the_widest_of_the_fonts_that_may_draw_it(
    letter: str, ems: float
) -> None:
    assert MEASURER.width(letter, Font("Calibri"), 100) == pytest.approx(pt(100 * ems), abs=pt(0.05))


def test_empty_text_has_no_width() -> None:
    assert MEASURER.width("", Font("Calibri"), 20) == 0


def test_the_fixed_measurer_makes_each_character_half_an_em() -> None:
    assert FixedMeasurer().width("ten chars.", Font("Calibri"), 20) == pt(100)


def test_a_line_is_a_fifth_higher_than_its_size() -> None:
    assert line_height(20) == pt(24)
    assert line_height(20, 90) == pt(21.6)


def test_the_largest_size_that_fits_is_the_first_to_fit() -> None:
    assert largest([28, 24, 20], lambda size: size <= 24) == 24
    assert largest([28, 24, 20], lambda size: size < 20) is None


@pytest.mark.parametrize("family", ["Calibri", "Arial", "Georgia", "Cambria", "Unheard Of"])
def test_a_no_break_space_is_as_wide_as_a_space(family: str) -> None:
    font = Font(family, bold=False, italic=False)
    measurer = FontMeasurer()
    assert measurer.width("8\u00a0MB", font, 24) == measurer.width("8 MB", font, 24)
