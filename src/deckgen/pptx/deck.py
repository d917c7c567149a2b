"""A whole deck: all parts of the package, in order."""

from __future__ import annotations

from datetime import datetime

from deckgen.pptx.base import (
    core_properties,
    extended_properties,
    presentation_properties,
    theme_part,
    view_properties,
)
from deckgen.pptx.levels import list_style, of_area
from deckgen.pptx.master import MASTER_ID, add_master, add_notes_master, plain_levels
from deckgen.pptx.notes import notes_part
from deckgen.pptx.package import Package, Relationships
from deckgen.pptx.sections import section_list
from deckgen.pptx.sheet import Deck, Slot
from deckgen.pptx.shows import show_list
from deckgen.pptx.slide import slide_part
from deckgen.pptx.table import table_styles
from deckgen.pptx.xml import DECLARATION, NAMESPACES, attribute
from deckgen.scene.slide import Scene
from deckgen.theme.tokens import LayoutName, Theme

FIRST_SLIDE_ID = 256
"""The smallest that PowerPoint takes."""
_NOTES_SIZE = '<p:notesSz cx="6858000" cy="9144000"/>'


def write(scene: Scene, theme: Theme, *, modified: datetime | None = None) -> bytes:
    """A complete .pptx: the same bytes for the same arguments.

    `modified` becomes the date of the document, in UTC where it has no zone; None is the first of January 1980.
    """
    package = Package()
    top = Relationships()
    top.to("officeDocument", "ppt/presentation.xml")
    top.to_package("metadata/core-properties", "docProps/core.xml")
    top.to("extended-properties", "docProps/app.xml")
    package.add("docProps/core.xml", "core-properties", core_properties(scene, modified))
    package.add("docProps/app.xml", "extended-properties", extended_properties(scene))
    _add_presentation(package, scene, theme)
    package.add("ppt/presProps.xml", "presentation-properties", presentation_properties(scene))
    package.add("ppt/viewProps.xml", "view-properties", view_properties())
    package.add("ppt/tableStyles.xml", "table-styles", table_styles(theme))
    package.add("ppt/theme/theme1.xml", "theme", theme_part(theme, theme.name.title(), scene.language))
    package.add("ppt/theme/theme2.xml", "theme", theme_part(theme, f"{theme.name.title()} notes", scene.language))
    add_master(package, theme, scene.language)
    add_notes_master(package, scene.language)
    _add_slides(package, scene, theme)
    return package.to_bytes(top)


def _add_presentation(package: Package, scene: Scene, theme: Theme) -> None:
    relationships = Relationships()
    master = relationships.to("slideMaster", "slideMasters/slideMaster1.xml")
    links = [relationships.to("slide", f"slides/slide{position + 1}.xml") for position in range(len(scene.slides))]
    slides = "".join([f'<p:sldId id="{number}" r:id="{link}"/>' for number, link in enumerate(links, FIRST_SLIDE_ID)])
    notes = relationships.to("notesMaster", "notesMasters/notesMaster1.xml")
    for kind in ("presProps", "viewProps", "tableStyles"):
        relationships.to(kind, f"{kind}.xml")
    relationships.to("theme", "theme/theme1.xml")
    slide_list = f"<p:sldIdLst>{slides}</p:sldIdLst>" if slides else ""
    sections = f"<p:extLst>{section_list(scene.sections, FIRST_SLIDE_ID)}</p:extLst>" if scene.sections else ""
    direction = ' rtl="1"' if theme.from_right else ""
    package.add(
        "ppt/presentation.xml",
        "main",
        f'{DECLARATION}<p:presentation {NAMESPACES}{direction} saveSubsetFonts="1"><p:sldMasterIdLst>'
        f'<p:sldMasterId id="{MASTER_ID}" r:id="{master}"/></p:sldMasterIdLst>'
        f'<p:notesMasterIdLst><p:notesMasterId r:id="{notes}"/></p:notesMasterIdLst>{slide_list}'
        f'<p:sldSz cx="{theme.slide.width}" cy="{theme.slide.height}"/>{_NOTES_SIZE}'
        f"{show_list(scene.shows, links)}<p:defaultTextStyle>"
        f'<a:defPPr><a:defRPr lang="{attribute(scene.language)}"/></a:defPPr>'
        f"{list_style(plain_levels(), kern=True)}</p:defaultTextStyle>{sections}</p:presentation>",
        relationships,
    )


def _add_slides(package: Package, scene: Scene, theme: Theme) -> None:
    deck = Deck(scene.language, theme.fonts.code, package)
    slots = _slots(theme)
    numbers = {name: number for number, name in enumerate(theme.layouts, 1)}
    for position, slide in enumerate(scene.slides, 1):
        relationships = Relationships()
        relationships.to("slideLayout", f"../slideLayouts/slideLayout{numbers[slide.layout]}.xml")
        if slide.notes:
            relationships.to("notesSlide", f"../notesSlides/notesSlide{position}.xml")
            down = Relationships()
            down.to("notesMaster", "../notesMasters/notesMaster1.xml")
            down.to("slide", f"../slides/slide{position}.xml")
            notes = notes_part(slide.notes, deck, down)
            package.add(f"ppt/notesSlides/notesSlide{position}.xml", "notes", notes, down)
        body = slide_part(slide, deck, slots[slide.layout], relationships)
        package.add(f"ppt/slides/slide{position}.xml", "slide", body, relationships)


def _slots(theme: Theme) -> dict[LayoutName, dict[int, Slot]]:
    return {
        name: {area.index: Slot(area, of_area(area, theme)) for area in layout.areas}
        for name, layout in theme.layouts.items()
    }
