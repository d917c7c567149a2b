"""More hues than the six that a theme names: turned on the colour circle, and told apart from all others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from deckgen.paint import Colour
from deckgen.theme.contrast import READABLE, TOLD_APART, contrast, difference, mixed
from deckgen.theme.tokens import Theme

_TURNS = (180, 90, 270, 30, 150, 210, 330, 60, 120, 240, 300, 15, 45, 75, 105, 135, 165, 195, 225, 255, 285, 315, 345)
"""The degrees by which a hue is turned, those that change it most first."""
_STEPS = (0, 15, 30, 45)
"""By how many percent it is made darker, or lighter on a dark background."""


def more_hues(theme: Theme, count: int) -> list[Colour]:
    """Up to `count` colours beside the six: text of the slide can be read on their tints, and text in the colour of
    the background on themselves; they and their tints are told apart from all others.
    """
    return list(_more_hues(_Colours(theme), count))


class _Colours:
    """The colours of a theme as RRGGBB."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.ink, self.paper = (mixed(each, theme.scheme) for each in (theme.palette.ink, theme.palette.paper))

    def full(self, colour: Colour) -> str:
        return mixed(colour, self.theme.scheme)

    def tint(self, colour: Colour) -> str:
        return mixed(self.theme.palette.pale_of(colour), self.theme.scheme)

    def are_readable(self, colour: Colour) -> bool:
        """True if text can be read on the colour and on its tint."""
        is_on_full = contrast(self.paper, self.full(colour)) >= READABLE
        return is_on_full and contrast(self.ink, self.tint(colour)) >= READABLE


def _more_hues(colours: _Colours, count: int) -> Iterator[Colour]:
    hues = list(colours.theme.palette.hues.values())
    full, tints = [colours.full(hue) for hue in hues], [colours.paper, *map(colours.tint, hues)]
    for candidate in _candidates(colours.theme):
        if not count:
            return
        own, tint = colours.full(candidate), colours.tint(candidate)
        is_apart = all(difference(own, other) >= TOLD_APART for other in full) and all(
            difference(tint, other) >= TOLD_APART for other in tints
        )
        if is_apart and colours.are_readable(candidate):
            full.append(own)
            tints.append(tint)
            count -= 1
            yield candidate


def _candidates(theme: Theme) -> Iterator[Colour]:
    slots = dict.fromkeys(hue.slot for hue in theme.palette.hues.values())
    for step, turn, slot in product(_STEPS, _TURNS, slots):
        yield Colour(slot, step if theme.is_dark else 0, 0 if theme.is_dark else step, turn=turn)
