"""LaTeX is read as it is meant, and every mistake in it is found at its place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from latex2mathml.symbols_parser import SYMBOLS

from deckgen.formula.latex import known_commands
from deckgen.formula.mathml import formula_of
from deckgen.formula.tokens import Mistake
from deckgen.formula.tree import APPLICATION, Element, fence_of
from tests.formula.lectures import FORMULAS

_TOLD = ("linethickness", "notation", "mathcolor", "columnalign", "columnlines", "rowlines", "displaystyle")
_FOUR = "(mtable center center (mtr (mtd a) (mtd b)) (mtr (mtd c) (mtd d)))"


def sketch(tree: Element) -> str:
    """The tree in a line: `(msup x 2)`. Fences have their brackets, letters other than italic their alphabet."""
    found = fence_of(tree)
    if found is not None:
        return f"⟪{found[0]} {sketch(found[1])} {found[2]}⟫"
    if tree.tag == "mspace":
        return f"~{tree.get('width').removesuffix('em')}"
    if tree.tag == "mtext":
        return f"'{tree.text}'"
    if not tree.children:
        variant = tree.get("mathvariant", "italic")
        upright = variant if tree.tag == "mi" and variant != "italic" else ""
        return tree.text.replace(APPLICATION, "of") + (f":{upright}" if upright not in ("", "normal") else "")
    told = "".join(f" {value}" for name, value in tree.attributes if name in _TOLD and value)
    children = tree.children[0].children if tree.tag == "mtd" and tree.children[0].tag == "mrow" else tree.children
    return f"({tree.tag}{told} {' '.join(map(sketch, children))})"


def tree_of(latex: str) -> Element:
    tree = formula_of(latex)
    assert not isinstance(tree, Mistake), tree
    return tree


def read(latex: str) -> str:
    return sketch(tree_of(latex))


@pytest.mark.parametrize(
    ("latex", "tree"),
    [
        ("a", "a"),
        ("a + b", "(mrow a + b)"),
        ("a - b", "(mrow a − b)"),
        ("x^2", "(msup x 2)"),
        ("x_n^2", "(msubsup x n 2)"),
        ("x^2_n", "(msubsup x n 2)"),
        ("x'", "(msup x ′)"),
        ("x''_n^2", "(msubsup x n (mrow ′ ′ 2))"),
        ("{}^2", "(msup  2)"),
        ("3.14", "3.14"),
        (r"\alpha", "α"),
        (r"\Gamma", "Γ"),
        (r"\frac{a}{b}", "(mfrac a b)"),
        (r"\frac ab", "(mfrac a b)"),
        (r"\tfrac12", "(mfrac 1 2)"),
        (r"\frac12345", "(mrow (mfrac 1 2) 345)"),
        (r"\frac\pi2", "(mfrac π 2)"),
        (r"x^\frac12", "(msup x (mfrac 1 2))"),
        (r"\binom{a}{b}", "⟪( (mfrac 0 a b) )⟫"),
        (r"{a \choose b}", "⟪( (mfrac 0 a b) )⟫"),
        (r"\frac{1}\binom{a}{b}", "(mfrac 1 ⟪( (mfrac 0 a b) )⟫)"),
        (r"\matrix{a & b \cr c & d}", _FOUR),
        (r"\pmatrix{a & b \cr c & d \cr}", f"⟪( {_FOUR} )⟫"),
        (r"\cases{a & b \cr c & d}", f"⟪{{ {_FOUR.replace('center', 'left')} ⟫"),
        (r"\begin{array}{|c|} a \end{array}", "⟪| (mtable center 0 1 (mtr (mtd a))) |⟫"),
        (r"\begin{array}{c|} a \end{array}", "⟪ (mtable center 1 (mtr (mtd a))) |⟫"),
        (r"\ket{0}", "⟪| 0 ⟩⟫"),
        (r"\left( \rm ab \right)", "⟪( ab )⟫"),
        (r"\bra{0}", "⟪⟨ 0 |⟫"),
        (r"\ketbra{0}{a}", "(mrow ⟪| 0 ⟩⟫ ⟪⟨ a |⟫)"),
        (r"\braket{a|H|b}", "⟪⟨ (mrow a | H | b) ⟩⟫"),
        (r"\smash[b]{a}\smash{[}", "(mrow a [)"),
        (r"{a + b \over c}", "(mfrac (mrow a + b) c)"),
        (r"a \over b", "(mfrac a b)"),
        (r"\sqrt[3]{x}", "(mroot x 3)"),
        ("(a)^2", "(msup ⟪( a )⟫ 2)"),
        ("[a)", "⟪[ a )⟫"),
        ("(a", "(mrow ( a)"),
        ("⟪a)", "(mrow ⟪ a ))"),
        (r"\left( a \middle| b \right]", "⟪( (mrow a | b) ]⟫"),
        (r"\left. a \right|_b", "(msub ⟪ a |⟫ b)"),
        (r"\bigl( a \bigr)", "⟪( a )⟫"),
        (r"\Big| a \Big|^2", "(msup ⟪| a |⟫ 2)"),
        (r"b = a x\Big|_0^{2}", "(mrow b = (msubsup ⟪ (mrow a x) |⟫ 0 2))"),
        (r"b + \frac{a}{x}\Bigr\rvert_c", "(mrow b + (msub ⟪ (mfrac a x) |⟫ c))"),
        (r"\Bigl. a \Bigr|_c + x\bigg|_0", "(mrow (msub ⟪ a |⟫ c) + (msub ⟪ x |⟫ 0))"),
        (r"\bigl( a \bigm| b \bigr)", "⟪( (mrow a | b) )⟫"),
        (r"n \big\| m", "(mrow n ‖ m)"),
        (r"\sum_{n}^{b} x = a", "(mrow (mrow (munderover ∑ n b) x) = a)"),
        (r"\sum\nolimits_n x", "(mrow (msub ∑ n) x)"),
        (r"\int x", "(mrow ∫ x)"),
        (r"\int\limits_a x", "(mrow (munder ∫ a) x)"),
        (r"\log n", "(mrow log of n)"),
        (r"\sin^2 x", "(mrow (msup sin 2) of x)"),
        (r"\lim_{n} x", "(mrow (munder lim n) of x)"),
        (r"\varlimsup_n x", "(mrow (munder lim sup n) of x)"),
        (r"\operatorname{arg\,max}_n x", "(mrow (munder arg max n) of x)"),
        (r"\operatorname*{ess\,sup}_n x", "(mrow (munder ess sup n) of x)"),
        (r"\mathop{\rm argmax}_n x", "(mrow (munder argmax n) of x)"),
        (r"\hat{a}", "(mover a \u0302)"),
        (r"\widehat{ABC}", "(mover (mrow A B C) \u0302)"),
        (r"\overrightarrow{AB}", "(mover (mrow A B) \u20d7)"),
        (r"\overline{a}", "(mover a ‾)"),
        (r"\overline{} a", "(mrow (mover  ‾) a)"),
        (r"\underbrace{}_n", "(munder (munder  ⏟) n)"),
        (r"\underbrace{a}_n", "(munder (munder a ⏟) n)"),
        (r"\mathbb{N}", "N:double-struck"),
        (r"\mathbb N", "N:double-struck"),
        (r"{\cal L}{\bf v}", "(mrow L:script v:bold)"),
        (r"\mathrm{Var}(X)", "(mrow Var ⟪( X )⟫)"),
        (r"\text{if  so}", "'if so'"),
        (r"3\text{-SAT}", "(mrow 3 '-SAT')"),
        (r"\text{5\,\mu\,m}", "(mrow '5 ' μ ' m')"),
        (r"\text{if $x^2$ is \"oder}", "(mrow 'if ' (msup x 2) ' is öder')"),
        (r"\text{\"{o}x}", "'öx'"),
        ("|x|^2", "(msup ⟪| x |⟫ 2)"),
        ("a|x|", "(mrow a ⟪| x |⟫)"),
        ("||a|+b|", "⟪| (mrow ⟪| a |⟫ + b) |⟫"),
        ("(a|b)", "⟪( (mrow a | b) )⟫"),
        (r"\|x\|", "⟪‖ x ‖⟫"),
        (r"\not=", "≠"),
        (r"\not\in", "∉"),
        (r"a\nleq b", "(mrow a ≰ b)"),
        ("3{,}3", "3,3"),
        (r"\begin{bmatrix}[r] 1 \end{bmatrix}", "⟪[ (mtable right (mtr (mtd 1))) ]⟫"),
        (r"\begin{pmatrix} [a] & b \end{pmatrix}", "⟪( (mtable center center (mtr (mtd [ a ]) (mtd b))) )⟫"),
        (r"\xrightarrow[a]{b}", "(munderover → a b)"),
        (r"\xmapsto{f}", "(mover ↦ f)"),
        (r"\underbar{a}", "(munder a _)"),
        (r"\boxed{a}", "(menclose box a)"),
        (r"\cancel{a}", "(menclose updiagonalstrike a)"),
        (r"\phantom{a}b", "(mrow (mphantom a) b)"),
        (r"\textcolor{red}{a}b", "(mrow (mstyle #C00000 a) b)"),
        (r"{\color{blue} a b} c", "(mrow (mstyle #1F4FBF (mrow a b)) c)"),
        (r"a \tag{1}", "(mrow a ~2.000 '(1)')"),
        (r"\label{eq:a} a", "a"),
        (r"a \hspace{1cm} b", "(mrow a ~2.850 b)"),
        (r"\dfrac{}{\Gamma \vdash A}", "(mfrac  (mrow Γ ⊢ A))"),
        (r"a \bmod b", "(mrow a ~0.278 'mod' ~0.278 b)"),
        (r"a \pmod{n}", "(mrow a ~0.500 ⟪( (mrow 'mod ' n) )⟫)"),
        ("50% off\nb", "(mtable true (mtr (mtd 50 % o f f)) (mtr (mtd b)))"),
        ("a % the first\nb", "(mtable true (mtr (mtd a)) (mtr (mtd b)))"),
        ("a \\\\ b", "(mtable true (mtr (mtd a)) (mtr (mtd b)))"),
        ("a \\\\[4pt] b", "(mtable true (mtr (mtd a)) (mtr (mtd b)))"),
        (r"a \cr b", "(mtable true (mtr (mtd a)) (mtr (mtd b)))"),
        ("a\nb", "(mtable true (mtr (mtd a)) (mtr (mtd b)))"),
        ("a \\\\\nb", "(mtable true (mtr (mtd a)) (mtr (mtd b)))"),
        ("a &= b", "(mtable true (mtr (mtd a) (mtd = b)))"),
        ("\\frac{a}\n{b}\n", "(mfrac a b)"),
        (r"\begin{align} a &= b \\ &= c \end{align}", "(mtable true (mtr (mtd a) (mtd = b)) (mtr (mtd ) (mtd = c)))"),
        (r"\begin{bmatrix*}[r] 1 & 2 \end{bmatrix*}", "⟪[ (mtable right right (mtr (mtd 1) (mtd 2))) ]⟫"),
        (r"\begin{array}{cc|c} 1 & 2 & 3 \end{array}", "(mtable center center center 2 (mtr (mtd 1) (mtd 2) (mtd 3)))"),  # noqa: E501
        (r"\begin{array}{c} a \\ \hline b \end{array}", "(mtable center 1 (mtr (mtd a)) (mtr (mtd b)))"),
        (r"\begin{pmatrix} c & r \\ {l} \end{pmatrix}", "⟪( (mtable center center (mtr (mtd c) (mtd r)) (mtr (mtd l) (mtd ))) )⟫"),  # noqa: E501
        (r"\begin{cases} a & b \end{cases}", "⟪{ (mtable left left (mtr (mtd a) (mtd b))) ⟫"),
        ("______", "'______'"),
    ],
)  # fmt: skip
def test_a_formula_is_this_tree(latex: str, tree: str) -> None:
    assert read(latex) == tree


@pytest.mark.parametrize("latex", FORMULAS.values(), ids=FORMULAS)
def test_formulas_of_lectures_are_read(latex: str) -> None:
    assert not isinstance(formula_of(latex), Mistake)


_OTHERWISE = r"write it with other commands, as `\text{…}`, or define it under `macros` at the head"


@pytest.mark.parametrize(
    ("latex", "meant", "message", "hint"),
    [
        (r"\frac{a}", r"\frac", r"`\frac` needs two parts, but what it is over is missing", r"write `\frac{…}{…}`"),
        (r"a + \alhpa", r"\alhpa", r"`\alhpa` is not known in formulas", r"did you mean `\alpha`?"),
        (r"\frac{a}{\begin{matrix} \foo \end{matrix}}", r"\foo", r"`\foo` is not known in formulas", _OTHERWISE),
        (r"\overline{}", r"\overline{}", "this formula is empty", "write something like `E = mc^2`"),
        (r"\phantom{a}", r"\phantom", "this formula is empty", "write something like `E = mc^2`"),
        (r"a \\ \hline b", r"\hline", r"`\hline` needs columns", r"write `\begin{array}{cc} … \end{array}`"),
        (r"a \hline b", r"\hline", r"`\hline` is not known in formulas", _OTHERWISE),
        ("a \x1b b", "\x1b", "there is an invisible character in this formula", "remove it"),
        ("x^", "^", "an exponent is missing here", "write it in braces: `^{…}`"),
        ("a + {b", "{", "this `{` is never closed", "add `}` where it ends"),
        ("a + b}", "}", "there is no `{` for this `}`", "write `{` before it, or remove it"),
        ("x^10", "10", "only the first digit of `10` would belong to `^`", "put it in braces: `^{10}`"),
        (
            r"a \over b \over c",
            r"\over c",
            r"this `\over` is the second one here",
            "put braces round what belongs together",
        ),
        ("x_1_2", "_2", "this has two indices", "put both into one pair of braces: `x_{ij}`"),
        ("a $ b", "$", "`$` has no meaning inside a formula", r"remove it, or write `\$` for a dollar sign"),
        (r"\left( a", r"\left", r"this `\left` has no `\right`", r"add `\right` and a bracket where it ends"),
        (r"\begin{cases} a", r"\begin", r"this `\begin` is never closed", r"add `\end` where it ends"),
        (
            r"\newcommand{\R}{\mathbb{R}} \R",
            r"\newcommand",
            r"`\newcommand` is not known in formulas",
            r"define it under `macros:` at the head, such as `R: \mathbb{R}`",
        ),
        (
            r"\def\x{a}",
            r"\def",
            r"`\def` is not known in formulas",
            r"define it under `macros:` at the head, such as `R: \mathbb{R}`",
        ),
        (
            r"x \in \R^n",
            r"\R",
            r"`\R` is not known in formulas",
            r"write `\mathbb{R}`, or define it under `macros:` at the head",
        ),
        (
            r"\begin{CD}a\end{CD}",
            r"\begin",
            r"`\begin{CD}` is not known in formulas",
            "draw it with another program, and show it as an `image`",
        ),
        (
            r"\begin{table}a\end{table}",
            r"\begin",
            r"`\begin{table}` is not known in formulas",
            "write `matrix`, `pmatrix`, `bmatrix`, `cases` or `aligned`",
        ),
        (
            r"\textcolor{mauve}{x}",
            r"\textcolor",
            "the colour `mauve` is not known in formulas",
            "write `red`, `blue`, `green`, `orange`, `purple`, `gray` or six digits such as `C00000`",
        ),
    ],
)
def test_a_mistake_says_what_where_and_what_to_type(latex: str, meant: str, message: str, hint: str) -> None:
    found = formula_of(latex)
    assert isinstance(found, Mistake)
    assert (found.message, found.hint) == (message, hint)
    assert latex[found.start :].startswith(meant[: found.length])
    assert found.start == latex.index(meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("alhpa", "alpha"), ("sigmma", "sigma"), ("infy", "infty"), ("nvdashh", "nvdash"), ("notsubset", None),
     ("ngeqx", None), ("subste", "subset"), ("nvDashh", "nvDash"), ("lamda", "lambda"), ("vaepsilon", "varepsilon"),
     ("supst", "supset"), ("leqt", None), ("foo", None)],
)  # fmt: skip
def test_a_hint_is_given_only_if_no_other_meaning_is_possible(typed: str, meant: str | None) -> None:
    found = formula_of(f"a \\{typed} b")
    assert isinstance(found, Mistake)
    assert found.hint == (f"did you mean `\\{meant}`?" if meant else _OTHERWISE)


@pytest.mark.parametrize(
    "name", ["nvdash", "nleq", "nsubseteq", "nexists", "nRightarrow", "nvDash", "ncong", "nparallel"]
)
def test_negated_signs_are_themselves(name: str) -> None:
    negated, plain = formula_of(f"\\{name}"), formula_of(f"\\{name[1:]}")
    assert isinstance(negated, Element)
    assert negated != plain


def test_every_sign_that_latex2mathml_knows_is_a_formula() -> None:
    names = [name for name in SYMBOLS if re.fullmatch(r"\\[A-Za-z]+", name)]
    assert len(names) > 2000
    assert [name for name in names if isinstance(formula_of(f"a {name} b"), Mistake)] == []


def test_a_formula_that_is_nested_without_end_is_a_mistake() -> None:
    assert isinstance(formula_of("{" * 5000), Mistake)
    assert isinstance(formula_of("(" * 5000 + ")" * 5000), Mistake)
    assert isinstance(formula_of("x^" * 5000), Mistake)
    assert isinstance(formula_of(r"\hat" * 5000), Mistake)
    assert isinstance(formula_of(r"\left(" * 5000), Mistake)


PIECES = st.one_of(
    st.sampled_from(sorted(known_commands())).map(lambda name: f"\\{name} "),
    st.sampled_from(
        [*"abx12^_{}()[]&|=+-'$% \n~#", "\\\\", "\\left(", "\\right)", "\\begin{cases}", "\\end{cases}", "\\alpha ",
         "\\sum ", "\\text{if $x$}", "\\begin{array}{c|c}", "\\end{array}", "\\frac12", "{,}", "\\hline ",
         "\\foo ", "______", "\\ce{H2O}", "\\SI{5}{m}", "\ue000", "\\color{red}", "\\sqrt[3]", "\\\\[4pt]", "é", "漢"]
    ),
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(PIECES).map("".join))
def test_whatever_is_typed_is_a_formula_or_a_mistake_in_it(latex: str) -> None:
    found = formula_of(latex)
    if isinstance(found, Mistake):
        assert 0 <= found.start <= len(latex)
        assert found.length >= 1
        assert found.hint


def test_a_line_end_with_a_star_is_a_line_end() -> None:
    assert formula_of(r"a \\* b") == formula_of(r"a \\ b")


def test_lines_of_a_formula_are_the_rows_of_an_alignment() -> None:
    assert tree_of("a &= b\n&= c\n&= d") == tree_of(r"\begin{align} a &= b \\ &= c \\ &= d \end{align}")


def test_alignments_beside_each_other_are_apart() -> None:
    """By two quads, except where the author says what is between them (amsmath User's Guide, 3.5 and 3.6)."""
    beside = r"a &= b & c &= d \\ e &= f & g &= h"
    apart = formula_of(rf"\begin{{align*}} {beside} \end{{align*}}")
    close = formula_of(rf"\begin{{alignat*}}{{2}} {beside} \end{{alignat*}}")
    assert apart != close
    spaced = beside.replace("& c", r"& \qquad c").replace("& g", r"& \qquad g")
    assert apart == formula_of(rf"\begin{{alignat*}}{{2}} {spaced} \end{{alignat*}}")
