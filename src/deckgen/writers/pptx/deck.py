"""A whole deck: all parts of the package, in order."""

from __future__ import annotations

import zlib
from datetime import datetime
from posixpath import relpath

from deckgen.language import with_region
from deckgen.locale import locale_of
from deckgen.scene.slide import Scene, Section, SlideScene
from deckgen.scene.text import Note, NoteRun
from deckgen.theme.tokens import Theme
from deckgen.writers.pptx.document_parts import (
    EMPTY_TREE,
    Masters,
    core_properties,
    extended_properties,
    masters,
    presentation_properties,
    show_list,
    view_properties,
)
from deckgen.writers.pptx.list_styles import inherited
from deckgen.writers.pptx.package import Package, Relationships
from deckgen.writers.pptx.shapes import item, table_styles
from deckgen.writers.pptx.sheet import Deck, Sheet, UsedLayout, numbered
from deckgen.writers.pptx.text import BASELINES, STRUCK
from deckgen.writers.pptx.timing import timing, transition
from deckgen.writers.pptx.xml import DECLARATION, NAMESPACES, attribute, text

_BEGIN = f"<p:cSld><p:spTree>{EMPTY_TREE}"
_END = "</p:spTree></p:cSld>"


def slide_part(slide: SlideScene, deck: Deck, layout: UsedLayout, relationships: Relationships) -> str:
    """The slide as p:sld."""
    sheet = Sheet(deck, layout.slots, relationships, numbered(slide.items))
    show = ' show="0"' if slide.hidden else ""
    items = "".join([item(thing, sheet) for thing in slide.items])
    return f"{DECLARATION}<p:sld {NAMESPACES}{show}>{_BEGIN}{items}{_END}{layout.colour_map}{_motion(slide, sheet)}"


def _motion(slide: SlideScene, sheet: Sheet) -> str:
    """The elements after the shapes. The transition comes first: PowerPoint ignores one after the timing."""
    return f"{transition(slide.transition)}{timing(slide, sheet.shapes, sheet.deck.equations)}</p:sld>"


_NOTES_HEAD = (
    f"{DECLARATION}<p:notes {NAMESPACES}><p:cSld><p:spTree>{EMPTY_TREE}"
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="{picture}"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1"'
    ' noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
    '<p:sp><p:nvSpPr><p:cNvPr id="3" name="{body}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
    '<p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>'
)
_NOTES_TAIL = "</p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"


def notes_part(notes: tuple[Note, ...], deck: Deck, relationships: Relationships) -> str:
    """`notes` as p:notes. PowerPoint itself gives the body index 1 here and 3 on the master."""
    direction = '<a:pPr algn="r" rtl="1"/>' if deck.from_right else ""
    paragraphs = "".join(
        [f"<a:p>{direction}{''.join([_run(run, deck, relationships) for run in note])}</a:p>" for note in notes]
    )
    named = locale_of(deck.language).named
    head = _NOTES_HEAD.format(picture=attribute(named("Slide image")), body=attribute(named("Notes")))
    return head + paragraphs + _NOTES_TAIL


def _run(run: NoteRun, deck: Deck, relationships: Relationships) -> str:
    look = (
        f' lang="{attribute(run.language or deck.language)}"'
        + (' b="1"' if run.bold else "")
        + (' i="1"' if run.italic else "")
        + (STRUCK if run.struck else "")
    )
    look += BASELINES[run.script]
    font = f'<a:latin typeface="{attribute(deck.inherited.faces.code)}"/>' if run.code else ""
    if run.url:
        font += f'<a:hlinkClick r:id="{relationships.to_outside("hyperlink", run.url)}"/>'
    properties = f"<a:rPr{look}>{font}</a:rPr>" if font else f"<a:rPr{look}/>"
    lines = [f"<a:r>{properties}<a:t>{text(line)}</a:t></a:r>" if line else "" for line in run.text.split("\n")]
    return f"<a:br>{properties}</a:br>".join(lines)


_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_NAMESPACE = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def section_list(sections: tuple[Section, ...], first_id: int) -> str:
    """The sections as p:ext; the slide with number n, counted from 0, has the id `first_id` + n."""
    entries = []
    for position, section in enumerate(sections, 1):
        ids = range(first_id + section.first, first_id + section.first + section.count)
        slides = "".join([f'<p14:sldId id="{number}"/>' for number in ids])
        entries.append(
            f'<p14:section name="{attribute(section.name)}" id="{_identifier(section.name, position)}">'
            f"<p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>"
        )
    return f'<p:ext uri="{_URI}"><p14:sectionLst xmlns:p14="{_NAMESPACE}">{"".join(entries)}</p14:sectionLst></p:ext>'


def _identifier(name: str, position: int) -> str:
    """A GUID of version 8 (RFC 9562, 5.8) from a section's name and position.

    Not version 5, because `uuid` and `hashlib` take 18 ms to import.
    """
    return f"{{{zlib.crc32(name.encode('utf-8', 'replace')):08X}-DEC6-8000-8000-{position:012X}}}"


FIRST_SLIDE_ID = 256
"""The smallest id that PowerPoint accepts."""


def write(
    scene: Scene, theme: Theme, *, modified: datetime | None = None, equations: bool = True, processes: int = 1
) -> bytes:
    """A complete .pptx; the same arguments give the same bytes. Without `equations`, formulas are pictures.

    `modified` becomes the date of the document, in UTC unless it has a time zone; None becomes 1 January 1980.
    """
    language = with_region(scene.language)
    base = masters(theme, language)
    package = Package()
    top = Relationships()
    top.to("officeDocument", "ppt/presentation.xml")
    top.to_package("metadata/core-properties", "docProps/core.xml")
    top.to("extended-properties", "docProps/app.xml")
    package.add("docProps/core.xml", "core-properties", core_properties(scene, modified))
    package.add("docProps/app.xml", "extended-properties", extended_properties(scene, base.shape))
    _add_presentation(package, scene, base)
    package.add("ppt/presProps.xml", "presentation-properties", presentation_properties(scene))
    package.add("ppt/viewProps.xml", "view-properties", view_properties())
    package.add("ppt/tableStyles.xml", "table-styles", table_styles(theme))
    base.add(package)
    _add_slides(scene, base, Deck(language, inherited(theme), package, equations, base.from_right))
    return package.to_bytes(top, processes)


def _add_presentation(package: Package, scene: Scene, base: Masters) -> None:
    relationships = Relationships()
    masters = [(number, relationships.to("slideMaster", relpath(part, "ppt"))) for number, part in base.masters]
    links = [relationships.to("slide", f"slides/slide{position + 1}.xml") for position in range(len(scene.slides))]
    slides = "".join([f'<p:sldId id="{number}" r:id="{link}"/>' for number, link in enumerate(links, FIRST_SLIDE_ID)])
    notes = relationships.to("notesMaster", relpath(base.notes_master, "ppt"))
    for kind in ("presProps", "viewProps", "tableStyles"):
        relationships.to(kind, f"{kind}.xml")
    relationships.to("theme", relpath(base.theme, "ppt"))
    relationships.keep(base.font_relations, "ppt")
    handout = relationships.to("handoutMaster", relpath(base.handout_master, "ppt")) if base.handout_master else None
    listed = "".join(f'<p:sldMasterId id="{number}" r:id="{link}"/>' for number, link in masters)
    slide_list = f"<p:sldIdLst>{slides}</p:sldIdLst>" if slides else ""
    sections = f"<p:extLst>{section_list(scene.sections, FIRST_SLIDE_ID)}</p:extLst>" if scene.sections else ""
    direction = ' rtl="1"' if base.from_right else ""
    package.add(
        "ppt/presentation.xml",
        "main",
        f'{DECLARATION}<p:presentation {NAMESPACES}{direction} saveSubsetFonts="1"><p:sldMasterIdLst>{listed}'
        f'</p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="{notes}"/></p:notesMasterIdLst>'
        + (f'<p:handoutMasterIdLst><p:handoutMasterId r:id="{handout}"/></p:handoutMasterIdLst>' if handout else "")
        + f"{slide_list}{base.sizes}{base.fonts}{show_list(scene.shows, links)}{base.default_text}{sections}"
        "</p:presentation>",
        relationships,
    )


def _add_slides(scene: Scene, base: Masters, deck: Deck) -> None:
    package = deck.package
    for position, slide in enumerate(scene.slides, 1):
        layout = base.layouts[slide.layout]
        relationships = Relationships()
        relationships.to("slideLayout", f"../slideLayouts/{layout.file}")
        if slide.notes:
            relationships.to("notesSlide", f"../notesSlides/notesSlide{position}.xml")
            down = Relationships()
            down.to("notesMaster", relpath(base.notes_master, "ppt/notesSlides"))
            down.to("slide", f"../slides/slide{position}.xml")
            notes = notes_part(slide.notes, deck, down)
            package.add(f"ppt/notesSlides/notesSlide{position}.xml", "notes", notes, down)
        body = slide_part(slide, deck, layout, relationships)
        package.add(f"ppt/slides/slide{position}.xml", "slide", body, relationships)


__all__ = ["write"]
