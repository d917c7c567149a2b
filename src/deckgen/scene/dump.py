"""A scene as text that a person can read and a test can compare: one item per line, lengths in points.

The same scene always gives the same text. The text of an item follows below it, one line for each paragraph, with ↵
where it was measured to wrap. A paragraph with several formats is followed by a line for each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from deckgen.geometry import EMU_PER_POINT, Point, Rect
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import (
    WHOLE,
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
    TextBox,
)
from deckgen.scene.slide import Scene, Section, Show, SlideScene
from deckgen.scene.text import Insets, Link, Note, NoteRun, Paragraph, Run, SlideLink, TextBody

_STEP = "  "


def dump(scene: Scene) -> str:
    """The scene as lines of text, each ended by a new-line. Slides are counted from 1."""
    lines = [_parts("deck", _quoted(scene.title), scene.subtitle and _quoted(scene.subtitle), scene.language)]
    lines += [_parts("by", _quoted(scene.author)) if scene.author else "", f"on {scene.date}" if scene.date else ""]
    lines += [_section(section) for section in scene.sections]
    lines += [_show(show, number == scene.opening_show) for number, show in enumerate(scene.shows)]
    for number, slide in enumerate(scene.slides, 1):
        lines += ["", *dump_slide(slide, number)]
    return "\n".join([lines[0], *(line for line in lines[1:3] if line), *lines[3:]]) + "\n"


def dump_slide(slide: SlideScene, number: int) -> list[str]:
    """One slide as lines of text; `number` counts from 1."""
    entered = "" if slide.transition == "none" else slide.transition
    hidden = "hidden" if slide.hidden else ""
    lines = [_parts(f"slide {number} [{slide.layout}]", _quoted(slide.title), entered, hidden)]
    for item in slide.items:
        first, *rest = _item(item)
        lines += _indented((_parts(first, _step(item.click)), *rest))
    return lines + [f"{_STEP}note {_quoted(_marked(note))}" for note in slide.notes]


def _marked(note: Note) -> str:
    """A note with its inline Markdown marks."""
    return "".join(_signed(run) for run in note)


def _signed(run: NoteRun) -> str:
    sign = ("**" if run.bold else "") + ("*" if run.italic else "") + ("`" if run.code else "")
    text = f"[{run.text}]({run.url})" if run.url else run.text
    text = f"~~{text}~~" if run.struck else text
    text = {"raised": f"^{text}^", "lowered": f"~{text}~"}.get(run.script, text)
    return f"{sign}{text}{sign[::-1]}"


def _section(section: Section) -> str:
    return f"section {_quoted(section.name)} slides {section.first + 1}–{section.first + section.count}"


def _show(show: Show, is_first: bool) -> str:
    slides = " ".join(str(index + 1) for index in show.slides)
    return _parts("show", _quoted(show.name), "opening" if is_first else "", f"slides {slides}")


def _item(item: Item) -> Iterator[str]:
    match item:
        case TextBox():
            yield _text_box(item)
            yield from _indented(_body(item.body))
        case Box():
            yield _box(item)
            yield from _indented(_body(item.body) if item.body else ())
        case Connector():
            yield _connector(item)
        case Grid():
            yield _parts("grid", _quoted(item.name), _rect(item.rect), _flags(item), _alt(item.alt))
            yield from _indented(_rows(item))
        case ChartFrame():
            yield _chart(item)
            yield from _indented(_plotted(item))
        case Picture():
            media = f"{item.media.name} {item.media.width}×{item.media.height} px"
            yield _parts(
                "picture",
                _quoted(item.name),
                _rect(item.rect),
                media,
                _crop(item.crop),
                _alt(item.alt, item.decorative),
            )
        case Formula():
            yield from _formula(item)
        case Group():
            yield _parts("group", _quoted(item.name), _rect(item.rect), _alt(item.alt))
            for inner in item.items:
                yield from _indented(_item(inner))
        case _:
            assert_never(item)


def _crop(crop: Crop) -> str:
    """What is cut off at the left, the top, the right and the bottom, in percent."""
    sides = (crop.left, crop.top, crop.right, crop.bottom)
    return f"cropped {' '.join(f'{1000 * 100 * side // WHOLE / 1000:g}' for side in sides)}" if any(sides) else ""


def _text_box(box: TextBox) -> str:
    mark = box.placeholder
    place = (
        f"[{mark.kind} {mark.index}{' inherited' if box.inherited else ''}{' bare' if box.bare else ''}]"
        if mark
        else ""
    )
    return _parts("text", _quoted(box.name), _rect(box.rect), place, _setting(box.body))


def _box(box: Box) -> str:
    return _parts(
        box.shape,
        _quoted(box.name),
        _rect(box.rect),
        f"corner {_points(box.corner)}" if box.corner else "",
        f"fill {_colour(box.fill)}" if box.fill else "",
        f"opacity {box.opacity}%" if box.opacity != 100 else "",
        f"line {_stroke(box.line)}" if box.line else "",
        _setting(box.body) if box.body else "",
        _alt(box.alt, box.decorative),
        _link(box.link),
    )


def _connector(item: Connector) -> str:
    arrow = ("◀" if item.start_head else "") + "─" + ("▶" if item.end_head else "")
    return _parts(
        "elbow" if len(item.points) > 2 else "line",
        _quoted(item.name),
        f"{_point(item.start)}{_glue(item.start_glue)} {arrow} {_point(item.end)}{_glue(item.end_glue)}",
        f"bend {_points(_bend(item))}" if len(item.points) > 3 else "",
        _stroke(item.stroke),
        _alt(item.alt, item.decorative),
    )


def _bend(item: Connector) -> int:
    """The position of the middle segment of three: its x if it is vertical, its y if it is horizontal."""
    after, before = item.points[1:3]
    return after.x if after.x == before.x else after.y


def _chart(chart: ChartFrame) -> str:
    scales = [f"from {axis.low:g} to {axis.high:g} by {axis.step:g}" for axis in (chart.across, chart.scale) if axis]
    flags = ("legend" if chart.legend else "", "labelled" if chart.labelled else "")
    looks = f"{chart.size} {' '.join(_colour(hue) for hue in chart.hues)}"
    axes = " ".join(f"axis {_quoted(axis)}" for axis in chart.axes)
    before = f"before {_quoted(chart.before)}" if chart.before else ""
    unit = f"unit {_quoted(chart.unit)}" if chart.unit else ""
    places = f"places {chart.places}" if chart.places else ""
    head = (
        f"{chart.kind}-chart",
        _quoted(chart.name),
        _rect(chart.rect),
        looks,
        before,
        unit,
        places,
        axes,
        *scales,
        *flags,
    )
    return _parts(*head, _alt(chart.alt))


def _plotted(chart: ChartFrame) -> Iterator[str]:
    yield _parts("categories", *map(_quoted, chart.categories))
    for place, series in enumerate(chart.series):
        own = dict(chart.fills[place]) if chart.fills else {}
        numbers = ["gap" if number is None else f"{number:g}" for number in series.numbers]
        shown = (f"{text} {_colour(own[at])}" if at in own else text for at, text in enumerate(numbers))
        yield _parts("series", _quoted(series.name), *shown)
    if chart.parts:
        yield _parts("by", chart.parts.by, *map(_step, chart.parts.clicks))


def _formula(formula: Formula) -> Iterator[str]:
    from deckgen.formula.tree import text_of  # noqa: PLC0415  (few decks hold formulas)

    looks = f"{formula.size} {_colour(formula.colour)}"
    yield _parts("formula", _quoted(formula.name), _rect(formula.rect), looks, _alt(formula.alt))
    yield f"{_STEP}- {_quoted(text_of(formula.tree))}"


def _flags(grid: Grid) -> str:
    widths = "|".join(_points(width) for width in grid.widths)
    return _parts(widths, _header(grid.header), "first-column" if grid.first_column else "")


def _header(rows: int) -> str:
    return f"header {rows}" if rows > 1 else "header" if rows else ""


def _rows(grid: Grid) -> Iterator[str]:
    for row in grid.rows:
        yield _parts("row", _points(row.height), f"rule {_stroke(row.rule)}" if row.rule else "")
        for cell in row.cells:
            yield from _indented(_cell(cell))


def _cell(cell: Cell) -> Iterator[str]:
    span = f"span {cell.span}" if cell.span > 1 else ""
    rows = f"rows {cell.row_span}" if cell.row_span > 1 else ""
    yield _parts("cell", span, rows, f"fill {_colour(cell.fill)}" if cell.fill else "", _setting(cell.body))
    yield from _indented(_body(cell.body))


def _setting(body: TextBody) -> str:
    inner = body.insets
    sides = " ".join(_points(side) for side in (inner.left, inner.top, inner.right, inner.bottom))
    margins = "" if inner == Insets() else f"insets {sides}"
    return _parts(body.anchor if body.anchor != "top" else "", "rotated" if body.rotated else "", margins)


def _body(body: TextBody) -> Iterator[str]:
    for number, paragraph in enumerate(body.paragraphs):
        before = paragraph.space_before if number else 0
        looks = [_run_looks(run) for run in paragraph.runs]
        common = looks[0] if looks and len(set(looks)) == 1 else ""
        words = _quoted("↵".join(line.text for line in paragraph.lines) if paragraph.lines else paragraph.text)
        yield _parts("-", _paragraph_setting(paragraph, before), common, words)
        if not common:
            yield from _indented(
                f"{look} {_quoted(run.text)}" for look, run in zip(looks, paragraph.runs, strict=True)
            )


def _paragraph_setting(paragraph: Paragraph, before: int) -> str:
    mark = paragraph.bullet
    sign = "" if mark is None else f"{mark.character if mark.number is None else f'{mark.number}.'}"
    return _parts(
        f"level {paragraph.level}" if paragraph.level else "",
        f"{sign} {_colour(mark.colour)}" if mark else "",
        f"indent {_points(paragraph.indent)}" if paragraph.indent else "",
        f"hanging {_points(paragraph.hanging)}" if paragraph.hanging else "",
        f"before {_points(before)}" if before else "",
        f"spacing {paragraph.line_spacing}%" if paragraph.line_spacing != 100 else "",
        paragraph.align if paragraph.align != "left" else "",
        "from-right" if paragraph.from_right else "",
        _step(paragraph.click),
    )


def _run_looks(run: Run) -> str:
    return _parts(
        str(run.size),
        _colour(run.colour),
        "bold" if run.bold else "",
        "italic" if run.italic else "",
        "struck" if run.struck else "",
        run.face if run.face != "body" else "",
        run.family or "",
        run.language or "",
        run.script if run.script != "none" else "",
        "" if run.proofed else "unproofed",
        _link(run.link),
    )


def _link(link: Link | None) -> str:
    if link is None:
        return ""
    return f"→ slide {link.slide + 1}" if isinstance(link, SlideLink) else f"→ {link.url}"


def _alt(alt: str, decorative: bool = False) -> str:
    return "decorative" if decorative else f"alt {_quoted(alt)}" if alt else ""


def _step(step: int) -> str:
    return f"step {step}" if step else ""


def _glue(glue: Glue | None) -> str:
    if glue is None:
        return ""
    return f" ({glue.shape}.{glue.site}{'' if glue.offset is None else f'+{_points(glue.offset)}'})"


def _stroke(stroke: Stroke) -> str:
    return _parts(_points(stroke.width), _colour(stroke.colour), "dashed" if stroke.dashed else "")


def _colour(colour: Colour) -> str:
    change = f"+{colour.tint}" if colour.tint else f"-{colour.shade}" if colour.shade else ""
    change += f" turned {colour.turn}°" if colour.turn else ""
    change += f" saturated {colour.added}" if colour.added else ""
    change += f"*{colour.saturation}" if colour.saturation != 100 else ""
    return colour.slot + change


def _rect(rect: Rect) -> str:
    return f"@{_points(rect.x)},{_points(rect.y)} {_points(rect.width)}×{_points(rect.height)}"


def _point(point: Point) -> str:
    return f"@{_points(point.x)},{_points(point.y)}"


def _points(length: int) -> str:
    return f"{length / EMU_PER_POINT:.1f}".removesuffix(".0")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _parts(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _indented(lines: Iterable[str]) -> list[str]:
    return [_STEP + line for line in lines]
