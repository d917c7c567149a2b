"""Formulas in running text are letters, signs and scripts; what is no text is a mistake with a hint."""

from __future__ import annotations

import pytest

from deckgen.codes import Code
from deckgen.decode.dollars import remarks_in
from deckgen.decode.markdown import inline
from deckgen.formula.runs import remark_on, said_in_text, scripted
from deckgen.formula.tokens import Mistake


def shown(latex: str) -> str:
    """The pieces with the signs of what they look like: /italic/, **bold**, ^raised^, ~lowered~; · is a gap."""
    said = said_in_text(latex)
    assert not isinstance(said, Mistake), said
    marks = {"none": "", "raised": "^", "lowered": "~"}
    found = []
    for piece in said.pieces:
        sign = marks[piece.script] + ("/" if piece.italic else "") + ("**" if piece.bold else "")
        found.append(f"{sign}{piece.text}{sign[::-1]}")
    return "".join(found).replace("\u00a0", "·")


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("n", "/n/"),
        ("x^2", "/x/^2^"),
        ("x_i^2", "/x/~/i/~^2^"),
        (r"E = mc^2", "/E/·=·/mc/^2^"),
        (r"O(n \log n)", "/O/(/n/·log·/n/)"),
        (r"-x + 2", "−/x/·+·2"),
        (r"\le 5", "≤·5"),
        (r"10^{-9}", "10^−9^"),
        (r"2^{n-1}", "2^/n/^^−1^"),
        (r"\mathbb{R}^n", "ℝ^/n/^"),
        (r"\mathbf{v}", "**v**"),
        (r"\hat{x}", "/x̂/"),
        (r"f'(x)", "/f/′(/x/)"),
        (r"\sqrt{2}", "√2"),
        (r"\{1, 2\}", "{1,·2}"),
        (r"\sum_{i=1}^n i", "∑~/i/~~=1~^/n/^·/i/"),
        (r"\text{cost}", "cost"),
        ("______", "______"),
        (r"x_{\text{max value}}", "/x/~max·value~"),
        (r"\prod_{p\ \text{prime}} p", "∏~/p/~~·prime~·/p/"),
        ("x := 5", "/x/·≔·5"),
        (r"\arg z", "arg·/z/"),
    ],
)
def test_a_short_formula_reads_like_this(latex: str, text: str) -> None:
    assert shown(latex) == text


def test_a_long_formula_may_be_broken_behind_its_relations() -> None:
    assert shown("a + b + c + d + e + f = g").endswith("/f/·= /g/")


@pytest.mark.parametrize(
    ("latex", "what", "flat"),
    [
        (r"\frac{a}{b}", "a fraction", "a/b"),
        (r"\frac{a+b}{2c}", "a fraction", "(a\u00a0+\u00a0b)/(2c)"),
        (r"\tfrac12 x", "a fraction", "(1/2)x"),
        (r"\sin\frac{x}{2} + \frac{1}{n}", "a fraction", "sin\u00a0(x/2)\u00a0+\u00a01/n"),
        (r"\frac{\frac{a}{b}}{c}", "a fraction", "(a/b)/c"),
        (r"2^{1/2}", None, "2^(1/2)"),
        (r"\sqrt{x+1}", "a root", "√(x\u00a0+\u00a01)"),
        (r"\sqrt[3]{x}", "a root", "³√x"),
        (r"\overline{ab}", "a line over or under a formula", "a\u0305b\u0305"),
        (r"\bar{x}", None, "x̄"),
        (r"e^{x^2}", "an exponent or index of an exponent or index", "e^(x²)"),
        (r"\overset{!}{=}", "a label over or under a sign", "=^!"),
        (r"\stackrel{d}{=}", "a label over or under a sign", "=ᵈ"),
        (r"\xrightarrow[a]{b}", "a label over or under a sign", "→ₐᵇ"),
        (r"\underset{n}{\to}", "a label over or under a sign", "→ₙ"),
        (r"\lim_{n} x", None, "limₙ\u00a0x"),
        (r"\sum_i^n x", None, "∑ᵢⁿ\u00a0x"),
        (r"x_{i_j}", "an exponent or index of an exponent or index", "x_(iⱼ)"),
    ],
)
def test_what_is_higher_than_a_line_is_set_flat_with_a_word_about_it(latex: str, what: str | None, flat: str) -> None:
    said = said_in_text(latex)
    assert not isinstance(said, Mistake)
    assert said.plain == flat
    remark = remark_on(latex)
    if what is None:
        assert remark is None
    else:
        hint = "put it into a `formula` of its own, or write it flat yourself"
        assert remark == (
            Code.FORMULA_FLAT,
            Mistake(0, len(latex), f"{what} in running text is set flat: `{flat}`", hint),
        )


@pytest.mark.parametrize(
    ("latex", "what"),
    [
        (r"\begin{matrix}a\end{matrix}", "a matrix"),
        (r"\binom{n}{k}", "one part over another"),
        (r"\hat{ab}", "a mark over several letters"),
        (r"\overrightarrow{AB}", "a mark over several letters"),
        (r"\underbrace{a+b}_n", "a brace over or under a formula"),
        (r"\boxed{a}", "a frame or a line through a formula"),
        (r"\textcolor{red}{a}", "a coloured part"),
        (r"a \\ b", "several lines"),
    ],
)
def test_what_is_no_text_is_a_mistake_with_a_hint(latex: str, what: str) -> None:
    hint = "put it into a `formula` of its own"
    assert remark_on(latex) == (Code.BAD_FORMULA, Mistake(0, len(latex), f"{what} cannot be in running text", hint))


def test_notes_hold_all_formulas_as_readable_text() -> None:
    typed = r"Say $\begin{pmatrix} a & b \\ c & d \end{pmatrix}$ and $$\frac{a}{b}$$."
    assert "".join(run.plain for run in inline(typed, spoken=True)) == "Say (a, b; c, d) and a/b."
    assert list(remarks_in(typed, spoken=True)) == []
    pair = r"$\binom{n}{k}$ and $\begin{cases} a, & x \\ b, & y \end{cases}$"
    assert "".join(run.plain for run in inline(pair, spoken=True)) == "C(n, k) and {a,\u00a0x; b,\u00a0y"
    assert [code for code, _ in remarks_in(typed)] == [Code.BAD_FORMULA] * 2
    assert [code for code, _ in remarks_in(r"$\alhpa$", spoken=True)] == [Code.BAD_FORMULA]


@pytest.mark.parametrize(
    ("text", "script", "plain"),
    [
        ("2", "raised", "²"),
        ("n+1", "raised", "ⁿ⁺¹"),
        ("i", "lowered", "ᵢ"),
        ("W", "raised", "^W"),
        ("AB", "lowered", "_(AB)"),
        ("x", "none", "x"),
    ],
)
def test_names_and_alternative_texts_keep_scripts(text: str, script: str, plain: str) -> None:
    assert scripted(text, script) == plain  # type: ignore[arg-type]
