"""Results kept for the next time: what a pure function returned for a value is found again for an equal one.

A lecture that is drawn at each save changes little from one save to the next. Everything that is kept is kept by the
value of all that it was made of, and values never change, so a result can only be found where it would be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar, cast

T_ = TypeVar("T_")
R_ = TypeVar("R_")

_MISSING: Final = object()
_MOST_NUMBERED = 16


class Memo:
    """The results that were asked for since the last turn, and in the turn before."""

    def __init__(self) -> None:
        self._found: dict[Hashable, Any] = {}
        self._before: dict[Hashable, Any] = {}
        self._numbered: list[tuple[int, object]] = []
        self._count = 0

    def turn(self) -> None:
        """Forget what has not been asked for since the last turn."""
        self._found, self._before = {}, self._found

    def recall(self, key: Hashable, make: Callable[[], T_]) -> T_:
        """The result of `make`, or what it has returned before for an equal key."""
        found = self._found.get(key, _MISSING)
        if found is _MISSING:
            found = self._before.get(key, _MISSING)
            self._found[key] = found = make() if found is _MISSING else found
        return cast(T_, found)

    def recall_for(self, thing: T_, key: tuple[Hashable, ...], make: Callable[[T_], R_]) -> R_:
        """What `make` returns for a thing, or has returned for this object, which is found sooner than an equal."""
        # The entry holds the thing, so that no other can have its number.
        return self.recall((*key, id(thing)), lambda: (thing, make(thing)))[1]

    def number(self, thing: object) -> int:
        """A number that only equal things have, which stands for a thing without a hash in a key."""
        for number, other in self._numbered:
            if other == thing:
                return number
        self._count += 1
        self._numbered = [*self._numbered[1 - _MOST_NUMBERED :], (self._count, thing)]
        return self._count
