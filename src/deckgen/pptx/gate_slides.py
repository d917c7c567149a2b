"""Checks on what stands on slides: ids and names of shapes, placeholders, tables, typefaces and glued connectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from deckgen.geometry import pt
from deckgen.pptx.gate_timing import timing_defects
from deckgen.pptx.opened import A, C, Defect, Element, Opened, P, R

_LARGEST_ID = 2_147_483_647
_PART_TYPES = ("presentationml.slide+xml", "slideLayout+xml", "slideMaster+xml", "notesSlide+xml", "notesMaster+xml")
_ON_MASTERS = {"title", "body", "dt", "ftr", "sldNum"}
_LEAST_ROOM = pt(2)
_USUAL_MARGIN = "45720"

Mark = tuple[str, str, str, str]
"""Type, index, size and orientation of a placeholder."""


def slide_defects(opened: Opened) -> Iterator[Defect]:
    """What is wrong on slides, layouts, masters and notes."""
    for suffix in _PART_TYPES:
        for name, tree in opened.listed(suffix):
            yield from _shapes(name, tree)
            yield from _typefaces(name, tree)
            yield from _glue(name, tree)
            yield from _tables(name, tree)
    for name, tree in opened.listed("presentationml.slide+xml"):
        yield from _placeholders(opened, name, tree)
        yield from timing_defects(name, tree)
        yield from _jumps(opened, name, tree)
    for name, tree in opened.listed("drawingml.chart+xml"):
        yield from _charts(name, tree)
    for name, tree in opened.listed("slideMaster+xml"):
        for kind, *_ in _marks(tree):
            if kind not in _ON_MASTERS:
                yield Defect("placeholder-on-master", name, f"a master cannot have a placeholder of type {kind}")


def _shapes(name: str, tree: Element) -> Iterator[Defect]:
    identities = list(tree.iter(f"{P}cNvPr"))
    for number, count in Counter(identity.get("id", "") for identity in identities).items():
        if count > 1:
            yield Defect("shape-id-twice", name, f"id {number} is used {count} times")
        if not number.isdigit() or int(number) < 1:
            yield Defect("shape-id", name, f"{number!r} is not an id")
    for identity in identities[1:]:
        if not identity.get("name"):
            yield Defect("shape-name-missing", name, f"shape {identity.get('id')} has no name")


def _typefaces(name: str, tree: Element) -> Iterator[Defect]:
    for tag in ("latin", "ea", "cs", "sym", "buFont"):
        if any(not font.get("typeface") for font in tree.iter(f"{A}{tag}")):
            yield Defect("typeface-empty", name, f"a:{tag} names no typeface")


def _glue(name: str, tree: Element) -> Iterator[Defect]:
    ids = {identity.get("id") for identity in tree.iter(f"{P}cNvPr")}
    for tag in ("stCxn", "endCxn"):
        for end in tree.iter(f"{A}{tag}"):
            if end.get("id") not in ids:
                yield Defect("glue-missing", name, f"a connector is glued to shape {end.get('id')}")


def _jumps(opened: Opened, name: str, tree: Element) -> Iterator[Defect]:
    """Links inside the deck lead to slides."""
    for link in tree.iter(f"{A}hlinkClick"):
        relation = opened.relations.get(name, {}).get(link.get(f"{R}id", ""))
        if link.get("action") == "ppaction://hlinksldjump" and (relation is None or relation.kind != "slide"):
            yield Defect("link-target", name, f"a link to a slide leads to a {relation.kind if relation else 'void'}")


def _tables(name: str, tree: Element) -> Iterator[Defect]:
    for table in tree.iter(f"{A}tbl"):
        columns = len(table.findall(f"{A}tblGrid/{A}gridCol"))
        for number, row in enumerate(table.iter(f"{A}tr"), 1):
            cells = row.findall(f"{A}tc")
            if len(cells) != columns:
                yield Defect("row-cells", name, f"row {number} has {len(cells)} cells for {columns} columns")
            least = max((_least_height(cell) for cell in cells if not cell.get("hMerge")), default=0)
            if int(row.get("h", "0")) < least:
                yield Defect("row-height", name, f"row {number} is lower than its margins and 2 pt")


def _charts(name: str, tree: Element) -> Iterator[Defect]:
    """Each plot names axes that are there, and each axis crosses another one."""
    kinds = (f"{C}catAx", f"{C}valAx")
    axes = [axis for kind in kinds for axis in tree.iter(kind)]
    ids = Counter(_value(axis, "axId") for axis in axes)
    named = [mark.get("val", "") for mark in tree.iter(f"{C}axId")]
    for number in {*named, *(_value(axis, "crossAx") for axis in axes)}:
        if ids[number] != 1:
            yield Defect("chart-axis", name, f"axis {number} is there {ids[number]} times")
        if not number.isdigit() or not 0 < int(number) <= _LARGEST_ID:
            yield Defect("chart-axis-id", name, f"{number!r} is not the id of an axis")


def _value(axis: Element, tag: str) -> str:
    mark = axis.find(f"{C}{tag}")
    return "" if mark is None else mark.get("val", "")


def _least_height(cell: Element) -> int:
    properties = cell.find(f"{A}tcPr")
    if properties is None:
        return 2 * int(_USUAL_MARGIN) + _LEAST_ROOM
    return sum(int(properties.get(side, _USUAL_MARGIN)) for side in ("marT", "marB")) + _LEAST_ROOM


def _marks(tree: Element) -> list[Mark]:
    return [
        (mark.get("type", "obj"), mark.get("idx", "0"), mark.get("sz", "full"), mark.get("orient", "horz"))
        for mark in tree.iter(f"{P}ph")
    ]


def _placeholders(opened: Opened, name: str, tree: Element) -> Iterator[Defect]:
    layouts = opened.follow(name, "slideLayout")
    if len(layouts) != 1 or layouts[0] not in opened.trees:
        yield Defect("slide-layout", name, f"the slide has {len(layouts)} layouts")
        return
    offered, used = _marks(opened.trees[layouts[0]]), _marks(tree)
    for where, marks in ((layouts[0], offered), (name, used)):
        for index, count in Counter(mark[1] for mark in marks).items():
            if count > 1:
                yield Defect("placeholder-twice", where, f"index {index} is used {count} times")
    for mark in used:
        if offered.count(mark) != 1:
            yield Defect("placeholder-mismatch", name, f"the layout has no placeholder {'/'.join(mark)}")
