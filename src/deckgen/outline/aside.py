"""Slides outside the run of a lecture, and the ways to them."""

from __future__ import annotations

from pydantic import Field

from deckgen.outline.element import Element, Words

ASIDE = ("hidden", "backup", "see")


class Aside(Element):
    """Whether the lecture goes through a slide, and which slides it leads to."""

    hidden: bool = Field(
        False,
        description="Whether the slide stays in the file but is passed over when the lecture is shown.",
        examples=["title: Numbers of last year\ntext: Kept for the archive.\nhidden: true"],
    )
    backup: bool = Field(
        False,
        description="Whether the slide waits behind the end, to be shown only when somebody asks; "
        "`see` on another slide leads to it.",
        examples=["title: How namespaces work\ntext: One view for each process.\nbackup: true"],
    )
    see: tuple[Words, ...] = Field(
        (),
        description="Titles of slides that say more, such as backups; small links lead there, and back.",
        examples=[
            "slides:\n  - title: Containers are processes\n    see: How namespaces work\n"
            "  - title: How namespaces work\n    text: One view for each process.\n    backup: true"
        ],
    )

    @property
    def is_shown(self) -> bool:
        """Whether it is one of the slides that the lecture goes through, and that take its time."""
        return not (self.hidden or self.backup)
