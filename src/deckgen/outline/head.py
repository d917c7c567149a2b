"""The head of the outline: what is true of the whole lecture."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field, PrivateAttr

from deckgen.outline.allowing import Allowing
from deckgen.outline.element import Element, Metres, Words
from deckgen.outline.figures import Figure, with_figures
from deckgen.outline.reading import Reading
from deckgen.outline.short import written
from deckgen.outline.slide import Slide, Transition
from deckgen.outline.theme import Look
from deckgen.source import ListNode, MapNode, Node, TextNode

Hue = Literal["blue", "teal", "slate", "violet", "amber", "red"]


class Audience(Element):
    """One of the groups that hear the lecture, with what is different for it."""

    noun: ClassVar[str] = "an audience"

    title: Words | None = Field(
        None,
        description="The lecture's title for this audience.",
        examples=["audiences:\n  beginners: {title: Docker from scratch}"],
    )
    subtitle: Words | None = Field(
        None,
        description="The lecture's subtitle for this audience.",
        examples=["audiences:\n  beginners: {subtitle: No Linux needed}"],
    )
    minutes: float | None = Field(
        None, gt=0, description="The slot that this audience has.", examples=["audiences:\n  managers: {minutes: 15}"]
    )

    author: Words | None = Field(
        None,
        description="Who gives the lecture to this audience.",
        examples=["audiences:\n  managers: {author: The platform team}"],
    )
    date: str | None = Field(
        None,
        description="When this audience hears it.",
        examples=["audiences:\n  managers: {date: 14 May 2025}"],
    )
    language: str | None = Field(
        None,
        description="The language of the lecture for this audience.",
        examples=["audiences:\n  visitors: {language: de}"],
    )
    theme: Look | None = Field(
        None,
        description="How the deck for this audience looks.",
        examples=["audiences:\n  managers: {theme: classroom}"],
    )
    values: dict[str, Words] = Field(
        default_factory=dict,
        description="What this audience reads in place of a `{{name}}`.",
        examples=["values: {room: Room 12}\naudiences:\n  managers:\n    values: {room: The board room}"],
    )

    @classmethod
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        return written(node.place) if isinstance(node, TextNode) and node.is_null else super().expand(node, reading)


class Role(Element):
    """What a colour means. Boxes whose label is the role's label, or matches a pattern, have the role.

    Written short: the label. Without a colour, roles take the hues in the order in which they stand.
    """

    noun: ClassVar[str] = "a role"

    label: Words = Field(
        description="What the colour means, as the legend says it.", examples=["roles:\n  kernel: OS kernel"]
    )
    colour: Hue | None = Field(
        None,
        description="The hue. Without it, roles take the hues in the order in which they stand.",
        examples=["roles:\n  kernel: {label: OS kernel, colour: teal}"],
    )
    matches: tuple[str, ...] = Field(
        (),
        description="Labels of boxes that have this role too; `*` stands for any characters.",
        examples=['roles:\n  kernel: {label: OS kernel, matches: ["* kernel", Linux]}'],
    )

    @classmethod
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        return written(node.place, label=node) if isinstance(node, TextNode) else super().expand(node, reading)


class Room(Element):
    """The room in which the lecture is given. Its last row decides how small text may be."""

    noun: ClassVar[str] = "a room"

    rows: float = Field(
        gt=0,
        description="How many rows of seats it has; the first is taken to be 3 m from the screen, all 0.9 m apart.",
        examples=["room: {rows: 20, screen: 2.5 m}"],
    )
    screen: Metres = Field(
        Metres(2),
        description="How high the picture on the screen is.",
        examples=["room: {rows: 20, screen: 2.5 m}"],
    )


class Outline(Allowing):
    """A lecture."""

    noun: ClassVar[str] = "an outline"

    title: Words = Field(description="The title of the lecture.", examples=["title: Docker and virtual machines"])
    subtitle: Words | None = Field(
        None,
        description="A line under the title.",
        examples=["subtitle: What each one virtualizes, and what follows from it"],
    )
    author: Words | None = Field(
        None, description="Who gives the lecture.", examples=["author: Operating Systems course"]
    )
    date: str | None = Field(
        None, description="When it is given, as it should be read.", examples=["date: 12 May 2025"]
    )
    language: str = Field(
        "en",
        description="The language of the lecture, as a tag such as `en` or `de-CH`; spelling is checked by it. "
        "`ar`, `he` and others are read from right to left: then everything is mirrored, `left` and `right` too.",
        examples=["language: en"],
    )
    minutes: float | None = Field(None, gt=0, description="How long the lecture may take.", examples=["minutes: 45"])
    theme: Look | None = Field(
        None,
        description="How the deck looks: `classroom`, which is dark on white and taken without this, `dark`, or the "
        "design of a .pptx or .potx file.",
        examples=["theme: dark"],
    )
    transition: Transition = Field(
        "none",
        description="How slides are entered. `morph` moves what is shown again, and fades where nothing is.",
        examples=["transition: fade"],
    )
    room: Room | None = Field(
        None,
        description="The room: text gets as large as its last row needs, and slides that cannot keep that are named.",
        examples=["room: {rows: 20, screen: 2.5 m}"],
    )
    legible_from: Metres | None = Field(
        None,
        description="How far from a screen 2 m high text can be read; it stands for a `room` that one need not know.",
        examples=["legible_from: 15 m"],
    )
    audiences: dict[str, Audience] = Field(
        default_factory=dict,
        description="The groups that hear the lecture, with what is different for each.",
        examples=["audiences:\n  beginners: {minutes: 30, title: Docker from scratch}\n  developers:"],
    )
    values: dict[str, Words] = Field(
        default_factory=dict,
        description="Texts that stand for `{{name}}` wherever it is written, outside of code.",
        examples=["values: {course: Operating Systems, room: Room 12}"],
    )
    roles: dict[str, Role] = Field(
        default_factory=dict,
        description="Colours that mean something; boxes take them by name, and the legend is made from them.",
        examples=["roles:\n  app: Applications\n  kernel: OS kernel"],
    )
    figures: dict[str, Figure] = Field(
        default_factory=dict,
        description="Figures that are drawn once and shown on several slides. A slide that says `figure: name` shows "
        "it at the same place as the others; it can give it another `highlight`, or `show` only some of its boxes.",
        examples=["figures:\n  machine: {layers: [Applications, OS kernel, Hardware]}"],
    )
    slides: tuple[Slide, ...] = Field(
        description="The slides, in order.",
        examples=["slides:\n  - section: Containers\n  - title: Containers are processes\n    text: Not machines."],
    )

    _typed: dict[str, frozenset[str] | None] = PrivateAttr(default={})

    def names_in(self, field: Literal["audiences", "roles", "figures"]) -> frozenset[str] | None:
        """The names typed in a field, also those of which the rest is wrong; None where they cannot be told."""
        return self._typed.get(field, frozenset())

    @classmethod
    def finish(cls, element: Any, node: MapNode, reading: Reading) -> None:
        if element.room is not None and element.legible_from is not None:
            place = next(entry.key.place for entry in node.entries if entry.key.text == "legible_from")
            message = "`room` and `legible_from` both say how large text has to be"
            reading.error("clashing-fields", message, place, "keep one of the two")
        element._typed = {entry.key.text: _names(entry.value) for entry in node.entries}

    @classmethod
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        if isinstance(node, MapNode):
            return with_figures(node)
        reading.wrong(node, "an outline is a mapping of names and values", "begin with `title: …` and `slides:`")
        return None


def _names(node: Node) -> frozenset[str] | None:
    match node:
        case MapNode():
            return frozenset(entry.key.text for entry in node.entries)
        case ListNode() if all(isinstance(item, TextNode) for item in node.items):
            return frozenset(item.text for item in node.items if isinstance(item, TextNode))
        case TextNode():
            return frozenset() if node.is_null else frozenset((node.text,))
    return None
