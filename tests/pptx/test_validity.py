"""Validators, LibreOffice's rules excepted, find nothing wrong with decks of every kind of item."""

from __future__ import annotations

from pathlib import Path

import pytest
from openxml_audit import validate_pptx

from deckgen.pptx import write
from deckgen.pptx.gate import defects
from deckgen.scene.slide import Scene
from deckgen.theme.classroom import CLASSROOM
from tests import tools
from tests.pptx.builds import scene
from tests.pptx.samples import long_deck, sample

SCENES = {
    "every item": sample(),
    "thirty slides": long_deck(30),
    "builds and transitions": scene(),
    "no slides": Scene("", "", "", "en-GB", (), ()),
}


@pytest.mark.parametrize("name", SCENES)
def test_the_gate_finds_nothing(name: str) -> None:
    assert defects(write(SCENES[name], CLASSROOM)) == []


@pytest.mark.parametrize("name", SCENES)
def test_the_open_xml_sdk_finds_nothing(name: str) -> None:
    assert tools.Validator(tools.ooxml_validator()).faults(write(SCENES[name], CLASSROOM)) == []


@pytest.mark.parametrize("name", SCENES)
def test_openxml_audit_finds_nothing(name: str, tmp_path: Path) -> None:
    file = tmp_path / "deck.pptx"
    file.write_bytes(write(SCENES[name], CLASSROOM))
    assert validate_pptx(file).errors == []
