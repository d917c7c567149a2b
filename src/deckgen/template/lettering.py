"""The texts that the owner of a template wrote on a master or layout, as elements of SVG.

In: a shape that is no placeholder, and its box. Out: a `text` element for each line. Formatting is looked up in the
run, the paragraph, the list style of the shape, the master's style for other text, and the presentation's default;
lines are broken where the measurer breaks them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from msgspec import Struct

from deckgen.geometry import EMU_PER_POINT
from deckgen.media.faces import typeface
from deckgen.template.brushes import FULL, Palette
from deckgen.template.canvas import Box
from deckgen.template.opening import A, P, Tree
from deckgen.template.outlines import number
from deckgen.text.measure import LINE_HEIGHT, Font, FontMeasurer
from deckgen.text.wrap import Span, wrap
from deckgen.theme.tokens import NUMBER_SIGN, Letters

_DESCENT: Final = 0.26
"""The depth of a line's descenders as a share of its size, as on slides."""
_INSETS: Final = {"lIns": 91_440, "tIns": 45_720, "rIns": 91_440, "bIns": 45_720}
_ENDS: Final = {"l": "start", "just": "start", "ctr": "middle", "r": "end"}
_USUAL_SIZE: Final = 1_800
_LENIENT: Final = 1.03
"""Boxes that PowerPoint fitted to their text are hardly wider than it, and `wrap` would keep some of that free."""
_ENDLESS: Final = 1e5
_TURNS: Final = {"vert": 90, "vert270": 270, "eaVert": 90}
"""The degrees by which vertical text is turned (ECMA-376 part 1, 20.1.10.82)."""
_FROM_RIGHT, _AS_BEFORE = "\u2067", "\u2069"


class Writer(Struct, frozen=True):
    """The colours of a layout's slides, and the list styles in which texts find what they do not say themselves."""

    palette: Palette
    styles: tuple[Tree, ...]

    def family(self, name: str) -> str:
        """The typeface for a name: +mj-lt is the theme's for headings, +mn-lt for body text."""
        if not name.startswith("+"):
            return name
        kind = "majorFont" if name.startswith("+mj") else "minorFont"
        latin = self.palette.theme.find(f".//{A}{kind}/{A}latin")
        return (latin.get("typeface") if latin is not None else "") or "Arial"


class Lettered(Struct, frozen=True):
    """A text as elements, the letters in it by their style, and whether it shows the number of the slide."""

    drawn: str
    letters: Letters
    is_numbered: bool


class _Run(Struct, frozen=True):
    text: str
    size: float
    rgb: str
    family: str
    bold: bool
    italic: bool
    underlined: bool

    @property
    def span(self) -> Span:
        return Span(self.text, Font(self.family, self.bold, self.italic), max(round(self.size), 1))

    @property
    def element(self) -> str:
        look = f' font-size="{number(self.size)}" fill="#{self.rgb}"'
        look += ' font-weight="bold"' if self.bold else ""
        look += ' font-style="italic"' if self.italic else ""
        look += ' text-decoration="underline"' if self.underlined else ""
        names = escape(typeface(self.family).css)
        return f'<tspan font-family="{names}"{look}>{escape(self.text, quote=False)}</tspan>'


class _Line(Struct, frozen=True):
    """A line of runs with its height; `before` is the distance to the line above it, all in points."""

    runs: tuple[_Run, ...]
    height: float
    before: float
    size: float


class _Paragraph(Struct, frozen=True):
    lines: tuple[_Line, ...]
    end: str
    indent: float
    from_right: bool


def lettered(shape: Tree, box: Box, writer: Writer) -> Lettered | None:
    """The text of a shape in its box; None if it has none."""
    body = shape.find(f"{P}txBody")
    if body is None or not any((text.text or "").strip() for text in body.iter(f"{A}t")):
        return None
    settings = body.find(f"{A}bodyPr")
    turn = _TURNS.get(settings.get("vert", "horz"), 0)
    lying = (box[0] + (box[2] - box[3]) / 2, box[1] + (box[3] - box[2]) / 2, box[3], box[2]) if turn % 180 else box
    room = _room(settings, lying)
    width = _ENDLESS if settings.get("wrap") == "none" else room[2]
    reader = _Reader(writer, shape, body, width)
    paragraphs = [reader.paragraph(tree) for tree in body.iterfind(f"{A}p")]
    drawn = "".join(_placed(paragraphs, room, settings.get("anchor", "t")))
    if turn:
        middle = f"{number(box[0] + box[2] / 2)} {number(box[1] + box[3] / 2)}"
        drawn = f'<g transform="rotate({turn} {middle})">{drawn}</g>'
    runs = [run for paragraph in paragraphs for line in paragraph.lines for run in line.runs]
    return Lettered(drawn, letters_of(runs), any(NUMBER_SIGN in run.text for run in runs))


def letters_of(runs: Sequence[_Run]) -> Letters:
    """The letters of the runs by their typeface and style."""
    found: dict[tuple[str, bool, bool], str] = {}
    for run in runs:
        style = (run.family, run.bold, run.italic)
        found[style] = found.get(style, "") + run.text.replace(NUMBER_SIGN, "0123456789")
    return found


def _room(settings: Tree, box: Box) -> Box:
    left, top, right, bottom = (int(settings.get(key, usual)) / EMU_PER_POINT for key, usual in _INSETS.items())
    return box[0] + left, box[1] + top, max(box[2] - left - right, 1), box[3] - top - bottom


def _placed(paragraphs: Sequence[_Paragraph], room: Box, anchor: str) -> Iterator[str]:
    lines = [(line, paragraph) for paragraph in paragraphs for line in paragraph.lines]
    height = sum(line.height + line.before for line, _ in lines) - lines[0][0].before
    y = room[1] - lines[0][0].before + (room[3] - height) * {"ctr": 0.5, "b": 1.0}.get(anchor, 0.0)
    for line, paragraph in lines:
        y += line.before + line.height
        if not line.runs:
            continue
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[paragraph.end]
        x = room[0] + room[2] * share + (paragraph.indent if paragraph.end == "start" else 0)
        words = "".join(run.element for run in line.runs)
        end = paragraph.end
        if paragraph.from_right:
            words = f"{_FROM_RIGHT}{words}{_AS_BEFORE}"
        stands = f' text-anchor="{end}"' if end != "start" else ""
        yield f'<text x="{number(x)}" y="{number(y - line.size * _DESCENT)}"{stands}>{words}</text>'


class _Reader(Struct, frozen=True):
    """The reader of one text; `width` is that of its lines in points."""

    writer: Writer
    shape: Tree
    body: Tree
    width: float

    def paragraph(self, tree: Tree) -> _Paragraph:
        own = tree.find(f"{A}pPr")
        level = int(own.get("lvl", "0")) + 1 if own is not None else 1
        above = [each for style in self._styles for each in style.iterfind(f"{A}lvl{level}pPr")]
        found = [each for each in (own, *above) if each is not None]
        defaults = [each for level in found for each in level.iterfind(f"{A}defRPr")]
        runs = [*self._marked(found, defaults), *self._runs(tree, defaults)]
        end = _ENDS.get(_first(found, "algn", "l"), "start")
        indent = int(_first(found, "marL", "0")) / EMU_PER_POINT
        size = self._size(list(tree.iterfind(f"{A}endParaRPr")), defaults)
        from_right = _first(found, "rtl", "0") in ("1", "true")
        return _Paragraph(tuple(self._lines(runs, found, size, indent)), end, indent, from_right)

    @property
    def _styles(self) -> list[Tree]:
        return [*self.body.iterfind(f"{A}lstStyle"), *self.writer.styles]

    def _marked(self, found: Sequence[Tree], defaults: Sequence[Tree]) -> Iterator[_Run]:
        """The sign before a paragraph."""
        marks = (mark for level in found for mark in level.iterchildren(f"{A}buNone", f"{A}buChar", f"{A}buAutoNum"))
        mark = next(marks, None)
        if mark is not None and mark.tag == f"{A}buChar":
            yield self._run(f"{mark.get('char')} ", [], defaults)

    def _runs(self, tree: Tree, defaults: Sequence[Tree]) -> Iterator[_Run]:
        for part in tree.iterchildren(f"{A}r", f"{A}fld", f"{A}br"):
            is_number = part.get("type") == "slidenum"
            text = "\n" if part.tag == f"{A}br" else NUMBER_SIGN if is_number else part.findtext(f"{A}t") or ""
            yield self._run(text, list(part.iterfind(f"{A}rPr")), defaults)

    def _run(self, text: str, own: Sequence[Tree], defaults: Sequence[Tree]) -> _Run:
        found = [*own, *defaults]
        capitals = _first(found, "cap", "none") == "all"
        font = self.shape.find(f"{P}style/{A}fontRef")
        usual = "+mj-lt" if font is not None and font.get("idx") == "major" else "+mn-lt"
        name = next((latin.get("typeface") for each in found for latin in each.iterfind(f"{A}latin")), usual)
        return _Run(
            text.upper() if capitals else text,
            self._size(own, defaults),
            self._rgb(own, defaults, font),
            self.writer.family(name),
            _first(found, "b", "0") in ("1", "true"),
            _first(found, "i", "0") in ("1", "true"),
            _first(found, "u", "none") != "none",
        )

    def _size(self, own: Sequence[Tree], defaults: Sequence[Tree]) -> float:
        scale = next((int(each.get("fontScale", FULL)) for each in self.body.iter(f"{A}normAutofit")), FULL)
        return int(_first([*own, *defaults], "sz", str(_USUAL_SIZE))) / 100 * scale / FULL

    def _rgb(self, own: Sequence[Tree], defaults: Sequence[Tree], font: Tree | None) -> str:
        """The colour of a run: its own, that of the shape's style, or that of the list styles."""
        palette = self.writer.palette
        inks = [ink for each in own for ink in each.iterchildren(f"{A}solidFill", f"{A}gradFill")]
        if not inks and font is not None and len(font):
            inks = [font]
        inks += [ink for each in defaults for ink in each.iterchildren(f"{A}solidFill", f"{A}gradFill")]
        return next((rgb for ink in inks if (rgb := palette.rgb(ink)) is not None), palette.scheme.colours["dk1"])

    def _lines(self, runs: Sequence[_Run], found: Sequence[Tree], size: float, indent: float) -> Iterator[_Line]:
        spacing = next((each for level in found for each in level.iterfind(f"{A}lnSpc/*")), None)
        before = _distance(found, "spcBef", runs[0].size if runs else size)
        if not runs:
            yield _Line((), _height(size, spacing), before, size)
            return
        width = round(max(self.width - indent, 1) * _LENIENT * EMU_PER_POINT)
        text, end = "".join(run.text for run in runs), 0
        for line in wrap([run.span for run in runs], width, FontMeasurer()):
            start = text.index(line.text, end)
            end = start + len(line.text)
            cut = tuple(_between(runs, start, end))
            largest = max((run.size for run in cut), default=size)
            yield _Line(cut, _height(largest, spacing), before, largest)
            before = 0.0


def _between(runs: Sequence[_Run], start: int, end: int) -> Iterator[_Run]:
    """The parts of the runs between two offsets in their text."""
    from msgspec.structs import replace  # noqa: PLC0415

    place = 0
    for run in runs:
        piece = run.text[max(start - place, 0) : max(end - place, 0)]
        if piece:
            yield replace(run, text=piece)
        place += len(run.text)


def _first(found: Sequence[Tree], key: str, usual: str) -> str:
    """The first value of an attribute."""
    return next((value for each in found if (value := each.get(key)) is not None), usual)


def _height(size: float, spacing: Tree | None) -> float:
    if spacing is None:
        return size * LINE_HEIGHT
    value = int(spacing.get("val", FULL))
    return value / 100 if spacing.tag == f"{A}spcPts" else size * LINE_HEIGHT * value / FULL


def _distance(found: Sequence[Tree], kind: str, size: float) -> float:
    stated = next((each for level in found for each in level.iterfind(f"{A}{kind}/*")), None)
    return 0.0 if stated is None else _height(size, stated)
