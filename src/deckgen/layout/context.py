"""All that is at hand when a slide is laid out: every block is made from its value in the outline and this."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from deckgen.diagnostics import Diagnostic
from deckgen.layout.colour_key import ColourKey
from deckgen.layout.typeset import Typesetter
from deckgen.locale import Descriptions, Locale, Phrases
from deckgen.media.files import Files


class LayoutContext(Struct, frozen=True):
    """Typesetter, files, roles and words of a deck. What goes wrong is handed to `report`."""

    typesetter: Typesetter
    files: Files
    colour_key: ColourKey
    locale: Locale
    language: str
    report: Callable[[Diagnostic], None]
    builds: bool = True
    """Whether slides are built click by click, or show all from the start."""
    title: str = ""
    """The title of the slide, for what has no words of its own."""

    @property
    def phrases(self) -> Phrases:
        """What deckgen itself writes on slides, in the language of the deck."""
        return self.locale.slides

    @property
    def says(self) -> Descriptions:
        """What descriptions say, in the language of the deck."""
        return self.locale.descriptions
