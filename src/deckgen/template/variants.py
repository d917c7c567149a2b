"""Variants of the format as plain presentations: Strict Open XML, and files with macros.

ISO/IEC 29500-1 (strict) and 29500-4 (transitional) have the same elements under other namespaces. Strict values may
have units, where transitional ones are plain integers. A file with macros has another content type and a part more,
which no deck takes over.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from deckgen.archive import archive
from deckgen.regex import regex

_NAMESPACE: Final = regex(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)((?:/\w+)?)")
_HYPHENATED: Final = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}
_MEASURE: Final = regex(rb'\b(?!(?:name|descr|title|typeface)=)([\w:]+)="(-?\d+(?:\.\d+)?)(%|mm|cm|in|pt|pc|pi)"')
_UNITS: Final = {b"%": 1_000, b"mm": 36_000, b"cm": 360_000, b"in": 914_400, b"pt": 12_700, b"pc": 152_400}
_XML: Final = (".xml", ".rels")
_TYPES: Final = "[Content_Types].xml"
_MACROS: Final = regex(rb"application/vnd\.ms-powerpoint\.\w+\.macroEnabled\.main\+xml")
_PRESENTATION: Final = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def has_macros(package: ZipFile) -> bool:
    """True for .pptm, .potm and .ppsm files."""
    return _MACROS.search(package.read(_TYPES)) is not None


def plain(content: bytes) -> bytes:
    """The package as a transitional presentation without macros."""
    with ZipFile(BytesIO(content)) as package:
        is_strict = b"purl.oclc.org" in package.read("_rels/.rels")
        if not is_strict and not has_macros(package):
            return content
        return archive((name, _changed(name, package.read(name)), True) for name in package.namelist())


def _changed(name: str, part: bytes) -> bytes:
    if name == _TYPES:
        part = _MACROS.sub(_PRESENTATION, part)
    return _transitional(part) if name.endswith(_XML) else part


def _transitional(part: bytes) -> bytes:
    part = _NAMESPACE.sub(_namespace, part).replace(b' conformance="strict"', b"")
    return _MEASURE.sub(_plain, part)


def _namespace(found: re.Match[bytes]) -> bytes:
    field, name, rest = found.groups()
    last = rest.removeprefix(b"/")
    rest = b"/" + _HYPHENATED.get(last, last) if rest else b""
    return b"http://schemas.openxmlformats.org/%b/2006/%b%b" % (field, _HYPHENATED.get(name, name), rest)


def _plain(found: re.Match[bytes]) -> bytes:
    """A number without unit: lengths in EMU, percentages in thousandths of a percent."""
    name, number, unit = found.groups()
    return b'%b="%d"' % (name, round(float(number) * _UNITS.get(unit, _UNITS[b"pc"])))
