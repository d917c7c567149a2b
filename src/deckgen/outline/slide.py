"""A slide: its blocks in the order in which they were typed, and what surrounds them."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta, field

from deckgen.outline.allowing import ALLOW, Permission
from deckgen.outline.blocks import Note
from deckgen.outline.contents import BLOCKS, Blocks
from deckgen.outline.element import Words
from deckgen.outline.emptiness import check_section, empty_column, empty_slide
from deckgen.outline.homes import HOMES
from deckgen.outline.reading import Reading
from deckgen.outline.short import written
from deckgen.outline.variants import check_variants
from deckgen.source import ListNode, MapNode, Node, TextNode

ASIDE = ("hidden", "backup", "see")
"""Fields that say whether the lecture goes through a slide, and which slides it leads to."""
Transition = Literal["none", "fade", "push", "morph"]


class Column(Blocks, frozen=True):
    """One of the columns that share a slide, `wide` times as wide as a column of 1."""

    noun: ClassVar[str] = "a column"

    title: Annotated[
        Words | None,
        Meta(
            description="A heading for the column.",
            examples=["columns:\n  - {title: Before, text: One app on a server}\n  - {title: After, text: Many}"],
        ),
    ] = None
    wide: Annotated[
        float,
        Meta(
            gt=0,
            description="Its share of the width.",
            examples=["columns:\n  - {wide: 2, text: Much to say}\n  - {text: Little}"],
        ),
    ] = 1

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


class SlideParts(Blocks, frozen=True):
    """Everything of a slide that can be different for one audience."""

    section: Annotated[
        Words | None,
        Meta(
            description="The title of a section that begins here; the slide holds nothing else.",
            examples=["section: How an operating system is made up"],
        ),
    ] = None
    title: Annotated[
        Words | None,
        Meta(
            description="The point of the slide, as a sentence.",
            examples=["title: An operating system has two layers\ntext: Applications and the kernel."],
        ),
    ] = None
    subtitle: Annotated[
        Words | None,
        Meta(description="A line under the title.", examples=["title: Questions?\nsubtitle: Room 12, Tuesdays"]),
    ] = None
    agenda: Annotated[
        bool, Meta(description="Whether the slide lists the sections of the lecture.", examples=["agenda: true"])
    ] = False
    columns: Annotated[
        tuple[Column, ...],
        Meta(
            description="Blocks beside each other.",
            examples=["columns:\n  - bullets: [Small, Fast]\n  - layers: [App, Kernel]"],
        ),
    ] = ()
    notes: Annotated[
        tuple[Note, ...],
        Meta(
            description="What to say: it is shown to the speaker only. A list follows the clicks: its first part "
            "is for the slide as it appears, each further one for a click. A note for some "
            "audiences, and `ask: text`, a question to the class, go on with the part before them.",
            examples=[
                "text: Containers are processes.\nnotes: |\n  Ask first: which of these did you install yourself?"
            ],
        ),
    ] = ()
    transition: Annotated[
        Transition | None,
        Meta(
            description="How the slide is entered; `morph` moves what has the same name on the slide before.",
            examples=[
                "title: The kernel\nlayers: [Applications, OS kernel]\nhighlight: OS kernel\ntransition: morph"
            ],
        ),
    ] = None
    minutes: Annotated[
        float | None,
        Meta(
            gt=0,
            description="How long the slide takes. Without it, the time is estimated from notes and content.",
            examples=["title: Containers are processes\ntext: Not machines.\nminutes: 3"],
        ),
    ] = None
    blank: Annotated[
        tuple[Words, ...],
        Meta(
            description="Words of the slide that the edition for students leaves out, with a gap to fill in.",
            examples=["text: Containers share the kernel of the host.\nblank: [kernel]"],
        ),
    ] = ()
    keep: Annotated[
        Literal["must", "should", "could"],
        Meta(
            description="What may go when the time is short: first what `could` stay, then what `should`, never "
            "a `must`. On a section, it holds for the slides in it that do not say it themselves.",
            examples=["title: A look back at Docker Toolbox\ntext: It packed five tools.\nkeep: could"],
        ),
    ] = "should"

    @property
    def blocks(self) -> tuple[Blocks, ...]:
        """The slide and its columns: everything that holds blocks."""
        return (self, *self.columns)


class Variant(SlideParts, frozen=True):
    """What of a slide is different for one audience. It replaces parts that the slide has, or leaves them out."""

    noun: ClassVar[str] = "a variant of a slide"

    # Its key says whom it is for, so these two cannot be typed.
    only: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()

    without: Annotated[
        tuple[str, ...],
        Meta(
            description="The parts of the slide that this audience does not see.",
            examples=["title: One\ntext: Two.\ncode: docker ps\nfor:\n  managers: {without: code}"],
        ),
    ] = ()

    @classmethod
    def finish(cls, element: Any, node: MapNode, reading: Reading) -> None:
        """Nothing: whether it fits is a question to its slide."""


class Slide(SlideParts, frozen=True):
    """A slide, or the beginning of a section. Which kind it is follows from the keys it has."""

    noun: ClassVar[str] = "a slide"

    hidden: Annotated[
        bool,
        Meta(
            description="Whether the slide stays in the file but is passed over when the lecture is shown.",
            examples=["title: Numbers of last year\ntext: Kept for the archive.\nhidden: true"],
        ),
    ] = False
    backup: Annotated[
        bool,
        Meta(
            description="Whether the slide waits behind the end, to be shown only when somebody asks; `see` on "
            "another slide leads to it.",
            examples=["title: How namespaces work\ntext: One view for each process.\nbackup: true"],
        ),
    ] = False
    see: Annotated[
        tuple[Words, ...],
        Meta(
            description="Titles of slides that say more, such as backups; small links lead there, and back.",
            examples=[
                "slides:\n  - title: Containers are processes\n    see: How namespaces work\n"
                "  - title: How namespaces work\n    text: One view for each process.\n    backup: true"
            ],
        ),
    ] = ()
    allow: Annotated[dict[str, Permission], ALLOW] = field(default_factory=dict)
    for_: Annotated[
        dict[str, Variant],
        Meta(
            description="For an audience, what is different: parts of the slide that are replaced or left out.",
            examples=[
                "title: Namespaces limit what it sees\nbullets: [Process numbers, Host name]\nfor:\n"
                "  managers: {title: A container is fenced in, without: bullets}"
            ],
        ),
    ] = field(default_factory=dict, name="for")

    @property
    def is_shown(self) -> bool:
        """Whether it is one of the slides that the lecture goes through, and that take its time."""
        return not (self.hidden or self.backup)

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
