"""Chemical formulas as mhchem writes them, and quantities as siunitx does."""

from __future__ import annotations

import pytest

from deckgen.formula.mathml import formula_of
from deckgen.formula.runs import said_in_text
from deckgen.formula.tokens import Mistake

_GAP = "\u00a0"


def plain(latex: str) -> str:
    said = said_in_text(latex)
    assert not isinstance(said, Mistake), said
    return said.plain.replace(_GAP, " ")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("H2O", "H₂O"),
        ("SO4^2-", "SO₄²⁻"),
        ("NO3-", "NO₃⁻"),
        ("Y^99+", "Y⁹⁹⁺"),
        ("[Fe(CN)6]^{3-}", "[Fe(CN)₆]³⁻"),
        ("(NH4)2SO4", "(NH₄)₂SO₄"),
        ("Na+ + Cl- -> NaCl", "Na⁺ + Cl⁻ ⟶ NaCl"),
        ("2H2 + O2 -> 2H2O", "2 H₂ + O₂ ⟶ 2 H₂O"),
        ("2 H2O <=> H3O+ + OH-", "2 H₂O ⇌ H₃O⁺ + OH⁻"),
        ("^{14}_{6}C", "₆¹⁴C"),
        ("^{238}U", "²³⁸U"),
        ("CO2(g)", "CO₂(g)"),
        ("Ag+(aq) + Cl-(aq)", "Ag⁺(aq) + Cl⁻(aq)"),
        ("A+B", "A + B"),
        ("Ca^2+(aq)", "Ca²⁺(aq)"),
        ("CuSO4.5H2O", "CuSO₄ ⋅ 5 H₂O"),
        ("CuSO4*5H2O", "CuSO₄ ⋅ 5 H₂O"),
        ("CH3-CH=CH2", "CH₃−CH=CH₂"),
        ("N#N", "N≡N"),
        ("Fe^{II}", "Fe^(II)"),
        ("AgCl v", "AgCl↓"),
        ("H2 ^", "H₂↑"),
        ("$n$ H2O", "nH₂O"),
        (r"\alpha H", "αH"),
    ],
)
def test_a_chemical_formula_reads_like_this(typed: str, shown: str) -> None:
    assert plain(rf"\ce{{{typed}}}") == shown


def test_arrows_of_reactions_have_labels_over_and_under_them() -> None:
    tree = formula_of(r"\ce{A ->[\text{heat}][$k_1$] B}")
    expected = formula_of(r"\mathrm{A}\xrightarrow[{k_1}]{\text{heat}}\mathrm{B}")
    assert not isinstance(tree, Mistake)
    assert tree == expected


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"\SI{9.81}{\metre\per\second\squared}", "9.81 m s⁻²"),
        (r"\qty{9.81}{m/s^2}", "9.81 m s⁻²"),
        (r"\SI{1.5e-3}{\kilo\gram}", "1.5 × 10⁻³ kg"),
        (r"\SI{6.022e23}{\per\mole}", "6.022 × 10²³ mol⁻¹"),
        (r"\si{\joule\per\mole\per\kelvin}", "J mol⁻¹ K⁻¹"),
        (r"\unit{\cubic\metre}", "m³"),
        (r"\unit{\metre\tothe{4}}", "m⁴"),
        (r"\SI{5}{\micro\metre}", "5 µm"),
        (r"\SI{50}{\percent}", "50 %"),
        (r"\SI{20}{\celsius}", "20 °C"),
        (r"\SI{45}{\degree}", "45°"),
        (r"\ang{45;30}", "45°30′"),
        (r"\SI{1.2+-0.1}{mm}", "1.2 ± 0.1 mm"),
        (r"\SI[per-mode=symbol]{5}{\m\per\s}", "5 m s⁻¹"),
        (r"\num{12345.678}", "12 345.678"),
        (r"\num{1000000}", "1 000 000"),
        (r"\num{1234}", "1234"),
        (r"\num{-3,5}", "−3,5"),
        (r"\num{1e5}", "1 × 10⁵"),
        (r"\num{e5}", "10⁵"),
        (r"v = \SI{3.0(1)e8}{m.s^{-1}}", "v = 3.0(1) × 10⁸ m s⁻¹"),
    ],
)
def test_a_quantity_reads_like_this(latex: str, shown: str) -> None:
    assert plain(latex) == shown


@pytest.mark.parametrize(
    ("latex", "message", "hint"),
    [
        (r"a + \ce{H2 ? O}", "`?` has no meaning in a chemical formula",
         r"write it outside of `\ce{…}`, or as `$…$` in it"),
        (r"a + \SI{five}{m}", "`five` is no number", "write it like `1.5e-3`"),
        (r"a + \SI{5}{\parsek}", r"`\parsek` is no unit", "write it as letters, such as `kg.m/s^2`"),
        (r"a + \SI{5}", r"this needs a value in braces behind it", r"write `\SI{…}`"),
        (r"a + \ce", "this needs a formula in braces behind it", r"write `\ce{…}`"),
    ],
)  # fmt: skip
def test_a_mistake_in_them_says_what_to_type(latex: str, message: str, hint: str) -> None:
    found = formula_of(latex)
    assert isinstance(found, Mistake)
    assert (found.start, found.message, found.hint) == (4, message, hint)
