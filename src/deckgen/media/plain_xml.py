"""An XML file as UTF-8, with the entities in place that it declares itself (Illustrator does so for namespaces)."""

from __future__ import annotations

import re
from html import escape
from xml.parsers import expat

from deckgen.codes import Code
from deckgen.media.flaw import PLAIN, Flaw, Refused
from deckgen.regex import regex

_ENCODING = regex(r"""(<\?xml[^>]*?encoding\s*=\s*["'])([\w.-]+)(["'])""")
_REFERENCE = regex(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|&([A-Za-z_][\w.-]*);", re.DOTALL)
_EVERYWHERE = frozenset(("amp", "lt", "gt", "quot", "apos"))


def as_utf8(content: bytes) -> bytes:
    """The same file as UTF-8; a LookupError or a ValueError says that its encoding is unknown or not what it says."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = content.decode("utf-16")
    else:
        declared = _ENCODING.match(content[:200].decode("latin-1"))
        if declared is None or declared[2].lower() in ("utf-8", "utf8", "us-ascii"):
            return content
        text = content.decode(declared[2])
    return _ENCODING.sub(r"\1UTF-8\3", text, count=1).encode()


def with_entities(content: bytes, most: int) -> bytes:
    """The file with the text of each entity that it declares, and empty lines instead of the declarations.

    An entity that is in a file, or that holds markup or other entities, is a reason to refuse it, and so is a result
    of more than `most` bytes.
    """
    if b"<!DOCTYPE" not in content:
        return content
    declared = _Declarations()
    declared.read(content)
    if not declared.end:
        return content
    texts = declared.texts
    body = content[declared.end :]
    added = sum(len(texts.get(found[1], b"")) for found in _REFERENCE.finditer(body) if found[1])
    if len(content) + added > most:
        raise Refused(Flaw(Code.DRAWING_TOO_LARGE, "repeats its entities too often", None, PLAIN))
    filled = _REFERENCE.sub(lambda found: texts.get(found[1], found[0]) if found[1] else found[0], body)
    return content[: declared.start] + b"\n" * content.count(b"\n", declared.start, declared.end) + filled


class _Declarations:
    """The entities that a document type declares, as XML by their names, and where the declarations are."""

    def __init__(self) -> None:
        self.texts: dict[bytes, bytes] = {}
        self.start = self.end = 0
        self._has_subset = False
        self._parser = expat.ParserCreate()

    def read(self, content: bytes) -> None:
        parser = self._parser
        parser.StartDoctypeDeclHandler = self._begin
        parser.EntityDeclHandler = self._declare
        parser.EndDoctypeDeclHandler = self._finish
        parser.StartElementHandler = self._stop
        try:
            parser.Parse(content, True)
        except (StopIteration, expat.ExpatError):
            return  # whoever reads the whole file reports what is wrong in it

    def _begin(self, _name: str, _system: str | None, _public: str | None, has_subset: bool) -> None:
        self._has_subset = has_subset
        self.start = self._parser.CurrentByteIndex

    def _finish(self) -> None:
        self.end = self._parser.CurrentByteIndex if self._has_subset else 0

    def _stop(self, _name: str, _attributes: object) -> None:
        raise StopIteration

    def _declare(self, *declared: str | bool | None) -> None:
        name, is_parameter, value, *_ = declared
        line = self._parser.CurrentLineNumber
        if is_parameter or not isinstance(value, str):
            raise Refused(Flaw(Code.UNSAFE_DRAWING, "declares entities of another file", line, PLAIN))
        if "&" in value or "<" in value:
            raise Refused(Flaw(Code.UNSAFE_DRAWING, "declares entities of entities", line, PLAIN))
        if name not in _EVERYWHERE:
            self.texts.setdefault(
                str(name).encode(), escape(value, quote=False).replace('"', "&quot;").replace("'", "&apos;").encode()
            )
