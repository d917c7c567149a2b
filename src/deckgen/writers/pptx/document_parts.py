"""The document parts around the slides: masters, layouts and themes, made from the tokens of a theme or taken from a
template, and the properties of presentation, view and document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from posixpath import basename
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Rect
from deckgen.locale import locale_of
from deckgen.paint import Colour
from deckgen.paint import Slot as ColourSlot
from deckgen.scene.slide import Scene, Show
from deckgen.scene.text import Align, Insets
from deckgen.theme.tokens import (
    Area,
    AreaKind,
    LayoutName,
    LayoutPart,
    Ornament,
    Relation,
    SlideLayout,
    Template,
    Theme,
)
from deckgen.writers.pptx.list_styles import DEPTH, LevelStyle, ListStyle, list_style, of_area, of_holder
from deckgen.writers.pptx.package import Package, Relationships
from deckgen.writers.pptx.shapes import area_placeholder, identity, outline, placeholder
from deckgen.writers.pptx.sheet import Slot, UsedLayout
from deckgen.writers.pptx.text import ANCHORS, NO_TEXT
from deckgen.writers.pptx.xml import DECLARATION, NAMESPACES, attribute, fill, line, text, transform


def show_list(shows: tuple[Show, ...], relationships: Sequence[str]) -> str:
    """The shows as p:custShowLst, empty without shows; slide number n has the nth of `relationships`."""
    if not shows:
        return ""
    entries = []
    for number, show in enumerate(shows):
        slides = "".join([f'<p:sld r:id="{relationships[index]}"/>' for index in show.slides])
        name = attribute(show.name)
        entries.append(f'<p:custShow name="{name}" id="{number}"><p:sldLst>{slides}</p:sldLst></p:custShow>')
    return f"<p:custShowLst>{''.join(entries)}</p:custShowLst>"


def opening_show(number: int | None) -> str:
    """The p:showPr for the opening show, empty if the whole deck is shown."""
    return "" if number is None else f'<p:showPr><p:present/><p:custShow id="{number}"/></p:showPr>'


_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
_LINE_WIDTHS = (9_525, 19_050, 28_575)
_SCRIPTS = {
    "Jpan": "Yu Gothic",
    "Hang": "Malgun Gothic",
    "Hans": "Microsoft YaHei",
    "Hant": "Microsoft JhengHei",
    "Arab": "Arial",
    "Hebr": "Arial",
    "Thai": "Leelawadee UI",
    "Deva": "Nirmala UI",
    "Beng": "Nirmala UI",
    "Taml": "Nirmala UI",
    "Telu": "Nirmala UI",
    "Gujr": "Nirmala UI",
    "Knda": "Nirmala UI",
    "Mlym": "Nirmala UI",
    "Guru": "Nirmala UI",
    "Ethi": "Ebrima",
    "Armn": "Segoe UI",
    "Geor": "Segoe UI",
}
"""Fonts for scripts that the theme's own fonts lack, by ISO 15924; all of them are shipped with Windows."""
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PLAIN_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'


def theme_part(theme: Theme, name: str, language: str) -> str:
    """The theme's colours and fonts; its effects are flat, so that shapes added by the user have no shadows."""
    swapped: dict[ColourSlot, ColourSlot] = (
        {"dk1": "lt1", "lt1": "dk1", "dk2": "lt2", "lt2": "dk2"} if theme.is_dark else {}
    )
    slots: tuple[ColourSlot, ...] = get_args(ColourSlot)
    colours = "".join(
        f'<a:{slot}><a:srgbClr val="{theme.scheme[swapped.get(slot, slot)]}"/></a:{slot}>' for slot in slots
    )
    scripts = "".join(f'<a:font script="{script}" typeface="{face}"/>' for script, face in _SCRIPTS.items())
    east_asian = _SCRIPTS.get(_east_asian_script(language), "")
    others = f'<a:ea typeface="{east_asian}"/><a:cs typeface=""/>{scripts}'
    fonts = "".join(
        f'<a:{kind}><a:latin typeface="{attribute(face)}"/>{others}</a:{kind}>'
        for kind, face in (("majorFont", theme.fonts.heading), ("minorFont", theme.fonts.body))
    )
    lines = "".join(
        f'<a:ln w="{width}" cap="flat" cmpd="sng" algn="ctr">{_PLAIN_FILL}<a:prstDash val="solid"/>'
        f'<a:miter lim="800000"/></a:ln>'
        for width in _LINE_WIDTHS
    )
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    label = attribute(name)
    return (
        f'{DECLARATION}<a:theme xmlns:a="{_DRAWING}" name="{label}"><a:themeElements>'
        f'<a:clrScheme name="{label}">{colours}</a:clrScheme><a:fontScheme name="{label}">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="{label}"><a:fillStyleLst>{_PLAIN_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_PLAIN_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        f"<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def _east_asian_script(language: str) -> str:
    """The script of an East Asian language, by its BCP 47 tag; empty for other languages."""
    primary, *others = language.lower().split("-")
    if primary == "zh":
        return "Hant" if {"hant", "tw", "hk", "mo"} & set(others) else "Hans"
    return {"ja": "Jpan", "ko": "Hang"}.get(primary, "")


def presentation_properties(scene: Scene) -> str:
    """The presProps part: PowerPoint's defaults, except for the opening show."""
    return f"{DECLARATION}<p:presentationPr {NAMESPACES}>{opening_show(scene.opening_show)}</p:presentationPr>"


def view_properties() -> str:
    """The normal view with the notes pane slightly open, because lectures have notes."""
    return (
        f"{DECLARATION}<p:viewPr {NAMESPACES}><p:normalViewPr>"
        '<p:restoredLeft sz="15620"/><p:restoredTop sz="80000"/></p:normalViewPr>'
        '<p:gridSpacing cx="76200" cy="76200"/></p:viewPr>'
    )


def core_properties(scene: Scene, modified: datetime | None) -> str:
    """Title, author and dates; without `modified`, the first date that zip archives support."""
    moment = modified or _NO_DATE
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    dated = "".join(
        f'<dcterms:{kind} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{kind}>' for kind in ("created", "modified")
    )
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{text(scene.title)}</dc:title><dc:subject>{text(scene.subtitle)}</dc:subject>"
        f"<dc:creator>{text(scene.author)}</dc:creator><cp:lastModifiedBy>{text(scene.author)}</cp:lastModifiedBy>"
        f"<cp:revision>1</cp:revision>{dated}<dc:language>{text(scene.language)}</dc:language></cp:coreProperties>"
    )


def extended_properties(scene: Scene, shape: str) -> str:
    """The program, its counts of slides and notes, and `shape`, which is PowerPoint's name of the slide size."""
    notes = sum(bool(slide.notes) for slide in scene.slides)
    hidden = sum(slide.hidden for slide in scene.slides)
    return (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><TotalTime>0</TotalTime><Application>deckgen</Application>'
        f"<PresentationFormat>{shape}</PresentationFormat>"
        f"<Slides>{len(scene.slides)}</Slides><Notes>{notes}</Notes><HiddenSlides>{hidden}</HiddenSlides></Properties>"
    )


EMPTY_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
"""The first elements of every shape tree."""
_NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_LEVEL_PROMPTS = ("Click to edit text", "Second level", "Third level", "Fourth level", "Fifth level")


def ornament(thing: Ornament, number: int) -> str:
    """A shape that slides show but cannot change."""
    rect = thing.rect
    shape = outline("rounded" if thing.corner else "rectangle", min(rect.width, rect.height), thing.corner)
    return (
        f"<p:sp><p:nvSpPr>{identity(number, f'Ornament {number - 1}', decorative=True)}<p:cNvSpPr/>"
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{transform(rect)}{shape}{fill(thing.fill)}{line(thing.line)}'
        f"</p:spPr><p:txBody>{NO_TEXT}</p:txBody></p:sp>"
    )


def layout_placeholder(area: Area, number: int, theme: Theme, language: str) -> str:
    """A layout's placeholder, with the formatting of its text by level, and a prompt."""
    style = list_style(of_area(area, theme))
    return own_placeholder(area, number, area_placeholder(area), (style, language))


def repeated_placeholder(area: Area, number: int, language: str) -> str:
    """A layout's placeholder that inherits everything from the master and repeats nothing.

    LibreOffice applies a repeated property twice: it lightens a light colour again.
    """
    return _shape(area, number, area_placeholder(area), ("<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>", language))


def own_placeholder(area: Area, number: int, mark: str, words: tuple[str, str]) -> str:
    """A placeholder in full: `mark` is its p:ph, `words` are its list style and the language of its prompt."""
    style, language = words
    properties = (
        f'<p:spPr>{transform(area.rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
        '<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0"'
        f' anchor="{ANCHORS[area.anchor]}"><a:noAutofit/></a:bodyPr><a:lstStyle>{style}</a:lstStyle>'
    )
    return _shape(area, number, mark, (properties, language))


def _shape(area: Area, number: int, mark: str, words: tuple[str, str]) -> str:
    """The placeholder; `words` are its properties with the beginning of its text, and the language of its prompt."""
    rest, language = words
    named = locale_of(language).named
    return (
        f'<p:sp><p:nvSpPr>{identity(number, named(area.name))}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr>{mark}</p:nvPr></p:nvSpPr>{rest}{_prompt(area, language)}</p:txBody></p:sp>"
    )


def _prompt(area: Area, language: str) -> str:
    """The prompt of the placeholder; even footers need a run, or LibreOffice falls back to a serif face."""
    properties, named = f'<a:rPr lang="{attribute(language)}"/>', locale_of(language).named
    if area.kind == "slide-number":
        field = f'<a:fld id="{_NUMBER_FIELD}" type="slidenum">{properties}<a:t>\u2039#\u203a</a:t></a:fld>'
        return f"<a:p>{field}</a:p>"
    if area.kind == "content":
        return "".join(
            f'<a:p><a:pPr lvl="{level}"/><a:r>{properties}<a:t>{text(named(prompt))}</a:t></a:r></a:p>'
            for level, prompt in enumerate(_LEVEL_PROMPTS)
        )
    return f"<a:p><a:r>{properties}<a:t>{text(named(area.name))}</a:t></a:r></a:p>"


def ground(colour: Colour) -> str:
    """A solid background."""
    return f"<p:bg><p:bgPr>{fill(colour)}<a:effectLst/></p:bgPr></p:bg>"


MASTER_ID = 2_147_483_648
"""The smallest id that PowerPoint accepts; layouts continue from it."""
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
"""The only kinds, besides dates, that a master may have."""
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
        f'<p:cSld name="{attribute(locale_of(language).named(layout.label))}">{back}'
        f"<p:spTree>{EMPTY_TREE}{''.join(shapes)}</p:spTree></p:cSld>"
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
    """The areas of the content layout that a master may have, with the content extended over the whole body."""
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


def plain_levels() -> ListStyle:
    """The levels of text outside placeholders, at PowerPoint's default of 18 points."""
    return (LevelStyle(size=18, colour=Colour("dk1")),) * DEPTH


def add_notes_master(package: Package, language: str, theme: str, from_right: bool) -> None:
    """Add the notes master; `theme` is the file name of its own theme part in ppt/theme."""
    relationships = Relationships()
    relationships.to("theme", f"../theme/{theme}")
    named = locale_of(language).named
    body = (
        f'<p:sp><p:nvSpPr>{identity(3, named("Notes"))}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr><p:spPr>{_place(_NOTES_TEXT)}</p:spPr>'
        f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="{attribute(language)}"/>'
        f"<a:t>{text(named('Click to edit notes'))}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    picture = (
        f"<p:sp><p:nvSpPr>{identity(2, named('Slide image'))}<p:cNvSpPr>"
        f'<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr>{_place(_NOTES_PICTURE)}'
        '<a:noFill/><a:ln w="12700"><a:solidFill><a:prstClr val="black"/></a:solidFill></a:ln></p:spPr></p:sp>'
    )
    align: Align = "right" if from_right else "left"
    levels = (LevelStyle(size=12, colour=Colour("dk1"), align=align, from_right=from_right),) * DEPTH
    package.add(
        "ppt/notesMasters/notesMaster1.xml",
        "notes-master",
        f'{DECLARATION}<p:notesMaster {NAMESPACES}><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/>'
        f"</p:bgRef></p:bg><p:spTree>{EMPTY_TREE}{picture}{body}</p:spTree></p:cSld>{_LIGHT_MAP}"
        f"<p:notesStyle>{list_style(levels, kern=True)}</p:notesStyle></p:notesMaster>",
        relationships,
    )


def _place(rect: Rect) -> str:
    return (
        f'<a:xfrm><a:off x="{rect.x}" y="{rect.y}"/><a:ext cx="{rect.width}" cy="{rect.height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )


_NOTES_SIZE = '<p:notesSz cx="6858000" cy="9144000"/>'
_NOTES_MASTER = "ppt/notesMasters/notesMaster1.xml"


class Masters(Struct, frozen=True):
    """Masters, by id and part, and the elements about them in the presentation part; `add` puts all parts in a
    package.

    The texts are elements of the presentation part in its order, "" if it has none.
    """

    masters: tuple[tuple[str, str], ...]
    notes_master: str
    handout_master: str | None
    theme: str
    sizes: str
    shape: str
    """The slide size by PowerPoint's name."""
    fonts: str
    font_relations: tuple[Relation, ...]
    default_text: str
    layouts: Mapping[LayoutName, UsedLayout]
    from_right: bool
    """True if the deck is read from right to left."""
    add: Callable[[Package], None]


def masters(theme: Theme, language: str) -> Masters:
    """The masters of a deck in `theme`."""
    return _made(theme, language) if theme.template is None else _carried(theme, theme.template, language)


def _made(theme: Theme, language: str) -> Masters:
    def add(package: Package) -> None:
        package.add("ppt/theme/theme1.xml", "theme", theme_part(theme, theme.name.title(), language))
        package.add("ppt/theme/theme2.xml", "theme", theme_part(theme, f"{theme.name.title()} notes", language))
        add_master(package, theme, language)
        add_notes_master(package, language, "theme2.xml", theme.from_right)

    return Masters(
        masters=((str(MASTER_ID), "ppt/slideMasters/slideMaster1.xml"),),
        notes_master=_NOTES_MASTER,
        handout_master=None,
        theme="ppt/theme/theme1.xml",
        sizes=f'<p:sldSz cx="{theme.slide.width}" cy="{theme.slide.height}"/>{_NOTES_SIZE}',
        shape="Widescreen",
        fonts="",
        font_relations=(),
        default_text=_default_text(language),
        layouts={
            layout.name: _made_layout(layout, number, theme)
            for number, layout in enumerate(theme.layouts.values(), 1)
        },
        from_right=theme.from_right,
        add=add,
    )


def _default_text(language: str) -> str:
    return (
        f'<p:defaultTextStyle><a:defPPr><a:defRPr lang="{attribute(language)}"/></a:defPPr>'
        f"{list_style(plain_levels(), kern=True)}</p:defaultTextStyle>"
    )


def _made_layout(layout: SlideLayout, number: int, theme: Theme) -> UsedLayout:
    slots = {
        area.index: Slot(area, of_area(area, theme), placeholder(area.kind, area.index, area.half))
        for area in layout.areas
    }
    return UsedLayout(f"slideLayout{number}.xml", slots)


def _carried(theme: Theme, template: Template, language: str) -> Masters:
    def add(package: Package) -> None:
        for part in template.parts:
            package.carry(part)
        if template.notes_master is None:
            # A notes master needs a theme of its own; two masters that share one make PowerPoint repair the deck.
            own = next(part for part in template.parts if part.name == template.theme)
            package.carry(replace(own, name="ppt/theme/notes.xml"))
            add_notes_master(package, language, "notes.xml", theme.from_right)

    return Masters(
        masters=template.masters,
        notes_master=template.notes_master or _NOTES_MASTER,
        handout_master=template.handout_master,
        theme=template.theme,
        sizes=template.slide_size + (template.notes_size or _NOTES_SIZE),
        shape="Custom",
        fonts=template.fonts,
        font_relations=template.font_relations,
        default_text=template.default_text or _default_text(language),
        layouts={
            name: _carried_layout(layout, template.layouts[name], theme) for name, layout in theme.layouts.items()
        },
        from_right=theme.from_right,
        add=add,
    )


def _carried_layout(layout: SlideLayout, part: LayoutPart, theme: Theme) -> UsedLayout:
    slots = {area.index: _slot(area, part, theme) for area in layout.areas if area.index in part.holders}
    used = UsedLayout(basename(part.part), slots)
    return replace(used, colour_map=part.colour_map) if part.colour_map else used


def _slot(area: Area, part: LayoutPart, theme: Theme) -> Slot:
    holder = part.holders[area.index]
    mark = "".join(f' {name}="{attribute(value)}"' for name, value in holder.mark.items())
    return Slot(area, of_holder(holder, theme), f"<p:ph{mark}/>", Insets(*holder.margins))
