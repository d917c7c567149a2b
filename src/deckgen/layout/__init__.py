"""Where everything goes: an outline, a theme and a measurer in, a scene out."""

from deckgen.layout.deck import Laid, arrange

__all__ = ["Laid", "arrange"]
