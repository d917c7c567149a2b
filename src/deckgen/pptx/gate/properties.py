"""Rules of the document properties: their dates, and what their parts may not use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.pptx.gate.defect import Defect
from deckgen.pptx.gate.markup import elements
from deckgen.pptx.gate.parts import Parts

_COMPATIBILITY = r'<[^<>]*="http://schemas\.openxmlformats\.org/markup-compatibility/2006"'
_DATE = r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?"


def property_defects(parts: Parts) -> Iterator[Defect]:
    """What is wrong with the properties of the document."""
    for kind in ("core-properties", "extended-properties"):
        for name in parts.of_kind(kind):
            text = parts.text(name)
            if re.search(_COMPATIBILITY, parts.contents[name].decode()) is not None:
                yield Defect("properties-namespace", name, "uses markup compatibility, which properties may not")
            for field in ("dcterms:created", "dcterms:modified"):
                for tag, value in elements(text, field):
                    if re.fullmatch(_DATE, value) is None or "dcterms:W3CDTF" not in tag:
                        yield Defect("properties-date", name, f"{value!r} is not a date")
