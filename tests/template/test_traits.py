"""Traits of real templates, each made anew here: a lecture looks as their owner expects."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml import parse_xml

from deckgen.codes import Code
from deckgen.deck import Deck
from deckgen.geometry import inch
from deckgen.pipeline import build
from deckgen.template.reading import understand
from deckgen.theme.contrast import contrast, distance, hls, mixed
from deckgen.theme.tokens import CONTENT_INDEX, EYEBROW_INDEX
from deckgen.writers.preflight import defects, defects_in
from tests.template.small import HEAD, OUTLINE, Box, built, understood, with_layouts
from tests.template.templates import (
    NAMES,
    A,
    P,
    coloured,
    default,
    draw,
    panel,
    place,
    repacked,
    saved,
    second_master,
)

MAIN = re.compile(rb"application/vnd\.openxmlformats-officedocument\.presentationml\.presentation\.main\+xml")


def of_type(kind: bytes) -> bytes:
    """The default template with another content type."""
    return repacked(default(), lambda name, part: MAIN.sub(kind, part) if name == "[Content_Types].xml" else part)


def strict() -> bytes:
    """The default template in the strict variant, with a percentage and a length in the notation of that variant."""

    def change(name: str, part: bytes) -> bytes:
        if not name.endswith((".xml", ".rels")):
            return part
        part = re.sub(rb"http://schemas\.openxmlformats\.org/(\w+)/2006/", rb"http://purl.oclc.org/ooxml/\1/", part)
        part = part.replace(b"/ooxml/package/", b"/package/2006/").replace(
            b"extended-properties", b"extendedProperties"
        )
        part = part.replace(b"http://purl.oclc.org/package", b"http://schemas.openxmlformats.org/package")
        if name == "ppt/presentation.xml":
            part = part.replace(b"<p:presentation ", b'<p:presentation conformance="strict" ')
            part = part.replace(b'cx="9144000"', b'cx="10in"')
        return part.replace(b'<a:spcPct val="20000"/>', b'<a:spcPct val="20%"/>')

    return repacked(default(), change)


def test_a_strict_presentation_is_the_same_template() -> None:
    assert b"20%" in dict_of(strict())["ppt/slideMasters/slideMaster1.xml"]
    assert understood(strict()).theme == understood(default()).theme


def dict_of(content: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}

    def keep(name: str, part: bytes) -> bytes:
        found[name] = part
        return part

    repacked(content, keep)
    return found


@pytest.mark.parametrize("kind", ["presentation", "template", "slideshow"])
def test_macros_are_left_behind_with_a_word(kind: str, tmp_path: Path) -> None:
    content = of_type(f"application/vnd.ms-powerpoint.{kind}.macroEnabled.main+xml".encode())
    (tmp_path / "design.potx").write_bytes(content)
    built = build(OUTLINE, tmp_path)
    (found,) = built.findings.diagnostics
    assert (found.severity, found.message) == (
        "warning",
        "`design.potx` holds macros, which are left out of the deck",
    )
    assert understood(content).theme == understood(default()).theme


def test_a_slide_show_is_a_template_too() -> None:
    show = of_type(b"application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml")
    assert understood(show).theme == understood(default()).theme


def test_the_master_of_the_files_own_slides_wins_over_one_with_more_layouts() -> None:
    presentation: Any = Presentation(io.BytesIO(default()))
    second_master(presentation)
    alone = saved(presentation)
    layout = presentation.slide_masters[1].slide_layouts[0]
    layout.name = "Ours"
    presentation.slides.add_slide(layout)
    assert understood(alone).layouts["content"] == "Title and Content"
    assert understood(saved(presentation)).layouts["content"] == "Ours"


def test_the_layout_that_the_owners_slides_use_most_is_that_of_content() -> None:
    presentation = with_layouts(("Large", {}), ("Ours", {1: (0.5, 1.75, 8.0, 4.5)}))
    assert understood(saved(presentation)).layouts["content"] == "Large"
    for _ in range(3):
        presentation.slides.add_slide(presentation.slide_layouts[1])
    assert understood(saved(presentation)).layouts["content"] == "Ours"


@pytest.mark.parametrize("name", ["Agenda", "Table of content", "Inhaltsverzeichnis", "Quote", "Contact"])
def test_a_layout_for_one_occasion_is_not_that_of_content(name: str) -> None:
    presentation = with_layouts((name, {}), ("Plain", {1: (0.5, 1.75, 8.6, 4.8)}))
    assert understood(saved(presentation)).layouts["content"] == "Plain"


def test_text_beside_the_title_is_no_usual_content() -> None:
    beside = {0: (0.5, 1.5, 3, 4), 1: (4, 1.5, 5.5, 5)}
    presentation = with_layouts(("Beside", beside), ("Below", {1: (0.5, 2, 8, 3)}))
    assert understood(saved(presentation)).layouts["content"] == "Below"


def test_a_low_placeholder_that_grows_with_its_text_is_content_down_to_the_footers() -> None:
    presentation = with_layouts(("Growing", {1: (0.5, 1.75, 9, 0.3)}))
    theme = understood(saved(presentation)).theme
    assert theme.layouts["content"].area(CONTENT_INDEX).rect == theme.body
    assert theme.body.height > inch(4)


NUMBER = (
    b'<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
    b'<a:rPr lang="en-US"/><a:pPr/><a:t>1</a:t></a:fld>'
)
LINE = (
    b'<p:sp><p:nvSpPr><p:cNvPr id="900" name="Rule"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
    b'<a:xfrm><a:off x="0" y="0"/><a:ext cx="9144000" cy="0"/></a:xfrm><a:prstGeom prst="line"/>'
    b"</p:spPr></p:sp>"
)
OBJECT = (
    b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    b'<mc:Choice xmlns:v="urn:schemas-microsoft-com:vml" Requires="v"/></mc:AlternateContent>'
)
BROUGHT: dict[str, tuple[bytes, bytes]] = {
    "a field with the properties of its paragraph": (b"<a:endParaRPr", NUMBER + b"<a:endParaRPr"),
    "white space before the properties of a paragraph": (b"<a:pPr", b"\n  <a:pPr"),
    "a ground without effects": (b"<p:bgRef idx", b"<p:bgPr><a:noFill/></p:bgPr><p:bgRef idx"),
    "a line without text": (b"</p:spTree>", LINE + b"</p:spTree>"),
    "an alternative that only newer programs need": (b"</p:spTree>", OBJECT + b"</p:spTree>"),
    "an attribute that is not in the schema": (b"<p:cNvPr ", b'<p:cNvPr odd="1" '),
}
"""Markup that PowerPoint opens: what the default template has, and what takes its place."""


@pytest.mark.parametrize("name", BROUGHT)
def test_markup_that_the_template_brings_along_stops_no_build(name: str, tmp_path: Path) -> None:
    plain, brought = BROUGHT[name]
    ground = re.compile(rb"<p:bgPr>(.*?)</p:bgPr><p:bgRef.*?</p:bgRef>", re.DOTALL)

    def change(part: str, content: bytes) -> bytes:
        if part not in ("ppt/slideMasters/slideMaster1.xml", "ppt/slideLayouts/slideLayout2.xml"):
            return content
        return ground.sub(rb"<p:bgPr>\1</p:bgPr>", content.replace(plain, brought))

    content = repacked(default(), change)
    assert content != repacked(default(), lambda _, part: part)
    (tmp_path / "design.potx").write_bytes(content)
    built = build(OUTLINE, tmp_path)
    assert isinstance(built, Deck)
    assert built.findings.diagnostics == ()


def test_a_defect_that_deckgen_adds_to_a_part_of_a_template_is_found() -> None:
    name, found = "ppt/slideMasters/slideMaster1.xml", parts_of_deck()
    odd = found[name].replace(b"<p:cNvPr ", b'<p:cNvPr odd="1" ', 1)
    odder = odd.replace(b"<p:cNvSpPr", b'<p:cNvSpPr odd="1"', 1)
    assert defects_in({**found, name: odd}.items(), {name: odd}) == []
    (defect,) = defects_in({**found, name: odder}.items(), {name: odd})
    assert (defect.code, defect.part) == (Code.ATTRIBUTE_UNKNOWN, name)


def parts_of_deck() -> dict[str, bytes]:
    built = build(OUTLINE.replace(b"theme: design.potx\n", b""), Path())
    assert isinstance(built, Deck)
    return dict_of(built.content)


def titled(title: Box, subtitle: Box) -> bytes:
    """The default template with these places, in inches, on its title slide."""
    presentation: Any = Presentation(io.BytesIO(default()))
    for shape, box in zip(presentation.slide_layouts[0].placeholders, (title, subtitle), strict=False):
        place(shape, *box)
    return saved(presentation)


def texts_of(deck: Deck, number: int) -> list[Any]:
    slide = Presentation(io.BytesIO(deck.content)).slides[number]
    return [shape for shape in slide.shapes if shape.has_text_frame]


def test_details_go_under_the_subtitle_in_a_box_with_nothing_below(tmp_path: Path) -> None:
    deck = built(titled((0.5, 2, 9, 2), (0.5, 5, 9, 1.2)), HEAD, tmp_path)
    assert deck.findings.diagnostics == ()
    _, below = texts_of(deck, 0)
    assert [line.text for line in below.text_frame.paragraphs] == [
        "A second line that says what it is about",
        "Department of Computing",
    ]
    assert (below.top, below.height) == (inch(5), inch(1.2))


def test_a_subtitle_without_details_has_all_of_its_box(tmp_path: Path) -> None:
    bare = HEAD.replace("author: Department of Computing\nminutes: 45\n", "")
    deck = built(titled((0.5, 2, 9, 2), (0.5, 5.5, 9, 0.6)), bare, tmp_path)
    assert deck.findings.diagnostics == ()
    _, below = texts_of(deck, 0)
    assert below._element.spPr.xfrm is None


def test_text_for_which_its_box_is_too_low_grows_into_the_free_room_around_it(tmp_path: Path) -> None:
    deck = built(titled((0.5, 0.5, 9, 2), (0.5, 6, 9, 0.2)), HEAD, tmp_path)
    assert deck.findings.diagnostics == ()
    title, below = texts_of(deck, 0)
    assert len(below.text_frame.paragraphs) == 2
    assert title.top + title.height <= below.top
    assert below.height > inch(0.2)
    assert below.top + below.height <= inch(7.5)


def test_details_without_a_place_are_in_the_notes(tmp_path: Path) -> None:
    deck = built(titled((0.5, 0.5, 9, 6.1), (0.5, 6.6, 9, 0.3)), HEAD, tmp_path)
    (told,) = deck.findings.diagnostics
    assert (told.severity, told.code) == ("warning", "details-in-notes")
    assert told.message == "`Department of Computing` is in the notes of the title slide, which has no room for it"
    slide = Presentation(io.BytesIO(deck.content)).slides[0]
    assert slide.notes_slide.notes_text_frame.text == "Department of Computing"


def test_a_text_that_is_higher_than_its_area_is_measured_in_points(tmp_path: Path) -> None:
    (tmp_path / "design.potx").write_bytes(titled((0.5, 0.3, 9, 6.7), (0.5, 7.3, 9, 0.18)))
    found = build(HEAD.encode(), tmp_path)
    assert {each.message for each in found.findings.diagnostics if each.severity == "error"} == {
        "this text needs 24 pt of height at 20 pt, the smallest size, but its area has 6"
    }


def test_a_word_of_a_title_is_not_broken_where_it_fits_in_smaller_letters(tmp_path: Path) -> None:
    narrow = titled((0.5, 0.5, 2.4, 4), (5, 0.5, 4, 4))
    deck = built(narrow, HEAD.replace("Docker and virtual machines", "Virtualization"), tmp_path)
    title = texts_of(deck, 0)[0]
    size = title.text_frame.paragraphs[0].runs[0].font.size
    assert size is not None
    assert (size.pt, title.width) == (28, inch(2.4))


BRACE = (
    HEAD
    + """\
  - title: Docker
    layers: [Applications layer, Host kernel, Hardware]
    braces: {virtualized by Docker and its engine: [Applications layer]}
    bullets: [An image brings no kernel, All containers share the one of the host]
"""
)


@pytest.mark.parametrize("face", ["Verdana", "Arial"])
def test_the_label_of_a_short_brace_is_level_in_a_wide_font(face: str, tmp_path: Path) -> None:
    deck = built(coloured(default(), {}, {"major": face, "minor": face}), BRACE, tmp_path)
    assert {each.code for each in deck.findings.diagnostics} <= {"estimated-widths"}
    slide = Presentation(io.BytesIO(deck.content)).slides[2]
    figure = next(shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP)
    label = next(shape for shape in figure.shapes if shape.name == "virtualized by Docker and its engine")
    assert label._element.txBody.bodyPr.get("vert") is None
    assert label.top >= figure.top
    assert label.top + label.height <= figure.top + figure.height


def test_titles_have_one_size_in_a_lecture_and_the_one_that_is_too_long_is_told(tmp_path: Path) -> None:
    long = "This title goes on and on until nobody in the room can remember how it began, and then goes on even more"
    slides = "".join(f"  - title: Slide {number}\n    text: C\n" for number in range(12))
    deck = built(default(), f"{HEAD}{slides}  - title: {long}\n    text: C\n", tmp_path)
    sizes = [
        slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size
        for slide in list(Presentation(io.BytesIO(deck.content)).slides)[1:]
    ]
    assert sizes[:-1] == [None] * 13
    assert sizes[-1] is not None
    assert sizes[-1].pt < 44
    (told,) = deck.findings.diagnostics
    assert (told.code, told.place and told.place.line) == ("title-too-long", 32)
    assert "at 44 pt, the size of the others, but its area holds 1" in told.message


def test_a_lone_title_slide_gives_content_the_areas_of_its_master(tmp_path: Path) -> None:
    presentation = with_layouts(("Title Slide", {0: (0.5, 5, 9, 2), 1: None}))
    found = understand(saved(presentation), "design.pptx")
    (told,) = found.diagnostics
    assert (told.code, "`Title Slide`" in told.message) == ("small-content-area", True)
    assert found.value is not None
    theme, usual = found.value.theme, understood(default()).theme
    assert theme.layouts["content"].area(0).rect == usual.layouts["content"].area(0).rect
    assert theme.body == usual.body
    deck = built(saved(presentation), OUTLINE.decode(), tmp_path)
    assert {each.code for each in deck.findings.diagnostics} == {"small-content-area"}


def test_content_goes_where_nothing_is_drawn_if_the_best_area_is_small() -> None:
    presentation = with_layouts(("Cards", {1: (0.5, 5, 4.6, 2.1)}))
    (body,) = (shape for shape in presentation.slide_master.placeholders if shape.placeholder_format.idx == 1)
    place(body, 0.5, 6, 9, 0.5)
    draw(presentation.slide_layouts[0], panel(90, (0.3, 4.9, 4.4, 2.2), "accent1"))
    draw(presentation.slide_layouts[0], panel(91, (5.3, 4.9, 4.4, 2.2), "accent2"))
    theme = understood(saved(presentation)).theme
    assert theme.body.y >= theme.layouts["content"].area(0).rect.bottom
    assert theme.body.bottom <= inch(4.9)
    assert theme.body.width > inch(8)
    assert mixed(theme.palette.ink, theme.scheme) == "000000"


def from_the_right() -> bytes:
    """The default template with text outside placeholders that is right-aligned and read from right to left."""

    def change(name: str, part: bytes) -> bytes:
        turned = part.replace(b'algn="l"', b'algn="r"').replace(b'rtl="0"', b'rtl="1"')
        return turned if name == "ppt/presentation.xml" else part

    content = repacked(default(), change)
    assert content != repacked(default(), lambda _, part: part)
    return content


def test_cards_cells_and_code_are_read_from_the_left_in_a_template_for_hebrew(tmp_path: Path) -> None:
    outline = HEAD + (
        "  - {title: D, steps: [One, Two]}\n  - {title: E, table: [[One, Two], [Three, Four]]}\n"
        '  - {title: F, code: {language: python, text: "print(1)"}}\n'
    )
    deck = Presentation(io.BytesIO(built(from_the_right(), outline, tmp_path).content))
    free = [
        paragraph
        for slide in list(deck.slides)[2:]
        for shape in slide.shapes
        if not shape.is_placeholder
        for paragraph in shape._element.iter(f"{{{A}}}p")
        if any(text.text for text in paragraph.iter(f"{{{A}}}t"))
    ]
    assert len(free) >= 7
    for paragraph in free:
        properties = paragraph.find(f"{{{A}}}pPr")
        assert properties is not None
        assert properties.get("rtl") == "0"
        assert properties.get("algn") in ("l", "ctr")


def test_text_boxes_and_cells_have_the_typeface_of_the_content_placeholder(tmp_path: Path) -> None:
    presentation: Any = Presentation(io.BytesIO(default()))
    for level in presentation.slide_master.element.findall(f"{{{P}}}txStyles/{{{P}}}bodyStyle/*/{{{A}}}defRPr"):
        level.find(f"{{{A}}}latin").set("typeface", "Georgia")
    outline = HEAD + "  - {title: D, steps: [One, Two]}\n  - {title: E, table: [[One, Two], [Three, Four]]}\n"
    deck = Presentation(io.BytesIO(built(saved(presentation), outline, tmp_path).content))
    runs = [
        run
        for slide in list(deck.slides)[2:]
        for shape in slide.shapes
        if not shape.is_placeholder
        for run in shape._element.iter(f"{{{A}}}rPr")
    ]
    assert len(runs) >= 6
    assert {run.find(f"{{{A}}}latin").get("typeface") for run in runs} == {"Georgia"}


ONE_BLUE = {
    "accent1": "1F4E9E", "accent2": "2459AE", "accent3": "F1F2FF", "accent4": "CED1FF", "accent5": "434343",
    "accent6": "FFFFFF",
}  # fmt: skip
GREY = {"lt1": "9A9A9A"}
DARK = {"lt1": "101820", "dk1": "FFFFFF"}


@pytest.mark.parametrize(
    ("colours", "least"), [({}, 30), (ONE_BLUE, 30), (DARK, 30), ({**ONE_BLUE, **DARK}, 30), (GREY, 15)]
)
def test_roles_are_told_apart_from_each_other_and_from_the_ground(colours: Mapping[str, str], least: int) -> None:
    """On a middle grey only very dark colours can be read, which differ less."""
    theme = understood(coloured(default(), colours)).theme
    palette, paper = theme.palette, mixed(theme.palette.paper, theme.scheme)
    full = {name: mixed(colour, theme.scheme) for name, colour in palette.hues.items()}
    assert min(distance(one, other) for one, other in combinations(full.values(), 2)) >= least
    for name, colour in palette.hues.items():
        assert contrast(full[name], paper) >= 4.5
        fill, edge = (mixed(made, theme.scheme) for made in (palette.pale_of(colour), palette.edge_of(colour)))
        assert max(contrast(fill, paper) / 1.06, contrast(edge, paper) / 1.5) >= 1


def test_a_turned_colour_stays_on_the_circle_of_colours() -> None:
    """LibreOffice does not go on from red to violet."""
    theme = understood(coloured(default(), {**ONE_BLUE, "accent1": "9E1F2A"})).theme
    turned = [colour for colour in theme.palette.hues.values() if colour.turn]
    assert turned
    for colour in turned:
        assert 0 <= 360 * hls(theme.scheme[colour.slot])[0] + colour.turn <= 361


def test_an_owners_palette_of_many_hues_is_used_as_it_is() -> None:
    six = ("1F5FBF", "0B7A75", "5A5A5A", "6B2FB3", "8A6A00", "B3261E")
    content = coloured(default(), {f"accent{number}": rgb for number, rgb in enumerate(six, 1)})
    hues = understood(content).theme.palette.hues
    assert {colour.turn for colour in hues.values()} == {0}


def test_shades_of_the_ground_go_on_from_the_ground() -> None:
    theme = understood(coloured(default(), {"lt1": "D9D9D9", "lt2": "000000"})).theme
    for colour in (theme.palette.surface, theme.palette.well, theme.palette.track):
        assert 1.01 < contrast(mixed(colour, theme.scheme), "D9D9D9") < 2


def without_titles(*, with_headings: bool) -> bytes:
    """The default template without title placeholders; with headings, the layouts have a text in their place.

    The headings are white and bold on a band.
    """
    presentation = with_layouts(("Heading and text", {}), ("Other", {}))
    master = presentation.slide_master
    for sheet in (master, *presentation.slide_layouts):
        for shape in list(sheet.placeholders):
            if shape.placeholder_format.idx == 0 and not (with_headings and sheet is not master):
                sheet.shapes._spTree.remove(shape.element)
    for layout in presentation.slide_layouts:
        for shape in (each for each in layout.placeholders if with_headings and each.placeholder_format.idx == 0):
            mark = shape.element.find(f".//{{{P}}}ph")
            mark.set("type", "body")
            mark.set("idx", "30")
            place(shape, 0.5, 0.3, 9, 1)
            fill = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
            level = f'<a:lvl1pPr {NAMES}><a:buNone/><a:defRPr sz="2400" b="1">{fill}</a:defRPr></a:lvl1pPr>'
            shape.element.find(f".//{{{A}}}lstStyle").append(parse_xml(level))
        draw(layout, panel(95, (0, 0, 10, 1.4), "accent1"))
    return saved(presentation)


@pytest.mark.parametrize("with_headings", [True, False])
def test_every_slide_has_a_title_in_a_template_without_title_placeholders(
    with_headings: bool, tmp_path: Path
) -> None:
    outline = HEAD + "  - section: D\n  - title: E\n    bullets: [One, Two]\n"
    deck = built(without_titles(with_headings=with_headings), outline, tmp_path)
    presentation = Presentation(io.BytesIO(deck.content))
    shown = [slide.shapes.title.text_frame.text for slide in presentation.slides]
    assert shown == ["Docker and virtual machines", "B", "D", "E"]
    assert [shape.name for shape in presentation.slide_master.placeholders if "Title" in shape.name] == ["Title"]
    assert defects(deck.content) == []


def test_a_heading_that_becomes_the_title_looks_as_before() -> None:
    theme = understood(without_titles(with_headings=True)).theme
    title = theme.layouts["content"].area(0)
    assert (title.rect.y, title.size, title.bold, title.standing) == (inch(0.35), 24, True, "inherited")
    assert mixed(title.colour, theme.scheme) == "FFFFFF"
    assert theme.fonts.heading == "Calibri"


def test_text_on_a_band_is_compared_with_the_band(tmp_path: Path) -> None:
    deck = built(without_titles(with_headings=True), OUTLINE.decode(), tmp_path)
    assert "low-contrast" not in {each.code for each in deck.findings.diagnostics}


def test_the_name_of_the_section_keeps_clear_of_a_rule_under_the_title() -> None:
    presentation = with_layouts(("Ruled", {1: (0.5, 1.75, 9, 5)}))
    draw(presentation.slide_layouts[0], panel(95, (0, 1.6, 10, 0.1), "accent1"))
    for shape in list(presentation.slide_layouts[0].placeholders):
        if shape.placeholder_format.idx == 11:
            shape.element.getparent().remove(shape.element)
    theme = understood(saved(presentation)).theme
    row = theme.layouts["content"].area(EYEBROW_INDEX).rect
    assert row.y >= inch(1.7)
    assert row.bottom <= theme.body.y


@pytest.mark.parametrize("size", [(9.2, 7), (6, 4), (10, 4), (5, 7.5)])
def test_on_slides_smaller_than_the_areas_of_their_layouts_everything_is_on_the_slide(
    size: tuple[float, float], tmp_path: Path
) -> None:
    presentation: Any = Presentation(io.BytesIO(default()))
    presentation.slide_width, presentation.slide_height = map(inch, size)
    deck = built(saved(presentation), f"{HEAD}  - section: D\n  - {{title: E, bullets: [One, Two]}}\n", tmp_path)
    for slide in Presentation(io.BytesIO(deck.content)).slides:
        for shape in slide.shapes:
            assert shape.left >= 0 <= shape.top
            assert shape.left + shape.width <= inch(size[0])
            assert shape.top + shape.height <= inch(size[1])
    told = {str(each.code): each.message for each in deck.findings.diagnostics}
    # Of slides only 4 inches high, the subtitle, from 4.25 inches on, has nothing left.
    assert set(told) == ({"small-content-area"} if size[1] == 4 else set())
    if told:
        assert "`Title Slide`" in told["small-content-area"]
        assert "mostly off the slide" in told["small-content-area"]


def test_a_footer_beyond_the_slide_is_left_there_without_a_word(tmp_path: Path) -> None:
    presentation: Any = Presentation(io.BytesIO(default()))
    for sheet in (presentation.slide_master, *presentation.slide_layouts):
        for shape in sheet.placeholders:
            if "FOOTER" in str(shape.placeholder_format.type):
                place(shape, 3, 7.6, 3, 0.4)
    deck = built(saved(presentation), OUTLINE.decode(), tmp_path)
    assert not deck.findings.diagnostics
    assert all(area.kind != "footer" for area in understood(saved(presentation)).theme.layouts["content"].areas)
