"""The colour key of a lecture: the colour of each role, and the role of each box, cell or series."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Point, Rect, pt
from deckgen.layout.typeset import Style, Typesetter
from deckgen.outline.box import Box as FigureBox
from deckgen.outline.element import Words
from deckgen.outline.role import Role, role_named
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import Box, Connector, Item, TextBox
from deckgen.scene.text import TextBody
from deckgen.text.measure import line_height
from deckgen.theme.hues import more_hues
from deckgen.theme.tokens import Hue, Palette, Theme

_FOR_ROLES: tuple[Hue, ...] = ("teal", "blue", "violet", "amber", "slate", "red")
_FOR_WORDS: tuple[Hue, ...] = ("blue", "teal", "amber", "violet", "slate", "red")


class Coloured(Struct, frozen=True):
    """A label, as a legend shows it, with the colour that it explains."""

    label: str
    hue: Colour


class ColourKey(Struct, frozen=True):
    """The roles of a lecture with their colours.

    Boxes without a role are slate, or blue if there are no roles; if a role is slate, they have the colour of text.
    """

    roles: Mapping[str, Role]
    hues: Mapping[str, Colour]
    palette: Palette

    def role_of(self, box: FigureBox) -> str | None:
        """The role that the author gave the box, or else the one that its label names."""
        if box.role:
            return box.role[0]
        return self.role_named(box.label.plain) if box.label else None

    def role_named(self, word: str) -> str | None:
        """The role that a word on a slide names, by its label, its key or a pattern; None without such a role."""
        return role_named(word, self.roles)

    def hue(self, role: str | None) -> Colour:
        """The full colour of a role."""
        neutral = self.palette.hues["slate" if self.roles else "blue"]
        if self.has_slate:
            neutral = self.palette.ink
        return self.hues.get(role, neutral) if role else neutral

    @property
    def has_slate(self) -> bool:
        """True if a role has the colour that boxes without a role have otherwise."""
        return self.palette.hues["slate"] in self.hues.values()

    def is_strong(self, role: str | None) -> bool:
        """True if boxes of this role have its full colour."""
        return role is not None and role in self.roles and self.roles[role].fill == "strong"

    def entries(self, boxes: Mapping[str, bool], arrows: Collection[str]) -> tuple[Entry, ...]:
        """The entries of a legend for the roles of boxes, each with whether all of them have its full colour, and
        for those of arrows."""
        signs: list[tuple[str, Sign]] = [
            (name, "full box" if boxes[name] else "box") for name in self.roles if name in boxes
        ]
        signs += [(name, "arrow") for name in self.roles if name in arrows]
        return tuple(Entry(self.roles[name].label, self.hue(name), sign) for name, sign in signs)

    def of_words(self, words: Iterable[str], used: Iterable[Colour] = ()) -> Mapping[str, Coloured]:
        """A colour for each of `words`, in their order; words that name no role get hues that are not `used`."""
        distinct = list(dict.fromkeys(words))
        roles = {word: role for word in distinct if (role := self.role_named(word)) is not None}
        taken = {*used, *(self.hue(role) for role in roles.values())}
        hues = self.palette.hues
        free = [hues[hue] for hue in _FOR_WORDS if hues[hue] not in taken] or list(hues.values())
        others = [word for word in distinct if word not in roles]
        found = {word: Coloured(word, free[index % len(free)]) for index, word in enumerate(others)}
        found |= {word: Coloured(self.roles[role].label.plain, self.hue(role)) for word, role in roles.items()}
        return {word: found[word] for word in distinct}


def colour_key(roles: Mapping[str, Role], theme: Theme) -> ColourKey:
    """The key for `roles`: colours chosen by the author first, then the unused ones in order, then more of them."""
    palette = theme.palette
    taken = {role.colour for role in roles.values() if role.colour}
    free = [palette.hues[hue] for hue in _FOR_ROLES if hue not in taken]
    unnamed = [name for name, role in roles.items() if not role.colour]
    if len(unnamed) > len(free):
        free += more_hues(theme, len(unnamed) - len(free))
    free = free or list(palette.hues.values())
    hues = {name: free[index % len(free)] for index, name in enumerate(unnamed)}
    hues |= {name: palette.hues[role.colour] for name, role in roles.items() if role.colour}
    return ColourKey(roles, hues, palette)


def local_key(key: ColourKey, roles: Mapping[str, Role], theme: Theme) -> ColourKey:
    """The key of a figure with roles of its own, which come first; the others keep their colours."""
    if not roles:
        return key
    hues, palette = theme.palette.hues, theme.palette
    own = {name: hues[role.colour] for name, role in roles.items() if role.colour}
    taken = {*key.hues.values(), *own.values()}
    unnamed = [name for name in roles if name not in own]
    free = [hues[hue] for hue in _FOR_ROLES if hues[hue] not in taken]
    if len(unnamed) > len(free):
        free += [hue for hue in more_hues(theme, len(key.roles) + len(unnamed)) if hue not in taken]
    free = free or list(hues.values())
    own |= {name: free[index % len(free)] for index, name in enumerate(unnamed)}
    return ColourKey(
        {**roles, **{n: role for n, role in key.roles.items() if n not in roles}}, {**key.hues, **own}, palette
    )


LEGEND_GAP = pt(14)
"""The space between a figure and its legend."""
LEGEND_LINE = pt(24)
_SWATCH = pt(16)
_ARROW = pt(28)
_SIGN_GAP = pt(8)
_ENTRY_GAP = pt(26)

Sign = Literal["box", "full box", "cell", "arrow"]
"""The thing that has the colour: tinted boxes, fully filled boxes, cells of a matrix, or arrows."""


class Entry(Struct, frozen=True):
    """A colour and its meaning."""

    label: Words
    hue: Colour
    sign: Sign

    @property
    def sign_width(self) -> int:
        return _ARROW if self.sign == "arrow" else _SWATCH


class Legend(Struct, frozen=True):
    """The legend of a figure; without entries it takes no room. `gap` is the space above it, in EMU."""

    typesetter: Typesetter
    entries: tuple[Entry, ...]
    gap: int
    line_height: int

    def too_wide(self, width: int) -> Words | None:
        """The first label that is too long for one line of `width`, or None."""
        labels = ((entry.label, self._width(entry)) for entry in self.entries)
        return next((label for label, needed in labels if needed > width or "\n" in label.plain), None)

    def height(self, width: int) -> int:
        """The height that the legend takes from a figure `width` EMU wide; 0 without entries."""
        lines = len(self._lines(width))
        return self._line * lines + self.gap if lines else 0

    def draw(self, area: Rect) -> Iterator[Item]:
        """The signs and labels, line by line, at the bottom of `area`."""
        lines = self._lines(area.width)
        y = area.bottom - self._line * len(lines)
        for line in lines:
            x = area.x
            for entry in line:
                width = self._width(entry)
                room = Rect(x, y, width, self._line)
                yield self._sign(entry, room)
                # Letters that turn out wider than measured still have half of the gap.
                right = max(min(room.right + _ENTRY_GAP // 2, area.right), room.right)
                yield self._label(entry, replace(room, width=right - x))
                x += width + _ENTRY_GAP
            y += self._line

    def _label(self, entry: Entry, room: Rect) -> TextBox:
        text = room.inset(entry.sign_width + _SIGN_GAP, 0, 0, 0)
        body = TextBody((self.typesetter.set(entry.label, text.width, self._style),), "middle")
        return TextBox(f"Legend {entry.label.plain}", text, body)

    def _sign(self, entry: Entry, room: Rect) -> Item:
        name, hue = f"Legend: {entry.label.plain}", entry.hue
        middle = room.centre.y
        if entry.sign == "arrow":
            ends = Point(room.x, middle), Point(room.x + _ARROW, middle)
            return Connector(f"{name} arrow", ends, Stroke(hue, pt(2.25)), end_head=True, decorative=True)
        palette, width = self.typesetter.theme.palette, self.typesetter.theme.space.line
        fill, line = hue, None if entry.sign == "cell" else Stroke(hue, width)
        if entry.sign == "box":
            fill, line = palette.pale_of(hue), Stroke(palette.edge_of(hue), width)
        rect = Rect(room.x, middle - _SWATCH // 2, _SWATCH, _SWATCH)
        return Box(name, rect, "rounded", fill, line, pt(3), decorative=True)

    def _lines(self, width: int) -> list[list[Entry]]:
        lines: list[list[Entry]] = []
        x = width
        for entry in self.entries:
            x += _ENTRY_GAP + self._width(entry)
            if x > width:
                lines.append([])
                x = self._width(entry)
            lines[-1].append(entry)
        return lines

    @property
    def _line(self) -> int:
        """The height of a line, which is that of its letters at least."""
        return max(self.line_height, line_height(self._style.size))

    def _width(self, entry: Entry) -> int:
        return entry.sign_width + _SIGN_GAP + self.typesetter.natural_width(entry.label, self._style)

    @property
    def _style(self) -> Style:
        return Style(self.typesetter.theme.sizes.note[2], self.typesetter.theme.palette.muted)
