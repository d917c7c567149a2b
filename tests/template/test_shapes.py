"""Boxes have the corners and lines of the owner's shapes, and no effects of the theme."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from deckgen.deck import Deck
from deckgen.geometry import inch, pt
from deckgen.pipeline import build
from deckgen.theme.builtin import SPACE
from deckgen.theme.tokens import Spacing
from tests.template.templates import NAMES, default, draw, repacked, resized, saved
from tests.template.test_traits import dict_of, understood

OUTLINE = b"title: A\ntheme: design.pptx\nslides:\n  - title: B\n    layers: [Applications, OS kernel]\n"
EFFECTS = (
    b'<a:effectStyle><a:effectLst><a:outerShdw blurRad="40000" dist="23000" dir="5400000"><a:srgbClr val="000000"/>'
    b"</a:outerShdw></a:effectLst></a:effectStyle>"
)


def with_usual(properties: str) -> bytes:
    """A template whose owner has set a shape as default, with every effect of the theme a shadow."""
    shape = (
        f"<a:objectDefaults><a:spDef><a:spPr>{properties}</a:spPr><a:bodyPr/><a:lstStyle/><a:style>"
        '<a:lnRef idx="2"><a:schemeClr val="accent1"/></a:lnRef><a:fillRef idx="1"><a:schemeClr val="accent1"/>'
        '</a:fillRef><a:effectRef idx="2"><a:schemeClr val="accent1"/></a:effectRef><a:fontRef idx="minor">'
        '<a:schemeClr val="lt1"/></a:fontRef></a:style></a:spDef></a:objectDefaults>'
    )

    def change(name: str, part: bytes) -> bytes:
        if not name.startswith("ppt/theme/"):
            return part
        part = re.sub(
            rb"<a:objectDefaults\s*/>|<a:objectDefaults>.*</a:objectDefaults>", shape.encode(), part, flags=re.S
        )
        return re.sub(rb"<a:effectStyle>.*</a:effectStyle>", EFFECTS * 3, part, flags=re.S)

    return repacked(default(), change)


def space(content: bytes) -> Spacing:
    return understood(content).theme.space


@pytest.mark.parametrize(
    ("preset", "corner"),
    [
        ('<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>', 0),
        ('<a:prstGeom prst="roundRect"><a:avLst/></a:prstGeom>', inch(0.75) * 16_667 // 100_000),
        (
            '<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 10000"/></a:avLst></a:prstGeom>',
            inch(0.075),
        ),
        ('<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 50000"/></a:avLst></a:prstGeom>', pt(12)),
        ('<a:prstGeom prst="snip1Rect"><a:avLst/></a:prstGeom>', SPACE.corner),
        ("", SPACE.corner),
    ],
)
def test_corners_are_those_of_the_owners_default_shape(preset: str, corner: int) -> None:
    assert space(with_usual(preset)).corner == corner


@pytest.mark.parametrize(
    ("line", "weight"),
    [
        ('<a:ln w="9525"/>', pt(0.75)),
        ('<a:ln w="76200"/>', pt(2.25)),
        ('<a:ln w="1"/>', pt(0.5)),
        ('<a:ln w="9525"><a:noFill/></a:ln>', SPACE.line),
        ("<a:ln/>", SPACE.line),
    ],
)
def test_lines_are_as_heavy_as_those_of_the_owners_default_shape(line: str, weight: int) -> None:
    assert space(with_usual(line)).line == weight


def test_rounded_shapes_on_the_layouts_say_how_round_corners_are() -> None:
    presentation: Any = Presentation(io.BytesIO(default()))
    draw(
        presentation.slide_layouts[1],
        f'<p:sp {NAMES}><p:nvSpPr><p:cNvPr id="90" name="Panel"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="9144000" cy="914400"/></a:xfrm><a:prstGeom prst="roundRect"><a:avLst>'
        '<a:gd name="adj" fmla="val 5000"/></a:avLst></a:prstGeom></p:spPr></p:sp>',
    )
    assert space(saved(presentation)).corner == inch(0.05)
    resized(presentation, 20, 15)
    assert space(saved(presentation)).corner == inch(0.05)


def test_boxes_in_a_deck_have_the_owners_corners_and_lines_and_no_effects(tmp_path: Path) -> None:
    content = with_usual('<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="9525"/>')
    (tmp_path / "design.pptx").write_bytes(content)
    found = build(OUTLINE, tmp_path)
    assert isinstance(found, Deck)
    slide = dict_of(found.content)["ppt/slides/slide2.xml"].decode()
    boxes = re.findall(r'prst="roundRect"><a:avLst><a:gd name="adj" fmla="val (\d+)"', slide)
    assert boxes == ["0", "0"]
    assert '<a:ln w="9525">' in slide
    assert not re.search("p:style|effectRef|effectLst|outerShdw", slide)
