"""The name that an author probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST_NAME = 80
"""Longer texts are not misspelt names, and comparing them takes long."""


def closest(name: str, names: Iterable[str]) -> str | None:
    """The member of `names` of which `name` is probably a misspelling, or None.

    A misspelling shares most of its letters with the name, and takes few slips or leaves out a word: `flowchart` is
    none of `chart`, but `kernel` may be one of `OS kernel`.
    """
    import difflib  # noqa: PLC0415  (few outlines hold mistakes)

    if len(name) > LONGEST_NAME:
        return None
    by_lower = {_plain(known): known for known in names}
    typed = _plain(name)
    near = difflib.get_close_matches(typed, by_lower, n=3, cutoff=0.7)
    return next((by_lower[found] for found in near if _is_slip(typed, found)), None)


def _is_slip(typed: str, meant: str) -> bool:
    words, others = (set(re.split(r"[\W_]+", name)) for name in (typed, meant))
    return words <= others or others <= words or _slips(typed, meant) <= 1 + len(typed) // 4


def _plain(name: str) -> str:
    return name.lower().replace("-", "_").replace(" ", "_")


def _slips(typed: str, meant: str) -> int:
    """The number of letters added, left out, exchanged or swapped with a neighbour (optimal string alignment)."""
    rows = [list(range(len(meant) + 1))]
    for i, letter in enumerate(typed, 1):
        row = [i]
        for j, other in enumerate(meant, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == meant[j - 2] and other == typed[i - 2]:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
