"""Custom shows: which slides an audience sees, and the show that the deck starts with (ECMA-376, 19.2.1.9)."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.pptx.xml import attribute
from deckgen.scene.slide import Show


def show_list(shows: tuple[Show, ...], relationships: Sequence[str]) -> str:
    """The shows as p:custShowLst, nothing without any; slide number n has the nth of `relationships`."""
    if not shows:
        return ""
    entries = []
    for number, show in enumerate(shows):
        slides = "".join([f'<p:sld r:id="{relationships[index]}"/>' for index in show.slides])
        name = attribute(show.name)
        entries.append(f'<p:custShow name="{name}" id="{number}"><p:sldLst>{slides}</p:sldLst></p:custShow>')
    return f"<p:custShowLst>{''.join(entries)}</p:custShowLst>"


def opening_show(number: int | None) -> str:
    """What p:presentationPr says of the show that begins when the deck is shown, nothing for the whole deck."""
    return "" if number is None else f'<p:showPr><p:present/><p:custShow id="{number}"/></p:showPr>'
