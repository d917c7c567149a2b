"""The gate lets good packages pass and stops each kind of broken one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from deckgen.pptx import write
from deckgen.pptx.gate import defects
from deckgen.theme.classroom import CLASSROOM
from tests.pptx.reading import changed, packed, parts
from tests.pptx.samples import sample

GOOD = write(sample(), CLASSROOM)
MAIN = "ppt/presentation.xml"
TEXT, SHAPES, TABLE = (f"ppt/slides/slide{number}.xml" for number in (3, 4, 5))


def swap(before: str, after: str) -> Callable[[str], str]:
    """Replace the first `before`."""
    return lambda text: text.replace(before, after, 1)


BROKEN = [
    ("shape-id-twice", SHAPES, swap('<p:cNvPr id="5"', '<p:cNvPr id="4"')),
    ("shape-name-missing", SHAPES, swap('name="Shape 1"', 'name=""')),
    ("glue-missing", SHAPES, swap('<a:stCxn id="6"', '<a:stCxn id="600"')),
    ("section-list", MAIN, swap('<p14:sldId id="257"/>', "")),
    ("section-list", MAIN, swap('<p14:sldId id="257"/>', '<p14:sldId id="257"/><p14:sldId id="999"/>')),
    ("section-list", MAIN, swap('<p14:sldId id="257"/>', '<p14:sldId id="257"/><p14:sldId id="256"/>')),
    ("slide-id", MAIN, swap('<p:sldId id="257"', '<p:sldId id="7"')),
    ("master-layout-id", MAIN, swap('<p:sldMasterId id="2147483648"', '<p:sldMasterId id="2147483649"')),
    ("placeholder-mismatch", TEXT, swap('<p:ph idx="1"/>', '<p:ph type="body" idx="1"/>')),
    ("placeholder-mismatch", TEXT, swap('sz="quarter" idx="11"', 'idx="11"')),
    ("placeholder-twice", TEXT, swap('idx="12"', 'idx="11"')),
    ("relationship-missing", TEXT, swap('r:id="rId3"', 'r:id="rId33"')),
    ("relationship-broken", "ppt/slides/_rels/slide3.xml.rels", swap("notesSlide3.xml", "notesSlide33.xml")),
    ("part-orphaned", "ppt/slides/_rels/slide3.xml.rels", swap("notesSlide3.xml", "notesSlide1.xml")),
    ("content-type-missing", "[Content_Types].xml", swap("/ppt/slides/slide3.xml", "/ppt/slides/slide33.xml")),
    ("content-type-stale", "[Content_Types].xml", swap("/ppt/slides/slide3.xml", "/ppt/slides/slide33.xml")),
    ("content-type-twice", "[Content_Types].xml", swap("/ppt/slides/slide3.xml", "/ppt/slides/slide4.xml")),
    ("typeface-empty", TEXT, swap('typeface="Courier New"', 'typeface=""')),
    ("row-height", TABLE, swap('<a:tr h="649224"', '<a:tr h="12700"')),
    ("row-cells", TABLE, swap('<a:gridCol w="3383280"/>', "")),
    ("not-well-formed", TABLE, swap("</p:sld>", "")),
    ("custom-show", MAIN, swap('<p:custShow name="All" id="0">', '<p:custShow name="All" id="1">')),
    ("custom-show", MAIN, swap('name="Short"', 'name="All"')),
    ("custom-show", MAIN, swap('<p:sldLst><p:sld r:id="rId2"/>', '<p:sldLst><p:sld r:id="rId1"/>')),
    ("custom-show", "ppt/presProps.xml", swap('<p:custShow id="1"/>', '<p:custShow id="7"/>')),
    ("placeholder-on-master", "ppt/slideMasters/slideMaster1.xml", swap('type="body"', 'type="subTitle"')),
]


def codes(package: bytes) -> set[str]:
    return {defect.code for defect in defects(package)}


def test_a_good_package_passes() -> None:
    assert defects(packed(parts(GOOD))) == []


@pytest.mark.parametrize(("code", "part", "change"), BROKEN)
def test_a_broken_package_is_stopped(code: str, part: str, change: Callable[[str], str]) -> None:
    assert code in codes(changed(GOOD, part, change))


def test_a_part_name_outside_ascii_is_stopped() -> None:
    contents = parts(GOOD)
    assert "part-name-not-ascii" in codes(packed(contents | {"ppt/media/bücher.png": b""}))


def test_names_that_differ_only_in_case_are_stopped() -> None:
    contents = parts(GOOD)
    assert "part-name-twice" in codes(packed(contents | {"ppt/Slides/slide1.xml": b"<a/>"}))


def test_a_link_to_a_slide_that_leads_elsewhere_is_stopped() -> None:
    relations = "ppt/slides/_rels/slide4.xml.rels"
    broken = changed(GOOD, relations, swap('relationships/slide"', 'relationships/image"'))
    assert "link-target" in codes(broken)


def test_a_deck_without_a_slide_that_is_shown_is_stopped() -> None:
    hidden = replace(sample(), slides=tuple(replace(slide, hidden=True) for slide in sample().slides))
    assert codes(write(hidden, CLASSROOM)) == {"all-hidden"}
