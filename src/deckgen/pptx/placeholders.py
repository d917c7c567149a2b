"""The placeholders and ornaments of masters and layouts: areas of the theme as shapes to type into."""

from __future__ import annotations

from deckgen.paint import Colour
from deckgen.pptx.levels import list_style, of_area
from deckgen.pptx.shapes import area_placeholder, identity, outline
from deckgen.pptx.text import ANCHORS, NO_TEXT
from deckgen.pptx.xml import attribute, fill, line, text, transform
from deckgen.theme.tokens import Area, Ornament, Theme

EMPTY_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
"""What every tree of shapes begins with."""
_NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_LEVEL_PROMPTS = ("Click to edit text", "Second level", "Third level", "Fourth level", "Fifth level")


def ornament(thing: Ornament, number: int) -> str:
    """A shape that slides show but cannot change."""
    rect = thing.rect
    shape = outline("rounded" if thing.corner else "rectangle", min(rect.width, rect.height), thing.corner)
    return (
        f"<p:sp><p:nvSpPr>{identity(number, f'Ornament {number - 1}', decorative=True)}<p:cNvSpPr/>"
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{transform(rect)}{shape}{fill(thing.fill)}{line(thing.line)}'
        f"</p:spPr><p:txBody>{NO_TEXT}</p:txBody></p:sp>"
    )


def layout_placeholder(area: Area, number: int, theme: Theme, language: str) -> str:
    """An area of a layout, with the looks of its text by level and a prompt."""
    style = list_style(of_area(area, theme))
    return own_placeholder(area, number, area_placeholder(area), (style, language))


def repeated_placeholder(area: Area, number: int, language: str) -> str:
    """An area of a layout that is just as on the master, and says so by saying nothing.

    What is said twice counts twice in LibreOffice, which then lightens a light colour again.
    """
    words = f"<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>{_prompt(area, language)}"
    return _shape(area, number, area_placeholder(area), words)


def own_placeholder(area: Area, number: int, mark: str, words: tuple[str, str]) -> str:
    """An area in full: `mark` is its p:ph, `words` are its list style and the language of its prompt."""
    style, language = words
    return _shape(
        area,
        number,
        mark,
        f'<p:spPr>{transform(area.rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
        '<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0"'
        f' anchor="{ANCHORS[area.anchor]}"><a:noAutofit/></a:bodyPr><a:lstStyle>{style}</a:lstStyle>'
        f"{_prompt(area, language)}",
    )


def _shape(area: Area, number: int, mark: str, rest: str) -> str:
    return (
        f'<p:sp><p:nvSpPr>{identity(number, area.name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr>{mark}</p:nvPr></p:nvSpPr>{rest}</p:txBody></p:sp>"
    )


def _prompt(area: Area, language: str) -> str:
    """A text for the placeholder; even footers need a run, or LibreOffice falls back to a serif face."""
    properties = f'<a:rPr lang="{attribute(language)}"/>'
    if area.kind == "slide-number":
        field = f'<a:fld id="{_NUMBER_FIELD}" type="slidenum">{properties}<a:t>\u2039#\u203a</a:t></a:fld>'
        return f"<a:p>{field}</a:p>"
    if area.kind == "content":
        return "".join(
            f'<a:p><a:pPr lvl="{level}"/><a:r>{properties}<a:t>{prompt}</a:t></a:r></a:p>'
            for level, prompt in enumerate(_LEVEL_PROMPTS)
        )
    return f"<a:p><a:r>{properties}<a:t>{text(area.name)}</a:t></a:r></a:p>"


def ground(colour: Colour) -> str:
    """A solid background."""
    return f"<p:bg><p:bgPr>{fill(colour)}<a:effectLst/></p:bgPr></p:bg>"
