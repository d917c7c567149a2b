"""deckgen turns the outline of a lecture, written in YAML, into a PowerPoint deck.

    import deckgen

    deck = deckgen.build("slides.yaml")
    deck.save("slides.pptx")

`build` returns a `Deck` or raises an `OutlineError`; `check` returns the `Findings` and writes nothing. A finding is
a `Diagnostic`. All of them are loaded on first use, because every command imports `deckgen` first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deckgen.version import __version__

if TYPE_CHECKING:
    from deckgen.api import OutlineError, build, check
    from deckgen.deck import Deck, Findings
    from deckgen.diagnostics import Diagnostic

__all__ = ["Deck", "Diagnostic", "Findings", "OutlineError", "__version__", "build", "check"]

_HOMES = {
    "build": "deckgen.api",
    "check": "deckgen.api",
    "OutlineError": "deckgen.api",
    "Deck": "deckgen.deck",
    "Findings": "deckgen.deck",
    "Diagnostic": "deckgen.diagnostics",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module `deckgen` has no attribute `{name}`")
    from importlib import import_module  # noqa: PLC0415  (only scripts get here, commands do not)

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
