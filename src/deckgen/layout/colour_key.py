"""The colour key of a lecture: the colour of each role, and the role of each box, cell or series."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from deckgen.outline.box import Box
from deckgen.outline.head import Role, role_named
from deckgen.paint import Colour
from deckgen.theme.tokens import Hue, Palette

_FOR_ROLES: tuple[Hue, ...] = ("teal", "blue", "violet", "amber", "slate", "red")
_FOR_WORDS: tuple[Hue, ...] = ("blue", "teal", "amber", "violet", "slate", "red")


class Coloured(Struct, frozen=True):
    """A label, as a legend shows it, with the colour that it explains."""

    label: str
    hue: Colour


class ColourKey(Struct, frozen=True):
    """The roles of a lecture with their colours. Boxes without a role are slate, or blue if there are no roles."""

    roles: Mapping[str, Role]
    hues: Mapping[str, Colour]
    palette: Palette

    def role_of(self, box: Box) -> str | None:
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
        return self.hues.get(role, neutral) if role else neutral

    def of_words(self, words: Iterable[str]) -> Mapping[str, Coloured]:
        """A colour for each of `words`, in their order; words that name no role get unused hues."""
        distinct = list(dict.fromkeys(words))
        roles = {word: role for word in distinct if (role := self.role_named(word)) is not None}
        taken = {self.hue(role) for role in roles.values()}
        hues = self.palette.hues
        free = [hues[hue] for hue in _FOR_WORDS if hues[hue] not in taken] or list(hues.values())
        others = [word for word in distinct if word not in roles]
        found = {word: Coloured(word, free[index % len(free)]) for index, word in enumerate(others)}
        found |= {word: Coloured(self.roles[role].label.plain, self.hue(role)) for word, role in roles.items()}
        return {word: found[word] for word in distinct}


def colour_key(roles: Mapping[str, Role], palette: Palette) -> ColourKey:
    """The key for `roles`: colours chosen by the author first, then the unused ones in order."""
    taken = {role.colour for role in roles.values() if role.colour}
    free = [hue for hue in _FOR_ROLES if hue not in taken] or list(_FOR_ROLES)
    unnamed = [name for name, role in roles.items() if not role.colour]
    hues = {name: palette.hues[free[index % len(free)]] for index, name in enumerate(unnamed)}
    hues |= {name: palette.hues[role.colour] for name, role in roles.items() if role.colour}
    return ColourKey(roles, hues, palette)
