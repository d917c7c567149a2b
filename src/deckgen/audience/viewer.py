"""For whom a deck is built: one audience or all of them, the lecturer's edition or the one for students."""

from __future__ import annotations

from msgspec import Struct

from deckgen.outline.selectable import Selectable

STUDENTS = "students"
"""What stands for the edition for students in `only` and `except`."""


class Viewer(Struct, frozen=True):
    """Who is going to see the deck; without an audience, everything that any audience sees is shown."""

    audience: str | None = None
    students: bool = False

    def sees(self, thing: Selectable) -> bool:
        """Whether this is for the viewer, as far as it says itself."""
        names = self._names
        if names.intersection(thing.except_):
            return False
        if not thing.only or names.intersection(thing.only):
            return True
        return self.audience is None and any(name not in (STUDENTS, *thing.except_) for name in thing.only)

    @property
    def _names(self) -> set[str]:
        names = {STUDENTS} if self.students else set()
        return names if self.audience is None else names | {self.audience}
