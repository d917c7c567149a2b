"""List styles: the formatting of each level in placeholders and text boxes, which paragraphs inherit.

Layouts write list styles, and slides omit whatever they inherit from them. Both use this module, so that they agree
and a change of theme in PowerPoint reaches every slide.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import pt
from deckgen.paint import Colour
from deckgen.scene.text import Align, Bullet, Face
from deckgen.theme.tokens import Area, Fonts, Holder, TextLevel, Theme
from deckgen.writers.pptx.xml import attribute, colour, fill

DEPTH = 9
"""The number of levels in the format."""
_ALIGN = {"left": "l", "centre": "ctr", "right": "r"}
_BULLET = "\u2022"
_HANGING_EM = 0.95


class LevelStyle(Struct, frozen=True, eq=False):
    """The inherited formatting of one level of a list; None where every paragraph or run states its own.

    Levels are compared by identity, because the same few are looked up for every run of a deck.
    """

    size: int | None = None
    colour: Colour | None = None
    bold: bool = False
    face: Face | None = "body"
    align: Align | None = "left"
    line_spacing: int | None = 100
    bullet: Bullet | None = None
    indent: int = 0
    hanging: int = 0
    space_before: int | None = 0
    has_space_after: bool = False
    from_right: bool = False


ListStyle = tuple[LevelStyle, ...]
_FREE: ListStyle = (LevelStyle(),)


class Inherited(Struct, frozen=True):
    """What text outside placeholders inherits: the levels, those that a table style makes bold, and the typefaces."""

    free: ListStyle
    bold_cell: ListStyle
    faces: Fonts


def inherited(theme: Theme) -> Inherited:
    """What text outside placeholders inherits in decks with this theme."""
    if theme.template is None:
        return Inherited(_FREE, (LevelStyle(bold=True),), Fonts("+mj-lt", "+mn-lt", theme.fonts.code))
    faces = theme.template.faces
    free = tuple(_unstated(level, faces) for level in theme.template.free)
    return Inherited(free, tuple(replace(level, bold=True) for level in free), faces)


def _unstated(level: TextLevel, faces: Fonts) -> LevelStyle:
    """A level of a template outside placeholders, where slides state the size and the colour of all text."""
    return LevelStyle(
        bold=level.bold,
        face=level.face if faces.body == "+mn-lt" else None,
        align=level.align,
        line_spacing=level.line_spacing,
        indent=level.indent,
        hanging=level.hanging,
        space_before=level.space_before,
        has_space_after=level.has_space_after,
        from_right=level.from_right,
    )


def of_list(area: Area, theme: Theme) -> ListStyle:
    """The levels of a bulleted list in `area`, with the spacing of layout, so that most slides state none."""
    sizes, accent = theme.sizes, theme.palette.accent
    step = next((i for i, size in enumerate(sizes.body) if size <= area.size), len(sizes.body) - 1)
    levels = []
    for depth in range(DEPTH):
        size = area.size if depth == 0 else min(area.size, sizes.second_level[step])
        hanging = pt(size * _HANGING_EM)
        levels.append(
            LevelStyle(
                size=size,
                colour=area.colour,
                bold=area.bold,
                align=area.align,
                line_spacing=area.line_spacing,
                bullet=Bullet(_BULLET, accent if depth == 0 else theme.palette.quiet.of(accent)),
                indent=hanging + pt(22) * depth,
                hanging=hanging,
                space_before=pt(size * (0.8 if depth == 0 else 0.3)),
                from_right=theme.from_right,
            )
        )
    return tuple(levels)


def of_area(area: Area, theme: Theme) -> ListStyle:
    """The levels of any placeholder: a list for content, one plain format for all levels elsewhere."""
    if area.kind == "content":
        return of_list(area, theme)
    heading = area.kind in ("title", "centred-title")
    plain = LevelStyle(
        size=area.size,
        colour=area.colour,
        bold=area.bold,
        face="heading" if heading else "body",
        align=area.align,
        line_spacing=area.line_spacing,
        from_right=theme.from_right,
    )
    return (plain,)


def of_holder(holder: Holder, theme: Theme) -> ListStyle:
    """The levels of a template's placeholder, with our bullets in place of its own."""
    accent, quiet = theme.palette.accent, theme.palette.quiet
    return tuple(
        LevelStyle(
            level.size,
            level.colour,
            level.bold,
            level.face,
            level.align,
            level.line_spacing,
            _mark(level, quiet.of(accent) if depth else accent),
            level.indent,
            level.hanging,
            level.space_before,
            level.has_space_after,
            level.from_right,
        )
        for depth, level in enumerate(holder.levels)
    )


def _mark(level: TextLevel, colour: Colour) -> Bullet | None:
    """The mark before paragraphs of a level; a number is like none of ours, so that slides state theirs."""
    match level.mark:
        case "none":
            return None
        case "sign":
            return Bullet(_BULLET, colour)
        case "number":
            return Bullet("", colour, number=0)


def list_style(levels: ListStyle, *, kern: bool = False) -> str:
    """The levels as a:lvl1pPr and so on; `kern` is for masters, from which all other text inherits it."""
    return "".join(_level_properties(level, number, kern) for number, level in enumerate(levels, 1))


def _level_properties(level: LevelStyle, number: int, kern: bool) -> str:
    hanging = level.hanging if level.bullet else 0
    typeface = "+mj" if level.face == "heading" else "+mn"
    fonts = "".join(f'<a:{script} typeface="{typeface}-{code}"/>' for script, code in _SCRIPTS)
    return (
        f'<a:lvl{number}pPr marL="{level.indent}" indent="{-hanging}" algn="{_ALIGN[level.align or "left"]}"'
        f' defTabSz="914400" rtl="{int(level.from_right)}" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
        f"{line_spacing(level.line_spacing or 100)}{space_before(level.space_before or 0)}{bullet(level.bullet)}"
        f'<a:defRPr sz="{(level.size or 18) * 100}" b="{int(level.bold)}"{" kern=" + _KERN if kern else ""}>'
        f"{fill(level.colour or Colour('dk1'))}{fonts}</a:defRPr></a:lvl{number}pPr>"
    )


_SCRIPTS = (("latin", "lt"), ("ea", "ea"), ("cs", "cs"))
_KERN = '"1200"'


def alignment(align: Align) -> str:
    """The value of `algn`."""
    return _ALIGN[align]


def line_spacing(percent: int) -> str:
    """The line spacing as a:lnSpc, always stated."""
    return f'<a:lnSpc><a:spcPct val="{percent * 1000}"/></a:lnSpc>'


def space_before(distance: int) -> str:
    """The space before a paragraph as a:spcBef, in hundredths of a point."""
    return f'<a:spcBef><a:spcPts val="{round(distance / 127)}"/></a:spcBef>'


def no_space_after() -> str:
    """No space after a paragraph, as a:spcAft."""
    return '<a:spcAft><a:spcPts val="0"/></a:spcAft>'


def bullet(mark: Bullet | None, start: int = 1) -> str:
    """The mark before a paragraph; `start` is the number at which its list begins."""
    if mark is None:
        return "<a:buNone/>"
    tint = f"<a:buClr>{colour(mark.colour)}</a:buClr>"
    if mark.number is None:
        return f'{tint}<a:buFont typeface="Arial"/><a:buChar char="{attribute(mark.character)}"/>'
    first = "" if start == 1 else f' startAt="{start}"'
    return f'{tint}<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"{first}/>'
