"""Rules for the package itself (ECMA-376 part 2): names of parts, content types, relationships, pictures."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from deckgen.codes import Code
from deckgen.writers.preflight.markup import Defect, attributes, searchable, tags

CONTENT_TYPES = "[Content_Types].xml"
_PLAIN = "application/xml"
_RELATION = re.compile(r'<Relationship Id="([^"]*)" Type="([^"]*)" Target="([^"]*)"( TargetMode="External")?/>')
"""A relationship as deckgen writes it; reading other forms takes longer."""


class Relation(NamedTuple):
    """One relationship: its id, the last word of its type, its part (None if outside), and its target as written."""

    number: str
    kind: str
    target: str | None
    written: str


class Parts:
    """All parts by name, the duplicate names, the content types as listed, and all relationships by the part that has
    them; those of the package itself belong to the empty name.
    """

    def __init__(self, contents: dict[str, bytes], names: list[str]) -> None:
        self.contents = contents
        self.names = names
        self.overrides: list[tuple[str, str]] = []
        self.defaults: list[tuple[str, str]] = []
        self.relations: dict[str, list[Relation]] = {}
        self._kinds: dict[str, str] = {}
        self._texts: dict[str, str] = {}

    def kind(self, name: str) -> str:
        """The kind of a part, by the last word of its content type: `main`, `slide`, `slideLayout`, `chart` …"""
        return self._kinds.get(name, "")

    def of_kind(self, kind: str) -> list[str]:
        """The parts of a kind, in the order of the package."""
        return [name for name, own in self._kinds.items() if own == kind]

    def text(self, name: str) -> str:
        """The searchable text of a part to which others refer, cached; slides and notes are not."""
        if name not in self._texts:
            self._texts[name] = searchable(self.contents[name])
        return self._texts[name]

    def follow(self, name: str, kind: str) -> list[str]:
        """The parts to which a part has relationships of a kind."""
        found = self.relations.get(name, ())
        return [relation.target for relation in found if relation.kind == kind and relation.target is not None]

    def relation(self, name: str, number: str) -> Relation | None:
        """The relationship of a part with that id."""
        return next((each for each in self.relations.get(name, ()) if each.number == number), None)


def parts_of(entries: Iterable[tuple[str, bytes]]) -> Parts:
    """The package made of `entries`, all of which are well-formed."""
    listed = list(entries)
    parts = Parts(dict(listed), [name for name, _ in listed])
    if CONTENT_TYPES in parts.contents:
        text = searchable(parts.contents[CONTENT_TYPES])
        for tag in map(attributes, tags(text, "Override")):
            parts.overrides.append((tag.get("PartName", "").removeprefix("/"), tag.get("ContentType", "")))
        for tag in map(attributes, tags(text, "Default")):
            parts.defaults.append((tag.get("Extension", "").lower(), tag.get("ContentType", "")))
    types, defaults = dict(parts.overrides), dict(parts.defaults)
    for name in parts.contents:
        content_type = types.get(name) or defaults.get(name.rpartition(".")[2].lower(), "")
        parts._kinds[name] = _kind(content_type)
        if name.endswith(".rels"):
            source = _source(name)
            parts.relations[source] = list(_relations(searchable(parts.contents[name]), source.rpartition("/")[0]))
    return parts


def _kind(content_type: str) -> str:
    if not content_type.endswith("+xml"):
        return "" if content_type == _PLAIN else content_type
    return content_type.removesuffix("+xml").replace("/", ".").rpartition(".")[2]


def _source(name: str) -> str:
    """The part whose relationships the part `name` holds; empty for those of the package."""
    folder, _, base = name.rpartition("_rels/")
    return folder + base.removesuffix(".rels")


def _relations(text: str, folder: str) -> Iterator[Relation]:
    found = _RELATION.findall(text)
    if len(found) == text.count("<Relationship "):
        for number, kind, written, is_outside in found:
            target = None if is_outside else _resolved(folder, written)
            yield Relation(number, kind.rpartition("/")[2], target, written)
        return
    for tag in tags(text, "Relationship"):
        named = attributes(tag)
        written = named.get("Target", "")
        target = None if named.get("TargetMode") == "External" else _resolved(folder, written)
        yield Relation(named.get("Id", ""), named.get("Type", "").rpartition("/")[2], target, written)


def _resolved(folder: str, written: str) -> str:
    """The name of the part that `written` means in `folder`. Normalizing all of them would take longer."""
    if written.startswith("/"):
        return written[1:]
    while written.startswith("../"):
        folder, written = folder.rpartition("/")[0], written[3:]
    whole = f"{folder}/{written}" if folder else written
    return posixpath.normpath(whole) if "./" in whole else whole


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
"""The required kind of a relationship's target, by the kind of the relationship."""
_BEGINNINGS = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (b"PK\x03\x04",),
}


def packaging_defects(parts: Parts) -> Iterator[Defect]:
    """The defects of the package as such, whatever its parts contain."""
    yield from _names(parts)
    yield from _content_types(parts)
    yield from _targets(parts)
    yield from _identifiers(parts)
    yield from _orphans(parts)
    yield from _pictures(parts)


def _names(parts: Parts) -> Iterator[Defect]:
    for name, count in Counter(name.lower() for name in parts.names).items():
        if count > 1:
            yield Defect(Code.PART_NAME_TWICE, name, f"the package holds this name {count} times")
    for name in parts.names:
        if not name.isascii():
            yield Defect(Code.PART_NAME_NOT_ASCII, name, "PowerPoint cannot read this name")
        elif _NAME.fullmatch(name) is None or "./" in name:
            yield Defect(Code.PART_NAME_MALFORMED, name, "is not the name of a part")


def _content_types(parts: Parts) -> Iterator[Defect]:
    if CONTENT_TYPES not in parts.contents:
        yield Defect(Code.CONTENT_TYPES_MISSING, CONTENT_TYPES, "is not there")
        return
    overrides, defaults = Counter(name for name, _ in parts.overrides), dict(parts.defaults)
    for extension, count in Counter(extension for extension, _ in parts.defaults).items():
        if count > 1:
            yield Defect(Code.CONTENT_TYPE_TWICE, CONTENT_TYPES, f"extension {extension} has {count} types")
    for name, count in overrides.items():
        if count > 1:
            yield Defect(Code.CONTENT_TYPE_TWICE, name, f"has {count} types")
        if name not in parts.contents:
            yield Defect(Code.CONTENT_TYPE_STALE, CONTENT_TYPES, f"there is no part {name}")
    for name in parts.names:
        plain = defaults.get(name.rpartition(".")[2].lower()) in (None, "application/xml")
        if name != CONTENT_TYPES and name not in overrides and plain:
            yield Defect(Code.CONTENT_TYPE_MISSING, name, "has no type of its own")


def _targets(parts: Parts) -> Iterator[Defect]:
    for source, relations in parts.relations.items():
        for relation in relations:
            if relation.target is None:
                if re.fullmatch(_ADDRESS, relation.written) is None:
                    yield Defect(Code.ADDRESS_MALFORMED, source, f"{relation.written!r} is not an address")
            elif relation.target not in parts.contents:
                yield Defect(
                    Code.RELATIONSHIP_BROKEN,
                    source,
                    f"{relation.number} leads to {relation.target}, which is not there",
                )
            elif relation.kind in _LEADS_TO and parts.kind(relation.target) not in ("", _LEADS_TO[relation.kind]):
                message = f"{relation.number} should lead to a {relation.kind}, but {relation.target} is none"
                yield Defect(Code.RELATIONSHIP_KIND, source, message)
    if not any(parts.kind(name) == "main" for name in parts.follow("", "officeDocument")):
        yield Defect(Code.PRESENTATION_MISSING, "_rels/.rels", "leads to no presentation")
    for kind in ("officeDocument", "core-properties", "extended-properties"):
        if len(parts.follow("", kind)) > 1:
            yield Defect(Code.ROOT_PART_TWICE, "_rels/.rels", f"leads to more than one {kind}")


def _identifiers(parts: Parts) -> Iterator[Defect]:
    for source, relations in parts.relations.items():
        if source and source not in parts.contents:
            yield Defect(Code.RELATIONSHIPS_STALE, source, "has relationships, but is not there")
        numbers = {relation.number for relation in relations}
        if len(numbers) < len(relations):
            yield Defect(Code.RELATIONSHIP_TWICE, source, "two relationships have the same id")
        for number in numbers:
            if re.fullmatch(_IDENTIFIER, number) is None:
                yield Defect(Code.RELATIONSHIP_ID, source, f"{number!r} is not an id")


def _orphans(parts: Parts) -> Iterator[Defect]:
    reached, waiting = {""}, [""]
    while waiting:
        for relation in parts.relations.get(waiting.pop(), ()):
            if relation.target is not None and relation.target not in reached:
                reached.add(relation.target)
                waiting.append(relation.target)
    for name in parts.names:
        if name != CONTENT_TYPES and not name.endswith(".rels") and name not in reached:
            yield Defect(Code.PART_ORPHANED, name, "nothing leads to it")


def _pictures(parts: Parts) -> Iterator[Defect]:
    for name, content in parts.contents.items():
        beginnings = _BEGINNINGS.get(parts.kind(name))
        if beginnings is not None and not content.startswith(beginnings):
            yield Defect(Code.MEDIA_DAMAGED, name, f"is not of the type {parts.kind(name)}")
