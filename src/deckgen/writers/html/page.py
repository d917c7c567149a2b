"""The page: its head, a section for each slide, and the facts that the show needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from msgspec import Struct, json

from deckgen.locale import locale_of
from deckgen.scene.slide import Scene, SlideScene
from deckgen.scene.text import Note, NoteRun
from deckgen.scene.validate import clicks
from deckgen.theme.tokens import NO_ARTWORK, ArtworkByLayout, Theme
from deckgen.writers.svg.fonts import font_faces
from deckgen.writers.svg.pen import pen_of, points
from deckgen.writers.svg.slide import Drawing, drawn, shared

_HERE = Path(__file__).parent


class _Slide(Struct, frozen=True):
    """What the show knows of a slide; `minute` is when it should begin, `section` the name of its section."""

    title: str
    clicks: int
    transition: str
    hidden: bool
    section: str
    minute: float | None


class _Show(Struct, frozen=True):
    name: str
    slides: tuple[int, ...]


class _Lecture(Struct, frozen=True):
    """The facts of a lecture; `slot` is in minutes, `opening` counts the shows from 0."""

    slot: float | None
    slides: list[_Slide]
    shows: list[_Show]
    opening: int | None


def page(scene: Scene, theme: Theme, slot: float | None, artwork: ArtworkByLayout = NO_ARTWORK) -> bytes:
    """The lecture as HTML in UTF-8; `slot` is its time in minutes, `artwork` what the owner of a template drew."""
    pen = pen_of(theme)
    drawing = Drawing(theme, pen, has_heading=True, artwork=artwork, refers=True)
    sections = "".join(
        _section(slide, number, _svg(slide, drawing, number), scene.language)
        for number, slide in enumerate(scene.slides, 1)
    )
    direction = ' dir="rtl"' if theme.from_right else ""
    width, height = points(theme.page.width), points(theme.page.height)
    fonts = font_faces(scene.slides, pen, artwork.values())
    style = f":root{{--wide:{width};--high:{height}}}\n{fonts}\n{_file('show.css')}"
    facts = json.encode(_facts(scene, slot)).decode().replace("<", "\\u003c")
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(scene.language)}"{direction}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(scene.title)}</title>\n{_POLICY}\n<style>\n{style}</style>\n</head>\n<body>\n{shared(artwork)}<main>\n"
        f'<h1 class="unseen">{escape(scene.title)}</h1>\n{sections}</main>\n{_file("show.html")}'
        f'<script type="application/json" id="facts">{facts}</script>\n<script>\n{_file("show.js")}</script>\n'
        "</body>\n</html>\n"
    ).encode()


_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; font-src data:; '
    "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">"
)
"""Nothing in the page can load anything from elsewhere."""


def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _section(slide: SlideScene, number: int, svg: str, language: str) -> str:
    parts = notes_by_click(slide, language)
    notes = "".join(f'<div data-part="{part}">{"".join(paragraphs)}</div>' for part, paragraphs in enumerate(parts))
    aside = f'<aside class="notes">{notes}</aside>' if slide.notes else ""
    return (
        f'<section id="slide-{number}" aria-labelledby="title-{number}">'
        f'<h2 class="unseen" id="title-{number}">{escape(slide.title)}</h2>{svg}{aside}</section>\n'
    )


def _svg(slide: SlideScene, drawing: Drawing, number: int) -> str:
    box = f"0 0 {points(drawing.theme.page.width)} {points(drawing.theme.page.height)}"
    return f'<svg viewBox="{box}" role="group" aria-labelledby="title-{number}">{drawn(slide, number, drawing)}</svg>'


def notes_by_click(slide: SlideScene, language: str) -> Sequence[list[str]]:
    """The paragraphs of the notes, those for the beginning first, then those for each click."""
    parts: list[list[str]] = [[]]
    lead = locale_of(language).slides.click
    for note in slide.notes:
        if note and note[0].bold and note[0].text == f"{lead.format(number=len(parts))} ":
            parts.append([])
        parts[-1].append(f"<p>{''.join(_note(note))}</p>")
    return parts


def _note(note: Note) -> Iterator[str]:
    for run in note:
        yield _linked(run, _marked(run))


def _marked(run: NoteRun) -> str:
    marked = escape(run.text, quote=False).replace("\n", "<br>")
    script = {"none": None, "raised": "sup", "lowered": "sub"}[run.script]
    tags = [("code", run.code), ("s", run.struck), ("i", run.italic), ("b", run.bold), (script, script is not None)]
    for tag, is_wanted in tags:
        marked = f"<{tag}>{marked}</{tag}>" if is_wanted else marked
    return f'<span lang="{escape(run.language)}">{marked}</span>' if run.language is not None else marked


def _linked(run: NoteRun, marked: str) -> str:
    return f'<a href="{escape(run.url)}" rel="noopener" target="_blank">{marked}</a>' if run.url else marked


def _facts(scene: Scene, slot: float | None) -> _Lecture:
    names = [section.name for section in scene.sections for _ in range(section.count)]
    slides = [
        _Slide(slide.title, clicks(slide.items), slide.transition, slide.hidden, name, slide.minute)
        for slide, name in zip(scene.slides, names or [""] * len(scene.slides), strict=True)
    ]
    return _Lecture(slot, slides, [_Show(show.name, show.slides) for show in scene.shows], scene.opening_show)
