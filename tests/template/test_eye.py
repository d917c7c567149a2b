"""Slides in templates of all kinds, as we draw them and as LibreOffice does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pptx import Presentation

from deckgen.pipeline import BuildRequest, Finished, Lecture, deck_of, finish_lecture, read_lecture
from tests.eye import pdfs_of, unlike
from tests.template.templates import (
    TEMPLATES,
    background,
    coloured,
    default,
    draw,
    panel,
    place,
    resized,
    saved,
    swapped,
)

OUTLINE = """\
title: Docker and virtual machines
subtitle: What each one needs
theme: THEME
slides:
  - section: Containers
  - title: Containers are processes
    bullets: [They share one kernel, They start at once: [Small, Fast]]
  - title: What each one needs
    columns:
      - {title: Container, text: A kernel of the host}
      - {title: Machine, text: A kernel of its own}
  - title: Two layers
    layers: [Applications, OS kernel]
    table: [[Name, Size], [alpine, 8 MB], [debian, 120 MB]]
"""


def dark() -> bytes:
    """White on dark, 16:9."""
    presentation = Presentation()
    resized(presentation, 13.333, 7.5)
    swapped(presentation.slide_master)
    return saved(presentation)


def with_a_panel() -> bytes:
    """A panel at the left, beside which everything stands."""
    presentation = Presentation()
    master = presentation.slide_master
    draw(master, panel(40, (0, 0, 1.5, 7.5), "accent2"))
    for sheet in (master, *presentation.slide_layouts):
        for shape in sheet.placeholders:
            place(shape, 1.8, shape.top / 914_400, 7.8, shape.height / 914_400)
    return saved(presentation)


def in_serifs() -> bytes:
    """Other colours, and letters with serifs."""
    return coloured(default(), {"dk2": "5A1E2D", "accent1": "8A3B4C"}, {"major": "Cambria", "minor": "Cambria"})


def tinted() -> bytes:
    """A ground in a pale colour of the scheme, on which all layouts are."""
    presentation = Presentation()
    resized(presentation, 13.333, 7.5)
    background(presentation.slide_master, "bg2")
    return saved(presentation)


DRAWN: Mapping[str, Callable[[], bytes]] = {
    **TEMPLATES,
    "a dark one": dark,
    "one with a panel": with_a_panel,
    "one in serifs": in_serifs,
    "one on a tint": tinted,
}


@pytest.fixture(scope="module")
def decks(libreoffice: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Finished, bytes]]:
    """The deck in each template, and what LibreOffice draws of it."""
    assert libreoffice.is_file()
    folder, made = tmp_path_factory.mktemp("templates"), dict[str, Finished]()
    for number, (name, template) in enumerate(DRAWN.items()):
        (folder / f"{number}.potx").write_bytes(template())
        lecture = read_lecture(OUTLINE.replace("THEME", f"{number}.potx").encode(), folder)
        assert isinstance(lecture, Lecture)
        done = finish_lecture(lecture, BuildRequest(form="html"))
        assert isinstance(done, Finished), done.findings.report()
        made[name] = done
    pdfs = pdfs_of({name: deck_of(done).content for name, done in made.items()})
    return {name: (done, pdfs[name]) for name, done in made.items()}


@pytest.mark.parametrize("name", DRAWN)
def test_libreoffice_draws_slides_in_a_template_alike(decks: dict[str, tuple[Finished, bytes]], name: str) -> None:
    assert unlike(*decks[name]) == []
