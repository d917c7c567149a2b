"""Rules for the package itself (ECMA-376 part 2): names of parts, content types, relationships, pictures."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from functools import cache, cached_property, lru_cache
from pyexpat import ExpatError, ParserCreate
from sys import intern
from typing import NamedTuple

from msgspec import Struct

from deckgen.address import address
from deckgen.codes import Code
from deckgen.regex import regex


class Defect(Struct, frozen=True):
    """A defect of a package: a stable code, the part that has it, and a description."""

    code: Code
    part: str
    message: str


class NotWellFormed(Exception):  # noqa: N818
    """Raised for a part, which it names, that is no XML."""


_OFFICE = "http://schemas.openxmlformats.org"
_PREFIXES = {
    "a": f"{_OFFICE}/drawingml/2006/main",
    "c": f"{_OFFICE}/drawingml/2006/chart",
    "p": f"{_OFFICE}/presentationml/2006/main",
    "r": f"{_OFFICE}/officeDocument/2006/relationships",
    "mc": f"{_OFFICE}/markup-compatibility/2006",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "a14": "http://schemas.microsoft.com/office/drawing/2010/main",
    "m": f"{_OFFICE}/officeDocument/2006/math",
    "cp": f"{_OFFICE}/package/2006/metadata/core-properties",
    "dcterms": "http://purl.org/dc/terms/",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "ahyp": "http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor",
}
_RELATIONSHIPS = f"{_OFFICE}/package/2006/relationships"
_CONTENT = f"{_OFFICE}/package/2006/content-types"
_DEFAULTS = (_RELATIONSHIPS, _CONTENT, f"{_OFFICE}/officeDocument/2006/extended-properties")
_USUAL = {uri.encode(): prefix.encode() for prefix, uri in _PREFIXES.items()}
_DECLARED = regex(rb'xmlns(?::(\w+))?="([^"]*)"')
_CHOICE = r"(?s)<mc:Choice\b[^<>]*(?<!/)>.*?</mc:Choice>"
_FALLBACK = r"(?s)<mc:Fallback\b[^<>]*(?<!/)>(.*?)</mc:Fallback>"
_ATTRIBUTE = regex(r'([\w:.-]+)="([^"]*)"')
_REST = regex(r'((?:\s+[\w:.-]+="[^"]*")*)\s*(/?)>')
"""What follows the name in a start tag."""
_SINGLE_QUOTES = rb"<[^<>]*='"
_FORBIDDEN = b"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F])|[0-8]|1[1-9]|2[0-9]|3[01]);"

_EDGE = regex("<(/?)p:(?:sp|grpSp|pic|graphicFrame|cxnSp)>")


def unreadable(name: str, content: bytes) -> Iterator[Defect]:
    """The defect that makes a part's XML unreadable."""
    try:
        ParserCreate().Parse(content, True)
    except ExpatError as error:
        sign = re.search(_FORBIDDEN, content)
        if sign is not None:
            yield Defect(
                Code.FORBIDDEN_CHARACTER, name, f"byte {sign.start()} begins a character that XML cannot hold"
            )
        else:
            yield Defect(Code.NOT_WELL_FORMED, name, str(error))


class Markup(Struct, frozen=True, dict=True):
    """A well-formed part as text with the usual prefixes and without comments, in whichever form it is stored.

    PowerPoint sees the first of all alternatives, and programs without the newer markup the last one.
    """

    whole: str
    stored: bytes

    def declares(self, prefix: str) -> bool:
        """True if the part as stored declares a prefix; one that only an attribute names may not be in the text."""
        return f"xmlns:{prefix}=".encode() in self.stored

    @cached_property
    def seen(self) -> str:
        """The text as PowerPoint sees it."""
        return re.sub(_FALLBACK, "", self.whole) if "<mc:Fallback" in self.whole else self.whole

    @property
    def seen_by_others(self) -> str:
        """The text as other programs see it."""
        return re.sub(_CHOICE, "", self.whole)

    @property
    def stand_ins(self) -> list[str]:
        """What other programs see instead of newer markup, each content once."""
        return sorted(set(re.findall(_FALLBACK, self.whole))) if "<mc:Fallback" in self.whole else []


def markup(content: bytes, name: str) -> Markup:
    """The text of the part `name`. Raises NotWellFormed, though not for all that is no XML."""
    try:
        text = content.decode("utf-8-sig") if _is_plain(content) else _rewritten(content)
    except (UnicodeDecodeError, SyntaxError) as error:
        raise NotWellFormed(name) from error
    return Markup(text, content)


def _is_plain(content: bytes) -> bool:
    # Searching for one byte is many times faster than searching for several.
    if b"!" in content and (b"<!--" in content or b"<![CDATA[" in content):
        return False
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        b"'" in content and b"='" in content and re.search(_SINGLE_QUOTES, content) is not None
    ):
        return False
    return _is_usual(content[: content.find(b">", content.find(b"?>") + 2)])


@lru_cache(maxsize=64)
def _is_usual(root: bytes) -> bool:
    """True if a root tag declares the usual prefixes; those of all slides are alike."""
    return all(prefix == _USUAL.get(uri, prefix) for prefix, uri in _DECLARED.findall(root))


def _rewritten(content: bytes) -> str:
    from xml.etree import ElementTree  # noqa: PLC0415  (slow to import, and rarely needed)

    for prefix, uri in _PREFIXES.items():
        ElementTree.register_namespace(prefix, uri)
    for uri in _DEFAULTS:
        # Only one namespace at a time can be without a prefix, and no part uses both.
        if uri.encode() in content:
            ElementTree.register_namespace("", uri)
    return ElementTree.tostring(ElementTree.fromstring(content), encoding="unicode")


def tags(text: str, name: str) -> list[str]:
    """The attributes, as written, of every start tag with that name, in the order of the part."""
    return [tag[1] for tag in _starts(text, name)]


def first(text: str, name: str) -> dict[str, str]:
    """The attributes of the first start tag with that name; there has to be one."""
    return attributes(next(_starts(text, name))[1])


def _starts(text: str, name: str) -> Iterator[re.Match[str]]:
    """The start tags with that name, from the end of the name on; a pattern for each name would take long to make."""
    start = f"<{name}"
    at = text.find(start)
    while at >= 0:
        if (tag := _REST.match(text, at + len(start))) is not None:
            yield tag
        at = text.find(start, at + len(start))


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a start tag by name."""
    return dict(_ATTRIBUTE.findall(tag))


def elements(text: str, name: str) -> list[tuple[str, str]]:
    """Attributes and content of every element with that name that does not contain another one."""
    found, end = [], 0
    for tag in _starts(text, name):
        if tag.start() >= end:
            end = tag.end() if tag[2] else text.find(f"</{name}>", tag.end())
            found.append((tag[1], text[tag.end() : end]))
    return found


def standing_alone(text: str) -> dict[str, str]:
    """The shapes on the slide itself, outside groups, by id, each with its whole XML."""
    found, depth, start = {}, 0, 0
    for edge in _EDGE.finditer(text):
        if edge[1]:
            depth -= 1
        else:
            depth += 1
        if depth == 1 and not edge[1]:
            start = edge.start()
        elif depth == 0:
            shape = text[start : edge.end()]
            found[first(shape, "p:cNvPr").get("id", "")] = shape
    return found


def grouped(text: str) -> Iterator[str]:
    """The XML of each outermost group."""
    return (shape for shape in standing_alone(text).values() if shape.startswith("<p:grpSp>"))


CONTENT_TYPES = "[Content_Types].xml"
_PLAIN = "application/xml"
_RELATION = regex(r'<Relationship Id="([^"]*)" Type="([^"]*)" Target="([^"]*)"( TargetMode="External")?/>')
"""A relationship as deckgen writes it; reading other forms takes longer."""


class Relation(NamedTuple):
    """One relationship: its id, the last word of its type, its part (None if outside), and the address if outside."""

    number: str
    kind: str
    target: str | None
    written: str


class Parts:
    """All parts by name, the duplicate names, the content types as listed, and all relationships by the part that has
    them; those of the package itself belong to the empty name. `texts` has the markup that several rules read.
    """

    def __init__(self, contents: dict[str, bytes], names: list[str]) -> None:
        self.contents = contents
        self.names = names
        self.overrides: list[tuple[str, str]] = []
        self.defaults: list[tuple[str, str]] = []
        self.relations: dict[str, tuple[Relation, ...]] = {}
        self._kinds: dict[str, str] = {}
        self._of_kinds: dict[str, list[str]] = {}
        self.texts: dict[str, Markup] = {}

    def with_text(self, name: str, text: Markup) -> Parts:
        """The same parts, of which one has another text."""
        changed = copy(self)
        changed.texts = {**self.texts, name: text}
        return changed

    def kind(self, name: str) -> str:
        """The kind of a part, by the last word of its content type: `main`, `slide`, `slideLayout`, `chart` …"""
        return self._kinds.get(name, "")

    def of_kind(self, kind: str) -> list[str]:
        """The parts of a kind, in the order of the package."""
        return self._of_kinds.get(kind, [])

    def add_kind(self, name: str, kind: str) -> None:
        """Take note of the kind of a part."""
        self._kinds[name] = kind
        self._of_kinds.setdefault(kind, []).append(name)

    def text(self, name: str) -> str:
        """The text of a part as PowerPoint sees it."""
        known = self.texts.get(name)
        return (markup(self.contents[name], name) if known is None else known).seen

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
        text = markup(parts.contents[CONTENT_TYPES], CONTENT_TYPES).seen
        for tag in map(attributes, tags(text, "Override")):
            # Thousands of parts have one of a few types.
            parts.overrides.append((tag.get("PartName", ""), intern(tag.get("ContentType", ""))))
        for tag in map(attributes, tags(text, "Default")):
            parts.defaults.append((tag.get("Extension", "").lower(), tag.get("ContentType", "")))
    types, defaults = dict(parts.overrides), dict(parts.defaults)
    for name in parts.contents:
        own = types.get(f"/{name}")
        content_type = own or defaults.get(name.rpartition(".")[2].lower(), "")
        parts.add_kind(name, "" if not own and content_type == _PLAIN else _KINDS.get(content_type, content_type))
        if name.endswith(".rels"):
            source = _source(name)
            parts.relations[source] = tuple(
                _relations(markup(parts.contents[name], name).seen, source.rpartition("/")[0])
            )
    return parts


_DOCUMENT = "application/vnd.openxmlformats-officedocument"
_KINDS = {
    f"{_DOCUMENT}.presentationml.presentation.main+xml": "main",
    f"{_DOCUMENT}.drawingml.chart+xml": "chart",
    f"{_DOCUMENT}.theme+xml": "theme",
    f"{_DOCUMENT}.extended-properties+xml": "extended-properties",
    "application/vnd.openxmlformats-package.core-properties+xml": "core-properties",
    **{
        f"{_DOCUMENT}.presentationml.{kind}+xml": kind
        for kind in (
            "slide", "slideLayout", "slideMaster", "notesSlide", "notesMaster", "presProps", "viewProps",
            "tableStyles",
        )
    },
}  # fmt: skip
"""The kinds of parts that the rules know, by their content types."""


def _source(name: str) -> str:
    """The part whose relationships the part `name` holds; empty for those of the package."""
    folder, _, base = name.rpartition("_rels/")
    return folder + base.removesuffix(".rels")


def _relations(text: str, folder: str) -> Iterator[Relation]:
    found = _RELATION.findall(text)
    if len(found) == text.count("<Relationship "):
        for number, kind, written, is_outside in found:
            target = None if is_outside else _resolved(folder, written)
            yield Relation(intern(number), _meant(kind), target, written if is_outside else "")
        return
    for tag in tags(text, "Relationship"):
        named = attributes(tag)
        written = named.get("Target", "")
        is_outside = named.get("TargetMode") == "External"
        target = None if is_outside else _resolved(folder, written)
        yield Relation(named.get("Id", ""), _meant(named.get("Type", "")), target, written if is_outside else "")


@cache
def _meant(relation: str) -> str:
    """The last word of a relationship's type; all of it if it is none of Office's types."""
    base, _, word = relation.rpartition("/")
    return word if base.startswith(_BASES) and base.endswith(("/relationships", "/metadata")) else relation


def _resolved(folder: str, written: str) -> str:
    """The name of the part that `written` means in `folder`. Normalizing all of them would take longer."""
    if written.startswith("/"):
        return written[1:]
    while written.startswith("../"):
        folder, written = folder.rpartition("/")[0], written[3:]
    whole = f"{folder}/{written}" if folder else written
    return posixpath.normpath(whole) if "./" in whole else whole


_NAME = regex(r"[\w\-.~!$&'()*+,;=:@\[\]]+(?:/[\w\-.~!$&'()*+,;=:@]+)*(?<!\.)", re.ASCII)
_ADDRESS = r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$'()*+,;=]|&amp;|&#39;|&apos;|%[0-9A-Fa-f]{2})+"
_IDENTIFIER = r"[A-Za-z_][\w.-]*"
_BASES = (f"{_OFFICE}/", "http://schemas.microsoft.com/office/", "http://purl.oclc.org/ooxml/")
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
_OF_EXTENSIONS = {
    "rels": ("application/vnd.openxmlformats-package.relationships+xml",),
    "png": ("image/png", "image/x-png"),
    "jpg": ("image/jpeg", "image/jpg", "image/pjpeg"),
    "jpeg": ("image/jpeg", "image/jpg", "image/pjpeg"),
    "gif": ("image/gif",),
    "svg": ("image/svg+xml",),
}
"""The content types that files with an extension can have."""
_BEGINNINGS = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (b"PK\x03\x04",),
}

_ENDS = {"image/png": b"IEND", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": b"PK\x05\x06"}
"""What stands at the end of a whole file, or before what some programs add to it."""


def packaging_defects(parts: Parts) -> Iterator[Defect]:
    """The defects of the package as such, whatever its parts contain."""
    yield from _names(parts)
    yield from _spaces(parts)
    yield from _content_types(parts)
    yield from _targets(parts)
    yield from _identifiers(parts)
    yield from _orphans(parts)
    yield from _pictures(parts)


def _spaces(parts: Parts) -> Iterator[Defect]:
    """Defects of the namespace of relationships and content types."""
    expected = {_relations_of(source): _RELATIONSHIPS for source in parts.relations} | {CONTENT_TYPES: _CONTENT}
    for name, space in expected.items():
        content = parts.contents.get(name, b"")
        if content and space.encode() not in content and space not in markup(content, name).whole:
            yield Defect(Code.NAMESPACE_UNKNOWN, name, f"is not in the namespace {space}")


def _relations_of(source: str) -> str:
    """The part with the relationships of the part `source`."""
    folder, slash, base = source.rpartition("/")
    return f"{folder}{slash}_rels/{base}.rels"


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
    for extension, content_type in parts.defaults:
        if content_type not in _OF_EXTENSIONS.get(extension, (content_type,)):
            yield Defect(Code.CONTENT_TYPE_MISSING, CONTENT_TYPES, f"{extension} files are no {content_type}")
    for name, count in overrides.items():
        if count > 1:
            yield Defect(Code.CONTENT_TYPE_TWICE, name, f"has {count} types")
        if name[:1] != "/" or name[1:] not in parts.contents:
            yield Defect(Code.CONTENT_TYPE_STALE, CONTENT_TYPES, f"there is no part {name}")
    for name in parts.names:
        plain = defaults.get(name.rpartition(".")[2].lower()) in (None, "application/xml")
        if name != CONTENT_TYPES and plain and f"/{name}" not in overrides:
            yield Defect(Code.CONTENT_TYPE_MISSING, name, "has no type of its own")


def _is_no_address(written: str) -> bool:
    from html import unescape  # noqa: PLC0415  (few decks hold links)

    return address(unescape(written)) is None


def _targets(parts: Parts) -> Iterator[Defect]:
    for source, relations in parts.relations.items():
        for relation in relations:
            if relation.target is None:
                if re.fullmatch(_ADDRESS, relation.written) is None or (
                    parts.kind(source) == "slide" and _is_no_address(relation.written)
                ):
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
        if beginnings is None:
            continue
        if not content.startswith(beginnings):
            yield Defect(Code.MEDIA_DAMAGED, name, f"is not of the type {parts.kind(name)}")
        elif parts.kind(name) in _ENDS and content.rfind(_ENDS[parts.kind(name)]) < 0:
            yield Defect(Code.MEDIA_DAMAGED, name, "is cut off")
