"""Charts as native DrawingML charts, each with an embedded workbook, so that their numbers can be edited."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.archive import archive
from deckgen.geometry import EMU_PER_POINT, Point
from deckgen.numerals import numeral, places_of
from deckgen.paint import Colour, Stroke
from deckgen.regex import regex
from deckgen.scene.items import (
    AXIS_LINE,
    BAR_GAP,
    GRID_LINE,
    MARKER,
    MARKER_SHAPES,
    SERIES_LINE,
    Axis,
    ChartFrame,
    Plotted,
)
from deckgen.writers.pptx.package import Relationships
from deckgen.writers.pptx.sheet import Sheet
from deckgen.writers.pptx.xml import DECLARATION, attribute, fill, line, text, transform

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml."
SHEET = "Sheet1"
_GROUPED_FROM = 10_000


def workbook(chart: ChartFrame) -> bytes:
    """A workbook of one sheet: categories in the first column, names of series in the first row."""
    rows = [["", *(series.name for series in chart.series)]]
    for place, category in enumerate(chart.categories):
        rows.append([category, *(_plain(series.numbers[place]) for series in chart.series)])
    lines = "".join(_row(cells, number, chart.kind == "scatter") for number, cells in enumerate(rows, 1))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETS}sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEETS}worksheet+xml"/></Types>',
        "_rels/.rels": _related("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _related("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>',
    }
    return archive((name, (DECLARATION + content).encode(), True) for name, content in parts.items())


def column(number: int) -> str:
    """The letters of a column, counted from 0: A, B, … Z, AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _row(cells: list[str], number: int, is_scatter: bool) -> str:
    """A row of the worksheet. Numbers are below the first row; in a scatter chart they include the first column."""
    written = []
    for place, cell in enumerate(cells):
        name = f"{column(place)}{number}"
        if not cell:
            continue
        if number > 1 and (place or is_scatter):
            written.append(f'<c r="{name}"><v>{cell}</v></c>')
        else:
            written.append(f'<c r="{name}" t="inlineStr"><is><t>{text(cell)}</t></is></c>')
    return f'<row r="{number}">{"".join(written)}</row>'


def _related(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_NAMESPACES = (
    f'xmlns:c="{_CHART}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_LEVEL, _UPRIGHT = 111111111, 222222222
"""Ids of the axes; PowerPoint and the schema require them to be positive."""


def chart(thing: ChartFrame, sheet: Sheet, identity: str) -> str:
    """A chart as p:graphicFrame, with its part and its workbook added to the package; `identity` is its p:cNvPr."""
    package = sheet.deck.package
    relationships = Relationships()
    book = relationships.to("package", f"../embeddings/{package.embed(workbook(thing))}")
    name = package.chart(_part(thing, book), relationships)
    number = sheet.relationships.to("chart", f"../charts/{name}")
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr>{identity}<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        f"</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{transform(thing.rect, tag='p:xfrm')}<a:graphic>"
        f'<a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" r:id="{number}"/></a:graphicData></a:graphic>'
        f"</p:graphicFrame>"
    )


def _part(thing: ChartFrame, book: str) -> str:
    side = "r" if thing.kind == "pie" else "t"
    # Without a place of its own, LibreOffice puts it over the numbers of an axis: the plot makes no room for it.
    place = _layout(_EDGES + _legend_place(thing))
    legend = f'<c:legend><c:legendPos val="{side}"/>{place}<c:overlay val="0"/>{_letters(thing)}</c:legend>'
    return (
        f'{DECLARATION}<c:chartSpace {_NAMESPACES}><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/><c:plotArea>{_plot_layout(thing)}{_plot(thing)}{_axes(thing)}</c:plotArea>'
        f"{legend if thing.legend else ''}"
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr>{fill(None)}{line(None)}</c:spPr>'
        f'{_letters(thing)}<c:externalData r:id="{book}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _legend_place(thing: ChartFrame) -> str:
    room, whole = thing.legend_room, thing.rect
    if room is None:
        return _at(thing, thing.legend_corner)
    size = f'<c:w val="{room.width / whole.width:.5f}"/><c:h val="{room.height / whole.height:.5f}"/>'
    return _at(thing, Point(room.x, room.y)) + size


def _plot_layout(thing: ChartFrame) -> str:
    """The rectangle between the axes, without their numbers and names."""
    plot, whole = thing.plot, thing.rect
    corner = _at(thing, Point(plot.x, plot.y))
    width, height = f'<c:w val="{plot.width / whole.width:.5f}"/>', f'<c:h val="{plot.height / whole.height:.5f}"/>'
    return _layout(f'<c:layoutTarget val="inner"/>{_EDGES}{corner}{width}{height}')


_EDGES = '<c:xMode val="edge"/><c:yMode val="edge"/>'


def _layout(content: str) -> str:
    return f"<c:layout><c:manualLayout>{content}</c:manualLayout></c:layout>"


def _at(thing: ChartFrame, point: Point) -> str:
    """A point, in parts of the frame."""
    x, y = (point.x - thing.rect.x) / thing.rect.width, (point.y - thing.rect.y) / thing.rect.height
    return f'<c:x val="{x:.5f}"/><c:y val="{y:.5f}"/>'


def _plot(thing: ChartFrame) -> str:
    series = "".join(_series(thing, place, each) for place, each in enumerate(thing.series))
    ids = f'<c:axId val="{_LEVEL}"/><c:axId val="{_UPRIGHT}"/>'
    plain = '<c:varyColors val="0"/>'
    match thing.kind:
        case "column" | "bar":
            direction = "col" if thing.kind == "column" else "bar"
            return (
                f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/>{plain}{series}'
                f'<c:gapWidth val="{BAR_GAP}"/>{ids}</c:barChart>'
            )
        case "line":
            return f'<c:lineChart><c:grouping val="standard"/>{plain}{series}<c:marker val="1"/>{ids}</c:lineChart>'
        case "scatter":
            return f'<c:scatterChart><c:scatterStyle val="lineMarker"/>{plain}{series}{ids}</c:scatterChart>'
        case "pie":
            return f'<c:pieChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/></c:pieChart>'


def _series(thing: ChartFrame, place: int, each: Plotted) -> str:
    letter, last = column(place + 1), len(thing.categories) + 1
    name = (
        f'<c:tx><c:strRef><c:f>{SHEET}!${letter}$1</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{text(each.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )
    values = _numbers(f"{SHEET}!${letter}$2:${letter}${last}", each.numbers)
    first = f"{SHEET}!$A$2:$A${last}"
    head = f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>{name}'
    if thing.kind == "scatter":
        across = _numbers(first, tuple(float(name) for name in thing.categories))
        return (
            f"{head}<c:spPr>{line(None)}</c:spPr>{_marker(thing, place)}<c:xVal>{across}</c:xVal>"
            f'<c:yVal>{values}</c:yVal><c:smooth val="0"/></c:ser>'
        )
    names = f"<c:cat>{_names(first, thing.categories)}</c:cat><c:val>{values}</c:val></c:ser>"
    if thing.kind == "pie":
        return f"{head}{_slices(thing)}{_labels(thing)}{names}"
    if thing.kind == "line":
        stroke = line(Stroke(thing.hues[place], SERIES_LINE))
        names = names.replace("</c:ser>", '<c:smooth val="0"/></c:ser>')
        marks = f"{_marker(thing, place)}{_marked_points(thing, place)}{_name_at_end(thing)}"
        return f"{head}<c:spPr>{stroke}</c:spPr>{marks}{names}"
    paint = f"<c:spPr>{fill(thing.hues[place])}</c:spPr>"
    return f'{head}{paint}<c:invertIfNegative val="0"/>{_filled_bars(thing, place)}{_labels(thing)}{names}'


def _filled_bars(thing: ChartFrame, place: int) -> str:
    """The bars of a series that have another colour."""
    own = dict(thing.fills[place]) if thing.fills else {}
    return "".join(
        f'<c:dPt><c:idx val="{at}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>{fill(hue)}</c:spPr>'
        "</c:dPt>"
        for at, hue in own.items()
    )


def _marked_points(thing: ChartFrame, place: int) -> str:
    """The points of a line whose marker has another colour; the line that leads to them keeps its own."""
    own = dict(thing.fills[place]) if thing.fills else {}
    stroke = line(Stroke(thing.hues[place], SERIES_LINE))
    return "".join(
        f'<c:dPt><c:idx val="{at}"/>{_marker(thing, place, hue)}<c:bubble3D val="0"/><c:spPr>{stroke}</c:spPr>'
        "</c:dPt>"
        for at, hue in own.items()
    )


def _slices(thing: ChartFrame) -> str:
    gap = line(Stroke(thing.paper, AXIS_LINE))
    return "".join(
        f'<c:dPt><c:idx val="{place}"/><c:bubble3D val="0"/><c:spPr>{fill(hue)}{gap}</c:spPr></c:dPt>'
        for place, hue in enumerate(thing.hues)
    )


def _marker(thing: ChartFrame, place: int, own: Colour | None = None) -> str:
    """The marker of a series, or of a point with its `own` colour; shapes differ too, so that series are not
    distinguished by colour alone.
    """
    shape = MARKER_SHAPES[place % len(MARKER_SHAPES)]
    hue = own or thing.hues[place]
    looks = f"<c:spPr>{fill(hue)}{line(Stroke(hue, GRID_LINE))}</c:spPr>"
    return f'<c:marker><c:symbol val="{shape}"/><c:size val="{MARKER // EMU_PER_POINT}"/>{looks}</c:marker>'


def _labels(thing: ChartFrame) -> str:
    """The numbers at the bars; in a pie the category names too, unless a legend has them."""
    if not thing.labelled:
        return ""
    pie = thing.kind == "pie" and not thing.legend
    return (
        f"<c:dLbls>{_numbers_format(thing)}<c:spPr>{fill(None)}{line(None)}</c:spPr>{_letters(thing)}"
        f'<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        f'<c:showCatName val="{int(pie)}"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/>' + ("<c:separator>\n</c:separator>" if pie else "") + "</c:dLbls>"
    )


def _name_at_end(thing: ChartFrame) -> str:
    """The name of a line at the right of its last point, if there is no legend for it."""
    if not thing.named_at_ends:
        return ""
    shown = {"LegendKey": 0, "Val": 0, "CatName": 0, "SerName": 1, "Percent": 0, "BubbleSize": 0}
    flags = "".join(f'<c:show{name} val="{value}"/>' for name, value in shown.items())
    none = "".join(f'<c:show{name} val="0"/>' for name in shown)
    return (
        f'<c:dLbls><c:dLbl><c:idx val="{len(thing.categories) - 1}"/><c:spPr>{fill(None)}{line(None)}</c:spPr>'
        f'{_letters(thing, "none")}<c:dLblPos val="r"/>{flags}</c:dLbl>{none}</c:dLbls>'
    )


def _axes(thing: ChartFrame) -> str:
    if thing.kind == "pie":
        return ""
    # The first category of a bar chart is at the top; the numbers stay below the bars.
    sides = ("l", "b") if thing.kind == "bar" else ("b", "l")
    return _names_axis(thing, sides[0]) + _numbers_axis(thing, sides[1])


def _names_axis(thing: ChartFrame, side: str) -> str:
    """The axis of categories; in a scatter chart it is one of numbers."""
    orientation = "maxMin" if thing.kind == "bar" else "minMax"
    # Lines and points stand over an axis at the foot of the plot, bars begin at zero.
    crosses = "min" if thing.kind in ("line", "scatter") else "autoZero"
    stroke = line(Stroke(thing.rule, AXIS_LINE))
    scaling = _scaling(thing.across, orientation)
    head = (
        f'<c:axId val="{_LEVEL}"/>{scaling}<c:delete val="0"/><c:axPos val="{side}"/>{_title(thing, side)}'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{stroke}</c:spPr>{_letters(thing)}"
        f'<c:crossAx val="{_UPRIGHT}"/><c:crosses val="{crosses}"/>'
    )
    if thing.across:
        return f'<c:valAx>{head}<c:crossBetween val="midCat"/>{_unit(thing.across)}</c:valAx>'
    tail = '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/>'
    return f"<c:catAx>{head}{tail}</c:catAx>"


def _numbers_axis(thing: ChartFrame, side: str) -> str:
    hidden, titled = not thing.shows_values, bool(thing.axes and thing.axes[1 if side == "l" else 0])
    grid = f"<c:majorGridlines><c:spPr>{line(Stroke(thing.rule, GRID_LINE))}</c:spPr></c:majorGridlines>"
    crosses = {"bar": "max", "scatter": "min"}.get(thing.kind, "autoZero")
    between = "midCat" if thing.kind == "scatter" else "between"
    # An axis that is deleted loses its title, too.
    labels = "none" if hidden else "nextTo"
    return (
        f'<c:valAx><c:axId val="{_UPRIGHT}"/>{_scaling(thing.scale)}<c:delete val="{int(hidden and not titled)}"/>'
        f'<c:axPos val="{side}"/>{"" if hidden else grid}{_title(thing, side)}{_ticks_format(thing)}'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{labels}"/>'
        f"<c:spPr>{line(None)}</c:spPr>{_letters(thing)}"
        f'<c:crossAx val="{_LEVEL}"/><c:crosses val="{crosses}"/><c:crossBetween val="{between}"/>'
        f"{_unit(thing.scale)}</c:valAx>"
    )


def _scaling(axis: Axis | None, orientation: str = "minMax") -> str:
    ends = f'<c:max val="{axis.high:.10g}"/><c:min val="{axis.low:.10g}"/>' if axis else ""
    return f'<c:scaling><c:orientation val="{orientation}"/>{ends}</c:scaling>'


def _unit(axis: Axis | None) -> str:
    return f'<c:majorUnit val="{axis.step:.10g}"/>' if axis else ""


def _title(thing: ChartFrame, side: str) -> str:
    """The title of the axis at a side, level there too: at the left it is on top of the axis."""
    place = 1 if side == "l" else 0
    if not thing.axes or not thing.axes[place]:
        return ""
    size = f'sz="{thing.title_size * 100}" b="1"'
    return (
        f'<c:title><c:tx><c:rich><a:bodyPr rot="0" vert="horz"/><a:p><a:pPr><a:defRPr {size}/></a:pPr>'
        f"<a:r><a:rPr {size}>{fill(thing.ink)}</a:rPr><a:t>{text(thing.axes[place])}</a:t></a:r></a:p></c:rich>"
        f'</c:tx>{_layout(_EDGES + _at(thing, thing.title_corners[place]))}<c:overlay val="0"/></c:title>'
    )


def _numbers_format(thing: ChartFrame) -> str:
    """How the numbers at bars and slices are written."""
    return _format(thing, _all_numbers(thing), thing.places)


def _ticks_format(thing: ChartFrame) -> str:
    """How the numbers at the axis are written."""
    ticks = thing.scale.ticks if thing.scale else ()
    return _format(thing, ticks, places_of(ticks))


def _all_numbers(thing: ChartFrame) -> list[float]:
    return [number for series in thing.series for number in series.numbers if number is not None]


def _format(thing: ChartFrame, numbers: Sequence[float], places: int) -> str:
    """The format of numbers: in groups, as on the reader's system, if one of the chart has five digits."""
    before, unit = (
        f'"{sign.replace(chr(34), "")}"' if sign else "" for sign in (thing.before, thing.unit and " " + thing.unit)
    )
    everything = [*_all_numbers(thing), *(thing.scale.ticks if thing.scale else ())]
    is_grouped = any(abs(number) >= _GROUPED_FROM for number in everything)
    whole = "#,##0" if is_grouped else "0"
    if places:
        sections: Sequence[str] = (f"{whole}.{'0' * places}",)
    elif is_grouped and all(map(_is_whole, numbers)):
        sections = (whole,)
    else:
        sections = _written_out(numbers) or ("General",)
    code = ";".join(_WITH_CONDITION.sub(rf"\1{before}", section, count=1) + unit for section in sections)
    return f'<c:numFmt formatCode="{attribute(code)}" sourceLinked="0"/>'


_WITH_CONDITION = regex(r"^(\[[^\]]*\])?")
_LONGEST = 11
"""The signs of a number below 1 up to which General writes it out; a longer one gets an exponent."""


def _written_out(numbers: Sequence[float]) -> tuple[str, ...] | None:
    """The sections of a format that writes numbers without exponents; None where General does, too.

    A format has two conditions at most, so that 0 has the same one as numbers on the side where none is tiny.
    """
    digits = {number: numeral(abs(number), "") for number in numbers if 0 < abs(number) < 1}
    tiny = [number for number in digits if len(digits[number]) > _LONGEST]
    if not tiny:
        return None
    if min(tiny) > 0:
        rest, shown = ["[<=0]General"], [number for number in digits if number > 0]
        rest += ["[>=1]General"] if max(numbers) >= 1 else []
    elif max(tiny) < 0:
        rest, shown = ["[>=0]General"], [number for number in digits if number < 0]
        rest += ["[<=-1]General"] if min(numbers) <= -1 else []
    else:
        needed = {"[=0]0": 0 in numbers, "[>=1]General": max(numbers) >= 1, "[<=-1]General": min(numbers) <= -1}
        rest, shown = [section for section, is_needed in needed.items() if is_needed][-2:], list(digits)
    lengths = [len(digits[number]) - 2 for number in shown]
    return *rest, f"0.{'0' * min(lengths)}{'#' * (max(lengths) - min(lengths))}"


def _is_whole(number: float) -> bool:
    return number == round(number)


def _letters(thing: ChartFrame, wrap: str = "square") -> str:
    return (
        f'<c:txPr><a:bodyPr wrap="{wrap}"/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr sz="{thing.size * 100}">{fill(thing.ink)}</a:defRPr>'
        "</a:pPr><a:endParaRPr/></a:p></c:txPr>"
    )


def _names(where: str, names: tuple[str, ...]) -> str:
    points = "".join(f'<c:pt idx="{place}"><c:v>{text(name)}</c:v></c:pt>' for place, name in enumerate(names))
    return f'<c:strRef><c:f>{where}</c:f><c:strCache><c:ptCount val="{len(names)}"/>{points}</c:strCache></c:strRef>'


def _numbers(where: str, numbers: tuple[float | None, ...]) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{value:.15g}</c:v></c:pt>'
        for place, value in enumerate(numbers)
        if value is not None
    )
    return (
        f"<c:numRef><c:f>{where}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(numbers)}"/>{points}</c:numCache></c:numRef>'
    )
