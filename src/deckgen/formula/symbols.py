"""LaTeX's names of signs: the character for each, and its kind in a formula."""

from __future__ import annotations

from deckgen.formula.tree import Kind, Letters


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


GREEK = _pairs(
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ "
    "lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ "
    "varphi φ chi χ psi ψ omega ω"
)
CAPITALS = _pairs("Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω")
ORDINARY = _pairs(
    "infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ emptyset ∅ varnothing ∅ hbar ℏ ell ℓ "
    "Re ℜ Im ℑ aleph ℵ wp ℘ angle ∠ triangle △ square □ Box □ bot ⊥ top ⊤ prime ′ dots … ldots … cdots ⋯ "
    "vdots ⋮ ddots ⋱ dotsc … dotsb ⋯ checkmark ✓ degree ° imath ı jmath ȷ | ‖ Vert ‖ vert | backslash \\ "
    "% % $ $ # # & & _ _ surd √ dagger † ddagger ‡ S § P ¶ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ "
    "complement ∁ eth ð mho ℧ QED ∎ blacksquare ■ lozenge ◊ star ⋆ bigstar ★ euro € pounds £ therefore ∴ because ∵"
)
BINARY = _pairs(
    "pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ circ ∘ bullet ∙ cup ∪ cap ∩ setminus ∖ wedge ∧ land ∧ vee ∨ lor ∨ "
    "oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ uplus ⊎ sqcup ⊔ sqcap ⊓ amalg ⨿ smallsetminus ∖ ltimes ⋉ rtimes ⋊ bowtie ⋈ "
    "diamond ⋄ wr ≀ boxplus ⊞ boxtimes ⊠"
)
RELATIONS = _pairs(
    "le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ "
    "ll ≪ gg ≫ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ "
    "sqsubseteq ⊑ sqsupseteq ⊒ to → rightarrow → gets ← leftarrow ← leftrightarrow ↔ Rightarrow ⇒ implies ⟹ "
    "Leftarrow ⇐ impliedby ⟸ Leftrightarrow ⇔ iff ⟺ mapsto ↦ longmapsto ⟼ longrightarrow ⟶ longleftarrow ⟵ "
    "Longrightarrow ⟹ Longleftarrow ⟸ longleftrightarrow ⟷ Longleftrightarrow ⟺ uparrow ↑ downarrow ↓ "
    "updownarrow ↕ Uparrow ⇑ Downarrow ⇓ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ hookrightarrow ↪ hookleftarrow ↩ "
    "rightharpoonup ⇀ rightleftharpoons ⇌ leadsto ⇝ rightsquigarrow ⇝ perp ⊥ parallel ∥ nparallel ∦ mid ∣ nmid ∤ "
    "vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ Vdash ⊩ prec ≺ preceq ⪯ succ ≻ succeq ⪰ asymp ≍ doteq ≐ coloneqq ≔ "
    "triangleq ≜ lesssim ≲ gtrsim ≳ colon : nrightarrow ↛ nRightarrow ⇏ vartriangleleft ⊲ trianglelefteq ⊴"
)
BIG = _pairs(
    "sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ "
    "bigsqcup ⨆ int ∫ iint ∬ iiint ∭ oint ∮ oiint ∯"
)
INTEGRALS = frozenset("∫∬∭∮∯")
FUNCTIONS = _names(
    "arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan tanh sgn"
)
WITH_LIMITS = _names("det gcd inf lim max min Pr sup argmax argmin limsup liminf lcm")
SPELLED = {"limsup": "lim sup", "liminf": "lim inf", "argmax": "arg max", "argmin": "arg min"}
ACCENTS = _pairs(
    "hat \u0302 widehat \u0302 bar \u0304 vec \u20d7 tilde \u0303 widetilde \u0303 dot \u0307 ddot \u0308 "
    "dddot \u20db acute \u0301 grave \u0300 check \u030c breve \u0306 mathring \u030a"
)
OPENING = _pairs("{ { lbrace { langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖ lbrack [ llbracket ⟦ ulcorner ⌜")
CLOSING = _pairs("} } rbrace } rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ rbrack ] rrbracket ⟧ urcorner ⌝")
PARTNERS = {"(": ")]", "[": "])", "{": "}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉", "|": "|", "‖": "‖", "⟦": "⟧", "⌜": "⌝"}
"""The closing delimiters for each opening one; intervals may be open at one end."""
SPACES: dict[str, float] = {
    ",": 3 / 18, "thinspace": 3 / 18, ":": 4 / 18, ">": 4 / 18, ";": 5 / 18, "!": -3 / 18, " ": 0.28, "quad": 1.0,
    "qquad": 2.0, "enspace": 0.5, "\n": 0.28,
}  # fmt: skip
ALPHABETS: dict[str, Letters] = {
    "mathrm": "upright", "mathup": "upright", "mathbf": "bold", "mathit": "italic", "mathbb": "double-struck",
    "mathcal": "script", "mathscr": "script", "mathfrak": "fraktur", "mathsf": "sans", "mathtt": "mono",
    "boldsymbol": "bold-italic", "bm": "bold-italic", "mathnormal": "italic",
}  # fmt: skip
TEXTS: dict[str, Letters] = {
    "text": "upright", "textrm": "upright", "mbox": "upright", "textup": "upright", "textnormal": "upright",
    "textbf": "bold", "textit": "italic", "texttt": "mono", "textsf": "sans",
}  # fmt: skip
IDLE = _names(
    "displaystyle textstyle scriptstyle limits nolimits big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr"
    " bigm Bigm nonumber notag"
)
"""Commands that set sizes, which follow from the formula here."""
CHARACTERS: dict[str, tuple[str, Kind]] = {
    "+": ("+", "binary"), "-": ("−", "binary"), "*": ("∗", "binary"), "=": ("=", "relation"), "<": ("<", "relation"),
    ">": (">", "relation"), ":": (":", "relation"), ",": (",", "punctuation"), ";": (";", "punctuation"),
    "/": ("/", "ordinary"), "|": ("|", "ordinary"), "!": ("!", "ordinary"), ".": (".", "ordinary"),
    "±": ("±", "binary"), "×": ("×", "binary"), "·": ("⋅", "binary"),
}  # fmt: skip
RELATION_SIGNS = frozenset([*RELATIONS.values(), "=", "<", ">", ":"])
BINARY_SIGNS = frozenset(BINARY.values())
BIG_SIGNS = frozenset(BIG.values())


def named_sign(name: str) -> tuple[str, Kind] | None:
    """The character for a command without its backslash, and its kind; None if the command names no sign."""
    tables: tuple[tuple[dict[str, str], Kind], ...] = (
        (GREEK, "ordinary"), (CAPITALS, "ordinary"), (ORDINARY, "ordinary"), (BINARY, "binary"),
        (RELATIONS, "relation"), (OPENING, "open"), (CLOSING, "close"),
    )  # fmt: skip
    return next(((table[name], kind) for table, kind in tables if name in table), None)


def all_names() -> frozenset[str]:
    """The names of all known commands, without backslashes."""
    tables = (GREEK, CAPITALS, ORDINARY, BINARY, RELATIONS, BIG, ACCENTS, OPENING, CLOSING, ALPHABETS, TEXTS)
    names = {name for table in tables for name in table} | FUNCTIONS | WITH_LIMITS | IDLE | STRUCTURES
    return frozenset(name for name in names if name.isalpha())


STRUCTURES = _names(
    "frac dfrac tfrac cfrac binom dbinom tbinom sqrt left right middle begin end overline underline overbrace "
    "underbrace overset underset stackrel operatorname not bmod pmod mod substack quad qquad xrightarrow xleftarrow "
    "thinspace enspace choose"
)


_CAPITALS: dict[Letters, int] = {
    "bold": 0x1D400, "italic": 0x1D434, "bold-italic": 0x1D468, "script": 0x1D49C, "fraktur": 0x1D504,
    "double-struck": 0x1D538, "sans": 0x1D5A0, "mono": 0x1D670,
}  # fmt: skip
_DIGITS: dict[Letters, int] = {"bold": 0x1D7CE, "double-struck": 0x1D7D8, "sans": 0x1D7E2, "mono": 0x1D7F6}
_OLDER = {
    0x1D455: "ℎ", 0x1D49D: "ℬ", 0x1D4A0: "ℰ", 0x1D4A1: "ℱ", 0x1D4A3: "ℋ", 0x1D4A4: "ℐ", 0x1D4A7: "ℒ", 0x1D4A8: "ℳ",
    0x1D4AD: "ℛ", 0x1D4BA: "ℯ", 0x1D4BC: "ℊ", 0x1D4C4: "ℴ", 0x1D506: "ℭ", 0x1D50B: "ℌ", 0x1D50C: "ℑ", 0x1D515: "ℜ",
    0x1D51D: "ℨ", 0x1D53A: "ℂ", 0x1D53F: "ℍ", 0x1D545: "ℕ", 0x1D547: "ℙ", 0x1D548: "ℚ", 0x1D549: "ℝ", 0x1D551: "ℤ",
}  # fmt: skip
"""Letters that Unicode had before it added the block; their places in the block are empty."""


def in_alphabet(text: str, letters: Letters) -> str:
    """`text` with its Latin letters and digits in a mathematical alphabet; other characters stay as they are."""
    return "".join(_letter(character, letters) for character in text)


def _letter(character: str, letters: Letters) -> str:
    if "A" <= character <= "Z" or "a" <= character <= "z":
        first = _CAPITALS.get(letters)
        place = ord(character) - ord("A") if character <= "Z" else ord(character) - ord("a") + 26
    else:
        first, place = _DIGITS.get(letters), ord(character) - ord("0")
        if not "0" <= character <= "9":
            first = None
    if first is None:
        return character
    return _OLDER.get(first + place, chr(first + place))
