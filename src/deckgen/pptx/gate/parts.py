"""A package before it is zipped: its parts, what they are, and how they lead to each other."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from deckgen.pptx.gate.markup import attributes, searchable, tags

CONTENT_TYPES = "[Content_Types].xml"
_PLAIN = "application/xml"
_RELATION = re.compile(r'<Relationship Id="([^"]*)" Type="([^"]*)" Target="([^"]*)"( TargetMode="External")?/>')
"""A relationship as deckgen writes it; others take longer to read."""


class Relation(NamedTuple):
    """One relationship: its id, the last word of its type, the part it leads to (None if that is outside), and the
    target as it is written.
    """

    number: str
    kind: str
    target: str | None
    written: str


class Parts:
    """All parts by name, the doubled names, the content types as they are listed, and all relationships by the part
    that has them; those of the package itself belong to the empty name.
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
        """What a part is, by the last word of its content type: `main`, `slide`, `slideLayout`, `chart` …"""
        return self._kinds.get(name, "")

    def of_kind(self, kind: str) -> list[str]:
        """The parts of a kind, in the order of the package."""
        return [name for name, own in self._kinds.items() if own == kind]

    def text(self, name: str) -> str:
        """The searchable text of a part that others refer to; slides and notes are not kept."""
        if name not in self._texts:
            self._texts[name] = searchable(self.contents[name])
        return self._texts[name]

    def follow(self, name: str, kind: str) -> list[str]:
        """The parts that a part leads to by relationships of a kind."""
        found = self.relations.get(name, ())
        return [relation.target for relation in found if relation.kind == kind and relation.target is not None]

    def relation(self, name: str, number: str) -> Relation | None:
        """The relationship of a part with that id."""
        return next((each for each in self.relations.get(name, ()) if each.number == number), None)


def parts_of(entries: Iterable[tuple[str, bytes]]) -> Parts:
    """The package that holds `entries`, all of which are well-formed."""
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
    """The part whose relationships the part `name` holds; nothing for those of the package."""
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
    """The name of the part that `written` means in `folder`; normalizing all of them would take longer."""
    if written.startswith("/"):
        return written[1:]
    while written.startswith("../"):
        folder, written = folder.rpartition("/")[0], written[3:]
    whole = f"{folder}/{written}" if folder else written
    return posixpath.normpath(whole) if "./" in whole else whole
