"""Dollars: which of them make a formula, and which are money."""

from __future__ import annotations

import pytest

from deckgen.decode.dollars import formulas_in
from deckgen.decode.markdown import inline
from deckgen.outline.element import Inline


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $6.",
        "Between $5-$6",
        "from $ 5 to 6 $ more",
        "US$5 or A$6",
        r"exactly \$x\$ dollars",
        "`$HOME` and `$PATH`",
        "``a ` $x$ b``",
        "set $HOME and $PATH first",
        "the price is 5$ or 6$",
        "one $ alone",
        "a paragraph with $x\n\nand another with y$",
    ],
)
def test_these_dollars_are_no_formulas(text: str) -> None:
    assert formulas_in(text) == []
    assert "$" in "".join(run.text for run in inline(text))


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("the $n$th of $m$", ["n", "m"]),
        ("costs $5 for $n$ items", ["n"]),
        ("$x_1 * x_2$", ["x_1 * x_2"]),
        (r"$5\$ + x$", [r"5\$ + x"]),
        ("($n$)", ["n"]),
        ("`$a$` but $b$", ["b"]),
        ("a line $n\nm$ end", ["n\nm"]),
    ],
)
def test_these_dollars_are(text: str, latex: list[str]) -> None:
    assert [formula.latex for formula in formulas_in(text)] == latex


def test_signs_of_markdown_in_a_formula_belong_to_it() -> None:
    assert inline("so $a_1 * b_1 * c$ *is*") == (
        Inline("so "),
        Inline("a", italic=True, formula=True),
        Inline("1", script="lowered", formula=True),
        Inline("\u00a0∗\u00a0", formula=True),
        Inline("b", italic=True, formula=True),
        Inline("1", script="lowered", formula=True),
        Inline("\u00a0∗\u00a0", formula=True),
        Inline("c", italic=True, formula=True),
        Inline(" "),
        Inline("is", italic=True),
    )


def test_a_formula_takes_part_in_the_bold_and_the_link_round_it() -> None:
    assert inline("**all $n$**")[1] == Inline("n", bold=True, italic=True, formula=True)
    assert inline("[see $n$](https://example.org)")[1] == Inline(
        "n", italic=True, link="https://example.org", formula=True
    )


def test_the_address_of_a_link_keeps_its_dollars() -> None:
    assert inline("[a](https://example.org/$b$)") == (Inline("a", link="https://example.org/$b$"),)


def test_an_escaped_dollar_loses_its_backslash() -> None:
    assert inline(r"\$x$") == (Inline("$x$"),)
