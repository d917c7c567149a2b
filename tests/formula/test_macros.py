"""The author's own commands: macros of the head, which hold in all formulas of a lecture."""

from __future__ import annotations

import pytest

from deckgen.formula.expansion import written_out
from deckgen.formula.mathml import formula_of
from deckgen.formula.tokens import Mistake
from deckgen.macros import Macro

MACROS = (
    ("R", Macro(0, r"\mathbb{R}")),
    ("pair", Macro(2, r"\langle #2, #1 \rangle")),
    ("twice", Macro(1, r"\pair{#1}{#1}")),
    ("alpha", Macro(0, r"\beta")),
)


@pytest.mark.parametrize(
    ("latex", "meant"),
    [
        (r"\R", r"\mathbb{R}"),
        (r"\R^n", r"\mathbb{R}^n"),
        (r"x^\R", r"x^{\mathbb{R}}"),
        (r"\pair{a}{b+c}", r"\langle b+c, a \rangle"),
        (r"\pair ab", r"\langle b, a \rangle"),
        (r"\twice{\R}", r"\langle \mathbb{R}, \mathbb{R} \rangle"),
        (r"\alpha", r"\beta"),
        (r"\begin{pmatrix} \R & \R \end{pmatrix}", r"\begin{pmatrix} \mathbb{R} & \mathbb{R} \end{pmatrix}"),
    ],
)
def test_a_macro_is_what_it_stands_for(latex: str, meant: str) -> None:
    assert formula_of(latex, MACROS) == formula_of(meant)
    assert formula_of(written_out(latex, MACROS)) == formula_of(meant)


def test_a_mistake_in_a_macro_is_at_the_place_where_it_is_used() -> None:
    found = formula_of(r"a + \foo", (("foo", Macro(0, r"\frac{a}{\unheard}")),))
    assert isinstance(found, Mistake)
    assert (found.start, found.length, found.message) == (4, 4, r"`\unheard` is not known in formulas")


def test_a_macro_without_its_arguments_is_a_mistake() -> None:
    found = formula_of(r"a + \pair{b}", MACROS)
    assert isinstance(found, Mistake)
    assert (found.start, found.message) == (4, r"`\pair` needs 2 arguments in braces behind it")


@pytest.mark.parametrize("meaning", [r"\a", r"\a \a", r"{\a}^\a"])
def test_a_macro_without_end_is_a_mistake(meaning: str) -> None:
    found = formula_of(r"\a", (("a", Macro(0, meaning)),))
    assert isinstance(found, Mistake)
    assert found.message == "this formula has more than 6000 signs, those of its macros counted"


def test_a_macro_that_grows_without_measure_is_a_mistake() -> None:
    macros = tuple((name, Macro(0, rf"\{inner}" * 10)) for name, inner in zip("abcdefg", "bcdefgh", strict=True))
    assert isinstance(formula_of(r"\a", (*macros, ("h", Macro(0, "x")))), Mistake)
