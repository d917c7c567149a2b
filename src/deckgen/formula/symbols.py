"""The signs of LaTeX, their part in a formula, and the commands that latex2mathml lacks or draws otherwise.

latex2mathml brings the table of all mathematical characters of Unicode (unimathsymbols.txt), with a class for each.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from latex2mathml.symbols_parser import SYMBOLS, SYMBOLS_FILE

from deckgen.macros import Macro

Kind = Literal[
    "ordinary", "number", "binary", "relation", "open", "close", "punctuation", "large", "function", "text"
]
"""The part that a sign plays in a formula; the space around it follows from that."""
_KINDS: dict[str, Kind] = {
    "B": "binary", "V": "binary", "R": "relation", "O": "open", "C": "close", "P": "punctuation", "L": "large",
}  # fmt: skip
_OTHERWISE: dict[str, Kind] = {
    **dict.fromkeys("!?.…⋯⋮⋱/\\|‖°′∀∃∄¬∞∂∇∅⊥⊤#%√∎■□∠△†‡", "ordinary"), **dict.fromkeys("∣∥∤∦:<>=", "relation"),
    **dict.fromkeys(",;", "punctuation"), **dict.fromkeys("∗⋅·×÷±∓−+∘", "binary"),
}  # fmt: skip
"""Characters whose class in Unicode differs from their use in LaTeX."""
OPENING, CLOSING = "([{⟨⌊⌈⟦⌜⟮", ")]}⟩⌋⌉⟧⌝⟯"
PARTNERS = dict(zip(OPENING, CLOSING, strict=True)) | {"(": ")]", "[": "])"}
"""The closing brackets for each opening one; intervals may be open at one end."""
ACCENTS = {
    "´": "\u0301", "¯": "\u0304", "˘": "\u0306", "ˇ": "\u030c", "˙": "\u0307", "¨": "\u0308", "⃛": "\u20db",
    "`": "\u0300", "^": "\u0302", "˚": "\u030a", "~": "\u0303", "→": "\u20d7", "←": "\u20d6", "↔": "\u20e1",
    "⃜": "\u20dc",
}  # fmt: skip
"""The combining character for each accent of latex2mathml, over something."""
INTEGRALS = frozenset("∫∬∭⨌∮∯∰∱∲∳")
SIGNS = {
    "dag": "†", "ddag": "‡", "copyright": "©", "AA": "Å", "aa": "å", "ss": "ß", "Lightning": "↯", "leadsto": "⇝",
    "models": "⊨", "Box": "□", "square": "□", "blacksquare": "■", "ast": "∗", "textdegree": "°", "triangle": "△",
    "Alpha": "Α", "Beta": "Β", "Epsilon": "Ε", "Zeta": "Ζ", "Eta": "Η", "Iota": "Ι", "Kappa": "Κ", "Mu": "Μ",
    "Nu": "Ν", "Omicron": "Ο", "Rho": "Ρ", "Tau": "Τ", "Chi": "Χ", "dotsm": "⋯", "lbrack": "[", "rbrack": "]",
    "vert": "|", "lvert": "|", "rvert": "|", "colon": ":", "setminus": "∖", "sim": "∼", "perp": "⊥", "bullet": "∙",
}  # fmt: skip
"""Signs that latex2mathml does not know, or knows as another character than LaTeX draws."""
_NAMED = ("arg", "sgn", "lcm", "tr", "rank", "diag", "erf", "arsinh", "arcosh", "artanh")
_IN_OTHERS = {
    **{name: (0, f"{sign} ") for name, sign in SIGNS.items()},
    **{name: (0, rf"\operatorname{{{name}}}") for name in _NAMED},
    **{name: (0, rf"\operatorname*{{lim\,{name[-3:]}}}") for name in ("limsup", "liminf", "varlimsup", "varliminf")},
    **{name: (0, rf"\operatorname*{{arg\,{name[-3:]}}}") for name in ("argmax", "argmin")},
    **dict.fromkeys(("cr", "newline", "tabularnewline"), (0, r"\\")),
    **dict.fromkeys(("mathup", "textmd"), (1, r"\mathrm{#1}")),
    **dict.fromkeys(("mathds", "mathbbm", "Bbb"), (1, r"\mathbb{#1}")),
    **dict.fromkeys(("bm", "pmb"), (1, r"\boldsymbol{#1}")),
    **dict.fromkeys(("label", "vspace"), (1, "")),
    **{name: (1, rf"\begin{{{name}}}#1\end{{{name}}}") for name in ("matrix", "pmatrix", "cases")},
    "eqalign": (1, r"\begin{aligned}#1\end{aligned}"),
    "displaylines": (1, r"\begin{gathered}#1\end{gathered}"),
    **dict.fromkeys(("ket", "Ket"), (1, r"\left|#1\right\rangle")),
    **dict.fromkeys(("bra", "Bra"), (1, r"\left\langle #1\right|")),
    **dict.fromkeys(("braket", "Braket"), (1, r"\left\langle #1\right\rangle")),
    "ketbra": (2, r"\left|#1\right\rangle\left\langle #2\right|"),
    "underbar": (1, r"\underline{#1}"),
    "mathnormal": (1, r"\mathit{#1}"),
    "bold": (1, r"\mathbf{#1}"),
    "tag": (1, r"\qquad\text{(#1)}"),
    "tag*": (1, r"\qquad\text{#1}"),
    "substack": (1, r"\begin{subarray}{c}#1\end{subarray}"),
    "bmod": (0, r"\;\text{mod}\;"),
    "mod": (1, r"\enspace\text{mod }{#1}"),
    "pod": (1, r"\enspace(#1)"),
    "pmod": (1, r"\enspace(\text{mod }{#1})"),
}
ALIASES = {name: Macro(*alias) for name, alias in _IN_OTHERS.items()}
"""Commands in terms of others, with the number of their arguments."""


@cache
def _kinds() -> dict[str, Kind]:
    kinds: dict[str, Kind] = {}
    for line in Path(SYMBOLS_FILE).read_text("utf-8").splitlines():
        columns = line.split("^")
        if len(columns) > 4 and columns[4] in _KINDS and not line.startswith("#"):
            kinds.setdefault(chr(int(columns[0], 16)), _KINDS[columns[4]])
    return kinds | _OTHERWISE | dict.fromkeys(OPENING, "open") | dict.fromkeys(CLOSING, "close")


def kind_of_sign(character: str) -> Kind:
    """The part that a character plays in formulas."""
    return _kinds().get(character, "ordinary")


def sign_named(name: str) -> str | None:
    """The character for a command without its backslash; None if the command names no sign."""
    code = SYMBOLS.get(f"\\{name}")
    return SIGNS.get(name) or (chr(int(code, 16)) if code else None)
