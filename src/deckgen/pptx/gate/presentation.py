"""Rules of the presentation part: its order, ids, size, sections and custom shows ([MS-OI29500], [MS-PPTX] 2.2.1)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from deckgen.pptx.gate.defect import Defect
from deckgen.pptx.gate.markup import attributes, elements, tags
from deckgen.pptx.gate.parts import Parts

SMALLEST_BIG_ID = 2_147_483_648
_SLIDE_IDS = range(256, SMALLEST_BIG_ID)
_SIDES = range(914_400, 51_206_401)
_ORDER = (
    "sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst", "sldIdLst", "sldSz", "notesSz", "smartTags",
    "embeddedFontLst", "custShowLst", "photoAlbum", "custDataLst", "kinsoku", "defaultTextStyle", "modifyVerifier",
)  # fmt: skip
_CHILD = rf"<p:({'|'.join(_ORDER)})[ />]"
_GUID = r"\{[0-9A-F]{8}-(?:[0-9A-F]{4}-){3}[0-9A-F]{12}\}"


def presentation_defects(parts: Parts) -> Iterator[Defect]:
    """What is wrong with the presentation part."""
    for name in parts.of_kind("main"):
        text = parts.text(name)
        yield from _order(name, text)
        yield from _undefined(parts, name, text)
        yield from _slides(parts, name, text)
        yield from _sections(name, text)
        yield from _shows(parts, name, text)
        for size in map(attributes, tags(text, "p:sldSz")):
            if not all(size.get(side, "").isdigit() and int(size[side]) in _SIDES for side in ("cx", "cy")):
                yield Defect("slide-size", name, "slides are from 1 to 56 inches wide and high")


def is_guid(text: str) -> bool:
    """Whether it is a GUID as PowerPoint writes it: in braces and in capital letters."""
    return re.fullmatch(_GUID, text) is not None


def _order(name: str, text: str) -> Iterator[Defect]:
    order = re.findall(_CHILD, text)
    if order != sorted(order, key=_ORDER.index):
        yield Defect("presentation-order", name, f"the children of the presentation are {', '.join(order)}")


def _undefined(parts: Parts, name: str, text: str) -> Iterator[Defect]:
    """What is listed without a relationship to it; the slides of custom shows have a rule of their own."""
    defined = {relation.number for relation in parts.relations.get(name, ())}
    for kind in ("p:sldId", "p:sldMasterId", "p:notesMasterId"):
        for number in sorted({attributes(tag).get("r:id", "") for tag in tags(text, kind)} - defined):
            yield Defect("relationship-missing", name, f"{number!r} is used but not defined")


def _slides(parts: Parts, name: str, text: str) -> Iterator[Defect]:
    listed = [attributes(tag) for tag in tags(text, "p:sldId")]
    for number, count in Counter(entry.get("id", "") for entry in listed).items():
        if count > 1:
            yield Defect("slide-id-twice", name, f"{count} slides have the id {number}")
        if not number.isdigit() or int(number) not in _SLIDE_IDS:
            yield Defect("slide-id", name, f"{number!r} is not the id of a slide")
    targets = {relation.number: relation.target for relation in parts.relations.get(name, ())}
    shown = Counter(targets[number] for entry in listed if (number := entry.get("r:id", "")) in targets)
    for slide, count in shown.items():
        if count > 1:
            yield Defect("slide-listed-twice", name, f"{slide} is listed {count} times")
    for slide in parts.follow(name, "slide"):
        if slide not in shown:
            yield Defect("slide-unlisted", name, f"{slide} is not in the list of slides")


def _sections(name: str, text: str) -> Iterator[Defect]:
    if "<p14:sectionLst" not in text:
        return
    slides = [attributes(tag).get("id", "") for tag in tags(text, "p:sldId")]
    listed = [attributes(tag).get("id", "") for tag in tags(text, "p14:sldId")]
    for number in sorted(set(listed) - set(slides)):
        yield Defect("section-stale", name, f"a section lists slide {number}, which does not exist")
    for number in sorted(set(slides) - set(listed)):
        yield Defect("section-slide-missing", name, f"slide {number} is in no section")
    if len(set(listed)) < len(listed):
        yield Defect("section-slide-twice", name, "a slide is listed twice in sections")
    if sorted(listed) == sorted(slides) and listed != slides:
        yield Defect("section-order", name, "sections list the slides in another order")
    yield from _section_identities(name, text)


def _section_identities(name: str, text: str) -> Iterator[Defect]:
    identities = [attributes(tag) for tag in tags(text, "p14:section")]
    for guid, count in Counter(entry.get("id", "") for entry in identities).items():
        if count > 1 or not is_guid(guid):
            yield Defect("section-id", name, f"{guid!r} is no GUID or the id of {count} sections")
    if not all(entry.get("name") for entry in identities):
        yield Defect("section-name", name, "a section has no name")


def _shows(parts: Parts, name: str, text: str) -> Iterator[Defect]:
    """Custom shows have names and ids of their own, and hold slides of the deck."""
    slides = {attributes(tag).get("r:id") for tag in tags(text, "p:sldId")}
    shows = [(attributes(head), body) for head, body in elements(text, "p:custShow")]
    for code, key in (("custom-show-name", "name"), ("custom-show-id", "id")):
        for value, count in Counter(head.get(key, "") for head, _ in shows).items():
            if count > 1 or not value:
                yield Defect(code, name, f"{count} shows have the {key} {value!r}")
    for head, body in shows:
        held = [attributes(tag).get("r:id") for tag in tags(body, "p:sld")]
        if not held:
            yield Defect("custom-show-empty", name, f"the show {head.get('name')!r} holds no slides")
        elif not slides.issuperset(held):
            yield Defect("custom-show-slide", name, f"the show {head.get('name')!r} holds slides that are not there")
    ids = {head.get("id") for head, _ in shows}
    for properties in parts.of_kind("presProps"):
        for tag in tags(parts.text(properties), "p:custShow"):
            number = attributes(tag).get("id")
            if number not in ids:
                yield Defect("opening-show", properties, f"the deck begins with show {number}, which is not there")
