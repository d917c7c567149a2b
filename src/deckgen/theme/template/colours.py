"""Colours as a template writes them: what they look like, and which of our colours stands for them.

A master maps the names that text and shapes use (tx1, bg1 …) to the colours of its theme, and a layout can map them
anew. Our slot dk1 is tx1, lt1 is bg1, dk2 is tx2 and lt2 is bg2, whatever these are mapped to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final, get_args

from msgspec import Struct

from deckgen.paint import Colour, Slot
from deckgen.theme.contrast import distance, from_linear, linear, mixed
from deckgen.theme.template.opening import A, P, Sheet, Tree, fragment

_NAMES: Final[dict[str, Slot]] = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
_SHADES = (0, 10, 15, 25, 35, 50, 65, 75)
_TINTS = (15, 25, 35, 40, 50, 60, 75, 80, 85, 90, 95)
_CLOSE = 12


class Paint(Struct, frozen=True):
    """A colour of the template: RRGGBB, and the colour of ours that is it or comes next to it."""

    rgb: str
    colour: Colour
    is_estimate: bool = False
    """Whether it stands for a picture, which is lighter here and darker there."""


class Scheme(Struct, frozen=True, dict=True):
    """The colours of slides on a layout: RRGGBB for each slot, and what a slot's name in the theme is mapped to."""

    colours: Mapping[Slot, str]
    names: Mapping[str, Slot]

    @cached_property
    def _nearest(self) -> dict[str, Colour]:
        return {}

    def paint(self, tree: Tree, own: Colour | None = None) -> Paint | None:
        """The colour in a:solidFill, a:buClr and the like; None if it has none. `own` stands for phClr."""
        for element in tree.iter(f"{A}schemeClr", f"{A}srgbClr", f"{A}sysClr", f"{A}prstClr"):
            slot = self._slot(element, own)
            if slot is not None:
                return self._changed(slot, element)
            rgb = _stored(element)
            return Paint(rgb, self.nearest(rgb))
        return None

    def nearest(self, rgb: str) -> Colour:
        """The colour that looks most like `rgb`; plain slots are preferred to shades of them."""
        if rgb not in self._nearest:
            candidates = list(self._candidates())
            close = [colour for colour in candidates[:10] if distance(mixed(colour, self.colours), rgb) < _CLOSE]
            self._nearest[rgb] = min(
                close or candidates, key=lambda colour: distance(mixed(colour, self.colours), rgb)
            )
        return self._nearest[rgb]

    def _changed(self, slot: Slot, element: Tree) -> Paint:
        """The slot with the changes that are written in `element`, as far as our colours know them."""
        change = {child.tag.removeprefix(A): int(child.get("val", "0")) // 1000 for child in element}
        if "lumOff" in change:
            colour = Colour(slot, tint=change["lumOff"])
        elif change.get("lumMod", 100) < 100:
            colour = Colour(slot, shade=100 - change["lumMod"])
        elif "tint" in change or "shade" in change:
            rgb = _lighter(self.colours[slot], change.get("tint", 100), change.get("shade", 100))
            return Paint(rgb, self.nearest(rgb))
        else:
            colour = Colour(slot)
        return Paint(mixed(colour, self.colours), colour)

    def _candidates(self) -> Iterator[Colour]:
        slots: list[Slot] = [slot for slot in get_args(Slot) if slot not in ("hlink", "folHlink")]
        yield from map(Colour, slots)
        for slot in slots:
            yield from (Colour(slot, shade=shade) for shade in _SHADES[1:])
            yield from (Colour(slot, tint=tint) for tint in _TINTS)

    def _slot(self, element: Tree, own: Colour | None) -> Slot | None:
        if element.tag != f"{A}schemeClr":
            return None
        name = element.get("val", "")
        return own.slot if name == "phClr" and own else self.names.get(name)


def _lighter(rgb: str, tint: int, shade: int) -> str:
    """A colour mixed with so much light that `tint` percent of it are left, or darkened to `shade` percent of it.

    ECMA-376 part 1, 20.1.2.3.34 and 20.1.2.3.31; PowerPoint counts in amounts of light.
    """
    return from_linear((part * tint / 100 + (100 - tint) / 100) * shade / 100 for part in linear(rgb))


def _stored(element: Tree) -> str:
    """The RRGGBB of a colour that is no slot; black where it is written in a way that designers do not use."""
    value = (element.get("lastClr") or element.get("val") or "").upper()
    value = {"BLACK": "000000", "WHITE": "FFFFFF", "WINDOW": "FFFFFF"}.get(value, value)
    return value if len(value) == 6 and all(sign in "0123456789ABCDEF" for sign in value) else "000000"


def scheme_of(theme: Tree, master: Sheet, layout: Sheet | None = None) -> Scheme:
    """The colours of slides on `layout`, or on layouts of the master that map nothing themselves."""
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
    """The p:clrMapOvr that slides of a layout repeat because it maps colours anew; nothing for other layouts."""
    own = layout.tree.find(f"{P}clrMapOvr/{A}overrideClrMapping")
    return "" if own is None else f"<p:clrMapOvr>{fragment(own)}</p:clrMapOvr>"
