"""The version of deckgen, apart from everything else so that `deckgen --version` loads nothing."""

__version__ = "0.1.0"
