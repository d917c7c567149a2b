"""The name that an author probably meant."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST_NAME = 80
"""Longer texts are not misspelt names, and comparing them takes long."""


def closest(name: str, names: Iterable[str]) -> str | None:
    """The member of `names` of which `name` is probably a misspelling, or None."""
    import difflib  # noqa: PLC0415  (few outlines hold mistakes)

    if len(name) > LONGEST_NAME:
        return None
    by_lower = {known.lower().replace("-", "_"): known for known in names}
    found = difflib.get_close_matches(name.lower().replace("-", "_").replace(" ", "_"), by_lower, n=1, cutoff=0.7)
    return by_lower[found[0]] if found else None
