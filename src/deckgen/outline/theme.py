"""What the head says of how the deck looks: a built-in theme, or a template of PowerPoint and its layouts."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Final, Literal

from msgspec import Meta, field

from deckgen.outline.element import Element, Verbatim, Words
from deckgen.outline.reading import Reading
from deckgen.outline.short import written
from deckgen.source import MapNode, Node, TextNode

LayoutKind = Literal["title", "section", "content", "two-content", "comparison", "title-only"]
BUILT_IN: Final = ("classroom", "dark")
"""The names of the themes that need no file."""


class Layouts(Element, frozen=True):
    """Which layout of a template serves which slides, by the names that PowerPoint shows.

    Without it, layouts are told apart by their placeholders; `deckgen template FILE` says which one serves what.
    """

    noun: ClassVar[str] = "a choice of layouts"

    title: Annotated[
        Words | None,
        Verbatim,
        Meta(
            description="The layout of the title slide.",
            examples=["theme: {use: university.potx, layouts: {title: Titelfolie blau}}"],
        ),
    ] = None
    section: Annotated[
        Words | None,
        Verbatim,
        Meta(
            description="The layout of sections.",
            examples=["theme: {use: university.potx, layouts: {section: Kapitel}}"],
        ),
    ] = None
    content: Annotated[
        Words | None,
        Verbatim,
        Meta(
            description="The layout of slides with text. Its area of content is that of all slides.",
            examples=["theme: {use: university.potx, layouts: {content: Titel und Inhalt}}"],
        ),
    ] = None
    two_content: Annotated[
        Words | None,
        Verbatim,
        Meta(
            description="The layout of slides with two columns.",
            examples=["theme: {use: university.potx, layouts: {two-content: Zwei Inhalte}}"],
        ),
    ] = field(default=None, name="two-content")
    comparison: Annotated[
        Words | None,
        Verbatim,
        Meta(
            description="The layout of slides with two columns that have titles.",
            examples=["theme: {use: university.potx, layouts: {comparison: Vergleich}}"],
        ),
    ] = None
    title_only: Annotated[
        Words | None,
        Verbatim,
        Meta(
            description="The layout of slides with figures and tables: a title, and nothing else.",
            examples=["theme: {use: university.potx, layouts: {title-only: Nur Titel}}"],
        ),
    ] = field(default=None, name="title-only")

    @property
    def named(self) -> dict[LayoutKind, Words]:
        """The names that were given, by the kind of slide."""
        named: dict[LayoutKind, Words | None] = {
            "title": self.title,
            "section": self.section,
            "content": self.content,
            "two-content": self.two_content,
            "comparison": self.comparison,
            "title-only": self.title_only,
        }
        return {kind: words for kind, words in named.items() if words is not None}


class Look(Element, frozen=True):
    """How the deck looks. Written short: the name of a built-in theme, or of a template's file."""

    noun: ClassVar[str] = "a theme"

    use: Annotated[
        Words,
        Verbatim,
        Meta(
            description="`classroom` is dark on white, `dark` is light on a dark ground; or a .pptx or .potx "
            "file in the folder of the outline, whose design the deck takes on.",
            examples=["theme: university.potx"],
        ),
    ]
    layouts: Annotated[
        Layouts | None,
        Meta(
            description="Which layout of the template serves which slides, where that is not found out rightly.",
            examples=["theme: {use: university.potx, layouts: {section: Kapitel}}"],
        ),
    ] = None

    @property
    def is_file(self) -> bool:
        return self.use.raw not in BUILT_IN

    @classmethod
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        return written(node.place, use=node) if isinstance(node, TextNode) else super().expand(node, reading)

    @classmethod
    def finish(cls, element: Any, node: MapNode, reading: Reading) -> None:  # noqa: ARG003
        name = element.use.raw
        if name in BUILT_IN and element.layouts is not None:
            hint = f"remove `layouts`, or name a template in place of `{name}`"
            reading.error("clashing-fields", f"the layouts of `{name}` are settled", element.layouts.place, hint)
        if name not in BUILT_IN and "." not in name:
            from deckgen.outline.suggest import closest  # noqa: PLC0415  (difflib is slow to import)

            near = closest(name, BUILT_IN)
            known = ", ".join(f"`{each}`" for each in BUILT_IN)
            message = f"{known} or the name of a .pptx or .potx file is expected here, but this is `{name}`"
            reading.error("unknown-value", message, element.use.place, f"did you mean `{near}`?" if near else None)
