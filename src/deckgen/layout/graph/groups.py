"""The groups of a graph: frames around nodes, each with its name where no edge comes through.

Edges come into a frame and leave it along the layers, so its name is in front of the nodes: over them if layers are
beside each other, and to the left of them if they are below each other.
"""

from __future__ import annotations

from msgspec import Struct

from deckgen.geometry import Rect, Size, pt
from deckgen.layout.colour_key import ColourKey
from deckgen.layout.figure.labels import note_size
from deckgen.layout.graph.layered import Frame
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.element import Words
from deckgen.outline.graph import Framed, NodeGroup
from deckgen.paint import Stroke
from deckgen.scene.items import Box
from deckgen.scene.text import Insets, TextBody

_CLOSE, _CLOSER, _FULL = pt(12), pt(8), 14
"""The space between a frame and what is in it, and that where texts have at most as many points as the last says."""
_MOST = pt(110)
"""The width up to which names beside nodes are not broken."""


class GroupTypesetter(Struct, frozen=True):
    """Measures and draws the frames of groups in a graph whose nodes have texts of `size` points."""

    typesetter: Typesetter
    colour_key: ColourKey
    size: int
    across: bool

    def frame(self, framed: Framed, depth: int) -> Frame:
        """The room in the frame of a group whose deepest node has this depth."""
        name = self._name_size(framed.name)
        front, along = (name.height, name.width) if self.across else (name.width, name.height)
        close, lacking = self._close, along - depth
        return Frame(front + close + close // 2, close, close, close + max(lacking, 0))

    def draw(self, framed: Framed, rect: Rect) -> Box:
        """The frame with its name in its upper left corner."""
        palette, role = self.typesetter.theme.palette, self.role_of(framed.group)
        hue = self.colour_key.hue(role)
        fill = palette.surface if role is None else palette.pale_of(hue)
        edge = Stroke(palette.rule if role is None else palette.edge_of(hue), self.typesetter.theme.space.line)
        close = self._close
        width = rect.width - 2 * close if self.across else self._name_size(framed.name).width
        text = self.typesetter.set(framed.name, width, self._style)
        insets = Insets(close, close // 2, rect.width - close - width, 0)
        corner = self.typesetter.theme.space.corner
        return Box(framed.name.plain, rect, "rounded", fill, edge, corner, TextBody((text,), "top", insets))

    def role_of(self, group: NodeGroup) -> str | None:
        """The role that was given to a group, or the one that its name means."""
        return group.role or self.colour_key.role_named(group.name.plain)

    def _name_size(self, name: Words) -> Size:
        natural, least = (
            measure(name, self._style) for measure in (self.typesetter.natural_width, self.typesetter.min_content)
        )
        most = natural if self.across else max(_MOST, least)
        width = natural if natural <= most else self.typesetter.balanced_width(name, most, self._style)
        return Size(width, height_of([self.typesetter.set(name, width, self._style)]))

    @property
    def _close(self) -> int:
        return _CLOSER if self.size <= _FULL else _CLOSE

    @property
    def _style(self) -> Style:
        return Style(note_size(self.typesetter, self.size), self.typesetter.theme.palette.muted, bold=True)
