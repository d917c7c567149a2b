"""What lies behind text in templates, and the colour that text has on it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation
from pptx.oxml import parse_xml

from deckgen.geometry import inch
from deckgen.paint import Colour, Slot
from deckgen.template.colours import Scheme
from deckgen.theme.contrast import contrast, distance, mixed
from deckgen.theme.tokens import EYEBROW_INDEX, Theme
from deckgen.writers.pptx.xml import colour
from tests.template.small import HEAD, OUTLINE, built, understood, with_layouts
from tests.template.templates import NAMES, A, P, coloured, default, draw, panel, place, saved


@cache
def scheme() -> Mapping[Slot, str]:
    return understood(default()).theme.scheme


def shapes_by_index(sheet: Any) -> dict[int, Any]:
    return {shape.placeholder_format.idx: shape for shape in sheet.placeholders}


def ground_of(theme: Theme, name: Any, index: int) -> str:
    """What an area is said to lie on, as RRGGBB."""
    layout = theme.layouts[name]
    return mixed(layout.area(index).ground or layout.ground, theme.scheme)


def with_picture(pixels: Image.Image, blip: str = "", after: str = "<a:stretch><a:fillRect/></a:stretch>") -> bytes:
    """The default template with a picture as the background of its master."""
    presentation: Any = Presentation(io.BytesIO(default()))
    stream = io.BytesIO()
    pixels.save(stream, "PNG", dpi=(100, 100))
    _, relation = presentation.slide_master.part.get_or_add_image_part(io.BytesIO(stream.getvalue()))
    page = presentation.slide_master.element.cSld
    for old in page.findall(f"{{{P}}}bg"):
        page.remove(old)
    fill = f'<a:blipFill><a:blip r:embed="{relation}">{blip}</a:blip>{after}</a:blipFill>'
    page.insert(0, parse_xml(f"<p:bg {NAMES}><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>"))
    return saved(presentation)


@pytest.mark.parametrize("rgb", ["5B709A", "FDD99B", "8D6F4D", "EB3E44", "123456", "808080"])
def test_any_colour_of_a_template_is_matched_so_closely_that_nobody_sees_a_difference(rgb: str) -> None:
    found = Scheme(scheme(), {}).nearest(rgb)
    assert distance(mixed(found, scheme()), rgb) < 6


def test_a_colour_of_the_scheme_is_matched_by_its_slot_alone() -> None:
    assert Scheme(scheme(), {}).nearest(scheme()["accent2"]) == Colour("accent2")


def test_a_layouts_title_lies_on_the_fill_of_the_masters_title() -> None:
    presentation: Any = Presentation(io.BytesIO(default()))
    colour = '<a:schemeClr val="tx1"><a:lumMod val="65000"/><a:lumOff val="35000"/></a:schemeClr>'
    dark = f"<a:solidFill {NAMES}>{colour}</a:solidFill>"
    white = f'<a:solidFill {NAMES}><a:schemeClr val="bg1"/></a:solidFill>'
    title = shapes_by_index(presentation.slide_master)[0].element
    title.spPr.find(f"{{{A}}}prstGeom").addnext(parse_xml(dark))
    run = presentation.slide_master.element.find(f"{{{P}}}txStyles/{{{P}}}titleStyle/{{{A}}}lvl1pPr/{{{A}}}defRPr")
    run.replace(run.find(f"{{{A}}}solidFill"), parse_xml(white))
    theme = understood(saved(presentation)).theme
    assert ground_of(theme, "content", 0) == "595959"
    assert mixed(theme.layouts["content"].area(0).colour, theme.scheme) == "FFFFFF"


def test_what_lies_behind_content_is_the_ground_of_a_slide_not_what_lies_behind_another_text() -> None:
    presentation = with_layouts(("Page", {1: (0.5, 5.4, 4, 2)}))
    draw(presentation.slide_layouts[0], panel(90, (0, 5.3, 10, 2.2), "tx2"))
    theme = understood(saved(presentation)).theme
    assert theme.body.bottom <= inch(5.3)
    for name in ("content", "title", "section"):
        assert mixed(theme.layouts[name].ground, theme.scheme) == "FFFFFF"
    assert contrast(ground_of(theme, "content", EYEBROW_INDEX), "FFFFFF") < 1.1


def test_a_text_box_on_a_band_can_be_read_there() -> None:
    presentation: Any = Presentation(io.BytesIO(default()))
    layout = presentation.slide_layouts[0]
    tree = shapes_by_index(layout)[1].element
    tree.getparent().remove(tree)
    draw(layout, panel(90, (0, 4, 10, 3.5), "tx1"))
    theme = understood(saved(presentation)).theme
    details = theme.layouts["title"].area(EYEBROW_INDEX)
    assert details.rect.y > inch(4)
    assert ground_of(theme, "title", EYEBROW_INDEX) == "000000"
    assert mixed(details.colour, theme.scheme) == "FFFFFF"


GRADIENT = (
    f'<a:gradFill {NAMES}><a:gsLst><a:gs pos="0"><a:srgbClr val="202020"/></a:gs>'
    '<a:gs pos="100000"><a:srgbClr val="404040"/></a:gs></a:gsLst><a:lin ang="0" scaled="0"/></a:gradFill>'
)


def test_letters_filled_with_a_gradient_have_its_average_colour_and_keep_the_gradient(tmp_path: Path) -> None:
    presentation: Any = Presentation(io.BytesIO(default()))
    run = presentation.slide_master.element.find(f"{{{P}}}txStyles/{{{P}}}titleStyle/{{{A}}}lvl1pPr/{{{A}}}defRPr")
    run.replace(run.find(f"{{{A}}}solidFill"), parse_xml(GRADIENT))
    theme = understood(saved(presentation)).theme
    seen = mixed(theme.layouts["content"].area(0).colour, theme.scheme)
    assert distance(seen, "323232") < 8
    deck = built(saved(presentation), OUTLINE.decode(), tmp_path)
    slide = Presentation(io.BytesIO(deck.content)).slides[1]
    assert slide.shapes.title.text_frame.paragraphs[0].runs[0].font.fill.type is None


def test_a_picture_in_two_colours_is_seen_in_them() -> None:
    duotone = '<a:duotone><a:srgbClr val="000040"/><a:srgbClr val="4060A0"/></a:duotone>'
    theme = understood(with_picture(Image.new("L", (40, 30), 255), duotone)).theme
    assert distance(mixed(theme.layouts["content"].ground, theme.scheme), "4060A0") < 12
    assert theme.is_dark


def test_a_tiled_picture_is_as_large_as_it_was_made() -> None:
    pixels = Image.new("RGB", (2000, 1500), "white")
    pixels.paste((0, 0, 0), (0, 0, 2000, 400))
    theme = understood(with_picture(pixels, after="<a:tile/>")).theme
    # 400 pixels at 100 to the inch are 4 of the 7.5 inches of the slide; stretched, they would be 2.
    assert ground_of(theme, "title", 0) == "000000"


def test_on_a_middling_ground_panels_go_away_from_the_colour_of_text() -> None:
    theme = understood(coloured(default(), {"lt1": "5B709A", "dk1": "FFFFFF"})).theme
    surface = mixed(theme.palette.surface, theme.scheme)
    assert contrast(surface, "FFFFFF") > contrast("5B709A", "FFFFFF") > 4.5
    hues = {mixed(hue, theme.scheme) for hue in theme.palette.hues.values()}
    assert len(hues) > 3
    assert min(contrast(hue, "5B709A") for hue in hues) >= 3


def test_content_keeps_clear_of_an_ornament_in_its_area() -> None:
    presentation = with_layouts(("Ornament", {}))
    draw(presentation.slide_layouts[0], panel(90, (8.6, 4, 0.2, 3.5), "accent1"))
    draw(presentation.slide_layouts[0], panel(91, (9.1, 4.5, 0.1, 3), "accent1"))
    body = understood(saved(presentation)).theme.body
    assert body.right <= inch(8.6)
    assert body.width > inch(7.9)


def test_the_name_of_a_section_keeps_clear_of_the_edge_of_a_band_in_the_background() -> None:
    pixels = Image.new("RGB", (200, 150), "white")
    pixels.paste((70, 40, 10), (0, 0, 200, 34))
    presentation: Any = Presentation(io.BytesIO(with_picture(pixels)))
    for layout in presentation.slide_layouts:
        for index, shape in shapes_by_index(layout).items():
            if index == 11:
                shape.element.getparent().remove(shape.element)
    place(shapes_by_index(presentation.slide_master)[0], 0.5, 0.2, 9, 1.35)
    theme = understood(saved(presentation)).theme
    row = theme.layouts["content"].area(EYEBROW_INDEX).rect
    # The band ends at 34 of 150 pixels, 1.7 of 7.5 inches.
    assert row.y >= inch(1.65)


def test_a_template_warns_of_no_colour_that_deckgen_has_chosen(tmp_path: Path) -> None:
    content = coloured(default(), {"lt1": "5B709A", "dk1": "FFFFFF"})
    outline = (
        f"{HEAD}  - section: D\n  - {{title: E, bullets: [One, Two]}}\n  - {{title: F, table: [[1, 2], [3, 4]]}}\n"
    )
    assert {each.code for each in built(content, outline, tmp_path).findings.diagnostics} == set()


def test_text_on_a_gradient_has_the_colour_that_can_be_read_best_all_in_all() -> None:
    presentation: Any = Presentation(io.BytesIO(default()))
    page, names = presentation.slide_master.element.cSld, presentation.slide_master.element.find(f"{{{P}}}clrMap")
    for old in page.findall(f"{{{P}}}bg"):
        page.remove(old)
    stops = '<a:gs pos="0"><a:srgbClr val="003366"/></a:gs><a:gs pos="100000"><a:srgbClr val="66AADD"/></a:gs>'
    fill = f'<a:gradFill><a:gsLst>{stops}</a:gsLst><a:lin ang="5400000" scaled="0"/></a:gradFill>'
    page.insert(0, parse_xml(f"<p:bg {NAMES}><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>"))
    names.set("bg1", "dk1")
    names.set("tx1", "lt1")
    theme = understood(saved(presentation)).theme
    # White has 2.5:1 at least, at the bottom; black 1.6:1, at the top.
    assert mixed(theme.palette.ink, theme.scheme) == "FFFFFF"
    assert theme.is_dark
    assert theme.body == understood(default()).theme.body


GREYS = {
    "Office": ("DDDDDD", "B2B2B2", "969696", "808080", "5F5F5F", "4D4D4D"),
    "white": ("FFFFFF",) * 6,
    "black": ("000000",) * 6,
}


@pytest.mark.parametrize("ground", [{}, {"lt1": "101010", "dk1": "F0F0F0"}], ids=["light", "dark"])
@pytest.mark.parametrize("name", GREYS)
def test_roles_are_told_apart_in_a_palette_of_greys(name: str, ground: dict[str, str]) -> None:
    accents = {f"accent{number}": rgb for number, rgb in enumerate(GREYS[name], 1)}
    theme = understood(coloured(default(), {**accents, **ground})).theme
    hues = [mixed(hue, theme.scheme) for hue in theme.palette.hues.values()]
    assert min(distance(one, other) for one, other in combinations(hues, 2)) >= 34
    assert min(contrast(hue, mixed(theme.palette.paper, theme.scheme)) for hue in hues) >= 4.5
    for hue in theme.palette.hues.values():
        pale = theme.palette.pales.get(hue.slot, theme.palette.pale).of(hue)
        assert contrast(mixed(pale, theme.scheme), mixed(theme.palette.ink, theme.scheme)) >= 4.5


def test_a_grey_with_a_hue_is_seen_as_it_is_written() -> None:
    red = Colour("dk1", tint=40, turn=0, added=60)
    teal = Colour("dk1", tint=40, turn=180, added=60)
    # 60 % of the way from a grey of 40 % to a full colour: 0.4 × 1.6 and 0.4 × 0.4 of 255.
    assert (mixed(red, scheme()), mixed(teal, scheme())) == ("A32929", "29A3A3")
    found = Scheme(scheme(), {"tx1": "dk1"}).seen(parse_xml(f"<a:solidFill {NAMES}>{colour(teal)}</a:solidFill>"))
    assert found is not None
    assert distance(found[0], "29A3A3") < 3


@pytest.mark.parametrize("same", ["lt1", "dk1"])
@pytest.mark.parametrize("names", [("bg1", "tx1"), ("bg1", "tx1", "bg2", "tx2")])
def test_text_can_be_read_where_a_master_has_one_colour_for_it_and_its_ground(
    same: str, names: tuple[str, ...], tmp_path: Path
) -> None:
    presentation: Any = Presentation(io.BytesIO(default()))
    for name in names:
        presentation.slide_master.element.find(f"{{{P}}}clrMap").set(name, same)
    content = saved(presentation)
    palette, scheme = understood(content).theme.palette, understood(content).theme.scheme
    assert contrast(mixed(palette.ink, scheme), mixed(palette.paper, scheme)) >= 4.5
    outline = f"{HEAD}  - {{title: E, bullets: [One, Two]}}\n  - {{title: F, table: [[1, 2], [3, 4]]}}\n"
    assert not built(content, outline, tmp_path).findings.diagnostics


@pytest.mark.parametrize("angle", [0, 2_700_000, 5_400_000])
def test_on_a_gradient_from_dark_to_light_each_text_has_the_colour_that_can_be_read_there(
    angle: int, tmp_path: Path
) -> None:
    presentation: Any = Presentation(io.BytesIO(default()))
    page = presentation.slide_master.element.cSld
    for old in page.findall(f"{{{P}}}bg"):
        page.remove(old)
    stops = '<a:gs pos="0"><a:srgbClr val="102040"/></a:gs><a:gs pos="100000"><a:srgbClr val="FFFFFF"/></a:gs>'
    fill = f'<a:gradFill><a:gsLst>{stops}</a:gsLst><a:lin ang="{angle}" scaled="0"/></a:gradFill>'
    page.insert(0, parse_xml(f"<p:bg {NAMES}><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>"))
    theme = understood(saved(presentation)).theme
    layout = theme.layouts["content"]
    if angle == 5_400_000:
        # The title is at the top, where the slide is dark; the footer at the bottom, where it is light.
        assert mixed(layout.area(0).colour, theme.scheme) == "FFFFFF"
        assert contrast(mixed(layout.area(11).colour, theme.scheme), "FFFFFF") >= 4.5
    outline = f"{HEAD}  - section: D\n  - {{title: E, bullets: [One, Two]}}\n"
    assert not built(saved(presentation), outline, tmp_path).findings.diagnostics


def test_a_grey_that_has_to_be_darker_stays_grey() -> None:
    theme = understood(default()).theme
    for index in (11, 12):
        red, green, blue = (
            mixed(theme.layouts["content"].area(index).colour, theme.scheme)[at : at + 2] for at in (0, 2, 4)
        )
        assert red == green == blue
