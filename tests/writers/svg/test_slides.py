"""Slides as SVG: all that is seen on them, where the scene has it, and the same bytes each time."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from msgspec.structs import replace

from deckgen.cli.office import pdf_of
from deckgen.geometry import EMU_PER_POINT
from deckgen.media.faces import SIGNS, Family, file_of
from deckgen.pipeline import BuildRequest, Finished, Lecture, deck_of, finish_lecture, read_lecture
from deckgen.pipeline import Form as DeckForm
from deckgen.scene.items import Box, walk
from deckgen.scene.validate import clicks
from deckgen.text.subset import width_in
from deckgen.writers.svg.fonts import font_faces, pieces
from deckgen.writers.svg.pen import pen_of
from deckgen.writers.svg.pictures import Form, pictures_of
from deckgen.writers.svg.slide import Drawing, svg
from tests.case import Case, cases
from tests.eye import lines_of, moved, pdfs_of, unlike

ROOT = Path(__file__).parents[3]
USUAL = BuildRequest()
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = [case for kind in ("slides", "figures", "builds") for case in cases(kind) if case.kinds & {"scene", "clicks"}]
AROUND = "\u2067\u2069"
"""The signs around text that is read from the right."""


def finished(content: bytes, folder: Path = ROOT, request: BuildRequest = USUAL) -> Finished:
    """The finished slides of an outline without mistakes."""
    lecture = read_lecture(content, folder)
    assert isinstance(lecture, Lecture), lecture.findings.report()
    done = finish_lecture(lecture, request)
    assert isinstance(done, Finished), done.findings.report()
    return done


def documents(done: Finished, at: int | None = None) -> list[ElementTree.Element]:
    drawing = Drawing(done.theme, pen_of(done.theme), at, artwork=done.artwork)
    return [
        ElementTree.fromstring(svg(slide, number, drawing, done.scene.language))
        for number, slide in enumerate(done.scene.slides, 1)
    ]


def texts(document: ElementTree.Element) -> list[str]:
    """The lines of a slide in reading order."""
    return ["".join(line.itertext()).strip(AROUND) for line in document.iter(f"{SVG}text")]


@pytest.mark.parametrize("case", DRAWN[::3], ids=lambda case: f"{case.path.parent.name}/{case.name}")
def test_all_lines_of_a_slide_are_text_in_reading_order(case: Case) -> None:
    done = finished(case.content, case.folder)
    for slide, document in zip(done.scene.slides, documents(done), strict=True):
        drawn = iter(texts(document))
        for line in lines_of(slide):
            words = "".join(run.shown for run in line.runs)
            assert not words or words in drawn, f"{words!r} is missing, or in another place"


LECTURE = b"""
title: Kernels
slides:
  - title: One by one
    build: true
    bullets: [First, Second]
  - title: At once
    text: Text
"""


def test_before_a_click_what_comes_later_is_left_out() -> None:
    done = finished(LECTURE)
    assert clicks(done.scene.slides[1].items) == 2
    shown = [texts(documents(done, at)[1]) for at in (0, 1, 2, None)]
    assert [("First" in said, "Second" in said) for said in shown] == [
        (False, False), (True, False), (True, True), (True, True),
    ]  # fmt: skip


def test_each_step_says_at_which_click_it_appears() -> None:
    document = documents(finished(LECTURE))[1]
    steps = {element.get("data-click") for element in document.iter() if element.get("data-click")}
    assert steps == {"1", "2"}


@pytest.mark.parametrize(("form", "slides"), [("pptx", 6), ("html", 6), ("svg", 4), ("png", 4), ("pdf", 4)])
def test_nothing_is_faded_on_paper_and_in_pictures(form: DeckForm, slides: int) -> None:
    outline = (
        b"title: T\nslides:\n  - {title: A, quiz: {choices: [one, answer: two]}}\n"
        b"  - title: B\n    image: {file: tests/cases/slides/wide.png, labels: {Here: 20% 30%, There: 40% 30%}}\n"
        b"    build: true\n"
        b'  - {title: C, code: {language: python, text: "a = 1\\nb = 2", walk: [1, 2]}}\n'
    )
    done = finished(outline, request=BuildRequest(form=form))
    veils = [box for slide in done.scene.slides for box in walk(slide.items) if isinstance(box, Box) and box.fades]
    assert (len(veils), len(done.scene.slides)) == (3 if slides == 6 else 0, slides)
    drawn = [element for document in documents(done) for element in document.iter() if element.get("class") == "veil"]
    assert len(drawn) == len(veils)


def test_links_lead_to_slides_and_pages() -> None:
    done = finished(
        b"title: T\nslides:\n  - title: A\n    text: '[page](https://example.org/a?b=1&c=2)'\n    see: B\n"
        b"  - title: B\n    text: b\n"
    )
    document = documents(done)[1]
    assert {link.get("href") for link in document.iter(f"{SVG}a")} == {"https://example.org/a?b=1&c=2", "#slide-3"}


def test_a_cropped_picture_is_drawn_in_a_window() -> None:
    content = b"title: T\nslides:\n  - title: A\n    image: {file: wide.png, fill: slide, focus: 25% 50%}\n"
    slide = documents(finished(content, ROOT / "tests" / "cases" / "slides"))[1]
    [window] = slide.iter(f"{SVG}svg") if slide.tag != f"{SVG}svg" else list(slide.iter(f"{SVG}svg"))[1:]
    [picture] = window.iter(f"{SVG}image")
    assert [window.get(name) for name in ("x", "y", "width", "height")] == ["0", "0", "960", "540"]
    # 540 pt high, the picture of 4:1 is 2,160 pt wide, and its focus at 540 is in the middle of the 960 pt shown.
    assert [round(float(picture.get(name, "")), 1) for name in ("x", "y", "width", "height")] == [-60, 0, 2160, 540]
    band = next(each for each in slide.iter() if each.get("fill-opacity"))
    assert band.get("fill-opacity") == "0.85"


def test_struck_text_has_a_line_through_it_beside_that_of_a_link() -> None:
    done = finished(b"title: T\nslides:\n  - title: A\n    text: '~~old~~ [~~page~~](https://example.org) new'\n")
    spans = {span.text: span.get("text-decoration") for span in documents(done)[1].iter(f"{SVG}tspan")}
    assert (spans["old"], spans["page"], spans[" new"]) == ("line-through", "underline line-through", None)


def test_figures_are_read_by_their_alternative_text_and_ornaments_are_not() -> None:
    done = finished(b"title: T\nslides:\n  - title: A\n    layers: [Applications, Kernel]\n")
    document = documents(done)[1]
    (figure,) = [each for each in document.iter(f"{SVG}g") if each.get("role") == "img"]
    assert "Applications" in str(figure.get("aria-label"))
    assert any(each.get("aria-hidden") == "true" for each in documents(done)[0].iter(f"{SVG}g"))


def test_text_from_the_right_ends_where_its_line_begins() -> None:
    done = finished("title: א\nlanguage: he\nslides:\n  - title: שלום Docker עולם\n    text: א\n".encode())
    title = next(line for line in documents(done)[1].iter(f"{SVG}text") if "Docker" in "".join(line.itertext()))
    place = next(line for line in lines_of(done.scene.slides[1]) if line.from_right)
    assert title.get("text-anchor") == "end"
    assert float(str(title.get("x"))) == pytest.approx(place.x / EMU_PER_POINT, abs=0.01)
    assert "".join(title.itertext()) == f"\u2067{''.join(run.shown for run in place.runs)}\u2069"


def test_the_fonts_hold_exactly_the_letters_that_are_shown() -> None:
    done = finished("title: Ab\nslides:\n  - title: c ✓\n    text: d **e** `f`\n".encode())
    sheet = font_faces(done.scene.slides, pen_of(done.theme))
    rules = re.findall(r"font-family:'([^']+)';font-weight:(\w+);[^}]*base64,([^)]+)\)", sheet)
    held = {
        (family, weight): set(map(chr, TTFont(io.BytesIO(base64.b64decode(content))).getBestCmap()))
        for family, weight, content in rules
    }
    assert held["Liberation Mono", "normal"] == {"f"}
    assert held["DejaVu Sans", "bold"] == {"✓"}
    assert {"A", "b", "c", "e"} <= held["Carlito", "bold"]
    assert "Z" not in held["Carlito", "bold"] | held["Carlito", "normal"]


def test_a_sign_that_the_font_lacks_changes_no_other_letter() -> None:
    """The letters behind it begin where they were measured, in their own font."""
    done = finished("title: T\nslides:\n  - title: A\n    text: '✓ about a second'\n".encode())
    line = next(line for line in documents(done)[1].iter(f"{SVG}text") if "second" in "".join(line.itertext()))
    sign, words = line.iter(f"{SVG}tspan")
    assert str(sign.get("font-family")).startswith("'DejaVu Sans'")
    assert not str(words.get("font-family")).startswith("'DejaVu Sans'")
    assert words.get("x") is not None


def test_lines_in_fonts_that_may_be_missing_keep_their_width() -> None:
    done = finished(LECTURE)
    fonts = replace(done.theme.fonts, body="Frutiger")
    elsewhere = replace(done, theme=replace(done.theme, fonts=fonts))
    (line,) = [each for each in documents(elsewhere)[2].iter(f"{SVG}text") if "".join(each.itertext()) == "Text"]
    (measured,) = [each for each in lines_of(done.scene.slides[2]) if each.runs[0].text == "Text"]
    assert float(str(line.get("textLength"))) == pytest.approx(measured.width / EMU_PER_POINT, abs=0.01)
    assert all(each.get("textLength") is None for each in documents(done)[2].iter(f"{SVG}text"))


@pytest.mark.parametrize("form", ["svg", "png"])
def test_pictures_are_the_same_bytes_each_time(form: Form) -> None:
    done = finished(LECTURE)
    assert list(pictures_of(done.scene, done.theme, form)) == list(pictures_of(done.scene, done.theme, form))


@pytest.mark.usefixtures("libreoffice")
@pytest.mark.parametrize("name", ["slides.yaml", "tests/writers/svg/blocks.yaml"])
def test_libreoffice_draws_the_deck_alike(name: str) -> None:
    request = BuildRequest(equations=False)
    done = finished((ROOT / name).read_bytes(), (ROOT / name).parent, request)
    assert unlike(done, pdf_of(deck_of(done, request).content)) == []


@pytest.mark.usefixtures("libreoffice")
def test_libreoffice_begins_the_lines_of_all_figures_where_we_do() -> None:
    request = BuildRequest(equations=False)
    figures = [case for case in cases("figures") if "scene" in case.kinds]
    made = {case.name: finished(case.content, case.folder, request) for case in figures}
    pdfs = pdfs_of({name: deck_of(done, request).content for name, done in made.items()})
    assert {name: found for name, done in made.items() if (found := moved(done, pdfs[name]))} == {}


def test_a_sign_that_a_font_lacks_keeps_clear_of_the_words_after_it() -> None:
    done = finished(b"title: A\ntheme: signal\nslides:\n  - title: B\n    text: \xe2\x97\x90 partly\n")
    (line,) = [each for each in documents(done)[1].iter(f"{SVG}text") if "".join(each.itertext()) == "◐ partly"]
    start, (_, words) = float(str(line.get("x"))), list(line)
    size, sign = float(str(words.get("font-size"))), width_in(file_of(SIGNS, bold=False, italic=False), "◐")
    assert float(str(words.get("x"))) - start == pytest.approx(sign * size, abs=0.05)


@pytest.mark.parametrize("family", ["Carlito", "Caladea", "Liberation Sans"])
def test_a_space_at_which_no_line_ends_is_the_own_one_of_the_family(family: Family) -> None:
    assert list(pieces("−3,5\u00a0%, 1\u202f000", (family, True, False))) == [(family, "−3,5\u00a0%, 1\u202f000")]


def test_a_number_with_a_sign_is_drawn_in_one_font_that_has_a_space() -> None:
    done = finished(b"title: A\nlanguage: de\nslides:\n  - text: -3,5 %\n    title: B\n")
    (line,) = [each for each in documents(done)[1].iter(f"{SVG}text") if "".join(each.itertext()) == "−3,5\u00a0%"]
    assert len(line) == 1
    assert SIGNS not in font_faces(done.scene.slides, pen_of(done.theme))


def test_a_term_is_drawn_before_its_text_where_its_column_begins() -> None:
    done = finished(b"title: A\nslides:\n  - title: B\n    bullets: ['**Image**: a file', '**Host**: below']\n")
    lines = {"".join(each.itertext()): float(str(each.get("x"))) for each in documents(done)[1].iter(f"{SVG}text")}
    body = done.theme.body
    assert lines["Image"] == lines["Host"] == body.x / EMU_PER_POINT
    assert lines["a file"] == lines["below"] == pytest.approx((body.x + 0.28 * body.width) / EMU_PER_POINT, abs=0.01)


def test_the_number_of_a_footnote_is_raised_in_lines_from_the_right_too() -> None:
    content = "title: A\nlanguage: ar\nslides:\n  - title: B\n    text: 'النص[^a] هنا'\n    footnotes: {a: C}\n"
    done = finished(content.encode())
    lines = [list(each) for each in documents(done)[1].iter(f"{SVG}text") if "النص" in "".join(each.itertext())]
    shifts = {str(span.text): (span.get("baseline-shift"), span.get("dy")) for line in lines for span in line}
    assert shifts.pop("1") == ("8.4", None)  # 0.3 of 28 pt
    assert set(shifts.values()) == {(None, None)}
