"""The colours of a template: their RRGGBB, and the theme colour of ours for each.

A master maps the names that text and shapes use (tx1, bg1 …) to the colours of its theme, and a layout can map them
anew. Our slot dk1 is tx1, lt1 is bg1, dk2 is tx2 and lt2 is bg2, whatever the master maps these to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from colorsys import hls_to_rgb
from functools import lru_cache
from itertools import permutations
from typing import Final, get_args

from msgspec import Struct
from msgspec.structs import replace

from deckgen.paint import Colour, Slot
from deckgen.template.opening import A, P, Sheet, Tree, fragment
from deckgen.theme.contrast import (
    READABLE,
    VISIBLE,
    contrast,
    distance,
    from_linear,
    has_quiet_tint,
    hls,
    linear,
    luminance,
    mixed,
)
from deckgen.theme.tokens import Hue, Palette, Tone

_NAMES: Final[dict[str, Slot]] = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
_SHADES = (0, 10, 15, 25, 35, 50, 65, 75)
_TINTS = (15, 25, 35, 40, 50, 60, 75, 80, 85, 90, 95)
_CLOSE = 12
_PLAIN: Final = 10
"""The number of slots that text and shapes can have; links have the other two."""
COLOURS: Final = (f"{A}schemeClr", f"{A}srgbClr", f"{A}sysClr", f"{A}prstClr")
"""The elements that state a colour."""


class Paint(Struct, frozen=True):
    """A colour of the template: its RRGGBB, and our colour that equals it or comes closest."""

    rgb: str
    colour: Colour
    is_estimate: bool = False
    """True for the average colour of a picture, which is lighter in some places and darker in others."""


class Scheme(Struct, frozen=True):
    """The colours of slides on a layout: the RRGGBB of each slot, and the slot for each name in the theme."""

    colours: Mapping[Slot, str]
    names: Mapping[str, Slot]

    def paint(self, tree: Tree, own: Colour | None = None) -> Paint | None:
        """The colour in a:solidFill, a:buClr and the like; None if there is none. `own` replaces phClr."""
        for element in tree.iter(*COLOURS):
            slot = self._slot(element, own)
            if slot is not None:
                return self._changed(slot, element)
            rgb = _stored(element)
            return Paint(rgb, self.nearest(rgb))
        return None

    def nearest(self, rgb: str) -> Colour:
        """The colour that looks most like `rgb`; plain slots are preferred to shades, and these to other hues."""
        return _nearest(rgb, tuple(sorted(self.colours.items())))

    def blend(self, gradient: Tree) -> Paint | None:
        """The average colour of a gradient; None if it has no colours."""
        stops = [linear(found[0]) for stop in gradient.iter(f"{A}gs") if (found := self.seen(stop)) is not None]
        if not stops:
            return None
        rgb = from_linear(sum(parts) / len(stops) for parts in zip(*stops, strict=True))
        return Paint(rgb, self.nearest(rgb))

    def seen(self, tree: Tree, own: str | None = None) -> tuple[str, float] | None:
        """The RRGGBB that the first colour in `tree` has with all its changes, and its opacity from 0 to 1.

        None if there is no colour. `own` is the RRGGBB that replaces phClr.
        """
        for element in tree.iter(*COLOURS):
            if element.get("val") == "phClr":
                rgb = own or self.colours["lt1"]
            else:
                slot = self._slot(element, None)
                rgb = _stored(element) if slot is None else self.colours[slot]
            return _changed(rgb, element)
        return None

    def _changed(self, slot: Slot, element: Tree) -> Paint:
        """The slot with the changes in `element`, as far as our colours can express them."""
        change = {child.tag.removeprefix(A): int(child.get("val", "0")) // 1000 for child in element}
        plain = change.keys() <= {"lumMod", "lumOff", "alpha"}
        if plain and "lumOff" in change:
            colour = Colour(slot, tint=change["lumOff"])
        elif plain and change.get("lumMod", 100) < 100:
            colour = Colour(slot, shade=100 - change["lumMod"])
        elif not plain:
            rgb, _ = _changed(self.colours[slot], element)
            return Paint(rgb, self.nearest(rgb))
        else:
            colour = Colour(slot)
        return Paint(mixed(colour, self.colours), colour)

    def _slot(self, element: Tree, own: Colour | None) -> Slot | None:
        if element.tag != f"{A}schemeClr":
            return None
        name = element.get("val", "")
        return own.slot if name == "phClr" and own else self.names.get(name)


Colours = tuple[tuple[Slot, str], ...]
"""The RRGGBB of each slot."""


@lru_cache(maxsize=4096)
def _nearest(rgb: str, colours: Colours) -> Colour:
    candidates, scheme = _candidates(colours), dict(colours)
    close = [colour for colour, seen in candidates[:_PLAIN] if distance(seen, rgb) < _CLOSE]
    if close:
        return min(close, key=lambda colour: distance(scheme[colour.slot], rgb))
    best, seen = min(candidates[_PLAIN:], key=lambda candidate: distance(candidate[1], rgb))
    if distance(seen, rgb) < _CLOSE / 2:
        return best
    return min([best, *_made(rgb, colours)], key=lambda colour: distance(mixed(colour, scheme), rgb))


@lru_cache(maxsize=16)
def _candidates(colours: Colours) -> list[tuple[Colour, str]]:
    """The slots, then their shades and tints, each with its RRGGBB."""
    slots: list[Slot] = [slot for slot in get_args(Slot) if slot not in ("hlink", "folHlink")]
    found = [*map(Colour, slots)]
    for slot in slots:
        found += [Colour(slot, shade=shade) for shade in _SHADES[1:]]
        found += [Colour(slot, tint=tint) for tint in _TINTS]
    return [(colour, mixed(colour, dict(colours))) for colour in found]


def _made(rgb: str, colours: Colours) -> Iterator[Colour]:
    """`rgb` made of each slot: turned to its hue, as light and as saturated."""
    wanted = hls(rgb)
    for slot, own in colours:
        hue, light, saturation = hls(own)
        more, less = (wanted[1] - light) / max(1 - light, 0.01), 1 - wanted[1] / max(light, 0.01)
        tint, shade = max(round(100 * more), 0), max(round(100 * less), 0)
        if saturation > _GREY / 2 and wanted[2] > _GREY / 2:
            full = round(100 * wanted[2] / saturation)
            yield _moved_to(Colour(slot, saturation=full, turn=round(360 * (wanted[0] - hue))), tint - shade)
        elif saturation <= _GREY / 2:
            yield Colour(slot, tint, 0 if tint else shade)


def _moved_to(colour: Colour, change: int) -> Colour:
    """A colour with this tint, or shade if it is negative; without either, its saturation would not be reduced."""
    change = -1 if change == 0 and colour.saturation != 100 else change
    return replace(colour, tint=min(max(change, 0), 95), shade=min(max(-change, 0), 95))


def _changed(rgb: str, element: Tree) -> tuple[str, float]:
    """A colour with the changes below its element, in order, and its opacity (ECMA-376 part 1, 20.1.2.3)."""
    alpha = 1.0
    for child in element:
        kind, share = child.tag.removeprefix(A), int(child.get("val", "0")) / 100_000
        match kind:
            case "alpha" | "alphaMod":
                alpha *= share
            case "tint" | "shade":
                rgb = _lighter(rgb, *((share, 1.0) if kind == "tint" else (1.0, share)))
            case "lumMod" | "lumOff" | "satMod" | "satOff" | "hueMod" | "hueOff":
                rgb = _moved(rgb, kind, share)
            case "inv":
                rgb = f"{0xFFFFFF - int(rgb, 16):06X}"
            case "gray":
                rgb = from_linear([luminance(rgb)] * 3)
    return rgb, alpha


def _lighter(rgb: str, tint: float, shade: float) -> str:
    """A colour lightened until the share `tint` of it is left, or darkened to the share `shade`.

    ECMA-376 part 1, 20.1.2.3.34 and 20.1.2.3.31; PowerPoint computes in linear light.
    """
    return from_linear((part * tint + 1 - tint) * shade for part in linear(rgb))


def _moved(rgb: str, kind: str, share: float) -> str:
    """A colour with its hue, lightness (`lum`) or saturation multiplied (`Mod`) or moved (`Off`)."""
    parts = list(hls(rgb))
    place = {"hue": 0, "lum": 1, "sat": 2}[kind[:3]]
    if kind == "hueOff":
        # Hues are moved by sixty-thousandths of a degree.
        share = share * 100_000 / 60_000 / 360
    parts[place] = parts[place] * share if kind.endswith("Mod") else parts[place] + share
    hue, light, saturation = parts[0] % 1.0, min(max(parts[1], 0.0), 1.0), min(max(parts[2], 0.0), 1.0)
    return "".join(f"{round(part * 255):02X}" for part in hls_to_rgb(hue, light, saturation))


def _stored(element: Tree) -> str:
    """The RRGGBB of a colour that is no slot; black for notations that designers do not use."""
    value = (element.get("lastClr") or element.get("val") or "").upper()
    value = {"BLACK": "000000", "WHITE": "FFFFFF", "WINDOW": "FFFFFF"}.get(value, value)
    return value if len(value) == 6 and all(sign in "0123456789ABCDEF" for sign in value) else "000000"


def scheme_of(theme: Tree, master: Sheet, layout: Sheet | None = None) -> Scheme:
    """The colours of slides on `layout`, or on layouts of the master without a colour map of their own."""
    stored: dict[str, str] = {}
    for entry in theme.find(f".//{A}clrScheme"):
        stored[entry.tag.removeprefix(A)] = _stored(entry[0])
    own = None if layout is None else layout.tree.find(f"{P}clrMapOvr/{A}overrideClrMapping")
    mapping = dict((own if own is not None else master.tree.find(f"{P}clrMap")).attrib)
    colours: dict[Slot, str] = {}
    names: dict[str, Slot] = {}
    for slot in get_args(Slot):
        name = next((typed for typed, ours in _NAMES.items() if ours == slot), slot)
        source = mapping.get(name, slot)
        colours[slot] = stored.get(source, "000000")
        names[name] = slot
        names.setdefault(source, slot)
    return Scheme(colours, names)


def own_colour_map(layout: Sheet) -> str:
    """The p:clrMapOvr that slides repeat from a layout with its own colour map; empty for other layouts."""
    own = layout.tree.find(f"{P}clrMapOvr/{A}overrideClrMapping")
    return "" if own is None else f"<p:clrMapOvr>{fragment(own)}</p:clrMapOvr>"


_ACCENTS: Final[tuple[Slot, ...]] = ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
_HUES: Final[dict[Hue, float]] = {"blue": 0.59, "teal": 0.44, "violet": 0.75, "amber": 0.09, "red": 0.0}
"""The hues on the colour circle, from 0 to 1; slate is the accent with the least saturation."""
_GREY = 0.2
_ADDED: Final = 75
"""The saturation in percent that a grey gets with a hue."""
_STEPS = (0, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85)
_WELL_READABLE = 7.0
_APART: Final = 34
"""The distance from which two colours are told apart."""
_PALE, _EDGE = 1.06, 1.5
"""The contrasts with the background that fills and edges of boxes need at least."""


class Ground(Struct, frozen=True):
    """The background of text and shapes, and the colours that can be distinguished from it."""

    scheme: Scheme
    paint: Paint
    surface: str | None = None
    """A second background of text, as RRGGBB."""

    @property
    def is_dark(self) -> bool:
        return contrast(self.paint.rgb, "FFFFFF") > contrast(self.paint.rgb, "000000")

    @property
    def paper(self) -> Colour:
        return self.paint.colour

    def contrast(self, colour: Colour) -> float:
        """The contrast of a colour with the background, and with our colours that replace the background's."""
        rgb = mixed(colour, self.scheme.colours)
        grounds = (self.paint.rgb, mixed(self.paper, self.scheme.colours), self.surface or self.paint.rgb)
        return min(contrast(rgb, ground) for ground in grounds)

    def apart(self, colour: Colour) -> float:
        """The contrast of a colour with the background alone."""
        return contrast(mixed(colour, self.scheme.colours), self.paint.rgb)

    def ink(self, wanted: Colour | None = None) -> Colour:
        """The colour of text: the template's own, if it is readable."""
        if wanted is not None and self.contrast(wanted) >= READABLE:
            return wanted
        best = max((Colour("dk1"), Colour("lt1"), Colour("dk2"), Colour("lt2")), key=self.contrast)
        if self.contrast(best) >= VISIBLE:
            return best
        # All four are like the background, which is then made as much lighter or darker as it can be.
        return max([best, *(_moved_to(Colour(best.slot), change) for change in (-85, 85))], key=self.contrast)

    def readable(self, wanted: Colour, least: float) -> Colour:
        """The colour that is most like the owner's and has the contrast `least`; plain ink if none has."""
        more, less = (wanted.tint, wanted.shade) if self.is_dark else (wanted.shade, wanted.tint)
        steps = [-step for step in range(less, 0, -5)] + list(range(more, 90, 5))
        colours = [_moved_to(wanted, step if self.is_dark else -step) for step in steps]
        return next((colour for colour in colours if self.contrast(colour) >= least), self.ink())

    def muted(self, ink: Colour) -> Colour:
        """A muted colour for text that is still readable."""
        quiet = [self._toward(Colour(ink.slot), step) for step in (40, 35, 30, 25, 15)]
        return next((colour for colour in quiet if self.contrast(colour) >= READABLE + 0.3), ink)

    def standing_out(self, slot: Slot, least: float = READABLE, turn: int = 0) -> Colour:
        """A slot unchanged or turned, mixed with as much black or white as it needs for the contrast `least`."""
        is_dark = self.is_dark
        steps = [Colour(slot, step if is_dark else 0, 0 if is_dark else step, turn=turn) for step in _STEPS]
        most = max(steps, key=self.contrast)
        usual = most if self.contrast(most) >= VISIBLE else self.ink()
        return next((colour for colour in steps if self.contrast(colour) >= least), usual)

    def saturated(self, slot: Slot, hue: int) -> Colour:
        """A grey slot with a hue in degrees, as light or dark as it needs to be read on the background."""
        light = hls(self.scheme.colours[slot])[1]
        levels = range(50, 95, 5) if self.is_dark else range(40, 5, -5)
        colours = []
        for level in (step / 100 for step in levels):
            more, less = (level - light) / max(1 - light, 0.01), 1 - level / max(light, 0.01)
            change = round(100 * more) if more >= 0 else -round(100 * less)
            colours.append(replace(_moved_to(Colour(slot, turn=hue), change), added=_ADDED))
        usual = max(colours, key=self.contrast)
        return next((colour for colour in colours if self.contrast(colour) >= READABLE), usual)

    def near(self, share: int) -> Colour:
        """The background colour, moved `share` percent to its opposite, or away from text with little contrast."""
        paper = self.paper
        is_middle = max(contrast(self.paint.rgb, ink) for ink in ("FFFFFF", "000000")) < _WELL_READABLE
        change = paper.tint - paper.shade + (share if self.is_dark != is_middle else -share)
        return _moved_to(paper, change)

    def _toward(self, ink: Colour, share: int) -> Colour:
        """Text moved `share` percent towards the background; white can only become darker, black only lighter."""
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
    pale = Tone(shade=54, saturation=70) if dark else Tone(tint=76, saturation=75)
    edge, accent = Tone(), content.standing_out("accent1")
    return Palette(
        ink=text,
        muted=content.muted(text),
        rule=content.near(25 if dark else 18),
        track=content.near(15),
        surface=surface,
        paper=content.paper,
        accent=accent,
        emphasis=accent if has_quiet_tint(mixed(accent, content.scheme.colours), on_dark=dark) else hues["slate"],
        section_ground=section.paper,
        on_dark=on_dark,
        on_dark_muted=section.muted(on_dark),
        on_dark_accent=section.standing_out("accent1", VISIBLE),
        on_dark_rule=section.near(25),
        good=hues["teal"],
        bad=hues["red"],
        hues=hues,
        well=content.near(20 if dark else 12),
        mat=Colour(_lightest(content.scheme), tint=0 if _is_white(content) else 100) if dark else None,
        pale=pale,
        edge=edge,
        quiet=Tone(shade=20) if dark else Tone(tint=25),
        depth=Tone(tint=5) if dark else Tone(shade=4),
        pales=_tones(content, hues.values(), pale, _PALE, text),
        edges=_tones(content, hues.values(), edge, _EDGE),
    )


def _surface(ground: Ground, ink: Colour) -> Colour:
    """The template's second background colour if it is muted, or else a shade of the background."""
    second = mixed(Colour("lt2"), ground.scheme.colours)
    ink_rgb = mixed(ink, ground.scheme.colours)
    apart = contrast(second, ground.paint.rgb)
    if 1.04 <= apart <= 1.3 and contrast(second, ink_rgb) >= _WELL_READABLE:
        return Colour("lt2")
    return ground.near(10 if ground.is_dark else 5)


def _hues(ground: Ground) -> Mapping[Hue, Colour]:
    """The accents by name: each gets the name that suits it, in the order with the least total distance.

    An accent that looks like one before it gives way to the most colourful one, turned to the hue of the name.
    """
    looks = [hls(ground.scheme.colours[slot]) for slot in _ACCENTS]
    names: tuple[Hue, ...] = (*_HUES, "slate")
    costs = {(name, place): _unlike(name, look) for name in names for place, look in enumerate(looks)}
    best = min(
        permutations(range(len(_ACCENTS))),
        key=lambda order: sum(costs[name, place] for name, place in zip(names, order, strict=True)),
    )
    places = dict(zip(names, best, strict=True))
    found: dict[Hue, Colour] = {}
    for name in sorted(names, key=lambda each: costs[each, places[each]]):
        taken = [mixed(colour, ground.scheme.colours) for colour in found.values()]
        found[name] = _distinct(
            [ground.standing_out(_ACCENTS[places[name]]), *_turned(name, _ACCENTS[places[name]], ground)],
            taken,
            ground,
        )
    return {name: found[name] for name in names}


def _distinct(colours: Sequence[Colour], taken: Sequence[str], ground: Ground) -> Colour:
    """The first colour that is apart from all that are taken, or else the one that is farthest from them."""
    seen = {colour: mixed(colour, ground.scheme.colours) for colour in colours}
    return max(colours, key=lambda each: min([_APART, *(distance(seen[each], other) for other in taken)]))


def _turned(name: Hue, own: Slot, ground: Ground) -> Iterator[Colour]:
    """Other colours for a name: the most colourful accent turned to the hue of the name, or near it, and a grey.

    Where all accents are grey, the name's `own` one gets the hue.
    """
    looks = {slot: hls(ground.scheme.colours[slot]) for slot in _ACCENTS}
    chroma = {slot: look[2] * (1 - abs(2 * look[1] - 1)) for slot, look in looks.items()}
    slot = max(_ACCENTS, key=lambda each: chroma[each])
    grey = Colour(ground.ink().slot)
    quiet = Colour(grey.slot, shade=35) if ground.is_dark else Colour(grey.slot, tint=35)
    if name == "slate":
        yield quiet if ground.contrast(quiet) >= READABLE else grey
    elif chroma[slot] < _GREY / 2:
        yield from (ground.saturated(own, round(360 * _HUES[name] + more) % 360) for more in (0, 20, -20))
    else:
        start = round(360 * looks[slot][0])
        # LibreOffice stops at both ends of the circle, so no turn goes past them.
        wanted = (round(360 * _HUES[name] + more) % 360 for more in (0, 20, -20, 40, -40))
        yield from (ground.standing_out(slot, turn=hue - start) for hue in wanted)


def _tones(
    ground: Ground, hues: Iterable[Colour], usual: Tone, least: float, ink: Colour | None = None
) -> Mapping[Slot, Tone]:
    """The tones of slots for which the usual one has less than the contrast `least` to the background.

    With `ink`, they are also those on which it could not be read.
    """
    text = None if ink is None else mixed(ink, ground.scheme.colours)

    def fits(colour: Colour) -> bool:
        is_read = text is None or contrast(mixed(colour, ground.scheme.colours), text) >= READABLE
        return is_read and ground.apart(colour) >= least

    tones = {}
    for colour in hues:
        if not fits(usual.of(colour)):
            steps = [step if ground.is_dark else -step for step in range(5, 90, 5)]
            steps = [*range(usual.tint - 5, 0, -5), *range(-usual.shade + 5, 0, 5), 0, *steps]
            steps += range(-usual.shade - 5, -95, -5) if ground.is_dark else range(usual.tint + 5, 95, 5)
            made = (Tone(max(step, 0), max(-step, 0), usual.saturation) for step in steps)
            tones[colour.slot] = next((tone for tone in made if fits(tone.of(colour))), usual)
    return tones


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
