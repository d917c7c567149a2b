"""Rules of what stands on slides, layouts, masters and notes: shapes, placeholders, links, extensions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from deckgen.pptx.gate.defect import Defect
from deckgen.pptx.gate.markup import attributes, elements, grouped, tags
from deckgen.pptx.gate.parts import Parts

LARGEST_ID = 2_147_483_647
_WITH_RELATIONSHIPS = r"<[^<>]* r:[^<>]*>"
_USED = r' r:(?:id|embed|link)="([^"]+)"'
_GROUND = r"(?s)<p:bgPr[ >].*?</p:bgPr>"
_IDENTITY = re.compile(r'<p:cNvPr id="([^"]*)" name="([^"]*)"')

Mark = tuple[str, str, str, str]
"""Type, index, size and orientation of a placeholder."""


def shape_defects(name: str, text: str, parts: Parts) -> Iterator[Defect]:
    """What is wrong with the shapes of a slide, a layout, a master or notes."""
    yield from _identities(name, text)
    yield from _relationships(name, text, parts)
    yield from _bodies(name, text)
    if "<p:grpSp>" in text:
        yield from _groups(name, text)
    if "Cxn id=" in text:
        yield from _glue(name, text)
    if "<p:bgPr" in text and any("<a:effect" not in ground for ground in re.findall(_GROUND, text)):
        yield Defect("ground-effects", name, "the ground has no list of effects")


def slide_defects(name: str, text: str, parts: Parts) -> Iterator[Defect]:
    """What is wrong between a slide and its layout, and with its links to other slides."""
    yield from _placeholders(name, text, parts)
    if "hlinksldjump" in text:
        for tag in tags(text, "a:hlinkClick"):
            link = attributes(tag)
            relation = parts.relation(name, link.get("r:id", ""))
            jumps = link.get("action") == "ppaction://hlinksldjump"
            if jumps and relation is not None and relation.kind != "slide":
                yield Defect("link-target", name, f"a link to a slide leads to a {relation.kind}")


def identities(text: str) -> list[tuple[str, str]]:
    """Id and name of every shape in the order of drawing; the tree of shapes itself comes first."""
    found = _IDENTITY.findall(text)
    if len(found) == text.count("<p:cNvPr"):
        return found
    return [(tag.get("id", ""), tag.get("name", "")) for tag in map(attributes, tags(text, "p:cNvPr"))]


def _identities(name: str, text: str) -> Iterator[Defect]:
    found = identities(text)
    numbers = {number for number, _ in found}
    if len(numbers) < len(found):
        for number, count in Counter(number for number, _ in found).items():
            if count > 1:
                yield Defect("shape-id-twice", name, f"id {number} is used {count} times")
    for number in numbers:
        if not number.isdigit() or not 1 <= int(number) <= LARGEST_ID:
            yield Defect("shape-id", name, f"{number!r} is not an id")
    for number, label in found[1:]:
        if not label:
            yield Defect("shape-name-missing", name, f"shape {number} has no name")


def _relationships(name: str, text: str, parts: Parts) -> Iterator[Defect]:
    if "<a:blip" in text:
        for blip in map(attributes, tags(text, "a:blip")):
            if not blip.get("r:embed") and not blip.get("r:link"):
                yield Defect("picture-missing", name, "a picture shows no file")
    if " r:" not in text:
        return
    defined = {relation.number for relation in parts.relations.get(name, ())}
    used = {number for tag in re.findall(_WITH_RELATIONSHIPS, text) for number in re.findall(_USED, tag)}
    for number in sorted(used - defined):
        yield Defect("relationship-missing", name, f"{number} is used but not defined")


def _bodies(name: str, text: str) -> Iterator[Defect]:
    """PowerPoint wants text in every shape that is no placeholder, if only an empty paragraph."""
    if "<p:notes" in text[:200] or text.count("<p:sp>") == text.count("<p:txBody>"):
        return
    for _, shape in elements(text, "p:sp"):
        if "<p:txBody>" not in shape and "<p:ph" not in shape:
            yield Defect("text-body-missing", name, "a shape has no text body")


def _groups(name: str, text: str) -> Iterator[Defect]:
    inside = text[text.find("<p:grpSp>") : text.rfind("</p:grpSp>")]
    if "<p:ph" not in inside and "<a:tbl>" not in inside:
        return
    for group in grouped(text):
        if "<p:ph" in group:
            yield Defect("placeholder-in-group", name, "a placeholder stands in a group")
        if "<a:tbl>" in group:
            yield Defect("table-in-group", name, "a table stands in a group")


def _glue(name: str, text: str) -> Iterator[Defect]:
    ids = {number for number, _ in identities(text)}
    for end in (*tags(text, "a:stCxn"), *tags(text, "a:endCxn")):
        if (number := attributes(end).get("id")) not in ids:
            yield Defect("glue-missing", name, f"a connector is glued to shape {number}, which is not there")


def _marks(text: str) -> list[Mark]:
    return [_mark(tag) for tag in tags(text, "p:ph")]


@cache
def _offered(layout: str) -> list[Mark]:
    """The placeholders of a layout, found once for all its slides."""
    return _marks(layout)


@cache
def _mark(tag: str) -> Mark:
    kept = attributes(tag)
    return kept.get("type", "obj"), kept.get("idx", "0"), kept.get("sz", "full"), kept.get("orient", "horz")


def _placeholders(name: str, text: str, parts: Parts) -> Iterator[Defect]:
    layouts = parts.follow(name, "slideLayout")
    if len(layouts) != 1 or parts.kind(layouts[0]) != "slideLayout":
        yield Defect("slide-layout", name, f"the slide has {len(layouts)} layouts")
        return
    offered, used = _offered(parts.text(layouts[0])), _marks(text)
    for where, marks in ((layouts[0], offered), (name, used)):
        if len({mark[1] for mark in marks}) < len(marks):
            yield Defect("placeholder-twice", where, "two placeholders have the same index")
    for mark in used:
        if mark not in offered:
            yield Defect("placeholder-mismatch", name, f"the layout has no placeholder {'/'.join(mark)}")


def all_hidden(parts: Parts) -> Iterator[Defect]:
    """A deck of which no slide is shown begins and ends at once."""
    slides = parts.of_kind("slide")
    if slides and all(re.search(rb'<p:sld [^<>]*show="0"', parts.contents[name]) for name in slides):
        yield Defect("all-hidden", slides[0], "no slide is shown")
