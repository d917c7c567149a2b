"""A slide: its blocks in the order in which they were typed, and what surrounds them."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from deckgen.outline.allowing import Allowing
from deckgen.outline.aside import ASIDE, Aside
from deckgen.outline.blocks import Note
from deckgen.outline.contents import BLOCKS, Blocks
from deckgen.outline.element import Words
from deckgen.outline.emptiness import check_section, empty_column, empty_slide
from deckgen.outline.homes import HOMES
from deckgen.outline.reading import Reading
from deckgen.outline.selectable import Selectable
from deckgen.outline.short import written
from deckgen.outline.variants import check_variants
from deckgen.source import ListNode, MapNode, Node, TextNode

Transition = Literal["none", "fade", "push", "morph"]


class Column(Selectable, Blocks):
    """One of the columns that share a slide, `wide` times as wide as a column of 1."""

    noun: ClassVar[str] = "a column"

    title: Words | None = Field(
        None,
        description="A heading for the column.",
        examples=["columns:\n  - {title: Before, text: One app on a server}\n  - {title: After, text: Many}"],
    )
    wide: float = Field(
        1,
        gt=0,
        description="Its share of the width.",
        examples=["columns:\n  - {wide: 2, text: Much to say}\n  - {text: Little}"],
    )

    @classmethod
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        match node:
            case TextNode() if node.is_null:
                empty_column(node, reading)
                return None
            case TextNode():
                return written(node.place, text=node)
            case ListNode():
                reading.wrong(node, "a column is a mapping", "begin it with `bullets:` or `layers:`")
                return None
        return super().expand(node, reading)

    @classmethod
    def finish(cls, element: Any, node: MapNode, reading: Reading) -> None:
        super().finish(element, node, reading)
        if element.is_sound and not element.order:
            empty_column(node, reading)


class SlideParts(Blocks):
    """Everything of a slide that can be different for one audience."""

    section: Words | None = Field(
        None,
        description="The title of a section that begins here; the slide holds nothing else.",
        examples=["section: How an operating system is made up"],
    )
    title: Words | None = Field(
        None,
        description="The point of the slide, as a sentence.",
        examples=["title: An operating system has two layers\ntext: Applications and the kernel."],
    )
    subtitle: Words | None = Field(
        None, description="A line under the title.", examples=["title: Questions?\nsubtitle: Room 12, Tuesdays"]
    )
    agenda: bool = Field(
        False, description="Whether the slide lists the sections of the lecture.", examples=["agenda: true"]
    )
    columns: tuple[Column, ...] = Field(
        (),
        description="Blocks beside each other.",
        examples=["columns:\n  - bullets: [Small, Fast]\n  - layers: [App, Kernel]"],
    )
    notes: tuple[Note, ...] = Field(
        (),
        description="What to say: it is shown to the speaker only. A list follows the clicks: its first part is for "
        "the slide as it appears, each further one for a click. A note for some audiences, and `ask: text`, a "
        "question to the class, go on with the part before them.",
        examples=["text: Containers are processes.\nnotes: |\n  Ask first: which of these did you install yourself?"],
    )
    transition: Transition | None = Field(
        None,
        description="How the slide is entered; `morph` moves what has the same name on the slide before.",
        examples=["title: The kernel\nlayers: [Applications, OS kernel]\nhighlight: OS kernel\ntransition: morph"],
    )
    minutes: float | None = Field(
        None,
        gt=0,
        description="How long the slide takes. Without it, the time is estimated from notes and content.",
        examples=["title: Containers are processes\ntext: Not machines.\nminutes: 3"],
    )
    blank: tuple[Words, ...] = Field(
        (),
        description="Words of the slide that the edition for students leaves out, with a gap to fill in.",
        examples=["text: Containers share the kernel of the host.\nblank: [kernel]"],
    )
    keep: Literal["must", "should", "could"] = Field(
        "should",
        description="What may go when the time is short: first what `could` stay, then what `should`, never a `must`."
        " On a section, it holds for the slides in it that do not say it themselves.",
        examples=["title: A look back at Docker Toolbox\ntext: It packed five tools.\nkeep: could"],
    )

    @property
    def blocks(self) -> tuple[Blocks, ...]:
        """The slide and its columns: everything that holds blocks."""
        return (self, *self.columns)


class Variant(SlideParts):
    """What of a slide is different for one audience. It replaces parts that the slide has, or leaves them out."""

    noun: ClassVar[str] = "a variant of a slide"

    without: tuple[str, ...] = Field(
        (),
        description="The parts of the slide that this audience does not see.",
        examples=["title: One\ntext: Two.\ncode: docker ps\nfor:\n  managers: {without: code}"],
    )

    @classmethod
    def finish(cls, element: Any, node: MapNode, reading: Reading) -> None:
        """Nothing: whether it fits is a question to its slide."""


class Slide(Selectable, Aside, Allowing, SlideParts):
    """A slide, or the beginning of a section. Which kind it is follows from the keys it has."""

    noun: ClassVar[str] = "a slide"

    for_: dict[str, Variant] = Field(
        default_factory=dict,
        alias="for",
        description="For an audience, what is different: parts of the slide that are replaced or left out.",
        examples=[
            "title: Namespaces limit what it sees\nbullets: [Process numbers, Host name]\n"
            "for:\n  managers: {title: A container is fenced in, without: bullets}"
        ],
    )

    @classmethod
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        if isinstance(node, TextNode) and not node.is_null:
            reading.wrong(node, "a slide is a mapping", f"write `title: {node.text}`")
            return None
        if isinstance(node, TextNode) or (isinstance(node, MapNode) and not node.entries):
            empty_slide(node, reading)
            return None
        return super().expand(node, reading)

    @classmethod
    def finish(cls, element: Any, node: MapNode, reading: Reading) -> None:
        super().finish(element, node, reading)
        check_variants(element.for_, {entry.key.text for entry in node.entries}, node, reading)
        if element.section is not None:
            check_section(node, {*BLOCKS, *HOMES, *ASIDE, "title"}, reading)
        elif element.is_sound and element.title is None:
            if not element.order:
                empty_slide(node, reading)
            elif not {"agenda", "references"} & set(element.order):
                hint = "add `title: …`, a sentence that says the point"
                reading.error("missing-title", "this slide has no title", node.place, hint)
