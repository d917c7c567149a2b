"""`--backup`: the deck that a new one takes the place of, kept beside it."""

from __future__ import annotations

from pathlib import Path

from deckgen.cli.files import read_deck, replace_file

MARK = ".backup"


def backup_of(deck: Path) -> Path:
    """The file in which the deck before is kept: `slides.pptx` becomes `slides.backup.pptx`."""
    return deck.with_name(f"{deck.stem}{MARK}{deck.suffix}")


def keep_previous(deck: Path, new: bytes) -> None:
    """Keep the deck that is there, unless the new one is the same: then the backup stays that of the one before."""
    if deck.is_file():
        old = read_deck(deck)
        if old != new:
            replace_file(backup_of(deck), old)
