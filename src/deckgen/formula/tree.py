"""The tree of a formula: presentation MathML (MathML Core), in the form that `mathml` gives it.

Four structures are rows of a fixed form. A fence is an `mrow` between two signs with `fence`; a function with its
argument has the invisible sign of application between the two; a large operator with its operand is a row of two; a
label over a sign is an `mover` as usual.
"""

from __future__ import annotations

from itertools import pairwise
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from deckgen.formula.symbols import INTEGRALS, Kind, kind_of_sign

APPLICATION = "\u2061"
SCRIPTS = ("msub", "msup", "msubsup")
LIMITS = ("munder", "mover", "munderover")


class Element(Struct, frozen=True):
    """An element of MathML: one with `text` has no children."""

    tag: str
    text: str = ""
    children: tuple[Element, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str, default: str = "") -> str:
        return dict(self.attributes).get(name, default)

    def given(self, **attributes: str) -> Element:
        """The element with other values for some attributes."""
        return replace(self, attributes=tuple((dict(self.attributes) | attributes).items()))

    @property
    def kind(self) -> Kind:
        """The part that a sign plays; `ordinary` for what is no sign."""
        match self.tag:
            case "mn":
                return "number"
            case "mtext":
                return "text"
            case "mo" if self.is_word:
                return "function"
            case "mo" if self.get("lspace") != "0em":
                return kind_of_sign(self.text)
        return "ordinary"

    @property
    def is_word(self) -> bool:
        """True for the name of a function."""
        return len(self.text) > 1 and self.text[0].isalpha()

    @property
    def base(self) -> Element:
        """What the scripts and limits are on, or the element itself."""
        return self.children[0].base if self.tag in (*SCRIPTS, *LIMITS) and self.children else self

    @property
    def is_large(self) -> bool:
        return self.base.kind == "large"

    @property
    def em(self) -> float:
        """The width of a space in em."""
        return float(self.get("width", "0em").removesuffix("em"))


NOTHING = Element("mrow")


def row(parts: list[Element] | tuple[Element, ...]) -> Element:
    """The parts as one element: a single part itself, several as a row."""
    return parts[0] if len(parts) == 1 else Element("mrow", children=tuple(parts))


def parts_of(element: Element) -> tuple[Element, ...]:
    """The parts of a plain row; any other element is its only part."""
    is_plain = element.tag == "mrow" and fence_of(element) is None and not element.get("role")
    return element.children if is_plain else (element,)


def fence(left: str, inner: Element, right: str) -> Element:
    """Content between two brackets; an empty one is not drawn."""
    sides = [
        Element("mo", sign, attributes=(("fence", "true"), ("form", form)))
        for sign, form in ((left, "prefix"), (right, "postfix"))
    ]
    return Element("mrow", children=(sides[0], *parts_of(inner), sides[1]))


def fence_of(element: Element) -> tuple[str, Element, str] | None:
    """The left bracket, the content and the right bracket; None for what is no fence."""
    if element.tag != "mrow" or len(element.children) < 2:
        return None
    left, *inner, right = element.children
    if left.get("fence") and right.get("fence") and (left.get("form"), right.get("form")) == ("prefix", "postfix"):
        return left.text, row(inner), right.text
    return None


def applied(name: Element, argument: Element) -> Element:
    """A function with its argument."""
    return Element("mrow", children=(name, Element("mo", APPLICATION), argument), attributes=(("role", "applied"),))


def summed(sign: Element, operand: Element) -> Element:
    """A large operator, with its bounds, and what it is over."""
    return Element("mrow", children=(sign, operand), attributes=(("role", "summed"),))


def lined(inner: Element, mark: str = "‾") -> Element:
    """Content with a line or a brace of its width over or under it."""
    sign = Element("mo", mark, attributes=(("accent", "true"), ("stretchy", "true")))
    return Element("mover" if mark in "‾⏞⎴⏜" else "munder", children=(inner, sign))


def script_parts(element: Element) -> tuple[Element, Element | None, Element | None]:
    """The base of scripts or limits, and what is below and above it; None for what is not there."""
    base, *others = element.children
    match element.tag:
        case "msub" | "munder":
            return base, others[0], None
        case "msup" | "mover":
            return base, None, others[0]
    return base, others[0], others[1]


def takes_limits(sign: Element) -> bool:
    """True if the bounds of a sign stand under and over it, and not beside it."""
    given = sign.get("movablelimits")
    return given == "true" or (given != "false" and sign.kind == "large" and sign.text not in INTEGRALS)


def text_of(element: Element | None) -> str:
    """All characters of a formula in reading order, those of fences and signs included."""
    if element is None or element.tag in ("mspace", "mphantom"):
        return ""
    if not element.children:
        return element.text.replace(APPLICATION, "")
    match element.tag, element.children:
        case "mover" | "munder", (base, mark) if mark.get("accent"):
            return text_of(base)
        case "mroot", (inner, degree):
            return text_of(degree) + text_of(inner)
    return "".join(map(text_of, element.children))


def divided(table: Element) -> list[Element]:
    """The parts of a table that its rules between columns make, in order; only one without such rules.

    Rows that are taller in one part are so in all: each part holds the others' tall cells as invisible ones.
    """
    width = len(table.children[0].children)
    edges = [0, *(at for at in map(int, table.get("columnlines").split()) if 0 < at < width), width]
    aligned = table.get("columnalign").split()
    parts = []
    for start, end in pairwise(edges):
        rows = []
        for line in table.children:
            others = [cell for cell in (*line.children[:start], *line.children[end:]) if is_tall(cell)]
            kept = line.children[start:end]
            hidden = tuple(
                Element("mphantom", children=cell.children, attributes=(("width", "0"),)) for cell in others
            )
            first = replace(kept[0], children=(row((*kept[0].children, *hidden)),))
            rows.append(replace(line, children=(first, *kept[1:])))
        parts.append(Element("mtable", children=tuple(rows)).given(columnalign=" ".join(aligned[start:end])))
    return parts


def is_tall(element: Element) -> bool:
    """True for what is higher than a line of letters."""
    return element.tag in ("mfrac", "mtable", "munder", "mover", "munderover") or any(map(is_tall, element.children))


def ruled(table: Element) -> Element:
    """The table with a row of dashes in the place of each rule between rows, because equations have no such rules."""
    rules = [int(at) for at in table.get("rowlines").split()]
    if not rules:
        return table
    widths = [
        max(len(text_of(cell)) for cell in column)
        for column in zip(*(line.children for line in table.children), strict=True)
    ]
    dashes = [Element("mtd", children=(Element("mtext", "—" * (1 + ceil(width * 0.6))),)) for width in widths]
    line = Element("mtr", children=tuple(dashes))
    rows = [each for at, row_ in enumerate(table.children) for each in (*(line,) * rules.count(at), row_)]
    rows += [line] * rules.count(len(table.children))
    return replace(table, children=tuple(rows)).given(rowlines="", columnspacing="0em")
