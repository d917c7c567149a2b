"""An Open Packaging package under construction: parts, content types and relationships (ECMA-376 part 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from posixpath import relpath, split
from typing import Any, Literal

from deckgen.archive import archive
from deckgen.diagnostics import BrokenDeck
from deckgen.media.media import Media, MediaKind
from deckgen.processes import in_order
from deckgen.theme.tokens import Carried, Relation
from deckgen.writers.pptx.xml import DECLARATION, attribute
from deckgen.writers.preflight import searches, told

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml."
_CONTENT_TYPES = {
    "main": _PRESENTATION + "presentation.main+xml",
    "master": _PRESENTATION + "slideMaster+xml",
    "layout": _PRESENTATION + "slideLayout+xml",
    "slide": _PRESENTATION + "slide+xml",
    "notes-master": _PRESENTATION + "notesMaster+xml",
    "notes": _PRESENTATION + "notesSlide+xml",
    "presentation-properties": _PRESENTATION + "presProps+xml",
    "view-properties": _PRESENTATION + "viewProps+xml",
    "table-styles": _PRESENTATION + "tableStyles+xml",
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
    "extended-properties": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PartKind = Literal[
    "main",
    "master",
    "layout",
    "slide",
    "notes-master",
    "notes",
    "presentation-properties",
    "view-properties",
    "table-styles",
    "chart",
    "theme",
    "core-properties",
    "extended-properties",
]
_EXTENSIONS: dict[MediaKind, str] = {"png": "png", "jpeg": "jpeg", "gif": "gif"}


class Relationships:
    """The relationships of one part. Equal targets share a relationship; ids count from rId1."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str, bool], str] = {}
        self._kept: list[tuple[str, str, bool, str]] = []

    def to(self, kind: str, target: str) -> str:
        """The id of the relationship to another part, whose `target` is relative to this part's folder."""
        return self._id((f"{_OFFICE}/{kind}", target, False))

    def to_package(self, kind: str, target: str) -> str:
        """The id of a relationship of a kind that the packaging standard itself defines."""
        return self._id((f"{_PACKAGE}/relationships/{kind}", target, False))

    def to_outside(self, kind: str, address: str) -> str:
        """The id of the relationship to an address outside the package."""
        return self._id((f"{_OFFICE}/{kind}", address, True))

    def _id(self, key: tuple[str, str, bool]) -> str:
        return self._ids.setdefault(key, f"rId{len(self._ids) + 1}")

    def keep(self, relations: Iterable[Relation], folder: str) -> None:
        """Add relationships under their own ids; `folder` is the folder of the part that has them."""
        for each in relations:
            target = each.target if each.outside else relpath(each.target, folder)
            self._kept.append((each.kind, target, each.outside, each.number))

    def xml(self) -> str:
        """The relationships part."""
        own = [(*key, number) for key, number in self._ids.items()]
        entries = "".join(
            f'<Relationship Id="{number}" Type="{kind}" Target="{attribute(target)}"'
            + (' TargetMode="External"/>' if outside else "/>")
            for kind, target, outside, number in (*own, *self._kept)
        )
        return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


class Package:
    """All parts so far, in the order in which they will be stored."""

    def __init__(self) -> None:
        self._entries: list[tuple[str, bytes, bool]] = []
        self._overrides: list[str] = []
        self._pictures: dict[bytes, str] = {}
        self._defaults: dict[str, str] = {}
        self._charts = 0
        self._inherited: dict[str, bytes] = {}

    def add(self, name: str, kind: PartKind, content: str, relationships: Relationships | None = None) -> None:
        """Add the XML part `name`, a path without a leading slash, and its relationships if it has any."""
        self._entries.append((name, content.encode(), True))
        self._overrides.append(f'<Override PartName="/{name}" ContentType="{_CONTENT_TYPES[kind]}"/>')
        if relationships is not None:
            folder, base = split(name)
            self._entries.append((f"{folder}/_rels/{base}.rels", relationships.xml().encode(), True))

    def carry(self, part: Carried) -> None:
        """Add a part of a template unchanged."""
        self._inherited[part.name] = part.content if part.stored is None else part.stored
        folder, base = split(part.name)
        self._entries.append((part.name, part.content, not part.content_type.startswith("image/")))
        self._overrides.append(f'<Override PartName="/{part.name}" ContentType="{attribute(part.content_type)}"/>')
        if part.relations:
            relationships = Relationships()
            relationships.keep(part.relations, folder)
            self._entries.append((f"{folder}/_rels/{base}.rels", relationships.xml().encode(), True))

    def picture(self, media: Media) -> str:
        """The file name in ppt/media of `media`, which is stored once however often it is used."""
        known = self._pictures.get(media.content)
        if known is None:
            extension = _EXTENSIONS[media.kind]
            known = f"image{len(self._pictures) + 1}.{extension}"
            self._pictures[media.content] = known
            self._defaults[extension] = f"image/{extension}"
            self._entries.append((f"ppt/media/{known}", media.content, False))
        return known

    def drawing(self, svg: bytes) -> str:
        """The file name in ppt/media of an SVG, which is stored once however often it is used."""
        known = self._pictures.get(svg)
        if known is None:
            known = self._pictures[svg] = f"image{len(self._pictures) + 1}.svg"
            self._defaults["svg"] = "image/svg+xml"
            self._entries.append((f"ppt/media/{known}", svg, True))
        return known

    def chart(self, content: str, relationships: Relationships) -> str:
        """The file name in ppt/charts of the chart whose workbook was embedded last."""
        name = f"chart{self._charts}.xml"
        self.add(f"ppt/charts/{name}", "chart", content, relationships)
        return name

    def embed(self, workbook: bytes) -> str:
        """The file name in ppt/embeddings of another chart's workbook."""
        self._charts += 1
        name = f"workbook{self._charts}.xlsx"
        self._defaults["xlsx"] = _WORKBOOK
        self._entries.append((f"ppt/embeddings/{name}", workbook, False))
        return name

    def to_bytes(self, relationships: Relationships, processes: int = 1) -> bytes:
        """The finished package; `relationships` are those of the package itself.

        Several `processes` look for defects while one of them zips.

        Raises BrokenDeck if PowerPoint would not open the package without a repair.
        """
        defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
        defaults |= dict(sorted(self._defaults.items()))
        types = "".join(
            f'<Default Extension="{extension}" ContentType="{kind}"/>' for extension, kind in defaults.items()
        )
        listing = f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{types}{"".join(self._overrides)}</Types>'
        head = (
            ("[Content_Types].xml", listing.encode(), True),
            ("_rels/.rels", relationships.xml().encode(), True),
        )
        entries = (*head, *self._entries)
        contents = ((name, content) for name, content, _ in entries)
        works: list[Callable[[], Any]] = [partial(archive, entries), *searches(contents, self._inherited)]
        zipped, *found = in_order(lambda work: work(), works, processes)
        if defects := told(found):
            raise BrokenDeck([f"{defect.code}: {defect.part}: {defect.message}" for defect in defects])
        assert isinstance(zipped, bytes)
        return zipped
