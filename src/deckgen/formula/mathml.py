"""LaTeX to MathML, by latex2mathml: the tree from which equations, text, spoken words and pictures are made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import unescape
from xml.etree.ElementTree import Element as Parsed

from latex2mathml import commands
from latex2mathml.converter import Converter
from msgspec.structs import replace

from deckgen.formula.expansion import expanded
from deckgen.formula.grouping import grouped
from deckgen.formula.latex import DEEPEST, IN_EM, LINES, rewritten
from deckgen.formula.symbols import ACCENTS, kind_of_sign
from deckgen.formula.tokens import Mistake, Token, Unreadable
from deckgen.formula.tree import (
    LIMITS,
    SCRIPTS,
    Element,
    fence,
    lined,
    parts_of,
    row,
    script_parts,
    takes_limits,
    text_of,
)
from deckgen.macros import Macros

_OVER = {"―": "‾", "⏞": "⏞", "⎴": "⎴", "⏜": "⏜"}
_UNDER = {"―": "_", "⏟": "⏟", "⎵": "⎵", "⏝": "⏝", "→": "→", "←": "←", "↔": "↔"}
_SIGNS = {"-": "−", "*": "∗", "·": "⋅", "∣": "∣", "\u29f5": "∖"}
_BRACES = tuple("⏞⎴⏜⏟⎵⏝")
_WIDTHS = {"thinmathspace": 3 / 18, "thickmathspace": 5 / 18, "negativethinmathspace": -3 / 18}
_KEPT = ("linethickness", "notation", "mathcolor")
_COLUMNS = {"l": "left", "c": "center", "r": "right"}
_LETTERS = ("bold", "italic", "bold-italic", "double-struck", "script", "fraktur", "sans-serif", "monospace")


def formula_of(latex: str, macros: Macros = ()) -> Element | Mistake:
    """The formula for `latex`; its lines are separated by `\\\\` or by line ends."""
    return _read(latex, macros)


@lru_cache(maxsize=1024)
def _read(latex: str, macros: Macros) -> Element | Mistake:
    try:
        tokens = expanded(latex, macros)
        return _Tree(tokens).whole(tokens[0] if tokens else Token("", 0, 1))
    except Unreadable as unreadable:
        return unreadable.mistake


class _Tree:
    """The tree that latex2mathml makes, put into the form that all readers of it expect."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.latex, self.marks = rewritten(tokens)

    def whole(self, first: Token) -> Element:
        parsed = Converter(display="block").convert_to_element(self.latex)
        tree = self.element(parsed[0][0])
        if not text_of(tree).strip():
            first.fail("this formula is empty", "write something like `E = mc^2`")
        if _depth(tree) > 4 * DEEPEST:
            first.fail("this formula is nested too deeply", "write it flatter, or split it into several")
        return tree

    def inside(self, parsed: Parsed) -> list[Element]:
        """The children of a row, grouped."""
        children = list(parsed)
        if children and children[0].get("form") == "prefix":
            left, *inner, right = children
            inner = list(inner[0]) if len(inner) == 1 and inner[0].tag == "mrow" else inner
            parts = [part for child in inner for part in self.item(child)]
            signs = unescape(left.text or ""), unescape(right.text or "")
            return [fence(signs[0], _word(row(grouped(parts, signs[0]))), signs[1])]
        mark = self.mark(children[0]) if children else None
        if mark is not None and mark.get("movablelimits") and mark.tag == "mstyle":
            return [self.element(children[1]).given(**dict(mark.attributes))]
        return self.grouped(children)

    def grouped(self, children: Iterable[Parsed]) -> list[Element]:
        return grouped([part for child in children for part in self.item(child)])

    def mark(self, parsed: Parsed) -> Element | None:
        return self.marks.get(parsed.text or "") if parsed.tag == "mtext" else None

    def item(self, parsed: Parsed) -> Sequence[Element]:
        """A child of a row as parts of it."""
        if parsed.tag == "mspace" and "width" not in parsed.attrib:
            return []
        if parsed.tag == "mrow":
            inner = self.inside(parsed)
            # Braces make an ordinary sign of another one: {,} has no space around it.
            return [_word(_ordinary(row(inner)))] if inner else []
        return [self.element(parsed)]

    def element(self, parsed: Parsed) -> Element:
        """One element of latex2mathml, as one element."""
        kept = {name: value for name, value in parsed.attrib.items() if name in _KEPT}
        match parsed.tag:
            case "mrow" | "mpadded":
                inner = _word(row(self.inside(parsed)))
                return inner.given(width="0") if inner.tag == "mphantom" and parsed.get("width") == "0" else inner
            case "mstyle" if not kept:
                return row(self.inside(parsed))
            case "mtable":
                return self.table(parsed)
            case "msub" | "msup" | "msubsup" | "munder" | "mover" | "munderover":
                return self.scripts(parsed)
            case "msqrt" | "menclose" | "mphantom" | "mstyle":
                return Element(parsed.tag, children=(row(self.inside(parsed)),), attributes=tuple(kept.items()))
            case "mfrac" | "mroot":
                children = tuple(self.element(child) for child in parsed)
                return Element(parsed.tag, children=children, attributes=tuple(kept.items()))
            case _ if len(parsed):
                return _operator(row(self.inside(parsed)))
        return self.mark(parsed) or _leaf(parsed)

    def table(self, parsed: Parsed) -> Element:
        """A table with the same number of cells in each row, in its brackets; a single line as what it holds."""
        mark = self.mark(parsed[0][0][0][0])
        assert mark is not None, "this is a bug in deckgen: a table has no mark"
        rows = [[self.inside(cell[0][-1]) for cell in line] for line in parsed]
        rules = [str(at) for at, line in enumerate(parsed) for child in line[0][0][:-1] if self.mark(child) != mark]
        while len(rows) > 1 and not any(rows[-1]):
            rows.pop()
        width = max(map(len, rows))
        form = mark.get("form")
        if form in LINES and len(rows) == width == 1:
            return row(rows[0][0])
        cells = [[row(cell) for cell in (*line, *[[]] * (width - len(line)))] for line in rows]
        lines = [Element("mtr", children=tuple(Element("mtd", children=(cell,)) for cell in line)) for line in cells]
        table = Element("mtable", children=tuple(lines))
        if form in LINES:
            return table.given(displaystyle="true", columnalign=LINES[form])
        usual = mark.get("usual") or form[2]
        table = table.given(**_columns(mark.get("columns"), usual, width, rules))
        rules_between = table.get("columnlines").split()
        left = form[0].strip(".") or ("|" if "0" in rules_between else "")
        right = form[1].strip(".") or ("|" if str(width) in rules_between else "")
        return fence(left, table, right) if left or right else table

    def scripts(self, parsed: Parsed) -> Element:
        base, *others = (self.element(child) for child in parsed)
        tag = parsed.tag
        if tag in ("mover", "munder") and (accented := _accented(tag, base, others[0])) is not None:
            return accented
        is_stacked = base.tag in ("mover", "munder") and base.children[1].text in _BRACES
        is_operator = parsed[0].tag == "mo" and len(parsed[0]) > 0 and not parsed[0].attrib
        if tag in SCRIPTS and (is_stacked or is_operator or takes_limits(base)):
            tag = LIMITS[SCRIPTS.index(tag)]
        return _primed(Element(tag, children=(base, *map(_ordinary, others))))


def _ordinary(element: Element) -> Element:
    """The element, without space around it if it is a sign."""
    is_sign = element.kind in ("binary", "relation", "punctuation")
    return element.given(lspace="0em", rspace="0em") if is_sign else element


def _primed(scripts: Element) -> Element:
    """Scripts on something with primes, as one exponent with the primes before the rest."""
    base, lower, upper = script_parts(scripts)
    if base.tag not in (*SCRIPTS, *LIMITS) or base.children[1].get("accent"):
        return scripts
    inner, below, above = script_parts(base)
    exponents = [each for each in (above, upper) if each is not None]
    if (lower is not None and below is not None) or not any(set(text_of(each)) == {"′"} for each in exponents):
        return scripts
    parts = sorted((part for each in exponents for part in parts_of(each)), key=lambda part: part.text != "′")
    lower = lower or below
    names = LIMITS if {scripts.tag, base.tag} & set(LIMITS) else SCRIPTS
    if lower is None:
        return Element(names[1], children=(inner, row(parts)))
    return Element(names[2], children=(inner, lower, row(parts)))


def _columns(typed: str, usual: str, width: int, rules: Sequence[str]) -> dict[str, str]:
    """The alignment of each column, and the numbers of the columns and rows that have a rule before them."""
    letters = re.sub(r"\*\s*\{(\d{1,2})\}\s*\{([^{}]*)\}", lambda found: found[2] * int(found[1]), typed)
    letters = re.sub(r"[@!><]\s*\{[^{}]*\}|\s", "", re.sub(r"[pmb]\{[^{}]*\}", "l", letters)) + usual * width
    aligned: list[str] = []
    ruled: dict[str, None] = {}
    for letter in letters:
        if letter == "|":
            ruled[str(len(aligned))] = None
        elif letter in _COLUMNS:
            aligned.append(_COLUMNS[letter])
    found = {"columnalign": aligned[:width], "columnlines": ruled, "rowlines": rules}
    return {name: " ".join(values) for name, values in found.items() if values}


def _leaf(parsed: Parsed) -> Element:
    """A sign, a letter, a number or a space."""
    text = unescape(parsed.text or "")
    if parsed.tag == "mspace" or text == "\u00a0":
        return _space(parsed.get("width", "0.28em"))
    if parsed.tag in ("mn", "mtext"):
        variant = parsed.get("mathvariant", "")
        return Element(parsed.tag, text, attributes=(("mathvariant", variant),) if variant in _LETTERS else ())
    text = _SIGNS.get(text, text.replace("\u2006", " "))
    if len(text) > 1 and text[0].isalpha():
        limits = "true" if parsed.get("movablelimits") or f"\\{text}" in commands.LIMIT else "false"
        return Element("mo", text, attributes=(("movablelimits", limits),))
    kind = kind_of_sign(text)
    if kind != "ordinary" and not text.isalnum():
        return Element("mo", text)
    letter = unicodedata.normalize("NFKC", text) if "\U0001d400" <= text <= "\U0001d7ff" else text
    variant = parsed.get("mathvariant") or ("italic" if _slants(letter) else "normal")
    return Element("mi", letter, attributes=(("mathvariant", variant if variant in _LETTERS else "normal"),))


def _space(width: str) -> Element:
    """A space of this width, which is a length or one of MathML's names."""
    found = re.fullmatch(r"(-?[\d.]+)([a-z]+)", width)
    em = float(found[1]) * IN_EM[found[2]] if found else _WIDTHS[width]
    return Element("mspace", attributes=(("width", f"{em:.3f}em"),))


def _slants(text: str) -> bool:
    """True for the letters that LaTeX sets in italics: not for Greek capitals, nor for scripts without italics."""
    return text.isalpha() and not "\u0391" <= text <= "\u03a9" and text < "\u3000"


def _word(element: Element) -> Element:
    """The element, with consecutive upright letters in one pair of braces joined to one word."""
    parts = element.children if element.tag == "mrow" else ()
    if (
        len(parts) > 1
        and all(
            part.tag in ("mi", "mn") and part.text.isalnum() and part.get("mathvariant", "normal") == "normal"
            for part in parts
        )
        and any(part.tag == "mi" for part in parts)
    ):
        return replace(parts[0], tag="mi", text="".join(part.text for part in parts)).given(mathvariant="normal")
    return element


def _operator(element: Element) -> Element:
    """What `\\mathop` and its like hold: a word becomes the name of a function."""
    if element.tag == "mi" and len(element.text) > 1:
        return Element("mo", element.text, attributes=(("movablelimits", "true"),))
    return (
        element.given(movablelimits="true")
        if element.tag == "mo" and element.kind in ("large", "function")
        else element
    )


def _accented(tag: str, base: Element, mark: Element) -> Element | None:
    """Content with an accent, a line or a brace; None for what has something else over or under it."""
    if mark.children:
        return None
    if tag == "mover" and mark.text in ACCENTS:
        return Element(tag, children=(base, Element("mo", ACCENTS[mark.text], attributes=(("accent", "true"),))))
    shape = (_OVER if tag == "mover" else _UNDER).get(mark.text)
    if shape is None:
        return None
    return lined(base, shape)


def _depth(element: Element) -> int:
    """The number of levels of a tree."""
    level, depth = [element], 0
    while level:
        level, depth = [child for each in level for child in each.children], depth + 1
    return depth
