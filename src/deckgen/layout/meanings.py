"""Which colour a word has: the colour of the role it names, or one of its own where it names none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from msgspec import Struct

from deckgen.layout.figure.roles import RoleBook
from deckgen.paint import Colour
from deckgen.theme.tokens import Hue, Palette

_ORDER: tuple[Hue, ...] = ("blue", "teal", "amber", "violet", "slate", "red")


class Meaning(Struct, frozen=True):
    """What a colour stands for, in the words of the legend."""

    label: str
    hue: Colour


def meanings(words: Iterable[str], book: RoleBook, palette: Palette) -> Mapping[str, Meaning]:
    """A meaning for each of `words`, in the order in which they come; those that are no roles get free hues."""
    distinct = list(dict.fromkeys(words))
    roles = {word: role for word in distinct if (role := role_named(word, book)) is not None}
    taken = {book.hue(role) for role in roles.values()}
    free = [palette.hues[hue] for hue in _ORDER if palette.hues[hue] not in taken] or list(palette.hues.values())
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
