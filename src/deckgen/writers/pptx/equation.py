"""Formulas as Office MathML (ECMA-376 part 1, 22.1), in the form in which PowerPoint saves them.

A run has its DrawingML properties between those of the formula and its text; every structure repeats them as its
control properties. An argument is never empty, because PowerPoint then shows a dotted box.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct

from deckgen.formula.tree import (
    Accent,
    Atom,
    Columns,
    Fence,
    Fraction,
    Function,
    Letters,
    Limits,
    Line,
    Lines,
    Matrix,
    Node,
    Root,
    Row,
    Scripts,
    Space,
    Sum,
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
_NOTHING = "\u200b"
_SPACES = (
    (2.0, "\u2003\u2003"),
    (1.0, "\u2003"),
    (0.5, "\u2002"),
    (0.27, "\u2004"),
    (0.2, "\u205f"),
    (0.1, "\u2009"),
)
"""Unicode spaces by their widths in em, from wide to narrow."""
_SCRIPTS: dict[Letters, str] = {
    "double-struck": "double-struck", "script": "script", "fraktur": "fraktur", "sans": "sans-serif",
    "mono": "monospace",
}  # fmt: skip
_STYLES: dict[Letters, str] = {"italic": "i", "bold": "b", "bold-italic": "bi"}
_ALIGNED: dict[Columns, str] = {"left": "left", "centre": "center", "right": "right"}


def equation(formula: Formula, language: str, identity: str, picture: str) -> str:
    """The formula as a shape for programs that know equations, with a fallback shape that shows the picture.

    `identity` is its p:cNvPr, the same in both; `picture` is the relationship to the picture's part.
    """
    head = f'<p:sp><p:nvSpPr>{identity}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>{transform(formula.rect)}'
    shape = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    filled = f'<a:blipFill><a:blip r:embed="{picture}"/><a:stretch><a:fillRect/></a:stretch></a:blipFill>'
    blank = f'<a:p><a:r><a:rPr lang="{attribute(language)}"><a:noFill/></a:rPr><a:t> </a:t></a:r></a:p>'
    math = _Writer(formula, language).math(formula.tree)
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
    formula: Formula
    language: str

    def math(self, node: Node) -> str:
        """A part of the formula as one or several elements."""
        match node:
            case Atom():
                return self.run(node.text, node.letters, is_text=node.kind == "text")
            case Space():
                wide = next((sign for em, sign in _SPACES if node.em >= em), "")
                return self.run(wide, "upright", is_text=True) if wide else ""
            case Row():
                return "".join(map(self.math, node.parts))
            case Scripts() | Limits():
                return self.scripts(node)
            case Matrix():
                return self.matrix(node)
            case Lines():
                return self.lines(node)
            case _:
                return self.built(node)

    def built(self, node: Fraction | Root | Sum | Function | Fence | Accent | Line) -> str:
        """A part with an element of its own, as that element."""
        match node:
            case Fraction():
                bar = "" if node.bar else '<m:type m:val="noBar"/>'
                return self.structure("f", bar, num=node.above, den=node.below)
            case Root():
                hidden = '<m:degHide m:val="1"/>' if node.degree is None else ""
                return self.structure("rad", hidden, deg=node.degree, e=node.of)
            case Sum():
                return self.large(node)
            case Function():
                return self.structure("func", "", fName=node.name, e=node.of)
            case Fence():
                signs = f'<m:begChr m:val="{attribute(node.left)}"/><m:endChr m:val="{attribute(node.right)}"/>'
                return self.structure("d", signs, e=node.of)
            case Accent():
                return self.structure("acc", f'<m:chr m:val="{node.mark}"/>', e=node.of)
            case Line():
                return self.line(node)
            case _:
                assert_never(node)

    @property
    def look(self) -> str:
        """The DrawingML properties that all runs share, without the tag."""
        fonts = f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/><a:cs typeface="{FONT}"/>'
        return f"{fill(self.formula.colour)}{fonts}"

    def run(self, characters: str, letters: Letters, *, is_text: bool = False) -> str:
        """Characters with the same formatting; text keeps its spaces and is not set as mathematics."""
        slanted = letters in ("italic", "bold-italic")
        manner = '<m:nor m:val="1"/>' if is_text else ""
        if not is_text and not slanted:
            script = _SCRIPTS.get(letters)
            manner = f'<m:scr m:val="{script}"/>' if script else ""
            manner += f'<m:sty m:val="{_STYLES.get(letters, "p")}"/>'
        elif letters == "bold-italic":
            manner = '<m:sty m:val="bi"/>'
        weight = ' b="1"' if letters in ("bold", "bold-italic") else ""
        slope = ' i="1"' if slanted else ' i="0"'
        properties = f"<m:rPr>{manner}</m:rPr>" if manner else ""
        size = f'lang="{attribute(self.language)}" sz="{self.formula.size * 100}"'
        return f"<m:r>{properties}<a:rPr {size}{weight}{slope}>{self.look}</a:rPr><m:t>{text(characters)}</m:t></m:r>"

    def structure(self, name: str, properties: str, **arguments: Node | None) -> str:
        """The element `name` with its properties and arguments, in the order of the schema."""
        inner = "".join(self.argument(tag, node) for tag, node in arguments.items())
        return f"<m:{name}>{self.properties(name, properties)}{inner}</m:{name}>"

    def properties(self, name: str, inner: str) -> str:
        size = f'lang="{attribute(self.language)}" sz="{self.formula.size * 100}"'
        control = f'<m:ctrlPr><a:rPr {size} i="1">{self.look}</a:rPr></m:ctrlPr>'
        return f"<m:{name}Pr>{inner}{control}</m:{name}Pr>"

    def argument(self, tag: str, node: Node | None) -> str:
        """One argument; an omitted one is an empty element that a property hides."""
        if node is None:
            return f"<m:{tag}/>"
        return f"<m:{tag}>{self.math(node) or self.run(_NOTHING, 'upright')}</m:{tag}>"

    def scripts(self, node: Scripts | Limits) -> str:
        match node:
            case Scripts(upper=None):
                return self.structure("sSub", "", e=node.base, sub=node.lower)
            case Scripts(lower=None):
                return self.structure("sSup", "", e=node.base, sup=node.upper)
            case Scripts():
                return self.structure("sSubSup", "", e=node.base, sub=node.lower, sup=node.upper)
            case Limits(upper=None):
                return self.structure("limLow", "", e=node.base, lim=node.lower)
            case Limits(lower=None):
                return self.structure("limUpp", "", e=node.base, lim=node.upper)
            case Limits():
                return self.structure("limUpp", "", e=Limits(node.base, node.lower), lim=node.upper)

    def large(self, node: Sum) -> str:
        place = "undOvr" if node.stacked else "subSup"
        hidden = '<m:subHide m:val="1"/>' if node.lower is None else ""
        hidden += '<m:supHide m:val="1"/>' if node.upper is None else ""
        signs = f'<m:chr m:val="{node.sign}"/><m:limLoc m:val="{place}"/>{hidden}'
        return self.structure("nary", signs, sub=node.lower, sup=node.upper, e=node.of)

    def line(self, node: Line) -> str:
        place = "top" if node.over else "bot"
        if node.shape == "line":
            return self.structure("bar", f'<m:pos m:val="{place}"/>', e=node.of)
        sign = "⏞" if node.over else "⏟"
        other = "bot" if node.over else "top"
        signs = f'<m:chr m:val="{sign}"/><m:pos m:val="{place}"/><m:vertJc m:val="{other}"/>'
        return self.structure("groupChr", signs, e=node.of)

    def matrix(self, node: Matrix) -> str:
        columns = "".join(
            f'<m:mc><m:mcPr><m:count m:val="1"/><m:mcJc m:val="{_ALIGNED[column]}"/></m:mcPr></m:mc>'
            for column in node.columns
        )
        rows = "".join(f"<m:mr>{''.join(self.argument('e', cell) for cell in row)}</m:mr>" for row in node.rows)
        head = self.properties("m", f'<m:plcHide m:val="1"/><m:mcs>{columns}</m:mcs>')
        return f"<m:m>{head}{rows}</m:m>"

    def lines(self, node: Lines) -> str:
        """An array of equations; an ampersand marks the place at which lines are aligned."""
        rows = "".join(f"<m:e>{''.join(self.cells(row))}</m:e>" for row in node.rows)
        return f"<m:eqArr>{self.properties('eqArr', '')}{rows}</m:eqArr>"

    def cells(self, row: tuple[Node, ...]) -> Iterator[str]:
        for number, cell in enumerate(row):
            if number:
                yield self.run("&", "upright")
            yield self.math(cell)
