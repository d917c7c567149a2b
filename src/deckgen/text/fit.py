"""Choosing a size. In: sizes from large to small and a question; out: the first size whose answer is yes."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def largest(sizes: Sequence[int], fits: Callable[[int], bool]) -> int | None:
    """The first of `sizes` that fits, None where none does. `sizes` go from large to small, in whole points."""
    return next((size for size in sizes if fits(size)), None)
