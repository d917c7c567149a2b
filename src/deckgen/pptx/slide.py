"""One slide as a part, with its relationships."""

from __future__ import annotations

from deckgen.pptx.package import Relationships
from deckgen.pptx.placeholders import EMPTY_TREE
from deckgen.pptx.shapes import item
from deckgen.pptx.sheet import Deck, Sheet, UsedLayout, numbered
from deckgen.pptx.timing import timing, transition
from deckgen.pptx.xml import DECLARATION, NAMESPACES
from deckgen.scene.slide import SlideScene

_HEAD = f"<p:cSld><p:spTree>{EMPTY_TREE}"
_TAIL = "</p:spTree></p:cSld>"


def slide_part(slide: SlideScene, deck: Deck, layout: UsedLayout, relationships: Relationships) -> str:
    """The slide as p:sld."""
    sheet = Sheet(deck, layout.slots, relationships, numbered(slide.items))
    show = ' show="0"' if slide.hidden else ""
    items = "".join([item(thing, sheet) for thing in slide.items])
    return f"{DECLARATION}<p:sld {NAMESPACES}{show}>{_HEAD}{items}{_TAIL}{layout.colour_map}{_motion(slide, sheet)}"


def _motion(slide: SlideScene, sheet: Sheet) -> str:
    """The rest of the slide: PowerPoint ignores a transition behind the timing."""
    return f"{transition(slide.transition)}{timing(slide, sheet.shapes, sheet.deck.equations)}</p:sld>"
