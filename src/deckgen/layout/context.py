"""The context in which a slide is laid out: every block is made from its value in the outline and this context."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from deckgen.diagnostics import Diagnostic
from deckgen.layout.colour_key import ColourKey
from deckgen.layout.typeset import Typesetter
from deckgen.locale import Descriptions, Locale, Phrases
from deckgen.media.files import Files


class LayoutContext(Struct, frozen=True):
    """The typesetter, files, roles and locale of a deck. Diagnostics go to `report`."""

    typesetter: Typesetter
    files: Files
    colour_key: ColourKey
    locale: Locale
    language: str
    report: Callable[[Diagnostic], None]
    builds: bool = True
    """True if slides are built click by click, False if they show everything from the start."""
    title: str = ""
    """The title of the slide, for blocks without words of their own."""

    @property
    def phrases(self) -> Phrases:
        """The texts that deckgen itself writes on slides, in the language of the deck."""
        return self.locale.slides

    @property
    def says(self) -> Descriptions:
        """The words of alt texts, in the language of the deck."""
        return self.locale.descriptions
