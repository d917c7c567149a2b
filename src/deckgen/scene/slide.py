"""The scene of a whole deck: the items of every slide, in reading order."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from deckgen.diagnostics import Place
from deckgen.paint import Colour
from deckgen.scene.items import Box, Item
from deckgen.scene.text import Note

Transition = Literal["none", "fade", "push", "morph"]
LayoutKind = Literal["title", "section", "content", "two-content", "comparison", "title-only", "blank"]


class SlideScene(Struct, frozen=True):
    """One slide. `items` are in reading order, which is also the order of drawing; the title comes first.

    `title` is the slide's name in lists and links, unique in the deck. `notes` are the speaker notes, by paragraph.
    `place` is the slide's place in the outline, None for slides that deckgen adds. `transition` is how the slide is
    entered; a morph moves an item that has the same name, beginning with `!!`, on the slide before. A show skips a
    `hidden` slide; only links and its number lead to it.

    `minute` is when the slide should begin, None for a lecture without a slot and for slides that are not shown.
    `ground` and `ornaments` are those of its layout, for writers of formats that have no layouts. Pictures and
    drawings on a template's masters are not included.
    """

    title: str
    layout: LayoutKind
    items: tuple[Item, ...]
    notes: tuple[Note, ...] = ()
    place: Place | None = None
    transition: Transition = "none"
    hidden: bool = False
    minute: float | None = None
    ground: Colour | None = None
    ornaments: tuple[Box, ...] = ()


class Section(Struct, frozen=True):
    """A run of slides that PowerPoint's section list shows under one name; `first` counts slides from 0."""

    name: str
    first: int
    count: int


class Show(Struct, frozen=True):
    """The slides that one audience sees of a deck for several, counted from 0, in the order of showing."""

    name: str
    slides: tuple[int, ...]


class Scene(Struct, frozen=True):
    """A deck, ready to be written. Every slide is in exactly one section, in order.

    `opening_show` counts `shows` from 0; without it, the whole deck is shown.
    `language` is a BCP 47 tag; `date` is an ISO 8601 date of the lecture, or None.
    """

    title: str
    subtitle: str
    author: str
    language: str
    slides: tuple[SlideScene, ...]
    sections: tuple[Section, ...]
    date: str | None = None
    shows: tuple[Show, ...] = ()
    opening_show: int | None = None
