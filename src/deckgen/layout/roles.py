"""Which colour a box has: roles mean the same in the whole deck."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


_HUES: tuple[Hue, ...] = ("blue", "teal", "amber", "violet", "slate", "red")


class Meaning(Struct, frozen=True):
    """What a colour stands for, in the words of the legend."""

    label: str
    hue: Colour


def meanings(words: Iterable[str], book: RoleBook, palette: Palette) -> Mapping[str, Meaning]:
    """A meaning for each of `words`, in the order in which they come; those that are no roles get free hues."""
    distinct = list(dict.fromkeys(words))
    roles = {word: role for word in distinct if (role := role_named(word, book)) is not None}
    taken = {book.hue(role) for role in roles.values()}
    free = [palette.hues[hue] for hue in _HUES if palette.hues[hue] not in taken] or list(palette.hues.values())
    found: dict[str, Meaning] = {}
    for word in distinct:
        role = roles.get(word)
        if role is not None:
            found[word] = Meaning(book.roles[role].label.plain, book.hue(role))
        else:
            others = len([other for other in found if other not in roles])
            found[word] = Meaning(word, free[others % len(free)])
    return found


def role_named(word: str, book: RoleBook) -> str | None:
    """The role of that name or label, or one whose pattern fits."""
    wanted = word.casefold()
    for name, role in book.roles.items():
        if wanted == name.casefold():
            return name
        if any(fnmatchcase(wanted, pattern.casefold()) for pattern in (role.label.plain, *role.matches)):
            return name
    return None
