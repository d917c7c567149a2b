"""The nodes of graphs and trees: the room that their texts need, and their shapes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Rect, Size, pt
from deckgen.layout.colour_key import ColourKey
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.outline.element import Words
from deckgen.outline.graph import Joint, NodeShape
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import Box, Item, Shape, least_insets
from deckgen.scene.text import Insets, Paragraph, TextBody
from deckgen.theme.tokens import Palette

_MOST = pt(170)
_MOST_DECISION = pt(110)
"""The widths up to which texts are not broken."""
_SIDE, _ABOVE = pt(12), pt(8)
_LEAST = pt(64)
_MARK, _DOT = pt(24), pt(12)
_CORNERS = {"box": 0, "round": pt(18)}


class Node(Struct, frozen=True):
    """A node with its role and the colour of that.

    `look` is its fill: tint, full (its colour itself), paper (in a frame of its colour), plain (without a role where
    a role has the colour of those without one).
    """

    name: Words
    shape: NodeShape
    role: str | None
    hue: Colour
    look: Literal["tint", "full", "paper", "plain"] = "tint"

    @property
    def strong(self) -> bool:
        return self.look == "full"

    @property
    def is_box(self) -> bool:
        """True if edges can touch it anywhere along its sides."""
        return self.shape in ("box", "round")

    def edge(self, palette: Palette) -> Colour:
        """The colour of its edge, and of its lifeline if it is a participant."""
        if self.strong:
            return self.hue
        return palette.muted if self.look == "plain" else palette.edge_of(self.hue)

    def fill(self, palette: Palette) -> Colour:
        if self.strong:
            return self.hue
        return palette.pale_of(self.hue) if self.look == "tint" else palette.paper

    @property
    def is_mark(self) -> bool:
        return self.shape in ("start", "end", "choice")


class NodeTypesetter(Struct, frozen=True):
    """Measures and draws nodes whose texts have `size` points."""

    typesetter: Typesetter
    size: int

    def extent(self, node: Node) -> Size:
        """The least size of a node."""
        if node.is_mark:
            return Size(_MARK, _MARK)
        width = self.text_width(node)
        height = height_of([self._text(node, width)])
        if node.shape == "decision":
            return Size(2 * width + pt(4), 2 * height + pt(4))
        return Size(max(width + 2 * _SIDE, _LEAST), height + 2 * _ABOVE)

    def text_width(self, node: Node) -> int:
        """The width at which the text of a node is set, in lines of about the same length."""
        style, most = self._style(node), _MOST_DECISION if node.shape == "decision" else _MOST
        natural = self.typesetter.natural_width(node.name, style)
        if natural <= most:
            return natural
        return self.typesetter.balanced_width(
            node.name, max(most, self.typesetter.min_content(node.name, style)), style
        )

    def draw(self, node: Node, name: str, rect: Rect) -> Iterator[Item]:
        """The shapes of a node; the first one has its name and its text."""
        palette = self.typesetter.theme.palette
        if node.shape == "start":
            yield Box(name, rect, "ellipse", palette.ink, alt=node.name.plain)
            return
        if node.shape == "end":
            yield Box(name, rect, "ellipse", palette.paper, Stroke(palette.ink, pt(2)), alt=node.name.plain)
            aside = (rect.width - _DOT) // 2
            yield Box(f"{name} dot", rect.inset(aside), "ellipse", palette.ink, decorative=True)
            return
        line = self.typesetter.theme.space.line
        if node.shape == "choice":
            ring = Stroke(node.edge(palette), line)
            yield Box(name, rect, "diamond", node.fill(palette), ring, alt=node.name.plain)
            return
        fill, edge = node.fill(palette), Stroke(node.edge(palette), line)
        shape: Shape = "diamond" if node.shape == "decision" else "rounded"
        corner = self.corner(node, rect)
        inner = least_insets(shape, rect, corner) if shape == "diamond" else Insets(_SIDE, _ABOVE, _SIDE, _ABOVE)
        text = self._text(node, rect.width - inner.left - inner.right)
        yield Box(
            name, rect, shape, fill, edge, 0 if shape == "diamond" else corner, TextBody((text,), "middle", inner)
        )

    def corner(self, node: Node, rect: Rect) -> int:
        """The radius of the corners of a node."""
        return min(_CORNERS.get(node.shape, 0) or self.typesetter.theme.space.corner, rect.height // 2)

    def _text(self, node: Node, width: int) -> Paragraph:
        return self.typesetter.set(node.name, width, self._style(node))

    def _style(self, node: Node) -> Style:
        palette = self.typesetter.theme.palette
        return Style(self.size, palette.paper if node.strong else palette.ink, bold=True, align="centre")


def coloured(joint: Joint, key: ColourKey, *, lit: bool = False, inherited: str | None = None) -> Node:
    """The node in the colour of its role, of the one that its text names, or of that of its group, `inherited`;
    filled with it if it is `lit`."""
    own = joint.role or key.role_named(joint.name.plain)
    role = own or inherited
    node = Node(joint.name, joint.shape, role, key.hue(role))
    if lit or key.is_strong(own):
        return replace(node, look="full")
    if role is None and key.has_slate:
        return replace(node, look="plain")
    return replace(node, look="paper") if inherited is not None and own in (None, inherited) else node
