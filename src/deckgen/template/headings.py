"""Titles for masters without any, so that outline view and screen readers have the name of each slide.

In: a master and its layouts. A text at the top of a layout, which was its heading, becomes its title and looks
as before; other layouts get a title of their own. PowerPoint allows a title on layouts of a master with a title only.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any, Final

from deckgen.geometry import Rect, pt

Sheet = Any
"""A master or a layout as `opening` has it, which imports this module."""

_P: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TITLES: Final = ("title", "ctrTitle")
_TEXTS: Final = ("body", "subTitle", "obj")
_TOP, _HIGH, _WIDE = 1 / 3, 0.2, 0.4
"""The share of the slide's height above which a heading is and that it has at most, and the least of its width."""
_ORDER: Final = (
    "lnSpc", "spcBef", "spcAft", "buClrTx", "buClr", "buSzTx", "buSzPct", "buSzPts", "buFontTx", "buFont", "buNone",
    "buAutoNum", "buChar", "buBlip", "tabLst", "defRPr", "extLst",
)  # fmt: skip
"""The children of a level in the order of the schema (ECMA-376 part 1, 21.1.2.4.13)."""
_BULLETS: Final = ("buNone", "buAutoNum", "buChar", "buBlip")
_NEW: Final = (
    '<p:sp xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
    '<p:nvSpPr><p:cNvPr id="{id}" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
    '<p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr>'
    '<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr anchor="t"/>'
    '<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{size}" b="1"/></a:lvl1pPr>'
    '</a:lstStyle><a:p><a:r><a:rPr lang="en-US"/><a:t>Title</a:t></a:r></a:p></p:txBody></p:sp>'
)


def give_titles(sheets: Sequence[Sheet], slide: Rect, scale: float) -> bool:
    """Give a master and its layouts titles if none of them has one; True if they were given.

    The master is the first of the sheets. `slide` is as they are; the template's own slides are `scale` times as
    high.
    """
    master, *layouts = sheets
    if any(shape.kind in _TITLES for sheet in sheets for shape in sheet.placeholders):
        return False
    for layout in layouts:
        heading = _heading(layout, slide)
        if heading is None:
            _add(layout, slide, scale)
        else:
            _become_title(heading.tree, master.tree)
    _add(master, slide, scale)
    return True


def _heading(layout: Sheet, slide: Rect) -> Any | None:
    """The highest text of a layout, if it looks like a heading of the whole slide."""
    texts = [shape for shape in layout.placeholders if shape.kind in _TEXTS]
    highest = min(texts, key=lambda shape: shape.rect.y, default=None)
    if highest is None or highest.rect.width < _WIDE * slide.width or highest.rect.height > _HIGH * slide.height:
        return None
    return highest if highest.rect.centre.y < _TOP * slide.height else None


def _add(sheet: Sheet, slide: Rect, scale: float) -> None:
    from lxml import etree  # noqa: PLC0415  (few decks have a template)

    tree = sheet.tree.find(f"{_P}cSld/{_P}spTree")
    number = max((int(each.get("id", "0")) for each in tree.iter(f"{_P}cNvPr")), default=1) + 1
    width, height = round(slide.width * scale), round(slide.height * scale)
    size = round(100 * height / pt(540) * 32)
    box = {"x": width // 16, "y": height // 12, "cx": width * 7 // 8, "cy": height // 6}
    tree.append(etree.fromstring(_NEW.format(id=number, size=size, **box)))


def _become_title(shape: Any, master: Any) -> None:
    """Make a text the title of its layout, with the looks that it had as a text written to its own styles."""
    mark = shape.find(f".//{_P}ph")
    mark.attrib.clear()
    mark.set("type", "title")
    styles = shape.find(f"{_P}txBody/{_A}lstStyle")
    body = master.find(f"{_P}txStyles/{_P}bodyStyle/{_A}lvl1pPr")
    if styles is None or body is None:
        return
    own = styles.find(f"{_A}lvl1pPr")
    level = deepcopy(body)
    if own is not None:
        _overlay(level, own)
        styles.remove(own)
    styles.insert(0, level)


def _overlay(level: Any, own: Any) -> None:
    """Put the properties of `own` on a level in place of those that it has."""
    level.attrib.update(own.attrib)
    for child in own:
        name = child.tag.removeprefix(_A)
        replaced = _BULLETS if name in _BULLETS else (name,)
        before = [each for each in level if each.tag.removeprefix(_A) in replaced]
        if name == "defRPr" and before:
            _overlay_run(before[0], child)
            continue
        for each in before:
            level.remove(each)
        level.append(deepcopy(child))
    level[:] = sorted(level, key=lambda each: _ORDER.index(each.tag.removeprefix(_A)))


def _overlay_run(run: Any, own: Any) -> None:
    """The same for the properties of runs, in which the colour comes before the typefaces."""
    run.attrib.update(own.attrib)
    given = {child.tag for child in own}
    kept = [child for child in run if child.tag not in given and not (_is_fill(child) and any(map(_is_fill, own)))]
    run[:] = sorted([*kept, *(deepcopy(child) for child in own)], key=lambda each: not _is_fill(each))


def _is_fill(tree: Any) -> bool:
    return str(tree.tag).endswith("Fill")
