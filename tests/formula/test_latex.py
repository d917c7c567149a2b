"""LaTeX is read as it is meant, and every mistake in it is found at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.formula.parser import formula_of
from deckgen.formula.symbols import all_names
from deckgen.formula.tree import (
    Accent,
    Atom,
    Fence,
    Fraction,
    Function,
    Limits,
    Lines,
    Mistake,
    Node,
    Root,
    Row,
    Scripts,
    Sum,
)
from tests.formula.lectures import FORMULAS


def letter(sign: str) -> Atom:
    return Atom(sign, "ordinary", "italic")


def number(digits: str) -> Atom:
    return Atom(digits, "number")


PLUS, EQUALS = Atom("+", "binary"), Atom("=", "relation")
A, B, C, N, X = map(letter, "abcnx")


@pytest.mark.parametrize(
    ("latex", "tree"),
    [
        ("a", A),
        ("a + b", Row((A, PLUS, B))),
        ("x^2", Scripts(X, None, number("2"))),
        ("x_n^2", Scripts(X, N, number("2"))),
        ("x'", Scripts(X, None, Atom("′"))),
        ("3.14", number("3.14")),
        (r"\alpha", letter("α")),
        (r"\Gamma", Atom("Γ")),
        (r"\frac{a}{b}", Fraction(A, B)),
        (r"\frac ab", Fraction(A, B)),
        (r"\binom{a}{b}", Fence("(", Fraction(A, B, bar=False), ")")),
        (r"{a \choose b}", Fence("(", Fraction(A, B, bar=False), ")")),
        (r"\sqrt[3]{x}", Root(X, number("3"))),
        ("(a)^2", Scripts(Fence("(", A, ")"), None, number("2"))),
        ("[a)", Fence("[", A, ")")),
        ("(a", Row((Atom("(", "open"), A))),
        (r"\sum_{n}^{b} x = a", Row((Sum("∑", N, B, X), EQUALS, A))),
        (r"\int x", Sum("∫", None, None, X, stacked=False)),
        (r"\int\limits_a x", Sum("∫", A, None, X, stacked=True)),
        (r"\log n", Function(Atom("log", "function"), N)),
        (r"\lim_{n} x", Function(Limits(Atom("lim", "function"), N), X)),
        (r"\hat{a}", Accent(A, "\u0302")),
        (r"\mathbb{N}", Atom("N", "ordinary", "double-struck")),
        (r"\text{if  so}", Atom("if  so", "text")),
        ("|x|^2", Scripts(Fence("|", X, "|"), None, number("2"))),
        ("a|x|", Row((A, Fence("|", X, "|")))),
        ("||a|+b|", Fence("|", Row((Fence("|", A, "|"), PLUS, B)), "|")),
        ("(a|b)", Fence("(", Row((A, Atom("|"), B)), ")")),
        (r"\|x\|", Fence("‖", X, "‖")),
        (r"\not=", Atom("≠", "relation")),
        ("a \\\\ b", Lines(((A,), (B,)))),
        ("a\nb", Lines(((A,), (B,)))),
        ("a \\\\\nb", Lines(((A,), (B,)))),
        ("a &= b", Lines(((A, Row((EQUALS, B))),))),
        ("\\frac{a}\n{b}\n", Fraction(A, B)),
        ("______", Atom("______", "text")),
    ],
)
def test_a_formula_is_this_tree(latex: str, tree: Node) -> None:
    assert formula_of(latex) == tree


@pytest.mark.parametrize("latex", FORMULAS.values(), ids=FORMULAS)
def test_formulas_of_lectures_are_read(latex: str) -> None:
    assert not isinstance(formula_of(latex), Mistake)


@pytest.mark.parametrize(
    ("latex", "meant", "message", "hint"),
    [
        (r"\frac{a}", r"\frac", r"`\frac` needs two parts, but what it is over is missing", r"write `\frac{…}{…}`"),
        (r"a + \alhpa", r"\alhpa", r"`\alhpa` is not known in formulas", r"did you mean `\alpha`?"),
        (r"a \over b", r"\over", r"`\over` is not known in formulas", r"write `\frac{…}{…}`"),
        ("x^", "^", "an exponent is missing here", "write it in braces: `^{…}`"),
        ("a + {b", "{", "this `{` is never closed", "add `}` where it ends"),
        ("a + b}", "}", "there is no `{` for this `}`", "write `{` before it, or remove it"),
        ("x^10", "10", "only the first digit of `10` would belong to `^`", "put it in braces: `^{10}`"),
        ("x_1_2", "_2", "this has two indices", "put both into one pair of braces: `x_{ij}`"),
        (r"\left( a", r"\left", r"this `\left` has no `\right`", r"add `\right` and a bracket where it ends"),
        (r"\begin{cases} a", r"\begin", r"this `\begin` is never closed", r"add `\end` where it ends"),
        (
            r"\begin{table}a\end{table}",
            r"\begin",
            r"`\begin{table}` is not known in formulas",
            "write `matrix`, `pmatrix`, `bmatrix`, `cases` or `aligned`",
        ),
        (
            r"\text{if $x$}",
            "$",
            "text in a formula cannot hold `$`",
            "close the braces of the text before it",
        ),
    ],
)
def test_a_mistake_says_what_where_and_what_to_type(latex: str, meant: str, message: str, hint: str) -> None:
    found = formula_of(latex)
    assert isinstance(found, Mistake)
    assert (found.message, found.hint) == (message, hint)
    assert latex[found.start :].startswith(meant[: found.length])
    assert found.start == latex.index(meant)


def test_a_formula_that_is_nested_without_end_is_a_mistake() -> None:
    assert isinstance(formula_of("{" * 5000), Mistake)
    assert isinstance(formula_of("(" * 5000 + ")" * 5000), Mistake)


LATEX = st.lists(
    st.one_of(
        st.sampled_from(sorted(all_names())).map(lambda name: f"\\{name} "),
        st.sampled_from(
            [*"abx12^_{}()[]&|=+-'$ \n", "\\\\", "\\left(", "\\right)", "\\begin{cases}", "\\end{cases}"]
        ),
    )
).map("".join)


@given(LATEX)
def test_whatever_is_typed_is_a_formula_or_a_mistake_in_it(latex: str) -> None:
    found = formula_of(latex)
    if isinstance(found, Mistake):
        assert 0 <= found.start <= len(latex)
        assert found.length >= 1
        assert found.hint
