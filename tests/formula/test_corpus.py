"""Formulas of lecture notes become equations, pictures and words; none is refused, and no LaTeX is left in them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from deckgen.deck import Deck
from deckgen.formula.mathml import formula_of
from deckgen.formula.picture import extent_of, mathml
from deckgen.formula.runs import remark_on, said_in_text
from deckgen.formula.spoken import spoken
from deckgen.formula.tokens import Mistake
from deckgen.geometry import Rect
from deckgen.media.media import Media
from deckgen.paint import Colour
from deckgen.pipeline import build
from deckgen.scene.items import Formula
from deckgen.writers.pptx.equation import equation
from deckgen.writers.preflight import defects
from tests import tools
from tests.formula.corpus import FORMULAS
from tests.formula.test_latex import PIECES, tree_of

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PROPERTIES = {"chr", "begChr", "endChr", "sepChr", "pos", "limLoc", "type", "mcJc", "show", "zeroWid", "strikeBLTR"}
_ATTRIBUTES = f"{M}val"


def omml(latex: str) -> ElementTree.Element:
    tree = tree_of(latex)
    drawn = Formula("Formula", Rect(0, 0, 9, 9), tree, 20, Colour("dk1"), Media("Formula", "png", b"", 1, 1), "")
    names = 'xmlns:p="p" xmlns:a="a" xmlns:r="r"'
    found = ElementTree.fromstring(f"<all {names}>{equation(drawn, 'en', '<p:cNvPr/>', 'rId1')}</all>").find(
        f".//{M}oMath"
    )
    assert found is not None
    return found


def sketch(node: Any) -> str:
    """An equation in a line: its structures with their arguments, and the properties that one sees."""
    name = node.tag.removeprefix(M)
    if name == "r":
        manner = node.find(f"{M}rPr")
        script = "".join(each.get(_ATTRIBUTES) for each in node.iter(f"{M}scr"))
        quoted = "'" if manner is not None and manner.find(f"{M}nor") is not None else ""
        shown = (node.findtext(f"{M}t") or "").replace("\u200b", "∅")
        return f"{quoted}{shown}{quoted}{':' + script if script else ''}"
    if name.endswith("Pr"):
        told = [each for each in node.iter() if each.tag.removeprefix(M) in _PROPERTIES]
        return " ".join(f"{each.get(_ATTRIBUTES)}" for each in told)
    inner = " ".join(filter(None, map(sketch, node)))
    return inner if name in ("oMath", "e") else f"{name}({inner})"


@pytest.mark.parametrize(
    ("latex", "equation"),
    [
        ("x^2", "sSup(x sup(2))"),
        ("x_i^2", "sSubSup(x sub(i) sup(2))"),
        (r"\frac{a}{b}", "f(num(a) den(b))"),
        (r"\binom{n}{k}", "d(( ) f(noBar num(n) den(k)))"),
        (r"\sqrt[3]{x}", "rad(deg(3) x)"),
        (r"\sqrt{x}", "rad(deg() x)"),
        (r"\sum_{i=1}^n i", "nary(∑ undOvr sub(i = 1) sup(n) i)"),
        (r"\sum\nolimits_i i", "nary(∑ subSup sub(i) sup() i)"),
        (r"\int_0^1 x", "nary(∫ subSup sub(0) sup(1) x)"),
        (r"\int\limits_0^1 x", "nary(∫ undOvr sub(0) sup(1) x)"),
        (r"\sin x", "func(fName('sin') x)"),
        (r"\lim_{n \to 0} x", "func(fName(limLow('lim' lim(n → 0))) x)"),
        (r"\limsup_n x", "func(fName(limLow('lim sup' lim(n))) x)"),
        ("(a)^2", "sSup(d(( ) a) sup(2))"),
        ("|a|", "d(| | a)"),
        ("a | b", "a ∣ b"),
        (r"a \& b", "a '&' b"),
        (r"\hat{a}", "acc(\u0302 a)"),
        (r"\widehat{ABC}", "acc(\u0302 A B C)"),
        (r"\overrightarrow{AB}", "acc(\u20d7 A B)"),
        (r"\overline{AB}", "bar(top A B)"),
        (r"\overline{} a", "bar(top '∅') a"),
        (r"\underbrace{a}_n", "limLow(groupChr(⏟ bot a) lim(n))"),
        (r"\dfrac{}{\Gamma \vdash A}", "f(num('∅') den(Γ ⊢ A))"),
        (r"3\text{-SAT}", "3 '-SAT'"),
        ("3{,}3", "3,3"),
        (r"\mathbb{R}", "R:double-struck"),
        (r"\boxed{a}", "borderBox(a)"),
        (r"\cancel{a}", "borderBox(1 a)"),
        (r"\phantom{a}b", "phant(0 a) b"),
        (r"\xrightarrow[a]{b}", "limUpp(limLow(→ lim(a)) lim(b))"),
        (r"\begin{pmatrix} a & b \end{pmatrix}", "d(( ) m(center center mr(a b)))"),
        (r"\begin{bmatrix*}[r] a \end{bmatrix*}", "d([ ] m(right mr(a)))"),
        (r"\begin{array}{cc|c} a & b & c \end{array}", "d( |  m(center center mr(a b)) m(center mr(c)))"),
        (r"\begin{array}{c} a \\ \hline b \end{array}", "m(center mr(a) mr('——') mr(b))"),
        (r"\begin{cases} a & b \\ c \end{cases}", "d({  m(left left mr(a b) mr(c '∅')))"),
        ("a &= b \\\\ &= c", "m(right left mr(a '∅' = b) mr('∅' '∅' = c))"),
        ("a \\\\ b", "eqArr(a b)"),
        (r"\ce{H2O}", "sSub('H' sub(2)) 'O'"),
        (r"\ce{H+}", "sSup('H' sup(+ '∅'))"),
        ("= a", "'∅' = a"),
        ("-a", "− a"),
    ],
)
def test_a_formula_is_this_equation(latex: str, equation: str) -> None:
    assert sketch(omml(latex)) == equation


@pytest.mark.parametrize("latex", FORMULAS)
def test_a_formula_of_lecture_notes_is_drawn_and_said(latex: str) -> None:
    tree = tree_of(latex)
    assert "\\" not in "".join(node.text or "" for node in omml(latex).iter(f"{M}t")).replace("\\setminus", "")
    extent = extent_of(tree)
    assert extent.width > 0
    assert extent.height > 0
    for language in ("en", "de"):
        words = spoken(tree, language)
        assert words
        assert "\\" not in words


def test_the_formulas_of_lecture_notes_make_a_sound_deck() -> None:
    slides = "\n".join(
        f"  - title: Number {number}\n    formula: |\n      {latex}" for number, latex in enumerate(FORMULAS)
    )
    result = build(f"title: Formulas\nslides:\n{slides}\n".encode(), Path())
    assert isinstance(result, Deck), result.findings.diagnostics
    assert [str(each) for each in result.findings.diagnostics] == []
    assert defects(result.content) == []
    assert len(Presentation(BytesIO(result.content)).slides) == len(FORMULAS) + 1
    assert tools.Validator(tools.ooxml_validator()).faults(result.content) == []


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_whatever_is_a_formula_is_drawn_and_said(latex: str) -> None:
    tree = formula_of(latex)
    if isinstance(tree, Mistake):
        return
    assert omml(latex) is not None
    ElementTree.fromstring(mathml(tree))
    assert extent_of(tree).height >= 0
    assert spoken(tree, "en") is not None
    assert not isinstance(said_in_text(latex), Mistake)
    assert remark_on(latex) is None or remark_on(latex)
