"""A drawing before it goes into a deck: found to be harmless, or the reason to refuse it.

One pass looks for what runs, fetches or explodes. On the way it notes what programs other than browsers show wrong or
not at all, and rewrites it: pages of the web that have a text instead of them, colours that are names, fonts of the
web, drawings within the drawing. All else stays as it is, byte for byte.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from html import escape
from urllib.parse import unquote_to_bytes
from xml.parsers import expat

from msgspec import Struct

from deckgen.codes import Code
from deckgen.limits import MILLION
from deckgen.media.css import FAMILY, Colours, is_within, loaded, without_web_fonts
from deckgen.media.flaw import PLAIN, Flaw, Refused
from deckgen.media.labels import Page
from deckgen.media.plain_xml import as_utf8, with_entities
from deckgen.regex import regex

MOVING = frozenset(("animate", "animateColor", "animateMotion", "animateTransform", "set"))
_MOVED = frozenset(("to", "from", "by", "values"))
"""The attributes by which an animation gives another one its values."""
_LINKS = frozenset(("href", "src", "srcset", "data", "poster", "background", "action", "ping"))
_SCRIPT = regex("(?:java|vb|live|ecma)script:", re.IGNORECASE)
_WEB = regex(r"\s*(https?://|mailto:)", re.IGNORECASE)
_ADDRESS = regex(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)


def outside(element: str, key: str, value: str) -> str | None:
    """The first address outside the drawing in an attribute or a style sheet, or None.

    The target of a link (`a`) is not loaded, so it may be a page of the web, but no file and no script.
    """
    if ":" in value and _SCRIPT.search(re.sub(r"\s", "", value)) is not None:
        return value.strip()
    if key in _LINKS:
        within = not value.strip() or is_within(value) or (element == "a" and key == "href" and _WEB.match(value))
        return None if within else value.strip()
    is_style = key == "style"
    if element in MOVING and key in _MOVED:
        steps = (step.strip() for step in value.split(";"))
        address = next((step for step in steps if _ADDRESS.match(step) and not is_within(step)), None)
        return address or loaded(value, is_style)
    return loaded(value, is_style)


_LENGTH = regex(r"\s*([+]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(px|pt|pc|mm|cm|in|)\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_NUMBER = regex(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_SMALLEST, _LARGEST, _THINNEST = 1e-3, 1e6, 1000
"""The limits of a plausible drawing: its shortest and longest side, and the ratio of the two."""


def size_of(attributes: Mapping[str, str]) -> tuple[float, float] | None:
    """Width and height in pixels from `width` and `height`, or in proportion from `viewBox`; None without both."""
    box = _view_box(attributes.get("viewBox", ""))
    width, height = (_length(attributes.get(side, "")) for side in ("width", "height"))
    if width is None or height is None:
        if box is None:
            return None
        ratio = box[0] / box[1]
        width, height = (
            box
            if width is None and height is None
            else (width or (height or 0) * ratio, height or (width or 0) / ratio)
        )
    short, long = sorted((width, height))
    return (width, height) if short >= _SMALLEST and long <= _LARGEST and long <= short * _THINNEST else None


def _view_box(text: str) -> tuple[float, float] | None:
    numbers = [float(number) for number in _NUMBER.findall(text)]
    if len(numbers) != 4 or not (0 < numbers[2] < float("inf") and 0 < numbers[3] < float("inf")):
        return None
    return numbers[2], numbers[3]


def _length(text: str) -> float | None:
    """A length in pixels; None if it is missing or relative to something unknown here."""
    match = _LENGTH.fullmatch(text)
    return float(match.group(1)) * _PIXELS[match.group(2)] if match and float(match.group(1)) > 0 else None


NAMESPACE = "http://www.w3.org/2000/svg"
MOST_ELEMENTS = 50_000
MOST_BYTES = 10_000_000
"""A larger drawing takes hundreds of megabytes to look through and to draw."""
DEEPEST = 200
DEEPEST_DRAWING = 2
"""Drawings in drawings in drawings."""
DOCTYPE = regex(rb"""<!DOCTYPE(?:[^"'>]|"[^"]*"|'[^']*')*>\s*""")
_TAG = regex(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_DRAWN = regex(r"\s*data:image/svg\+xml([^,]*),", re.IGNORECASE)
_XML = "http://www.w3.org/XML/1998/namespace"
_PROGRAMS = frozenset(("script", "handler", "listener"))
_FOREIGN = {
    "http://www.w3.org/1999/xhtml": "holds a web page",
    "http://www.w3.org/2001/XInclude": "takes in another file",
    "http://www.w3.org/2001/xml-events": "holds a script",
}
"""What elements of other namespaces do that has no place in a drawing."""


class Drawing(Struct, frozen=True):
    """A drawing found to be harmless: its size in pixels, and facts about it."""

    content: bytes
    width: float
    height: float
    families: frozenset[str]
    moves: bool
    links: tuple[str, ...] = ()
    """The pages to which its links lead."""
    web_fonts: frozenset[str] = frozenset()
    """The families that it takes from the web, which it does no longer."""
    unset: tuple[str, ...] = ()
    """The names without a value from which it takes colours."""
    flowed: tuple[str, ...] = ()
    """Texts in a form that few programs know (`flowRoot`)."""


def inspected(content: bytes) -> Drawing | Flaw:
    """The drawing, or the first reason to refuse it."""
    if len(content) > MOST_BYTES:
        what = (
            f"has {len(content) / MILLION:,.0f} MB, more than the {MOST_BYTES // MILLION} MB that a drawing can have"
        )
        return Flaw(Code.DRAWING_TOO_LARGE, what, None, "export it as PNG, which shows as much")
    try:
        look = _looked(content, 0)
    except Refused as refused:
        return refused.flaw
    if look.size is None:
        hint = 'add `viewBox="0 0 WIDTH HEIGHT"` to its `<svg`, or export it again'
        return Flaw(Code.DRAWING_WITHOUT_SIZE, "does not say how large it is", look.root_line, hint)
    links, flowed = tuple(dict.fromkeys(look.links)), tuple(look.flowed)
    families, web_fonts = frozenset(look.families), frozenset(look.web_fonts)
    unset = tuple(sorted(look.unset))
    return Drawing(look.rewritten(), *look.size, families, look.moves, links, web_fonts, unset, flowed)


def _looked(content: bytes, depth: int) -> _Look:
    """The look at a drawing, `depth` drawings deep in another."""
    most = MOST_BYTES if depth == 0 else 2 * len(content)
    try:
        look = _Look(with_entities(as_utf8(content), most), depth)
        look.over_all()
    except (expat.ExpatError, LookupError, ValueError) as problem:
        what = f"is no sound SVG: {expat.errors.messages.get(getattr(problem, 'code', 0), str(problem))}"
        line = getattr(problem, "lineno", None)
        raise Refused(Flaw(Code.DAMAGED_PICTURE, what, line, "export it again, or as PNG")) from problem
    return look


class _Open(Struct, frozen=True):
    """An element that has begun: its name, and where its tag is in the file."""

    local: str
    start: int


class _Switch(Struct):
    """An element of which programs show one child, the first that they can (`switch`).

    `page` is its page of the web; `is_decided` is true if the children after the first that can be shown are dropped.
    """

    depth: int
    page: Page | None = None
    has_shown: bool = False
    is_decided: bool = False


class _Label(Struct):
    """A text that is shown in place of a page of the web."""

    depth: int
    page: Page
    attributes: Mapping[str, str]
    shown: str = ""


class _Look:
    """One pass over a drawing, and what is to be changed in it."""

    def __init__(self, content: bytes, depth: int) -> None:
        self.size: tuple[float, float] | None = None
        self.root_line = 1
        self.families: set[str] = set()
        self.web_fonts: set[str] = set()
        self.moves = False
        self.links: list[str] = []
        self.flowed: list[str] = []
        self._content = content
        self._depth = depth
        self._colours = Colours(content.decode("utf-8", "replace"))
        self._has_text = False
        self._count = 0
        self._maker = ""
        self._open: list[_Open] = []
        self._switches: list[_Switch] = []
        self._label: _Label | None = None
        self._dropped: int | None = None
        self._page: Page | None = None
        self._collected: list[str] = []
        self._edits: list[tuple[int, int, bytes]] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")

    @property
    def unset(self) -> dict[str, None]:
        return self._colours.unset

    def over_all(self) -> None:
        """Look at everything, or raise the reason to refuse the drawing."""
        parser = self._parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._begin_doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.buffer_text = True
        parser.Parse(self._content, True)
        if not self._has_text:
            self.families.clear()

    def rewritten(self) -> bytes:
        """The drawing with all changes."""
        parts, at = [], 0
        for start, end, new in sorted(self._edits):
            parts += [self._content[at:start], new]
            at = end
        return b"".join(parts) + self._content[at:]

    def _refuse(self, code: Code, what: str, hint: str, line: int | None = None) -> None:
        raise Refused(Flaw(code, what, line or self._parser.CurrentLineNumber, hint))

    def _begin_doctype(self, *_declared: object) -> None:
        found = DOCTYPE.search(self._content)
        if found is not None:
            self._edits.append((found.start(), found.end(), b""))

    def _instruction(self, target: str, _text: str) -> None:
        if target == "xml-stylesheet":
            self._refuse(
                Code.UNSAFE_DRAWING, "loads a style sheet", "embed the style sheet in the drawing, or save it as PNG"
            )

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self._open:
            self._root(space, local, attributes)
        self._open.append(_Open(local, self._parser.CurrentByteIndex))
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) > DEEPEST:
            what = f"has more than {MOST_ELEMENTS:,} parts" if self._count > MOST_ELEMENTS else "is nested too deep"
            self._refuse(Code.DRAWING_TOO_LARGE, what, "export it as PNG, which shows as much")
        if self._dropped is not None:
            if self._page is not None:
                self._page.start(local, attributes.get("style", ""))
        elif self._is_passed_over(local, attributes):
            self._dropped = len(self._open) - 1
        else:
            self._keep(space, local, attributes)

    def _is_passed_over(self, local: str, attributes: Mapping[str, str]) -> bool:
        """True for a page of the web, and for what no program shows that shows something else instead of it."""
        depth = len(self._open) - 1
        switch = self._switches[-1] if self._switches and self._switches[-1].depth == depth - 1 else None
        if local.lower() == "foreignobject":
            self._page = Page(self._parser.CurrentLineNumber)
            if switch is not None:
                switch.page, switch.is_decided = self._page, True
            return True
        if switch is None:
            return False
        if switch.has_shown:
            return switch.is_decided
        if attributes.get("requiredExtensions"):
            switch.is_decided = True
            return True
        switch.has_shown = True
        switch.is_decided = switch.is_decided or "requiredFeatures" in attributes
        if local == "text" and switch.page is not None:
            self._label = _Label(depth, switch.page, attributes)
        return False

    def _keep(self, space: str, local: str, attributes: Mapping[str, str]) -> None:
        """Look at an element that stays."""
        if local == "switch":
            self._switches.append(_Switch(len(self._open) - 1))
        self._foreign(space, local)
        self.moves = self.moves or local in MOVING
        self._has_text = self._has_text or local == "text"
        changes = {}
        for key, value in attributes.items():
            if key == f"{_XML} base":
                self._refuse(Code.UNSAFE_DRAWING, "says where its files are (`xml:base`)", PLAIN)
            plain = self._attribute(local, key.rpartition(" ")[2], value)
            if plain != value:
                changes[key.rpartition(" ")[2]] = plain
        if changes:
            self._change_tag(changes)

    def _change_tag(self, changes: Mapping[str, str]) -> None:
        start = self._open[-1].start
        tag = self._content[start : self._tag_end(start)]
        for key, value in changes.items():
            pattern = rb"(\s(?:[\w.-]+:)?%s\s*=\s*)(?:\"[^\"]*\"|'[^']*')" % re.escape(key).encode()
            new = b'"%s"' % escape(value, quote=False).replace('"', "&quot;").encode()
            tag = re.sub(pattern, lambda found, new=new: found[1] + new, tag)  # type: ignore[misc]
        self._edits.append((start, self._tag_end(start), tag))

    def _tag_end(self, start: int) -> int:
        found = _TAG.match(self._content, start)
        return found.end() if found is not None else start

    def _foreign(self, space: str, local: str) -> None:
        if local.lower() in _PROGRAMS:
            self._refuse(Code.UNSAFE_DRAWING, f"holds a script (`{local}`)", PLAIN)
        if space in _FOREIGN:
            self._refuse(Code.UNSAFE_DRAWING, f"{_FOREIGN[space]} (`{local}`)", PLAIN)

    def _root(self, space: str, local: str, attributes: Mapping[str, str]) -> None:
        self.root_line = self._parser.CurrentLineNumber
        if local != "svg":
            self._refuse(
                Code.NOT_A_PICTURE, f"is XML, but no SVG: it begins with `<{local}>`", "export it as SVG or PNG"
            )
        if space != NAMESPACE:
            hint = f'begin it with `<svg xmlns="{NAMESPACE}"`'
            self._refuse(Code.DAMAGED_PICTURE, "does not say that it is SVG, so that no program shows it", hint)
        self.size = size_of(attributes)
        if "aria-roledescription" in attributes or attributes.get("id", "").startswith("mermaid"):
            self._maker = "Mermaid"
        elif "mxfile" in attributes.get("content", ""):
            self._maker = "draw.io"

    def _attribute(self, element: str, key: str, value: str) -> str:
        """The value that the attribute is to have."""
        if element == "svg" and key == "content":
            return value  # here draw.io keeps a copy of its own file, which no program shows
        if key.lower().startswith("on") and key[2:].isalpha():
            self._refuse(Code.UNSAFE_DRAWING, f"holds a script (`{key}`)", PLAIN)
        if element == "image" and key == "href" and (drawn := _DRAWN.match(value)) is not None:
            return self._drawing_within(value, drawn)
        value = self._colours.in_attribute(key, value)
        address = outside(element, key, value)
        if address is not None:
            self._outside(address)
        if element == "a" and key == "href" and _WEB.match(value):
            self.links.append(value.strip())
        if key == "font-family":
            self.families.add(value)
        elif key == "style":
            self.families.update(FAMILY.findall(value))
        return value

    def _drawing_within(self, value: str, drawn: re.Match[str]) -> str:
        """The address of a drawing in the drawing, which has been looked at as well."""
        if self._depth == DEEPEST_DRAWING:
            self._refuse(Code.DRAWING_TOO_LARGE, "is nested too deep", "export it as PNG, which shows as much")
        content = _decoded(value[drawn.end() :], "base64" in drawn[1].lower())
        try:
            look = _looked(content, self._depth + 1)
        except Refused as refused:
            self._refuse(refused.flaw.code, f"holds a drawing that {refused.flaw.what}", refused.flaw.hint)
        self.families |= look.families
        self._has_text = self._has_text or bool(look.families)
        self.web_fonts |= look.web_fonts
        self.links += look.links
        self.flowed += look.flowed
        self.unset.update(look.unset)
        self.moves = self.moves or look.moves
        # Some programs write `data:image/svg+xml,` before Base64, or letters that have to be escaped.
        return f"data:image/svg+xml;base64,{base64.b64encode(look.rewritten()).decode()}"

    def _outside(self, address: str) -> None:
        self._refuse(
            Code.UNSAFE_DRAWING, f"loads `{short(address)}`", "embed it in the drawing, or save the drawing as PNG"
        )

    def _text(self, text: str) -> None:
        if self._page is not None:
            self._page.text(text)
        elif self._label is not None:
            self._label.shown += text
        elif self._dropped is None and self._open and self._is_collected():
            self._collected.append(text)

    def _is_collected(self) -> bool:
        return self._open[-1].local == "style" or any(element.local == "flowRoot" for element in self._open)

    def _end(self, _name: str) -> None:
        element = self._open.pop()
        depth = len(self._open)
        if self._dropped is not None:
            self._end_dropped(element, depth)
        elif self._label is not None and self._label.depth == depth:
            self._end_label(element, self._label)
        elif element.local == "switch":
            page = self._switches.pop()
            if page.page is not None and page.page.has_content and not page.has_shown:
                self._refuse_page(page.page)
        elif element.local == "style":
            self._end_style(element)
        elif element.local == "flowRoot":
            words = " ".join("".join(self._collected).split())
            self._collected.clear()
            self.flowed += [words] if words else []

    def _end_dropped(self, element: _Open, depth: int) -> None:
        page = self._page
        if self._dropped != depth:
            if page is not None:
                page.end(element.local)
            return
        self._dropped = self._page = None
        self._edits.append((element.start, self._element_end(element), b""))
        in_switch = bool(self._switches) and self._switches[-1].depth == depth - 1
        if page is not None and page.has_content and not in_switch:
            self._refuse_page(page)

    def _end_label(self, element: _Open, label: _Label) -> None:
        self._label = None
        new = label.page.as_text(label.attributes, label.shown)
        start = self._tag_end(element.start)
        if new is not None and start <= self._parser.CurrentByteIndex:
            self._edits = [edit for edit in self._edits if not start <= edit[0]]
            self._edits.append((start, self._parser.CurrentByteIndex, new.encode()))

    def _element_end(self, element: _Open) -> int:
        """The end of an element that has just ended."""
        at = self._parser.CurrentByteIndex
        is_tag = self._content.startswith(b"</", at)
        return self._tag_end(at) if is_tag else self._tag_end(element.start)

    def _end_style(self, element: _Open) -> None:
        written = "".join(self._collected)
        self._collected.clear()
        sheet, families = without_web_fonts(written)
        sheet = self._colours.in_style(sheet)
        address = outside("style", "style", sheet)
        if address is not None:
            self._outside(address)
        self.families.update(FAMILY.findall(sheet))
        self.web_fonts |= families
        if sheet != written:
            self._edits.append(
                (self._tag_end(element.start), self._parser.CurrentByteIndex, escape(sheet, quote=False).encode())
            )

    def _refuse_page(self, page: Page) -> None:
        hint = {
            "Mermaid": 'write `%%{init: {"htmlLabels": false, "flowchart": {"htmlLabels": false}}}%%` above the '
            "diagram and export it again, or export it as PNG",
            "draw.io": "export it with plain text, without word wrap and formatted text, or as PNG",
        }.get(self._maker, "export it with plain text, or as PNG")
        self._refuse(Code.UNSAFE_DRAWING, "holds a web page (`foreignObject`)", hint, page.line)


def _decoded(payload: str, is_base64: bool) -> bytes:
    content = unquote_to_bytes(payload)
    if not is_base64 and content.lstrip().startswith(b"<"):
        return content
    try:
        return base64.b64decode(b"".join(content.split()) + b"==")
    except binascii.Error:
        return content


def short(address: str) -> str:
    """An address, or its beginning if it is long."""
    return address if len(address) <= 60 else address[:59] + "…"
