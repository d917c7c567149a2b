"""Boxes have the corners and lines of the owner's shapes, and no effects of the theme."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from deckgen.deck import Deck
from deckgen.geometry import inch, pt
from deckgen.paint import Colour, Stroke
from deckgen.pipeline import build
from deckgen.theme.design import SPACE
from deckgen.theme.tokens import Spacing, TableLook
from tests.template.small import understood
from tests.template.templates import NAMES, default, draw, repacked, resized, saved
from tests.template.test_traits import dict_of

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


CHOSEN = "{11111111-2222-4333-8444-555555555555}"
LINE = '<a:ln w="{width}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:ln>'
TABLE = (
    "title: A\ntheme: design.pptx\nslides:\n  - title: B\n    compare:\n      of: [Containers, Machines]\n"
    "      rows: {Size: [small, large], Start: [fast, slow]}\n      best: {Size: Containers}\n"
)


def with_table_style(first_row: str, inside: str = "", chosen: str = CHOSEN, bands: str = "") -> bytes:
    """A template in whose file a style is chosen for new tables; `bands` are other parts of the style."""
    style = (
        f'<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" def="{chosen}"><a:tblStyle '
        f'styleId="{chosen}" styleName="House"><a:wholeTbl><a:tcTxStyle/><a:tcStyle><a:tcBdr>'
        f"<a:insideH>{inside or '<a:ln/>'}</a:insideH></a:tcBdr></a:tcStyle></a:wholeTbl>{bands}"
        f"<a:firstRow>{first_row}"
        "</a:firstRow></a:tblStyle></a:tblStyleLst>"
    )
    presentation: Any = Presentation(io.BytesIO(default()))
    part = Part(
        PackURI("/ppt/tableStyles.xml"), CONTENT_TYPE.PML_TABLE_STYLES, presentation.part.package, style.encode()
    )
    for number, relation in list(presentation.part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.TABLE_STYLES:
            presentation.part.rels.pop(number)
    presentation.part.relate_to(part, RELATIONSHIP_TYPE.TABLE_STYLES)
    return saved(presentation)


def filled(ink: str, bottom: str = "") -> str:
    """A first row on the second accent, with its names in `ink`."""
    return (
        f'<a:tcTxStyle b="on"><a:schemeClr val="{ink}"/></a:tcTxStyle><a:tcStyle><a:tcBdr>{bottom}</a:tcBdr><a:fill>'
        '<a:solidFill><a:schemeClr val="accent2"><a:lumMod val="50000"/></a:schemeClr></a:solidFill></a:fill>'
        "</a:tcStyle>"
    )


def test_tables_begin_as_in_the_style_that_the_owner_has_chosen() -> None:
    rule = f"<a:bottom>{LINE.format(width=25400, colour='accent3')}</a:bottom>"
    look = understood(with_table_style(filled("lt1", rule), LINE.format(width=6350, colour="accent2"))).theme
    assert look.table.header_fill == Colour("accent2", shade=50)
    assert look.table.header_ink == Colour("lt1")
    assert look.header_rule == Stroke(Colour("accent3"), pt(2))
    assert look.row_rule == Stroke(Colour("accent2"), pt(0.5))


BAND = (
    '<a:band1H><a:tcStyle><a:tcBdr/><a:fill><a:solidFill><a:schemeClr val="{}"/></a:solidFill></a:fill></a:tcStyle>'
    "</a:band1H>"
)


def test_every_second_row_is_on_the_band_of_the_style(tmp_path: Path) -> None:
    (tmp_path / "design.pptx").write_bytes(with_table_style(filled("lt1"), bands=BAND.format("bg2")))
    found = build(TABLE.replace("Start: [fast, slow]", "Start: [fast, slow], Use: [easy, hard]").encode(), tmp_path)
    assert isinstance(found, Deck)
    slide = dict_of(found.content)["ppt/slides/slide2.xml"].decode()
    rows = [re.findall(r"<a:tcPr[^>]*>.*?</a:tcPr>", row) for row in re.findall(r"<a:tr .*?</a:tr>", slide)]
    assert [['val="bg2"' in cell for cell in row] for row in rows] == [
        [False, False, False], [True, False, True], [False, False, False], [True, True, True],
    ]  # fmt: skip


def test_a_band_on_which_text_cannot_be_read_is_left_out() -> None:
    assert understood(with_table_style(filled("lt1"), bands=BAND.format("tx1"))).theme.table.band_fill is None


def test_what_cannot_be_read_or_seen_in_a_table_style_is_not_taken_over() -> None:
    white = f"<a:bottom>{LINE.format(width=12700, colour='lt1')}</a:bottom>"
    look = understood(with_table_style(filled("dk1", white), LINE.format(width=12700, colour="bg1"))).theme
    assert look.table.header_ink == Colour("lt1")
    assert (look.table.header_rule, look.table.row_rule) == (None, None)


def test_a_style_that_nobody_has_chosen_says_nothing() -> None:
    usual = with_table_style(filled("lt1"), chosen="{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}")
    assert understood(usual).theme.table == TableLook()
    assert understood(default()).theme.table == TableLook()


def test_a_table_in_a_deck_has_the_owners_header(tmp_path: Path) -> None:
    (tmp_path / "design.pptx").write_bytes(with_table_style(filled("lt1")))
    found = build(TABLE.encode(), tmp_path)
    assert isinstance(found, Deck)
    deck: Any = Presentation(io.BytesIO(found.content))
    (table,) = (shape.table for shape in deck.slides[1].shapes if shape.has_table)
    first, second = (etree.tostring(table.cell(row, 1)._tc).decode() for row in (0, 1))
    dark = '<a:solidFill><a:schemeClr val="accent2"><a:lumMod val="50000"/></a:schemeClr></a:solidFill></a:tcPr>'
    assert dark in first
    assert dark not in second
    assert re.search(r'<a:rPr[^>]*>(?:<a:ln.*?</a:ln>)?<a:solidFill><a:schemeClr val="(?:bg1|lt1)"/>', first)
    assert not re.search(r'<a:schemeClr val="(?:bg1|lt1)"/>', second)
