"""The short forms of an arrow: `A -> B: label`, `A <-> B`, `A -x-> B`."""

from __future__ import annotations

import re

from deckgen.outline.reading import Reading
from deckgen.outline.short import part_of, written
from deckgen.source import MapNode, Node, TextNode

SIGN = re.compile(r"(<->|-x->|->)")
OTHER_SIGN = re.compile(r"=+>|-{2,}>|[–—]>|[→➔➜⟶⇒]|(?<=\s)>(?=\s)")
EXPECTED = "an arrow is `box -> box`, `box <-> box` or `box -x-> box`"
HINT = "write the names of two boxes with `->` between them, and a label after `: `"


def expand_arrow(node: Node, reading: Reading) -> MapNode | None:
    """The long form of an arrow; YAML takes `A -> B: label` for a mapping, and in quotes for a text."""
    match node:
        case TextNode():
            ends, stop, label = node, *_cut(node)
        case MapNode(entries=(only,)) if isinstance(only.value, TextNode):
            ends, stop, label = only.key, len(only.key.text), only.value
        case _:
            reading.wrong(node, EXPECTED, HINT)
            return None
    signs = list(SIGN.finditer(ends.text, 0, stop))
    if len(signs) != 1:
        expected = "an arrow leads from one box to one other" if signs else EXPECTED
        reading.wrong(ends, expected, "write one arrow for each `->`" if signs else _hint(ends.text))
        return None
    sign = signs[0]
    fields: dict[str, Node | None] = {
        "from": part_of(ends, 0, sign.start()),
        "to": part_of(ends, sign.end(), stop),
        "label": label,
        "both": TextNode("true", node.place) if sign.group(1) == "<->" else None,
        "crossed": TextNode("true", node.place) if sign.group(1) == "-x->" else None,
    }
    return written(ends.place, **fields)


def _hint(text: str) -> str:
    """What to type, where another sign stands for the arrow."""
    ends = [end.strip() for end in OTHER_SIGN.split(text)]
    return f"write `{ends[0]} -> {ends[1]}`" if len(ends) == 2 and all(ends) else HINT


def _cut(node: TextNode) -> tuple[int, TextNode | None]:
    """Where the ends of an arrow in one text stop, and the label after them."""
    sign = SIGN.search(node.text)
    colon = node.text.find(": ", sign.end()) if sign else -1
    if colon < 0:
        return len(node.text), None
    return colon, part_of(node, colon + 1, len(node.text))
