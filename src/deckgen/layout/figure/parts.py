"""The parts of a figure: its cells, and the braces and arrows tied to the cells that they name."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cached_property
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import pt
from deckgen.layout.colour_key import LEGEND_GAP, LEGEND_LINE, ColourKey, Legend
from deckgen.layout.figure.annotations import PlacedBrace, with_lanes
from deckgen.layout.figure.arrows import FAT_GAP, PASSAGE, ArrowTypesetter, PlacedArrow
from deckgen.layout.figure.model import Cell, holds, roots_of, walk
from deckgen.layout.typeset import Typesetter
from deckgen.locale import Descriptions
from deckgen.outline.box import Box
from deckgen.outline.box_names import SEPARATOR, key_of_name, name_of
from deckgen.outline.element import Inline, Words
from deckgen.outline.figure import Arrow, Figure

Side = Literal["before", "behind"]
"""`before` means at the left of a list that runs down, and above one that runs across."""


class Meeting(Struct, frozen=True):
    """The innermost list that has both ends: one in its part `first`, the other in `last`, counted from 0."""

    list: Cell
    first: int
    last: int

    @property
    def adjacent(self) -> bool:
        """True if nothing is between the two parts."""
        return self.last == self.first + 1

    @property
    def blocked(self) -> bool:
        """True if an arrow has to go around something."""
        return any(cell.label or cell.parts for cell in self.list.parts[self.first + 1 : self.last])

    def way_round(self, *ends: Cell) -> Side:
        """The side of the list on which an arrow goes around."""
        outer = (self.list.parts[self.first], self.list.parts[self.last])
        places = {_place(part, end) for part in outer for end in ends if holds(part, end)} - {"between"}
        return "before" if places == {"before"} else "behind"

    def passages(self, *ends: Cell) -> Iterator[Cell]:
        """The parts behind which there has to be room for an arrow that comes from within a row to the side."""
        side = self.way_round(*ends)
        for part, behind in ((self.first, self.first), (self.last, self.last - 1)):
            outer = self.list.parts[part]
            if any(holds(outer, end) and outer is not end and _place(outer, end) != side for end in ends):
                yield self.list.parts[behind]

    def faces(self, start: Cell, end: Cell) -> bool:
        """True if a straight arrow can lead from one end to the other, as far as can be told before all is placed."""
        outer = (self.list.parts[self.first], self.list.parts[self.last])
        shares = [
            _share(part, one, not self.list.across) for part in outer for one in (start, end) if holds(part, one)
        ]
        return min(high for _, high in shares) - max(low for low, _ in shares) > _LEAST_SHARE

    def ways_out(self, *ends: Cell) -> Iterator[WayOut]:
        """The lists in both parts in which other boxes are between an end and the other part."""
        for part, is_first in ((self.list.parts[self.first], True), (self.list.parts[self.last], False)):
            for end in (end for end in ends if holds(part, end)):
                cell, row = part, None
                while cell is not end:
                    number = next(at for at, inner in enumerate(cell.parts) if holds(inner, end))
                    if cell.across != self.list.across:
                        row = cell
                    else:
                        between = cell.parts[number + 1 :] if is_first else cell.parts[:number]
                        if any(inner.label or inner.parts for inner in between):
                            yield WayOut(cell, row)
                    cell = cell.parts[number]


class WayOut(Struct, frozen=True):
    """A list that an arrow has to leave at its side, and the row of lists in which it is, if it is in one."""

    list: Cell
    row: Cell | None

    @property
    def side(self) -> Side:
        """The side at which there is room for the arrow: the outer one, or else behind it."""
        return "before" if self.row and len(self.row.parts) > 1 and holds(self.row.parts[0], self.list) else "behind"

    def gaps(self) -> Iterator[tuple[Cell | None, Cell | None]]:
        """The gaps at its sides, each as the cells before and behind it; None for the side of the row."""
        parts = self.row.parts if self.row else (self.list,)
        number = next(at for at, part in enumerate(parts) if holds(part, self.list))
        yield (parts[number - 1] if number else None, parts[number])
        yield (parts[number], parts[number + 1] if number + 1 < len(parts) else None)


_LEAST_SHARE = 0.05
"""Two boxes face each other if they have this share of the length in common."""


def _share(part: Cell, end: Cell, across: bool) -> tuple[float, float]:
    """Where a cell begins and ends in `part`, from 0 to 1, if all lists share their length evenly."""
    if part is end:
        return 0, 1
    number = next(at for at, inner in enumerate(part.parts) if holds(inner, end))
    low, high = _share(part.parts[number], end, across)
    if part.across != across:
        return low, high
    count = len(part.parts)
    return (number + low) / count, (number + high) / count


def meeting(root: Cell, start: Cell, end: Cell) -> Meeting | None:
    """The list in `root` in which the two ends come together; None if one end is inside the other."""
    holding = [[index for index, part in enumerate(root.parts) if holds(part, target)] for target in (start, end)]
    if not holding[0] or not holding[1]:
        return None
    first, last = sorted((holding[0][0], holding[1][0]))
    return meeting(root.parts[first], start, end) if first == last else Meeting(root, first, last)


def _place(part: Cell, end: Cell) -> Literal["before", "behind", "between"]:
    """The position of `end` in the list that `part` is: at its beginning, at its end, or elsewhere."""
    if part is end or len(part.parts) < 2:
        return "between"
    index = next(number for number, inner in enumerate(part.parts) if holds(inner, end))
    return "before" if index == 0 else "behind" if index == len(part.parts) - 1 else "between"


_LANE = pt(8)
"""The amount by which each further arrow widens the gap between panels that it goes through."""
_MOST_LANES = 5


def _lanes(count: int) -> int:
    """The room for as many arrows beside each other as pass through one gap, beyond that for the first."""
    return _LANE * min(max(count - 1, 0), _MOST_LANES)


_COLOURED = ("full", "tint", "paper")
"""The looks that show the colour of a role."""


class Parts(Struct, frozen=True, dict=True):
    """Everything that the author typed about one figure, with the cells that names refer to."""

    figure: Figure
    colour_key: ColourKey
    typesetter: Typesetter
    says: Descriptions
    opened: frozenset[int] = frozenset()
    """The indexes of the cells with room for an arrow behind them, although none has to pass there."""

    @cached_property
    def roots(self) -> tuple[Cell, ...]:
        """A bare list of cells for each panel, then one for the layers below all panels."""
        stacks = [*(panel.boxes for panel in self.figure.panels), self.figure.below]
        lit = frozenset(number for words in self.figure.highlight for number in self.figure.numbers_of(words.plain))
        return roots_of(stacks, self.colour_key, lit)

    @property
    def panels(self) -> tuple[Cell, ...]:
        return self.roots[:-1]

    @property
    def below(self) -> Cell:
        return self.roots[-1]

    @cached_property
    def whole(self) -> Cell:
        """The row of all panels, then the layers below them: the list in which these come together.

        The roots are numbered down from -1, and these two after them.
        """
        row = Cell(-1 - len(self.roots), Box(), self.panels, True, None, "bare")
        return Cell(row.index - 1, Box(), (row, *self.below.parts), False, None, "bare")

    @property
    def row(self) -> Cell:
        """The panels beside each other."""
        return self.whole.parts[0]

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of all boxes, each at its index."""
        return tuple(cell for root in self.roots for cell in walk(root.parts))

    @cached_property
    def drawn(self) -> frozenset[int]:
        """The indexes of the cells that are drawn: all, or those that the slide shows with the frames around them."""
        if not self.figure.show:
            return frozenset(cell.index for cell in walk(self.roots))
        wanted = {number for words in self.figure.show for number in self.figure.numbers_of(words.plain)}
        return frozenset(found for root in self.roots for found in _drawn(root, wanted, False))

    def all_named(self, name: str) -> list[Cell]:
        """The cells that a name refers to."""
        return [self.cells[number] for number in self.figure.numbers_of(name)]

    def shows(self, *names: Words) -> bool:
        """True if the boxes of these names are drawn."""
        return all(self._find(name.plain).index in self.drawn for name in names)

    @property
    def arrows_drawn(self) -> list[PlacedArrow]:
        """The arrows between boxes that are drawn."""
        return [placed for placed in self.arrows if {placed.start.index, placed.end.index} <= self.drawn]

    @property
    def arrow_typesetter(self) -> ArrowTypesetter:
        return ArrowTypesetter(self.typesetter, self.says, self.colour_key)

    @cached_property
    def arrows(self) -> tuple[PlacedArrow, ...]:
        """The arrows between boxes."""
        return tuple(placed for line, arrow in enumerate(self.figure.arrows) for placed in self._placed(line, arrow))

    def _placed(self, line: int, arrow: Arrow) -> Iterator[PlacedArrow]:
        """The arrows that one line of the outline means, with the names of their boxes in alt texts."""
        for number, (start, end) in enumerate(self.figure.ends_of(arrow)):
            own = replace(
                arrow,
                start=self._said(arrow.start, start),
                end=self._said(arrow.end, end),
                label=None if number else arrow.label,
            )
            said = self.spoken(own.start.plain), self.spoken(own.end.plain)
            yield PlacedArrow(own, self.cells[start], self.cells[end], said, line)

    def spoken(self, name: str) -> str:
        """The name of a box as it is read aloud: `box in panel` for the path `panel / box`."""
        if SEPARATOR not in name or key_of_name(name) in self._labels:
            return name
        *homes, said = name.split(SEPARATOR)
        for home in reversed(homes):
            said = self.says.inside.format(name=said, home=home)
        return said

    @cached_property
    def _labels(self) -> frozenset[str]:
        return frozenset(key_of_name(box.label.plain) for box in self.figure.labelled() if box.label)

    def _said(self, typed: Words, number: int) -> Words:
        """The name of one box at the end of an arrow: as typed, unless that is an id, or means several boxes."""
        box = self.cells[number].box
        if not self.figure.takes_each(typed.plain) and key_of_name(typed.plain) != key_of_name(box.id or ""):
            return typed
        name = name_of(number, self.figure.addresses, with_id=False) or self.cells[number].name
        return replace(typed, runs=(Inline(name),))

    @cached_property
    def fat_arrows(self) -> tuple[tuple[Arrow, int, int], ...]:
        """The arrows between neighbouring panels, with the numbers of the panels."""
        joined = ((arrow, self.figure.panels_joined(arrow)) for arrow in self.figure.arrows)
        return tuple((arrow, *panels) for arrow, panels in joined if panels)

    @cached_property
    def gaps(self) -> dict[int, int]:
        """The gaps that arrows need behind cells, by their indexes: wider where several pass beside each other."""
        bent, through = self._bent, self._through_gaps
        return {
            index: max(gap, *through.get(index, {}).values(), 0)
            + _lanes(len(bent.get(index, set()) | through.get(index, {}).keys()))
            for index, gap in self._opened.items()
        }

    @cached_property
    def _opened(self) -> dict[int, int]:
        """The gaps behind cells with room for one arrow."""
        gaps = dict.fromkeys(self.opened, PASSAGE)
        for placed, where in self._meetings:
            if where.adjacent:
                cell = where.list.parts[where.first]
                gap = self.arrow_typesetter.gap(placed.arrow, upright=not where.list.across)
                gaps[cell.index] = max(gaps.get(cell.index, 0), gap)
            elif where.blocked:
                for cell in where.passages(placed.start, placed.end):
                    gaps[cell.index] = max(gaps.get(cell.index, 0), PASSAGE)
        return gaps

    @property
    def _bent(self) -> dict[int, set[int]]:
        """The lines of the arrows that have bends in the gap behind a cell, or come out of a row there."""
        found: dict[int, set[int]] = {}
        for placed, where in self._meetings:
            if where.adjacent and not where.faces(placed.start, placed.end):
                found.setdefault(where.list.parts[where.first].index, set()).add(placed.line)
            for cell in where.passages(placed.start, placed.end) if where.blocked else ():
                found.setdefault(cell.index, set()).add(placed.line)
        return found

    @cached_property
    def detours(self) -> dict[int, tuple[int, int]]:
        """The room before and behind lists, by index, for arrows that go around the boxes between their ends."""
        rooms: dict[int, tuple[int, int]] = {}
        for placed, where in self._meetings:
            if where.blocked:
                side = where.way_round(placed.start, placed.end)
                before, behind = rooms.get(where.list.index, (0, 0))
                room = self.arrow_typesetter.detour(placed.arrow, aside=not where.list.across)
                rooms[where.list.index] = (before + room, behind) if side == "before" else (before, behind + room)
        for (index, side), lines in self._ways_out.items():
            before, behind = rooms.get(index, (0, 0))
            room = max(lines.values()) + _lanes(len(lines))
            rooms[index] = (before + room, behind) if side == "before" else (before, behind + room)
        first, last = rooms.pop(self.whole.index, (0, 0))
        for root, more in ((self.panels[0], (first, 0)), (self.panels[-1], (0, last)), (self.below, (first, last))):
            before, behind = rooms.get(root.index, (0, 0))
            rooms[root.index] = (before + more[0], behind + more[1])
        for cell in walk(self.roots):
            before, behind = rooms.get(cell.index, (0, 0))
            loops = [placed.arrow for placed in self.arrows if placed.is_loop and placed.start in cell.parts]
            room = max((self.arrow_typesetter.loop(arrow, aside=not cell.across) for arrow in loops), default=0)
            if loops:
                rooms[cell.index] = (before + room, behind) if cell.across else (before, behind + room)
        return rooms

    @cached_property
    def sides(self) -> dict[int, tuple[int, int]]:
        """The least width and height of cells at which several arrows begin and come back, by their indexes."""
        found: dict[int, tuple[int, int]] = {}
        for cell in walk(self.roots):
            for part in cell.parts:
                loops = [placed.arrow for placed in self.arrows if placed.is_loop and placed.start is part]
                if len(loops) > 1:
                    longest = max(self.arrow_typesetter.loop_side(arrow, aside=not cell.across) for arrow in loops)
                    found[part.index] = (len(loops) * longest, 0) if cell.across else (0, len(loops) * longest)
        return found

    @property
    def _ways_out(self) -> dict[tuple[int, Side], dict[int, int]]:
        """The sides of inner lists along which arrows leave for the next part, with the room for each of them."""
        found: dict[tuple[int, Side], dict[int, int]] = {}
        for way, placed in self._leaving:
            if not any(self._is_open(*gap) for gap in way.gaps()):
                room = self.arrow_typesetter.passage(placed.arrow)
                found.setdefault((way.list.index, way.side), {})[placed.line] = room
        return found

    @cached_property
    def _through_gaps(self) -> dict[int, dict[int, int]]:
        """The room for each line of the arrows that leave an inner list through the gap behind a cell, by index."""
        found: dict[int, dict[int, int]] = {}
        for way, placed in self._leaving:
            for before, behind in way.gaps():
                if before is not None and behind is not None and self._is_open(before, behind):
                    found.setdefault(before.index, {})[placed.line] = self.arrow_typesetter.passage(placed.arrow)
        return found

    @cached_property
    def _leaving(self) -> list[tuple[WayOut, PlacedArrow]]:
        """The ways out of inner lists, with their arrows."""
        return [
            (way, placed)
            for placed, where in self._meetings
            if where.adjacent
            for way in where.ways_out(placed.start, placed.end)
        ]

    def _is_open(self, before: Cell | None, behind: Cell | None) -> bool:
        """True if an arrow can pass between two cells of a row, or at one side of it beside another panel."""
        if before is not None and behind is not None:
            return before in self.panels or self._opened.get(before.index, 0) >= PASSAGE
        panel = self._panel_of(before or behind or self.below)
        return panel < len(self.panels) and (panel > 0 if before is None else panel < len(self.panels) - 1)

    @cached_property
    def _meetings(self) -> list[tuple[PlacedArrow, Meeting]]:
        """The arrows except those between panels, with the list in which their ends come together."""
        found = [(placed, meeting(self._root_of(placed), placed.start, placed.end)) for placed in self.arrows]
        return [(placed, where) for placed, where in found if where and where.list is not self.row]

    def _root_of(self, placed: PlacedArrow) -> Cell:
        """The panel with both ends of an arrow, or else the whole figure."""
        first, last = self._panel_of(placed.start), self._panel_of(placed.end)
        return self.roots[first] if first == last else self.whole

    def beside_rows(self, placed: PlacedArrow) -> Iterator[Cell]:
        """The cells with a gap behind them over or under the row of an end of an arrow."""
        for end in (placed.start, placed.end):
            parts = self.roots[self._panel_of(end)].parts
            for before, behind in pairwise(parts):
                if holds(before, end) or holds(behind, end):
                    yield before
        if self._root_of(placed) is self.whole:
            yield self.row

    @cached_property
    def panel_gaps(self) -> list[int]:
        """The gap behind each panel; arrows from panel to panel need more."""
        gaps = [self.typesetter.theme.space.panel_gap] * len(self.panels)
        crossing = [0] * len(self.panels)
        for placed in self.arrows:
            first, second = sorted((self._panel_of(placed.start), self._panel_of(placed.end)))
            if second < len(self.panels):
                for index in range(first, second):
                    crossing[index] += 1
                    gaps[index] = max(gaps[index], self.arrow_typesetter.gap(placed.arrow, upright=False))
        for index, root in enumerate(self.panels):
            through = self._through_gaps.get(root.index, {})
            crossing[index] += len(through)
            gaps[index] = max(gaps[index], *through.values(), 0)
        gaps = [gap + _lanes(count) for gap, count in zip(gaps, crossing, strict=True)]
        for _, first, second in self.fat_arrows:
            gaps[min(first, second)] = max(gaps[min(first, second)], FAT_GAP)
        return gaps

    @cached_property
    def legend(self) -> Legend:
        """The colours that can be seen in the figure, in the order of the roles; empty if no legend is wanted."""
        looks = self._looks
        lines = [placed.arrow for placed in self.arrows_drawn]
        arrows = {arrow.role for arrow in lines if arrow.role and not arrow.crossed}
        entries = self.colour_key.entries({name: look == {"full"} for name, look in looks.items()}, arrows)
        return Legend(self.typesetter, entries if self.figure.legend else (), LEGEND_GAP, LEGEND_LINE)

    @property
    def _looks(self) -> dict[str, set[str]]:
        """The fills of the boxes of each role that are drawn in its colour."""
        found: dict[str, set[str]] = {}
        for cell in walk(self.roots):
            if cell.label and cell.index in self.drawn and cell.look in _COLOURED:
                for role in (*([cell.role] if cell.role else []), *cell.box.role[1:]):
                    found.setdefault(role, set()).add(cell.look)
        return found

    def braces_of(self, root: Cell) -> tuple[PlacedBrace, ...]:
        """The braces beside a panel, each with its lane."""
        inside = {cell.index for cell in walk([root])}
        placed = []
        for brace in self.figure.braces:
            targets = [cell for words in brace.over for cell in self.all_named(words.plain)]
            if all(cell.index in inside for cell in targets):
                lowest = max(targets, key=lambda cell: cell.index)
                placed.append(PlacedBrace(brace, tuple(targets), self.colour_key.hue(lowest.role)))
        return tuple(with_lanes(placed, root))

    def _find(self, name: str) -> Cell:
        return self.all_named(name)[0]

    def _panel_of(self, target: Cell) -> int:
        """The number of the root that holds a cell; the layers below all panels come last."""
        return next(index for index, root in enumerate(self.roots) if any(cell is target for cell in walk([root])))


def _drawn(cell: Cell, wanted: Set[int], inside: bool) -> Iterator[int]:
    """The indexes of the cells for these boxes, of their contents, and of the frames around them."""
    inside = inside or cell.index in wanted
    parts = [found for part in cell.parts for found in _drawn(part, wanted, inside)]
    if inside or parts:
        yield cell.index
    yield from parts
