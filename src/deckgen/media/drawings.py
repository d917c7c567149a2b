"""SVG drawings as Media: the drawing itself, and a PNG of it for programs without SVG support."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

from msgspec import Struct

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Outcome, error, warning
from deckgen.limits import MILLION
from deckgen.media.media import Media
from deckgen.media.opening import FileName
from deckgen.media.raster import SECONDS, pixels_of, png_of

_URL = re.compile(r"url\(\s*(['\"]?)(.*?)\1\s*\)", re.IGNORECASE | re.DOTALL)
_IMPORT = re.compile(r"@import\s*(?:url\(\s*)?['\"]?([^'\";)]+)", re.IGNORECASE)
_PICTURES = re.compile(r"(?<![\w-])((?:-webkit-)?image-set|image|src)\(\s*(['\"])(.*?)\2", re.IGNORECASE | re.DOTALL)
"""The functions of CSS that load what is only a text in them."""
_WITHIN = re.compile(r"\s*(#|data:(image/(png|jpe?g|gif|webp)|font/|application/(x-)?font))", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
MOVING = frozenset(("animate", "animateColor", "animateMotion", "animateTransform", "set"))
_MOVED = frozenset(("to", "from", "by", "values"))
"""The attributes by which an animation gives another one its values."""
_LINKS = frozenset(("href", "src", "srcset", "data", "poster", "background", "action"))
_SCRIPT = re.compile("(?:java|vb|live|ecma)script:", re.IGNORECASE)
_WEB = re.compile(r"\s*(https?://|mailto:)", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)


def outside(element: str, key: str, value: str) -> str | None:
    """The first address outside the drawing in an attribute or a style sheet, or None.

    The target of a link (`a`) is not loaded, so it may be a page of the web, but no file and no script.
    """
    if ":" in value and _SCRIPT.search(re.sub(r"\s", "", value)) is not None:
        return value.strip()
    if key in _LINKS:
        within = not value.strip() or _WITHIN.match(value) or (element == "a" and _WEB.match(value))
        return None if within else value.strip()
    if element in MOVING and key in _MOVED:
        steps = (step.strip() for step in value.split(";"))
        return next((step for step in steps if _ADDRESS.match(step) and not _WITHIN.match(step)), None) or _loaded(
            key, value
        )
    return _loaded(key, value)


def _loaded(key: str, value: str) -> str | None:
    """The first address outside the drawing that a value loads as CSS does."""
    if "(" not in value and "@" not in value:
        return None
    # CSS can write `url(` as `u\72l(`, too.
    plain = _ESCAPE.sub(_unescaped, _COMMENT.sub("", value)) if key == "style" or "\\" in value else value
    imported = _IMPORT.search(plain)
    if imported is not None:
        return imported.group(1).strip()
    named = (match.group(2) for match in _URL.finditer(plain))
    texts = (match.group(3) for match in _PICTURES.finditer(plain))
    return next((address for address in (*named, *texts) if not _WITHIN.match(address)), None)


def _unescaped(escape: re.Match[str]) -> str:
    if escape.group(1) is None:
        return escape.group(2)
    number = int(escape.group(1), 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"


_LENGTH = re.compile(r"\s*([+]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(px|pt|pc|mm|cm|in|)\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
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
FAMILY = re.compile(r"font-family\s*:\s*([^;}]+)", re.IGNORECASE)
DOCTYPE = re.compile(rb"""<!DOCTYPE(?:[^"'>]|"[^"]*"|'[^']*')*>\s*""")
PLAIN = "save it as plain SVG, which most programs offer, or as PNG"
_XML = "http://www.w3.org/XML/1998/namespace"
_PROGRAMS = frozenset(("script", "handler", "listener"))
_FOREIGN = {
    "http://www.w3.org/1999/xhtml": "holds a web page",
    "http://www.w3.org/2001/XInclude": "takes in another file",
    "http://www.w3.org/2001/xml-events": "holds a script",
}
"""What elements of other namespaces do that has no place in a drawing."""


class Drawing(Struct, frozen=True):
    """A drawing found to be harmless: its size in its own units, and facts about it."""

    content: bytes
    width: float
    height: float
    families: frozenset[str]
    moves: bool
    links: tuple[str, ...] = ()
    """The pages to which its links lead."""


class Flaw(Struct, frozen=True):
    """The reason to refuse a drawing, which follows its name; `line` counts from 1, None means the whole drawing."""

    code: Code
    what: str
    line: int | None
    hint: str

    def said_of(self, name: str) -> str:
        """The complete message."""
        return f"`{name}` {self.what}" + ("" if self.line is None else f" in line {self.line}")


def inspected(content: bytes) -> Drawing | Flaw:
    """The drawing, or the first reason to refuse it."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Flaw(Code.NOT_UTF8, "is saved as UTF-16, not as UTF-8", None, "save it as UTF-8")
    if len(content) > MOST_BYTES:
        what = (
            f"has {len(content) / MILLION:,.0f} MB, more than the {MOST_BYTES // MILLION} MB that a drawing can have"
        )
        return Flaw(Code.DRAWING_TOO_LARGE, what, None, "export it as PNG, which shows as much")
    look = _Look()
    try:
        look.at(content)
    except _Refused as refused:
        return refused.flaw
    except (expat.ExpatError, LookupError, ValueError) as problem:
        what = f"is no sound SVG: {expat.errors.messages.get(getattr(problem, 'code', 0), str(problem))}"
        return Flaw(Code.DAMAGED_PICTURE, what, getattr(problem, "lineno", None), "export it again, or as PNG")
    if look.size is None:
        hint = 'add `viewBox="0 0 WIDTH HEIGHT"` to its `<svg`, or export it again'
        return Flaw(Code.DRAWING_WITHOUT_SIZE, "does not say how large it is", look.root_line, hint)
    links = tuple(dict.fromkeys(look.links))
    return Drawing(look.without_doctype(content), *look.size, frozenset(look.families), look.moves, links)


class _Refused(Exception):  # noqa: N818
    """Raised at the first reason to refuse a drawing."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.what)
        self.flaw = flaw


class _Look:
    """One pass over a drawing."""

    def __init__(self) -> None:
        self.size: tuple[float, float] | None = None
        self.root_line = 1
        self.families: set[str] = set()
        self.moves = False
        self.links: list[str] = []
        self.has_text = False
        self._has_doctype = False
        self._count = 0
        self._open: list[str] = []
        self._style: list[str] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")

    def at(self, content: bytes) -> None:
        parser = self._parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._begin_doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.buffer_text = True
        parser.Parse(content, True)
        if not self.has_text:
            self.families.clear()

    def without_doctype(self, content: bytes) -> bytes:
        return DOCTYPE.sub(b"", content, count=1) if self._has_doctype else content

    def _refuse(self, code: Code, what: str, hint: str) -> None:
        raise _Refused(Flaw(code, what, self._parser.CurrentLineNumber, hint))

    def _begin_doctype(self, _name: str, _system: str | None, _public: str | None, has_subset: bool) -> None:
        if has_subset:
            self._refuse(Code.UNSAFE_DRAWING, "declares entities", PLAIN)
        self._has_doctype = True

    def _instruction(self, target: str, _text: str) -> None:
        if target == "xml-stylesheet":
            self._refuse(
                Code.UNSAFE_DRAWING, "loads a style sheet", "embed the style sheet in the drawing, or save it as PNG"
            )

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self._open:
            self._root(space, local, attributes)
        self._open.append(local)
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) > DEEPEST:
            what = f"has more than {MOST_ELEMENTS:,} parts" if self._count > MOST_ELEMENTS else "is nested too deep"
            self._refuse(Code.DRAWING_TOO_LARGE, what, "export it as PNG, which shows as much")
        self._foreign(space, local)
        self.moves = self.moves or local in MOVING
        self.has_text = self.has_text or local == "text"
        for key, value in attributes.items():
            if key == f"{_XML} base":
                self._refuse(Code.UNSAFE_DRAWING, "says where its files are (`xml:base`)", PLAIN)
            self._attribute(local, key.rpartition(" ")[2], value)

    def _foreign(self, space: str, local: str) -> None:
        if local.lower() in _PROGRAMS:
            self._refuse(Code.UNSAFE_DRAWING, f"holds a script (`{local}`)", PLAIN)
        if local.lower() == "foreignobject":
            hint = "export it with plain text (in draw.io, without word wrap and formatted text), or as PNG"
            self._refuse(Code.UNSAFE_DRAWING, "holds a web page (`foreignObject`)", hint)
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

    def _attribute(self, element: str, key: str, value: str) -> None:
        if key.lower().startswith("on") and key[2:].isalpha():
            self._refuse(Code.UNSAFE_DRAWING, f"holds a script (`{key}`)", PLAIN)
        address = outside(element, key, value)
        if address is not None:
            self._outside(address)
        if element == "a" and key == "href" and _WEB.match(value):
            self.links.append(value.strip())
        if key == "font-family":
            self.families.add(value)
        elif key == "style":
            self.families.update(FAMILY.findall(value))

    def _outside(self, address: str) -> None:
        self._refuse(
            Code.UNSAFE_DRAWING, f"loads `{_short(address)}`", "embed it in the drawing, or save the drawing as PNG"
        )

    def _text(self, text: str) -> None:
        if self._open and self._open[-1] == "style":
            self._style.append(text)

    def _end(self, _name: str) -> None:
        if self._open.pop() == "style":
            sheet = "".join(self._style)
            self._style.clear()
            address = outside("style", "style", sheet)
            if address is not None:
                self._outside(address)
            self.families.update(FAMILY.findall(sheet))


def _short(address: str) -> str:
    return address if len(address) <= 60 else address[:59] + "…"


COMMON_FAMILIES = frozenset((
    "arial", "calibri", "cambria", "carlito", "consolas", "courier", "courier new", "georgia", "helvetica",
    "liberation mono", "liberation sans", "liberation serif", "monospace", "sans", "sans-serif", "segoe ui", "serif",
    "system-ui", "tahoma", "times", "times new roman", "trebuchet ms", "verdana",
))  # fmt: skip
"""Font families that every lecture-hall PC has, or has a lookalike of."""
_SVG = re.compile(rb"<(?:\w+:)?svg[\s>]")


def is_drawing(content: bytes) -> bool:
    """True if the content is meant as an SVG, valid or not."""
    start = content[:4000]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.replace(b"\0", b"")
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and _SVG.search(start) is not None


def open_drawing(name: FileName, content: bytes) -> Outcome[Media | None]:
    """The drawing and its diagnostics; None for a drawing that cannot be used."""
    drawing = inspected(content)
    if isinstance(drawing, Flaw):
        return Outcome(None, (error(drawing.code, drawing.said_of(name.raw), name.place, drawing.hint),))
    width, height = pixels_of(drawing.width, drawing.height)
    picture = png_of(drawing.content, width, height)
    if picture is None:
        message = f"`{name.raw}` cannot be drawn, or not within {SECONDS} seconds"
        return Outcome(
            None, (error(Code.DAMAGED_PICTURE, message, name.place, "make it simpler, or export it as PNG"),)
        )
    media = Media(name.raw, "png", picture, width, height, drawing.content)
    return Outcome(media, tuple(_remarks(name, drawing)))


def _remarks(name: FileName, drawing: Drawing) -> list[Diagnostic]:
    found = []
    rare = sorted(families for families in drawing.families if not _is_common(families))
    if rare:
        message = f"`{name.raw}` has text in {_first(rare[0])}, which few machines have"
        hint = "turn the text into paths when you export it, or set it in Calibri or Arial"
        found.append(warning(Code.RARE_FONT, message, name.place, hint))
    if drawing.moves:
        found.append(motion_lost(name))
    if drawing.links:
        others = f" and {len(drawing.links) - 1} more addresses" if len(drawing.links) > 1 else ""
        message = f"`{name.raw}` has a link to `{_short(drawing.links[0])}`{others}, which the deck will hold"
        hint = "take the link out of the drawing if it is not meant for everybody who gets the deck"
        found.append(warning(Code.DRAWING_LINK, message, name.place, hint))
    return found


def motion_lost(name: FileName) -> Diagnostic:
    """Report a picture that moves in a format that does not move on a slide."""
    message = f"`{name.raw}` moves, but a slide shows its first picture only"
    return warning(Code.MOTION_LOST, message, name.place, "save it as an animated GIF, which PowerPoint plays")


def _is_common(families: str) -> bool:
    names = {name.strip(" '\"\t\r\n").lower() for name in families.split(",")}
    return bool(names & COMMON_FAMILIES) or not any(names) or names <= {"inherit", "initial", "unset"}


def _first(families: str) -> str:
    return families.split(",", maxsplit=1)[0].strip(" '\"\t\r\n")
