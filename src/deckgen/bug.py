"""What deckgen has found wrong with its own work: never the author's mistake."""

from __future__ import annotations

from collections.abc import Sequence


class BrokenDeck(Exception):  # noqa: N818  (it is named for what there is, not for what it does)
    """A deck that PowerPoint would repair or reject, so nobody gets it; `defects` say why, one line each."""

    def __init__(self, defects: Sequence[str]) -> None:
        super().__init__(list(defects))
        self.defects = tuple(defects)
