"""The block of a tree: boxes on levels, joined by lines with a bend half-way.

A tree that is too wide has its leaves in columns under their parents, as charts of organisations have; if all are
under the root, in several columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec.structs import replace

from deckgen.geometry import Point, Rect, Size, pt
from deckgen.layout.animation import at_click
from deckgen.layout.block import LayoutContext
from deckgen.layout.colour_key import local_key
from deckgen.layout.figure.lines import Port, cornered
from deckgen.layout.figure.routing import offset_of, site_of
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
from deckgen.layout.graph.layered import Extent
from deckgen.layout.graph.nodes import Node, NodeTypesetter, coloured
from deckgen.layout.graph.tidy import tidy
from deckgen.outline.drawn import Drawn
from deckgen.outline.graph import Joint, key_of
from deckgen.outline.tree import Branch, Tree
from deckgen.paint import Stroke
from deckgen.scene.items import Connector, Glue, Item

_LINE = pt(1.75)
_INDENT = pt(18)
"""How much a leaf in a column is narrower than its parent: the line to it is in the middle of that."""


class TreePlan(Plan, frozen=True):
    """A tree in one text size and direction; the leaves that are in a column have the numbers of their parents.

    All are in columns beside each other if it `is_fanned`.
    """

    hung: Mapping[int, int] = {}
    is_fanned: bool = False


class TreeBlock(DrawnBlock[TreePlan], frozen=True, dict=True):
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

    @property
    def turned_freely(self) -> TreeBlock | None:
        return replace(self, tree=replace(self.tree, direction=None)) if self.tree.direction else None

    def planned(self, size: int, *, across: bool) -> TreePlan:
        gaps, extents = gaps_at(size), self._sizes_at(size, across=across)
        rooms = [turned(each, across=across) for each in extents]
        found = tidy(rooms, self._children, range(len(self.tree.of)), gaps.nodes // 2, gaps.layers * 2 // 3)
        return self._plan_of((size, across), extents, found.centres, Size(found.breadth, found.depth))

    def closer(self, area: Size) -> TreePlan | None:
        return next((plan for size in self._sizes for plan in self._closer(size) if plan.fits(area)), None)

    def closest(self, width: int) -> int | None:
        heights = (plan.needs.height for plan in self._closer(self._sizes[-1]) if plan.needs.width <= width)
        return min(heights, default=None)

    def _closer(self, size: int) -> Iterator[TreePlan]:
        """The plans from top to bottom with leaves in columns, if any can be: first those with few columns."""
        if "down" not in self.directions:
            return
        if self._hung:
            yield self._in_columns(size)
        elif len(self.tree.of) == 1 and max(self._levels) == 1:
            leaves = len(self.nodes) - 1
            for rows in dict.fromkeys(-(-leaves // count) for count in range(1, leaves)):
                yield self._fanned(size, rows)

    def _fanned(self, size: int, rows: int) -> TreePlan:
        """The plan with the leaves under a root in columns of this height."""
        root, *leaves = extents = self._sizes_at(size, across=False)
        gaps, count = gaps_at(size), -(-len(leaves) // rows)
        gap, leaf = gaps.nodes // 2, leaves[0]
        wide, high, top = _INDENT + leaf.width + gap, leaf.height + gap, root.height + gaps.layers * 2 // 3
        whole = Size(max(root.width, count * wide - gap), top + rows * high - gap)
        left = (whole.width - count * wide + gap) // 2 + _INDENT + leaf.width // 2
        centres = [Point(whole.width // 2, root.height // 2)]
        for column, row in (divmod(number, rows) for number in range(len(leaves))):
            centres.append(Point(left + column * wide, top + row * high + leaf.height // 2))
        return replace(self._plan_of((size, False), extents, tuple(centres), whole), is_fanned=True)

    def _plan_of(self, way: tuple[int, bool], extents: Sequence[Size], centres: tuple[Point, ...], whole: Size,
                 hung: Mapping[int, int] | None = None) -> TreePlan:  # fmt: skip
        levels = tuple(self._levels)
        return TreePlan(*way, levels, tuple(extents), centres, (), (), whole.width, whole.height, hung=hung or {})

    def _in_columns(self, size: int) -> TreePlan:
        """The plan with leaves in columns under their parents."""
        hung = self._hung
        extents = self._widened(self._sizes_at(size, across=False))
        upper = [number for number in range(len(extents)) if number not in hung]
        at = {number: place for place, number in enumerate(upper)}
        rooms = [turned(extents[number], across=False) for number in upper]
        children = [[at[child] for child in self._children[number] if child in at] for number in upper]
        last = max(self._levels[number] for number in upper)
        for parent in dict.fromkeys(hung.values()):
            # Nothing else is under a parent whose leaves are in a column: an empty place is there on each level.
            above = at[parent]
            for _ in range(self._levels[parent], last):
                children[above].append(len(rooms))
                above = len(rooms)
                rooms.append(Extent(extents[parent].width))
                children.append([])
        gaps = gaps_at(size)
        found = tidy(rooms, children, range(len(self.tree.of)), gaps.nodes // 2, gaps.layers * 2 // 3)
        centres = dict(zip(upper, found.centres, strict=False))
        return self._with_columns(size, extents, centres, Size(found.breadth, found.depth))

    def _with_columns(self, size: int, extents: Sequence[Size], centres: dict[int, Point], whole: Size) -> TreePlan:
        """The plan with columns of leaves under those nodes that have their places already."""
        bottom, gap = whole.height, gaps_at(size).nodes // 2
        for parent in dict.fromkeys(self._hung.values()):
            y = centres[parent].y + extents[parent].height // 2 + gap
            for child in self._children[parent]:
                centres[child] = Point(centres[parent].x, y + extents[child].height // 2)
                y += extents[child].height + gap
            bottom = max(bottom, y - gap)
        places = tuple(centres[number] for number in range(len(extents)))
        return self._plan_of((size, False), extents, places, Size(whole.width, bottom), self._hung)

    @cached_property
    def _hung(self) -> dict[int, int]:
        """The leaves whose siblings are leaves, too, each with its parent, unless that is a root."""
        columns = [
            number
            for number, below in enumerate(self._children)
            if below and self._parents[number] >= 0 and not any(self._children[child] for child in below)
        ]
        return {child: parent for parent in columns for child in self._children[parent]}

    def _widened(self, extents: list[Size]) -> list[Size]:
        """The sizes with leaves in columns a little narrower than their parents, which are as wide as siblings."""
        widths: dict[int, int] = {}
        for child, parent in self._hung.items():
            key = self._parents[parent]
            widths[key] = max(widths.get(key, 0), extents[parent].width, extents[child].width + _INDENT)
        found = [
            Size(max(each.width, widths.get(self._parents[number], 0)), each.height)
            for number, each in enumerate(extents)
        ]
        return [
            Size(found[self._hung[number]].width - _INDENT, each.height) if number in self._hung else each
            for number, each in enumerate(found)
        ]

    def _sizes_at(self, size: int, *, across: bool) -> list[Size]:
        nodes = NodeTypesetter(self.typesetter, size)
        return self._aligned(alike([nodes.extent(node) for node in self.nodes], self.nodes), across=across)

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

    def items(self, plan: TreePlan, area: Rect) -> Iterator[Item]:
        move = moved(plan, area)
        typesetter, rects = NodeTypesetter(self.typesetter, move.plan.size), move.rects
        for child, parent in plan.hung.items():
            rects[child] = replace(rects[child], x=rects[parent].right - rects[child].width)
        for number, node in enumerate(self.nodes):
            yield from at_click(typesetter.draw(node, self._names[number], rects[number]), self._click(number))
        for parent, children in enumerate(self._children):
            for child in children:
                if plan.is_fanned:
                    lines = self._line_in_fan((parent, child), rects)
                elif child in plan.hung:
                    lines = self._line_in_column((parent, child), rects)
                else:
                    lines = [self._line((parent, child), rects, across=move.plan.across)]
                yield from at_click(lines, max(self._click(parent), self._click(child)))

    def _line_in_column(self, ends: tuple[int, int], rects: dict[int, Rect]) -> list[Item]:
        """The line from the bottom of a parent to the left side of a leaf."""
        parent, child = (rects[end] for end in ends)
        down, into = Point(parent.x + _INDENT // 2, parent.bottom), site_of(child, "left")
        glue = Glue(self._names[ends[0]], "bottom", offset_of(down, parent, "bottom"))
        return self._cornered(ends, Port(down, glue), [Point(down.x, into.y)], into)

    def _line_in_fan(self, ends: tuple[int, int], rects: dict[int, Rect]) -> list[Item]:
        """The line from the middle of a root, above its leaves, to the left side of one."""
        parent, child = (rects[end] for end in ends)
        out, into, x = site_of(parent, "bottom"), site_of(child, "left"), child.x - _INDENT // 2
        half = (out.y + min(rects[leaf].y for leaf in self._children[ends[0]])) // 2
        aside = [Point(out.x, half), Point(x, half)] if x != out.x else []
        glue = Glue(self._names[ends[0]], "bottom")
        return self._cornered(ends, Port(out, glue), [*aside, Point(x, into.y)], into)

    def _cornered(self, ends: tuple[int, int], first: Port, corners: Sequence[Point], into: Point) -> list[Item]:
        """A line with these corners to a point at the left side of a leaf."""
        names = [self._names[end] for end in ends]
        line = Connector(f"Line: {names[0]} to {names[1]}", (), Stroke(self.typesetter.theme.palette.muted, _LINE))
        items = cornered(line, first, corners, Port(into, Glue(names[1], "left")))
        return [replace(item, decorative=True) if isinstance(item, Connector) else item for item in items]

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
