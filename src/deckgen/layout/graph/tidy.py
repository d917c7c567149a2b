"""Where the nodes of a tree go: each above the middle of its children, and equal subtrees drawn alike.

The rules are those of Reingold and Tilford, "Tidier drawings of trees" (1981): subtrees are moved together until
their outlines touch. `breadth` is a length along a level, `depth` one across the levels; both in EMU.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from deckgen.geometry import Point
from deckgen.layout.graph.layered import Extent


class Tidy(Struct, frozen=True):
    """The centres of the nodes in the order of their numbers, and the extent of all."""

    centres: tuple[Point, ...]
    breadth: int
    depth: int


class _Subtree(Struct, frozen=True):
    """The nodes of a subtree with their distances from its root, and its edges on each level, from its root on."""

    offsets: dict[int, int]
    left: list[int]
    right: list[int]


def tidy(extents: Sequence[Extent], children: Sequence[Sequence[int]], roots: Sequence[int], gap: int,
         between: int) -> Tidy:  # fmt: skip
    """The places of nodes with these extents: `gap` apart along a level, with `between` between two levels."""
    whole = _beside([_subtree(root, extents, children, gap) for root in roots], gap)
    levels = _levels(roots, children)
    depths = [max(extents[node].depth for node in level) for level in levels]
    middles = [sum(depths[:number]) + between * number + depth // 2 for number, depth in enumerate(depths)]
    level_of = {node: number for number, level in enumerate(levels) for node in level}
    left = min(whole.left)
    centres = tuple(Point(whole.offsets[node] - left, middles[level_of[node]]) for node in range(len(extents)))
    return Tidy(centres, max(whole.right) - left, sum(depths) + between * (len(depths) - 1))


def _levels(roots: Sequence[int], children: Sequence[Sequence[int]]) -> list[list[int]]:
    levels, level = [], list(roots)
    while level:
        levels.append(level)
        level = [child for node in level for child in children[node]]
    return levels


def _subtree(root: int, extents: Sequence[Extent], children: Sequence[Sequence[int]], gap: int) -> _Subtree:
    half = extents[root].breadth // 2
    below = [_subtree(child, extents, children, gap) for child in children[root]]
    if not below:
        return _Subtree({root: 0}, [-half], [half])
    found = _beside(below, gap)
    first, last = (found.offsets[children[root][at]] for at in (0, -1))
    middle = (first + last) // 2
    offsets = {node: offset - middle for node, offset in found.offsets.items()}
    left, right = ([edge - middle for edge in side] for side in (found.left, found.right))
    return _Subtree({root: 0, **offsets}, [-half, *left], [half, *right])


def _beside(subtrees: Sequence[_Subtree], gap: int) -> _Subtree:
    """Subtrees moved together from the left until their outlines are `gap` apart somewhere."""
    offsets: dict[int, int] = {}
    left: list[int] = []
    right: list[int] = []
    for subtree in subtrees:
        move = max((edge + gap - other for edge, other in zip(right, subtree.left, strict=False)), default=0)
        offsets |= {node: offset + move for node, offset in subtree.offsets.items()}
        left += [edge + move for edge in subtree.left[len(left) :]]
        right[: len(subtree.right)] = [edge + move for edge in subtree.right]
    return _Subtree(offsets, left, right)
