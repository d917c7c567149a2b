"""Rules for the presentation part: order, ids, size, sections and custom shows ([MS-OI29500], [MS-PPTX] 2.2.1)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from deckgen.codes import Code
from deckgen.writers.preflight.packaging import Defect, Parts, attributes, elements, tags

_GUID = r"\{[0-9A-F]{8}-(?:[0-9A-F]{4}-){3}[0-9A-F]{12}\}"


def presentation_defects(parts: Parts) -> Iterator[Defect]:
    """The defects of the presentation part."""
    for name in parts.of_kind("main"):
        text = parts.text(name)
        yield from _undefined(parts, name, text)
        yield from _slides(parts, name, text)
        yield from _sections(name, text)
        yield from _shows(parts, name, text)


def is_guid(text: str) -> bool:
    """True for a GUID as PowerPoint writes it: in braces and in capital letters."""
    return re.fullmatch(_GUID, text) is not None


def _undefined(parts: Parts, name: str, text: str) -> Iterator[Defect]:
    """Defects of entries without a relationship; a separate rule covers the slides of custom shows."""
    defined = {relation.number for relation in parts.relations.get(name, ())}
    for kind in ("p:sldId", "p:sldMasterId", "p:notesMasterId"):
        for number in sorted({attributes(tag).get("r:id", "") for tag in tags(text, kind)} - defined):
            yield Defect(Code.RELATIONSHIP_MISSING, name, f"{number!r} is used but not defined")


def _slides(parts: Parts, name: str, text: str) -> Iterator[Defect]:
    listed = [attributes(tag) for tag in tags(text, "p:sldId")]
    for number, count in Counter(entry.get("id", "") for entry in listed).items():
        if count > 1:
            yield Defect(Code.SLIDE_ID_TWICE, name, f"{count} slides have the id {number}")
    targets = {relation.number: relation.target for relation in parts.relations.get(name, ())}
    shown = Counter(targets[number] for entry in listed if (number := entry.get("r:id", "")) in targets)
    for slide, count in shown.items():
        if count > 1:
            yield Defect(Code.SLIDE_LISTED_TWICE, name, f"{slide} is listed {count} times")
    for slide in parts.follow(name, "slide"):
        if slide not in shown:
            yield Defect(Code.SLIDE_UNLISTED, name, f"{slide} is not in the list of slides")


def _sections(name: str, text: str) -> Iterator[Defect]:
    if "<p14:sectionLst" not in text:
        return
    slides = [attributes(tag).get("id", "") for tag in tags(text, "p:sldId")]
    listed = [attributes(tag).get("id", "") for tag in tags(text, "p14:sldId")]
    for number in sorted(set(listed) - set(slides)):
        yield Defect(Code.SECTION_STALE, name, f"a section lists slide {number}, which does not exist")
    for number in sorted(set(slides) - set(listed)):
        yield Defect(Code.SECTION_SLIDE_MISSING, name, f"slide {number} is in no section")
    if len(set(listed)) < len(listed):
        yield Defect(Code.SECTION_SLIDE_TWICE, name, "a slide is listed twice in sections")
    if sorted(listed) == sorted(slides) and listed != slides:
        yield Defect(Code.SECTION_ORDER, name, "sections list the slides in another order")
    yield from _section_identities(name, text)


def _section_identities(name: str, text: str) -> Iterator[Defect]:
    identities = [attributes(tag) for tag in tags(text, "p14:section")]
    for guid, count in Counter(entry.get("id", "") for entry in identities).items():
        if count > 1 or not is_guid(guid):
            yield Defect(Code.SECTION_ID, name, f"{guid!r} is no GUID or the id of {count} sections")
    if not all(entry.get("name") for entry in identities):
        yield Defect(Code.SECTION_NAME, name, "a section has no name")


def _shows(parts: Parts, name: str, text: str) -> Iterator[Defect]:
    """Defects of custom shows: they need unique names and ids, and slides of the deck."""
    slides = {attributes(tag).get("r:id") for tag in tags(text, "p:sldId")}
    shows = [(attributes(head), body) for head, body in elements(text, "p:custShow")]
    for code, key in ((Code.CUSTOM_SHOW_NAME, "name"), (Code.CUSTOM_SHOW_ID, "id")):
        for value, count in Counter(head.get(key, "") for head, _ in shows).items():
            if count > 1 or not value:
                yield Defect(code, name, f"{count} shows have the {key} {value!r}")
    for head, body in shows:
        held = [attributes(tag).get("r:id") for tag in tags(body, "p:sld")]
        if not held:
            yield Defect(Code.CUSTOM_SHOW_EMPTY, name, f"the show {head.get('name')!r} holds no slides")
        elif not slides.issuperset(held):
            yield Defect(
                Code.CUSTOM_SHOW_SLIDE, name, f"the show {head.get('name')!r} holds slides that are not there"
            )
    ids = {head.get("id") for head, _ in shows}
    for properties in parts.of_kind("presProps"):
        for tag in tags(parts.text(properties), "p:custShow"):
            number = attributes(tag).get("id")
            if number not in ids:
                yield Defect(Code.OPENING_SHOW, properties, f"the deck begins with show {number}, which is not there")


_COMPATIBILITY = r'<[^<>]*="http://schemas\.openxmlformats\.org/markup-compatibility/2006"'
_DATE = r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?"


def property_defects(parts: Parts) -> Iterator[Defect]:
    """The defects of the document properties."""
    for kind in ("core-properties", "extended-properties"):
        for name in parts.of_kind(kind):
            text = parts.text(name)
            if re.search(_COMPATIBILITY, parts.contents[name].decode()) is not None:
                yield Defect(Code.PROPERTIES_NAMESPACE, name, "uses markup compatibility, which properties may not")
            for field in ("dcterms:created", "dcterms:modified"):
                for tag, value in elements(text, field):
                    if re.fullmatch(_DATE, value) is None or "dcterms:W3CDTF" not in tag:
                        yield Defect(Code.PROPERTIES_DATE, name, f"{value!r} is not a date")


_ON_MASTERS = {"title", "body", "dt", "ftr", "sldNum"}


def master_defects(parts: Parts) -> Iterator[Defect]:
    """The defects between presentation, masters, layouts and notes."""
    yield from _large_ids(parts)
    yield from _themes(parts)
    yield from _lists(parts)
    yield from _notes(parts)
    for name in parts.of_kind("slideMaster"):
        for kind in (attributes(tag).get("type", "obj") for tag in tags(parts.text(name), "p:ph")):
            if kind not in _ON_MASTERS:
                yield Defect(Code.PLACEHOLDER_ON_MASTER, name, f"a master cannot have a placeholder of type {kind}")


def _large_ids(parts: Parts) -> Iterator[Defect]:
    """Defects of the ids of masters and layouts, which share one range across the whole deck."""
    found = [(name, "p:sldMasterId") for name in parts.of_kind("main")]
    found += [(name, "p:sldLayoutId") for name in parts.of_kind("slideMaster")]
    ids = [(attributes(tag).get("id", ""), name) for name, kind in found for tag in tags(parts.text(name), kind)]
    for number, count in Counter(number for number, _ in ids).items():
        name = next(name for other, name in ids if other == number)
        if count > 1:
            yield Defect(Code.MASTER_LAYOUT_ID_TWICE, name, f"{count} masters and layouts have the id {number}")


def _themes(parts: Parts) -> Iterator[Defect]:
    """Defects of masters' themes: every master needs one of its own."""
    owners: dict[str, str] = {}
    for kind, code in (("slideMaster", Code.MASTER_THEME), ("notesMaster", Code.NOTES_MASTER_THEME)):
        for name in parts.of_kind(kind):
            themes = parts.follow(name, "theme")
            if len(themes) != 1:
                yield Defect(code, name, f"has {len(themes)} themes")
            for theme in themes:
                if theme in owners:
                    yield Defect(code, name, f"shares its theme with {owners[theme]}")
                owners[theme] = name


def _lists(parts: Parts) -> Iterator[Defect]:
    """Defects of lists: presentation and masters list all parts they lead to, a layout leads back to its master."""
    for owner, lists, listed, code in (
        ("main", "p:sldMasterId", "slideMaster", Code.MASTER_UNLISTED),
        ("main", "p:notesMasterId", "notesMaster", Code.NOTES_MASTER_UNLISTED),
        ("slideMaster", "p:sldLayoutId", "slideLayout", Code.LAYOUT_UNLISTED),
    ):
        for name in parts.of_kind(owner):
            numbers = {attributes(tag).get("r:id", "") for tag in tags(parts.text(name), lists)}
            for relation in parts.relations.get(name, ()):
                if relation.kind == listed and relation.number not in numbers:
                    yield Defect(code, name, f"{relation.target} is not listed")
    for name in parts.of_kind("slideMaster"):
        for layout in parts.follow(name, "slideLayout"):
            if parts.follow(layout, "slideMaster") != [name]:
                yield Defect(Code.LAYOUT_MASTER, layout, f"does not lead back to its master, {name}")


def _notes(parts: Parts) -> Iterator[Defect]:
    """Defects of notes: a notes page belongs to one slide, which leads to it, and to the notes master."""
    owners: dict[str, list[str]] = {}
    for slide in parts.of_kind("slide"):
        for notes in parts.follow(slide, "notesSlide"):
            owners.setdefault(notes, []).append(slide)
    for notes in parts.of_kind("notesSlide"):
        if parts.follow(notes, "slide") != owners.get(notes):
            yield Defect(
                Code.NOTES_SLIDE, notes, f"belongs to {owners.get(notes)}, leads to {parts.follow(notes, 'slide')}"
            )
        if len(parts.follow(notes, "notesMaster")) != 1:
            yield Defect(Code.NOTES_MASTER, notes, "does not lead to one notes master")
