"""A written package taken apart again: parts, content types, relationships and trees, for the checks of the gate."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

Element = ElementTree.Element

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CONTENT_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong with a package: a stable code, the part that has it, and what it is in words."""

    code: str
    part: str
    message: str


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship: the last word of its type, and the part it leads to, None if that is outside."""

    kind: str
    target: str | None


@dataclass(slots=True)
class Opened:
    """A package in memory. `overrides` and `defaults` keep every entry, so that doubled ones can be seen."""

    names: list[str]
    trees: dict[str, Element]
    relations: dict[str, dict[str, Relation]]
    overrides: list[tuple[str, str]]
    defaults: list[tuple[str, str]]
    unreadable: list[Defect] = field(default_factory=list)

    def listed(self, suffix: str) -> Iterator[tuple[str, Element]]:
        """Name and tree of every part whose content type ends with `suffix`, in the order of the package."""
        of_type = {name for name, kind in self.overrides if kind.endswith(suffix)}
        return ((name, tree) for name, tree in self.trees.items() if name in of_type)

    def follow(self, part: str, kind: str) -> list[str]:
        """The parts that `part` leads to by relationships of `kind`."""
        found = self.relations.get(part, {}).values()
        return [relation.target for relation in found if relation.kind == kind and relation.target is not None]


def open_package(content: bytes) -> Opened:
    """`content` taken apart; parts that are not well-formed are left out of the trees and reported."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        names = file.namelist()
        contents = {name: file.read(name) for name in names}
    opened = Opened(names, {}, {}, [], [])
    for name, data in contents.items():
        if not name.endswith((".xml", ".rels")):
            continue
        try:
            tree = ElementTree.fromstring(data)
        except ElementTree.ParseError as error:
            opened.unreadable.append(Defect("not-well-formed", name, str(error)))
            continue
        if name.endswith(".rels"):
            source = _source(name)
            opened.relations[source] = _relations(tree, posixpath.dirname(source))
        elif name == CONTENT_TYPES:
            opened.overrides = [
                (_get(entry, "PartName").lstrip("/"), _get(entry, "ContentType"))
                for entry in tree.iter(f"{_TYPES}Override")
            ]
            opened.defaults = [
                (_get(entry, "Extension"), _get(entry, "ContentType")) for entry in tree.iter(f"{_TYPES}Default")
            ]
        else:
            opened.trees[name] = tree
    return opened


def _source(name: str) -> str:
    """The part whose relationships the part `name` holds; nothing for those of the package."""
    folder, base = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))


def _relations(tree: Element, folder: str) -> dict[str, Relation]:
    found = {}
    for entry in tree:
        target: str | None = None
        if entry.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, _get(entry, "Target"))).lstrip("/")
        found[_get(entry, "Id")] = Relation(_get(entry, "Type").rsplit("/", 1)[-1], target)
    return found


def _get(element: Element, name: str) -> str:
    return element.get(name, "")
