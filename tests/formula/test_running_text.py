"""Formulas in running text are letters, signs and scripts; what is no text is a mistake with a hint."""

from __future__ import annotations

import pytest

from deckgen.formula.runs import pieces_of, scripted
from deckgen.formula.tree import Mistake


def shown(latex: str) -> str:
    """The pieces with the signs of what they look like: /italic/, **bold**, ^raised^, ~lowered~; · is a gap."""
    pieces = pieces_of(latex)
    assert not isinstance(pieces, Mistake), pieces
    marks = {"none": "", "raised": "^", "lowered": "~"}
    found = []
    for piece in pieces:
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
    ],
)
def test_a_short_formula_reads_like_this(latex: str, text: str) -> None:
    assert shown(latex) == text


def test_a_long_formula_may_be_broken_behind_its_relations() -> None:
    assert shown("a + b + c + d + e + f = g").endswith("/f/·= /g/")


@pytest.mark.parametrize(
    ("latex", "what"),
    [
        (r"\frac{a}{b}", "a fraction"),
        (r"\begin{matrix}a\end{matrix}", "a matrix"),
        (r"\overline{ab}", "a line over or under a formula"),
        (r"\sqrt[3]{x}", "a root of this kind"),
        (r"\hat{ab}", "a mark over several letters"),
        (r"x^{y^2}", "an exponent or index of an exponent or index"),
        (r"a \\ b", "several lines"),
    ],
)
def test_what_is_no_text_is_a_mistake_with_a_hint(latex: str, what: str) -> None:
    found = pieces_of(latex)
    assert isinstance(found, Mistake)
    assert (found.start, found.length) == (0, len(latex))
    assert found.message == f"{what} cannot be in running text"
    assert found.hint == "put it into a `formula` of its own"


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
