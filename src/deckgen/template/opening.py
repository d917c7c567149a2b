"""The bytes of a template in; masters, and layouts with placeholders that know their rectangles, out.

Only masters, layouts and themes are read as XML: a template can have hundreds of slides of its own.
A template's parts keep their own bytes.
"""

from __future__ import annotations

import posixpath
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from io import BytesIO
from itertools import count
from typing import Any
from zipfile import BadZipFile, ZipFile

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Outcome, error, refused, warning
from deckgen.geometry import Rect, Size, inch
from deckgen.limits import MILLION
from deckgen.regex import regex
from deckgen.template.headings import give_titles
from deckgen.template.variants import has_macros, plain
from deckgen.theme.tokens import Carried, Relation

MOST_PARTS = 10_000
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_GOOD = {f"{_OFFICE}presentationml.{kind}.main+xml" for kind in ("presentation", "template", "slideshow")}
_TYPES = "[Content_Types].xml"
_NOT_A_TEMPLATE = Code.NOT_A_TEMPLATE
_TEMPLATES = "templates are .pptx or .potx files"
_OTHERS = {
    "wordprocessingml": "a Word document",
    "spreadsheetml": "an Excel workbook",
}


def _problem(code: Code, message: str, hint: str) -> Diagnostic:
    return error(code, message, None, hint)


def distrusted(content: bytes, most: int) -> Diagnostic | None:
    """The reason not to open `content`, or None, as a message that follows the file's name.

    Unpacked, it may have `most` MB.
    """
    if content.startswith(_COMPOUND):
        return _compound(content)
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _unsafe(archive, most) or _other(archive) or _broken(archive)
    except (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        if content.startswith(b"PK"):
            return _problem(Code.DAMAGED_TEMPLATE, "is damaged or incomplete", "save or copy it again")
        return _problem(_NOT_A_TEMPLATE, "is no PowerPoint file", _TEMPLATES)


def _compound(content: bytes) -> Diagnostic:
    """The problem with the container of old Office files, which also holds encrypted new ones."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        hint = "open it in PowerPoint, take the password away under File > Info, and save it"
        return _problem(Code.ENCRYPTED_TEMPLATE, "is protected with a password", hint)
    hint = "open it in PowerPoint and save it as a .potx file"
    return _problem(_NOT_A_TEMPLATE, "is in the format of PowerPoint 2003 or older", hint)


def _unsafe(archive: ZipFile, most: int) -> Diagnostic | None:
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    if size > most * MILLION or len(entries) > MOST_PARTS:
        unpacked = f"{size / MILLION:,.0f} MB in {len(entries):,} parts"
        message = f"unpacks to {unpacked}, more than the {most} MB that a template can have"
        return _problem(
            Code.TEMPLATE_TOO_LARGE, message, "compress its pictures in PowerPoint, or take its slides out"
        )
    if any(entry.flag_bits & 1 for entry in entries):
        return _problem(Code.ENCRYPTED_TEMPLATE, "is protected with a password", "save it without a password")
    return None


def _other(archive: ZipFile) -> Diagnostic | None:
    """The problem with files of another kind."""
    names = archive.namelist()
    if _TYPES not in names:
        if "mimetype" in names and b"opendocument" in archive.read("mimetype"):
            hint = "open it in LibreOffice and save it as .pptx or .potx"
            return _problem(_NOT_A_TEMPLATE, "is a file of LibreOffice", hint)
        return _problem(_NOT_A_TEMPLATE, "is no PowerPoint file", _TEMPLATES)
    if has_macros(archive):
        return None
    types = archive.read(_TYPES).decode("utf-8", "replace")
    main = re.search(r'ContentType="([^"]+\.main\+xml)"', types)
    kind = main.group(1) if main else ""
    if kind in _GOOD:
        return None
    what = next((said for word, said in _OTHERS.items() if word in types), "no PowerPoint file")
    return _problem(_NOT_A_TEMPLATE, f"is {what}", _TEMPLATES)


def _broken(archive: ZipFile) -> Diagnostic | None:
    if archive.testzip() is None:
        return None
    return _problem(Code.DAMAGED_TEMPLATE, "is damaged or incomplete", "save or copy it again")


Tree = Any
"""An element of lxml."""

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_T = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_L = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_HOLDERS = (f"{P}sp", f"{P}pic", f"{P}graphicFrame")
_MARK = f"./*/{P}nvPr/{P}ph"
_NEARLY = 0.03
_BREAK = regex("_x000[BD]_")
"""The line breaks in names, as PowerPoint writes them (ECMA-376 part 1, 22.9.2.19)."""
_DAMAGED = _problem(
    Code.DAMAGED_TEMPLATE, "is damaged: PowerPoint's parts in it cannot be read", "save or copy it again"
)
_EMPTY = _problem(
    Code.DAMAGED_TEMPLATE, "has no slide master with layouts", "open it in PowerPoint and save it as a .potx file"
)


class PlaceholderShape(Struct, frozen=True):
    """A placeholder of a layout or master: its p:sp and its rectangle, inherited from the master if necessary."""

    tree: Tree
    rect: Rect
    is_cut: bool = False
    """True if the rectangle is only the part of it that is on the slide."""

    @property
    def mark(self) -> Mapping[str, str]:
        """The attributes of its p:ph."""
        return dict(self.tree.find(f".//{P}ph").attrib)

    @property
    def kind(self) -> str:
        return self.mark.get("type", "obj")


class Sheet(Struct, frozen=True):
    """A layout or a master: its name on one line, its tree, its placeholders, and the name of its part."""

    name: str
    tree: Tree
    placeholders: tuple[PlaceholderShape, ...]
    part: str


class Master(Struct, frozen=True):
    """A master with its layouts and the tree of its theme."""

    sheet: Sheet
    layouts: tuple[Sheet, ...]
    theme: Tree


class Opened(Struct, frozen=True, dict=True):
    """A template in memory. `parts` holds every part by name, with its stored bytes.

    Rectangles are scaled to slides of layout's height; the template's own slides are `scale` times as high.
    """

    presentation: Tree
    masters: tuple[Master, ...]
    parts: Mapping[str, Carried]
    main: str
    """The name of the presentation part."""

    scale: float

    @property
    def slide(self) -> Size:
        size = _slide_size(self.presentation)
        return Size(round(size.width / self.scale), round(size.height / self.scale))

    def led_to(self, part: str, kind: str) -> Iterator[str]:
        """The parts to which `part` has relationships of `kind`."""
        return (item.target for item in self.parts[part].relations if item.kind == _KINDS + kind and not item.outside)

    @cached_property
    def uses(self) -> Counter[str]:
        """How many of the template's own slides use each layout, by the name of its part."""
        slides = self.led_to(self.main, "slide")
        return Counter(layout for slide in slides for layout in self.led_to(slide, "slideLayout"))


def open_template(content: bytes, file: str, most: int) -> Outcome[Opened | None]:
    """The template in `content`, or the reason to refuse `file`; unpacked, it may have `most` MB."""
    found = distrusted(content, most)
    if found is not None:
        return refused(_named(found, file))
    try:
        opened = _opened(plain(content))
    except Exception:  # damaged files raise a dozen kinds of exceptions
        return refused(_named(_DAMAGED, file))
    if not any(master.layouts for master in opened.masters):
        return refused(_named(_EMPTY, file))
    return Outcome(opened, _left_behind(content, file))


def _left_behind(content: bytes, file: str) -> tuple[Diagnostic, ...]:
    with ZipFile(BytesIO(content)) as archive:
        if not has_macros(archive):
            return ()
    message = f"`{file}` holds macros, which are left out of the deck"
    return (warning(Code.TEMPLATE_WITH_MACROS, message, None, "save it as a .potx file, which holds none"),)


def _named(problem: Diagnostic, file: str) -> Diagnostic:
    return replace(problem, message=f"`{file}` {problem.message}")


def _opened(content: bytes) -> Opened:
    with ZipFile(BytesIO(content)) as archive:
        main, parts = _parts(archive)
    presentation = parsed(parts[main].content)
    scale = _scale_of(_slide_size(presentation))
    masters = []
    for part in _listed(presentation, f"{P}sldMasterIdLst/{P}sldMasterId", parts[main]):
        master, changed = _master(part, parts, presentation, scale)
        masters.append(master)
        for sheet in changed:
            parts[sheet.part] = replace(parts[sheet.part], content=written(sheet.tree))
    return Opened(presentation, tuple(masters), parts, main, scale)


def _parts(archive: ZipFile) -> tuple[str, dict[str, Carried]]:
    """The name of the presentation part, and all parts to which relationships lead from the package."""
    types = parsed(archive.read(_TYPES))
    stated = {each.get("PartName")[1:].lower(): each.get("ContentType") for each in types.iterfind(f"{_T}Override")}
    usual = {each.get("Extension").lower(): each.get("ContentType") for each in types.iterfind(f"{_T}Default")}
    start = _relations(archive, "")
    main = next(relation.target for relation in start if relation.kind == f"{_KINDS}officeDocument")
    parts: dict[str, Carried] = {}
    waiting = [relation.target for relation in start if not relation.outside]
    while waiting:
        name = waiting.pop(0)
        if name not in parts:
            kind = stated.get(name.lower()) or usual[name.rpartition(".")[2].lower()]
            parts[name] = Carried(name, kind, archive.read(name), _relations(archive, name))
            waiting += [relation.target for relation in parts[name].relations if not relation.outside]
    return main, parts


def _relations(archive: ZipFile, part: str) -> tuple[Relation, ...]:
    """The relationships of a part, or of the package, which is the part without a name."""
    folder, _, name = part.rpartition("/")
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    if place not in archive.NameToInfo:
        return ()
    found = []
    for each in parsed(archive.read(place)).iterfind(f"{_L}Relationship"):
        target, outside = each.get("Target"), each.get("TargetMode") == "External"
        whole = target if outside else posixpath.normpath(posixpath.join("/", folder, target))[1:]
        found.append(Relation(each.get("Id"), each.get("Type"), whole, outside))
    return tuple(found)


def _listed(tree: Tree, path: str, part: Carried) -> list[str]:
    """The parts that the elements at `path` name by their relationships, in order."""
    targets = {relation.number: relation.target for relation in part.relations}
    return [targets[entry.get(f"{R}id", "")] for entry in tree.iterfind(path)]


def _slide_size(presentation: Tree) -> Size:
    size = presentation.find(f"{P}sldSz")
    return Size(int(size.get("cx")), int(size.get("cy")))


def _scale_of(slide: Size) -> float:
    """The height of a slide divided by the height for which text sizes are made, on slides at least 10 in wide."""
    scale = min(slide.height / inch(7.5), slide.width / inch(10))
    return 1.0 if abs(scale - 1) < _NEARLY else scale


def _master(part: str, parts: Mapping[str, Carried], presentation: Tree, scale: float) -> tuple[Master, list[Sheet]]:
    """A master, and those of its sheets that were given titles."""
    tree = parsed(parts[part].content)
    theme = next(each.target for each in parts[part].relations if each.kind == f"{_KINDS}theme")
    names = _listed(tree, f"{P}sldLayoutIdLst/{P}sldLayoutId", parts[part])
    trees = {part: tree, **{name: parsed(parts[name].content) for name in names}}

    def sheets() -> list[Sheet]:
        above = _sheet(part, tree, (), scale)
        return [above, *(_sheet(name, trees[name], above.placeholders, scale) for name in names)]

    found, size = sheets(), _slide_size(presentation)
    is_changed = give_titles(found, shrunk(Rect(0, 0, size.width, size.height), scale), scale)
    found = sheets() if is_changed else found
    return Master(found[0], tuple(found[1:]), parsed(parts[theme].content)), found if is_changed else []


def parsed(content: bytes) -> Tree:
    """The tree of an XML part; entities stay unresolved."""
    from lxml import etree  # noqa: PLC0415  (few decks have a template)

    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def written(tree: Tree) -> bytes:
    """A tree as the content of a part."""
    from lxml import etree  # noqa: PLC0415

    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def fragment(tree: Tree | None) -> str:
    """An element as XML for another part, with the namespaces it needs; empty for None."""
    from lxml import etree  # noqa: PLC0415

    return "" if tree is None else etree.tostring(tree, encoding="unicode", with_tail=False)


def tell_apart(sheet: Tree) -> bool:
    """Give placeholders that share an index different ones, as PowerPoint requires; True if there were any."""
    marks = list(sheet.iter(f"{P}ph"))
    taken = {mark.get("idx", "0") for mark in marks}
    free = (str(number) for number in count(20) if str(number) not in taken)
    seen: set[str] = set()
    changed = False
    for mark in marks:
        if mark.get("idx", "0") in seen:
            mark.set("idx", next(free))
            changed = True
        seen.add(mark.get("idx", "0"))
    return changed


def _sheet(part: str, tree: Tree, above: Sequence[PlaceholderShape], scale: float) -> Sheet:
    """A master, or a layout below the placeholders of its master."""
    if tree.tag == f"{P}sldLayout":
        tell_apart(tree)
    page = tree.find(f"{P}cSld")
    shapes = (shape for shape in page.find(f"{P}spTree").iterchildren(*_HOLDERS) if shape.find(_MARK) is not None)
    placed = ((shape, _place(shape, scale) or _inherited_place(shape, above)) for shape in shapes)
    placeholders = tuple(PlaceholderShape(shape, rect) for shape, rect in placed if rect is not None)
    return Sheet(" ".join(_BREAK.sub(" ", page.get("name", "")).split()), tree, placeholders, part)


def _place(shape: Tree, scale: float) -> Rect | None:
    """The rectangle that a placeholder states; None if it inherits that."""
    place = next(iter(shape.iterfind(f"{P}spPr/{A}xfrm")), shape.find(f"{P}xfrm"))
    offset, extent = (None, None) if place is None else (place.find(f"{A}off"), place.find(f"{A}ext"))
    if offset is None or extent is None:
        return None
    sides = (offset.get("x"), offset.get("y"), extent.get("cx"), extent.get("cy"))
    return shrunk(Rect(*map(int, sides)), scale)


def _inherited_place(shape: Tree, above: Sequence[PlaceholderShape]) -> Rect | None:
    """The rectangle of the master's placeholder for the same kind of text."""
    kind = shape.find(_MARK).get("type", "obj")
    wanted = "title" if kind == "ctrTitle" else kind if kind in ("title", "dt", "ftr", "sldNum") else "body"
    return next((holder.rect for holder in above if holder.kind == wanted), None)


def shrunk(rect: Rect, scale: float) -> Rect:
    """A rectangle of the template, scaled to the slides of layout."""
    left, top, right, bottom = (round(edge / scale) for edge in (rect.x, rect.y, rect.right, rect.bottom))
    return Rect(left, top, right - left, bottom - top)
