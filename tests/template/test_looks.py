"""The looks that a template's placeholders give to their text: typeface, size, indent, numbers."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from pptx import Presentation
from pptx.oxml import parse_xml

from deckgen.geometry import inch, pt
from deckgen.paint import Colour
from deckgen.scene.text import Run
from deckgen.writers.svg.pen import pen_of
from tests.template.small import HEAD, OUTLINE, built, understood, with_layouts
from tests.template.templates import NAMES, A, P, default, place, saved


def opened() -> Any:
    return Presentation(io.BytesIO(default()))


def level(sheet: Any, index: int, xml: str) -> None:
    """Give the placeholder with this index a first level with these attributes and children."""
    shape = next(each for each in sheet.placeholders if each.placeholder_format.idx == index)
    styles = shape.element.find(f".//{{{A}}}lstStyle")
    for old in list(styles):
        styles.remove(old)
    styles.append(parse_xml(f"<a:lvl1pPr {NAMES} {xml}</a:lvl1pPr>"))


def shapes(content: bytes, number: int) -> Any:
    return Presentation(io.BytesIO(content)).slides[number].shapes


def test_the_title_of_a_section_is_measured_in_its_own_typeface(tmp_path: Path) -> None:
    presentation = opened()
    layout = presentation.slide_layouts[2]
    level(layout, 0, '><a:defRPr sz="4000" b="1"><a:latin typeface="Courier New"/></a:defRPr>')
    title = next(each for each in layout.placeholders if each.placeholder_format.idx == 0)
    place(title, 1, 2, 3, 3)
    theme = understood(saved(presentation)).theme
    assert theme.layouts["section"].area(0).family == "Courier New"
    assert theme.layouts["content"].area(0).family is None
    assert theme.families == ("Calibri", "Courier New")
    deck = built(saved(presentation), f"{HEAD}  - section: Performance\n", tmp_path)
    (run,) = shapes(deck.content, 2).title.text_frame.paragraphs[0].runs
    # Eleven letters of 0.6 em fit into 2.8 inches up to 30 pt; in Calibri, 40 pt would do.
    assert 24 <= run.font.size.pt <= 30
    assert run.font.name is None


def test_a_drawn_slide_has_the_typeface_of_a_placeholder_too() -> None:
    presentation = opened()
    level(presentation.slide_layouts[2], 0, '><a:defRPr sz="4000"><a:latin typeface="Courier New"/></a:defRPr>')
    pen = pen_of(understood(saved(presentation)).theme)
    plain = Run("i", 40, Colour("dk1"), face="heading")
    assert pen.width("i", replace(plain, family="Courier New")) > 2 * pen.width("i", plain)


def test_a_footer_keeps_the_typeface_of_its_placeholder(tmp_path: Path) -> None:
    presentation = opened()
    for sheet in (presentation.slide_master, *presentation.slide_layouts):
        for shape in sheet.placeholders:
            if shape.placeholder_format.type is not None and "FOOTER" in str(shape.placeholder_format.type):
                level(
                    sheet,
                    shape.placeholder_format.idx,
                    '><a:defRPr sz="1200"><a:latin typeface="Georgia"/></a:defRPr>',
                )
    deck = built(saved(presentation), OUTLINE.decode(), tmp_path)
    (footer,) = (shape for shape in shapes(deck.content, 1) if "Footer" in shape.name)
    assert footer.text_frame.paragraphs[0].runs[0].font.name == "Georgia"


def test_the_indent_of_titles_stays(tmp_path: Path) -> None:
    presentation = opened()
    style = presentation.slide_master.element.find(f"{{{P}}}txStyles/{{{P}}}titleStyle/{{{A}}}lvl1pPr")
    style.set("marL", str(inch(0.25)))
    style.set("indent", "0")
    assert understood(saved(presentation)).theme.layouts["content"].area(0).indent == inch(0.25)
    deck = built(saved(presentation), OUTLINE.decode(), tmp_path)
    assert shapes(deck.content, 1).title.text_frame.paragraphs[0]._p.pPr is None


def test_a_footer_without_a_size_of_its_own_is_small_and_a_title_large(tmp_path: Path) -> None:
    presentation = opened()
    for sheet in (presentation.slide_master, *presentation.slide_layouts):
        for run in sheet.element.iter(f"{{{A}}}defRPr"):
            run.attrib.pop("sz", None)
    theme = understood(saved(presentation)).theme
    sizes = {area.kind: area.size for area in theme.layouts["content"].areas if area.standing != "free"}
    assert sizes == {"title": 32, "content": 24, "footer": 12, "slide-number": 12}
    deck = built(saved(presentation), OUTLINE.decode(), tmp_path)
    stated = {
        shape.name: shape.text_frame.paragraphs[0].runs[0].font.size.pt
        for shape in shapes(deck.content, 1)
        if shape.text_frame.paragraphs[0].runs
    }
    assert stated == {"Title": 32, "Text": 24, "Footer": 12}


def test_lists_have_bullets_in_a_template_that_numbers_its_text(tmp_path: Path) -> None:
    presentation = opened()
    for each in presentation.slide_master.element.find(f"{{{P}}}txStyles/{{{P}}}bodyStyle"):
        mark = each.find(f"{{{A}}}buChar")
        mark.addnext(parse_xml(f'<a:buAutoNum {NAMES} type="alphaUcPeriod"/>'))
        each.remove(mark)
    deck = built(saved(presentation), f"{HEAD}  - {{title: D, bullets: [One, Two: [Three]]}}\n", tmp_path)
    body = next(shape for shape in shapes(deck.content, 2) if shape.is_placeholder and "One" in shape.text_frame.text)
    for paragraph in body.text_frame.paragraphs:
        assert paragraph._p.pPr.find(f"{{{A}}}buChar") is not None
    plain = next(shape for shape in shapes(deck.content, 0) if shape.name == "Subtitle")
    assert all(
        each._p.pPr is None or each._p.pPr.find(f"{{{A}}}buAutoNum") is None for each in plain.text_frame.paragraphs
    )


def test_slides_have_the_total_beside_their_number_on_all_slides_or_on_none(tmp_path: Path) -> None:
    presentation = opened()
    for sheet in (presentation.slide_master, *presentation.slide_layouts):
        for shape in sheet.placeholders:
            if "SLIDE_NUMBER" in str(shape.placeholder_format.type):
                # At 12 pt, a digit of Calibri is 6 pt wide: 31 pt are enough for “9 / 12”, but not for “12 / 12”.
                place(shape, 8, 6.9, (31 + 14.4) / 72, 0.4)
    slides = "".join(f"  - title: Slide {number}\n    text: C\n" for number in range(10))
    deck = built(saved(presentation), HEAD + slides, tmp_path)
    texts = [
        shape.text_frame.text
        for slide in list(Presentation(io.BytesIO(deck.content)).slides)[1:]
        for shape in slide.shapes
        if shape.name == "Slide number"
    ]
    assert texts == [str(number) for number in range(2, 13)]


def test_layouts_on_which_the_title_stands_elsewhere_are_not_mixed_with_that_of_text() -> None:
    found = understood(default())
    assert (found.layouts["two-content"], found.layouts["title-only"]) == ("Two Content", "Title Only")
    presentation = opened()
    for layout in presentation.slide_layouts:
        title = next((each for each in layout.placeholders if each.placeholder_format.idx == 0), None)
        if layout.name == "Two Content":
            place(title, 0.5, 0.9, 9, 1.25)
        if layout.name == "Title Only":
            level(layout, 0, 'algn="r"><a:defRPr b="1"/>')
    changed = understood(saved(presentation)).layouts
    assert "two-content" not in changed
    assert changed["comparison"] == "Comparison"
    assert changed["title-only"] == "Title and Content"


def test_columns_begin_below_the_name_of_the_section() -> None:
    theme = understood(default()).theme
    for name, number in (("two-content", 1), ("comparison", 1)):
        assert theme.layouts[name].area(number).rect.y >= theme.body.y  # type: ignore[index]


def test_the_title_slide_has_text_boxes_where_the_only_layout_is_a_grid_of_texts() -> None:
    cards = {1: (0.5, 1.8, 3, 2), 10: None}
    presentation = with_layouts(("Cards", cards))
    layout = presentation.slide_layouts[0]
    for number in (30, 31):
        card = parse_xml(
            f'<p:sp {NAMES}><p:nvSpPr><p:cNvPr id="{number}" name="Card"/><p:cNvSpPr/><p:nvPr><p:ph idx="{number}"/>'
            f'</p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="{inch(3.6 * (number - 29))}" y="{inch(1.8)}"/>'
            f'<a:ext cx="{inch(2.5)}" cy="{inch(4)}"/></a:xfrm></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p/>'
            "</p:txBody></p:sp>"
        )
        layout.shapes._spTree.append(card)
    areas = {area.index: area for area in understood(saved(presentation)).theme.layouts["title"].areas}
    assert areas[1].standing == "free"
    assert areas[1].rect.width >= pt(600)


def test_the_name_of_a_layout_is_on_one_line() -> None:
    presentation = with_layouts(("Title\nand_x000B_ text", {}))
    assert understood(saved(presentation)).layouts["content"] == "Title and text"


def test_content_is_above_a_title_at_the_bottom_of_slides(tmp_path: Path) -> None:
    presentation = opened()
    for shape in presentation.slide_master.placeholders:
        if shape.placeholder_format.idx == 0:
            place(shape, 0.5, 5.8, 9, 0.9)
        if shape.placeholder_format.idx == 1:
            place(shape, 0.5, 0.5, 9, 5.1)
    found = understood(saved(presentation))
    title = found.theme.layouts["content"].area(0).rect
    assert found.theme.body.height > inch(4)
    assert found.theme.body.bottom <= title.y
    figure = "  - {title: D, layers: [Applications, OS kernel, Hardware]}\n"
    assert built(saved(presentation), HEAD + figure, tmp_path).findings.diagnostics == ()


def test_a_template_with_a_title_slide_alone_has_the_titles_of_its_master_on_other_slides() -> None:
    presentation = opened()
    for number in (10, 9, 8, 7, 5, 4, 3, 2, 1):
        presentation.slide_layouts.remove(presentation.slide_layouts[number])
    theme = understood(saved(presentation)).theme
    usual = understood(default()).theme
    assert theme.layouts["content"].area(0).rect == usual.layouts["content"].area(0).rect
    assert theme.body == usual.body
    assert theme.layouts["title"].area(0).rect == usual.layouts["title"].area(0).rect


def test_a_layout_on_another_ground_is_not_mixed_with_that_of_text() -> None:
    presentation = opened()
    comparison = next(each for each in presentation.slide_layouts if each.name == "Comparison")
    fill = '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'
    ground = f"<p:bg {NAMES}><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>"
    comparison.element.cSld.insert(0, parse_xml(ground))
    found = understood(saved(presentation)).layouts
    assert "comparison" not in found
    assert found["two-content"] == "Two Content"
