"""Colours by what they are for, from the accents of a template: told apart by hue, and readable on its ground.

An accent that does not stand out from the ground is made darker, or lighter on a dark ground, until it does. So text
in a full colour can be read on the ground, and text in the colour of the ground on a full colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import permutations
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from deckgen.paint import Colour, Slot
from deckgen.theme.contrast import READABLE, VISIBLE, contrast, hls, luminance, mixed
from deckgen.theme.template.colours import Paint, Scheme
from deckgen.theme.tokens import Hue, Palette, Tone

_ACCENTS: Final[tuple[Slot, ...]] = ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
_HUES: Final[dict[Hue, float]] = {"blue": 0.59, "teal": 0.44, "violet": 0.75, "amber": 0.09, "red": 0.0}
"""Where the hues stand on the circle, from 0 to 1; slate is the one that has least of any."""
_GREY = 0.2
_STEPS = (0, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85)
_WELL_READABLE = 7.0


class Ground(Struct, frozen=True):
    """What text and shapes stand on, with the colours that can be told from it."""

    scheme: Scheme
    paint: Paint
    surface: str | None = None
    """What else text stands on, as RRGGBB."""

    @property
    def is_dark(self) -> bool:
        return contrast(self.paint.rgb, "FFFFFF") > contrast(self.paint.rgb, "000000")

    @property
    def paper(self) -> Colour:
        return self.paint.colour

    def contrast(self, colour: Colour) -> float:
        """How well a colour stands out from the ground, and from the colours of ours that stand for it."""
        rgb = mixed(colour, self.scheme.colours)
        grounds = (self.paint.rgb, mixed(self.paper, self.scheme.colours), self.surface or self.paint.rgb)
        return min(contrast(rgb, ground) for ground in grounds)

    def ink(self, wanted: Colour | None = None) -> Colour:
        """The colour of text: the one that the template has, if it can be read."""
        if wanted is not None and self.contrast(wanted) >= READABLE:
            return wanted
        return max((Colour("dk1"), Colour("lt1"), Colour("dk2"), Colour("lt2")), key=self.contrast)

    def muted(self, ink: Colour) -> Colour:
        """Quieter text that can still be read."""
        quiet = [self._toward(Colour(ink.slot), step) for step in (40, 35, 30, 25, 15)]
        return next((colour for colour in quiet if self.contrast(colour) >= READABLE + 0.3), ink)

    def standing_out(self, slot: Slot, least: float = READABLE) -> Colour:
        """A slot as it is, or with as much of black or white in it as it takes to stand out."""
        steps = [Colour(slot, tint=step) if self.is_dark else Colour(slot, shade=step) for step in _STEPS]
        return next((colour for colour in steps if self.contrast(colour) >= least), self.ink())

    def near(self, share: int) -> Colour:
        """The ground itself, `share` percent of the way to its opposite."""
        paper = self.paper
        if self.is_dark:
            return Colour(paper.slot, tint=min(paper.tint + share, 95))
        return Colour(paper.slot, shade=min(paper.shade + share, 95))

    def _toward(self, ink: Colour, share: int) -> Colour:
        """Text that is `share` percent on its way to the ground; white can only become darker, black only lighter."""
        return Colour(ink.slot, shade=share) if self.is_dark else Colour(ink.slot, tint=share)


def palette_of(content: Ground, section: Ground, ink: Colour | None) -> Palette:
    """The palette of a template: `ink` is the colour of its body text."""
    text = content.ink(ink)
    surface = _surface(content, text)
    deepest = content.near(20) if content.is_dark and surface != Colour("lt2") else surface
    content = replace(content, surface=mixed(deepest, content.scheme.colours))
    hues = _hues(content)
    on_dark = section.ink()
    dark = content.is_dark
    return Palette(
        ink=text,
        muted=content.muted(text),
        rule=content.near(25 if dark else 18),
        track=content.near(15),
        surface=surface,
        paper=content.paper,
        accent=content.standing_out("accent1"),
        dark_ground=section.paper,
        on_dark=on_dark,
        on_dark_muted=section.muted(on_dark),
        on_dark_accent=section.standing_out("accent1", VISIBLE),
        on_dark_edge=section.near(35),
        on_dark_rule=section.near(25),
        good=hues["teal"],
        bad=hues["red"],
        hues=hues,
        well=content.near(20 if dark else 12),
        mat=Colour(_lightest(content.scheme), tint=0 if _is_white(content) else 100) if dark else None,
        pale=Tone(shade=62, saturation=55) if dark else Tone(tint=88, saturation=55),
        edge=Tone(shade=32, saturation=65) if dark else Tone(tint=40, saturation=50),
        quiet=Tone(shade=20) if dark else Tone(tint=25),
        depth=Tone(tint=5) if dark else Tone(shade=4),
    )


def _surface(ground: Ground, ink: Colour) -> Colour:
    """The second background of the template, if it is a quiet one, else a shade of the ground."""
    second = mixed(Colour("lt2"), ground.scheme.colours)
    ink_rgb = mixed(ink, ground.scheme.colours)
    apart = contrast(second, ground.paint.rgb)
    if 1.04 <= apart <= 1.3 and contrast(second, ink_rgb) >= _WELL_READABLE:
        return Colour("lt2")
    return ground.near(10 if ground.is_dark else 5)


def _hues(ground: Ground) -> Mapping[Hue, Colour]:
    """Each accent takes the name that suits it best: the order with the least distance in all is taken."""
    looks = [hls(ground.scheme.colours[slot]) for slot in _ACCENTS]
    names: tuple[Hue, ...] = (*_HUES, "slate")
    costs = {(name, place): _unlike(name, look) for name in names for place, look in enumerate(looks)}
    best = min(
        permutations(range(len(_ACCENTS))),
        key=lambda order: sum(costs[name, place] for name, place in zip(names, order, strict=True)),
    )
    return {name: ground.standing_out(_ACCENTS[place]) for name, place in zip(names, best, strict=True)}


def _unlike(name: Hue, look: tuple[float, float, float]) -> float:
    hue, light, saturation = look
    grey = saturation < _GREY or not 0.1 < light < 0.9
    if name == "slate":
        return saturation
    apart = abs(hue - _HUES[name])
    return 0.5 if grey else min(apart, 1 - apart) * 2


def _lightest(scheme: Scheme) -> Slot:
    slots: Iterable[Slot] = ("dk1", "lt1", "dk2", "lt2")
    return max(slots, key=lambda slot: luminance(scheme.colours[slot]))


def _is_white(ground: Ground) -> bool:
    return luminance(ground.scheme.colours[_lightest(ground.scheme)]) > 0.9
