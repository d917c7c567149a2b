"""The lecture on paper: slides on white pages, with their notes or with lines to write on.

Sections are headings between the slides, and the title slide is the head of the first page, so that no toner is spent
on them. Lengths are millimetres, the unit of paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, Literal

from msgspec import Struct

from deckgen.locale import locale_of
from deckgen.scene.items import TextBox
from deckgen.scene.slide import Scene, SlideScene
from deckgen.scene.text import Note, NoteRun
from deckgen.theme.tokens import NO_ARTWORK, ArtworkByLayout, Theme
from deckgen.writers.pdf.markup import array, document, language, pdf_of, sequence, string
from deckgen.writers.pdf.slide import Sheet, drawing_of, is_furniture, is_title, markup, sheets
from deckgen.writers.pdf.tables import with_names_of_rows
from deckgen.writers.pdf.text import slide_name
from deckgen.writers.svg.slide import Drawing

Paper = Literal["a4", "letter"]
PerPage = Literal[1, 2, 3, 4, 6, 9]
SIZES: Final[dict[Paper, tuple[float, float]]] = {"a4": (210, 297), "letter": (215.9, 279.4)}
_LEFT, _RIGHT, _TOP, _BOTTOM = 24.0, 15.0, 24.0, 19.0
_GAP = 6.0
_CAPTION = 5.0
_SHARE = 0.52
"""The share of the width that a slide has beside its notes."""
_FOR_HEADINGS = 31.0
"""The height that is left for headings on a page that is filled with slides."""
_LINE_STEP = 8.25
"""The distance of lines for handwriting."""
_COLUMNS: Final[dict[PerPage, int]] = {1: 1, 2: 1, 3: 1, 4: 2, 6: 2, 9: 3}
_ON_ITS_SIDE: Final = (4, 9)

_SET = """
#set par(leading: 3.5pt, spacing: 6pt, justify: false)
#let muted(size, body) = text(size: size, fill: rgb("#52606d"), body)
#let title(size, name) = heading(level: 1, text(size: size, weight: "bold", name))
#let section(name) = block(above: 7mm, below: 5mm, sticky: true, title(15pt, name))
#let rule = pdf.artifact(line(length: 100%, stroke: 0.5pt + rgb("#9aa5b1")))
#let ruled(count) = for _ in range(count) {
  block(above: 0pt, below: 0pt, height: LINE_STEP, width: 100%, align(bottom, rule))
}
#let small(width, body) = {
  let share = width / WIDE
  block(width: width, height: HIGH * share, {
    place(top + left, scale(x: share * 100%, y: share * 100%, origin: top + left,
      block(width: WIDE, height: HIGH, clip: true, canvas(body))))
    place(top + left, pdf.artifact(rect(width: 100%, height: 100%, stroke: 0.5pt + rgb("#b8c2cc"))))
  })
}
#let number(number, mark) = {
  text(weight: "bold", number)
  if mark != "" { h(2mm); muted(9pt, mark) }
}
#let beside(name, mark, width, slide, notes) = context {
  let margin = place(left, dx: -11mm, {
    text(weight: "bold", name)
    if mark != "" { linebreak(); muted(8.5pt, mark) }
  })
  let rest = ROOM - width - GAP
  if measure(block(width: rest, notes)).height < MOST {
    block(breakable: false, above: 0pt, below: 8mm, { margin
      grid(columns: (width, 1fr), column-gutter: GAP, small(width, slide), notes) })
  } else {
    block(sticky: true, above: 0pt, below: 4mm, { margin; small(width, slide) })
    block(above: 0pt, below: 8mm, notes)
  }
}
#let under(name, mark, width, slide, notes) = {
  block(sticky: true, above: 0pt, below: 2mm, number(name, mark))
  block(sticky: true, above: 0pt, below: 5mm, small(width, slide))
  block(width: 150mm, notes)
}
#let cell(name, mark, width, slide) = {
  block(above: 0pt, below: 1.5mm, number(name, mark))
  small(width, slide)
}
#let width-in(pitch) = calc.min(COLUMN, (pitch - CAPTION - GAP) * PROPORTION)
#let pitch-below(things) = {
  let taken = things.map(thing => measure(block(width: ROOM, thing)).height + AROUND).sum(default: 0pt)
  let left = (TALL - taken) / ROWS
  if left < LEAST { PITCH } else { calc.min(left, PITCH) }
}
"""
"""How the pages are set. `beside` puts notes beside a slide, or below it if they are longer than a page.

`pitch-below` is the height of each row of slides on a page that has more than slides on it, as the first has.
"""
_AROUND = 12.5
"""The space above and below a heading."""
_LEAST = 0.55
"""The least height of a row on the first page, as a share of that on others: with less, it has fewer rows."""


class Printing(Struct, frozen=True):
    """What is printed: on which paper, how many slides on a page, and whether there are lines in place of notes.

    None is as many slides as have a place with their notes beside them.
    """

    paper: Paper = "a4"
    per_page: PerPage | None = None
    lines: bool = False

    @property
    def room(self) -> tuple[float, float]:
        """The width and the height within the margins."""
        width, height = SIZES[self.paper]
        if self.per_page in _ON_ITS_SIDE:
            width, height = height, width
        return width - _LEFT - _RIGHT, height - _TOP - _BOTTOM

    @property
    def columns(self) -> int:
        return _COLUMNS[self.per_page or 1]

    @property
    def rows(self) -> int:
        """The rows of slides on a page."""
        return (self.per_page or 3) // self.columns

    @property
    def column(self) -> float:
        """The width of a column of slides."""
        return (self.room[0] - (self.columns - 1) * _GAP) / self.columns

    @property
    def pitch(self) -> float:
        """The height for each row of slides."""
        return (self.room[1] - _FOR_HEADINGS) / self.rows

    def slide_width(self, proportion: float) -> float:
        """The width of a slide whose width is so many times its height."""
        width, height = self.room
        if self.per_page in (None, 3):
            return min(width * _SHARE, (self.pitch - _GAP) * proportion)
        if self.per_page == 1:
            return min(width, height * 0.45 * proportion)
        return min(self.column, (self.pitch - _CAPTION - _GAP) * proportion)


class Edition(Struct, frozen=True):
    """Slides for paper, with their theme and what the owner of a template drew behind them."""

    scene: Scene
    theme: Theme
    artwork: ArtworkByLayout = NO_ARTWORK


def handout(
    edition: Edition,
    printing: Printing,
    answers: Sequence[tuple[int, SlideScene]] = (),
    moment: datetime | None = None,
) -> bytes:
    """The pages; at their end follow `answers`, slides with their numbers, from an edition with more on them."""
    drawing = drawing_of(edition.theme, edition.artwork)
    body = _Pages(edition, printing, drawing)
    parts = [*body.slides(), *body.answers(answers)]
    content = pdf_of(_head(edition, printing, drawing, moment), "\n".join(parts), moment)
    shown = [slide for slide in edition.scene.slides[1:] if slide.layout != "section"]
    return with_names_of_rows(content, [*shown, *(slide for _, slide in answers)])


def _head(edition: Edition, printing: Printing, drawing: Drawing, moment: datetime | None) -> str:
    scene, page = edition.scene, edition.theme.page
    about = "  ·  ".join(filter(None, (scene.author, scene.date or "")))
    flipped = ", flipped: true" if printing.per_page in _ON_ITS_SIDE else ""
    margins = f"left: {_LEFT}mm, right: {_RIGHT}mm, top: {_TOP}mm, bottom: {_BOTTOM}mm"
    high = page.height / 12700
    sizes = {"WIDE": f"{page.width / 12700:g}pt", "HIGH": f"{high:g}pt", "GAP": f"{_GAP}mm"}
    sizes |= {
        "ROOM": f"{printing.room[0]:g}mm",
        "LINE_STEP": f"{_LINE_STEP}mm",
        "MOST": f"{printing.room[1] - _FOR_HEADINGS:g}mm",
        "TALL": f"{printing.room[1]:g}mm",
        "ROWS": f"{printing.rows}",
        "PITCH": f"{printing.pitch:g}mm",
        "LEAST": f"{_LEAST * printing.pitch:g}mm",
        "COLUMN": f"{printing.column:g}mm",
        "CAPTION": f"{_CAPTION:g}mm",
        "AROUND": f"{_AROUND:g}mm",
        "PROPORTION": f"{page.width / page.height:g}",
    }
    setting = re.sub("[A-Z]{3,}(_[A-Z]+)?", lambda found: sizes[found.group()], _SET)
    family = drawing.pen.faces["body"].twin
    above = f"{string(scene.title)}; h(1fr); {string(about)}"
    below = 'h(1fr); str(counter(page).get().first()) + " / " + str(counter(page).final().first())'
    return (
        f"{document(scene.title, scene.author, moment)}\n{setting}\n"
        f'#set page(paper: "{_PAPERS[printing.paper]}"{flipped}, margin: ({margins}),\n'
        f"  header: context if here().page() > 1 {{ muted(9pt, {{ {above} }}) }},\n"
        f"  footer: context muted(9pt, {{ {below} }}))\n"
        f"#set text({language(scene.language)}, font: ({string(family)}, signs, ..others), size: 10.5pt,\n"
        f"  top-edge: 0.8em, bottom-edge: -0.2em{', dir: rtl' if edition.theme.from_right else ''})"
    )


_PAPERS: Final[dict[Paper, str]] = {"a4": "a4", "letter": "us-letter"}


class _Pages:
    """The parts of a handout, from its title to its answers."""

    def __init__(self, edition: Edition, printing: Printing, drawing: Drawing) -> None:
        self.scene, self.printing, self.drawing = edition.scene, printing, drawing
        size = edition.theme.page
        self.proportion = size.width / size.height
        self.width = printing.slide_width(self.proportion)
        self.mark = _clock_mark(edition.scene.language)

    def head(self) -> str:
        """The title of the lecture, with all that its slide says."""
        slide = self.scene.slides[0]
        title = f"[#title(20pt, {string(self.scene.title)}) {slide_name(0)}]"
        others = (item for item in slide.items if isinstance(item, TextBox) and not is_title(item))
        texts = [part.shown for item in others if not is_furniture(item) for part in item.body.paragraphs]
        below = [f"block(above: 3mm, below: 0pt, muted(11pt, {string(text)}))" for text in texts if text.strip()]
        notes = self._notes(slide)
        return "\n".join([title, *below, "block(above: 4mm, below: 6mm, rule)", *([notes] if notes else [])])

    def slides(self) -> Iterator[str]:
        """The title of the lecture and its slides, with the names of the sections above them."""
        if self.printing.per_page not in (1, None, 3):
            yield from self._in_rows()
            return
        yield self.head()
        for heading, run in self._sections():
            yield from (heading, *map(self._with_notes, run))

    def _sections(self) -> Iterator[tuple[str, list[Sheet]]]:
        """The heading of each section and its slides; those in front of the first have none."""
        heading, run = "", list[Sheet]()
        for sheet in list(sheets(self.scene))[1:]:
            if sheet.slide.layout == "section" or sheet.section:
                yield heading, run
                heading, run = self._section(sheet), []
            if sheet.slide.layout != "section":
                run.append(sheet)
        yield heading, run

    def _section(self, sheet: Sheet) -> str:
        if sheet.slide.layout != "section":
            return f"section({string(sheet.section)})"
        notes = self._notes(sheet.slide)
        return f"[#section({string(sheet.slide.title)}) {slide_name(sheet.number - 1)}]" + (
            f"\n{notes}" if notes else ""
        )

    def _with_notes(self, sheet: Sheet) -> str:
        beside = self._beside(sheet.slide)
        content = f"{self._label(sheet)}, {self.width:g}mm, {{\n{self._slide(sheet)}\n}}, {{ {beside} }}"
        return f"under({content})\npagebreak(weak: true)" if self.printing.per_page == 1 else f"beside({content})"

    def _in_rows(self) -> Iterator[str]:
        """The slides in rows, which are lower on the first page, so that it has as many of them as the others."""
        rows, ahead, first, rest = 0, [self.head()], [self.head()], list[str]()
        for heading, run in self._sections():
            ahead += [heading] if rows < self.printing.rows else []
            (first if rows < self.printing.rows else rest).append(heading)
            for row in self._rows(run, self.printing.columns):
                (first if rows < self.printing.rows else rest).append(row)
                rows += 1
        things = array(f"{{\n{thing}\n}}" for thing in ahead if thing)
        yield f"context {{\nlet pitch = pitch-below({things})\nlet width = width-in(pitch)"
        yield from first
        yield f"}}\nlet pitch = {self.printing.pitch:g}mm\nlet width = {self.width:g}mm"
        yield from rest

    def _rows(self, run: Sequence[Sheet], columns: int) -> Iterator[str]:
        """Slides side by side, each as wide as `width` says and each row as high as `pitch`."""
        cells = [f"cell({self._label(sheet)}, width, {{\n{self._slide(sheet)}\n}})" for sheet in run]
        for start in range(0, len(cells), columns):
            row = ", ".join(cells[start : start + columns])
            grid = f"grid(columns: (1fr,) * {columns}, column-gutter: {_GAP}mm, {row})"
            yield f"block(breakable: false, above: 0pt, below: 0pt, height: pitch, {grid})"

    def _label(self, sheet: Sheet) -> str:
        minute = None if self.printing.lines else sheet.slide.minute
        mark = "" if minute is None else f"{round(minute * 60) // 60}:{round(minute * 60) % 60:02}"
        return f"{string(str(sheet.number))}, {string(mark)}"

    def _slide(self, sheet: Sheet) -> str:
        return markup(Sheet(sheet.slide, sheet.number, sheet.level, named=sheet.named), self.drawing)

    def _beside(self, slide: SlideScene) -> str:
        if self.printing.lines or self.printing.per_page == 3:
            high = self.width / self.proportion
            room = self.printing.room[1] * 0.4 if self.printing.per_page == 1 else max(high, self.printing.pitch - 9)
            return f"ruled({int(room // _LINE_STEP)})"
        return self._notes(slide)

    def _notes(self, slide: SlideScene) -> str:
        notes = [note for note in slide.notes if not self.mark.fullmatch("".join(run.text for run in note))]
        return sequence(f"par({{ {sequence(map(_said, _runs(note)))} }})" for note in notes)

    def answers(self, slides: Sequence[tuple[int, SlideScene]]) -> Iterator[str]:
        """The slides with answers, two in a row."""
        if not slides:
            return
        width = (self.printing.room[0] - _GAP) / 2
        pitch = width / self.proportion + _CAPTION + _GAP
        yield f"pagebreak(weak: true)\nsection({string(locale_of(self.scene.language).slides.answers)})"
        yield f"let pitch = {pitch:g}mm\nlet width = {width:g}mm"
        yield from self._rows([Sheet(slide, number, 2, named=False) for number, slide in slides], 2)


def _clock_mark(tag: str) -> re.Pattern[str]:
    """The paragraph of the notes with the minute, which stands beside the slide here."""
    pattern = re.escape(locale_of(tag).slides.clock)
    return re.compile(re.sub(r"\\\{\w+\\\}", r"\\d+:\\d\\d", pattern))


def _runs(note: Note) -> Iterator[NoteRun]:
    yield from (run for run in note if run.text)


def _said(run: NoteRun) -> str:
    said = "; linebreak(); ".join(f"text({string(line)})" for line in run.text.split("\n"))
    said = f"{{ {said} }}"
    look = [
        part
        for part, is_wanted in (
            ('weight: "bold"', run.bold),
            ('style: "italic"', run.italic),
            ('font: ("Liberation Mono", signs, ..others), size: 0.9em', run.code),
            (language(run.language) if run.language else "", bool(run.language)),
        )
        if is_wanted and part
    ]
    said = f"text({', '.join([*look, said])})" if look else said
    for name, is_wanted in (
        ("strike", run.struck),
        ("super", run.script == "raised"),
        ("sub", run.script == "lowered"),
    ):
        said = f"{name}({said})" if is_wanted else said
    return f"link({string(run.url)}, {said})" if run.url else said
