"""What a reader of a PDF finds in it, without deckgen's own code: tags, links, bookmarks and words."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from shutil import which
from typing import Any

import pikepdf
import pytest
from msgspec import Struct


class Tag(Struct, frozen=True):
    """A tag: its type, its alternative text, the text of a heading, the summary of a table, and the tags in it.

    `spans` are the rows and columns of a cell.
    """

    kind: str
    alt: str
    title: str
    summary: str
    inner: tuple[Tag, ...]
    content: int
    """How many pieces of content it holds itself."""
    spans: tuple[int, int] = (1, 1)

    def all(self, *kinds: str) -> Iterator[Tag]:
        """The tags of these types in it, in reading order."""
        if self.kind in kinds:
            yield self
        for tag in self.inner:
            yield from tag.all(*kinds)


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def tags(pdf: pikepdf.Pdf) -> Tag:
    """The tree of tags."""
    return Tag("Root", "", "", "", tuple(_tags(pdf.Root.StructTreeRoot.K)), 0)


def _tags(node: Any) -> Iterator[Tag]:
    for kid in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            kids = kid.get("/K", pikepdf.Array())
            several = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
            content = sum(not (isinstance(each, pikepdf.Dictionary) and "/S" in each) for each in several)
            alt, title = (str(kid.get(key, "")) for key in ("/Alt", "/T"))
            summary = "".join(str(part.get("/Summary", "")) for part in kid.get("/A", []))
            said: list[Any] = list(kid.get("/A", []))
            down, right = (
                max((int(part.get(key, 1)) for part in said), default=1) for key in ("/RowSpan", "/ColSpan")
            )
            yield Tag(str(kid.S).lstrip("/"), alt, title, summary, tuple(_tags(kids)), content, (down, right))


def links(pdf: pikepdf.Pdf) -> list[list[str | int]]:
    """Where the links of each page lead: an address, or a page counted from 0."""
    numbers = _numbers(pdf)
    named = pikepdf.NameTree(pdf.Root.Names.Dests) if "/Names" in pdf.Root else {}

    def target(link: Any) -> str | int:
        if "/A" in link:
            return str(link.A.URI)
        to: Any = named[str(link.Dest)]
        return numbers[(to.D if isinstance(to, pikepdf.Dictionary) else to)[0].objgen]

    return [[target(link) for link in page.get("/Annots", [])] for page in pdf.pages]


def bookmarks(pdf: pikepdf.Pdf) -> list[tuple[str, int, list[tuple[str, int]]]]:
    """The bookmarks of two levels, each with its page, counted from 0."""
    numbers = _numbers(pdf)
    with pdf.open_outline() as outline:
        return [
            (item.title, _page(item, numbers), [(inner.title, _page(inner, numbers)) for inner in item.children])
            for item in outline.root
        ]


def _numbers(pdf: pikepdf.Pdf) -> dict[Any, int]:
    return {page.objgen: number for number, page in enumerate(pdf.pages)}


def _page(item: Any, numbers: dict[Any, int]) -> int:
    return numbers[item.destination[0].objgen]


def faults(pdf: pikepdf.Pdf) -> list[str]:
    """What PDF/UA-1 (ISO 14289-1) wants and the file lacks."""
    root = pdf.Root
    with pdf.open_metadata() as metadata:
        part = metadata.get("pdfuaid:part")
        title = metadata.get("dc:title")
    wanted = {
        "it says that it is PDF/UA-1": str(part) == "1",
        "it is tagged": bool(root.MarkInfo.Marked) and "/StructTreeRoot" in root,
        "it has a language": bool(str(root.get("/Lang", ""))),
        "it has a title": bool(title),
        "the title is shown": bool(root.ViewerPreferences.DisplayDocTitle),
        "the order of tabs is that of the tags": all(
            str(page.get("/Tabs", "")) == "/S" for page in pdf.pages if "/Annots" in page
        ),
        "each figure has a text": all(tag.alt for tag in tags(pdf).all("Figure", "Formula")),
        "each link is described": all(
            str(link.get("/Contents", "")) for page in pdf.pages for link in page.get("/Annots", [])
        ),
        "headings skip no level": _skips_none([int(tag.kind[1]) for tag in tags(pdf).all("H1", "H2", "H3")]),
        "fonts are embedded": all(_embedded(font) for page in pdf.pages for font in _fonts(page)),
    }
    return [said for said, is_so in wanted.items() if not is_so]


def _skips_none(levels: list[int]) -> bool:
    return levels[:1] == [1] and all(after <= before + 1 for before, after in pairwise(levels))


def families(pdf: pikepdf.Pdf) -> set[str]:
    """The families of fonts in which a file is set."""
    names = (str(font.BaseFont) for page in pdf.pages for font in _fonts(page))
    return {name.rpartition("+")[2].partition("-")[0] for name in names}


def _fonts(page: Any) -> Iterator[Any]:
    fonts = page.get("/Resources", {}).get("/Font", {})
    yield from (fonts[name] for name in fonts)


def _embedded(font: Any) -> bool:
    if str(font.Subtype) == "/Type3":
        return True
    described = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    return any(key in described.FontDescriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def words(pdf: bytes, folder: Path, order: str = "-raw") -> str:
    """The text of all pages in the order in which it is in the file, or in another that poppler knows."""
    program = which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler) is not installed")
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    return subprocess.run([program, order, file, "-"], capture_output=True, check=True).stdout.decode()
