"""Formulas on slides: equations that PowerPoint can edit, with pictures for all who cannot draw them."""

from __future__ import annotations

import cProfile
import pstats
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from io import BytesIO
from pathlib import Path
from textwrap import dedent
from typing import Any
from xml.etree import ElementTree

import pytest
import resvg_py
from PIL import Image
from pptx import Presentation

from deckgen.deck import Deck
from deckgen.formula.mathml import formula_of
from deckgen.formula.picture import extent_of, picture_of, undrawn
from deckgen.formula.tokens import Mistake
from deckgen.formula.tree import Element, text_of
from deckgen.pipeline import BuildRequest, build
from deckgen.writers.preflight import defects
from tests import tools
from tests.formula.lectures import FORMULAS, outline
from tests.words import leaves
from tests.writers.pptx.reading import changed, parts

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A14 = "{http://schemas.microsoft.com/office/drawing/2010/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"

every_formula = pytest.mark.parametrize("latex", FORMULAS.values(), ids=FORMULAS)


def tree_of(latex: str) -> Element:
    tree = formula_of(latex)
    assert not isinstance(tree, Mistake)
    return tree


def built(content: str, *, equations: bool = True) -> bytes:
    result = build(content.encode(), Path(), BuildRequest(equations=equations))
    assert isinstance(result, Deck), result.findings.diagnostics
    return result.content


def slide(deck: bytes, number: int) -> ElementTree.Element:
    return ElementTree.fromstring(parts(deck)[f"ppt/slides/slide{number}.xml"])


@every_formula
def test_the_picture_of_a_formula_of_a_lecture_has_all_its_letters(latex: str) -> None:
    assert undrawn(tree_of(latex)) == ""


def test_letters_that_a_picture_lacks_are_known() -> None:
    assert undrawn(tree_of(r"\frac{\text{日本日}}{м} + \text{ä ♥}")) == "日本"


@pytest.fixture(scope="module")
def lectures() -> bytes:
    """All formulas of lectures, each on a slide, appearing at a click."""
    return built(outline(more="    build: true\n"))


def letters(latex: str) -> Counter[str]:
    """The letters and digits that LaTeX shows, found without deckgen's own code: those of no command."""
    shown = re.sub(r"\\(begin|end)\{[a-z]+\}|\\operatorname|\\[A-Za-z]+", " ", latex)
    return Counter(sign for sign in shown if sign.isascii() and sign.isalnum())


@every_formula
def test_every_letter_and_digit_of_a_formula_is_in_the_equation(latex: str, lectures: bytes) -> None:
    number = list(FORMULAS.values()).index(latex) + 2
    written = "".join(node.text or "" for node in slide(lectures, number).iter(f"{M}t"))
    there = Counter(sign for sign in unicodedata.normalize("NFKC", written) if sign.isascii() and sign.isalnum())
    assert letters(latex) - there == Counter()
    assert Counter(text_of(tree_of(latex))) - Counter(written + "".join(_signs(slide(lectures, number)))) == Counter()


def _signs(tree: ElementTree.Element) -> list[str]:
    """The signs that an equation has in its properties: those of sums, brackets and accents."""
    return [node.get(f"{M}val", "") for tag in ("chr", "begChr", "endChr") for node in tree.iter(f"{M}{tag}")]


@every_formula
def test_a_formula_is_drawn_in_its_colour_in_the_middle_of_its_picture(latex: str) -> None:
    tree = tree_of(latex)
    extent = extent_of(tree)
    width, height = (1.2 * 20 * side / extent.em for side in (extent.width, extent.height))
    picture = picture_of(tree, width, height, 20, "16202C")
    with Image.open(BytesIO(picture.content)) as image:
        assert image.size == (picture.width, picture.height)
        left, top, right, bottom = image.getchannel("A").getbbox() or (0, 0, 0, 0)
        assert abs(left - (image.width - right)) <= 0.1 * image.width
        assert 0 < top < bottom < image.height
        pixels = image.convert("RGBA").tobytes()
    ink = Counter(pixels[at : at + 4] for at in range(0, len(pixels), 4))
    assert ink.most_common(2)[1][0] == bytes.fromhex("16202CFF")


@pytest.mark.parametrize(("opening", "closing"), [(r"\left(", r"\right)"), (r"\frac{1}{1+", "}"), (r"\sqrt{", "}")])
def test_the_work_for_a_picture_grows_with_the_levels_of_a_formula(opening: str, closing: str) -> None:
    extent_of(tree_of("x"))  # loads what draws
    calls = []
    for depth in (6, 18):
        tree = tree_of(opening * depth + r"\frac{a}{b}" + closing * depth)
        with cProfile.Profile() as profile:
            extent_of(tree)
        calls.append(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]
    assert calls[1] < 9 * calls[0]  # the square of three times the levels


def test_an_equation_has_a_picture_in_its_stead_with_the_same_id_name_and_reading() -> None:
    deck = built("title: T\nslides: [{title: Energy, formula: E = mc^2}]")
    choices = slide(deck, 2).findall(f".//{MC}AlternateContent")[0]
    choice, fallback = choices
    assert choice.get("Requires") == "a14"
    assert choice.find(f".//{A14}m/{M}oMathPara/{M}oMath") is not None
    assert fallback.find(f".//{A14}m") is None
    assert next(fallback.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"), None) is not None
    identities = [next(branch.iter(f"{P}cNvPr")).attrib for branch in choices]
    assert identities[0] == identities[1]
    assert identities[0]["descr"] == "E equals m c squared"


def test_the_author_can_say_how_a_formula_is_read() -> None:
    deck = built("title: T\nslides: [{title: Energy, formula: {latex: E = mc^2, alt: Mass is energy}}]")
    assert 'descr="Mass is energy"' in parts(deck)["ppt/slides/slide2.xml"].decode()


def test_a_language_that_has_no_words_for_formulas_gets_the_latex() -> None:
    deck = built("title: T\nlanguage: fi\nslides: [{title: Energy, formula: E = mc^2}]")
    assert 'descr="E = mc^2"' in parts(deck)["ppt/slides/slide2.xml"].decode()


def test_no_argument_of_an_equation_is_empty() -> None:
    deck = built("title: T\nslides: [{title: Nothing, formula: '{}^2 + \\sum_{i}^{} + \\frac{}{2}'}]")
    assert [defect.code for defect in defects(deck)] == []


def test_an_equation_appears_at_its_click_as_text_does(lectures: bytes) -> None:
    tree = slide(lectures, 2)
    number = next(tree.iter(f"{MC}AlternateContent")).find(f".//{P}cNvPr").get("id")  # type: ignore[union-attr]
    assert [target.get("spid") for target in tree.iter(f"{P}spTgt")] == [number] * 2
    assert [entry.get("spid") for entry in tree.iter(f"{P}bldP")] == [number]


def test_an_equation_without_a_picture_in_its_stead_is_stopped() -> None:
    deck = built("title: T\nslides: [{title: Energy, formula: E = mc^2}]")
    bare = changed(
        deck,
        "ppt/slides/slide2.xml",
        lambda text: re.sub(
            r'<mc:Alternate[^>]*><mc:Choice([^>]*) Requires="a14">(<p:sp)(.*?)</mc:Choice>.*?</mc:AlternateContent>',
            r"\2\1\3",
            text,
        ),
    )
    assert {defect.code for defect in defects(bare)} >= {"equation-without-fallback"}


def test_an_empty_argument_of_an_equation_is_stopped() -> None:
    deck = built("title: T\nslides: [{title: Half, formula: '\\frac{1}{2}'}]")
    empty = changed(
        deck, "ppt/slides/slide2.xml", lambda text: re.sub(r"<m:den>.*?</m:den>", "<m:den></m:den>", text)
    )
    assert {defect.code for defect in defects(empty)} == {"equation-empty"}


def test_students_get_a_gap_in_a_formula() -> None:
    content = b"title: T\nslides: [{title: Energy, formula: E = m c^2, blank: [m]}]"
    result = build(content, Path(), BuildRequest(students=True))
    assert isinstance(result, Deck)
    assert 'descr="E equals ______ c squared"' in parts(result.content)["ppt/slides/slide2.xml"].decode()


def test_formulas_and_symbols_can_be_for_some_audiences() -> None:
    content = b"""
        title: T
        audiences: [a, b]
        slides:
          - title: One
            formula:
              - {latex: x = 1, only: a}
              - latex: y = 2
                where: [{y: why, only: a}, {2: two}]
    """
    names = {}
    for audience in ("a", "b"):
        result = build(dedent(content.decode()).encode(), Path(), BuildRequest(audience, equations=False))
        assert isinstance(result, Deck)
        shapes = Presentation(BytesIO(result.content)).slides[1].shapes
        names[audience] = [
            shape.name for shape in leaves(shapes) if shape.name in {"Formula", "Formula (2)", "y", "2"}
        ]
    assert names == {"a": ["Formula", "Formula (2)", "y", "2"], "b": ["Formula", "2"]}


def test_programs_that_distort_equations_get_pictures() -> None:
    content = "title: T\nslides: [{title: Energy, formula: E = mc^2, build: true}]"
    deck = built(content, equations=False)
    picture = Presentation(BytesIO(deck)).slides[1].shapes[1]
    assert picture._element.tag == f"{P}pic"
    assert picture._element._nvXxPr.cNvPr.get("descr") == "E equals m c squared"
    assert defects(deck) == []


def test_preflight_finds_nothing(lectures: bytes) -> None:
    assert defects(lectures) == []


def test_the_open_xml_sdk_finds_nothing(lectures: bytes) -> None:
    assert tools.Validator(tools.ooxml_validator()).faults(lectures) == []


def test_openxml_audit_finds_nothing_but_what_it_knows_of_word_only(lectures: bytes, tmp_path: Path) -> None:
    file = tmp_path / "deck.pptx"
    file.write_bytes(lectures)
    assert tools.audit_faults(file) == []


def test_a_deck_with_equations_reopens(lectures: bytes) -> None:
    deck = Presentation(BytesIO(lectures))
    assert len(deck.slides) == len(FORMULAS) + 1
    again = BytesIO()
    deck.save(again)
    assert defects(again.getvalue()) == []


def test_what_draws_formulas_is_not_loaded_without_formulas() -> None:
    program = (
        "import sys, pathlib; from deckgen.pipeline import build\n"
        "build(b'title: T\\nslides: [{title: One, text: \"It costs 5 dollars.\"}]', pathlib.Path())\n"
        "slow = ('ziamath', 'resvg', 'latex2mathml', 'deckgen.formula.')\n"
        "print([name for name in sys.modules if name.startswith(slow)])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_formula_that_is_shown_again_in_the_same_size_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[object] = []

    def noted(**given: Any) -> bytes:
        drawn.append(given["svg_string"])
        return draw(**given)

    draw = resvg_py.svg_to_bytes
    monkeypatch.setattr(resvg_py, "svg_to_bytes", noted)
    pictures = [picture_of(tree_of("again^2"), 100, 50, size, "16202C") for size in (20, 24, 20, 24)]
    assert len(drawn) == 2
    assert pictures[:2] == pictures[2:]
