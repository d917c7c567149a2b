"""From the bytes of an outline to nodes that know their line and column."""

from deckgen.source.nodes import Entry, ListNode, MapNode, Node, TextNode
from deckgen.source.read import Source, read

__all__ = ["Entry", "ListNode", "MapNode", "Node", "Source", "TextNode", "read"]
