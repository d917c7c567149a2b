"""Rules for animations and transitions: markup that PowerPoint silently drops although it is valid by the schema
([MS-OI29500] 2.1.1149, 2.1.1157).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from deckgen.codes import Code
from deckgen.writers.preflight.markup import Defect, attributes, elements, standing_alone, tags

_ORDER = ("p:cSld", "p:clrMapOvr", "p:transition", "p:timing")
_CHILD = r"<(p:cSld|p:clrMapOvr|p:transition|p:timing)[\s/>]"
_SEQUENCE = r"(?s)<p:seq\b.*</p:cTn><p:prevCondLst>.*</p:prevCondLst><p:nextCondLst>"
_CLICK = r'nodeType="(clickEffect|withEffect|afterEffect)"'
_OUTER = r'<p:cond delay="indefinite" ?/>'
_EFFECT = r'(?s)<p:cTn (?=[^>]*\bpresetID=)([^>]*)>.*?<p:spTgt spid="([^"]*)"'
_RANGE = r'<p:spTgt spid="([^"]*)">\s*<p:txEl>\s*<p:pRg st="(\d+)" end="(\d+)"'
_WORD = r"<(?:a|m):t>[^<]*[^<\s][^<]*</(?:a|m):t>"
_PICTURED = r"(?s)<a:blipFill[ >].*<a:t>[^<]"


def timing_defects(name: str, text: str) -> Iterator[Defect]:
    """The defects of a slide's transition and timing."""
    before, _, behind = text.partition("</p:cSld>")
    order = re.findall(_CHILD, before[: before.find("<p:spTree")] + behind)
    if order != sorted(order, key=_ORDER.index):
        is_late = "p:timing" in order and "p:transition" in order[order.index("p:timing") :]
        code = Code.TRANSITION_AFTER_TIMING if is_late else Code.SLIDE_ORDER
        yield Defect(code, name, f"the children of the slide are {', '.join(order)}")
    if "<p:timing" not in text:
        return
    timing = text[text.find("<p:timing") :]
    ids = [attributes(tag).get("id", "") for tag in tags(timing, "p:cTn")]
    if ids != [str(number) for number in range(1, len(ids) + 1)]:
        yield Defect(Code.TIMING_IDS, name, "the ids of the time nodes do not count upwards in document order")
    if "<p:seq" in timing and re.search(_SEQUENCE, timing) is None:
        yield Defect(Code.TIMING_ORDER, name, "a sequence lacks its conditions, or has them in another order")
    for click in re.split(_OUTER, timing)[1:]:
        starts = re.findall(_CLICK, click)
        if starts[:1] != ["clickEffect"] or "clickEffect" in starts[1:]:
            yield Defect(Code.TIMING_CLICK, name, f"the effects of a click are {', '.join(starts)}")
    shapes = standing_alone(text)
    yield from _targets(name, timing, shapes)
    yield from _builds(name, timing, shapes)


def _targets(name: str, timing: str, shapes: dict[str, str]) -> Iterator[Defect]:
    for number in {attributes(tag).get("spid", "") for tag in tags(timing, "p:spTgt")} - shapes.keys():
        yield Defect(Code.TIMING_TARGET, name, f"there is no shape {number} outside groups")
    for number, first, last in re.findall(_RANGE, timing):
        paragraphs = len(elements(shapes.get(number, ""), "a:p"))
        if number in shapes and not int(first) <= int(last) < paragraphs:
            yield Defect(Code.TIMING_PARAGRAPH, name, f"shape {number} has no paragraph {last}")


def _builds(name: str, timing: str, shapes: dict[str, str]) -> Iterator[Defect]:
    """Defects of the build list: a group id and an entry come together, only for shapes with text and charts."""
    effects = {(shape, attributes(" " + head).get("grpId")) for head, shape in re.findall(_EFFECT, timing)}
    entries = [(kind, attributes(tag)) for kind in ("p:bldP", "p:bldGraphic") for tag in tags(timing, kind)]
    listed = Counter((entry.get("spid", ""), entry.get("grpId", "")) for _, entry in entries)
    for kind, entry in entries:
        if not _fits(shapes.get(entry.get("spid", ""), ""), kind):
            yield Defect(Code.BUILD_TARGET, name, f"shape {entry.get('spid')} is listed as {kind}, which it is not")
    for (number, _), count in listed.items():
        if count > 1:
            yield Defect(Code.BUILD_TWICE, name, f"shape {number} is listed {count} times")
    grouped = {(number, group) for number, group in effects if group is not None}
    for number, group in sorted(grouped - listed.keys()):
        yield Defect(Code.BUILD_UNLISTED, name, f"shape {number} has group {group}, which no build lists")
    for number, group in sorted(listed.keys() - grouped):
        message = f"shape {number} is listed with group {group} and has no such effect"
        yield Defect(Code.BUILD_WITHOUT_EFFECT, name, message)
    for number in sorted({number for number, group in effects if group is None} & {number for number, _ in grouped}):
        yield Defect(Code.BUILD_WITHOUT_GROUP, name, f"shape {number} has an effect in no group beside others in one")


def _fits(shape: str, kind: str) -> bool:
    """True if the build list has the right kind of entry for a shape.

    The shape must have text. A blank is enough for a picture of an equation, because PowerPoint adds it there.
    """
    if kind == "p:bldGraphic":
        return "<c:chart " in shape
    has_text = re.search(_WORD, shape) is not None or re.search(_PICTURED, shape) is not None
    return shape.startswith("<p:sp>") and has_text
