"""The last gate: what validators overlook and PowerPoint does not, checked on the finished package.

`write` does not call it, because taking a package apart takes as long as making it; every test does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from deckgen.pptx.gate_slides import slide_defects
from deckgen.pptx.opened import CONTENT_TYPES, P14, Defect, Opened, P, R, open_package

_SMALLEST_BIG_ID = 2_147_483_648
_SLIDE_IDS = range(256, _SMALLEST_BIG_ID)


def defects(package: bytes) -> list[Defect]:
    """What is wrong with the package, nothing if all is well. The part is named as it is in the archive."""
    opened = open_package(package)
    found = [*opened.unreadable, *_names(opened), *_content_types(opened), *_relationships(opened)]
    for name, tree in opened.listed("presentation.main+xml"):
        found += _sections(opened, name)
        found += _shows(opened, name)
        found += _large_ids(opened)
        ids = [int(entry.get("id", "0")) for entry in tree.iter(f"{P}sldId")]
        found += [
            Defect("slide-id", name, f"{number} is out of range or used twice")
            for number, count in Counter(ids).items()
            if count > 1 or number not in _SLIDE_IDS
        ]
    slides = list(opened.listed("presentationml.slide+xml"))
    if slides and all(tree.get("show") == "0" for _, tree in slides):
        found.append(Defect("all-hidden", slides[0][0], "no slide is shown"))
    return [*found, *slide_defects(opened)]


def _names(opened: Opened) -> Iterator[Defect]:
    for name, count in Counter(name.lower() for name in opened.names).items():
        if count > 1:
            yield Defect("part-name-twice", name, f"the archive holds this name {count} times")
    for name in opened.names:
        if not name.isascii():
            yield Defect("part-name-not-ascii", name, "PowerPoint cannot read this name")


def _content_types(opened: Opened) -> Iterator[Defect]:
    overrides, defaults = Counter(name for name, _ in opened.overrides), dict(opened.defaults)
    for extension, count in Counter(extension for extension, _ in opened.defaults).items():
        if count > 1:
            yield Defect("content-type-twice", CONTENT_TYPES, f"extension {extension} has {count} types")
    for name, count in overrides.items():
        if count > 1:
            yield Defect("content-type-twice", name, f"has {count} types")
        if name not in opened.names:
            yield Defect("content-type-stale", CONTENT_TYPES, f"there is no part {name}")
    for name in opened.names:
        plain_xml = defaults.get(name.rsplit(".", 1)[-1]) in (None, "application/xml")
        if name != CONTENT_TYPES and name not in overrides and plain_xml:
            yield Defect("content-type-missing", name, "has no type of its own")


def _relationships(opened: Opened) -> Iterator[Defect]:
    reached, waiting = {""}, [""]
    while waiting:
        for relation in opened.relations.get(waiting.pop(), {}).values():
            if relation.target is not None and relation.target not in reached:
                reached.add(relation.target)
                waiting.append(relation.target)
    for source, relations in opened.relations.items():
        for number, relation in relations.items():
            if relation.target is not None and relation.target not in opened.names:
                yield Defect("relationship-broken", source, f"{number} leads to {relation.target}, which is missing")
    for name in opened.names:
        if name != CONTENT_TYPES and not name.endswith(".rels") and name not in reached:
            yield Defect("part-orphaned", name, "nothing leads to it")
    for name, tree in opened.trees.items():
        used = {value for node in tree.iter() for key, value in node.attrib.items() if key.startswith(R) and value}
        for number in sorted(used - opened.relations.get(name, {}).keys()):
            yield Defect("relationship-missing", name, f"{number} is used but not defined")


def _sections(opened: Opened, name: str) -> Iterator[Defect]:
    tree = opened.trees[name]
    if tree.find(f".//{P14}sectionLst") is None:
        return
    slides = [entry.get("id", "") for entry in tree.iter(f"{P}sldId")]
    listed = Counter(entry.get("id", "") for entry in tree.iter(f"{P14}sldId"))
    for number in slides:
        if listed[number] != 1:
            yield Defect("section-list", name, f"slide {number} is in {listed[number]} sections")
    for number in listed.keys() - set(slides):
        yield Defect("section-list", name, f"a section lists slide {number}, which does not exist")


def _shows(opened: Opened, name: str) -> Iterator[Defect]:
    """Custom shows have names and ids of their own, and hold slides of the deck."""
    tree = opened.trees[name]
    slides = {entry.get(f"{R}id") for entry in tree.iter(f"{P}sldId")}
    shows = tree.findall(f"{P}custShowLst/{P}custShow")
    for key in ("name", "id"):
        for value, count in Counter(show.get(key, "") for show in shows).items():
            if count > 1 or not value:
                yield Defect("custom-show", name, f"{count} shows have the {key} {value!r}")
    for show in shows:
        held = [entry.get(f"{R}id") for entry in show.iter(f"{P}sld")]
        if not held or not slides.issuperset(held):
            yield Defect(
                "custom-show", name, f"the show {show.get('name')!r} holds no slides, or others than the deck"
            )
    ids = {show.get("id") for show in shows}
    for _, properties in opened.listed("presProps+xml"):
        for opening in properties.iter(f"{P}custShow"):
            if opening.get("id") not in ids:
                yield Defect(
                    "custom-show", name, f"the deck begins with show {opening.get('id')}, which is not there"
                )


def _large_ids(opened: Opened) -> Iterator[Defect]:
    """Masters and layouts share one range of ids across the whole deck."""
    ids = Counter(
        int(entry.get("id", "0"))
        for tree in opened.trees.values()
        for tag in ("sldMasterId", "sldLayoutId")
        for entry in tree.iter(f"{P}{tag}")
    )
    for number, count in ids.items():
        if count > 1 or number < _SMALLEST_BIG_ID:
            yield Defect("master-layout-id", "ppt/presentation.xml", f"{number} is too small or used twice")
