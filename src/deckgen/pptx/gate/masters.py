"""Rules of masters, layouts and notes: who leads to whom, and what each must list ([MS-OI29500] 2.1.1127)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from deckgen.pptx.gate.defect import Defect
from deckgen.pptx.gate.markup import attributes, tags
from deckgen.pptx.gate.parts import Parts
from deckgen.pptx.gate.presentation import SMALLEST_BIG_ID

_ON_MASTERS = {"title", "body", "dt", "ftr", "sldNum"}


def master_defects(parts: Parts) -> Iterator[Defect]:
    """What is wrong between presentation, masters, layouts and notes."""
    yield from _large_ids(parts)
    yield from _themes(parts)
    yield from _lists(parts)
    yield from _notes(parts)
    for name in parts.of_kind("slideMaster"):
        for kind in (attributes(tag).get("type", "obj") for tag in tags(parts.text(name), "p:ph")):
            if kind not in _ON_MASTERS:
                yield Defect("placeholder-on-master", name, f"a master cannot have a placeholder of type {kind}")
        if "<p:clrMap " not in parts.text(name):
            yield Defect("colour-map-missing", name, "does not say which colour is text and which is ground")


def _large_ids(parts: Parts) -> Iterator[Defect]:
    """Masters and layouts share one range of ids across the whole deck."""
    found = [(name, "p:sldMasterId") for name in parts.of_kind("main")]
    found += [(name, "p:sldLayoutId") for name in parts.of_kind("slideMaster")]
    ids = [(attributes(tag).get("id", ""), name) for name, kind in found for tag in tags(parts.text(name), kind)]
    for number, count in Counter(number for number, _ in ids).items():
        name = next(name for other, name in ids if other == number)
        if count > 1:
            yield Defect("master-layout-id-twice", name, f"{count} masters and layouts have the id {number}")
        if not number.isdigit() or int(number) < SMALLEST_BIG_ID:
            yield Defect("master-layout-id", name, f"{number!r} is too small for a master or a layout")


def _themes(parts: Parts) -> Iterator[Defect]:
    """Every master has a theme, and has it for itself."""
    owners: dict[str, str] = {}
    for kind, code in (("slideMaster", "master-theme"), ("notesMaster", "notes-master-theme")):
        for name in parts.of_kind(kind):
            themes = parts.follow(name, "theme")
            if len(themes) != 1:
                yield Defect(code, name, f"has {len(themes)} themes")
            for theme in themes:
                if theme in owners:
                    yield Defect(code, name, f"shares its theme with {owners[theme]}")
                owners[theme] = name


def _lists(parts: Parts) -> Iterator[Defect]:
    """What a presentation or a master leads to, it lists; a layout leads back to the master that lists it."""
    for owner, lists, listed, code in (
        ("main", "p:sldMasterId", "slideMaster", "master-unlisted"),
        ("main", "p:notesMasterId", "notesMaster", "notes-master-unlisted"),
        ("slideMaster", "p:sldLayoutId", "slideLayout", "layout-unlisted"),
    ):
        for name in parts.of_kind(owner):
            numbers = {attributes(tag).get("r:id", "") for tag in tags(parts.text(name), lists)}
            for relation in parts.relations.get(name, ()):
                if relation.kind == listed and relation.number not in numbers:
                    yield Defect(code, name, f"{relation.target} is not listed")
    for name in parts.of_kind("slideMaster"):
        for layout in parts.follow(name, "slideLayout"):
            if parts.follow(layout, "slideMaster") != [name]:
                yield Defect("layout-master", layout, f"does not lead back to its master, {name}")


def _notes(parts: Parts) -> Iterator[Defect]:
    """A page of notes belongs to one slide, which leads to it, and to the notes master."""
    owners: dict[str, list[str]] = {}
    for slide in parts.of_kind("slide"):
        for notes in parts.follow(slide, "notesSlide"):
            owners.setdefault(notes, []).append(slide)
    for notes in parts.of_kind("notesSlide"):
        if parts.follow(notes, "slide") != owners.get(notes):
            yield Defect(
                "notes-slide", notes, f"belongs to {owners.get(notes)}, leads to {parts.follow(notes, 'slide')}"
            )
        if len(parts.follow(notes, "notesMaster")) != 1:
            yield Defect("notes-master", notes, "does not lead to one notes master")
