"""The parts that a deck takes over from a template, and the formatting that slides inherit from its layouts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from deckgen.paint import Colour

Margins = tuple[int, int, int, int]
"""Left, top, right and bottom, in EMU."""


class Relation(Struct, frozen=True):
    """A relationship of a carried part, under the id that the part itself uses; `target` is a part or an address."""

    number: str
    kind: str
    target: str
    outside: bool = False


class Carried(Struct, frozen=True):
    """A part that is taken over: its name without a leading slash, its type, its bytes and its relationships."""

    name: str
    content_type: str
    content: bytes
    relations: tuple[Relation, ...] = ()


class TextLevel(Struct, frozen=True):
    """The formatting that a level of a placeholder's text inherits. None means that it is unknown; slides then state
    it.

    `space_before`, `indent` and `hanging` are in EMU, `line_spacing` is in percent.
    """

    size: int | None
    colour: Colour | None
    bold: bool
    align: Literal["left", "centre", "right"] | None
    line_spacing: int | None
    space_before: int | None
    has_space_after: bool
    from_right: bool
    indent: int
    hanging: int
    is_bulleted: bool
    face: Literal["heading", "body"] | None


class Holder(Struct, frozen=True):
    """A placeholder of a layout, as slides need it: the attributes of p:ph, margins, and the levels of its text."""

    mark: Mapping[str, str]
    margins: Margins
    levels: tuple[TextLevel, ...]


class LayoutPart(Struct, frozen=True):
    """A layout that slides use: its part, its placeholders by our indices, and its own colour map, if any."""

    part: str
    holders: Mapping[int, Holder]
    colour_map: str = ""


class Template(Struct, frozen=True):
    """All that a deck takes over. The texts are elements of the presentation part, "" if it has none.

    `masters`, `notes_master` and `handout_master` are names of parts; `fonts` holds the embedded fonts in use, with
    their relationships.
    """

    parts: tuple[Carried, ...]
    layouts: Mapping[str, LayoutPart]
    masters: tuple[tuple[str, str], ...]
    """The id of each master and its part."""
    theme: str
    notes_master: str | None
    handout_master: str | None
    slide_size: str
    notes_size: str
    default_text: str
    fonts: str
    font_relations: tuple[Relation, ...]
    table_styles: Mapping[str, str]
    """The XML of the table styles, by their ids."""
    usual_table_style: str | None
    scale: float
    """The height of the template's slides, divided by the height of those on which layout works."""
