"""The lecture as PDF: what is seen is what the pictures show, what is read aloud is what the scene says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unicodedata import normalize

import pypdfium2
import pytest

from deckgen.media.raster import pixels_of, png_of
from deckgen.pipeline import BuildRequest, Finished, Lecture, finish_lecture, read_lecture
from deckgen.scene.items import (
    Box,
    ChartFrame,
    Connector,
    Formula,
    Grid,
    Group,
    Item,
    Picture,
    TextBox,
    columns,
    walk,
)
from deckgen.scene.slide import Scene, SlideScene
from deckgen.scene.text import SlideLink
from deckgen.scene.validate import bodies
from deckgen.writers.pdf.lecture import lecture
from deckgen.writers.svg.pen import pen_of
from deckgen.writers.svg.slide import Drawing, svg
from tests.case import Case, cases
from tests.eye import difference
from tests.words import words
from tests.writers.pdf import reading
from tests.writers.svg.test_slides import ROOT, finished

PAPER = BuildRequest(form="pdf")
ALIKE = 0.004
"""The share of pixels that may differ from our own picture of a slide: edges of letters are drawn otherwise."""
DRAWN = [case for kind in ("slides", "figures", "builds") for case in cases(kind) if case.kinds & {"scene", "clicks"}]
SEEN = (Group, ChartFrame, Picture, Formula, Box, Connector)
FURNITURE = ("footer", "slide-number")


@cache
def printed(content: bytes, folder: Path = ROOT) -> tuple[Finished, bytes]:
    """The finished slides of an outline without mistakes, and their PDF."""
    done = finished(content, folder, PAPER)
    return done, lecture(done.scene, done.theme, done.artwork)


def of_lecture() -> tuple[Finished, bytes]:
    return printed((ROOT / "slides.yaml").read_bytes())


def headings(scene: Scene) -> list[str]:
    """What each slide is called, and the sections whose names no slide has as its title."""
    found = []
    for number, slide in enumerate(scene.slides):
        for section in scene.sections:
            if section.first == number and slide.layout not in ("title", "section"):
                found.append(section.name)
        found.append(" ".join(normalize("NFKC", shown_title(slide)).split()))
    return found


def shown_title(slide: SlideScene) -> str:
    """The title with the numbers of its footnotes."""
    boxes = (item for item in slide.items if isinstance(item, TextBox) and item.placeholder is not None)
    return next((box.body.text for box in boxes if box.placeholder and box.placeholder.kind == "title"), slide.title)


def described(items: tuple[Item, ...]) -> Iterator[str]:
    """The alternative texts of what is seen and not read, in reading order; that of a group is that of its parts."""
    for item in items:
        if isinstance(item, Group) and not item.alt:
            yield from described(item.items)
        elif isinstance(item, SEEN) and item.alt and not bodies(item) and not getattr(item, "decorative", False):
            yield item.alt


def grids(slide: SlideScene) -> list[Grid]:
    return [item for item in walk(slide.items) if isinstance(item, Grid)]


def named(grid: Grid) -> Iterator[bool]:
    """For each cell, whether it is the name of its column or its row."""
    for number, row in enumerate(columns(grid)):
        for column, _ in row:
            yield number < grid.header or (grid.first_column and not column)


def links(slide: SlideScene) -> Iterator[str | int]:
    for item in walk(slide.items):
        if isinstance(item, Box) and item.link is not None:
            yield item.link.slide
        for body in bodies(item):
            for to in (run.link for paragraph in body.paragraphs for run in paragraph.runs):
                if to is not None:
                    yield to.slide if isinstance(to, SlideLink) else to.url


def told_apart(done: Finished, content: bytes) -> list[str]:
    """What the tags of a PDF say otherwise than the scene."""
    with reading.opened(content) as pdf:
        tree, scene = reading.tags(pdf), done.scene
        found = reading.faults(pdf)
        if len(pdf.pages) != len(scene.slides):
            found.append(f"{len(pdf.pages)} pages")
        titles = [" ".join(normalize("NFKC", tag.title).split()) for tag in tree.all("H1", "H2")]
        if titles != headings(scene):
            found.append(f"headings {titles}")
        alts = [tag.alt for tag in tree.all("Figure", "Formula")]
        if alts != [alt for slide in scene.slides for alt in described(slide.items)]:
            found.append(f"alternative texts {alts}")
        tables = [grid for slide in scene.slides for grid in grids(slide)]
        rows = [[len(row.inner) for row in table.all("TR")] for table in tree.all("Table")]
        if rows != [[len(row.cells) for row in grid.rows] for grid in tables]:
            found.append(f"tables {rows}")
        heads = [[cell.kind == "TH" for row in table.all("TR") for cell in row.inner] for table in tree.all("Table")]
        if heads != [list(named(grid)) for grid in tables]:
            found.append(f"heads of tables {heads}")
        if [table.summary for table in tree.all("Table")] != [grid.alt for grid in tables]:
            found.append("summaries of tables")
        for number, (there, slide) in enumerate(zip(reading.links(pdf), scene.slides, strict=False), 1):
            if set(there) != set(links(slide)):
                found.append(f"links of slide {number}: {there}")
    return found


def test_the_tags_of_the_lecture_are_those_of_its_scene() -> None:
    assert told_apart(*of_lecture()) == []


@pytest.mark.parametrize("part", range(2))
def test_the_tags_of_many_cases_are_those_of_their_scenes(part: int) -> None:
    found = {}
    for case in DRAWN[part::9]:
        done = finished_of(case)
        if done is not None and (said := told_apart(done, lecture(done.scene, done.theme, done.artwork))):
            found[str(case)] = said
    assert found == {}


def finished_of(case: Case) -> Finished | None:
    """The finished slides of a case, None if it is about a mistake."""
    read = read_lecture(case.content, case.folder)
    done = finish_lecture(read, PAPER) if isinstance(read, Lecture) else None
    return done if isinstance(done, Finished) else None


def test_pages_look_like_the_pictures_of_slides() -> None:
    done, content = of_lecture()
    drawing, size = Drawing(done.theme, pen_of(done.theme)), pixels_of(done.theme.page.width, done.theme.page.height)
    pages = pypdfium2.PdfDocument(content)
    unlike = []
    for number, slide in list(enumerate(done.scene.slides, 1))[3::4]:
        picture = png_of(svg(slide, number, drawing, "en").encode(), *size)
        assert picture is not None
        if difference(pages[number - 1], picture.content) > ALIKE:
            unlike.append(number)
    assert unlike == []


def test_the_words_of_slides_are_read_in_their_order(tmp_path: Path) -> None:
    done, content = of_lecture()
    pages = reading.words(content, tmp_path).split("\f")
    for slide, page in zip(done.scene.slides, pages, strict=False):
        read, place = "".join(page.split()), 0
        for item in walk(slide.items):
            if isinstance(item, TextBox) and item.placeholder is not None and item.placeholder.kind in FURNITURE:
                continue
            for body in bodies(item):
                said = "".join("".join(paragraph.shown.split()) for paragraph in body.paragraphs)
                assert said in read[place:] or any(paragraph.bullet for paragraph in body.paragraphs), slide.title
                place = max(read.find(said, place), place)
        assert words(" ".join(body.text for item in walk(slide.items) for body in bodies(item))) <= words(page)


def test_sections_and_slides_are_bookmarks() -> None:
    done, content = of_lecture()
    with reading.opened(content) as pdf:
        found = reading.bookmarks(pdf)
    assert [title for title, _, _ in found] == [section.name for section in done.scene.sections]
    assert [page for _, page, _ in found] == [section.first for section in done.scene.sections]
    inner = [(slide.title, number) for number, slide in enumerate(done.scene.slides) if number not in starts(done)]
    assert [(title.strip(), page) for _, _, inside in found for title, page in inside] == inner


def starts(done: Finished) -> set[int]:
    """The slides that are the beginning of a section themselves."""
    return {
        section.first
        for section in done.scene.sections
        if done.scene.slides[section.first].layout in ("title", "section")
    }


def test_merged_cells_are_tagged_with_what_they_span() -> None:
    outline = b"""title: T
slides:
  - title: A
    table:
      - [Image, Tag, Memory: [idle, busy]]
      - [alpine, '3.20', not measured, <]
      - [^, '3.19', 4 MB, 90 MB]
"""
    done, content = printed(outline)
    assert told_apart(done, content) == []
    with reading.opened(content) as pdf:
        table = next(reading.tags(pdf).all("Table"))
        rows = [[cell.spans for cell in row.inner] for row in table.all("TR")]
    assert rows == [[(2, 1), (2, 1), (1, 2)], [(1, 1), (1, 1)], [(2, 1), (1, 1), (1, 2)], [(1, 1), (1, 1), (1, 1)]]


def test_a_list_in_a_list_is_tagged_as_one() -> None:
    _, content = printed(b"title: T\nslides:\n  - title: A\n    bullets:\n      - one: [two]\n      - three\n")
    with reading.opened(content) as pdf:
        outer = next(reading.tags(pdf).all("L"))
        assert [tag.kind for tag in outer.inner] == ["LI", "L", "LI"]
        assert [tag.kind for tag in outer.inner[1].inner] == ["LI"]


def test_a_chart_may_have_labels_that_say_nothing() -> None:
    chart = b"title: T\nslides:\n  - title: A\n    chart: {values: {one: 8.25, two: 1}, series: {series: }}\n"
    _, content = printed(chart)
    with reading.opened(content) as pdf:
        assert len(list(reading.tags(pdf).all("Figure"))) == 1


def test_numbers_are_the_labels_of_points() -> None:
    references = b"title: T\nslides:\n  - title: A\n    references: [One book, Another book]\n"
    _, content = printed(references)
    with reading.opened(content) as pdf:
        labels = list(reading.tags(pdf).all("Lbl"))
    assert [label.content for label in labels] == [1, 1]


def test_letters_that_no_font_has_are_boxes_that_are_read_as_the_letters(tmp_path: Path) -> None:
    _, content = printed("title: T\nslides:\n  - {title: A, text: 'before 𓀀𖠀 after 󰀀'}\n".encode())
    assert "before 𓀀𖠀 after 󰀀" in reading.words(content, tmp_path)
    with reading.opened(content) as pdf:
        assert reading.faults(pdf) == []


@pytest.mark.parametrize("sign", [r"\u2028", r"\u2029", r"\x85"])
def test_a_sign_that_separates_lines_elsewhere_hides_no_letter(tmp_path: Path, sign: str) -> None:
    _, content = printed(f'title: T\nslides:\n  - title: A\n    table: [[c, d], ["野家 a{sign}b", e]]\n'.encode())
    assert "野家 a b" in reading.words(content, tmp_path)


def test_a_space_at_which_no_line_ends_is_the_own_one_of_the_font() -> None:
    _, content = printed(b"title: A\nlanguage: de\nslides:\n  - title: B\n    text: -3,5 % und 1 200 Mio. EUR\n")
    assert reading.families(reading.opened(content)) == {"Carlito"}


def test_text_from_right_to_left_is_read_in_its_order(tmp_path: Path) -> None:
    outline = "title: ט\nlanguage: he\nslides:\n  - title: שלום עולם\n    bullets: [אחת שתיים]\n"
    _, content = printed(outline.encode())
    said = reading.words(content, tmp_path, "-layout")
    assert "שלום עולם" in re.sub("[\u202a-\u202c]", "", said)
    with reading.opened(content) as pdf:
        assert str(pdf.Root.Lang).startswith("he")


def test_the_same_slides_are_the_same_bytes() -> None:
    done, content = of_lecture()
    assert lecture(done.scene, done.theme, done.artwork) == content
