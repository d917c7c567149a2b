"""Events in the order in which they happened."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from deckgen.outline.element import Words
from deckgen.outline.reading import Reading
from deckgen.outline.selectable import Selectable
from deckgen.outline.short import has, items_of, one_by_one, written
from deckgen.source import ListNode, MapNode, Node, TextNode

EXAMPLE = "timeline:\n  - 1979: chroot\n  - 2000: FreeBSD jails\n  - 2013: [Docker, containers for everybody]"


class Event(Selectable, frozen=True):
    """An event of a timeline. Written short: `when: what`, or `when: [what, note]`."""

    noun: ClassVar[str] = "an event"

    when: Annotated[
        Words, Meta(description="When it happened.", examples=["timeline:\n  - {when: 2013, what: Docker}"])
    ]
    what: Annotated[Words, Meta(description="What happened.", examples=["timeline:\n  - {when: 2013, what: Docker}"])]
    note: Annotated[
        Words | None,
        Meta(
            description="A remark in smaller type.",
            examples=["timeline:\n  - {when: 2013, what: Docker, note: containers for everybody}"],
        ),
    ] = None

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        short = isinstance(node, MapNode) and node.entries and not has(node, "when", "what")
        return one_by_one(node) if isinstance(node, MapNode) and short else items_of(node)

    @classmethod
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        match node:
            case MapNode() if has(node, "when", "what"):
                return node
            case MapNode(entries=(only,)):
                match only.value:
                    case TextNode():
                        return written(only.key.place, when=only.key, what=only.value)
                    case ListNode(items=(what,)):
                        return written(only.key.place, when=only.key, what=what)
                    case ListNode(items=(what, note)):
                        return written(only.key.place, when=only.key, what=what, note=note)
        reading.wrong(node, "an event is `when: what`", "write when it happened, `: ` and what it was")
        return None
