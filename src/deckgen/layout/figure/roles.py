"""Which colour a box has: roles mean the same in the whole deck."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

from msgspec import Struct

from deckgen.outline.box import Box
from deckgen.outline.head import Role
from deckgen.paint import Colour
from deckgen.theme.tokens import Hue, Palette

_ORDER: tuple[Hue, ...] = ("teal", "blue", "violet", "amber", "slate", "red")


class RoleBook(Struct, frozen=True):
    """The roles of a lecture with their colours. Boxes without a role are slate, or blue where there are no roles."""

    roles: Mapping[str, Role]
    hues: Mapping[str, Colour]
    neutral: Colour

    def role_of(self, box: Box) -> str | None:
        """The role that the author gave the box, or the one whose label or pattern fits the box's label."""
        if box.role:
            return box.role[0]
        label = box.label.plain.casefold() if box.label else ""
        for name, role in self.roles.items():
            patterns = (role.label.plain, *role.matches)
            if label and any(fnmatchcase(label, pattern.casefold()) for pattern in patterns):
                return name
        return None

    def hue(self, role: str | None) -> Colour:
        """The full colour of a role."""
        return self.hues.get(role, self.neutral) if role else self.neutral


def role_book(roles: Mapping[str, Role], palette: Palette) -> RoleBook:
    """Colours for roles: those the author chose, then the free ones in order."""
    taken = {role.colour for role in roles.values() if role.colour}
    free = [hue for hue in _ORDER if hue not in taken] or list(_ORDER)
    hues: dict[str, Colour] = {}
    unnamed = 0
    for name, role in roles.items():
        if role.colour:
            hues[name] = palette.hues[role.colour]
        else:
            hues[name] = palette.hues[free[unnamed % len(free)]]
            unnamed += 1
    return RoleBook(roles, hues, palette.hues["slate" if roles else "blue"])
