"""A formula is read aloud so that somebody who cannot see it could write it down."""

from __future__ import annotations

import pytest

from deckgen.formula.mathml import formula_of
from deckgen.formula.spoken import spoken
from deckgen.formula.tokens import Mistake
from tests.formula.lectures import FORMULAS


def said(latex: str, language: str = "en") -> str | None:
    tree = formula_of(latex)
    assert not isinstance(tree, Mistake)
    return spoken(tree, language)


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        ("E = mc^2", "E equals m c squared"),
        (r"\frac{1}{2}", "1 over 2"),
        (r"\frac{a+b}{2} + 1", "a plus b, over 2 plus 1"),
        (r"\frac{1}{a+b} + 1", "1 over a plus b, end, plus 1"),
        (r"x_i^{n+1}", "x sub i to the power n plus 1"),
        (r"\sqrt{x+1} - 2", "square root of x plus 1, end, minus 2"),
        (r"\sum_{i=1}^{n} i", "the sum from i equals 1 to n of i"),
        (r"O(n \log n)", "O of n log of n"),
        (r"\Omega \ge \omega", "capital omega is at least omega"),
        (r"\mathbb{E}[X]", "E of X"),
        ("|x| + |y|", "absolute value of x plus absolute value of y"),
        (r"f'(x)", "f prime of x"),
        (r"a \notin B, a \nleq b", "a not in B, a not is at most b"),
        (r"\ce{A -> B}", "A to B"),
        (r"90^\circ", "90 degrees"),
        (r"f \circ g", "f after g"),
        (r"a \oplus b \otimes c", "a circled plus b circled times c"),
        (r"2 \mid n", "2 divides n"),
        (r"\sum_{d \mid n} d", "the sum over d divides n of d"),
        (r"P(A \mid B)", "P of A given B"),
        (r"2 \nmid n", "2 does not divide n"),
        (r"\|x\| = \lVert x \rVert", "norm of x, end, equals norm of x"),
        (r"\top", "top"),
        (r"A^\top", "A transposed"),
        (r"\ket{0} + \bra{1}", "ket 0 plus bra 1"),
        (r"\braket{a|b} = \langle a|H|b \rangle", "bra a, ket b equals bra a, H, ket b"),
        (r"\langle |x| \rangle", "⟨ absolute value of x ⟩"),
        (r"\begin{array}{|c|c|} a & b \end{array}", "matrix of 1 by 2: row 1: a, b"),
        (r"\boxed{x} + \cancel{y}", "x plus y"),
        (r"\begin{cases} 1 & \text{if } a \\ 0 \end{cases}", "in cases: 1, if a; 0"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "matrix of 2 by 2: row 1: a, b; row 2: c, d"),
    ],
)
def test_english(latex: str, words: str) -> None:
    assert said(latex) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de-AT", "die Summe von i gleich 1 bis n über i Quadrat"),
        ("fr", "la somme de i égale 1 à n de i au carré"),
        ("es", "la suma desde i es igual a 1 hasta n de i al cuadrado"),
    ],
)
def test_other_languages(language: str, words: str) -> None:
    assert said(r"\sum_{i=1}^{n} i^2", language) == words


def test_a_language_without_words_for_formulas_has_none() -> None:
    assert said("x", "fi") is None


@pytest.mark.parametrize("latex", FORMULAS.values(), ids=FORMULAS)
def test_formulas_of_lectures_are_words_without_signs_of_latex(latex: str) -> None:
    for language in ("en", "de", "fr", "es"):
        words = said(latex, language)
        assert words
        assert not set(words) & set("\\^_&{}") - set("{}" if "\\{" in latex else "")
