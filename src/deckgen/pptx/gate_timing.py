"""Checks on builds: what PowerPoint drops from a timing tree without a word, although it is valid by the schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from deckgen.pptx.opened import A, C, Defect, Element, P

_SLIDE_ORDER = ("cSld", "clrMapOvr", "transition", "timing", "extLst")
_SEQUENCE_ORDER = ["cTn", "prevCondLst", "nextCondLst"]


def timing_defects(name: str, tree: Element) -> Iterator[Defect]:
    """What is wrong with the transition and the timing of the slide in the part `name`."""
    # The only thing on a slide that stands in an AlternateContent of its own is the transition.
    order = ["transition" if tag == "AlternateContent" else tag for tag in (_tag(child) for child in tree)]
    if order != sorted(order, key=lambda tag: _SLIDE_ORDER.index(tag) if tag in _SLIDE_ORDER else -1):
        yield Defect("slide-order", name, f"the children of the slide are {', '.join(order)}")
    timing = tree.find(f"{P}timing")
    if timing is None:
        return
    ids = [int(node.get("id", "0")) for node in timing.iter(f"{P}cTn")]
    if ids != list(range(1, len(ids) + 1)):
        yield Defect("timing-ids", name, f"the ids of the time nodes are {ids}, not 1, 2, 3 … in document order")
    for sequence in timing.iter(f"{P}seq"):
        if [_tag(child) for child in sequence] != _SEQUENCE_ORDER:
            yield Defect("timing-order", name, f"a sequence holds {', '.join(_tag(child) for child in sequence)}")
    for click in timing.findall(f"./{P}tnLst/{P}par/{P}cTn/{P}childTnLst/{P}seq/{P}cTn/{P}childTnLst/{P}par"):
        starts = [node.get("nodeType", "") for node in click.iter(f"{P}cTn") if node.get("nodeType")]
        if starts[:1] != ["clickEffect"] or "clickEffect" in starts[1:]:
            yield Defect("timing-click", name, f"the effects of a click are {', '.join(starts)}")
    yield from _targets(name, tree, timing)
    yield from _builds(name, tree, timing)


def _targets(name: str, tree: Element, timing: Element) -> Iterator[Defect]:
    shapes = _shapes(tree)
    for target in timing.iter(f"{P}spTgt"):
        number = target.get("spid", "")
        shape = shapes.get(number)
        if shape is None:
            yield Defect("timing-target", name, f"there is no shape {number} outside groups")
            continue
        paragraphs = len(list(shape.iter(f"{A}p")))
        for which in target.iter(f"{P}pRg"):
            if not 0 <= int(which.get("st", "0")) <= int(which.get("end", "0")) < paragraphs:
                yield Defect("timing-target", name, f"shape {number} has no paragraph {which.get('st')}")


def _builds(name: str, tree: Element, timing: Element) -> Iterator[Defect]:
    """A group id and an entry of the build list come together, for shapes with text, charts and no others."""
    grouped = {
        (target.get("spid", ""), effect.get("grpId", ""))
        for effect in timing.iter(f"{P}cTn")
        if effect.get("grpId") is not None
        for target in effect.iter(f"{P}spTgt")
    }
    ungrouped = {
        target.get("spid", "")
        for effect in timing.iter(f"{P}cTn")
        if effect.get("presetID") and effect.get("grpId") is None
        for target in effect.iter(f"{P}spTgt")
    }
    entries = timing.findall(f"{P}bldLst/*")
    listed = Counter((entry.get("spid", ""), entry.get("grpId", "")) for entry in entries)
    for number, group in sorted(grouped ^ listed.keys()):
        yield Defect("build-list", name, f"shape {number} has group {group} in the tree or in the build list only")
    shapes = _shapes(tree)
    for (number, _), count in listed.items():
        if count > 1:
            yield Defect("build-list", name, f"shape {number} is listed {count} times")
    for entry in entries:
        shape = shapes.get(entry.get("spid", ""))
        if shape is None or not _fits(shape, entry):
            yield Defect("build-list", name, f"shape {entry.get('spid')} is listed as {_tag(entry)}, which it is not")
    for number in sorted(ungrouped & {number for number, _ in listed}):
        yield Defect("build-list", name, f"shape {number} has an effect without a group, but is in the build list")


def _fits(shape: Element, entry: Element) -> bool:
    """Whether the build list has the right kind of entry for a shape."""
    if _tag(entry) == "bldGraphic":
        return shape.find(f".//{C}chart") is not None
    return _tag(entry) == "bldP" and _tag(shape) == "sp" and bool("".join(shape.itertext()).strip())


def _shapes(tree: Element) -> dict[str, Element]:
    """The shapes that PowerPoint can animate, by id: those that stand on the slide itself."""
    found = {}
    for shape in tree.find(f"{P}cSld/{P}spTree") or ():
        identity = shape.find(f"./*/{P}cNvPr")
        if identity is not None:
            found[identity.get("id", "")] = shape
    return found


def _tag(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1]
