"""Formulas as Office MathML (ECMA-376 part 1, 22.1), in the form in which PowerPoint saves them.

A run has its DrawingML properties between those of the formula and its text; every structure repeats them as its
control properties. An argument is never empty, because PowerPoint then shows a dotted box.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from deckgen.formula.symbols import kind_of_sign
from deckgen.formula.tree import (
    APPLICATION,
    Element,
    divided,
    fence_of,
    parts_of,
    row,
    ruled,
    script_parts,
    takes_limits,
)
from deckgen.scene.items import Formula
from deckgen.writers.pptx.xml import attribute, fill, text, transform

FONT = "Cambria Math"
"""The only mathematical font that every version of PowerPoint has."""
_M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_A14 = 'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main"'
_MARKUP = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_BODY = (
    '<a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="ctr"><a:noAutofit/></a:bodyPr>'
    "<a:lstStyle/>"
)
"""No wrapping, so that an equation is not broken by a program that sets it wider than it was measured."""
_NOTHING = Element("mtext", "\u200b")
"""An argument without anything in it; LibreOffice draws a box for one that is empty or no text."""
_SPACES = (
    (2.0, "\u2003\u2003"),
    (1.0, "\u2003"),
    (0.5, "\u2002"),
    (0.27, "\u2004"),
    (0.2, "\u205f"),
    (0.1, "\u2009"),
)
"""Unicode spaces by their widths in em, from wide to narrow."""
_SCRIPTS = {
    "double-struck": "double-struck", "script": "script", "fraktur": "fraktur", "sans-serif": "sans-serif",
    "monospace": "monospace",
}  # fmt: skip
_STYLES = {"italic": "i", "bold": "b", "bold-italic": "bi"}
_STRIKES = {"horizontalstrike": "H", "updiagonalstrike": "BLTR", "downdiagonalstrike": "TLBR"}
_SIDES = "".join(f'<m:hide{side} m:val="1"/>' for side in ("Top", "Bot", "Left", "Right"))
_SAFE = str.maketrans({"|": "∣"})
"""LibreOffice reads a vertical bar as a logical or."""


def equation(formula: Formula, language: str, identity: str, picture: str) -> str:
    """The formula as a shape for programs that know equations, with a fallback shape that shows the picture.

    `identity` is its p:cNvPr, the same in both; `picture` is the relationship to the picture's part.
    """
    head = f'<p:sp><p:nvSpPr>{identity}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>{transform(formula.rect)}'
    shape = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    filled = f'<a:blipFill><a:blip r:embed="{picture}"/><a:stretch><a:fillRect/></a:stretch></a:blipFill>'
    blank = f'<a:p><a:r><a:rPr lang="{attribute(language)}"><a:noFill/></a:rPr><a:t> </a:t></a:r></a:p>'
    math = _Writer(formula, language, fill(formula.colour)).side_by_side(parts_of(formula.tree))
    paragraph = (
        f'<a:p><a:pPr algn="ctr"/><a14:m><m:oMathPara {_M}><m:oMathParaPr><m:jc m:val="center"/></m:oMathParaPr>'
        f"<m:oMath>{math}</m:oMath></m:oMathPara></a14:m></a:p>"
    )
    return (
        f'<mc:AlternateContent {_MARKUP}><mc:Choice {_A14} Requires="a14">{head}{shape}<a:noFill/></p:spPr>'
        f"<p:txBody>{_BODY}{paragraph}</p:txBody></p:sp></mc:Choice>"
        f"<mc:Fallback>{head}{shape}{filled}</p:spPr><p:txBody>{_BODY}{blank}</p:txBody></p:sp></mc:Fallback>"
        "</mc:AlternateContent>"
    )


class _Writer(Struct, frozen=True):
    """Writes a formula; `ink` is the fill of its letters."""

    formula: Formula
    language: str
    ink: str

    def math(self, node: Element) -> str:
        """A part of the formula as one or several elements."""
        match node.tag:
            case "mi" | "mn" | "mo" | "mtext":
                return self.run(node)
            case "mspace":
                wide = next((sign for em, sign in _SPACES if node.em >= em), "")
                return self.run(Element("mtext", wide)) if wide else ""
            case "mrow":
                return self.row(node)
            case "mtd":
                return self.side_by_side(parts_of(row(node.children)))
            case "mstyle":
                colour = f'<a:solidFill><a:srgbClr val="{node.get("mathcolor").lstrip("#")}"/></a:solidFill>'
                return "".join(map(replace(self, ink=colour).math, node.children))
            case "msub" | "msup" | "msubsup" | "munder" | "mover" | "munderover":
                return self.scripts(node)
            case "mtable":
                return self.table(ruled(node))
        return self.built(node)

    def row(self, node: Element) -> str:
        """Parts side by side, or the structure that the row is by its form."""
        found = fence_of(node)
        match node.get("role"):
            case "applied":
                return self.structure("func", "", fName=node.children[0], e=node.children[2])
            case "summed":
                return self.large(*node.children)
            case _ if found is not None:
                return self.delimited(found[0], [found[1]], found[2])
        return "".join(map(self.math, node.children))

    def side_by_side(self, parts: Sequence[Element]) -> str:
        """Parts of a row. LibreOffice draws a question mark where a sign between two things has only one."""
        before = self.run(_NOTHING) if parts and _stands_between(parts[0]) and parts[0].text not in "−+±∓" else ""
        behind = self.run(_NOTHING) if parts and _stands_between(parts[-1]) else ""
        return f"{before}{''.join(map(self.math, parts))}{behind}"

    def delimited(self, left: str, parts: Sequence[Element], right: str) -> str:
        """Parts between brackets, with bars between them that are as tall."""
        bar = '<m:sepChr m:val="|"/>' if len(parts) > 1 else ""
        signs = f'<m:begChr m:val="{attribute(left)}"/>{bar}<m:endChr m:val="{attribute(right)}"/>'
        inner = "".join(self.argument("e", part) for part in parts)
        return f"<m:d>{self.properties('d', signs)}{inner}</m:d>"

    def built(self, node: Element) -> str:
        """A part with an element of its own, as that element."""
        children = node.children
        match node.tag:
            case "mfrac":
                bar = '<m:type m:val="noBar"/>' if node.get("linethickness") == "0" else ""
                return self.structure("f", bar, num=children[0], den=children[1])
            case "msqrt":
                return self.structure("rad", '<m:degHide m:val="1"/>', deg=None, e=children[0])
            case "mroot":
                return self.structure("rad", "", deg=children[1], e=children[0])
            case "mphantom":
                narrow = '<m:zeroWid m:val="1"/>' if node.get("width") == "0" else ""
                return self.structure("phant", f'<m:show m:val="0"/>{narrow}', e=children[0])
            case "menclose":
                strikes = [_STRIKES[each] for each in node.get("notation").split() if each in _STRIKES]
                drawn = "".join(f'<m:strike{each} m:val="1"/>' for each in _STRIKES.values() if each in strikes)
                return self.structure("borderBox", _SIDES + drawn if strikes else "", e=children[0])
        raise AssertionError(f"this is a bug in deckgen: there is no equation for {node.tag}")

    @property
    def look(self) -> str:
        """The DrawingML properties that all runs share, without the tag."""
        fonts = f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/><a:cs typeface="{FONT}"/>'
        return f"{self.ink}{fonts}"

    def run(self, node: Element) -> str:
        """Characters with the same formatting; text and words keep their spaces and are not set as mathematics.

        LibreOffice would read words such as `sup` and `in` as commands of its own, and an ampersand as a logical and.
        """
        letters = node.get("mathvariant", "normal")
        is_text = node.tag == "mtext" or node.text == "&" or (letters == "normal" and _is_word(node.text))
        slanted = letters in ("italic", "bold-italic")
        manner = '<m:nor m:val="1"/>' if is_text else ""
        if not is_text and not slanted:
            script = _SCRIPTS.get(letters)
            manner = f'<m:scr m:val="{script}"/>' if script else ""
            manner += f'<m:sty m:val="{_STYLES.get(letters, "p")}"/>'
        elif letters == "bold-italic" and not is_text:
            manner = '<m:sty m:val="bi"/>'
        weight = ' b="1"' if letters in ("bold", "bold-italic") else ""
        slope = ' i="1"' if slanted else ' i="0"'
        properties = f"<m:rPr>{manner}</m:rPr>" if manner else ""
        size = f'lang="{attribute(self.language)}" sz="{self.formula.size * 100}"'
        shown = node.text if is_text else node.text.translate(_SAFE)
        if not shown or shown == APPLICATION:
            return ""
        return f"<m:r>{properties}<a:rPr {size}{weight}{slope}>{self.look}</a:rPr><m:t>{text(shown)}</m:t></m:r>"

    def structure(self, name: str, properties: str, **arguments: Element | None) -> str:
        """The element `name` with its properties and arguments, in the order of the schema."""
        inner = "".join(self.argument(tag, node) for tag, node in arguments.items())
        return f"<m:{name}>{self.properties(name, properties)}{inner}</m:{name}>"

    def properties(self, name: str, inner: str) -> str:
        size = f'lang="{attribute(self.language)}" sz="{self.formula.size * 100}"'
        control = f'<m:ctrlPr><a:rPr {size} i="1">{self.look}</a:rPr></m:ctrlPr>'
        return f"<m:{name}Pr>{inner}{control}</m:{name}Pr>"

    def argument(self, tag: str, node: Element | None) -> str:
        """One argument; an omitted one is an empty element that a property hides."""
        if node is None:
            return f"<m:{tag}/>"
        is_sign = tag == "e" and node.tag == "mo"
        inner = self.math(node) if is_sign else self.side_by_side(parts_of(node))
        return f"<m:{tag}>{inner or self.run(_NOTHING)}</m:{tag}>"

    def scripts(self, node: Element) -> str:
        base, lower, upper = script_parts(node)
        mark = node.children[1]
        if mark.get("accent"):
            return self.line(node, base, mark) if mark.get("stretchy") else self.accent(base, mark)
        if base.is_large and base.base is base:
            return self.large(node, None)
        match node.tag:
            case "msub":
                return self.structure("sSub", "", e=base, sub=lower)
            case "msup":
                return self.structure("sSup", "", e=base, sup=upper)
            case "msubsup":
                return self.structure("sSubSup", "", e=base, sub=lower, sup=upper)
            case "munder":
                return self.structure("limLow", "", e=base, lim=lower)
            case "mover":
                return self.structure("limUpp", "", e=base, lim=upper)
        under = Element("munder", children=node.children[:2])
        return self.structure("limUpp", "", e=under, lim=upper)

    def accent(self, base: Element, mark: Element) -> str:
        return self.structure("acc", f'<m:chr m:val="{mark.text}"/>', e=base)

    def large(self, sign: Element, operand: Element | None) -> str:
        """A large operator with its bounds and what it is over."""
        if sign.base is sign:
            base, lower, upper = sign, None, None
        else:
            base, lower, upper = script_parts(sign)
        if base.base is not base:
            return self.scripts(sign) + ("" if operand is None else self.math(operand))
        place = "undOvr" if sign.tag in ("munder", "mover", "munderover") or takes_limits(base) else "subSup"
        hidden = '<m:subHide m:val="1"/>' if lower is None else ""
        hidden += '<m:supHide m:val="1"/>' if upper is None else ""
        signs = f'<m:chr m:val="{base.text}"/><m:limLoc m:val="{place}"/>{hidden}'
        return self.structure("nary", signs, sub=lower, sup=upper, e=operand or Element("mrow"))

    def line(self, node: Element, base: Element, mark: Element) -> str:
        """A line or a brace of the width of what it is over or under."""
        place, other = ("top", "bot") if node.tag == "mover" else ("bot", "top")
        if mark.text in ("‾", "_"):
            return self.structure("bar", f'<m:pos m:val="{place}"/>', e=base)
        signs = f'<m:chr m:val="{mark.text}"/><m:pos m:val="{place}"/><m:vertJc m:val="{other}"/>'
        return self.structure("groupChr", signs, e=base)

    def table(self, node: Element) -> str:
        if node.get("displaystyle"):
            return self.lines(node)
        parts = divided(node)
        return self.delimited("", parts, "") if len(parts) > 1 else self.matrix(parts[0])

    def matrix(self, node: Element) -> str:
        columns = "".join(
            f'<m:mc><m:mcPr><m:count m:val="1"/><m:mcJc m:val="{column}"/></m:mcPr></m:mc>'
            for column in node.get("columnalign").split()
        )
        rows = "".join(
            f"<m:mr>{''.join(self.argument('e', cell) for cell in line.children)}</m:mr>" for line in node.children
        )
        gap = '<m:cGpRule m:val="3"/><m:cGp m:val="0"/>' if node.get("columnspacing") else ""
        head = self.properties("m", f'<m:plcHide m:val="1"/>{gap}<m:mcs>{columns}</m:mcs>')
        return f"<m:m>{head}{rows}</m:m>"

    def lines(self, node: Element) -> str:
        """An array of equations; if they are aligned, a matrix without gaps.

        PowerPoint would also align at ampersands in an array, but LibreOffice draws these.
        """
        width = len(node.children[0].children)
        if width > 1:
            aligned = " ".join(("right", "left")[number % 2] for number in range(width))
            return self.matrix(node.given(columnalign=aligned, columnspacing="0em"))
        rows = "".join(self.argument("e", line.children[0]) for line in node.children)
        return f"<m:eqArr>{self.properties('eqArr', '')}{rows}</m:eqArr>"


def _stands_between(part: Element) -> bool:
    return part.tag == "mo" and kind_of_sign(part.text) in ("relation", "binary")


def _is_word(text: str) -> bool:
    """True for letters that are no sign of mathematics."""
    return text.replace(" ", "").isalpha() and (text.isascii() or len(text) > 1)
