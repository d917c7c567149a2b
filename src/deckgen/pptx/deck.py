"""A whole deck: all parts of the package, in order."""

from __future__ import annotations

from datetime import datetime
from posixpath import relpath

from deckgen.pptx.base import (
    core_properties,
    extended_properties,
    presentation_properties,
    view_properties,
)
from deckgen.pptx.foundation import Foundation, foundation
from deckgen.pptx.notes import notes_part
from deckgen.pptx.package import Package, Relationships
from deckgen.pptx.sections import section_list
from deckgen.pptx.sheet import Deck
from deckgen.pptx.shows import show_list
from deckgen.pptx.slide import slide_part
from deckgen.pptx.table import table_styles
from deckgen.pptx.xml import DECLARATION, NAMESPACES
from deckgen.scene.slide import Scene
from deckgen.scene.zoom import zoomed
from deckgen.theme.tokens import Theme

FIRST_SLIDE_ID = 256
"""The smallest that PowerPoint takes."""


def write(scene: Scene, theme: Theme, *, modified: datetime | None = None, equations: bool = True) -> bytes:
    """A complete .pptx: the same bytes for the same arguments. Without `equations`, formulas are pictures.

    `modified` becomes the date of the document, in UTC where it has no zone; None is the first of January 1980.
    """
    scene = zoomed(scene, theme.template.scale) if theme.template is not None else scene
    base = foundation(theme, scene.language)
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
    _add_slides(scene, base, Deck(scene.language, theme.fonts.code, package, equations))
    return package.to_bytes(top)


def _add_presentation(package: Package, scene: Scene, base: Foundation) -> None:
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


def _add_slides(scene: Scene, base: Foundation, deck: Deck) -> None:
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
