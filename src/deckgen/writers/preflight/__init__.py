"""The preflight: rules for everything known to make PowerPoint or Keynote repair a file, reject it, or drop parts.

In: the parts of a package, just written and not zipped yet, so that the preflight is cheap enough to be always on.
Out: defects, each of which is a bug in deckgen and never a mistake of the author's. `markup` describes the search;
the modules beside it hold the rules, each for one subject. `deckgen.codes` explains the codes.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from deckgen.codes import Code
from deckgen.writers.preflight.packaging import (
    CONTENT_TYPES,
    Defect,
    NotWellFormed,
    Parts,
    markup,
    packaging_defects,
    parts_of,
    unreadable,
)
from deckgen.writers.preflight.presentation import master_defects, presentation_defects, property_defects
from deckgen.writers.preflight.schema import Followed
from deckgen.writers.preflight.slides import (
    EQUATION,
    all_hidden,
    chart_defects,
    equation_defects,
    shape_defects,
    slide_defects,
    stand_in_defects,
    table_defects,
    timing_defects,
    value_defects,
)

__all__ = ["Defect", "defects", "defects_in", "searches", "told"]

_PAGES = {"slide", "notesSlide"}
_WITH_SHAPES = _PAGES | {"slideLayout", "slideMaster", "notesMaster"}
_WITH_SCHEMA = _WITH_SHAPES | {
    "main", "presProps", "viewProps", "theme", "tableStyles", "chart", "core-properties", "extended-properties",
}  # fmt: skip
_WITH_TEXT = _WITH_SHAPES | {"chart", "main"}
_NOTHING: Mapping[str, bytes] = MappingProxyType({})
_UNREADABLE = {Code.NOT_WELL_FORMED, Code.FORBIDDEN_CHARACTER}
Rule = Callable[[Parts], Iterable[Defect]]
Search = Callable[[], list[Defect]]
_RULES: tuple[Rule, ...] = (packaging_defects, presentation_defects, master_defects, property_defects, all_hidden)


def defects(package: bytes) -> list[Defect]:
    """The defects of a finished package, none if all is well. Parts are named as in the archive."""
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return defects_in([(entry.filename, file.read(entry)) for entry in file.infolist()])


def defects_in(entries: Iterable[tuple[str, bytes]], inherited: Mapping[str, bytes] = _NOTHING) -> list[Defect]:
    """The defects of a package that is not zipped yet: names and contents of its parts.

    If parts cannot be read, their defects are the only ones. `inherited` has the parts of a template as it held them:
    PowerPoint opens those, so a part may have as many defects of a kind as it had there.
    """
    return told(search() for search in searches(entries, inherited))


def searches(entries: Iterable[tuple[str, bytes]], inherited: Mapping[str, bytes] = _NOTHING) -> list[Search]:
    """The searches that together find the defects of a package. Several processes may share them."""
    listed = list(entries)
    try:
        for name, content in listed:
            if name.endswith(".rels") or name == CONTENT_TYPES:
                _read(name, content)
        parts = parts_of(listed)
    except NotWellFormed as problem:
        unread = _unreadable(listed, problem)
        return [lambda: unread]
    pages = [name for name in parts.contents if parts.kind(name) in _PAGES]
    others = [name for name in parts.contents if parts.kind(name) not in _PAGES]
    followed = Followed()

    def search(names: Sequence[str], rules: Sequence[Rule] = ()) -> list[Defect]:
        try:
            found = [defect for name in names for defect in _in_part(name, parts, followed, inherited)]
            return [*found, *(defect for rule in rules for defect in rule(parts))]
        except NotWellFormed as problem:
            return _unreadable([(name, parts.contents[name]) for name in names], problem)

    # Work is dealt out in turn, the zipping of the package first: of two processes, the other one reads the pages.
    return [partial(search, pages[::2]), partial(search, others, _RULES), partial(search, pages[1::2])]


def told(found: Iterable[list[Defect]]) -> list[Defect]:
    """What the searches of a package have found, each once; if parts cannot be read, only their defects."""
    every = list(dict.fromkeys(defect for each in found for defect in each))
    return [defect for defect in every if defect.code in _UNREADABLE] or every


def _unreadable(entries: Iterable[tuple[str, bytes]], problem: NotWellFormed) -> list[Defect]:
    found = [
        each for name, content in entries if name.endswith((".xml", ".rels")) for each in unreadable(name, content)
    ]
    return found or [Defect(Code.NOT_WELL_FORMED, str(problem), "is written in an unusual way")]


def _read(name: str, content: bytes) -> None:
    if any(unreadable(name, content)):
        raise NotWellFormed(name)


def _in_part(name: str, parts: Parts, followed: Followed, inherited: Mapping[str, bytes]) -> Iterator[Defect]:
    """The defects of a part by itself. Raises NotWellFormed if it cannot be read."""
    content, kind = parts.contents[name], parts.kind(name)
    if kind not in _WITH_SCHEMA:
        if name.endswith(".xml") and name != CONTENT_TYPES:
            _read(name, content)
        return
    parts.texts[name] = markup(content, name)
    # What is as it was in the template has only the defects that it had there.
    if inherited.get(name) != content:
        found = _added(list(_tag_defects(followed, name, parts)), name, inherited, parts)
        # The other rules read markup as the schema has it.
        yield from found or _added(list(_part_defects(name, parts)), name, inherited, parts)
    if kind in _PAGES:
        del parts.texts[name]  # no rule for another part reads it, and there may be thousands


def _added(found: list[Defect], name: str, inherited: Mapping[str, bytes], parts: Parts) -> list[Defect]:
    """The defects of a part without those that it had in its template."""
    if not found or name not in inherited:
        return found
    before = parts.with_text(name, markup(inherited[name], name))
    known = Counter(each.code for each in (*_tag_defects(Followed(), name, before), *_part_defects(name, before)))
    added = []
    for defect in found:
        known[defect.code] -= 1
        if known[defect.code] < 0:
            added.append(defect)
    return added


def _tag_defects(followed: Followed, name: str, parts: Parts) -> Iterator[Defect]:
    """What the schema, and what is known of values, finds in the tags of a part."""
    found = followed.defects(name, parts.texts[name], parts.kind(name))
    yield from found
    if parts.kind(name) in _WITH_TEXT:
        yield from value_defects(name, followed.new)


def _part_defects(name: str, parts: Parts) -> Iterator[Defect]:
    kind = parts.kind(name)
    if kind in _WITH_SHAPES:
        text = parts.texts[name].seen
        found = _sheet_defects(name, text, parts)
        yield from _read_twice(name, text, found, parts) if EQUATION in text and kind == "slide" else found
    elif kind == "chart":
        yield from chart_defects(name, parts.texts[name].seen, parts)


def _sheet_defects(name: str, text: str, parts: Parts) -> Iterator[Defect]:
    yield from shape_defects(name, text, parts)
    if parts.kind(name) == "slide":
        yield from slide_defects(name, text, parts)
        yield from timing_defects(name, text)
        if "<a:tbl>" in text:
            yield from table_defects(name, text, parts)


def _read_twice(name: str, text: str, found: Iterable[Defect], parts: Parts) -> Iterable[Defect]:
    """The defects `found` on a slide with equations, and those for programs that see pictures instead, each once."""
    others = parts.texts[name].seen_by_others
    unlike = list(stand_in_defects(name, text, others))
    seen = unlike or _sheet_defects(name, others, parts)
    return dict.fromkeys((*found, *equation_defects(name, text), *seen))
