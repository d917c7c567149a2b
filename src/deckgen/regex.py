"""Regular expressions that cost nothing until they are used: most decks need a few of the many that deckgen knows."""

from __future__ import annotations

import re
from typing import AnyStr, cast


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The regular expression that `re.compile` makes of a pattern, but compiled when it is first used."""
    return cast("re.Pattern[AnyStr]", _Uncompiled(pattern, flags))


class _Uncompiled:
    """A regular expression that is not compiled yet; whatever has been used of it is found at once from then on."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        used = getattr(re.compile(self.pattern, self.flags), name)
        setattr(self, name, used)
        return used
