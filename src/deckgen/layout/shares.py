"""Room shared by things that each need a least amount."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.geometry import shares


def spread(total: int, least: Sequence[int], weights: Sequence[float]) -> list[int]:
    """`total` in proportion to `weights`, but to nobody less than `least`; the sum is `total` where that can be.

    Those whose share would be too small get their least; the others share what is left, again by weight.
    Where even the least amounts are too much, everybody gets the same part of their least.
    """
    if sum(least) > total:
        return shares(total, [max(amount, 1) for amount in least])
    result = list(least)
    open_ = set(range(len(least)))
    left = total
    while open_:
        whole = sum(weights[index] for index in open_)
        small = {index for index in open_ if least[index] * whole > left * weights[index]}
        if not small:
            break
        left -= sum(least[index] for index in small)
        open_ -= small
    order = sorted(open_)
    for index, share in zip(order, shares(left, [weights[index] for index in order]) if order else [], strict=True):
        result[index] = share
    return result
