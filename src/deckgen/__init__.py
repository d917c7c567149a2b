"""deckgen turns a YAML outline into a PowerPoint lecture deck."""

__version__ = "0.1.0"
