"""Grids as native tables, and the table style that formats them in the colours of the theme."""

from __future__ import annotations

from deckgen.geometry import pt
from deckgen.paint import Stroke
from deckgen.scene.items import Cell, Grid, GridRow
from deckgen.theme.tokens import Theme
from deckgen.writers.pptx.list_styles import BOLD_CELL, FREE
from deckgen.writers.pptx.sheet import Sheet
from deckgen.writers.pptx.text import ANCHORS, paragraphs
from deckgen.writers.pptx.xml import DECLARATION, NAMESPACES, fill, line, transform

STYLE = "{6E0B3C52-3D0B-4F0A-9C0E-5A2D7C1B8F41}"
_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
_COVERED = '<a:tc hMerge="1"><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></a:txBody><a:tcPr/></a:tc>'


def grid(thing: Grid, sheet: Sheet, identity: str) -> str:
    """A grid as p:graphicFrame; `identity` is its p:cNvPr."""
    columns = "".join([f'<a:gridCol w="{width}"/>' for width in thing.widths])
    flags = (' firstRow="1"' if thing.header else "") + (' firstCol="1"' if thing.first_column else "")
    rows, above = [], None
    for number, row in enumerate(thing.rows):
        rows.append(_row(row, above, (thing.header and number == 0, thing.first_column), sheet))
        above = row.rule
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr>{identity}<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        f"</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{transform(thing.rect, tag='p:xfrm')}"
        f'<a:graphic><a:graphicData uri="{_URI}"><a:tbl><a:tblPr{flags}><a:tableStyleId>{STYLE}</a:tableStyleId>'
        f"</a:tblPr><a:tblGrid>{columns}</a:tblGrid>{''.join(rows)}</a:tbl></a:graphicData></a:graphic>"
        f"</p:graphicFrame>"
    )


def _row(row: GridRow, above: Stroke | None, bold: tuple[bool, bool], sheet: Sheet) -> str:
    """A row under the rule `above`; `bold` says whether the style makes all its cells bold, or its first one."""
    rules = (line(above, tag="a:lnT") if above else "") + (line(row.rule, tag="a:lnB") if row.rule else "")
    whole, first = bold
    cells = "".join(
        [_cell(cell, rules, whole or (first and column == 0), sheet) for column, cell in enumerate(row.cells)]
    )
    return f'<a:tr h="{row.height}">{cells}</a:tr>'


def _cell(cell: Cell, rules: str, bold: bool, sheet: Sheet) -> str:
    span = f' gridSpan="{cell.span}"' if cell.span > 1 else ""
    insets = cell.body.insets
    turned = ' vert="vert270"' if cell.body.rotated else ""
    ground = "" if cell.fill is None else fill(cell.fill)
    words = paragraphs(cell.body, BOLD_CELL if bold else FREE, sheet)
    return (
        f"<a:tc{span}><a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody>"
        f'<a:tcPr marL="{insets.left}" marR="{insets.right}" marT="{insets.top}" marB="{insets.bottom}"{turned}'
        f' anchor="{ANCHORS[cell.body.anchor]}">{rules}{ground}</a:tcPr></a:tc>{_COVERED * (cell.span - 1)}'
    )


def table_styles(theme: Theme) -> str:
    """The part with the theme's table style, which is also the default for tables that the user adds.

    A template keeps its own styles and its own default.
    """
    others, usual = "", STYLE
    if theme.template is not None:
        others = "".join(style for key, style in theme.template.table_styles.items() if key != STYLE)
        usual = theme.template.usual_table_style or STYLE
    return f'{DECLARATION}<a:tblStyleLst {NAMESPACES} def="{usual}">{_style(theme)}{others}</a:tblStyleLst>'


def _style(theme: Theme) -> str:
    """The table style of lectures.

    The first column has no text colour of its own: LibreOffice would prefer it to that of the first row.
    """
    thin = Stroke(theme.palette.rule, pt(0.75))
    thick = Stroke(theme.palette.accent, 2 * theme.space.line)
    borders = "".join(
        f"<a:{side}>{line(thin if side in ('bottom', 'insideH') else None)}</a:{side}>"
        for side in ("left", "right", "top", "bottom", "insideH", "insideV")
    )
    return (
        f'<a:tblStyle styleId="{STYLE}" styleName="Lecture">'
        '<a:wholeTbl><a:tcTxStyle><a:fontRef idx="minor"><a:prstClr val="black"/></a:fontRef>'
        f'<a:schemeClr val="tx1"/></a:tcTxStyle><a:tcStyle><a:tcBdr>{borders}</a:tcBdr>'
        '<a:fill><a:noFill/></a:fill></a:tcStyle></a:wholeTbl><a:firstCol><a:tcTxStyle b="on"/><a:tcStyle>'
        '<a:tcBdr/></a:tcStyle></a:firstCol><a:firstRow><a:tcTxStyle b="on"/><a:tcStyle><a:tcBdr><a:bottom>'
        f"{line(thick)}</a:bottom></a:tcBdr></a:tcStyle></a:firstRow></a:tblStyle>"
    )
