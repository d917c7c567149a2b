"""The columns of a table, a comparison or a matrix, and the series of a chart: names that can be for some audiences.

When such a name goes, what stands under it in each row goes with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, TypeVar

from msgspec import Meta

from deckgen.outline.element import Element, Words
from deckgen.outline.reading import Reading
from deckgen.outline.selectable import Selectable
from deckgen.outline.short import has, written
from deckgen.source import MapNode, Node, TextNode

T_ = TypeVar("T_")
NO_NAME = Words("")
"""What stands above the names of rows."""


class Named(Selectable, frozen=True):
    """A name in the head of something that has rows. Written short: the name itself."""

    key: ClassVar[str] = "name"

    @property
    def name(self) -> Words:
        """The name itself."""
        raise NotImplementedError

    @property
    def plain(self) -> str:
        return self.name.plain

    @classmethod
    def expand(cls, node: Node, reading: Reading) -> MapNode | None:
        if isinstance(node, TextNode):
            return written(node.place, **{cls.key: node})
        if isinstance(node, MapNode) and has(node, cls.key):
            return node
        reading.wrong(node, f"{cls.noun} is text", f"write the name alone, or `{{{cls.key}: name, only: audience}}`")
        return None


class ColumnName(Named, frozen=True):
    """The name of a column. Written short: the name itself."""

    noun: ClassVar[str] = "the name of a column"
    key: ClassVar[str] = "column"

    column: Annotated[
        Words,
        Meta(
            description="The name itself. With `only` or `except`, the cells below are for the same audiences.",
            examples=["table:\n  - [Name, Size, {column: Licence, only: managers}]\n  - [alpine, 8 MB, MIT]"],
        ),
    ] = NO_NAME

    @property
    def name(self) -> Words:
        return self.column


class SeriesName(Named, frozen=True):
    """The name of a series. Written short: the name itself."""

    noun: ClassVar[str] = "the name of a series"
    key: ClassVar[str] = "series"

    series: Annotated[
        Words,
        Meta(
            description="The name itself. With `only` or `except`, its numbers are for the same audiences.",
            examples=[
                "chart:\n  series: [Docker, {series: Virtual machine, except: managers}]\n  values: {Start: [1, 60]}"
            ],
        ),
    ] = NO_NAME

    @property
    def name(self) -> Words:
        return self.series


def name_of(node: Node) -> str:
    """The name of a column that a node says, short or long; nothing where it says none."""
    name = node.get(ColumnName.key) if isinstance(node, MapNode) else node
    return name.text if isinstance(name, TextNode) else ""


def still_there(before: Sequence[Element], after: Sequence[Element]) -> list[int]:
    """Which of the names `before`, counted from 0, are still among those `after`: the same objects."""
    left = set(map(id, after))
    return [number for number, name in enumerate(before) if id(name) in left]


def at(numbers: Sequence[int], cells: tuple[T_, ...]) -> tuple[T_, ...]:
    """The cells with these numbers."""
    return tuple(cells[number] for number in numbers)
