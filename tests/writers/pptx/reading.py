"""Packages read back for tests: one part as a tree, one slide of one item, a package with one part changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree

from deckgen.scene.items import Item
from deckgen.scene.slide import LayoutKind, Scene, Section, SlideScene
from deckgen.theme.builtin import CLASSROOM
from deckgen.writers.pptx.deck import write

NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "ahyp": "http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor",
}

Parts = dict[str, bytes]


def parts(package: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(contents: Parts) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in contents.items():
            file.writestr(name, content)
    return target.getvalue()


def changed(package: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """`package` with the text of one part changed, which must make a difference."""
    contents = parts(package)
    before = contents[part].decode()
    after = change(before)
    assert after != before
    contents[part] = after.encode()
    return packed(contents)


def tree(package: bytes, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(parts(package)[part])


def deck(*items: Item, layout: LayoutKind = "blank", language: str = "en-GB") -> bytes:
    """A deck of one slide with `items`."""
    slide = SlideScene("Only", layout, items)
    return write(Scene("Deck", "", "", language, (slide,), (Section("All", 0, 1),)), CLASSROOM)


def slide_of(*items: Item, layout: LayoutKind = "blank") -> ElementTree.Element:
    """The XML of the only slide of a deck with `items`."""
    return tree(deck(*items, layout=layout), "ppt/slides/slide1.xml")


def the(element: ElementTree.Element, path: str) -> ElementTree.Element:
    """The only element at `path`."""
    found = element.findall(path, NAMES)
    assert len(found) == 1, f"{len(found)} elements at {path}"
    return found[0]


def lines(element: ElementTree.Element, depth: int = 0) -> list[str]:
    """A tree as indented lines, without namespaces."""
    words = "".join(f' {name.rsplit("}", 1)[-1]}="{value}"' for name, value in element.attrib.items())
    head = f"{'  ' * depth}<{element.tag.rsplit('}', 1)[-1]}{words}>{(element.text or '').strip()}"
    return [head, *(line for child in element for line in lines(child, depth + 1))]
