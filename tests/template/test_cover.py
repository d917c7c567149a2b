"""The cover of a lecture in a template: in its owner's place for a picture, or else beside the title."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.oxml import parse_xml

from deckgen.deck import Deck
from deckgen.pipeline import build
from deckgen.writers.preflight import defects
from tests.template.small import understood
from tests.template.templates import NAMES, P, default, saved

OUTLINE = b"""\
title: Docker and virtual machines
theme: own.pptx
cover: {file: photo.png, alt: A whale}
slides:
  - title: One
    text: Two
"""
PICTURE = (
    f'<p:sp {NAMES}><p:nvSpPr><p:cNvPr id="90" name="Picture"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
    '<p:ph type="pic" idx="13"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="6400800" y="685800"/>'
    '<a:ext cx="2286000" cy="1143000"/></a:xfrm><a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom></p:spPr>'
    "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang='en'/></a:p></p:txBody></p:sp>"
)


def with_a_place() -> bytes:
    """A template with a round place for a picture on its title slide."""
    presentation = Presentation(io.BytesIO(default()))
    presentation.slide_layouts[0].shapes._spTree.append(parse_xml(PICTURE))
    return saved(presentation)


def built(template: bytes, folder: Path) -> tuple[Any, Any]:
    """The title slide of a lecture with a cover in a template, and the cover on it."""
    (folder / "own.pptx").write_bytes(template)
    picture = Path(__file__).parents[1] / "cases" / "slides" / "wide.png"
    (folder / "photo.png").write_bytes(picture.read_bytes())
    deck = build(OUTLINE, folder)
    assert isinstance(deck, Deck), deck
    assert defects(deck.content) == []
    slide = Presentation(io.BytesIO(deck.content)).slides[0]
    (cover,) = (shape for shape in slide.shapes if shape.element.tag == f"{{{P}}}pic")
    return slide, cover


def test_the_cover_fills_the_place_of_a_template_for_a_picture(tmp_path: Path) -> None:
    slide, cover = built(with_a_place(), tmp_path)
    assert cover.is_placeholder
    assert (cover.left, cover.top, cover.width, cover.height) == (6400800, 685800, 2286000, 1143000)
    assert cover.element.find(f".//{{{P}}}spPr").find("{*}prstGeom") is None  # it stays round
    assert slide.shapes.title.width == Presentation(io.BytesIO(default())).slide_layouts[0].placeholders[0].width


def test_the_cover_is_beside_the_title_without_such_a_place(tmp_path: Path) -> None:
    slide, cover = built(default(), tmp_path)
    width = 9_144_000
    assert not cover.is_placeholder
    assert (cover.top, cover.height) == (0, 6_858_000)
    assert cover.left == width - cover.width == width - round(0.34 * width)
    assert slide.shapes.title.left + slide.shapes.title.width < cover.left


def test_texts_keep_off_a_place_for_a_picture() -> None:
    theme = understood(with_a_place()).theme
    assert {area.kind for area in theme.layouts["title"].areas} >= {"picture", "centred-title"}
    rooms = [area.room for area in theme.layouts["title"].areas if area.room is not None]
    place = next(area.rect for area in theme.layouts["title"].areas if area.kind == "picture")
    assert rooms
    assert not any(room.overlaps(place) for room in rooms)
