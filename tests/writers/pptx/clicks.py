"""What appears at which click of a deck, read from the package and from LibreOffice's import of it."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from tests.writers.pptx.reading import NAMES, parts

Clicks = list[list[str]]
"""For each click of a slide, the names of the shapes that appear; `Text 2` is the second paragraph of `Text`."""

_ODP = {
    "anim": "urn:oasis:names:tc:opendocument:xmlns:animation:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "presentation": "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0",
    "smil": "urn:oasis:names:tc:opendocument:xmlns:smil-compatible:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_CLICK = "p:timing/p:tnLst/p:par/p:cTn/p:childTnLst/p:seq/p:cTn/p:childTnLst/p:par"


def clicks_of(package: bytes) -> list[Clicks]:
    """The clicks of every slide, as the timing trees have them."""
    contents = parts(package)
    count = sum(name.startswith("ppt/slides/slide") for name in contents)
    return [_of_slide(ElementTree.fromstring(contents[f"ppt/slides/slide{n}.xml"])) for n in range(1, count + 1)]


def _of_slide(slide: ElementTree.Element) -> Clicks:
    names = {shape.get("id"): shape.get("name", "") for shape in slide.iter(f"{{{NAMES['p']}}}cNvPr")}
    clicks: Clicks = []
    for click in slide.findall(_CLICK, NAMES):
        clicks.append([])
        for target in click.iterfind(".//p:set//p:spTgt", NAMES):
            clicks[-1].append(names[target.get("spid")] + _part(target))
    return clicks


def _part(target: ElementTree.Element) -> str:
    """Which part of a shape appears, if not all of it; parts are counted from 1."""
    paragraph, chart = target.find(".//p:pRg", NAMES), target.find(".//a:chart", NAMES)
    if paragraph is not None:
        return f" {int(paragraph.get('st', '')) + 1}"
    if chart is None:
        return ""
    kind = chart.get("bldStep", "")
    number = max(int(chart.get("seriesIdx", "")), int(chart.get("categoryIdx", ""))) + 1
    return ": axes" if kind == "gridLegend" else f": {kind} {number}"


def without_chart_parts(clicks: list[Clicks]) -> list[Clicks]:
    """The clicks as LibreOffice has them, which takes an effect on a part of a chart for one on the chart."""
    return [[[name.partition(": ")[0] if name.startswith("Chart: ") else name for name in click] for click in slide]
            for slide in clicks]  # fmt: skip


def clicks_in_libreoffice(package: bytes, program: Path) -> list[Clicks]:
    """The clicks of every slide, as LibreOffice has understood them."""
    with TemporaryDirectory(prefix="deckgen-test-") as name:
        folder = Path(name)
        (folder / "deck.pptx").write_bytes(package)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ["--headless", "--norestore", "--convert-to", "odp", "--outdir", str(folder)]
        command = [str(program), profile, *options, str(folder / "deck.pptx")]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        with zipfile.ZipFile(io.BytesIO((folder / "deck.odp").read_bytes())) as file:
            tree = ElementTree.fromstring(file.read("content.xml"))
    return [_of_page(page) for page in tree.iter(_tag("draw:page"))]


def _of_page(page: ElementTree.Element) -> Clicks:
    named = dict(_identities(page))
    clicks: Clicks = []
    for effect in page.iter(_tag("anim:par")):
        kind = effect.get(_tag("presentation:node-type"))
        if kind == "on-click":
            clicks.append([])
        if kind in ("on-click", "with-previous"):
            visible = effect.find(_tag("anim:set"))
            assert visible is not None
            clicks[-1].append(named[visible.get(_tag("smil:targetElement"), "")])
    return clicks


def _identities(page: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for shape in page.iter():
        name = shape.get(_tag("draw:name"), "")
        if shape.tag.startswith(f"{{{_ODP['draw']}}}") and name:
            yield shape.get(_tag("xml:id"), ""), name
            for number, paragraph in enumerate(shape.iter(_tag("text:p")), 1):
                yield paragraph.get(_tag("xml:id"), ""), f"{name} {number}"


def _tag(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{_ODP[prefix]}}}{local}"
