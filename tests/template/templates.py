"""Templates of all kinds, made from python-pptx's default one: as designers make them, and as they should not.

Each function gives the bytes of a file. What is wrong or unusual with it stands in its docstring.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from PIL import Image, ImageDraw
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml

from deckgen.deck import Deck
from deckgen.pipeline import build

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = f'xmlns:a="{A}" xmlns:p="{P}" xmlns:r="{R}"'
ROOT = Path(__file__).parents[2]
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml."
INCH = 914_400


def saved(presentation: Any) -> bytes:
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def repacked(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The archive with every part as `change` gives it; None leaves the part out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return stream.getvalue()


def as_potx(content: bytes) -> bytes:
    """The same presentation with the content type of templates, which python-pptx itself does not open."""
    old, new = (f"{_MAIN}{kind}.main+xml".encode() for kind in ("presentation", "template"))
    return repacked(content, lambda name, part: part.replace(old, new) if name == "[Content_Types].xml" else part)


def coloured(content: bytes, colours: Mapping[str, str], fonts: Mapping[str, str] | None = None) -> bytes:
    """The template with these colours in its scheme, and these typefaces for `major` and `minor` text."""

    def change(name: str, part: bytes) -> bytes:
        if not re.fullmatch(r"ppt/theme/theme\d+\.xml", name):
            return part
        tree = etree.fromstring(part)
        for slot, rgb in colours.items():
            entry = tree.find(f".//{{{A}}}clrScheme/{{{A}}}{slot}")
            assert entry is not None
            for old in list(entry):
                entry.remove(old)
            etree.SubElement(entry, f"{{{A}}}srgbClr", val=rgb)
        for kind, face in (fonts or {}).items():
            latin = tree.find(f".//{{{A}}}{kind}Font/{{{A}}}latin")
            assert latin is not None
            latin.set("typeface", face)
        return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    return repacked(content, change)


@cache
def default() -> bytes:
    """python-pptx's own template: 4:3, the usual eleven layouts, no notes master."""
    return saved(Presentation())


def picture(width: int, height: int, colour: str, word: str = "") -> io.BytesIO:
    """A PNG of one colour, with a word on it."""
    stream = io.BytesIO()
    image = Image.new("RGB", (width, height), colour)
    ImageDraw.Draw(image).text((width // 8, height // 3), word, fill="white")
    image.save(stream, "PNG")
    stream.seek(0)
    return stream


def resized(presentation: Any, width: float, height: float) -> None:
    """Slides of another size, in inches, with everything on masters and layouts moved along."""
    across, down = width * INCH / presentation.slide_width, height * INCH / presentation.slide_height
    presentation.slide_width, presentation.slide_height = round(width * INCH), round(height * INCH)
    presentation.element.find(f"{{{P}}}sldSz").attrib.pop("type", None)
    for sheet in (presentation.slide_master, *presentation.slide_layouts):
        for tag, first, second in (("off", "x", "y"), ("ext", "cx", "cy")):
            for place in sheet.element.iter(f"{{{A}}}{tag}"):
                if place.get(first) is not None:
                    place.set(first, str(round(int(place.get(first)) * across)))
                    place.set(second, str(round(int(place.get(second)) * down)))


def place(shape: Any, left: float, top: float, width: float, height: float) -> None:
    """Move a placeholder; in inches."""
    shape.left, shape.top, shape.width, shape.height = (round(side * INCH) for side in (left, top, width, height))


def draw(sheet: Any, xml: str) -> None:
    """Put a shape behind the placeholders of a layout or master."""
    sheet.shapes._spTree.insert(2, parse_xml(xml))


def panel(number: int, box: tuple[float, float, float, float], colour: str) -> str:
    """A filled rectangle; `box` is left, top, width and height in inches."""
    x, y, cx, cy = (round(side * INCH) for side in box)
    return (
        f'<p:sp {NAMES}><p:nvSpPr><p:cNvPr id="{number}" name="Panel {number}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        '<a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en"/></a:p>'
        "</p:txBody></p:sp>"
    )


def logo(sheet: Any, number: int, box: tuple[float, float, float, float], image: io.BytesIO) -> None:
    """A picture on a layout or master."""
    _, relation = sheet.part.get_or_add_image_part(image)
    x, y, cx, cy = (round(side * INCH) for side in box)
    draw(
        sheet,
        f'<p:pic {NAMES}><p:nvPicPr><p:cNvPr id="{number}" name="Logo" descr="University"/><p:cNvPicPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/>'
        f'</a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>',
    )


def background(sheet: Any, colour: str) -> None:
    """A ground in a colour of the scheme."""
    common = sheet.element.find(f"{{{P}}}cSld")
    for old in common.findall(f"{{{P}}}bg"):
        common.remove(old)
    fill = f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:effectLst/>'
    common.insert(0, parse_xml(f"<p:bg {NAMES}><p:bgPr>{fill}</p:bgPr></p:bg>"))


def university() -> bytes:
    """What a university hands out: a .potx on 10 × 5.625 in, a band and a logo, German names, no declared types.

    Titles stand at the left over a band, sections are white on the university's blue, and content keeps clear of a
    logo at the right.
    """
    presentation = Presentation()
    resized(presentation, 10, 5.625)
    master = presentation.slide_master
    names = {0: "Titelfolie", 1: "Titel und Inhalt", 2: "Kapitel", 3: "Zwei Inhalte", 4: "Vergleich", 5: "Nur Titel"}
    for number, layout in enumerate(presentation.slide_layouts):
        layout.name = names.get(number, f"Layout {number}")
        layout.element.attrib.pop("type", "")
    for shape in master.placeholders:
        kind = shape.element.find(f".//{{{P}}}ph").get("type")
        boxes = {
            "title": (0.5, 0.45, 7.6, 0.8), "body": (0.5, 1.35, 9, 3.6), "dt": (0.5, 5.2, 2, 0.3),
            "ftr": (2.6, 5.2, 5, 0.3), "sldNum": (8.3, 5.2, 1.2, 0.3),
        }  # fmt: skip
        place(shape, *boxes[kind])
    _style(master, "titleStyle", size=2400, align="l", bold=True, colour="tx2")
    _style(master, "bodyStyle", size=2000)
    draw(master, panel(40, (0, 0, 10, 0.18), "accent1"))
    logo(master, 41, (8.5, 0.4, 1.1, 0.75), picture(220, 150, "#00305D", "UNI"))
    section, opening = presentation.slide_layouts[2], presentation.slide_layouts[0]
    for layout in (section, opening):
        background(layout, "accent1")
        for level in layout.element.iter(f"{{{A}}}lvl1pPr"):
            run = level.find(f"{{{A}}}defRPr")
            for old in run.findall(f"{{{A}}}solidFill"):
                run.remove(old)
            run.attrib.pop("cap", None)
            run.insert(0, parse_xml(f'<a:solidFill {NAMES}><a:schemeClr val="bg1"/></a:solidFill>'))
    _white_title(opening)
    subtitle = opening.placeholders[1]
    place(subtitle, 0.75, 3.1, 8.3, 1.4)
    for level in subtitle.element.iter(f"{{{A}}}lvl1pPr"):
        level.set("algn", "l")
    _handouts(presentation)
    colours = {
        "dk2": "00305D", "lt2": "E9EEF3", "accent1": "00305D", "accent2": "006AB2", "accent3": "009DD1",
        "accent4": "65B32E", "accent5": "EE7F00", "accent6": "C1001F",
    }  # fmt: skip
    return as_potx(coloured(saved(presentation), colours, {"major": "Cambria", "minor": "Arial"}))


def _handouts(presentation: Any) -> None:
    """A master for handouts, which has a theme of its own."""
    package, main = presentation.part.package, presentation.part
    master = presentation.slide_master.part
    theme = next(rel.target_part for rel in master.rels.values() if rel.reltype == RELATIONSHIP_TYPE.THEME)
    mapping = etree.tostring(presentation.slide_master.element.find(f"{{{P}}}clrMap"), encoding="unicode")
    tree = (
        f'<p:handoutMaster {NAMES}><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        "</p:spTree>"
        f"</p:cSld>{mapping}</p:handoutMaster>"
    )
    own = Part(PackURI("/ppt/theme/theme9.xml"), theme.content_type, package, theme.blob)
    part = Part(
        PackURI("/ppt/handoutMasters/handoutMaster1.xml"), _MAIN + "handoutMaster+xml", package, tree.encode()
    )
    part.relate_to(own, RELATIONSHIP_TYPE.THEME)
    number = main.relate_to(part, RELATIONSHIP_TYPE.HANDOUT_MASTER)
    presentation.element.find(f"{{{P}}}sldMasterIdLst").addnext(
        parse_xml(f'<p:handoutMasterIdLst {NAMES}><p:handoutMasterId r:id="{number}"/></p:handoutMasterIdLst>')
    )


def _white_title(layout: Any) -> None:
    for shape in layout.placeholders:
        if shape.placeholder_format.idx == 0:
            style = shape.element.find(f".//{{{A}}}lstStyle")
            fill = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
            style.append(parse_xml(f'<a:lvl1pPr {NAMES}><a:defRPr sz="4000">{fill}</a:defRPr></a:lvl1pPr>'))


def _style(master: Any, style: str, *, size: int, align: str = "", bold: bool = False, colour: str = "") -> None:
    """Change the first level of a master's text style."""
    level = master.element.find(f"{{{P}}}txStyles/{{{P}}}{style}/{{{A}}}lvl1pPr")
    run = level.find(f"{{{A}}}defRPr")
    run.set("sz", str(size))
    run.set("b", str(int(bold)))
    if align:
        level.set("algn", align)
    if colour:
        run.find(f"{{{A}}}solidFill/{{{A}}}schemeClr").set("val", colour)


def swapped(sheet: Any) -> None:
    """Map light to dark and dark to light, as dark masters do."""
    mapping = sheet.element.find(f"{{{P}}}clrMap")
    for name, slot in {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}.items():
        mapping.set(name, slot)


def hostile() -> bytes:
    """All that one finds in the wild at once, and what a deck must not take over.

    A dark master; no section layout; layouts with odd names; a second master; slides with notes, comments and custom
    shows; links to slides in a layout; write protection; an embedded font nobody uses; shapes without names and with
    the same id.
    """
    presentation = Presentation()
    resized(presentation, 13.333, 7.5)
    swapped(presentation.slide_master)
    for number, layout in enumerate(presentation.slide_layouts):
        layout.name = f"Ünnamed “{number}” & <Co>"
        layout.element.attrib.pop("type", "")
    _remove_layout(presentation, 2)
    for number in range(3):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = f"Old slide {number}"
        slide.notes_slide.notes_text_frame.text = "secret notes"
    _comment(presentation.slides[0])
    _link_to_slide(presentation.slide_layouts[1], presentation.slides[2])
    draw(
        presentation.slide_layouts[1], panel(2, (12.5, 0, 0.83, 0.6), "accent1").replace('name="Panel 2"', 'name=""')
    )
    _protect(presentation)
    second_master(presentation)
    return coloured(saved(presentation), {"dk1": "1B1B2F", "lt1": "F5F5F5", "accent1": "1F6FEB", "accent2": "7A1F1F"})


def with_addresses() -> bytes:
    """The default template with a linked ground, a linked picture, and a linked one with a link and its own file."""
    presentation = Presentation()
    master, layout = presentation.slide_master, presentation.slide_layouts[1]
    ground = _outside(master, "image", "file:///C:/ground.png")
    logo(master, 71, (0, 0, 1, 1), picture(20, 10, "red"))
    logo(layout, 72, (0, 0, 1, 1), picture(20, 10, "blue"))
    (linked,), (kept,) = (sheet.element.findall(f".//{{{P}}}pic") for sheet in (master, layout))
    blip = linked.find(f".//{{{A}}}blip")
    del blip.attrib[f"{{{R}}}embed"]
    blip.set(f"{{{R}}}link", _outside(master, "image", "http://a.example/logo.png"))
    kept.find(f".//{{{A}}}blip").set(f"{{{R}}}link", _outside(layout, "image", "file:///C:/logo.png"))
    page = _outside(layout, "hyperlink", "http://b.example/")
    kept.find(f".//{{{P}}}cNvPr").append(parse_xml(f'<a:hlinkClick {NAMES} r:id="{page}"/>'))
    background(master, "bg1")
    fill = master.element.find(f".//{{{P}}}bgPr")
    fill.replace(fill[0], parse_xml(f'<a:blipFill {NAMES}><a:blip r:link="{ground}"/><a:stretch/></a:blipFill>'))
    return saved(presentation)


def _outside(sheet: Any, kind: str, address: str) -> str:
    """The id of a new relationship to an address."""
    return str(sheet.part.relate_to(address, f"{R}/{kind}", is_external=True))


def _remove_layout(presentation: Any, number: int) -> None:
    presentation.slide_layouts.remove(presentation.slide_layouts[number])


def _comment(slide: Any) -> None:
    part = Part(
        PackURI("/ppt/comments/comment1.xml"),
        _MAIN + "comments+xml",
        slide.part.package,
        f'<p:cmLst {NAMES}><p:cm authorId="0" dt="2020-01-01T00:00:00" idx="1"><p:pos x="1" y="1"/>'
        "<p:text>secret comment</p:text></p:cm></p:cmLst>".encode(),
    )
    slide.part.relate_to(part, RELATIONSHIP_TYPE.COMMENTS)


def _link_to_slide(layout: Any, slide: Any) -> None:
    number = layout.part.relate_to(slide.part, RELATIONSHIP_TYPE.SLIDE)
    draw(
        layout,
        panel(2, (0, 7.1, 0.6, 0.4), "accent2").replace(
            '<p:cNvPr id="2" name="Panel 2"/>',
            f'<p:cNvPr id="2" name="Home"><a:hlinkClick r:id="{number}" action="ppaction://hlinksldjump"/></p:cNvPr>',
        ),
    )


def _protect(presentation: Any) -> None:
    """Write protection, a custom show, an embedded font and sections, each in its place."""
    element, part = presentation.element, presentation.part
    font = Part(PackURI("/ppt/fonts/font1.fntdata"), "application/x-fontdata", part.package, b"no real font")
    number = part.relate_to(font, RELATIONSHIP_TYPE.FONT)
    slide = element.find(f".//{{{P}}}sldId").get(f"{{{R}}}id")
    notes = element.find(f"{{{P}}}notesSz")
    for xml in (
        f'<p:custShowLst {NAMES}><p:custShow name="Old show" id="0"><p:sldLst><p:sld r:id="{slide}"/></p:sldLst>'
        "</p:custShow></p:custShowLst>",
        f'<p:embeddedFontLst {NAMES}><p:embeddedFont><p:font typeface="Papyrus"/><p:regular r:id="{number}"/>'
        "</p:embeddedFont></p:embeddedFontLst>",
    ):
        notes.addnext(parse_xml(xml))
    element.find(f"{{{P}}}defaultTextStyle").addnext(
        parse_xml(
            f'<p:modifyVerifier {NAMES} cryptProviderType="rsaAES" cryptAlgorithmClass="hash"'
            ' cryptAlgorithmType="typeAny" cryptAlgorithmSid="14" spinCount="9" saltData="YWJj" hashData="YWJj"/>'
        )
    )


def second_master(presentation: Any) -> None:
    """A copy of the master with one layout, as merged presentations have them."""
    package = presentation.part.package
    first = presentation.slide_master.part
    theme = next(rel.target_part for rel in first.rels.values() if rel.reltype == RELATIONSHIP_TYPE.THEME)
    layout = presentation.slide_layouts[0].part
    own_theme = Part(PackURI("/ppt/theme/theme7.xml"), theme.content_type, package, theme.blob)
    master = type(first).load(PackURI("/ppt/slideMasters/slideMaster2.xml"), first.content_type, package, first.blob)
    copy = type(layout).load(
        PackURI("/ppt/slideLayouts/slideLayout77.xml"), layout.content_type, package, layout.blob
    )
    copy.relate_to(master, RELATIONSHIP_TYPE.SLIDE_MASTER)
    listed = master._element.find(f"{{{P}}}sldLayoutIdLst")
    for entry in list(listed)[1:]:
        listed.remove(entry)
    listed[0].set(f"{{{R}}}id", master.relate_to(copy, RELATIONSHIP_TYPE.SLIDE_LAYOUT))
    master.relate_to(own_theme, RELATIONSHIP_TYPE.THEME)
    number = presentation.part.relate_to(master, RELATIONSHIP_TYPE.SLIDE_MASTER)
    masters = presentation.element.find(f"{{{P}}}sldMasterIdLst")
    masters.append(parse_xml(f'<p:sldMasterId {NAMES} id="2147483999" r:id="{number}"/>'))


def ours() -> bytes:
    """A deck of ours as a .potx: all that we write must be understood again."""
    found = build((ROOT / "slides.yaml").read_bytes(), ROOT)
    assert isinstance(found, Deck)
    return as_potx(found.content)


def with_logo_in_the_way() -> bytes:
    """A logo that reaches down into the content area, at its right."""
    presentation = Presentation()
    logo(presentation.slide_master, 60, (8.6, 0.2, 1.2, 3), picture(60, 150, "#336699"))
    return saved(presentation)


def without_layouts_for_much() -> bytes:
    """One layout with a title and content, no footer, no number, and a title too low for two lines."""
    presentation = Presentation()
    for number in range(len(presentation.slide_layouts) - 1, -1, -1):
        if number != 1:
            _remove_layout(presentation, number)
    for shape in list(presentation.slide_layouts[0].placeholders):
        if shape.placeholder_format.idx >= 10:
            presentation.slide_layouts[0].shapes._spTree.remove(shape.element)
    place(presentation.slide_layouts[0].placeholders[0], 0.5, 0.3, 9, 0.5)
    return saved(presentation)


TEMPLATES: Mapping[str, Callable[[], bytes]] = {
    "python-pptx's default": default,
    "a university's": university,
    "a hostile one": hostile,
    "our own": ours,
    "one with a logo in the way": with_logo_in_the_way,
    "one with a single layout": without_layouts_for_much,
}
