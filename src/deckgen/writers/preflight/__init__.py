"""The preflight: rules for everything known to make PowerPoint or Keynote repair a file, reject it, or drop parts.

In: the parts of a package, just written and not zipped yet, so that the preflight is cheap enough to be always on.
Out: defects, each of which is a bug in deckgen and never a mistake of the author's. `markup` describes the search;
the modules beside it hold the rules, each for one subject. `deckgen.codes` explains the codes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

from deckgen.writers.preflight.packaging import (
    UNREADABLE,
    Defect,
    Novelty,
    Parts,
    faults,
    packaging_defects,
    parts_of,
    searchable,
    searchable_by_others,
)
from deckgen.writers.preflight.presentation import master_defects, presentation_defects, property_defects
from deckgen.writers.preflight.slides import (
    EQUATION,
    all_hidden,
    chart_defects,
    equation_defects,
    shape_defects,
    slide_defects,
    stand_in_defects,
    table_defects,
    text_defects,
    timing_defects,
    value_defects,
)

__all__ = ["Defect", "defects", "defects_in"]

_WITH_SHAPES = {"slide", "slideLayout", "slideMaster", "notesSlide", "notesMaster"}
_RULES = (packaging_defects, presentation_defects, master_defects, property_defects, all_hidden)


def defects(package: bytes) -> list[Defect]:
    """The defects of a finished package, none if all is well. Parts are named as in the archive."""
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return defects_in([(entry.filename, file.read(entry)) for entry in file.infolist()])


def defects_in(entries: Iterable[tuple[str, bytes]]) -> list[Defect]:
    """The defects of a package that is not zipped yet: names and contents of its parts.

    If parts cannot be read, their defects are the only ones.
    """
    listed = list(entries)
    found = [each for name, content in listed if name.endswith((".xml", ".rels")) for each in faults(name, content)]
    if any(defect.code in UNREADABLE for defect in found):
        return found
    parts = parts_of(listed)
    for rule in _RULES:
        found += rule(parts)
    novelty = Novelty()
    for name in parts.contents:
        found += _part_defects(name, parts, novelty)
    return found


def _part_defects(name: str, parts: Parts, novelty: Novelty) -> Iterator[Defect]:
    kind = parts.kind(name)
    if kind in _WITH_SHAPES:
        text = parts.text(name) if kind in ("slideLayout", "slideMaster") else searchable(parts.contents[name])
        found = _sheet_defects(name, text, parts, novelty)
        yield from _read_twice(name, text, found, parts, novelty) if EQUATION in text and kind == "slide" else found
    elif kind == "chart":
        text = searchable(parts.contents[name])
        yield from chart_defects(name, text)
        yield from text_defects(name, text)
        yield from value_defects(name, novelty.of(text))


def _sheet_defects(name: str, text: str, parts: Parts, novelty: Novelty) -> Iterator[Defect]:
    yield from shape_defects(name, text, parts)
    yield from text_defects(name, text)
    yield from value_defects(name, novelty.of(text))
    if parts.kind(name) == "slide":
        yield from slide_defects(name, text, parts)
        yield from timing_defects(name, text)
        if "<a:tbl>" in text:
            yield from table_defects(name, text)


def _read_twice(name: str, text: str, found: Iterable[Defect], parts: Parts, novelty: Novelty) -> Iterable[Defect]:
    """The defects `found` on a slide with equations, and those for programs that see pictures instead, each once."""
    others = searchable_by_others(parts.contents[name])
    unlike = list(stand_in_defects(name, text, others))
    seen = unlike or _sheet_defects(name, others, parts, novelty)
    return dict.fromkeys((*found, *equation_defects(name, text), *seen))
