"""The state that the writers of a slide share: relationships, ids, and the formatting of placeholders."""

from __future__ import annotations

from msgspec import Struct

from deckgen.scene.items import Connector, Glue, Item, Shape, Site, walk
from deckgen.scene.text import Insets, Link, WebLink
from deckgen.theme.tokens import Area
from deckgen.writers.pptx.list_styles import Inherited, ListStyle
from deckgen.writers.pptx.package import Package, Relationships

NO_MARGINS = Insets()


class Slot(Struct, frozen=True):
    """A placeholder of a layout: its p:ph as slides write it, and the formatting and margins its text inherits."""

    area: Area
    levels: ListStyle
    mark: str
    margins: Insets = NO_MARGINS


class UsedLayout(Struct, frozen=True):
    """A layout as slides use it: the file name of its part, its placeholders by index, its colour map."""

    file: str
    slots: dict[int, Slot]
    colour_map: str = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"


class Target:
    """A named item: its id, its shape, and the glue points of connectors on its sides, besides the middles."""

    def __init__(self, number: int, shape: Shape) -> None:
        self.number = number
        self.shape = shape
        self.ports: list[tuple[Site, int]] = []


class Deck:
    """The state that all slides share. Without `equations`, formulas are pictures; `from_right` is the direction of
    the deck.

    `run_properties` and `paragraph_properties` cache the written properties of runs and paragraphs.
    """

    def __init__(
        self, language: str, inherited: Inherited, package: Package, equations: bool = True, from_right: bool = False
    ) -> None:
        self.language = language
        self.from_right = from_right
        self.inherited = inherited
        self.package = package
        self.equations = equations
        self.run_properties: dict[tuple[object, ...], str] = {}
        self.paragraph_properties: dict[tuple[object, ...], str] = {}


class Sheet:
    """The slide that is being written. Ids count upwards in document order; 1 is the shape tree itself."""

    def __init__(
        self,
        deck: Deck,
        slots: dict[int, Slot],
        relationships: Relationships,
        shapes: dict[str, Target],
        last_id: int = 1,
    ) -> None:
        self.deck = deck
        self.slots = slots
        self.relationships = relationships
        self.shapes = shapes
        self.last_id = last_id

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def link(self, link: Link) -> str:
        """The attributes of a:hlinkClick that lead to `link`."""
        if isinstance(link, WebLink):
            return f'r:id="{self.relationships.to_outside("hyperlink", link.url)}"'
        number = self.relationships.to("slide", f"slide{link.slide + 1}.xml")
        return f'r:id="{number}" action="ppaction://hlinksldjump"'


def numbered(items: tuple[Item, ...]) -> dict[str, Target]:
    """The id that each named item will get, and the places where connectors can be glued to it."""
    found: dict[str, Target] = {}
    glued: list[Glue] = []
    for number, item in enumerate(walk(items), 2):
        found[item.name] = Target(number, getattr(item, "shape", "rectangle"))
        if isinstance(item, Connector):
            glued.extend(glue for glue in (item.start_glue, item.end_glue) if glue)
    for glue in glued:
        port, ports = (glue.site, glue.offset), found[glue.shape].ports
        if port[1] is not None and port not in ports:
            ports.append((port[0], port[1]))
    return found
