"""Rules of the package itself (ECMA-376 part 2): names of parts, content types, relationships, pictures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from deckgen.pptx.gate.defect import Defect
from deckgen.pptx.gate.parts import CONTENT_TYPES, Parts

_NAME = re.compile(r"[\w\-.~!$&'()*+,;=:@\[\]]+(?:/[\w\-.~!$&'()*+,;=:@]+)*(?<!\.)", re.ASCII)
_ADDRESS = r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$'()*+,;=]|&amp;|&#39;|&apos;|%[0-9A-Fa-f]{2})+"
_IDENTIFIER = r"[A-Za-z_][\w.-]*"
_LEADS_TO = {
    "officeDocument": "main",
    "core-properties": "core-properties",
    "extended-properties": "extended-properties",
    **{
        kind: kind
        for kind in (
            "slide", "slideLayout", "slideMaster", "notesSlide", "notesMaster", "theme", "chart", "presProps",
            "viewProps", "tableStyles",
        )
    },
}  # fmt: skip
"""What a relationship of a kind has to lead to."""
_BEGINNINGS = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (b"PK\x03\x04",),
}


def packaging_defects(parts: Parts) -> Iterator[Defect]:
    """What is wrong with the package as a package, whatever the parts hold."""
    yield from _names(parts)
    yield from _content_types(parts)
    yield from _targets(parts)
    yield from _identifiers(parts)
    yield from _orphans(parts)
    yield from _pictures(parts)


def _names(parts: Parts) -> Iterator[Defect]:
    for name, count in Counter(name.lower() for name in parts.names).items():
        if count > 1:
            yield Defect("part-name-twice", name, f"the package holds this name {count} times")
    for name in parts.names:
        if not name.isascii():
            yield Defect("part-name-not-ascii", name, "PowerPoint cannot read this name")
        elif _NAME.fullmatch(name) is None or "./" in name:
            yield Defect("part-name-malformed", name, "is not the name of a part")


def _content_types(parts: Parts) -> Iterator[Defect]:
    if CONTENT_TYPES not in parts.contents:
        yield Defect("content-types-missing", CONTENT_TYPES, "is not there")
        return
    overrides, defaults = Counter(name for name, _ in parts.overrides), dict(parts.defaults)
    for extension, count in Counter(extension for extension, _ in parts.defaults).items():
        if count > 1:
            yield Defect("content-type-twice", CONTENT_TYPES, f"extension {extension} has {count} types")
    for name, count in overrides.items():
        if count > 1:
            yield Defect("content-type-twice", name, f"has {count} types")
        if name not in parts.contents:
            yield Defect("content-type-stale", CONTENT_TYPES, f"there is no part {name}")
    for name in parts.names:
        plain = defaults.get(name.rpartition(".")[2].lower()) in (None, "application/xml")
        if name != CONTENT_TYPES and name not in overrides and plain:
            yield Defect("content-type-missing", name, "has no type of its own")


def _targets(parts: Parts) -> Iterator[Defect]:
    for source, relations in parts.relations.items():
        for relation in relations:
            if relation.target is None:
                if re.fullmatch(_ADDRESS, relation.written) is None:
                    yield Defect("address-malformed", source, f"{relation.written!r} is not an address")
            elif relation.target not in parts.contents:
                yield Defect(
                    "relationship-broken",
                    source,
                    f"{relation.number} leads to {relation.target}, which is not there",
                )
            elif relation.kind in _LEADS_TO and parts.kind(relation.target) not in ("", _LEADS_TO[relation.kind]):
                message = f"{relation.number} should lead to a {relation.kind}, but {relation.target} is none"
                yield Defect("relationship-kind", source, message)
    if not any(parts.kind(name) == "main" for name in parts.follow("", "officeDocument")):
        yield Defect("presentation-missing", "_rels/.rels", "leads to no presentation")
    for kind in ("officeDocument", "core-properties", "extended-properties"):
        if len(parts.follow("", kind)) > 1:
            yield Defect("root-part-twice", "_rels/.rels", f"leads to more than one {kind}")


def _identifiers(parts: Parts) -> Iterator[Defect]:
    for source, relations in parts.relations.items():
        if source and source not in parts.contents:
            yield Defect("relationships-stale", source, "has relationships, but is not there")
        numbers = {relation.number for relation in relations}
        if len(numbers) < len(relations):
            yield Defect("relationship-twice", source, "two relationships have the same id")
        for number in numbers:
            if re.fullmatch(_IDENTIFIER, number) is None:
                yield Defect("relationship-id", source, f"{number!r} is not an id")


def _orphans(parts: Parts) -> Iterator[Defect]:
    reached, waiting = {""}, [""]
    while waiting:
        for relation in parts.relations.get(waiting.pop(), ()):
            if relation.target is not None and relation.target not in reached:
                reached.add(relation.target)
                waiting.append(relation.target)
    for name in parts.names:
        if name != CONTENT_TYPES and not name.endswith(".rels") and name not in reached:
            yield Defect("part-orphaned", name, "nothing leads to it")


def _pictures(parts: Parts) -> Iterator[Defect]:
    for name, content in parts.contents.items():
        beginnings = _BEGINNINGS.get(parts.kind(name))
        if beginnings is not None and not content.startswith(beginnings):
            yield Defect("media-damaged", name, f"is not of the type {parts.kind(name)}")
