"""Whose lecture it is: the picture of its title slide, and the logo on its slides."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from deckgen.diagnostics import Sink
from deckgen.outline.desugar import written
from deckgen.outline.element import Element, NeverEmpty, Outside, Points, Spot, Words
from deckgen.outline.forms import NAME, JsonSchema
from deckgen.source import MapNode, Node, TextNode

Corner = Literal["top left", "top right", "bottom left", "bottom right"]


class Cover(Element, frozen=True):
    """The picture of the title slide. Written short: the file's name."""

    noun: ClassVar[str] = "a cover"

    file: Annotated[
        Words,
        Outside,
        Meta(
            description="The picture's name, beside the outline. It is cropped to the right third of the title "
            "slide, or to the place that a template has for a picture there.",
            examples=["cover: diagram.png"],
        ),
    ]
    alt: Annotated[
        Words | None,
        Meta(
            description="The alternative text; without it, the picture is an ornament that is not read aloud.",
            examples=["cover: {file: diagram.png, alt: A whale that carries containers}"],
        ),
    ] = None
    focus: Annotated[
        Spot | None,
        Meta(
            description="The point that stays in sight; without it, the middle.",
            examples=["cover: {file: diagram.png, focus: 40% 30%}"],
        ),
    ] = None
    source: Annotated[
        Words | None,
        NeverEmpty,
        Meta(
            description="Where the picture comes from, in small type at its foot.",
            examples=["cover: {file: diagram.png, source: Docker Inc.}"],
        ),
    ] = None

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        return written(node.place, file=node) if isinstance(node, TextNode) else super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME]


class Logo(Element, frozen=True):
    """The logo on all slides, larger on the title slide. Written short: the file's name."""

    noun: ClassVar[str] = "a logo"

    file: Annotated[
        Words, Outside, Meta(description="The logo's file, beside the outline.", examples=["logo: diagram.png"])
    ]
    dark: Annotated[
        Words | None,
        Outside,
        Meta(
            description="The file of the logo for dark slides. Without it, the logo is on a light ground there.",
            examples=["logo: {file: diagram.png, dark: diagram.png}"],
        ),
    ] = None
    alt: Annotated[
        Words | None,
        Meta(
            description="The alternative text; without it, the institution, or else the file's name.",
            examples=["logo: {file: diagram.png, alt: Docker}"],
        ),
    ] = None
    corner: Annotated[
        Corner,
        Meta(
            description="The corner of the slides. On the title slide the logo is over the title.",
            examples=["logo: {file: diagram.png, corner: bottom right}"],
        ),
    ] = "top right"
    space: Annotated[
        Points | None,
        Meta(
            ge=0,
            description="The space in points around it that stays free; without it, a quarter of the height of the "
            "logo.",
            examples=["logo: {file: diagram.png, space: 10}"],
        ),
    ] = None

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        return written(node.place, file=node) if isinstance(node, TextNode) else super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME]
