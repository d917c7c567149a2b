"""The checks of composition find what a designer would mend, and are silent on sound slides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from deckgen.checks.composition import composition_findings
from deckgen.checks.context import CheckContext, Surroundings
from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic
from deckgen.geometry import Rect, pt
from deckgen.layout.deck import LayoutOptions
from deckgen.paint import Colour, Stroke
from deckgen.pipeline import Lecture, laid_out, read_lecture
from deckgen.scene.items import Box, Item, TextBox
from deckgen.scene.slide import Scene, SlideScene
from deckgen.scene.text import Line, Paragraph, Run, TextBody
from deckgen.theme.builtin import THEMES
from deckgen.theme.tokens import Theme
from tests.case import Case, cases
from tests.layout.decks import outline_of

CLASSROOM = THEMES["classroom"]
INK, WIDE = Colour("dk1"), Rect(pt(43), pt(112), pt(400), pt(60))
ROOT = Path(__file__).parents[2]
LECTURE = ROOT / "slides.yaml"
PROOF = ROOT / "src" / "deckgen" / "proof" / "outline.yaml"


def judged(*items: Item, slide: str = "title: One\n    text: Two", language: str = "en") -> list[Diagnostic]:
    """What is said of a slide with these items by hand."""
    outline = outline_of(f"title: One\nslides:\n  - {slide}\n".encode())
    shown = SlideScene("One", "title-only", items, place=outline.slides[0].place)
    scene = Scene("One", "", "", language, (shown,), ())
    return list(composition_findings(CheckContext(outline, outline, scene, CLASSROOM, Surroundings())))


def text(*lines: str, width: int = 380, size: int = 24) -> TextBody:
    """A text of these lines, the last of which is 8 pt wide for each letter, the others `width` points."""
    widths = [width] * (len(lines) - 1) + [8 * len(lines[-1])]
    measured = tuple(Line(line, pt(wide), pt(29)) for line, wide in zip(lines, widths, strict=True))
    return TextBody((Paragraph((Run(" ".join(lines), size, INK),), measured),))


def codes(found: Sequence[Diagnostic]) -> list[Code]:
    return [each.code for each in found]


def test_a_short_word_alone_on_the_last_line_is_told() -> None:
    (told,) = judged(TextBox("A", WIDE, text("A text of several words that ends", "here")))
    assert told.message == "`here` is alone on the last line of a text"


@pytest.mark.parametrize(
    "box",
    [
        TextBox("A", WIDE, text("A text of several words that ends", "right here")),
        TextBox("A", WIDE, text("A text of several words that ends", "unconditionally")),
        TextBox("A", Rect(0, 0, pt(120), pt(60)), text("Linux has one", "core", width=110)),
        TextBox("A", WIDE, text("これは長い文章で", "す。")),
    ],
    ids=["two words", "a long word", "a narrow box", "no spaces"],
)
def test_other_last_lines_are_sound(box: TextBox) -> None:
    assert judged(box) == []


def boxed(height: int) -> Box:
    return Box("A", Rect(0, 0, pt(200), pt(height)), fill=INK, line=Stroke(INK, pt(1)), body=text("Label", size=20))


def test_capitals_that_take_more_than_40_percent_of_a_box_are_told() -> None:
    (told,) = judged(boxed(30))  # 20 pt × 0.63 = 12.6 pt, of 30
    assert told.message == "the capitals of `Label` take 42 % of the height of their box, more than 40 %"
    assert judged(boxed(32)) == []


FIGURE = "title: One\n    layers: [A]"


@pytest.mark.parametrize(
    ("width", "height", "found"),
    [(400, 200, [Code.EMPTY_AREA]), (620, 40, []), (200, 270, []), (560, 220, [])],
    ids=["small", "as wide as the slide", "as high as the slide", "a third"],
)
def test_a_drawing_that_is_small_on_an_empty_slide_is_told(width: int, height: int, found: list[Code]) -> None:
    box = Box("A", Rect(pt(43), pt(112), pt(width), pt(height)), fill=INK, alt="A")
    assert codes(judged(box, slide=FIGURE)) == found


def test_a_short_text_on_an_empty_slide_is_sound() -> None:
    assert judged(TextBox("A", Rect(pt(43), pt(112), pt(80), pt(30)), text("Two"))) == []


def sized(*sizes: int) -> list[TextBox]:
    return [TextBox(f"A {size}", WIDE, text("Words", size=size)) for size in sizes]


def test_more_than_three_sizes_are_told() -> None:
    (told,) = judged(*sized(14, 18, 22, 28))
    assert told.message == "beside its title, this slide has text in 4 sizes: 14, 18, 22 and 28 pt"


@pytest.mark.parametrize(
    ("name", "language"),
    [("Source", "en"), ("Source (2)", "en"), ("Quelle", "de"), ("Meaning (3)", "en"), ("Zahl", "de")],
)
def test_sources_and_the_texts_of_a_number_do_not_count_in_any_language(name: str, language: str) -> None:
    found = [TextBox(name, WIDE, text("Words", size=14)), *sized(18, 22, 28)]
    assert judged(*found, language=language) == []
    assert codes(judged(replace(found[0], name="Other"), *found[1:], language=language)) == [Code.MANY_SIZES]


@pytest.mark.parametrize("sizes", [(16, 20, 24), (20, 22, 24, 26, 28), (16, 20, 24, 160)])
def test_sizes_that_nobody_tells_apart_and_very_large_ones_are_sound(sizes: tuple[int, ...]) -> None:
    assert judged(*sized(*sizes)) == []


def found_in(content: bytes, folder: Path, theme: Theme) -> list[str]:
    read = read_lecture(content, folder)
    assert isinstance(read, Lecture)
    scene = laid_out(read.outline, read, theme, LayoutOptions()).value
    if scene is None:
        return []
    context = CheckContext(read.outline, read.outline, scene, theme, Surroundings())
    return [each.message for each in composition_findings(context)]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("outline", [LECTURE, PROOF], ids=["lecture", "proof"])
def test_the_lecture_and_the_proof_are_sound_in_every_theme(outline: Path, theme: Theme) -> None:
    assert found_in(outline.read_bytes(), outline.parent, theme) == []


@pytest.mark.parametrize("case", cases("figures"), ids=str)
def test_the_gallery_is_sound(case: Case) -> None:
    assert found_in(case.content, case.folder, CLASSROOM) == []
