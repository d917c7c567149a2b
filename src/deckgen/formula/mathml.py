"""LaTeX to MathML, by latex2mathml: the tree from which equations, text, spoken words and pictures are made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import unescape
from string import ascii_letters
from xml.etree.ElementTree import Element as Parsed

from latex2mathml import commands
from latex2mathml.converter import Converter
from msgspec.structs import replace

from deckgen.formula.expansion import expanded
from deckgen.formula.grouping import grouped
from deckgen.formula.latex import DEEPEST, IN_EM, Written, known_commands, written_anew
from deckgen.formula.symbols import kind_of_sign, sign_named
from deckgen.formula.tokens import Mistake, Token, Unreadable
from deckgen.formula.tree import LIMITS, NOTHING, SCRIPTS, Element, fence, lined, row, takes_limits, text_of
from deckgen.macros import Macros

_MARKS = {
    "´": "\u0301", "¯": "\u0304", "˘": "\u0306", "ˇ": "\u030c", "˙": "\u0307", "¨": "\u0308", "⃛": "\u20db",
    "`": "\u0300", "^": "\u0302", "˚": "\u030a", "~": "\u0303", "→": "\u20d7", "←": "\u20d6", "↔": "\u20e1",
}  # fmt: skip
"""The combining character for each accent of latex2mathml, over something."""
_OVER = {"―": "‾", "⏞": "⏞", "⎴": "⎴", "⏜": "⏜"}
_UNDER = {"―": "_", "⏟": "⏟", "⎵": "⎵", "⏝": "⏝", "→": "→", "←": "←", "↔": "↔"}
_SIGNS = {"-": "−", "*": "∗", "·": "⋅", "∣": "∣", "\u29f5": "∖"}
_BRACES = tuple("⏞⎴⏜⏟⎵⏝")
_WIDTHS = {"thinmathspace": 3 / 18, "thickmathspace": 5 / 18, "negativethinmathspace": -3 / 18}
_LETTERS = ("bold", "italic", "bold-italic", "double-struck", "script", "fraktur", "sans-serif", "monospace")


@lru_cache(maxsize=1024)
def formula_of(latex: str, macros: Macros = ()) -> Element | Mistake:
    """The formula for `latex`; its lines are separated by `\\\\` or by line ends."""
    try:
        tokens = expanded(latex, macros)
        written = written_anew(tokens or [Token("", 0, 1)])
        return _Tree(tokens, written).whole()
    except Unreadable as unreadable:
        return unreadable.mistake


class _Tree:
    """The tree that latex2mathml makes, put into the form that all readers of it expect."""

    def __init__(self, tokens: Sequence[Token], written: Written) -> None:
        self.tokens = tokens
        self.written = written

    def whole(self) -> Element:
        parsed = Converter(display="block").convert_to_element(self.written.latex)
        tree = row(self.inside(parsed[0]))
        if not text_of(tree).strip():
            self.tokens[0].fail("this formula is empty", "write something like `E = mc^2`")
        if _depth(tree) > 4 * DEEPEST:
            self.tokens[0].fail("this formula is nested too deeply", "write it flatter, or split it into several")
        return tree

    def inside(self, parsed: Iterable[Parsed]) -> list[Element]:
        """The children of a row, grouped; a mark at its beginning applies to all that follow."""
        children = list(parsed)
        marked = self.mark(children[0]) if children else None
        if marked is not None and marked.tag in ("mrow", "mstyle", "mtable"):
            return [self.described(marked, children[1:])]
        return grouped([part for child in children for part in self.item(child)])

    def mark(self, parsed: Parsed) -> Element | None:
        return self.written.marked(parsed.text or "") if parsed.tag == "mtext" else None

    def described(self, mark: Element, children: Sequence[Parsed]) -> Element:
        """What follows a mark that describes it: a table, the inside of brackets, something coloured."""
        if mark.tag == "mtable":
            return _even(Element("mtable", children=self.rows(children[0]), attributes=mark.attributes))
        if mark.get("movablelimits"):
            return self.element(children[0]).given(**dict(mark.attributes))
        inner = row(self.inside(children))
        if mark.tag == "mrow":
            return fence(mark.get("left"), inner, mark.get("right"))
        return replace(mark, children=(inner,))

    def rows(self, table: Parsed) -> tuple[Element, ...]:
        return tuple(
            Element("mtr", children=tuple(Element("mtd", children=(row(self.inside(cell)),)) for cell in line))
            for line in table
        )

    def item(self, parsed: Parsed) -> Sequence[Element]:
        """A child of a row as parts of it."""
        if parsed.tag == "mrow":
            inner = self.inside(parsed)
            if len(inner) == 1 and inner[0].kind in ("binary", "relation", "punctuation"):
                # Braces make an ordinary sign of another one: {,} has no space around it.
                return [inner[0].given(lspace="0em", rspace="0em")]
            return [_word(row(inner))] if inner else []
        if parsed.tag == "mspace" and "width" not in parsed.attrib:
            return []
        return [self.element(parsed)]

    def element(self, parsed: Parsed) -> Element:
        """One element of latex2mathml, as one element."""
        match parsed.tag:
            case "mrow" | "mpadded":
                inner = _word(row(self.inside(parsed)))
                return inner.given(width="0") if inner.tag == "mphantom" and parsed.get("width") == "0" else inner
            case "mstyle":
                return row(self.inside(parsed))
            case "msub" | "msup" | "msubsup" | "munder" | "mover" | "munderover":
                return self.scripts(parsed)
            case "mfrac" | "msqrt" | "mroot" | "menclose" | "mphantom":
                kept = {name: value for name, value in parsed.attrib.items() if name in ("linethickness", "notation")}
                children = tuple(self.element(child) for child in parsed)
                if parsed.tag in ("msqrt", "menclose", "mphantom"):
                    children = (row(self.inside(parsed)),)
                return Element(parsed.tag, children=children, attributes=tuple(kept.items()))
            case "mtext" if (marked := self.mark(parsed)) is not None:
                return self.known(marked)
            case _ if len(parsed):
                return _operator(row(self.inside(parsed)))
        return _leaf(parsed)

    def known(self, mark: Element) -> Element:
        """The element of a mark; one that stands for a command that nobody knows is a mistake at its place."""
        if mark.tag == "mi" and mark.text.startswith("\\"):
            token = next((each for each in self.tokens if each.text == mark.text), self.tokens[0])
            raise Unreadable(
                Mistake(token.start, token.length, f"`{mark.text}` is not known in formulas", _hint(mark.text[1:]))
            )
        return mark

    def scripts(self, parsed: Parsed) -> Element:
        children = tuple(self.element(child) for child in parsed)
        base, tag = children[0], parsed.tag
        if len(children) == 2 and tag in ("mover", "munder"):
            accented = _accented(tag, base, children[1])
            if accented is not None:
                return accented
        is_stacked = base.tag in ("mover", "munder") and base.children[1].text in _BRACES
        is_operator = parsed[0].tag == "mo" and len(parsed[0]) > 0 and not parsed[0].attrib
        if tag in SCRIPTS and (is_stacked or is_operator or takes_limits(base)):
            tag = LIMITS[SCRIPTS.index(tag)]
        return Element(tag, children=children)


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
    if tag == "mover" and mark.text in _MARKS:
        return Element(tag, children=(base, Element("mo", _MARKS[mark.text], attributes=(("accent", "true"),))))
    shape = (_OVER if tag == "mover" else _UNDER).get(mark.text)
    if shape is None:
        return None
    return lined(base, shape)


def _even(table: Element) -> Element:
    """The table, with the same number of cells in each row."""
    rows = [line.children for line in table.children]
    width = max(map(len, rows))
    even = [(*cells, *(Element("mtd", children=(NOTHING,)),) * (width - len(cells))) for cells in rows]
    return replace(table, children=tuple(Element("mtr", children=cells) for cells in even))


def _hint(name: str) -> str:
    """The remedy for an unknown command: the one that was certainly meant, or another way."""
    names = known_commands()
    near = {
        other
        for other in _one_slip(name)
        if other[:1] == name[:1] and len(other) > 3 and (other in names or sign_named(other) is not None)
    }
    if len(near) == 1:
        return f"did you mean `\\{near.pop()}`?"
    return "write it with other commands, as `\\text{…}`, or define it under `macros` at the head"


def _one_slip(name: str) -> set[str]:
    """The names from which this one differs by two letters swapped, a letter typed twice, or one left out."""
    swapped = {name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(1, len(name) - 1)}
    once = {name[:at] + name[at + 1 :] for at in range(1, len(name)) if name[at] == name[at - 1]}
    whole = {name[:at] + letter + name[at:] for at in range(1, len(name) + 1) for letter in ascii_letters}
    return (swapped | once | (whole if len(name) > 3 else set())) - {name}


def _depth(element: Element) -> int:
    """The number of levels of a tree."""
    level, depth = [element], 0
    while level:
        level, depth = [child for each in level for child in each.children], depth + 1
    return depth
