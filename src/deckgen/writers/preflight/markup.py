"""The XML of a part as searchable text: well-formed, with standard prefixes, attributes in double quotes.

Parsing a part to a tree takes longer than writing it did. So expat only checks whether a part is well-formed, and
each rule searches the text for the few tags that it needs. A search is exact in text without comments and CDATA
sections whose root declares its namespaces as PowerPoint does. deckgen writes such text; other parts, which come from
templates, are rewritten for the search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pyexpat import ExpatError, ParserCreate

from msgspec import Struct

from deckgen.codes import Code


class Defect(Struct, frozen=True):
    """A defect of a package: a stable code, the part that has it, and a description."""

    code: Code
    part: str
    message: str


UNREADABLE = (Code.NOT_WELL_FORMED, Code.FORBIDDEN_CHARACTER)
"""The codes of defects that make a part unreadable."""
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
}
_DEFAULTS = (f"{_OFFICE}/package/2006/relationships", f"{_OFFICE}/package/2006/content-types")
_USUAL = {uri.encode(): prefix.encode() for prefix, uri in _PREFIXES.items()}
_DECLARED = re.compile(rb'xmlns(?::(\w+))?="([^"]*)"')
_CHOICE = r"(?s)<mc:Choice\b[^<>]*(?<!/)>.*?</mc:Choice>"
_FALLBACK = r"(?s)<mc:Fallback\b[^<>]*(?<!/)>.*?</mc:Fallback>"
_ATTRIBUTE = re.compile(r'([\w:.-]+)="([^"]*)"')
_NEEDED = r'<mc:Choice\b[^<>]*?\sRequires="([^"]*)"|<[^<>]*\smc:(?:Ignorable|MustUnderstand)="([^"]*)"'
_SINGLE_QUOTES = rb"<[^<>]*='"
_FORBIDDEN = b"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F])|[0-8]|1[1-9]|2[0-9]|3[01]);"

SHAPES = ("p:sp", "p:grpSp", "p:pic", "p:graphicFrame", "p:cxnSp")
_EDGE = rf"<(/?)({'|'.join(SHAPES)})>"


def faults(name: str, content: bytes) -> Iterator[Defect]:
    """The defects that make a part's XML unreadable, or incomprehensible to PowerPoint."""
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
        return
    if b"!" in content and b"<!DOCTYPE" in content:
        yield Defect(Code.DOCUMENT_TYPE, name, "has a document type, which no part may have")
    if b"markup-compatibility" in content:
        text = content.decode()
        for found in re.finditer(_NEEDED, text):
            for prefix in (found[1] or found[2] or "").split():
                if f"xmlns:{prefix}=" not in text:
                    yield Defect(Code.PREFIX_UNDECLARED, name, f"needs the namespace {prefix}, which is not declared")


def searchable(content: bytes) -> str:
    """The text of a well-formed part as PowerPoint sees it: with the first of all alternatives."""
    text = _written(content)
    return re.sub(_FALLBACK, "", text) if "<mc:Fallback" in text else text


def searchable_by_others(content: bytes) -> str:
    """The text as programs without the newer markup see it: with the last of all alternatives."""
    return re.sub(_CHOICE, "", _written(content))


def _written(content: bytes) -> str:
    return content.decode("utf-8-sig") if _is_plain(content) else _rewritten(content)


def _is_plain(content: bytes) -> bool:
    # Searching for one byte is many times faster than searching for several.
    if b"!" in content and (b"<!--" in content or b"<![CDATA[" in content):
        return False
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        b"'" in content and re.search(_SINGLE_QUOTES, content) is not None
    ):
        return False
    root = content[: content.find(b">", content.find(b"?>") + 2)]
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
    return _tag(name).findall(text) if f"<{name}" in text else []


@cache
def _tag(name: str) -> re.Pattern[str]:
    return re.compile(rf'<{name}((?:\s+[\w:.-]+="[^"]*")*)\s*/?>')


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a start tag by name."""
    return dict(_ATTRIBUTE.findall(tag))


class Novelty:
    """A filter for pieces of markup, each from one `<` to the next, that have not been seen before.

    The slides of a deck are much alike. A wrong tag is wrong everywhere, so no tag is checked twice; a wrong order of
    tags has to be searched for in the whole text.
    """

    def __init__(self) -> None:
        self._known: set[str] = set()

    def of(self, text: str) -> str:
        """The new pieces of `text`, in no particular order."""
        new = set(text.split("<")) - self._known
        self._known |= new
        return "<" + "<".join(new)


def elements(text: str, name: str) -> list[tuple[str, str]]:
    """Attributes and content of every element with that name that does not contain another one."""
    if f"<{name}" not in text:
        return []
    return _element(name).findall(text)


@cache
def _element(name: str) -> re.Pattern[str]:
    return re.compile(rf'<{name}((?:\s+[\w:.-]+="[^"]*")*)\s*(?:/>|>(.*?)</{name}>)', re.DOTALL)


def standing_alone(text: str) -> dict[str, str]:
    """The shapes on the slide itself, outside groups, by id, each with its whole XML."""
    found, depth, start = {}, 0, 0
    for edge in re.finditer(_EDGE, text):
        if edge[1]:
            depth -= 1
        else:
            depth += 1
        if depth == 1 and not edge[1]:
            start = edge.start()
        elif depth == 0:
            shape = text[start : edge.end()]
            found[attributes(tags(shape, "p:cNvPr")[0]).get("id", "")] = shape
    return found


def grouped(text: str) -> Iterator[str]:
    """The XML of each outermost group."""
    return (shape for shape in standing_alone(text).values() if shape.startswith("<p:grpSp>"))
