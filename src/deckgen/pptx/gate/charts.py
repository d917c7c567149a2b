"""Rules of charts: plots name axes that are there, an axis crosses another one, each series has its own index."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from deckgen.pptx.gate.defect import Defect
from deckgen.pptx.gate.markup import elements
from deckgen.pptx.gate.shapes import LARGEST_ID

_AXES = ("c:catAx", "c:valAx", "c:dateAx", "c:serAx")
_NAMED = r'<c:axId val="([^"]*)"'
_CROSSED = r'<c:crossAx val="([^"]*)"'
_INDEX = r'<c:ser>\s*<c:idx val="([^"]*)"'


def chart_defects(name: str, text: str) -> Iterator[Defect]:
    """What is wrong with a chart."""
    axes = [body for kind in _AXES for _, body in elements(text, kind)]
    own = Counter(number for axis in axes for number in re.findall(_NAMED, axis)[:1])
    for number in {*re.findall(_NAMED, text), *re.findall(_CROSSED, text)}:
        if own[number] != 1:
            yield Defect("chart-axis", name, f"axis {number} is there {own[number]} times")
        if not number.isdigit() or not 0 < int(number) <= LARGEST_ID:
            yield Defect("chart-axis-id", name, f"{number!r} is not the id of an axis")
    for number, count in Counter(re.findall(_INDEX, text)).items():
        if count > 1:
            yield Defect("chart-series", name, f"{count} series have the index {number}")
