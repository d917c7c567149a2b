"""Outlines as pages and pictures: every line of every slide is in its SVG and on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

from deckgen.geometry import Rect
from deckgen.pipeline import BuildRequest, Finished, Lecture, deck_of, finish_lecture, read_lecture
from deckgen.scene.items import Box, ChartFrame, Grid, Item, Label, TextBox, cells, walk
from deckgen.scene.slide import SlideScene
from deckgen.scene.text import TextBody, placed_lines
from deckgen.writers.svg.pen import pen_of
from deckgen.writers.svg.slide import Drawing, svg

REQUEST = BuildRequest(form="html")
_LINE = re.compile(r"<text[ >].*?</text>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_DIRECTION = "\u2067\u2069"


def page_faults(content: bytes, folder: Path) -> list[str]:
    """What is lost of an outline as SVG or as a page; nothing for one that is refused."""
    lecture = read_lecture(content, folder)
    done = finish_lecture(lecture, REQUEST) if isinstance(lecture, Lecture) else lecture
    return list(_faults(done)) if isinstance(done, Finished) else []


def _faults(done: Finished) -> Iterator[str]:
    drawing = Drawing(done.theme, pen_of(done.theme), artwork=done.artwork)
    page = deck_of(done, REQUEST).content.decode()
    for number, (slide, section) in enumerate(zip(done.scene.slides, _sections(page), strict=True), 1):
        document = svg(slide, number, drawing, done.scene.language)
        ElementTree.fromstring(document)
        wanted = Counter(_lines(slide))
        for what, drawn in (("picture", document), ("page", section)):
            for line in (wanted - Counter(_texts(drawn))).elements():
                yield f"slide {number}, {what}: {line!r} is lost"
        spoken = " ".join(unescape(_TAG.sub("", section)).split())
        for note in slide.notes:
            words = " ".join("".join(run.text for run in note).split())
            if words not in spoken:
                yield f"slide {number}, page: the note {words!r} is lost"


def _sections(page: str) -> list[str]:
    return page.partition("<main>")[2].partition("</main>")[0].split("<section")[1:]


def _texts(drawn: str) -> Iterator[str]:
    """The lines of text in a drawing."""
    for found in _LINE.findall(drawn):
        yield unescape(_TAG.sub("", found)).strip(_DIRECTION)


def _lines(slide: SlideScene) -> Iterator[str]:
    """The lines of text that a slide has, without empty ones."""
    for item in walk(slide.items):
        for body, rect in _bodies(item):
            for line in placed_lines(body, rect):
                words = "".join(run.shown for run in line.runs).strip(_DIRECTION)
                if words:
                    yield words


def _bodies(item: Item) -> Iterator[tuple[TextBody, Rect]]:
    match item:
        case TextBox():
            yield item.body, item.rect
        case Box(body=TextBody() as body):
            yield body, item.rect
        case Grid():
            yield from ((cell.body, rect) for cell, rect in cells(item))
        case ChartFrame():
            yield from ((mark.body, mark.rect) for mark in item.marks if isinstance(mark, Label))
        case _:
            return
