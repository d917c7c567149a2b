"""The slide master, its layouts and the notes master, from the areas of the theme."""

from __future__ import annotations

from msgspec.structs import replace

from deckgen.geometry import Rect
from deckgen.paint import Colour
from deckgen.pptx.levels import DEPTH, Level, Levels, list_style, of_area
from deckgen.pptx.package import Package, Relationships
from deckgen.pptx.placeholders import (
    EMPTY_TREE,
    ground,
    layout_placeholder,
    ornament,
    own_placeholder,
    repeated_placeholder,
)
from deckgen.pptx.shapes import identity
from deckgen.pptx.xml import DECLARATION, NAMESPACES, attribute
from deckgen.theme.tokens import Area, AreaKind, LayoutName, SlideLayout, Theme

MASTER_ID = 2_147_483_648
"""The smallest that PowerPoint takes; layouts count on from it."""
_TYPES: dict[LayoutName, str] = {
    "title": "title",
    "section": "secHead",
    "content": "obj",
    "two-content": "twoObj",
    "comparison": "twoTxTwoObj",
    "title-only": "titleOnly",
    "blank": "blank",
}
_ACCENT_MAP = (
    'accent1="accent1" accent2="accent2" accent3="accent3"'
    ' accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)
_LIGHT_MAP = f'<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" {_ACCENT_MAP}'
_DARK_MAP = f'<p:clrMap bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2" {_ACCENT_MAP}'
_MASTER_MARKS: dict[AreaKind, str] = {
    "title": '<p:ph type="title"/>',
    "content": '<p:ph type="body" idx="1"/>',
    "footer": '<p:ph type="ftr" sz="quarter" idx="3"/>',
    "slide-number": '<p:ph type="sldNum" sz="quarter" idx="4"/>',
}
"""The only kinds, with dates, that a master may have."""
_NOTES_TEXT = Rect(685_800, 4_343_400, 5_486_400, 4_114_800)
_NOTES_PICTURE = Rect(685_800, 1_143_000, 5_486_400, 3_086_100)


def add_master(package: Package, theme: Theme, language: str) -> None:
    """Add the master and all layouts of the theme, whose own part is ppt/theme/theme1.xml."""
    relationships = Relationships()
    entries = []
    for number, layout in enumerate(theme.layouts.values(), 1):
        relation = relationships.to("slideLayout", f"../slideLayouts/slideLayout{number}.xml")
        entries.append(f'<p:sldLayoutId id="{MASTER_ID + number}" r:id="{relation}"/>')
        up = Relationships()
        up.to("slideMaster", "../slideMasters/slideMaster1.xml")
        package.add(f"ppt/slideLayouts/slideLayout{number}.xml", "layout", _layout(layout, theme, language), up)
    relationships.to("theme", "../theme/theme1.xml")
    package.add("ppt/slideMasters/slideMaster1.xml", "master", _master(theme, language, entries), relationships)


def _layout(layout: SlideLayout, theme: Theme, language: str) -> str:
    shapes = [ornament(thing, number) for number, thing in enumerate(layout.ornaments, 2)]
    first = len(shapes) + 2
    repeated = _master_areas(theme)
    shapes += [
        repeated_placeholder(area, number, language)
        if area in repeated
        else layout_placeholder(area, number, theme, language)
        for number, area in enumerate(layout.areas, first)
    ]
    back = "" if layout.ground == theme.palette.paper else ground(layout.ground)
    return (
        f'{DECLARATION}<p:sldLayout {NAMESPACES} type="{_TYPES[layout.name]}" preserve="1">'
        f'<p:cSld name="{attribute(layout.label)}">{back}<p:spTree>{EMPTY_TREE}{"".join(shapes)}</p:spTree></p:cSld>'
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _master(theme: Theme, language: str, layout_ids: list[str]) -> str:
    areas = _master_areas(theme)
    shapes = [
        own_placeholder(area, number, _MASTER_MARKS[area.kind], (_master_style(area, theme), language))
        for number, area in enumerate(areas, 2)
    ]
    colour_map = _DARK_MAP if theme.is_dark else _LIGHT_MAP
    return (
        f"{DECLARATION}<p:sldMaster {NAMESPACES}><p:cSld>{ground(theme.palette.paper)}<p:spTree>{EMPTY_TREE}"
        f"{''.join(shapes)}</p:spTree></p:cSld>{colour_map}<p:sldLayoutIdLst>{''.join(layout_ids)}"
        f"</p:sldLayoutIdLst>{_text_styles(areas, theme)}</p:sldMaster>"
    )


def _master_areas(theme: Theme) -> list[Area]:
    """The areas of the content layout that a master may have, the content stretched over the whole body."""
    areas = theme.layouts["content"].areas
    found = [next((area for area in areas if area.kind == kind), None) for kind in _MASTER_MARKS]
    return [replace(area, rect=theme.body) if area.kind == "content" else area for area in found if area]


def _master_style(area: Area, theme: Theme) -> str:
    """The list style of the master's placeholder; titles and content have theirs in the text styles."""
    return "" if area.kind in ("title", "content") else list_style(of_area(area, theme), kern=True)


def _text_styles(areas: list[Area], theme: Theme) -> str:
    styles = {area.kind: of_area(area, theme) for area in areas}
    return (
        f"<p:txStyles><p:titleStyle>{list_style(styles['title'], kern=True)}</p:titleStyle>"
        f"<p:bodyStyle>{list_style(styles['content'], kern=True)}</p:bodyStyle>"
        f"<p:otherStyle>{list_style(plain_levels(), kern=True)}</p:otherStyle></p:txStyles>"
    )


def plain_levels() -> Levels:
    """Text that belongs to no placeholder, at PowerPoint's usual 18 points."""
    return (Level(size=18, colour=Colour("dk1")),) * DEPTH


def add_notes_master(package: Package, language: str, theme: str) -> None:
    """Add the notes master; `theme` is the file name of its own theme part in ppt/theme."""
    relationships = Relationships()
    relationships.to("theme", f"../theme/{theme}")
    text = (
        f'<p:sp><p:nvSpPr>{identity(3, "Notes")}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr><p:spPr>{_place(_NOTES_TEXT)}</p:spPr>'
        f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="{attribute(language)}"/>'
        "<a:t>Click to edit notes</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    picture = (
        f'<p:sp><p:nvSpPr>{identity(2, "Slide image")}<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/>'
        f'</p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr>{_place(_NOTES_PICTURE)}'
        '<a:noFill/><a:ln w="12700"><a:solidFill><a:prstClr val="black"/></a:solidFill></a:ln></p:spPr></p:sp>'
    )
    levels = (Level(size=12, colour=Colour("dk1")),) * DEPTH
    package.add(
        "ppt/notesMasters/notesMaster1.xml",
        "notes-master",
        f'{DECLARATION}<p:notesMaster {NAMESPACES}><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/>'
        f"</p:bgRef></p:bg><p:spTree>{EMPTY_TREE}{picture}{text}</p:spTree></p:cSld>{_LIGHT_MAP}"
        f"<p:notesStyle>{list_style(levels, kern=True)}</p:notesStyle></p:notesMaster>",
        relationships,
    )


def _place(rect: Rect) -> str:
    return (
        f'<a:xfrm><a:off x="{rect.x}" y="{rect.y}"/><a:ext cx="{rect.width}" cy="{rect.height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )
