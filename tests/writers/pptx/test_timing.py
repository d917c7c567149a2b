"""Builds are written as PowerPoint writes them, and understood by others.

The trees themselves are in `tests/cases/timing`; compare what changes there with a slide that PowerPoint has saved.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest

from deckgen.scene.validate import violations
from deckgen.theme.builtin import CLASSROOM
from deckgen.writers.pptx.deck import write
from deckgen.writers.preflight import defects
from tests.expected import timing
from tests.writers.pptx.builds import KINDS, scene
from tests.writers.pptx.reading import changed, deck

SLIDE = "ppt/slides/slide1.xml"
PAIR = deck(*KINDS["together"])


def test_a_slide_without_steps_has_no_timing() -> None:
    assert timing(*[item for item in KINDS["table"] if not item.click]) == ""


def test_transitions_have_a_fallback_for_older_programs() -> None:
    package = write(scene(), CLASSROOM)
    with zipfile.ZipFile(BytesIO(package)) as file:
        slides = [file.read(f"ppt/slides/slide{number}.xml").decode() for number in (1, 2, 3, 4)]
    found = [re.findall(r"<mc:Choice .*?Requires=\"(\w+)\">.*?<(p\w*:\w+)[^>]*/></p:transition>", s) for s in slides]
    assert found == [[], [("p14", "p:fade")], [("p14", "p:push")], [("p159", "p159:morph")]]
    assert ["<mc:Fallback>" in slide for slide in slides] == [False, True, True, True]


def test_preflight_lets_builds_and_transitions_pass() -> None:
    assert violations(scene(), CLASSROOM.slide) == []
    assert defects(write(scene(), CLASSROOM)) == []


BROKEN = [
    ("timing-ids", '<p:cTn id="4"', '<p:cTn id="40"'),
    ("timing-target", 'spid="2"', 'spid="20"'),
    ("timing-paragraph", '<p:pRg st="0" end="0"/>', '<p:pRg st="1" end="1"/>'),
    ("element-misplaced", "<p:prevCondLst>", "<p:nextCondLst/><p:prevCondLst>"),
    ("timing-click", 'nodeType="withEffect"', 'nodeType="clickEffect"'),
    ("build-unlisted", '<p:bldP spid="2" grpId="0" animBg="1"/>', ""),
    ("build-without-effect", '<p:bldP spid="2"', '<p:bldP spid="3"'),
    ("build-without-effect", ' grpId="0" nodeType', " nodeType"),
    ("element-misplaced", "</p:sld>", "<p:transition/></p:sld>"),
]


@pytest.mark.parametrize(("code", "before", "after"), BROKEN)
def test_preflight_stops_what_powerpoint_would_drop(code: str, before: str, after: str) -> None:
    package = changed(PAIR, SLIDE, lambda text: text.replace(before, after, 1))
    assert code in {defect.code for defect in defects(package)}


def test_preflight_stops_an_effect_inside_a_group() -> None:
    def into_the_group(text: str) -> str:
        return text.replace('spid="2"', 'spid="3"')

    package = changed(deck(*KINDS["group"]), SLIDE, into_the_group)
    assert "timing-target" in {defect.code for defect in defects(package)}
