"""Validators, LibreOffice's rules excepted, find nothing wrong with decks of every kind of item."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openxml_audit import validate_pptx

from deckgen.deck import Deck
from deckgen.pipeline import build
from deckgen.scene.slide import Scene
from deckgen.theme.builtin import CLASSROOM
from deckgen.writers.pptx.deck import write
from deckgen.writers.preflight import defects
from tests import tools
from tests.writers.pptx.builds import scene
from tests.writers.pptx.samples import long_deck, sample

SCENES = {
    "every item": sample(),
    "thirty slides": long_deck(30),
    "builds and transitions": scene(),
    "no slides": Scene("", "", "", "en-GB", (), ()),
}


@pytest.mark.parametrize("name", SCENES)
def test_preflight_finds_nothing(name: str) -> None:
    assert defects(write(SCENES[name], CLASSROOM)) == []


@pytest.mark.parametrize("name", SCENES)
def test_the_open_xml_sdk_finds_nothing(name: str) -> None:
    assert tools.Validator(tools.ooxml_validator()).faults(write(SCENES[name], CLASSROOM)) == []


@pytest.mark.parametrize("name", SCENES)
def test_openxml_audit_finds_nothing(name: str, tmp_path: Path) -> None:
    file = tmp_path / "deck.pptx"
    file.write_bytes(write(SCENES[name], CLASSROOM))
    assert validate_pptx(file).errors == []


def drawn() -> bytes:
    """A deck in which drawings stand beside a picture, one of them twice."""
    slides = "".join(f"  - {{title: Number {n}, image: assets/{name}}}\n" for n, name in enumerate(DRAWN))
    built = build(f"title: Drawings\nslides:\n{slides}".encode(), ROOT)
    assert isinstance(built, Deck)
    return built.content


ROOT = Path(__file__).parents[3]
DRAWN = ("houses.svg", "sizes.png", "system-call.svg", "houses.svg")


def test_nobody_finds_anything_wrong_with_drawings(tmp_path: Path) -> None:
    deck = drawn()
    file = tmp_path / "deck.pptx"
    file.write_bytes(deck)
    assert defects(deck) == []
    assert validate_pptx(file).errors == []
    assert tools.Validator(tools.ooxml_validator()).faults(deck) == []


def test_a_drawing_is_stored_once_as_it_is_beside_a_picture_of_it() -> None:
    package = zipfile.ZipFile(BytesIO(drawn()))
    media = [name for name in package.namelist() if name.startswith("ppt/media/")]
    assert [name.rsplit(".", 1)[-1] for name in media] == ["png", "svg", "png", "png", "svg"]
    assert package.read("ppt/media/image2.svg") == (ROOT / "assets" / "houses.svg").read_bytes()
    assert b'Extension="svg" ContentType="image/svg+xml"' in package.read("[Content_Types].xml")
    slide = package.read("ppt/slides/slide2.xml").decode()
    (picture,) = re.findall(r'<a:blip r:embed="(rId\d+)"><a:extLst>.*?<asvg:svgBlip [^>]*r:embed="(rId\d+)"/>', slide)
    assert len(set(picture)) == 2
