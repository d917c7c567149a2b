"""What the owner of a template drew is on slides in every form: each trait in a small template, seen as pixels."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pptx import Presentation
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml

from deckgen.media.draw import draw as drawn_by_resvg
from deckgen.pipeline import BuildRequest, Finished, Form, Lecture, deck_of, finish_lecture, read_lecture
from deckgen.template.artwork import artwork
from deckgen.theme.tokens import Artwork, LayoutName, Theme
from deckgen.writers.html.page import page
from deckgen.writers.svg.pictures import pictures_of
from deckgen.writers.svg.slide import document
from tests.eye import MOST_DARK, difference, pdfs_of
from tests.template.small import OUTLINE, understood
from tests.template.templates import NAMES, default, draw, picture, resized, saved

INCH = 914_400
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
RECT = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
TITLE_AND_CONTENT = 1

Box = tuple[float, float, float, float]


def solid(rgb: str, alpha: int = 100) -> str:
    return f'<a:solidFill><a:srgbClr val="{rgb}"><a:alpha val="{alpha}000"/></a:srgbClr></a:solidFill>'


def gradient(*stops: tuple[int, str], way: str = '<a:lin ang="0"/>') -> str:
    listed = "".join(f'<a:gs pos="{place}000"><a:srgbClr val="{rgb}"/></a:gs>' for place, rgb in stops)
    return f"<a:gradFill><a:gsLst>{listed}</a:gsLst>{way}</a:gradFill>"


def frame(box: Box, more: str = "", inner: Box | None = None) -> str:
    x, y, cx, cy = (round(side * INCH) for side in box)
    child = ""
    if inner is not None:
        left, top, wide, high = (round(side * INCH) for side in inner)
        child = f'<a:chOff x="{left}" y="{top}"/><a:chExt cx="{wide}" cy="{high}"/>'
    return f'<a:xfrm {more}><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/>{child}</a:xfrm>'


def shape(
    box: Box, look: str, geometry: str = RECT, *, turned: str = "", rest: str = "", hidden: bool = False
) -> str:
    """A p:sp; `look` is its fill and its line, `rest` its style and its text."""
    words = "" if "p:txBody" in rest else "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody>"
    hide = ' hidden="1"' if hidden else ""
    return (
        f'<p:sp {NAMES}><p:nvSpPr><p:cNvPr id="90" name="Drawn"{hide}/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f"<p:spPr>{frame(box, turned)}{geometry}{look}</p:spPr>{rest}{words}</p:sp>"
    )


def group(box: Box, inner: Box, content: str, turned: str = "", fill: str = "") -> str:
    return (
        f'<p:grpSp {NAMES}><p:nvGrpSpPr><p:cNvPr id="91" name="Group"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr>{frame(box, turned, inner)}{fill}</p:grpSpPr>{content}</p:grpSp>"
    )


def ground(sheet: Any, xml: str) -> None:
    common = sheet.element.cSld
    for old in common.findall(f"{{{common.nsmap['p']}}}bg"):
        common.remove(old)
    common.insert(0, parse_xml(f"<p:bg {NAMES}>{xml}</p:bg>"))


def image_in(sheet: Any, image: io.BytesIO) -> str:
    """The relationship of a sheet to a picture."""
    return str(sheet.part.get_or_add_image_part(image)[1])


def halves() -> io.BytesIO:
    """A picture, red at the left and blue at the right, of which one inch has 100 pixels."""
    image = Image.new("RGB", (200, 100), "#FF0000")
    image.paste((0, 0, 255), (100, 0, 200, 100))
    stream = io.BytesIO()
    image.save(stream, "PNG", dpi=(100, 100))
    stream.seek(0)
    return stream


def template(change: Callable[[Any, Any], None], size: tuple[float, float] = (10, 7.5)) -> bytes:
    """The default template on white, with a changed master and layout for content."""
    presentation = Presentation(io.BytesIO(default()))
    if size != (10, 7.5):
        resized(presentation, *size)
    master = presentation.slide_master
    ground(master, f"<p:bgPr>{solid('FFFFFF')}<a:effectLst/></p:bgPr>")
    change(master, presentation.slide_layouts[TITLE_AND_CONTENT])
    return saved(presentation)


def art_of(content: bytes | Theme, name: LayoutName = "content", *, drawings: bool = True) -> Artwork:
    theme = content if isinstance(content, Theme) else understood(content).theme
    assert theme.template is not None
    return artwork(theme.template, [name], drawings=drawings).value[name]


class Seen:
    """The artwork of content slides as a picture of 40 pixels to the inch."""

    def __init__(self, content: bytes, *, drawings: bool = True) -> None:
        self.theme = understood(content).theme
        self.art = art_of(self.theme, drawings=drawings)
        width, height = (round(side / INCH * 40) for side in (self.theme.page.width, self.theme.page.height))
        whole = document(self.art.drawn + self.art.numbered, self.theme, "en").encode()
        self.image = Image.open(io.BytesIO(drawn_by_resvg(whole, width, height))).convert("RGB")

    def at(self, x: float, y: float) -> tuple[int, ...]:
        """The colour at a place in inches."""
        pixel = self.image.getpixel((round(x * 40), round(y * 40)))
        assert isinstance(pixel, tuple)
        return pixel


def seen(*shapes: str) -> Seen:
    """The artwork with these shapes on the master, from back to front."""

    def change(master: Any, _: Any) -> None:
        for xml in reversed(shapes):
            draw(master, xml)

    return Seen(template(change))


def on_ground(xml: str) -> Seen:
    return Seen(template(lambda master, _: ground(master, xml)))


def near(colour: tuple[int, ...], wanted: tuple[int, ...], most: int = 12) -> bool:
    return max(abs(a - b) for a, b in zip(colour, wanted, strict=True)) <= most


# Backgrounds.


def test_a_background_of_one_colour_fills_the_slide() -> None:
    found = on_ground(f"<p:bgPr>{solid('00FF00')}<a:effectLst/></p:bgPr>")
    assert found.at(0.1, 0.1) == found.at(9.9, 7.4) == GREEN


def test_a_linear_gradient_runs_from_edge_to_edge_along_its_angle() -> None:
    across = on_ground(f"<p:bgPr>{gradient((0, 'FF0000'), (100, '0000FF'))}<a:effectLst/></p:bgPr>")
    assert near(across.at(0.05, 4), RED)
    assert near(across.at(9.95, 4), BLUE)
    assert near(across.at(5, 0.1), (128, 0, 128))
    way = '<a:lin ang="5400000"/>'
    down = on_ground(f"<p:bgPr>{gradient((0, 'FF0000'), (100, '0000FF'), way=way)}<a:effectLst/></p:bgPr>")
    assert near(down.at(5, 0.05), RED)
    assert near(down.at(5, 7.45), BLUE)


def test_a_gradient_around_a_centre_ends_in_the_corners() -> None:
    way = '<a:path path="circle"><a:fillToRect l="50000" t="50000" r="50000" b="50000"/></a:path>'
    found = on_ground(f"<p:bgPr>{gradient((0, 'FF0000'), (100, '0000FF'), way=way)}<a:effectLst/></p:bgPr>")
    assert near(found.at(5, 3.75), RED)
    assert near(found.at(0.05, 0.05), BLUE)
    assert found.at(0.1, 3.75) == pytest.approx((51, 0, 204), abs=14), "4/5 of the way to the corner"


def test_a_background_picture_is_stretched_and_cropped() -> None:
    def change(cut: str) -> Callable[[Any, Any], None]:
        def changed(master: Any, _: Any) -> None:
            blip = f'<a:blip r:embed="{image_in(master, halves())}"/>{cut}<a:stretch><a:fillRect/></a:stretch>'
            ground(master, f"<p:bgPr><a:blipFill>{blip}</a:blipFill><a:effectLst/></p:bgPr>")

        return changed

    whole, right = Seen(template(change(""))), Seen(template(change('<a:srcRect l="50000"/>')))
    assert (whole.at(2, 4), whole.at(8, 4)) == (RED, BLUE)
    assert (right.at(2, 4), right.at(8, 4)) == (BLUE, BLUE)


def test_a_background_picture_is_repeated_in_its_own_size() -> None:
    def change(master: Any, _: Any) -> None:
        blip = f'<a:blip r:embed="{image_in(master, halves())}"/><a:tile sx="100000" sy="100000" algn="tl"/>'
        ground(master, f"<p:bgPr><a:blipFill>{blip}</a:blipFill><a:effectLst/></p:bgPr>")

    found = Seen(template(change))
    assert [found.at(x, 5.5) for x in (0.5, 1.5, 2.5, 3.5)] == [RED, BLUE, RED, BLUE]


def test_a_faint_picture_lets_the_paper_through() -> None:
    def change(master: Any, _: Any) -> None:
        faint = '<a:alphaModFix amt="40000"/>'
        blip = f'<a:blip r:embed="{image_in(master, halves())}">{faint}</a:blip><a:stretch><a:fillRect/></a:stretch>'
        ground(master, f"<p:bgPr><a:blipFill>{blip}</a:blipFill><a:effectLst/></p:bgPr>")

    assert near(Seen(template(change)).at(2, 4), (255, 153, 153))


def test_a_picture_in_two_colours_has_these() -> None:
    def change(master: Any, _: Any) -> None:
        two = '<a:duotone><a:srgbClr val="000000"/><a:srgbClr val="00FF00"/></a:duotone>'
        image = image_in(master, picture(60, 60, "#FFFFFF"))
        blip = f'<a:blip r:embed="{image}">{two}</a:blip><a:stretch><a:fillRect/></a:stretch>'
        ground(master, f"<p:bgPr><a:blipFill>{blip}</a:blipFill><a:effectLst/></p:bgPr>")

    assert near(Seen(template(change)).at(5, 5), GREEN)


def test_a_background_by_number_is_the_style_of_the_theme_in_the_colour_given() -> None:
    plain = on_ground('<p:bgRef idx="1001"><a:srgbClr val="0000FF"/></p:bgRef>')
    shaded = on_ground('<p:bgRef idx="1002"><a:srgbClr val="0000FF"/></p:bgRef>')
    assert plain.at(5, 5) == BLUE
    assert shaded.at(5, 0.2) != shaded.at(5, 7.3), "the second style of the default theme is a gradient"


def test_the_background_of_a_layout_covers_that_of_the_master() -> None:
    content = template(lambda _, layout: ground(layout, f"<p:bgPr>{solid('0000FF')}<a:effectLst/></p:bgPr>"))
    assert Seen(content).at(5, 5) == BLUE
    assert 'fill="#0000FF"' not in art_of(content, "title").drawn


# Whose shapes are drawn.


def both(master: Any, layout: Any) -> None:
    draw(master, shape((1, 1, 2, 2), solid("FF0000")))
    draw(layout, shape((2, 1, 2, 2), solid("0000FF")))


def test_the_shapes_of_the_layout_are_in_front_of_those_of_the_master() -> None:
    found = Seen(template(both))
    assert [found.at(x, 2) for x in (1.5, 2.5, 3.5)] == [RED, BLUE, BLUE]


def test_a_layout_can_hide_the_shapes_of_its_master() -> None:
    def change(master: Any, layout: Any) -> None:
        both(master, layout)
        layout.element.set("showMasterSp", "0")

    found = Seen(template(change))
    assert (found.at(1.5, 2), found.at(3.5, 2)) == (WHITE, BLUE)


def test_a_layout_with_a_colour_map_of_its_own_draws_in_its_colours() -> None:
    def change(master: Any, layout: Any) -> None:
        draw(master, shape((1, 1, 2, 2), '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'))
        names = 'tx2="lt2" bg2="dk2" hlink="hlink" folHlink="folHlink"'
        accents = " ".join(f'accent{number}="accent{number}"' for number in range(1, 7))
        old = layout.element.find(f"{{{layout.element.nsmap['p']}}}clrMapOvr")
        old[:] = [parse_xml(f'<a:overrideClrMapping {NAMES} bg1="dk1" tx1="lt1" {names} {accents}/>')]

    content = template(change)
    assert Seen(content).at(2, 2) == (0, 0, 0)
    assert Seen(content).art.scheme["lt1"] == "000000"
    assert art_of(content, "title").scheme["lt1"] == "FFFFFF"


def test_hidden_shapes_and_placeholders_are_not_drawn() -> None:
    found = seen(shape((1, 1, 2, 2), solid("FF0000"), hidden=True))
    assert found.at(2, 2) == WHITE
    assert "<text" not in found.art.drawn, "prompts such as `Click to edit` are no text of slides"


# Groups, turned shapes, outlines.


def test_shapes_in_a_group_are_scaled_into_its_box() -> None:
    found = seen(group((2, 2, 4, 2), (0, 0, 2, 2), shape((1, 0, 1, 1), solid("FF0000"))))
    assert found.at(4.2, 2.2) == found.at(5.8, 2.8) == RED
    assert found.at(3.8, 2.5) == found.at(5, 3.2) == WHITE


def test_a_group_is_turned_as_a_whole_and_lends_its_fill() -> None:
    left = shape((2, 2, 1, 1), "<a:grpFill/>")
    found = seen(group((2, 2, 4, 1), (2, 2, 4, 1), left, 'rot="10800000"', solid("0000FF")))
    assert (found.at(2.5, 2.5), found.at(5.5, 2.5)) == (WHITE, BLUE)


def test_a_shape_is_turned_about_its_middle() -> None:
    found = seen(shape((2, 2, 4, 1), solid("FF0000"), turned='rot="5400000"'))
    assert found.at(4, 0.8) == found.at(4, 4.2) == RED
    assert found.at(2.3, 2.5) == WHITE


def test_a_shape_is_flipped() -> None:
    triangle = '<a:prstGeom prst="rtTriangle"><a:avLst/></a:prstGeom>'
    plain, flipped = (seen(shape((2, 2, 2, 2), solid("FF0000"), triangle, turned=how)) for how in ("", 'flipH="1"'))
    assert (plain.at(2.2, 3.8), plain.at(3.8, 2.4)) == (RED, WHITE)
    assert (flipped.at(3.8, 3.8), flipped.at(2.2, 2.4)) == (RED, WHITE)


def test_a_freeform_has_lines_curves_arcs_and_points_by_formula() -> None:
    def point(x: str, y: str) -> str:
        return f'<a:pt x="{x}" y="{y}"/>'

    path = (
        f'<a:path w="200" h="100"><a:moveTo>{point("0", "100")}</a:moveTo><a:lnTo>{point("0", "50")}</a:lnTo>'
        '<a:arcTo wR="50" hR="50" stAng="10800000" swAng="5400000"/>'
        f"<a:lnTo>{point('half', '0')}</a:lnTo>"
        f"<a:cubicBezTo>{point('half', '100')}{point('200', '100')}{point('200', '100')}</a:cubicBezTo>"
        "<a:close/></a:path>"
    )
    guides = '<a:avLst/><a:gdLst><a:gd name="half" fmla="*/ 200 1 2"/></a:gdLst>'
    freeform = f"<a:custGeom>{guides}<a:pathLst>{path}</a:pathLst></a:custGeom>"
    found = seen(shape((2, 2, 4, 2), solid("FF0000"), freeform))
    assert found.at(2.1, 2.1) == WHITE, "the corner is rounded by the arc"
    assert found.at(3.2, 2.2) == found.at(2.2, 3.8) == RED
    assert found.at(5, 3) == WHITE, "the curve sags"
    assert found.at(4.6, 3.9) == RED


def test_a_freeform_with_a_hole_shows_what_is_behind_it() -> None:
    def square(low: int, high: int) -> str:
        corners = ((low, low), (high, low), (high, high), (low, high))
        first, *others = (f'<a:pt x="{x}" y="{y}"/>' for x, y in corners)
        lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in others)
        return f"<a:moveTo>{first}</a:moveTo>{lines}<a:close/>"

    paths = f'<a:pathLst><a:path w="100" h="100">{square(0, 100)}{square(30, 70)}</a:path></a:pathLst>'
    found = seen(shape((2, 2, 2, 2), solid("FF0000"), f"<a:custGeom><a:avLst/>{paths}</a:custGeom>"))
    assert (found.at(2.2, 2.2), found.at(3, 3)) == (RED, WHITE)


OUTLINES = {
    "rect": ((0.02, 0.04), (-0.05, 0.5)),
    "roundRect": ((0.5, 0.05), (0.01, 0.02)),
    "ellipse": ((0.5, 0.05), (0.08, 0.08)),
    "triangle": ((0.5, 0.3), (0.1, 0.3)),
    "rtTriangle": ((0.1, 0.5), (0.9, 0.5)),
    "parallelogram": ((0.9, 0.05), (0.03, 0.2)),
    "trapezoid": ((0.5, 0.1), (0.02, 0.2)),
    "diamond": ((0.5, 0.1), (0.2, 0.1)),
    "pentagon": ((0.5, 0.1), (0.1, 0.1)),
    "hexagon": ((0.5, 0.1), (0.02, 0.1)),
    "octagon": ((0.5, 0.05), (0.02, 0.04)),
    "chevron": ((0.9, 0.5), (0.1, 0.5)),
    "homePlate": ((0.1, 0.5), (0.97, 0.2)),
    "rightArrow": ((0.95, 0.5), (0.1, 0.1)),
    "leftArrow": ((0.05, 0.5), (0.9, 0.1)),
    "upArrow": ((0.5, 0.1), (0.1, 0.9)),
    "downArrow": ((0.5, 0.9), (0.1, 0.1)),
    "leftRightArrow": ((0.05, 0.5), (0.5, 0.1)),
    "plus": ((0.5, 0.05), (0.03, 0.05)),
    "star5": ((0.5, 0.15), (0.1, 0.1)),
    "donut": ((0.03, 0.5), (0.5, 0.5)),
    "frame": ((0.02, 0.5), (0.5, 0.5)),
    "halfFrame": ((0.02, 0.5), (0.7, 0.7)),
    "corner": ((0.05, 0.05), (0.9, 0.1)),
    "diagStripe": ((0.3, 0.3), (0.05, 0.05)),
    "round1Rect": ((0.02, 0.03), (0.99, 0.02)),
    "round2SameRect": ((0.02, 0.97), (0.01, 0.02)),
    "round2DiagRect": ((0.98, 0.03), (0.01, 0.02)),
    "snip1Rect": ((0.02, 0.03), (0.99, 0.03)),
    "snip2SameRect": ((0.02, 0.97), (0.01, 0.03)),
    "snip2DiagRect": ((0.02, 0.03), (0.99, 0.03)),
    "snipRoundRect": ((0.02, 0.97), (0.99, 0.03)),
    "plaque": ((0.5, 0.05), (0.01, 0.02)),
    "pie": ((0.3, 0.5), (0.7, 0.3)),
    "chord": ((0.2, 0.6), (0.9, 0.3)),
    "blockArc": ((0.5, 0.05), (0.5, 0.8)),
    "teardrop": ((0.95, 0.05), (0.04, 0.06)),
    "can": ((0.5, 0.5), (0.01, 0.01)),
    "heart": ((0.5, 0.6), (0.05, 0.9)),
    "flowChartTerminator": ((0.5, 0.1), (0.01, 0.05)),
    "flowChartDelay": ((0.1, 0.05), (0.97, 0.05)),
    "flowChartManualInput": ((0.9, 0.05), (0.1, 0.05)),
    "flowChartOffpageConnector": ((0.5, 0.95), (0.05, 0.95)),
    "gear6": ((0.5, 0.5), (-0.05, 0.5)),
}
"""Places in and beside preset shapes, as shares of their sides."""
ACROSS = 8


def cell(preset: str) -> tuple[int, int]:
    """Where a preset shape, 4 inches wide and 2 high, begins on the sheet that has all of them."""
    row, column = divmod(list(OUTLINES).index(preset), ACROSS)
    return 1 + 5 * column, 1 + 3 * row


@pytest.fixture(scope="module")
def presets() -> Seen:
    """All preset shapes on one master."""

    def change(master: Any, _: Any) -> None:
        for preset in OUTLINES:
            geometry = f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'
            draw(master, shape((*cell(preset), 4, 2), solid("FF0000"), geometry))

    return Seen(template(change, (5 * ACROSS + 1, 3 * (len(OUTLINES) // ACROSS + 1) + 1)))


@pytest.mark.parametrize("preset", OUTLINES)
def test_preset_shapes_have_their_outline(preset: str, presets: Seen) -> None:
    """What is not known is drawn as its box."""
    x, y = cell(preset)
    inside, outside = OUTLINES[preset]
    assert presets.at(x + 4 * inside[0], y + 2 * inside[1]) == RED
    assert presets.at(x + 4 * outside[0], y + 2 * outside[1]) == WHITE


@pytest.mark.parametrize(
    ("preset", "on_line"),
    [
        ("line", (0.5, 0.5)),
        ("straightConnector1", (0.25, 0.25)),
        ("bentConnector3", (0.5, 0.5)),
        ("curvedConnector3", (0.5, 0.5)),
        ("arc", (0.854, 0.146)),
        ("leftBracket", (0, 0.5)),
        ("rightBracket", (1, 0.5)),
        ("leftBrace", (0.5, 0.25)),
        ("rightBrace", (0.5, 0.25)),
    ],
)
def test_open_shapes_are_lines(preset: str, on_line: tuple[float, float]) -> None:
    look = '<a:noFill/><a:ln w="114300"><a:solidFill><a:srgbClr val="0000FF"/></a:solidFill></a:ln>'
    geometry = f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'
    found = seen(shape((3, 3, 2, 2), look, geometry))
    assert found.at(3 + 2 * on_line[0], 3 + 2 * on_line[1]) == BLUE
    assert found.at(3.3, 4.7) == WHITE


def test_an_adjusted_shape_is_drawn_as_adjusted() -> None:
    geometry = '<a:prstGeom prst="homePlate"><a:avLst><a:gd name="adj" fmla="val 100000"/></a:avLst></a:prstGeom>'
    assert seen(shape((3, 3, 4, 2), solid("FF0000"), geometry)).at(5.5, 3.2) == WHITE
    usual = geometry.replace("100000", "10000")
    assert seen(shape((3, 3, 4, 2), solid("FF0000"), usual)).at(5.5, 3.2) == RED


# Fills and lines.


def test_fills_are_faint_patterned_graded_or_those_of_a_style() -> None:
    ends = '<a:fgClr><a:srgbClr val="000000"/></a:fgClr><a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr>'
    pattern = f'<a:pattFill prst="pct50">{ends}</a:pattFill>'
    style = (
        '<p:style><a:lnRef idx="0"><a:srgbClr val="000000"/></a:lnRef><a:fillRef idx="1"><a:srgbClr val="00FF00"/>'
        '</a:fillRef><a:effectRef idx="0"><a:srgbClr val="000000"/></a:effectRef><a:fontRef idx="minor"/></p:style>'
    )
    found = seen(
        shape((0, 2, 1, 1), solid("FF0000", 50)),
        shape((2, 2, 1, 1), pattern),
        shape((4, 2, 2, 1), gradient((0, "FF0000"), (100, "0000FF"))),
        shape((7, 2, 1, 1), "", rest=style),
        shape((9, 2, 1, 1), "<a:noFill/>", rest=style),
    )
    assert near(found.at(0.5, 2.5), (255, 128, 128))
    assert near(found.at(2.5, 2.5), (188, 188, 188)), "half black and half white, as light adds up"
    assert near(found.at(4.05, 2.5), RED)
    assert near(found.at(5.95, 2.5), BLUE)
    assert found.at(7.5, 2.5) == GREEN
    assert found.at(9.5, 2.5) == WHITE


def test_a_line_has_a_width_and_dashes_or_is_none() -> None:
    def lined(dash: str) -> str:
        return f'<a:noFill/><a:ln w="{72 * 12700 // 2}">{solid("0000FF")}{dash}</a:ln>'

    found = seen(
        shape((1, 2, 8, 0), lined(""), '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'),
        shape((1, 4, 8, 0), lined('<a:prstDash val="sysDash"/>'), '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'),
        shape((1, 6, 8, 1), f"{solid('FF0000')}<a:ln w='914400'><a:noFill/></a:ln>"),
    )
    assert found.at(5, 2.2) == found.at(5, 1.8) == BLUE
    assert found.at(5, 2.3) == WHITE
    assert [found.at(x, 4) for x in (1.2, 2.75, 3.2)] == [BLUE, WHITE, BLUE], "three widths drawn, one left out"
    assert found.at(5, 5.8) == WHITE


def test_the_line_of_a_style_is_that_of_the_theme_and_an_arrow_has_a_head() -> None:
    style = (
        '<p:style><a:lnRef idx="3"><a:srgbClr val="0000FF"/></a:lnRef><a:fillRef idx="0"><a:srgbClr val="000000"/>'
        '</a:fillRef><a:effectRef idx="0"><a:srgbClr val="000000"/></a:effectRef><a:fontRef idx="minor"/></p:style>'
    )
    found = seen(shape((1, 2, 8, 1), "<a:noFill/>", rest=style))
    assert near(found.at(5, 2), BLUE, 80), "3 pt wide, so that no pixel is all of it"
    arrow = f'<a:ln w="254000">{solid("FF0000")}<a:tailEnd type="triangle"/></a:ln>'
    tip = seen(shape((1, 3, 6, 0), arrow, '<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>'))
    assert tip.at(6.7, 3.25) == RED
    assert tip.at(5, 3.25) == WHITE


def pictured(cut: str = "", geometry: str = RECT) -> Callable[[Any, Any], None]:
    def change(master: Any, _: Any) -> None:
        relation = image_in(master, halves())
        draw(
            master,
            f'<p:pic {NAMES}><p:nvPicPr><p:cNvPr id="92" name="Picture"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>'
            f'<p:blipFill><a:blip r:embed="{relation}"/>{cut}<a:stretch><a:fillRect/></a:stretch></p:blipFill>'
            f"<p:spPr>{frame((2, 2, 4, 2))}{geometry}</p:spPr></p:pic>",
        )

    return change


def test_a_picture_is_cropped_and_cut_to_its_shape() -> None:
    whole, cropped = Seen(template(pictured())), Seen(template(pictured('<a:srcRect r="50000"/>')))
    assert (whole.at(2.1, 2.1), whole.at(5.9, 3.9)) == (RED, BLUE)
    assert cropped.at(5.9, 3.9) == RED
    oval = Seen(template(pictured("", '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>')))
    assert (oval.at(2.1, 2.1), oval.at(3, 3)) == (WHITE, RED)


def emf(master: Any) -> str:
    """The relationship of a master to a picture of Windows."""
    content = b"\x01\x00\x00\x00\x6c\x00\x00\x00" + bytes(32) + b" EMF" + bytes(64)
    package = master.part.package
    part = Part(PackURI("/ppt/media/drawn.emf"), "image/x-emf", package, content)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    return str(master.part.relate_to(part, kind))


def with_emf(_: Any, layout: Any) -> None:
    draw(
        layout,
        f'<p:pic {NAMES}><p:nvPicPr><p:cNvPr id="92" name="Picture"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
        f'<a:blip r:embed="{emf(layout)}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f"<p:spPr>{frame((2, 2, 4, 2))}{RECT}</p:spPr></p:pic>",
    )
    draw(layout, shape((7, 2, 1, 1), solid("FF0000")))


def test_a_picture_of_windows_is_left_out_with_a_warning_that_names_its_layout(tmp_path: Path) -> None:
    done = finished(template(with_emf), tmp_path)
    (said,) = [found for found in done.findings.diagnostics if found.code == "undrawn-picture"]
    assert said.message == (
        "the layout `Title and Content` shows a picture in the format EMF that only PowerPoint can draw,"
        " so it is left out"
    )
    assert said.place is not None
    assert Seen(template(with_emf)).at(7.5, 2.5) == RED
    assert finished(template(with_emf), tmp_path, "pptx").findings.diagnostics == ()


def test_a_damaged_shape_is_left_out_with_a_warning_and_all_others_are_drawn(tmp_path: Path) -> None:
    guides = '<a:avLst/><a:gdLst><a:gd name="x" fmla="** 1 2 3"/></a:gdLst><a:pathLst/>'

    def change(_: Any, layout: Any) -> None:
        draw(layout, shape((7, 2, 1, 1), solid("FF0000")))
        draw(layout, shape((1, 2, 1, 1), solid("0000FF"), f"<a:custGeom>{guides}</a:custGeom>"))

    done = finished(template(change), tmp_path)
    (said,) = [found.message for found in done.findings.diagnostics if found.code == "undrawn-picture"]
    assert said.startswith("the layout `Title and Content` shows a damaged shape")
    assert Seen(template(change)).at(7.5, 2.5) == RED


def with_drawing(master: Any, _: Any) -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2" fill="#00FF00"/></svg>'
    )
    part = Part(PackURI("/ppt/media/drawn.svg"), "image/svg+xml", master.part.package, drawing)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    extension = (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip'
        ' xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
        f' r:embed="{master.part.relate_to(part, kind)}"/></a:ext></a:extLst>'
    )
    draw(
        master,
        f'<p:pic {NAMES}><p:nvPicPr><p:cNvPr id="92" name="Picture"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
        f'<a:blip r:embed="{image_in(master, halves())}">{extension}</a:blip><a:stretch><a:fillRect/></a:stretch>'
        f"</p:blipFill><p:spPr>{frame((2, 2, 4, 2))}{RECT}</p:spPr></p:pic>",
    )


def test_a_picture_that_is_also_a_drawing_stays_sharp() -> None:
    content = template(with_drawing)
    assert Seen(content).at(3, 3) == GREEN
    assert Seen(content, drawings=False).at(3, 3) == RED


# Text.


def worded(words: str, body: str = "<a:bodyPr/>") -> str:
    return f"<p:txBody>{body}<a:lstStyle/>{words}</p:txBody>"


def said(box: Box, rest: str) -> str:
    return seen(shape(box, "<a:noFill/>", rest=rest)).art.drawn


def test_text_of_a_master_has_its_size_weight_and_colour() -> None:
    words = (
        f'<a:p><a:r><a:rPr lang="en" sz="2400" b="1">{solid("FF0000")}</a:rPr><a:t>Faculty &amp; </a:t></a:r>'
        '<a:r><a:rPr lang="en" sz="1050" i="1" u="sng"/><a:t>Institute</a:t></a:r></a:p>'
    )
    drawn = said((1, 1, 6, 1), worded(words))
    assert 'font-size="24" fill="#FF0000" font-weight="bold">Faculty &amp; </tspan>' in drawn
    assert 'font-size="10.5"' in drawn
    assert 'font-style="italic" text-decoration="underline">Institute</tspan>' in drawn
    assert 'font-family="Calibri, Carlito,' in drawn


@pytest.mark.parametrize(("align", "x", "end"), [("l", 79.2, ""), ("ctr", 288, "middle"), ("r", 496.8, "end")])
def test_text_is_aligned_in_its_box(align: str, x: float, end: str) -> None:
    """A box from 1 to 7 inches, which are 72 and 504 points, with insets of 7.2."""
    words = f'<a:p><a:pPr algn="{align}"/><a:r><a:rPr lang="en"/><a:t>Here</a:t></a:r></a:p>'
    drawn = said((1, 1, 6, 1), worded(words))
    assert f'<text x="{x}" ' in drawn
    assert (f'text-anchor="{end}"' in drawn) is bool(end)


@pytest.mark.parametrize(("anchor", "baseline"), [("t", 90.4), ("ctr", 110.8), ("b", 131.2)])
def test_text_stands_where_it_is_anchored(anchor: str, baseline: float) -> None:
    """One line of 10 pt is 12 pt high, 2.6 pt below its baseline; the box goes from 72 to 144 pt, its insets are 9
    and 10.2 pt.
    """
    words = '<a:p><a:r><a:rPr lang="en" sz="1000"/><a:t>Here</a:t></a:r></a:p>'
    body = f'<a:bodyPr anchor="{anchor}" tIns="{(9 * 12700)}" bIns="{round(10.2 * 12700)}"/>'
    assert f' y="{baseline}"' in said((1, 1, 6, 1), worded(words, body))


def test_text_is_broken_where_its_box_ends() -> None:
    words = '<a:p><a:r><a:rPr lang="en" sz="2000"/><a:t>Faculty of Computer Science</a:t></a:r></a:p>'
    assert said((1, 1, 2, 2), worded(words)).count("<text") > 1
    assert said((1, 1, 2, 2), worded(words, '<a:bodyPr wrap="none"/>')).count("<text") == 1


def test_each_slide_shows_its_own_number(tmp_path: Path) -> None:
    words = (
        '<a:p><a:r><a:rPr lang="en"/><a:t>Page </a:t></a:r><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"'
        ' type="slidenum"><a:rPr lang="en"/><a:t>‹#›</a:t></a:fld></a:p>'
    )

    def change(master: Any, _: Any) -> None:
        draw(master, shape((1, 6.8, 3, 0.5), "<a:noFill/>", rest=worded(words)))

    done = finished(template(change), tmp_path, "svg")
    one, two = (content.decode() for content in deck_of(done, BuildRequest(form="svg")).pictures)
    assert (">1</tspan>" in one, ">2</tspan>" in one) == (True, False)
    assert ">2</tspan>" in two


def test_the_letters_of_a_master_are_in_the_fonts_of_the_document(tmp_path: Path) -> None:
    words = '<a:p><a:r><a:rPr lang="en" b="1"/><a:t>Würzburg</a:t></a:r></a:p>'
    done = finished(
        template(lambda master, _: draw(master, shape((1, 6, 3, 1), "<a:noFill/>", rest=worded(words)))), tmp_path
    )
    assert {"W", "ü"} <= set(done.artwork["content"].letters["Calibri", True, False])


# Slides, pages, and what a deck pays.


def finished(content: bytes, folder: Path, form: Form = "png", outline: bytes = OUTLINE) -> Finished:
    (folder / "design.potx").write_bytes(content)
    lecture = read_lecture(outline, folder)
    assert isinstance(lecture, Lecture), lecture.findings.report()
    done = finish_lecture(lecture, BuildRequest(form=form))
    assert isinstance(done, Finished), done.findings.report()
    return done


def test_a_filled_placeholder_is_behind_its_text_wherever_a_slide_has_it(tmp_path: Path) -> None:
    def change(master: Any, _: Any) -> None:
        title = next(each for each in master.placeholders if each.placeholder_format.type == 1)
        title.element.spPr.append(parse_xml(f'<a:solidFill {NAMES}><a:srgbClr val="000080"/></a:solidFill>'))

    done = finished(template(change), tmp_path)
    held = done.artwork["content"].holders[0]
    assert 'fill="#000080"' in held.drawn
    assert 'fill="#000080"' not in done.artwork["content"].drawn
    title = done.scene.slides[1].items[0]
    number = len(done.scene.slides)
    picture_ = Image.open(io.BytesIO(list(pictures_of(done.scene, done.theme, "png", done.artwork))[number - 1]))
    scale = picture_.width / done.theme.page.width
    assert hasattr(title, "rect")
    corner = (round((title.rect.x + INCH // 20) * scale), round((title.rect.y + INCH // 20) * scale))
    assert picture_.convert("RGB").getpixel(corner) == (0, 0, 128)


@pytest.mark.parametrize("size", [(10, 5.625), (13.333, 7.5), (16, 9), (10, 7.5)])
def test_artwork_and_slides_are_as_large_as_those_of_the_template(size: tuple[float, float], tmp_path: Path) -> None:
    def change(master: Any, _: Any) -> None:
        draw(master, shape((size[0] - 1, size[1] - 1, 1, 1), solid("FF0000")))

    done = finished(template(change, size), tmp_path)
    assert done.theme.page.width == pytest.approx(size[0] * INCH, abs=INCH / 100)
    last = Image.open(io.BytesIO(list(pictures_of(done.scene, done.theme, "png", done.artwork))[-1])).convert("RGB")
    assert last.getpixel((last.width - 4, last.height - 4)) == RED
    assert last.getpixel((last.width // 2, last.height - 4)) == WHITE


def test_a_page_holds_the_artwork_of_all_slides_once(tmp_path: Path) -> None:
    done = finished(
        template(both), tmp_path, "html", OUTLINE + b"  - title: D\n    text: E\n  - title: F\n    text: G\n"
    )
    whole = page(done.scene, done.theme, None, done.artwork).decode()
    art = done.artwork["content"]
    assert whole.count(art.drawn) == 1
    assert whole.count(f'<use href="#{art.name}" aria-hidden="true"/>') == 3
    assert whole.count(f'id="{art.name}"') == 1


def test_layouts_that_look_the_same_share_their_artwork() -> None:
    content = template(lambda master, _: draw(master, shape((1, 1, 2, 2), gradient((0, "FF0000"), (100, "0000FF")))))
    title, plain = art_of(content, "title"), art_of(content)
    assert title.name == plain.name
    assert title.drawn == plain.drawn
    assert art_of(template(both)).name != plain.name


def test_a_deck_pays_nothing_for_artwork(tmp_path: Path) -> None:
    assert finished(template(both), tmp_path, "pptx").artwork == {}


def test_artwork_is_the_same_bytes_each_time_and_not_mirrored_from_the_right(tmp_path: Path) -> None:
    content = template(both)
    done = finished(content, tmp_path)
    hebrew = finished(content, tmp_path, "png", OUTLINE.replace(b"title: A", b"title: A\nlanguage: he"))
    assert done.artwork == finished(content, tmp_path).artwork == hebrew.artwork


def dark(master: Any, layout: Any) -> None:
    ground(master, f"<p:bgPr>{gradient((0, '10243F'), (100, '1F3864'))}<a:effectLst/></p:bgPr>")
    rounded = '<a:prstGeom prst="round2DiagRect"><a:avLst/></a:prstGeom>'
    draw(master, shape((0.3, 6.6, 9.4, 0.6), solid("2E75B6", 60), rounded))
    draw(layout, shape((8, 0.2, 1.4, 1), solid("ED7D31"), '<a:prstGeom prst="chevron"><a:avLst/></a:prstGeom>'))


def photographed(master: Any, layout: Any) -> None:
    pictured('<a:srcRect l="20000" t="10000"/>')(master, layout)
    draw(layout, group((0, 6.5, 10, 1), (0, 0, 100, 10), shape((10, 2, 30, 6), solid("70AD47")), 'flipH="1"'))


def written(master: Any, layout: Any) -> None:
    words = '<a:p><a:pPr algn="ctr"/><a:r><a:rPr lang="en" sz="1400"/><a:t>Faculty of Computing</a:t></a:r></a:p>'
    draw(master, shape((1, 6.7, 8, 0.5), solid("D9E2F3"), rest=worded(words, '<a:bodyPr anchor="ctr"/>')))
    line = f'<a:ln w="38100">{solid("C00000")}<a:prstDash val="dash"/></a:ln>'
    draw(layout, shape((0.5, 1.5, 9, 0), line, '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>', turned='rot="0"'))


@pytest.mark.usefixtures("libreoffice")
def test_libreoffice_draws_templates_alike(tmp_path: Path) -> None:
    made = {change.__name__: finished(template(change), tmp_path) for change in (dark, photographed, written)}
    drawn = pdfs_of({name: deck_of(done).content for name, done in made.items()})
    for name, done in made.items():
        pages = pypdfium2.PdfDocument(drawn[name])
        pictures = list(pictures_of(done.scene, done.theme, "png", done.artwork))
        unlike = [difference(found, ours) for found, ours in zip(pages, pictures, strict=True)]
        assert max(unlike) <= MOST_DARK, (name, unlike)
