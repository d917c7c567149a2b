"""A deck by hand that uses every kind of item and every layout, for tests of the writer and of the scene."""

from __future__ import annotations

from deckgen.geometry import Rect, inch, pt
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import Box, Cell, Grid, GridRow, Item, TextBox
from deckgen.scene.slide import LayoutKind, Scene, Section, Show, SlideScene
from deckgen.scene.text import Bullet, Insets, Line, Link, NoteRun, Paragraph, Run, SlideLink, TextBody, WebLink
from deckgen.theme.builtin import CLASSROOM
from tests.writers.pptx.figures import shapes_slide
from tests.writers.pptx.pieces import BLUE, CELL, INK, PADDING, TEAL, WHITE, filled, frame, like, paragraph


def title_slide() -> SlideScene:
    areas = CLASSROOM.layouts["title"]
    return SlideScene(
        "Docker vs Virtual Machine",
        "title",
        (
            filled("title", "centred-title", 0, like(areas.area(0), "Docker vs Virtual Machine")),
            filled(
                "title", "subtitle", 1, like(areas.area(1), "What each one virtualizes, and what follows from it")
            ),
            filled("title", "body", 13, like(areas.area(13), "Operating Systems course  ·  45 minutes")),
        ),
        notes=((NoteRun("Welcome everyone."),), (NoteRun("Ask who has used Docker.\nCount hands & remember < 5."),)),
    )


def section_slide() -> SlideScene:
    areas = CLASSROOM.layouts["section"]
    names = ("How an operating system is made up", "What each one virtualizes", "What follows from it")
    items: list[Item] = [
        filled("section", "title", 0, like(areas.area(0), "What each one virtualizes")),
        filled("section", "body", 13, like(areas.area(13), "Part 2 of 3")),
    ]
    width = inch(3.9)
    for number, name in enumerate(names):
        left, lit = inch(0.6) + number * (width + pt(8)), number == 1
        bar = Colour("accent1", tint=50) if lit else Colour("dk2", tint=25)
        ink = WHITE if lit else Colour("dk2", tint=50)
        items.append(Box(f"Bar {number + 1}", Rect(left, inch(6.1), width, pt(5)), fill=bar, decorative=True))
        items.append(
            TextBox(
                f"Part {number + 1}",
                Rect(left, inch(6.25), width, inch(0.65)),
                TextBody((paragraph(name, 16, ink, bold=lit),)),
            )
        )
    return SlideScene("What each one virtualizes, section", "section", tuple(items))


def _point(*runs: Run, level: int = 0, number: int | None = None, bulleted: bool = True) -> Paragraph:
    mark = Bullet("•", BLUE if level == 0 else Colour("accent1", tint=25), number) if bulleted else None
    text = "".join(run.text for run in runs)
    size = 20 if level else 24
    hanging = pt(0.95 * size) if bulleted else 0
    indent = pt(0.95 * size) + level * pt(22)
    return Paragraph(
        runs,
        (Line(text),),
        level=level,
        bullet=mark,
        indent=indent,
        hanging=hanging,
        space_before=pt(6 if level else 12),
    )


def _run(text: str, size: int = 24, *, link: Link | None = None, bold: bool = False, italic: bool = False) -> Run:
    return Run(text, size, INK if link is None else BLUE, bold=bold, italic=italic, link=link)


def bullets_slide() -> SlideScene:
    """Text in a content placeholder: levels, numbers, links, code, languages and what XML cannot hold."""
    code = Run("docker run <image>", 22, INK, face="code", proofed=False)
    body = (
        _point(_run("A Linux image brings its "), _run("applications layer", bold=True), _run(", not a kernel")),
        _point(_run("Docker Toolbox put a small Linux machine in between", 20), level=1),
        _point(_run("Le noyau", 20, italic=True), Run(" partagé", 20, INK, language="fr-FR"), level=1),
        _point(_run("Third, counted on from another slide"), number=3),
        _point(_run("Fourth: "), code, number=4),
        _point(
            _run("See "),
            _run("the manual", link=WebLink("https://docs.docker.com/a%20b?x=1&y=%C3%A9")),
            _run(" & more"),
        ),
        _point(_run("Back to "), _run("the title", link=SlideLink(0)), _run(", line one\nline two \x01")),
        _point(_run("A plain paragraph"), bulleted=False),
    )
    items = (*frame("content", "An image needs a kernel that fits", 3), filled("content", "content", 1, *body))
    return SlideScene("An image needs a kernel that fits", "content", items, notes=((NoteRun("Explain why."),),))


_ROWS = (
    ("", "Docker", "Virtual machine"),
    ("Image size", "✓ tens of megabytes", "gigabytes"),
    ("Start", "✓ about a second", "about a minute"),
    ("Runs a guest of any OS", "no, only one that fits", "✓ yes"),
)
_ROW_HEIGHT = inch(0.71)


def _cell(text: str, bold: bool, span: int = 1) -> Cell:
    won = text.startswith("✓")
    body = TextBody((paragraph(text, 22, bold=bold or won),), "middle", CELL)
    return Cell(body, CLASSROOM.palette.pale_of(TEAL) if won else None, span)


def _table() -> Grid:
    rows = [
        GridRow(_ROW_HEIGHT, tuple(_cell(text, number == 0 or column == 0) for column, text in enumerate(row)))
        for number, row in enumerate(_ROWS)
    ]
    last = (_cell("Both", True), _cell("need a host & hardware", False, 2))
    return Grid(
        "Comparison",
        Rect(inch(0.6), inch(1.48), inch(12), _ROW_HEIGHT * 5),
        (inch(3.7), inch(5), inch(3.3)),
        (*rows, GridRow(_ROW_HEIGHT, last, Stroke(TEAL, pt(2)))),
        alt="Docker and virtual machines compared in four points",
    )


def _verdict() -> Box:
    runs = (Run("Verdict: ", 22, INK, bold=True), Run("choose Docker unless you need another kernel", 22, INK))
    words = Paragraph(runs, (Line("Verdict: choose Docker unless you need another kernel"),))
    return Box(
        "Verdict",
        Rect(inch(0.6), inch(5.4), inch(12), inch(0.7)),
        "rounded",
        CLASSROOM.palette.pale_of(BLUE),
        corner=pt(5),
        body=TextBody((words,), "middle", Insets(pt(24), pt(6), pt(14), pt(6))),
    )


def grid_slide() -> SlideScene:
    """A comparison as in the built-in look: winners tinted, marked and bold."""
    title = "Docker wins on size and speed, the VM on compatibility"
    items: tuple[Item, ...] = (*frame("title-only", title, 5), _table(), _verdict())
    return SlideScene(title, "title-only", items, notes=((NoteRun("Read it out."),),))


def halves_slide(layout: LayoutKind, title: str, number: int) -> SlideScene:
    """All content placeholders of a layout, each with its own name in it."""
    areas = [area for area in CLASSROOM.layouts[layout].areas if area.index in range(1, 5)]
    contents = [filled(layout, area.kind, area.index, like(area, area.name)) for area in areas]
    return SlideScene(title, layout, (*frame(layout, title, number), *contents))


def moved_slide() -> SlideScene:
    """A placeholder away from its place, upright and with margins, on a slide without a title otherwise."""
    items = frame("title-only", "This title stands lower", 8)
    title = items[0]
    moved = TextBox(title.name, Rect(inch(0.6), inch(3), inch(12), inch(1)), title.body, title.placeholder)
    body = TextBody(moved.body.paragraphs, "middle", PADDING)
    return SlideScene(
        "This title stands lower",
        "title-only",
        (TextBox(moved.name, moved.rect, body, moved.placeholder), *items[1:]),
    )


def blank_slide() -> SlideScene:
    layout = CLASSROOM.layouts["blank"]
    items = tuple(
        filled("blank", area.kind, area.index, like(area, "9" if area.kind == "slide-number" else "Thanks"))
        for area in layout.areas
    )
    return SlideScene("Thanks", "blank", items)


def sample() -> Scene:
    """A deck of nine slides in two sections: every layout, every item, notes, links and awkward characters."""
    slides = (
        title_slide(),
        section_slide(),
        bullets_slide(),
        shapes_slide(),
        grid_slide(),
        halves_slide("two-content", "Two things side by side", 6),
        halves_slide("comparison", "Two things under headings", 7),
        moved_slide(),
        blank_slide(),
    )
    return Scene(
        "Docker vs Virtual Machine",
        "What each one virtualizes",
        "A. Lecturer",
        "en-GB",
        slides,
        (Section("Opening", 0, 1), Section("What each one virtualizes", 1, 8)),
        date="2026-11-23",
        shows=(Show("All", tuple(range(9))), Show("Short", (0, 2, 8))),
        opening_show=1,
    )


def long_deck(slides: int) -> Scene:
    """A deck of `slides` slides: a title, then content slides of shapes, bullets and tables with notes in turn."""
    kinds = (bullets_slide, shapes_slide, grid_slide)
    made = [title_slide()] + [kinds[number % 3]() for number in range(slides - 1)]
    return Scene("Long", "", "A. Lecturer", "en-GB", tuple(made), (Section("All", 0, slides),))
