"""The bytes of an outline in; nodes that know their line and column out."""

from deckgen.source.nodes import Entry, ListNode, MapNode, Node, TextNode
from deckgen.source.read import Source, read

__all__ = ["Entry", "ListNode", "MapNode", "Node", "Source", "TextNode", "read"]
