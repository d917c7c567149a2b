"""Rules for the content of slides, layouts, masters and notes: shapes, placeholders, links, extensions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from deckgen.codes import Code
from deckgen.geometry import pt
from deckgen.regex import regex
from deckgen.writers.preflight.packaging import (
    Defect,
    Parts,
    attributes,
    elements,
    first,
    grouped,
    standing_alone,
    tags,
)

LARGEST_ID = 2_147_483_647
_USED = regex(r' r:(?:id|embed|link)="([^"]+)"')
_LEADS_TO: dict[str, tuple[str, ...]] = {
    "a:blip": ("image",), "asvg:svgBlip": ("image",), "c:chart": ("chart",),
    "c:externalData": ("package", "oleObject"),
    "a:hlinkClick": ("hyperlink", "slide"), "a:hlinkHover": ("hyperlink", "slide"),
}  # fmt: skip
"""The kinds of relationships that an element can use. Those of others, as templates bring them along, are let be."""
_ID = regex(r"[1-9]\d{0,9}", re.ASCII)
_GROUND = r"(?s)<p:bgPr[ >].*?</p:bgPr>"
_IDENTITY = regex(r'<p:cNvPr id="([^"]*)" name="([^"]*)"')

Mark = tuple[str, str, str, str]
"""Type, index, size and orientation of a placeholder."""


def shape_defects(name: str, text: str, parts: Parts) -> Iterator[Defect]:
    """The defects of the shapes on a slide, a layout, a master or notes."""
    yield from _identities(name, text)
    yield from relationship_defects(name, text, parts)
    yield from _bodies(name, text)
    if "<p:grpSp>" in text:
        yield from _groups(name, text)
    if "Cxn id=" in text:
        yield from _glue(name, text)
    if "<p:bgPr" in text and any("<a:effect" not in ground for ground in re.findall(_GROUND, text)):
        yield Defect(Code.GROUND_EFFECTS, name, "the ground has no list of effects")


def slide_defects(name: str, text: str, parts: Parts) -> Iterator[Defect]:
    """The defects between a slide and its layout, and of its links to other slides."""
    yield from _placeholders(name, text, parts)
    if "hlinksldjump" in text:
        for tag in tags(text, "a:hlinkClick"):
            link = attributes(tag)
            relation = parts.relation(name, link.get("r:id", ""))
            jumps = link.get("action") == "ppaction://hlinksldjump"
            if jumps and relation is not None and relation.kind != "slide":
                yield Defect(Code.LINK_TARGET, name, f"a link to a slide leads to a {relation.kind}")


def identities(text: str) -> list[tuple[str, str]]:
    """Id and name of every shape in the order of drawing; the shape tree itself comes first."""
    found = _IDENTITY.findall(text)
    if len(found) == text.count("<p:cNvPr"):
        return found
    return [(tag.get("id", ""), tag.get("name", "")) for tag in map(attributes, tags(text, "p:cNvPr"))]


def _identities(name: str, text: str) -> Iterator[Defect]:
    found = identities(text)
    numbers = {number for number, _ in found}
    if len(numbers) < len(found):
        for number, count in Counter(number for number, _ in found).items():
            if count > 1:
                yield Defect(Code.SHAPE_ID_TWICE, name, f"id {number} is used {count} times")
    for number in numbers:
        if not _is_id(number):
            yield Defect(Code.SHAPE_ID, name, f"{number!r} is not an id")
    for number, label in found[1:]:
        if not label:
            yield Defect(Code.SHAPE_NAME_MISSING, name, f"shape {number} has no name")


@cache
def _is_id(written: str) -> bool:
    """True for the id of a shape, in the one form in which it can be compared as a text."""
    return _ID.fullmatch(written) is not None and int(written) <= LARGEST_ID


def relationship_defects(name: str, text: str, parts: Parts) -> Iterator[Defect]:
    """The defects of the relationships that the tags of a part name."""
    defined = {relation.number: relation.kind for relation in parts.relations.get(name, ())}
    for number, user in sorted(set(_used(text))):
        if number not in defined:
            yield Defect(Code.RELATIONSHIP_MISSING, name, f"{number} is used but not defined")
        elif defined[number] not in _LEADS_TO.get(user, (defined[number],)):
            yield Defect(Code.RELATIONSHIP_KIND, name, f"{user} uses {number}, which leads to a {defined[number]}")


def _used(text: str) -> Iterator[tuple[str, str]]:
    """The relationships that tags name, and the names of the tags; what looks like one in a text is none."""
    at = text.find(" r:")
    while at >= 0:
        use = _USED.match(text, at)
        if use is not None and (start := text.rfind("<", 0, at)) > text.rfind(">", 0, at):
            yield use[1], text[start + 1 : text.find(" ", start)]
        at = text.find(" r:", at + 1)


def _bodies(name: str, text: str) -> Iterator[Defect]:
    """Defects of shapes without text: PowerPoint requires an empty paragraph, except in placeholders."""
    if "<p:notes" in text[:200] or text.count("<p:sp>") == text.count("<p:txBody>"):
        return
    for _, shape in elements(text, "p:sp"):
        if "<p:txBody>" not in shape and "<p:ph" not in shape:
            yield Defect(Code.TEXT_BODY_MISSING, name, "a shape has no text body")


def _groups(name: str, text: str) -> Iterator[Defect]:
    inside = text[text.find("<p:grpSp>") : text.rfind("</p:grpSp>")]
    if "<p:ph" not in inside and "<a:tbl>" not in inside:
        return
    for group in grouped(text):
        if "<p:ph" in group:
            yield Defect(Code.PLACEHOLDER_IN_GROUP, name, "a placeholder is in a group")
        if "<a:tbl>" in group:
            yield Defect(Code.TABLE_IN_GROUP, name, "a table is in a group")


def _glue(name: str, text: str) -> Iterator[Defect]:
    ids = {number for number, _ in identities(text)}
    for end in (*tags(text, "a:stCxn"), *tags(text, "a:endCxn")):
        if (number := attributes(end).get("id")) not in ids:
            yield Defect(Code.GLUE_MISSING, name, f"a connector is glued to shape {number}, which is not there")


def _marks(text: str) -> list[Mark]:
    return [_mark(tag) for tag in tags(text, "p:ph")]


@cache
def _offered(layout: str) -> list[Mark]:
    """The placeholders of a layout, cached for all its slides."""
    return _marks(layout)


@cache
def _mark(tag: str) -> Mark:
    kept = attributes(tag)
    return kept.get("type", "obj"), kept.get("idx", "0"), kept.get("sz", "full"), kept.get("orient", "horz")


def _placeholders(name: str, text: str, parts: Parts) -> Iterator[Defect]:
    layouts = parts.follow(name, "slideLayout")
    if len(layouts) != 1 or parts.kind(layouts[0]) != "slideLayout":
        yield Defect(Code.SLIDE_LAYOUT, name, f"the slide has {len(layouts)} layouts")
        return
    offered, used = _offered(parts.text(layouts[0])), _marks(text)
    for where, marks in ((layouts[0], offered), (name, used)):
        if len({mark[1] for mark in marks}) < len(marks):
            yield Defect(Code.PLACEHOLDER_TWICE, where, "two placeholders have the same index")
    for mark in used:
        if mark not in offered:
            yield Defect(Code.PLACEHOLDER_MISMATCH, name, f"the layout has no placeholder {'/'.join(mark)}")


def all_hidden(parts: Parts) -> Iterator[Defect]:
    """The defect of a deck whose slides are all hidden: its show begins and ends at once."""
    slides = parts.of_kind("slide")
    if slides and all(re.search(rb'<p:sld [^<>]*show="0"', parts.contents[name]) for name in slides):
        yield Defect(Code.ALL_HIDDEN, slides[0], "no slide is shown")


_FONTS = {f"+{kind}-{script}" for kind in ("mj", "mn") for script in ("lt", "ea", "cs")}
_TYPEFACE = r'<a:(?:latin|ea|cs|sym|buFont)(?:\s[^>]*?)?\stypeface="([^"]*)"'
_BARE_LINK = r'<a:hlink(?:Click|Hover) r:id=""(?![^>]*\saction=)'


_ACTION = r'<a:hlink(?:Click|Hover)[^<>]*?\saction="([^"]*)"'
_ACTIONS = r"ppaction://(?:hlink(?:sldjump|showjump|file|pres)|noaction|customshow|program|macro|media|ole)(?:\?.*)?|"
# What begins with a fixed text is found many times faster.
_LANGUAGE = r'ang="(?:(?<=\s[lL]ang=")|(?<=\salt[lL]ang="))([^"]*)"'
_LANGUAGES = r"(?:x-)?[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*|"
_GUIDE = r'<a:gd\s[^<>]*?fmla="([^"]*)'
_GUIDES = (
    r"(?:(?:val|abs|sqrt)|(?:at2|cos|max|min|sin|tan) [\w-]+|"
    r"(?:\*/|\+-|\+/|\?:|cat2|mod|pin|sat2) [\w-]+ [\w-]+) [\w-]+"
)
"""Each function with as many numbers or names as it needs."""
_FIELD = r'<a:fld [^<>]*?type="([^"]*)"'
_FIELDS = r"slidenum|datetime\w*|header|footer|TxLink"
_FILTER = r'<p:animEffect [^<>]*?filter="([^"]*)"'
_FILTERS = (
    r"(?:fade|dissolve|circle|diamond|plus|wedge|(?:wheel|wipe|barn|blinds|box|checkerboard|randombar|slide|strips|image|"
    r"stretch)\(\w+\))(?:;.*)?"
)
_GIVEN = r'<p:strVal val="([^"]*)"'
_GIVEN_VALUES = r"visible|hidden|[^a-z].*|\w+\(.*|[-+\d.].*"
_LINK_COLOUR = r'<ahyp:hlinkClr [^<>]*?val="([^"]*)"'
_DECORATIVE = r'<adec:decorative [^<>]*?val="([^"]*)"'
_KNOWN_VALUES = (
    ("<a:hlink", _ACTION, _ACTIONS), ("ang=", _LANGUAGE, _LANGUAGES), ("<a:gd ", _GUIDE, _GUIDES),
    ("<a:fld ", _FIELD, _FIELDS), ("<p:animEffect ", _FILTER, _FILTERS), ("<p:strVal ", _GIVEN, _GIVEN_VALUES),
    ("<ahyp:hlinkClr ", _LINK_COLOUR, "tx|sys"), ("<adec:decorative ", _DECORATIVE, "0|1|true|false"),
)  # fmt: skip
"""What texts with such a value hold, the expression that finds it, and the one for values that are understood."""
_WHOLE = 100_000
_CUT = r"<a:srcRect ([^<>]*?)/?>"


def _odd_values(new: str) -> Iterator[str]:
    """Values that the schema allows as texts and PowerPoint does not understand."""
    for start, found, good in _KNOWN_VALUES:
        if start in new:
            yield from (value for value in set(re.findall(found, new)) if re.fullmatch(good, value) is None)
    for cut in re.findall(_CUT, new) if "<a:srcRect " in new else ():
        sides = attributes(f" {cut}")
        for one, other in (("l", "r"), ("t", "b")):
            if _share(sides.get(one, "0")) + _share(sides.get(other, "0")) >= _WHOLE:
                yield f"a picture cut off by {cut}"


def _share(written: str) -> int:
    """A share of a side in thousandths of a percent, which is how deckgen writes it."""
    return int(written) if written.isascii() and written.isdigit() else 0


def value_defects(name: str, new: str) -> Iterator[Defect]:
    """The defects in tags that have not been seen before, wherever they are; the schema allows all of these."""
    yield from (Defect(Code.ATTRIBUTE_VALUE, name, f"{value!r} means nothing") for value in sorted(_odd_values(new)))
    faces = re.findall(_TYPEFACE, new)
    if "" in faces:
        yield Defect(Code.TYPEFACE_EMPTY, name, "a font names no typeface")
    for face in sorted({face for face in faces if face.startswith("+")} - _FONTS):
        yield Defect(Code.TYPEFACE_UNKNOWN, name, f"{face!r} is no font of the theme")
    if "<a:hlink" in new and re.search(_BARE_LINK, new) is not None:
        yield Defect(Code.LINK_EMPTY, name, "a link leads nowhere and does nothing")


_TABLE_STYLE = r"<a:tableStyleId>([^<]*)"
_LEAST_ROOM = pt(2)
_USUAL = {"marL": 91_440, "marR": 91_440, "marT": 45_720, "marB": 45_720}

Tag = dict[str, str]
Cell = tuple[Tag, Tag]
"""The attributes of a cell, and of its properties."""


def table_defects(name: str, text: str, parts: Parts) -> Iterator[Defect]:
    """The defects of the tables on a slide."""
    for style in sorted(set(re.findall(_TABLE_STYLE, text)) - _table_styles(parts)):
        yield Defect(Code.TABLE_STYLE, name, f"there is no table style {style}")
    for table in text.split("<a:tbl>")[1:]:
        widths = [attributes(tag).get("w", "") for tag in tags(table, "a:gridCol")]
        if "<a:tblPr" not in table:
            yield Defect(Code.TABLE_PROPERTIES, name, "a table has no properties")
        least, above = [0] * len(widths), [0] * len(widths)
        for number, row in enumerate(table.split("</a:tr>")[:-1], 1):
            cells = [_cell(cell) for cell in row.split("</a:tc>")[:-1]]
            if len(cells) != len(widths):
                yield Defect(Code.ROW_CELLS, name, f"row {number} has {len(cells)} cells for {len(widths)} columns")
                continue
            yield from _height(name, number, first(row, "a:tr"), cells)
            yield from _spans(name, number, cells, above)
            for column, cell in enumerate(cells):
                if not cell[0].get("gridSpan") and not _is_covered(cell):
                    least[column] = max(least[column], _margins(cell, "marL", "marR"))
        if any(above):
            yield Defect(Code.MERGED_CELLS, name, "a cell spans more rows than there are")
        for number, (width, needed) in enumerate(zip(widths, least, strict=True), 1):
            if not width.isdigit() or int(width) < needed:
                yield Defect(Code.COLUMN_WIDTH, name, f"column {number} is narrower than its margins and 2 pt")


def _table_styles(parts: Parts) -> set[str]:
    tables = [tag for name in parts.of_kind("tableStyles") for tag in tags(parts.text(name), "a:tblStyle")]
    return {attributes(tag).get("styleId", "") for tag in tables}


def _cell(text: str) -> Cell:
    head, properties = text.find("<a:tc"), text.rfind("<a:tcPr")
    return _tag(text[head : text.find(">", head)]), _tag(text[properties : text.find(">", properties)])


@cache
def _tag(text: str) -> Tag:
    return attributes(text)


def _margins(cell: Cell, *sides: str) -> int:
    return sum(int(cell[1].get(side, _USUAL[side])) for side in sides) + _LEAST_ROOM


def _is_covered(cell: Cell) -> bool:
    return bool(cell[0].get("hMerge") or cell[0].get("vMerge"))


def _height(name: str, number: int, row: Tag, cells: list[Cell]) -> Iterator[Defect]:
    height = row.get("h", "")
    needed = max((_margins(cell, "marT", "marB") for cell in cells if not _is_covered(cell)), default=0)
    if not height.isdigit() or 0 < int(height) < needed or not int(height):
        yield Defect(Code.ROW_HEIGHT, name, f"row {number} is lower than its margins and 2 pt")


def _spans(name: str, number: int, cells: list[Cell], above: list[int]) -> Iterator[Defect]:
    """Defects of merged cells: a cell that spans n columns is followed by exactly n - 1 covered cells, and in the
    n - 1 rows below one that spans n rows, its columns are covered.

    `above` holds how many rows below each column is still covered for; it is changed to hold it for the next row.
    """
    covered = rows = 0
    for column, (head, _) in enumerate(cells):
        is_beside, is_below = (head.get(key) in ("1", "true") for key in ("hMerge", "vMerge"))
        if is_beside != (covered > 0) or is_below != (above[column] > 0):
            yield Defect(Code.MERGED_CELLS, name, f"row {number} has merged cells that do not add up")
            return
        if not (_counts(head, "gridSpan") and _counts(head, "rowSpan")):
            yield Defect(Code.MERGED_CELLS, name, f"row {number} has a cell that spans nothing")
            return
        covered = covered - 1 if is_beside else int(head.get("gridSpan", "1")) - 1
        rows = rows if is_beside else int(head.get("rowSpan", "1")) - 1
        above[column] = above[column] - 1 if is_below else rows
    if covered:
        yield Defect(Code.MERGED_CELLS, name, f"row {number} has a cell that spans more columns than there are")


def _counts(head: Tag, key: str) -> bool:
    written = head.get(key, "1")
    return written.isascii() and written.isdigit() and written != "0"


_AXES = ("c:catAx", "c:valAx", "c:dateAx", "c:serAx")
_NAMED = r'<c:axId val="([^"]*)"'
_CROSSED = r'<c:crossAx val="([^"]*)"'
_INDEX = r'<c:ser>\s*<c:idx val="([^"]*)"'


_CACHE = r"(?s)<c:(num|str)(?:Cache|Lit)>(.*?)</c:" r"(?:num|str)(?:Cache|Lit)>"
_COUNT = r'<c:ptCount val="(\d+)"'
_POINT = r'(?s)<c:pt idx="(\d+)"[^<>]*>\s*<c:v>([^<]*)'
_NUMBER = r"\s*-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*"
_NO_CELLS = r"<c:f(?:/>|>\s*</c:f>)"
_SCALE = r'<c:(max|min) val="([^"]*)"'
_FORMAT = r'formatCode="([^"]*)"|<c:formatCode>([^<]*)'
_LONGEST_FORMAT = 255
_BESIDE = {"t", "b", "l", "r", "ctr"}
_LABEL_PLACES = {
    "bar": {"ctr", "inEnd", "inBase", "outEnd"}, "pie": {"bestFit", "ctr", "inEnd", "outEnd"}, "line": _BESIDE,
    "scatter": _BESIDE, "bubble": _BESIDE, "ofPie": {"bestFit", "ctr", "inEnd", "outEnd"}, "stock": _BESIDE,
    "radar": {"outEnd"},
}  # fmt: skip
"""The places of labels by the kind of chart, as PowerPoint offers them; other kinds have none."""
_DRAWN = r"(?s)<c:(\w+)Chart>(.*?)</c:\1Chart>"
_PLACE = r'<c:dLblPos val="([^"]*)"'


def chart_defects(name: str, text: str, parts: Parts) -> Iterator[Defect]:
    """The defects of a chart."""
    yield from relationship_defects(name, text, parts)
    yield from _points(name, text)
    yield from _labels(name, text)
    yield from _axes(name, text)
    from html import unescape  # noqa: PLC0415  (few decks hold charts)

    for written, held in re.findall(_FORMAT, text):
        code = unescape(written or held)
        if len(code) > _LONGEST_FORMAT or re.sub(r"\\.", "", code).count('"') % 2:
            yield Defect(Code.CHART_FORMAT, name, f"{code!r} is no format of numbers")


def _points(name: str, text: str) -> Iterator[Defect]:
    """Defects of the values that a chart keeps of its cells."""
    if re.search(_NO_CELLS, text) is not None:
        yield Defect(Code.CHART_POINTS, name, "values have no cells")
    for kind, held in re.findall(_CACHE, text):
        points = re.findall(_POINT, held)
        count = re.search(_COUNT, held)
        numbers = {number for number, _ in points}
        if len(numbers) < len(points) or (count and any(int(number) >= int(count[1]) for number in numbers)):
            yield Defect(Code.CHART_POINTS, name, f"{len(points)} points do not have numbers of their own")
        for _, value in points if kind == "num" else ():
            if re.fullmatch(_NUMBER, value, re.ASCII) is None:
                yield Defect(Code.CHART_POINTS, name, f"the point {value!r} is no number")


def _labels(name: str, text: str) -> Iterator[Defect]:
    """Defects of the places of labels: bars on top of each other have none outside."""
    for kind, held in re.findall(_DRAWN, text) if "<c:dLblPos" in text else ():
        places = _LABEL_PLACES.get(kind, set())
        if kind == "bar" and re.search(r'<c:grouping val="(?:stacked|percentStacked)"', held) is not None:
            places = places - {"outEnd"}
        for place in sorted(set(re.findall(_PLACE, held)) - places):
            yield Defect(Code.CHART_LABELS, name, f"labels of a {kind} chart are at {place}")


def _axes(name: str, text: str) -> Iterator[Defect]:
    """Defects of the axes and of the series that are drawn along them."""
    axes = [body for kind in _AXES for _, body in elements(text, kind)]
    for axis in axes:
        ends = dict(re.findall(_SCALE, axis))
        if len(ends) > 1 and float(ends["max"]) <= float(ends["min"]):
            yield Defect(Code.CHART_SCALE, name, f"an axis goes from {ends['min']} to {ends['max']}")
    own = Counter(number for axis in axes for number in re.findall(_NAMED, axis)[:1])
    for number in {*re.findall(_NAMED, text), *re.findall(_CROSSED, text)}:
        if own[number] != 1:
            yield Defect(Code.CHART_AXIS, name, f"axis {number} is there {own[number]} times")
        if not number.isdigit() or not 0 < int(number) <= LARGEST_ID:
            yield Defect(Code.CHART_AXIS_ID, name, f"{number!r} is not the id of an axis")
    for number, count in Counter(re.findall(_INDEX, text)).items():
        if count > 1:
            yield Defect(Code.CHART_SERIES, name, f"{count} series have the index {number}")


EQUATION = "<a14:m"
"""The start of every equation, and of nothing else."""
_EMPTY = r"<m:(e|num|den|fName|lim)(?:/>|></)"


def stand_in_defects(name: str, text: str, others: str) -> Iterator[Defect]:
    """The defects between a slide with equations and the same slide as programs without equations see it.

    Animations and links refer to shapes by id, so both must have the same shapes.
    """
    if EQUATION in others:
        yield Defect(Code.EQUATION_WITHOUT_FALLBACK, name, "an equation has no picture in its stead")
    elif identities(others) != identities(text):
        yield Defect(Code.EQUATION_WITHOUT_FALLBACK, name, "the fallback of an equation is another shape")


def equation_defects(name: str, text: str) -> Iterator[Defect]:
    """The defects in the equations themselves."""
    for argument in sorted(set(re.findall(_EMPTY, text))):
        yield Defect(Code.EQUATION_EMPTY, name, f"an equation holds an empty m:{argument}")


_NODE = regex(r'<p:cTn id="(\d+)"')
_FIRST_NODES = (
    {"dur": "indefinite", "restart": "never", "nodeType": "tmRoot"},
    {"dur": "indefinite", "nodeType": "mainSeq"},
)
_TOP = (
    "<p:timing><p:tnLst><p:par><p:cTn [^>]*><p:childTnLst>"
    '<p:seq concurrent="1" nextAc="seek"><p:cTn [^>]*><p:childTnLst><p:par>'
)
_STARTED = (
    r'<p:par><p:cTn (?=[^>]*\bfill="hold")[^>]*><p:stCondLst><p:cond delay="(?:indefinite|\d+)" ?/></p:stCondLst>'
    "<p:childTnLst>"
)
_EFFECT_KEYS = {"presetClass", "presetSubtype", "nodeType"}
_CLICK = r'nodeType="(clickEffect|withEffect|afterEffect)"'
_OUTER = r'<p:cond delay="indefinite" ?/>'
_EFFECT = r'(?s)<p:cTn (?=[^>]*\bpresetID=)([^>]*)>.*?<p:spTgt spid="([^"]*)"'
_RANGE = r'<p:spTgt spid="([^"]*)">\s*<p:txEl>\s*<p:pRg st="(\d+)" end="(\d+)"'
_WORD = r"<(?:a|m):t>[^<]*[^<\s][^<]*</(?:a|m):t>"
_PICTURED = r"(?s)<a:blipFill[ >].*<a:t>[^<]"


def timing_defects(name: str, text: str) -> Iterator[Defect]:
    """The defects of a slide's timing: PowerPoint drops what is right by the schema and unlike its own form."""
    start = text.find("<p:timing")
    if start < 0:
        return
    timing = text[start:]
    ids = _NODE.findall(timing)
    if ids != [str(number) for number in range(1, timing.count("<p:cTn") + 1)]:
        yield Defect(Code.TIMING_IDS, name, "the ids of the time nodes do not count upwards in document order")
    yield from _form(name, timing)
    for click in re.split(_OUTER, timing)[1:]:
        starts = re.findall(_CLICK, click)
        if starts[:1] != ["clickEffect"] or "clickEffect" in starts[1:]:
            yield Defect(Code.TIMING_CLICK, name, f"the effects of a click are {', '.join(starts)}")
    shapes = standing_alone(text)
    yield from _targets(name, timing, shapes)
    yield from _builds(name, timing, shapes)


def _form(name: str, timing: str) -> Iterator[Defect]:
    """Defects of the tree around the effects: its root, its one sequence, and what starts each node."""
    written = tags(timing, "p:cTn")
    for head, wanted in zip(map(attributes, written), _FIRST_NODES, strict=False):
        if not wanted.items() <= head.items():
            message = f"time node {head.get('id')} is not {wanted['nodeType']} as PowerPoint writes it"
            yield Defect(Code.TIMING_ROOT, name, message)
    if re.match(_TOP, timing) is None or timing.count("<p:seq") != 1:
        yield Defect(Code.TIMING_ROOT, name, "the root does not hold one sequence that waits for clicks")
    if timing.count("<p:prevCondLst>") != 1 or timing.count("<p:nextCondLst>") != 1:
        yield Defect(Code.TIMING_ORDER, name, "the sequence lacks its conditions for going back and on")
    if timing.count("<p:par>") - 1 != len(re.findall(_STARTED, timing)):
        yield Defect(Code.TIMING_START, name, "a time node does not say when it starts, or ends at once")
    for head in (attributes(tag) for tag in written if "presetID" in tag):
        if "presetID" in head and not head.keys() >= _EFFECT_KEYS:
            message = f"effect {head.get('id')} has no {', '.join(sorted(_EFFECT_KEYS - head.keys()))}"
            yield Defect(Code.TIMING_EFFECT, name, message)


def _targets(name: str, timing: str, shapes: dict[str, str]) -> Iterator[Defect]:
    for number in {attributes(tag).get("spid", "") for tag in set(tags(timing, "p:spTgt"))} - shapes.keys():
        yield Defect(Code.TIMING_TARGET, name, f"there is no shape {number} outside groups")
    for number, start, end in re.findall(_RANGE, timing):
        paragraphs = len(elements(shapes.get(number, ""), "a:p"))
        if number in shapes and not int(start) <= int(end) < paragraphs:
            yield Defect(Code.TIMING_PARAGRAPH, name, f"shape {number} has no paragraph {end}")


def _builds(name: str, timing: str, shapes: dict[str, str]) -> Iterator[Defect]:
    """Defects of the build list: a group id and an entry come together, only for shapes with text and charts."""
    effects = {(shape, attributes(" " + head).get("grpId")) for head, shape in re.findall(_EFFECT, timing)}
    entries = [(kind, attributes(tag)) for kind in ("p:bldP", "p:bldGraphic") for tag in tags(timing, kind)]
    listed = Counter((entry.get("spid", ""), entry.get("grpId", "")) for _, entry in entries)
    for kind, entry in entries:
        if not _fits(shapes.get(entry.get("spid", ""), ""), kind):
            yield Defect(Code.BUILD_TARGET, name, f"shape {entry.get('spid')} is listed as {kind}, which it is not")
    for (number, _), count in listed.items():
        if count > 1:
            yield Defect(Code.BUILD_TWICE, name, f"shape {number} is listed {count} times")
    grouped = {(number, group) for number, group in effects if group is not None}
    for number, group in sorted(grouped - listed.keys()):
        yield Defect(Code.BUILD_UNLISTED, name, f"shape {number} has group {group}, which no build lists")
    for number, group in sorted(listed.keys() - grouped):
        message = f"shape {number} is listed with group {group} and has no such effect"
        yield Defect(Code.BUILD_WITHOUT_EFFECT, name, message)
    for number in sorted({number for number, group in effects if group is None} & {number for number, _ in grouped}):
        yield Defect(Code.BUILD_WITHOUT_GROUP, name, f"shape {number} has an effect in no group beside others in one")


def _fits(shape: str, kind: str) -> bool:
    """True if the build list has the right kind of entry for a shape.

    The shape must have text. A blank is enough for a picture of an equation, because PowerPoint adds it there.
    """
    if kind == "p:bldGraphic":
        return "<c:chart " in shape
    has_text = re.search(_WORD, shape) is not None or re.search(_PICTURED, shape) is not None
    return shape.startswith("<p:sp>") and has_text
