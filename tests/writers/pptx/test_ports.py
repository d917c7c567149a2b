"""Connectors that are glued beside the middle of a side: the box gets a connection site there."""

from __future__ import annotations

from xml.etree import ElementTree

from deckgen.geometry import Rect, pt
from deckgen.writers.pptx.shapes import outline_with_ports

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RECT = Rect(pt(10), pt(20), pt(100), pt(60))


def parsed(xml: str) -> ElementTree.Element:
    return ElementTree.fromstring(xml.replace("<a:custGeom>", f'<a:custGeom xmlns:a="{DRAWING[1:-1]}">'))


def sites(xml: str) -> list[tuple[int, int]]:
    found = [place.find(f"{DRAWING}pos") for place in parsed(xml).iter(f"{DRAWING}cxn")]
    return [(int(pos.attrib["x"]) // pt(1), int(pos.attrib["y"]) // pt(1)) for pos in found if pos is not None]


def test_the_middles_come_first_in_the_order_of_presets() -> None:
    assert sites(outline_with_ports(RECT, 0, [])) == [(50, 0), (0, 30), (50, 60), (100, 30)]


def test_a_port_lies_on_its_side_at_its_offset() -> None:
    xml = outline_with_ports(RECT, pt(5), [("right", pt(18)), ("top", pt(70))])
    assert sites(xml)[4:] == [(100, 18), (70, 0)]


def test_the_outline_is_closed_and_keeps_to_the_box() -> None:
    path = parsed(outline_with_ports(RECT, pt(5), [("left", pt(7))])).find(f".//{DRAWING}path")
    assert path is not None
    assert (path.attrib["w"], path.attrib["h"]) == (str(RECT.width), str(RECT.height))
    assert [child.tag.removeprefix(DRAWING) for child in path] == ["moveTo", *["lnTo", "arcTo"] * 4, "close"]
