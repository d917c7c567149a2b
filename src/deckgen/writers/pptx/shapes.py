"""Text boxes, shapes, connectors, pictures and groups as p:sp, p:cxnSp, p:pic and p:grpSp."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from deckgen.geometry import Point, Rect, inset_at
from deckgen.media.media import Media
from deckgen.paint import Stroke
from deckgen.scene.items import (
    POINT_PERCENT,
    Box,
    Cell,
    ChartFrame,
    Connector,
    Crop,
    Formula,
    Glue,
    Grid,
    Group,
    Item,
    Picture,
    Shape,
    Site,
    TextBox,
    columns,
    least_insets,
)
from deckgen.scene.text import Insets
from deckgen.theme.tokens import Area, AreaKind, Theme
from deckgen.writers.pptx.sheet import Sheet
from deckgen.writers.pptx.text import ANCHORS, NO_TEXT, free_body, number_body, paragraphs, placeholder_body
from deckgen.writers.pptx.xml import DECLARATION, NAMESPACES, attribute, fill, line, transform

STYLE = "{6E0B3C52-3D0B-4F0A-9C0E-5A2D7C1B8F41}"
_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
_EMPTY = "<a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></a:txBody>"


def grid(thing: Grid, sheet: Sheet, identity: str) -> str:
    """A grid as p:graphicFrame; `identity` is its p:cNvPr."""
    widths = "".join([f'<a:gridCol w="{width}"/>' for width in thing.widths])
    flags = (' firstRow="1"' if thing.header else "") + (' firstCol="1"' if thing.first_column else "")
    rows = _rows(thing, sheet)
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr>{identity}<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        f"</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{transform(thing.rect, tag='p:xfrm')}"
        f'<a:graphic><a:graphicData uri="{_URI}"><a:tbl><a:tblPr{flags}><a:tableStyleId>{STYLE}</a:tableStyleId>'
        f"</a:tblPr><a:tblGrid>{widths}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic>"
        f"</p:graphicFrame>"
    )


def _rows(thing: Grid, sheet: Sheet) -> str:
    """The rows as a:tr. Each covered cell is written too, empty (ECMA-376 part 1, 21.1.3.16)."""
    homes = {
        (number + down, column + across): (number, column, cell)
        for number, placed in enumerate(columns(thing))
        for column, cell in placed
        for down in range(cell.row_span)
        for across in range(cell.span)
    }
    rows = []
    for number, row in enumerate(thing.rows):
        above = thing.rows[number - 1].rule if number else None
        cells = []
        for column in range(len(thing.widths)):
            first, left, cell = homes[number, column]
            last = number + 1 == first + cell.row_span
            if (first, left) == (number, column):
                rules = _rules(above, thing.rows[number + cell.row_span - 1].rule)
                is_bold = (thing.header > 0 and number == 0) or (thing.first_column and column == 0)
                cells.append(_cell(cell, rules, is_bold, sheet))
            else:
                cells.append(_covered(cell, number > first, column > left, _rules(None, row.rule if last else None)))
        rows.append(f'<a:tr h="{row.height}">{"".join(cells)}</a:tr>')
    return "".join(rows)


def _covered(cell: Cell, below: bool, beside: bool, rules: str) -> str:
    """The empty cell that `cell` covers, below or beside its first one or both."""
    span = f' rowSpan="{cell.row_span}"' if cell.row_span > 1 and not below else ""
    span += f' gridSpan="{cell.span}"' if cell.span > 1 and not beside else ""
    merged = (' hMerge="1"' if beside else "") + (' vMerge="1"' if below else "")
    properties = f"<a:tcPr>{rules}</a:tcPr>" if rules else "<a:tcPr/>"
    return f"<a:tc{span}{merged}>{_EMPTY}{properties}</a:tc>"


def _rules(above: Stroke | None, below: Stroke | None) -> str:
    return (line(above, tag="a:lnT") if above else "") + (line(below, tag="a:lnB") if below else "")


def _cell(cell: Cell, rules: str, bold: bool, sheet: Sheet) -> str:
    """A cell as a:tc; `bold` says whether the style of the table makes it bold."""
    span = f' rowSpan="{cell.row_span}"' if cell.row_span > 1 else ""
    span += f' gridSpan="{cell.span}"' if cell.span > 1 else ""
    insets = cell.body.insets
    turned = ' vert="vert270"' if cell.body.rotated else ""
    ground = "" if cell.fill is None else fill(cell.fill)
    words = paragraphs(cell.body, sheet.deck.inherited.bold_cell if bold else sheet.deck.inherited.free, sheet)
    return (
        f"<a:tc{span}><a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody>"
        f'<a:tcPr marL="{insets.left}" marR="{insets.right}" marT="{insets.top}" marB="{insets.bottom}"{turned}'
        f' anchor="{ANCHORS[cell.body.anchor]}">{rules}{ground}</a:tcPr></a:tc>'
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
    thin, thick = theme.row_rule, theme.header_rule
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


_FOUR: dict[Site, int] = {"top": 0, "left": 1, "bottom": 2, "right": 3}
_SITES: dict[Shape, dict[Site, int]] = {
    "ellipse": {"top": 0, "left": 2, "bottom": 4, "right": 6},
    "left-brace": {"top": 0, "left": 1, "bottom": 2},
    "right-brace": {"top": 0, "right": 1, "bottom": 2},
}
"""Connection sites by cxnLst of ECMA-376's presetShapeDefinitions; shapes not listed have the usual four."""
_LEAST_EXTENT = 12_700
"""The width that PowerPoint itself writes for an elbow whose ends are one above the other."""
_QUARTER = 5_400_000
_THREE_QUARTERS = 16_200_000

_LINE_PRESETS = {2: "straightConnector1", 3: "bentConnector2", 4: "bentConnector3"}
"""The preset shape by the number of a line's points."""


def connector(thing: Connector, sheet: Sheet, identity: str) -> str:
    """A connector as p:cxnSp; `identity` is its p:cNvPr."""
    glue = _end("stCxn", thing.start_glue, sheet) + _end("endCxn", thing.end_glue, sheet)
    head = '<a:headEnd type="triangle"/>' if thing.start_head else ""
    tail = '<a:tailEnd type="triangle"/>' if thing.end_head else ""
    preset, place = _LINE_PRESETS[len(thing.points)], _place(thing)
    adjust = _bend(thing) if len(thing.points) > 3 else ""
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{identity}<p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr>"
        f'<p:spPr>{place}<a:prstGeom prst="{preset}"><a:avLst>{adjust}</a:avLst></a:prstGeom>'
        f"{line(thing.stroke, ends=head + tail)}</p:spPr></p:cxnSp>"
    )


def _end(tag: str, glue: Glue | None, sheet: Sheet) -> str:
    if glue is None:
        return ""
    target = sheet.shapes[glue.shape]
    if glue.offset is None:
        index = _SITES.get(target.shape, _FOUR)[glue.site]
    else:
        index = len(_FOUR) + target.ports.index((glue.site, glue.offset))
    return f'<a:{tag} id="{target.number}" idx="{index}"/>'


def _straight(start: Point, end: Point) -> str:
    flips = (' flipH="1"' if end.x < start.x else "") + (' flipV="1"' if end.y < start.y else "")
    across, down = abs(end.x - start.x), abs(end.y - start.y)
    return transform(Rect(min(start.x, end.x), min(start.y, end.y), across, down), flips)


def _place(thing: Connector) -> str:
    """The a:xfrm of a connector, rotated and flipped.

    Both presets for elbows start horizontally in their own frame; if the line starts vertically, the frame is rotated
    by a quarter turn.
    """
    start, end = thing.start, thing.end
    bent = len(thing.points) > 3
    if len(thing.points) == 2 or _starts_level(thing):
        return _straight(start, Point(start.x + _extent(start.x, end.x), end.y) if bent else end)
    across, down = end.x - start.x, end.y - start.y
    down = _extent(0, down) if bent else down
    turn = _QUARTER if across < 0 else _THREE_QUARTERS
    flip = ' flipH="1"' if (across < 0) == (down < 0) else ""
    middle_x, middle_y = (start.x + end.x) // 2, (start.y + end.y) // 2
    frame = Rect(middle_x - abs(down) // 2, middle_y - abs(across) // 2, abs(down), abs(across))
    return transform(frame, f' rot="{turn}"{flip}')


def _starts_level(thing: Connector) -> bool:
    first, second = thing.points[:2]
    return first.y == second.y


def _bend(thing: Connector) -> str:
    """The position of the middle segment, in thousandths of a percent of the distance from start to end."""
    bend = thing.points[1]
    if _starts_level(thing):
        first, last, middle = thing.start.x, thing.end.x, bend.x
    else:
        first, last, middle = thing.start.y, thing.end.y, bend.y
    return f'<a:gd name="adj1" fmla="val {round((middle - first) * 100_000 / _extent(first, last))}"/>'


def _extent(first: int, last: int) -> int:
    """The distance from one to the other; never 0, because the bend is a share of it."""
    return last - first or _LEAST_EXTENT


_ANGLES: dict[Site, int] = {"top": 16_200_000, "left": 10_800_000, "bottom": 5_400_000, "right": 0}
"""The direction in which a connector leaves, in the order in which presets number their sites."""


def outline_with_ports(rect: Rect, corner: int, ports: Sequence[tuple[Site, int]]) -> str:
    """The a:custGeom of a rounded rectangle with sites at `ports`, each an offset from the left or top of a side.

    LibreOffice 7.4 reads no sites of such shapes: when a box is moved there, lines that end at them stay behind.
    """
    width, height = rect.width, rect.height
    corner = min(corner, width // 2, height // 2)
    middles = [(site, (width if site in ("top", "bottom") else height) // 2) for site in _ANGLES]
    sites = "".join(_site(site, _on_outline(site, offset, rect, corner)) for site, offset in (*middles, *ports))
    return (
        f"<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst>{sites}</a:cxnLst>"
        f'<a:rect l="l" t="t" r="r" b="b"/><a:pathLst><a:path w="{width}" h="{height}">'
        f"{_path(width, height, corner)}</a:path></a:pathLst></a:custGeom>"
    )


def _on_outline(site: Site, offset: int, rect: Rect, corner: int) -> Point:
    if site in ("top", "bottom"):
        inset = inset_at(offset, rect.width, corner)
        return Point(offset, inset if site == "top" else rect.height - inset)
    inset = inset_at(offset, rect.height, corner)
    return Point(inset if site == "left" else rect.width - inset, offset)


def _site(site: Site, point: Point) -> str:
    return f'<a:cxn ang="{_ANGLES[site]}"><a:pos x="{point.x}" y="{point.y}"/></a:cxn>'


def _path(width: int, height: int, corner: int) -> str:
    """The outline of a rounded rectangle, clockwise from the left end of its top edge."""
    ends = [Point(width - corner, 0), Point(width, height - corner), Point(corner, height), Point(0, corner)]
    parts = [f'<a:moveTo><a:pt x="{corner}" y="0"/></a:moveTo>']
    for number, end in enumerate(ends):
        parts.append(f'<a:lnTo><a:pt x="{end.x}" y="{end.y}"/></a:lnTo>')
        if corner:
            angle = (16_200_000 + number * 5_400_000) % 21_600_000
            parts.append(f'<a:arcTo wR="{corner}" hR="{corner}" stAng="{angle}" swAng="5400000"/>')
    return "".join(parts) + "<a:close/>"


_PRESETS: dict[Shape, str] = {
    "rectangle": "rect",
    "rounded": "roundRect",
    "ellipse": "ellipse",
    "chevron": "chevron",
    "pentagon": "homePlate",
    "right-arrow": "rightArrow",
    "left-arrow": "leftArrow",
    "left-brace": "leftBrace",
    "right-brace": "rightBrace",
    "question-mark": "actionButtonHelp",
    "trapezoid": "trapezoid",
    "diamond": "diamond",
}
_BRACE_CURL = 40_000
"""A share of the brace's width; at PowerPoint's own 8,333 the arms of a narrow brace are square."""
_PLACEHOLDERS: dict[AreaKind, str] = {
    "title": ' type="title"',
    "centred-title": ' type="ctrTitle"',
    "subtitle": ' type="subTitle"',
    "body": ' type="body"',
    "content": "",
    "footer": ' type="ftr"',
    "slide-number": ' type="sldNum"',
    "picture": ' type="pic"',
}
_SVG = (
    '<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{}"/></a:ext>'
)
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)


def item(thing: Item, sheet: Sheet) -> str:
    """The element for one item of a scene."""
    match thing:
        case Box():
            return _box(thing, sheet)
        case TextBox():
            return _text_box(thing, sheet) if thing.placeholder is None else _placeholder(thing, sheet)
        case Connector():
            return connector(thing, sheet, identity(sheet.next_id(), thing.name, thing.alt, thing.decorative))
        case Grid():
            return grid(thing, sheet, identity(sheet.next_id(), thing.name, thing.alt))
        case Picture():
            return _picture(thing, sheet)
        case ChartFrame():
            return _chart(thing, sheet)
        case Formula():
            return _formula(thing, sheet)
        case Group():
            return _group(thing, sheet)
        case _:
            assert_never(thing)


def _chart(thing: ChartFrame, sheet: Sheet) -> str:
    from deckgen.writers.pptx.chart import chart  # noqa: PLC0415  (few decks hold charts)

    return chart(thing, sheet, identity(sheet.next_id(), thing.name, thing.alt))


def _formula(thing: Formula, sheet: Sheet) -> str:
    if not sheet.deck.equations:
        return _picture(Picture(thing.name, thing.rect, thing.picture, thing.alt), sheet)
    from deckgen.writers.pptx.equation import equation  # noqa: PLC0415  (few decks hold formulas)

    name = identity(sheet.next_id(), thing.name, thing.alt)
    return equation(thing, sheet.deck.language, name, _embed(thing.picture, sheet))


def identity(number: int, name: str, alt: str = "", decorative: bool = False, link: str = "") -> str:
    """The p:cNvPr of a shape; `link` is a finished a:hlinkClick."""
    described = f' descr="{attribute(alt)}"' if alt or decorative else ""
    head = f'<p:cNvPr id="{number}" name="{attribute(name)}"{described}'
    inner = link + (_DECORATIVE if decorative else "")
    return f"{head}>{inner}</p:cNvPr>" if inner else head + "/>"


def placeholder(kind: AreaKind, index: int, half: bool) -> str:
    """The p:ph that ties slide, layout and master together; all of its attributes must be the same in all three."""
    size = ' sz="half"' if half else ' sz="quarter"' if kind in ("footer", "slide-number") else ""
    number = f' idx="{index}"' if index else ""
    return f"<p:ph{_PLACEHOLDERS[kind]}{size}{number}/>"


def area_placeholder(area: Area) -> str:
    """The p:ph of a layout's area; free text areas have their own name as a prompt."""
    mark = placeholder(area.kind, area.index, area.half)
    return mark.replace("/>", ' hasCustomPrompt="1"/>') if area.kind == "body" else mark


def outline(shape: Shape, shorter: int, corner: int = 0) -> str:
    """The a:prstGeom of a shape with this shorter side and corner radius."""
    if shape == "rounded":
        adjust = f'<a:gd name="adj" fmla="val {min(50_000, corner * 100_000 // max(shorter, 1))}"/>'
    elif shape == "trapezoid":
        adjust = f'<a:gd name="adj" fmla="val {corner * 100_000 // max(shorter, 1)}"/>'
    elif shape in ("chevron", "pentagon"):
        adjust = f'<a:gd name="adj" fmla="val {POINT_PERCENT * 1000}"/>'
    elif shape in ("left-brace", "right-brace"):
        adjust = f'<a:gd name="adj1" fmla="val {_BRACE_CURL}"/><a:gd name="adj2" fmla="val 50000"/>'
    else:
        return f'<a:prstGeom prst="{_PRESETS[shape]}"><a:avLst/></a:prstGeom>'
    return f'<a:prstGeom prst="{_PRESETS[shape]}"><a:avLst>{adjust}</a:avLst></a:prstGeom>'


def _box(box: Box, sheet: Sheet) -> str:
    link = f"<a:hlinkClick {sheet.link(box.link)}/>" if box.link else ""
    name = identity(sheet.next_id(), box.name, box.alt, box.decorative, link)
    ports = sheet.shapes[box.name].ports
    shape = outline(box.shape, min(box.rect.width, box.rect.height), box.corner)
    if ports:
        shape = outline_with_ports(box.rect, box.corner, ports)
    words = NO_TEXT
    if box.body is not None:
        words = free_body(box.body, sheet, box.body.insets if ports else _margins(box, box.body.insets))
    return (
        f"<p:sp><p:nvSpPr>{name}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{transform(box.rect)}{shape}"
        f"{fill(box.fill, box.opacity)}{line(box.line)}</p:spPr><p:txBody>{words}</p:txBody></p:sp>"
    )


def _margins(box: Box, insets: Insets) -> Insets:
    """`insets` measured from the text rectangle of the shape, as in the format, and not from its edge."""
    if box.shape == "rectangle":
        return insets
    own = least_insets(box.shape, box.rect, box.corner)
    return Insets(
        max(0, insets.left - own.left),
        max(0, insets.top - own.top),
        max(0, insets.right - own.right),
        max(0, insets.bottom - own.bottom),
    )


def _text_box(box: TextBox, sheet: Sheet) -> str:
    return (
        f'<p:sp><p:nvSpPr>{identity(sheet.next_id(), box.name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{transform(box.rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f"<p:txBody>{free_body(box.body, sheet, box.body.insets)}</p:txBody></p:sp>"
    )


def _placeholder(box: TextBox, sheet: Sheet) -> str:
    mark = box.placeholder
    assert mark is not None
    slot = sheet.slots[mark.index]
    if mark.kind == "slide-number":
        words = number_body(box.body, slot, sheet)
    else:
        words = placeholder_body(box.body, slot, sheet, slot.margins if box.inherited else Insets())
    look = "<a:noFill/><a:ln><a:noFill/></a:ln>" if box.bare else ""
    place = "<p:spPr/>" if box.inherited else f"<p:spPr>{transform(box.rect)}{look}</p:spPr>"
    return (
        f'<p:sp><p:nvSpPr>{identity(sheet.next_id(), box.name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr>{slot.mark}</p:nvPr></p:nvSpPr>{place}<p:txBody>{words}</p:txBody></p:sp>"
    )


def _picture(picture: Picture, sheet: Sheet) -> str:
    blip = _blip(picture.media, sheet)
    name = identity(sheet.next_id(), picture.name, picture.alt, picture.decorative)
    locks, mark, shape = "", "<p:nvPr/>", '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    if picture.placeholder is not None:
        locks, mark, shape = ' noGrp="1"', f"<p:nvPr>{sheet.slots[picture.placeholder.index].mark}</p:nvPr>", ""
    return (
        f'<p:pic><p:nvPicPr>{name}<p:cNvPicPr><a:picLocks{locks} noChangeAspect="1"/></p:cNvPicPr>{mark}</p:nvPicPr>'
        f"<p:blipFill>{blip}{_source(picture.crop)}<a:stretch><a:fillRect/></a:stretch></p:blipFill>"
        f"<p:spPr>{transform(picture.rect)}{shape}</p:spPr></p:pic>"
    )


def _source(crop: Crop) -> str:
    """The a:srcRect of a cropped picture, "" for a whole one."""
    sides = (("l", crop.left), ("t", crop.top), ("r", crop.right), ("b", crop.bottom))
    attributes = "".join([f' {side}="{cut}"' for side, cut in sides if cut])
    return f"<a:srcRect{attributes}/>" if attributes else ""


def _blip(media: Media, sheet: Sheet) -> str:
    """The a:blip with the picture's file. A drawing is linked too; programs without SVG support show the picture."""
    embedded = _embed(media, sheet)
    if not media.drawing:
        return f'<a:blip r:embed="{embedded}"/>'
    drawn = sheet.relationships.to("image", f"../media/{sheet.deck.package.drawing(media.drawing)}")
    return f'<a:blip r:embed="{embedded}"><a:extLst>{_SVG.format(drawn)}</a:extLst></a:blip>'


def _embed(media: Media, sheet: Sheet) -> str:
    return sheet.relationships.to("image", f"../media/{sheet.deck.package.picture(media)}")


def _group(group: Group, sheet: Sheet) -> str:
    name = identity(sheet.next_id(), group.name, group.alt)
    rect = group.rect
    inner = "".join([item(thing, sheet) for thing in group.items])
    return (
        f"<p:grpSp><p:nvGrpSpPr>{name}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>"
        f'<a:off x="{rect.x}" y="{rect.y}"/><a:ext cx="{rect.width}" cy="{rect.height}"/>'
        f'<a:chOff x="{rect.x}" y="{rect.y}"/><a:chExt cx="{rect.width}" cy="{rect.height}"/>'
        f"</a:xfrm></p:grpSpPr>{inner}</p:grpSp>"
    )
