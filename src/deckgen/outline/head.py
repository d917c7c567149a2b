"""The head of the outline: what is true of the whole lecture."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta, field

from deckgen.outline.allowing import ALLOW, Permission
from deckgen.outline.element import Element, Metres, Words
from deckgen.outline.figures import Figure, with_figures
from deckgen.outline.reading import Reading
from deckgen.outline.short import written
from deckgen.outline.slide import Slide, Transition
from deckgen.outline.theme import Look
from deckgen.source import ListNode, MapNode, Node, TextNode

Hue = Literal["blue", "teal", "slate", "violet", "amber", "red"]


class Audience(Element, frozen=True):
    """One of the groups that hear the lecture, with what is different for it."""

    noun: ClassVar[str] = "an audience"

    title: Annotated[
        Words | None,
        Meta(
            description="The lecture's title for this audience.",
            examples=["audiences:\n  beginners: {title: Docker from scratch}"],
        ),
    ] = None
    subtitle: Annotated[
        Words | None,
        Meta(
            description="The lecture's subtitle for this audience.",
            examples=["audiences:\n  beginners: {subtitle: No Linux needed}"],
        ),
    ] = None
    minutes: Annotated[
        float | None,
        Meta(
            gt=0, description="The slot that this audience has.", examples=["audiences:\n  managers: {minutes: 15}"]
        ),
    ] = None

    author: Annotated[
        Words | None,
        Meta(
            description="Who gives the lecture to this audience.",
            examples=["audiences:\n  managers: {author: The platform team}"],
        ),
    ] = None
    date: Annotated[
        str | None,
        Meta(description="When this audience hears it.", examples=["audiences:\n  managers: {date: 14 May 2025}"]),
    ] = None
    language: Annotated[
        str | None,
        Meta(
            description="The language of the lecture for this audience.",
            examples=["audiences:\n  visitors: {language: de}"],
        ),
    ] = None
    theme: Annotated[
        Look | None,
        Meta(
            description="How the deck for this audience looks.",
            examples=["audiences:\n  managers: {theme: classroom}"],
        ),
    ] = None
    values: Annotated[
        dict[str, Words],
        Meta(
            description="What this audience reads in place of a `{{name}}`.",
            examples=["values: {room: Room 12}\naudiences:\n  managers:\n    values: {room: The board room}"],
        ),
    ] = field(default_factory=dict)

    @classmethod
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        return written(node.place) if isinstance(node, TextNode) and node.is_null else super().expand(node, reading)


class Role(Element, frozen=True):
    """What a colour means. Boxes whose label is the role's label, or matches a pattern, have the role.

    Written short: the label. Without a colour, roles take the hues in the order in which they stand.
    """

    noun: ClassVar[str] = "a role"

    label: Annotated[
        Words,
        Meta(description="What the colour means, as the legend says it.", examples=["roles:\n  kernel: OS kernel"]),
    ]
    colour: Annotated[
        Hue | None,
        Meta(
            description="The hue. Without it, roles take the hues in the order in which they stand.",
            examples=["roles:\n  kernel: {label: OS kernel, colour: teal}"],
        ),
    ] = None
    matches: Annotated[
        tuple[str, ...],
        Meta(
            description="Labels of boxes that have this role too; `*` stands for any characters.",
            examples=['roles:\n  kernel: {label: OS kernel, matches: ["* kernel", Linux]}'],
        ),
    ] = ()

    @classmethod
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        return written(node.place, label=node) if isinstance(node, TextNode) else super().expand(node, reading)


class Room(Element, frozen=True):
    """The room in which the lecture is given. Its last row decides how small text may be."""

    noun: ClassVar[str] = "a room"

    rows: Annotated[
        float,
        Meta(
            gt=0,
            description="How many rows of seats it has; the first is taken to be 3 m from the screen, all 0.9 m "
            "apart.",
            examples=["room: {rows: 20, screen: 2.5 m}"],
        ),
    ]
    screen: Annotated[
        Metres,
        Meta(description="How high the picture on the screen is.", examples=["room: {rows: 20, screen: 2.5 m}"]),
    ] = Metres(2)


class Outline(Element, frozen=True, kw_only=True):
    """A lecture."""

    noun: ClassVar[str] = "an outline"

    title: Annotated[
        Words, Meta(description="The title of the lecture.", examples=["title: Docker and virtual machines"])
    ]
    subtitle: Annotated[
        Words | None,
        Meta(
            description="A line under the title.",
            examples=["subtitle: What each one virtualizes, and what follows from it"],
        ),
    ] = None
    author: Annotated[
        Words | None, Meta(description="Who gives the lecture.", examples=["author: Operating Systems course"])
    ] = None
    date: Annotated[
        str | None, Meta(description="When it is given, as it should be read.", examples=["date: 12 May 2025"])
    ] = None
    language: Annotated[
        str,
        Meta(
            description="The language of the lecture, as a tag such as `en` or `de-CH`; spelling is checked by "
            "it. `ar`, `he` and others are read from right to left: then everything is mirrored, "
            "`left` and `right` too.",
            examples=["language: en"],
        ),
    ] = "en"
    minutes: Annotated[
        float | None, Meta(gt=0, description="How long the lecture may take.", examples=["minutes: 45"])
    ] = None
    theme: Annotated[
        Look | None,
        Meta(
            description="How the deck looks: `classroom`, which is dark on white and taken without this, `dark`, "
            "or the design of a .pptx or .potx file.",
            examples=["theme: dark"],
        ),
    ] = None
    transition: Annotated[
        Transition,
        Meta(
            description="How slides are entered. `morph` moves what is shown again, and fades where nothing is.",
            examples=["transition: fade"],
        ),
    ] = "none"
    room: Annotated[
        Room | None,
        Meta(
            description="The room: text gets as large as its last row needs, and slides that cannot keep that "
            "are named.",
            examples=["room: {rows: 20, screen: 2.5 m}"],
        ),
    ] = None
    legible_from: Annotated[
        Metres | None,
        Meta(
            description="How far from a screen 2 m high text can be read; it stands for a `room` that one need "
            "not know.",
            examples=["legible_from: 15 m"],
        ),
    ] = None
    audiences: Annotated[
        dict[str, Audience],
        Meta(
            description="The groups that hear the lecture, with what is different for each.",
            examples=["audiences:\n  beginners: {minutes: 30, title: Docker from scratch}\n  developers:"],
        ),
    ] = field(default_factory=dict)
    values: Annotated[
        dict[str, Words],
        Meta(
            description="Texts that stand for `{{name}}` wherever it is written, outside of code.",
            examples=["values: {course: Operating Systems, room: Room 12}"],
        ),
    ] = field(default_factory=dict)
    roles: Annotated[
        dict[str, Role],
        Meta(
            description="Colours that mean something; boxes take them by name, and the legend is made from them.",
            examples=["roles:\n  app: Applications\n  kernel: OS kernel"],
        ),
    ] = field(default_factory=dict)
    figures: Annotated[
        dict[str, Figure],
        Meta(
            description="Figures that are drawn once and shown on several slides. A slide that says `figure: "
            "name` shows it at the same place as the others; it can give it another `highlight`, or "
            "`show` only some of its boxes.",
            examples=["figures:\n  machine: {layers: [Applications, OS kernel, Hardware]}"],
        ),
    ] = field(default_factory=dict)
    slides: Annotated[
        tuple[Slide, ...],
        Meta(
            description="The slides, in order.",
            examples=[
                "slides:\n  - section: Containers\n  - title: Containers are processes\n    text: Not machines."
            ],
        ),
    ]
    allow: Annotated[dict[str, Permission], ALLOW] = field(default_factory=dict)

    @classmethod
    def finish(cls, element: Any, node: MapNode, reading: Reading) -> None:
        if element.room is not None and element.legible_from is not None:
            place = next(entry.key.place for entry in node.entries if entry.key.text == "legible_from")
            message = "`room` and `legible_from` both say how large text has to be"
            reading.error("clashing-fields", message, place, "keep one of the two")

    @classmethod
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        if isinstance(node, MapNode):
            return with_figures(node)
        reading.wrong(node, "an outline is a mapping of names and values", "begin with `title: …` and `slides:`")
        return None


def names_typed(outline: Node, field: str) -> frozenset[str] | None:
    """The names typed in a field, also those of which the rest is wrong; None where they cannot be told."""
    match outline.get(field) if isinstance(outline, MapNode) else None:
        case None:
            return frozenset()
        case MapNode() as node:
            return frozenset(entry.key.text for entry in node.entries)
        case ListNode() as node if all(isinstance(item, TextNode) for item in node.items):
            return frozenset(item.text for item in node.items if isinstance(item, TextNode))
        case TextNode() as node:
            return frozenset() if node.is_null else frozenset((node.text,))
    return None
