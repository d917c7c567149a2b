"""The block of a tree: boxes on levels, joined by lines with a bend half-way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from deckgen.geometry import Point, Rect, Size, pt
from deckgen.layout.animation import at_click
from deckgen.layout.block import LayoutContext
from deckgen.layout.colour_key import local_key
from deckgen.layout.figure.routing import site_of
from deckgen.layout.graph.drawing import (
    Direction,
    DrawnBlock,
    Plan,
    alike,
    gaps_at,
    moved,
    named_clicks,
    told_apart,
    turned,
)
from deckgen.layout.graph.edges import sides
from deckgen.layout.graph.nodes import Node, NodeTypesetter, coloured
from deckgen.layout.graph.tidy import tidy
from deckgen.outline.drawn import Drawn
from deckgen.outline.graph import Joint, key_of
from deckgen.outline.tree import Branch, Tree
from deckgen.paint import Stroke
from deckgen.scene.items import Connector, Glue, Item

_LINE = pt(1.75)


class TreeBlock(DrawnBlock[Plan], frozen=True, dict=True):
    """A tree of native shapes, joined by connectors that are glued to them."""

    tree: Tree

    @property
    def drawn(self) -> Drawn:
        return self.tree

    @property
    def noun(self) -> str:
        return "tree"

    @property
    def directions(self) -> Sequence[Direction]:
        return (self.tree.direction,) if self.tree.direction else ("down", "across")

    def planned(self, size: int, *, across: bool) -> Plan:
        nodes, gaps = NodeTypesetter(self.typesetter, size), gaps_at(size)
        extents = self._aligned(alike([nodes.extent(node) for node in self.nodes], self.nodes), across=across)
        rooms = [turned(each, across=across) for each in extents]
        gap = gaps.nodes // 2
        found = tidy(rooms, self._children, range(len(self.tree.of)), gap, gaps.layers * 2 // 3)
        return Plan(
            size, across, tuple(self._levels), tuple(extents), found.centres, (), (), found.breadth, found.depth
        )

    def _aligned(self, extents: list[Size], *, across: bool) -> list[Size]:
        """The sizes, as wide as the widest of its siblings, or of its level where levels are beside each other."""
        groups: dict[int, list[int]] = {}
        for number in range(len(extents)):
            groups.setdefault(self._levels[number] if across else self._parents[number], []).append(number)
        widths = {key: max(extents[number].width for number in group) for key, group in groups.items()}
        return [
            Size(widths[key], extents[number].height)
            for key, number in sorted(
                ((key, number) for key, group in groups.items() for number in group), key=lambda pair: pair[1]
            )
        ]

    def items(self, plan: Plan, area: Rect) -> Iterator[Item]:
        move = moved(plan, area)
        typesetter, rects = NodeTypesetter(self.typesetter, move.plan.size), move.rects
        for number, node in enumerate(self.nodes):
            yield from at_click(typesetter.draw(node, self._names[number], rects[number]), self._click(number))
        for parent, children in enumerate(self._children):
            for child in children:
                line = self._line((parent, child), rects, across=move.plan.across)
                yield from at_click([line], max(self._click(parent), self._click(child)))

    def _line(self, ends: tuple[int, int], rects: dict[int, Rect], *, across: bool) -> Connector:
        parent, child = ends
        into, out = sides(across=across, forward=True)
        first, last = site_of(rects[parent], out), site_of(rects[child], into)
        half = Point((first.x + last.x) // 2, (first.y + last.y) // 2)
        bends = (
            (Point(half.x, first.y), Point(half.x, last.y))
            if across
            else (Point(first.x, half.y), Point(last.x, half.y))
        )
        is_straight = first.y == last.y if across else first.x == last.x
        return Connector(
            f"Line: {self._names[parent]} to {self._names[child]}",
            (first, last) if is_straight else (first, *bends, last),
            Stroke(self.typesetter.theme.palette.muted, _LINE),
            start_glue=Glue(self._names[parent], out),
            end_glue=Glue(self._names[child], into),
            decorative=True,
        )

    def _click(self, number: int) -> int:
        if self.build is None:
            return 0
        return self._named[number] if self.build.boxes else self._levels[number] + 1

    @cached_property
    def _named(self) -> tuple[int, ...]:
        assert self.build is not None
        return named_clicks(self.build, [node.name.plain for node in self.nodes])

    @cached_property
    def _branches(self) -> tuple[Branch, ...]:
        """The branches level by level, the roots first."""
        found = list(self.tree.of)
        for branch in found:
            found += branch.parts
        return tuple(found)

    @cached_property
    def _children(self) -> list[range]:
        """The numbers of the branches under each."""
        children, next_ = [], len(self.tree.of)
        for branch in self._branches:
            children.append(range(next_, next_ + len(branch.parts)))
            next_ += len(branch.parts)
        return children

    @cached_property
    def _parents(self) -> list[int]:
        """The number of the branch above each; -1 for a root."""
        parents = [-1] * len(self._branches)
        for parent, children in enumerate(self._children):
            for child in children:
                parents[child] = parent
        return parents

    @cached_property
    def _levels(self) -> list[int]:
        levels: list[int] = []
        for parent in self._parents:
            levels.append(levels[parent] + 1 if parent >= 0 else 0)
        return levels

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        strong = {key_of(name.plain) for name in self.tree.highlight}
        return tuple(
            coloured(Joint(each.name, "box", each.role), self.colour_key, lit=key_of(each.name.plain) in strong)
            for each in self._branches
        )

    @cached_property
    def _names(self) -> list[str]:
        return told_apart([node.name.plain for node in self.nodes])

    @property
    def alt(self) -> str:
        """The tree level by level, each node with those under it; one that has none is named alone only as a root."""
        said = (self._said(each) for each in self._branches if each.parts or each in self.tree.of)
        return self.says.tree.format(nodes=self.says.semicolon.join(said))

    def _said(self, branch: Branch) -> str:
        if not branch.parts:
            return branch.name.plain
        parts = self.says.listed([part.name.plain for part in branch.parts])
        return self.says.has.format(whole=branch.name.plain, parts=parts)


def tree_block(tree: Tree, context: LayoutContext) -> TreeBlock:
    """The block of a tree."""
    return TreeBlock(
        tree=tree,
        colour_key=local_key(context.colour_key, tree.roles, context.typesetter.theme),
        typesetter=context.typesetter,
        says=context.says,
        report=context.report,
    )
